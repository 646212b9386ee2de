"""The tables of a dump, as Parquet: documents, language versions, citations, texts.

What the API tells as lists and structures is flat here where it can be, so that any tool asks it: a row of ``texts`` is a
paragraph, and paragraphs that say the same in several languages share their ``block``. The same rows are the same bytes,
as long as the library that writes them is the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import pyarrow as pa
from pyarrow import parquet

from verbale.document import Document, Heading, places

_TEXT, _DAY, _NUMBER = pa.string(), pa.date32(), pa.int32()
_MOMENT = pa.timestamp("us", tz="UTC")
_FILE = pa.struct([("format", _TEXT), ("url", _TEXT), ("media_type", _TEXT), ("size", pa.int64()), ("sha256", _TEXT)])
_VERSION = [("key", _TEXT), ("language", _TEXT), ("version", _NUMBER)]

SCHEMAS: Mapping[str, pa.Schema] = {
    "documents": pa.schema([
        ("key", _TEXT), ("symbol", _TEXT), ("url", _TEXT), ("title", _TEXT), ("title_language", _TEXT), ("kind", _TEXT),
        ("body", _TEXT), ("session", _TEXT), ("agenda", pa.list_(_TEXT)), ("sender", _TEXT), ("dated", _DAY),
        ("issued", _DAY), ("distribution", _TEXT), ("base", _TEXT), ("change", _TEXT), ("languages", pa.list_(_TEXT)),
    ]),
    "versions": pa.schema([
        *_VERSION, ("stage", _TEXT), ("stars", _NUMBER), ("reason", _TEXT), ("title", _TEXT), ("issued", _DAY),
        ("released", _MOMENT), ("job_number", _TEXT), ("url", _TEXT), ("files", pa.list_(_FILE)),
    ]),
    "citations": pa.schema([
        *_VERSION, ("position", _NUMBER), ("block", _TEXT), ("start", _NUMBER), ("end", _NUMBER), ("text", _TEXT),
        ("symbol", _TEXT), ("cited", _TEXT), ("kind", _TEXT),
    ]),
    "texts": pa.schema([
        *_VERSION, ("position", _NUMBER), ("block", _TEXT), ("annex", _TEXT), ("note", _TEXT), ("kind", _TEXT),
        ("number", _TEXT), ("spoken", _TEXT), ("text", _TEXT),
    ]),
}  # fmt: skip
"""The columns of each table. ``cited`` is the key of the document that a citation names, whether it is here or not;
``spoken`` the language of a paragraph, which in an annex need not be that of its version."""

_GROUP = 50_000
"""Rows that are written at a time: as many as a reader has to hold."""


class Table:
    """A Parquet file being written, row after row."""

    def __init__(self, path: Path, schema: pa.Schema) -> None:
        self._schema, self._rows, self.lines = schema, [], 0
        self._writer = parquet.ParquetWriter(path, schema, compression="zstd")

    def __enter__(self) -> Self:
        """Write on."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Write what is left, and close the file."""
        if kind is None:
            self._write()
        self._writer.close()

    def add(self, rows: Iterable[Mapping[str, Any]]) -> None:
        """Add rows; of each the columns of the table are taken."""
        before = len(self._rows)
        self._rows += rows
        self.lines += len(self._rows) - before
        if len(self._rows) >= _GROUP:
            self._write()

    def _write(self) -> None:
        self._writer.write_table(pa.Table.from_pylist(self._rows, schema=self._schema))
        self._rows = []


def texts(document: Document) -> Iterator[dict[str, Any]]:
    """Yield the paragraphs and headings of a document, those of its notes and annexes too."""
    for position, place in enumerate(places(document)):
        block = place.block
        kind = "heading" if isinstance(block, Heading) else block.role or "paragraph"
        yield {
            "position": position, "block": block.id, "annex": place.annex, "note": place.note, "kind": kind,
            "number": block.number, "spoken": place.language, "text": block.text,
        }  # fmt: skip
