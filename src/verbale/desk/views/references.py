"""References of cases in addresses: ``2026-000012``, and ``2026-000012-1`` of what follows it."""

from __future__ import annotations

from django.urls import register_converter


class Reference:
    """The form of a reference; nothing else under /desk/ looks like one."""

    regex = r"\d{4}-\d{6}(?:-\d+)*"

    def to_python(self, value: str) -> str:
        """Take a reference from an address."""
        return value

    def to_url(self, value: object) -> str:
        """Write a reference, or the case that bears it, into an address."""
        return str(value)


register_converter(Reference, "reference")
