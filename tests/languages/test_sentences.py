"""Where sentences end, in six languages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verbale.languages import LANGUAGES, sentences

CASES = {
    "en": (
        "1. The League met (see para. 5 and No. 7).", "It recalled, e.g. resolution 60/251, Rev. 2, etc.", "Mr. J. Smith said no.",
        "Then he left!", "“Was it so?” he asked.", "The tide rose by 3.2 metres... or so.", "The end",
    ),
    "fr": (
        "Le Conseil s’est réuni le 3 mai (voir par. 5 et no 7).", "M. Dupont a cité, p. ex. la résolution, etc.",
        "Puis il a dit : « Est-ce vrai ? »", "Il est parti.", "S. E. Mme X l’a suivi.",
    ),
    "es": (
        "El Consejo se reunió (véase párr. 5 y núm. 7).", "El Sr. Pérez citó, p. ej. la resolución, etc.",
        "Luego dijo: «¿Es cierto?».", "Se fue a EE. UU.", "Volvió.",
    ),
    "ru": (
        "Совет собрался (см. п. 5).", "Он напомнил, т.е. указал, на резолюцию и т.д.", "Г-н И. И. Иванов сказал: «Так ли это?»",
        "Он ушел.", "Это было в 2020 г. в Женеве.",
    ),
    "ar": ("اجتمع المجلس في ٣ أيار/مايو (انظر ص. 5).", "وأشار د. أحمد إلى القرار إلخ.", "ثم قال: هل هذا صحيح؟", "وغادر."),
    "zh": ("理事会开会。", "它回顾第60/251号决议；", "并说：“是这样吗？”", "水位上升3.2米。", "他离开了"),
}  # fmt: skip


def cut(text: str, language: str) -> tuple[str, ...]:
    return tuple(text[start:end] for start, end in sentences(text, language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_sentences_end_where_a_reader_sees_them_end(language: str) -> None:
    between = "" if language == "zh" else " "
    assert cut(between.join(CASES[language]), language) == CASES[language]


@given(st.text(st.sampled_from("ab AB.?!。；»”)ا؟5\u00a0\n"), max_size=80), st.sampled_from(LANGUAGES))
def test_nothing_but_space_is_between_sentences(text: str, language: str) -> None:
    found = sentences(text, language)
    assert "".join("".join(text[start:end].split()) for start, end in found) == "".join(text.split())
    assert all(start < end and text[start:end] == text[start:end].strip() for start, end in found)
    assert list(found) == sorted(found)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("unit", [".", "”", ".”", "»", " »", "。", "。”", "p. ", "A.", "?!"])
def test_long_runs_are_cut_in_one_pass(language: str, unit: str) -> None:
    """What looked at each place again from every place before it would not end here."""
    text = unit * 100_000 + "x"
    found = sentences(text, language)
    assert sum(end - start for start, end in found) <= len(text)
    assert found[-1][1] == len(text)
