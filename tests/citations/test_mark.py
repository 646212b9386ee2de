"""Marking a whole document: every block in its own language, notes that refer to notes."""

from __future__ import annotations

from pathlib import Path

import pytest

import verbale
from verbale.citations import mark
from verbale.document import Annex, Cell, Document, Masthead, Note, Paragraph, Table


def paragraph(id: str, text: str, language: str = "") -> Paragraph:
    return Paragraph(id, text, language=language)


SPECIMEN = Document(
    body="A/HRC",
    masthead=Masthead(language="fr"),
    specimen=True,
    content=(
        paragraph("p1", "Rappelant sa résolution 34/12 et la résolution 60/251 de l’Assemblée générale,"),
        paragraph("p2", "Noting Council resolution 16/21,", "en"),
        Table("t1", rows=((Cell((paragraph("c1", "Voir A/HRC/43/G/25"),)),),)),
    ),
    notes=(
        Note("n1", "1", (paragraph("n1p1", "A/76/404, par. 5."),)),
        Note("n2", "2", (paragraph("n2p1", "Ibid., par. 7."),)),
        Note("n3", "3", (paragraph("n3p1", "Sans renvoi."),)),
        Note("n4", "4", (paragraph("n4p1", "Ibid., par. 9."),)),
    ),
    annexes=(
        Annex(
            "a1",
            language="ru",
            content=(paragraph("a1p1", "в соответствии с Уставом Организации Объединенных Наций"),),
            notes=(Note("a1n1", "1", (paragraph("a1n1p1", "Там же, п. 3. См. S/2020/1."),)),),
        ),
    ),
)


def test_every_block_note_and_annex_is_read_in_its_language() -> None:
    assert [(c.block, c.symbol, c.kind) for c in mark(SPECIMEN).citations] == [
        ("p1", "A/HRC/RES/34/12", "resolution"),
        ("p1", "A/RES/60/251", "resolution"),
        ("p2", "A/HRC/RES/16/21", "resolution"),
        ("c1", "A/HRC/43/G/25", "document"),
        ("n1p1", "A/76/404", "document"),
        ("n2p1", "A/76/404", "ibid"),
        ("a1p1", "UN-CHARTER", "charter"),
        ("a1n1p1", "S/2020/1", "document"),
    ]


def test_marking_changes_nothing_else_and_can_be_done_again() -> None:
    once = mark(SPECIMEN)
    assert mark(once) == once
    assert once.content == SPECIMEN.content
    assert once.notes == SPECIMEN.notes


def test_symbols_are_found_in_a_block_of_an_unknown_language() -> None:
    document = Document(content=(paragraph("p1", "Azərbaycan: A/HRC/43/G/25", "az"),))
    assert [c.symbol for c in mark(document).citations] == ["A/HRC/43/G/25"]


@pytest.mark.shared
def test_the_seed_cites_what_it_cites(shared: Path) -> None:
    document = mark(verbale.read((shared / "facts/seed.md").read_bytes(), "seed.md").document)
    symbols = {citation.symbol for citation in document.citations}
    councils = {f"S/RES/{number} (1993)" for number in (822, 853, 874, 884)}
    assert councils | {"UN-CHARTER", "HELSINKI-FINAL-ACT"} <= symbols
