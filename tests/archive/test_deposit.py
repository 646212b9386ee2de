"""Depositing: languages join, the same bytes change nothing, what was issued stays, other eyes find the store valid."""

from __future__ import annotations

import datetime
import hashlib
import json
import threading
from pathlib import Path

import msgspec
import ocfl
import pytest
from django.conf import settings
from django.db import connection

from tests.archive.made import AT, BY, SYMBOL, citing, edition, later, plain
from verbale.archive import access, files, register, submissions
from verbale.archive import citing as citing_room
from verbale.archive import ocfl as room
from verbale.archive.canonical import canonical
from verbale.archive.deposit import Change, deposit
from verbale.archive.errors import Conflict, WrongState
from verbale.archive.models import CitationEdge, Entry, Expression, Rendition, Stored, Submission, Terms, Work
from verbale.archive.terms import kept_document, rebuild, terms_of
from verbale.archive.verify import verify
from verbale.document import AgendaItem, Communication, Edition, Masthead, Paragraph, Sender
from verbale.languages import LANGUAGES, terms
from verbale.problems import BadInput, NotKnown

WHO = {"by": BY, "at": AT}


def valid(folder: Path) -> bool:
    """What the OCFL validator of others says of our storage root."""
    return bool(ocfl.StorageRoot(root=str(folder / "ocfl")).validate(log_errors=True))


def test_an_issued_note_is_kept_in_six_languages(database: str) -> None:
    note = edition()
    done = deposit(note, **WHO)
    assert done.changes == tuple(Change(v.masthead.language, 1, "new") for v in note.versions)
    work = Work.objects.get()
    assert (work.key, work.symbol, work.kind, work.body, work.session) == (
        SYMBOL,
        SYMBOL,
        "note-verbale",
        "LII/LC",
        "12",
    )
    assert json.loads(work.agenda) == [item.number for item in note.versions[0].agenda]
    assert work.sender == note.versions[0].communication.sender.state
    assert {e.language: e.title for e in work.expressions.all()} == {
        v.masthead.language: v.title for v in note.versions
    }
    assert Rendition.objects.count() == len(note.renditions) == 18
    for file in note.renditions:
        row = Rendition.objects.get(expression__language=file.language, format=file.format)
        assert (row.name, row.media_type, row.sha256, row.size) == (
            file.name,
            file.media_type,
            file.sha256,
            len(file.data),
        )
        assert files.stored(row.path).read_bytes() == file.data
        assert hashlib.sha256(files.stored(row.path).read_bytes()).hexdigest() == row.path.rsplit("/", 1)[1]
    for version in note.versions:
        assert kept_document(Expression.objects.get(language=version.masthead.language)) == version
    assert verify().problems == ()
    assert valid(settings.ARCHIVE)


def test_the_same_bytes_again_are_nothing_and_it_says_so(database: str) -> None:
    first = deposit(edition(), **WHO)
    before = _everything()
    again = deposit(edition(), by="somebody else", at=later(9))
    assert not first.same
    assert again.same
    assert {change.what for change in again.changes} == {"same"}
    assert again.key == first.key
    assert _everything() == before


def test_later_languages_join_their_document(database: str) -> None:
    for hour, lang in enumerate(LANGUAGES):
        done = deposit(plain("A/HRC/43/G/1", lang), by=BY, at=later(hour))
        assert done.changes == (Change(lang, 1, "new"),)
    assert Work.objects.count() == 1
    times = [e.released for e in Expression.objects.order_by("released")]
    assert times == [later(hour) for hour in range(6)]
    assert (Stored.objects.count(), Entry.objects.count()) == (6, 6)
    state = _inventory()["versions"]["v6"]["state"]
    assert sorted({path[:2] for paths in state.values() for path in paths}) == sorted(LANGUAGES)
    assert valid(settings.ARCHIVE)


def test_a_later_language_beside_one_that_is_there(database: str) -> None:
    deposit(plain("A/HRC/43/G/1", "en"), **WHO)
    done = deposit(plain("A/HRC/43/G/1", "en", "fr"), **WHO)
    assert done.changes == (Change("en", 1, "same"), Change("fr", 1, "new"))


