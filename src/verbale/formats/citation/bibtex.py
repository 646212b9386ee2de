"""BibTeX, in UTF-8: ``@techreport``, which BibTeX and biblatex both know."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from verbale.authorities import Authorities
from verbale.document import Document, Rendition, WriteOptions, Writing
from verbale.formats.citation.reference import Reference, reference, table

_SPECIAL = re.compile(r"[\\{}#$%&_~^]")
# BibTeX counts braces, those behind a backslash too: a brace in a text is a command.
_ESCAPES = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
}
_IN_ADDRESS = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C"})
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def describe(
    versions: Document | Sequence[Document],
    options: WriteOptions,
    renditions: Sequence[Rendition] = (),
    known: Authorities | None = None,
) -> Writing:
    """Return one BibTeX entry for a document in all its languages, in UTF-8; what TeX would take for markup is escaped.

    Names of offices and titles stand in braces of their own, so that no style takes them apart or changes their capitals. Raises
    CannotWrite where the versions are none of one document.
    """
    found = reference(versions, options, known)
    fields = ",\n".join(f"  {name} = {value}" for name, value in _fields(found))
    return Writing(f"@techreport{{{found.key},\n{fields}\n}}\n".encode(), found.problems)


def _fields(found: Reference) -> Iterator[tuple[str, str]]:
    if found.authors:
        yield "author", f"{{{' and '.join(f'{{{_escaped(name)}}}' for name in found.authors)}}}"
    if found.title:
        yield "title", f"{{{{{_escaped(found.title)}}}}}"
    words = {
        "type": found.kind,
        "number": found.number,
        "institution": found.publisher,
        "address": found.place,
        "series": found.body,
    }
    yield from ((name, f"{{{_escaped(text)}}}") for name, text in words.items() if text)
    if found.day:
        yield "year", f"{{{found.day.year}}}"
        yield "month", _MONTHS[found.day.month - 1]
        yield "day", f"{{{found.day.day}}}"
    if found.address:
        yield "url", f"{{{found.address.translate(_IN_ADDRESS)}}}"
    names = table()["langid"]
    yield "language", f"{{{' and '.join(names[code] for code in found.languages)}}}"
    yield "langid", f"{{{names[found.language]}}}"
    yield from ((f"title-{code}", f"{{{{{_escaped(title)}}}}}") for code, title in found.others.items())
    if found.note:
        yield "note", f"{{{_escaped(found.note)}}}"


def _escaped(text: str) -> str:
    return _SPECIAL.sub(lambda letter: _ESCAPES.get(letter[0], f"\\{letter[0]}"), " ".join(text.split()))
