"""What is asked for in the same way in all parts of the API: documents, pages, fields, the reader's language."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from django.utils import timezone
from ninja import Path, Query

from verbale.languages import LANGUAGES
from verbale.library import lists, lookup, shapes
from verbale.library.addresses import read
from verbale.problems import BadSymbol, NotKnown

PAGE, MOST = 50, 100
"""Rows on a page, unless ``limit`` says otherwise, and the most that it may say."""

Symbol = Annotated[
    str, Path(min_length=1, max_length=shapes.LONGEST, description="A document symbol, as people write it.")
]
Key = Annotated[str, Query(pattern=r"^\d{0,18}$", description="The next of the page before.")]
Limit = Annotated[int, Query(ge=1, le=MOST)]
Reader = Annotated[Literal[LANGUAGES], Query(description="The language in which titles are wanted.")]
_FIELD = f"(?:{'|'.join(shapes.Document.model_fields)})"
Fields = Annotated[
    str, Query(pattern=f"^(?:{_FIELD}(?: ?, ?{_FIELD})*)?$", description="Fields of a document, by commas.")
]
FAULTS = {422: shapes.Fault, 429: shapes.Fault}
FAULTS_OF_ONE = {404: shapes.Fault, 410: shapes.Gone, **FAULTS}


def document(symbol: str) -> lookup.Found:
    """Return the document of a symbol; raises NotKnown where there is none, as where it is no symbol at all."""
    try:
        address = read(symbol)
    except BadSymbol as error:
        raise NotKnown(error.text, where=symbol, advice=error.advice) from error
    return lookup.find(address.keys, timezone.now())


def fields(said: str) -> frozenset[str]:
    """Return the fields that are wanted, none for all."""
    return frozenset(name.strip() for name in said.split(",") if name)


def page(works: Any, after: str, limit: int, reader: str) -> tuple[list[lists.Row], str | None]:
    """Return a page of documents, those added last first, and the key of the next."""
    works = works.order_by("-pk")
    found = list((works.filter(pk__lt=int(after)) if after else works)[: limit + 1])
    following = str(found[limit - 1].pk) if len(found) > limit else None
    return lists.rows(found[:limit], reader, timezone.now()), following
