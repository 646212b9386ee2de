"""The quick way from a page to pieces: the text as PDFium gives it, asked only where something may change.

PDFium's own order is right where no letter runs from right to left. What it does not tell is the look of words and where
columns are. Both change only from one text object to the next, so the beginnings of words are asked which object they
are of, and the objects, about a hundred a page, where they stand and how they look.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise

import msgspec

from verbale.formats.pdf.reading.engine import Face, Page, face_of, is_stroked
from verbale.formats.pdf.reading.pieces import SPACED_OUT, WIDE, Piece, Run, piece_of

HYPHENS = "\ufffe\x02"  # what PDFium makes of a hyphen that ends a line

_WORD = re.compile(rf"[^\s{HYPHENS}]+")
_LINE_END = re.compile(rf"\r\n|[\r\n{HYPHENS}]")
# What may be raised: figures and stars behind a letter or a point, letters of ordinals, letters of notes to tables.
_FIGURES = re.compile(r"[0-9*\u2217](?<![\s\d/(\u2013-].)[0-9*\u2217]{0,3}(?!\w)")
_STARS = "*\u2217"
_LETTERS = re.compile(r"[0-9)](?:(?<=[0-9])(?:er|re|e|o|a|st|nd|rd|th)|(?<=\))[a-z])(?!\w)")
_SPACE = re.compile(r"(?<=\S) (?=\S)")
_NOTHING = "\u2060"  # holds the place of a space that is none
_ODD_SPACES = HYPHENS + _NOTHING + "\r\n\t\x0b\x0c\xa0\u2002\u2003\u2009\u3000"
_PRIVATE = re.compile(
    "[\ue000-\uf8ff\x00-\x08\x0e-\x1f\x7f-\x9f\ufffd\uffff\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+"
)
_LIGATURE = re.compile("[\ufb00-\ufb06]")
_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st"}

_COLUMN_GAP = 1.0  # of the size: a wider gap between two text objects may be one between columns
_LIFTED = 0.25  # of the height of its box: how far the ink of a raised figure is above the line
_LIFTED_SIZE = 0.6  # of the size: what a figure that a font draws raised looks like
_STRETCHED = 0.68  # of the size, a character: a line so wide for its characters has gaps inside one text object


def pieces(page: Page, faces: dict[int, Face]) -> tuple[list[Piece], list[Piece]]:
    """Return the pieces of a page in the order of the file: the upright ones, and those that go up or down the page.

    The latter stand as on a page turned so that they are upright.
    """
    if not page.text.isascii() and WIDE.search(page.text):
        page = _without_made_up_spaces(page)
    spans = _spans(page)
    if not spans:
        return [], []
    runs, turned = _runs(page, spans, faces)
    return [piece_of(group) for group in _together(runs)], [piece_of(group) for group in _together(turned)]


def _without_made_up_spaces(page: Page) -> Page:
    """Return the page without the spaces that PDFium puts beside Chinese characters where a gap is a little wider."""
    places = [
        hit.start() for hit in _SPACE.finditer(page.text) if WIDE.search(page.text[hit.start() - 1 : hit.end() + 1])
    ]
    made_up = page.made_up(page.characters(places))
    letters = list(page.text)
    for at, is_made_up in zip(places, made_up, strict=True):
        if is_made_up:
            letters[at] = _NOTHING
    return msgspec.structs.replace(page, text="".join(letters))


class _Span(msgspec.Struct, frozen=True, gc=False):
    """Text that changes its look nowhere: its place, its object, whether PDFium begins a line with it, how far it is lifted."""

    start: int
    end: int
    object_: int | None
    newline: bool
    lift: float


class _TextLine(msgspec.Struct, frozen=True, gc=False):
    """A line of PDFium's text: its end, where its first and last object may begin, and the places inside its words."""

    end: int
    first: int
    last: int
    inside: tuple[int, ...]


