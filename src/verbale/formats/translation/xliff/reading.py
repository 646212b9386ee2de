"""Reading XLIFF 1.2 and 2.x as any tool may have left it: segments joined again, codes as they stand, nothing decided."""

from __future__ import annotations

from collections.abc import Iterator

from verbale.document.codes import Returned, Slot
from verbale.formats.translation.markup import Element, child, children, each_piece, local, parse
from verbale.formats.translation.xliff import writing1, writing2
from verbale.formats.translation.xliff.model import STATES, Answer, Answers, State
from verbale.problems import BadInput

_KINDS1 = {name: kind for kind, name in writing1.TYPES.items()}
_KINDS2 = {sub: kind for kind, (_, sub) in writing2.TYPES.items()}
_STATES1: dict[str, State] = {
    "translated": "translated", "needs-review-translation": "translated", "needs-review-l10n": "translated",
    "needs-review-adaptation": "translated", "signed-off": "reviewed", "final": "final",
}  # fmt: skip
_STATES2: dict[str, State] = {name: state for state, name in writing2.STATES.items()}


def read(data: bytes) -> Answers:
    """Return what an XLIFF file says, of version 1.2 or 2; raises BadInput where the bytes are no XLIFF or name no language.

    Of several files in one the languages and the document are those of the first.
    """
    root = parse(data, "xliff", "XLIFF")
    version = root.get("version", "")
    file = child(root, "file")
    if file is None:
        raise BadInput("The XLIFF file has no <file> in it.", advice="Save it again in your tool.")
    if version.startswith("2"):
        return Answers(
            version,
            root.get("srcLang", ""),
            root.get("trgLang", ""),
            file.get("original", ""),
            tuple(_unit2(unit) for unit in root.iter() if local(unit) == "unit"),
        )
    if version.startswith("1"):
        return Answers(
            version,
            file.get("source-language", ""),
            file.get("target-language", ""),
            file.get("original", ""),
            tuple(_unit1(unit) for unit in root.iter() if local(unit) == "trans-unit"),
        )
    raise BadInput(
        f"XLIFF of version {version!r} is not read.",
        where="version",
        advice="Save it as XLIFF 1.2 or 2.1 in your tool.",
    )


def _unit1(unit: Element) -> Answer:
    source, target = child(unit, "source"), child(unit, "target")
    state = _STATES1.get(target.get("state", ""), "new") if target is not None else "new"
    if unit.get("approved") == "yes" and STATES.index(state) < STATES.index("reviewed"):
        state = "reviewed"
    return Answer(
        unit.get("id", ""),
        _content([source] if source is not None else []),
        _content([target]) if target is not None else None,
        state,
        unit.get("extradata", ""),
    )


def _unit2(unit: Element) -> Answer:
    parts = [part for part in unit if local(part) in ("segment", "ignorable")]
    segments = [part for part in parts if local(part) == "segment"]
    sources = [one for part in parts for one in children(part, "source")[:1]]
    done = [child(part, "target") is not None for part in segments]
    states = [_STATES2.get(part.get("state", "initial"), "new") for part in segments]
    digest = unit.get(f"{{{writing2.OURS}}}source", "")
    return Answer(
        unit.get("id", ""),
        _content(sources),
        _content(list(_targets(parts))) if any(done) else None,
        min(states, key=STATES.index) if states else "new",
        digest,
        part=any(done) and not all(done),
    )


def _targets(parts: list[Element]) -> Iterator[Element]:
    """Yield the targets of the segments of a unit in their own order; between them what is not translated as it is."""
    placed = []
    for nth, part in enumerate(parts, 1):
        target = child(part, "target")
        order = target.get("order", "") if target is not None else ""
        if target is None and local(part) == "ignorable":
            target = child(part, "source")
        if target is not None:
            placed.append((int(order) if order.isdecimal() and len(order) < 6 else nth, nth, target))
    yield from (target for _, _, target in sorted(placed, key=lambda one: one[:2]))


def _content(elements: list[Element]) -> Returned:
    reader = _Content()
    for element in elements:
        each_piece(element, reader.text, reader.inner)
    return reader.done()


class _Content:
    """Mixed content as it is read: its words, the codes that are whole, and those that have only begun."""

    def __init__(self) -> None:
        self._words: list[str] = []
        self._size = 0
        self._slots: list[Slot] = []
        self._begun: dict[str, tuple[str, int, str]] = {}

    def text(self, words: str) -> None:
        self._words.append(words)
        self._size += len(words)

    def inner(self, element: Element) -> None:
        name, id_, kind = local(element), element.get("id", ""), _kind(element)
        match name:
            case "pc" | "g":
                start, nth = self._size, len(self._slots)
                each_piece(element, self.text, self.inner)
                self._slots.insert(nth, Slot(id_, start, self._size, kind))
            case "ph" | "x":
                self._slots.append(Slot(id_, self._size, self._size, kind))
            case "sc" | "bx":
                self._begun[element.get("rid") or id_] = (id_, self._size, kind)
            case "ec" | "ex":
                begun = self._begun.pop(element.get("startRef") or element.get("rid") or id_, None)
                if begun is not None:
                    self._slots.append(Slot(begun[0], begun[1], self._size, begun[2]))
            case "cp":
                self.text(_character(element.get("hex", "")))
            case "mrk":
                each_piece(element, self.text, self.inner)
            case "bpt" | "ept" | "it":
                pass  # what stands in them is the code of another format
            case _:
                each_piece(element, self.text, self.inner)

    def done(self) -> Returned:
        return Returned("".join(self._words), tuple(self._slots))


def _kind(element: Element) -> str:
    if "ctype" in element.attrib:
        return _KINDS1.get(element.get("ctype"), "")
    return _KINDS2.get(element.get("subType", ""), "")


def _character(hexadecimal: str) -> str:
    try:
        return chr(int(hexadecimal, 16))
    except (ValueError, OverflowError):
        return ""
