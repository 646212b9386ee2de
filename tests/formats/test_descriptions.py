"""Descriptions: one record for a document in all its languages, valid, and read back by parsers that are not ours."""

from __future__ import annotations

import datetime
import io
import json
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import bibtexparser
import msgspec
import pymarc
import pytest
import rispy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from rdflib import RDF, SDO, Graph, Literal, URIRef

from tests.strategies import documents
from verbale.authorities import Authorities, authorities
from verbale.document import (
    AgendaItem,
    Citation,
    Communication,
    Document,
    Masthead,
    Rendition,
    Sender,
    Session,
    Subject,
    WriteOptions,
    Writing,
)
from verbale.document.record import record
from verbale.formats import dublincore, jsonld, marcxml
from verbale.formats.citation import bibtex, csl, ris
from verbale.languages import LANGUAGES, language
from verbale.problems import CannotWrite

# rdflib's own reader of JSON-LD makes what rdflib deprecates.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")

PLAIN = WriteOptions()
MARC = "{http://www.loc.gov/MARC21/slim}"
DC = "{http://purl.org/dc/elements/1.1/}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
ROOMS = {
    "marcxml": marcxml.describe,
    "jsonld": jsonld.describe,
    "dublincore": dublincore.describe,
    "bibtex": bibtex.describe,
    "ris": ris.describe,
    "csl": csl.describe,
}
Describe = Callable[..., Writing]


@pytest.fixture(scope="module")
def known() -> Authorities:
    """The authority files with a fictional organization, whose States send the documents here."""
    return authorities().with_organization(files("verbale.specimens").joinpath("league.toml").read_text("utf-8"))


@pytest.fixture(scope="module")
def versions(made_up) -> tuple[Document, ...]:
    """A note verbale of a fictional State in six languages, its annex in English only, marked SPECIMEN."""
    said = Communication(
        dated=datetime.date(2031, 4, 1), sender=Sender("XAA", "permanent-mission", "UNOG"), addressees=("OHCHR",)
    )
    return tuple(
        msgspec.structs.replace(made_up.specimen(code, made_up.annex("en")), communication=said) for code in LANGUAGES
    )


# -- MARC -------------------------------------------------------------------------------------------------------------


def marc(writing: Writing) -> pymarc.Record:
    (found,) = pymarc.parse_xml_to_array(io.BytesIO(writing.data))
    return found


def values(found: pymarc.Record, tag: str, code: str) -> list[str]:
    return [value for field in found.get_fields(tag) for value in field.get_subfields(code)]


def test_a_catalogue_record(versions: tuple[Document, ...], known: Authorities) -> None:
    found = marc(marcxml.describe(versions, PLAIN, known=known))
    titles = {version.masthead.language: version.title for version in versions}
    assert len(found["008"].data) == 40
    assert (found["008"].data[:11], found["008"].data[15:18], found["008"].data[35:38]) == ("310506s2031", "sz ", "eng")
    assert values(found, "029", "b") == [f"G3101234 {language(code).letter}" for code in LANGUAGES]
    assert values(found, "041", "a") == ["arachiengfrerusspa"]
    assert values(found, "089", "b") == ["B18"]
    assert values(found, "091", "a") == ["GEN"]
    assert [values(found, "191", code) for code in "abc"] == [["A/HRC/73/G/7"], ["A/HRC/"], ["73"]]
    assert values(found, "245", "a") == [titles["en"]]
    assert values(found, "246", "a") == [titles[code] for code in LANGUAGES if code != "en"]
    assert values(found, "269", "a") == ["2031-05-06"]
    assert [values(found, "260", code) for code in "abc"] == [["[Geneva] :"], ["UN,"], ["6 May 2031"]]
    assert values(found, "500", "a") == ["SPECIMEN: a made-up document."]
    assert values(found, "546", "a") == ["Original: English.", "Annex in English only."]
    assert values(found, "710", "a") == ["Brumalia. Permanent Mission to the UN (Geneva)", "UN. Human Rights Council"]
    assert values(found, "856", "u") == [f"https://undocs.org/{code}/A/HRC/73/G/7" for code in LANGUAGES]
    assert values(found, "856", "y") == ["العربية", "中文", "English", "français", "русский", "español"]
    assert values(found, "989", "b") == ["Letters and Notes Verbales"]
    assert [values(found, "991", code)[0] for code in "ab"] == ["A/HRC/73/1", "4"]
    assert values(found, "993", "a") == ["A/RES/60/251"]
    assert [field.get_subfields("a", "b", "c") for field in found.get_fields("981")] == [
        ["General Assembly", "Human Rights Council"],
        ["Human Rights Bodies", "Charter-Based Human Rights Bodies", "Human Rights Council"],
    ]
    tags = [field.tag for field in found.fields]
    assert tags == sorted(tags)


