"""The desk: page actions from upload to release, and what a release takes besides compiling its six PDFs.

A page action is the opening of a page or the sending of a form, by whoever it is: Mission, registrar, editor, releasing
officer; signing in is left out. The note is one that the set formulas cover. It is walked by a client that fills in the
forms that the pages hold, and none else.

A release is measured from the call to all renditions of six languages stored, with everything flushed to the disk, against
compiling the six PDFs of another such note. Each note is set once, for typst remembers what it has set before.
"""

from __future__ import annotations

import datetime
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import Any

from lxml import html

from verbale import press
from verbale.server import serving

ROUNDS = 12
Times = tuple[float, float]
"""Seconds on the clock, and of the processor."""
AT = datetime.datetime(2026, 3, 4, 9, tzinfo=datetime.UTC)
_SPECIMENS = Path(str(files("verbale"))) / "specimens"
_ASKS = "has the honour to request that the present note verbale and the annex thereto be circulated as a document of the twelfth session of the Lighthouse Council, under agenda item 4."


def main() -> None:
    """Measure in a process of its own: settings are read once in a process."""
    with tempfile.TemporaryDirectory() as folder:
        ours = {"VERBALE_DATA": folder, "VERBALE_ORGANIZATION": str(_SPECIMENS / "league.toml")}
        subprocess.run([sys.executable, "-m", "benchmarks.desk"], env={**os.environ, **ours}, check=True)


def note(number: int) -> bytes:
    """Return a note that the set formulas cover, with an annex that no other has."""
    paragraphs = (_SPECIMENS / "note-1-en.md").read_text("utf-8").split("\n\n")
    greeting = paragraphs[2].partition("has the honour")[0]
    annex = [paragraph.replace("3.2 metres", f"{number}.2 metres") for paragraph in paragraphs[4:]]
    return "\n\n".join([paragraphs[0], greeting + _ASKS, *annex]).encode()


def measure() -> None:
    """Walk, time and print."""
    serving.prepare()
    people = _people()
    walked = _walk(note(0), people)
    print(f"page actions from upload to release {len(walked):5}   ({', '.join(walked)})")
    print("aim: at most 12")
    pdfs, releases = _times(people)
    for clock, name in enumerate(("on the clock", "of the processor")):
        six, whole = min(one[clock] for one in pdfs), min(one[clock] for one in releases)
        print(f"six PDFs, {name:20} {six * 1000:8.1f} ms")
        print(f"release, {name:20}  {whole * 1000:8.1f} ms   {whole / six:5.2f} x")
    print("aim: a release, all renditions stored, at most 2 x the six PDFs alone")


def _people() -> dict[str, Any]:
    from verbale.desk import people

    found = {}
    for role, scope in (("mission", "XAA"), ("registrar", ""), ("editor", ""), ("releasing", "")):
        email = f"{role}@league.example"
        found[role] = people.add(email, role, by=people.SETUP, at=AT)
        people.grant(email, role, scope, by=people.SETUP, at=AT)
    return found


class Reader:
    """Somebody before a browser, who opens pages and sends the forms that are on them; all they do is counted."""

    def __init__(self, person: Any, done: list[str]) -> None:
        from django.test import Client

        self.client, self.done = Client(SERVER_NAME="localhost"), done
        self.client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")

    def open(self, address: str) -> None:
        """Open a page."""
        self.done.append("open")
        self._show(self.client.get(address, follow=True))

    def follow(self, part: str) -> None:
        """Follow the link whose address ends so."""
        self.open(next(link for _, _, link, _ in self.page.iterlinks() if link.endswith(part)))

    def send(self, part: str, **given: Any) -> None:
        """Send the form whose address ends so, as it is but for what is ``given``."""
        form = next(form for form in self.page.forms if (form.action or self.address).endswith(part))
        self.done.append(part.strip("/").rpartition("/")[2])
        values: dict[str, Any] = {}
        for name, value in form.form_values():
            values.setdefault(name, []).append(value)
        self._show(self.client.post(form.action or self.address, {**values, **given}, follow=True))

    def _show(self, response: Any) -> None:
        if response.status_code != 200:
            raise RuntimeError(f"{response.status_code}: {response.content.decode()[:2000]}")
        self.address = response.request["PATH_INFO"]
        self.page = html.fromstring(response.content)


def _walk(data: bytes, people: dict[str, Any]) -> list[str]:
    """Bring a note from upload to release, and return what was done."""
    from django.core.files.uploadedfile import SimpleUploadedFile

    done: list[str] = []
    mission, registrar, editor, releasing = (Reader(person, done) for person in people.values())
    mission.open("/desk/submit/")
    mission.send("/submit/", note=SimpleUploadedFile("note.md", data, "text/markdown"))
    reference = mission.address.strip("/").split("/")[1]
    mission.send("/confirm/")
    registrar.open("/desk/queue/")
    registrar.follow(f"/{reference}/")
    registrar.send("/accept-register/")
    registrar.send("/translate/")
    editor.open(f"/desk/{reference}/proof/")
    editor.send("/approve/")
    releasing.open(f"/desk/{reference}/release/")
    releasing.send("/release/release/")
    if _released(reference) != 6:
        raise RuntimeError("It was not released in six languages.")
    return done


def _released(reference: str) -> int:
    from verbale.desk import cases
    from verbale.desk.models import Case

    stands = cases.standing(Case.objects.get(reference=reference)).branches.values()
    return sum(stand.state == "released" for stand in stands)


def _times(people: dict[str, Any]) -> tuple[list[Times], list[Times]]:
    """Return the times of six PDFs, and of a release, round by round and in turn."""
    from verbale.archive.organization import authorities
    from verbale.archive.submissions import Arrived
    from verbale.desk import cases, moving, releasing
    from verbale.desk.actors import actor
    from verbale.desk.intake import receive

    acting = {role: actor(person) for role, person in people.items()}
    steps = (
        ("confirm", "mission"),
        ("accept", "registrar"),
        ("register", "registrar"),
        ("translate", "registrar"),
        ("approve", "editor"),
    )

    def approved(number: int) -> Any:
        case = receive([Arrived("note.md", "text/markdown", note(number))], actor=acting["mission"], at=AT)
        for name, role in steps:
            moving.move(name, case.reference, actor=acting[role], at=AT)
        return case

    def pdfs(case: Any) -> None:
        languages = cases.languages(case)
        press.issue(
            releasing.all_registered(case, languages), on=AT.date(), symbol=cases.symbol(case), languages=languages,
            formats=("pdf",), authorities=authorities(),
        )  # fmt: skip

    ready = [approved(number) for number in range(1, 2 * ROUNDS + 3)]
    pdfs(ready.pop())  # the first of each loads what all others use
    releasing.release(ready.pop().reference, actor=acting["releasing"], at=AT)
    found: tuple[list[Times], list[Times]] = ([], [])
    while ready:
        found[0].append(_timed(lambda: pdfs(ready.pop())))
        found[1].append(_timed(lambda: releasing.release(ready.pop().reference, actor=acting["releasing"], at=AT)))
    return found


def _timed(call: Callable[[], object]) -> Times:
    clock, processor = time.perf_counter(), time.process_time()
    call()
    return time.perf_counter() - clock, time.process_time() - processor


if __name__ == "__main__":
    measure()
