"""The JSON of a document: lossless, versioned, with a published JSON Schema.

``{"verbale": "1", "symbol": ..., ...}``. The version is raised when a field changes its meaning; a field that is
added does not raise it. Empty fields are left out, except those that readers of the JSON rely on.
"""

from __future__ import annotations

from typing import Any

import msgspec

from verbale.document.model import VERSION, Document
from verbale.problems import BadInput

_ENCODER = msgspec.json.Encoder()
_DECODER = msgspec.json.Decoder(Document)

_ALWAYS: dict[str, Any] = {
    "symbol": None,
    "kind": "",
    "masthead": {},
    "body": None,
    "session": None,
    "agenda": [],
    "title": "",
    "communication": None,
    "content": [],
    "notes": [],
    "annexes": [],
    "citations": [],
}


def to_builtins(document: Document) -> dict[str, Any]:
    """Return the document as plain dictionaries, lists and strings, with the version first."""
    found: dict[str, Any] = msgspec.to_builtins(document)
    return {"verbale": VERSION, **_ALWAYS, **found}


def to_json(document: Document) -> bytes:
    """Return the document as JSON in UTF-8; :func:`from_json` gives back an equal document."""
    return _ENCODER.encode(to_builtins(document))


def from_json(data: bytes | str) -> Document:
    """Return the document that the JSON holds.

    Raises BadInput where the JSON is broken, of another version or not of the model's shape; the message names the
    place.
    """
    raw = data.encode() if isinstance(data, str) else data
    try:
        version = msgspec.json.decode(raw, type=_Version).verbale
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise BadInput(f"This is not the JSON of a Verbale document: {error}.", advice=_ADVICE) from error
    if version != VERSION:
        raise BadInput(
            f"This JSON is of version {version!r}; this Verbale reads version {VERSION!r}.",
            where="verbale",
            advice="Write it again with a Verbale of the same version.",
        )
    try:
        return _DECODER.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise BadInput(f"The JSON does not have the shape of a document: {error}.", advice=_ADVICE) from error


class _Version(msgspec.Struct):
    verbale: str


_ADVICE = "The shape is published as JSON Schema: run `verbale formats --schema`."


def schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of the document's JSON."""
    found = msgspec.json.schema(Document)
    found["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    found["$id"] = f"urn:verbale:document:{VERSION}"
    found["$defs"]["Document"]["properties"] = {
        "verbale": {"const": VERSION},
        **found["$defs"]["Document"]["properties"],
    }
    found["$defs"]["Document"]["required"] = ["verbale"]
    # As it is once written: lists, not tuples.
    plain: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(found))
    return plain
