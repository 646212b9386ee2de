"""The whole way of a communication, and what follows it, walked by the verbs themselves."""

from __future__ import annotations

import datetime
import json

import pytest

from tests.desk.world import (
    AT,
    STATES,
    branches,
    bring,
    case_in,
    email,
    follow,
    later,
    make,
    note,
    partly,
    submit,
    translate_all,
    who,
)
from verbale.archive import register
from verbale.archive.access import public, with_access
from verbale.archive.errors import Conflict, NotAllowed, WrongState
from verbale.archive.models import Expression, Work
from verbale.archive.verify import verify
from verbale.desk import cases, drafts, intake, links, moving, readings, releasing, texts, versions
from verbale.desk.models import Case, Mail
from verbale.document import from_json
from verbale.languages import LANGUAGES
from verbale.problems import BadInput, NotKnown, VerbaleError

PARAGRAPH = (
    "The Permanent Mission of the Kingdom of Brumalia to the League of Imaginary Islands presents its compliments to "
    "the Secretariat of the League of Imaginary Islands and has the honour to transmit herewith the chart of Brumalia."
)


def state(case: Case) -> str:
    return cases.standing(case).state


def titles(symbol: str) -> dict[tuple[str, int], str]:
    found = Expression.objects.filter(work__symbol=symbol)
    return {(one.language, one.version): one.stage + "*" * one.stars for one in found}


def test_the_way_to_every_state(world: str) -> None:
    assert [state(case_in(name)) for name in STATES] == list(STATES)
    released = case_in("released")
    assert branches(released) == dict.fromkeys(LANGUAGES, "released")
    symbol = cases.symbol(released)
    assert titles(symbol) == {(language, 1): "issued" for language in LANGUAGES}
    assert public().filter(symbol=symbol).exists()
    assert verify().problems == ()


def test_a_return_is_answered_and_its_number_is_kept(people: str) -> None:
    case = bring(submit(), "registered")
    symbol, jobs = cases.symbol(case), cases.jobs(case)
    make("return", case, at=later(5), reason="The annex is missing.")
    assert state(case) == "returned"
    for step, (name, expected) in enumerate(
        (("answer", "submitted"), ("accept", "accepted"), ("register", "registered")), 6
    ):
        assert make(name, case, at=later(step)).state == expected
    assert (cases.symbol(case), cases.jobs(case)) == (symbol, jobs)
    assert verify().problems == ()


def test_an_answer_brings_files_that_are_read(people: str) -> None:
    case = bring(submit(), "returned")
    before = readings.current(case).document
    intake.answer(
        case.reference, "Here it is again.", actor=who("mission"), at=later(5), note=note("SPECIMEN Another word.")[0]
    )
    assert state(case) == "submitted"
    assert case.readings.count() == 2
    assert readings.current(case).document != before


def test_a_number_given_up_is_void_with_its_reason(people: str) -> None:
    case = bring(submit(), "registered")
    first, jobs = cases.symbol(case), cases.jobs(case)
    for name in ("return", "answer", "accept"):
        make(name, case, at=later(5))
    make("register", case, at=later(6), symbol="LII/A/26/7", gap="Given out before this register was kept.")
    assert cases.symbol(case) == "LII/A/26/7"
    assert register.state_of(register.find(first)) == "void"
    (line,) = [line for line in register.account("LII/LC/12/G") if line.text == first]
    assert line.reason == "The document was registered as LII/A/26/7."
    assert next(iter(register.account("LII/A/26"))).reason == "Given out before this register was kept."
    assert cases.jobs(case) == jobs
    assert verify().problems == ()


def test_a_told_symbol_must_be_one(people: str) -> None:
    case = bring(submit(), "accepted")
    for symbol in ("LII/LC/12/G/", "no symbol", "XYZ/12/G/4"):
        with pytest.raises(VerbaleError):
            make("register", case, symbol=symbol, gap="SPECIMEN")
    with pytest.raises(WrongState, match="nothing says what became"):
        make("register", case, symbol="LII/LC/12/G/9")
    assert state(case) == "accepted"
    assert cases.symbol(case) == ""