def test_other_bytes_are_refused_unless_they_say_that_they_are_a_reissue(database: str) -> None:
    deposit(plain("A/HRC/43/G/1", "en", "fr"), **WHO)
    before = _everything()
    with pytest.raises(Conflict, match="reissue it with a star"):
        deposit(plain("A/HRC/43/G/1", "fr", words="SPECIMEN, other words"), **WHO)
    assert _everything() == before
    done = deposit(plain("A/HRC/43/G/1", "fr", words="SPECIMEN, other words", stars="*"), by=BY, at=later(1))
    assert done.changes == (Change("fr", 2, "reissue"),)
    done = deposit(plain("A/HRC/43/G/1", "fr", words="SPECIMEN, again"), by=BY, at=later(2), reissue="A line was lost.")
    assert done.changes == (Change("fr", 3, "reissue"),)
    rows = Expression.objects.filter(language="fr").order_by("version")
    assert [(e.version, e.stage, e.stars, e.reason) for e in rows] == [
        (1, "issued", 0, ""),
        (2, "reissued", 1, ""),
        (3, "reissued", 0, "A line was lost."),
    ]
    assert [files.stored(e.renditions.get(format="markdown").path).is_file() for e in rows] == [True] * 3
    assert Expression.objects.filter(language="en").count() == 1
    assert deposit(plain("A/HRC/43/G/1", "fr"), **WHO).same, "an old version comes in again and changes nothing"
    state = _inventory()["versions"]["v3"]["state"]
    latest = {r.sha256 for r in Rendition.objects.filter(expression__language="fr", expression__version=3)}
    assert {digest for digest, paths in state.items() if paths[0].startswith("fr/")} == latest
    assert verify().problems == ()
    assert valid(settings.ARCHIVE)


def test_an_advance_version_is_replaced_by_the_edited_one(database: str) -> None:
    head = Masthead(language="en", issued=AT.date(), distribution="general", advance=True)
    deposit(plain("A/HRC/43/G/1", masthead=head), **WHO)
    deposit(plain("A/HRC/43/G/1"), **WHO)
    assert [e.stage for e in Expression.objects.order_by("version")] == ["advance", "issued"]
    with pytest.raises(Conflict):
        deposit(plain("A/HRC/43/G/1", masthead=head, words="SPECIMEN, late"), **WHO)


def test_further_formats_join_the_version_that_is_there(database: str) -> None:
    whole = edition("en")
    deposit(Edition(whole.symbol, whole.versions, tuple(r for r in whole.renditions if r.format != "html")), **WHO)
    done = deposit(whole, by=BY, at=later(1))
    assert done.changes == (Change("en", 1, "files"),)
    assert {r.format for r in Rendition.objects.filter(expression__version=1)} == {"html", "markdown", "json"}
    assert Expression.objects.count() == 1
    assert verify().problems == ()


def test_every_version_is_kept_as_json_too(database: str) -> None:
    deposit(plain("A/HRC/43/G/1", "ar"), **WHO)
    row = Rendition.objects.get(format="json")
    assert row.media_type == "application/json"
    assert kept_document(row.expression) == plain("A/HRC/43/G/1", "ar").versions[0]


def test_documents_without_symbol(database: str) -> None:
    first = deposit(plain(None, "en"), **WHO)
    assert first.symbol == ""
    assert first.key.startswith("sha256:")
    assert deposit(plain(None, "en"), **WHO).same
    other = deposit(plain(None, "en", words="SPECIMEN, another"), **WHO)
    assert other.key != first.key
    joined = deposit(plain(None, "fr"), joins=first.key, **WHO)
    assert joined.key == first.key
    assert [w.expressions.count() for w in Work.objects.order_by("pk")] == [2, 1]
    with pytest.raises(Conflict):
        deposit(plain(None, "ru"), joins="sha256:nothing", **WHO)
    assert verify().problems == ()
    assert valid(settings.ARCHIVE)


def test_a_corrigendum_knows_what_it_corrects(database: str) -> None:
    deposit(plain("A/HRC/43/G/1"), **WHO)
    deposit(plain("A/HRC/43/G/1/Corr.1", "fr"), **WHO)
    deposit(plain("A/50/752/Add.2-S/1995/1035/Add.2"), **WHO)
    assert list(Work.objects.order_by("pk").values_list("symbol", "base", "change")) == [
        ("A/HRC/43/G/1", "", ""),
        ("A/HRC/43/G/1/Corr.1", "A/HRC/43/G/1", "Corr"),
        ("A/50/752/Add.2-S/1995/1035/Add.2", "A/50/752", "Add"),
    ]


def test_a_double_symbol_names_one_document(database: str) -> None:
    deposit(plain("A/50/752-S/1995/1035", "en"), **WHO)
    deposit(plain("S/1995/1035", "fr"), **WHO)
    assert Work.objects.get().expressions.count() == 2
    deposit(plain("A/50/753"), **WHO)
    deposit(plain("S/1995/1036"), **WHO)
    with pytest.raises(Conflict, match="several documents"):
        deposit(plain("A/50/753-S/1995/1036", "ru"), **WHO)


