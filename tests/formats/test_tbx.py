"""TBX: valid by its schema, read back as it was written, and read as other tools and older editions have it."""

from __future__ import annotations

import contextlib
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from verbale.authorities import Concept, Glossary, Term, glossary
from verbale.formats.translation import tbx
from verbale.languages import LANGUAGES
from verbale.problems import BadInput, CannotWrite

WORDS = st.text(st.sampled_from("abc é нота 照会 مذكرة <&> _x"), min_size=1, max_size=12).map(
    lambda text: " ".join(text.split()) or "x"
)


@st.composite
def terms(draw: st.DrawFn) -> tuple[Term, ...]:
    first = Term(
        draw(WORDS),
        "preferred",
        tuple(draw(st.lists(WORDS, max_size=2))),
        draw(st.just("") | WORDS),
        draw(st.booleans()),
    )
    others = draw(st.lists(st.builds(Term, WORDS, st.sampled_from(("admitted", "deprecated"))), max_size=2))
    return (first, *sorted(others, key=lambda term: term.standing))


@st.composite
def glossaries(draw: st.DrawFn) -> Glossary:
    keys = draw(
        st.lists(st.text(st.sampled_from("ab1-._x: §/"), min_size=1, max_size=6), min_size=1, max_size=3, unique=True)
    )
    return Glossary(
        tuple(
            Concept(
                key,
                {
                    code: draw(terms())
                    for code in sorted(draw(st.sets(st.sampled_from(LANGUAGES), min_size=1)), key=LANGUAGES.index)
                },
                subject=draw(st.just("") | WORDS),
                source=draw(st.just("") | WORDS),
                note=draw(st.just("") | WORDS),
            )
            for key in keys
        ),
        "SPECIMEN",
        "SPECIMEN of a source",
    )


@cache
def schema(folder: Path) -> etree.XMLSchema:
    class Shelf(etree.Resolver):
        def resolve(self, url: str, public_id: str | None, context: object) -> object:
            return self.resolve_filename(str(folder / "common/xml.xsd"), context) if url.endswith("/xml.xsd") else None

    parser = etree.XMLParser(no_network=True)
    parser.resolvers.add(Shelf())
    return etree.XMLSchema(etree.parse(folder / "tbx/TBX_core.xsd", parser))


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(glossaries())
def test_what_is_written_is_valid_and_read_back(shared: Path, given_: Glossary) -> None:
    data = tbx.write(given_).data
    schema(shared / "schemas").assertValid(etree.fromstring(data))
    assert tbx.read(data) == tbx.Terms(given_)
    assert tbx.read(tbx.write(given_, "2008").data) == tbx.Terms(given_)


def test_the_shipped_glossary_goes_out_and_comes_back(shared: Path) -> None:
    data = tbx.write(glossary()).data
    schema(shared / "schemas").assertValid(etree.fromstring(data))
    found = tbx.read(data).glossary
    assert [concept.key for concept in found.concepts] == [concept.key for concept in glossary().concepts]
    for one, other in zip(found.concepts, glossary().concepts, strict=True):
        assert {code: one.of(code) for code in LANGUAGES} == {code: other.of(code) for code in LANGUAGES}


def test_the_edition_of_2008_is_read() -> None:
    data = """<?xml version="1.0"?><!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd"><martif type="TBX" xml:lang="en">
    <martifHeader><fileDesc><titleStmt><title>SPECIMEN</title></titleStmt><sourceDesc><p>Made up</p></sourceDesc></fileDesc>
    </martifHeader><text><body><termEntry id="c7"><descrip type="subjectField">tides</descrip>
    <langSet xml:lang="en-GB"><descripGrp><descrip type="definition">High water.</descrip></descripGrp>
    <ntig><termGrp><term>spring <hi>tide</hi></term><termNote type="administrativeStatus">preferred</termNote></termGrp></ntig>
    <tig><term>king tide</term><termNote type="administrativeStatus">supersededTerm-admn-sts</termNote></tig></langSet>
    <langSet xml:lang="fr"><tig><term>grande marée</term></tig><tig><term>vive-eau</term></tig></langSet>
    <langSet xml:lang="de"><tig><term>Springtide</term></tig></langSet></termEntry></body></text></martif>"""
    found = tbx.read(data.encode())
    (concept,) = found.glossary.concepts
    assert (found.glossary.name, found.glossary.source) == ("SPECIMEN", "Made up")
    assert (concept.key, concept.subject, concept.definitions) == ("c7", "tides", {"en": "High water."})
    assert concept.terms == {
        "en": (Term("spring tide"), Term("king tide", "deprecated")),
        "fr": (Term("grande marée"), Term("vive-eau", "admitted")),
    }
    assert [problem.code for problem in found.problems] == ["read-terms-left-out"]


def test_categories_may_be_elements() -> None:
    data = """<tbx type="TBX-Basic" style="dct" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2"
    xmlns:min="http://www.tbxinfo.net/ns/min" xmlns:basic="http://www.tbxinfo.net/ns/basic"><tbxHeader/><text><body>
    <conceptEntry id="c1"><min:subjectField>tides</min:subjectField><langSec xml:lang="es"><basic:definition>Agua.</basic:definition>
    <termSec><term>marea viva</term><min:administrativeStatus>deprecatedTerm-admn-sts</min:administrativeStatus></termSec>
    </langSec></conceptEntry></body></text></tbx>"""
    (concept,) = tbx.read(data.encode()).glossary.concepts
    assert (concept.subject, concept.definitions["es"]) == ("tides", "Agua.")
    assert concept.terms["es"] == (Term("marea viva", "deprecated"),)


@pytest.mark.parametrize(
    "data", [b"", b"name = 'x'", b"<tbx/>", b"<tmx/>", b'<!DOCTYPE t [<!ENTITY a "b">]><tbx>&a;</tbx>']
)
def test_what_is_no_glossary_is_refused(data: bytes) -> None:
    with pytest.raises(BadInput) as caught:
        tbx.read(data)
    assert caught.value.advice


def test_a_glossary_without_concepts_cannot_be_written() -> None:
    with pytest.raises(CannotWrite):
        tbx.write(Glossary())


@given(
    st.binary(max_size=200)
    | st.text(st.sampled_from("<>/ac\"='&;"), max_size=60).map(
        lambda text: f"<tbx><conceptEntry>{text}</conceptEntry></tbx>".encode()
    )
)
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    with contextlib.suppress(BadInput):
        assert isinstance(tbx.read(data), tbx.Terms)
