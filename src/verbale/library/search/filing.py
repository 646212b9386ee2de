"""Filing: what the index holds of documents, from the rows of the archive.

Of every language the newest version that is released counts, and only of documents that anyone may see.
"""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, partial
from typing import Any

import msgspec
from django.db.models import QuerySet

from verbale import symbols
from verbale.archive.access import released
from verbale.archive.files import stored
from verbale.archive.models import CitationEdge, Expression, Name, Rendition, Terms, Work
from verbale.archive.organization import authorities
from verbale.authorities import Authorities
from verbale.document import from_json, places
from verbale.languages import LANGUAGES, SessionName, terms, write_session
from verbale.library.lookup import name_of
from verbale.library.search.shown import Block, as_bytes
from verbale.problems import BadSymbol, NotKnown

BATCH = 200
"""Documents that are filed together."""
_DAY = 1 << 36
_NOT_ALIKE = re.compile(r"[\W_]+")

Names = Callable[[str, str, str], str]


class Filed(msgspec.Struct, frozen=True):
    """What the index holds of a document: the ``fields`` of the engine, and ``facts`` and ``texts`` to be shown."""

    fields: dict[str, Any]
    facts: dict[str, Any]
    texts: list[tuple[str, str, datetime.date | None, bytes, list[Block]]]


def filed(works: Iterable[int], at: datetime.datetime) -> Iterator[Filed]:
    """Yield what the index holds of documents, by their primary keys; those that nobody may see are left out."""
    return filed_of(works, released(at))


def filed_of(works: Iterable[int], out: QuerySet[Expression]) -> Iterator[Filed]:
    """Yield what an index would hold of documents of which these language versions were out."""
    names: Names = cache(partial(_names, authorities()))
    for batch in _batches(works):
        yield from _batch(batch, out, names)


def _batches(works: Iterable[int]) -> Iterator[list[int]]:
    batch: list[int] = []
    for work in works:
        batch.append(work)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _batch(batch: list[int], out: QuerySet[Expression], names: Names) -> Iterator[Filed]:
    newest: dict[int, dict[str, Expression]] = {}
    for row in out.filter(work__in=batch).order_by("version"):
        newest.setdefault(row.work_id, {})[row.language] = row
    current = [row.pk for of in newest.values() for row in of.values()]
    cited, called = {}, {}
    for work, key in CitationEdge.objects.filter(expression__in=current).values_list("expression__work", "key"):
        cited.setdefault(work, set()).add(key)
    for work, key in Name.objects.filter(work__in=newest).values_list("work", "key"):
        called.setdefault(work, []).append(key)
    words = {row.expression_id: row for row in Terms.objects.filter(pk__in=current)}
    kept = Rendition.objects.filter(expression__in=current, format="json").values_list("expression_id", "path")
    paths = dict(kept)
    for work in Work.objects.filter(pk__in=newest).order_by("pk"):
        keys = called.get(work.pk) or [work.key]
        rows = newest[work.pk]
        yield Filed(
            _fields(work, rows, words, keys, cited.get(work.pk, ()), names), _facts(work), _texts(rows, words, paths)
        )


_COLUMNS = ("key", "symbol", "base", "change", "kind", "body", "session", "distribution", "agenda", "sender", "dated")


def _facts(work: Work) -> dict[str, Any]:
    return {"pk": work.pk, "name": name_of(work), **{name: getattr(work, name) for name in _COLUMNS}}


def _texts(
    rows: Mapping[str, Expression], words: Mapping[int, Terms], paths: Mapping[int, str]
) -> list[tuple[str, str, datetime.date | None, bytes, list[Block]]]:
    """Return the texts of the newest versions, in the order of the six languages; one whose file is lost has none."""
    found = []
    for lang in [*LANGUAGES, *sorted(set(rows) - set(LANGUAGES))]:
        if row := rows.get(lang):
            path = paths.get(row.pk, "")
            document = from_json(stored(path).read_bytes()) if path and stored(path).is_file() else None
            blocks = [Block(one.block.id, one.language, one.block.text) for one in places(document)] if document else []
            lines = words[row.pk].text.split("\n")[: len(blocks)] if row.pk in words else []
            found.append((lang, row.title, row.issued, as_bytes(lines), blocks))
    return found


def _fields(
    work: Work,
    rows: Mapping[str, Expression],
    words: Mapping[int, Terms],
    keys: list[str],
    cited: Iterable[str],
    names: Names,
) -> dict[str, Any]:
    day = min(row.issued or row.released.date() for row in rows.values())
    own = [key.lower() for key in keys]
    found: dict[str, Any] = {
        "work": [work.pk],
        "order": [day.toordinal() * _DAY + work.pk],
        "year": [day.year],
        "names": [" ".join(own), names(work.sender, work.body, work.session)],
        "lang": sorted(rows),
        "item": list(dict.fromkeys(json.loads(work.agenda))),
        "symbol": keys,
        "within": sorted({above for key in keys for above in _above(key)}),
        "compact": sorted({compact(key) for key in keys}),
        "cites": sorted(cited),
        "series": sorted({series for key in keys if (series := _series(key))}),
        "session": [f"{work.body} {work.session}"] if work.session else [],
        "sitting": [work.session],
        **{name: [getattr(work, name)] for name in ("body", "kind", "distribution")},
        "state": [work.sender],
    }
    for lang in LANGUAGES:
        if (row := rows.get(lang)) and (terms_of := words.get(row.pk)):
            found[f"title_{lang}"] = [terms_of.title]
            found[f"text_{lang}"] = [f"{terms_of.title} {terms_of.text}"]
    return {name: kept for name, values in found.items() if (kept := [value for value in values if value != ""])}


def compact(text: str) -> str:
    """Return the letters and digits of a symbol, by which it is known however it was typed: "ahrc43g25"."""
    return _NOT_ALIKE.sub("", text).lower()


def _above(key: str) -> Iterator[str]:
    """Yield a match key and all that it stands under: A/HRC/43/G/25, A/HRC/43/G, A/HRC/43, A/HRC, A."""
    parts = key.split("/")
    return ("/".join(parts[:count]) for count in range(len(parts), 0, -1))


def _series(key: str) -> str:
    try:
        return symbols.parse(key).series or ""
    except BadSymbol:
        return ""


def _session(code: str, lang: str) -> str:
    """Return what a regular session is called, nothing where its code is no number that anyone writes in words."""
    if not (code.isdecimal() and len(code) < 4):
        return ""
    try:
        return write_session(SessionName("regular", int(code), None), lang)
    except NotKnown:
        return ""


def _names(known: Authorities, sender: str, body: str, session: str) -> str:
    """Return the terms of what a document has to do with, in all languages."""
    spelt: list[tuple[str, str]] = []
    for lang in LANGUAGES:
        if state := known.states.get(sender):
            spelt += [(state.name(lang), lang), (state.formal(lang), lang)]
        if of := known.bodies.get(body):
            spelt.append((of.names[lang], lang))
        spelt.append((_session(session, lang), lang))
    if session:
        spelt.append((f"第{session}届会议", "zh"))
    return " ".join(dict.fromkeys(" ".join(terms(name, lang)) for name, lang in spelt))
