"""Translators' files to begin from, and what reads them: texts that come back, memories, glossaries."""

from __future__ import annotations

from functools import cache
from importlib import resources
from pathlib import PurePath

from verbale import press
from verbale.authorities import authorities, glossary
from verbale.document import Document
from verbale.formats.translation import tbx, tmx
from verbale.formats.translation.xliff import VERSIONS


@cache
def texts() -> tuple[Document, Document]:
    """Return a specimen and the version of it that is begun in another language."""
    folder = resources.files("verbale") / "specimens"
    known = authorities().with_organization((folder / "league.toml").read_text("utf-8"))
    source = press.read((folder / "note-1-en.md").read_bytes(), "note-1-en.md", known).document
    return source, press.begin(source, "fr", known)[0]


def files() -> dict[str, bytes]:
    """Return a file of each kind, by name."""
    source, target = texts()
    found = {f"work-{version}.xlf": press.to_xliff(source, target, version).data for version in VERSIONS}
    return found | {"memory.tmx": tmx.write(press.memory(texts())).data, "glossary.tbx": tbx.write(glossary()).data}


def read(name: str, data: bytes) -> object:
    """Read a file as what its name says, a document or a translator's file; raises what its reader raises."""
    match PurePath(name).suffix:
        case ".xlf":
            return press.merge(data, *texts())
        case ".tmx":
            return tmx.write(tmx.read(data).units)
        case ".tbx":
            return tbx.write(tbx.read(data).glossary)
    return press.read(data, name)
