"""What is written can be found again, and look-ups forgive what print changes."""

import datetime
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from verbale.authorities import CASES, Authorities, authorities
from verbale.languages import LANGUAGES
from verbale.problems import MissingWording, NotKnown

KNOWN = authorities()

TABLES: dict[str, tuple[Mapping[str, Any], Callable[..., str | None]]] = {
    "bodies": (KNOWN.bodies, KNOWN.find_body),
    "offices": (KNOWN.offices, KNOWN.find_office),
    "seats": (KNOWN.seats, KNOWN.find_seat),
    "capacities": (KNOWN.capacities, KNOWN.find_capacity),
    "organizations": (KNOWN.organizations, KNOWN.find_organization),
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("table", TABLES)
def test_every_spelling_finds_its_own_row(table: str, language: str) -> None:
    rows, find = TABLES[table]
    for code, row in rows.items():
        spellings = set(row.spellings(language))
        assert {row.form(language, case) for case in ("name", "the")} <= spellings
        assert {find(text, language) for text in spellings} == {code}, code


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", ["name", "formal", "of", "formal_of"])
def test_every_state_is_found_by_every_form_of_every_period(language: str, form: str) -> None:
    for code, state in KNOWN.states.items():
        for period in state.names:
            written = getattr(state, form)(language, period.until or period.from_)
            assert KNOWN.find_state(written, language) == code, written


@given(
    code=st.sampled_from(sorted(KNOWN.states)),
    language=st.sampled_from(LANGUAGES),
    form=st.sampled_from(["name", "formal", "of", "formal_of"]),
    on=st.none() | st.dates(datetime.date(1945, 10, 24), datetime.date(2100, 1, 1)),
    change=st.sampled_from(
        [
            str.upper,
            lambda t: t.replace(" ", "\u00a0"),
            lambda t: t.replace("’", "'"),
            lambda t: t.replace("ا", "ا\u0640"),
            lambda t: "\u2067" + t + "\u2069",
            lambda t: t + "*",
            lambda t: t.replace("-", "–"),
        ]
    ),
)
@settings(max_examples=200)
def test_states_are_found_however_printed(
    code: str, language: str, form: str, on: datetime.date | None, change: Callable[[str], str]
) -> None:
    written = getattr(KNOWN.states[code], form)(language, on)
    assert KNOWN.find_state(change(written), language) == code
    assert KNOWN.find_state(change(written)) == code


@pytest.mark.parametrize(
    ("text", "language", "state"),
    [
        ("Republic of Azerbaijan", "en", "AZE"),
        ("the United Kingdom", "en", "GBR"),
        ("Turkey", "en", "TUR"),
        ("la Côte d'Ivoire", "fr", "CIV"),
        ("República Islámica del Irán", "es", "IRN"),
        ("Республики Корея", "ru", "KOR"),
        ("للأرجنتين", "ar", "ARG"),
        ("Atlantis", None, None),
    ],
)
def test_states_by_name(text: str, language: str | None, state: str | None) -> None:
    assert KNOWN.find_state(text, language) == state


@pytest.mark.parametrize(
    ("text", "language", "body"),
    [
        ("Consejo de Derechos Humanos", "es", "A/HRC"),
        ("HUMAN RIGHTS COUNCIL", "en", "A/HRC"),
        ("Conseil des droits de l'homme", "fr", "A/HRC"),
        ("Совета по правам человека", "ru", "A/HRC"),
        ("مجلس حقوق الإنسان", "ar", "A/HRC"),
        ("لمجلس حقوق الانسان", "ar", "A/HRC"),
        ("大 会", "zh", "A"),
        ("人 权 理 事 会", None, "A/HRC"),
        ("الجمعيــة العامــة", "ar", "A"),
        ("Special Political and Decolonization Committee (Fourth Committee)", "en", "A/C.4"),
        ("Human Rights Committee", "en", "CCPR/C"),
        ("Consejo de Derechos Humanos", "fr", None),
        ("Ministry of Silence", None, None),
        ("", None, None),
    ],
)
def test_bodies_by_name(text: str, language: str | None, body: str | None) -> None:
    assert KNOWN.find_body(text, language) == body


@pytest.mark.parametrize(
    ("text", "language"), [("الأمــم المتحـدة", "ar"), ("联 合 国", "zh"), ("NATIONS UNIES", "fr")]
)
def test_organization_as_mastheads_print_it(text: str, language: str) -> None:
    assert KNOWN.find_organization(text, language) == "UN"


@pytest.mark.parametrize(
    ("symbol", "body", "organ"),
    [
        ("A/HRC/43/G/25", "A/HRC", "A"),
        ("A/HRC/WG.6/20/SVN/2", "A/HRC/WG.6", "A"),
        ("A/HRC/10/WG.2/2", "A/HRC/WG.2", "A"),
        ("A/HRC/S-17/2", "A/HRC", "A"),
        ("a/hrc/res/43/36", "A/HRC", "A"),
        ("A/69/769", "A", "A"),
        ("A/ES-10/L.27", "A", "A"),
        ("A/C.3/78/L.60/Rev.1", "A/C.3", "A"),
        ("A/CONF.157/24 (Part I)", "A", "A"),
        ("S/RES/822 (1993)", "S", "S"),
        ("A/50/752-S/1995/1035", "A", "A"),
        ("E/CN.4/Sub.2/AC.2/1987/WP.4/Add.1", "E/CN.4/Sub.2", "E"),
        ("E/C.12/SVN/CO/2", "E/C.12", "E"),
        ("E/2021/3", "E", "E"),
        ("CCPR/CO/84/SVN", "CCPR/C", "CCPR"),
        ("CERD/C/URY/CO/16-20", "CERD/C", "CERD"),
        ("NPT/CONF.2015/WP.4", "NPT/CONF", "NPT/CONF"),
        ("UNEP/EA.5/Res.8", "UNEP/EA", "A"),
        ("TD/B/WP(XXXV)/MISC.1/REV.1", "TD/B", "A"),
        ("ST/SGB/2018/1/Rev.2", "ST", "ST"),
    ],
)
def test_body_and_organ_of_a_symbol(symbol: str, body: str, organ: str) -> None:
    found = KNOWN.body_of(symbol)
    assert found is not None
    assert (found.id, KNOWN.organ_of(found.id).id) == (body, organ)


@pytest.mark.parametrize("symbol", ["Z/2020/1", "", "/", "43", "HRC/43/1"])
def test_no_body_of_what_is_no_symbol(symbol: str) -> None:
    assert KNOWN.body_of(symbol) is None


@pytest.mark.parametrize(
    ("body", "number", "year", "symbol"),
    [
        ("A", "60/251", None, "A/RES/60/251"),
        ("A", "217 A (III)", None, "A/RES/217 A (III)"),
        ("A/C.3", "60/251", None, "A/RES/60/251"),
        ("A/HRC", "5/1", None, "A/HRC/RES/5/1"),
        ("E", "2014/34", None, "E/RES/2014/34"),
        ("S", "822", 1993, "S/RES/822 (1993)"),
    ],
)
def test_what_a_body_calls_its_resolution(body: str, number: str, year: int | None, symbol: str) -> None:
    assert KNOWN.resolution_symbol(body, number, year) == symbol


def test_decisions_and_statements() -> None:
    assert KNOWN.resolution_symbol("A/HRC", "19/119", kind="decision") == "A/HRC/DEC/19/119"
    assert KNOWN.resolution_symbol("S", "2015/3", kind="statement") == "S/PRST/2015/3"


@pytest.mark.parametrize(("body", "year"), [("S", None), ("CCPR/C", None), ("A/HCR", None)])
def test_no_symbol_is_guessed(body: str, year: int | None) -> None:
    with pytest.raises(NotKnown):
        KNOWN.resolution_symbol(body, "1", year)


@pytest.mark.parametrize(
    ("text", "language", "offices"),
    [
        (
            "the President of the Human Rights Council and the Office of the United Nations High Commissioner for Human Rights",
            "en",
            ("PRESIDENT-A/HRC", "OHCHR"),
        ),
        ("to the Secretary-General and to the President of the Security Council", "en", ("SG", "PRESIDENT-S")),
        ("au Secrétaire général et au Président du Conseil de sécurité", "fr", ("SG", "PRESIDENT-S")),
        ("al Secretario General y al Presidente del Consejo de Seguridad", "es", ("SG", "PRESIDENT-S")),
        ("на имя Генерального секретаря и Председателя Совета Безопасности", "ru", ("SG", "PRESIDENT-S")),
        ("إلى الأمين العام وإلى رئيس مجلس الأمن", "ar", ("SG", "PRESIDENT-S")),
        ("秘书长和安全理事会主席", "zh", ("SG", "PRESIDENT-S")),
        ("the Economic and Social Council", "en", ()),
        ("the President of the Economic and Social Council", "en", ("PRESIDENT-E",)),
        ("the Secretary-General and the Lord of the Flies", "en", ()),
        ("and " * 100_000, "en", ()),
    ],
)
def test_several_addressees(text: str, language: str, offices: tuple[str, ...]) -> None:
    assert KNOWN.find_offices(text, language) == offices


def test_missing_wording_is_an_error_and_never_english() -> None:
    with pytest.raises(MissingWording, match="Security Council"):
        KNOWN.bodies["S"].form("ru", "to")
    toml = '[[body]]\nid = "Q"\nen = "the Quiet Room"\n'
    quiet = KNOWN.with_organization(toml).bodies["Q"]
    with pytest.raises(MissingWording, match="Quiet Room"):
        quiet.name("fr")
    with pytest.raises(NotKnown):
        quiet.name("de")


def test_values_are_frozen_and_shared() -> None:
    assert authorities() is authorities()
    assert isinstance(KNOWN, Authorities)
    with pytest.raises(AttributeError):
        KNOWN.bodies["A"].parent = "S"  # type: ignore[misc]


@pytest.mark.parametrize("case", CASES)
def test_all_offices_have_all_forms_in_all_languages(case: Any) -> None:
    for code, office in KNOWN.offices.items():
        for language in LANGUAGES:
            assert office.form(language, case), (code, language)
            assert office.form(language, case, feminine=True), (code, language)
