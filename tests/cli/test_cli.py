"""The command line as a person uses it: files, patterns, standard input, exit codes, messages with advice."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from importlib import resources
from pathlib import Path

import pikepdf
import pytest
from click.testing import CliRunner, Result

import verbale
from tests.formats.made_up import specimen
from verbale.cli import main

SPECIMENS = Path(str(resources.files("verbale") / "specimens"))
LEAGUE = str(SPECIMENS / "league.toml")
NOTE = str(SPECIMENS / "note-1-en.md")


def run(*arguments: str, given: bytes | None = None) -> Result:
    return CliRunner().invoke(main, list(arguments), input=given)


def test_read_prints_the_fields_as_json() -> None:
    result = run("read", NOTE, "--json", "--organization", LEAGUE)
    assert result.exit_code == 0
    found = json.loads(result.stdout)
    assert found["symbol"] == "LII/LC/12/G/1"
    assert found["communication"]["sender"]["state"] == "XAA"
    assert found["problems"] is not None
    assert {e["field"] for e in found["evidence"]} >= {"symbol", "communication.dated"}


def test_read_takes_standard_input_patterns_and_several_files() -> None:
    one = run("read", "-", "--json", "--name", "note.md", "--organization", LEAGUE, given=Path(NOTE).read_bytes())
    assert json.loads(one.stdout)["symbol"] == "LII/LC/12/G/1"
    many = run("read", str(SPECIMENS / "note-*.md"), "--json", "--organization", LEAGUE)
    assert [json.loads(line)["symbol"] for line in many.stdout.splitlines()] == [
        f"LII/LC/12/G/{n}" for n in range(1, 7)
    ]


def test_read_shows_where_each_field_was_read() -> None:
    result = run("read", NOTE, "--show", "--organization", LEAGUE)
    assert result.exit_code == 0
    assert "LII/LC/12/G/1" in result.stdout
    assert "line 3" in result.stdout


def test_read_shows_page_line_box_and_confidence_of_a_pdf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "240")
    whole, bare = tmp_path / "whole.pdf", tmp_path / "bare.pdf"
    whole.write_bytes(verbale.write(specimen("en"), "pdf").data)
    with pikepdf.open(whole) as made:
        for name in list(made.attachments):
            del made.attachments[name]
        made.save(bare)
    result = run("read", str(bare), "--show")
    assert result.exit_code == 0, result.output
    place = r" +(100|95)% +page 1, line [\d, ]+, box( \d+){4}: "
    assert re.search(rf"symbol +A/HRC/73/G/7{place}A/HRC/73/G/7", result.stdout)
    assert re.search(rf"session\.number +73{place}Seventy-third session", result.stdout)
    assert re.search(rf"communication\.dated +2031-04-01{place}1 April 2031", result.stdout)
    assert re.search(rf"title +Note verbale [^%]+{place}Note verbale", result.stdout)


def test_a_file_that_cannot_be_read_does_not_hide_the_others(tmp_path: Path) -> None:
    empty = tmp_path / "empty.md"
    empty.write_bytes(b"")
    result = run("read", str(empty), NOTE, "--json", "--organization", LEAGUE)
    assert result.exit_code == 3
    assert json.loads(result.stdout)["symbol"] == "LII/LC/12/G/1"
    assert "bad-input" in result.stderr
    assert "empty" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("read", "no-such-file.md"), 3, "no-such-file.md"),
        (("read", str(SPECIMENS)), 3, "folder"),
        (("read",), 2, "FILES"),
        (("unknown",), 2, "unknown"),
        (("symbol", "A/HRC/43/G"), 1, "number"),
        (("symbol", "--mint", "A/HCR/40/CRP.4"), 1, "A/HRC/40/CRP.4"),
        (("cite", NOTE, "--language", "xx"), 2, "xx"),
        (("issue", NOTE, "--out", "x", "--symbol", "LII/LC/12/G/", "--organization", LEAGUE), 2, "number"),
        (("issue", NOTE, "--out", "x", "--formats", "wordstar", "--organization", LEAGUE), 3, "wordstar"),
    ],
)
def test_what_cannot_be_done_says_why_and_changes_nothing(
    arguments: tuple[str, ...], code: int, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run(*arguments)
    assert result.exit_code == code, result.output
    assert words in result.stderr
    assert "Traceback" not in result.output
    assert list(tmp_path.iterdir()) == []


def test_check_reports_every_fault_at_once() -> None:
    text = "# General Assembly\n\nNote verbale dated 5 May 2030 from the Permanent Mission of Nowhere\n\nText.*\n"
    result = run("check", "-", "--json", given=text.encode())
    found = {p["code"] for p in json.loads(result.stdout)["problems"]}
    assert result.exit_code == 1
    assert {
        "check-symbol-absent",
        "check-distribution-absent",
        "check-date-absent",
        "check-communication-unread",
    } <= found


def test_cite_lists_citations_of_running_text_and_of_documents() -> None:
    text = "Recalling Security Council resolutions 822 (1993) and 853 (1993) and its resolution 60/251"
    result = run("cite", "-", "--language", "en", "--body", "A", "--json", given=text.encode())
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert [r["symbol"] for r in rows] == ["S/RES/822 (1993)", "S/RES/853 (1993)", "A/RES/60/251"]
    assert rows[0]["url"].startswith("https://undocs.org/")
    assert text[rows[2]["start"] : rows[2]["end"]] == "60/251"
    assert "LII/LC/RES/11/4" in run("cite", NOTE).stdout


def test_symbol_explains_and_expands() -> None:
    result = run("symbol", "A/63/13 and Add.1-3", "--json")
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert [r["symbol"] for r in rows] == ["A/63/13", "A/63/13/Add.1", "A/63/13/Add.2", "A/63/13/Add.3"]
    assert "communication from a Government" in run("symbol", "A/HRC/43/G/25").stdout


def test_issue_writes_the_files_and_says_what_remains(tmp_path: Path) -> None:
    result = run("issue", NOTE, "--out", str(tmp_path), "--on", "2026-03-20", "--formats", "html,json", "--json",
                 "--organization", LEAGUE)  # fmt: skip
    assert result.exit_code == 0, result.stderr
    found = json.loads(result.stdout)
    assert len(found["renditions"]) == 12
    assert all(Path(r["file"]).exists() for r in found["renditions"])
    assert {p["code"] for p in found["problems"]} >= {"issue-passage-untranslated"}


def test_convert_writes_what_was_read_in_another_format(tmp_path: Path) -> None:
    one = run("convert", NOTE, "--to", "akn", "--organization", LEAGUE)
    assert one.exit_code == 0
    assert "<akomaNtoso" in one.stdout
    many = run(
        "convert",
        NOTE,
        str(SPECIMENS / "note-2-fr.md"),
        "--to",
        "bibtex",
        "--out",
        str(tmp_path),
        "--organization",
        LEAGUE,
    )
    assert many.exit_code == 0
    assert {p.name for p in tmp_path.iterdir()} == {"note-1-en.bib", "note-2-fr.bib"}
    assert run("convert", NOTE, NOTE, "--to", "akn").exit_code == 2


def test_formats_and_schema() -> None:
    rows = {row["name"]: row for row in json.loads(run("formats", "--json").stdout)}
    assert rows["json"]["keeps"] == ["all"]
    assert rows["pdf"]["writes"]
    assert "markdown" in run("formats").stdout
    assert json.loads(run("formats", "--schema").stdout)["$schema"].startswith("https://json-schema.org/")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion(shell: str) -> None:
    assert "verbale" in run("completion", shell).stdout


def test_a_closed_pipe_is_no_error() -> None:
    command = f'"{sys.executable}" -m verbale.cli read "{SPECIMENS}"/note-*.md | head -n 1'
    done = subprocess.run(["bash", "-c", command], capture_output=True, check=True)
    assert b"Traceback" not in done.stderr
