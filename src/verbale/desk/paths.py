"""Fields of a document by their path: ``communication.dated``, ``masthead.language``, ``content.p2`` (its text).

What pages, API and command line call a field when they correct it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec

from verbale.document import Block, Document, Mark, Table, change_blocks, places
from verbale.problems import BadInput


def at_path(document: Document, path: str) -> Any:
    """Return what stands at a path of a document, as plain values."""
    if path.startswith("content."):
        wanted = path.removeprefix("content.")
        return next((place.block.text for place in places(document) if place.block.id == wanted), None)
    here = msgspec.to_builtins(document)
    for part in path.split("."):
        here = here.get(part) if isinstance(here, dict) else None
    return here


def within(paths: Iterable[str], allowed: Sequence[str]) -> None:
    """Raise BadInput that names the paths which lie in none of those allowed."""
    strange = [path for path in paths if not any(path == one or path.startswith(f"{one}.") for one in allowed)]
    if strange:
        raise BadInput(
            f"{', '.join(strange)} cannot be set here.",
            where=strange[0],
            advice=f"These can: {', '.join(allowed)}.",
            wording=("refusal.no-field", {"field": tuple(strange)}),
        )


def put(document: Document, values: Mapping[str, Any]) -> Document:
    """Return the document with plain values at paths; a paragraph is ``content.ID``, its text the value.

    Raises BadInput that names each path or value that does not fit.
    """
    faults: list[str] = []
    for path, value in values.items():
        try:
            document = _put_one(document, path, value)
        except (msgspec.ValidationError, KeyError, TypeError, AttributeError) as error:
            faults.append(f"{path}: {error}")
    if faults:
        fields = tuple(fault.partition(":")[0] for fault in faults)
        raise BadInput(
            f"These values do not fit: {'; '.join(faults)}.",
            where=", ".join(fields),
            advice="Dates are written 2020-04-01; codes are those of the authority files.",
            wording=("refusal.values", {"fields": fields}),
        )
    return document


def _put_one(document: Document, path: str, value: Any) -> Document:
    if path.startswith("content."):
        return _rewrite(document, path.removeprefix("content."), str(value))
    whole = msgspec.to_builtins(document)
    *steps, last = path.split(".")
    here = whole
    for step in steps:
        here = here.setdefault(step, {})
        if not isinstance(here, dict):
            raise TypeError(f"{step} has no parts")
    if value is None:
        here.pop(last, None)  # as where nothing was ever said
    else:
        here[last] = value
    if path == "title":
        here.pop("title_marks", None)
    changed = msgspec.convert(whole, Document)
    found: Any = changed
    for part in path.split("."):
        if part not in getattr(found, "__struct_fields__", ()):
            raise KeyError("there is no such field")
        found = getattr(found, part)
    return changed


def _rewrite(document: Document, id_: str, text: str) -> Document:
    """Return the document with another text in a block of its content or notes; an annex is its author's."""
    done: list[str] = []

    def change(block: Block) -> Block:
        if isinstance(block, Table) or block.id != id_:
            return block
        done.append(id_)
        return msgspec.structs.replace(block, text=text, marks=_carried(block.text, text, block.marks))

    bare = msgspec.structs.replace(document, annexes=())
    changed = msgspec.structs.replace(change_blocks(bare, change), annexes=document.annexes)
    if not done:
        raise KeyError(f"the covering note has no paragraph {id_}")
    return changed


_STYLES = ("bold", "italic", "underline", "raised", "lowered", "link")


def _carried(before: str, after: str, marks: Sequence[Mark]) -> tuple[Mark, ...]:
    """Return the marks of a text where they belong in the new one.

    Anchors of notes stand behind the word they stood behind, or at the end; words that were set apart are so where they
    stand once, as before.
    """
    kept = []
    for mark in marks:
        words = before[mark.start : mark.end]
        if mark.kind == "note":
            word = before[: mark.start].rpartition(" ")[2]
            found = after.rfind(word) if word else -1
            place = found + len(word) if found >= 0 else len(after.rstrip(".。؛; "))
            kept.append(msgspec.structs.replace(mark, start=place, end=place))
        elif mark.kind in _STYLES and words and before.count(words) == 1 == after.count(words):
            start = after.index(words)
            kept.append(msgspec.structs.replace(mark, start=start, end=start + len(words)))
    return tuple(kept)
