"""Notes composed from the set formulas are read back as what they were made of, in all six languages."""

from __future__ import annotations

import datetime
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as some

from tests.desk.world import LEAGUE
from verbale import press
from verbale.authorities import authorities
from verbale.communications.forms import session_code
from verbale.desk import composing
from verbale.languages import LANGUAGES
from verbale.problems import BadInput, NotKnown

KNOWN = authorities().with_organization(Path(LEAGUE).read_text("utf-8"))

OBJECTS = {
    "ar": "بيان هيئة الموانئ في بروماليا بشأن المد الربيعي",
    "zh": "布鲁马利亚港务局关于大潮的声明",
    "en": "the statement of the Harbour Authority of Brumalia on the spring tide",
    "fr": "la déclaration de l’Autorité portuaire de la Brumalie sur la grande marée",
    "ru": "заявление Портового управления Брумалии о сизигийном приливе",
    "es": "la declaración de la Autoridad Portuaria de Brumalia sobre la marea viva",
}


def note(language: str, kind: str = "note-verbale", **given: object) -> composing.Note:
    """A specimen note."""
    letter = kind != "note-verbale"
    said: dict[str, object] = {
        "state": "XAA", "capacity": "permanent-representative" if letter else "permanent-mission", "seat": "LII-HQ",
        "addressees": ("LII-SECRETARIAT",), "dated": datetime.date(2026, 3, 3), "body": "LII/LC", "session": "12",
        "items": ("4",), "object": OBJECTS[language], "annexes": 1, "signatory": "Ann Example" if letter else "",
        "specimen": True,
    }  # fmt: skip
    return composing.Note(language=language, kind=kind, **{**said, **given})


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ["note-verbale", "letter", "identical-letters"])
@pytest.mark.parametrize("object_", [True, False], ids=["transmits", "bare"])
def test_what_is_composed_is_read_back(language: str, kind: str, object_: bool) -> None:
    wanted = note(language, kind, object=OBJECTS[language] if object_ else "")
    made = composing.file(wanted, KNOWN)
    document = press.read(made.data, made.name, KNOWN).document
    said = document.communication
    assert said is not None
    assert (document.masthead.language, said.kind, said.dated) == (language, kind, wanted.dated)
    assert (said.sender.state, said.sender.capacity, said.sender.seat) == (wanted.state, wanted.capacity, "LII-HQ")
    assert said.addressees == wanted.addressees
    assert (document.body, session_code(document.session)) == ("LII/LC", "12")
    assert [item.number for item in document.agenda] == ["4"]
    assert document.specimen
    composed = composing.compose(wanted, KNOWN)
    assert [p.formula for p in said.passages] == [p.formula for p in composed.communication.passages]
    assert {p.slots["object"] for p in said.passages if "object" in p.slots} == ({wanted.object} if object_ else set())


dates = some.dates(datetime.date(2020, 1, 1), datetime.date(2029, 12, 31))


@given(
    language=some.sampled_from(LANGUAGES), dated=dates, state=some.sampled_from(["XAA", "XAB", "XAC", "XAD"]),
    item=some.integers(1, 10), session=some.integers(1, 80), annexes=some.integers(0, 3),
)  # fmt: skip
def test_any_note_covers_its_other_languages(
    language: str, dated: datetime.date, state: str, item: int, session: int, annexes: int
) -> None:
    """Without words of its own, a note that was composed is written in all six languages with nothing left over."""
    wanted = note(language, object="", dated=dated, state=state, items=(str(item),), session=str(session))
    made = composing.file(msgspec.structs.replace(wanted, annexes=annexes), KNOWN)
    document = press.read(made.data, made.name, KNOWN).document
    assert document.communication.sender.state == state
    assert document.communication.dated == dated
    for other in LANGUAGES:
        version, problems = press.in_language(document, other, KNOWN)
        assert not [problem for problem in problems if problem.code == "issue-passage-untranslated"]
        assert version.title == composing.compose(msgspec.structs.replace(wanted, language=other), KNOWN).title


@pytest.mark.parametrize(
    ("lacking", "where"),
    [
        ({"addressees": ()}, "addressees"),
        ({"body": ""}, "body"),
        ({"session": "twelve"}, "session"),
        ({"kind": "letter", "signatory": " "}, "signatory"),
    ],
)
def test_what_is_lacking_is_named(lacking: dict[str, object], where: str) -> None:
    with pytest.raises(BadInput) as told:
        composing.compose(note("en", **lacking), KNOWN)
    assert told.value.where == where


def test_a_code_that_nobody_knows_is_refused() -> None:
    with pytest.raises(NotKnown, match="XZZ"):
        composing.compose(note("en", state="XZZ"), KNOWN)
