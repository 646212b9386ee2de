"""Showing a place of a finding: the words that differ, and some of those around them."""

from __future__ import annotations

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from verbale.concordance import Spot

register = template.Library()
WIDTH = 60
"""Characters shown on either side."""


@register.filter
def around(text: str, spot: Spot) -> SafeString:
    """Return the words of a spot marked, between some of those before and behind them."""
    start, end = max(0, spot.start - WIDTH), min(len(text), spot.end + WIDTH)
    before, behind = "…" * (start > 0), "…" * (end < len(text))
    return format_html(
        "{}{}<mark>{}</mark>{}{}",
        before, text[start : spot.start], text[spot.start : spot.end], text[spot.end : end], behind,
    )  # fmt: skip
