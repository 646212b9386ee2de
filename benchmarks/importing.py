"""Importing against reading alone: the same files read by `press.read`, and imported with all their renditions.

Both in processor seconds of all processes, so that the ratio says how much the rest costs: writing HTML, Markdown and
JSON, search terms, rows, the log, and files put durably on the disk. The files are the samples of the machine-readable
series where they are there, else specimen notes written as Akoma Ntoso; some of them are written as DOCX too,
for reading structure from there costs more, and the rest the same.
"""

from __future__ import annotations

import datetime
import os
import resource
import subprocess
import sys
import tempfile
import time
from importlib.resources import files
from pathlib import Path

from verbale import press
from verbale.server import serving

_SHARED = Path(os.environ.get("VERBALE_SHARED", Path(__file__).parents[2] / "shared")) / "data" / "akn4un"
_MADE = 120


def main() -> None:
    """Measure each in processes of its own, and print documents (language versions) a second and core."""
    with tempfile.TemporaryDirectory() as folder:
        akn = _SHARED if _SHARED.is_dir() else _specimens(Path(folder, "akn"))
        for form, given in (("akn", akn), ("docx", _as_docx(akn, Path(folder, "docx")))):
            _compare(form, given, Path(folder, f"kept-{form}"))


def _compare(form: str, given: Path, kept: Path) -> None:
    count = sum(1 for path in given.rglob("*") if path.is_file())
    found = {}
    for what in ("read", "import"):
        command = [sys.executable, "-m", "benchmarks.importing", what, str(given)]
        ours = {**os.environ, "VERBALE_DATA": str(kept)}
        done = subprocess.run(command, env=ours, check=True, capture_output=True, text=True)
        found[what], wall = map(float, done.stdout.split())
        print(f"{form:5} {what:7} {count} files  {count / found[what]:6.1f} documents/s and core  wall {wall:.1f} s")
    print(f"{form:5} importing costs {found['import'] / found['read']:.2f} times reading alone")


def measure(what: str, given: Path) -> None:
    """Print the processor seconds of this process and its workers, and the seconds by the clock."""
    if what == "import":
        serving.prepare()
    before, start = _spent(), time.perf_counter()
    if what == "read":
        for path in sorted(given.rglob("*")):
            if path.is_file():
                press.read(path.read_bytes(), path.name)
        print(_spent() - before, time.perf_counter() - start)
        return
    from verbale.bulk import importing

    importing.bring([given], by="benchmark", at=datetime.datetime.now(datetime.UTC), jobs=os.cpu_count() or 1)
    wall = time.perf_counter() - start
    _end_of_workers()
    print(_spent() - before, wall)


def _spent() -> float:
    """Return the processor seconds of this process and of those that it waited for."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def _end_of_workers() -> None:
    """Wait for the server that the workers were forked from, so that what they used is counted."""
    from multiprocessing import forkserver

    forkserver._forkserver._stop()


def _as_docx(akn: Path, folder: Path) -> Path:
    """Write some of the documents as DOCX, which takes longer to read."""
    folder.mkdir()
    for path in sorted(akn.rglob("*.xml"))[:: max(1, sum(1 for _ in akn.rglob("*.xml")) // _MADE)]:
        (folder / f"{path.stem}.docx").write_bytes(press.write(press.read(path.read_bytes()).document, "docx").data)
    return folder


def _specimens(folder: Path) -> Path:
    """Write specimen notes in six languages as Akoma Ntoso, so many of each."""
    folder.mkdir()
    note = Path(str(files("verbale"))) / "specimens" / "note-1-en.md"
    document = press.read(note.read_bytes(), note.name).document
    for number in range(1, _MADE // 6 + 1):
        edition = press.issue(document, symbol=f"A/HRC/43/G/{number}", on=datetime.date(2020, 3, 4), formats=("akn",))
        for file in edition.renditions:
            (folder / file.name).write_bytes(file.data)
    return folder


if __name__ == "__main__":
    measure(sys.argv[1], Path(sys.argv[2])) if len(sys.argv) > 1 else main()
