"""The language in which people ask: words, "phrases", -without and field:value, in any order.

::

    water "human rights" -draft state:Kenya year:2019-2021

Quotation marks of all six languages do. The names of fields are read in all six languages (``library.search.field`` in
the catalogue). What looks like a field and is none is a word.
"""

from __future__ import annotations

import re
from functools import cache

import msgspec

from verbale.languages import LANGUAGES
from verbale.languages.folding import fold, plain
from verbale.pages.wording import catalogue

FIELDS = ("symbol", "title", "state", "body", "session", "item", "lang", "year", "kind", "cites")
LONGEST, MOST = 400, 32
"""What is read of a question: its first characters, and its first parts."""
_OPEN, _SHUT = '"“”„«»「『', '"“”«»」』'
_PART = re.compile(
    rf"(?P<minus>-?)(?:(?P<field>[^\W\d_]+(?:-[^\W\d_]+)?):)?(?:[{_OPEN}](?P<phrase>[^{_SHUT}]*)(?:[{_SHUT}]|$)|(?P<word>[^\s{_OPEN}]+))"
)


class Part(msgspec.Struct, frozen=True):
    """A word, or with ``phrase`` words that stand side by side; ``field`` says where, ``excluded`` that it must not be."""

    text: str
    field: str = ""
    phrase: bool = False
    excluded: bool = False

    def __str__(self) -> str:
        text = f'"{self.text}"' if self.phrase else self.text
        return f"{'-' if self.excluded else ''}{f'{self.field}:' if self.field else ''}{text}"


class Question(msgspec.Struct, frozen=True):
    """What somebody asks, part by part; as text it is the question in its plainest spelling."""

    parts: tuple[Part, ...] = ()

    def __str__(self) -> str:
        return " ".join(map(str, self.parts))

    def without(self, part: Part) -> Question:
        """Return the question without one of its parts."""
        return Question(tuple(one for one in self.parts if one is not part))

    def asked(self, field: str) -> tuple[str, ...]:
        """Return what is asked of a field."""
        return tuple(part.text for part in self.parts if part.field == field and not part.excluded)


@cache
def _fields() -> dict[str, str]:
    """The fields by their names in all languages."""
    names = {
        plain(catalogue()[f"library.search.field.{field}"][lang]).replace(" ", "-"): field
        for field in FIELDS
        for lang in LANGUAGES
    }
    return {**names, **{field: field for field in FIELDS}}


def read(text: str) -> Question:
    """Read a question; whatever is written is one."""
    text = " ".join(text[:LONGEST].replace("\0", " ").split())
    parts: list[Part] = []
    for found in _PART.finditer(fold(text)):
        if len(parts) == MOST:
            break
        field = _fields().get(plain(found["field"] or ""), "")
        kind = "phrase" if found["phrase"] is not None else "word"
        start, end = found.span(kind)
        if found["field"] and not field and kind == "word":
            start = found.start("field")
        value = text[start:end].strip().strip('"“”„«»「」『』')
        if value.strip("-"):
            parts.append(Part(value, field, kind == "phrase" and (" " in value or not field), bool(found["minus"])))
    return Question(tuple(parts))
