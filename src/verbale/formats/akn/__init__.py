"""Akoma Ntoso as the United Nations writes it (AKN4UN): the published files read without loss, valid files written."""

from verbale.formats.akn.reader import read
from verbale.formats.akn.writer import write

__all__ = ["read", "write"]
