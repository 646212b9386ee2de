"""What the interface says, in six languages: the catalogue of all installed applications.

Each application keeps its words in ``wording/*.toml``: a table for a key, a line for a language, slots in braces. No
sentence depends on a number: "Documents: {count}", so that six grammars of plurals are not needed.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any

from django.apps import apps
from django.utils import timezone
from django.utils.html import conditional_escape, escape
from django.utils.safestring import SafeString, mark_safe

from verbale.languages import LANGUAGES, language, write_date
from verbale.problems import MissingWording, Word

_ISOLATE, _END = "\u2068", "\u2069"


@cache
def catalogue() -> Mapping[str, Mapping[str, str]]:
    """Return every key of the interface with its words by language."""
    found: dict[str, Mapping[str, str]] = {}
    for config in apps.get_app_configs():
        for path in sorted(Path(config.path, "wording").glob("*.toml")):
            for key, words in _entries(tomllib.loads(path.read_text("utf-8")), ""):
                if key in found:
                    raise MissingWording(f"The interface has two wordings for {key!r}.", where=str(path))
                found[key] = words
    return found


def _entries(table: Mapping[str, Any], before: str) -> Iterator[tuple[str, Mapping[str, str]]]:
    for name, value in table.items():
        key = f"{before}{name}"
        if all(isinstance(words, str) for words in value.values()):
            yield key, value
        else:
            yield from _entries(value, f"{key}.")


def slots_of(text: str) -> frozenset[str]:
    """Return the names of the slots in a wording."""
    return frozenset(name for _, name, _, _ in Formatter().parse(text) if name is not None)


def has(key: str) -> bool:
    """Tell whether the interface has words for a key."""
    return key in catalogue()


def say(key: str, lang: str, /, **slots: object) -> str:
    """Return the words of a key as plain text, values set apart where the language runs from right to left.

    A value may be a `Word`, a day, a moment, or a tuple of values; all are said in the same language. Raises MissingWording when the key has no words in that language (never English by fallback), or when the slots
    given are not those that it has.
    """

    def apart(value: object) -> str:
        return f"{_ISOLATE}{value}{_END}" if language(lang).direction == "rtl" else str(value)

    return _said(key, lang, slots, str, apart)


def say_html(key: str, lang: str, /, **slots: object) -> SafeString:
    """Return the words of a key as HTML: all escaped, each value in ``<bdi>``; raises MissingWording like `say`."""
    return mark_safe(_said(key, lang, slots, escape, lambda value: f"<bdi>{conditional_escape(value)}</bdi>"))  # noqa: S308 - escaped piece by piece


def _said(
    key: str, lang: str, slots: Mapping[str, object], written: Callable[[str], str], apart: Callable[[object], str]
) -> str:
    try:
        words = catalogue()[key][lang]
    except KeyError:
        raise MissingWording(f"The interface has no words for {key!r} in {lang!r}.", where=key) from None
    if slots_of(words) != slots.keys():
        wanted, given = ", ".join(sorted(slots_of(words))), ", ".join(sorted(slots))
        raise MissingWording(f"The words for {key!r} take [{wanted}], not [{given}].", where=key)
    return written(words).format(**{name: apart(_value(value, lang)) for name, value in slots.items()})


def _value(value: object, lang: str) -> object:
    """Return what a slot holds in a language."""
    match value:
        case Word(key):
            kind, _, name = key.partition(".")
            if kind == "language":
                return language(name).names[lang] if name in LANGUAGES else name
            return say(key, lang)
        case datetime():
            return moment(value, lang)
        case date():
            return write_date(value, lang)
        case tuple():
            return say("page.comma", lang).join(str(_value(one, lang)) for one in value)
    return value


def moment(value: datetime, lang: str) -> str:
    """Write a moment, in the time of the place that the settings name."""
    local = timezone.localtime(value)
    words = {"day": write_date(local.date(), lang), "time": f"{local:%H:%M}", "zone": local.tzname() or ""}
    return say("page.moment", lang, **words)
