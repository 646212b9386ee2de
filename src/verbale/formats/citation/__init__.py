"""Citations for reference managers: a document as BibTeX, RIS or CSL-JSON, in the language of its main version."""

from verbale.formats.citation import bibtex, csl, ris

__all__ = ["bibtex", "csl", "ris"]
