"""Where annexes begin, and what their first lines say."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

import msgspec

from verbale.document import Line
from verbale.languages.folding import plain
from verbale.recognizer.cues import cues
from verbale.recognizer.lines import part
from verbale.recognizer.masthead import read_line
from verbale.recognizer.title import ends_sentence

_NUMBER = re.compile(r"\s?(?:[ivxlc]{1,6}|\d{1,3}|[a-z]|[一二三四五六七八九十]{1,3})(?=$|[\s.:\u2013\u2014-])")
_JOINT = re.compile(r"\s*(?:[.:\u2013\u2014-]\s+|\s+)(?=\S)")
_TITLE_MOST = 300


class Part(msgspec.Struct, frozen=True):
    """The document (without a label), or an annex: what is printed over it, and its lines."""

    label: Line | None
    title: Line | None
    original: str
    lines: tuple[Line, ...]


def split_annexes(lines: Sequence[Line]) -> list[Part]:
    """Return the lines of the document, then of each annex."""
    starts = [at for at, line in enumerate(lines) if _is_label(line, lines[at + 1] if at + 1 < len(lines) else None)]
    parts = [Part(None, None, "", tuple(lines[: starts[0]] if starts else lines))]
    for start, stop in pairwise([*starts, len(lines)]):
        parts.append(_annex(lines[start], lines[start + 1 : stop]))
    return parts


def _label_end(line: Line) -> int:
    """Return the length of the word and number that label an annex, in the plain text; 0 where there is none."""
    if line.text[:2].casefold() not in _initials():
        return 0
    key = plain(line.text[:60])
    words = cues().words["annex"]
    word = max((word for word in words if key.startswith(word)), key=len, default="")
    if not word:
        return 0
    rest = key[len(word) :]
    number = next((one for one in cues().heads["annex.numbers"] if rest.strip().startswith(one)), "")
    if number:
        return len(word) + rest.index(number) + len(number)
    # "Annex A" has a number, "Annexe à la lettre" has none.
    if (found := _NUMBER.match(rest)) and not line.text[len(word) :].lstrip()[:1].islower():
        return len(word) + found.end()
    return len(word) if not rest[:1].isalpha() else 0


@cache
def _initials() -> frozenset[str]:
    """Return the two letters that label words begin with, which passes over most lines at the least cost."""
    return frozenset(word[:2] for word in cues().words["annex"])


@cache
def _joins() -> tuple[str, ...]:
    """Return what joins "Annex" to that which it is annexed to; words of Latin letters end with a space."""
    return tuple(join + " " if join.isascii() and join[-1] != "'" else join for join in cues().heads["annex.joins"])


def _is_label(line: Line, following: Line | None) -> bool:
    """Tell whether a line heads an annex: the word with its number alone, or what it is annexed to, or its title."""
    if line.style not in {"", "heading"} or not line.text or len(line.text) > 600:
        return False
    end = _label_end(line)
    stands_out = line.style == "heading" or _is_bold(line)
    if not end:
        return stands_out and len(line.text) < 300 and plain(line.text).endswith(("的附件", "的附文"))
    key = plain(line.text)
    rest = key[end:].strip(" .:")
    if not rest:
        # A bare plural is the head of a list of annexes, not an annex.
        return following is not None or stands_out
    if stands_out:
        return True
    if ends_sentence(line.text) or len(line.text) > 450 or rest[-1:].isdecimal() or ". . ." in rest or "...." in rest:
        return False
    return rest.startswith(_joins()) and len(rest) > 12


def _is_bold(line: Line) -> bool:
    return any(mark.kind == "bold" and mark.end - mark.start >= len(line.text) - 2 for mark in line.marks)


def _annex(label: Line, lines: Sequence[Line]) -> Part:
    title: Line | None = None
    end = _label_end(label)
    rest = plain(label.text)[end:].strip(" .:")
    if end and rest and not rest.startswith(_joins()) and len(plain(label.text)) == len(label.text):
        joint = _JOINT.match(label.text, end)
        if joint:
            title, label = part(label, joint.end(), len(label.text)), part(label, 0, end, gap=label.gap)
    at, original = 0, ""
    while at < len(lines) and lines[at].style == "rule":
        at += 1
    if at < len(lines) and (code := _original(lines[at].text)):
        original, at = code, at + 1
    if title is None and at < len(lines) and _is_title(lines[at], lines[at + 1] if at + 1 < len(lines) else None):
        title, at = lines[at], at + 1
        if not original and at < len(lines) and (code := _original(lines[at].text)):
            original, at = code, at + 1
    return Part(label, title, original, tuple(lines[at:]))


def _original(text: str) -> str:
    """Return the language in "[Original: Spanish]" or "[English only]"."""
    if len(text) > 80 or text[:1] != "[" or text[-1:] != "]":
        return ""
    statement = read_line(text.strip("[] "), {})
    return statement.codes[0] if statement and statement.field in {"original", "only", "language"} else ""


def _is_title(line: Line, following: Line | None) -> bool:
    if line.style == "heading" or (line.style == "" and _is_bold(line)):
        return True
    if line.style or following is None or len(line.text) > _TITLE_MOST or ends_sentence(line.text):
        return False
    return not re.match(r"[\d*\u2217([\u2013\u2014-]", line.text) and line.text[-1:] not in {",", "،", "，"}
