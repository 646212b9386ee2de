"""Stored bytes: an OCFL 1.1 storage root, one object for each document or submission, one version for each deposit.

The folder of the archive holds ``ocfl/``, the storage root, and ``incoming/``, where a version is made ready. Content
files are named by their sha-256. All bytes are on the disk before they get their place, and they get it by renaming
in this order: the version, the inventory, the digest of the inventory. Whatever moment a process is stopped at, the
object is whole as it was, or its last step can be done again (`mend`).

Nobody but the one writer whom `log.begin` let in may call `put` or `mend`.
"""

from __future__ import annotations

import datetime
import json
import re
import secrets
import shutil
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.parse import quote

import msgspec

from verbale.archive.canonical import canonical, sha256
from verbale.archive.errors import Conflict
from verbale.archive.files import make_folders, sync_folder, write_durably

ROOT, INCOMING = "ocfl", "incoming"
INVENTORY, SIDECAR = "inventory.json", "inventory.json.sha256"
NAMASTE, NAMASTE_TEXT = "0=ocfl_object_1.1", b"ocfl_object_1.1\n"
LAYOUT = "0003-hash-and-id-n-tuple-storage-layout"
_TUPLES, _TUPLE = 3, 3
_LONGEST_NAME = 100
_AT_ONCE = 16

FIXED: Mapping[str, bytes] = {
    "0=ocfl_1.1": b"ocfl_1.1\n",
    "ocfl_layout.json": canonical(
        {"extension": LAYOUT, "description": "Folders by the sha-256 of the object's id, then the id itself"}
    ).encode(),
    f"extensions/{LAYOUT}/config.json": canonical(
        {"extensionName": LAYOUT, "digestAlgorithm": "sha256", "tupleSize": _TUPLE, "numberOfTuples": _TUPLES}
    ).encode(),
}
"""The files of a storage root that stand beside its objects, and what they hold."""


class Kept(msgspec.Struct, frozen=True):
    """A version of an object: its number, the sha-256 of its inventory, and the path of each content in the root."""

    version: int
    inventory: str
    paths: Mapping[str, str]


def object_path(identifier: str) -> str:
    """Return the folder of an object in the storage root (extension 0003)."""
    digest = sha256(identifier)
    folders = [digest[at : at + _TUPLE] for at in range(0, _TUPLE * _TUPLES, _TUPLE)]
    name = re.sub(r"%[0-9A-F]{2}|[.~]", lambda m: _escaped(m[0]), quote(identifier, safe=""))
    if len(name) > _LONGEST_NAME:
        name = f"{name[:_LONGEST_NAME]}-{digest}"
    return "/".join([*folders, name])


def _escaped(text: str) -> str:
    return text.lower() if text.startswith("%") else f"%{ord(text):02x}"


def put(
    archive: Path,
    identifier: str,
    state: Mapping[str, str],
    contents: Mapping[str, bytes],
    *,
    by: str,
    at: datetime.datetime,
    message: str,
) -> Kept:
    """Make ``state`` (logical path to sha-256) the newest version of an object, and return that version.

    ``contents`` has the bytes of every sha-256 that the object does not hold yet. Nothing is written where the newest
    version has this state already: it was left by a verb that did not come to its end, or nothing changed.
    """
    _prepare(archive)
    folder = archive / ROOT / object_path(identifier)
    mend(archive, folder)
    old = _inventory(folder) if folder.exists() else None
    by_digest = _by_digest(state)
    if old is not None and old["versions"][old["head"]]["state"] == by_digest:
        return _kept(old, identifier)
    number = len(old["versions"]) + 1 if old else 1
    manifest: dict[str, list[str]] = dict(old["manifest"]) if old else {}
    new = {digest: contents[digest] for digest in by_digest if digest not in manifest}
    manifest |= {digest: [f"v{number}/content/{digest}"] for digest in new}
    version = {
        "created": at.astimezone(datetime.UTC).isoformat(timespec="seconds"),
        "message": message,
        "state": by_digest,
        "user": {"name": by},
    }
    inventory = {
        "digestAlgorithm": "sha256",
        "head": f"v{number}",
        "id": identifier,
        "manifest": manifest,
        "type": "https://ocfl.io/1.1/spec/#inventory",
        "versions": {**(old["versions"] if old else {}), f"v{number}": version},
    }
    _place(archive, folder, number, canonical(inventory).encode(), new)
    return _kept(inventory, identifier)


