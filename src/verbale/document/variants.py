"""Translation units: what several languages say alike, as translation memories keep it."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

import msgspec

from verbale.document.model import Mark


class Variant(msgspec.Struct, frozen=True, omit_defaults=True):
    """The words of a translation unit in one language, with their marks where they are kept."""

    language: str
    text: str
    marks: tuple[Mark, ...] = ()


class TranslationUnit(msgspec.Struct, frozen=True, omit_defaults=True):
    """A passage in several languages.

    ``id`` is unique in its memory (the symbol and the unit: "A/HRC/43/G/25#p3"); ``properties`` say where it is from, by
    names as TMX has them: ``x-document``, ``x-unit``, ``x-issued``. ``changed`` is the day it was last written.
    """

    id: str
    variants: tuple[Variant, ...]
    properties: Mapping[str, str] = {}
    changed: datetime.date | None = None
