"""The wheel as a stranger gets it: built, installed into an empty environment, run from another folder."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True)
    (built,) = out.glob("*.whl")
    return built


def test_the_wheel_holds_the_data_and_nothing_that_is_not_ours(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    for needed in (
        "verbale/py.typed",
        "verbale/languages/data/wording.toml",
        "verbale/authorities/data/states.toml",
        "verbale/communications/formulas.toml",
        "verbale/formats/pdf/main.typ",
        "verbale/specimens/league.toml",
        "verbale/specimens/note-1-en.md",
    ):
        assert needed in names, needed
    assert not [n for n in names if n.endswith((".ttf", ".otf", ".woff2", ".xsd"))]
    assert not [n for n in names if not n.startswith(("verbale/", "verbale-"))]


def test_the_wheel_runs_in_an_empty_environment_from_any_folder(wheel: Path, tmp_path: Path) -> None:
    environment = tmp_path / "environment"
    subprocess.run([sys.executable, "-m", "venv", str(environment)], check=True)
    python, verbale = environment / "bin" / "python", environment / "bin" / "verbale"
    pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--only-binary", ":all:"]
    subprocess.run([*pip, "--require-hashes", "-r", str(ROOT / "requirements" / "run.txt")], check=True)
    subprocess.run([*pip, "--no-deps", str(wheel)], check=True)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    done = subprocess.run([str(verbale), "demo", "--out", "out"], cwd=elsewhere, check=True, capture_output=True)
    assert b"six languages" in done.stdout
    found = sorted((elsewhere / "out").iterdir())
    assert len([f for f in found if f.suffix == ".pdf"]) == 36
    page = elsewhere / "out" / "LII_LC_12_G_1-FR.json"
    assert json.loads(page.read_bytes())["masthead"]["language"] == "fr"
