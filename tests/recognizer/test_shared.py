"""Real documents with gold values: the floors below which no change may take the reading."""

from __future__ import annotations

import datetime
import importlib.util
import json
import re
from argparse import Namespace
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import pytest

import verbale
from verbale.document import Document, Heading, Paragraph
from verbale.document import text as words
from verbale.formats import markdown, text

pytestmark = pytest.mark.shared


@pytest.fixture(scope="module")
def score(shared: Path) -> ModuleType:
    """The scoring script that the shared data comes with."""
    spec = importlib.util.spec_from_file_location("score", shared / "eval" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def percent(measure: Callable[[Namespace], None], path: Path, output: Callable[[], str]) -> float:
    measure(Namespace(path=path, errors=0, limit=0, seed=None))
    return float(re.findall(r": ([\d.]+) \(\d+/\d+\)", output())[-1])


def test_covers(score: ModuleType, shared: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert percent(score.covers, shared / "data/covers.jsonl", lambda: capsys.readouterr().out) >= 99.9


def test_pages(score: ModuleType, shared: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert percent(score.pages, shared / "data/pages.jsonl", lambda: capsys.readouterr().out) >= 99.7


def test_text_rows_of_documents(
    score: ModuleType, shared: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    for gold in sorted((shared / "data/documents").glob("*.gold.json")):
        row = json.loads(gold.read_text("utf-8"))
        row["files"] = [name for name in row["files"] if name.endswith(".txt")]
        for name in row["files"]:
            (tmp_path / name).write_bytes((gold.parent / name).read_bytes())
        (tmp_path / gold.name).write_text(json.dumps(row), "utf-8")
    assert percent(score.documents, tmp_path, lambda: capsys.readouterr().out) >= 98


@pytest.fixture(scope="module")
def seed(shared: Path) -> bytes:
    return (shared / "facts/seed.md").read_bytes()


@pytest.fixture(scope="module")
def document(seed: bytes) -> Document:
    return verbale.read(seed, "seed.md").document


def test_every_field_of_the_seed(document: Document) -> None:
    day = datetime.date
    head, session, said = document.masthead, document.session, document.communication
    assert document.symbol is None
    assert (head.organ, head.distribution, head.issued) == ("Asamblea General", "general", day(2020, 8, 24))
    assert (head.language, head.originals) == ("es", ("en",))
    assert document.body == "A/HRC"
    assert session is not None
    assert (session.number, session.text) == (43, "43er período de sesiones")
    assert session.dates == ((day(2020, 2, 24), day(2020, 3, 20)),)
    assert [(item.number, item.title) for item in document.agenda] == [
        ("4", "Situaciones de derechos humanos que requieren la atención del Consejo")
    ]
    assert document.kind == "note-verbale"
    assert said is not None
    assert (said.kind, said.dated, said.addressees) == ("note-verbale", day(2020, 4, 1), ("OHCHR",))
    assert (said.sender.state, said.sender.capacity) == ("AZE", "permanent-mission")
    assert [(passage.block, passage.formula) for passage in said.passages] == [
        ("p1", "transmission"),
        ("p2", "request"),
    ]


def test_note_and_annex_of_the_seed(document: Document) -> None:
    assert [block.id for block in document.content] == ["p1", "p2"]
    request = document.content[1]
    assert isinstance(request, Paragraph)
    (anchor,) = (mark for mark in request.marks if mark.kind == "note")
    assert request.text[: anchor.start].endswith("la presente nota verbal y su anexo")
    (note,) = document.notes
    assert (note.marker, anchor.value) == ("*", note.id)
    (annex,) = document.annexes
    assert annex.language == "en"
    assert annex.label.startswith(
        "Annex to the note verbale dated 1 April 2020 from the Permanent Mission of Azerbaijan"
    )
    assert annex.title == "Statement by the Ministry of Foreign Affairs of the Republic of Azerbaijan"
    assert [block.id for block in annex.content] == [f"a1-p{n}" for n in range(1, 8)]
    assert not any(block.language for block in annex.content)


def test_the_seed_says_that_it_has_no_symbol(seed: bytes) -> None:
    reading = verbale.read(seed, "seed.md")
    assert "read-symbol-absent" in {problem.code for problem in reading.problems}
    assert {one.field for one in reading.evidence} >= {
        "masthead.distribution", "masthead.issued", "masthead.language", "masthead.originals", "body", "session",
        "session.dates", "agenda", "session.number", "title", "communication.kind", "communication.dated", "communication.sender.state",
        "communication.addressees", "annexes[0]",
    }  # fmt: skip


def test_the_seed_comes_back_word_for_word(seed: bytes, document: Document) -> None:
    written = verbale.write(document, "markdown").data
    assert written.decode().split() == seed.decode().split()
    assert [line for line in written.decode().splitlines() if line] == [
        line for line in seed.decode().splitlines() if line
    ]


def rows(shared: Path) -> Iterator[tuple[str, bytes]]:
    for file in sorted((shared / "data/documents").glob("*.txt")):
        if "transcript" not in file.name:
            yield file.name, file.read_bytes()


def test_real_documents_lose_no_word(shared: Path) -> None:
    for name, data in rows(shared):
        sheet = text.read(data)
        found = verbale.read(data, name).document
        kept = "".join(words(found).split())
        whole = "".join("".join(line.text for line in sheet.lines if line.style != "rule").split())
        drop = re.compile(r"[\d*(),\u2217\ue000-\uf8ff-]")
        assert len(drop.sub("", kept)) == len(drop.sub("", whole)), name


def test_real_documents_come_back_from_markdown(shared: Path) -> None:
    for name, data in rows(shared):
        first = verbale.read(data, name).document
        second = verbale.read(verbale.write(first, "markdown").data, "again.md").document
        for part in ("symbol", "kind", "masthead", "body", "session", "agenda", "title"):
            assert getattr(second, part) == getattr(first, part), (name, part)
        assert [b.text for b in second.content if isinstance(b, Paragraph | Heading)] == [
            b.text for b in first.content if isinstance(b, Paragraph | Heading)
        ], name
        assert [note.marker for note in second.notes] == [note.marker for note in first.notes], name


def test_the_reader_of_markdown_gives_the_lines_of_the_seed(seed: bytes) -> None:
    assert [line.number for line in markdown.read(seed).lines if line.style == "heading"] == [5, 14, 16, 22, 24]
