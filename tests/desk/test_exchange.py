"""A language version goes to a translator's own tool and comes back: by the page, by the API, and never over others' work."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from lxml import etree

from tests.desk.looking import filled, page, parsed, select, words
from tests.desk.world import case_in, email, later, make, who
from verbale.archive.errors import NotAllowed, WrongState
from verbale.archive.models import Entry
from verbale.archive.verify import verify
from verbale.desk import drafts, exchange, passages, people
from verbale.desk.models import Case, Draft, Segment
from verbale.document import Mark, Paragraph
from verbale.document.units import units
from verbale.languages import LANGUAGES
from verbale.pages.wording import say
from verbale.problems import BadInput

Browse = Callable[[str], Client]


def taken(case: Case, language: str = "ru", by: str = "translator-ru", version: str = "2.1", **given: bool) -> bytes:
    return exchange.outgoing(case.reference, language, version, actor=who(by), at=later(30), **given)


def worked(data: bytes, texts: dict[str, str], state: str = "translated") -> bytes:
    """The file after a translator wrote some texts in their tool."""
    root = etree.fromstring(data)
    names = etree.QName(root).namespace
    for id_, text in texts.items():
        (unit,) = [one for one in root.iter(f"{{{names}}}unit") if one.get("id") == id_]
        segment = unit.find(f"{{{names}}}segment")
        segment.set("state", state)
        for old in segment.findall(f"{{{names}}}target"):
            segment.remove(old)
        etree.SubElement(segment, f"{{{names}}}target").text = text
    return etree.tostring(root, encoding="utf-8", xml_declaration=True)


def brought(case: Case, data: bytes, by: str = "translator-ru", language: str = "ru") -> exchange.Returned:
    return exchange.incoming(case.reference, language, data, actor=who(by), at=later(31))


def text_of(case: Case, path: str, language: str = "ru") -> str:
    return passages.version(case, language)[path].text


@pytest.fixture
def case(world: str) -> Case:
    return case_in("in-translation")


def test_what_is_written_in_a_tool_becomes_a_draft_of_who_wrote_it(case: Case) -> None:
    before = drafts.last(case, "ru")
    open_ = drafts.untranslated(drafts.document(case, "ru"))
    texts = {path.removeprefix("content."): f"SPECIMEN перевод {path}" for path in open_}
    came = brought(case, worked(taken(case), texts))
    assert came.draft.number == before.number + 1
    assert (came.draft.by, came.draft.origin) == (email("translator-ru"), "person")
    assert set(came.taken) == set(open_)
    assert drafts.untranslated(drafts.document(case, "ru")) == ()
    for path in open_:
        one = passages.version(case, "ru")[path]
        assert (one.text, one.state, one.origin) == (f"SPECIMEN перевод {path}", "translated", "person")
        assert one.before is None
    assert Entry.objects.order_by("-number").first().verb == "draft"
    assert verify().problems == ()


def test_a_file_that_says_nothing_new_saves_nothing(case: Case) -> None:
    head, before = Entry.objects.count(), Draft.objects.count()
    for data in (taken(case), taken(case, version="1.2", prefilled=True)):
        came = brought(case, data)
        assert came.taken == ()
        assert came.problems
    assert (Entry.objects.count(), Draft.objects.count()) == (head, before)


def test_states_go_both_ways(case: Case) -> None:
    path = "content.p2"
    drafts.save(case.reference, "ru", {path: text_of(case, path)}, actor=who("editor"), at=later(29), state="draft")
    data = taken(case)
    assert re.search(rb'<unit id="p2".*?<segment id="s1" state="initial"', data, re.DOTALL)
    root = etree.fromstring(data)
    (segment,) = root.xpath("//*[local-name()='unit'][@id='p2']/*[local-name()='segment']")
    segment.set("state", "reviewed")
    came = brought(case, etree.tostring(root))
    assert came.draft.number == drafts.last(case, "ru").number
    assert passages.version(case, "ru")[path].state == "translated"  # reviewing is for editors
    brought(case, etree.tostring(root), by="editor")
    assert passages.version(case, "ru")[path].state == "reviewed"
    assert re.search(rb'<unit id="p2".*?state="reviewed"', taken(case), re.DOTALL)


def test_what_others_wrote_meanwhile_stays_theirs(case: Case) -> None:
    data = taken(case)
    path = drafts.untranslated(drafts.document(case, "ru"))[0]
    drafts.save(case.reference, "ru", {path: "SPECIMEN редактора"}, actor=who("editor"), at=later(30.5))
    other = "SPECIMEN: пункт, написанный в программе."
    came = brought(case, worked(data, {path.removeprefix("content."): "SPECIMEN переводчика", "p3": other}))
    assert {(one.code, one.where) for one in came.problems if one.severity == "error"} == {
        ("merge-unit-overtaken", path)
    }
    assert came.taken == ("content.p3",)
    assert text_of(case, path) == "SPECIMEN редактора"
    assert text_of(case, "content.p3") == other


def test_a_file_says_nothing_of_words_that_were_written_since(case: Case) -> None:
    data = taken(case).replace(b'state="initial"', b'state="translated"')
    path = "content.p2"
    drafts.save(case.reference, "ru", {path: "SPECIMEN"}, actor=who("editor"), at=later(30.5), state="draft")
    brought(case, data)
    one = passages.version(case, "ru")[path]
    assert (one.text, one.state, one.by) == ("SPECIMEN", "draft", email("editor"))


def test_marks_of_footnotes_come_back_where_the_translator_put_them(case: Case) -> None:
    source = exchange.original_of(case, "ru")
    there = drafts.document(case, "ru")
    (noted,) = [unit for unit in units(there) if any(mark.kind == "note" for mark in unit.marks)]
    data = taken(case)
    root = etree.fromstring(data)
    (target,) = root.xpath(f"//*[local-name()='unit'][@id='{noted.id}']//*[local-name()='target']")
    (code,) = target.xpath("*[local-name()='ph']")
    code.tail, target.text = " SPECIMEN.", "Приложение"
    brought(case, etree.tostring(root))
    (block,) = [block for block in drafts.document(case, "ru").content if block.id == noted.id]
    note = next(mark.value for mark in noted.marks if mark.kind == "note")
    assert isinstance(block, Paragraph)
    assert (block.text, block.marks) == ("Приложение SPECIMEN.", (Mark("note", 10, 10, note),))
    assert source.masthead.language == "en"


def test_a_source_that_changed_marks_what_it_touched(case: Case) -> None:
    data = worked(taken(case), {"p2": "SPECIMEN второй пункт", "p3": "SPECIMEN третий пункт"})
    make("reopen", case, at=later(30.4), languages=["en"])
    drafts.save(case.reference, "en", {"content.p2": "SPECIMEN: amended."}, actor=who("editor"), at=later(30.5))
    came = brought(case, data)
    assert came.taken == ("content.p3",)
    assert [(one.code, one.where) for one in came.problems if one.severity == "error"] == [
        ("merge-source-changed", "content.p2")
    ]
    assert passages.version(case, "ru")["content.p2"].before is not None  # it is still to be looked at


def test_files_of_elsewhere_are_refused_whole(case: Case, world: str) -> None:
    head = Entry.objects.count()
    for data in (
        b"no XML",
        taken(case).replace(case.reference.encode(), b"2031-9999"),
        taken(case).replace(f"{case.reference}/ru/".encode(), f"{case.reference}/ru/99".encode()),
        taken(case, "fr", "translator-fr"),
        taken(case).replace(b'trgLang="ru"', b'trgLang="fr"'),
    ):
        with pytest.raises(BadInput):
            brought(case, data)
    assert Entry.objects.count() == head


def test_only_who_may_write_a_language_brings_it_back(case: Case) -> None:
    data = taken(case, by="editor")
    with pytest.raises(NotAllowed):
        brought(case, data, by="translator-fr")
    make("deliver", case, at=later(40), languages=["ru"])
    with pytest.raises(WrongState):
        brought(case, data)
    with pytest.raises(WrongState):
        taken(case, "en", "editor")


# -- pages and API -----------------------------------------------------------------------------------------------------


def test_the_page_takes_a_file_and_tells_what_it_could_not_take(case: Case, browse: Browse) -> None:
    client, address = browse("translator-ru"), f"/desk/{case.reference}/languages/ru/exchange/"
    links = [link.get("href") for link in select(page(client, address), "a[download]")]
    assert len(links) == 5
    for link in links:
        response = client.get(link if link.startswith("/") else address + link)
        assert response.status_code == 200, link
        assert response.headers["Content-Disposition"].startswith("attachment")
    data = worked(taken(case), {"p3": "SPECIMEN третий пункт"})
    form = next(form for form in page(client, address).forms if form.get("enctype"))
    given = filled(form)
    response = client.post(address, given | {"file": SimpleUploadedFile("work.xlf", data)})
    assert response.status_code == 200
    found = parsed(response)
    assert say("exchange.taken", "ru", count=1) in words(found).replace("\u2068", "").replace("\u2069", "")
    assert say("problem.merge-target-open.text", "ru") in words(found)
    assert drafts.last(case, "ru").by == email("translator-ru")
    response = client.post(address, given | {"file": SimpleUploadedFile("work.xlf", b"\xff\xfe nothing")})
    assert response.status_code == 422
    assert say("refusal.xliff-unreadable", "ru") in words(parsed(response))


def test_a_reader_finds_no_form_to_bring_anything_back(case: Case, browse: Browse) -> None:
    found = page(browse("auditor"), f"/desk/{case.reference}/languages/ru/exchange/")
    assert not [form for form in found.forms if form.get("enctype")]
    assert browse("translator-ru").get(f"/desk/{case.reference}/languages/xx/exchange/").status_code == 404
    assert browse("editor").get(f"/desk/{case.reference}/languages/en/exchange/").status_code == 409


def test_programs_take_and_bring_the_same_file(case: Case) -> None:
    key = people.token(email("translator-ru"), "SPECIMEN", by=who("translator-ru"), at=later(1))
    client = Client(SERVER_NAME="localhost", headers={"Authorization": f"Bearer {key}"})
    address = f"/api/desk/cases/{case.reference}/drafts/ru/xliff"
    response = client.get(address, {"version": "2.1"})
    assert response.headers["Content-Type"] == exchange.MEDIA_TYPE
    data = worked(response.content, {"p3": "SPECIMEN третий пункт"})
    answer = client.post(address, {"file": SimpleUploadedFile("work.xlf", data)})
    assert answer.status_code == 200
    told = answer.json()
    assert told["taken"] == ["content.p3"]
    assert told["number"] == drafts.last(case, "ru").number
    assert {one["code"] for one in told["problems"]} <= {"merge-target-empty", "merge-target-open"}
    assert client.post(address, {"file": SimpleUploadedFile("work.xlf", b"<x/>")}).status_code == 422
    assert client.get(address, {"version": "9"}).status_code == 422
    assert Segment.objects.filter(case=case, language="ru", path="content.p3").count() == 1
    assert set(LANGUAGES) >= {"ru"}
