"""Concording against reading: six-language documents a second and core, and how the cost grows with the length.

The documents are the samples of the machine-readable series where they are there, else specimen notes of which each
version is issued here; all in processor seconds. A long document is one of them, its text repeated.
"""

from __future__ import annotations

import datetime
import os
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

import msgspec

from verbale import press
from verbale.document import Document, Paragraph

_SHARED = Path(os.environ.get("VERBALE_SHARED", Path(__file__).parents[2] / "shared")) / "data" / "akn4un"
_ROUNDS = 2
_LENGTHS = (100, 300, 1000, 3000)


def main() -> None:
    """Print documents a second and core, the ratio to reading them, and seconds by length."""
    given = _files()
    sets = [[press.read(data, name).document for name, data in versions] for versions in given]
    versions = sum(map(len, sets))
    reading = _best(lambda: [press.read(data, name) for one in given for name, data in one])
    concording = _best(lambda: [press.concord(one) for one in sets])
    print(f"reading     {versions / reading:7.1f} versions/s and core")
    print(f"concording  {len(sets) / concording:7.1f} documents in six languages/s and core")
    print(f"concording costs {concording / reading:.2f} times reading the same documents")
    for length in _LENGTHS:
        long = _long(sets, length)
        took = _best(lambda long=long: press.concord(long), 1)
        print(f"{length:5} paragraphs x 6 {took:6.2f} s  {1000 * took / length:.2f} ms a paragraph in six languages")


def _best(call: Callable[[], Any], rounds: int = _ROUNDS) -> float:
    """Return the processor seconds of the best of a few calls."""
    found = []
    for _ in range(rounds):
        start = time.process_time()
        call()
        found.append(time.process_time() - start)
    return min(found)


def _files() -> list[list[tuple[str, bytes]]]:
    """Return the files of documents in six languages."""
    if not _SHARED.is_dir():
        return list(_specimens())
    found: dict[tuple[str, str], list[tuple[str, bytes]]] = defaultdict(list)
    for path in sorted(_SHARED.rglob("*.xml")):
        data = path.read_bytes()
        symbol = press.read(data, path.name).document.symbol or path.name
        found[path.relative_to(_SHARED).parts[0], symbol].append((path.name, data))
    return list(found.values())


def _specimens() -> Iterator[list[tuple[str, bytes]]]:
    for path in files("verbale.specimens").iterdir():
        if path.name.endswith(".md"):
            document = press.read(path.read_bytes(), path.name).document
            on = datetime.date(2026, 1, 15)
            edition = press.issue(document, symbol=document.symbol or "A/HRC/60/G/1", on=on, formats=["akn"])
            yield [(one.name, one.data) for one in edition.renditions]


def _long(sets: Sequence[Sequence[Document]], length: int) -> list[Document]:
    """Return a document of so many paragraphs, taken from those whose versions have as many as each other."""
    texts: dict[str, list[Paragraph]] = defaultdict(list)
    while len(next(iter(texts.values()), [])) < length:
        for versions in sets:
            if len({len(version.content) for version in versions}) == 1:
                for version in versions:
                    texts[version.masthead.language] += [one for one in version.content if isinstance(one, Paragraph)]
        if not texts:
            break
    first = {version.masthead.language: version for version in sets[0]}
    least = min(length, *(len(found) for found in texts.values()))
    return [
        msgspec.structs.replace(
            first[language],
            notes=(),
            annexes=(),
            citations=(),
            content=tuple(
                msgspec.structs.replace(one, id=f"p{number}", marks=()) for number, one in enumerate(found[:least], 1)
            ),
        )
        for language, found in texts.items()
    ]


if __name__ == "__main__":
    main()
