"""What stands around a number that does not name its head noun or its body itself.

All looking is bounded by ``REACH`` characters and by the sentence, so a text of any length is read in linear time.
"""

from __future__ import annotations

import re

from verbale.citations.grammar import Grammar
from verbale.citations.phrase import body_named

REACH = 400
"""How far from a number, in characters, a body that it depends on may stand."""
_LONGEST_NAME = 160
HEAD_REACH = 100
"""How far before a number its head noun may stand when something is put between."""

_STOP = re.compile(r"[\n。]|\. (?=[^\W\d_a-z])|[;；؛](?=[^;；؛]{12})")
_CONTAINED = re.compile(r"[)）]?(?:[,،，][^,،，;；؛\n]{0,20}){1,6}")
_IBID_BEFORE = re.compile(r"(?:^|[\n.;；؛(（\t–—])\W*(?:\w{1,3}\W*)?$")


def _sentence_before(text: str, since: int, start: int) -> str:
    """The text from ``since`` to ``start`` that belongs to the same sentence as what follows it."""
    before = text[max(since, 0) : start]
    begin = 0
    for stop in _STOP.finditer(before):
        begin = stop.end()
    return before[begin:]


def bodies_near(text: str, start: int, end: int, words: Grammar) -> tuple[str, ...]:
    """The bodies that the sentence names for a number: "adopted by" one after it, or those before it, the nearest first."""
    after = text[end : end + REACH]
    stop = _STOP.search(after)
    if adopted := words.adopted.search(after, 0, stop.start() if stop else len(after)):
        for match in words.owner.finditer(after[adopted.end() : adopted.end() + _LONGEST_NAME].encode("utf-8", "replace")):
            if match.start() == 0:
                return body_named(match.group(), words.language)
            break
    before = _sentence_before(text, start - REACH, start).encode("utf-8", "replace")
    found = [body_named(match.group(), words.language) for match in words.owner.finditer(before)]
    return tuple(names[0] for names in reversed(found) if len(names) == 1)


def head_before(text: str, since: int, start: int, words: Grammar) -> tuple[str, str]:
    """The kind that the nearest head noun before a number gives it, and what stands between; both empty without one."""
    before = _sentence_before(text, max(since, start - HEAD_REACH), start)
    kind = between = ""
    for match in words.head.finditer(before):
        kind, between = (match.lastgroup or "").removeprefix("own_"), before[match.end() :]
    return kind, between


def goes_on(text: str, end: int, start: int, words: Grammar) -> bool:
    """Whether a number at ``start`` goes on the list whose last number ends at ``end``."""
    between = text[end:start]
    return not _STOP.search(between) and words.joined.search(between, max(0, len(between) - 20)) is not None


def contained(text: str, end: int, start: int) -> bool:
    """Whether a resolution at ``start`` is one printed in the document cited up to ``end``: "(E/2025/27), chap. I, sect. C, "."""
    return start - end < HEAD_REACH and _CONTAINED.fullmatch(text, end, start) is not None


def stands_for_citation(text: str, start: int) -> bool:
    """Whether "ibid." at ``start`` opens a reference, and is not said in the run of a sentence."""
    return _IBID_BEFORE.search(text[max(0, start - 12) : start]) is not None


def records_title(text: str, since: int, start: int, words: Grammar) -> int:
    """Where the title of Official Records begins whose symbol stands in brackets at ``start``; ``start`` without one."""
    since = max(since, start - REACH)
    before = text[since:start]
    match = words.records.search(before, before.rfind("\n") + 1)
    return since + match.start() if match else start
