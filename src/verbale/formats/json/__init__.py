"""JSON: the document itself, lossless; the form that every other rendition can be made from again."""

from verbale.document import Document, WriteOptions, Writing, from_json, to_json


def read(data: bytes) -> Document:
    """Return the document that the JSON holds; raises BadInput where it holds none."""
    return from_json(data)


def write(document: Document, options: WriteOptions) -> Writing:
    """Return the document's JSON; nothing is lost and the options change nothing."""
    return Writing(to_json(document) + b"\n")
