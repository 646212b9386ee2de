"""The door of every page: who may come in is declared with the view, and a test walks over all of them."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse

from verbale.archive.errors import NotAllowed
from verbale.desk.actors import Actor, actor, need
from verbale.desk.workflow import ROLES, Role

View = Callable[..., HttpResponse]


class Request(HttpRequest):
    """A request that came in through the door: somebody acts."""

    actor: Actor


def door(*roles: Role) -> Callable[[View], View]:
    """Let in people who have one of the roles, any role where none is named; others sign in, or are refused.

    The view finds who acts in ``request.actor``; a test finds the roles in ``view.roles``.
    """

    def hung(view: View) -> View:
        @wraps(view)
        def guarded(request: Request, *args: Any, **given: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                if request.method in ("GET", "HEAD"):
                    return redirect_to_login(request.get_full_path())
                raise NotAllowed(
                    "You are not signed in.",
                    advice="Sign in, and send the form again.",
                    wording=("refusal.sign-in", {}),
                )
            request.actor = actor(request.user)
            need(request.actor, roles or ROLES, "open this page")
            return view(request, *args, **given)

        guarded.roles = roles or ROLES
        return guarded

    return hung


def opened(view: View) -> View:
    """Mark a view that anybody may open, because what it shows is guarded otherwise: by a signed link."""
    view.roles = ()
    return view
