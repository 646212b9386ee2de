"""From the rows of all pages to the lines of a sheet."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

import msgspec

from verbale.document import Line, Mark, Sheet
from verbale.document.lines import Style
from verbale.document.source import is_drawn
from verbale.formats.pdf.reading.bidi import RIGHT_TO_LEFT
from verbale.formats.pdf.reading.furniture import (
    STANDS_OUT,
    Body,
    Sheetful,
    body_size,
    is_bold,
    leading,
    notes,
    running,
    text_of,
)
from verbale.formats.pdf.reading.hyphens import SOFT, hyphens_of, is_cut, keeps_hyphen
from verbale.formats.pdf.reading.order import Row
from verbale.formats.pdf.reading.pieces import Piece, join
from verbale.problems import Problem

_ENDS_SENTENCE = re.compile("[.:!?。：！？؟]['\"”’»)\\]）]*[\\d*]{0,3}$")
_ENDS_PART = re.compile("[.:!?。：！？؟,;،؛，；]['\"”’»)\\]）]*[\\d*]{0,3}$")
_COVER = 0.42  # of the height: how far down the first page a masthead reaches at most
_LONG = 45  # characters of a line of running text, at least
_SHORT = 24  # characters: a shorter line, as in a masthead, tells nothing about paragraphs
_LONGEST_HEADING = 200
_HIGHER = 1.2  # times: the lead before a line that has Arabic words among others, which are taller


class _Draft(msgspec.Struct, frozen=True, gc=False):
    """A line in the making."""

    piece: Piece
    page: int
    style: Style = ""
    gap: int = 0
    mark: str = ""
    level: int = 0
    upright: bool = True


def sheet_of(pages: Sequence[Sheetful], problems: Sequence[Problem]) -> Sheet:
    """Return the lines of all pages, in reading order."""
    body = body_size(pages)
    leads = leading([row for page in pages for row in page.rows])
    heads = running(pages, leads, body)
    drafts: list[_Draft] = []
    for page, head in zip(pages, heads, strict=True):
        drafts += _page(page, head, body, leads, drafts)
    drafts = _with_headings(_with_whole_notes(drafts), body)
    drafts = _whole_words(drafts)
    return Sheet(tuple(_line(draft, at) for at, draft in enumerate(drafts, 1)), wrapped=True, problems=tuple(problems))


def _line(draft: _Draft, number: int) -> Line:
    piece = draft.piece
    box = (round(piece.left, 1), round(piece.top, 1), round(piece.right, 1), round(piece.bottom, 1))
    return Line(
        piece.text,
        number,
        draft.gap,
        piece.marks,
        draft.style,
        draft.level,
        draft.mark,
        None,
        draft.page,
        box if draft.upright else None,
        round(piece.size, 1),
    )


# A page: running lines, text with the gaps between, notes.


def _page(
    page: Sheetful, head: frozenset[int], body: Body, leads: dict[int, float], before: list[_Draft]
) -> Iterator[_Draft]:
    found = notes(page, head, body)
    noted = {at for _, _, rows in found.notes for at in rows} | set(found.rest)
    last = next((draft.piece for draft in reversed(before) if draft.style not in {"running", "note"}), None)
    fresh = True
    for at, row in enumerate(page.rows):
        if at in head:
            yield _Draft(join(row.pieces, "\t"), page.number, "running")
        elif at not in noted:
            gap = _gap(last, row, page.rows, leads, fresh=fresh)
            covers = page.number == 1 and row.base < _COVER * page.height
            for piece in row.pieces if covers else (join(row.pieces, "\t"),):
                yield _Draft(piece, page.number, "rule" if is_drawn(piece.text) else "", gap)
                gap = 0
            last, fresh = row.pieces[0], False
    for row in page.aside:
        yield _Draft(row.pieces[0], page.number, "running", upright=False)
    if found.rest:
        yield _Draft(_flowing([page.rows[at] for at in found.rest], 0), page.number, "note")
    for mark, start, rows in found.notes:
        yield _Draft(_flowing([page.rows[at] for at in rows], start), page.number, "note", mark=mark)


def _gap(before: Piece | None, row: Row, rows: Sequence[Row], leads: dict[int, float], *, fresh: bool) -> int:
    """Return how many empty lines stand before a row; a new paragraph counts as one where nothing else shows it."""
    if before is None:
        return 0
    down = row.base - before.base
    if fresh or down < 0:
        return int(_starts_paragraph(before, row, rows))
    same = abs(row.size - before.size) < 0.6
    lead = leads.get(round(2 * row.size), 1.2 * row.size) if same else 1.25 * max(row.size, before.size)
    if not row.pieces[0].leftward and RIGHT_TO_LEFT.search(text_of(row)):
        lead *= _HIGHER
    if down > 1.25 * lead:
        return max(1, round((down - lead) / lead))
    return int(same and _starts_paragraph(before, row, rows))


def _starts_paragraph(before: Piece, row: Row, rows: Sequence[Row]) -> bool:
    """Tell whether a row begins a paragraph.

    The line before ends a part of a sentence, and the row is indented; or it ends a sentence, and the row's first word
    would have fitted on it.
    """
    piece = row.pieces[0]
    if len(before.text) < _SHORT or not _ENDS_PART.search(before.text[-8:]) or piece.text[:1].islower():
        return False
    column = [
        one
        for one in rows
        if one is row or (abs(one.size - piece.size) < 0.6 and one.left < piece.right and piece.left < one.right)
    ]
    left, right = min(one.left for one in column), max(one.right for one in column)
    indent = right - piece.right if piece.leftward else piece.left - left
    centred = abs(piece.left + piece.right - before.left - before.right) < piece.size
    if indent > 0.8 * piece.size and not centred:
        return True
    word = (piece.right - piece.left) * (len(piece.text.split(" ", 1)[0]) + 1) / max(len(piece.text), 1)
    room = before.left - left if piece.leftward else right - before.right
    return room > word + piece.size and _ENDS_SENTENCE.search(before.text[-8:]) is not None


def _flowing(rows: Sequence[Row], start: int) -> Piece:
    """Return the rows of a note as one, without the marker that ends at ``start``."""
    pieces = [join(row.pieces) for row in rows]
    pieces[0] = _after(pieces[0], start)
    whole = pieces[0]
    for piece in pieces[1:]:
        if is_cut(whole.text, piece.text):
            kept = whole.text if whole.text[-1] != SOFT else whole.text[:-1]
            whole = join([msgspec.structs.replace(whole, text=kept), piece], "")
        else:
            whole = join([whole, piece])
    box = [piece for piece in pieces if piece.text] or pieces
    return msgspec.structs.replace(whole, base=box[0].base)


def _after(piece: Piece, start: int) -> Piece:
    marks = tuple(
        Mark(mark.kind, max(mark.start - start, 0), mark.end - start) for mark in piece.marks if mark.end > start
    )
    return msgspec.structs.replace(piece, text=piece.text[start:], marks=marks)


def _with_whole_notes(drafts: Sequence[_Draft]) -> list[_Draft]:
    """Put the rest of a note that goes on at the foot of the next page behind its beginning."""
    found: list[_Draft] = []
    last = -1
    for draft in drafts:
        if draft.style == "note" and not draft.mark and last >= 0:
            whole = join([found[last].piece, draft.piece])
            found[last] = msgspec.structs.replace(found[last], piece=whole)
            continue
        if draft.style == "note":
            last = len(found)
        found.append(draft)
    return found


# Headings.


def _with_headings(drafts: Sequence[_Draft], body: Body) -> list[_Draft]:
    """Mark lines that stand out as headings, those of several lines as one.

    What stands out before any running text on the first page is the masthead and the title, which have no level.
    """
    first = next((at for at in range(len(drafts)) if drafts[at].page > 1 or _is_text(drafts, at, body)), len(drafts))
    marked = {at for at in range(first, len(drafts)) if _stands_out(drafts[at], body)}
    out = {at for at in marked if any(map(str.isalpha, drafts[at].piece.text))}
    sizes = sorted({round(drafts[at].piece.size) for at in out}, reverse=True)
    levels = {size: min(2 + rank, 6) for rank, size in enumerate(sizes)}
    found: list[_Draft] = []
    done = 0
    for at in sorted(out):
        if at < done or not (drafts[at].gap or _turned(drafts, at)):
            continue
        end = at + 1
        while end in marked and not drafts[end].gap and _same(drafts[end - 1], drafts[end]):
            end += 1
        whole = join([draft.piece for draft in drafts[at:end]])
        if len(whole.text) <= _LONGEST_HEADING and not _runs_on(drafts, end):
            level = levels[round(drafts[at].piece.size)]
            found += drafts[done:at]
            found.append(_Draft(whole, drafts[at].page, "heading", drafts[at].gap, level=level))
            done = end
    return [*found, *drafts[done:]]


def _is_text(drafts: Sequence[_Draft], at: int, body: Body) -> bool:
    """Tell whether a line and the next are running text."""
    pair = [draft for draft in drafts[at : at + 4] if not draft.style][:2]
    return (
        not drafts[at].style
        and len(pair) == 2
        and not pair[1].gap
        and len(pair[0].piece.text) >= _LONG
        and all(abs(draft.piece.size - body.of(draft.piece)) < 0.6 and not is_bold(draft.piece) for draft in pair)
    )


def _stands_out(draft: _Draft, body: Body) -> bool:
    piece = draft.piece
    if draft.style or not (piece.size > STANDS_OUT * body.of(piece) or is_bold(piece)):
        return False
    return "\t" not in piece.text


def _same(one: _Draft, two: _Draft) -> bool:
    return one.page == two.page and abs(one.piece.size - two.piece.size) < 0.6


def _turned(drafts: Sequence[_Draft], at: int) -> bool:
    before = next((drafts[one] for one in range(at - 1, -1, -1) if drafts[one].style not in {"running", "note"}), None)
    return before is None or before.page != drafts[at].page


def _runs_on(drafts: Sequence[_Draft], end: int) -> bool:
    """Tell whether the line behind what stands out goes on with it, as after a bold beginning of a paragraph."""
    return end < len(drafts) and not drafts[end].gap and drafts[end].piece.text[:1].islower()


# Words that line ends cut.


def _whole_words(drafts: Sequence[_Draft]) -> list[_Draft]:
    """Put a word that a line end cut whole on the line where it begins, its own hyphen kept."""
    text = [at for at, draft in enumerate(drafts) if not draft.style]
    hyphens = hyphens_of([drafts[at].piece.text for at in text])
    found = list(drafts)
    for first, second in pairwise(text):
        before, after = found[first].piece, found[second].piece
        if is_cut(before.text, after.text):
            keeps = keeps_hyphen(before.text, after.text, hyphens)
            whole, rest = _made_whole(before, after, keeps=keeps)
            found[first] = msgspec.structs.replace(found[first], piece=whole)
            found[second] = msgspec.structs.replace(found[second], piece=rest)
    return [draft for draft in found if draft.piece.text]


def _made_whole(before: Piece, after: Piece, *, keeps: bool) -> tuple[Piece, Piece]:
    """Move the end of a cut word to the line where it begins."""
    end = after.text.partition(" ")[0]
    size = len(before.text) - (not keeps)
    whole = size + len(end)
    marks = tuple(
        Mark(mark.kind, mark.start, whole if mark.end > size else mark.end)
        for mark in before.marks
        if mark.start < size
    )
    kept = len(end) + (len(after.text) > len(end))
    return msgspec.structs.replace(before, text=before.text[:size] + end, marks=marks), _after(after, kept)
