"""From the stated lines of a cover to the fields of the document, with the evidence of each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec

from verbale.authorities import Authorities
from verbale.document import AgendaItem, CoverLine, Evidence, Line, Masthead, Session
from verbale.languages import identify
from verbale.recognizer.cover import Stated
from verbale.recognizer.evidence import evidence
from verbale.symbols import Symbol

_STAMPS = re.compile(r"(?: +\*?\d{5,9}\*?)+$")
_BOX = frozenset({"symbol", "distribution", "issued", "language", "original", "only", "advance", "job-number"})


class Fields(msgspec.Struct, frozen=True):
    """What a cover states."""

    symbol: Symbol | None
    masthead: Masthead
    body: str | None
    session: Session | None
    agenda: tuple[AgendaItem, ...]
    evidence: tuple[Evidence, ...]


def read_fields(stated: Sequence[Stated], authorities: Authorities) -> Fields:
    """Return the fields that the lines of a cover state; of a field that two lines state, the first holds."""
    symbol = next((one.statement.symbol for one in stated if one.statement and one.statement.symbol), None)
    body, body_line = _body(stated, symbol, authorities)
    session, session_lines = _session(stated, symbol)
    agenda, agenda_lines = _agenda(stated)
    masthead, used = _masthead(stated)
    found = [evidence(field, lines) for field, lines in used.items()]
    if symbol:
        found.insert(0, evidence("symbol", [one.line for one in stated if one.field == "symbol"][:1]))
    if body_line:
        found.append(evidence("body", [body_line]))
    if session:
        found.append(evidence("session", session_lines[:1]))
        found.append(evidence("session.year" if session.number is None else "session.number", session_lines[:1]))
    if session_lines[1:]:
        found.append(evidence("session.dates", session_lines[1:]))
    if agenda_lines:
        found.append(evidence("agenda", agenda_lines))
    return Fields(symbol, masthead, body, session, agenda, tuple(found))


def _masthead(stated: Sequence[Stated]) -> tuple[Masthead, dict[str, list[Line]]]:
    found: dict[str, object] = {}
    used: dict[str, list[Line]] = {}

    def take(name: str, value: object, line: Line) -> None:
        if name not in found:
            found[name] = value
            used[f"masthead.{name}"] = [line]

    for one in stated:
        statement = one.statement
        if statement is None:
            continue
        match one.field:
            case "organization" | "organ":
                take(one.field, one.line.text, one.line)
            case "symbol" if statement.stars and not used.get("masthead.stars"):
                take("stars", "*" * statement.stars, one.line)
            case "distribution" if statement.distribution:
                take("distribution", statement.distribution, one.line)
            case "issued":
                take("issued", statement.dates[0][0], one.line)
            case "language":
                take("language", statement.codes[0], one.line)
            case "original":
                take("originals", statement.codes, one.line)
            case "only":
                take("languages", statement.codes, one.line)
                if len(statement.codes) == 1:
                    take("language", statement.codes[0], one.line)
            case "advance":
                take("advance", True, one.line)
            case "job-number" if any(letter in one.line.text for letter in "-\u2013\u2010\u2011"):
                take("job_number", _STAMPS.sub("", one.line.text), one.line)
            case _:
                pass
    return msgspec.convert(found, Masthead), used


def _body(stated: Sequence[Stated], symbol: Symbol | None, authorities: Authorities) -> tuple[str | None, Line | None]:
    """Return the body whose document it is: by the symbol, else the most specific that the cover names."""
    named = [(one.statement.body.id, one.line) for one in stated if one.statement and one.statement.body]
    named = [(id_, line) for id_, line in named if id_]
    if symbol:
        known = authorities.body_of(symbol)
        body = known.id if known else symbol.body
        line = next((line for id_, line in named if id_ == body), None)
        return body, line or next(one.line for one in stated if one.field == "symbol")
    deepest = max(named, key=lambda one: one[0].count("/"), default=None)
    return deepest or (None, None)


def _session(stated: Sequence[Stated], symbol: Symbol | None) -> tuple[Session | None, list[Line]]:
    """Return the session: of several the one that the symbol names, else the last before the agenda."""
    lines = [at for at, one in enumerate(stated) if one.field == "session"]
    if not lines:
        return None, []

    def fits(at: int) -> bool:
        statement = stated[at].statement
        name = statement.session if statement else None
        code = (symbol.session or "").removeprefix("E").removeprefix("S-") if symbol else ""
        return bool(name and code and str(name.number) == code)

    at = next((at for at in lines if fits(at)), lines[0])
    statement = stated[at].statement
    name = statement.session if statement else None
    if name is None:
        return None, []
    under = next((one for one in stated[at + 1 : at + 3] if one.field == "session-dates"), None)
    dates = under.statement.dates if under and under.statement else ()
    kind = name.kind if name.kind != "organizational" else "regular"
    line = stated[at].line
    return Session(kind, name.number, name.year, dates, line.text), [line, *([under.line] if under else [])]


def _agenda(stated: Sequence[Stated]) -> tuple[tuple[AgendaItem, ...], list[Line]]:
    """Return the agenda items of the first body with their titles, which follow in the order of the items."""
    at = next((at for at, one in enumerate(stated) if one.field == "agenda"), None)
    if at is None or (statement := stated[at].statement) is None:
        return (), []
    titles = []
    for one in stated[at + 1 :]:
        if one.field != "agenda-title":
            break
        titles.append(one.line)
    numbers = statement.codes
    texts = [line.text.rstrip(" *") for line in titles[: len(numbers)]]
    if len(titles) == 1:
        texts *= len(numbers) if all(number.split("(")[0] == numbers[0].split("(")[0] for number in numbers) else 1
    texts += [""] * (len(numbers) - len(texts))
    items = tuple(AgendaItem(number, title) for number, title in zip(numbers, texts, strict=True))
    return items, [stated[at].line, *titles]


def language_of(stated: Sequence[Stated], title: Sequence[Line], text: Sequence[Line], known: str) -> tuple[str, float]:
    """Return the language of the edition: as stated, else that of names, session, agenda and title, else of the text.

    The lines of distribution, date and original tell nothing: Arabic, Chinese and Russian editions print them in English.
    """
    if known:
        return known, 1.0
    words = [one.line.text for one in stated if one.field not in _BOX] + [line.text for line in title]
    for sample in (" ".join(words), " ".join(_sample(text))):
        if sample.strip():
            language, sure = identify(sample)
            if language and sure > 0.1:
                return language, sure
    return "", 0.0


def _sample(lines: Sequence[Line]) -> Iterator[str]:
    size = 0
    for line in lines:
        yield line.text[:1000]
        size += len(line.text)
        if size > 3000:
            return


def cover_lines(stated: Sequence[Stated]) -> tuple[CoverLine, ...]:
    """Return the lines of the cover as printed, each with its field."""
    return tuple(
        CoverLine(one.field, one.line.text, tuple(mark for mark in one.line.marks if mark.kind != "break"))
        for one in stated
    )
