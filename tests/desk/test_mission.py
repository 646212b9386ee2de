"""The Mission's side in the browser's place: submitting, how it was read, confirming, answering, links, previews."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from tests.desk import world as made
from verbale import press
from verbale.archive import verify
from verbale.desk import cases, links, readings
from verbale.desk.models import Attachment, Case, UsedLink
from verbale.languages import LANGUAGES
from verbale.pages.wording import say

Browse = Callable[[str], Client]


def upload(words: str = "", name: str = "note.md", data: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, made.note(words)[0].data if data is None else data, "text/markdown")


def text(page: object) -> str:
    """What a page says, without markup."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page.content.decode())).split())


def last() -> Case:
    return Case.objects.order_by("-pk")[0]


def seen(case: Case) -> int:
    return cases.standing(case).seen


@pytest.mark.usefixtures("people")
class TestSubmitting:
    def test_a_note_and_its_annexes(self, browse: Browse) -> None:
        files = {"note": upload(), "annexes": [upload("one", "a.md"), upload("two", "b.md")]}
        sent = browse("mission").post("/desk/submit/", {**files, "own_reference": "NV/3"})
        case = last()
        assert (sent.status_code, sent["Location"]) == (302, f"/desk/{case.reference}/")
        assert [file.name for file in case.submission.files.order_by("position")] == ["note.md", "a.md", "b.md"]
        assert (case.sender, case.submission.sender_reference) == ("XAA", "NV/3")
        assert not verify.verify().problems

    def test_what_the_note_does_not_say(self, browse: Browse) -> None:
        data = {
            "note": upload(data=b"SPECIMEN\n\nPlease circulate this.\n"),
            "body": "LII/LC",
            "session": "s-3",
            "agenda": "2, 3 (a)",
        }
        browse("mission").post("/desk/submit/", data)
        document = readings.corrected(last())
        assert document.body == "LII/LC"
        assert (document.session.kind, document.session.number) == ("special", 3)
        assert [item.number for item in document.agenda] == ["2", "3(a)"]

    @pytest.mark.parametrize(
        "data",
        [b"", b"\x00\x01\x02 no format at all", b"%PDF-1.7 broken", b"PK\x03\x04 broken"],
        ids=["empty", "odd", "pdf", "docx"],
    )
    def test_what_cannot_be_read_is_kept(self, browse: Browse, data: bytes) -> None:
        browser = browse("mission")
        sent = browser.post("/desk/submit/", {"note": SimpleUploadedFile("note.bin", data)})
        assert sent.status_code == 302
        page = browser.get(sent["Location"])
        assert page.status_code == 200
        assert readings.current(last()).problems

    def test_what_is_lacking_is_said_beside_the_field(self, browse: Browse) -> None:
        page = browse("mission").post("/desk/submit/", {"own_reference": "NV/3 typed"})
        assert page.status_code == 422
        assert "NV/3 typed" in page.content.decode()
        assert 'class="errorlist"' in page.content.decode()
        assert Case.objects.count() == 0

    def test_a_session_that_is_none_loses_no_file(self, browse: Browse) -> None:
        page = browse("mission").post("/desk/submit/", {"note": upload(), "session": "twelve"}, follow=True)
        assert page.status_code == 200
        assert say("mission.session-odd", "es", session="twelve") in text(page)  # the Mission reads Spanish
        assert Case.objects.count() == 1

    def test_only_missions_and_registrars_submit(self, browse: Browse) -> None:
        assert browse("editor").get("/desk/submit/").status_code == 403
        assert browse("").get("/desk/submit/").status_code == 302
        registrar = browse("registrar").post("/desk/submit/", {"note": upload(), "sender": "XAC"})
        assert registrar.status_code == 302
        assert last().sender == "XAC"

    def test_the_same_file_again_is_told(self, browse: Browse) -> None:
        first = made.submit()
        browse("mission").post("/desk/submit/", {"note": upload("", "another name.md")})
        page = browse("mission").get(f"/desk/{last().reference}/")
        assert f'href="/desk/{first.reference}/"' in page.content.decode()
        browse("neighbour").post("/desk/submit/", {"note": upload("", "another name.md")})
        assert first.reference not in text(browse("neighbour").get(f"/desk/{last().reference}/"))


