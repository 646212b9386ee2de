"""Hypothesis strategies: whole documents in six scripts, with marks, notes, tables and annexes.

Texts are NFC, hold no control characters and no halves of surrogate pairs; ids are unique in a document, and every note
is anchored once. Nothing in them is anyone's word: the documents are specimens.
"""

from __future__ import annotations

import datetime
import itertools
import unicodedata

from hypothesis import strategies as st

from verbale.document import (
    AgendaItem,
    Annex,
    Block,
    Cell,
    Document,
    Heading,
    Mark,
    Masthead,
    Note,
    Paragraph,
    Table,
)
from verbale.languages import LANGUAGES

_LETTERS = {
    "ar": "ابتثجحخدذرزسشصضطظعغفقكلمنهويةىءآأؤإئ",
    "zh": "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经",
    "en": "abcdefghijklmnopqrstuvwxyz",
    "fr": "abcdefghijlmnopqrstuvxyzàâçéèêëîïôùûœ",
    "ru": "абвгдежзийклмнопрстуфхцчшщъыьэюя",
    "es": "abcdefghijlmnopqrstuvxyzáéíñóúü",
}
_WORDS = (
    "60/251",
    "2031",
    "A/HRC/73/G/7",
    "(a)",
    "12,5",
    "«x»",
    "C++",
    "S/RES/9999",
    "<b>",
    "&amp;",
    "#set",
    "$x$",
    "*",
)
_STYLES = ("bold", "italic", "underline", "raised", "lowered", "untranslated")

languages = st.sampled_from(LANGUAGES)
dates = st.dates(datetime.date(1946, 1, 1), datetime.date(2100, 12, 31))


def words(language: str) -> st.SearchStrategy[str]:
    """A word of the language's letters, now and then a number, a symbol or something that markup would eat."""
    own = st.text(st.sampled_from(_LETTERS[language]), min_size=1, max_size=9)
    return st.one_of(own, own, own, own, st.sampled_from(_WORDS))


def texts(language: str, *, min_size: int = 1, max_size: int = 12) -> st.SearchStrategy[str]:
    """A text of the language: words between spaces, in NFC; Chinese words without spaces between them."""
    join = "" if language == "zh" else " "
    listed = st.lists(words(language), min_size=min_size, max_size=max_size)
    return listed.map(lambda found: unicodedata.normalize("NFC", join.join(found)))


@st.composite
def marks(draw: st.DrawFn, text: str) -> tuple[Mark, ...]:
    """Return marks over ``text``: styles, links and other languages, overlapping as they please."""
    found = []
    for _ in range(draw(st.integers(0, 3)) if text else 0):
        start = draw(st.integers(0, len(text) - 1))
        end = draw(st.integers(start + 1, len(text)))
        kind = draw(st.sampled_from((*_STYLES, "link", "language")))
        value = {"link": "https://documents.example/1", "language": draw(languages)}.get(kind, "")
        found.append(Mark(kind, start, end, value))
    return tuple(found)


@st.composite
def documents(draw: st.DrawFn, *, max_blocks: int = 4, max_annexes: int = 2) -> Document:
    """A made-up document in one of the six languages; its annexes may be in others."""
    count = itertools.count(1)
    language = draw(languages)
    content, notes = draw(_parts(language, "", count, max_blocks))
    title = draw(texts(language, max_size=20))
    return Document(
        symbol=draw(st.sampled_from((None, "A/HRC/73/G/7", "S/2031/15", "A/75/12-S/2031/16"))),
        kind=draw(st.sampled_from(("note-verbale", "letter", "report"))),
        masthead=Masthead(
            distribution=draw(st.sampled_from(("", "general", "limited"))),
            issued=draw(st.none() | dates),
            language=language,
            originals=tuple(draw(st.lists(languages, max_size=2, unique=True))),
            job_number=draw(st.sampled_from(("", "GE.31-01234"))),
        ),
        body=draw(st.sampled_from((None, "A/HRC", "S"))),
        agenda=tuple(draw(st.lists(st.builds(AgendaItem, st.sampled_from("2345")), max_size=1))),
        title=title,
        title_marks=draw(marks(title)),
        content=content,
        notes=notes,
        annexes=tuple(
            draw(_annexes(f"a{n}", count, max_blocks)) for n in range(1, 1 + draw(st.integers(0, max_annexes)))
        ),
        specimen=True,
    )


@st.composite
def _annexes(draw: st.DrawFn, identity: str, count: itertools.count[int], size: int) -> Annex:
    language = draw(languages)
    content, notes = draw(_parts(language, identity, count, size))
    label = draw(texts(language, max_size=3))
    title = draw(st.just("") | texts(language, max_size=8))
    return Annex(
        identity, label=label, title=title, language=language, content=content, notes=notes,
        label_marks=draw(marks(label)), title_marks=draw(marks(title)),
    )  # fmt: skip


@st.composite
def _parts(
    draw: st.DrawFn, language: str, prefix: str, count: itertools.count[int], size: int
) -> tuple[tuple[Block, ...], tuple[Note, ...]]:
    blocks: list[Block] = []
    notes: list[Note] = []
    for _ in range(draw(st.integers(1, size))):
        match draw(st.sampled_from(("paragraph", "paragraph", "paragraph", "heading", "table"))):
            case "heading":
                text = draw(texts(language, max_size=6))
                level = draw(st.integers(1, 4))
                blocks.append(Heading(f"{prefix}h{next(count)}", text, draw(marks(text)), level=level))
            case "table":
                blocks.append(draw(_tables(language, prefix, count)))
            case _:
                paragraph = draw(_paragraphs(language, f"{prefix}p{next(count)}"))
                if draw(st.booleans()):
                    note = Note(
                        f"{prefix}n{next(count)}",
                        draw(st.sampled_from(("*", "**", "1", "2"))),
                        (draw(_paragraphs(language, f"{prefix}p{next(count)}", plain=True)),),
                    )
                    at = draw(st.integers(0, len(paragraph.text)))
                    notes.append(note)
                    anchor = Mark("note", at, at, note.id)
                    paragraph = Paragraph(
                        paragraph.id, paragraph.text, (*paragraph.marks, anchor), paragraph.number, paragraph.level,
                        paragraph.role,
                    )  # fmt: skip
                blocks.append(paragraph)
    return tuple(blocks), tuple(notes)


@st.composite
def _paragraphs(draw: st.DrawFn, language: str, identity: str, *, plain: bool = False) -> Paragraph:
    text = draw(texts(language))
    if plain:
        return Paragraph(identity, text, draw(marks(text)))
    return Paragraph(
        identity,
        text,
        draw(marks(text)),
        number=draw(st.sampled_from(("", "", "1.", "(a)", "–"))),
        level=draw(st.integers(0, 2)),
        role=draw(st.sampled_from(("", "", "quotation", "signature", "preambular"))),
    )


@st.composite
def _tables(draw: st.DrawFn, language: str, prefix: str, count: itertools.count[int]) -> Table:
    def cell() -> Cell:
        text = draw(texts(language, max_size=4))
        spans = draw(st.sampled_from(((1, 1), (1, 1), (1, 1), (2, 1), (1, 2))))
        return Cell((Paragraph(f"{prefix}c{next(count)}", text),), *spans)

    width = draw(st.integers(1, 3))
    rows = tuple(tuple(cell() for _ in range(width)) for _ in range(draw(st.integers(1, 3))))
    caption = draw(st.just("") | texts(language, max_size=4))
    return Table(f"{prefix}t{next(count)}", rows, header=draw(st.integers(0, 1)), caption=caption)
