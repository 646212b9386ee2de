"""The Government series of a session, circulated by a program through the API of the desk, with its real symbols.

Each record (symbol, sender, addressees, date, agenda, title as printed) becomes a note composed in English from the set
formulas; its Mission submits it and confirms it, the registrar accepts it and tells the register its symbol, and it is
translated, approved and released in six languages. The numbers between are gaps with their public reason. Then every
issued English title is compared with the printed one::

    python -m benchmarks.series ../shared/data/titles.jsonl

makes a desk in a temporary folder, serves it on this machine, and does all that over HTTP.
"""

from __future__ import annotations

import argparse
import datetime
import json
import os
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec
import requests

from verbale.authorities import Authorities, authorities

GAP = "Not among the communications of Governments that this series was taken over from."
ROLES = ("registrar", "editor", "releasing")


class Came(msgspec.Struct, frozen=True):
    """What came of a record: its symbol, the English title as issued and as printed, and the languages that are out."""

    symbol: str
    issued: str
    printed: str
    languages: tuple[str, ...]


class Program:
    """A program that acts at a desk with somebody's key."""

    def __init__(self, address: str, key: str) -> None:
        self.root, self.session = f"{address}/api/desk", requests.Session()
        self.session.headers["Authorization"] = f"Bearer {key}"

    def ask(self, method: str, path: str, **given: Any) -> Any:
        """Ask, and return the answer; what is refused ends the program with its words."""
        answer = self.session.request(method, f"{self.root}/{path}", timeout=300, **given)
        if not answer.ok:
            sys.exit(f"{method} {path}: {answer.status_code} {answer.text}")
        return answer.json()

    def move(self, reference: str, name: str, **given: Any) -> Any:
        """Make a move."""
        return self.ask("POST", f"cases/{reference}/moves", json={"move": name, **given})


def circulate(address: str, keys: Mapping[str, str], records: Sequence[Mapping[str, Any]]) -> Iterator[Came]:
    """Circulate records in the order of their symbols; ``keys`` are those of the roles, and of each State's Mission."""
    programs = {name: Program(address, key) for name, key in keys.items()}
    registrar, editor, officer = (programs[role] for role in ROLES)
    for record in records:
        mission = programs[record["sender"]["state"]]
        name, data = note(record, authorities())
        case = mission.ask(
            "POST", "cases", files=[("files", (name, data, "text/markdown"))],
            headers={"Idempotency-Key": record["symbol"]},
        )  # fmt: skip
        reference = case["reference"]
        mission.move(reference, "confirm", seen=case["seen"])
        registrar.move(reference, "accept")
        registrar.move(reference, "register", symbol=record["symbol"], gap=GAP)
        registrar.move(reference, "translate")
        editor.move(reference, "approve")
        released = officer.move(reference, "release")
        text = officer.ask("GET", f"cases/{reference}/drafts/en")
        shown = mission.ask("GET", f"cases/{reference}")
        yield Came(shown["symbol"], text["document"]["title"], record["title"], tuple(released["languages"]))


def note(record: Mapping[str, Any], known: Authorities) -> tuple[str, bytes]:
    """Return the covering note of a record as a file: composed from the formulas, as its Mission would write it."""
    from verbale import press
    from verbale.communications import write_title
    from verbale.desk import composing

    sender, symbol = record["sender"], record["symbol"].split("/")
    addressed = record["addressed"]
    codes = known.find_offices(addressed, "en")
    letter = record["kind"] != "note-verbale"
    document = composing.compose(
        composing.Note(
            language="en",
            kind=record["kind"],
            state=sender["state"],
            capacity=known.find_capacity(sender["capacity"], "en") or "",
            seat=known.find_seat(sender["to"], "en") or "",
            addressees=codes,
            dated=datetime.date.fromisoformat(record["dated"]),
            body="/".join(symbol[:2]),
            session=symbol[2],
            items=tuple(record["agenda"]),
            signatory=sender["capacity"] if letter else "",
        ),
        known,
    )
    if " and to " in addressed:  # each is addressed for itself, which only the title says
        said = msgspec.structs.replace(document.communication, severally=True)
        document = msgspec.structs.replace(document, title=write_title(said, "en", known).text, title_marks=())
    return f"note-{record['dated']}.md", press.write(document, "markdown").data


def staff(records: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """Add the people that the series needs, and return a key for each: of a role, or of a State's Mission."""
    from verbale.desk import people

    at = datetime.datetime.now(datetime.UTC)
    keys = {}
    for name in (*ROLES, *sorted({record["sender"]["state"] for record in records})):
        email = f"{name.lower()}@desk.example"
        people.add(email, name, by=people.SETUP, at=at)
        role = (name, "") if name in ROLES else ("mission", name)
        people.grant(email, *role, by=people.SETUP, at=at)
        keys[name] = people.token(email, "the series", by=people.SETUP, at=at)
    return keys


def main() -> None:
    parser = argparse.ArgumentParser(description="Circulate the Government series of a session through the API.")
    parser.add_argument("records", type=Path, nargs="?", default=Path("../shared/data/titles.jsonl"))
    wanted = parser.parse_args()
    records = [json.loads(line) for line in wanted.records.read_text("utf-8").splitlines()]
    with tempfile.TemporaryDirectory() as folder:
        os.environ["VERBALE_DATA"] = folder
        from verbale.server import serving

        serving.prepare(Path(folder))

        from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
        from django.core.wsgi import get_wsgi_application

        class Quiet(WSGIRequestHandler):
            def log_message(self, *args: object) -> None:
                pass

        server = ThreadedWSGIServer(("127.0.0.1", 0), Quiet)
        server.daemon_threads = True
        server.set_app(get_wsgi_application())
        threading.Thread(target=server.serve_forever, daemon=True).start()
        begin, equal = time.perf_counter(), 0
        for came in circulate(f"http://127.0.0.1:{server.server_address[1]}", staff(records), records):
            same = came.issued == came.printed
            equal += same
            print(f"{'=' if same else '≠'} {came.symbol}\t{', '.join(came.languages)}")
            if not same:
                print(f"  issued:  {came.issued}\n  printed: {came.printed}")
        seconds = time.perf_counter() - begin
        server.shutdown()
        print(f"{equal} of {len(records)} English titles as printed; {seconds:.0f} s")
    sys.exit(equal != len(records))


if __name__ == "__main__":
    main()
