"""The index: derived, brought up to date by log entries, made anew when what makes it changes; and reading questions."""

from __future__ import annotations

import datetime
import json
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.archive.made import BY
from tests.library.made import NOTE, UNRELEASED, days, keep, made
from verbale.archive import access
from verbale.archive.derived import alone
from verbale.archive.models import Terms
from verbale.archive.terms import terms_of
from verbale.document import Document, Masthead, Paragraph
from verbale.library.search import answers, index, questions
from verbale.library.search.answers import Search
from verbale.library.search.asking import analysed
from verbale.library.search.passages import Passage, passages, sought
from verbale.library.search.questions import Part
from verbale.library.search.shown import Block, as_bytes


def names(text: str = "", at: datetime.datetime | None = None, **chosen: str) -> set[str]:
    return {hit.row.name for hit in answers.search(Search(text, chosen), "en", at or timezone.now()).hits}


def test_it_is_filed_by_entries_and_only_what_changed(shelves: str) -> None:
    assert index.update(timezone.now()) == 6
    assert index.update(timezone.now()) == 0
    keep(made("LII/LC/12/G/6", "en", title="lanterns"), 0)
    assert index.status(timezone.now()).state == "behind"
    assert index.update(timezone.now()) == 1
    assert names("lantern") == {"LII/LC/12/G/6"}
    assert index.status(timezone.now()).state == "current"


def test_a_new_version_takes_the_place_of_the_old(shelves: str) -> None:
    keep(made("LII/LC/12/G/6", "en", words="SPECIMEN lanterns"), 0)
    assert names("lanterns") == {"LII/LC/12/G/6"}
    keep(made("LII/LC/12/G/6", "en", words="SPECIMEN beacons", stars="*"), 0)
    assert names("lanterns") == set()
    assert names("beacons") == {"LII/LC/12/G/6"}


def test_what_is_released_later_is_found_later(shelves: str) -> None:
    assert UNRELEASED not in names()
    assert UNRELEASED in names(at=days(31))


def test_the_index_is_made_anew_when_the_analysis_changes(shelves: str, monkeypatch: pytest.MonkeyPatch) -> None:
    index.update(timezone.now())
    Terms.objects.update(text="stale", title="stale")
    for module in ("verbale.library.search.index",):
        monkeypatch.setattr(f"{module}.making", lambda: "another")
        monkeypatch.setattr(f"{module}.analysis", lambda: "another")
    assert index.opened() is None
    assert index.status(timezone.now()).state == "old"
    assert names("stale") == set()
    assert NOTE in names("communication") | names("lighthouse")
    assert index.status(timezone.now()).state == "current"


def test_a_lost_index_is_made_anew(shelves: str) -> None:
    before = names()
    (index.root() / "stamp").unlink()
    assert index.opened() is None
    assert names() == before
    assert index.rebuild(timezone.now()) == len(before)
    assert len([path for path in index.root().iterdir() if path.is_dir()]) == 1


def test_while_another_files_what_is_hidden_is_hidden(shelves: str) -> None:
    index.update(timezone.now())
    with alone(index.root()):
        access.rule(NOTE, "restricted", "SPECIMEN: its sender asked.", by=BY, at=days(0))
        answer = answers.search(Search(), "en", timezone.now())
        assert NOTE not in {hit.row.name for hit in answer.hits}
        assert answer.total == len(answer.hits)
        assert answer.waiting == 1


def test_it_is_kept_from_the_command_line(tmp_path: Path) -> None:
    def run(*words: str) -> dict[str, object]:
        command = [sys.executable, "-m", "verbale.cli", "index", *words, "--data", str(tmp_path), "--json"]
        return json.loads(subprocess.run(command, capture_output=True, check=True).stdout)

    assert run("status")["state"] == "absent"
    assert run("rebuild")["state"] == "current"
    assert run("update")["documents"] == 0


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        ("water rights", (Part("water"), Part("rights"))),
        ('"human rights" -draft', (Part("human rights", phrase=True), Part("draft", excluded=True))),
        ("«droits de l’homme»", (Part("droits de l’homme", phrase=True),)),
        ("「人权」 法律", (Part("人权", phrase=True), Part("法律"))),
        ("state:Kenya year:2019-2021", (Part("Kenya", "state"), Part("2019-2021", "year"))),
        ('état:"Côte d’Ivoire"', (Part("Côte d’Ivoire", "state", phrase=True),)),
        ("страна:Кения вид:доклад", (Part("страна:Кения"), Part("доклад", "kind"))),
        ("文号：A/HRC/43/G/1", (Part("A/HRC/43/G/1", "symbol"),)),
        ("دولة:كينيا", (Part("كينيا", "state"),)),
        ("-body:A/HRC note-verbale", (Part("A/HRC", "body", excluded=True), Part("note-verbale"))),
        ("https://undocs.org/A/1 - \"", (Part("https://undocs.org/A/1"),)),
        ("", ()),
    ],
)  # fmt: skip
def test_questions_are_read(question: str, parts: tuple[Part, ...]) -> None:
    assert questions.read(question).parts == parts