def test_an_edition_that_contradicts_itself_is_refused(database: str) -> None:
    good = plain("A/HRC/43/G/1", "en")
    one = good.renditions[0]
    bad = {
        "no version": Edition("A/HRC/43/G/1", ()),
        "two of a language": Edition("A/HRC/43/G/1", good.versions * 2, good.renditions),
        "no language": plain("A/HRC/43/G/1", masthead=Masthead()),
        "other bytes": Edition("A/HRC/43/G/1", good.versions, (msgspec.structs.replace(one, data=b"other"),)),
        "stray file": Edition("A/HRC/43/G/1", good.versions, (msgspec.structs.replace(one, language="fr"),)),
        "two of a format": Edition("A/HRC/43/G/1", good.versions, (one, msgspec.structs.replace(one, name="b.md"))),
        "a way out": Edition("A/HRC/43/G/1", good.versions, (msgspec.structs.replace(one, name="../../x.md"),)),
        "no name": Edition("A/HRC/43/G/1", good.versions, (msgspec.structs.replace(one, name=""),)),
    }
    for why, wrong in bad.items():
        with pytest.raises(BadInput):
            deposit(wrong, **WHO)
        assert not Entry.objects.exists(), why


def test_two_at_once_lose_nothing(database: str) -> None:
    """Six languages of one document, each from a thread of its own, and one of them twice."""
    done = []

    def one(lang: str) -> None:
        done.append(deposit(plain("A/HRC/43/G/1", lang), **WHO))
        connection.close()

    crowd = [threading.Thread(target=one, args=(lang,)) for lang in (*LANGUAGES, "en")]
    for thread in crowd:
        thread.start()
    for thread in crowd:
        thread.join()
    assert sum(d.same for d in done) == 1
    assert Work.objects.get().expressions.count() == 6
    assert verify().problems == ()
    assert valid(settings.ARCHIVE)


def test_citations_lead_to_documents(database: str) -> None:
    quoted = citing("x", "A/RES/60/251", "A/RES/60/251", "a/hrc/43/g/2", "ICCPR", "X/Y/1")
    deposit(plain("A/HRC/43/G/1", "en", citations=quoted), **WHO)
    text = {e.symbol: e for e in citing_room.cited(Expression.objects.get(), AT)}
    assert {s: e.standing for s, e in text.items()} == {
        "A/RES/60/251": "known",
        "a/hrc/43/g/2": "known",
        "ICCPR": "unknown",
        "X/Y/1": "unknown",
    }
    assert text["A/RES/60/251"].times == 2
    deposit(plain("A/HRC/43/G/2"), by=BY, at=later(1))
    assert [e.standing for e in citing_room.cited(Expression.objects.first(), AT) if "g/2" in e.symbol] == ["known"]
    assert [e.standing for e in citing_room.cited(Expression.objects.first(), later(2)) if "g/2" in e.symbol] == [
        "held"
    ]
    assert [str(e.expression) for e in citing_room.citing("A/HRC/43/G/2", later(2))] == ["A/HRC/43/G/1 en 1"]
    assert CitationEdge.objects.count() == 4


def test_what_is_restricted_withdrawn_or_not_released_yet_is_nowhere(database: str) -> None:
    shown = plain("A/HRC/43/G/1", citations=citing("x", "A/HRC/43/G/2"))
    hidden = plain("A/HRC/43/G/2", masthead=Masthead(language="en", distribution="restricted"))
    deposit(shown, **WHO)
    deposit(hidden, **WHO)
    deposit(plain("A/HRC/43/G/3", citations=citing("x", "A/HRC/43/G/1")), by=BY, at=AT, released=later(24))
    now = later(1)
    assert [w.key for w in access.public()] == ["A/HRC/43/G/1", "A/HRC/43/G/3"]
    assert [e.work.key for e in access.released(now)] == ["A/HRC/43/G/1"]
    assert [e.standing for e in citing_room.cited(Expression.objects.get(work__key="A/HRC/43/G/1"), now)] == ["known"]
    assert not citing_room.citing("A/HRC/43/G/1", now).exists()
    access.rule("A/HRC/43/G/2", "public", "Derestricted by decision.", by=BY, at=now)
    access.rule("A/HRC/43/G/1", "withdrawn", "Issued in error.", by=BY, at=now)
    assert [e.work.key for e in access.released(later(25)).order_by("pk")] == ["A/HRC/43/G/2", "A/HRC/43/G/3"]
    with pytest.raises(WrongState):
        access.rule("A/HRC/43/G/1", "withdrawn", "Once more.", by=BY, at=now)
    with pytest.raises(WrongState):
        access.rule("A/HRC/43/G/2", "restricted", " ", by=BY, at=now)
    with pytest.raises(NotKnown):
        access.rule("A/HRC/43/G/9", "restricted", "A reason.", by=BY, at=now)


