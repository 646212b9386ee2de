"""The board of languages, the drafts and the proofs."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from lxml import html

from tests.desk.looking import filled, form_to, page, parsed, select, words
from tests.desk.world import TRANSMITTED, bring, case_in, email, follow, later, make, note, submit, who
from verbale.desk import cases, drafts, intake, moving
from verbale.desk.models import Case
from verbale.document import Paragraph
from verbale.languages import LANGUAGES
from verbale.pages.wording import say

Browse = Callable[[str], Client]


def address(case: Case, rest: str = "") -> str:
    return f"/desk/{case.reference}/{rest}"


def test_the_board_has_a_column_for_each_language_ones_own_first(world: str, browse: Browse) -> None:
    found = page(browse("translator-ru"), "/desk/board/")
    heads = [words(head) for head in select(found, "table.board thead th")][1:]
    assert len(heads) == 6
    assert heads[0].startswith("русский")
    assert say("board.mine", "ru") in heads[0]
    lines = select(found, "table.board tbody tr")
    assert lines
    for line in lines:
        assert len(select(line, "td")) == 6


def test_the_board_shows_what_is_in_the_making_and_nothing_else(world: str, browse: Browse) -> None:
    shown = words(page(browse("editor"), "/desk/board/"))
    for state in ("in-translation", "in-proof", "approved", "scheduled"):
        assert cases.symbol(case_in(state)) in shown
    for state in ("released", "registered"):
        assert f"{cases.symbol(case_in(state))} " not in f"{shown} "


def test_an_empty_board_says_what_comes_here(people: str, browse: Browse) -> None:
    assert say("board.empty", "fr") in words(page(browse("editor"), "/desk/board/"))


def test_languages_are_assigned_several_at_once(world: str, browse: Browse) -> None:
    client, case = browse("editor"), case_in("in-translation")
    form = next(
        form for form in page(client, address(case, "languages/")).forms if select(form, "button[name^='assign']")
    )
    given = filled(form) | {
        "ru": email("translator-ru"),
        "fr": email("translator-fr"),
        "due": "2026-04-01",
        "assign": "1",
    }
    assert client.post(address(case, "languages/"), given).status_code == 302
    stands = cases.standing(case).branches
    assert (stands["ru"].assignee, stands["fr"].assignee) == (email("translator-ru"), email("translator-fr"))
    assert f"{stands['ru'].due:%Y-%m-%d}" == "2026-04-01"
    assert stands["es"].assignee == ""
    assert email("translator-ru") in words(page(browse("translator-ru"), "/desk/board/"))


def test_nobody_is_assigned_who_does_not_write_the_language(world: str, browse: Browse) -> None:
    client, case = browse("editor"), case_in("in-translation")
    given = {"seen": cases.standing(case).seen, "ru": email("translator-fr"), "assign": "1"}
    assert client.post(address(case, "languages/"), given).status_code == 422
    assert cases.standing(case).branches["ru"].assignee == ""


def fill(case: Case, client: Client) -> dict[str, list[str]]:
    """The form that fills all languages, every open passage written."""
    form = next(form for form in page(client, address(case, "languages/")).forms if select(form, "textarea"))
    return written(form)


def written(form: html.HtmlElement) -> dict[str, list[str]]:
    """A form as it is sent, with everything that stands in another language translated."""
    return {
        name: [value.replace(TRANSMITTED["en"], TRANSMITTED.get(name[:2], "")) for value in values]
        for name, values in filled(form).items()
    }


def test_all_languages_are_filled_and_delivered_at_once(world: str, browse: Browse) -> None:
    client, case = browse("editor"), case_in("in-translation")
    response = client.post(address(case, "languages/"), fill(case, client) | {"deliver": "1"})
    assert response.status_code == 302
    assert response.headers["Location"] == address(case, "proof/")
    assert {stand.state for stand in cases.standing(case).branches.values()} == {"in-proof"}
    for language in LANGUAGES:
        assert drafts.untranslated(drafts.document(case, language)) == ()
    assert TRANSMITTED["ru"] in words(page(client, address(case, "proof/")))


def test_what_is_delivered_too_early_is_saved_all_the_same(world: str, browse: Browse) -> None:
    client, case = browse("editor"), case_in("in-translation")
    given = {name: value for name, value in fill(case, client).items() if not name.startswith("ru:content")}
    response = client.post(address(case, "languages/"), given | {"deliver": "1"})
    assert response.status_code == 409
    assert drafts.untranslated(drafts.document(case, "fr")) == ()
    assert drafts.untranslated(drafts.document(case, "ru"))
    assert {stand.state for stand in cases.standing(case).branches.values()} == {"in-translation", "in-proof"}


def test_a_translator_writes_their_own_language_alone(world: str, browse: Browse) -> None:
    client, case = browse("translator-ru"), case_in("in-translation")
    names = {area.get("name") for area in select(page(client, address(case, "languages/")), "textarea")}
    assert names
    assert {name[:2] for name in names} == {"ru"}
    assert not select(page(client, address(case, "languages/fr/")), "textarea")
    number = drafts.last(case, "fr").number
    given = {"seen": 0, "fr:draft": number, "fr:content.p1": "SPECIMEN", "save": "1"}
    assert client.post(address(case, "languages/fr/"), given).status_code == 403
    assert drafts.last(case, "fr").number == number


def test_a_passage_is_kept_as_it_is(world: str, browse: Browse) -> None:
    client, case = browse("translator-ru"), case_in("in-translation")
    form = form_with_text(page(client, address(case, "languages/ru/")))
    (keep,) = [box for box in select(form, "input[type]") if ":keep:" in (box.get("name") or "")]
    before = drafts.document(case, "ru")
    given = filled(form) | {keep.get("name"): "1", "deliver": "1"}
    assert client.post(address(case, "languages/ru/"), given).status_code == 302
    assert cases.standing(case).branches["ru"].state == "in-proof"
    after = drafts.document(case, "ru")
    assert [b.text for b in after.content if isinstance(b, Paragraph)] == [
        b.text for b in before.content if isinstance(b, Paragraph)
    ]


def form_with_text(found):
    (form,) = [form for form in found.forms if select(form, "textarea")]
    return form


def test_passages_stand_beside_the_original_in_order(world: str, browse: Browse) -> None:
    case = case_in("in-translation")
    form = form_with_text(page(browse("translator-ru"), address(case, "languages/ru/")))
    passages = select(form, ".segment")
    assert [one.get("data-path") for one in passages] == [
        "title",
        "content.p1",
        "content.p2",
        "content.p3",
        "content.n1p1",
    ]
    assert [one.get("data-state") for one in passages] == ["translated", "untranslated", *["translated"] * 3]
    assert say("editor.state.untranslated", "ru") in words(passages[1])
    assert select(passages[1], ".source p")[1].get("lang") == "en"
    assert select(passages[1], "textarea")[0].get("lang") == "ru"


def test_two_who_write_at_once_keep_each_their_own(world: str, browse: Browse) -> None:
    client, case = browse("translator-ru"), case_in("in-translation")
    form = form_with_text(page(client, address(case, "languages/ru/")))
    theirs = {"content.p1": "SPECIMEN второй", "content.p3": "SPECIMEN редактора"}
    drafts.save(case.reference, "ru", theirs, actor=who("editor"), at=later(40))
    given = filled(form) | {"ru:content.p1": "SPECIMEN переводчика", "save": "1"}
    response = client.post(address(case, "languages/ru/"), given)
    assert response.status_code == 409
    found = parsed(response)
    assert "SPECIMEN второй" in words(found)
    assert email("editor") in words(found)
    again = filled(form_with_text(found))
    assert again["ru:content.p1"] == ["SPECIMEN переводчика"]
    assert again["ru:content.p3"] == ["SPECIMEN редактора"]
    assert client.post(address(case, "languages/ru/"), again | {"save": "1"}).status_code == 302
    texts = {b.id: b.text for b in drafts.document(case, "ru").content if isinstance(b, Paragraph)}
    assert (texts["p1"], texts["p3"]) == ("SPECIMEN переводчика", "SPECIMEN редактора")


def test_a_text_in_proof_is_not_written(world: str, browse: Browse) -> None:
    client, case = browse("editor"), case_in("in-proof")
    assert not select(page(client, address(case, "languages/fr/")), "textarea")
    given = {"seen": 0, "fr:draft": drafts.last(case, "fr").number, "fr:content.p1": "SPECIMEN", "save": "1"}
    assert client.post(address(case, "languages/fr/"), given).status_code == 409
    assert client.get(address(case, "languages/xx/")).status_code == 404


# Proofs.


def test_the_proof_has_a_row_for_each_passage_and_six_cells(world: str, browse: Browse) -> None:
    case = case_in("in-proof")
    found = page(browse("editor"), address(case, "proof/"))
    rows = select(found, "table.proofs tbody tr")
    for row in rows:
        assert [cell.get("data-tongue") for cell in select(row, "td")] == list(LANGUAGES)
    ids = {block.id for block in drafts.document(case, "en").content}
    keys = [words(select(row, "th")[0]) for row in rows]
    for id_ in ids:
        assert any(key.endswith(id_) for key in keys)
    assert "LII/LC/12/G" in words(rows[1])
    arabic = [cell for row in rows for cell in select(row, "td") if cell.get("data-tongue") == "ar"]
    assert {"ar"} <= {div.get("lang") for cell in arabic for div in select(cell, "div")}
    for cell in arabic:
        for div in select(cell, "div"):
            assert div.get("dir") == ("rtl" if div.get("lang") == "ar" else "ltr")


def test_languages_are_approved_and_reopened(world: str, browse: Browse) -> None:
    client, case = browse("editor"), case_in("in-proof")
    form = form_to(page(client, address(case, "proof/")), "/proof/approve/")
    assert filled(form)["languages"] == list(LANGUAGES)
    (button,) = select(form, "button")
    assert words(button) == say("move.approve.do", "fr")
    assert client.post(form.action, filled(form) | {"languages": ["ar", "en"]}).status_code == 302
    states = {lang: stand.state for lang, stand in cases.standing(case).branches.items()}
    assert {lang for lang, state in states.items() if state == "approved"} == {"ar", "en"}
    again = form_to(page(client, address(case, "proof/")), "/proof/reopen/")
    assert client.post(again.action, filled(again) | {"languages": ["ar"]}).status_code == 422
    given = filled(again) | {"languages": ["ar"], "reason": "SPECIMEN: a word is missing."}
    assert client.post(again.action, given).status_code == 302
    assert cases.standing(case).branches["ar"].state == "in-translation"
    assert "SPECIMEN: a word is missing." in words(page(client, address(case, "languages/ar/")))


def test_a_proof_that_was_changed_meanwhile_is_not_approved(world: str, browse: Browse) -> None:
    client, case = browse("editor"), case_in("in-proof")
    form = form_to(page(client, address(case, "proof/")), "/proof/approve/")
    make("reopen", case, at=later(50), by="releasing", languages=["fr"])
    assert client.post(form.action, filled(form)).status_code in (409, 422)
    assert cases.standing(case).branches["en"].state == "in-proof"


def test_the_pdf_as_it_would_be_issued(world: str, browse: Browse) -> None:
    case = case_in("in-proof")
    response = browse("translator-ar").get(address(case, "sheet/ar/"))
    assert response.content.startswith(b"%PDF-")
    assert response.headers["Content-Type"] == "application/pdf"
    assert browse("editor").get(address(case, "sheet/xx/")).status_code == 404
    assert browse("mission").get(address(case, "sheet/ar/")).status_code == 403


@pytest.mark.parametrize("change", ["reissue", "Corr", "Rev", "Add"])
def test_a_change_goes_over_the_same_pages(world: str, browse: Browse, change: str) -> None:
    case = follow(case_in("released"), change, ["fr", "ru"])
    for name in ("register", "translate"):
        make(name, case, at=later(60))
    client = browse("editor")
    assert len(select(page(client, address(case, "languages/")), "table.board thead th")) == 2
    form = form_with_text(page(client, address(case, "languages/fr/")))
    given = filled(form) | {"fr:content.p1": "SPECIMEN Paragraphe 1", "deliver": "1"}
    assert client.post(address(case, "languages/fr/"), given).status_code == 302
    assert cases.standing(case).branches["fr"].state == "in-proof"
    assert "SPECIMEN Paragraphe 1" in words(page(client, address(case, "proof/")))
    assert moving.possible(case, cases.standing(case), who("editor"))["approve"] == ("fr",)


def test_from_upload_to_release_in_few_actions(people: str, browse: Browse) -> None:
    """Each form sent and each page opened to send it counts; the formulas cover the note (Shows 2)."""
    case = intake.receive(note(), actor=who("mission"), at=later(0))  # one action of the Mission, and one that confirms
    make("confirm", case, at=later(1))
    actions = 2

    def act(name: str, rest: str, end: str, **more: str) -> None:
        nonlocal actions
        client = browse(name)
        found = page(client, address(case, rest))
        form = form_to(found, end) if end else form_with_text(found)
        given = filled(form) if end else written(form)
        response = client.post(form.get("action") or address(case, rest), given | more)
        assert response.status_code == 302, parsed(response).text_content()
        actions += 2

    act("registrar", "", "/move/accept-register/")
    act("registrar", "", "/move/translate/")
    act("editor", "languages/", "", deliver="1")
    act("editor", "proof/", "/proof/approve/")
    act("releasing", "release/", "/release/release/")
    assert cases.standing(case).state == "released"
    assert actions <= 12


def test_a_language_may_wait_while_others_go_on(people: str, browse: Browse) -> None:
    case = bring(submit("waits"), "in-translation")
    client = browse("editor")
    given = {name: v for name, v in fill(case, client).items() if name[:2] in ("fr", "se")}
    assert client.post(address(case, "languages/"), given | {"deliver": "1"}).status_code == 302
    states = {lang: stand.state for lang, stand in cases.standing(case).branches.items()}
    assert {lang for lang, state in states.items() if state == "in-proof"} == {"en", "fr"}
