"""Pages as pictures, each drawn in a process of its own that is stopped where it takes too long or too much memory."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import msgspec

from verbale.formats.scan.extra import absent, numpy
from verbale.problems import BadInput, Problem

_SECONDS = 60
_DRAWING = Path(__file__).with_name("drawing.py")
_LOST = {
    "too-large": "is larger than any sheet of paper",
    "damaged": "is damaged",
    "stopped": "took too long or too much memory",
}


class Picture(msgspec.Struct, frozen=True):
    """A page as dots: rows of grey, or of red, green and blue; and dots per inch."""

    pixels: Any
    dpi: float


def draw(data: bytes, number: int) -> tuple[int, Picture | Problem]:
    """Return how many pages a PDF or picture has, and the page ``number``, counted from 1, or why it is not drawn.

    Raises BadInput where the file is encrypted, damaged throughout or has no such page.
    """
    head, pixels = _drawn(data, number)
    fault = head.get("fault", "")
    if fault == "absent":
        raise absent(head["what"])
    if fault == "encrypted":
        raise BadInput("The PDF is encrypted.", advice="Send it without a password; Verbale asks for none.")
    if fault == "no-page":
        text = f"There is no page {number}: the file has {head['pages']}."
        raise BadInput(text, advice="Ask for pages that are there.")
    if fault and "pages" not in head:
        advice = "Scan it again, at 300 dots per inch, as PDF, PNG, JPEG or TIFF."
        raise BadInput(f"The scan cannot be read: it {_LOST[fault]}.", advice=advice)
    if fault:
        return head["pages"], lost(number, _LOST[fault])
    shape = (head["height"], head["width"], 3)[: 2 if head["channels"] == 1 else 3]
    return head["pages"], Picture(numpy().frombuffer(pixels, numpy().uint8).reshape(shape), head["dpi"])


def lost(number: int, why: str) -> Problem:
    """Return the problem that a page was not read."""
    text = f"Page {number} was not read: it {why}."
    return Problem("read-page-lost", "error", text, f"page {number}", "Scan this page again.")


def _drawn(data: bytes, number: int) -> tuple[dict[str, Any], bytes]:
    # Nothing of the environment reaches the process but where libraries are.
    environment = {"PYTHONPATH": os.pathsep.join(sys.path), "OPENBLAS_NUM_THREADS": "1"}
    try:
        done = subprocess.run(  # noqa: S603 - our own program
            [sys.executable, "-P", "-S", str(_DRAWING), str(number)],
            input=data, capture_output=True, timeout=_SECONDS, env=environment, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return {"fault": "stopped"}, b""
    line, _, pixels = done.stdout.partition(b"\n")
    try:
        return json.loads(line), pixels
    except ValueError:
        return {"fault": "stopped"}, b""