SAID = {
    "language": "fr", "kind": "note-verbale", "state": "XAA", "capacity": "permanent-mission", "seat": "LII-HQ",
    "addressees": ["LII-SECRETARIAT"], "dated": "2026-03-03", "object": "la déclaration de l’Autorité portuaire",
    "body": "LII/LC", "session": "12", "items": "4", "annexes": "1", "signatory": "",
}  # fmt: skip


@pytest.mark.usefixtures("people")
class TestComposing:
    def test_shown_then_sent(self, browse: Browse) -> None:
        browser = browse("mission")
        shown = browser.post("/desk/compose/", SAID)
        assert shown.status_code == 200
        assert "La Mission permanente du Royaume de Brumalie" in text(shown)
        assert Case.objects.count() == 0
        sent = browser.post(
            "/desk/compose/", {**SAID, "send": "yes", "files": [upload("x", "annex.md")], "own_reference": "NV/9"}
        )
        assert sent.status_code == 302
        said = readings.corrected(last()).communication
        assert (said.sender.state, said.addressees) == ("XAA", ("LII-SECRETARIAT",))
        assert len(readings.corrected(last()).annexes) == 1
        assert last().submission.sender_reference == "NV/9"
        again = browser.get("/desk/compose/").content.decode()
        assert '<option value="LII/LC" selected>' in again  # the next note begins as the last one

    def test_annexes_are_as_many_as_the_note_says(self, browse: Browse) -> None:
        page = browse("mission").post("/desk/compose/", {**SAID, "send": "yes"})
        assert page.status_code == 422
        two = {"files": [upload("x", "a.md"), upload("y", "b.md")]}
        assert browse("mission").post("/desk/compose/", {**SAID, "send": "yes", **two}).status_code == 422
        assert Case.objects.count() == 0

    def test_for_no_other_state(self, browse: Browse) -> None:
        page = browse("mission").post("/desk/compose/", {**SAID, "state": "XAB", "send": "yes"})
        assert page.status_code == 422
        assert Case.objects.count() == 0

    def test_a_letter_is_signed(self, browse: Browse) -> None:
        letter = {**SAID, "kind": "letter", "capacity": "permanent-representative"}
        assert browse("mission").post("/desk/compose/", letter).status_code == 422
        assert "(Signé) Ann Example" in text(
            browse("mission").post("/desk/compose/", {**letter, "signatory": "Ann Example"})
        )


