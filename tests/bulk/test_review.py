"""The librarian's queue: accepted with corrections, added as a further format, reissued, or rejected with a reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.bulk.made import AT, document, put
from tests.bulk.test_importing import bring
from verbale.archive.errors import Conflict, WrongState
from verbale.archive.files import stored
from verbale.archive.models import Rendition, Work
from verbale.archive.verify import verify
from verbale.bulk import review
from verbale.bulk.models import Verdict
from verbale.library import lookup
from verbale.problems import BadInput, NotKnown

BY = {"by": "librarian@example.org", "at": AT}


def test_a_document_without_symbol_is_accepted_with_one(database: str, folder: Path) -> None:
    bring(folder)
    (row,) = review.waiting()
    assert (row.symbol, row.language, [p.code for p in row.problems]) == ("", "en", ["import-no-symbol"])
    with pytest.raises(BadInput, match="no symbol"):
        review.accept(row.number, **BY)
    done = review.accept(row.number, symbol="A/HRC/43/G/950", **BY)
    assert done.key == "A/HRC/43/G/950"
    files = lookup.find([done.key], AT).newest("en").files
    assert stored(files["original"].path).read_bytes() == (folder / "loose" / "minutes.json").read_bytes()
    assert {"html", "akn", "markdown", "json"} < set(files)
    assert review.waiting() == []
    with pytest.raises(WrongState, match="accepted already"):
        review.accept(row.number, symbol="A/HRC/43/G/951", **BY)
    again = bring(folder)
    assert (again.deposited, again.waiting) == (0, 0)
    assert not verify().fault


def test_a_document_is_rejected_with_a_reason(database: str, folder: Path) -> None:
    bring(folder / "loose")
    (row,) = review.waiting()
    with pytest.raises(WrongState, match="why"):
        review.reject(row.number, " ", **BY)
    review.reject(row.number, "No document of ours.", **BY)
    assert Verdict.objects.get().reason == "No document of ours."
    assert (bring(folder / "loose").waiting, Work.objects.count()) == (0, 0)
    with pytest.raises(NotKnown):
        review.reject(row.number + 1, "?", **BY)
    assert not verify().fault


def test_other_bytes_are_a_reissue_only_with_a_reason(database: str, tmp_path: Path) -> None:
    put(tmp_path / "one", "a", document("A/HRC/43/G/960", "fr"))
    put(tmp_path / "two", "a", document("A/HRC/43/G/960", "fr", "autrement"))
    bring(tmp_path / "one")
    bring(tmp_path / "two")
    (row,) = review.waiting()
    with pytest.raises(Conflict):
        review.accept(row.number, **BY)
    done = review.accept(row.number, reissue="Reissued for technical reasons.", **BY)
    assert [(change.version, change.what) for change in done.changes] == [(2, "reissue")]


def test_another_format_is_added_to_the_version_that_is_there(database: str, tmp_path: Path) -> None:
    put(tmp_path / "one", "a", document("A/HRC/43/G/961", "es"))
    put(tmp_path / "two", "a", document("A/HRC/43/G/961", "es", "otra cosa"), "docx")
    bring(tmp_path / "one")
    assert bring(tmp_path / "two").waiting == 1
    (row,) = review.waiting()
    done = review.accept(row.number, **BY)
    assert [(change.version, change.what) for change in done.changes] == [(1, "files")]
    assert Rendition.objects.filter(format="docx").count() == 1
