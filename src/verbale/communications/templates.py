"""Templates of set formulas: what is written from slots, and the pattern that reads it back.

A template is text with slots, ``{name}`` or ``{name:case}``, and words that agree with something, ``{person?his|its}``:
the first where it holds, else the second. Written, each slot is filled by a value that carries its own marks. Read, the
template becomes one RE2 pattern over the whole of a text: nothing outside the slots may vary except as the data says.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Collection, Iterator, Mapping
from functools import cache
from importlib import resources
from typing import Any

import msgspec
import re2

from verbale.document import Mark
from verbale.problems import MissingWording

_SLOT = re.compile(r"\{(\w+)(?::(\w+))?\}")
_PARTINGS = 12  # how often the words between two slots may stand in a name
_MEMORY = 32 << 20  # bytes that an automaton over all formulas of a language may take
_BRACED = re.compile(r"(\{[^{}]*\})")
_AGREEING = re.compile(r"\{(\w+)\?([^|{}]*)\|([^|{}]*)\}")


class Worded(msgspec.Struct, frozen=True):
    """A piece of text with its marks."""

    text: str
    marks: tuple[Mark, ...] = ()

    def capitalized(self) -> Worded:
        """Return it with its first letter a capital."""
        return Worded(self.text[:1].upper() + self.text[1:], self.marks)


class Formula(msgspec.Struct, frozen=True):
    """A formula in one language: its template, where it comes from, and whether a source confirms it."""

    key: str
    language: str
    text: str
    source: str
    provisional: bool


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads((resources.files("verbale.communications") / "formulas.toml").read_text("utf-8"))


def _row(key: str, language: str) -> dict[str, Any]:
    found: Any = _data()
    for name in (*key.split("."), language):
        found = found.get(name) if isinstance(found, dict) else None
    if not isinstance(found, dict):
        raise MissingWording(
            f"The formula {key!r} has no wording in {language!r}.",
            where=f"communications/formulas.toml: {key}",
            advice="Add it there with its source.",
        )
    return found


def keys(table: str) -> tuple[str, ...]:
    """Return the keys of a table of formulas, in their order."""
    return tuple(_data()[table])


def formula(key: str, language: str) -> Formula:
    """Return a formula by its key ("request", "title.letter"); raises MissingWording where the language lacks it."""
    row = _row(key, language)
    return Formula(key, language, row["write"], row.get("source", ""), row.get("provisional", False))


def part(key: str, language: str, *cases: str) -> str:
    """Return the wording of a part ("annex", "note-verbale") in the first of the cases it has, else as it is written."""
    row = _row(f"part.{key}", language)
    return str(next((row[case] for case in cases if case in row), row["write"]))


def joined(items: list[Worded], language: str) -> Worded:
    """Return several names as one: "A, B and C"; words that are said once for all (ru на имя) are not said again."""
    row = _row("join", language)
    once: list[str] = row.get("once", [])
    before: dict[str, str] = row.get("before", {})
    found, said = items[0], _lead(items[0].text, once)
    for index, item in enumerate(items[1:], 2):
        lead = _lead(item.text, once)
        named = Worded(item.text.removeprefix(said)) if lead and lead == said else item
        last = before.get(_lead(named.text, list(before)), row["last"])
        found, said = concat([found, Worded(last if index == len(items) else row["between"]), named]), lead
    return found


def joints(language: str) -> tuple[str, ...]:
    """Return what stands between names that are joined."""
    row = _row("join", language)
    return tuple(dict.fromkeys((row["between"], row["last"], *row.get("before", {}).values())))


def _lead(text: str, leads: list[str]) -> str:
    return next((lead for lead in leads if text.startswith(lead)), "")


def concat(pieces: list[Worded]) -> Worded:
    """Return the pieces as one text, their marks shifted to where they now stand."""
    text, marks = "", []
    for piece in pieces:
        marks += [Mark(m.kind, m.start + len(text), m.end + len(text), m.value) for m in piece.marks]
        text += piece.text
    return Worded(text, tuple(marks))


def fill(template: str, slot: Callable[[str, str], Worded], holds: Collection[str] = ()) -> Worded:
    """Fill a template; ``slot`` gives the value of a slot by its name and case ("" where none is asked for).

    ``holds`` names what is so, for the words that agree with it: "person", "several", "pair" (see ``formulas.toml``).
    """
    template = _AGREEING.sub(lambda match: match[2] if match[1] in holds else match[3], template)
    pieces, end = [], 0
    for match in _SLOT.finditer(template):
        pieces.append(Worded(template[end : match.start()]))
        name, case = match[1], match[2] or ""
        value = slot(name.lower(), case)
        pieces.append(value.capitalized() if name[0].isupper() else value)
        end = match.end()
    return concat([*pieces, Worded(template[end:])])


class Pattern(msgspec.Struct, frozen=True):
    """What reads a formula: the compiled pattern, and the slots that it finds, each with its case ("" for none)."""

    compiled: Any
    slots: Mapping[str, str]
    groups: Mapping[str, int]

    def match(self, text: Normal) -> dict[str, str] | None:
        """Return what stands in each slot, word for word, where the whole text is this formula; else None."""
        found = self.compiled.fullmatch(text.text)
        return {name: text.original(*found.span(self.groups[name])) for name in self.slots} if found else None

    def partings(self, text: Normal, one: str, other: str) -> Iterator[dict[str, str]]:
        """Yield what :meth:`match` gives, then the same with the bounds between two slots moved.

        The words that part them may stand inside a name too: "adressée au Président du Comité créé par la résolution
        1540 (2004) par la Mission permanente ...".
        """
        found = self.compiled.fullmatch(text.text)
        slots = self.match(text)
        if found is None or slots is None:
            return
        yield slots
        first, last = sorted((one, other), key=lambda name: int(found.span(self.groups[name])[0]))
        (start, end), (begin, stop) = (found.span(self.groups[name]) for name in (first, last))
        words, at = text.text[end:begin], end
        for _ in range(_PARTINGS):
            at = text.text.find(words, at + 1, stop)
            if at < 0:
                return
            yield slots | {first: text.original(start, at), last: text.original(at + len(words), stop)}

    def end_of(self, slot: str, text: Normal) -> int | None:
        """Return where a slot ends in the source of a text that is this formula; None where it is not, or is empty."""
        found = self.compiled.fullmatch(text.text) if slot in self.slots else None
        start, end = found.span(self.groups[slot]) if found else (-1, -1)
        if start < 0 or start == end:
            return None
        return text.places[end - 1] + 1 if text.places else end


@cache
def patterns(key: str, language: str) -> tuple[Pattern, ...]:
    """Return the patterns that read a formula: the template as it is written, then the variants."""
    row = _row(key, language)
    variants = [_spelled_out(text, language) for text in row.get("read", ())]
    return tuple(_compile(text, language) for text in (_escape(row["write"]), *variants))


def matching(keys: tuple[str, ...], language: str, text: Normal) -> Iterator[tuple[str, Pattern]]:
    """Yield the formulas and patterns that are the whole of a text, in the order of the keys.

    One automaton reads the text once for all patterns: nearly every paragraph is no formula, and that is told at once.
    """
    automaton, rows = _automaton(keys, language)
    yield from (rows[at] for at in sorted(automaton.Match(text.text) or ()))


@cache
def _automaton(keys: tuple[str, ...], language: str) -> tuple[Any, tuple[tuple[str, Pattern], ...]]:
    rows = tuple((key, pattern) for key in keys for pattern in patterns(key, language))
    options = re2.Options()
    options.max_mem = _MEMORY
    automaton = re2.Set.FullMatchSet(options)
    for _, pattern in rows:
        automaton.Add(pattern.compiled.pattern)
    automaton.Compile()
    return automaton, rows


def _spelled_out(pattern: str, language: str) -> str:
    """Put the words that patterns share in the place of their names."""
    for name, words in _data()["words"][language].items():
        pattern = pattern.replace(f"<{name}>", words)
    return pattern


def _escape(template: str) -> str:
    """Escape what is not a slot; of words that agree with something, either may stand."""

    def piece(text: str) -> str:
        if found := _AGREEING.fullmatch(text):
            return f"(?:{_literal(found[2])}|{_literal(found[3])})"
        return text if text.startswith("{") else _literal(text)

    return "".join(piece(text) for text in _BRACED.split(template))


def _literal(text: str) -> str:
    return re.escape(text).replace("\\ ", " ")


def _compile(template: str, language: str) -> Pattern:
    slots: dict[str, str] = {}

    def slot(match: re.Match[str]) -> str:
        name, case = match[1].lower(), match[2] or ""
        if name in slots:
            raise ValueError(f"slot {name} stands twice in {template!r}")
        slots[name] = case
        match name:
            case "annexes":
                choices = [_part_pattern(f"part.{key}", language, case) for key in ("enclosures", "annexes", "annex")]
                return f"(?P<annexes>(?:{'|'.join(choices)})?)"
            case "agenda":
                return f"(?P<agenda>(?:{_agenda_pattern(language)})?)"
            case "also":
                return f"(?P<also>(?:{_also_pattern(language)})?)"
            case "note":
                choices = [_part_pattern(f"part.{key}", language, case) for key in ("note-verbale", "letter")]
                return f"(?P<note>{'|'.join(choices)})"
            case "reference":
                kinds = [_part_pattern(f"part.referred-{key}", language, case) for key in ("note-verbale", "letter")]
                return f"(?P<reference>{'|'.join(kinds)})"
            case "style":
                styles = [_part_pattern(f"part.{key}", language) for key in keys("part") if key.startswith("style-")]
                return f"(?P<style>{'|'.join(styles)})"
            case "dated":
                return f"(?P<dated>(?:{_part_pattern('part.dated', language, case)})?)"
            case "date":
                return f"(?P<date>{_row('date', language)['read']})"
            case _:
                return f"(?P<{name}>.+?)"

    compiled = _compiled(_SLOT.sub(slot, normal(template)))
    return Pattern(compiled, slots, dict(compiled.groupindex))


def _compiled(pattern: str) -> Any:
    """Compile a pattern; capitals are as each Mission likes them, and a space is any space."""
    return re2.compile("(?i)" + pattern.replace(" ", r"\s+"))


def _part_pattern(key: str, language: str, case: str = "") -> str:
    """Return the pattern of a part in a case, or as it is written where it has no such case."""
    row = _row(key, language)
    forms = (case, f"letter-{case}") if case in row else ("write", "letter")
    read = row.get(f"read-{case}" if case in row else "read")
    if "{date}" in row.get("write", ""):
        return normal(str(read)).replace("{date}", f"(?:{_row('date', language)['read']})")
    written = [_literal(normal(row[form])) for form in forms if form in row]
    return f"(?:{'|'.join([normal(read), *written] if read else written)})"


@cache
def _whole_part(key: str, language: str, case: str) -> Any:
    return _compiled(_part_pattern(f"part.{key}", language, case))


def is_part(key: str, text: str, language: str, case: str = "") -> bool:
    """Return whether a text is the wording of a part in a case, as it is written or read."""
    return _whole_part(key, language, case).fullmatch(text) is not None


def without_links(text: str, language: str) -> str:
    """Return what names a session without the words that link it to its body: "at its forty-third session"."""
    links = _row("part.session-place", language).get("links")
    found = _compiled(f"(?:(?:{normal(links)}) )*(.+?)(?: (?:{normal(links)}))*").fullmatch(text) if links else None
    return str(found[1]) if found else text


def _agenda_pattern(language: str, line: str = "") -> str:
    """Return the pattern of an agenda phrase; ``line`` names the group of the agenda line in it."""
    row = _row("part.agenda-item", language)
    return normal(row["read"]).replace("{agenda}", f"(?{line or ':'}{normal(row['line'])})")


def agenda_line(text: str, language: str) -> str:
    """Return the agenda line in a phrase (", under agenda items 3 and 4" gives "agenda items 3 and 4"), or ""."""
    found = _compiled(_agenda_pattern(language, "P<line>")).fullmatch(text)
    return str(found["line"]) if found else ""


def _also_pattern(language: str, body: str = "") -> str:
    """Return the pattern of a second body; ``body`` names the group of its name."""
    return normal(str(_row("part.also", language)["read"])).replace("{body}", f"(?{body or ':'}[^\\d\\s].{{1,150}}?)")


def also_body(text: str, language: str) -> str:
    """Return the name in the phrase of a second body (", and of the Security Council"), or ""."""
    found = _compiled(_also_pattern(language, "P<body>")).fullmatch(text)
    return str(found["body"]) if found else ""


_ALIKE = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "\u00a0": " ", "\u202f": " ", "\u2009": " ", "ё": "е", "Ё": "Е"})
_SILENT = re.compile("[\u00ad\u200b-\u200f\u2060-\u2064\u2066-\u2069\u202a-\u202e\u061c\ufeff\u064b-\u0652\u0640]")


class Normal(msgspec.Struct, frozen=True):
    """A text with what print changes at will made alike, and the way back to the words as they stood."""

    text: str
    source: str
    places: tuple[int, ...] = ()

    def original(self, start: int, end: int) -> str:
        """Return the source's characters behind ``text[start:end]``; empty where the slot took no part."""
        if start < 0 or start == end:
            return ""
        if not self.places:
            return self.source[start:end]
        return self.source[self.places[start] : self.places[end - 1] + 1]


def normalized(text: str) -> Normal:
    """Make apostrophes, spaces and ё alike and leave out invisible marks and Arabic vowel signs."""
    alike = text.translate(_ALIKE)
    if not _SILENT.search(alike):
        return Normal(alike, text)
    places = tuple(i for i, c in enumerate(alike) if not _SILENT.match(c))
    return Normal("".join(alike[i] for i in places), text, places)


def normal(text: str) -> str:
    """Return the normalized text alone."""
    return normalized(text).text
