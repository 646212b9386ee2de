"""Plain text, read as neutral lines and written without marks."""

from verbale.formats.text.reader import read
from verbale.formats.text.writer import write

__all__ = ["read", "write"]
