"""Everything public has its entry in the reference, and the reference names nothing that is not there."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path

import click

import verbale
from verbale import problems
from verbale.cli import main
from verbale.document import schema
from verbale.formats import FORMATS

ROOT = Path(__file__).resolve().parents[2]
REFERENCE = ROOT / "docs" / "reference"


def page(name: str) -> str:
    return (REFERENCE / name).read_text("utf-8")


def codes_in_source() -> set[str]:
    """The codes of all problems that the source can report, and of all its errors."""
    found = set()
    for path in (ROOT / "src" / "verbale").rglob("*.py"):
        if path.relative_to(ROOT / "src" / "verbale").parts[0] in ("desk", "pages", "library"):
            continue  # where such words name addresses and parts of pages
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and re.fullmatch(PROBLEM, node.value):
                found.add(node.value)
    for error in vars(problems).values():
        if isinstance(error, type) and issubclass(error, problems.VerbaleError) and error is not problems.VerbaleError:
            found.add(error.code)
    return found


PROBLEM = r"(?:concord|read|check|issue|write|mark|describe|verify|record|merge|import)-[a-z]+(?:-[a-z]+)*"


def test_every_problem_code_has_its_entry() -> None:
    text = page("problems.md")
    missing = sorted(code for code in codes_in_source() if f"`{code}`" not in text)
    assert missing == []


def test_the_reference_lists_no_problem_that_is_gone() -> None:
    listed = set(re.findall(r"^\| `([a-z-]+)` \|", page("problems.md"), re.MULTILINE))
    assert listed - codes_in_source() == set()


def test_every_command_and_option_has_its_entry() -> None:
    text = page("cli.md")
    missing = []
    for name, command in main.commands.items():
        section = re.search(rf"^## verbale {name}\b.*?(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
        if section is None:
            missing.append(name)
            continue
        for parameter in command.params:
            if isinstance(parameter, click.Option) and not any(f"`{o}" in section[0] for o in parameter.opts):
                missing.append(f"{name} {parameter.opts}")
    assert missing == []


def test_every_format_has_its_entry() -> None:
    text = page("formats.md")
    for row in FORMATS:
        assert f"## {row.name}" in text
        assert all(f"`{suffix}`" in text for suffix in row.suffixes)


def test_the_published_schema_is_the_schema_of_the_model() -> None:
    assert json.loads(page("document.schema.json")) == schema()


def test_the_door_is_small_and_documented() -> None:
    assert len(verbale.__all__) <= 25
    assert all(hasattr(verbale, name) for name in verbale.__all__)
    text = page("api.md")
    assert [name for name in verbale.__all__ if f"`{name}" not in text] == []


def test_the_client_is_documented() -> None:
    from verbale import client

    text = page("api.md")
    methods = [name for name in vars(client.Library) if not name.startswith("_") and name != "address"]
    assert [name for name in client.__all__ if f"`{name}" not in text] == []
    assert [name for name in methods if f"`{name}(" not in text] == []


def test_links_between_pages_lead_somewhere() -> None:
    broken = []
    for path in [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]:
        for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", path.read_text("utf-8")):
            if "://" not in target and not (path.parent / target).exists():
                broken.append(f"{path.relative_to(ROOT)}: {target}")
    assert broken == []


def test_the_page_on_the_workflow_is_the_table() -> None:
    from verbale.desk.workflow import MOVES

    text = page("workflow.md")
    rows = {line.split("|")[1].strip(): [cell.strip() for cell in line.split("|")[2:-1]] for line in text.splitlines()
            if line.startswith("| `")}  # fmt: skip
    assert rows == {
        f"`{move.name}`": [
            "a language" if move.branch else "the case",
            ", ".join(move.start) or "nothing: it opens a case",
            move.end or "the same",
            ", ".join(move.roles),
            "yes" if move.reason else "no",
            ", ".join(move.tells) or "nobody",
        ]
        for move in MOVES.values()
    }
