"""Reading mutated files, and noticing what goes wrong: an error without a name, a hang, growth of memory."""

from __future__ import annotations

import datetime
import os
import random
import resource
import signal
import traceback
from importlib import resources
from pathlib import Path
from types import FrameType

import verbale
from fuzz.mutate import mutate
from verbale.authorities import authorities
from verbale.formats import FORMATS

SECONDS = 20  # one input may take this long; what hangs takes for ever
GROWTH = 400_000  # kilobytes that a worker may grow by after its first thousand inputs

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.getenv("VERBALE_SHARED", str(ROOT.parent / "shared"))) / "data" / "documents"


def corpus() -> dict[str, bytes]:
    """Return files to begin from: the specimens in every format that is written, and real documents where they are."""
    folder = resources.files("verbale") / "specimens"
    known = authorities().with_organization((folder / "league.toml").read_text("utf-8"))
    found: dict[str, bytes] = {}
    for name in ("note-1-en.md", "note-5-ar.md", "note-6-zh.md"):
        data = (folder / name).read_bytes()
        found[name] = data
        document = verbale.read(data, name, known).document
        written = [f.name for f in FORMATS if f.writer and f.reader]
        edition = verbale.issue(document, on=datetime.date(2026, 3, 20), formats=written, authorities=known)
        found |= {r.name: r.data for r in edition.renditions if r.language in {"en", "ar"}}
    if SHARED.is_dir():
        found |= {
            p.name: p.read_bytes()
            for p in sorted(SHARED.iterdir())
            if p.suffix != ".json" and p.stat().st_size < 300_000
        }
    return found


def work(number: int, inputs: int, seed: int) -> list[str]:
    """Read ``inputs`` mutated files; return what went wrong, as text that lets one repeat it."""
    chance = random.Random(f"{seed}-{number}")
    files = sorted(corpus().items())
    wrong: list[str] = []
    base = 0

    def hang(_: int, frame: FrameType | None) -> None:
        raise TimeoutError("".join(traceback.format_stack(frame)[-4:]))

    signal.signal(signal.SIGALRM, hang)
    for done in range(inputs):
        name, data = files[chance.randrange(len(files))]
        changed = mutate(data, chance)
        signal.alarm(SECONDS)
        try:
            verbale.read(changed, name)
        except verbale.BadInput:
            pass
        except BaseException as error:
            if isinstance(error, KeyboardInterrupt):
                raise
            kept = Path(f"fuzz-{seed}-{number}-{done}{Path(name).suffix}")
            kept.write_bytes(changed)
            wrong.append(f"{kept} (from {name}): {''.join(traceback.format_exception(error))[-1500:]}")
        finally:
            signal.alarm(0)
        if done == 1000:
            base = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - base
    if base and grown > GROWTH:
        wrong.append(f"worker {number} grew by {grown} KB over {inputs} inputs")
    return wrong