@given(st.text(max_size=60))
@settings(max_examples=200, deadline=None)
def test_any_text_is_a_question_and_its_plain_spelling_is_the_same(text: str) -> None:
    question = questions.read(text)
    assert len(str(question)) <= 3 * questions.LONGEST
    assert questions.read(str(question)) == questions.read(str(questions.read(str(question))))


@pytest.mark.parametrize(
    "question",
    ['"', "-", "symbol:", 'title:""', "year:0-9", "year:99999999999999999999", "()[]{}*?.+^$|\\", "第(.*", "a" * 500, "\x00", "item:-1",
     "lang:xx", "session:\x00", "a:b:c", "-a -b", "ـ", "\u202e", "'", "l'", "* 第", "第", "\U00020000"],
)  # fmt: skip
def test_odd_questions_are_answered(shelves: str, question: str) -> None:
    for chosen in ({}, {"year": "x"}, {"year": "9" * 30}, {"lang": "\u202e"}):
        answers.search(Search(question, chosen), "ar", timezone.now())
        answers.helps(Search(question, chosen), timezone.now())
        answers.jump(question, timezone.now())


def shown(lang: str, texts: list[str], asked: list[str]) -> tuple[Passage, ...]:
    """The passages of a document with these paragraphs, as they are filed."""
    blocks = [Block(f"p{at}", lang, text) for at, text in enumerate(texts)]
    document = Document(masthead=Masthead(language=lang), content=tuple(Paragraph(b.id, b.text) for b in blocks))
    lines = terms_of(document).text.split("\n")[: len(blocks)]
    return passages(as_bytes(lines), lambda: blocks, sought([analysed(word) for word in asked]))


@pytest.mark.parametrize(
    ("lang", "text", "asked", "marks"),
    [
        ("en", "The States’ rights, and a right.", "right", ["rights", "right"]),
        ("fr", "Qu’il s’agisse de l’État ou des États", "état", ["l’État", "États"]),
        ("ru", "Государства и государствами", "государство", ["Государства", "государствами"]),
        ("ar", "وللدولة حقوقها", "دولة", ["وللدولة"]),
        ("zh", "人权理事会第43届会议", "第43届", ["第43届"]),
        ("zh", "保护人权的人权理事会", "人权理事会", ["人权理事会"]),
        ("zh", "供水和水", "水", ["水", "水"]),
        ("es", "Véase el documento A/HRC/43/G/25.", "A/HRC/43/G/25", ["A/HRC/43/G/25"]),
    ],
)  # fmt: skip
def test_words_are_marked_as_the_index_understands_them(lang: str, text: str, asked: str, marks: list[str]) -> None:
    (passage,) = shown(lang, ["SPECIMEN", text], [asked])
    assert [piece.text for piece in passage.pieces if piece.marked] == marks
    assert "".join(piece.text for piece in passage.pieces) == text
    assert passage.block == "p1"


def test_passages_show_what_is_rarest_together_and_are_cut(shelves: str) -> None:
    filler = "word " * 200
    texts = [f"{filler} water {filler}", "rights", f"{filler} water and rights {filler}", "water", "rights", "water"]
    found = shown("en", texts, ["water", "rights"])
    assert [one.block for one in found] == ["p0", "p1", "p2"]
    assert all(len("".join(piece.text for piece in one.pieces)) < 320 for one in found)
    assert [piece.text for piece in found[2].pieces if piece.marked] == ["water", "rights"]


def test_a_search_is_its_address() -> None:
    search = Search("water -draft", {"body": "A/HRC", "year": "2020"}, "date")
    from django.http import QueryDict

    assert answers.from_query(QueryDict(search.query())) == search
    assert msgspec.structs.replace(search, chosen={"body": "A/HRC"}) == answers.from_query(
        QueryDict(search.query(year=None))
    )
