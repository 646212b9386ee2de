"""What the page of a language version tells beside the document itself: all of it from rows and stored files."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec
from django.conf import settings
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from verbale.archive.access import public
from verbale.archive.citing import cited, citing
from verbale.archive.files import stored
from verbale.archive.models import Entry, Expression, Work
from verbale.archive.organization import authorities
from verbale.archive.terms import kept_document
from verbale.citations import resolve
from verbale.document import places
from verbale.languages import LANGUAGES, Language, language, phrase, write_date
from verbale.library import slicing, subjects
from verbale.library.addresses import SUFFIXES, path_of
from verbale.library.descriptions import MEDIA_TYPES, TITLES
from verbale.library.lookup import Found, Version, all_versions, name_of
from verbale.pages import wording
from verbale.problems import BadSymbol, MissingWording, NotKnown

SUFFIX_OF = {name: suffix for suffix, name in SUFFIXES.items()}
"""The suffix of the address of a format."""


_CHANGES = ("Corr", "Rev", "Add")


class Tongue(msgspec.Struct, frozen=True):
    """A language of the switch: where it leads, or empty; whether it is the page's."""

    language: Language
    address: str
    here: bool


class File(msgspec.Struct, frozen=True):
    """A file to download: format and its title, suffix, address, media type, size in bytes (0: made when asked), sha-256."""

    name: str
    suffix: str
    address: str
    media_type: str = ""
    size: int = 0
    sha256: str = ""
    title: str = ""


class Link(msgspec.Struct, frozen=True):
    """A document that this one has to do with: how ("Corr", "cited"), where it is, or empty, and in which languages."""

    symbol: str
    how: str
    title: str = ""
    address: str = ""
    times: int = 1
    languages: tuple[str, ...] = ()


def address(found: Found, version: Version, suffix: str = "") -> str:
    """Return the path of a version, or of a file of it; one that was replaced has its number in the question."""
    path = path_of(found.name, version.language, suffix)
    newest = found.versions[version.language][0] is version
    return path if newest else f"{path}?version={version.expression.version}"


def words(version: Version) -> SafeString:
    """Return the document as markup: the article of its stored HTML, or its paragraphs where it has none."""
    row = version.files.get("html")
    markup = slicing.article(stored(row.path).read_text("utf-8")) if row else ""
    return mark_safe(markup or _plain(version))  # noqa: S308  # our own writer's, or escaped here


def _plain(version: Version) -> str:
    document = kept_document(version.expression)
    paragraphs = format_html_join(
        "\n",
        '<p id="{}" lang="{}" dir="auto">{} {}</p>',
        ((p.block.id, p.language, p.block.number, p.block.text) for p in places(document)),
    )
    return format_html("<article><header><h1>{}</h1></header>{}</article>", document.title, paragraphs)


def tongues(found: Found, here: str) -> list[Tongue]:
    """Return the six languages, each with its newest version, for a page in one of them."""
    return [
        Tongue(language(lang), path_of(found.name, lang) if lang in found.versions else "", lang == here)
        for lang in LANGUAGES
    ]


def files(found: Found, version: Version) -> list[File]:
    """Return the files of a version, in the order of their suffixes."""
    rows = [(suffix, version.files[name]) for suffix, name in SUFFIXES.items() if name in version.files]
    return [
        File(r.format, suffix, address(found, version, suffix), r.media_type, r.size, r.sha256) for suffix, r in rows
    ]


def descriptions(found: Found, version: Version) -> list[File]:
    """Return the descriptions of a version, which are made when they are asked for."""
    return [
        File(name, SUFFIX_OF[name], address(found, version, SUFFIX_OF[name]), MEDIA_TYPES[name], title=title)
        for name, title in TITLES.items()
    ]


def citation(found: Found, version: Version) -> str:
    """Return the document cited as its organization cites: body, title, symbol and day."""
    lang, row, known = version.language, version.expression, authorities()
    body = known.bodies.get(found.work.body)
    try:
        whose = body.name(lang) if body else phrase("organization", lang)
    except MissingWording:
        whose = phrase("organization", lang)
    day = write_date(row.issued, lang) if row.issued else ""
    slots = {"body": whose, "title": row.title or found.work.symbol, "symbol": found.work.symbol or "", "day": day}
    return wording.say(
        f"library.cite.{'dated' if day else 'undated'}", lang, **(slots if day else _without(slots, "day"))
    )


def _without(slots: dict[str, str], name: str) -> dict[str, str]:
    return {key: value for key, value in slots.items() if key != name}


