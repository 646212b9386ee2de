"""The document that began it, in six languages: every rendition satisfies the validator of its format."""

from __future__ import annotations

import datetime
import io
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from lxml import etree

import verbale
from verbale.languages import LANGUAGES

pytestmark = pytest.mark.shared


@pytest.fixture(scope="module")
def renditions(shared: Path) -> dict[tuple[str, str], bytes]:
    document = verbale.read((shared / "facts" / "seed.md").read_bytes(), "seed.md").document
    edition = verbale.issue(
        document,
        symbol="A/HRC/43/G/45",
        on=datetime.date(2020, 8, 24),
        formats=["akn", "docx", "pdf", "marcxml"],
    )
    return {(r.format, r.language): r.data for r in edition.renditions}


@pytest.mark.parametrize("language", LANGUAGES)
def test_akoma_ntoso_is_valid(renditions: dict[tuple[str, str], bytes], language: str, shared: Path) -> None:
    schema = etree.XMLSchema(etree.parse(shared / "schemas" / "akn" / "akomantoso30.xsd"))
    schema.assertValid(etree.fromstring(renditions["akn", language]))


def test_the_languages_share_their_element_ids(renditions: dict[tuple[str, str], bytes]) -> None:
    found = []
    for language in LANGUAGES:
        root = etree.fromstring(renditions["akn", language])
        found.append([e.get("eId") for e in root.iterfind(".//{*}mainBody//*[@eId]") if "ref" not in e.tag])
    assert all(ids == found[0] for ids in found)


@pytest.mark.parametrize("language", LANGUAGES)
def test_docx_is_opened_by_another_reader(renditions: dict[tuple[str, str], bytes], language: str) -> None:
    opened = docx.Document(io.BytesIO(renditions["docx", language]))
    shown = "\n".join(p.text for p in opened.paragraphs)
    version = verbale.read(renditions["docx", language], "seed.docx").document
    assert version.title in shown
    assert opened.core_properties.subject == "A/HRC/43/G/45"


def test_the_catalogue_record_is_valid(renditions: dict[tuple[str, str], bytes], shared: Path) -> None:
    schema = etree.XMLSchema(etree.parse(shared / "schemas" / "marc" / "MARC21slim.xsd"))
    schema.assertValid(etree.fromstring(renditions["marcxml", "mul"]))


@pytest.mark.tool
@pytest.mark.parametrize("language", LANGUAGES)
def test_pdf_is_for_archives_and_for_everyone(
    renditions: dict[tuple[str, str], bytes], language: str, verapdf: Callable[[bytes, str], list[str]]
) -> None:
    for profile in ("PDFA-3A", "PDFUA-1"):
        assert verapdf(renditions["pdf", language], profile) == []
