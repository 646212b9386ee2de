"""Agenda item lines in six languages: written, read back, and read as print spells them."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from verbale.languages import LANGUAGES, AgendaItems, find_agenda, read_agenda, write_agenda, write_item
from verbale.problems import BadInput

ITEMS = st.builds(
    lambda number, letters: str(number) + "".join(f"({letter})" for letter in letters),
    st.integers(1, 199),
    st.lists(st.sampled_from("abcdefghijklmnopqrstuvwxyz"), max_size=2),
)
STYLES = ("geneva", "new-york")


@settings(max_examples=200)
@given(items=st.lists(ITEMS, min_size=1, max_size=5), lang=st.sampled_from(LANGUAGES), style=st.sampled_from(STYLES))
@pytest.mark.parametrize("form", ["masthead", "provisional", "inline"])
def test_every_line_is_read_back(items: list[str], lang: str, style: str, form: str) -> None:
    text = write_agenda(items, lang, style=style, provisional=form == "provisional", inline=form == "inline")  # type: ignore[arg-type]
    want = AgendaItems(tuple(items), form == "provisional")
    for spelled in (text, text.upper(), text.replace("'", "’"), text.replace(" ", "\u00a0"), f"{text}*"):
        assert read_agenda(spelled, lang) == read_agenda(spelled) == want
    (found,) = find_agenda(f"A/HRC/43/2, {text} (17)", lang)
    assert (found.items, found.provisional) == (want.items, want.provisional)
    assert f"A/HRC/43/2, {text} (17)"[found.start : found.start + len(text)] == text


LINES = {
    "ar": ("البند 4 من جدول الأعمال", "البندان 132 و 17 (ج) من جدول الأعمال", "البنود 2 و 3 و 5 (هـ) من جدول الأعمال"),
    "zh": ("议程项目4", "议程项目132和17(c)", "议程项目2、3和5(e)"),
    "en": ("Agenda item 4", "Agenda items 132 and 17 (c)", "Agenda items 2, 3 and 5 (e)"),
    "fr": (
        "Point 4 de l’ordre du jour",
        "Points 132 et 17 c) de l’ordre du jour",
        "Points 2, 3 et 5 e) de l’ordre du jour",
    ),
    "ru": ("Пункт 4 повестки дня", "Пункты 132 и 17(c) повестки дня", "Пункты 2, 3 и 5(e) повестки дня"),
    "es": ("Tema 4 del programa", "Temas 132 y 17 c) del programa", "Temas 2, 3 y 5 e) del programa"),
}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_one_two_and_many_items(lang: str) -> None:
    lines = (["4"], ["132", "17(c)"], ["2", "3", "5(e)"])
    assert tuple(write_agenda(items, lang, style="new-york") for items in lines) == LINES[lang]


def test_spanish_agenda_in_geneva_and_forms_in_a_sentence() -> None:
    assert write_agenda(["4"], "es") == "Tema 4 de la agenda"
    assert write_agenda(["4"], "es", provisional=True) == "Tema 4 de la agenda provisional"
    assert write_agenda(["3", "4"], "ru", inline=True) == "пунктам 3 и 4 повестки дня"
    assert write_agenda(["3", "4"], "ar", inline=True) == "البندين 3 و 4 من جدول الأعمال"
    assert write_agenda(["4"], "en", inline=True) == "agenda item 4"


@pytest.mark.parametrize(
    ("text", "items", "provisional"),
    [
        ("Item 7 of the provisional agenda*", "7", True),
        ("Items 2 and 3 of the agenda", "2 3", False),
        ("Item 3", "3", False),
        ("Agenda item 2 and 3", "2 3", False),
        ("Agenda items 3 (a) and (b)", "3(a) 3(b)", False),
        ("Agenda items 2-5", "2 3 4 5", False),
        ("Agenda item 19 (a) to (d)", "19(a) 19(b) 19(c) 19(d)", False),
        ("Agenda item 18 (a) (i)", "18(a)(i)", False),
        ("AGENDA ITEM 4:", "4", False),
        ("Item 107 of the preliminary list*", "107", True),
        ("Point 107 de la liste préliminaire*", "107", True),
        ("Point 3 de l’ordre du jour provisoire**", "3", True),
        ("Points 2 et 3 de l’ordre du jour", "2 3", False),
        ("Tema 5 del temario provisional", "5", True),
        ("Temas 13 a) y 115 del programa", "13(a) 115", False),
        ("Пункт 113(b) повестки дня", "113(b)", False),
        ("Пункты 13(а) и 115 повестки дня", "13(a) 115", False),
        ("Пункт 13 с) повестки дня", "13(c)", False),
        ("Пункт 7 предварительной повестки дня*", "7", True),
        ("البند ٧ من جدول الأعمال المؤقَّت*", "7", True),
        ("البنود 2 و3 و 5 (هـ) من جدول الأعمال", "2 3 5(e)", False),
        ("البند 19 (و) من جدول الأعمال", "19(f)", False),
        ("临时议程*项目7", "7", True),
        ("议程项目3（a）", "3(a)", False),
        ("议程项目3、4和10", "3 4 10", False),
        ("议程项目 13 (a) 和 115", "13(a) 115", False),
    ],
)
def test_lines_of_print(text: str, items: str, provisional: bool) -> None:
    assert read_agenda(text) == AgendaItems(tuple(items.split()), provisional)


@pytest.mark.parametrize(
    "text",
    ["Agenda item 2015", "in items 3 and 4 of the report", "Agenda", "议程", "Organization of work", "повестка дня", "3 and 4",
     "A/HRC/43/4", "", "Agenda item A/HRC/4"],
)  # fmt: skip
def test_lines_that_name_no_item(text: str) -> None:
    assert read_agenda(text) is None


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("as a document of the Assembly, under agenda item 42, and of the Security Council.", "42"),
        ("de l'Assemblée générale, au titre du point 19 f) de l’ordre du jour.", "19(f)"),
        ("en relación con el tema 4 de la agenda.", "4"),
        ("документа Генеральной Ассамблеи по пункту 42 повестки дня и документа", "42"),
        ("19(f) повестки дня.", "19(f)"),
        ("في إطار البند 19 (و) من جدول الأعمال، ومن وثائق", "19(f)"),
        ("作为大会议程项目42项下和安全理事会的文件分发为荷。", "42"),
        ("see items 3 and 4 of the report", ""),
    ],
)
def test_items_in_running_text(text: str, items: str) -> None:
    assert [item for one in find_agenda(text) for item in one.items] == items.split()


@pytest.mark.parametrize("item", ["", "a", "4 and 5", "17c", "4(1)", "1234"])
def test_what_is_no_item_is_refused(item: str) -> None:
    with pytest.raises(BadInput, match="agenda item"):
        write_item(item, "en")
    with pytest.raises(BadInput):
        write_agenda([], "en")


@pytest.mark.parametrize("piece", ["item ", "1, ", "agenda item 3 and ", "13(a)", "البند 3 و "])
def test_no_text_takes_long(piece: str) -> None:
    text = "agenda item " + piece * (500_000 // len(piece))
    start = time.perf_counter()
    find_agenda(text)
    assert read_agenda(text) is None
    assert time.perf_counter() - start < 120  # what is not linear takes hours
