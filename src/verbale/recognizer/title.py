"""The title of the document and the line under it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import msgspec

from verbale.document import Line
from verbale.languages.folding import plain
from verbale.recognizer.cues import Body, cues, edges, name_key
from verbale.recognizer.lines import differ_in_size, is_wide, joined
from verbale.recognizer.masthead import job_number

_REGION = 40  # lines in which the title stands
_NUMBER = re.compile(r"(?:[A-Za-z]+\.? )?(?:\d{1,4}|E?S-\d{1,3})/\d{1,4}(?: ?[A-Z](?: ?[-\u2013] ?[A-Z])?)?\.?(?=\s|$)")
_RESOLUTION = re.compile(r"/(?:RES|DEC|PRST)/((?:\d{1,4}|E?S-\d{1,3})/\d{1,4})")
_ALONE = re.compile(r"(?:[A-Za-z]+\.? )?(?:\d{1,4}|E?S-\d{1,3})/\d{1,4}(?: ?[A-Z])?\.?")
_SENTENCE = re.compile("[.;:!?。；：！？؛؟]['\"”’»)\\]）]*[\\d*]{0,3}$")
_STOP = re.compile('[.。؟!?]["”’»)]?[\\d*]{0,3}$')
_STARTS_TEXT = re.compile(r"(?:\d{1,3}[.)]|\d{1,3} ?-|[*\u2217]+|\([a-z]\))(?:\s|$)|_{3,}")
_STARS = re.compile(r"[*\u2217\uff0a]$")


class Titles(msgspec.Struct, frozen=True):
    """The title, what stands under it, the lines of the cover before it, and all lines after it."""

    title: Line | None
    subtitle: Line | None
    before: tuple[Line, ...]
    rest: tuple[Line, ...]


def begins_title(key: str, *, firmly: bool = False) -> bool:
    """Tell by its plain text whether a line begins a title that names a kind of document.

    ``firmly`` asks for the titles of communications, which nothing else begins like.
    """
    kinds = ("communication",) if firmly else ("communication", "subtitle")
    return any(key.startswith(cues().heads[kind]) or key.rstrip("* ").endswith(cues().tails[kind]) for kind in kinds)


def names_person(text: str) -> bool:
    """Tell whether a line names a rapporteur, as lines under a title do."""
    return edges(text).startswith(cues().heads["rapporteur"])


def is_number_line(text: str) -> bool:
    """Tell whether a line begins with the number of a resolution or decision: "79/137. World Meditation Day"."""
    return text[:1] in "0123456789SEPRDAB" and _NUMBER.match(text) is not None


def is_section(text: str) -> bool:
    """Tell whether a line is the heading of what follows a title: "Summary", "目录"."""
    return len(text) < 60 and plain(text).strip(" .:*") in cues().lines["sections"]


def ends_sentence(text: str) -> bool:
    """Tell whether a line ends like a sentence or one of its parts."""
    return _SENTENCE.search(text[-12:]) is not None


def is_opening(text: str, names: Mapping[str, Body]) -> bool:
    """Tell whether a line is the opening formula of a resolution: "The General Assembly,"."""
    if len(text) > 160 or text[-1:] not in {",", "،", "，"}:
        return False
    key = plain(text[:-1])
    return any(name_key(key[len(head) :].strip()) in names for head in cues().heads["opening"] if key.startswith(head))


def read_title(
    lines: Sequence[Line],
    names: Mapping[str, Body],
    symbol: str,
    *,
    wrapped: bool,
    covered: bool,
    until: int | None = None,
) -> Titles:
    """Return the title that follows a cover.

    ``covered`` says that there is a cover; without one only a line that looks like a title is taken as one. A title
    with the number of the resolution that ``symbol`` is ends the cover, whatever stands before it. At the line ``until``
    text begins, where that is known.
    """
    start = next(
        (at for at, line in enumerate(lines[:_REGION]) if line.style != "rule" and (line.text or line.table)), None
    )
    if start is None:
        return Titles(None, None, (), tuple(lines))
    limit = _limit(lines, start, names, wrapped=wrapped)
    text = limit if until is None else min(limit, max(until, start))
    number = next((at for at in range(start, limit) if _is_numbered(lines[at], symbol)), None)
    if number is not None:
        start, before = number, tuple(lines[start:number])
    else:
        start, before = _after_adoption(lines, start, limit)
    if start >= text or not _can_be_title(lines[start], covered=covered):
        return Titles(None, None, before, tuple(lines[start:]))
    stop = min(_unit(lines, start, limit, wrapped=wrapped), text)
    alone = _ALONE.fullmatch(lines[start].text) and stop == start + 1 and stop < text
    if alone and (lines[stop].style, lines[stop].level) == (lines[start].style, lines[start].level):
        stop = min(_unit(lines, stop, limit, wrapped=wrapped), text)
    under = min(_under(lines, start, stop, limit, wrapped=wrapped), text)
    subtitle = joined(lines[stop:under]) if under > stop else None
    return Titles(joined(lines[start:stop]), subtitle, before, tuple(lines[under:]))


def _is_numbered(line: Line, symbol: str) -> bool:
    """Tell whether a line begins with the number of this resolution: 79/137 for A/RES/79/137."""
    known = _RESOLUTION.search(symbol)
    return known is not None and is_number_line(line.text) and known[1] in line.text[:20]


def _limit(lines: Sequence[Line], start: int, names: Mapping[str, Body], *, wrapped: bool) -> int:
    """Return where text begins at the latest: at an opening formula, a section, a note, a numbered paragraph."""
    for at in range(start, min(len(lines), start + _REGION)):
        line = lines[at]
        if line.style in {"table", "note", "item", "rule", "quotation"} or _STARTS_TEXT.match(line.text):
            return at
        if is_opening(line.text, names) or is_section(line.text):
            return at
        if (
            (not wrapped or len(line.text) > 200)
            and at > start
            and line.style != "heading"
            and not _is_bold(line)
            and _reads_as_text(line.text)
        ):
            return at
    return min(len(lines), start + _REGION)


def _reads_as_text(text: str) -> bool:
    # A Chinese character says as much as two or three letters.
    size = len(text) * (2 if "\u4e00" <= text[:1] <= "\u9fff" else 1)
    if plain(text[-30:]).endswith(cues().tails["sponsored"]):
        return False  # "Alcionia, Brumalia, ...: draft resolution", however many they are
    return size > 400 or (size > 60 and ends_sentence(text))


def _is_bold(line: Line) -> bool:
    return any(mark.kind == "bold" and mark.end - mark.start >= len(line.text) - 2 for mark in line.marks)


def _after_adoption(lines: Sequence[Line], start: int, limit: int) -> tuple[int, tuple[Line, ...]]:
    """Pass over "Resolution adopted by ..." and its basis in brackets where a title follows them."""
    heads, tails = cues().heads["adopted"], cues().tails["adopted"]
    at = start
    while at < limit:
        key = edges(lines[at].text)
        if not (
            key.startswith((*heads, "["))
            or key.endswith(tails)
            or (at > start and not lines[at].gap and key[-1:] == "]")
        ):
            break
        at += 1
    return (at, tuple(lines[start:at])) if start < at < limit else (start, ())


def _can_be_title(line: Line, *, covered: bool) -> bool:
    if line.style == "heading" or _is_bold(line) or begins_title(edges(line.text), firmly=True):
        return len(line.text) < 2000
    if _reads_as_text(line.text.removesuffix(":")) or names_person(line.text):
        return False
    return covered or len(line.text) < 100


def _unit(lines: Sequence[Line], start: int, limit: int, *, wrapped: bool) -> int:
    """Return the end of the lines that are one title with the line at ``start``."""
    at = start + 1
    if not wrapped:
        # The pieces of one block: a title broken by hand.
        while at < limit and not lines[at].gap and lines[at].style == lines[start].style and _goes_on(lines, at, 0):
            at += 1
        return at
    width, large = _width(lines, start, limit), _is_large(lines, start, limit)
    while at < limit and not lines[at].gap and (_goes_on(lines, at, width) or (large and _stays(lines, at))):
        at += 1
    return at


def _is_large(lines: Sequence[Line], start: int, limit: int) -> bool:
    """Tell whether a line is set in larger type than the text that follows it."""
    size = lines[start].size
    after = next((line.size for line in lines[start:limit] if differ_in_size(lines[start], line)), None)
    return size is not None and after is not None and size > 1.15 * after


def _stays(lines: Sequence[Line], at: int) -> bool:
    """Tell whether a line in large type is no title of its own beside the one before it."""
    before, line = lines[at - 1], lines[at]
    # Its first words tell: by its last ones ("...的普通照会") the second line of a title is one as much as the first.
    begins = edges(line.text).startswith((*cues().heads["communication"], *cues().heads["subtitle"]))
    alone = begins or names_person(line.text) or job_number(line.text)
    return not (alone or differ_in_size(before, line) or _STARS.search(before.text))


def _width(lines: Sequence[Line], start: int, limit: int) -> int:
    width = len(lines[start].text)
    for line in lines[start + 1 : limit]:
        if line.gap:
            break
        width = max(width, len(line.text))
    return width


def _goes_on(lines: Sequence[Line], at: int, width: int) -> bool:
    """Tell whether a line goes on with the title of the line before it."""
    before, line = lines[at - 1], lines[at]
    if begins_title(edges(line.text)) or names_person(line.text) or _STARS.search(before.text) or job_number(line.text):
        return False
    if differ_in_size(before, line):
        return False
    capitals = before.text.isupper(), line.text.isupper()
    if capitals == (True, True):
        return True
    if any(capitals) and any(letter.isalpha() for letter in line.text):
        return line.text[:1].islower() or len(line.text) < 4
    if line.text[:1].islower():
        return True
    # A line on which the next word would have had room ends what it says. Chinese breaks between any two characters.
    first = 1 if is_wide(line.text[:1]) else len(line.text.split(" ", 1)[0])
    return first + 1 >= width - len(before.text) or len(before.text) > 0.7 * width


def _under(lines: Sequence[Line], start: int, stop: int, limit: int, *, wrapped: bool) -> int:
    """Return the end of the lines under the title: kinds of document, a State, "Addendum"."""
    at = stop
    for _ in range(6):
        if at >= limit:
            break
        line = lines[at]
        if job_number(line.text):
            break
        end = _unit(lines, at, limit, wrapped=wrapped)
        if wrapped:
            whole = joined(lines[at:end]).text
            said = [one.text for one in lines[at:end]]
            takes = (
                not (len(whole) > 60 and any(map(ends_sentence, said))) and end - at <= 4 and not _STOP.search(whole)
            )
            apart = line.gap > 0 or end >= limit or lines[end].gap > 0 or begins_title(edges(lines[end].text))
            takes = takes and len(whole) < 400 and (apart or begins_title(edges(line.text)))
        else:
            deeper = line.style == "heading" and lines[start].level == 4 and line.level == 6
            adopted = edges(line.text).startswith(cues().heads["adopted"]) or edges(line.text).endswith(
                cues().tails["adopted"]
            )
            takes = (
                deeper
                or adopted
                or (line.style != "heading" and not _reads_as_text(line.text) and begins_title(edges(line.text)))
            )
        if not takes:
            break
        at = end
    return at
