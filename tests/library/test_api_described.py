"""The API is as it describes itself: schemathesis asks all that the description allows, and what it does not, over HTTP."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from django.test import Client

from tests.library.made import days
from verbale.library import dumps, rates


def test_schemathesis_finds_no_failure(
    shelves: str, site: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rates, "LIMIT", 10**6)
    dumps.dump(days(0))
    operations = sum(map(len, Client(SERVER_NAME="localhost").get("/api/openapi.json").json()["paths"].values()))
    phases = "coverage,fuzzing" if shelves.startswith("postgresql:") else "examples,coverage,fuzzing,stateful"
    command = [
        sys.executable, "-m", "schemathesis.cli", "run", f"{site}/api/openapi.json", "--checks", "all",
        "--phases", phases, "--max-examples", "8", "--generation-deterministic",
        "--no-color", "--warnings", "off",
    ]  # fmt: skip
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, done.stdout[-5000:] + done.stderr
    assert f"{operations} selected / {operations} total" in done.stdout
    assert "No issues found" in done.stdout
