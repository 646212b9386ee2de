"""Names of sessions: regular, resumed, special, emergency special, organizational, and those named by their year.

The reader takes from a line every word that tells something and looks whether what is left is a number: so
it needs no list of all combinations, and word order, case and inflection do not matter.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

import msgspec

from verbale.languages.codes import LANGUAGES
from verbale.languages.folding import fold, tidy
from verbale.languages.ordinals import LARGEST, ordinal, read_ordinal
from verbale.languages.tables import table
from verbale.problems import MissingWording

SessionKind = Literal["regular", "special", "emergency-special", "annual", "organizational"]
SessionStyle = Literal["geneva", "plenary", "digits"]


class SessionName(msgspec.Struct, frozen=True):
    """Which session: its kind and its number, its year, or both (``first regular session 2015``)."""

    kind: SessionKind
    number: int | None = None
    year: int | None = None
    resumed: bool = False


class FoundSession(msgspec.Struct, frozen=True):
    """A session named in running text, at ``text[start:end]``."""

    start: int
    end: int
    session: SessionName


def write_session(name: SessionName, lang: str, *, style: SessionStyle = "geneva", inline: bool = False) -> str:
    """Return the name of a session as a masthead line prints it: ``43er período de sesiones``, as plain text.

    Styles differ in Spanish: ``geneva`` (and functional commissions) spell 1-10 and go on in digits, ``plenary``
    spells every number (un-rules 2.3). ``digits`` prints digits in every language, as treaty bodies do
    (``127e session``). ``inline`` gives the form inside a sentence: lower case, and the genitive in Russian and
    Arabic. Raises MissingWording for a name that has neither number nor year.
    """
    kind: str = name.kind
    if name.number is None and name.year is None:
        kind = f"{kind}-unnumbered"
    elif name.number is not None and name.year is not None:
        kind = f"annual-{kind}"
    templates = table("sessions")[lang]
    forms = templates["write"] | (templates.get("inline", {}) if inline else {})
    if kind not in forms or (name.number is None and "{ordinal}" in forms[kind]):
        raise MissingWording(f"No wording for a session like {name} in {lang!r}.", advice="Give its number or year.")
    text: str = forms[kind].format(ordinal=_number(name.number, lang, style, inline), year=name.year)
    if name.resumed:
        text = forms["resumed"].format(session=text)
    return text if inline or not templates["capital"] else text[0].upper() + text[1:]


def _number(number: int | None, lang: str, style: SessionStyle, inline: bool) -> str:
    if number is None:
        return ""
    in_digits = style == "digits" or number > LARGEST or (lang == "es" and style == "geneva" and number > 10)
    if in_digits and not (inline and lang == "ru"):
        return ordinal(number, lang, style="digits")
    form = "genitive" if inline and lang in ("ar", "ru") else None
    return ordinal(number, lang, gender=form, style="digits" if in_digits else "words")


_TOKEN = re.compile(r"[^\s,;:.()«»“”\"]+")
_HAN_START = re.compile(r"第|(?<!\d)\d{4}")


@cache
def _nouns(lang: str) -> re.Pattern[str]:
    return re.compile(table("sessions")[lang]["read"]["noun"], re.IGNORECASE)


@cache
def _hints() -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((lang, tuple(table("sessions")[lang]["hint"])) for lang in LANGUAGES)


def _possible(text: str, lang: str | None) -> list[str]:
    """Return the languages whose word for session the folded text holds: the quick test that rejects most lines."""
    text = text.lower()
    return [
        one for one, hints in _hints()
        if lang in (None, one) and any(hint in text for hint in hints) and _nouns(one).search(text)
    ]  # fmt: skip


@cache
def _words(lang: str) -> re.Pattern[str]:
    """Every word of a session's name that is not its number, each kind of word a named group."""
    read = table("sessions")[lang]["read"]
    words = {"noun": read.get("words", read["noun"]), **{k: v for k, v in read.items() if k not in ("noun", "words")}}
    order = ("emergency", "special", "resumed", "annual", "organizational", "noun", "filler")
    groups = "|".join(f"(?P<{group}>{words[group]})" for group in order)
    return re.compile(rf"{groups}|(?P<year>(?:19|20)\d\d)(?!\d)|(?P<point>[()*,،.:;†\s]+)", re.IGNORECASE)


