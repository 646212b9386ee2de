"""What came: the files themselves, never opened here as pages, their lines, and pictures of their pages."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from functools import lru_cache

import msgspec
from django.http import FileResponse, HttpResponse
from django.urls import path

from verbale import formats
from verbale.archive.files import stored
from verbale.archive.models import SubmittedFile
from verbale.desk import cases, malware, papers, readings
from verbale.desk.models import Case
from verbale.desk.views import references  # noqa: F401  # registers its converter
from verbale.desk.views.door import Request, door
from verbale.document import Document, Line, Sheet, text
from verbale.formats.scan.pictures import Picture, draw
from verbale.problems import NotKnown, Problem, VerbaleError

_WIDTH = 1100  # dots: enough to read by


class Original(msgspec.Struct, frozen=True):
    """A file that came; ``counts`` says whether it still does, or another has come in its place."""

    row: SubmittedFile
    submission: str
    counts: bool

    @property
    def is_pdf(self) -> bool:
        """Whether its pages can be drawn."""
        return self.row.media_type == "application/pdf" or self.row.name.lower().endswith(".pdf")


def originals(case: Case) -> list[Original]:
    """Return the files of a case, those that came with answers and changes behind the first ones."""
    counting = {row.pk for row in papers.papers(case)}
    return [
        Original(row, came.reference, row.pk in counting)
        for came in papers.submissions(case)
        for row in came.files.order_by("position")
    ]


def lines(case: Case, problems: Sequence[Problem] = ()) -> Mapping[int, Line]:
    """Return the lines of the note as its reader saw them, by number; none where it cannot or may not be read."""
    if not may_be_opened(problems):
        return {}
    note = papers.papers(case)[0]
    return _lines(note.sha256, note.path, note.name)


def may_be_opened(problems: Sequence[Problem]) -> bool:
    """Return whether nothing keeps us from looking into the files: no malware, and no scanner that is silent."""
    return not any(problem.code in (malware.INFECTED, malware.UNSCANNED) for problem in problems)


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
    if not may_be_opened(readings.current(cases.find(reference, request.actor)).problems):
        raise NotKnown(
            "This file is not opened.",
            advice="The problems of its reading say why.",
            wording=("refusal.not-opened", {}),
        )
    return HttpResponse(_drawn(row.sha256, row.path, page), content_type="image/png")


@lru_cache(maxsize=32)
def _drawn(_: str, where: str, page: int) -> bytes:
    from PIL import Image  # noqa: PLC0415  # of the extra that reads scans

    _, drawn = draw(stored(where).read_bytes(), page)
    if not isinstance(drawn, Picture):
        raise NotKnown(drawn.text, where=drawn.where, advice=drawn.advice, wording=("refusal.not-opened", {}))
    image = Image.fromarray(drawn.pixels)
    image.thumbnail((_WIDTH, 4 * _WIDTH))
    kept = io.BytesIO()
    image.save(kept, "PNG")
    return kept.getvalue()


def _row(request: Request, reference: str, submission: str, position: int) -> SubmittedFile:
    case = cases.find(reference, request.actor)
    for one in originals(case):
        if (one.submission, one.row.position) == (submission, position):
            return one.row
    wording = ("refusal.no-file-here", {"reference": reference})
    raise NotKnown(f"{reference} has no such file.", advice="Choose one of those that are listed.", wording=wording)


_FILE = "<reference:reference>/files/<reference:submission>/<int:position>/"
urlpatterns = [
    path(_FILE, file, name="file"),
    path(f"{_FILE}<int:page>/", picture, name="picture"),
]
