"""What a document is about: keywords of a classification that have an address in their thesaurus, read and written."""

from __future__ import annotations

import re
from collections.abc import Iterator

from verbale.document import Document, Subject
from verbale.formats.akn.markup import always
from verbale.formats.akn.parsing import Element

_ADDRESS = re.compile(r"https?://[^\s<>\"]+")


def read_subjects(root: Element) -> tuple[Subject, ...]:
    """Return the subjects of a file in their order, each address once; what has none is no term of a thesaurus."""
    found: dict[str, Subject] = {}
    for subject in _subjects(root):
        found.setdefault(subject.address, subject)
    return tuple(found.values())


def _subjects(root: Element) -> Iterator[Subject]:
    for keyword in root.iterfind("*/{*}meta/{*}classification/{*}keyword"):
        term = " ".join((keyword.get("showAs") or keyword.get("value") or "").replace("_", " ").split())
        if term and _ADDRESS.fullmatch(address := (keyword.get("href") or "").strip()):
            yield Subject(term, address)


def classification(document: Document) -> str:
    """Return the subjects as a classification."""
    keywords = "".join(
        f"<keyword{always('value', one.term)}{always('href', one.address)}{always('showAs', one.term)}"
        f"{always('dictionary', one.address.rpartition('/')[0])}/>"
        for one in document.subjects
    )
    return f'<classification source="#verbale">{keywords}</classification>' if keywords else ""