RESOLUTION = Document(
    symbol="A/RES/79/9993",
    kind="resolution",
    masthead=Masthead(distribution="general", language="en", originals=("en",), issued=datetime.date(2024, 12, 3)),
    body="A",
    session=Session(number=79),
    agenda=(AgendaItem("18", "SPECIMEN"),),
    title="79/9993. Protection of lighthouses",
    specimen=True,
    citations=(
        Citation(0, 1, "", "A/79/PV.1"), Citation(0, 1, "", "A/C.2/79/L.2"), Citation(0, 1, "", "A/79/5"),
        Citation(0, 1, "", "S/RES/822 (1993)"), Citation(0, 1, "", "S/PRST/2015/3"), Citation(0, 1, "", "A/79/PV.1"),
    ),
)  # fmt: skip


def test_a_resolution_is_catalogued_as_one() -> None:
    found = marc(marcxml.describe(RESOLUTION, PLAIN))
    assert found["245"].get_subfields("a", "b", "c") == [
        "Protection of lighthouses :", "resolution /", "adopted by the General Assembly"
    ]  # fmt: skip
    assert found["989"].get_subfields("a", "b", "c") == [
        "Documents and Publications", "Resolutions and Decisions", "Resolutions"
    ]  # fmt: skip
    assert [(field.indicators[0], *field.get_subfields("a")) for field in found.get_fields("993")] == [
        ("4", "A/79/PV.1"), ("2", "A/C.2/79/L.2"), ("2", "A/79/5"), (" ", "S/RES/822 (1993)"), ("5", "S/PRST/2015/3")
    ]  # fmt: skip
    assert values(found, "040", "a") == ["NNUN"]


def test_subjects_are_named_with_their_address() -> None:
    about = msgspec.structs.replace(RESOLUTION, subjects=(Subject("LIGHT SIGNALS", "http://thesaurus.example/1"),))
    found = marc(marcxml.describe(about, PLAIN))
    assert (values(found, "650", "a"), values(found, "650", "0")) == (["LIGHT SIGNALS"], ["http://thesaurus.example/1"])
    assert (None, "LIGHT SIGNALS") in terms(dublincore.describe(about, PLAIN), "subject")
    assert (URIRef("http://thesaurus.example/1"), SDO.name, None) in graph(jsonld.describe(about, PLAIN))


def test_a_double_symbol_has_two_numbers() -> None:
    head = Masthead(language="fr", issued=datetime.date(1995, 1, 2), job_number="95-12345")
    letter = Document(symbol="A/50/9952-S/1995/9935", kind="letter", masthead=head, body="A", title="SPECIMEN")
    found = marc(marcxml.describe(letter, PLAIN))
    assert values(found, "191", "a") == ["A/50/9952", "S/1995/9935"]
    assert values(found, "191", "b") == ["A/", "S/"]
    assert values(found, "029", "b") == ["N9512345 F"]
    assert values(found, "041", "a") == ["fre"]


