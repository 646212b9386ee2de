"""The command that concords: files, folders in parallel, documents of the archive; what is broken holds up nothing."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from django.conf import settings as of_django
from msgspec.structs import replace

from tests.concordance.league import versions
from tests.concordance.test_checks import reworded
from verbale.cli import main
from verbale.document import Document, to_json
from verbale.press import write
from verbale.server import settings

Run = Callable[..., Result]


def run(*words: object, code: int = 0) -> Result:
    done = CliRunner().invoke(main, ["concord", *map(str, words)])
    assert done.exit_code == code, (words, done.output, done.exception)
    return done


def put(folder: Path, given: dict[str, Document], name: str = "A_RES_99_1", form: str = "json") -> list[Path]:
    """Write the versions into folders of their languages, as archives have them."""
    paths = []
    for language, one in given.items():
        path = folder / language / f"{name}-{language.upper()}{'.xml' if form == 'akn' else f'.{form}'}"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(to_json(one) if form == "json" else write(one, form).data)
        paths.append(path)
    return paths


@pytest.fixture
def odd() -> dict[str, Document]:
    """The resolution with another symbol in Russian."""
    given = versions()
    return {**given, "ru": reworded(given["ru"], "p2", "60/251", "60/252")}


def test_files_of_one_document_are_shown_language_by_language(tmp_path: Path, odd: dict[str, Document]) -> None:
    paths = put(tmp_path, odd)
    told = run(*paths, code=1).stdout
    assert "A/RES/99/1: 6 languages, 16 passages, 16 in all of them" in told
    assert "error: concord-citation-differs" in told
    lines = [line for line in told.splitlines() if line[2:].startswith(("* ", "  "))]
    assert [line.split()[1] for line in lines if line.strip().startswith("*")] == ["ru"]
    assert "1 documents, 1 differences; 0 documents without any" in told
    assert "0 differences" in run(*put(tmp_path / "agreeing", versions())).stdout


def test_files_of_different_formats_and_without_a_symbol_are_one_document(
    tmp_path: Path, odd: dict[str, Document]
) -> None:
    head = [tmp_path / "note-en.json", tmp_path / "note-ru.json", tmp_path / "note-fr.xml"]
    for path, language in zip(head, ("en", "ru", "fr"), strict=True):
        bare = replace(odd[language], symbol=odd[language].symbol if language == "fr" else None)
        path.write_bytes(to_json(bare) if path.suffix == ".json" else write(bare, "akn").data)
    (one,) = map(json.loads, run(*head, "--json", "--least", "error", code=1).stdout.splitlines())
    assert sorted(one["languages"]) == ["en", "fr", "ru"]
    assert "concord-citation-differs" in {finding["code"] for finding in one["findings"]}


def test_a_folder_is_concorded_in_parallel_and_reported(tmp_path: Path, odd: dict[str, Document]) -> None:
    for number in range(2, 6):
        put(tmp_path / "in", {lang: replace(one, symbol=f"A/RES/99/{number}") for lang, one in versions().items()},
            f"A_RES_99_{number}", "akn" if number == 2 else "json")  # fmt: skip
    put(tmp_path / "in", odd)
    (tmp_path / "in" / "en" / "broken.pdf").write_bytes(b"%PDF-1.7 and no more")
    page, table = tmp_path / "r.html", tmp_path / "r.csv"
    one = run(tmp_path / "in", "--jobs", "1", "--json", code=3).stdout
    told = run(tmp_path / "in", "--jobs", "2", "--html", page, "--csv", table, code=3).stdout
    assert "4 documents without any" in told
    assert page.read_bytes().startswith(b"<!doctype html>")
    assert "A/RES/60/251" in table.read_text("utf-8-sig")
    assert one == run(tmp_path / "in", "--jobs", "2", "--json", code=3).stdout
    found = [json.loads(line) for line in one.splitlines()]
    assert {row["symbol"] for row in found} == {"", *(f"A/RES/99/{number}" for number in range(1, 6))}
    assert [row["problems"][0]["code"] for row in found if row.get("problems")] == ["concord-unreadable"]


def test_versions_that_stand_in_different_batches_are_joined(tmp_path: Path, odd: dict[str, Document]) -> None:
    put(tmp_path / "z", {"ru": odd["ru"]}, "zz")
    put(tmp_path / "a", {lang: one for lang, one in odd.items() if lang != "ru"}, "aa")
    for number in range(30):
        one = replace(versions("en")["en"], symbol=f"A/RES/98/{number}")
        put(tmp_path / "m", {"en": one}, f"m{number}")
    rows = [json.loads(line) for line in run(tmp_path, "--json", "--jobs", "2", code=1).stdout.splitlines()]
    (row,) = [row for row in rows if row["symbol"] == "A/RES/99/1"]
    assert len(row["languages"]) == 6
    assert [finding["odd"] for finding in row["findings"]] == [["ru"]]
    assert len(rows) == 31


def test_what_is_meant_and_what_weighs_little_is_left_out(tmp_path: Path, odd: dict[str, Document]) -> None:
    paths = put(tmp_path, odd)
    key = json.loads(run(*paths, "--json", code=1).stdout)["findings"][0]["key"]
    reasons = tmp_path / "reasons.toml"
    reasons.write_text(f'{key} = "So decided."\n', "utf-8")
    told = json.loads(run(*paths, "--json", "--accepted", reasons).stdout)
    assert told["findings"] == []
    assert told["accepted"][0]["reason"] == "So decided."
    head = replace(odd["fr"].masthead, distribution="limited")
    warned = put(tmp_path / "w", {**versions(), "fr": replace(versions()["fr"], masthead=head)})
    assert "concord-masthead-differs" in run(*warned).stdout
    assert "concord-masthead-differs" not in run(*warned, "--least", "error").stdout
    reasons.write_text("no toml", "utf-8")
    assert "This is no TOML" in run(*paths, "--accepted", reasons, code=3).stderr


def test_wrong_usage_says_what_is_right(tmp_path: Path) -> None:
    assert "Give files, folders or symbols, or --archive." in run(code=2).stderr
    assert "neither a file nor a symbol" in run(tmp_path / "absent.xml", code=3).stderr


def test_a_symbol_and_the_whole_archive(
    database: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, odd: dict[str, Document]
) -> None:
    for one in (settings, of_django):
        monkeypatch.setattr(one, "DATA", tmp_path / "data")
    paths = put(tmp_path / "in", odd)
    more = {language: replace(one, symbol="A/RES/99/7") for language, one in versions().items()}
    put(tmp_path / "in", more, "A_RES_99_7")
    done = CliRunner().invoke(main, ["import", str(tmp_path / "in"), "--jobs", "1"])
    assert done.exit_code == 0, done.output
    assert len(paths) == 6
    told = json.loads(run("a/res/99/1", "--json", code=1).stdout)
    assert (told["symbol"], [one["odd"] for one in told["findings"]]) == ("A/RES/99/1", [["ru"]])
    rows = [json.loads(line) for line in run("--archive", "--json", "--jobs", "2", code=1).stdout.splitlines()]
    assert [(row["symbol"], len(row.get("findings", []))) for row in rows] == [("A/RES/99/1", 1), ("A/RES/99/7", 0)]
    assert "has no document A/RES/99/8" in run("A/RES/99/8", code=2).stderr
