"""SRX: valid by its schema, and cutting as our own machine does, by an interpreter that knows nothing but the file."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from tests.languages.test_sentences import CASES
from verbale.formats.translation import srx
from verbale.languages import LANGUAGES, sentences

SRX = "{http://www.lisa.org/srx20}"
ROOT = etree.fromstring(srx.write().data)


@pytest.mark.shared
def test_the_file_is_valid(shared: Path) -> None:
    class Shelf(etree.Resolver):
        def resolve(self, url: str, public_id: str | None, context: object) -> object:
            local = str(shared / "schemas/common/xml.xsd")
            return self.resolve_filename(local, context) if url.endswith("/xml.xsd") else None

    parser = etree.XMLParser(no_network=True)
    parser.resolvers.add(Shelf())
    etree.XMLSchema(etree.parse(shared / "schemas/srx/srx20.xsd", parser)).assertValid(ROOT)


def by_the_file(text: str, code: str) -> list[str]:
    """Cut a text as the standard says: at each place the first rule that fits decides."""
    name = next(
        one.get("languagerulename")
        for one in ROOT.iter(f"{SRX}languagemap")
        if re.match(one.get("languagepattern"), code)
    )
    (rows,) = [one for one in ROOT.iter(f"{SRX}languagerule") if one.get("languagerulename") == name]
    rules = [
        (
            row.get("break") == "yes",
            re.compile(f"(?:{row.find(f'{SRX}beforebreak').text})"),
            re.compile(row.find(f"{SRX}afterbreak").text),
        )
        for row in rows
    ]
    pieces, start = [], 0
    for at in range(1, len(text)):
        for breaks, before, after in rules:
            if after.match(text, at) and any(m.end() == at for m in before.finditer(text[:at])):
                if breaks:
                    pieces.append(text[start:at])
                    start = at
                break
    return [piece.strip() for piece in (*pieces, text[start:]) if piece.strip()]


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_tool_cuts_as_we_do(code: str) -> None:
    text = ("" if code == "zh" else " ").join(CASES[code])
    assert by_the_file(text, code) == list(CASES[code])
    assert by_the_file(text, f"{code.upper()}-XX") == list(CASES[code])


@given(
    st.lists(
        st.sampled_from(("No", "p", "etc", "A", "word", "5", ".", "?", "»", "”", " ", "。", "字", "د", "г")),
        max_size=14,
    ),
    st.sampled_from(LANGUAGES),
)
def test_any_text_is_cut_alike(words: list[str], code: str) -> None:
    text = "".join(words)
    assert by_the_file(text, code) == [text[start:end] for start, end in sentences(text, code)]
