"""The page of search: a question, what is found, what it is counted by, and the same as suggestions while one types."""

from __future__ import annotations

import datetime
import re
from urllib.parse import parse_qsl

import msgspec
from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from verbale.archive.organization import authorities
from verbale.authorities import Authorities
from verbale.languages import LANGUAGES, language, phrase
from verbale.library import lookup
from verbale.library.addresses import path_of, read
from verbale.library.public import page
from verbale.library.search import answers, suggestions
from verbale.library.search.answers import Answer, Search
from verbale.library.search.questions import FIELDS
from verbale.library.views.places import body_name, draw, state_name
from verbale.pages.wording import has, say
from verbale.problems import VerbaleError

_FIELDS = tuple(f"library.search.field.{name}" for name in FIELDS)
_ADDRESS = re.compile(r"\d.*[/_=-]|[/_=-].*\d")
"""What an address or a file name of a document has: a digit, and a sign that stands between the parts of symbols."""
_FEW = 8
"""Values of a facet that are shown at first."""


class Choice(msgspec.Struct, frozen=True):
    """A value of a facet as the page offers it: what it is called, how many, and the address that chooses it."""

    label: str
    count: int
    address: str


class Group(msgspec.Struct, frozen=True):
    """A facet as the page shows it, and the key of its name; ``rest`` are the values that are folded away."""

    wording: str
    choices: tuple[Choice, ...]
    rest: tuple[Choice, ...]


@page
def search(request: HttpRequest, lang: str) -> HttpResponse:
    """Show what a search finds; a question that is the symbol of a document leads to the document."""
    at, wanted = timezone.now(), answers.from_query(request.GET)
    after = request.GET.get("after", "")
    answer = answers.search(wanted, lang, at, after=after, size=answers.PAGE)
    if wanted.text and not wanted.chosen and not after and request.GET.get("jump") != "no":
        leads = _leads(wanted.text, lang, at)
        if leads:
            return redirect(leads)
    known = authorities()
    return draw(
        request, "search/results", lang, search=wanted, answer=answer, after=after, fields=_FIELDS,
        groups=[_group(facet, wanted, answer, known, lang) for facet in answer.facets if facet.name not in wanted.chosen],
        chosen=[_chosen(name, value, wanted, known, lang) for name, value in wanted.chosen.items()],
        orders=[(sort, f"?{wanted.query(sort=sort)}", sort == answer.sort) for sort in ("relevance", "date")],
        following=f"?{wanted.query(after=answer.after)}" if answer.after else "", first=f"?{wanted.query()}",
        here=wanted.query(), saved=request.user.searches.order_by("name") if request.user.is_authenticated else (),
        helps=[(one, f"?{one.search.query()}") for one in answers.helps(wanted, at)] if not answer.total else [],
    )  # fmt: skip


def _leads(text: str, lang: str, at: datetime.datetime) -> str:
    """Return where a question leads that is a symbol, the name of a file, or an address of a document; else nothing."""
    found = answers.jump(text, at)
    if len(found) == 1:
        return path_of(found[0], lang)
    if not _ADDRESS.search(text):
        return ""
    path, _, question = text.strip().removeprefix(settings.ADDRESS).partition("?")
    try:
        address = read(path, dict(parse_qsl(question)))
        name = lookup.find(address.keys, at).name
    except lookup.Withdrawn as error:  # whose page says so
        name = error.symbol
    except VerbaleError:
        return ""
    return path_of(name, address.language or lang)


def _group(facet: answers.Facet, wanted: Search, answer: Answer, known: Authorities, lang: str) -> Group:
    choices = tuple(
        Choice(
            label(facet.name, one.value, known, lang, _body(wanted, answer)),
            one.count,
            f"?{wanted.query(**{facet.name: one.value})}",
        )
        for one in facet.values
    )
    return Group(f"library.facet.{facet.name}", choices[:_FEW], choices[_FEW:])


def _body(wanted: Search, answer: Answer) -> str:
    """Return the body that all documents found are of, or nothing: agenda items mean something within one."""
    bodies = next((facet.values for facet in answer.facets if facet.name == "body"), ())
    return wanted.chosen.get("body") or (bodies[0].value if len(bodies) == 1 else "")


def _chosen(name: str, value: str, wanted: Search, known: Authorities, lang: str) -> dict[str, str]:
    text = label(name, value, known, lang, wanted.chosen.get("body", ""))
    return {"wording": f"library.facet.{name}", "label": text, "address": f"?{wanted.query(**{name: None})}"}


def label(facet: str, value: str, known: Authorities, lang: str, body: str = "") -> str:
    """Return what a value of a facet is called in a language."""
    match facet:
        case "body":
            return body_name(known, value, lang)
        case "state":
            return state_name(known, value, lang)
        case "lang":
            return language(value).names[lang] if value in LANGUAGES else value
        case "kind":
            return say(f"library.kind.{value}", lang) if has(f"library.kind.{value}") else value
        case "distribution":
            return phrase(f"distribution.{value}", lang) if value in ("general", "limited", "restricted") else value
        case "item":
            title = known.agenda_title(body, value, lang) if body else ""
            return f"{value}. {title}" if title else value
        case _:
            return value


@require_safe
def suggest(request: HttpRequest, lang: str) -> HttpResponse:
    """Give what begins as the question does, as browsers take suggestions: the question, words, hints, addresses."""
    text = request.GET.get("q", "")
    found = suggestions.suggest(text, lang, timezone.now())
    response = JsonResponse(
        [text, [one.text for one in found], [one.hint for one in found], [one.address for one in found]], safe=False
    )
    response.headers["Content-Type"] = "application/x-suggestions+json"
    return response


@require_POST
def save(request: HttpRequest, lang: str) -> HttpResponse:
    """Keep a search for who is signed in; the same search again has only another name."""
    if not request.user.is_authenticated:
        return redirect("account_login")
    query = answers.from_query(QueryDict(request.POST.get("query", ""))).query()
    name = " ".join(request.POST.get("name", "").split())[:200] or say("library.search.everything", lang)
    request.user.searches.update_or_create(query=query, defaults={"name": name, "language": lang})
    return _back(lang, query)


@require_POST
def forget(request: HttpRequest, lang: str, key: int) -> HttpResponse:
    """Delete a search that who is signed in has saved."""
    if not request.user.is_authenticated:
        return redirect("account_login")
    request.user.searches.filter(pk=key).delete()
    return _back(lang, answers.from_query(QueryDict(request.POST.get("then", ""))).query())


def _back(lang: str, query: str) -> HttpResponse:
    return redirect(f"{reverse('library:search', args=[lang])}?{query}#saved")


urlpatterns = [
    path("<lang:lang>/search", search, name="search"),
    path("<lang:lang>/search/save", save, name="save-search"),
    path("<lang:lang>/search/forget/<int:key>", forget, name="forget-search"),
    path("<lang:lang>/search/suggest", suggest, name="suggest"),
]