def _spans(page: Page) -> list[_Span]:
    text = page.text
    flat = _flat(text)
    figures = [hit.span() for hit in _FIGURES.finditer(text)]
    lifts = _lifts(page, [start for start, _ in figures if text[start] not in _STARS])
    lines = _text_lines(text, flat, _inside(flat, figures))
    count = len(lines)
    # A line whose first and last object are one has no other: objects follow each other.
    ends = page.objects(page.characters([line.first for line in lines] + [line.last for line in lines]))
    mixed = {at for at in range(count) if ends[at] != ends[count + at]}
    if lifts:
        mixed.update(at for at, line in enumerate(lines) if not lifts.keys().isdisjoint(line.inside))
    cuts = {at: _cuts(flat, lines[at]) for at in sorted(mixed)}
    objects = iter(page.objects(page.characters([cut for of_line in cuts.values() for cut in of_line])))
    found: list[_Span] = []
    for at, line in enumerate(lines):
        start, last, lift, newline = line.first, ends[at], 0.0, True
        for cut in cuts.get(at, ()):
            object_ = next(objects)
            if (object_ != last or lift or cut in lifts) and cut > start:
                found.append(_Span(start, cut, last, newline, lift))
                start, last, lift, newline = cut, object_, lifts.get(cut, 0.0), False
        found.append(_Span(start, line.end, last, newline, lift))
    return found


def _inside(flat: str, figures: Sequence[tuple[int, int]]) -> list[int]:
    """Return the places inside words where something raised may begin or end."""
    places = {edge for span in figures for edge in span}
    places.update(edge for hit in _LETTERS.finditer(flat) for edge in (hit.start() + 1, hit.end()))
    return sorted(at for at in places if flat[at : at + 1] not in {"", " "})


def _text_lines(text: str, flat: str, inside: Sequence[int]) -> list[_TextLine]:
    found: list[_TextLine] = []
    at = start = 0
    for end in (*(hit.end() for hit in _LINE_END.finditer(text)), len(text)):
        part = flat[start:end].rstrip(" ")
        own = at
        while at < len(inside) and inside[at] < end:
            at += 1
        if part:
            first = start + len(part) - len(part.lstrip(" "))
            last = start + part.rfind(" ") + 1
            places = tuple(inside[own:at])
            found.append(_TextLine(end, first, max(last, places[-1]) if places else last, places))
        start = end
    return found


def _cuts(flat: str, line: _TextLine) -> list[int]:
    """Return where in a line another object may begin: at its words, and inside them."""
    parts = flat[line.first : line.end].split(" ")
    places = accumulate(map(len, parts), lambda at, size: at + size + 1, initial=line.first)
    words = [at for at, part in zip(places, parts, strict=False) if part]
    return sorted({*words, *line.inside}) if line.inside else words


def _lifts(page: Page, places: Sequence[int]) -> dict[int, float]:
    """Return where figures begin that are drawn above the line by a font of raised figures, and how far in points."""
    characters = page.characters(places)
    inks, origins, boxes = page.tight(characters), page.origins(characters), page.boxes(characters)
    found = {}
    for at, place in enumerate(places):
        lift = inks[4 * at + 2] - origins[2 * at + 1]
        if lift > _LIFTED * (boxes[4 * at + 1] - boxes[4 * at + 3]):
            found[place] = lift
    return found


def _flat(text: str) -> str:
    """Return the text with every line end as spaces, as long as it was."""
    flat = text.replace("\r\n", "  ")
    if not flat.isprintable():
        for odd in _ODD_SPACES:
            flat = flat.replace(odd, " ")
    return flat


