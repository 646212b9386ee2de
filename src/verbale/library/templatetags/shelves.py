"""Small things that the templates of the library need."""

from __future__ import annotations

from collections.abc import Mapping

from django import template

register = template.Library()


@register.filter
def of_language(words: Mapping[str, str], lang: str) -> str:
    """Give the words of a language, or what there is: ``{{ body.names|of_language:language }}``."""
    return words.get(lang) or words.get("en") or next(iter(words.values()), "")
