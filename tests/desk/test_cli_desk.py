"""The command line of the desk: a note goes the whole way, refusals end with their code, and all of it is documented."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result

from tests.conftest import ROOT
from tests.desk.world import SPECIMENS, email, translations
from verbale.archive.verify import verify
from verbale.cli import main
from verbale.cli.desk import desk
from verbale.desk import people as rights
from verbale.desk.models import Case
from verbale.document import from_json
from verbale.languages import LANGUAGES
from verbale.server import settings

Run = Callable[..., Result]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Run a command over the database of the test, with a folder of its own."""
    monkeypatch.setattr(settings, "DATA", tmp_path / "data")

    def command(*words: str, code: int = 0, **given: Any) -> Result:
        done = CliRunner().invoke(main, ["desk", *words], **given)
        assert done.exit_code == code, (words, done.output, done.exception)
        return done

    return command


def told(done: Result) -> Any:
    return json.loads(done.stdout)


def as_(name: str) -> tuple[str, str]:
    return "--as", email(name)


def test_a_note_goes_the_whole_way_from_the_command_line(people: str, run: Run, tmp_path: Path) -> None:
    case = told(
        run("submit", str(SPECIMENS / "note-1-en.md"), "--for", "XAA", "--reference", "NV 7", *as_("mission"), "--json")
    )
    reference = case["reference"]
    assert (case["state"], case["sender_reference"]) == ("received", "NV 7")
    out = tmp_path / "receipt.pdf"
    run("receipt", reference, "--out", str(out), *as_("mission"))
    assert out.read_bytes().startswith(b"%PDF")
    run("move", "confirm", reference, *as_("mission"))
    run("correct", reference, "communication.dated=2026-03-02", 'agenda=[{"number":"3"}]', *as_("registrar"))
    shown = told(run("show", reference, *as_("registrar"), "--json"))
    assert shown["reading"]["document"]["communication"]["dated"] == "2026-03-02"
    run("correct", reference, "agenda=", *as_("registrar"))
    run("move", "accept", reference, *as_("registrar"))
    gap = ("--symbol", "LII/LC/12/G/4", "--gap", "Not communications read here.")
    assert "LII/LC/12/G/4 is registered" in run("move", "register", reference, *gap, *as_("registrar")).stdout
    assert run("series", "LII/LC/12/G").stdout.splitlines() == [
        "1-3\tgap\tNot communications read here.",
        "LII/LC/12/G/4\treserved",
    ]
    run("move", "translate", reference, *as_("registrar"))
    run("move", "assign", reference, "--languages", "ru", "--to", email("translator-ru"), *as_("editor"))
    for language in LANGUAGES:
        text = told(run("draft", reference, language, *as_("editor"), "--json"))
        written = translations(from_json(json.dumps(text["document"]).encode()))
        words = [f"{path}={said}" for path, said in written.items()]
        assert "untranslated: -" in run("draft", reference, language, *words, *as_("editor")).stdout
    run("move", "deliver", reference, *as_("editor"))
    run("move", "approve", reference, *as_("editor"))
    run("release", reference, "--languages", "fr", "--at", "2990-01-01T09:00+01:00", *as_("releasing"))
    run("move", "unschedule", reference, "--reason", "Sooner.", *as_("releasing"))
    assert f"{reference} LII/LC/12/G/4 is released" in run("release", reference, *as_("releasing")).stdout
    assert told(run("due", "--json"))["sent"] > 10
    assert told(run("send", "--json")) == {"sent": 0, "not_sent": 0, "given_up": 0}
    change = told(
        run("follow", reference, "reissue", "--languages", "fr", "--reason", "Misprint.", *as_("editor"), "--json")
    )
    assert (change["follows"], change["state"], change["languages"]) == (reference, "accepted", ["fr"])
    assert {line["reference"] for line in told(run("list", *as_("auditor"), "--json"))} == {
        reference,
        change["reference"],
    }
    assert reference in run("list", "--state", "released", *as_("mission")).stdout
    assert verify().problems == ()


