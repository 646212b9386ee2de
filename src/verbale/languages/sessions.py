"""Names of sessions: regular, resumed, special, emergency special, organizational, and those named by their year.

The reader takes from a line every word that tells something and looks whether what is left is a number: so
it needs no list of all combinations, and word order, case and inflection do not matter.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import islice
from typing import Literal

import msgspec

from verbale.languages.codes import LANGUAGES
from verbale.languages.folding import fold, plain, tidy
from verbale.languages.ordinals import LARGEST, number_words, ordinal, read_ordinal
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


_TOKEN = re.compile(r"[^\s,;:.()«»“”\"،؛]+")
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
    order = ("emergency", "special", "resumed", "annual", "organizational", "noun", "filler", "edge")
    groups = "|".join(f"(?P<{group}>{words[group]})" for group in order)
    return re.compile(rf"{groups}|(?P<year>(?:19|20)\d\d)(?!\d)|(?P<point>[()*,،.:;†\s]+)", re.IGNORECASE)


def read_session(text: str, lang: str | None = None) -> SessionName | None:
    """Return the session that a whole line names, in any of the six languages unless one is given; None otherwise.

    Takes every form that mastheads use, spelled or in digits, and the misspellings that print shows
    ("Fourtieth session", "Twenty-eight session").
    """
    if len(text) > 120:
        return None
    line = tidy(text)
    langs = _possible(line, lang)
    return _read(line, langs, typos=True) if langs else None


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


_TOKEN = re.compile(r"[^\s,;:.()«»“”\"،؛]+")


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
    """Return the name of a session around its noun: the words next to it that a name can hold, eight at most to a side."""
    if lang == "zh":
        return _around_han(text, noun)
    starts, ends = [noun.start()], [noun.end()]
    for word in reversed(list(_TOKEN.finditer(text, max(0, noun.start() - 80), noun.start()))[-8:]):
        if text[word.end() : starts[-1]].strip() or not _belongs(word.group(), lang, numbers=lang != "ar"):
            break
        starts.append(word.start())
    for word in islice(_TOKEN.finditer(text, noun.end(), noun.end() + 80), 8):
        if text[ends[-1] : word.start()].strip(" (") or not _belongs(word.group(), lang, numbers=lang == "ar"):
            break
        ends.append(word.end())
    spans = ((start, end) for end in reversed(ends) for start in reversed(starts))
    for start, end in spans:
        if name := _read_span(text, start, end, lang):
            return FoundSession(*_trimmed(text, start, end, lang), name)
    return None


def _trimmed(text: str, start: int, end: int, lang: str) -> tuple[int, int]:
    """Return the span without "of the" before and after it, and with the bracket that it opens."""
    words = list(_TOKEN.finditer(text, start, end))
    kept = [word for word in words if not _is_edge(word, lang)]
    start, end = kept[0].start(), kept[-1].end()
    return start, end + (text[end : end + 1] == ")" and "(" in text[start:end])


def _is_edge(word: re.Match[str], lang: str) -> bool:
    told = _words(lang).fullmatch(word.group())
    return told is not None and told.lastgroup == "edge"


def _around_han(text: str, noun: re.Match[str]) -> FoundSession | None:
    for start in _HAN_START.finditer(text, max(0, noun.start() - 8), noun.end()):
        for end in range(min(len(text), noun.end() + 9), noun.end() - 1, -1):
            if text[end - 1] in "届会议" and (name := _read_span(text, start.start(), end, "zh")):
                return FoundSession(start.start(), end, name)
    return None


@cache
def _parts(lang: str, *, numbers: bool) -> frozenset[str]:
    """Every word of sessions' names as they are written, with or without the words of their numbers."""
    templates = table("sessions")[lang]
    written = " ".join([*templates["write"].values(), *templates.get("inline", {}).values()])
    return frozenset(re.findall(r"\w+", plain(written))) | (number_words(lang) if numbers else frozenset())


def _belongs(word: str, lang: str, *, numbers: bool) -> bool:
    """Whether a word next to the noun can be part of the name; the number stands before the noun, in Arabic after it."""
    if _nouns(lang).search(word):
        return False
    if word[0].isdecimal() or _words(lang).fullmatch(word):
        return True
    known = _parts(lang, numbers=numbers)
    return all(part in known for part in re.split(r"[-']", plain(word)) if part)


def _read_span(text: str, start: int, end: int, lang: str) -> SessionName | None:
    return _read_in(tidy(text[start:end]), lang, typos=False)
