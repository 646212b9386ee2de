"""What one line of a cover states."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping

import msgspec

from verbale.document.model import CoverField, Distribution
from verbale.languages import SessionName, read_agenda, read_date, read_dates, read_session
from verbale.languages.folding import tidy
from verbale.problems import BadSymbol
from verbale.recognizer.cues import Body, cues, name_key
from verbale.symbols import Symbol, parse

_LONGEST = 200  # characters of a line that can state a field
_SYMBOL = re.compile(r"[A-Z]{1,9} ?/ ?[^\W_][^,;]*")
_SLASH = re.compile(r" ?/ ?")
_JOB = re.compile(
    r"(?:GE|V|ROM|NY|K|N|SC|LC)?\.? ?\d{2}[-\u2013\u2010\u2011]\d{4,6}(?: ?\((?:[ACEFRSX]|EXT)\)| ?[ACEFRS]\b)?(?: +\*?\d{5,7}\*?)*"
)
_JOB_ENDS = frozenset("0123456789)*ACEFRS")
_STAMP = re.compile(r"\*\d{6,9}\*|\d{6}(?: +\d{6})*")
_ORGANS = frozenset({"A", "S", "E", "T", "ST"})
_STAR = frozenset("*\u2217\uff0a")
_YEAR = re.compile(r"\d{4}|年")
_PRIVATE = re.compile("[\ue000-\uf8ff]+")  # what is left of bar codes
_STARS = re.compile(r"[ *\u2217\uff0a,]*[*\u2217\uff0a]$")
_BREAK = re.compile(
    r"\t+| {3,}|\s+(?=(?:Distr|Original|ORIGINAL)(?:ibution)?[.: ])|(?<=\S) (?=[A-Z]{1,6}/[A-Z0-9][\w./()-]*\*{0,3}$)"
)
_PARTED = re.compile(r"[,/;、،]|\band\b|\bet\b|\by\b|\be\b|\bи\b|(?<=\w) و ?(?=\w)|和|及")

Dates = tuple[tuple[datetime.date, datetime.date], ...]


class Statement(msgspec.Struct, frozen=True):
    """What a line states: a field, and as much of its meaning as the field has.

    ``codes`` are the languages of an edition, original or "only" line, or the numbers of agenda items.
    """

    field: CoverField
    symbol: Symbol | None = None
    stars: int = 0
    distribution: Distribution = ""
    dates: Dates = ()
    codes: tuple[str, ...] = ()
    session: SessionName | None = None
    body: Body | None = None


def read_line(text: str, names: Mapping[str, Body]) -> Statement | None:
    """Return what a line of a cover states by its own words, or None."""
    if len(text) > _LONGEST or not text:
        return None
    bare = text if text.isascii() else _PRIVATE.sub("", text).strip()
    bare = _STARS.sub("", bare) if bare[-1:] in _STAR else bare
    stars = sum(text.count(star) for star in _STAR) if bare != text else 0
    if not bare:
        return None
    if bare in _ORGANS:
        return Statement("other")  # the large letter that older mastheads print
    key = name_key(bare)
    if body := names.get(key) or names.get(key.removeprefix("ان ")) or names.get(_without_letters(bare)):
        field: CoverField = "organization" if not body.id else "organ" if body.principal else "body"
        return Statement(field, body=body)
    return _stated_by_words(key) or _symbol(bare, stars) or _dated(bare) or _session(bare) or _agenda(bare)


def _without_letters(text: str) -> str:
    """Return the key of a name of the organization that an organ's large letter was printed into: "UNITED NATIONS A"."""
    words = text.split() if text.isupper() else []
    kept = [word for word in words if word not in _ORGANS]
    return name_key(" ".join(kept)) if kept and len(kept) < len(words) else ""


def _stated_by_words(key: str) -> Statement | None:
    known = cues()
    if tongue := tongues().get(key):
        return Statement("language", codes=(tongue,))
    if key in known.lines["advance"]:
        return Statement("advance")
    if key.startswith(known.heads["distribution"]):
        return _distribution(key)
    if key.startswith(known.heads["original"]):
        rest = _after(key, known.heads["original"]).lstrip(" :\uff1a")
        if codes := _tongues(rest):
            return Statement("original", codes=codes)
    if key.endswith(known.tails["only"]) and (codes := _tongues(_before(key, known.tails["only"]))):
        return Statement("only", codes=codes)
    if key.startswith(known.heads["only"]) and (codes := _tongues(_after(key, known.heads["only"]))):
        return Statement("only", codes=codes)
    return None