@pytest.mark.usefixtures("people")
class TestAnswering:
    def test_words_alone(self, browse: Browse) -> None:
        case = made.bring(made.submit(), "returned")
        sent = browse("mission").post(
            f"/desk/{case.reference}/mission/answer/", {"seen": seen(case), "reason": "SPECIMEN: item 4."}
        )
        assert sent.status_code == 302
        assert cases.standing(case).state == "submitted"
        assert case.readings.count() == 1

    def test_a_new_note_is_read_and_corrections_stay(self, browse: Browse) -> None:
        case = made.submit()
        made.make("confirm", case)
        readings.correct(case.reference, {"communication.dated": "2026-03-02"}, actor=made.who("registrar"), at=made.AT)
        made.make("return", case)
        note = made.note(number=2, language="fr")[0]
        new = {"note": upload(name="note-fr.md", data=note.data), "annexes": [upload("x", "more.md")]}
        sent = browse("mission").post(
            f"/desk/{case.reference}/mission/answer/", {"seen": seen(case), "reason": "SPECIMEN.", **new}
        )
        assert sent.status_code == 302
        document = readings.corrected(case)
        assert document.masthead.language == "fr"
        assert document.communication.dated.isoformat() == "2026-03-02"
        readings.read_again(case.reference, actor=made.who("registrar"), at=made.AT)
        assert readings.corrected(case).masthead.language == "fr"  # what came last is what is read
        assert not verify.verify().problems

    def test_annexes_behind_or_instead(self, browse: Browse) -> None:
        case = made.submit()
        before = len(readings.corrected(case).annexes)
        for instead, wanted in ((False, before + 1), (False, before + 2), (True, before + 1)):
            made.make("confirm" if cases.standing(case).state == "received" else "answer", case)
            made.make("return", case)
            data = {
                "seen": seen(case),
                "reason": "SPECIMEN.",
                "annexes": [upload(str(instead), "more.md")],
                **({"instead": "on"} if instead else {}),
            }
            assert browse("mission").post(f"/desk/{case.reference}/mission/answer/", data).status_code == 302
            assert len(readings.corrected(case).annexes) == wanted
            made.make("return", case)
        assert Attachment.objects.filter(case=case).count() == 3

    def test_what_was_typed_stays_when_somebody_was_faster(self, browse: Browse) -> None:
        case = made.bring(made.submit(), "returned")
        old = seen(case)
        made.make("answer", case, at=made.later(5))
        made.make("return", case, at=made.later(6))
        page = browse("mission").post(
            f"/desk/{case.reference}/mission/answer/", {"seen": old, "reason": "SPECIMEN typed"}
        )
        assert page.status_code == 409
        assert "SPECIMEN typed" in text(page)
        assert "registrar@league.example" in text(page)

    def test_no_answer_without_words(self, browse: Browse) -> None:
        case = made.bring(made.submit(), "returned")
        page = browse("mission").post(
            f"/desk/{case.reference}/mission/answer/", {"seen": seen(case), "reason": " ", "note": upload("x")}
        )
        assert page.status_code == 422
        assert case.readings.count() == 1


@pytest.mark.usefixtures("world")
class TestPages:
    def test_ours_shows_our_own_and_what_waits_first(self, browse: Browse) -> None:
        page = browse("mission").get("/desk/ours/")
        shown = re.findall(r'<th scope="row"><a href="/desk/([\d-]+)/"', page.content.decode())
        assert shown[:2] == [made.case_in("returned").reference, made.case_in("received").reference]
        assert len(shown) == len(made.STATES) + 1
        assert made.neighbours().reference not in text(page)

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_every_state_in_every_language(self, browse: Browse, language: str) -> None:
        browser = browse("mission")
        browser.post("/language/", {"language": {"zh": "zh-hans"}.get(language, language), "next": "/desk/"})
        for state in made.STATES:
            page = browser.get(f"/desk/{made.case_in(state).reference}/")
            assert page.status_code == 200
            assert say(f"mission.state.{state}", language) in text(page)
            buttons = re.findall(
                r'action="/desk/[\d-]+/mission/(\w+)/".*?<button[^>]*>(.*?)</button>', page.content.decode(), re.DOTALL
            )
            assert [(name, say(f"move.{name}.do", language)) for name, _ in buttons] == buttons
            offered = {"received": ["confirm", "withdraw"], "returned": ["answer", "withdraw"]}
            over = {"released": [], "withdrawn": []}
            assert sorted(name for name, _ in buttons) == (offered | over).get(state, ["withdraw"])

    def test_another_mission_finds_nothing(self, browse: Browse) -> None:
        reference = made.case_in("received").reference
        absent = browse("neighbour").get("/desk/2026-999999/")
        for part in ("", "mission/receipt.pdf", "mission/preview/en/", "mission/preview/en.pdf"):
            answer = browse("neighbour").get(f"/desk/{reference}/{part}")
            assert answer.status_code == 404
            assert text(answer).replace(reference, "2026-999999") == text(absent)
        move = browse("neighbour").post(f"/desk/{reference}/mission/confirm/", {"seen": 1})
        assert move.status_code == 404
        assert cases.standing(made.case_in("received")).state == "received"

    def test_nobody_learns_whether_a_reference_exists(self, browse: Browse) -> None:
        for reference in (made.case_in("received").reference, "2026-999999"):
            for part in ("", "mission/receipt.pdf", "mission/preview/en/"):
                answer = browse("").get(f"/desk/{reference}/{part}")
                assert answer.status_code == 302
                assert answer["Location"].startswith("/accounts/login/")
            assert browse("").post(f"/desk/{reference}/mission/confirm/").status_code == 401

    def test_a_receipt(self, browse: Browse) -> None:
        answer = browse("mission").get(f"/desk/{made.case_in('submitted').reference}/mission/receipt.pdf")
        assert answer["Content-Type"] == "application/pdf"
        assert "no-store" in answer["Cache-Control"]
        assert answer.content.startswith(b"%PDF-")

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_a_preview_is_never_an_issued_document(self, browse: Browse, language: str) -> None:
        address = f"/desk/{made.case_in('received').reference}/mission/preview/{language}"
        page = browse("mission").get(f"{address}/")
        assert say("mission.not-issued", language) in text(page)
        assert "LII/LC/12/G/…" in text(page).replace(" ", "")
        assert "sandbox" in page["Content-Security-Policy"]
        assert "no-store" in page["Cache-Control"]
        read = press.read(page.content, "page.html").document
        assert read.masthead.issued is None
        pdf = browse("mission").get(f"{address}.pdf")
        assert pdf.content.startswith(b"%PDF-")
        assert (
            browse("mission").get(f"/desk/{made.case_in('received').reference}/mission/preview/de/").status_code == 404
        )

    def test_the_landing_is_ones_own_list(self, browse: Browse) -> None:
        assert browse("mission").get("/desk/")["Location"] == "/desk/ours/"
        assert browse("registrar").get("/desk/")["Location"] == "/desk/queue/"


