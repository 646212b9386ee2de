"""Numbers in running text: what is written is read back, in figures and in words, with scales and units."""

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verbale.languages import (
    LANGUAGES,
    figures_pattern,
    ordinal,
    read_quantities,
    words_pattern,
    write_number,
)
from verbale.languages.folding import fold


def values(text: str, lang: str) -> list[str]:
    return [f"{one.value} {one.unit}".rstrip() for one in read_quantities(fold(text), lang)]


@given(number=st.integers(0, 10**13), lang=st.sampled_from(LANGUAGES))
def test_every_whole_number_is_read_back(number: int, lang: str) -> None:
    text = write_number(number, lang)
    assert re.fullmatch(figures_pattern(lang), fold(text))
    assert values(text, lang) == [str(number)]


@given(number=st.decimals(0, 999, places=2), lang=st.sampled_from(LANGUAGES))
def test_every_decimal_is_read_back(number: Decimal, lang: str) -> None:
    shown = f"{number:f}".rstrip("0").rstrip(".") if number else "0"
    assert values(write_number(number, lang), lang) == [shown]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_ordinal_in_words_is_read_back(lang: str) -> None:
    for number in range(1, 151):
        text = fold(ordinal(number, lang))
        assert re.fullmatch(words_pattern(lang), text), text
        assert values(text, lang) == [str(number)], text


def test_arabic_groups_from_right_to_left() -> None:
    assert write_number(606_742_300, "ar") == "300 742 606"
    assert [values(text, "ar") for text in ("350 8", "000 934", "1 200", "300 742 606")] == [
        ["8350"], ["934000"], ["1200"], ["606742300"],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "1.2 billion"), ("fr", "1 200 millions"), ("fr", "1,2 milliard"), ("es", "1.200 millones"),
        ("ru", "1,2 млрд"), ("ru", "1,2 миллиарда"), ("ar", "1,2 بليون"), ("ar", "1,2 مليار"), ("zh", "12亿"),
    ],
)  # fmt: skip
def test_scales_are_multiplied(lang: str, text: str) -> None:
    assert values(text, lang) == ["1200000000"]


@pytest.mark.parametrize(
    ("lang", "text", "value"),
    [
        ("en", "12.5 per cent", "12.5 %"), ("fr", "12,5 %", "12.5 %"), ("es", "12,5 por ciento", "12.5 %"),
        ("ru", "12,5 процента", "12.5 %"), ("ar", "12,5 في المائة", "12.5 %"), ("ar", "١٢٫٥ ٪", "12.5 %"),
        ("zh", "12.5%", "12.5 %"), ("zh", "百分之十二点五", "12.5 %"),
        ("en", "US$ 4 million", "4000000 USD"), ("en", "4,000,000 dollars", "4000000 USD"),
        ("fr", "4 millions de dollars", "4000000 USD"), ("es", "4 millones de dólares", "4000000 USD"),
        ("ru", "4 млн долл. США", "4000000 USD"), ("ar", "4 ملايين دولار", "4000000 USD"), ("zh", "400万美元", "4000000 USD"),
        ("zh", "4万亿美元", "4000000000000 USD"), ("zh", "12亿5 000万", "1250000000"),
    ],
)  # fmt: skip
def test_units_are_told(lang: str, text: str, value: str) -> None:
    assert values(text, lang) == [value]


@pytest.mark.parametrize(
    ("lang", "text", "number"),
    [
        ("en", "one hundred and twenty-three thousand four hundred and five", 123405),
        ("fr", "cent vingt-trois mille quatre cent cinq", 123405), ("fr", "quatre-vingt-dix-sept", 97),
        ("es", "mil quinientos treinta y dos", 1532), ("ru", "двести тридцать пять тысяч шестьсот", 235600),
        ("ar", "ثلاثة آلاف وخمسمائة", 3500), ("ar", "خمسة وعشرين", 25), ("zh", "一万二千三百", 12300), ("zh", "二〇〇五", 2005),
    ],
)  # fmt: skip
def test_cardinals_in_words(lang: str, text: str, number: int) -> None:
    assert values(text, lang) == [str(number)]


def test_several_numbers_in_words_are_several() -> None:
    assert values("twenty-first and twenty-second", "en") == ["21", "22"]
    assert values("السبعين والحادية والسبعين والثانية والسبعين", "ar") == ["70", "71", "72"]
    assert values("السابعة عشرة والثامنة عشرة", "ar") == ["17", "18"]


@given(text=st.text(alphabet="0123456789.,٫٬ %万亿百中abcмлнmilلاف-", max_size=60), lang=st.sampled_from(LANGUAGES))
def test_any_text_is_read_or_not(text: str, lang: str) -> None:
    for one in read_quantities(fold(text), lang):
        assert one.value