def cites(version: Version, at: datetime.datetime) -> list[Link]:
    """Return what a version cites, each with the state of knowledge: held here, known elsewhere, unknown."""
    edges = cited(version.expression, at)
    works = public().filter(names__key__in=[edge.key for edge in edges]).prefetch_related("names")
    here = {name.key: name_of(work) for work in works for name in work.names.all()}
    return [
        Link(
            edge.symbol,
            edge.standing,
            address=path_of(here[edge.key], version.language)
            if edge.standing == "held" and edge.key in here
            else _elsewhere(edge.symbol, version.language)
            if edge.standing == "known"
            else "",
            times=edge.times,
        )
        for edge in edges
    ]


def _elsewhere(symbol: str, lang: str) -> str:
    """Return where the United Nations keep a document of theirs; empty for any other."""
    body = authorities().body_of(symbol)
    try:
        return resolve(symbol, lang).url if body is None or body.organization == "UN" else ""
    except (BadSymbol, NotKnown):
        return ""


def cited_by(found: Found, lang: str, at: datetime.datetime) -> list[Link]:
    """Return the documents that cite this one, in any language."""
    keys = [found.work.key, *found.work.names.values_list("key", flat=True)]
    works = {edge.expression.work for key in dict.fromkeys(keys) for edge in citing(key, at)} - {found.work}
    return list(_links(works, lang, at, lambda _: "cited"))


def related(found: Found, lang: str, at: datetime.datetime) -> list[Link]:
    """Return the document that this one changes, and those that correct, revise or add to it."""
    keys = [found.work.key, *found.work.names.values_list("key", flat=True)]
    above = public().filter(names__key=found.work.base) if found.work.base else []
    below = public().filter(base__in=keys)
    changes = list(
        _links(set(above), lang, at, lambda _: f"of-{found.work.change}" if found.work.change in _CHANGES else "other")
    )
    return [*changes, *_links(set(below), lang, at, lambda work: work.change if work.change in _CHANGES else "other")]


def _links(works: set[Work], lang: str, at: datetime.datetime, how: Any) -> Iterator[Link]:
    newest = all_versions(Work.objects.filter(pk__in=[work.pk for work in works]), at)
    for work in sorted(works, key=lambda one: one.key):
        if here := newest.get(work.pk):
            row = here.get(lang) or here.get("en") or next(iter(here.values()))
            yield Link(work.symbol, how(work), row.title, path_of(name_of(work), row.language), languages=tuple(here))


class Came(msgspec.Struct, frozen=True):
    """How a language version came out: its row, where it is, whether it is the page's, and its log entry."""

    row: Expression
    address: str
    here: bool
    entry: Entry


class History(msgspec.Struct, frozen=True):
    """A language of a document: all its versions, newest first, and what corrects or revises it in this language."""

    language: str
    came: tuple[Came, ...]
    changes: tuple[Link, ...]


def history(found: Found, version: Version, near: Sequence[Link]) -> list[History]:
    """Return how each language came out, that of the page first; ``near`` are the documents related to this one."""
    return [
        History(
            lang,
            tuple(Came(one.expression, address(found, one), one is version, one.expression.entry) for one in versions),
            tuple(link for link in near if link.how in ("Corr", "Rev") and lang in link.languages),
        )
        for lang, versions in sorted(found.versions.items(), key=lambda pair: pair[0] != version.language)
    ]


def about(found: Found, version: Version, at: datetime.datetime) -> dict[str, Any]:
    """Return what the page of a version says, for its template."""
    lang, work = version.language, found.work
    known = authorities()
    versions = [one.expression for of in found.versions.values() for one in of]
    items, terms = subjects.of_document(work, versions, lang, known)
    return {
        "found": found,
        "items": items,
        "terms": terms,
        "version": version,
        "work": work,
        "body": known.bodies.get(work.body),
        "state": known.states.get(work.sender),
        "article": mark_safe(slicing.linked(words(version))),  # noqa: S308  # as above
        "tongues": tongues(found, lang),
        "others": [language(one) for one in found.versions if one in LANGUAGES and one != lang],
        "newest": path_of(found.name, lang),
        "files": files(found, version),
        "descriptions": descriptions(found, version),
        "citation": citation(found, version),
        "cites": cites(version, at),
        "cited_by": cited_by(found, lang, at),
        "related": (near := related(found, lang, at)),
        "changes": [link for link in near if link.how in ("Corr", "Rev")],
        "history": history(found, version, near),
        "replaced": found.versions[lang][0] is not version,
        "missing": found.missing,
        "permanent": f"{settings.ADDRESS}{path_of(found.name)}",
    }


def data_block(text: str) -> SafeString:
    """Return JSON so that it may stand in a page."""
    return mark_safe(text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))  # noqa: S308
