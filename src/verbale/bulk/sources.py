"""The files of folders and archives, in batches in which the language versions of one document stand together.

An archive is read member by member and never unpacked: no name in it becomes a path, links and devices are passed
over, and nothing larger than a document may be comes into memory.
"""

from __future__ import annotations

import lzma
import os
import re
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path, PurePath
from typing import IO

import msgspec

from verbale.problems import BadInput, Problem

LARGEST = 64 * 1024 * 1024
MOST_MEMBERS = 1_000_000
FILES = 24
"""How many files a batch has; more only where they are versions of one document."""

_BYTES = 8 * 1024 * 1024
_TARS = (".tar", ".tgz", ".tar.gz", ".tar.xz", ".tar.bz2", ".tbz2", ".txz")
# What a name says of the language, at its end: "-EN", "_fr", or the letter of a job number, "2107772A".
_LANGUAGE = re.compile(r"(?:[-_. ](?:ar|zh|en|fr|ru|es)|(?<=\d)[ACEFRS]|[-_. ][ACEFRS])$", re.IGNORECASE)
_BROKEN = (OSError, EOFError, RuntimeError, NotImplementedError, zipfile.BadZipFile, tarfile.TarError, zlib.error,
           lzma.LZMAError)  # fmt: skip


class Source(msgspec.Struct, frozen=True):
    """A file to be imported: where it was found, and its bytes."""

    path: str
    data: bytes

    @property
    def name(self) -> str:
        """The name of the file alone."""
        return PurePath(self.path).name


class Unread(msgspec.Struct, frozen=True):
    """A file that could not be read, and why."""

    path: str
    problem: Problem


def document_key(path: str) -> str:
    """Return what the names of the language versions of one document have in common."""
    stem = PurePath(path).stem
    stem = re.sub(r"-\d{5,7}(?=[ACEFRS]$)", "-", stem)  # each language has its own job number
    return _LANGUAGE.sub("", stem).rstrip("-_. ").lower()


def batches(paths: Iterable[Path]) -> Iterator[list[Source | Unread]]:
    """Yield the files of folders, archives and single files in batches, each once.

    Raises BadInput where there is no such file or folder.
    """
    batch: list[Source | Unread] = []
    size, last = 0, ""
    for item in _sources(list(paths)):
        key = document_key(item.path)
        full = len(batch) >= FILES or size >= _BYTES
        if batch and full and (key != last or len(batch) >= 2 * FILES):
            yield batch
            batch, size = [], 0
        batch.append(item)
        size += len(item.data) if isinstance(item, Source) else 0
        last = key
    if batch:
        yield batch


def count(paths: Iterable[Path]) -> int:
    """Return how many files there are, an archive counted as one."""
    return sum(1 for _ in _found(list(paths)))


def _sources(paths: list[Path]) -> Iterator[Source | Unread]:
    plain = []
    for path in _found(paths):
        name = path.name.lower()
        if name.endswith(".zip"):
            yield from _guarded(path, _of_zip)
        elif name.endswith(_TARS):
            yield from _guarded(path, _of_tar)
        else:
            plain.append(path)
    for path in sorted(plain, key=lambda path: (document_key(path.name), str(path))):
        yield _opened(str(path), lambda path=path: path.open("rb"))


def _found(paths: list[Path]) -> Iterator[Path]:
    """Yield the files, those of folders too, in order of their names; what begins with a dot is passed over."""
    for path in paths:
        if path.is_file():
            yield path
        elif path.is_dir():
            for folder, folders, names in os.walk(path):
                folders[:] = sorted(name for name in folders if not name.startswith("."))
                yield from (Path(folder, name) for name in sorted(names) if not name.startswith("."))
        else:
            raise BadInput("There is no such file or folder.", where=str(path), advice="Check the path.")


def _guarded(path: Path, members: Callable[[Path], Iterator[Source | Unread]]) -> Iterator[Source | Unread]:
    """Yield the members of an archive, and where it breaks off the reason."""
    try:
        yield from islice(members(path), MOST_MEMBERS)
    except _BROKEN as error:
        yield _unread(str(path), f"The archive cannot be read to its end: {error}.", "Pack it again.")


def _of_zip(path: Path) -> Iterator[Source | Unread]:
    with zipfile.ZipFile(path) as archive:
        members = [info for info in archive.infolist() if not info.is_dir() and not _hidden(info.filename)]
        for info in sorted(members, key=lambda info: (document_key(info.filename), info.filename)):
            yield _opened(f"{path}/{info.filename}", lambda info=info: archive.open(info))


def _of_tar(path: Path) -> Iterator[Source | Unread]:
    with tarfile.open(path) as archive:
        for info in archive:
            if info.isreg() and not _hidden(info.name):
                yield _opened(f"{path}/{info.name}", lambda info=info: archive.extractfile(info))


def _hidden(name: str) -> bool:
    parts = [part for part in PurePath(name).parts if part not in (".", "..")]
    return any(part.startswith(".") or part == "__MACOSX" for part in parts)


def _opened(path: str, opened: Callable[[], IO[bytes] | None]) -> Source | Unread:
    """Return the bytes of a file, if there are no more than a document may have."""
    try:
        with opened() as file:
            data = file.read(LARGEST + 1)
    except _BROKEN as error:
        return _unread(path, f"The file cannot be opened: {error}.", "Look at the file, or at the archive it is in.")
    if len(data) > LARGEST:
        text = f"The file has more than {LARGEST:,} bytes."
        return _unread(path, text, "Import each document as a file of its own.")
    return Source(path, data)


def _unread(path: str, text: str, advice: str) -> Unread:
    return Unread(path, Problem("import-unreadable", "error", text, path, advice))


def packed(paths: Iterable[Path]) -> bool:
    """Return whether there is an archive among the files, so that their number is not known before the end."""
    return any(path.name.lower().endswith((".zip", *_TARS)) for path in _found(list(paths)))
