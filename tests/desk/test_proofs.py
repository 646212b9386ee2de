"""The proof: differences hold a language up until they are mended or accepted, which stays in the log."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from tests.desk.looking import page, select, words
from tests.desk.world import case_in, email, follow, later, make, who
from verbale.archive.errors import NotAllowed, WrongState
from verbale.archive.models import Entry
from verbale.archive.verify import verify
from verbale.desk import cases, drafts, moving, proofs, texts
from verbale.desk.models import Acceptance, Case
from verbale.languages import LANGUAGES
from verbale.pages.wording import say
from verbale.problems import BadInput, NotKnown

Browse = Callable[[str], Client]


def discordant() -> Case:
    """A reissue that cites a resolution in six languages, another one in Russian, delivered."""
    case = follow(case_in("released"), "reissue")
    for name in ("register", "translate"):
        make(name, case, at=later(60))
    for lang in LANGUAGES:
        cited = f"(LII/LC/RES/11/{5 if lang == 'ru' else 4})"
        said = texts.words(drafts.document(case, lang))["content.p2"]
        drafts.save(case.reference, lang, {"content.p2": f"{said} {cited}"}, actor=who("editor"), at=later(61))
    moving.move("deliver", case.reference, actor=who("editor"), at=later(62))
    return case


def errors(case: Case) -> list[str]:
    found = proofs.compare(case, later(63).date()).findings
    return [one.key for one in found if one.severity == "error"]


def approve(case: Case, *languages: str) -> None:
    moving.move("approve", case.reference, actor=who("editor"), at=later(64), languages=languages)


def test_an_error_holds_up_the_language_that_differs_and_no_other(world: str) -> None:
    case = discordant()
    assert errors(case)
    with pytest.raises(WrongState, match="do not say the same"):
        approve(case, "ru")
    approve(case, "en", "fr")
    with pytest.raises(WrongState):
        approve(case)
    stands = cases.standing(case).branches
    assert {lang for lang, stand in stands.items() if stand.state == "approved"} == {"en", "fr"}


def test_a_difference_that_is_meant_is_accepted_with_a_reason_and_stays_in_the_log(world: str) -> None:
    case = discordant()
    keys, given = errors(case), {"actor": who("editor"), "at": later(65)}
    with pytest.raises(BadInput):
        proofs.accept(case.reference, keys, " ", **given)
    with pytest.raises(NotKnown):
        proofs.accept(case.reference, ["none"], "SPECIMEN", **given)
    with pytest.raises(BadInput):
        proofs.accept(case.reference, [], "SPECIMEN", **given)
    with pytest.raises(NotAllowed):
        proofs.accept(case.reference, keys, "SPECIMEN", actor=who("translator-ru"), at=later(65))
    assert not Acceptance.objects.exists()
    proofs.accept(case.reference, keys, "SPECIMEN: renumbered.", **given)
    entry = Entry.objects.order_by("-number")[0]
    assert (entry.verb, entry.by) == ("accept-difference", email("editor"))
    assert "SPECIMEN: renumbered." in entry.facts
    found = proofs.compare(case, later(66).date())
    assert {one.finding.key for one in found.accepted} == set(keys)
    assert {(one.reason, one.by) for one in found.accepted} == {("SPECIMEN: renumbered.", email("editor"))}
    approve(case)
    assert cases.standing(case).state == "approved"
    assert verify().problems == ()


def test_an_acceptance_is_taken_back(world: str) -> None:
    case = discordant()
    keys, given = errors(case), {"actor": who("editor"), "at": later(65)}
    proofs.accept(case.reference, keys, "SPECIMEN", **given)
    proofs.accept(case.reference, keys, "", given=False, **given)
    assert errors(case) == keys
    with pytest.raises(WrongState):
        approve(case)


def test_the_page_shows_what_differs_in_its_row_and_takes_the_reason(world: str, browse: Browse) -> None:
    case, client = discordant(), browse("editor")
    shown = page(client, f"/desk/{case.reference}/proof/")
    (finding, *_) = select(shown, "ol.findings li.error")
    row = finding.xpath(".//a[starts-with(@href, '#row-')]")[0].get("href")[1:]
    (line,) = shown.xpath(f"//tr[@id='{row}']")
    (odd,) = select(line, "a.odd")
    assert words(odd) == "LII/LC/RES/11/5"
    assert odd.getparent().get("lang") == "ru"
    assert say("proof.blocks", "fr", count=len(errors(case))) in words(shown)
    keys = [box.get("value") for box in select(shown, "ol.findings input[name^='key']")]
    address = f"/desk/{case.reference}/proof/accept/"
    refused = client.post(address, {"seen": 1, "key": keys, "reason": ""})
    assert refused.status_code == 422
    assert client.post(address, {"seen": 1, "key": keys, "reason": "SPECIMEN: meant."}).status_code == 302
    again = page(client, f"/desk/{case.reference}/proof/")
    assert "SPECIMEN: meant." in words(again)
    assert email("editor") in words(again)
    assert not select(again, "ol.findings")
    (key, *_) = [button.get("value") for button in select(again, "button[name^='reject']")]
    assert client.post(address, {"reject": key}).status_code == 302
    assert select(page(client, f"/desk/{case.reference}/proof/"), "ol.findings")
    assert browse("translator-ru").post(address, {"key": keys, "reason": "SPECIMEN"}).status_code == 403


def test_languages_that_say_the_same_are_told_so(world: str, browse: Browse) -> None:
    case = case_in("in-proof")
    assert proofs.compare(case, later(66).date()) == proofs.Compared((), ())
    assert say("proof.none", "fr") in words(page(browse("editor"), f"/desk/{case.reference}/proof/"))
