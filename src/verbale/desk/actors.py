"""Who acts: a person with their grants, the holder of a signed link, a program, or the clock."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from django.db.models import OuterRef, QuerySet, Subquery

from verbale.archive.errors import NotAllowed
from verbale.desk.models import Grant, Person
from verbale.desk.workflow import Role
from verbale.problems import words


class Actor(msgspec.Struct, frozen=True):
    """Somebody who acts, under a lasting ``name`` that the log keeps, and the roles they have.

    ``roles`` are pairs of role and scope: ("mission", "AZE"), ("translator", "ru"), ("editor", ""). The holder of a
    link is confined to one ``case``.
    """

    name: str
    roles: frozenset[tuple[Role, str]] = frozenset()
    language: str = "en"
    case: str = ""

    def has(self, *roles: Role) -> bool:
        """Return whether the actor has one of the roles, in any scope."""
        return any(role in roles for role, _ in self.roles)

    def scopes(self, role: Role) -> frozenset[str]:
        """Return the scopes in which the actor has a role."""
        return frozenset(scope for one, scope in self.roles if one == role)


CLOCK = Actor("clock", frozenset({("clock", "")}))
"""The machine, when a release falls due."""


def actor(person: Person) -> Actor:
    """Return a person as one who acts; somebody who has left has no roles."""
    roles = frozenset(grants().filter(person=person).values_list("role", "scope")) if person.is_active else frozenset()
    return Actor(person.email, roles, person.language)


def grants() -> QuerySet[Grant]:
    """Return the grants in force: of each person, role and scope the last, unless it took the role."""
    same = Grant.objects.filter(person=OuterRef("person"), role=OuterRef("role"), scope=OuterRef("scope"))
    last = same.order_by("-pk").values("pk")[:1]
    return Grant.objects.filter(pk=Subquery(last), given=1)


def holders(role: Role, scope: str | None = None) -> QuerySet[Person]:
    """Return the people who have a role, in a scope or in any."""
    found = grants().filter(role=role)
    if scope is not None:
        found = found.filter(scope=scope)
    return Person.objects.filter(is_active=True, pk__in=found.values("person")).order_by("pk")


def need(who: Actor, roles: Sequence[Role], what: str) -> None:
    """Raise NotAllowed unless somebody has one of the roles; ``what`` they may not do then, for the log and programs."""
    if not who.has(*roles):
        raise not_for(who, roles, what)


def not_for(who: Actor, roles: Sequence[Role], what: str) -> NotAllowed:
    """Return the refusal of what somebody may not do, and for whom it is."""
    return NotAllowed(
        f"{who.name} may not {what}.",
        advice=f"This is for: {', '.join(roles)}.",
        wording=("refusal.role", {"roles": words("role", *roles)}),
    )
