"""Markdown, read as neutral lines and written in the layout of an official document."""

from verbale.formats.markdown.reader import read
from verbale.formats.markdown.writer import write

__all__ = ["read", "write"]
