"""The files of translators in tools that are not ours: OmegaT translates one and it comes back, translate-toolkit reads all."""

from __future__ import annotations

import io
import shutil
import subprocess
from pathlib import Path

import msgspec
import pytest
from translate.storage import tbx as their_tbx
from translate.storage import tmx as their_tmx
from translate.storage import xliff as their_xliff
from translate.storage import xliff2 as their_xliff2

from tests.conftest import missing
from verbale import press
from verbale.authorities import glossary
from verbale.document import Annex, Document, Mark, Masthead, Note, Paragraph
from verbale.document.units import units
from verbale.document.variants import TranslationUnit, Variant
from verbale.formats.translation import tbx, tmx
from verbale.languages import LANGUAGES

SOURCE = Document(
    symbol="LII/LC/12/G/3",
    masthead=Masthead(language="en"),
    title="SPECIMEN report",
    content=(
        Paragraph("p1", "The League recalls resolution 60/251.", (Mark("italic", 11, 18), Mark("note", 36, 36, "n1"))),
        Paragraph("p2", "The second paragraph."),
        Paragraph("p3", "A paragraph that nobody translates."),
    ),
    notes=(Note("n1", "1", (Paragraph("n1-p1", "See the annex."),)),),
    annexes=(Annex("a1", label="Annex", content=(Paragraph("a1-p1", "A table of tides."),)),),
    specimen=True,
)
FRENCH = {
    "title": "Rapport SPECIMEN",
    "p2": "Le deuxième paragraphe.",
    "n1-p1": "Voir l’annexe.",
    "a1.label": "Annexe",
    "a1-p1": "Un tableau de marées.",
}
CODED = {"p1": "La Ligue <g0>rappelle</g0> la résolution 60/251<x1/>."}
"""With its codes as OmegaT shows and keeps them."""

