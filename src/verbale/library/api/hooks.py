"""Webhooks: a program registers an address of its own, looks at the calls that were made, changes its secret.

Every request bears a key of a person (``Authorization: Bearer vb_...``), which people make at the desk.
"""

from __future__ import annotations

from typing import Annotated, Any

from django.contrib.auth import authenticate
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from ninja import Path, Router, Status
from ninja.security import HttpBearer

from verbale.library import shapes, telling
from verbale.library.api.asking import FAULTS, PAGE, Key, Limit
from verbale.library.follow import hooks, subjects
from verbale.library.models import Delivery, Hook
from verbale.pages.language import of_request


class Bearer(HttpBearer):
    """The door: somebody whose key the request bears, found in ``request.auth``."""

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        """Return whose key this is, or None."""
        return authenticate(request, key=token)


router = Router(auth=Bearer(), tags=["webhooks"])
OF_ALL = {401: shapes.Fault, **FAULTS}
OF_ONE = {404: shapes.Fault, **OF_ALL}
Named = Annotated[str, Path(pattern=r"^[0-9a-f]{32}$", description="The identifier that registering it gave.")]


@router.get("/hooks", response={200: shapes.Hooks, **OF_ALL})
def all_hooks(request: HttpRequest) -> dict[str, Any]:
    """List your webhooks."""
    return {"hooks": [_hook(one) for one in request.auth.hooks.order_by("pk")]}


@router.post("/hooks", response={201: shapes.NewHook, 409: shapes.Fault, **OF_ALL})
def register(request: HttpRequest, response: HttpResponse, wanted: shapes.WantedHook) -> Status:
    """Register an address that is called from now on; only this answer has its secret."""
    subject = subjects.read(wanted.by, wanted.what)
    made = hooks.add(request.auth, wanted.address, subject, of_request(request), at=timezone.now())
    response.headers["Location"], response.headers["Cache-Control"] = _address(made), "no-store"
    return Status(201, {**_hook(made), "secret": made.secret})


@router.get("/hooks/{key}", response={200: shapes.Hook, **OF_ONE})
def one_hook(request: HttpRequest, key: Named) -> dict[str, Any]:
    """Give a webhook."""
    return _hook(hooks.find(key, request.auth))


@router.delete("/hooks/{key}", response={204: None, **OF_ONE})
def remove(request: HttpRequest, key: Named) -> Status:
    """Remove a webhook and the record of its calls."""
    hooks.remove(hooks.find(key, request.auth))
    return Status(204, None)


@router.post("/hooks/{key}/secret", response={200: shapes.NewHook, **OF_ONE})
def rotate(request: HttpRequest, response: HttpResponse, key: Named) -> dict[str, Any]:
    """Give a webhook a new secret; for a day the former one signs too."""
    response.headers["Cache-Control"] = "no-store"
    found = hooks.find(key, request.auth)
    secret = hooks.rotate(found, at=timezone.now())
    return {**_hook(found), "secret": secret}


@router.post("/hooks/{key}/ping", response={202: shapes.Delivery, **OF_ONE})
def ping(request: HttpRequest, key: Named) -> Status:
    """Have a webhook called within moments, to try it."""
    return Status(202, _delivery(hooks.ping(hooks.find(key, request.auth), at=timezone.now())))


@router.post("/hooks/{key}/stop", response={200: shapes.Hook, **OF_ONE})
def stop(request: HttpRequest, key: Named) -> dict[str, Any]:
    """Have a webhook called no more; what waits for it is dropped."""
    hooks.stop(hooks.find(key, request.auth), "owner", at=timezone.now())
    return _hook(hooks.find(key, request.auth))


@router.post("/hooks/{key}/start", response={200: shapes.Hook, **OF_ONE})
def start(request: HttpRequest, key: Named) -> dict[str, Any]:
    """Have a webhook called again, with what happens from now on."""
    hooks.start(hooks.find(key, request.auth), at=timezone.now())
    return _hook(hooks.find(key, request.auth))


@router.get("/hooks/{key}/deliveries", response={200: shapes.Deliveries, **OF_ONE})
def deliveries(request: HttpRequest, key: Named, after: Key = "", limit: Limit = PAGE) -> dict[str, Any]:
    """Give the calls of a webhook, the newest first, with every try."""
    rows = hooks.deliveries(hooks.find(key, request.auth))
    found = list((rows.filter(pk__lt=int(after)) if after else rows)[: limit + 1])
    following = str(found[limit - 1].pk) if len(found) > limit else None
    return {"deliveries": [_delivery(one) for one in found[:limit]], "next": following}


@router.post("/hooks/{key}/deliveries/{id}/again", response={202: shapes.Delivery, **OF_ONE})
def again(request: HttpRequest, key: Named, id: Named) -> Status:
    """Have a call made once more, under its old id."""
    return Status(202, _delivery(hooks.deliver_again(hooks.find(key, request.auth), id, at=timezone.now())))


def _hook(hook: Hook) -> dict[str, Any]:
    plain = ("key", "address", "by", "what", "made", "worked", "stopped", "why")
    return {**{name: getattr(hook, name) for name in plain}, "url": telling.whole(_address(hook))}


def _address(hook: Hook) -> str:
    return reverse("library-api:one_hook", args=[hook.key])


def _delivery(one: Delivery) -> dict[str, Any]:
    tries = [{name: getattr(row, name) for name in ("at", "status", "detail")} for row in one.attempts.all()]
    due = one.due if one.state == "waiting" else None
    return {"id": one.key, "about": one.about, "state": one.state, "made": one.made, "due": due, "tries": tries}
