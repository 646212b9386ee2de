"""The Mission's pages of one case for whoever holds a signed link: no account, one move, and then another link.

Reading uses nothing up. A move uses the link up in its own transaction, and leads on to the page of a fresh one, so
that its holder can have the receipt and follow the case.
"""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from verbale.desk import links
from verbale.desk.views import mission
from verbale.desk.views.door import Request, opened
from verbale.desk.views.mission import Side
from verbale.pages.language import current
from verbale.pages.wording import say


def _side(token: str) -> Side:
    case, actor = links.read(token, timezone.now())
    return Side(case, actor, token)


@never_cache
@opened
def case(request: Request, token: str) -> HttpResponse:
    """Show the case of a link."""
    return mission.shown(request, _side(token))


@never_cache
@require_POST
@opened
def move(request: Request, token: str, name: str) -> HttpResponse:
    """Make a move, and use the link up with it: both or neither."""
    side = _side(token)
    form = mission.filled(side, name, request)
    if mission.make(side, name, form) is None:
        return mission.shown(request, side, form)
    messages.success(request, say(f"move.{name}.done", current()))
    return redirect("desk:link-case", links.make(side.case, timezone.now()))


@never_cache
@opened
def receipt(request: Request, token: str) -> HttpResponse:
    """Give the receipt of the case of a link."""
    return mission.receipt_of(_side(token))


@never_cache
@opened
def preview(request: Request, token: str, language: str) -> HttpResponse:
    """Show a language version as it would be issued."""
    return mission.preview_of(_side(token), language)


@never_cache
@opened
def preview_pdf(request: Request, token: str, language: str) -> HttpResponse:
    """Give a language version as it would be issued, as a PDF."""
    return mission.preview_pdf_of(_side(token), language)


urlpatterns = [
    path("link/<str:token>/", case, name="link-case"),
    path("link/<str:token>/receipt.pdf", receipt, name="link-receipt"),
    path("link/<str:token>/preview/<str:language>.pdf", preview_pdf, name="link-preview-pdf"),
    path("link/<str:token>/preview/<str:language>/", preview, name="link-preview"),
    path("link/<str:token>/<slug:name>/", move, name="link-move"),
]
