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
from verbale.formats.pdf.reading.pieces import WIDE, Piece, Run, piece_of

HYPHENS = "\ufffe\x02"  # what PDFium makes of a hyphen that ends a line

_WORD = re.compile(rf"[^\s{HYPHENS}]+")
_LINE_END = re.compile(rf"\r\n|[\r\n{HYPHENS}]")
# What may be raised: figures and stars behind a letter or a point, letters of ordinals, letters of notes to tables.
_FIGURES = re.compile(r"[0-9*\u2217](?<![\s\d/(\u2013-].)[0-9*\u2217]{0,3}(?!\w)")
_LETTERS = re.compile(r"[0-9](?:er|re|e|o|a|st|nd|rd|th)(?!\w)|\)[a-z](?!\w)")
_SPACED_OUT = re.compile(r"(?<!\S)[^\W\d_](?: [^\W\d_]){3,}(?!\S)")
_SPACE = re.compile(r"(?<=\S) (?=\S)")
_NOTHING = "\u2060"  # holds the place of a space that is none
_ODD_SPACE = re.compile(rf"[\s{HYPHENS}{_NOTHING}]")
_PRIVATE = re.compile(
    "[\ue000-\uf8ff\x00-\x08\x0e-\x1f\x7f-\x9f\ufffd\uffff\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+"
)
_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st"}

_COLUMN_GAP = 1.0  # of the size: a wider gap between two text objects may be one between columns
_STRETCHED = 0.68  # of the size, a character: a line so wide for its characters has gaps inside one text object


def pieces(page: Page, faces: dict[int, Face]) -> tuple[list[Piece], list[Piece]]:
    """Return the pieces of a page in the order of the file: the upright ones, and those that go up or down the page.

    The latter stand as on a page turned so that they are upright.
    """
    if WIDE.search(page.text):
        page = _without_made_up_spaces(page)
    spans, objects, newline = _spans(page)
    if not spans:
        return [], []
    runs, turned = _runs(page, spans, objects, newline, faces)
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


def _spans(page: Page) -> tuple[list[tuple[int, int]], list[int | None], list[bool]]:
    """Return where runs begin and end in the text, the object of each, and whether a new line of PDFium's begins there."""
    text = page.text
    cuts = _cuts(text)
    objects = page.objects(page.characters(cuts))
    ends = [hit.end() for hit in _LINE_END.finditer(text)]
    ends.append(len(text) + 1)
    spans: list[tuple[int, int]] = []
    found: list[int | None] = []
    newline: list[bool] = []
    line, last, start = 0, None, -1
    for cut, object_ in zip(cuts, objects, strict=True):
        fresh = cut >= ends[line]
        if fresh or object_ != last or start < 0:
            if start >= 0:
                spans.append((start, min(cut, ends[line])))
            found.append(object_)
            newline.append(fresh or start < 0)
            last, start = object_, cut
            while cut >= ends[line]:
                line += 1
    if start >= 0:
        spans.append((start, min(len(text), ends[line])))
    return spans, found, newline


def _cuts(text: str) -> list[int]:
    """Return where in the text another text object may begin: at words, and around what may be raised in them."""
    parts = _flat(text).split(" ")
    ends = accumulate(map(len, parts), lambda at, size: at + size + 1, initial=0)
    starts = [at for at, part in zip(ends, parts, strict=False) if part]
    inside = [edge for hit in _FIGURES.finditer(text) for edge in hit.span()]
    inside += [edge for hit in _LETTERS.finditer(text) for edge in (hit.start() + 1, hit.end())]
    if not inside:
        return starts
    size = len(text)
    return sorted({*starts, *(at for at in inside if at < size and not _ODD_SPACE.match(text, at))})


def _flat(text: str) -> str:
    """Return the text with every line end as spaces, as long as it was."""
    flat = text.replace("\r\n", "  ")
    return _ODD_SPACE.sub(" ", flat) if not flat.isprintable() else flat


def _runs(
    page: Page,
    spans: Sequence[tuple[int, int]],
    objects: Sequence[int | None],
    newline: Sequence[bool],
    faces: dict[int, Face],
) -> tuple[list[Run], list[Run]]:
    text = page.text
    starts = page.characters([start for start, _ in spans])
    bodies = [text[start:end] for start, end in spans]
    lasts = page.characters([start + len(body.rstrip()) - 1 for (start, _), body in zip(spans, bodies, strict=True)])
    first, last = page.boxes(starts), page.boxes(lasts)
    matrices, sizes = page.matrices(starts), page.sizes(starts)
    upright: list[Run] = []
    turned: list[Run] = []
    top, left = page.top, page.left
    for at, body in enumerate(bodies):
        across, down, base = matrices[6 * at + 1], matrices[6 * at + 3], matrices[6 * at + 5]
        words = readable(body)
        if not words:
            continue
        object_ = objects[at]
        face = face_of(object_, faces) if object_ else None
        run = Run(
            words,
            first[4 * at] - left,
            max(last[4 * at + 2], first[4 * at]) - left,
            top - base,
            abs(sizes[at] * down),
            face is not None and (face.bold or is_stroked(object_ or 0)),
            face is not None and face.italic,
            not newline[at] and text[spans[at][0] - 1].isspace(),
        )
        if abs(across) > abs(down):
            turned.append(_set_upright(page, run, starts[at], lasts[at], sizes[at] * across))
        elif run.right - run.left > _STRETCHED * run.size * len(words) and " " in words:
            upright += _word_by_word(page, spans[at], run)
        else:
            upright.append(run)
    return upright, turned


def readable(text: str) -> str:
    """Return text with single spaces, without control characters, private ones and ligatures, s p a c e d words closed."""
    words = " ".join(text.split())
    if words[1:2] == " " == words[3:4]:
        words = _SPACED_OUT.sub(lambda hit: hit[0].replace(" ", ""), words)
    if words.isascii() and words.isprintable():
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


def _word_by_word(page: Page, span: tuple[int, int], run: Run) -> Iterator[Run]:
    """Part a run that has wide gaps inside one text object into its words."""
    hits = list(_WORD.finditer(page.text, *span))
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
