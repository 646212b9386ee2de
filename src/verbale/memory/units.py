"""What the memory holds: a passage in all the languages that have it, and where it stands."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec


class Unit(msgspec.Struct, frozen=True, omit_defaults=True, array_like=True):
    """A passage in the languages that have it.

    ``texts`` by language; ``places`` the id of the block in each (``p3``, "title"); ``around`` the digests of what stands
    before and behind it in each. ``work`` is the primary key of its document, 0 for a memory that was imported; ``symbol``
    or name, ``dated`` and ``by`` say where it comes from.
    """

    texts: Mapping[str, str]
    places: Mapping[str, str] = {}
    around: Mapping[str, tuple[str, str]] = {}
    work: int = 0
    symbol: str = ""
    dated: str = ""
    by: Mapping[str, str] = {}
