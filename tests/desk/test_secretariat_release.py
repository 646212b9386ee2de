"""The pages of the release, the register and the distribution lists."""

from __future__ import annotations

import datetime
from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from tests.desk.looking import filled, form_to, page, parsed, select, words
from tests.desk.world import bring, case_in, email, later, make, partly, submit, who
from verbale.archive import register as numbers
from verbale.archive.errors import NotAllowed
from verbale.desk import cases, lists, readings
from verbale.desk.models import Case, Mail, Subscription
from verbale.desk.views.releasing import effect
from verbale.languages import LANGUAGES
from verbale.pages.wording import say
from verbale.problems import BadInput

Browse = Callable[[str], Client]


def address(case: Case, rest: str = "") -> str:
    return f"/desk/{case.reference}/{rest}"


def test_what_a_release_does_is_said_before_it_is_done(world: str, browse: Browse) -> None:
    client, case = browse("releasing"), case_in("approved")
    whole = page(client, address(case, "release/"))
    assert say("release.together", "zh") in words(select(whole, "#effect")[0])
    some = page(client, address(case, "release/?languages=en&languages=fr"))
    told = words(select(some, "#effect")[0])
    assert say("release.apart", "zh") in told
    form = form_to(some, "/release/release/")
    assert filled(form)["languages"] == ["en", "fr"]
    assert client.post(form.action, filled(form)).status_code == 302
    states = {lang: stand.state for lang, stand in cases.standing(case).branches.items()}
    assert {lang for lang, state in states.items() if state == "released"} == {"en", "fr"}
    rest = words(select(page(client, address(case, "release/")), "#effect")[0])
    assert say("release.completes", "zh") in rest


def test_the_effect_of_releasing(world: str) -> None:
    now = cases.standing(partly())
    one = effect(now, ["ar"])
    assert (one.out, one.lacking) == (("ar", "en"), ("zh", "fr", "ru", "es"))
    assert one.first == now.branches["en"].at
    assert not one.together
    assert effect(cases.standing(case_in("approved")), LANGUAGES).together


def test_a_release_is_set_and_taken_back(world: str, browse: Browse) -> None:
    client, case = browse("releasing"), case_in("approved")
    form = form_to(page(client, address(case, "release/")), "/release/schedule/")
    moment = timezone.localtime() + datetime.timedelta(days=2)
    past = filled(form) | {"moment": f"{moment - datetime.timedelta(days=4):%Y-%m-%dT%H:%M}"}
    refused = client.post(form.action, past)
    assert refused.status_code == 422
    assert select(parsed(refused), ".faulty #schedule-moment")
    given = filled(form) | {"moment": f"{moment:%Y-%m-%dT%H:%M}"}
    assert client.post(form.action, given).status_code == 302
    stands = cases.standing(case).branches
    assert {stand.state for stand in stands.values()} == {"scheduled"}
    assert stands["en"].due == moment.replace(second=0, microsecond=0)
    again = form_to(page(client, address(case, "release/")), "/release/unschedule/")
    assert client.post(again.action, filled(again) | {"reason": "SPECIMEN: too early."}).status_code == 302
    assert {stand.state for stand in cases.standing(case).branches.values()} == {"approved"}


def test_buttons_of_the_release_are_its_moves(world: str, browse: Browse) -> None:
    for state, moves in {"approved": {"release", "schedule"}, "scheduled": {"unschedule", "release-due"}}.items():
        offered = {}
        for form in page(browse("releasing"), address(case_in(state), "release/")).forms:
            if "/release/" in (form.get("action") or ""):
                offered[form.action.split("/")[-2]] = words(select(form, "button")[0])
        assert offered == {name: say(f"move.{name}.do", "zh") for name in moves}
    for name in ("editor", "auditor", "librarian"):
        found = page(browse(name), address(case_in("approved"), "release/"))
        assert not [form for form in found.forms if "/release/" in (form.get("action") or "")]


@pytest.mark.parametrize("change", ["reissue", "Corr", "Rev", "Add"])
def test_a_change_is_opened(world: str, browse: Browse, change: str) -> None:
    client, case = browse("editor"), case_in("released")
    form = form_to(page(client, address(case, "release/")), "/release/follow/")
    given = filled(form) | {"change": change, "languages": ["ru"], "reason": "SPECIMEN: a number was wrong."}
    response = client.post(form.action, given)
    assert response.status_code == 302
    new = case.followed_by.get()
    assert (new.change, cases.languages(new)) == (change, ("ru",))
    assert response.headers["Location"] == address(new)
    assert new.reference in words(page(client, address(case, "release/")))


def test_a_change_says_how_and_why(world: str, browse: Browse) -> None:
    client, case = browse("editor"), case_in("released")
    form = form_to(page(client, address(case, "release/")), "/release/follow/")
    assert client.post(form.action, filled(form) | {"change": "Corr"}).status_code == 422
    assert client.post(form.action, filled(form) | {"reason": "SPECIMEN"}).status_code == 422
    assert not case.followed_by.exists()


def test_what_is_out_is_given_in_every_format(world: str, browse: Browse) -> None:
    client, case = browse("librarian"), case_in("released")
    links = [a.get("href") for a in select(page(client, address(case, "release/")), "table.table a")]
    assert len(links) == 6 * 6
    kinds = {
        "pdf": ("application/pdf", b"%PDF"), "html": ("text/html", b"<!"), "json": ("application/json", b"{"),
        "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", b"PK"),
        "akn": ("application/akn+xml", b"<"), "markdown": ("text/markdown", b""),
    }  # fmt: skip
    for link in links[:6]:
        response = client.get(link)
        kind, start = kinds[link.split("/")[-2]]
        assert b"".join(response.streaming_content).lstrip().startswith(start)
        assert response.headers["Content-Type"].split(";")[0] == kind
        assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert browse("neighbour").get(links[0]).status_code == 403
    assert client.get(address(case_in("approved"), "renditions/en/pdf/")).status_code == 404


