"""Rate limits that name themselves: so many requests a minute for each address, and every answer says what is left.

Counted is in Django's cache, for all processes together. The headers are those of the IETF's drafts that clients read
today: ``RateLimit-Policy``, ``RateLimit-Limit``, ``RateLimit-Remaining``, ``RateLimit-Reset``; who has used up a window
is told in ``Retry-After`` when the next begins.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse

from verbale.pages.errors import answer

LIMIT, WINDOW = settings.RATE, 60
"""Requests in a window, and its seconds."""
HEADERS = ("RateLimit-Policy", "RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset")
"""The headers that say what is left."""


def limited(
    status: int = 429, *, limit: int | None = None, window: int | None = None, name: str = ""
) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """Limit how often a view is asked; ``status`` is the answer to who asks too often.

    Views that are counted by themselves have a ``name``.
    """

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def counted(request: HttpRequest, *args: Any, **given: Any) -> HttpResponse:
            most, seconds, now = limit or LIMIT, window or WINDOW, time.time()
            turn, left = int(now // seconds), int(seconds - now % seconds) or 1
            used = _count(f"rate:{name}:{_who(request)}:{turn}", seconds)
            if used > most:
                response = answer(request, 429)
                response.status_code = status
                response.headers["Retry-After"] = str(left)
            else:
                response = view(request, *args, **given)
            response.headers["RateLimit-Policy"] = f"{most};w={seconds}"
            response.headers["RateLimit-Limit"] = str(most)
            response.headers["RateLimit-Remaining"] = str(max(most - used, 0))
            response.headers["RateLimit-Reset"] = str(left)
            return response

        return counted

    return decorate


def _count(key: str, window: int) -> int:
    cache.add(key, 0, window * 2)
    try:
        return cache.incr(key)
    except ValueError:  # thrown out between the two
        return 1


def _who(request: HttpRequest) -> str:
    """Return the address that asks; behind servers of our own, the one that the first of them saw."""
    proxies = settings.ALLAUTH_TRUSTED_PROXY_COUNT
    seen = [one.strip() for one in request.headers.get("X-Forwarded-For", "").split(",") if one.strip()]
    return seen[-proxies] if proxies and len(seen) >= proxies else request.META.get("REMOTE_ADDR", "")
