"""The editor: passages with their state, saved as one types; the memory and the glossary beside them; changed sources."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
import pytest
from django.test import Client
from lxml import html

from tests.desk.looking import filled, page, parsed, select, words
from tests.desk.world import TRANSMITTED, bring, case_in, email, follow, later, make, submit, translations, who
from verbale.archive import log
from verbale.archive.errors import Conflict, NotAllowed, WrongState
from verbale.archive.verify import verify
from verbale.desk import cases, drafts, passages, readings, remembering, texts
from verbale.desk.models import Case, Segment
from verbale.document import Paragraph
from verbale.pages.wording import say
from verbale.problems import BadInput

Browse = Callable[[str], Client]


def address(case: Case, lang: str = "ru", rest: str = "") -> str:
    return f"/desk/{case.reference}/languages/{lang}/{rest}"


def states(case: Case, lang: str = "ru") -> dict[str, str]:
    return {one.path: one.state for one in passages.version(case, lang).passages}


def russian(case: Case) -> dict[str, str]:
    """What a translator into Russian writes."""
    return translations(drafts.document(case, "ru"))


def save(case: Case, values: dict[str, str], by: str = "translator-ru", **given: Any) -> None:
    drafts.save(case.reference, "ru", values, actor=who(by), at=later(30), **given)


def test_a_passage_is_untranslated_then_a_draft_then_translated_then_reviewed(world: str) -> None:
    case = case_in("in-translation")
    assert states(case) == {**dict.fromkeys(states(case), "translated"), "content.p1": "untranslated"}
    save(case, russian(case), state="draft")
    assert states(case)["content.p1"] == "draft"
    number = drafts.last(case, "ru").number
    save(case, {"content.p1": texts.words(drafts.document(case, "ru"))["content.p1"]})
    assert states(case)["content.p1"] == "translated"
    save(case, {"content.p1": texts.words(drafts.document(case, "ru"))["content.p1"]}, "editor", state="reviewed")
    assert states(case)["content.p1"] == "reviewed"
    assert drafts.last(case, "ru").number == number  # the words were the same
    assert [row.state for row in Segment.objects.order_by("pk")][-3:] == ["draft", "translated", "reviewed"]
    assert verify().problems == ()


def test_reviewing_is_for_editors(world: str) -> None:
    case = case_in("in-translation")
    with pytest.raises(NotAllowed):
        save(case, russian(case), state="reviewed")
    with pytest.raises(BadInput):
        save(case, russian(case), state="untranslated")
    assert states(case)["content.p1"] == "untranslated"


def test_words_set_apart_stay_so_when_the_passage_is_only_confirmed(world: str) -> None:
    case = case_in("in-translation")
    (before,) = [block for block in drafts.document(case, "ru").content if block.id == "p2"]
    save(case, {"content.p2": before.text})
    (after,) = [block for block in drafts.document(case, "ru").content if block.id == "p2"]
    assert after == before
    assert isinstance(after, Paragraph)


def test_two_who_write_different_passages_do_not_meet_and_one_passage_is_never_overwritten(world: str) -> None:
    case = case_in("in-translation")
    seen = drafts.last(case, "ru").number
    save(case, {"content.p3": "SPECIMEN редактора"}, "editor", seen=seen)
    save(case, russian(case), seen=seen)
    with pytest.raises(Conflict):
        save(case, {"content.p3": "SPECIMEN переводчика"}, seen=seen)
    said = texts.words(drafts.document(case, "ru"))
    assert said["content.p3"] == "SPECIMEN редактора"
    assert TRANSMITTED["ru"] in said["content.p1"]


def test_the_script_saves_a_passage_and_is_told_of_what_somebody_else_wrote(world: str, browse: Browse) -> None:
    case, client = case_in("in-translation"), browse("translator-ru")
    number = drafts.last(case, "ru").number
    given = {"path": "content.p1", "text": russian(case)["content.p1"], "seen": number, "state": "draft"}
    told = client.post(address(case, rest="segment/"), given).json()
    assert (told["number"], told["state"]) == (number + 1, "draft")
    assert say("editor.state.draft", "ru") in told["chips"]
    save(case, {"content.p1": "SPECIMEN редактора"}, "editor")
    response = client.post(address(case, rest="segment/"), {**given, "text": "SPECIMEN мой", "seen": number + 1})
    assert response.status_code == 409
    told = response.json()
    assert (told["theirs"], told["by"]) == ("SPECIMEN редактора", email("editor"))
    response = client.post(address(case, rest="segment/"), {**given, "text": "SPECIMEN мой", "seen": told["number"]})
    assert response.status_code == 200
    kept = [
        texts.words(drafts.from_json(row.document.encode()))["content.p1"] for row in case.drafts.filter(language="ru")
    ]
    assert {"SPECIMEN редактора", "SPECIMEN мой"} <= set(kept)  # nothing of either is lost
    refused = client.post(address(case, "fr", "segment/"), {**given, "seen": 1})
    assert refused.status_code == 403
    assert refused.json()["message"]


def test_without_script_each_passage_has_its_button(world: str, browse: Browse) -> None:
    case, client = case_in("in-translation"), browse("translator-ru")
    (form,) = [form for form in page(client, address(case)).forms if form.get("id") == "editor"]
    given = filled(form) | {"ru:content.p1": russian(case)["content.p1"], "confirm": "content.p1"}
    response = client.post(address(case), given)
    assert response.status_code == 302
    assert response.headers["Location"].endswith("?at=content.p1#content.p1")
    assert states(case)["content.p1"] == "translated"


def test_what_is_missing_is_told_while_one_writes(world: str, browse: Browse) -> None:
    case, client = case_in("in-translation"), browse("translator-ru")
    right = russian(case)["content.p1"]
    wrong = right.replace("1 марта 2026", "7 марта 2026")
    given = {"path": "content.p1", "text": wrong, "seen": drafts.last(case, "ru").number, "state": "draft"}
    checks = client.post(address(case, rest="segment/"), given).json()["checks"]
    assert say("editor.missing", "ru", what="1 March 2026") in words(fragment(checks))
    assert say("editor.added", "ru", what="7 марта 2026") in words(fragment(checks))
    given |= {"text": right, "seen": drafts.last(case, "ru").number}
    assert client.post(address(case, rest="segment/"), given).json()["checks"].strip() == ""


def fragment(markup: str) -> Any:
    return html.fragment_fromstring(markup, create_parent="div")


def test_the_memory_knows_what_was_released_and_puts_it_in(world: str, browse: Browse) -> None:
    out, case = case_in("released"), case_in("in-translation")
    version = passages.version(case, "ru")
    (best, *_) = remembering.remembered(version, "content.p1", who("translator-ru"), later(50))
    assert (best.score, best.symbol, best.place) == (100, cases.symbol(out), "p1")
    assert TRANSMITTED["ru"] in best.target
    client = browse("translator-ru")
    shown = page(client, address(case, rest="?at=content.p1"))
    assert TRANSMITTED["ru"] in words(select(shown, "#beside .matches")[0])
    (form,) = [form for form in shown.forms if form.get("id") == "editor"]
    assert client.post(address(case), filled(form) | {"insert": "content.p1|1"}).status_code == 302
    (now,) = [one for one in passages.version(case, "ru").passages if one.path == "content.p1"]
    assert (now.text, now.state, now.origin) == (best.target, "draft", "memory")
    assert client.post(address(case), filled(form) | {"insert": "content.p1|9"}).status_code == 422


def test_terms_of_the_source_are_shown_with_their_names(world: str, browse: Browse) -> None:
    case = case_in("in-translation")
    shown = page(browse("translator-ru"), address(case, rest="?at=content.p2"))
    assert any("note verbale" in words(mark) for mark in select(shown, "mark.term"))
    assert "вербальная нота" in words(select(shown, "#beside .terms")[0])


def test_a_changed_source_marks_what_it_touched_and_nothing_else(world: str) -> None:
    case = case_in("in-translation")
    save(case, russian(case))
    assert [one.before for one in passages.version(case, "ru").passages] == [None] * 5
    english = texts.words(drafts.document(case, "en"))
    make("reopen", case, languages=["en"], by="editor", at=later(31))
    changed = english["content.p2"].replace("kindly", "again")
    drafts.save(case.reference, "en", {"content.p2": changed}, actor=who("editor"), at=later(32))
    now = passages.version(case, "ru")
    assert {one.path: one.before for one in now.passages if one.before is not None} == {
        "content.p2": english["content.p2"]
    }
    assert now["content.p2"].source == changed
    save(case, {"content.p2": now["content.p2"].text})  # whoever translates has looked
    assert all(one.before is None for one in passages.version(case, "ru").passages)


def test_a_reissue_marks_what_its_original_changed(world: str) -> None:
    case = follow(case_in("released"), "reissue")
    for name in ("register", "translate"):
        make(name, case, at=later(60))
    english = texts.words(drafts.document(case, "en"))["content.p1"]
    changed = english.replace("1 March 2026", "2 March 2026")
    drafts.save(case.reference, "en", {"content.p1": changed}, actor=who("editor"), at=later(61))
    touched = {one.path: one.before for one in passages.version(case, "fr").passages if one.before is not None}
    assert touched == {"content.p1": english}


def test_files_read_again_mark_what_reads_otherwise(world: str) -> None:
    case = case_in("in-translation")
    (before,) = [one for one in passages.version(case, "ru").passages if one.path == "content.p3"]
    reading = readings.current(case).reading
    blocks = list(reading.document.content)
    at = next(nth for nth, block in enumerate(blocks) if block.id == "p3")
    blocks[at] = msgspec.structs.replace(blocks[at], text=blocks[at].text.replace("highest", "very high"))
    blocks.insert(at, Paragraph("p2a", "SPECIMEN: a paragraph that was overlooked."))
    again = msgspec.structs.replace(reading, document=msgspec.structs.replace(reading.document, content=tuple(blocks)))
    with log.turn():
        number = log.begin()
        readings.keep(number, case, again)
        log.write(number, "read", case.reference, {}, by="editor@league.example", at=later(33))
    now = passages.version(case, "ru")
    assert {one.path for one in now.passages if one.before is not None} == {"content.p3"}
    assert now["content.p3"].before == before.source
    assert now.new == ("SPECIMEN: a paragraph that was overlooked.",)


def test_nobody_writes_once_a_communication_is_withdrawn(people: str) -> None:
    case = bring(submit("gone"), "in-translation")
    make("withdraw", case, at=later(20))
    with pytest.raises(WrongState):
        save(case, russian(case))


def test_who_may_not_see_the_case_is_told_nothing(world: str, browse: Browse) -> None:
    case = case_in("in-translation")
    assert browse("mission").get(address(case)).status_code == 403
    assert browse("mission").get(address(case, rest="beside/?at=content.p1")).status_code == 403
    response = browse("translator-ru").get(address(case, "xx"))
    assert response.status_code == 404
    assert parsed(response) is not None
