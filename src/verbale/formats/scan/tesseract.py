"""Tesseract, asked for words: their text, how sure it is, and where they stand.

Nothing of the environment reaches the program, and it has one thread: the same picture gives the same words everywhere.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Sequence
from functools import cache
from typing import Any

import msgspec

from verbale.problems import BadInput

TRAINED = {"ar": "ara", "zh": "chi_sim", "en": "eng", "fr": "fra", "ru": "rus", "es": "spa"}
"""The name of each language's data."""

_SECONDS = 120
_ENVIRONMENT = {"OMP_THREAD_LIMIT": "1", "PATH": os.defpath}
_DIRECTIONS = dict.fromkeys(map(ord, "\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"))
_TURN = re.compile(r"^Rotate: (\d+)$", re.MULTILINE)
_TURN_SURE = re.compile(r"^Orientation confidence: ([\d.]+)$", re.MULTILINE)

LAYOUT, BLOCK = 3, 6
"""How a page is taken: its layout found first, or as one block of lines."""
_ORIENTATION = 0


class Word(msgspec.Struct, frozen=True):
    """A word that was read: its text, how sure (0 to 1), its edges in dots from the upper left corner."""

    text: str
    confidence: float
    left: int
    top: int
    right: int
    bottom: int


Row = tuple[Word, ...]
"""The words of a line, in the order of reading."""


def program() -> str:
    """Return where the program is; raises BadInput where it is not installed."""
    found = shutil.which("tesseract")
    if not found:
        raise BadInput(
            "This is a scan, and tesseract, the program that reads scans, is not installed.",
            advice="On Debian and its kin: apt-get install tesseract-ocr "
            + " ".join(f"tesseract-ocr-{name.replace('_', '-')}" for name in sorted(TRAINED.values()))
            + ". Elsewhere see the installation page of tesseract; version 5 is needed.",
        )
    return found


@cache
def version(program: str) -> str:
    """Return the version of the program, as "5.3.0"."""
    return _run([program, "--version"], b"").partition("\n")[0].removeprefix("tesseract ").strip()


@cache
def installed(program: str) -> frozenset[str]:
    """Return the languages of the six whose data is installed."""
    names = set(_run([program, "--list-langs"], b"").split())
    return frozenset(code for code, name in TRAINED.items() if name in names)


def read_rows(picture: Any, dpi: float, languages: Sequence[str], layout: int) -> list[Row]:
    """Return the lines of words on a picture in grey; several languages at once are slower and less sure than one.

    Raises TimeoutError where it takes longer than two minutes.
    """
    table = _run(
        [
            program(),
            *("stdin", "stdout", "-l", "+".join(TRAINED[code] for code in languages)),
            *("--psm", str(layout), "--dpi", str(round(dpi)), "tsv"),
        ],
        _pgm(picture),
    )
    rows: dict[tuple[str, ...], list[Word]] = {}
    for line in table.split("\n")[1:]:
        cells = line.split("\t")
        if len(cells) == 12 and cells[0] == "5":
            text = cells[11].translate(_DIRECTIONS).strip()
            left, top, width, height = map(int, cells[6:10])
            sure = min(max(float(cells[10]) / 100, 0.0), 0.99)
            if text:
                rows.setdefault(tuple(cells[1:5]), []).append(Word(text, sure, left, top, left + width, top + height))
    return [tuple(row) for row in rows.values()]


def turn_of(picture: Any, dpi: float) -> int:
    """Return how many degrees clockwise a page must be turned to stand upright: 0, 90, 180, 270; 0 where that is not clear."""
    told = _run([program(), "stdin", "stdout", "--psm", str(_ORIENTATION), "--dpi", str(round(dpi))], _pgm(picture))
    turn, sure = _TURN.search(told), _TURN_SURE.search(told)
    return int(turn[1]) if turn and sure and float(sure[1]) > 2 else 0


def _pgm(picture: Any) -> bytes:
    height, width = picture.shape
    dots: bytes = picture.tobytes()
    return b"P5 %d %d 255\n" % (width, height) + dots


def _run(command: list[str], data: bytes) -> str:
    try:
        done = subprocess.run(  # noqa: S603 - a program found on the path, arguments of our own
            command, input=data, capture_output=True, timeout=_SECONDS, env=_ENVIRONMENT, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise TimeoutError from error
    return done.stdout.decode("utf-8", errors="replace")
