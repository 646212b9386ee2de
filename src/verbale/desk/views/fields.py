"""The fields of a reading as a page shows them and as a form corrects them, each by its path."""

from __future__ import annotations

import datetime
import json
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping
from typing import Any, get_args

import msgspec
from django import forms

from verbale.authorities import Authorities
from verbale.communications.forms import session_code, session_name, session_of
from verbale.desk.models import Correction
from verbale.desk.naming import title_of
from verbale.desk.paths import at_path
from verbale.desk.readings import FIELDS, Standing
from verbale.desk.views.forms import SeenForm
from verbale.document import Document, Evidence, Line, Place, places
from verbale.document.model import Distribution
from verbale.languages import LANGUAGES, language, write_date, write_session
from verbale.pages.language import current
from verbale.pages.wording import say
from verbale.problems import BadInput

KINDS = ("note-verbale", "letter", "identical-letters")
SURE, LIKELY = 0.9, 0.7
"""From which confidence on a field counts as read for sure, and as probably right."""


class Shown(msgspec.Struct, frozen=True):
    """A field as the page shows it: what it says, where that was read, who corrected it and what ``was`` read, and the form.

    ``words`` are lines of text, each with its language (empty: that of the page).
    """

    path: str
    label: str
    words: tuple[tuple[str, str], ...]
    evidence: Evidence | None
    confidence: str
    percent: int
    correction: Correction | None
    form: Callable[[], FieldForm]
    formula: str = ""
    was: tuple[tuple[str, str], ...] = ()


def shown(
    standing: Standing, known: Authorities, lines: Mapping[int, Line], seen: int, typed: FieldForm | None = None
) -> list[Shown]:
    """Return every field, then every paragraph of the covering note, in order; ``typed`` is a form to be shown again."""
    said = standing.document.communication
    formulas = {f"content.{p.block}": p.formula for p in said.passages} if said else {}
    paths = [*FIELDS, *(f"content.{place.block.id}" for place in paragraphs(standing.document))]
    source = Source.of(lines)
    return [_shown(path, standing, known, source, seen, typed, formulas.get(path, "")) for path in paths]


def paragraphs(document: Document) -> list[Place]:
    """Return the paragraphs that can be corrected: those of the covering note, not those of its annexes."""
    return [place for place in places(document) if not place.annex]


def _shown(
    path: str,
    standing: Standing,
    known: Authorities,
    source: Source,
    seen: int,
    typed: FieldForm | None,
    formula: str,
) -> Shown:
    evidence = evidence_of(path, standing, source)
    sure = evidence.confidence if evidence else 0.0
    said = tuple(words(path, standing.document, known))
    without = "derived" if said else "unread"
    word = "sure" if sure >= SURE else "likely" if sure >= LIKELY else "doubtful" if evidence else without
    fix = standing.corrected.get(path)
    if fix is not None and json.loads(fix.value) == at_path(standing.reading.document, path):
        fix = None  # taken back

    def form() -> FieldForm:
        return typed if typed is not None and typed.path == path else form_of(path, standing, known, seen=seen)

    return Shown(
        path, label(path), said, evidence, word, round(sure * 100),
        fix, form, formula, tuple(words(path, standing.reading.document, known)) if fix else (),
    )  # fmt: skip


def label(path: str) -> str:
    """Return what a field is called."""
    if path.startswith("content."):
        return say("field.paragraph", current(), number=path.removeprefix("content."))
    return say(f"field.{path.replace('.', '-')}", current())


_SLOTS = {"session": "session", "agenda": "items", "body": "body"}
"""The slots of the request in which a field was read, where the reader tells no more than what stood in it."""