def test_a_language_is_reopened_and_approved_again(world: str) -> None:
    case = case_in("approved")
    make("reopen", case, languages=["ru"], reason="The date is wrong.")
    assert branches(case) == {**dict.fromkeys(LANGUAGES, "approved"), "ru": "in-translation"}
    assert state(case) == "in-translation"
    words = f"{texts.words(drafts.document(case, 'ru'))['content.p1']} SPECIMEN: новый текст."
    drafts.save(case.reference, "ru", {"content.p1": words}, actor=who("translator-ru"), at=later(9))
    make("deliver", case, at=later(9), by="translator-ru")
    make("approve", case, at=later(10))
    assert branches(case) == dict.fromkeys(LANGUAGES, "approved")
    assert words in [block.text for block in versions.registered(case, "ru").content]


def test_scheduling_taking_back_and_the_clock(world: str) -> None:
    case = case_in("approved")
    moment = later(48)
    make("schedule", case, at=later(9), moment=moment)
    make("unschedule", case, at=later(10), languages=["ar"])
    assert branches(case) == {**dict.fromkeys(LANGUAGES, "scheduled"), "ar": "approved"}
    assert releasing.release_due(later(47.9)) == ([], [])
    with pytest.raises(WrongState, match="has not come"):
        make("release-due", case, at=later(47), by="releasing")
    done, failed = releasing.release_due(later(500))
    assert failed == []
    assert {moved.reference for moved in done} == {case.reference, case_in("scheduled").reference}
    assert branches(case) == {**dict.fromkeys(LANGUAGES, "released"), "ar": "approved"}
    assert {move.by for move in case.moves.filter(name="release-due")} == {"clock"}
    assert releasing.release_due(later(500)) == ([], [])


def test_all_languages_bear_the_date_on_which_the_first_was_issued(world: str) -> None:
    case = partly()
    first = cases.issue_date(case)
    make("release", case, at=later(24 * 5), languages=["fr"])
    make("release", case, at=later(24 * 9))
    assert set(branches(case).values()) == {"released"}
    assert {e.issued for e in Expression.objects.filter(work__symbol=cases.symbol(case))} == {first}


@pytest.mark.parametrize("moment", [None, AT, datetime.datetime(2027, 1, 1), "tomorrow"])  # noqa: DTZ001  # refused
def test_a_release_is_scheduled_for_a_moment_to_come(world: str, moment: object) -> None:
    with pytest.raises(BadInput, match="moment"):
        make("schedule", case_in("approved"), at=later(9), moment=moment)


def test_withdrawing_gives_the_number_up_for_ever(people: str) -> None:
    case = bring(submit(), "registered")
    symbol, jobs = cases.symbol(case), cases.jobs(case)
    make("withdraw", case, at=later(5), by="mission", reason="Sent by mistake.")
    assert state(case) == "withdrawn"
    for text in (symbol, *jobs.values()):
        assert register.state_of(register.find(text)) == "void"
    assert cases.symbol(case) == ""
    following = bring(submit("another"), "registered")
    assert cases.symbol(following) != symbol
    assert [(line.text, line.reason) for line in register.account("LII/LC/12/G")] == [
        (symbol, "Sent by mistake."),
        (cases.symbol(following), ""),
    ]


def test_what_is_withdrawn_does_not_fall_due(people: str) -> None:
    case = bring(submit(), "scheduled")
    make("withdraw", case, at=later(9))
    assert releasing.release_due(later(500)) == ([], [])
    assert not Work.objects.exists()


def test_what_is_out_is_recalled_and_not_withdrawn(world: str) -> None:
    case = partly()
    with pytest.raises(WrongState, match="released already"):
        make("withdraw", case)
    make("recall", case, at=later(30), reason="It was issued in error.")
    assert state(case) == "withdrawn"
    symbol = cases.symbol(case)
    assert register.state_of(register.find(symbol)) == "withdrawn"
    assert with_access(Work.objects.filter(symbol=symbol)).get().access == "withdrawn"
    for name in ("release", "reopen", "recall"):
        with pytest.raises(WrongState):
            make(name, case, at=later(31))
    assert verify().problems == ()


