"""From the words of all pages to the lines of a sheet, with what a person must know of each."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

import msgspec

from verbale.document import Line, Sheet
from verbale.document.lines import Style
from verbale.formats.scan.cleaning import DOTS, Clean
from verbale.formats.scan.cover import in_rows, is_cover
from verbale.formats.scan.figures import Mended, mended
from verbale.formats.scan.reading import PageRead
from verbale.formats.scan.tesseract import Row
from verbale.formats.scan.words import ARABIC, Box, box_of, confidence, height_of, pieces, text_of
from verbale.problems import Problem

_PART = 2.5  # of the height of letters: a gap that parts boxes of a masthead or cells of a table
_SAME = 0.2  # of the type size: lines that differ by less are of one size, for a picture tells no better
_HEAD, _FOOT = 0.09, 0.91  # of the height: where running heads end and feet begin
_FOLIO = re.compile(r"[-\u2013\u2014(]? ?(?:\d{1,4}|[ivxlc]{1,6})(?: ?[/|] ?\d{1,4})? ?[-\u2013\u2014)]?")
_DIGITS = re.compile(r"\d+")
_CUT = re.compile(r"[^\W\d_]{2,}-$")
_GOES_ON = re.compile(r"[^\W\d_]+")
_DOUBTFUL = 0.6  # of a word
_INK = 128  # a level: darker is ink
_WIDER = 1.2  # of the distance of lines: a wider one parts paragraphs


class _Draft(msgspec.Struct, frozen=True):
    """A line in the making: its words, text, page, edges and height of letters in dots."""

    words: Row
    text: str
    page: int
    box: Box
    height: float
    gap: int = 0
    style: Style = ""
    changes: tuple[tuple[str, str], ...] = ()


def sheet_of(pages: Sequence[tuple[int, PageRead]], problems: Sequence[Problem], reader: str) -> Sheet:
    """Return the lines of pages, each with its number, in reading order; ``reader`` names the program that read them."""
    drafts = [draft for number, read in pages for draft in _drafts(number, read)]
    drafts = _whole_words(_with_running(drafts, {number: read.page.pixels.shape[0] for number, read in pages}))
    sizes = _sizes(drafts)
    of_page = dict(pages)
    lines = [
        Line(
            draft.text, at, draft.gap, (), draft.style,
            page=draft.page, box=of_page[draft.page].page.box(*msgspec.structs.astuple(draft.box)), size=size,
            confidence=round(confidence(draft.words), 2),
        )
        for at, (draft, size) in enumerate(zip(drafts, sizes, strict=True), 1)
    ]  # fmt: skip
    found = [*problems]
    for number, read in pages:
        found += [*_told(number, read, reader), *_unread(number, read)]
        for line, draft in zip(lines, drafts, strict=True):
            if draft.page == number:
                found += _doubts(line, draft, read)
    return Sheet(tuple(lines), wrapped=True, problems=tuple(found))


def _drafts(number: int, read: PageRead) -> list[_Draft]:
    found: list[_Draft] = []
    high, wide = read.page.pixels.shape
    rows = in_rows(read.rows, high, wide) if number == 1 else list(read.rows)
    middles = [_middle(row, read.page) for row in rows]
    steps = [two - one for one, two in pairwise(middles)]
    lead = _lead(steps, rows)
    usual = median(map(height_of, rows)) if rows else 1.0
    for at, (row, step) in enumerate(zip(rows, [0.0, *steps], strict=False)):
        parts = [mended(part) for part in pieces(row, _PART * height_of(row))]
        drafts = [_draft(part, number) for part in parts]
        gap = _gap(step, lead * max(1.0, height_of(row) / usual)) or int(_is_indented(rows, at))
        for draft in drafts if number == 1 and is_cover(row, high) else [_beside(drafts)]:
            found.append(msgspec.structs.replace(draft, gap=gap))
            gap = 0
    return found


def _draft(part: Mended, number: int) -> _Draft:
    height = height_of(part.row)
    text = text_of(part.row, height=height)
    return _Draft(part.row, text, number, box_of(part.row), height, changes=part.changes)


def _beside(drafts: Sequence[_Draft]) -> _Draft:
    """Return the cells of a line as one, a tab between two."""
    words = tuple(word for draft in drafts for word in draft.words)
    return msgspec.structs.replace(
        drafts[0],
        words=words,
        text="\t".join(draft.text for draft in drafts),
        box=box_of(words),
        changes=tuple(change for draft in drafts for change in draft.changes),
    )


def _middle(row: Row, page: Clean) -> float:
    """Return the height on the page at which the ink of a line has its middle."""
    box = box_of(row)
    ink = (page.pixels[max(box.top, 0) : box.bottom, max(box.left, 0) : box.right] < _INK).sum(axis=1)
    total = int(ink.sum())
    return box.top + float((ink * range(len(ink))).sum() / total) if total else (box.top + box.bottom) / 2


def _lead(steps: Sequence[float], rows: Sequence[Row]) -> float:
    """Return the distance of lines within a paragraph in dots; those between paragraphs are larger."""
    near = sorted(
        step for step, row in zip(steps, rows[1:], strict=True) if 0.8 * height_of(row) < step < 3 * height_of(row)
    )
    least = near[len(near) // 10] if near else 0.0
    return median(step for step in near if step <= _WIDER * least) if near else 0.0


def _gap(step: float, lead: float) -> int:
    """Return how many empty lines stand before a line; one where another column begins."""
    if step < 0:
        return 1
    return max(1, round((step - lead) / lead)) if lead and step > _WIDER * lead else 0


def _is_indented(rows: Sequence[Row], at: int) -> bool:
    """Tell whether a line begins a paragraph by its indentation: it stands in from the line before and the line behind."""
    if not 0 < at < len(rows) - 1:
        return False
    before, row, after = (box_of(rows[each]) for each in (at - 1, at, at + 1))
    height = height_of(rows[at])
    leftward = ARABIC.search(text_of(rows[at], height=height)) is not None
    ends = [-box.right if leftward else box.left for box in (before, row, after)]
    is_in = all(0.8 * height < ends[1] - end < 4 * height for end in (ends[0], ends[2]))
    return is_in and row.right - row.left > 0.6 * (before.right - before.left)


def _sizes(drafts: Sequence[_Draft]) -> list[float]:
    """Return the type size of each line in points; lines of nearly one size have one."""
    heights: Counter[int] = Counter()
    for draft in drafts:
        heights[round(draft.height)] += len(draft.text)
    found: dict[int, float] = {}
    for height, _ in heights.most_common():
        near = next((known for known in found if abs(known - height) <= _SAME * known), height)
        found[height] = found.get(near, round(2 * near * 72 / DOTS) / 2)
    return [found[round(draft.height)] for draft in drafts]


# What belongs to the page and not to the text.


def _with_running(drafts: Sequence[_Draft], heights: dict[int, int]) -> list[_Draft]:
    """Mark running heads and feet: at the edge of a page, a number alone or what another page has there too."""
    seen: Counter[str] = Counter()
    first = min(heights, default=0)
    edge = [
        draft.box.top > _FOOT * heights[draft.page]
        or (draft.box.top < _HEAD * heights[draft.page] and draft.page != first)
        for draft in drafts
    ]
    for page, height in heights.items():
        own = [draft for draft in drafts if draft.page == page]
        seen.update({_key(draft) for draft in own if not _HEAD * height < draft.box.top < _FOOT * height})
    return [
        msgspec.structs.replace(draft, style="running")
        if near and (_FOLIO.fullmatch(draft.text) or seen[_key(draft)] > 1)
        else draft
        for draft, near in zip(drafts, edge, strict=True)
    ]


def _key(draft: _Draft) -> str:
    return " ".join(sorted(_DIGITS.sub("#", draft.text).casefold().split("\t")))


# Words that line ends cut.


def _whole_words(drafts: list[_Draft]) -> list[_Draft]:
    """Put words that a line end cut on the line where they begin, whole; a hyphen stays where others of the word do."""
    hyphened = {word.casefold() for draft in drafts for word in re.findall(r"[^\W\d_]+-[^\W\d_]+", draft.text)}
    found = list(drafts)
    text = [at for at, draft in enumerate(drafts) if not draft.style]
    for first, second in pairwise(text):
        one, two = found[first], found[second]
        rest = _GOES_ON.match(two.text)
        if not rest or not _CUT.search(one.text) or not two.text[0].islower():
            continue
        start = one.text.rpartition(" ")[2]
        keeps = f"{start}{rest[0]}".casefold() in hyphened
        end = two.text.partition(" ")[0]
        whole = (one.text if keeps else one.text[:-1]) + end
        found[first] = msgspec.structs.replace(one, text=whole)
        found[second] = msgspec.structs.replace(two, text=two.text[len(end) :].lstrip())
    return [draft for draft in found if draft.text]


# What a person must know.


def _told(number: int, read: PageRead, reader: str) -> Iterator[Problem]:
    words = [word for row in read.rows for word in row]
    where = f"page {number}"
    if not words:
        advice = "Look at the page: if there is text on it, scan it again at 300 dots per inch."
        yield Problem("read-ocr-empty", "warning", f"No text was found on page {number}.", where, advice)
        return
    yield Problem(
        "read-by-ocr",
        "note",
        f"The {len(words)} words of page {number} were read from a picture by {reader} in {read.language!r}, "
        f"with a mean confidence of {confidence(words):.2f}.",
        where,
        "Compare symbols, numbers and names with the picture before they are relied on.",
    )


def _unread(number: int, read: PageRead) -> Iterator[Problem]:
    for box in read.unread:
        place = f"page {number}, box {' '.join(f'{edge:g}' for edge in read.page.box(*msgspec.structs.astuple(box)))}"
        text = "Ink that was not read: a stamp, a signature, handwriting or a drawing."
        yield Problem(
            "read-ocr-unread", "note", text, place, "Look whether it says something that belongs to the document."
        )


def _doubts(line: Line, draft: _Draft, read: PageRead) -> Iterator[Problem]:
    place = f"line {line.number}, {_place(draft.page, read, draft.box)}"
    for was, now in draft.changes:
        text = f"“{was}” was read as “{now}”, for that is a symbol."
        yield Problem("read-ocr-mended", "warning", text, place, "Compare the symbol with the picture.")
    doubtful = [word for word in draft.words if word.confidence < _DOUBTFUL]
    if doubtful:
        words = ", ".join(f"“{word.text}” ({word.confidence:.2f})" for word in doubtful)
        place = f"line {line.number}, {_place(draft.page, read, box_of(doubtful))}"
        text = f"Words that were hard to read: {words}."
        yield Problem("read-ocr-doubtful", "warning", text, place, "Compare these words with the picture.")


def _place(number: int, read: PageRead, box: Box) -> str:
    return f"page {number}, box {' '.join(f'{edge:g}' for edge in read.page.box(*msgspec.structs.astuple(box)))}"
