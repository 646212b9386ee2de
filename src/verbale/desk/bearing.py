"""The door of the API: who asks is known by the key of a person that the request bears, and may ask in some roles."""

from __future__ import annotations

from django.http import HttpRequest
from ninja.security import HttpBearer

from verbale.archive.errors import NotAllowed
from verbale.desk import people, shapes
from verbale.desk.actors import Actor
from verbale.desk.workflow import ROLES, Role

FAULTS = {401: shapes.Fault, 403: shapes.Fault, 404: shapes.Fault, 409: shapes.Fault, 422: shapes.Fault}
"""How every operation may fail."""


class Bearer(HttpBearer):
    """The door: somebody whose key the request bears, in one of ``roles``; the operation finds them in ``request.auth``."""

    def __init__(self, *roles: Role) -> None:
        super().__init__()
        self.roles = roles or ROLES

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:
        """Return who asks; None for a key that is none, NotAllowed for somebody in none of the roles."""
        who = people.by_token(token)
        if who is not None and not who.has(*self.roles):
            raise NotAllowed(f"{who.name} may not ask this.", advice=f"It is for: {', '.join(self.roles)}.")
        return who


class Asking(HttpRequest):
    """A request that came in through the door."""

    auth: Actor
