"""Where what is cited can be found."""

from __future__ import annotations

import pytest

from verbale.citations import resolve
from verbale.citations.grammar import table
from verbale.problems import BadSymbol, NotKnown


def test_a_document_has_an_address_in_a_language_and_an_identifier() -> None:
    found = resolve("A/RES/60/251", "fr")
    assert found.document == "A/RES/60/251"
    assert found.url == "https://undocs.org/fr/A/RES/60/251"
    assert found.akn.startswith("/akn/un/statement/deliberation/unga/")


def test_a_treaty_leads_to_the_document_that_adopted_it() -> None:
    assert resolve("ICCPR").document == "A/RES/2200 A (XXI)"
    assert resolve("ICCPR").url == resolve("A/RES/2200 A (XXI)").url


def test_the_charter_has_no_document() -> None:
    assert resolve("UN-CHARTER").url == resolve("UN-CHARTER").akn == ""


def test_what_is_neither_is_refused() -> None:
    with pytest.raises(NotKnown):
        resolve("NO-SUCH-TREATY")
    with pytest.raises(BadSymbol):
        resolve("A/HRC/43/G")


@pytest.mark.parametrize("row", table("treaties.toml")["treaty"], ids=lambda row: row["symbol"])
def test_every_treaty_has_a_code_without_a_slash_six_names_and_a_resolvable_document(row: dict) -> None:
    assert "/" not in row["symbol"]
    assert {"ar", "zh", "en", "fr", "ru", "es"} <= row.keys()
    assert bool(resolve(row["symbol"]).url) is ("document" in row)
