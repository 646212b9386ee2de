"""The converter ``lang`` of addresses: one of the six languages, whose page is meant."""

from __future__ import annotations

from django.urls import register_converter

from verbale.languages import LANGUAGES


class _Language:
    regex = "|".join(LANGUAGES)

    def to_python(self, value: str) -> str:
        """Return the code."""
        return value

    to_url = to_python


register_converter(_Language, "lang")
