"""Concordance: do the language versions of a document say the same? Passages, what they state, how they align, findings."""

from verbale.concordance.model import Alignment, Concordance, Fact, Finding, Passage, Row, Spot

__all__ = ["Alignment", "Concordance", "Fact", "Finding", "Passage", "Row", "Spot"]
