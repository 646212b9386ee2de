"""Concordance: do the language versions of a document say the same? Passages, what they state, how they align, findings."""

from verbale.concordance.aligning import align
from verbale.concordance.concording import concord
from verbale.concordance.model import Accepted, Alignment, Concordance, Fact, Finding, Passage, Row, Spot

__all__ = ["Accepted", "Alignment", "Concordance", "Fact", "Finding", "Passage", "Row", "Spot", "align", "concord"]
