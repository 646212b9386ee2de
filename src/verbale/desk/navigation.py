"""The ways into the desk, by role."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from verbale.desk.actors import actor
from verbale.desk.workflow import ROLES, Role
from verbale.pages.context import Item

WAYS: tuple[tuple[str, str, tuple[Role, ...]], ...] = (
    ("nav.submit", "desk:submit", ("mission", "registrar")),
    ("nav.mine", "desk:mine", ("mission",)),
    ("nav.queue", "desk:queue", ("registrar", "editor", "releasing", "librarian", "administrator", "auditor")),
    ("nav.board", "desk:board", ("translator", "registrar", "editor", "releasing", "librarian", "auditor")),
    ("nav.register", "desk:register", ("registrar", "editor", "releasing", "librarian", "administrator", "auditor")),
    ("nav.figures", "desk:figures", ROLES),
    ("nav.administration", "desk:administration", ("administrator", "auditor")),
    ("nav.keys", "desk:tokens", ROLES),
)
"""The key of the words, the name of the address, and whose way it is."""


def items(request: HttpRequest) -> list[Item]:
    """Return the ways for who asks, in order."""
    if not getattr(request, "user", None) or not request.user.is_authenticated:
        return []
    who = actor(request.user)
    return [Item(key, reverse(name)) for key, name, roles in WAYS if who.has(*roles) and _exists(name)]


def _exists(name: str) -> bool:
    try:
        reverse(name)
    except NoReverseMatch:
        return False
    return True
