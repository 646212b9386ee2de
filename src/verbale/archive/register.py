"""The register: numbers given out in the order of asking, each once, none left out without a public reason.

::

    reserved ──> assigned ──> withdrawn        a number is never used again,
        └──────────────────────> void          whatever became of it

A number comes from the register alone, never from a look at what is there. A number that the register is *told* (a
series begun elsewhere, a real session taken over) may leave a gap behind, which is published with its reason and
never filled by itself: only telling the number fills it, and the log shows when.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Literal

import msgspec
from django.db.models import Max, OuterRef, QuerySet, Subquery

from verbale import symbols
from verbale.archive import log
from verbale.archive.access import rule_under
from verbale.archive.citing import key_of
from verbale.archive.errors import Conflict, WrongState
from verbale.archive.models import Gap, Name, Registration, Ruling, Series, Standing, Work
from verbale.archive.numbering import pattern, split, written
from verbale.problems import BadSymbol, NotKnown, Word

State = Literal["reserved", "assigned", "void", "withdrawn"]

MOVES: dict[State, tuple[State, ...]] = {
    "reserved": ("assigned", "void"),
    "assigned": ("withdrawn",),
    "void": (),
    "withdrawn": (),
}
"""From which state a registration may come to which."""


class Line(msgspec.Struct, frozen=True):
    """Numbers of a series that share a fate: mostly one, ``first == last``; a gap may be many.

    ``state`` is "gap" or that of the registration; ``reason`` is public, and empty only for a number in use.
    """

    first: int
    last: int
    text: str
    state: Literal["reserved", "assigned", "void", "withdrawn", "gap"]
    reason: str


@log.turn()
def open_series(name: str, *, by: str, at: datetime.datetime, first: int = 1) -> Series:
    """Open a series whose first number is not one; `reserve` opens any other by itself.

    Raises BadSymbol for what is no series, WrongState where it is open already.
    """
    number = log.begin()
    if Series.objects.filter(pattern=pattern(name).text).exists():
        raise WrongState(f"The series {name} is open already.", wording=("refusal.series-open", {"series": name}))
    series = _series(name, number, first)
    log.write(number, "open-series", series.pattern, {"first": first}, by=by, at=at)
    return series


@log.turn()
def reserve(name: str, *, by: str, at: datetime.datetime, subject: str = "", language: str = "") -> Registration:
    """Give out the next number of a series.

    ``subject`` says for what: asked again for the same subject (and language, for job numbers), the register gives
    the number that it gave before, unless that is void. Raises BadSymbol for what is no series, Conflict where the
    archive holds a document under the next number that the register does not know of.
    """
    number = log.begin()
    series = _series(name, number)
    if subject:
        same = series.registrations.filter(subject=subject, language=language).order_by("-number").first()
        if same is not None and state_of(same) in ("reserved", "assigned"):
            return same
    following = _last(series) + 1
    text = written(series.pattern, following, language)
    if Name.objects.filter(key=key_of(text)).exists():
        raise Conflict(
            f"{text} is in the archive, and the register does not know of it.",
            advice="Tell the register.",
            wording=("refusal.symbol-untold", {"symbol": text}),
        )
    registration = _register(series, following, text, number, subject, language)
    log.write(number, "reserve", text, {"subject": subject}, by=by, at=at)
    return registration


@log.turn()
def tell(symbol: str, *, by: str, at: datetime.datetime, subject: str = "", gap: str = "") -> Registration:
    """Tell the register a symbol that was given out elsewhere, and reserve it; told again, it gives what it has.

    ``gap`` is the public reason why the numbers between the last and this one are passed over. Raises BadSymbol where
    the text is no symbol of a series, WrongState where a gap would open without a reason, or where the number was
    given out for another subject.
    """
    number = log.begin()
    parsed = symbols.parse(symbol)
    text = str(parsed)
    parts = None if parsed.joint else split(text)
    if parts is None:
        wording = ("refusal.one-symbol", {"symbol": text})
        raise BadSymbol(f"{text} is not one symbol that ends in a number of a series.", part=text, wording=wording)
    held = Registration.objects.filter(key=key_of(text)).first()
    if held is not None:
        if held.subject != subject or state_of(held) not in ("reserved", "assigned"):
            raise WrongState(
                f"{text} is {state_of(held)}{f' for {held.subject}' if held.subject else ''}.",
                wording=("refusal.number-taken", {"symbol": text, "state": Word(f"number.{state_of(held)}")}),
            )
        return held
    series = _series(parts[0], number)
    after = _last(series)
    if parts[1] < series.first:
        raise WrongState(
            f"The series {series} begins with {series.first}, so {text} is not of it.",
            wording=("refusal.before-first", {"series": series, "first": series.first, "symbol": text}),
        )
    if parts[1] > after + 1:
        if not gap.strip():
            raise WrongState(
                f"The last number of {series} is {after}; nothing says what became of those before {text}.",
                advice="Give the reason for the gap; it is public.",
                wording=("refusal.gap", {"series": series, "last": after, "symbol": text}),
            )
        Gap.objects.create(entry_id=number, series=series, first=after + 1, last=parts[1] - 1, reason=gap.strip())
    registration = _register(series, parts[1], text, number, subject, "")
    log.write(number, "tell", text, {"gap": gap.strip(), "subject": subject}, by=by, at=at)
    return registration


@log.turn()
def assign(text: str, *, by: str, at: datetime.datetime) -> Standing:
    """Settle that a reserved number is its document's; the deposit of the document does so too."""
    return _move(text, "assigned", "", by, at)


@log.turn()
def void(text: str, reason: str, *, by: str, at: datetime.datetime) -> Standing:
    """Give up a reserved number; it stays unused for ever, and the reason is public."""
    return _move(text, "void", reason, by, at)


