"""Find a Chromium, or see to it that there is one: installed, else Playwright's, else Debian's."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# Playwright's own list, which ours takes the place of, and the pages that Chromium loads beside
# each window for an address bar nobody sees.
FEATURES_OFF = (
    *("AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose", "HttpsUpgrades"),
    *("HttpsFirstBalancedModeAutoEnable", "LensOverlay", "MediaRouter", "PaintHolding"),
    *("ThirdPartyStoragePartitioning", "AvoidCorsURLLoaderRestartOnRedirect", "OptimizationHints"),
    *("NetworkTimeServiceQuerying", "AimEnabled", "PreconnectToSearch"),
    *("WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "WebUIOmniboxFullPopup"),
)
PATIENCE = 120_000  # milliseconds a page is waited for: two cores may do the work of twenty
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--force-prefers-reduced-motion",  # what moves is pressed beside
    f"--disable-features={','.join(FEATURES_OFF)}",
]


def installed() -> str | None:
    """Path of a browser that stands on this machine, or None."""
    named = os.environ.get("CHROMIUM")
    if named and Path(named).exists():
        return named
    for name in NAMES:
        if found := shutil.which(name):
            return found
    return None


def playwrights() -> str | None:
    """Path of the browser that Playwright brought, or None."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def browser() -> str:
    """Path of a Chromium; RuntimeError with what to do when there is none."""
    found = installed() or playwrights()
    if found is None:
        raise RuntimeError("no Chromium: run `make test`, or install the package chromium")
    return found


def _try(command: list[str]) -> bool:
    print("·", " ".join(command), flush=True)  # noqa: T201
    return subprocess.run(command, check=False).returncode == 0


def main() -> None:
    if installed() or playwrights():
        return
    if _try([sys.executable, "-m", "playwright", "install", "--with-deps", "chromium"]):
        return
    root = [] if os.geteuid() == 0 else ["sudo", "-n"]
    _try([*root, "apt-get", "update", "-qq"])
    _try([*root, "apt-get", "install", "-y", "-qq", "chromium"])
    browser()


if __name__ == "__main__":
    main()
