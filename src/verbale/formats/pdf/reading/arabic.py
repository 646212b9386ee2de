"""The careful way from a page to pieces, where letters run from right to left.

PDFium puts such lines in an order of its own and breaks what is Latin in them: symbols above all. So each character is
asked where it stands; lines, words and the order of reading are found from that alone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from unicodedata import category, normalize

import msgspec

from verbale.document import Mark
from verbale.document.model import MarkKind
from verbale.formats.pdf.reading.bidi import RIGHT_TO_LEFT, class_of, reading_order, with_brackets_turned
from verbale.formats.pdf.reading.engine import Face, Page, face_of, is_stroked
from verbale.formats.pdf.reading.pieces import SPACED_OUT, WIDE, WIDE_GAP, Piece, merged

_SPACES = frozenset(" \xa0\u2002\u2003\u2009\u200a\u202f\u3000")
_HYPHENS = frozenset("\ufffe\x02\xad")
_LAM, _ALEFS = "\u0644", frozenset("\u0622\u0623\u0625\u0627")
_STOPS = frozenset(".:!?؟。")
_KASHIDA = re.compile("(?<=[\u0621-\u064a\u064b-\u0652])\u0640+(?=[\u0621-\u064a])")
_MISNAMED = re.compile("(?<=[\u0621-\u064a\ufe70-\ufefc])[0-9A-Za-z;:!?/()]{1,9}(?=[\u0621-\u064a\ufe70-\ufefc])")
_STRAY = re.compile("[\ue000-\uf8ff\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffd-\uffff]")

_FLAT = 0.6  # of the width: what is no higher is a stroke, as no figure is
_ONE_POINT = 0.06  # of the size: lam and alef that are drawn so close are one sign, lam first
_OVER_LETTER = 0.1  # of the size: a space that begins so close to where a letter begins is drawn over it
_LINE = 2.2  # of the size: lines of one paragraph are no further apart
_COLUMN_GAP, _STRETCHED_GAP = 1.0, 2.2  # of the size: gaps that part columns, without a space in them and with one
_GAP, _VOTED_GAP = 0.3, 0.18  # of the size: gaps that part words where the page has spaces; PDFium's vote counts
_BARE_GAP, _BARE_VOTED_GAP = 0.22, 0.12  # the same where it has none


class _Glyph(msgspec.Struct, frozen=True, gc=False):
    """A character or those of one glyph: text, edges, baseline, size, look, place in PDFium's list.

    A space without width is PDFium's vote that words part there.
    """

    text: str
    left: float
    right: float
    base: float
    size: float
    bold: bool
    italic: bool
    index: int
    is_space: bool


def pieces(page: Page, faces: dict[int, Face]) -> list[Piece]:
    """Return the pieces of a page that has letters that run from right to left, in the order of the file."""
    glyphs = _glyphs(page, faces)
    letters = "".join(glyph.text for glyph in glyphs)
    leftward = 2 * len(RIGHT_TO_LEFT.findall(letters)) > sum(map(str.isalpha, letters))
    spaces = sum(glyph.is_space and glyph.right > glyph.left for glyph in glyphs)
    spaced = spaces > 0.05 * len(glyphs)
    found: list[Piece] = []
    for line in _lines(glyphs):
        for chunk in _chunks(line):
            words = _closed_up(_with_spaces(chunk, spaced=spaced))
            if words:
                found.append(_piece(words, leftward=_is_leftward(words, found[-1] if found else None, page=leftward)))
    return found


def _glyphs(page: Page, faces: dict[int, Face]) -> list[_Glyph]:
    """Return the glyphs of a page; the letters that one glyph stands for are together, its marks behind them."""
    every = range(page.count)
    letters = page.text if page.count == len(page.text) else "".join(map(chr, page.codes(every)))
    letters = _with_strokes(page, letters)
    objects, boxes, origins = page.objects(every), page.boxes(every), page.origins(every)
    drawn = _drawn(page, letters, objects, boxes, faces)
    found: list[_Glyph] = []
    known: dict[tuple[int, float], int] = {}  # where in ``found`` the glyph of an object at a point is
    edge = page.left
    for at, (letter, object_) in enumerate(zip(letters, objects, strict=True)):
        is_space = letter in _SPACES
        left, right = origins[2 * at] - edge, boxes[4 * at + 2] - edge
        if not object_ or (is_space and boxes[4 * at] >= boxes[4 * at + 2]):
            if is_space and found:
                found.append(msgspec.structs.replace(found[-1], text=" ", left=left, right=left, is_space=True))
            continue
        text = " " if is_space else _text(letter)
        if not text:
            continue
        place = len(found) if is_space else known.setdefault((object_, left), len(found))
        if place < len(found):
            found[place] = _with_part(found[place], text, right)
        else:
            found.append(_Glyph(text, left, max(left, right), *drawn[object_], at, is_space))
    return found


def _with_strokes(page: Page, letters: str) -> str:
    """Return the letters with a kashida for each sign between two of a word that is drawn as a flat stroke.

    LibreOffice lengthens words with strokes that its fonts call by another sign's name: "الج1زر".
    """
    places = [at for hit in _MISNAMED.finditer(letters) for at in range(*hit.span())]
    found = list(letters)
    ink = page.tight(places)
    for place, left, right, bottom, top in zip(places, ink[::4], ink[1::4], ink[2::4], ink[3::4], strict=True):
        if 0 < top - bottom < _FLAT * (right - left):
            found[place] = "\u0640"
    return "".join(found)


def _drawn(
    page: Page, letters: str, objects: Sequence[int | None], boxes: Sequence[float], faces: dict[int, Face]
) -> dict[int, tuple[float, float, bool, bool]]:
    """Return baseline, size and look of each text object."""
    first: dict[int, int] = {}
    for at, object_ in enumerate(objects):
        # A space that PDFium made up may name an object, but has no place of its own.
        if object_ and object_ not in first and (letters[at] not in _SPACES or boxes[4 * at] < boxes[4 * at + 2]):
            first[object_] = at
    places = list(first.values())
    matrices, sizes = page.matrices(places), page.sizes(places)
    found = {}
    for at, object_ in enumerate(first):
        face = face_of(object_, faces)
        base, size = page.top - matrices[6 * at + 5], abs(sizes[at] * matrices[6 * at + 3])
        found[object_] = (base, size, face.bold or is_stroked(object_), face.italic)
    return found


def _text(letter: str) -> str:
    if "\u0600" <= letter < "\u0700" or " " < letter < "\x7f":
        return letter
    if letter in _HYPHENS:
        return "-"
    if "\ufb1d" <= letter <= "\ufefc":
        return normalize("NFKC", letter).strip()
    return _STRAY.sub("", letter)


def _with_part(glyph: _Glyph, text: str, right: float) -> _Glyph:
    """Return a glyph with another character that it stands for."""
    letters = [letter for letter in glyph.text if category(letter) != "Mn"]
    marks = glyph.text[len(letters) :]
    if category(text[0]) == "Mn":
        marks += text
    elif class_of(text) == "R":
        # PDFium lists right-to-left text backwards, the letters of one glyph too.
        letters = [*text, *letters]
        if len(letters) == 2 and letters[0] in _ALEFS and letters[1] == _LAM:
            letters.reverse()
    else:
        letters += text
    return msgspec.structs.replace(glyph, text="".join(letters) + marks, right=max(right, glyph.right))


def _on_letters(glyphs: Sequence[_Glyph]) -> list[_Glyph]:
    """Return the glyphs of a line, in their order from left to right, with marks joined to the letters they stand over.

    A program may give a letter and its marks one text each time it draws a part of them: what overlaps and says the same
    stands once.
    """
    found: list[_Glyph] = []
    loose: list[_Glyph] = []
    reach = 0.0
    for glyph in glyphs:
        if category(glyph.text[0]) == "Mn":
            loose.append(glyph)
            continue
        near = range(max(0, len(found) - 3) if glyph.left < reach else len(found), len(found))
        twin = next((at for at in near if _repeats(glyph, found[at])), None)
        if twin is None:
            found.append(glyph)
        else:
            found[twin] = _both(found[twin], glyph)
        reach = max(reach, glyph.right)
    for mark in loose:
        middle = (mark.left + mark.right) / 2
        under = [
            at
            for at, one in enumerate(found)
            if not one.is_space and one.left - mark.size < middle < one.right + mark.size
        ]
        if under:
            at = min(under, key=lambda at: (_outside(middle, found[at]), abs(found[at].index - mark.index)))
            if mark.text not in found[at].text:
                found[at] = msgspec.structs.replace(found[at], text=found[at].text + mark.text)
    return found


def _outside(middle: float, glyph: _Glyph) -> float:
    return max(glyph.left - middle, middle - glyph.right, 0.0)


def _repeats(glyph: _Glyph, other: _Glyph) -> bool:
    """Tell whether two glyphs that overlap say the same."""
    if glyph.is_space or len(glyph.text) != len(other.text) or sorted(glyph.text) != sorted(other.text):
        return False
    over = min(glyph.right, other.right) - max(glyph.left, other.left)
    return over > (0.0 if len(glyph.text) > 1 else 0.6) * min(glyph.right - glyph.left, other.right - other.left)


def _both(one: _Glyph, two: _Glyph) -> _Glyph:
    wide = max(one, two, key=lambda glyph: glyph.right - glyph.left)
    return msgspec.structs.replace(wide, left=min(one.left, two.left), right=max(one.right, two.right))


def _lines(glyphs: Sequence[_Glyph]) -> Iterator[list[_Glyph]]:
    """Yield glyphs that follow each other in the file on one baseline."""
    line: list[_Glyph] = []
    last: _Glyph | None = None  # the last with ink
    for glyph in glyphs:
        if last is not None and not glyph.is_space and not _level(last, glyph):
            yield line
            line = []
        if not glyph.is_space:
            last = glyph
        line.append(glyph)
    if line:
        yield line


def _level(before: _Glyph, glyph: _Glyph) -> bool:
    drift = abs(before.base - glyph.base)
    if not drift:
        return True
    large, small = max(before.size, glyph.size), min(before.size, glyph.size)
    if drift <= 0.25 * large:
        return True
    if category(glyph.text[-1]) == "Mn" or category(before.text[-1]) == "Mn":
        return drift <= 0.8 * large
    apart = max(before.left, glyph.left) - min(before.right, glyph.right)
    return small < 0.85 * large and drift <= 0.6 * large and apart <= 0.6 * large


def _chunks(line: list[_Glyph]) -> Iterator[list[_Glyph]]:
    """Yield the glyphs of a line from left to right, parted at gaps between columns."""
    chunk: list[_Glyph] = []
    last: _Glyph | None = None  # the last with ink
    for glyph in _on_letters(_from_left(line)):
        if last is not None and not glyph.is_space:
            gap = glyph.left - max(last.right, last.left)
            spaced = chunk[-1].is_space and chunk[-1].right > chunk[-1].left
            if gap > (_STRETCHED_GAP if spaced else _COLUMN_GAP) * max(glyph.size, last.size):
                yield chunk
                chunk = []
        if not glyph.is_space:
            last = glyph
        chunk.append(glyph)
    if chunk:
        yield chunk


def _from_left(line: Sequence[_Glyph]) -> list[_Glyph]:
    """Return glyphs from left to right; of two at one point, the one that PDFium lists later is read later."""
    glyphs = sorted(line, key=lambda one: one.left)
    for at in range(len(glyphs) - 1):
        first, second = glyphs[at], glyphs[at + 1]
        if second.left - first.left < _ONE_POINT * first.size and first.text[0] == _LAM and second.text[0] in _ALEFS:
            glyphs[at], glyphs[at + 1] = second, first
    return glyphs


def _is_leftward(words: Sequence[_Glyph], before: Piece | None, *, page: bool) -> bool:
    """Tell whether a line as a whole runs from right to left: it has such letters, and so does most of its page.

    On other pages most of its letters decide, unless it ends a sentence on its right, or goes on with a paragraph that
    runs to the right: an Arabic name in one may fill most of a line.
    """
    text = "".join([glyph.text for glyph in words])
    backwards = len(RIGHT_TO_LEFT.findall(text))
    if page or not backwards:
        return backwards > 0
    letters = sum(map(str.isalpha, text))
    if text[-1] in _STOPS and text[0] not in _STOPS:
        return False
    if before and not before.leftward and before.text[-1] not in _STOPS:
        down = max(glyph.base for glyph in words) - before.base
        beside = 0 < down < _LINE * max(before.size, words[0].size) and words[0].left < before.right
        if beside and (backwards < letters or RIGHT_TO_LEFT.search(before.text)):
            return False
    return 2 * backwards > letters


def _piece(words: Sequence[_Glyph], *, leftward: bool) -> Piece:
    tails = () if leftward else _tails(words)
    order = reading_order([glyph.text for glyph in words], leftward=leftward, tails=tails)
    return _read([words[at] for at in order], leftward=leftward)


def _tails(words: Sequence[_Glyph]) -> set[int]:
    """Return the indexes of raised glyphs that touch right-to-left words on their right."""
    found: set[int] = set()
    for at, glyph in enumerate(words):
        if class_of(glyph.text) == "R":
            tail = at - 1
            while tail >= 0 and _is_raised(words[tail], glyph):
                found.add(tail)
                tail -= 1
    return found


def _is_raised(glyph: _Glyph, beside: _Glyph) -> bool:
    return not glyph.is_space and glyph.size <= 0.85 * beside.size and beside.base - glyph.base >= 0.1 * beside.size


def _with_spaces(chunk: Sequence[_Glyph], *, spaced: bool) -> list[_Glyph]:
    """Return the glyphs with one space where words part: a space of the file, or a gap that is wide enough."""
    wide, voted = (_GAP, _VOTED_GAP) if spaced else (_BARE_GAP, _BARE_VOTED_GAP)
    spaces = [glyph for glyph in chunk if glyph.is_space and glyph.right > glyph.left]
    votes = [glyph.left for glyph in chunk if glyph.is_space and glyph.right <= glyph.left]
    found: list[_Glyph] = []
    at = 0
    for glyph in chunk:
        if glyph.is_space:
            continue
        if found:
            before = found[-1]
            size = max(glyph.size, before.size)
            parted = False
            while at < len(spaces) and spaces[at].left < glyph.left:
                # A space at the end of a line may be drawn over the last letter, or over any where directions are mixed.
                over = spaces[at].left <= before.left + _OVER_LETTER * before.size or spaces[at].right < before.right
                parted = parted or not over
                at += 1
            low, high = before.right - _OVER_LETTER * size, glyph.left + _OVER_LETTER * size
            if not parted and (gap := glyph.left - before.right) > voted * size:
                if WIDE.match(before.text[-1]) or WIDE.match(glyph.text[0]):
                    parted = gap > WIDE_GAP * size
                else:
                    parted = gap > wide * size or any(low < vote < high for vote in votes)
            if parted:
                found.append(_space(before, glyph))
        found.append(glyph)
    return found


def _closed_up(glyphs: list[_Glyph]) -> list[_Glyph]:
    """Return the glyphs without the spaces in words that are s p a c e d out."""
    letters = "".join([glyph.text[0] for glyph in glyphs])
    hits = [hit for hit in SPACED_OUT.finditer(letters) if not RIGHT_TO_LEFT.search(hit[0])]
    inside = {at for hit in hits for at in range(*hit.span()) if letters[at] == " "}
    return [glyph for at, glyph in enumerate(glyphs) if at not in inside] if inside else glyphs


def _space(before: _Glyph, after: _Glyph) -> _Glyph:
    bold, italic = before.bold and after.bold, before.italic and after.italic
    return _Glyph(" ", before.right, after.left, before.base, before.size, bold, italic, -1, is_space=True)


def _read(glyphs: Sequence[_Glyph], *, leftward: bool) -> Piece:
    """Return glyphs in the order of reading as a piece."""
    looks = Counter((glyph.base, glyph.size) for glyph in glyphs if not glyph.is_space)
    (base, size), _ = looks.most_common(1)[0]
    if not leftward:
        # Arabic words in a line of another script have a size of their own.
        level = [glyph for glyph in glyphs if abs(glyph.base - base) < _ONE_POINT * size and not glyph.is_space]
        own = Counter(glyph.size for glyph in level if class_of(glyph.text) != "R")
        size = max(own, key=own.__getitem__, default=size)
    text = "".join([glyph.text for glyph in glyphs])
    spans: list[tuple[MarkKind, int, int]] = []
    if len(looks) > 1 or any(glyph.bold or glyph.italic for glyph in glyphs):
        at = 0
        for glyph in glyphs:
            end = at + len(glyph.text)
            spans += [(kind, at, end) for kind in _kinds(glyph, base, size)]
            at = end
    marks = tuple(merged(spans)) if spans else ()
    text = with_brackets_turned(text)
    if "\u0640" in text:
        text, marks = _without_kashida(text, marks)
    return Piece(
        text, marks, min(glyph.left for glyph in glyphs), max(glyph.right for glyph in glyphs), base, size, leftward
    )


def _kinds(glyph: _Glyph, base: float, size: float) -> Iterator[MarkKind]:
    if glyph.bold:
        yield "bold"
    if glyph.italic:
        yield "italic"
    rise = base - glyph.base
    if abs(rise) >= (0.1 if glyph.size <= 0.85 * size else 0.22) * size and not glyph.is_space:
        yield "raised" if rise > 0 else "lowered"


def _without_kashida(text: str, marks: tuple[Mark, ...]) -> tuple[str, tuple[Mark, ...]]:
    """Return text without the strokes that only lengthen a word between two of its letters."""
    gone = [hit.span() for hit in _KASHIDA.finditer(text)]

    def moved(at: int) -> int:
        return at - sum(min(end, at) - start for start, end in gone if start < at)

    return _KASHIDA.sub("", text), tuple(Mark(mark.kind, moved(mark.start), moved(mark.end)) for mark in marks)
