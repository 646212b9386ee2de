"""One way of writing values down, so that the same values always have the same digest."""

from __future__ import annotations

import datetime
import hashlib
import json
from typing import Any

_FORM = "%Y-%m-%dT%H:%M:%S.%fZ"


def canonical(value: Any) -> str:
    """Return a value as JSON with sorted keys, without spaces, in plain Unicode."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"))


def sha256(data: bytes | str) -> str:
    """Return the sha-256 of bytes, or of a text in UTF-8, in hexadecimal."""
    return hashlib.sha256(data.encode() if isinstance(data, str) else data).hexdigest()


def instant(at: datetime.datetime) -> str:
    """Return a moment in UTC to the microsecond, always 27 characters: ``2020-08-24T10:00:00.000000Z``.

    Raises ValueError for a moment without a time zone.
    """
    if at.tzinfo is None:
        raise ValueError(f"{at} does not say of which time zone it is.")
    return at.astimezone(datetime.UTC).strftime(_FORM)


def moment(text: str) -> datetime.datetime:
    """Return the moment that :func:`instant` wrote."""
    return datetime.datetime.strptime(text, _FORM).replace(tzinfo=datetime.UTC)
