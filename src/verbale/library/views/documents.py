"""Documents at their addresses: the page, files and descriptions of each language version, and the way to them."""

from __future__ import annotations

import datetime
import logging
from collections.abc import Iterator

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import Resolver404, re_path, resolve
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.translation.trans_real import parse_accept_lang_header
from django.views.decorators.http import require_safe

from verbale.languages import LANGUAGES, language
from verbale.library import descriptions, lookup, public, reading, shelf, signposts, slicing
from verbale.library.addresses import SUFFIXES, Address, path_of, read
from verbale.library.files import send
from verbale.library.lookup import Found, Version, Withdrawn
from verbale.pages.language import of_browser, speaking
from verbale.problems import BadSymbol, NotKnown

_PAGE = "text/html"
_log = logging.getLogger("verbale.library")


@require_safe
def document(request: HttpRequest, path: str) -> HttpResponse:
    """Answer at any address that may be a document's: lead to the canonical one, and there give what it names."""
    entry, at = _look(), timezone.now()
    spoken = path.partition("/")[0]
    request.language = spoken if spoken in LANGUAGES else of_browser(request)
    try:
        address = read(path, request.GET.dict())
    except BadSymbol as error:
        return _not_a_symbol(request, error)
    request.language = lang = address.language or request.language
    with speaking(lang):
        try:
            found = lookup.find(address.keys, at)
        except Withdrawn as error:
            return public.gone(request, error)
        canonical = path_of(found.name, address.language, address.suffix)
        if request.get_full_path().partition("?")[0] != canonical:
            kept = {key: request.GET[key] for key in ("version", "beside") if key in request.GET}
            question = "&".join(f"{key}={value}" for key, value in kept.items() if value.isalnum())
            return HttpResponsePermanentRedirect(f"{canonical}{f'?{question}' if question else ''}")
        if address.language:
            response = _version(request, found, address, at, entry)
        else:
            response = _work(request, found, address, entry)
        response.headers.setdefault("Content-Language", lang)
        return response


def _look() -> int:
    """Return the last log entry that the shelf knows of; 0, so that nothing is kept, where it cannot be written."""
    try:
        return shelf.look()
    except OSError as error:
        _log.warning("The shelf cannot be looked after: %s", error)
        return 0


def _not_a_symbol(request: HttpRequest, error: BadSymbol) -> HttpResponse:
    """Lead on where only the slash behind another page's address is missing; else there is nothing here."""
    if not request.path.endswith("/"):
        try:
            match = resolve(f"{request.path}/")
        except Resolver404:
            match = None
        if match and match.url_name != "document":
            return HttpResponsePermanentRedirect(f"{request.path}/")
    raise Http404 from error


# The document, in whatever language.


def _work(request: HttpRequest, found: Found, address: Address, entry: int) -> HttpResponse:
    """Answer at the address of a document: its descriptions here, all else in the language that fits the reader."""
    kind = SUFFIXES.get(address.suffix, "")
    if kind == "linkset":
        data, media_type = signposts.linkset(found), descriptions.MEDIA_TYPES[kind]
        return _made(request, found, None, data, media_type, address.suffix, entry)
    if kind in descriptions.FORMATS:
        newest = [versions[0] for lang, versions in found.versions.items() if lang in LANGUAGES]
        data, media_type = descriptions.describe(found, newest, kind)
        return _made(request, found, None, data, media_type, address.suffix, entry)
    lang = _preferred(request, found)
    suffix = address.suffix
    if not suffix:
        chosen = _chosen(request, found.newest(lang))
        if chosen is None:
            return _not_acceptable(request, found, lang)
        suffix = chosen
    if kind and kind not in found.newest(lang).files:
        raise _no_format(found, address.suffix)
    response = HttpResponseRedirect(path_of(found.name, lang, suffix))
    response.headers["Link"] = f'<{path_of(found.name)}>; rel="cite-as"'
    patch_vary_headers(response, ["Accept", "Accept-Language", "Cookie"])
    return response


def _no_format(found: Found, suffix: str) -> NotKnown:
    text, wording = f"{found.work} is not kept in this format.", ("library.absent.format", {"name": suffix.upper()})
    return NotKnown(text, where=suffix, wording=wording)


def _preferred(request: HttpRequest, found: Found) -> str:
    """Return the language of a document that fits the reader best."""
    header = [code.split("-")[0] for code, _ in parse_accept_lang_header(request.headers.get("Accept-Language", ""))]
    wanted = (getattr(request.user, "language", ""), request.COOKIES.get("language", "")[:2], *header)
    here = [lang for lang in found.versions if lang in LANGUAGES]
    return next((lang for lang in wanted if lang in here), found.main.language)


def _chosen(request: HttpRequest, version: Version) -> str | None:
    """Return the suffix of what the reader accepts: empty for the page, None where there is nothing of the kind."""
    offers = dict(_offers(version))
    best = request.get_preferred_type(list(offers))
    return offers.get(best)


def _offers(version: Version) -> Iterator[tuple[str, str]]:
    """Yield the media types that a version is here in, the page first, and their suffixes."""
    yield _PAGE, ""
    for name, row in version.files.items():
        if name in reading.SUFFIX_OF and row.media_type != _PAGE:
            yield row.media_type, reading.SUFFIX_OF[name]
    for name in descriptions.FORMATS:
        yield descriptions.MEDIA_TYPES[name], reading.SUFFIX_OF[name]


