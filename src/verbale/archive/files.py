"""Files on the disk: where the archive's are, and writing them so that a power cut leaves all or nothing."""

from __future__ import annotations

import os
from pathlib import Path

from django.conf import settings


def archive() -> Path:
    """Return the folder of the archive, as the settings have it."""
    return Path(settings.ARCHIVE)


def stored(path: str, folder: Path | None = None) -> Path:
    """Return where the bytes of a row's ``path`` are, in our archive or in a copy of it."""
    return (folder or archive()) / "ocfl" / path


def write_durably(path: Path, data: bytes) -> None:
    """Write a new file and wait until it is on the disk."""
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def make_folders(path: Path) -> None:
    """Make a folder and those above it, and wait until they are on the disk."""
    if not path.exists():
        make_folders(path.parent)
        path.mkdir(exist_ok=True)
        sync_folder(path.parent)


def sync_folder(path: Path) -> None:
    """Wait until the names in a folder are on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
