"""The signature of a call: HMAC-SHA256 over the moment and the body, under a secret that both sides know.

::

    Verbale-Signature: t=1732600000,v1=5f2b...,v1=90aa...

``t`` is the moment in seconds since 1970, and each ``v1`` the HMAC of ``t``, a full stop and the body, in hexadecimal,
under one of the secrets: there are two for a day after the secret was changed. A receiver compares in constant time, and
refuses what is older than some minutes, so that nobody plays an old call again.
"""

from __future__ import annotations

import datetime
import hashlib
import hmac
from collections.abc import Iterable

HEADER = "Verbale-Signature"
TOLERANCE = 300
"""Seconds by which a signature may be older or newer than the receiver's clock."""


def sign(secrets: Iterable[str], body: bytes, at: datetime.datetime) -> str:
    """Return the signature of a body at a moment, under every secret that is good now."""
    moment = str(int(at.timestamp()))
    return ",".join([f"t={moment}", *(f"v1={_code(secret, moment, body)}" for secret in secrets)])


def is_signed(secret: str, body: bytes, signature: str, at: datetime.datetime) -> bool:
    """Tell whether a signature is one of a body under a secret, and not from another hour."""
    pairs = [part.strip().partition("=")[::2] for part in signature.split(",")]
    moments = [value for name, value in pairs if name == "t"]
    if len(moments) != 1 or not moments[0].isdecimal() or abs(at.timestamp() - int(moments[0])) > TOLERANCE:
        return False
    wanted = _code(secret, moments[0], body)
    return any(hmac.compare_digest(wanted.encode(), value.encode()) for name, value in pairs if name == "v1")


def _code(secret: str, moment: str, body: bytes) -> str:
    return hmac.new(secret.encode(), moment.encode() + b"." + body, hashlib.sha256).hexdigest()
