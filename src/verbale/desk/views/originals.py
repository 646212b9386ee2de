"""What came: the files themselves, never opened here as pages, their lines, and pictures of their pages."""

from __future__ import annotations

import io
from collections.abc import Mapping
from functools import lru_cache

import msgspec
from django.http import FileResponse, HttpResponse
from django.urls import path

from verbale import formats
from verbale.archive.files import stored
from verbale.archive.models import SubmittedFile
from verbale.desk import cases
from verbale.desk.models import Case
from verbale.desk.views import references  # noqa: F401  # registers its converter
from verbale.desk.views.door import Request, door
from verbale.document import Document, Line, Sheet, text
from verbale.formats.scan.pictures import Picture, draw
from verbale.problems import NotKnown, VerbaleError

_WIDTH = 1100  # dots: enough to read by


class Original(msgspec.Struct, frozen=True):
    """A file that came, and where it can be had."""

    position: int
    name: str
    media_type: str
    size: int
    sha256: str
    submission: str
    is_pdf: bool


def originals(case: Case) -> list[Original]:
    """Return the files of a case, those that came with answers and changes behind the first ones."""
    submissions = [case.submission_id, *case.attachments.order_by("pk").values_list("submission", flat=True)]
    rows = SubmittedFile.objects.filter(submission__in=submissions).select_related("submission")
    return [
        Original(
            row.position, row.name, row.media_type, row.size, row.sha256, row.submission.reference,
            row.name.lower().endswith(".pdf") or row.media_type == "application/pdf",
        )
        for row in sorted(rows, key=lambda row: (submissions.index(row.submission_id), row.position))
    ]  # fmt: skip


def lines(case: Case) -> Mapping[int, Line]:
    """Return the lines of the note as its reader saw them, by number; none where it cannot be read."""
    row = case.submission.files.order_by("position").first()
    return _lines(row.sha256, row.path, row.name) if row else {}


@lru_cache(maxsize=64)
def _lines(_: str, where: str, name: str) -> Mapping[int, Line]:
    data = stored(where).read_bytes()
    try:
        source = formats.of_file(data, name).read(data)
    except VerbaleError:
        return {}
    if isinstance(source, Sheet):
        return {line.number: line for line in source.lines}
    document = source if isinstance(source, Document) else source.document
    return {number: Line(words, number) for number, words in enumerate(text(document).split("\n"), 1)}


@door()
def file(request: Request, reference: str, submission: str, position: int) -> HttpResponse:
    """Give a file as it came, to be saved and not to be shown: what is inside is not ours."""
    row = _row(request, reference, submission, position)
    response = FileResponse(
        stored(row.path).open("rb"), as_attachment=True, filename=row.name, content_type="application/octet-stream"
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


@door()
def picture(request: Request, reference: str, submission: str, position: int, page: int) -> HttpResponse:
    """Draw a page of a PDF as a picture."""
    row = _row(request, reference, submission, position)
    return HttpResponse(_drawn(row.sha256, row.path, page), content_type="image/png")


@lru_cache(maxsize=32)
def _drawn(_: str, where: str, page: int) -> bytes:
    from PIL import Image  # noqa: PLC0415  # of the extra that reads scans

    _, drawn = draw(stored(where).read_bytes(), page)
    if not isinstance(drawn, Picture):
        raise NotKnown(drawn.text, where=drawn.where, advice=drawn.advice)
    image = Image.fromarray(drawn.pixels)
    image.thumbnail((_WIDTH, 4 * _WIDTH))
    kept = io.BytesIO()
    image.save(kept, "PNG")
    return kept.getvalue()


def _row(request: Request, reference: str, submission: str, position: int) -> SubmittedFile:
    case = cases.find(reference, request.actor)
    of_case = {one.submission for one in originals(case)}
    row = SubmittedFile.objects.filter(submission__reference=submission, position=position).first()
    if row is None or submission not in of_case:
        raise NotKnown(f"{reference} has no such file.", advice="Choose one of those that are listed.")
    return row


_FILE = "<reference:reference>/files/<reference:submission>/<int:position>/"
urlpatterns = [
    path(_FILE, file, name="file"),
    path(f"{_FILE}<int:page>/", picture, name="picture"),
]