def _distribution(key: str) -> Statement | None:
    word = _after(key, cues().heads["distribution"]).strip(" :.\uff1a")
    category = cues().words["distribution"].get(word)
    match category:
        case "general" | "limited" | "restricted" | "confidential" | "participants" | "provisional":
            return Statement("distribution", distribution=category)
        case _:
            return None if word else Statement("distribution")


def _after(key: str, heads: tuple[str, ...]) -> str:
    return key[len(next(head for head in heads if key.startswith(head))) :]


def _before(key: str, tails: tuple[str, ...]) -> str:
    return key[: -len(next(tail for tail in tails if key.endswith(tail)))]


def tongues() -> dict[str, str]:
    """Return the language that each of its names in the six languages stands for."""
    return cues().words["tongues"]


def _tongues(text: str) -> tuple[str, ...]:
    """Return the languages in a list of their names, or nothing where anything else stands in it."""
    parts = [part.strip(" .()") for part in _PARTED.split(text)]
    codes = [tongues().get(part, "") for part in parts if part and part not in cues().tails["only"]]
    return tuple(dict.fromkeys(codes)) if codes and all(codes) else ()


def _symbol(text: str, stars: int) -> Statement | None:
    if "/" not in text or not _SYMBOL.match(text):
        return job_number(text)
    try:
        symbol = parse(_SLASH.sub("/", tidy(text).rstrip("-")))
    except BadSymbol:
        return None
    return Statement("symbol", symbol=symbol, stars=max(stars, symbol.stars))


def job_number(text: str) -> Statement | None:
    """Return the statement of a line that is a job number, a bar code or a stamp."""
    if text[-1:] in _JOB_ENDS and len(text) < 60 and (_JOB.fullmatch(text) or _STAMP.fullmatch(text)):
        return Statement("job-number")
    return None


def is_private(text: str) -> bool:
    """Tell whether a line is nothing but characters of private use, as bar codes leave behind."""
    return bool(text) and not text.isascii() and not _PRIVATE.sub("", text).strip()


def _dated(text: str) -> Statement | None:
    if len(text) > 100 or not _YEAR.search(text):
        return None
    day = read_date(text)
    if day:
        return Statement("issued", dates=((day, day),))
    line = text.strip("()[] ")
    dates = read_dates(line)
    place, comma, rest = line.partition(",")
    if dates is None and comma and len(place) < 25 and not any(letter.isdecimal() for letter in place):
        dates = read_dates(rest.strip())  # "Geneva, 4-15 May 2009"
    return Statement("session-dates", dates=dates) if dates else None


def _session(text: str) -> Statement | None:
    if len(text) > 90 or text[:1].islower():
        return None
    session = read_session(text)
    return Statement("session", session=session) if session else None


def _agenda(text: str) -> Statement | None:
    items = read_agenda(text)
    return Statement("agenda", codes=items.items) if items else None


def parted(text: str, names: Mapping[str, Body]) -> list[tuple[int, int]]:
    """Return where the parts of a line stand that two columns of a masthead were merged into.

    A line is parted where it has a wide space, where "Distr." or "Original" begins in its middle or a symbol ends it,
    and behind the name of a body that a date follows.
    """
    if len(text) > _LONGEST:
        return [(0, len(text))]
    cuts = [(hit.start(), hit.end()) for hit in _BREAK.finditer(text)]
    if not cuts and text[-4:].isdecimal():
        for hit in re.finditer(" (?=\\d)", text):
            if name_key(text[: hit.start()]) in names and read_date(text[hit.end() :]):
                cuts = [(hit.start(), hit.end())]
                break
    edges = [0, *(edge for cut in cuts for edge in cut), len(text)]
    spans = list(zip(edges[::2], edges[1::2], strict=True))
    return [(start, end) for start, end in spans if text[start:end].strip()]