@pytest.mark.parametrize(
    ("distribution", "seen"),
    [
        ("general", 1),
        ("limited", 1),
        ("provisional", 1),
        ("", 1),
        ("restricted", 0),
        ("confidential", 0),
        ("participants", 0),
    ],
)
def test_distribution_decides_who_may_see_it(database: str, distribution: str, seen: int) -> None:
    deposit(plain("A/HRC/43/G/1", masthead=Masthead(language="en", distribution=distribution)), **WHO)
    assert access.public().count() == seen


def test_search_terms_are_kept_and_made_anew(database: str) -> None:
    deposit(edition(), **WHO)
    for expression in Expression.objects.all():
        found = terms_of(kept_document(expression))
        assert (expression.terms.title, expression.terms.text) == (found.title, found.text)
        assert expression.terms.title.split() == terms(expression.title, expression.language)
    Terms.objects.filter(expression__language="zh").update(text="other")
    fault = verify().fault
    assert fault is not None
    assert (fault.code, fault.where) == ("verify-terms", f"{SYMBOL} zh 1")
    assert rebuild() == 6
    assert verify().problems == ()


def test_facts_of_a_work_come_from_its_first_version(database: str) -> None:
    dated = datetime.date(2026, 1, 2)
    deposit(
        plain(
            "A/HRC/43/G/1",
            agenda=(AgendaItem("2"), AgendaItem("15")),
            communication=Communication(dated=dated, sender=Sender("XAA")),
            content=(Paragraph("p1", "SPECIMEN"),),
        ),
        **WHO,
    )
    work = Work.objects.get()
    assert (work.agenda, work.sender, work.dated, work.session) == (canonical(["2", "15"]), "XAA", dated, "43")


def test_submissions_are_kept_as_they_arrived(database: str) -> None:
    arrived = [submissions.Arrived("../évil\u202e.md", "text/markdown", b"SPECIMEN"), submissions.Arrived("b", "", b"")]
    kept = submissions.receive(arrived, sender="XAA", request={"b": 1}, sender_reference=" 12/26 ", by=BY, at=AT)
    assert (kept.reference, kept.sender_reference, kept.request) == ("2026-000001", "12/26", '{"b":1}')
    rows = list(kept.files.order_by("position"))
    assert [(r.name, files.stored(r.path).read_bytes()) for r in rows] == [(a.name, a.data) for a in arrived]
    assert not list(submissions.like(kept))
    with pytest.raises(BadInput):
        submissions.receive([], sender="XAA", request={}, by=BY, at=AT)
    same_bytes = submissions.receive(arrived[:1], sender="XAA", request={"b": 2}, by=BY, at=AT)
    same_reference = submissions.receive([], sender="XAA", request={"b": 3}, sender_reference="12/26", by=BY, at=AT)
    other = submissions.receive(arrived, sender="XBB", request={"b": 1}, sender_reference="12/26", by=BY, at=AT)
    assert [s.reference for s in submissions.like(same_bytes)] == ["2026-000001"]
    assert [s.reference for s in submissions.like(same_reference)] == ["2026-000001"]
    assert not list(submissions.like(other)), "another Mission's papers are not to be shown"
    assert Submission.objects.count() == 4
    assert verify().problems == ()
    assert valid(settings.ARCHIVE)


def test_the_same_deposits_make_the_same_bytes(tmp_path: Path) -> None:
    trees = []
    for name in "ab":
        for number, words in enumerate((b"SPECIMEN", b"SPECIMEN, again", b"SPECIMEN"), 1):
            digest = hashlib.sha256(words).hexdigest()
            state = {"en/a.md": digest, f"fr/{number}.md": digest}
            kept = room.put(tmp_path / name, "verbale:A/1", state, {digest: words}, by=BY, at=AT, message="x")
            assert kept.version == number
        trees.append(
            {p.relative_to(tmp_path / name): p.read_bytes() for p in tmp_path.glob(f"{name}/**/*") if p.is_file()}
        )
        assert valid(tmp_path / name)
    assert trees[0] == trees[1]
    assert len({p for p in trees[0] if p.parent.name == "content"}) == 2, "the same bytes are stored once"


def _everything() -> tuple[int, ...]:
    models = (Entry, Work, Expression, Rendition, Stored, CitationEdge, Terms)
    return (*(m.objects.count() for m in models), len(list(settings.ARCHIVE.rglob("*"))))


def _inventory() -> dict[str, dict[str, dict[str, dict[str, list[str]]]]]:
    (path,) = settings.ARCHIVE.glob("ocfl/*/*/*/*/inventory.json")
    return json.loads(path.read_bytes())


def test_the_register_is_asked_before_anything_is_stored(database: str) -> None:
    register.reserve("A/HRC/43/G", **WHO)
    with pytest.raises(WrongState):
        deposit(plain("A/HRC/43/G/5"), **WHO)
    assert not settings.ARCHIVE.exists()
