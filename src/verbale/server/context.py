"""Whose pages these are, for every template: the organization that the settings name."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from verbale.archive.organization import authorities
from verbale.languages import phrase
from verbale.pages.language import current


def organization(request: HttpRequest) -> dict[str, Any]:
    """Give ``authorities``, the name of the ``organization``, and the mark of a ``specimen`` where it is fictional."""
    known = authorities()
    *_, last = known.organizations.values()
    lang = current()
    name = phrase("organization", lang) if last.code == "UN" else last.name(lang)
    return {
        "authorities": known,
        "organization": name[0].upper() + name[1:],
        "specimen": phrase("specimen", lang) if last.source == "SPECIMEN" else "",
    }
