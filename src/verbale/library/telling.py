"""What programs are told of a document and of its language versions, in answers and in dumps; no more than anyone may know."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings

from verbale.archive.organization import authorities
from verbale.languages import phrase
from verbale.library import lists, lookup, reading
from verbale.library.addresses import path_of


def document(row: lists.Row, wanted: frozenset[str] = frozenset()) -> dict[str, Any]:
    """Return what is told of a document; only the fields that are wanted, where any are named."""
    work = row.work
    facts = {
        "key": work.key,
        "symbol": work.symbol,
        "url": whole(path_of(row.name)),
        "title": row.title,
        "title_language": row.title_language,
        "kind": work.kind,
        "body": work.body,
        "session": work.session,
        "agenda": json.loads(work.agenda),
        "sender": work.sender,
        "dated": work.dated,
        "issued": row.issued,
        "distribution": work.distribution,
        "base": work.base,
        "change": work.change,
        "languages": [lang for lang, address in row.languages if address],
    }
    return {name: value for name, value in facts.items() if not wanted or name in wanted}


def version(found: lookup.Found, one: lookup.Version) -> dict[str, Any]:
    """Return what is told of a language version, with its files."""
    row = one.expression
    plain = ("language", "version", "stage", "stars", "reason", "title", "issued", "released", "job_number")
    files = [
        {
            "format": name,
            "url": whole(reading.address(found, one, reading.SUFFIX_OF[name])),
            "media_type": file.media_type,
            "size": file.size,
            "sha256": file.sha256,
        }
        for name, file in one.files.items()
        if name in reading.SUFFIX_OF
    ]
    return {
        **{name: getattr(row, name) for name in plain},
        "url": whole(reading.address(found, one)),
        "files": files,
    }


def whose(lang: str) -> str:
    """Return the name of the organization whose documents these are."""
    *_, last = authorities().organizations.values()
    return phrase("organization", lang) if last.code == "UN" else last.name(lang)


def whole(address: str) -> str:
    """Return an address with that of the library before it."""
    return f"{settings.ADDRESS}{address}"
