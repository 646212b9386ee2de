"""Files to begin from: specimens in every format that is read, and real documents where they are at hand."""

from __future__ import annotations

import datetime
import io
import os
import random
from functools import cache
from importlib import resources
from pathlib import Path, PurePath

import pypdfium2

import verbale
from fuzz import translators
from fuzz.mutate import mutate
from verbale.authorities import authorities
from verbale.formats import FORMATS

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.getenv("VERBALE_SHARED", str(ROOT.parent / "shared"))) / "data" / "documents"
SMALL, SMALL_PDF = 40_000, 70_000  # bytes; a PDF has its fonts and an attachment
LARGE_SHARE, SCAN_SHARE, MISNAMED_SHARE = 0.03, 0.001, 0.05


def make_input(seed: int, number: int) -> tuple[str, bytes]:
    """Return the name and bytes of an input: the same for the same seed and number, whoever asks.

    Formats are drawn evenly, and mostly small files: what a fault needs is seldom large. A few have a suffix of another.
    """
    chance = random.Random(f"{seed}-{number}")
    kind = "scan" if chance.random() < SCAN_SHARE else "large" if chance.random() < LARGE_SHARE else "small"
    families = _families(kind) or _families("small")
    family = families[chance.choice(sorted(families))]
    name, data = chance.choice(family)
    if chance.random() < MISNAMED_SHARE:
        name += chance.choice([suffix for row in FORMATS for suffix in row.suffixes])
    return name, mutate(data, chance)


@cache
def _families(kind: str) -> dict[str, list[tuple[str, bytes]]]:
    """Return the small files, the large ones or the scans, by suffix."""
    found: dict[str, list[tuple[str, bytes]]] = {}
    for name, data in {**_scans(), **_published(), **_specimens(), **translators.files()}.items():
        suffix = PurePath(name).suffix
        most = SMALL_PDF if suffix == ".pdf" else SMALL
        if kind == ("scan" if suffix == ".tiff" else "small" if len(data) <= most else "large"):
            found.setdefault(suffix, []).append((name, data))
    return found


@cache
def _specimens() -> dict[str, bytes]:
    folder = resources.files("verbale") / "specimens"
    known = authorities().with_organization((folder / "league.toml").read_text("utf-8"))
    found: dict[str, bytes] = {}
    for name, data in sorted((path.name, path.read_bytes()) for path in folder.iterdir() if path.name.endswith(".md")):
        found[name] = data
        document = verbale.read(data, name, known).document
        written = [row.name for row in FORMATS if row.writer and row.reader]
        edition = verbale.issue(document, on=datetime.date(2026, 3, 20), formats=written, authorities=known)
        own = document.masthead.language or "en"
        found |= {file.name: file.data for file in edition.renditions if file.language in {own, "ar"}}
    return found


def _published() -> dict[str, bytes]:
    if not SHARED.is_dir():
        return {}
    return {path.name: path.read_bytes() for path in sorted(SHARED.iterdir()) if path.suffix != ".json"}


def _scans() -> dict[str, bytes]:
    """Return a piece of a page as a picture, without compression: its bytes can be changed and it still is one."""
    pdf = next(data for name, data in _specimens().items() if name.endswith("EN.pdf"))
    page = pypdfium2.PdfDocument(pdf)[0].render(scale=1.5).to_pil().convert("L").crop((80, 40, 700, 200))
    picture = io.BytesIO()
    page.save(picture, "TIFF")
    return {"scan.tiff": picture.getvalue()}
