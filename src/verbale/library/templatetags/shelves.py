"""Small things that the templates of the library need."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from django import template

from verbale.languages import write_date
from verbale.pages.language import current

register = template.Library()


@register.filter
def of_language(words: Mapping[str, str], lang: str) -> str:
    """Give the words of a language, or what there is: ``{{ body.names|of_language:language }}``."""
    return words.get(lang) or words.get("en") or next(iter(words.values()), "")


@register.filter
def minus(number: int, other: int) -> int:
    """Give a difference of pixels."""
    return number - other


@register.filter
def plus(number: int, other: int) -> int:
    """Give a sum of pixels."""
    return number + other


@register.filter
def unlocalized(number: float) -> str:
    """Give a length in pixels as SVG takes it, whatever the language's own decimal mark."""
    return f"{number:g}"


@register.filter
def day_plain(value: datetime.date) -> str:
    """Write a day without markup."""
    return write_date(value, current())