@log.turn()
def withdraw(text: str, reason: str, *, by: str, at: datetime.datetime) -> Standing:
    """Withdraw an assigned number and, where it is in the archive, its document; the reason is public."""
    standing = _move(text, "withdrawn", reason, by, at)
    work = Work.objects.filter(names__key=key_of(text)).first()
    if work is not None and Ruling.objects.filter(work=work).order_by("-step")[0].access != "withdrawn":
        rule_under(log.begin(), work.key, "withdrawn", reason, by=by, at=at)
    return standing


def settle(number: int, *texts: str) -> None:
    """Mark numbers as their document's under an entry that has begun: a document is deposited under them.

    A number of a series that the register does not keep passes. Raises WrongState where one is void or withdrawn, or
    the register keeps its series and has not given it out.
    """
    last = Standing.objects.filter(registration=OuterRef("pk")).order_by("-step")
    stands = {name: Subquery(last.values(name)[:1]) for name in ("state", "step")}
    held = {row.key: row for row in Registration.objects.filter(key__in=map(key_of, texts)).annotate(**stands)}
    reserved: list[Registration] = []
    for text in dict.fromkeys(texts):
        registration = held.get(key_of(text))
        if registration is None:
            parts = split(text)
            if parts and Series.objects.filter(pattern=parts[0]).exists():
                raise WrongState(
                    f"The register has not given out {text}.",
                    advice="Reserve it, or tell the register.",
                    wording=("refusal.not-given", {"symbol": text}),
                )
        elif registration.state == "reserved":
            reserved.append(registration)
        elif registration.state != "assigned":
            raise WrongState(
                f"{text} is {registration.state}, and a number is never used again.",
                wording=("refusal.number-state", {"symbol": text, "state": Word(f"number.{registration.state}")}),
            )
    Standing.objects.bulk_create(
        Standing(entry_id=number, registration=row, step=row.step + 1, state="assigned", reason="") for row in reserved
    )


def state_of(registration: Registration) -> State:
    """Return the state that a registration is in."""
    state: State = registration.standings.order_by("-step")[0].state
    return state


def find(text: str) -> Registration:
    """Return the registration of a symbol or job number; raises NotKnown where there is none."""
    registration = Registration.objects.filter(key=key_of(text)).first()
    if registration is None:
        raise NotKnown(f"The register does not know {text}.", wording=("refusal.not-registered", {"symbol": text}))
    return registration


def account(name: str) -> Iterator[Line]:
    """Yield a line for every number of a series, from its first to its last, gaps with their public reason."""
    series = Series.objects.filter(pattern=pattern(name).text).first()
    if series is None:
        return
    last = Standing.objects.filter(registration=OuterRef("pk")).order_by("-step")
    rows = series.registrations.annotate(
        state=Subquery(last.values("state")[:1]), reason=Subquery(last.values("reason")[:1])
    ).order_by("number")
    gaps = list(series.gaps.order_by("first"))
    due = series.first
    for row in rows.iterator(chunk_size=2000):
        yield from _gap_lines(gaps, due, row.number - 1)
        yield Line(row.number, row.number, row.text, row.state, row.reason)
        due = row.number + 1
    yield from _gap_lines(gaps, due, _last(series))


def _gap_lines(gaps: list[Gap], first: int, last: int) -> Iterator[Line]:
    for gap in gaps:
        start, end = max(gap.first, first), min(gap.last, last)
        if start <= end:
            yield Line(start, end, "", "gap", gap.reason)


def _series(name: str, entry: int, first: int = 1) -> Series:
    """Return the series of a name, opened under this entry where it is new."""
    wanted = pattern(name)
    series, _ = Series.objects.get_or_create(
        pattern=wanted.text,
        defaults={
            "entry_id": entry,
            "kind": wanted.kind,
            "first": first,
            "body": wanted.body,
            "session": wanted.session,
            "year": wanted.year,
            "series": wanted.series,
        },
    )
    return series


def _last(series: Series) -> int:
    """Return the last number that was given out, told or passed over."""
    given: QuerySet[Registration] = series.registrations.all()
    highest = [
        given.aggregate(last=Max("number"))["last"] or 0,
        series.gaps.aggregate(last=Max("last"))["last"] or 0,
    ]
    return max(series.first - 1, *highest)


def _register(series: Series, number: int, text: str, entry: int, subject: str, language: str) -> Registration:
    registration = Registration.objects.create(
        entry_id=entry,
        series=series,
        number=number,
        text=text,
        key=key_of(text),
        subject=subject,
        language=language,
    )
    _stand(registration, "reserved", "", entry)
    return registration


def _stand(registration: Registration, state: State, reason: str, entry: int) -> Standing:
    step = registration.standings.count() + 1
    return Standing.objects.create(entry_id=entry, registration=registration, step=step, state=state, reason=reason)


def _move(text: str, state: State, reason: str, by: str, at: datetime.datetime) -> Standing:
    number = log.begin()
    registration = find(text)
    now = state_of(registration)
    if state not in MOVES[now]:
        raise WrongState(
            f"{registration} is {now} and cannot become {state}.",
            advice="Numbers are never freed.",
            wording=("refusal.number-state", {"symbol": registration, "state": Word(f"number.{now}")}),
        )
    if state != "assigned" and not reason.strip():
        raise WrongState(
            f"Nothing says why {registration} becomes {state}.",
            advice="Give the reason; it is public.",
            wording=("refusal.reason-public", {}),
        )
    standing = _stand(registration, state, reason.strip(), number)
    log.write(number, state, str(registration), {"reason": reason.strip()}, by=by, at=at)
    return standing
