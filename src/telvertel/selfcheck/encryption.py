"""Whether the disk under a folder is encrypted, as far as this system tells; never a guess."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

SECONDS = 10
CRYPT = "CRYPT-"  # how Linux names what dm-crypt (LUKS, VeraCrypt) made
FILEVAULT = ("fdesetup", "status")
# Explorer knows it without the rights of an administrator; 1, 3 and 5 are on, 2 is off.
BITLOCKER = (
    "(New-Object -ComObject Shell.Application).NameSpace('{drive}').Self"
    ".ExtendedProperty('System.Volume.BitLockerProtection')"
)


def is_encrypted(folder: Path) -> bool | None:
    """None when it cannot be seen."""
    if sys.platform == "darwin":
        told = _told(FILEVAULT)
        return {"FileVault is On.": True, "FileVault is Off.": False}.get(told.partition("\n")[0])
    if os.name == "nt":
        asked = BITLOCKER.format(drive=folder.resolve().drive)
        told = _told(("powershell", "-NoProfile", "-NonInteractive", "-Command", asked))
        return {"1": True, "3": True, "5": True, "2": False}.get(told)
    return on_linux(folder)


def on_linux(
    folder: Path, mounts: Path = Path("/proc/self/mountinfo"), system: Path = Path("/sys")
) -> bool | None:
    """Follow the device under the mount down to the disks it stands on."""
    try:
        source = _source(folder.resolve(), mounts.read_text(encoding="utf-8"))
        number = os.stat(source).st_rdev if source.startswith("/dev/") else 0
        device = system / "dev" / "block" / f"{os.major(number)}:{os.minor(number)}"
        return _crypts(device.resolve()) if number and device.exists() else None
    except OSError:
        return None


def _source(folder: Path, mounts: str) -> str:
    """What is mounted deepest above a folder: "/dev/mapper/home", "overlay"."""
    found = ("", "")
    for line in mounts.splitlines():
        before, _, after = line.partition(" - ")
        place = before.split()[4].replace("\\040", " ")
        if folder.is_relative_to(place) and len(place) >= len(found[0]):
            found = (place, after.split()[1])
    return found[1]


def _crypts(device: Path) -> bool:
    """Whether this device, or all that it is made of, is encrypted."""
    named = device / "dm" / "uuid"
    if named.exists() and named.read_text(encoding="utf-8").startswith(CRYPT):
        return True
    below = sorted((device / "slaves").glob("*"))
    return bool(below) and all(_crypts(one.resolve()) for one in below)


def _told(command: tuple[str, ...]) -> str:
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.strip()