def test_one_language_is_reissued_and_once_more(world: str) -> None:
    parent = case_in("released")
    symbol = cases.symbol(parent)
    for stars in (1, 2):
        again = follow(parent, "reissue", ["ru"], reason=f"Misprint {stars}.")
        assert state(again) == "accepted"
        bring(again, "in-translation")
        words = f"SPECIMEN Исправлено {stars}."
        drafts.save(again.reference, "ru", {"content.p2": words}, actor=who("translator-ru"), at=later(21))
        bring_on(again)
        assert cases.symbol(again) == symbol
        row = Expression.objects.get(work__symbol=symbol, language="ru", version=stars + 1)
        assert (row.stage, row.stars, row.reason) == ("reissued", stars, f"Misprint {stars}.")
        assert words in [block.text for block in versions.registered(again, "ru").content]
    assert titles(symbol) == {
        **{(language, 1): "issued" for language in LANGUAGES},
        ("ru", 2): "reissued*",
        ("ru", 3): "reissued**",
    }
    with pytest.raises(WrongState, match="Recall the document itself"):
        make("recall", again, at=later(40))
    assert verify().problems == ()


def bring_on(case: Case) -> None:
    """Take a change from translation to release."""
    for hour, name in enumerate(("deliver", "approve", "release"), 22):
        make(name, case, at=later(hour))


def test_two_reissues_of_one_language_are_not_made_at_once(world: str) -> None:
    parent = case_in("released")
    follow(parent, "reissue", ["ru", "fr"])
    with pytest.raises(WrongState, match="reissues one of these languages"):
        follow(parent, "reissue", ["ru"])
    assert state(follow(parent, "reissue", ["es"])) == "accepted"


def test_corrigenda_revisions_and_addenda_are_numbered_after_the_document(world: str) -> None:
    parent = case_in("released")
    symbol = cases.symbol(parent)
    found = []
    for change, languages in (("Corr", ["fr"]), ("Corr", []), ("Rev", ["en"]), ("Add", []), ("Add", ["zh", "ar"])):
        case = bring(follow(parent, change, languages), "released")
        found.append(cases.symbol(case))
        row = Work.objects.get(symbol=found[-1])
        assert (row.base, row.change) == (symbol, change)
        assert {e.language for e in row.expressions.all()} == set(languages or LANGUAGES)
    assert found == [f"{symbol}/{end}" for end in ("Corr.1", "Corr.2", "Rev.1", "Add.1", "Add.2")]
    kinds = [Work.objects.get(symbol=one).kind for one in found]
    assert kinds == ["corrigendum", "corrigendum", Work.objects.get(symbol=symbol).kind, "addendum", "addendum"]
    assert verify().problems == ()


def test_a_corrigendum_says_something(world: str) -> None:
    case = bring(follow(case_in("released"), "Corr", ["en"]), "in-translation")
    with pytest.raises(WrongState, match="no text yet"):
        moving.move("deliver", case.reference, actor=who("editor"), at=later(22))


@pytest.mark.parametrize(
    ("change", "languages", "reason", "where"),
    [("Err", [], "SPECIMEN", "change"), ("Corr", ["de"], "SPECIMEN", "languages"), ("Corr", [], "  ", "reason")],
)
def test_a_change_is_told_what_it_lacks(world: str, change: str, languages: list[str], reason: str, where: str) -> None:
    with pytest.raises(BadInput) as told:
        follow(case_in("released"), change, languages, reason=reason)
    assert told.value.where == where


def test_only_what_is_released_is_followed(world: str) -> None:
    for name in STATES:
        if name != "released":
            with pytest.raises(WrongState):
                follow(case_in(name), "Corr")
    with pytest.raises(BadInput, match="released"):
        follow(partly(), "Corr", ["fr"])


def test_corrections_survive_another_reading(people: str) -> None:
    case = bring(submit(), "submitted")
    values = {"communication.dated": "2026-03-02", "agenda": [{"number": "3"}]}
    readings.correct(case.reference, values, actor=who("registrar"), at=later(2))
    readings.read_again(case.reference, actor=who("registrar"), at=later(3))
    now = readings.current(case)
    assert case.readings.count() == 2
    assert now.document.communication.dated == datetime.date(2026, 3, 2)
    assert [item.number for item in now.document.agenda] == ["3"]
    assert now.reading.document.communication.dated == datetime.date(2026, 3, 3)
    assert set(now.corrected) == set(values)
    readings.correct(case.reference, {"agenda": None}, actor=who("editor"), at=later(4))
    assert [item.number for item in readings.current(case).document.agenda] == ["4"]


