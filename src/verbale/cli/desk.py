"""The commands of the desk: each move of the web application from the command line, through the same verbs."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

import click
from rich.console import Console
from rich.table import Table

from verbale.cli import outcomes, show
from verbale.server import serving

Body = Callable[..., None]
Option = Callable[[Any], Any]

_data = click.option("--data", type=click.Path(file_okay=False, path_type=Path), help="Folder of all that is kept.")
_json = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
_as = click.option("--as", "email", required=True, metavar="EMAIL", help="Who acts.")
_languages = click.option("--languages", default="", help="Which languages, separated by commas (default: all).")
_reason = click.option("--reason", default="", help="The reason, where the move needs one.")


def _acting(data: Path | None) -> ModuleType:
    """Start Django, and return what the commands do."""
    serving.prepare(data)
    from verbale.cli import acting  # noqa: PLC0415 - Django had to be started

    return acting


@click.group()
def desk() -> None:
    """Work at the desk: submit, move, correct, translate, release; for people and for the clock.

    Exit codes: 0 done; 1 done, and something failed; 2 wrong usage, or there is no such thing; 3 refused.
    """


def _command(*options: Option, name: str | None = None) -> Callable[[Body], click.Command]:
    """Make a command of the desk that takes ``--data``, ``--json`` and these options."""

    def made(function: Body) -> click.Command:
        for option in reversed((*options, _data, _json)):
            function = option(function)
        return desk.command(name=name)(function)

    return made


@_command(
    click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path)),
    _as,
    click.option("--for", "sender", default="", metavar="STATE", help="The State (default: that of the Mission)."),
    click.option("--contact", default="", help="Address for answers (default: that of who acts)."),
    click.option("--reference", "sender_reference", default="", help="The Mission's own reference."),
    click.option("--body", default="", help="Body, where the note is silent."),
    click.option("--session", default="", help="Session as symbols write it, where the note is silent."),
    click.option("--agenda", default="", help="Agenda items, separated by commas, where the note is silent."),
)
def submit(files: Sequence[Path], email: str, data: Path | None, as_json: bool, **given: str) -> None:
    """Submit a note, and its annexes behind it."""
    acting = _acting(data)
    outcomes.case(acting.submit([(str(f), f.read_bytes()) for f in files], acting.who(email), **given), as_json)


@_command(
    _as,
    click.option("--state", default="", help="Only those in a state."),
    click.option("--sender", default="", help="Only those of a State."),
    click.option("--most", default=100, show_default=True, help="At most so many."),
    name="list",
)
def list_(email: str, data: Path | None, as_json: bool, **given: Any) -> None:
    """List communications, newest first."""
    acting = _acting(data)
    lines = acting.listed(acting.who(email), **given)
    if as_json:
        show.print_json(lines)
        return
    table = Table("reference", "state", "sender", "symbol", "due", box=None, header_style="bold")
    for line in lines:
        due = f"{line['due']:%Y-%m-%d %H:%M}" if line["due"] else ""
        table.add_row(line["reference"], line["state"], line["sender"], line["symbol"], due)
    Console().print(table)


@_command(click.argument("reference"), _as, name="show")
def show_(reference: str, email: str, data: Path | None, as_json: bool) -> None:
    """Show a communication: where it stands, what may be done, how it was read."""
    acting = _acting(data)
    outcomes.case(acting.shown(reference, acting.who(email)), as_json)


@_command(
    click.argument("reference"),
    _as,
    click.option("--out", type=click.Path(dir_okay=False, path_type=Path), required=True, help="The file to write."),
)
def receipt(reference: str, email: str, out: Path, data: Path | None, as_json: bool) -> None:
    """Write the receipt of a communication as a PDF."""
    acting = _acting(data)
    out.write_bytes(acting.receipt(reference, acting.who(email)))
    outcomes.told({"receipt": str(out)}, as_json)


@_command(
    click.argument("name"),
    click.argument("reference"),
    _as,
    _languages,
    _reason,
    click.option("--seen", type=int, help="The entry of the log that you saw: refused where somebody was here since."),
    click.option("--symbol", default="", help="register: a symbol that was given out elsewhere."),
    click.option("--gap", default="", help="register: the public reason for the numbers passed over."),
    click.option("--series", default="", help="register: another series than the document's own."),
    click.option("--to", default="", help="assign: the address of who translates."),
    click.option("--due", default="", help="assign: when it is due."),
    click.option("--moment", default="", help="schedule: when it is released."),
)
def move(name: str, reference: str, email: str, languages: str, data: Path | None, as_json: bool, **given: Any) -> None:
    """Make a move: confirm, accept, register, translate, deliver, approve, release ..."""
    acting = _acting(data)
    for when in ("due", "moment"):
        given[when] = acting.moment(given[when]) if given[when] else None
    if name in ("release", "release-due"):
        given = {"seen": given["seen"]}
    moved = acting.move(name, reference, acting.who(email), languages=_split(languages), **given)
    outcomes.moved(moved, as_json)


@_command(
    click.argument("reference"),
    _as,
    _languages,
    click.option("--at", "moment", default="", help="When (default: now)."),
)
def release(reference: str, email: str, languages: str, moment: str, data: Path | None, as_json: bool) -> None:
    """Release languages now, or at a set time."""
    acting = _acting(data)
    given = {"moment": acting.moment(moment)} if moment else {}
    name = "schedule" if moment else "release"
    outcomes.moved(acting.move(name, reference, acting.who(email), languages=_split(languages), **given), as_json)


@_command(click.argument("reference"), click.argument("pairs", nargs=-1, required=True, metavar="PATH=VALUE..."), _as)
def correct(reference: str, pairs: Sequence[str], email: str, data: Path | None, as_json: bool) -> None:
    """Put values in place of what was read; PATH= takes a correction back."""
    acting = _acting(data)
    told = acting.correct(reference, acting.values(pairs), acting.who(email))
    outcomes.told(told if as_json else {"corrected": ", ".join(told["corrected"]) or "-"}, as_json)
    if not as_json:
        outcomes.problems(told["problems"])


@_command(
    click.argument("reference"),
    click.argument("language"),
    click.argument("pairs", nargs=-1, metavar="PATH=VALUE..."),
    _as,
    click.option(
        "--state", type=click.Choice(["draft", "translated", "reviewed"]), default="translated", show_default=True,
        help="How far these passages are.",
    ),
)  # fmt: skip
def draft(
    reference: str, language: str, pairs: Sequence[str], email: str, state: str, data: Path | None, as_json: bool
) -> None:
    """Show the text of a language, or write some of it: title=..., content.p2=..."""
    acting = _acting(data)
    text = acting.draft(reference, language, acting.values(pairs), acting.who(email), state)
    if as_json:
        show.print_json(text)
        return
    click.echo(f"{reference} {language}, text {text['number']} by {text['by']}")
    for one in text["passages"]:
        click.echo(f"{one['path']}\t{one['state']}\t{one['text']}")
    click.echo(f"untranslated: {', '.join(text['untranslated']) or '-'}")


@_command(click.argument("reference"), _as)
def findings(reference: str, email: str, data: Path | None, as_json: bool) -> None:
    """Show what the language versions do not say alike, and what of it is accepted; 1 where errors are left."""
    told = _acting(data).findings(reference, _acting(data).who(email))
    if as_json:
        show.print_json(told)
    else:
        for one in told["findings"]:
            click.echo(f"{one['key']}\t{one['severity']}\t{one['code']}\t{one['text']}")
        for one in told["accepted"]:
            click.echo(f"{one['finding']['key']}\taccepted by {one['by']}: {one['reason']}")
    sys.exit(1 if any(one["severity"] == "error" for one in told["findings"]) else 0)


@_command(
    click.argument("reference"),
    click.argument("keys", nargs=-1, required=True, metavar="KEY..."),
    _as,
    _reason,
    click.option("--back", is_flag=True, help="Take the acceptance back."),
)
def accept(
    reference: str, keys: Sequence[str], email: str, reason: str, back: bool, data: Path | None, as_json: bool
) -> None:
    """Accept differences between the languages, by the keys that `findings` shows, with a reason."""
    acting = _acting(data)
    told = acting.accept(reference, keys, reason, acting.who(email), given=not back)
    outcomes.told(told, as_json)


@_command(click.argument("reference"), click.argument("language"), click.argument("paths", nargs=-1), _as)
def machine(reference: str, language: str, paths: Sequence[str], email: str, data: Path | None, as_json: bool) -> None:
    """Let the machine-translation service write what is untranslated, or PATHS of it, as drafts to be confirmed."""
    acting = _acting(data)
    outcomes.told(acting.machine(reference, language, paths, acting.who(email)), as_json)


@_command(click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path)), _as)
def terms(file: Path, email: str, data: Path | None, as_json: bool) -> None:
    """Lay a glossary, TBX or TOML, over the one in force."""
    acting = _acting(data)
    outcomes.told(acting.terms(file.name, file.read_bytes(), acting.who(email)), as_json)


@_command(
    click.argument("reference"), click.argument("change", type=click.Choice(["reissue", "Corr", "Rev", "Add"])), _as, _languages,
    click.option("--reason", required=True, help="The reason."),
)  # fmt: skip
def follow(
    reference: str, change: str, email: str, languages: str, reason: str, data: Path | None, as_json: bool
) -> None:
    """Open a reissue, corrigendum, revision or addendum of a released document."""
    acting = _acting(data)
    outcomes.case(acting.follow(reference, change, acting.who(email), _split(languages), reason), as_json)


@_command()
def due(data: Path | None, as_json: bool) -> None:
    """Release what is due and send what waits; for the clock, each minute."""
    told = _acting(data).due()
    outcomes.told(told, as_json)
    sys.exit(1 if told["failed"] or told["not_sent"] else 0)


@_command()
def send(data: Path | None, as_json: bool) -> None:
    """Send the mails that wait."""
    told = _acting(data).send()
    outcomes.told(told, as_json)
    sys.exit(1 if told["not_sent"] else 0)


@_command(
    click.option(
        "--folder", type=click.Path(exists=True, file_okay=False, path_type=Path), help="Folder of .eml files."
    ),
    click.option("--mailbox", default="", help="Mail server: imaps://user:word@host/INBOX."),
)
def intake(folder: Path | None, mailbox: str, data: Path | None, as_json: bool) -> None:
    """Take in what Missions sent by mail."""
    if (folder is None) is not bool(mailbox):
        raise click.UsageError("Give either --folder or --mailbox.")
    letters = _acting(data).take_in(f"folder:{folder}" if folder else mailbox)
    if as_json:
        show.print_json(letters)
        return
    for letter in letters:
        click.echo(f"{letter['case'] or '-'}\t{letter['outcome']}\t{letter['from']}\t{letter['subject']}")
    click.echo(f"{len(letters)} mails were taken in.")


@_command(click.argument("name"))
def series(name: str, data: Path | None, as_json: bool) -> None:
    """Account for every number of a series: LII/LC/12/G."""
    lines = _acting(data).account(name)
    if as_json:
        show.print_json(lines)
        return
    for line in lines:
        numbers = line["text"] or f"{line['first']}-{line['last']}"
        click.echo(f"{numbers}\t{line['state']}\t{line['reason']}".rstrip())


# People.


@desk.group()
def person() -> None:
    """Add people, give them roles and take them, make keys for programs.

    Whoever has this command line may; with --as it is done in the name of an administrator.
    """


def _of_person(*options: Option, name: str) -> Callable[[Body], click.Command]:
    admin = click.option("--as", "by", default="", metavar="EMAIL", help="The administrator who acts.")

    def made(function: Body) -> click.Command:
        for option in reversed((*options, admin, _data, _json)):
            function = option(function)
        return person.command(name=name)(function)

    return made


@_of_person(
    click.argument("email"),
    click.option("--name", required=True, help="The name that pages show."),
    click.option("--language", default="en", show_default=True, help="The language of mails and pages."),
    click.option("--ask-password", is_flag=True, help="Ask for their password (default: they set it through a link)."),
    name="add",
)
def add_person(
    email: str, name: str, language: str, ask_password: bool, by: str, data: Path | None, as_json: bool
) -> None:
    """Add a person."""
    acting = _acting(data)
    word = click.prompt("Password", hide_input=True, confirmation_prompt=True) if ask_password else None
    outcomes.told(acting.add_person(email, name, language, word, acting.administrator(by)), as_json)


@_of_person(click.argument("email"), click.argument("role"), click.argument("scope", default=""), name="grant")
def grant(email: str, role: str, scope: str, by: str, data: Path | None, as_json: bool) -> None:
    """Give a role: a Mission for its State, a translator for a language."""
    acting = _acting(data)
    outcomes.told(acting.grant(email, role, scope, acting.administrator(by), given=True), as_json)


@_of_person(click.argument("email"), click.argument("role"), click.argument("scope", default=""), name="revoke")
def revoke(email: str, role: str, scope: str, by: str, data: Path | None, as_json: bool) -> None:
    """Take a role."""
    acting = _acting(data)
    outcomes.told(acting.grant(email, role, scope, acting.administrator(by), given=False), as_json)


@_of_person(click.argument("email"), name="leave")
def leave(email: str, by: str, data: Path | None, as_json: bool) -> None:
    """Let nobody sign in as a person any more; what they did stays theirs."""
    acting = _acting(data)
    outcomes.told(acting.leave(email, acting.administrator(by)), as_json)


@_of_person(
    click.argument("email"),
    click.option("--name", default="API", show_default=True, help="What the key is for."),
    name="token",
)
def token(email: str, name: str, by: str, data: Path | None, as_json: bool) -> None:
    """Make a key with which a program acts for a person, and print it, this once."""
    acting = _acting(data)
    outcomes.told(acting.token(email, name, acting.administrator(by)), as_json)


@_of_person(name="list")
def list_people(by: str, data: Path | None, as_json: bool) -> None:
    """List the people and their roles."""
    acting = _acting(data)
    acting.administrator(by)
    found = acting.everybody()
    if as_json:
        show.print_json(found)
        return
    for one in found:
        roles = ", ".join(" ".join(filter(None, role)) for role in one["roles"])
        click.echo(f"{one['email']}\t{one['language']}\t{roles if one['active'] else 'left'}")


def _split(languages: str) -> tuple[str, ...]:
    return tuple(code.strip() for code in languages.split(",") if code.strip())
