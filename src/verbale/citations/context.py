"""What stands around a number that does not name its head noun or its body itself.

All looking is bounded by ``REACH`` characters and by the sentence, so a text of any length is read in linear time.
"""

from __future__ import annotations

import re

from verbale.citations.grammar import Grammar
from verbale.citations.phrase import body_named, kind_named

REACH = 400
"""How far from a number, in characters, a body that it depends on may stand."""
_LONGEST_NAME, _LONGEST_TITLE = 160, 1500
_LONGEST_JOIN, _SHORTEST_HEAD = 20, 2
_BLANK = " \t\u00a0\u2009\u202f\u200e\u200f"
HEAD_REACH = 100
"""How far before a number its head noun may stand when something is put between."""

_AFTER_PAUSE = 12
"""A pause this near before a number does not end the sentence, for a list goes on past it: "52/214, sect. C; 55/222"."""
_CONTAINED = re.compile(r"(?:[)）]|号文件)?(?:[,،，][^,،，;；؛\n]{0,20}){1,6}")


def _sentence_before(text: str, since: int, start: int, words: Grammar) -> int:
    """Where, between ``since`` and ``start``, the sentence begins that holds what stands at ``start``."""
    since = max(since, 0)
    before = text[since:start]
    begin = 0
    for stop in words.stops:
        begin = before.rfind(stop, begin) + 1 or begin
    for pause in words.pauses:
        begin = before.rfind(pause, begin, max(0, len(before) - _AFTER_PAUSE)) + 1 or begin
    point = before.rfind(". ", begin)
    while point >= 0:
        if _opens_sentence(before[point + 2 : point + 4]):
            return since + point + 2
        point = before.rfind(". ", begin, point)
    return since + begin


def _opens_sentence(letters: str) -> bool:
    """Whether two letters after a point begin a sentence, and are no "sect. C" or "vol. II"."""
    first, second = letters[:1], letters[1:]
    return first.isalpha() and not first.islower() and (second.islower() if first.isupper() else True)


def _sentence_after(text: str, end: int, words: Grammar) -> int:
    """Where, within reach of ``end``, the sentence ends."""
    limit = min(end + REACH, len(text))
    for stop in (*words.stops, *words.pauses, ". "):
        found = text.find(stop, end, limit)
        limit = found if found >= 0 else limit
    return limit


def bodies_near(text: str, start: int, end: int, words: Grammar) -> tuple[str, ...]:
    """The bodies that the sentence names for a number: "adopted by" one after it, or those before it, the nearest first."""
    if adopted := words.adopted.search(text, end, _sentence_after(text, end, words)):
        after = text[adopted.end() : adopted.end() + _LONGEST_NAME].encode("utf-8", "replace")
        if body := words.owner.match(after):
            return body_named(body.group(), words.language)
    before = text[_sentence_before(text, start - REACH, start, words) : start].encode("utf-8", "replace")
    found = [body_named(match.group(), words.language) for match in words.owner.finditer(before)]
    return tuple(names[0] for names in reversed(found) if len(names) == 1)


def head_before(text: str, since: int, start: int, words: Grammar) -> tuple[str, str]:
    """The kind that the nearest head noun before a number gives it, and what stands between; both empty without one."""
    begin = _sentence_before(text, max(since, start - HEAD_REACH), start, words)
    if start - begin < _SHORTEST_HEAD:
        return "", ""
    before = text[begin:start].encode("utf-8", "replace")
    kind, end = "", len(before)
    for match in words.head.finditer(before):
        kind, end = kind_named(match.group(), words.language), match.end()
    return kind, before[end:].decode("utf-8", "replace")


def head_after(text: str, end: int, words: Grammar) -> str:
    """The kind that the nearest head noun after a number gives it, in a language where it follows; empty without one."""
    limit = min(_sentence_after(text, end, words), end + HEAD_REACH)
    found = [(at, kind) for kind, noun in words.closing if (at := text.find(noun, end, limit)) >= 0]
    return min(found)[1] if found else ""


def opens_line(text: str, start: int) -> bool:
    """Whether nothing stands before ``start`` on its line."""
    before = text[max(0, start - _LONGEST_JOIN) : start].rstrip(_BLANK)
    return before.endswith("\n") if before else start <= _LONGEST_JOIN


def same_sentence(text: str, end: int, start: int, words: Grammar) -> bool:
    """Whether ``start`` is in the same sentence as what ends at ``end``, and near enough to depend on it."""
    return start - end < REACH and _sentence_before(text, end, start, words) == end


def goes_on(text: str, end: int, start: int, words: Grammar) -> bool:
    """Whether a number at ``start`` goes on the list whose last number ends at ``end``."""
    before = text[max(end, start - _LONGEST_JOIN) : start].rstrip(_BLANK)
    return (
        start - end < _LONGEST_TITLE
        and before.endswith(words.joins)
        and _sentence_before(text, end, start, words) == end
    )


def contained(text: str, symbol: str, end: int, start: int) -> bool:
    """Whether a resolution at ``start`` is printed in the document cited up to ``end``: "(E/2025/27), chap. I, sect. C, "."""
    if "/PRST/" in symbol or not _CONTAINED.fullmatch(text, end, start):
        return False
    between = text[end:start]
    located = between[0] in ")）" or sum(map(between.count, ",،，")) > 1
    return located or not symbol.startswith(("A/", "E/", "S/"))
