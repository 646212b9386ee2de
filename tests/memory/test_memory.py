"""The memory over a real archive: what it holds, whom it tells, how it keeps up with what is released and imported."""

from __future__ import annotations

import datetime
import shutil
from typing import Any

import msgspec
import pytest

from tests.archive.made import AT, BY, SYMBOL, edition, later, plain
from verbale.archive import access
from verbale.archive.deposit import deposit
from verbale.archive.submissions import Arrived
from verbale.archive.verify import verify
from verbale.document import Edition, Heading, Paragraph
from verbale.document.variants import TranslationUnit, Variant
from verbale.formats.translation import tmx
from verbale.memory import imports, index
from verbale.memory.finding import find
from verbale.memory.matching import Match
from verbale.problems import BadInput

COURTESY = (
    "The Permanent Mission avails itself of this opportunity to renew to the Secretariat of the League of Imaginary "
    "Islands the assurances of its highest consideration."
)
SAID = {
    "en": ("The light of buoy 7 was seen on 4 May 2020.", "The tide rose.", "Nobody was hurt."),
    "fr": ("Le feu de la bouée 7 a été aperçu le 4 mai 2020.", "La marée a monté.", "Personne n’a été blessé."),
    "zh": ("2020年5月4日看到了7号浮标的灯光。", "潮水上涨。", "无人受伤。"),
}


def said(symbol: str, ids: tuple[str, ...] = ("p1", "p2", "p3"), **other: tuple[str, ...]) -> Edition:
    """A document that says a few sentences in three languages."""
    made = plain(symbol, *SAID)
    versions = tuple(
        msgspec.structs.replace(
            version,
            content=tuple(
                Paragraph(id_, text)
                for id_, text in zip(
                    ids, other.get(version.masthead.language, SAID[version.masthead.language]), strict=False
                )
            ),
        )
        for version in made.versions
    )
    return msgspec.structs.replace(made, versions=versions)


def keep(made: Edition, hours: float = 0, **given: Any) -> None:
    deposit(made, by=BY, at=later(hours), **given)


def ask(
    text: str, source: str = "en", target: str = "fr", at: datetime.datetime | None = None, **given: Any
) -> list[Match]:
    return find(text, source, target, at=at or later(48), **given)


def test_the_same_words_come_with_where_when_and_by_whom(archive: str) -> None:
    keep(edition())
    best, *_ = ask(COURTESY)
    assert (best.score, best.symbol, best.dated, best.place, best.by) == (100, SYMBOL, AT.date().isoformat(), "p3", BY)
    assert best.target.startswith("La Mission permanente saisit")
    assert not best.imported


def test_every_language_into_every_other(archive: str) -> None:
    keep(said("LII/LC/12/G/2"))
    for source, words in SAID.items():
        for target, wanted in SAID.items():
            if source != target:
                assert [ask(text, source, target)[0].target for text in words] == list(wanted)
    assert ask(SAID["en"][0], "en", "ru") == []
    assert ask(SAID["en"][0], "en", "en") == []


def test_other_figures_are_put_in_and_other_words_lower_the_score(archive: str) -> None:
    keep(said("LII/LC/12/G/2"))
    (best,) = ask("The light of buoy 12 was seen on 5 May 2021.", "en", "zh")
    assert (best.score, best.replaced, best.target) == (99, True, "2021年5月5日看到了12号浮标的灯光。")
    (like,) = ask("The light of buoy 7 was lost on 4 May 2020.")
    assert (like.score, like.replaced, like.target) == (90, False, SAID["fr"][0])
    assert ask("A wholly different sentence about birds and their songs.") == []


def test_the_same_passage_between_the_same_passages_comes_first(archive: str) -> None:
    keep(said("LII/LC/12/G/2"))
    keep(
        said(
            "LII/LC/12/G/3",
            fr=("Autre chose.", "La marée est montée.", "Fin."),
            en=("Other.", "The tide rose.", "End."),
        )
    )
    around = (SAID["en"][0], SAID["en"][2])
    first, second = ask("The tide rose.", around=around)
    assert (first.context, first.symbol, second.context) == (True, "LII/LC/12/G/2", False)
    first, _ = ask("The tide rose.", around=("Other.", "End."))
    assert (first.context, first.target) == (True, "La marée est montée.")


def test_what_is_not_public_is_told_to_nobody_who_may_not_see_it(archive: str) -> None:
    keep(said("LII/LC/12/G/2"))
    assert len(ask("The tide rose.")) == 1
    access.rule("LII/LC/12/G/2", "restricted", "SPECIMEN", by=BY, at=later(1))
    assert ask("The tide rose.") == []
    assert ask("The tide rose.", closed={"LII/LC/12/G/9"}) == []
    assert len(ask("The tide rose.", closed={"LII/LC/12/G/2"})) == len(ask("The tide rose.", closed=None)) == 1
    access.rule("LII/LC/12/G/2", "public", "SPECIMEN", by=BY, at=later(2))
    assert len(ask("The tide rose.")) == 1
    access.rule("LII/LC/12/G/2", "withdrawn", "SPECIMEN", by=BY, at=later(3))
    assert ask("The tide rose.", closed=None) == []


