"""Finds citations in a text: the gate over its bytes, then a full reading of the hits only."""

from __future__ import annotations

from verbale.citations import context
from verbale.citations.bodies import OTHER, OWN, Number, choose, in_step, reporting, rivals, speaking, symbol_of
from verbale.citations.grammar import grammar
from verbale.citations.reading import Item, Reading, reader
from verbale.document import Citation

_BRACKETS = frozenset("(（")
_PIECE = frozenset("0123456789/.-")
_SHORT = 1500
"""The longest hit, in bytes, whose reading is kept."""


def find(text: str, language: str, body: str | None = None) -> list[Citation]:
    """The citations of a text in their order, with offsets in characters of the text.

    ``language`` is one of the six codes (NotKnown otherwise). ``body`` is the body that speaks ("A", "S", "E", "A/HRC" ...):
    it is what "its resolution 60/251" means. An "ibid." takes the symbol of the citation before it in the text and is left
    out where there is none. The time is linear in the length of the text.
    """
    return scan(text, language, body)


def scan(text: str, language: str, body: str | None = None, previous: str = "") -> list[Citation]:
    """As `find`; ``previous`` is the symbol that an "ibid." before any other citation refers to."""
    try:
        data = text.encode()
    except UnicodeEncodeError:  # half of a surrogate pair, which no citation holds
        data = text.encode("utf-8", "replace")
    hits = _Hits(text, language, body, previous)
    found, read = hits.found, reader(language, hits.speaker)
    at = chars = 0
    for hit in grammar(language).gate.finditer(data):
        start, end = hit.span()
        gap = data[at:start]
        chars += start - at if gap.isascii() else len(gap.decode())
        at = start
        reading = read(data[start:end]) if end - start < _SHORT else read.__wrapped__(data[start:end])
        sort, items, numbers, last = reading
        if sort == "settled":
            if numbers and hits.container(chars):
                hits.take(reading, chars)
                continue
            hits.last, hits.last_end = last, chars + items[-1][1]
        elif sort == "symbol":
            if hits.opener >= 0:
                items = hits.titled(items, chars)
        elif sort != "treaty":
            hits.take(reading, chars)
            continue
        for item_start, item_end, item_text, symbol, kind in items:
            found.append(Citation(chars + item_start, chars + item_end, item_text, symbol, kind))
    return found


class _Hits:
    """The citations found so far, and what of them the next hit may depend on."""

    def __init__(self, text: str, language: str, body: str | None, previous: str) -> None:
        self.text, self.words, self.speaker, self.previous = text, grammar(language), speaking(body), previous
        self.found: list[Citation] = []
        self.last: Number | None = None
        self.last_end = 0
        self.opener = -1

    def take(self, reading: Reading, at: int) -> None:
        """Take a hit at character ``at`` that the text around it must complete."""
        if reading.numbers:
            self._numbers(reading.numbers, at)
        elif reading.sort == "title":
            self.opener = at
        elif reading.sort == "ibid":
            self.opener = at
            if symbol := self.found[-1].symbol if self.found else self.previous:
                word = reading.items[0]
                self.found.append(Citation(at, at + word.end, word.text, symbol, word.kind))

    def titled(self, items: tuple[Item, ...], at: int) -> tuple[Item, ...]:
        """Symbols, the first with the title of Official Records whose brackets hold it, or the "ibid." that stands for one."""
        start, self.opener = self.opener, -1
        since = self.found[-1].start if self.found else -1
        if not items or since > start or at - start > context.REACH or self.text[at - 1] not in _BRACKETS:
            return items
        if "\n" in self.text[start:at]:
            return items
        if since == start:
            self.found.pop()
        text = self.text[start : at + items[0].end]
        return (items[0]._replace(start=start - at, text=text, kind="official-records"), *items[1:])

    def _numbers(self, numbers: tuple[Number, ...], at: int) -> None:
        near: tuple[str, ...] | None = None
        for one in numbers:
            start, end = at + one.start, at + one.end
            number = one if one.kind else self._headed(one, start, end)
            if not number.kind:
                continue
            if not number.owner and number.shape != "calendar" and (report := self.container(at)):
                number = number._replace(owner=report)
            elif near is None and number.owner in {(), OWN} and len(rivals(number)) != 1:
                near = context.bodies_near(self.text, start, end, self.words) or self._carried(start)
            body = choose(number, self.speaker, near or ())
            if body and (symbol := symbol_of(number, body)):
                self.found.append(Citation(start, end, self.text[start:end], symbol, number.kind))
            self.last = number if number.owner else number._replace(owner=(body,) if body else OTHER)
            self.last_end = end

    def _carried(self, start: int) -> tuple[str, ...]:
        """The body of the number before, where the sentence goes on."""
        return (
            self.last.owner if self.last and context.same_sentence(self.text, self.last_end, start, self.words) else ()
        )

    def _headed(self, number: Number, start: int, end: int) -> Number:
        """The number with the head noun of the list that it goes on, or of its sentence; unchanged without one."""
        if context.opens_line(self.text, start) or self.text[start - 1] in _PIECE:
            return number
        if number.shape == "calendar" and not in_step(number):
            return number
        if self.last and context.goes_on(self.text, self.last_end, start, self.words):
            return number._replace(kind=self.last.kind, owner=number.owner or self.last.owner)
        kind, between = context.head_before(self.text, self.last_end, start, self.words)
        if not kind and self.words.closing and self.text[start - 1] == self.words.opening:
            kind, between = context.head_after(self.text, end, self.words), ""
        if number.shape not in {"calendar", "roman"} and any(character.isdigit() for character in between):
            return number
        if number.shape == "calendar" and self.speaker == "S":
            kind = kind or "resolution"  # the Council names its resolutions by their numbers alone
        return number._replace(kind=kind)

    def container(self, at: int) -> tuple[str, ...]:
        """The body in whose report a resolution is printed that is cited at ``at`` as part of the document before it."""
        before = self.found[-1] if self.found else None
        if before and at - before.end < context.HEAD_REACH and before.kind in {"document", "official-records"}:
            return reporting(before.symbol) if context.contained(self.text, before.symbol, before.end, at) else ()
        return ()
