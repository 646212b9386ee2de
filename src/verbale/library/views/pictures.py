"""Pictures, each with its data as a table: a session over the days, the neighbourhood of a document, a body's languages."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Sequence

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import path, reverse
from django.utils import timezone

from verbale.archive.access import released
from verbale.archive.organization import authorities
from verbale.languages import LANGUAGES, language
from verbale.library import completeness as languages_of
from verbale.library import lookup, pictures, public, reading
from verbale.library.addresses import path_of, read
from verbale.library.lookup import Withdrawn
from verbale.library.pictures import Neighbour, Release
from verbale.library.views.places import body_name, draw, in_order
from verbale.pages.wording import say
from verbale.problems import BadSymbol

ROWS = 100
"""Documents that cite, on a page."""
LEGEND = ("held", "known", "unknown")


@public.page
def timeline(request: HttpRequest, lang: str, body: str, code: str) -> HttpResponse:
    """Show when the documents of a session came out, by language or by series."""
    at, known = timezone.now(), authorities()
    record = known.session(body, code)
    found = released(at).filter(work__body=body, work__session=code).order_by("released", "pk")
    rows = list(found.values_list("language", "version", "released", "work__key", "work__base"))
    if not rows and record is None:
        raise Http404
    by = "series" if request.GET.get("by") == "series" else "language"
    if by == "series":
        keys = [_series(key, base) for *_, key, base in rows]
        labels = {key: key for key, _ in Counter(keys).most_common(pictures.LANES)}
        if len(set(keys)) > len(labels):
            labels["…"] = say("library.timeline.others", lang)
        keys = [key if key in labels else "…" for key in keys]
    else:
        keys = [row[0] for row in rows]
        labels = {one: language(one).names[lang] for one in LANGUAGES if one in keys}
        labels |= {one: one for one in keys if one not in labels}
    releases = [Release(key, _day(row[2]), row[1] > 1) for key, row in zip(keys, rows, strict=True)]
    met = ((record.actual or record.planned) if record else ()) or ()
    picture = pictures.timeline(releases, labels, met, rtl=language(lang).direction == "rtl")
    return draw(
        request, "timeline", lang, place=body, code=code, name=body_name(known, body, lang), picture=picture, by=by,
        labels=list(labels.values()), ways=[(one, f"?by={one}") for one in ("language", "series")],
        again=any(one.again for one in releases),
    )  # fmt: skip


def _day(moment: datetime.datetime) -> datetime.date:
    return timezone.localtime(moment).date()


def _series(key: str, base: str) -> str:
    """Return the series of a document; what changes another is of the series of that."""
    return (base or key).rpartition("/")[0] or key


@public.page
def citations(request: HttpRequest, lang: str, symbol: str) -> HttpResponse:
    """Show what cites a document and what it cites, each with the state of knowledge."""
    at = timezone.now()
    try:
        found = lookup.find(read(symbol).keys, at)
    except BadSymbol as error:
        raise Http404 from error
    except Withdrawn as error:
        return public.gone(request, error)
    address = reverse("library:citations", args=[lang, found.name])
    if request.path != reverse("library:citations", args=[lang, found.name]):
        return HttpResponsePermanentRedirect(address)
    version = found.versions[lang][0] if lang in found.versions else found.main
    cited = sorted(_neighbours(reading.cites(version, at)), key=lambda one: (LEGEND.index(one.standing), -one.times))
    citing = _neighbours(reading.cited_by(found, lang, at), "held")
    picture = pictures.rings(citing, cited, rtl=language(lang).direction == "rtl")
    return draw(
        request, "citations", lang, found=found, title=version.expression.title, title_language=version.language,
        address=path_of(found.name, version.language), picture=picture, cited=cited, legend=LEGEND,
        citing=citing, page=Paginator(citing, ROWS).get_page(request.GET.get("page", "") or 1),
        rtl=language(lang).direction == "rtl",
    )  # fmt: skip


def _neighbours(links: Sequence[reading.Link], standing: str = "") -> list[Neighbour]:
    return [
        Neighbour(link.symbol or link.title, standing or link.how, link.address, link.title, link.times)
        for link in links
    ]


@public.page
def completeness(request: HttpRequest, lang: str, body: str) -> HttpResponse:
    """Show which share of its documents each session of a body has in each of the six languages."""
    at, known = timezone.now(), authorities()
    rows = in_order(languages_of.completeness(body, at))
    if body not in known.bodies and not rows:
        raise Http404
    grid = pictures.grid(rows, LANGUAGES, rtl=language(lang).direction == "rtl")
    return draw(
        request, "completeness", lang, place=body, name=body_name(known, body, lang), picture=grid,
        rows=[(row, [(code, row.languages.get(code, 0)) for code in LANGUAGES]) for row in rows],
    )  # fmt: skip


urlpatterns = [
    path("<lang:lang>/sessions/<path:body>/<str:code>/timeline/", timeline, name="timeline"),
    path("<lang:lang>/bodies/<path:body>/languages/", completeness, name="completeness"),
    path("<lang:lang>/citations/<path:symbol>", citations, name="citations"),
]