def test_a_corrected_paragraph_finds_its_formula_anew(people: str) -> None:
    case = bring(submit(), "accepted")
    before = {p.block: p.slots.get("object") for p in readings.current(case).document.communication.passages}
    readings.correct(case.reference, {"content.p1": PARAGRAPH}, actor=who("editor"), at=later(3))
    after = {p.block: p.slots.get("object") for p in readings.current(case).document.communication.passages}
    assert after.keys() == before.keys()
    assert before["p1"] != after["p1"]
    assert "the chart of Brumalia" in after["p1"]
    make("register", case, at=later(4))
    make("translate", case, at=later(5))
    french = drafts.document(case, "fr").content[0].text
    assert french.startswith("La Mission permanente du Royaume de Brumalie")
    assert "the chart of Brumalia" in french


@pytest.mark.parametrize(
    "values",
    [
        {"symbol": "LII/LC/12/G/99"},
        {"specimen": False},
        {"session.nonsense": 3},
        {"communication.dated": "yesterday"},
        {"content.p99": "SPECIMEN"},
        {"masthead.language": 7},
        {"": "SPECIMEN"},
        {"title": ["SPECIMEN"]},
    ],
)
def test_a_correction_that_does_not_fit_is_told_and_changes_nothing(people: str, values: dict[str, object]) -> None:
    case = bring(submit(), "submitted")
    with pytest.raises(BadInput) as told:
        readings.correct(case.reference, {"title": "SPECIMEN", **values}, actor=who("registrar"), at=later(2))
    (path,) = values
    assert path in told.value.text
    assert not case.corrections.exists()


def test_two_who_correct_one_field_are_told(people: str) -> None:
    case = bring(submit(), "submitted")
    seen = cases.standing(case).seen
    readings.correct(case.reference, {"body": "LII/A"}, actor=who("registrar"), at=later(2), seen=seen)
    readings.correct(case.reference, {"title": "SPECIMEN"}, actor=who("editor"), at=later(2), seen=seen)
    with pytest.raises(Conflict, match=r"registrar@league\.example corrected body"):
        readings.correct(case.reference, {"body": "LII/LC"}, actor=who("editor"), at=later(2), seen=seen)


def test_two_who_write_one_draft_lose_nothing(world: str) -> None:
    case = case_in("in-translation")
    seen = drafts.last(case, "fr").number
    one = drafts.save(
        case.reference, "fr", {"content.p1": "SPECIMEN un"}, actor=who("translator-fr"), at=later(9), seen=seen
    )
    with pytest.raises(Conflict, match=r"translator-fr@league\.example saved this language"):
        drafts.save(case.reference, "fr", {"content.p1": "SPECIMEN deux"}, actor=who("editor"), at=later(9), seen=seen)
    two = drafts.save(
        case.reference, "fr", {"content.p1": "SPECIMEN deux"}, actor=who("editor"), at=later(10), seen=one.number
    )
    kept = case.drafts.filter(language="fr").order_by("number")
    assert [draft.number for draft in kept] == [seen, one.number, two.number]
    assert [from_json(draft.document.encode()).content[0].text for draft in kept][1:] == [
        "SPECIMEN un",
        "SPECIMEN deux",
    ]


def test_a_draft_is_words_alone(world: str) -> None:
    case = case_in("in-translation")
    for path in ("symbol", "masthead.job_number", "specimen", "communication.dated"):
        with pytest.raises(BadInput, match=path):
            drafts.save(case.reference, "fr", {path: "SPECIMEN"}, actor=who("editor"), at=later(9))
    assert case.drafts.filter(language="fr").count() == 1


def test_who_was_slower_is_told_who_did_what(world: str) -> None:
    case = case_in("submitted")
    seen = cases.standing(case).seen
    make("accept", case, at=later(9), seen=seen)
    before = Mail.objects.count()
    with pytest.raises(Conflict) as told:
        make("return", case, at=later(10), seen=seen, by="editor")
    assert "registrar@league.example: accept" in told.value.text
    assert f"{later(9):%Y-%m-%d %H:%M}" in told.value.text
    assert (state(case), Mail.objects.count()) == ("accepted", before)
    assert make("return", case, at=later(10), seen=cases.standing(case).seen, by="editor").state == "returned"