def read_session(text: str, lang: str | None = None) -> SessionName | None:
    """Return the session that a whole line names, in any of the six languages unless one is given; None otherwise.

    Takes every form that mastheads use, spelled or in digits, and the misspellings that print shows
    ("Fourtieth session", "Twenty-eight session").
    """
    if len(text) > 120 or not (langs := _possible(fold(text), lang)):
        return None
    return _read(tidy(text), langs, typos=True)


def _read(text: str, langs: list[str], *, typos: bool) -> SessionName | None:
    return next((name for one in langs if (name := _read_in(text, one, typos))), None)


def _read_in(text: str, lang: str, typos: bool) -> SessionName | None:
    told: dict[str, str] = {}
    rest: list[str] = []
    at = 0
    for found in _words(lang).finditer(text):
        rest.append(text[at : found.start()])
        rest.append(" ")
        told[str(found.lastgroup)] = found.group()
        at = found.end()
    rest.append(text[at:])
    left = "".join(rest).strip()
    number = read_ordinal(left, lang, typos=typos) if left else None
    if left and (number is None or not 0 < number < 1000):
        return None
    year = int(told["year"]) if "year" in told else None
    kind: SessionKind = (
        "emergency-special" if "emergency" in told
        else "special" if "special" in told
        else "organizational" if "organizational" in told
        else "annual" if number is None
        else "regular"
    )  # fmt: skip
    if number is None and year is None and kind != "organizational":
        return None
    return SessionName(kind, number, year, "resumed" in told)


_TOKEN = re.compile(r"[^\s,;:.()«»“”\"]+")


def find_sessions(text: str, lang: str | None = None) -> list[FoundSession]:
    """Return the sessions that running text names, in order ("at its forty-third session")."""
    folded = fold(text)
    found = [
        session
        for one in _possible(folded, lang)
        for noun in _nouns(one).finditer(folded)
        if (session := _around(folded, noun, one))
    ]
    found.sort(key=lambda session: (session.start, -session.end))
    apart: list[FoundSession] = []
    for one in found:
        if not apart or one.start >= apart[-1].end:
            apart.append(one)
    return apart


def _around(text: str, noun: re.Match[str], lang: str) -> FoundSession | None:
    """Return the name of a session around its noun, at most eight words to each side."""
    if lang == "zh":
        starts = [m.start() for m in _HAN_START.finditer(text, max(0, noun.start() - 8), noun.end())]
        ends = list(range(min(len(text), noun.end() + 6), noun.end() - 1, -1))
    else:
        before = [m.start() for m in _TOKEN.finditer(text, max(0, noun.start() - 80), noun.start())]
        starts = [*before[-8:], noun.start()]
        after = [m.end() for m in _TOKEN.finditer(text, noun.end(), noun.end() + 80)]
        ends = [*reversed(after[:8]), noun.end()]
    whole = next(((s, e, name) for s in starts for e in ends if (name := _read_span(text, s, e, lang))), None)
    if whole is None:
        return None
    start, end, name = whole
    start = max((s for s in starts if lang != "zh" and _read_span(text, s, end, lang) == name), default=start)
    end = min((e for e in ends if lang != "zh" and _read_span(text, start, e, lang) == name), default=end)
    return FoundSession(start, end + (text[end : end + 1] == ")" and "(" in text[start:end]), name)


def _read_span(text: str, start: int, end: int, lang: str) -> SessionName | None:
    return _read_in(tidy(text[start:end]), lang, typos=False) if start < end else None
