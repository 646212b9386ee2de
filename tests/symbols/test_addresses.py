"""Web addresses and file names lead to the symbol and back; Akoma Ntoso names are DGACM's."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from verbale.problems import BadSymbol, NotKnown
from verbale.symbols import akn_work, file_name, from_file_name, from_undocs, parse, undocs

ADDRESSES = [
    ("undocs.org/en/A/HRC/43/G/25", "A/HRC/43/G/25", "en"),
    ("https://undocs.org/A/RES/60/251", "A/RES/60/251", None),
    ("https://docs.un.org/fr/A/HRC/43/G/25", "A/HRC/43/G/25", "fr"),
    ("https://undocs.org/A%2FRES%2F60%2F251", "A/RES/60/251", None),
    ("https://undocs.org/S/RES/1325%20(2000)", "S/RES/1325 (2000)", None),
    ("https://undocs.org/E/2015/9", "E/2015/9", None),
    ("https://undocs.org/S/2015/10", "S/2015/10", None),
    ("https://www.un.org/ga/search/view_doc.asp?symbol=A/RES/60/251", "A/RES/60/251", None),
    ("https://www.un.org/en/ga/search/view_doc.asp?symbol=S/RES/1325(2000)&Lang=S", "S/RES/1325 (2000)", "es"),
    ("http://www.un.org/Docs/journal/asp/ws.asp?m=A/RES/60/251", "A/RES/60/251", None),
    ("http://daccess-ods.un.org/access.nsf/Get?Open&DS=A/HRC/43/G/25&Lang=C", "A/HRC/43/G/25", "zh"),
    ("https://undocs.org/Home/Mobile?FinalSymbol=A%2FHRC%2F43%2FG%2F25&Language=R", "A/HRC/43/G/25", "ru"),
    ("https://undocs.org/pdf?symbol=ar/A/RES/217(III)", "A/RES/217 (III)", "ar"),
    ("https://documents.un.org/api/symbol/access?s=A/HRC/43/G/25&l=zh", "A/HRC/43/G/25", "zh"),
]
SYMBOLS = [
    "A/HRC/43/G/25",
    "A/RES/217 (III)",
    "A/RES/2200 A (XXI)",
    "A/RES/79/93 A-B",
    "A/RES/31/6 A and B",
    "A/RES/S-32/1",
    "A/63/13/Add.1",
    "A/75/6 (Sect. 3)/Add.2",
    "A/CONF.224/PC(III)/L.1",
    "A/RES/53/1[F]",
    "A/50/752-S/1995/1035",
    "A/67/65/Corr.1-E/2012/48/Corr.1",
    "A/HRC/36/19*",
    "A/50/752-S/1995/1035**",
    "S/PV.9842 (Resumption 1)",
    "E/ESCWA/ECW/2006/Technical Paper.9",
    "CERD/C/URY/CO/16-20",
    "A/AC.105/C.2/106",
    "ISBA/12/A/11",
]


@pytest.mark.parametrize(("url", "symbol", "lang"), ADDRESSES)
def test_address_is_read(url: str, symbol: str, lang: str | None) -> None:
    assert from_undocs(url) == (parse(symbol), lang)


@pytest.mark.parametrize(
    "url", ["https://undocs.org/", "https://example.org/A/75/23", "http://[", "", "https://www.un.org/en/about-us"]
)
def test_address_without_symbol(url: str) -> None:
    with pytest.raises(BadSymbol):
        from_undocs(url)


@pytest.mark.parametrize("lang", ["ar", "zh", "en", "fr", "ru", "es", None])
@pytest.mark.parametrize("text", [s for s in SYMBOLS if "*" not in s and not parse(s).joint])
def test_address_leads_back(text: str, lang: str | None) -> None:
    assert from_undocs(undocs(parse(text), lang)) == (parse(text), lang)


def test_address_of_a_double_or_reissued_symbol() -> None:
    assert undocs(parse("A/50/752-S/1995/1035"), "en") == "https://undocs.org/en/A/50/752"
    assert undocs(parse("A/HRC/36/19*")) == "https://undocs.org/A/HRC/36/19"
    with pytest.raises(NotKnown):
        undocs(parse("A/75/23"), "de")


def test_file_names_are_the_library_s() -> None:
    assert file_name(parse("A/RES/68/123"), ["en"], "pdf") == "A_RES_68_123-EN.pdf"
    assert file_name(parse("A/50/752-S/1995/1035"), ["en", "fr"]) == "A_50_752&S_1995_1035-EN-FR"
    assert file_name(parse("A/RES/53/1[F]")) == "A_RES_53_1^F^"
    with pytest.raises(NotKnown):
        file_name(parse("A/75/23"), ["it"])


@pytest.mark.parametrize("langs", [(), ("es",), ("ar", "zh", "en", "fr", "ru", "es")])
@pytest.mark.parametrize("suffix", ["", "pdf", "md"])
@pytest.mark.parametrize("text", SYMBOLS)
def test_file_name_leads_back(text: str, langs: tuple[str, ...], suffix: str) -> None:
    assert from_file_name(file_name(parse(text), langs, suffix)) == (parse(text), langs)


@pytest.mark.parametrize("name", ["report-final.pdf", "", "A_HRC.pdf", "A_75_23\n.pdf"])
def test_other_file_names(name: str) -> None:
    with pytest.raises(BadSymbol):
        from_file_name(name)


@pytest.mark.parametrize(
    ("text", "day", "name"),
    [
        ("A/HRC/RES/54/10", "2023-10-11", "/akn/un/statement/deliberation/unga-hrc/2023-10-11/54-10"),
        ("S/RES/2618 (2022)", "2022-01-27", "/akn/un/statement/deliberation/unsc/2022-01-27/2618-2022"),
        ("S/PRST/2022/1", "2022-03-23", "/akn/un/statement/deliberation/unsc/2022-03-23/2022-1"),
        ("A/RES/ES-11/1", "2022-03-02", "/akn/un/statement/deliberation/unga/2022-03-02/ES-11-1"),
        ("A/RES/79/252 A", "2024-12-24", "/akn/un/statement/deliberation/unga/2024-12-24/79-252A"),
        ("A/DEC/77/570", "2023-09-01", "/akn/un/statement/deliberation/unga/2023-09-01/77-570"),
        ("E/RES/2021/3", "2020-09-14", "/akn/un/statement/deliberation/unecosoc/2020-09-14/2021-3"),
        ("A/HRC/47/G/10", "2021-06-30", "/akn/un/doc/communication/unga-hrc/2021-06-30/A-HRC-47-G-10"),
        ("A/RES/217 (III)", "1948-12-10", "/akn/un/statement/deliberation/unga/1948-12-10/217-III"),
        ("A/75/6 (Sect. 3)", "2020-04-21", "/akn/un/doc/paper/unga/2020-04-21/A-75-6-Sect._3"),
        ("ST/SGB/2018/1", "2018-06-01", "/akn/un/statement/instruction/unst/2018-06-01/ST-SGB-2018-1"),
        ("CERD/C/SR.2556", "2017-08-01", "/akn/un/debateReport/minute/uncerd-c/2017-08-01/CERD-C-SR.2556"),
    ],
)
def test_akn_names(text: str, day: str, name: str) -> None:
    assert akn_work(parse(text), date.fromisoformat(day)) == name
    assert akn_work(parse(text)) == name.replace(day, "")


def test_akn_kind_of_work_can_be_told() -> None:
    assert akn_work(parse("A/69/769"), date(2015, 2, 10), "doc/communication") == (
        "/akn/un/doc/communication/unga/2015-02-10/A-69-769"
    )


@pytest.mark.shared
def test_akn_names_meet_those_that_the_un_publishes(shared: Path) -> None:
    """Council resolutions of the archive: the printed number gives the published name."""
    paths = sorted((shared / "data" / "akn4un").glob("HRCresolutions/*/English/*.xml"))[:20]
    assert paths
    for path in paths:
        text = path.read_text(encoding="utf-8")
        published = re.search(r'FRBRuri value="(/akn/un/[^"]*/(\d{4}-\d\d-\d\d)/(\d+)-(\d+))/"', text)
        assert published, path.name
        symbol = parse(f"A/HRC/RES/{published[3]}/{published[4]}")
        assert akn_work(symbol, date.fromisoformat(published[2])) == published[1]
