"""Whatever people write for a document leads to one address."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from verbale.library.addresses import Address, path_of, read
from verbale.problems import BadSymbol

KEY = "A/HRC/43/G/25"


@pytest.mark.parametrize(
    ("path", "language", "suffix"),
    [
        ("A/HRC/43/G/25", "", ""),
        ("/a/hrc/43/g/25/", "", ""),
        (" A / HRC / 43 / G / 25 ", "", ""),
        ("A HRC 43 G 25", "", ""),
        ("A\u00a0HRC\u00a043\u00a0G\u00a025", "", ""),
        ("A_HRC_43_G_25", "", ""),
        ("a_hrc_43_g_25-es.pdf", "es", "pdf"),
        ("A-HRC-43-G-25", "", ""),
        ("A%2FHRC%2F43%2FG%2F25", "", ""),
        ("A/HRC/43/G/25*", "", ""),
        ("en/A/HRC/43/G/25", "en", ""),
        ("EN/A/HRC/43/G/25.PDF", "en", "pdf"),
        ("ch/A/HRC/43/G/25", "zh", ""),
        ("sp/A/HRC/43/G/25", "es", ""),
        ("ara/A/HRC/43/G/25.csl.json", "ar", "csl.json"),
        ("russian/A/HRC/43/G/25.json", "ru", "json"),
        ("https://undocs.org/fr/A/HRC/43/G/25", "fr", ""),
        ("http:/docs.un.org/ch/A/HRC/43/G/25", "zh", ""),
        ("undocs.org/A/HRC/43/G/25", "", ""),
        ("akn/un/doc/communication/unga-hrc/2020-03-20/A-HRC-43-G-25", "", ""),
        ("akn/un/doc/communication/unga-hrc/2020-03-20/A-HRC-43-G-25/fra@2020-03-20", "fr", ""),
        ("fr/akn/un/doc/communication/unga-hrc//A-HRC-43-G-25.xml", "fr", "xml"),
    ],
)
def test_ways_to_write_one_symbol(path: str, language: str, suffix: str) -> None:
    assert read(path) == Address((KEY,), language, suffix)


def test_the_question_of_the_old_address() -> None:
    asked = {"symbol": "A/HRC/43/G/25", "Lang": "F"}
    assert read("en/ga/search/view_doc.asp", asked) == Address((KEY,), "fr", "")
    assert read("view_doc.asp", {"Symbol": "a/hrc/43/g/25", "lang": "zh"}) == Address((KEY,), "zh", "")


@pytest.mark.parametrize("number", ["2231-2015", "2231-2015/eng@2015-07-20"])
def test_short_numbers_of_akoma_ntoso(number: str) -> None:
    assert "S/RES/2231(2015)" in read(f"akn/un/statement/deliberation/unsc/2015-07-20/{number}").keys
    assert read("akn/un/statement/deliberation/unga-hrc//43-1").keys[0] == "A/HRC/RES/43/1"
    assert read("akn/un/doc/paper/unga-hrc//A-HRC-S-34-2").keys == ("A/HRC/S-34/2",)


@pytest.mark.parametrize(
    "path",
    ["", "/", "en", "favicon.ico", "desk/queue", "en/bodies", "akn/un/x", "A/" + "1/" * 400, "../etc/passwd", "%00/1"],
)
def test_what_is_no_document(path: str) -> None:
    with pytest.raises(BadSymbol):
        read(path)


def test_only_what_must_be_is_encoded() -> None:
    assert path_of("S/RES/2231 (2015)", "en", "pdf") == "/en/S/RES/2231%20(2015).pdf"
    assert path_of("sha256:ab") == "/sha256:ab"


@given(
    st.sampled_from(["A/HRC/43/G/25", "S/RES/2231 (2015)", "A/C.3/75/L.35/Rev.1", "E/CN.4/2005/1", "A/RES/S-10/2"]),
    st.sampled_from(["", "ar", "zh", "en", "fr", "ru", "es"]),
    st.sampled_from(["", "pdf", "xml", "csl.json", "linkset.json", "md"]),
)
@settings(max_examples=60)
def test_the_canonical_address_is_read_back(symbol: str, language: str, suffix: str) -> None:
    found = read(path_of(symbol, language, suffix))
    assert found == Address((symbol.replace(" ", "").upper(),), language, suffix)


@given(st.text(max_size=60))
@settings(max_examples=150)
def test_no_text_breaks_it(text: str) -> None:
    with suppress(BadSymbol):  # and no other error
        assert read(text).keys