def evidence_of(path: str, standing: Standing, source: Source) -> Evidence | None:
    """Return where a field was read: as the reader told, else the set formula or the lines that hold it."""
    told = {evidence.field: evidence for evidence in standing.reading.evidence}
    found, read = told.get(path), standing.reading.document
    passages = read.communication.passages if read.communication else ()
    if path.startswith("content.") and found is None:
        found = Evidence(path, (), at_path(read, path) or "", 1.0)
    elif (path == "kind" or path.startswith("communication.")) and found is None and passages:
        found = Evidence(path, (), at_path(read, f"content.{passages[0].block}") or "", 1.0)
    elif path in _SLOTS and found is not None and not found.lines:
        said = next((passage for passage in passages if passage.slots.get(_SLOTS[path]) == found.text), None)
        whole = at_path(read, f"content.{said.block}") if said else found.text
        found = msgspec.structs.replace(found, text=whole or found.text)
    if found is not None and not found.lines and found.text:
        where = source.find(found.text)
        sure = min([found.confidence, *(source.confidences[place] for place in where)])
        return msgspec.structs.replace(found, lines=tuple(source.numbers[place] for place in where), confidence=sure)
    return found


class Source(msgspec.Struct, frozen=True):
    """The lines of the original run together, to find again in which of them a text stands."""

    text: str
    starts: tuple[int, ...]
    numbers: tuple[int, ...]
    confidences: tuple[float, ...]

    @classmethod
    def of(cls, lines: Mapping[int, Line]) -> Source:
        """Run lines together, one space between words."""
        text, starts, numbers = "", [], []
        for number, line in lines.items():
            if words := " ".join(line.text.split()):
                starts.append(len(text))
                numbers.append(number)
                text += f"{words} "
        sure = tuple(lines[number].confidence for number in numbers)
        return cls(text, tuple(starts), tuple(numbers), sure)

    def find(self, text: str) -> range:
        """Return the places of the lines that a text stands in, none where it is not found as it is."""
        wanted = " ".join(text.split())
        start = self.text.find(wanted) if wanted else -1
        if start < 0:
            return range(0)
        return range(bisect_right(self.starts, start) - 1, bisect_left(self.starts, start + len(wanted)))


def words(path: str, document: Document, known: Authorities) -> Iterator[tuple[str, str]]:
    """Yield what a field says, in words of the page's language, or the document's own with its language."""
    lang, value = current(), at_path(document, path)
    if path == "title" and not value:
        written = title_of(document, document.masthead.language, known)
        yield from [(written.text, written.language)] if written.text else []
    if not value:
        return
    if path.startswith("content.") or path == "title":
        yield str(value), document.masthead.language
    elif path in _WORDS:
        yield from ((word, "") for word in _WORDS[path](value, document, known, lang))
    else:
        yield str(value), ""


def _named(table: str) -> Callable[..., Iterator[str]]:
    def names(value: Any, _: Document, known: Authorities, lang: str) -> Iterator[str]:
        rows = getattr(known, table)
        for code in value if isinstance(value, list | tuple) else (value,):
            yield f"{_name(rows[code], lang)} ({code})" if code in rows else str(code)

    return names


def _name(row: Any, lang: str) -> str:
    name: str = row.name(lang) if callable(row.name) else row.name
    return name.replace("{seat}", "").replace("{state}", "").strip()


def _others(value: Any, document: Document, known: Authorities, lang: str) -> Iterator[str]:
    """Yield the States that send it together with the sender."""
    yield from _named("states")([who.get("state", "") for who in value], document, known, lang)


def _session(_: Any, document: Document, known: Authorities, lang: str) -> Iterator[str]:
    name = session_name(document.session)
    yield f"{write_session(name, lang)} ({session_code(document.session)})" if name else document.session.text


def _agenda(_: Any, document: Document, known: Authorities, lang: str) -> Iterator[str]:
    for item in document.agenda:
        title = known.agenda_title(document.body or "", item.number, lang) or item.title
        yield f"{item.number}. {title}".removesuffix(". ")


_WORDS: dict[str, Callable[..., Iterator[str]]] = {
    "kind": lambda value, *_: iter([_kind(value)]),
    "communication.kind": lambda value, *_: iter([_kind(value)]),
    "body": _named("bodies"),
    "session": _session,
    "agenda": _agenda,
    "communication.dated": lambda value, _d, _k, lang: iter([write_date(datetime.date.fromisoformat(value), lang)]),
    "communication.sender.state": _named("states"),
    "communication.sender.capacity": _named("capacities"),
    "communication.sender.seat": _named("seats"),
    "communication.others": _others,
    "communication.addressees": _named("offices"),
    "masthead.language": lambda value, _d, _k, lang: iter([language(value).names[lang]]),
    "masthead.distribution": lambda value, *_: iter([say(f"distribution.{value}", current())]),
}


