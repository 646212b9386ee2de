"""The notebook of the docs: its cells run against the demonstration, served, and what they say is so."""

from __future__ import annotations

import contextlib
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from django.conf import settings
from django.core.cache import cache
from django.utils import timezone

from tests.conftest import ROOT
from tests.desk.conftest import Snapshots
from verbale.archive.access import released
from verbale.desk import demonstration

NOTEBOOK = ROOT / "docs" / "howto" / "ask-a-library.ipynb"
HERE = "http://127.0.0.1:8000"


@pytest.fixture
def database(snapshots: Snapshots, tmp_path: Path) -> Iterator[str]:
    """The demonstration."""
    with snapshots.copy("sqlite", "notebook", lambda: demonstration.build(timezone.now()), tmp_path) as at:
        yield at


def code() -> list[str]:
    """The cells that are run."""
    cells = json.loads(NOTEBOOK.read_text("utf-8"))["cells"]
    return ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]


def run(cells: list[str], names: dict[str, Any]) -> list[str]:
    """Run cells as a notebook does, and return what each shows: what it prints, and what its last line is worth."""
    shown = []
    for cell in cells:
        with contextlib.redirect_stdout(io.StringIO()) as printed:
            *lines, last = cell.splitlines()
            try:
                worth = compile(last, str(NOTEBOOK), "eval")
            except SyntaxError:
                exec(compile(cell, str(NOTEBOOK), "exec"), names)  # noqa: S102  # ours
                value = None
            else:
                exec(compile("\n".join(lines), str(NOTEBOOK), "exec"), names)  # noqa: S102  # ours
                value = eval(worth, names)  # noqa: S307  # ours
        shown.append(printed.getvalue() + (repr(value) if value is not None else ""))
    return shown


def test_its_cells_run_and_say_what_is_so(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "ADDRESS", site)
    cache.clear()
    cells = code()
    assert sum(HERE in cell for cell in cells) == 1
    names: dict[str, Any] = {}
    shown = run([cell.replace(HERE, site) for cell in cells], names)

    rows = released(timezone.now()).filter(work__change="", work__dated__isnull=False).select_related("work")
    waits: dict[str, int] = {}
    for row in rows:
        days = (row.released.date() - row.work.dated).days
        waits[row.work.symbol] = min(days, waits.get(row.work.symbol, days))
    assert len(waits) > 10
    assert names["waits"] == waits
    assert f"{len(waits)} notes" in shown[1]
    assert max(waits.values()) == waits[names["symbol"]]
    assert "is issued" in shown[-1]
    assert set(names["lags"]) == {"ar", "zh", "en", "fr", "ru", "es"}
    drawn = ET.fromstring(names["Bars"]("SPECIMEN", {"<&>": 2, "b": 1})._repr_svg_())  # noqa: S314  # ours
    assert drawn.get("role") == "img"
    assert "2.0  <&>" in drawn.get("aria-label")


def test_it_is_small_and_its_answers_are_kept() -> None:
    book = json.loads(NOTEBOOK.read_text("utf-8"))
    assert NOTEBOOK.stat().st_size < 50_000
    for cell in book["cells"]:
        if cell["cell_type"] == "code":
            assert cell["outputs"]
            assert all(out["output_type"] != "error" for out in cell["outputs"])