def test_refusals_end_with_their_code(world: str, run: Run) -> None:
    reference = Case.objects.order_by("pk")[1].reference
    assert "not-allowed" in run("move", "accept", reference, *as_("mission"), code=3).stderr
    assert "wrong-state" in run("move", "register", reference, *as_("registrar"), code=3).stderr
    assert "bad-input" in run("move", "return", reference, *as_("registrar"), code=3).stderr
    assert "conflict" in run("move", "accept", reference, "--seen", "1", *as_("registrar"), code=3).stderr
    assert "not-known" in run("move", "accept", "2020-000001", *as_("registrar"), code=2).stderr
    assert "not-known" in run("show", reference, *as_("neighbour"), code=2).stderr
    assert "not-known" in run("show", reference, "--as", "nobody@league.example", code=2).stderr
    assert "--as" in run("show", reference, code=2).stderr
    assert "bad-input" in run("correct", reference, "nonsense", *as_("registrar"), code=3).stderr
    assert "bad-input" in run("release", reference, "--at", "soon", *as_("releasing"), code=3).stderr
    assert "folder" in run("intake", code=2).stderr
    assert Case.objects.get(reference=reference).moves.count() == 2


def test_people_from_the_command_line(people: str, run: Run) -> None:
    new = "new@league.example"
    run("person", "add", new, "--name", "New", "--language", "fr", "--ask-password", input="a word\na word\n")
    assert rights.find(new).check_password("a word")
    run("person", "grant", new, "translator", "fr")
    run("person", "grant", new, "registrar", "--as", email("administrator"))
    run("person", "revoke", new, "registrar")
    assert f"{new}\tfr\ttranslator fr" in run("person", "list").stdout
    key = told(run("person", "token", new, "--name", "a program", "--json"))["token"]
    assert rights.by_token(key).name == new
    run("person", "leave", new)
    assert rights.by_token(key) is None
    assert f"{new}\tfr\tleft" in run("person", "list").stdout
    assert "not-allowed" in run("person", "grant", new, "editor", *as_("editor"), code=3).stderr
    assert "bad-input" in run("person", "grant", new, "translator", "de", code=3).stderr
    assert "conflict" in run("person", "leave", email("administrator"), code=3).stderr


def test_mails_are_taken_in_from_a_folder(people: str, run: Run, tmp_path: Path) -> None:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = email("mission"), "desk@league.example", "SPECIMEN note"
    mail["Message-ID"] = "<specimen@league.example>"
    mail.set_content("SPECIMEN: please circulate the attached note.")
    mail.add_attachment(
        (SPECIMENS / "note-1-en.md").read_bytes(), maintype="text", subtype="markdown", filename="note.md"
    )
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "1.eml").write_bytes(bytes(mail))
    (letter,) = told(run("intake", "--folder", str(tmp_path / "in"), "--json"))
    assert letter == {
        "from": email("mission"), "subject": "SPECIMEN note", "outcome": "case", "case": Case.objects.get().reference
    }  # fmt: skip
    assert told(run("intake", "--folder", str(tmp_path / "in"), "--json")) == []


def commands(group: click.Group = desk, before: str = "") -> list[tuple[str, click.Command]]:
    found: list[tuple[str, click.Command]] = []
    for name, command in group.commands.items():
        found += commands(command, f"{name} ") if isinstance(command, click.Group) else [(f"{before}{name}", command)]
    return found


def test_every_command_and_option_has_its_entry() -> None:
    page = (ROOT / "docs" / "reference" / "cli.md").read_text("utf-8")
    section = re.search(r"^## verbale desk\n.*?(?=^## )", page, re.MULTILINE | re.DOTALL)[0]
    head = section.partition("| command")[0]
    assert len(commands()) > 15
    for name, command in commands():
        (row,) = [line for line in section.splitlines() if re.match(rf"\| `{name}[ `]", line)]
        assert command.help
        for parameter in command.params:
            if isinstance(parameter, click.Option):
                assert any(f"`{option}`" in row + head or f"`{option} " in head for option in parameter.opts), (
                    name,
                    parameter,
                )
