"""XLIFF: valid in both versions, read back with every code, and read as other tools leave it."""

from __future__ import annotations

import contextlib
from functools import cache
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from tests.strategies import documents
from verbale.document import Annex, Document, Mark, Masthead, Note, Paragraph
from verbale.document.codes import Code, Content, Returned, Slot, coded, events, placed
from verbale.document.units import Unit, rewrite, units
from verbale.formats.translation import xliff
from verbale.problems import BadInput

TARGET = "{urn:oasis:names:tc:xliff:document:1.2}target"
SOME = settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])

versions = st.sampled_from(xliff.VERSIONS)


class _Shelf(etree.Resolver):
    """Finds the one schema that others name by its address."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder

    def resolve(self, url: str, public_id: str | None, context: object) -> object:
        return (
            self.resolve_filename(str(self._folder / "common/xml.xsd"), context) if url.endswith("/xml.xsd") else None
        )


@cache
def schema(folder: Path, version: str) -> etree.XMLSchema:
    parser = etree.XMLParser(no_network=True)
    parser.resolvers.add(_Shelf(folder))
    name = "xliff-1.2/xliff-core-1.2-strict.xsd" if version == "1.2" else "xliff-2.1/xliff21-all.xsd"
    return etree.XMLSchema(etree.parse(folder / name, parser))


def blank(document: Document) -> Document:
    """The document with other words in all its places, and without a mark."""

    def change(unit: Unit) -> Unit:
        return msgspec.structs.replace(unit, text="SPECIMEN" if unit.text or unit.marks else "", marks=())

    return rewrite(document, change)


def bare(document: Document) -> Document:
    """The document in one language, without what is no code: passages left to translate."""

    def change(unit: Unit) -> Unit:
        codes = coded(unit.text, unit.marks).codes
        return msgspec.structs.replace(unit, marks=tuple(code.mark for code in codes))

    annexes = tuple(msgspec.structs.replace(annex, language="") for annex in document.annexes)
    return rewrite(msgspec.structs.replace(document, annexes=annexes), change)


@SOME
@given(documents(max_blocks=2, max_annexes=1), documents(max_blocks=2, max_annexes=1), versions, st.booleans())
def test_what_is_written_is_valid(
    shared: Path, source: Document, target: Document, version: xliff.Version, prefilled: bool
) -> None:
    ids = [unit.id for unit in units(source)]
    job = xliff.job(
        source,
        target,
        matches={id_: (xliff.Match("SPECIMEN <1>", "SPECIMEN 1", 87, "A/1"),) for id_ in ids},
        terms={id_: (xliff.TermPair("note verbale", "nota verbal"),) for id_ in ids[:1]},
        states=dict.fromkeys(ids, "reviewed"),
    )
    data = xliff.write(job, version, prefilled=prefilled).data
    schema(shared / "schemas", version).assertValid(etree.fromstring(data))
    assert xliff.write(job, version, prefilled=prefilled).data == data


@SOME
@given(documents(), versions)
def test_a_document_goes_out_and_comes_back_as_it_was(document: Document, version: xliff.Version) -> None:
    data = xliff.write(xliff.job(document, document), version).data
    merged = xliff.merge(xliff.read(data), document, document)
    assert merged.document == document
    assert not merged.taken


@SOME
@given(documents(), versions)
def test_every_word_and_mark_is_built_again_from_the_file(document: Document, version: xliff.Version) -> None:
    document = bare(document)
    data = xliff.write(xliff.job(document, document), version).data
    merged = xliff.merge(xliff.read(data), document, blank(document))
    assert merged.document == document
    assert merged.problems == ()
    assert set(merged.taken) == {unit.id for unit in units(document) if unit.text or unit.marks}


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(
    st.binary(max_size=200) | documents(max_blocks=2).map(lambda one: xliff.write(xliff.job(one, one)).data),
    st.randoms(),
)
def test_any_bytes_are_read_or_refused(data: bytes, chance) -> None:
    cut = bytearray(data)
    for _ in range(chance.randint(0, 3)):
        at = chance.randrange(len(cut) + 1)
        cut[at : at + chance.choice((1, 9))] = chance.choice((b"", b"<pc id='1'>", b"<g>", b"</pc>", b"\xff", b"<sc/>"))
    with contextlib.suppress(BadInput):
        answers = xliff.read(bytes(cut))
        document = Document(masthead=Masthead(language=answers.source), content=(Paragraph("p1", "SPECIMEN"),))
        xliff.merge(answers, document, document)


# -- codes -------------------------------------------------------------------------------------------------------------


def test_marks_that_cross_are_written_so_that_they_nest() -> None:
    content = coded(
        "abcdef", (Mark("bold", 0, 4), Mark("italic", 2, 6), Mark("note", 3, 3, "n1"), Mark("link", 0, 6, "x:"))
    )
    open_: list[str] = []
    for event in events(content):
        if event.code is not None and not event.crosses:
            if event.what == "open":
                open_.append(event.code.id)
            elif event.what == "close":
                assert open_.pop() == event.code.id
    assert not open_
    assert {event.code.kind for event in events(content) if event.crosses and event.code} == {"bold"}


def test_a_mark_of_the_translation_has_the_number_of_its_like_in_the_source() -> None:
    source = coded("one two", (Mark("italic", 0, 3), Mark("note", 7, 7, "n1")))
    target = coded("deux un", (Mark("bold", 0, 4), Mark("note", 7, 7, "n1"), Mark("italic", 5, 7)), source.codes)
    assert {code.id: code.kind for code in target.codes} == {"1": "italic", "2": "note", "3": "bold"}


def test_what_is_left_to_translate_is_no_code() -> None:
    content = coded(
        "Le texte", (Mark("untranslated", 3, 8), Mark("language", 3, 8, "en"), Mark("language", 0, 2, "la"))
    )
    assert [code.value for code in content.codes] == ["la"]


def test_lost_codes_and_codes_twice_are_told() -> None:
    needed = (Code("1", "italic", 0, 3), Code("2", "note", 3, 3, "n1"), Code("3", "bold", 0, 1))
    back = Returned(
        "Texte.", (Slot("1", 0, 2, "italic"), Slot("1", 3, 4, "italic"), Slot("9", 0, 1), Slot("3", 0, 2, "link"))
    )
    result = placed(back, needed)
    assert result.marks == (Mark("italic", 0, 2), Mark("note", 5, 5, "n1"))
    assert [code.id for code in result.lost] == ["2", "3"]
    assert result.doubled == ("1",)
    assert result.unknown == ("9", "3")


# -- as other tools leave it -------------------------------------------------------------------------------------------


def test_segments_that_a_tool_made_are_joined_in_the_order_of_the_translation() -> None:
    data = """<xliff version="2.1" xmlns="urn:oasis:names:tc:xliff:document:2.0" srcLang="en" trgLang="fr"><file id="f1">
    <unit id="p1"><segment id="s1" state="final"><source>One <sc id="1" subType="xlf:i"/>two. </source>
    <target order="3">Deux. </target></segment><ignorable><source> </source><target> </target></ignorable>
    <segment state="translated"><source>Three<ec startRef="1"/>.<cp hex="0041"/></source>
    <target order="1"><mrk id="m1" type="term"><pc id="1" subType="xlf:i">Trois</pc></mrk>.</target></segment></unit>
    <unit id="p2"><segment><source>A.</source><target>B.</target></segment><segment><source>C.</source></segment></unit>
    </file></xliff>"""
    one, two = xliff.read(data.encode()).rows
    assert one.source == Returned("One two.  Three.A", (Slot("1", 4, 15, "italic"),))
    assert one.target == Returned("Trois. Deux. ", (Slot("1", 0, 5, "italic"),))
    assert one.state == "translated"
    assert two.part


def test_xliff_1_2_is_read_with_all_its_elements() -> None:
    data = """<xliff version="1.2"><file source-language="en-US" target-language="fr-CA" original="A/1" datatype="html"><body>
    <group><trans-unit id="p1" approved="yes"><source>x</source><seg-source><mrk mtype="seg" mid="1">x</mrk></seg-source>
    <target state="translated"><mrk mtype="seg" mid="1">Un <bx id="1" rid="7" ctype="bold"/>deux<ex id="2" rid="7"/></mrk>
    <bpt id="4">&lt;b></bpt>trois<ept id="4">&lt;/b></ept><x id="3" ctype="x-note"/></target>
    <alt-trans><source>y</source><target>z</target></alt-trans></trans-unit></group></body></file></xliff>"""
    answers = xliff.read(data.encode())
    assert (answers.version, answers.source, answers.target, answers.original) == ("1.2", "en-US", "fr-CA", "A/1")
    (row,) = answers.rows
    assert row.state == "reviewed"
    assert " ".join(row.target.text.split()) == "Un deux trois"
    assert {(slot.id, slot.kind) for slot in row.target.slots} == {("1", "bold"), ("3", "note")}


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<xliff/>",
        b'<xliff version="3.0"><file/></xliff>',
        b'<xliff version="2.1">',
        b"<tmx/>",
        b'<!DOCTYPE x [<!ENTITY e "e">]><xliff version="2.1"><file/></xliff>',
        b"\xff\xfe<\x00",
    ],
)
def test_what_is_no_xliff_is_refused_with_advice(data: bytes) -> None:
    with pytest.raises(BadInput) as caught:
        xliff.read(data)
    assert caught.value.advice


# -- what a translator sees --------------------------------------------------------------------------------------------

NOTE = Note("n1", "*", (Paragraph("n1-p1", "The annex is reproduced as received."),))
SOURCE = Document(
    symbol="LII/LC/12/G/3",
    masthead=Masthead(language="en"),
    title="SPECIMEN note",
    content=(
        Paragraph("p1", "It sends an annex.", (Mark("note", 17, 17, "n1"),), number="1."),
        Paragraph("p2", "It ends."),
    ),
    notes=(NOTE,),
    annexes=(Annex("a1", label="Annex", content=(Paragraph("a1-p1", "As received."),)),),
    specimen=True,
)
TARGET_ = msgspec.structs.replace(
    SOURCE,
    masthead=Masthead(language="fr"),
    title="SPECIMEN de note",
    content=(
        Paragraph(
            "p1", "Elle envoie an annex.", (Mark("note", 20, 20, "n1"), Mark("untranslated", 12, 20)), number="1."
        ),
        Paragraph("p2", "It ends.", (Mark("untranslated", 0, 8),), language="en"),
    ),
    notes=(Note("n1", "*", (Paragraph("n1-p1", "L’annexe est reproduite telle qu’elle a été reçue."),)),),
    annexes=(msgspec.structs.replace(SOURCE.annexes[0], language="en"),),
)


def test_a_footnote_is_a_text_of_its_own_and_a_placeholder_at_its_mark() -> None:
    root = etree.fromstring(xliff.write(xliff.job(SOURCE, TARGET_), "2.1").data)
    found = {unit.get("id"): unit for unit in root.iter("{*}unit")}
    assert list(found) == ["title", "p1", "p2", "n1-p1", "a1.label", "a1-p1"]
    (code,) = found["p1"].iterfind(".//{*}source/{*}ph")
    assert (code.get("disp"), code.get("canDelete"), code.tail) == ("[*]", "no", ".")
    assert found["n1-p1"].get("name") == "Note de bas de page *"
    assert [unit.get("translate") for unit in found.values()] == [None, None, None, None, "no", "no"]


def test_states_say_how_far_each_text_is() -> None:
    root = etree.fromstring(xliff.write(xliff.job(SOURCE, TARGET_, states={"title": "final"}), "2.1").data)
    states = {unit.get("id"): unit.find("{*}segment").get("state") for unit in root.iter("{*}unit")}
    assert states == {
        "title": "final", "p1": "initial", "p2": "initial", "n1-p1": "translated", "a1.label": "translated",
        "a1-p1": "translated",
    }  # fmt: skip
    assert root.find(".//{*}unit[@id='p2']//{*}target") is None
    assert root.find(".//{*}unit[@id='p1']//{*}target").text == "Elle envoie an annex"


def test_a_tool_that_needs_it_gets_the_source_in_the_place_of_the_translation() -> None:
    root = etree.fromstring(xliff.write(xliff.job(SOURCE, TARGET_), "1.2", prefilled=True).data)
    unit = root.find(".//{*}trans-unit[@id='p2']")
    assert unit.find(TARGET).text == "It ends."
    assert unit.find(TARGET).get("state") == "needs-translation"
    assert unit.get("{http://www.w3.org/XML/1998/namespace}space") == "preserve"


def test_ids_that_xml_does_not_allow_come_back_all_the_same() -> None:
    odd = Document(
        masthead=Masthead(language="en"),
        content=(Paragraph("§ 1/2", "One."), Paragraph("§ 1/2", "Two."), Paragraph("", "X")),
    )
    data = xliff.write(xliff.job(odd, odd), "2.1").data
    assert xliff.merge(xliff.read(data), odd, blank(odd)).document == odd


def test_content_is_compared_with_its_codes() -> None:
    content = Content("ab", (Code("1", "bold", 0, 1),))
    assert [event.what for event in events(content)] == ["open", "text", "close", "text"]
