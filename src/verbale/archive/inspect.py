"""Looking at a storage root with other eyes than those that wrote it: every file is known, whole and where it belongs."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from verbale.archive.canonical import canonical, sha256
from verbale.archive.ocfl import (
    FIXED,
    INVENTORY,
    NAMASTE,
    NAMASTE_TEXT,
    ROOT,
    SIDECAR,
    object_path,
    read,
    sidecar,
    unfinished,
)
from verbale.problems import Problem


def folders(archive: Path) -> Iterator[Path]:
    """Yield the folders of the objects in a storage root, in the order of their paths."""
    root = archive / ROOT
    for first in sorted(root.glob("*")):
        if first.is_dir() and first.name != "extensions":
            yield from sorted(place for place in first.glob("*/*/*") if place.is_dir())


def identifier(folder: Path) -> str:
    """Return the id of an object as its inventory has it; empty where it cannot be read."""
    return str(_values(folder / INVENTORY).get("id", ""))


def inventories(folder: Path) -> dict[int, str]:
    """Return the sha-256 of the inventory of each version of an object."""
    found = {}
    for place in folder.glob("v*"):
        if place.name[1:].isdigit() and (place / INVENTORY).is_file():
            found[int(place.name[1:])] = sha256((place / INVENTORY).read_bytes())
    return found


def check_root(archive: Path) -> Iterator[Problem]:
    """Report what is wrong with the storage root beside its objects; one without any may be unfinished."""
    root = archive / ROOT
    begun = next(folders(archive), None) is not None
    for name, data in FIXED.items():
        path = root / name
        if not path.is_file() and not begun:
            text = "A process was stopped while it made the storage root."
            yield Problem("verify-unfinished", "note", text, f"{ROOT}/{name}", "The next deposit finishes it.")
        elif read(path) != data:
            yield _fault("verify-root", "The file is not as it should be.", path, archive)
    known = {root / name for name in FIXED}
    above = itertools.chain((root / "extensions").rglob("*"), *(root.glob("/".join("*" * n)) for n in range(1, 5)))
    for path in sorted({path for path in above if path.is_file()} - known):
        yield _fault("verify-root", "The file belongs to no object.", path, archive)


def check_object(archive: Path, folder: Path) -> Iterator[Problem]:
    """Report what is wrong with an object: declaration, inventories, their digests, and every byte of its content."""
    if unfinished(folder):
        text = "A process was stopped while it stored this version."
        yield Problem("verify-unfinished", "note", text, str(folder.relative_to(archive)), "Run `mend`.")
        return
    if read(folder / NAMASTE) != NAMASTE_TEXT:
        yield _fault("verify-object", "The declaration is not as it should be.", folder / NAMASTE, archive)
    raw = read(folder / INVENTORY)
    inventory = _values(folder / INVENTORY)
    if not inventory or raw != canonical(inventory).encode():
        yield _fault("verify-object", "The inventory cannot be read as it was written.", folder / INVENTORY, archive)
        return
    try:
        yield from _check_whole(archive, folder, raw, inventory)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        yield _fault("verify-object", f"The inventory lacks something: {error!r}.", folder / INVENTORY, archive)


def _check_whole(archive: Path, folder: Path, raw: bytes, inventory: dict[str, Any]) -> Iterator[Problem]:
    if object_path(inventory["id"]) != str(folder.relative_to(archive / ROOT)):
        yield _fault("verify-object", "The object is not where its id belongs.", folder, archive)
    numbers = range(1, int(inventory["head"][1:]) + 1)
    for number in numbers:
        place = folder / f"v{number}"
        data = read(place / INVENTORY)
        if number == numbers[-1] and data != raw:
            yield _fault("verify-object", "The inventory is not that of the last version.", place / INVENTORY, archive)
        if read(place / SIDECAR) != sidecar(data):
            yield _fault("verify-object", "The inventory's digest is another.", place / SIDECAR, archive)
        for name, version in _values(place / INVENTORY).get("versions", {}).items():
            if inventory["versions"].get(name) != version:
                yield _fault("verify-object", f"The inventories tell {name} differently.", place / INVENTORY, archive)
    if read(folder / SIDECAR) != sidecar(raw):
        yield _fault("verify-object", "The inventory's digest is another.", folder / SIDECAR, archive)
    expected = {folder / name for name in (NAMASTE, INVENTORY, SIDECAR)}
    expected |= {folder / f"v{n}" / name for n in numbers for name in (INVENTORY, SIDECAR)}
    for digest, places in inventory["manifest"].items():
        for name in places:
            expected.add(folder / name)
            if not (folder / name).is_file():
                yield _fault("verify-content", "Stored bytes are missing.", folder / name, archive)
            elif sha256((folder / name).read_bytes()) != digest:
                yield _fault("verify-content", "Stored bytes were changed.", folder / name, archive)
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path not in expected:
            yield _fault("verify-content", "The file is in no inventory.", path, archive)


def _fault(code: str, text: str, path: Path, archive: Path) -> Problem:
    advice = "Bring it back from a copy; nothing in the archive is ever meant to change."
    return Problem(code, "error", text, str(path.relative_to(archive)), advice)


def _values(path: Path) -> dict[str, Any]:
    try:
        values = json.loads(read(path))
    except ValueError:
        return {}
    return values if isinstance(values, dict) else {}
