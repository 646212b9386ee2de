"""Memories of other houses (TMX), taken in: kept in the archive as they came, under an entry of the log, and gathered."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator

from verbale.archive import submissions
from verbale.archive.files import stored
from verbale.archive.models import Submission
from verbale.archive.submissions import Arrived
from verbale.formats.translation import tmx
from verbale.memory.units import Unit
from verbale.problems import BadInput, Problem

SENDER = "translation-memory"
"""What stands for the sender of a memory among the submissions."""


def take_in(file: Arrived, name: str, *, by: str, at: datetime.datetime) -> tuple[Submission, int, tuple[Problem, ...]]:
    """Keep a memory under a name, and return its row, how many units it brings, and what of it is left out.

    Raises BadInput where the file is no TMX or brings nothing.
    """
    memory = tmx.read(file.data)
    count = sum(len(unit.variants) > 1 for unit in memory.units)
    if not count:
        raise BadInput(
            "This memory has no passage in two of the six languages.",
            where=file.name,
            advice="Export it again, with the languages that you need.",
            wording=("refusal.memory-empty", {"file": file.name}),
        )
    asked = {"name": name.strip() or file.name, "units": count}
    return submissions.receive([file], sender=SENDER, request=asked, by=by, at=at), count, memory.problems


def kept() -> list[tuple[Submission, str, int]]:
    """Return the memories that were taken in, the newest first: row, name, number of units."""
    rows = Submission.objects.filter(sender=SENDER).select_related("entry").order_by("-pk")
    told = ((row, json.loads(row.request)) for row in rows)
    return [(row, asked["name"], asked["units"]) for row, asked in told]


def units_of(row: Submission) -> Iterator[Unit]:
    """Yield the units of a memory that was taken in."""
    name = json.loads(row.request)["name"]
    for file in row.files.order_by("position"):
        for unit in tmx.read(stored(file.path).read_bytes()).units:
            texts = {variant.language: variant.text for variant in unit.variants if variant.text.strip()}
            if len(texts) > 1:
                day = unit.changed.isoformat() if unit.changed else ""
                origin = unit.properties.get("x-document", "")
                who = dict.fromkeys(texts, row.entry.by)
                yield Unit(texts, dict.fromkeys(texts, unit.id), {}, 0, f"{name}: {origin}".rstrip(": "), day, who)