# The register.


def test_the_account_of_a_series_leaves_nothing_out(world: str, browse: Browse) -> None:
    client = browse("registrar")
    case = bring(submit("void"), "registered")
    symbol = cases.symbol(case)
    make("withdraw", case, at=later(30))
    far = bring(submit("far"), "registered", register={"symbol": "LII/LC/12/G/700", "gap": "SPECIMEN of a gap."})
    found = page(client, "/desk/register/")
    (link,) = [a for a in select(found, "table.table th a") if words(a) == "LII/LC/12/G"]
    shown = page(client, link.get("href"))
    rows = {words(select(row, "th")[0]): words(row) for row in select(shown, "tbody tr")}
    assert say("number.void", "en") in rows[symbol]
    assert "SPECIMEN reason to withdraw." in rows[symbol]
    assert far.reference in rows["LII/LC/12/G/700"]
    assert any("SPECIMEN of a gap." in row and say("number.gap", "en") in row for row in rows.values())
    assert "LII/LC/12/G/701" in words(found)
    assert client.get("/desk/register/99999/").status_code == 404


def test_a_series_is_opened_with_its_first_number(people: str, browse: Browse) -> None:
    client = browse("registrar")
    form = [form for form in page(client, "/desk/register/").forms if select(form, "#series-name")]
    given = filled(form[0]) | {"name": "LII/LC/13/G", "first": "40"}
    assert client.post("/desk/register/", given).status_code == 302
    assert numbers.reserve("LII/LC/13/G", by="somebody", at=later(0)).text == "LII/LC/13/G/40"
    assert client.post("/desk/register/", given).status_code == 409
    refused = client.post("/desk/register/", given | {"name": "no series"})
    assert refused.status_code == 422
    assert filled(next(f for f in parsed(refused).forms if select(f, "#series-name")))["name"] == ["no series"]
    assert browse("auditor").post("/desk/register/", given | {"name": "LII/LC/14/G"}).status_code == 200
    assert not numbers.Series.objects.filter(pattern="LII/LC/14/G/{n}").exists()


# Distribution lists.


def test_an_address_is_told_of_what_it_asked_for(world: str, browse: Browse) -> None:
    client = browse("registrar")
    for prefix, to in [
        ("LII/LC/12", "reader@press.example"),
        ("LII/LC/1", "other@press.example"),
        ("", "all@press.example"),
    ]:
        form = form_with_prefix(client)
        given = form | {"prefix": prefix, "to": to, "language": "ar"}
        assert client.post("/desk/lists/", given).status_code == 302
    case = case_in("approved")
    make("release", case, at=later(30), languages=["en", "ar"])
    mails = {mail.to: mail for mail in Mail.objects.filter(case=case, about="list")}
    assert set(mails) == {"reader@press.example", "all@press.example"}
    body = mails["reader@press.example"].body
    assert mails["reader@press.example"].language == "ar"
    assert cases.symbol(case) in body
    assert case.reference not in body
    assert email("releasing") not in body
    assert "/desk/" not in body


def form_with_prefix(client: Client) -> dict[str, list[str]]:
    forms = [form for form in page(client, "/desk/lists/").forms if select(form, "#list-prefix")]
    return filled(forms[0])


def test_nobody_is_told_of_a_restricted_document(world: str, browse: Browse) -> None:
    lists.put_on("", "all@press.example", "fr", actor=who("librarian"), at=later(0))
    case = bring(submit("restricted"), "submitted")
    readings.correct(case.reference, {"masthead.distribution": "restricted"}, actor=who("registrar"), at=later(2))
    for hour, name in enumerate(("accept", "register", "translate", "deliver", "approve", "release"), 3):
        make(name, case, at=later(hour))
    assert cases.standing(case).state == "released"
    assert not Mail.objects.filter(to="all@press.example").exists()


def test_an_address_is_taken_off_and_comes_back(people: str) -> None:
    told = {"actor": who("librarian"), "at": later(0)}
    assert lists.put_on(" lii/lc/ ", "Reader@Press.example ", "ru", **told).prefix == "LII/LC"
    assert lists.put_on("LII/LC", "reader@press.example", "ru", **told) is None
    assert lists.put_on("LII/LC", "reader@press.example", "ru", given=False, **told)
    assert not lists.current().exists()
    assert lists.put_on("LII/LC", "reader@press.example", "ru", **told)
    assert lists.current().count() == 1
    assert Subscription.objects.count() == 3


@pytest.mark.parametrize(
    ("to", "language"), [("reader", "en"), ("", "en"), ("a@b.example\nBcc: c@d", "en"), ("a@b.example", "de")]
)
def test_what_is_no_address_is_on_no_list(people: str, to: str, language: str) -> None:
    with pytest.raises(BadInput):
        lists.put_on("LII", to, language, actor=who("registrar"), at=later(0))
    assert not Subscription.objects.exists()


def test_who_keeps_the_lists(people: str, browse: Browse) -> None:
    for name in ("editor", "releasing", "auditor"):
        with pytest.raises(NotAllowed):
            lists.put_on("LII", "a@b.example", "en", actor=who(name), at=later(0))
        assert browse(name).post("/desk/lists/", {"seen": 0, "to": "a@b.example", "language": "en"}).status_code == 200
    assert not Subscription.objects.exists()
    assert say("list.empty", "en") in words(page(browse("auditor"), "/desk/lists/"))
