"""MARCXML: a document in all its languages as one catalogue record, after the profile of the United Nations Digital Library."""

from verbale.formats.marcxml.writer import describe

__all__ = ["describe"]