@pytest.mark.parametrize(
    ("body", "hierarchy"),
    [
        ("A/C.3", [["General Assembly", "3rd Committee"]]),
        ("S", [["Security Council"]]),
        ("S/AC.51", [["Security Council", "Working Group on Children and Armed Conflict"]]),
        ("CCPR/C", [["Human Rights Bodies", "Treaty-Based Human Rights Bodies", "Human Rights Committee"]]),
    ],
)
def test_bodies_stand_where_the_library_has_them(body: str, hierarchy: list[list[str]]) -> None:
    found = marc(marcxml.describe(Document(masthead=Masthead(language="en"), body=body, title="SPECIMEN"), PLAIN))
    assert [field.get_subfields("a", "b", "c") for field in found.get_fields("981")] == hierarchy


def test_another_organization_is_not_catalogued_as_the_united_nations(known: Authorities) -> None:
    head = Masthead(language="en", issued=datetime.date(2026, 3, 4), originals=("en",))
    note = Document(symbol="LII/LC/12/G/1", kind="note-verbale", masthead=head, body="LII/LC", title="SPECIMEN")
    found = marc(marcxml.describe(note, WriteOptions(address="https://lii.example/1"), known=known))
    assert values(found, "260", "b") == ["League of Imaginary Islands,"]
    assert values(found, "710", "a") == ["Lighthouse Council"]
    assert values(found, "856", "u") == ["https://lii.example/1"]
    assert not found.get_fields("029", "039", "040", "981", "989")


@pytest.mark.shared
def test_catalogue_records_are_valid(versions: tuple[Document, ...], known: Authorities, shared: Path) -> None:
    schema = etree.XMLSchema(etree.parse(shared / "schemas/marc/MARC21slim.xsd"))
    for given_ in (versions, versions[0], RESOLUTION, Document(masthead=Masthead(language="ru"))):
        schema.assertValid(etree.fromstring(marcxml.describe(given_, PLAIN, known=known).data))


@pytest.mark.shared
def test_the_sample_record_of_the_profile_has_the_same_fields(shared: Path) -> None:
    (sample,) = pymarc.parse_xml_to_array(shared / "data/marc/seed.marc.xml")
    head = Masthead(distribution="general", language="es", originals=("en",), issued=datetime.date(2020, 8, 24))
    title = values(sample, "246", "a")[0]
    agenda = (AgendaItem("4", "Situaciones de derechos humanos que requieren la atención del Consejo"),)
    said = Communication(dated=datetime.date(2020, 4, 1), sender=Sender("AZE", "permanent-mission", "UNOG"))
    seed = Document(
        kind="note-verbale", masthead=head, body="A/HRC", session=Session(number=43), agenda=agenda, title=title, communication=said
    )  # fmt: skip
    found = marc(marcxml.describe(seed, PLAIN))
    for tag in ("039", "040", "049", "089", "091", "191", "260", "269", "710", "930", "981", "989"):
        ours = {str(field) for field in found.get_fields(tag)}
        assert {str(field) for field in sample.get_fields(tag)} <= ours, tag
    assert values(found, "991", "a") == values(sample, "991", "a")
    assert values(found, "991", "b") == values(sample, "991", "b")


# -- Dublin Core ------------------------------------------------------------------------------------------------------


def terms(writing: Writing, name: str) -> list[tuple[str | None, str]]:
    return [(element.get(LANG), element.text or "") for element in etree.fromstring(writing.data).iter(f"{DC}{name}")]


def test_dublin_core(versions: tuple[Document, ...], known: Authorities) -> None:
    writing = dublincore.describe(versions, PLAIN, known=known)
    assert dict(terms(writing, "title")) == {one.masthead.language: one.title for one in versions}
    creators = dict(terms(writing, "creator"))
    assert creators["en"] == "Permanent Mission of Brumalia to the United Nations Office at Geneva"
    assert set(creators) == set(LANGUAGES)
    assert [text for _, text in terms(writing, "language")] == list(LANGUAGES)
    assert terms(writing, "date") == [(None, "2031-05-06")]
    assert [text for _, text in terms(writing, "identifier")][:2] == [
        "A/HRC/73/G/7", "https://undocs.org/A/HRC/73/G/7"
    ]  # fmt: skip
    assert dict(terms(writing, "publisher"))["zh"] == "联合国"
    assert dict(terms(writing, "description"))["ru"] == "ОБРАЗЕЦ"
    assert terms(writing, "relation") == [(None, "https://undocs.org/A/RES/60/251")]
    assert terms(writing, "rights") == [("en", "Distr.: General"), ("fr", "Distr. générale"), ("es", "Distr. general")]