def _not_acceptable(request: HttpRequest, found: Found, lang: str) -> HttpResponse:
    offers = [(kind, path_of(found.name, lang, suffix)) for kind, suffix in _offers(found.newest(lang))]
    response = render(
        request,
        "library/not_acceptable.html",
        {"found": found, "offers": offers, "tongues": reading.tongues(found, lang)},
        status=406,
    )
    patch_vary_headers(response, ["Accept"])
    return response


# A language version.


def _version(request: HttpRequest, found: Found, address: Address, at: datetime.datetime, entry: int) -> HttpResponse:
    """Answer at the address of a language version: its page, a file, a description."""
    lang = address.language
    if lang not in found.versions:
        return _absent(request, found, lang)
    number = request.GET.get("version", "")
    version = found.version(lang, int(number) if number.isdecimal() and len(number) < 6 else None)
    kind = SUFFIXES.get(address.suffix, "")
    if kind == "linkset":
        return HttpResponsePermanentRedirect(path_of(found.name, suffix=address.suffix))
    if kind in descriptions.FORMATS:
        data, media_type = descriptions.describe(found, [version], kind)
        return _made(request, found, version, data, media_type, address.suffix, entry)
    if kind:
        return _stored(request, found, version, kind, entry)
    if "beside" in request.GET:
        return _beside(request, found, version, request.GET["beside"])
    suffix = _chosen(request, version)
    if suffix is None:
        return _not_acceptable(request, found, lang)
    if suffix:
        response: HttpResponse = HttpResponseRedirect(reading.address(found, version, suffix))
        patch_vary_headers(response, ["Accept"])
        return response
    return _page(request, found, version, at, entry)


def _page(request: HttpRequest, found: Found, version: Version, at: datetime.datetime, entry: int) -> HttpResponse:
    """Compose the page of a version; it is the same for everyone."""
    said, _ = descriptions.describe(found, [version], "jsonld")
    context = {
        **reading.about(found, version, at),
        "data": reading.data_block(said.decode()),
        "permanent_here": f"{settings.ADDRESS}{path_of(found.name, version.language)}",
        "alternates": [(lang, path_of(found.name, lang)) for lang in found.versions if lang in LANGUAGES],
    }
    response = HttpResponse(render_to_string("library/document.html", context, _anyone(request)))
    response.headers["Link"] = signposts.of_page(found, version)
    newest = found.versions[version.language][0] is version
    return public.share(
        response,
        modified=at,
        vary="Accept",
        path=request.path if newest and not request.GET else "",
        name=found.name,
        entry=entry,
    )


def _anyone(request: HttpRequest) -> HttpRequest:
    """Return the request as of somebody who is not known, for a page that is the same for everyone."""
    bare = HttpRequest()
    bare.method, bare.path, bare.resolver_match = "GET", request.path, request.resolver_match
    bare.user = AnonymousUser()
    return bare


def _stored(request: HttpRequest, found: Found, version: Version, kind: str, entry: int) -> HttpResponse:
    row = version.files.get(kind)
    if row is None:
        raise _no_format(found, reading.SUFFIX_OF[kind])
    response = send(request, row)
    response.headers["Link"] = signposts.of_file(found, version, "collection")
    newest = found.versions[version.language][0] is version
    return public.share(
        response,
        etag=row.sha256,
        modified=version.expression.entry.at,
        path=request.path if newest and not request.GET else "",
        name=found.name,
        entry=entry,
        file=row.path,
    )


def _made(
    request: HttpRequest, found: Found, version: Version | None, data: bytes, media_type: str, suffix: str, entry: int
) -> HttpResponse:
    """Answer with what was made from the stored JSON."""
    text = media_type if media_type.endswith("json") else f"{media_type}; charset=utf-8"
    response = HttpResponse(data, content_type=text)
    response.headers["Link"] = signposts.of_file(found, version, "describes")
    stem = found.name.replace("/", "_").replace(" ", "_") + (f"-{version.language.upper()}" if version else "")
    response.headers["Content-Disposition"] = f'inline; filename="{stem}.{suffix}"'
    return public.share(response, path="" if request.GET else request.path, name=found.name, entry=entry)


def _absent(request: HttpRequest, found: Found, lang: str) -> HttpResponse:
    """Say that a document is not here in a language, and in which it is."""
    here = [(language(one), path_of(found.name, one)) for one in found.versions if one in LANGUAGES]
    context = {
        "found": found,
        "wanted_name": language(lang).names[lang],
        "here": here,
        "tongues": reading.tongues(found, lang),
    }
    return render(request, "library/absent.html", context, status=404)


def _beside(request: HttpRequest, found: Found, version: Version, other: str) -> HttpResponse:
    """Show two languages of a document beside each other, place by place."""
    there = found.newest(other)
    rows = slicing.beside(reading.words(version), reading.words(there), "right-", language(other).names[other])
    context = {
        "found": found,
        "left": version,
        "right": there,
        "rows": rows,
        "back": path_of(found.name, version.language),
        "tongues": reading.tongues(found, version.language),
        "others": [
            (language(one), one == other) for one in found.versions if one in LANGUAGES and one != version.language
        ],
    }
    response = render(request, "library/beside.html", context)
    response.headers["X-Robots-Tag"] = "noindex"
    return response


urlpatterns = [re_path(r"^(?P<path>.+)$", document, name="document")]