def _by_digest(state: Mapping[str, str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for path in sorted(state):
        found.setdefault(state[path], []).append(path)
    return found


def _kept(inventory: dict[str, Any], identifier: str) -> Kept:
    base = object_path(identifier)
    paths = {digest: f"{base}/{places[0]}" for digest, places in inventory["manifest"].items()}
    return Kept(int(inventory["head"][1:]), sha256(canonical(inventory)), paths)


def _place(archive: Path, folder: Path, number: int, inventory: bytes, contents: Mapping[str, bytes]) -> None:
    """Write a version where it is made ready, then rename it to its place."""
    ready = archive / INCOMING / secrets.token_hex(8)
    version = ready / f"v{number}"
    folders = [version / "content"] * bool(contents) + [version, ready]
    folders[0].mkdir(parents=True)
    written = {version / "content" / digest: data for digest, data in contents.items()}
    for place in (version, ready):
        written |= {place / INVENTORY: inventory, place / SIDECAR: sidecar(inventory)}
    if number == 1:
        written[ready / NAMASTE] = NAMASTE_TEXT
    with ThreadPoolExecutor(max_workers=_AT_ONCE) as pool:  # the disk takes many files at once better than one by one
        list(pool.map(write_durably, written, written.values()))
        list(pool.map(sync_folder, folders))
    if number == 1:
        make_folders(folder.parent)
        ready.rename(folder)
        sync_folder(folder.parent)
        return
    for name in (f"v{number}", INVENTORY, SIDECAR):
        (ready / name).rename(folder / name)
        sync_folder(folder)
    ready.rmdir()


def mend(archive: Path, folder: Path) -> bool:
    """Finish a version of an object whose writer was stopped between two renames; return whether there was one."""
    if not unfinished(folder):
        return False
    head = _last_version(folder)
    for name in (INVENTORY, SIDECAR):
        ready = archive / INCOMING / secrets.token_hex(8)
        write_durably(ready, (folder / head / name).read_bytes())
        ready.replace(folder / name)
        sync_folder(folder)
    return True


def unfinished(folder: Path) -> bool:
    """Whether the last version of an object has come to its place and the object's inventory has not followed yet.

    Then the inventory, and its digest, are those of the version before, or the inventory alone is the new one.
    """
    last = _last_version(folder)
    new, now, old = (_both(folder / name) for name in (last, "", f"v{int(last[1:]) - 1}"))
    finished = new == now or not all(old) or new[1] != sidecar(new[0])
    return not finished and now in (old, (new[0], old[1]))


def _both(place: Path) -> tuple[bytes, bytes]:
    return read(place / INVENTORY), read(place / SIDECAR)


def _last_version(folder: Path) -> str:
    numbers = [int(place.name[1:]) for place in folder.glob("v*") if place.name[1:].isdigit()]
    return f"v{max(numbers, default=0)}"


def _inventory(folder: Path) -> dict[str, Any]:
    """Return the inventory of an object to build upon; raises Conflict where it is not as it was written."""
    data = read(folder / INVENTORY)
    if read(folder / SIDECAR) != sidecar(data):
        raise Conflict(
            "The stored object is not as it was written, so nothing is added to it.",
            where=folder.name,
            wording=("refusal.object-damaged", {}),
            advice="Verify the archive and bring back what was changed.",
        )
    inventory: dict[str, Any] = json.loads(data)
    return inventory


def read(path: Path) -> bytes:
    """Return the bytes of a file; none where there is no such file."""
    return path.read_bytes() if path.is_file() else b""


def sidecar(inventory: bytes) -> bytes:
    """Return what the file beside an inventory holds."""
    return f"{sha256(inventory)} {INVENTORY}\n".encode()


def _prepare(archive: Path) -> None:
    """Make the folders of the archive where they are not there yet; the declaration of the root comes last."""
    (archive / INCOMING).mkdir(parents=True, exist_ok=True)
    for name, data in reversed(list(FIXED.items())):
        path = archive / ROOT / name
        if not path.exists():
            make_folders(path.parent)
            ready = archive / INCOMING / secrets.token_hex(8)
            write_durably(ready, data)
            ready.replace(path)
            sync_folder(path.parent)


def sweep(archive: Path) -> int:
    """Remove what stopped processes left in ``incoming``; return how many things."""
    left = sorted((archive / INCOMING).glob("*"))
    for place in left:
        shutil.rmtree(place) if place.is_dir() else place.unlink()
    return len(left)
