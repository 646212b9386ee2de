"""What auditors look at: the log with the hash of its head, the mails that wait, and whether all is as it was put in."""

from __future__ import annotations

import json

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, OuterRef, Subquery
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_POST

from verbale.archive import log as entries
from verbale.archive import verify as archive
from verbale.archive.models import Entry
from verbale.desk import outbox
from verbale.desk.models import Mail, Posting
from verbale.desk.views.administration import frame
from verbale.desk.views.door import Request, door
from verbale.pages.language import current
from verbale.pages.wording import say

ON_A_PAGE = 100


@door("administrator", "auditor")
def log(request: Request) -> HttpResponse:
    """Show the log, the newest entry first: all of it, or that of a subject, a verb, a person."""
    found = Entry.objects.order_by("-number")
    asked = {name: request.GET.get(name, "").strip() for name in ("subject", "verb", "by")}
    if asked["subject"]:
        found = found.filter(subject__icontains=asked["subject"])
    if asked["verb"]:
        found = found.filter(verb=asked["verb"])
    if asked["by"]:
        found = found.filter(by__icontains=asked["by"])
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        **frame(request, "log"),
        "page": page,
        "entries": [(entry, _facts(entry)) for entry in page],
        "asked": asked,
        "verbs": Entry.objects.order_by("verb").values_list("verb", flat=True).distinct(),
        "head": entries.head(),
    }
    return render(request, "desk/administration/log.html", context)


def _facts(entry: Entry) -> list[tuple[str, str]]:
    facts = json.loads(entry.facts)
    return [
        (name, value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))
        for name, value in facts.items()
        if value
    ]


@door("administrator", "auditor")
def mails(request: Request) -> HttpResponse:
    """Show the mails that wait, and those that were given up, each with its last fault."""
    last = Posting.objects.filter(mail=OuterRef("pk")).order_by("-step")
    told = {
        "tries": Count("postings"),
        "why": Subquery(last.values("detail")[:1]),
        "tried": Subquery(last.values("at")[:1]),
    }
    waiting, given_up = outbox.waiting().annotate(**told), outbox.given_up().annotate(**told)
    context = {
        **frame(request, "outbox"),
        "counts": [
            (Posting.objects.filter(state="sent").count(), "outbox.sent"),
            (waiting.count(), "outbox.waiting"),
            (given_up.count(), "outbox.given-up"),
        ],
        "mails": [*given_up[:ON_A_PAGE], *waiting[:ON_A_PAGE]],
    }
    return render(request, "desk/administration/outbox.html", context)


@door("administrator")
@require_POST
def again(request: Request, pk: int) -> HttpResponse:
    """Try to send a mail again, at once."""
    if not Mail.objects.filter(pk=pk).exists():
        raise Http404
    became = outbox.again(pk, timezone.now())
    tell = messages.success if became == "sent" else messages.error
    tell(request, say(f"outbox.tried-{became}", current()))
    return redirect("desk:outbox")


@door("administrator", "auditor")
def verify(request: Request) -> HttpResponse:
    """Verify all that is kept, when asked to."""
    found = archive.verify() if request.method == "POST" else None
    counts = [(getattr(found, name), f"verify.{name}") for name in ("entries", "rows", "objects")] if found else []
    context = {**frame(request, "verify"), "found": found, "counts": counts, "head": entries.head()}
    return render(request, "desk/administration/verify.html", context)


urlpatterns = [
    path("administration/log/", log, name="log"),
    path("administration/outbox/", mails, name="outbox"),
    path("administration/outbox/<int:pk>/again/", again, name="outbox-again"),
    path("administration/verify/", verify, name="verify"),
]
