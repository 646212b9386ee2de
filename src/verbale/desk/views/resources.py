"""What translators work with: the glossary and the memories of other houses, as an administrator keeps them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils import timezone

from verbale.authorities import Concept
from verbale.desk import terminology
from verbale.desk.actors import need
from verbale.desk.views.administration import frame
from verbale.desk.views.door import Request, door
from verbale.desk.views.forms import SeenForm
from verbale.desk.views.uploads import arrived
from verbale.desk.workflow import READERS
from verbale.formats.translation import tbx
from verbale.languages import LANGUAGES
from verbale.memory import imports, index
from verbale.pages.language import current
from verbale.pages.wording import say

ON_A_PAGE = 50


class FileForm(SeenForm):
    """A file of a translator's tool, to be taken in."""

    def __init__(self, *args: Any, accept: str, label: str, hint: str, **kwargs: Any) -> None:
        super().__init__(*args, seen=0, **kwargs)
        self.fields["file"] = forms.FileField(
            label=label, help_text=hint,
            widget=forms.FileInput(attrs={"accept": accept}), allow_empty_file=True,
        )  # fmt: skip


def _posted(request: HttpRequest) -> tuple[Any, ...]:
    return (request.POST, request.FILES) if request.method == "POST" else ()


@door("administrator", "auditor")
def terms(request: Request) -> HttpResponse:
    """Show the glossary; take in one that is laid over it."""
    form = FileForm(
        *_posted(request), name="terms", accept=".tbx,.xml,.toml", label=say("terms.file", current()),
        hint=say("terms.file-help", current()),
    )  # fmt: skip
    if form.is_bound:

        def verb(given: dict[str, Any]) -> int:
            return terminology.take_in(arrived(given["file"]), actor=request.actor, at=timezone.now())[0]

        count = form.attempt(verb)
        if count is not None:
            messages.success(request, say("terms.done", current(), count=count))
            return redirect("desk:terms")
    asked = request.GET.get("q", "").strip()
    found = [one for one in terminology.glossary().concepts if _says(one, asked.casefold())]
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        **frame(request, "terms"),
        "page": page,
        "lines": [(one, [(lang, one.of(lang)) for lang in LANGUAGES]) for one in page],
        "tongues": LANGUAGES,
        "asked": asked,
        "form": form,
        "kept": terminology.kept(),
        "refused": form.refused,
    }
    return render(request, "desk/administration/terms.html", context, status=form.status)


def _says(concept: Concept, asked: str) -> bool:
    return not asked or any(asked in term.text.casefold() for some in concept.terms.values() for term in some)


@door("translator", *READERS)
def terms_file(request: Request) -> HttpResponse:
    """Give the glossary as TBX."""
    response = HttpResponse(tbx.write(terminology.glossary()).data, content_type="application/x-tbx")
    response.headers["Content-Disposition"] = 'attachment; filename="glossary.tbx"'
    return response


@door("administrator", "auditor")
def memory(request: Request) -> HttpResponse:
    """Show how the translation memory stands; take in one of another house, or bring it up to date."""
    form = FileForm(
        *_posted(request), name="memory", accept=".tmx,.xml", label=say("memory.file", current()),
        hint=say("memory.file-help", current()),
    )  # fmt: skip
    if request.method == "POST":
        need(request.actor, ("administrator",), "change the translation memory")
        if "update" in request.POST:
            index.update(timezone.now())
            messages.success(request, say("memory.updated", current()))
            return redirect("desk:memory")

        def verb(given: dict[str, Any]) -> int:
            file = arrived(given["file"])
            count = imports.take_in(file, "", by=request.actor.name, at=timezone.now())[1]
            index.update(timezone.now())
            return count

        count = form.attempt(verb)
        if count is not None:
            messages.success(request, say("memory.done", current(), count=count))
            return redirect("desk:memory")
    context = {
        **frame(request, "memory"),
        "status": index.status(timezone.now()),
        "form": form,
        "kept": imports.kept(),
        "refused": form.refused,
    }
    return render(request, "desk/administration/memory.html", context, status=form.status)


urlpatterns = [
    path("administration/terms/", terms, name="terms"),
    path("administration/terms/glossary.tbx", terms_file, name="terms-file"),
    path("administration/memory/", memory, name="memory"),
]