class _Shelf(etree.Resolver):
    """Finds the one schema that others name by its address."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder

    def resolve(self, url: str, public_id: str | None, context: object) -> object:
        if url.endswith("/xml.xsd"):
            return self.resolve_filename(str(self._folder / "common/xml.xsd"), context)
        return None


@pytest.mark.shared
def test_dublin_core_is_valid(versions: tuple[Document, ...], known: Authorities, shared: Path) -> None:
    parser = etree.XMLParser(no_network=True)
    parser.resolvers.add(_Shelf(shared / "schemas"))
    schema = etree.XMLSchema(etree.parse(shared / "schemas/oai/oai_dc.xsd", parser))
    for given_ in (versions, versions[1], RESOLUTION, Document(masthead=Masthead(language="ar"))):
        schema.assertValid(etree.fromstring(dublincore.describe(given_, PLAIN, known=known).data))


# -- JSON-LD ----------------------------------------------------------------------------------------------------------


def graph(writing: Writing) -> Graph:
    return Graph().parse(data=writing.data.decode(), format="json-ld")


WORK = URIRef("https://undocs.org/A/HRC/73/G/7")


def test_linked_data(versions: tuple[Document, ...], known: Authorities) -> None:
    files_ = (Rendition("fr", "pdf", "A_HRC_73_G_7-FR.pdf", "application/pdf", b"%PDF", "ab" * 32),)
    found = graph(jsonld.describe(versions, PLAIN, files_, known))
    names = {name.language: str(name) for name in found.objects(WORK, SDO.name)}
    assert names == {one.masthead.language: one.title for one in versions}
    assert set(found.objects(WORK, RDF.type)) == {SDO.CreativeWork}
    assert {str(one) for one in found.objects(WORK, SDO.inLanguage)} == set(LANGUAGES)
    (sender,) = found.objects(WORK, SDO.sourceOrganization)
    assert Literal("Mission permanente de la Brumalie auprès de l’Office des Nations Unies à Genève", "fr") in set(
        found.objects(sender, SDO.name)
    )
    french, english = (URIRef(f"https://undocs.org/{code}/A/HRC/73/G/7") for code in ("fr", "en"))
    assert (french, SDO.exampleOfWork, WORK) in found
    assert (french, SDO.translationOfWork, english) in found
    assert (english, SDO.translationOfWork, None) not in found
    assert len(set(found.objects(english, SDO.workTranslation))) == 5
    assert len(set(found.objects(WORK, SDO.workExample))) == 6
    (file,) = found.objects(french, SDO.encoding)
    assert [str(found.value(file, term)) for term in (SDO.sha256, SDO.encodingFormat, SDO.contentSize)] == [
        "ab" * 32, "application/pdf", "4 B"
    ]  # fmt: skip
    (annex,) = found.objects(WORK, SDO.hasPart)
    assert [str(one) for one in found.objects(annex, SDO.inLanguage)] == ["en"]
    identifiers = {str(found.value(one, SDO.value)) for one in found.objects(WORK, SDO.identifier)}
    assert identifiers == {"A/HRC/73/G/7", "/akn/un/doc/communication/unga-hrc/2031-04-01/A-HRC-73-G-7"}
    assert (WORK, SDO.citation, URIRef("https://undocs.org/A/RES/60/251")) in found
    assert str(found.value(WORK, SDO.creativeWorkStatus)) == "SPECIMEN"


def test_every_term_is_of_schema_org(versions: tuple[Document, ...], known: Authorities) -> None:
    for given_ in (
        versions,
        versions[0],
        RESOLUTION,
        Document(masthead=Masthead(language="en"), kind="report", symbol="A/79/5"),
    ):
        found = graph(jsonld.describe(given_, PLAIN, known=known))
        assert len(found) > 10
        terms_ = {term for term in found.predicates() if term != RDF.type} | set(found.objects(None, RDF.type))
        for term in terms_:
            # Raises where the vocabulary has no such term.
            assert str(term).startswith(str(SDO))
            assert SDO[str(term).removeprefix(str(SDO))] == term


def test_a_resolution_is_law_and_a_note_is_not() -> None:
    found = graph(jsonld.describe(RESOLUTION, PLAIN))
    work = URIRef("https://undocs.org/A/RES/79/9993")
    assert (work, RDF.type, SDO.Legislation) in found
    assert str(found.value(work, SDO.legislationIdentifier)) == "A/RES/79/9993"


def test_without_an_address_nodes_are_blank_and_with_one_they_stand_under_it() -> None:
    bare = Document(masthead=Masthead(language="fr"), title="SPECIMEN")
    ids = [node["id"] for node in json.loads(jsonld.describe(bare, PLAIN).data)["@graph"]]
    assert ids == ["_:work", "_:fr"]
    told = json.loads(jsonld.describe(bare, WriteOptions(address="https://x.example/1")).data)["@graph"]
    assert [node["id"] for node in told] == ["https://x.example/1", "https://x.example/1#fr"]


# -- references -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_version_is_cited_in_its_own_language(code: str, versions: tuple[Document, ...], known: Authorities) -> None:
    version = next(one for one in versions if one.masthead.language == code)
    (item,) = json.loads(csl.describe(version, PLAIN, known=known).data)
    assert item["title"] == version.title
    assert item["publisher"] == version.masthead.organization
    assert item["collection-title"] == version.cover[7 if code != "en" else 6].text
    assert item["issued"] == {"date-parts": [[2031, 5, 6]]}
    assert item["URL"] == f"https://undocs.org/{code}/A/HRC/73/G/7"
    assert item["genre"] in {"Note verbale", "Nota verbal", "Вербальная нота", "مذكرة شفوية", "普通照会"}
    assert item["number"] == "A/HRC/73/G/7"
    library = bibtexparser.parse_string(bibtex.describe(version, PLAIN, known=known).data.decode())
    (entry,) = library.entries
    assert not library.failed_blocks
    assert entry.key == f"A-HRC-73-G-7-{code}"
    fields = {field.key: field.value.strip("{}") for field in entry.fields}
    assert fields["title"] == version.title
    assert (fields["year"], fields["month"], fields["day"]) == ("2031", "may", "6")
    (row,) = rispy.loads(ris.describe(version, PLAIN, known=known).data.decode().replace("\r\n", "\n"))
    assert row["title"] == version.title
    assert row["authors"] == [item["author"][0]["literal"]]
    assert row["urls"] == [item["URL"]]
    assert row["type_of_reference"] == "GOVDOC"


def test_all_versions_together_are_one_reference(versions: tuple[Document, ...], known: Authorities) -> None:
    (item,) = json.loads(csl.describe(versions, PLAIN, known=known).data)
    assert item["id"] == "A-HRC-73-G-7"
    assert item["language"] == "en"
    assert item["custom"]["titles"] == {
        one.masthead.language: one.title for one in versions if one.masthead.language != "en"
    }
    assert item["note"] == "SPECIMEN. العربية, 中文, English, français, русский, español"
    (entry,) = bibtexparser.parse_string(bibtex.describe(versions, PLAIN, known=known).data.decode()).entries
    assert {field.key for field in entry.fields} >= {f"title-{code}" for code in LANGUAGES if code != "en"}
    text = ris.describe(versions, PLAIN, known=known).data.decode()
    assert text.endswith("\r\nER  - \r\n")
    assert text.count("\r\nTT  - ") == 5


def test_what_tex_takes_for_markup_is_escaped() -> None:
    title = "50 % of A & B_c #1 costs $5 {x \\ ~ ^ \u2028\nnext"
    text = bibtex.describe(msgspec.structs.replace(RESOLUTION, title=title), PLAIN).data.decode()
    (entry,) = bibtexparser.parse_string(text).entries
    expected = r"{50 \% of A \& B\_c \#1 costs \$5 \textbraceleft{}x \textbackslash{} \textasciitilde{} \textasciicircum{} next}"
    assert entry["title"] == expected


# -- all of them ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ROOMS)
def test_the_same_versions_in_any_order_give_the_same_bytes(
    name: str, versions: tuple[Document, ...], known: Authorities
) -> None:
    describe: Describe = ROOMS[name]
    assert describe(versions, PLAIN, known=known) == describe(versions[::-1], PLAIN, known=known)
    assert describe(versions[:1], PLAIN, known=known) == describe(versions[0], PLAIN, known=known)


@pytest.mark.parametrize("name", ROOMS)
def test_every_description_of_a_made_up_document_says_so(
    name: str, versions: tuple[Document, ...], known: Authorities
) -> None:
    assert "SPECIMEN" in ROOMS[name](versions, PLAIN, known=known).data.decode()


@pytest.mark.parametrize("name", ROOMS)
def test_what_is_lacking_is_said(name: str) -> None:
    codes = [problem.code for problem in ROOMS[name](Document(masthead=Masthead(language="en")), PLAIN).problems]
    assert codes == ["describe-symbol-absent", "describe-date-absent", "describe-title-absent"]


def of(code: str, symbol: str) -> Document:
    return Document(masthead=Masthead(language=code), symbol=symbol)


@pytest.mark.parametrize("name", ROOMS)
@pytest.mark.parametrize(
    "given_",
    [(), (of("en", "A/1"), of("en", "A/1")), (of("en", "A/1/1"), of("fr", "A/1/2")), of("", "A/1"), of("de", "A/1")],
)
def test_what_is_not_one_document_is_not_described(name: str, given_: object) -> None:
    with pytest.raises(CannotWrite) as caught:
        ROOMS[name](given_, PLAIN)
    assert caught.value.advice


def test_the_main_version_is_english_else_an_original(versions: tuple[Document, ...]) -> None:
    assert record(versions).language == "en"
    others = [one for one in versions if one.masthead.language != "en"]
    assert record(others).language == "ar"
    spanish = [
        msgspec.structs.replace(one, masthead=msgspec.structs.replace(one.masthead, originals=("es",)))
        for one in others
    ]
    assert record(spanish).language == "es"


@given(documents(), st.sampled_from(LANGUAGES))
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_any_document_is_described(document: Document, code: str) -> None:
    document = msgspec.structs.replace(document, masthead=msgspec.structs.replace(document.masthead, language=code))
    for describe in (marcxml.describe, dublincore.describe):
        etree.fromstring(describe(document, PLAIN).data)
    json.loads(jsonld.describe(document, PLAIN).data)
    json.loads(csl.describe(document, PLAIN).data)
    assert not bibtexparser.parse_string(bibtex.describe(document, PLAIN).data.decode()).failed_blocks
    assert ris.describe(document, PLAIN).data.startswith(b"TY  - ")


# -- Sent by several States -------------------------------------------------------------------------------------------


def test_everybody_who_sends_a_joint_communication_is_named(versions: tuple[Document, ...], known: Authorities) -> None:
    said = msgspec.structs.replace(versions[0].communication, others=(Sender("XAB", "permanent-mission", "UNOG"),))
    joint = tuple(msgspec.structs.replace(version, communication=said) for version in versions)
    corporate = marc(marcxml.describe(joint, PLAIN, (), known)).get_fields("710")
    assert [field["a"].split(".")[0] for field in corporate][:2] == ["Brumalia", "Ondaria"]
    referenced = bibtexparser.parse_string(bibtex.describe(joint, PLAIN, (), known).data.decode()).entries[0]
    assert " and " in referenced["author"]
    graph = json.loads(jsonld.describe(joint, PLAIN, (), known).data)
    assert json.dumps(graph, ensure_ascii=False).count('"GovernmentOrganization"') == 2
    root = etree.fromstring(dublincore.describe(joint, PLAIN, (), known).data)
    assert [one.get(LANG) for one in root.findall(f"{DC}creator")].count("fr") == 2
