"""What kind of document it is: by its symbol, its title, and what it says of itself."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

from verbale.document import Communication
from verbale.languages.folding import plain
from verbale.recognizer.cues import edges
from verbale.symbols import Symbol


@cache
def _table() -> dict[str, dict[str, list[str]]]:
    table: dict[str, dict[str, list[str]]] = tomllib.loads(files(__package__).joinpath("kinds.toml").read_text("utf-8"))
    return table


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    found = []
    for kind, entry in _table().items():
        heads = [re.escape(plain(head)) for head in entry.get("heads", ())]
        tails = [re.escape(plain(tail)) for tail in entry.get("tails", ())]
        inside = [re.escape(plain(one)) for one in entry.get("parts", ())]
        forms = [
            rf"\A(?:{'|'.join(heads)})" if heads else "",
            "|".join(inside),
            rf"(?:{'|'.join(tails)})\Z" if tails else "",
        ]
        if any(forms):
            found.append((kind, re.compile("|".join(form for form in forms if form))))
    return tuple(found)


def kind_of(symbol: Symbol | None, title: str, subtitle: str, communication: Communication | None) -> str:
    """Return the kind of a document: ``note-verbale``, ``resolution``, ``report``, ..., else ``document``.

    A corrigendum or addendum is one whatever it corrects; then the communication decides, then the series of the
    symbol, then the first words of the title and of the line under it.
    """
    suffix = symbol.suffixes[-1][0] if symbol and symbol.suffixes else ""
    if suffix in {"Corr", "Add"}:
        return "corrigendum" if suffix == "Corr" else "addendum"
    if communication:
        return communication.kind
    series = symbol.series if symbol else None
    if by_series := next((kind for kind, entry in _table().items() if series in entry.get("series", ())), ""):
        return by_series
    for text in (title, subtitle):
        key = edges(text).rstrip("* ")
        if key and (kind := next((kind for kind, pattern in _patterns() if pattern.search(key)), "")):
            return kind
    return "document"
