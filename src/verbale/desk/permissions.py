"""What roles of the desk may do in other rooms, as Django asks it: ``person.has_perm("bulk.review")``."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.backends import BaseBackend

from verbale.desk.actors import actor
from verbale.desk.models import Person
from verbale.desk.workflow import Role

MAY: dict[str, tuple[Role, ...]] = {"bulk.review": ("librarian",)}
"""The roles that have a permission; the room that asks names it."""


class Backend(BaseBackend):
    """Knows permissions by the grants in force."""

    def has_perm(self, user_obj: Any, perm: str, obj: Any = None) -> bool:
        """Return whether somebody has a role that has the permission; who left has none."""
        return isinstance(user_obj, Person) and perm in MAY and actor(user_obj).has(*MAY[perm])