def test_languages_are_moved_beside_each_other(world: str) -> None:
    case = case_in("in-proof")
    seen = cases.standing(case).seen
    make("approve", case, at=later(9), languages=["fr"], seen=seen)
    make("approve", case, at=later(9), languages=["es"], seen=seen)
    with pytest.raises(Conflict, match="approve es"):
        make("reopen", case, at=later(9), languages=["es"], seen=seen, reason="SPECIMEN")
    with pytest.raises(Conflict, match="approve fr"):
        make("withdraw", case, at=later(10), seen=seen)


def test_a_correction_is_a_change_too(world: str) -> None:
    case = case_in("submitted")
    seen = cases.standing(case).seen
    readings.correct(case.reference, {"title": "SPECIMEN"}, actor=who("editor"), at=later(9))
    with pytest.raises(Conflict, match=r"editor@league\.example: correction title"):
        make("accept", case, at=later(10), seen=seen)


def test_a_text_that_changes_while_it_is_typeset_is_not_released(world: str) -> None:
    case = case_in("approved")
    edition = releasing.edition(case, ["ru"], AT.date())
    numbers = {"ru": drafts.last(case, "ru").number}
    make("reopen", case, at=later(9), languages=["ru"])
    words = f"{texts.words(drafts.document(case, 'ru'))['content.p1']} SPECIMEN: другое."
    drafts.save(case.reference, "ru", {"content.p1": words}, actor=who("editor"), at=later(9))
    make("deliver", case, at=later(9), languages=["ru"])
    make("approve", case, at=later(9), languages=["ru"])
    given = {"actor": who("releasing"), "at": later(10), "languages": ["ru"]}
    with pytest.raises(Conflict, match="typeset"):
        moving.move("release", case.reference, edition=edition, drafts=numbers, **given)
    assert not Expression.objects.filter(work__symbol=cases.symbol(case)).exists()


def test_a_translator_with_two_rights_moves_as_the_one_that_covers_it(world: str) -> None:
    from tests.desk.world import people

    people.grant(email("editor"), "translator", "fr", by=people.SETUP, at=AT)
    case = case_in("in-translation")
    translate_all(case, later(8))
    moved = moving.move("deliver", case.reference, actor=who("editor"), at=later(9))
    waited = {language for language, name in branches(case).items() if name == "in-proof"}
    assert len(moved.languages) > 1
    assert waited == set(LANGUAGES)
    assert {row.role for row in case.moves.filter(name="deliver")} == {"editor"}


def test_languages_are_assigned_with_their_day(world: str) -> None:
    case = case_in("in-translation")
    moved = make("assign", case, at=later(9), languages=["fr"], to=email("translator-fr"), due=later(30))
    stand = cases.standing(case).branches["fr"]
    assert (stand.assignee, stand.due, stand.state) == (email("translator-fr"), later(30), "in-translation")
    assert list(Mail.objects.filter(entry=moved.entry).values_list("to", flat=True)) == [email("translator-fr")]
    with pytest.raises(BadInput, match="does not translate"):
        make("assign", case, at=later(9), languages=["fr"], to=email("translator-ru"))


def test_a_link_acts_once_on_its_case_alone(world: str) -> None:
    case, other = case_in("received"), case_in("submitted")
    token = links.make(case, AT)
    _, holder = links.use(token, later(1))
    with pytest.raises(NotKnown):
        moving.move("withdraw", other.reference, actor=holder, at=later(1), reason="SPECIMEN")
    moved = moving.move("confirm", case.reference, actor=holder, at=later(1))
    assert moved.state == "submitted"
    assert email("mission") not in Mail.objects.filter(entry=moved.entry).values_list("to", flat=True)
    with pytest.raises(NotAllowed, match="works once"):
        links.use(token, later(2))
    with pytest.raises(NotAllowed, match="14 days"):
        links.read(links.make(case, AT), AT + datetime.timedelta(days=15))
    with pytest.raises(NotAllowed, match="not one of ours"):
        links.read(token[:-2], later(1))


def test_the_log_says_what_was_done(world: str) -> None:
    from verbale.archive.models import Entry

    case = case_in("submitted")
    moved = make("return", case, at=later(9), reason="The annex is missing.")
    entry = Entry.objects.get(number=moved.entry)
    assert (entry.verb, entry.subject, entry.by) == ("return", case.reference, email("registrar"))
    assert json.loads(entry.facts)["reason"] == "The annex is missing."
