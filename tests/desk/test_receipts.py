"""Receipts: in six languages, with the hashes of what came and of the log's entry, the same every time."""

from __future__ import annotations

import hashlib

import pypdfium2
import pytest

from tests.desk import world as made
from verbale.archive.submissions import Arrived
from verbale.desk import intake, receipts
from verbale.document import text
from verbale.languages import LANGUAGES

pytestmark = pytest.mark.usefixtures("people")

LATIN = ("ru", "en", "fr", "es", "zh")


def words(data: bytes) -> str:
    with pypdfium2.PdfDocument(data) as pdf:
        return "\n".join(page.get_textpage().get_text_bounded() for page in pdf)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_receipt_says_what_came(language: str) -> None:
    case = made.submit(sender_reference="NV/7/2026")
    document = receipts.document(case, language)
    said = text(document).replace(" ", "")
    file, entry = case.submission.files.get(), case.submission.entry
    digest = hashlib.sha256(made.note()[0].data).hexdigest()
    for value in (case.reference, "NV/7/2026", made.email("mission"), file.name, str(file.size), digest, entry.hash):
        assert value in said
    assert document.masthead.language == language
    assert document.specimen
    data = receipts.receipt(case, language)
    assert data.startswith(b"%PDF-")
    assert data == receipts.receipt(case, language)
    if language in LATIN:
        assert file.name in words(data)


def test_a_receipt_counts_answers_too() -> None:
    case = made.bring(made.submit(), "returned")
    new = Arrived("annex.md", "text/markdown", b"SPECIMEN annex")
    intake.answer(case.reference, "SPECIMEN answer.", annexes=[new], actor=made.who("mission"), at=made.later(5))
    said = text(receipts.document(case, "en")).replace(" ", "")
    assert hashlib.sha256(new.data).hexdigest() in said
    assert hashlib.sha256(made.note()[0].data).hexdigest() in said
