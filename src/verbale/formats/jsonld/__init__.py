"""JSON-LD: a document in all its languages in the terms of schema.org, as work, language versions, files and annexes."""

from verbale.formats.jsonld.writer import describe

__all__ = ["describe"]
