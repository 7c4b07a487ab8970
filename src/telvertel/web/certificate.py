"""Whether browsers will take a certificate: tried in memory, before anybody stands at the door."""

from __future__ import annotations

import ssl
from dataclasses import dataclass
from pathlib import Path

OTHER_NAME, EXPIRED, NOT_YET = 62, 10, 9  # codes of OpenSSL
REASONS = {OTHER_NAME: "other_name", EXPIRED: "expired", NOT_YET: "not_yet"}


@dataclass(frozen=True)
class Tried:
    """What came of it: ``trouble`` is the key of a sentence, empty when all is well."""

    trouble: str
    self_signed: bool = False


def tried(certificate: Path, key: Path, host: str) -> Tried:
    """Shake hands with ourselves under this name; every chain counts as known, as a device of the
    municipality would know its own."""
    try:
        server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        # An empty password: a key that has one is refused, where OpenSSL would ask at the terminal.
        server.load_cert_chain(certificate, key, password="")
        client = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        client.load_verify_locations(certificate)
        client.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN
    except (ssl.SSLError, OSError, ValueError):
        return Tried("gate.serve.not_a_pair")
    try:
        shown = _shaken(server, client, host)
    except ssl.SSLCertVerificationError as trouble:
        return Tried(f"gate.serve.{REASONS.get(trouble.verify_code, 'not_taken')}")
    except (ssl.SSLError, ValueError):
        return Tried("gate.serve.not_taken")
    return Tried("", self_signed=shown.get("issuer") == shown.get("subject"))


def _shaken(server: ssl.SSLContext, client: ssl.SSLContext, host: str) -> dict:
    """The certificate as a browser gets to see it."""
    to_server, to_client = ssl.MemoryBIO(), ssl.MemoryBIO()
    ours = server.wrap_bio(to_server, to_client, server_side=True)
    theirs = client.wrap_bio(to_client, to_server, server_hostname=host)
    for _ in range(4):
        for one in (theirs, ours):
            try:
                one.do_handshake()
            except ssl.SSLWantReadError:
                continue
    return theirs.getpeercert() or {}
