"""Akoma Ntoso: made-up documents written, validated and read back; slips of publishers; hostile files."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from tests.strategies import documents
from verbale.document import (
    AgendaItem,
    Annex,
    Cell,
    Citation,
    Communication,
    CoverLine,
    Document,
    Heading,
    Mark,
    Masthead,
    Note,
    Paragraph,
    Sender,
    Session,
    Subject,
    Table,
    WriteOptions,
    segments,
)
from verbale.formats.akn import read, write
from verbale.languages import LANGUAGES, language

NS = {"a": "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"}
DAY = datetime.date(2031, 4, 1)


def written(document: Document) -> bytes:
    return write(document, WriteOptions()).data


def again(document: Document) -> Document:
    return read(written(document)).document


def found(data: bytes, path: str, attribute: str = "") -> list[str]:
    nodes = etree.fromstring(data).xpath(path, namespaces=NS)
    return [node.get(attribute) if attribute else "".join(node.itertext()) for node in nodes]


def meaning(document: Document) -> object:
    """The document with each text as its stretches under the same marks: what overlaps or touches is one."""

    def seen(words: str, marks: list[dict[str, object]]) -> list[str]:
        out: list[list[str]] = []
        for one in segments(words, [Mark(**mark) for mark in marks]):
            kind = str(msgspec.structs.replace(one, text=""))
            if out and one.text and out[-1][0] and out[-1][1] == kind:
                out[-1][0] += one.text
            else:
                out.append([one.text, kind])
        return [str(pair) for pair in out]

    def walk(node: object) -> object:
        if isinstance(node, dict):
            pairs = (("text", "marks"), ("title", "title_marks"), ("label", "label_marks"))
            merged = {marks: seen(node[words], node[marks]) for words, marks in pairs if marks in node}
            return {key: merged.get(key) or walk(value) for key, value in node.items()}
        return [walk(one) for one in node] if isinstance(node, list | tuple) else node

    return walk(msgspec.to_builtins(document))


@pytest.fixture(scope="module")
def valid(shared: Path) -> Callable[[bytes], str]:
    """A function of a file: what the Akoma Ntoso schema says against it, empty for a valid one."""
    schema = etree.XMLSchema(etree.parse(str(shared / "schemas" / "akn" / "akomantoso30.xsd")))
    return lambda data: "" if schema.validate(etree.fromstring(data)) else str(schema.error_log)


# -- what is written is read back ------------------------------------------------------------------------------------


@given(documents())
@settings(max_examples=60, deadline=None)
def test_a_document_written_is_read_back(document: Document) -> None:
    writing = write(document, WriteOptions())
    assert writing.problems == ()
    back = read(writing.data).document
    assert meaning(back) == meaning(document)
    assert again(back) == back


@pytest.mark.shared
@given(document=documents())
@settings(max_examples=40, deadline=None)
def test_what_is_written_is_valid(document: Document, valid: Callable[[bytes], str]) -> None:
    assert valid(written(document)) == ""


SPACES = st.text(alphabet=" \t\n\r\u00a0ab«&<>\"'", max_size=12)


@given(SPACES, SPACES, SPACES, SPACES)
@settings(max_examples=100, deadline=None)
def test_every_space_is_kept(words: str, title: str, number: str, marker: str) -> None:
    document = Document(
        title=title,
        subtitle=title,
        masthead=Masthead(language="en"),
        cover=(CoverLine("other", words),),
        content=(
            Paragraph("p1", words, number=number),
            Heading("h1", words, (Mark("note", 0, 0, "n1"),), number),
            Table("t1", ((Cell((Paragraph("t1r1c1", words, number=number),)),),), caption=words),
        ),
        notes=(Note("n1", marker, (Paragraph("n1-p1", words),)),),
        annexes=(Annex("annex1", words, title),),
    )
    assert again(document) == document


FULL = Document(
    symbol="A/HRC/73/G/7",
    kind="letter",
    subjects=(Subject("Light signals", "http://thesaurus.example/1?a=1&b=2"), Subject("Marées", "urn:no-address")),
    masthead=Masthead("Организация", "Орган", "restricted", DAY, "ru", ("en", "fr"), ("ar", "zh"), "GE.31-1", "**", advance=True),
    body="A/HRC",
    session=Session("special", 41, None, ((DAY, DAY), (DAY, datetime.date(2031, 5, 2))), "Специальная сессия"),
    agenda=(AgendaItem("2", "Первый"), AgendaItem("18(a)", "Второй")),
    title="Письмо SPECIMEN от 1 апреля 2031 года",
    title_marks=(Mark("note", 6, 6, "n2"),),
    subtitle="Добавление",
    communication=Communication("letter", DAY, Sender("XVA", "permanent-mission", "UNOG"), ("OHCHR", "SG"), severally=True),
    cover=(
        CoverLine("organization", "Организация"), CoverLine("symbol", "A/HRC/73/G/7**"), CoverLine("advance", "Advance"),
        CoverLine("distribution", "Distr.: Restricted"), CoverLine("issued", "1 April 2031", (Mark("raised", 0, 1),)),
        CoverLine("session", "Специальная сессия"), CoverLine("session-dates", "1 апреля и 1 апреля — 2 мая 2031 года"),
        CoverLine("agenda", "Пункты 2 и 18 (a)"), CoverLine("agenda-title", "Первый"), CoverLine("agenda-title", "Второй"),
        CoverLine("original", "Original: English/French"), CoverLine("other", "[Резолюция]"),
    ),
    content=(
        Paragraph("p1", "Совет,", role="preambular"),
        Paragraph("p2", "ссылаясь на 60/251 и Add.1", role="preambular"),
        Heading("h1", "Глава", number="I.", level=3),
        Paragraph("p3", "пункт", number="1.", role="operative"),
        Paragraph("p4", "a", number="a)", level=1),
        Paragraph("p5", "b", number="b)", level=2, role="operative"),
        Paragraph("p6", "", number="–", level=7),
        Paragraph("p7", "l'annexe", role="quotation", language="fr"),
        Table("t1", ((Cell((), 2), Cell((Heading("t1r1c2", "h", level=2), Table("t1r1c2-2", ()))),), ()), 1, language="fr"),
        Paragraph("p8", "строка строка", (Mark("break", 7, 7),), role="vote"),
        Paragraph("p9", "Женева, 1 апреля 2031 года", role="place-date"),
    ),
    notes=(
        Note("n1", "1", ()),
        Note("n2", "*", (Paragraph("n2-p1", "см.", (Mark("note", 3, 3, "n3"),)),)),
        Note("n3", "", (Heading("n3-h1", "x"), Paragraph("n3-p1", "y", number="1."))),
    ),
    annexes=(
        Annex("annex1", "Annex II", "Title", (Mark("bold", 0, 5),), language="en", original="fr",
              content=(Paragraph("a1-p1", "see", (Mark("note", 3, 3, "n1"), Mark("note", 3, 3, "a1-n1"))),),
              notes=(Note("a1-n1", "†", (Paragraph("a1-n1-p1", "z"),)),)),
        Annex("appendix", original="Latin"),
    ),
    citations=(
        Citation(12, 18, "60/251", "A/RES/60/251", "resolution", "p2"),
        Citation(21, 26, "Add.1", "A/RES/60/251/Add.1", "document", "p2"),
        Citation(21, 26, "Add.1", "A/RES/60/251/Add.2", "document", "p2"),
        Citation(0, 2, "xx", "UN-CHARTER", "charter", "p3"),
    ),
    specimen=True,
)  # fmt: skip


def test_all_that_the_model_holds_is_kept() -> None:
    assert again(FULL) == FULL


@pytest.mark.shared
def test_all_that_the_model_holds_is_valid(valid: Callable[[bytes], str]) -> None:
    assert valid(written(FULL)) == ""


def test_the_same_document_gives_the_same_bytes() -> None:
    assert written(FULL) == written(msgspec.convert(msgspec.to_builtins(FULL), Document))


def test_nothing_refers_to_what_is_not_there() -> None:
    root = etree.fromstring(written(FULL))
    names = {element.get("eId") for element in root.iter()}
    refers = {
        one.removeprefix("#")
        for element in root.iter()
        for name in ("refersTo", "as", "by", "source", "href")
        for one in (element.get(name) or "").split()
        if one[:1] == "#"
    }
    assert refers - names == set()


def test_characters_that_no_xml_holds_are_reported() -> None:
    writing = write(Document(content=(Paragraph("p1", "a\x00b\ud800"),)), WriteOptions())
    assert [problem.code for problem in writing.problems] == ["write-characters-lost"]
    assert found(writing.data, "//a:mainBody") == ["a\ufffdb\ufffd"]


def test_ids_that_cannot_stand_are_reported() -> None:
    document = Document(content=(Paragraph("x", "a"), Paragraph("x", "b"), Paragraph("y z", "c")))
    writing = write(document, WriteOptions())
    assert [problem.code for problem in writing.problems] == ["write-id-lost"]
    assert [block.id for block in read(writing.data).document.content] == ["x", "p2", "p3"]


def test_a_document_without_cover_is_printed_with_a_composed_one() -> None:
    document = Document(
        symbol="A/HRC/73/G/7",
        body="A/HRC",
        masthead=Masthead(distribution="general", issued=DAY, language="fr"),
        title="x",
    )
    assert "Distr. générale" in found(written(document), "//a:coverPage/a:p")
    assert again(document) == document


# -- names, languages, eIds ------------------------------------------------------------------------------------------


def test_language_versions_have_the_same_names_and_eids(made_up: ModuleType) -> None:
    files = {code: written(made_up.specimen(code, made_up.annex("en"))) for code in LANGUAGES}
    for code, data in files.items():
        root = etree.fromstring(data)
        assert root.xpath("string(//a:FRBRWork/a:FRBRuri/@value)", namespaces=NS) == (
            "/akn/un/doc/communication/unga-hrc/2031-05-06/A-HRC-73-G-7"
        )
        assert found(data, "//a:doc/a:meta//a:FRBRlanguage", "language")[0] == language(code).alpha3
        assert found(data, "//a:attachment//a:FRBRlanguage", "language") == ["eng"]
        translated = found(data, "//a:FRBRtranslation", "fromLanguage")
        assert translated == ([] if code == "en" else ["eng"])
        assert found(data, "//a:ref", "title") == ["A/RES/60/251"]
        assert found(data, "//a:ref", "href") == ["/akn/un/statement/deliberation/unga//60-251"]
    eids = [
        [element.get("eId") for element in etree.fromstring(data).iter() if element.get("eId")]
        for data in files.values()
    ]
    own = [[eid for eid in one if eid.rpartition("__")[2][:3] not in {"eng", "fre"}] for one in eids]
    bodies = [[eid for eid in one if eid.startswith(("para", "att", "author", "body"))] for one in own]
    assert all(body == bodies[0] for body in bodies)
    assert "att_1__para_2__point_1" in bodies[0]
    assert all(eid.startswith("att_1") for eid in bodies[0][bodies[0].index("att_1") :])


def test_a_paragraph_that_one_version_lacks_moves_no_other() -> None:
    def version(*numbers: str) -> Document:
        return Document(content=tuple(Paragraph(f"p{n}", "x", number=number) for n, number in enumerate(numbers, 1)))

    def names(document: Document) -> list[str]:
        return found(written(document), "//a:mainBody/a:paragraph", "eId")

    assert names(version("1.", "", "2.", "3.")) == ["para_1", "para_1-1", "para_2", "para_3"]
    assert names(version("١ -", "٢ -", "٣ -")) == ["para_1", "para_2", "para_3"]
    assert names(version("", "", "")) == ["para_1", "para_2", "para_3"]
    assert names(version("1.", "1.")) == ["para_1", "para_1-2"]


@pytest.mark.parametrize(
    ("document", "work"),
    [
        (Document(symbol="S/RES/9999 (2031)", kind="resolution", subtitle="Adopted on 5 June 2031"), "unsc/2031-06-05/9999-2031"),
        (Document(symbol="A/RES/85/7", kind="resolution", masthead=Masthead(issued=DAY)), "unga/2031-04-01/85-7"),
        (
            Document(
                symbol="A/HRC/RES/73/2", kind="resolution", masthead=Masthead(issued=DAY, language="ar"),
                content=(Paragraph("p1", "الجلسة 40 3 آذار/مارس 2031", role="place-date"),),
            ),
            "unga-hrc/2031-03-03/73-2",
        ),
    ],
)  # fmt: skip
def test_resolutions_are_named_as_published_files_name_them(document: Document, work: str) -> None:
    assert found(written(document), "//a:FRBRWork/a:FRBRuri", "value") == [f"/akn/un/statement/deliberation/{work}"]


def test_a_communication_without_symbol_has_a_provisional_number() -> None:
    document = Document(kind="note-verbale", body="A/HRC", communication=Communication(dated=DAY, sender=Sender("XVA")))
    data = written(document)
    assert found(data, "//a:FRBRWork/a:FRBRuri", "value") == [
        "/akn/un/doc/communication/unga-hrc/2031-04-01/nv-2031-04-01-xva"
    ]
    assert b'number="provisional"' in data
    assert [problem.code for problem in read(data).problems if "symbol" in problem.code] == ["read-symbol-absent"]


def test_title_of_a_communication_names_its_kind_and_date(made_up: ModuleType) -> None:
    for code in LANGUAGES:
        document = msgspec.structs.replace(made_up.specimen(code), communication=Communication(dated=DAY))
        data = written(document)
        assert len(found(data, "//a:docTitle/a:docType")) == 1
        assert found(data, "//a:docTitle/a:date", "date") == ["2031-04-01"]
        assert again(document) == document
