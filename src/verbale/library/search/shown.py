"""What results show, kept beside the engine's files, so that an answer asks the database for nothing of a document.

The file ``shown`` is only appended to. Of every language version it holds the terms, a line for each paragraph, which a
search for bytes looks through in no time, and the paragraphs; then a line with the facts of the document, which the
index finds by the place where it begins. What is replaced stays until the index is made anew.
"""

from __future__ import annotations

import datetime
import mmap
import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Self

import msgspec

from verbale.library.facts import Facts, Version

FILE = "shown"
_SIZE = 4  # bytes that say how long a line is


class Block(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A paragraph or heading: its id, its language and its words."""

    id: str
    language: str
    text: str


_encode = msgspec.msgpack.Encoder().encode
_facts = msgspec.msgpack.Decoder(Facts)
_blocks = msgspec.msgpack.Decoder(tuple[Block, ...])


def as_bytes(terms: Iterable[str]) -> bytes:
    """Return the terms of paragraphs as they are looked through: a line for each, every term between blanks."""
    return "\n".join(f" {line} " for line in terms).encode()


class Reader:
    """The file as it is now; ``size`` is how much of it there is."""

    def __init__(self, folder: Path) -> None:
        with (folder / FILE).open("rb") as file:
            self.size = os.fstat(file.fileno()).st_size
            self._data: bytes | mmap.mmap = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) if self.size else b""

    def facts(self, at: int) -> Facts:
        """Return the facts that begin at a place."""
        start = at + _SIZE
        return _facts.decode(self._data[start : start + int.from_bytes(self._data[at:start], "little")])

    def terms(self, version: Version) -> bytes:
        """Return the terms of a language version, as `as_bytes` gives them."""
        return self._data[version.start : version.middle]

    def blocks(self, version: Version) -> tuple[Block, ...]:
        """Return the paragraphs of a language version."""
        return _blocks.decode(self._data[version.middle : version.end])


class Writer:
    """Appends to the file; `close` waits until all of it is on the disk."""

    def __init__(self, folder: Path) -> None:
        self._file: BinaryIO = (folder / FILE).open("ab")
        self._at = self._file.tell()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._file.close()

    def add(self, texts: Sequence[tuple[str, str, datetime.date | None, bytes, Sequence[Block]]], **facts: Any) -> int:
        """Append a document, each version as language, title, day, terms and paragraphs; return where its facts begin."""
        versions = []
        for language, title, issued, terms, blocks in texts:
            start, middle = self._write(terms), self._write(_encode(blocks))
            versions.append(Version(language, title, issued, start, middle, self._at))
        line = _encode(Facts(versions=tuple(versions), **facts))
        return self._write(len(line).to_bytes(_SIZE, "little") + line)

    def sync(self) -> None:
        """Wait until all that was added is on the disk."""
        self._file.flush()
        os.fsync(self._file.fileno())

    def _write(self, data: bytes) -> int:
        start = self._at
        self._file.write(data)
        self._at += len(data)
        return start