def _kind(value: str) -> str:
    return say(f"kind.{value}", current()) if value in KINDS else value


# Forms.


class FieldForm(SeenForm):
    """The form that corrects one field, by its path."""

    path = ""

    def __init__(self, path: str, field: forms.Field, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, name=f"f-{path}", **kwargs)
        self.path = path
        self.fields["value"] = field


def form_of(path: str, standing: Standing, known: Authorities, *args: Any, seen: int) -> FieldForm:
    """Return the form of a field with what stands there now, or with what was filled in."""
    field = _field(path, known)
    field.label, field.required = label(path), False
    field.initial = _initial(path, standing.document)
    return FieldForm(path, field, *args, seen=seen)


def _field(path: str, known: Authorities) -> forms.Field:
    lang = current()
    match path:
        case "kind" | "communication.kind":
            return _choice((kind, _kind(kind)) for kind in KINDS)
        case "body" | "communication.sender.capacity" | "communication.sender.seat" | "communication.sender.state":
            return _choice(_rows(known, _TABLES[path], lang))
        case "communication.addressees" | "communication.others":
            rows = list(_rows(known, _TABLES[path], lang))
            return forms.MultipleChoiceField(choices=rows, widget=forms.SelectMultiple(attrs={"size": 6}))
        case "communication.dated":
            return forms.DateField(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
        case "masthead.language":
            return _choice((code, language(code).names[lang]) for code in LANGUAGES)
        case "masthead.distribution":
            return _choice((name, say(f"distribution.{name}", lang)) for name in get_args(Distribution) if name)
        case "session" | "agenda":
            return forms.CharField(max_length=200, help_text=say(f"field.{path}.help", lang))
        case _:
            return forms.CharField(widget=forms.Textarea(attrs={"rows": 4}))


_TABLES = {
    "body": "bodies", "communication.sender.state": "states", "communication.sender.capacity": "capacities",
    "communication.sender.seat": "seats", "communication.addressees": "offices", "communication.others": "states",
}  # fmt: skip


def _choice(choices: Iterator[tuple[str, str]]) -> forms.ChoiceField:
    return forms.ChoiceField(choices=[("", "—"), *choices])


def _rows(known: Authorities, table: str, lang: str) -> Iterator[tuple[str, str]]:
    named = ((code, _name(row, lang)) for code, row in getattr(known, table).items())
    yield from sorted(((code, f"{name} ({code})") for code, name in named), key=lambda pair: pair[1].casefold())


def _initial(path: str, document: Document) -> Any:
    if path == "session":
        return session_code(document.session)
    if path == "agenda":
        return ", ".join(item.number for item in document.agenda)
    if path == "communication.others":
        return [who.get("state", "") for who in at_path(document, path) or ()]
    return at_path(document, path)


def plain(path: str, value: Any, document: Document, known: Authorities) -> Any:
    """Return what was filled in as the plain value that the path takes; raises BadInput where it makes no sense."""
    if path == "session":
        try:
            return msgspec.to_builtins(session_of(value.strip().upper()))
        except ValueError:
            raise BadInput(
                f"“{value}” is no session.",
                where="value",
                advice="Write 43, S-34, ES-11 or 2026.",
                wording=("mission.session-odd", {"session": value}),
            ) from None
    if path == "agenda":
        numbers = [number.strip() for number in value.replace("،", ",").replace("、", ",").split(",") if number.strip()]
        lang = document.masthead.language
        titled = ((n, known.agenda_title(document.body or "", n, lang) or "") for n in numbers)
        return [{"number": number, "title": title} if title else {"number": number} for number, title in titled]
    if path == "communication.others":
        # Those who send it together send it in one capacity, from one seat.
        sender = at_path(document, "communication.sender") or {}
        return [{**sender, "state": state} for state in value] or None
    if isinstance(value, datetime.date):
        return value.isoformat()
    if path == "body":
        return value or None
    if path == "communication.dated":
        return None if value in ("", None) else value
    return " ".join(value.split()) if isinstance(value, str) else value