def _runs(page: Page, spans: Sequence[_Span], faces: dict[int, Face]) -> tuple[list[Run], list[Run]]:
    text = page.text
    bodies = [text[span.start : span.end] for span in spans]
    starts = page.characters([span.start for span in spans])
    lasts = page.characters([span.start + len(body.rstrip()) - 1 for span, body in zip(spans, bodies, strict=True)])
    first, last = page.boxes(starts), page.boxes(lasts)
    matrices, sizes = page.matrices(starts), page.sizes(starts)
    upright: list[Run] = []
    turned: list[Run] = []
    top, left = page.top, page.left
    for at, (span, body) in enumerate(zip(spans, bodies, strict=True)):
        across, down, base = matrices[6 * at + 1], matrices[6 * at + 3], matrices[6 * at + 5]
        words = readable(body)
        if not words:
            continue
        object_ = span.object_
        face = face_of(object_, faces) if object_ else None
        run = Run(
            words,
            first[4 * at] - left,
            max(last[4 * at + 2], first[4 * at]) - left,
            top - base - span.lift,
            abs(sizes[at] * down) * (_LIFTED_SIZE if span.lift else 1),
            face is not None and (face.bold or is_stroked(object_ or 0)),
            face is not None and face.italic,
            not span.newline and text[span.start - 1].isspace(),
        )
        if abs(across) > abs(down):
            turned.append(_set_upright(page, run, starts[at], lasts[at], sizes[at] * across))
        elif run.right - run.left > _STRETCHED * run.size * len(words) and " " in words:
            upright += _word_by_word(page, span, run)
        else:
            upright.append(run)
    return upright, turned


def readable(text: str) -> str:
    """Return text with single spaces, without control characters, private ones and ligatures, s p a c e d words closed."""
    words = " ".join(text.split())
    if words[1:2] == " " == words[3:4]:
        words = SPACED_OUT.sub(lambda hit: hit[0].replace(" ", ""), words)
    if words.isprintable() and (words.isascii() or not _LIGATURE.search(words)):
        return words
    end = {"\ufffe": "-", "\x02": "-", "\xad": "\xad"}.get(words[-1:], "")
    clean = _PRIVATE.sub("", words[:-1] if end else words).translate(_LIGATURES).replace("\xad", "-")
    return " ".join(clean.split()) + end


def _set_upright(page: Page, run: Run, start: int, last: int, size: float) -> Run:
    """Return a run that goes up or down the page as if the page were turned so that it is upright."""
    wide, high = (page.height, page.width) if page.turn % 2 else (page.width, page.height)
    across, up = page.origins([start])
    low, top = page.tight([last])[2:]
    if size > 0:
        bottom = page.top - high
        left, right, base = up - bottom, top - bottom, across - page.left
    else:
        left, right, base = page.top - up, page.top - low, page.left + wide - across
    return Run(run.text, left, max(left, right), base, abs(size), run.bold, run.italic, run.apart)


def _word_by_word(page: Page, span: _Span, run: Run) -> Iterator[Run]:
    """Part a run that has wide gaps inside one text object into its words."""
    hits = list(_WORD.finditer(page.text, span.start, span.end))
    first = page.boxes(page.characters([hit.start() for hit in hits]))
    last = page.boxes(page.characters([hit.end() - 1 for hit in hits]))
    for at, hit in enumerate(hits):
        words = readable(hit[0])
        if words:
            left, right = first[4 * at] - page.left, last[4 * at + 2] - page.left
            yield Run(words, left, right, run.base, run.size, run.bold, run.italic, apart=True)


def _together(runs: Sequence[Run]) -> Iterator[Sequence[Run]]:
    """Yield the runs that stand together on a line; PDFium's own line ends are too many where characters are raised."""
    if not runs:
        return
    group = [runs[0]]
    for before, run in pairwise(runs):
        if not _goes_on(before, run):
            yield group
            group = []
        group.append(run)
    yield group


def _goes_on(before: Run, run: Run) -> bool:
    large, small = max(before.size, run.size), min(before.size, run.size)
    drift = abs(before.base - run.base)
    if drift > (0.6 if small < 0.85 * large else 0.25) * large:
        return False
    gap = run.left - before.right
    return -0.6 * large <= gap <= _COLUMN_GAP * large
