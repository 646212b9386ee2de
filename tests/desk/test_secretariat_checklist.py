"""The checklist: every row of the table has its check and its words, and each check tells what it should."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest

from tests.desk.world import LEAGUE, SPECIMENS
from verbale import press
from verbale.authorities import Authorities, authorities
from verbale.desk import checklist
from verbale.desk.checklist import Looked
from verbale.document import AgendaItem, Annex, Document, Paragraph, Sender, Session
from verbale.languages import LANGUAGES
from verbale.pages.wording import has, say

EARLY, LATE = datetime.date(2025, 12, 1), datetime.date(2026, 3, 4)
NOTES = ("note-1-en", "note-2-fr", "note-3-es", "note-4-ru", "note-5-ar", "note-6-zh")
replace = msgspec.structs.replace


@pytest.fixture(scope="module")
def known() -> Authorities:
    return authorities().with_organization(Path(LEAGUE).read_text("utf-8"))


def read(name: str, known: Authorities) -> Document:
    return press.read((SPECIMENS / f"{name}.md").read_bytes(), f"{name}.md", known).document


def answers(
    document: Document, known: Authorities, on: datetime.date = EARLY, read: Document | None = None
) -> dict[str, str]:
    return {row.key: row.answer for row in checklist.checklist(Looked(read or document, document, known, on))}


def test_every_row_has_a_check_a_source_and_words() -> None:
    keys = [key for key, _ in checklist.rows()]
    assert keys == list(checklist.CHECKS)
    assert all(source for _, source in checklist.rows())
    for key in keys:
        assert has(f"check.{key}")
        assert len({say(f"check.{key}", language) for language in LANGUAGES}) == 6


@pytest.mark.parametrize("name", NOTES)
def test_a_note_that_is_in_order(name: str, known: Authorities) -> None:
    found = answers(read(name, known), known)
    assert {key for key, answer in found.items() if answer == "no"} == set()
    assert found["designations"] == "look"  # no program judges this
    for key in ("sender", "kind", "request", "signature", "language", "agenda", "addressee", "annex-whole", "in-time"):
        assert found[key] == "yes", key


def said(document: Document, **values: Any) -> Document:
    return replace(document, communication=replace(document.communication, **values))


def with_line(document: Document, text: str, role: str) -> Document:
    return replace(document, content=(*document.content, Paragraph("p9", text, role=role)))


SIGNED = "(Signed) SPECIMEN"
CHANGES = [
    ("sender", "no", lambda d: said(d, sender=Sender("XZZ", "permanent-mission", "LII-HQ"))),
    ("sender", "no", lambda d: replace(d, communication=None)),
    ("kind", "no", lambda d: replace(d, kind="letter")),
    ("request", "look", lambda d: said(d, passages=())),
    ("signature", "no", lambda d: with_line(d, SIGNED, "signature")),
    ("signature", "no", lambda d: said(d, kind="letter")),
    ("signature", "yes", lambda d: said(
        with_line(d, SIGNED, "signature"), kind="letter", sender=Sender("XAA", "permanent-representative", "LII-HQ"))),
    ("signature", "look", lambda d: said(with_line(d, SIGNED, "signature"), kind="letter")),
    ("language", "no", lambda d: replace(d, masthead=replace(d.masthead, language="de"))),
    ("annex-language", "look", lambda d: replace(d, annexes=(Annex("annex1", title="1", content=(Paragraph("a", "2"),)),))),
    ("annex-language", "yes", lambda d: replace(d, annexes=())),
    ("agenda", "look", lambda d: replace(d, agenda=())),
    ("agenda", "no", lambda d: replace(d, agenda=(), body="A")),
    ("agenda", "no", lambda d: replace(d, agenda=(), body="E/CN.4")),
    ("item-known", "look", lambda d: replace(d, agenda=(AgendaItem("99"),))),
    ("addressee", "no", lambda d: said(d, addressees=())),
    ("addressee", "no", lambda d: said(d, addressees=("NOBODY",))),
    ("order", "yes", lambda d: said(d, addressees=("SG", "PRESIDENT-A", "PRESIDENT-S"))),
    ("order", "no", lambda d: said(d, addressees=("PRESIDENT-S", "SG"))),
    ("words", "no", lambda d: with_line(d, "word " * 3300, "")),
    ("in-time", "look", lambda d: replace(d, session=Session(number=99))),
]  # fmt: skip


@pytest.mark.parametrize(
    ("key", "answer", "change"), CHANGES, ids=lambda value: value if isinstance(value, str) else ""
)
def test_what_is_lacking_is_told(key: str, answer: str, change: Any, known: Authorities) -> None:
    assert answers(change(read("note-1-en", known)), known)[key] == answer


def test_an_annex_that_was_touched_is_told(known: Authorities) -> None:
    before = read("note-1-en", known)
    (annex,) = before.annexes
    after = replace(before, annexes=(replace(annex, content=annex.content[1:]),))
    assert answers(after, known, read=before)["annex-whole"] == "no"


def test_what_comes_late_is_for_a_person_to_look_at(known: Authorities) -> None:
    document = read("note-1-en", known)
    assert answers(document, known, LATE)["in-time"] == "look"
    opening = known.session("LII/LC", "12").planned[0][0]
    assert answers(document, known, opening - datetime.timedelta(weeks=10))["in-time"] == "yes"
    assert answers(document, known, opening - datetime.timedelta(weeks=10, days=-1))["in-time"] == "look"