@pytest.mark.usefixtures("world")
class TestLinks:
    def test_reading_uses_nothing_up_and_a_move_does(self, browse: Browse) -> None:
        case = made.case_in("received")
        link = f"/desk/link/{links.make(case, timezone.now())}/"
        nobody = browse("")
        for part in ("", "", "receipt.pdf", "preview/ar/", "preview/ar.pdf"):
            assert nobody.get(link + part).status_code == 200
        assert UsedLink.objects.count() == 0
        page = nobody.get(link).content.decode()
        assert f'action="{link}confirm/"' in page
        assert 'href="/desk/ours/"' not in page
        sent = nobody.post(f"{link}confirm/", {"seen": seen(case)})
        assert cases.standing(case).state == "submitted"
        assert nobody.get(link).status_code == 403
        assert say("link.used", "en") in text(nobody.get(link))
        assert nobody.post(f"{link}withdraw/", {"seen": seen(case), "reason": "SPECIMEN"}).status_code == 403
        assert nobody.get(sent["Location"] + "receipt.pdf").status_code == 200
        assert not verify.verify().problems

    def test_a_refused_move_uses_nothing_up(self, browse: Browse) -> None:
        case = made.case_in("returned")
        link = f"/desk/link/{links.make(case, timezone.now())}/"
        assert browse("").post(f"{link}answer/", {"seen": seen(case), "reason": ""}).status_code == 422
        assert browse("").post(f"{link}answer/", {"seen": 1, "reason": "SPECIMEN typed"}).status_code == 409
        assert UsedLink.objects.count() == 0
        sent = browse("").post(f"{link}answer/", {"seen": seen(case), "reason": "SPECIMEN", "note": upload("by link")})
        assert sent.status_code == 302
        assert UsedLink.objects.count() == 1
        assert case.readings.count() == 2

    def test_a_link_is_of_one_case_and_of_no_other_moves(self, browse: Browse) -> None:
        link = f"/desk/link/{links.make(made.case_in('submitted'), timezone.now())}/"
        assert browse("").post(f"{link}accept/", {"seen": 1}).status_code == 404
        assert browse("").get(f"{link}preview/de/").status_code == 404
        for token in ("x", links.make(made.case_in("submitted"), timezone.now())[:-1] + "x"):
            assert say("link.foreign", "en") in text(refused := browse("").get(f"/desk/link/{token}/"))
            assert refused.status_code == 403
        old = links.make(made.case_in("submitted"), made.AT)
        assert (timezone.now() - made.AT).days > links.DAYS
        assert say("link.old", "en", days=links.DAYS) in text(browse("").get(f"/desk/link/{old}/"))
