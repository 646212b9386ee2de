"""Verifying: anyone shows a file, or its hash, and is told whether it is the document that was issued.

The file is hashed and forgotten; nothing of it is kept, and nothing in it is opened.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from contextlib import suppress

import msgspec
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from verbale import symbols
from verbale.archive.access import released, with_access
from verbale.archive.models import Rendition, Work
from verbale.library import reading
from verbale.library.lookup import Found, Version, find, found
from verbale.library.views.places import draw
from verbale.pages.language import speaking
from verbale.problems import BadSymbol, VerbaleError

_HASH = re.compile(r"[0-9a-f]{64}")
_SYMBOL = re.compile(rb"[A-Z][A-Za-z.]{0,9}(?:/[A-Za-z0-9.()-]{1,12}){2,8}")
_LOOKED_AT = 4_000_000
_TRIED = 400


class Answer(msgspec.Struct, frozen=True):
    """What is told of a file: ``verdict`` is "issued", "replaced", "withdrawn", "altered" or "unknown".

    ``name`` is that of the document which it is, or, if altered, says that it is.
    """

    verdict: str
    sha256: str
    name: str = ""
    address: str = ""
    row: Rendition | None = None


@csrf_exempt  # it changes nothing, and the page is the same for everyone
def verify(request: HttpRequest, lang: str) -> HttpResponse:
    """Tell of a file that is sent, or of the hash that is asked for."""
    request.language = lang
    with speaking(lang):
        file = request.FILES.get("file") if request.method == "POST" else None
        asked = (request.POST.get("hash") or request.GET.get("hash", "")).strip().lower().replace(" ", "")
        answer, wrong = None, ""
        if file is not None:
            answer = of_file(file)
        elif asked:
            answer, wrong = (of_hash(asked), "") if _HASH.fullmatch(asked) else (None, asked)
        response = draw(request, "verify", lang, answer=answer, wrong=wrong)
        response.status_code = 422 if wrong else 200
        response.headers["Content-Language"] = lang
        response.headers["Cache-Control"] = "no-store"
        return response


def of_file(file: UploadedFile) -> Answer:
    """Return what is told of a file by its bytes; one that was never issued may still say that it is a document."""
    digest, head = hashlib.sha256(), b""
    for piece in file.chunks():
        digest.update(piece)
        head += piece[: max(0, _LOOKED_AT - len(head))]
    answer = of_hash(digest.hexdigest())
    if answer.verdict != "unknown":
        return answer
    for key in _keys(file.name or "", head):
        try:
            here = find([key], timezone.now())
        except VerbaleError:
            continue
        version = here.main
        return Answer("altered", answer.sha256, here.name, reading.address(here, version))
    return answer


def _keys(name: str, data: bytes) -> Iterator[str]:
    """Yield the keys of the symbols in a file's name and in what of its bytes is plain text."""
    with suppress(BadSymbol):
        yield symbols.from_file_name(re.sub(r" ?\(\d+\)", "", name))[0].key
    texts = dict.fromkeys(found[0] for found in _SYMBOL.finditer(data))
    for text in list(texts)[:_TRIED]:
        try:
            yield symbols.parse(text.decode().rstrip(".")).key
        except BadSymbol:
            continue


def of_hash(sha256: str) -> Answer:
    """Return what is told of the bytes that have a hash."""
    at = timezone.now()
    rows = Rendition.objects.filter(sha256=sha256).select_related("expression__work", "entry").order_by("pk")
    for row in rows.filter(expression__in=released(at)):
        here = found(row.expression.work, at)
        version = _version(here, row)
        newest = here.versions[version.language][0] is version
        return Answer("issued" if newest else "replaced", sha256, here.name, reading.address(here, version), row)
    for row in rows:
        work = with_access(Work.objects.filter(pk=row.expression.work_id)).get()
        if work.access == "withdrawn" and work.rulings.order_by("-step")[1].access == "public":
            return Answer("withdrawn", sha256, str(work), row=row)
    return Answer("unknown", sha256)


def _version(here: Found, row: Rendition) -> Version:
    return next(one for one in here.versions[row.expression.language] if one.expression.pk == row.expression_id)


urlpatterns = [path("<lang:lang>/verify", verify, name="verify")]