PROJECT = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<omegat><project version="1.0"><source_dir>__DEFAULT__</source_dir><target_dir>__DEFAULT__</target_dir>
<tm_dir>__DEFAULT__</tm_dir><glossary_dir>__DEFAULT__</glossary_dir><glossary_file>__DEFAULT__</glossary_file>
<dictionary_dir>__DEFAULT__</dictionary_dir><source_lang>EN</source_lang><target_lang>FR</target_lang>
<sentence_seg>false</sentence_seg><support_default_translations>true</support_default_translations>
<remove_tags>false</remove_tags></project></omegat>"""


def omegat(folder: Path, name: str, data: bytes, memory: bytes) -> bytes:
    """Let OmegaT translate a file by a memory, in its console mode (which wants a display all the same)."""
    for tool in ("java", "omegat", "xvfb-run"):
        if not shutil.which(tool):
            missing(f"no {tool}: scripts/test-tools installs it")
    for part in ("source", "target", "tm/auto", "glossary", "dictionary", "omegat", "home"):
        (folder / part).mkdir(parents=True)
    (folder / "omegat.project").write_text(PROJECT)
    (folder / "source" / name).write_bytes(data)
    (folder / "tm/auto/memory.tmx").write_bytes(memory)
    home = folder / "home"
    command = [
        "xvfb-run", "-a", "java", f"-Duser.home={home}", "-Djava.library.path=/usr/lib/jni", "-jar",
        "/usr/share/omegat/OmegaT.jar", str(folder), "--mode=console-translate", f"--config-dir={home}",
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, timeout=240, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return (folder / "target" / name).read_bytes()


@pytest.mark.tool
def test_omegat_translates_a_file_and_it_comes_back(tmp_path: Path) -> None:
    begun = press.begin(SOURCE, "fr")[0]
    data = press.to_xliff(SOURCE, begun, "1.2", prefilled=True).data
    shown = {unit.id: unit.text for unit in units(SOURCE)}
    shown["p1"] = "The League <g0>recalls</g0> resolution 60/251<x1/>."
    memory = tmx.write(
        [
            TranslationUnit(id_, (Variant("en", shown[id_]), Variant("fr", words)))
            for id_, words in (FRENCH | CODED).items()
        ],
        source="en",
    ).data
    back = omegat(tmp_path, "work.xlf", data, memory)
    merged = press.merge(back, SOURCE, begun)
    assert set(merged.taken) == {*FRENCH, *CODED}
    assert {(one.code, one.where) for one in merged.problems} == {("merge-target-empty", "p3")}
    document = merged.document
    assert (document.title, document.annexes[0].label) == (FRENCH["title"], "Annexe")
    assert document.content[0] == Paragraph(
        "p1", "La Ligue rappelle la résolution 60/251.", (Mark("italic", 9, 17), Mark("note", 38, 38, "n1"))
    )
    assert document.content[2] == begun.content[2]
    assert document.notes[0].content == (Paragraph("n1-p1", FRENCH["n1-p1"]),)
    assert [one.symbol for one in document.citations] == ["A/RES/60/251"]


# -- translate-toolkit -------------------------------------------------------------------------------------------------


@pytest.fixture
def target() -> Document:
    return press.begin(SOURCE, "fr")[0]


def test_translate_toolkit_works_on_xliff_1_2(target: Document) -> None:
    received = msgspec.structs.replace(target, annexes=(msgspec.structs.replace(SOURCE.annexes[0], language="en"),))
    data = press.to_xliff(SOURCE, received, "1.2").data
    store = their_xliff.xlifffile.parsestring(data)
    assert (store.sourcelanguage, store.targetlanguage) == ("en", "fr")
    assert [unit.getid().rpartition("\x04")[2] for unit in store.units] == [unit.id for unit in units(SOURCE)]
    assert [unit.istranslatable() for unit in store.units] == [True] * 5 + [False] * 2
    for unit in store.units:
        name = unit.getid().rpartition("\x04")[2]
        if name in FRENCH and unit.istranslatable():
            unit.target = FRENCH[name]
    written = io.BytesIO()
    store.serialize(written)
    merged = press.merge(written.getvalue(), SOURCE, received)
    assert merged.document.content[1] == Paragraph("p2", FRENCH["p2"])
    assert merged.taken == ("title", "p2", "n1-p1")
    assert {one.code for one in merged.problems} == {"merge-target-empty"}


def test_translate_toolkit_reads_xliff_2(target: Document) -> None:
    data = press.to_xliff(SOURCE, target, "2.1").data
    store = their_xliff2.Xliff2File.parsestring(data)
    assert len(store.units) == len(units(SOURCE))
    assert [unit.source for unit in store.units if "second" in (unit.source or "")] == ["The second paragraph."]


def test_translate_toolkit_reads_memories_and_glossaries() -> None:
    told = [
        TranslationUnit(
            "LII/1#p1", (Variant("en", "High water <1>"), Variant("fr", "Haute mer <1>", (Mark("bold", 0, 5),)))
        )
    ]
    store = their_tmx.tmxfile(io.BytesIO(tmx.write(told, source="en").data), "en", "fr")
    (unit,) = store.units
    assert unit.source == "High water <1>"
    assert "mer <1>" in unit.target
    terms = their_tbx.tbxfile.parsestring(tbx.write(glossary(), "2008").data)
    assert len(terms.units) == len(glossary().concepts)
    for unit, concept in zip(terms.units, glossary().concepts, strict=True):
        first = next(code for code in LANGUAGES if concept.of(code))
        assert unit.source == concept.of(first)[0].text


@pytest.mark.shared
def test_translate_toolkit_reads_the_sample_and_what_it_writes_comes_back(shared: Path) -> None:
    """Every document, in either version in turn; it writes XLIFF 2 otherwise than the standard has it, which is read too."""
    for nth, path in enumerate(sorted((shared / "data/akn4un").rglob("*.xml"))):
        document = press.read(path.read_bytes(), path.name).document
        version, reads = (("1.2", their_xliff.xlifffile), ("2.1", their_xliff2.Xliff2File))[nth % 2]
        store = reads.parsestring(press.to_xliff(document, document, version).data)
        assert len(store.units) == len(units(document)), path
        written = io.BytesIO()
        store.serialize(written)
        assert press.merge(written.getvalue(), document, document).document == document, path
