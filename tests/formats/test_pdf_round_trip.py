"""Our own PDFs come back: exactly through the attached JSON, and from the pages alone nearly so."""

from __future__ import annotations

import datetime
import io
from collections import Counter
from importlib import resources

import pikepdf
import pytest

import verbale
from verbale.authorities import Authorities, authorities
from verbale.document import Document, texts
from verbale.languages import LANGUAGES

SPECIMENS = resources.files("verbale") / "specimens"
FLOOR = {"ar": 0.96}


def league() -> Authorities:
    return authorities().with_organization((SPECIMENS / "league.toml").read_text("utf-8"))


@pytest.fixture(scope="module", params=["note-1-en.md", "note-5-ar.md", "note-6-zh.md"])
def issued(request: pytest.FixtureRequest) -> verbale.Edition:
    document = verbale.read((SPECIMENS / request.param).read_bytes(), request.param, league()).document
    return verbale.issue(document, on=datetime.date(2026, 3, 20), formats=["pdf"], authorities=league())


def pages_alone(data: bytes) -> bytes:
    """The same PDF without what is attached to it."""
    pdf = pikepdf.open(io.BytesIO(data))
    for name in list(pdf.attachments):
        del pdf.attachments[name]
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


def words(document: Document) -> Counter[str]:
    """The words of the text, for Chinese its characters."""
    found = [block.text for block, _ in texts(document.content, "")]
    for annex in document.annexes:
        found += [annex.label, annex.title, *(block.text for block, _ in texts(annex.content, ""))]
    pieces = (" ".join(found)).split()
    return Counter(c for piece in pieces for c in (piece if any("\u4e00" <= c <= "\u9fff" for c in piece) else [piece]))


@pytest.mark.parametrize("language", LANGUAGES)
def test_exactly_through_the_attached_json(issued: verbale.Edition, language: str) -> None:
    version = next(v for v in issued.versions if v.masthead.language == language)
    rendition = next(r for r in issued.renditions if r.language == language)
    assert verbale.read(rendition.data, rendition.name, league()).document == version


@pytest.mark.parametrize("language", LANGUAGES)
def test_nearly_from_the_pages_alone(issued: verbale.Edition, language: str) -> None:
    version = next(v for v in issued.versions if v.masthead.language == language)
    rendition = next(r for r in issued.renditions if r.language == language)
    again = verbale.read(pages_alone(rendition.data), rendition.name, league()).document
    assert again.symbol == version.symbol
    assert again.specimen
    assert again.masthead.issued == version.masthead.issued
    assert again.masthead.distribution == version.masthead.distribution
    assert again.masthead.language == language
    assert again.masthead.originals == version.masthead.originals
    assert again.session is not None
    assert version.session is not None
    assert (again.session.number, again.session.dates) == (version.session.number, version.session.dates)
    assert [i.number for i in again.agenda] == [i.number for i in version.agenda]
    assert again.title.split() == version.title.split()
    want, have = words(version), words(again)
    kept = sum((want & have).values()) / sum(want.values())
    assert kept >= FLOOR.get(language, 0.99), sorted((want - have).elements())
