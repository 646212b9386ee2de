"""TMX: valid by its DTD, read back as it was written, and refused by name where it is none."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from tests.strategies import documents
from verbale.document import Document
from verbale.document.units import units
from verbale.document.variants import TranslationUnit, Variant
from verbale.formats.translation import tmx
from verbale.problems import BadInput


def memory(document: Document) -> list[TranslationUnit]:
    """The units of a document as a memory of one language."""
    return [
        TranslationUnit(
            f"{document.symbol}#{unit.id}",
            (Variant(document.masthead.language, unit.text, plain(unit.marks)),),
            {"x-document": document.symbol or "none", "x-unit": unit.id},
            document.masthead.issued,
        )
        for unit in units(document)
    ]


def plain(marks):
    """The marks that are codes: not what is left to translate, nor the language that it stands in."""
    open_ = {(mark.start, mark.end) for mark in marks if mark.kind == "untranslated"}
    return tuple(
        mark
        for mark in marks
        if mark.kind != "untranslated" and not (mark.kind == "language" and (mark.start, mark.end) in open_)
    )


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(documents())
def test_what_is_written_is_valid_and_read_back(shared: Path, document: Document) -> None:
    data = tmx.write(memory(document)).data
    dtd = etree.DTD(str(shared / "schemas/tmx/tmx14.dtd"))
    assert dtd.validate(etree.fromstring(data)), dtd.error_log
    assert tmx.read(data) == tmx.Memory(tuple(memory(document)))


def test_the_file_says_where_each_unit_is_from() -> None:
    units_ = [
        TranslationUnit(
            "LII/LC/12/G/3#p1",
            (Variant("en", "A < B"), Variant("fr", "A < B, dit-on")),
            {"x-document": "LII/LC/12/G/3"},
        )
    ]
    root = etree.fromstring(tmx.write(units_, source="en").data)
    assert root.find("header").get("srclang") == "en"
    assert root.find("header").get("segtype") == "paragraph"
    assert root.find(".//prop[@type='x-document']").text == "LII/LC/12/G/3"
    assert [seg.text for seg in root.iter("seg")] == ["A < B", "A < B, dit-on"]


def test_a_memory_of_another_tool_is_read() -> None:
    data = """<?xml version="1.0" encoding="utf-16"?><!DOCTYPE tmx SYSTEM "tmx14.dtd"><tmx version="1.4"><header/><body>
    <tu tuid="7" changedate="20310102T101112Z"><prop type="project">SPECIMEN</prop>
    <tuv xml:lang="EN-US"><seg>One <bpt i="1">&lt;b></bpt>two<ept i="1">&lt;/b></ept><ph>x</ph></seg></tuv>
    <tuv lang="FR-CA"><seg>Un <hi>deux</hi></seg></tuv><tuv xml:lang="de"><seg>Eins</seg></tuv></tu>
    <tu><tuv xml:lang="pt"><seg>Um</seg></tuv></tu></body></tmx>""".encode("utf-16")
    found = tmx.read(data)
    (unit,) = found.units
    assert unit.id == "7"
    assert f"{unit.changed}" == "2031-01-02"
    assert {one.language: one.text for one in unit.variants} == {"en": "One two", "fr": "Un deux"}
    assert {problem.code for problem in found.problems} == {"read-segments-left-out"}
    assert len(found.problems) == 2


@pytest.mark.parametrize(
    "data",
    [b"", b"TMX", b"<tmx>", b"<html/>", b'<!DOCTYPE t [<!ENTITY a "b">]><tmx>&a;</tmx>', b"<xliff/>"],
)
def test_what_is_no_memory_is_refused(data: bytes) -> None:
    with pytest.raises(BadInput):
        tmx.read(data)


@given(
    st.binary(max_size=300)
    | st.text(max_size=100).map(lambda text: f"<tmx><body><tu>{text}</tu></body></tmx>".encode(errors="replace"))
)
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    with contextlib.suppress(BadInput):
        assert isinstance(tmx.read(data), tmx.Memory)