def test_what_others_may_not_see_does_not_hide_what_they_may(archive: str) -> None:
    for number in range(2, 12):
        keep(said(f"LII/LC/12/G/{number}", fr=(f"Secret {number}.", f"Secret {number}.", "Fin.")))
        access.rule(f"LII/LC/12/G/{number}", "restricted", "SPECIMEN", by=BY, at=later(1))
    keep(said("LII/LC/12/G/12"))
    found = ask("The tide rose.")
    assert [match.target for match in found] == ["La marée a monté."]


def test_what_comes_out_later_is_not_told_before(archive: str) -> None:
    keep(said("LII/LC/12/G/2"), released=later(24))
    assert ask("The tide rose.", at=later(1)) == []
    assert len(ask("The tide rose.", at=later(25))) == 1


def test_what_is_released_is_known_at_once_and_a_reissue_replaces_it(archive: str) -> None:
    keep(edition())
    assert ask("The tide rose.") == []
    keep(said("LII/LC/12/G/2"), 1)
    assert [match.target for match in ask("The tide rose.")] == ["La marée a monté."]
    again = said("LII/LC/12/G/2", fr=("Mieux.", "La marée est montée.", "Fin."))
    keep(again, 2, reissue="SPECIMEN: better.")
    assert [match.target for match in ask("The tide rose.")] == ["La marée est montée."]
    assert index.status(later(48)).state == "current"
    before = index.status(later(48)).units
    assert index.rebuild(later(48)) == before
    assert [match.target for match in ask("The tide rose.")] == ["La marée est montée."]
    shutil.rmtree(index.root())  # derived: it may be thrown away
    assert [match.target for match in ask("The tide rose.")] == ["La marée est montée."]


def test_versions_without_common_ids_are_aligned(archive: str) -> None:
    made = said("LII/LC/12/G/2")
    english, french, chinese = (
        next(v for v in made.versions if v.masthead.language == lang) for lang in ("en", "fr", "zh")
    )
    french = msgspec.structs.replace(
        french, content=tuple(msgspec.structs.replace(block, id=f"x{n}") for n, block in enumerate(french.content))
    )
    chinese = msgspec.structs.replace(chinese, content=(Heading("h1", "标题"), *chinese.content))
    keep(msgspec.structs.replace(made, versions=(english, french, chinese)))
    assert ask(SAID["en"][0], "en", "fr")[0].target == SAID["fr"][0]
    assert ask(SAID["en"][0], "en", "zh")[0].target == SAID["zh"][0]


def memory_file(*units: TranslationUnit) -> Arrived:
    return Arrived("house.tmx", "application/x-tmx+xml", tmx.write(units).data)


def test_a_memory_of_another_house_is_kept_and_told_with_its_name(archive: str) -> None:
    unit = TranslationUnit(
        "7",
        (Variant("en", "The lamp is out."), Variant("fr", "La lampe est éteinte.")),
        {"x-document": "XX/1"},
        datetime.date(2019, 5, 4),
    )
    row, count, problems = imports.take_in(memory_file(unit), "House", by="administrator@league.example", at=AT)
    assert (count, problems) == (1, ())
    index.update(later(1))
    (best,) = ask("The lamp is out.")
    assert (best.score, best.target, best.imported) == (100, "La lampe est éteinte.", True)
    assert (best.symbol, best.dated, best.by) == ("House: XX/1", "2019-05-04", "administrator@league.example")
    assert [(kept[0], kept[1:]) for kept in imports.kept()] == [(row, ("House", 1))]
    keep(said("LII/LC/12/G/2"), 2)
    assert len(ask("The tide rose.")) == 1
    index.rebuild(later(3))
    assert ask("The lamp is out.")[0].imported
    assert verify().problems == ()


def test_a_memory_that_brings_nothing_is_refused(archive: str) -> None:
    alone = memory_file(TranslationUnit("1", (Variant("en", "Alone."),)))
    for file in (alone, Arrived("x.tmx", "text/xml", b"<tmx"), Arrived("x.tmx", "text/xml", b"SPECIMEN")):
        with pytest.raises(BadInput):
            imports.take_in(file, "", by=BY, at=AT)
    assert imports.kept() == []


def test_a_passage_without_words_matches_nothing(archive: str) -> None:
    keep(said("LII/LC/12/G/2"))
    for text in ("", "   ", "…", "12"):
        assert ask(text) == []
