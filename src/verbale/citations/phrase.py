"""Reads a hit that holds numbers: which of them belong to which head noun and to which body.

A head noun governs the numbers after it (in Chinese, before it) up to the next head noun; a body named before the numbers
governs those that follow, a body named after them those that precede and have none yet. So in "resolutions 60/251 and
62/219 of the General Assembly and Council resolutions 5/1 and 5/2" each number finds its head noun and its body.
"""

from __future__ import annotations

import functools
import re
from itertools import pairwise
from typing import NamedTuple

from verbale.citations.bodies import OWN, Number
from verbale.citations.figures import read_number
from verbale.citations.grammar import Grammar, grammar

_AT_ONCE = re.compile(r"(?:[\s\u200e\u200f(（]|['’]s)*")
_PIECE = frozenset(b"0123456789/.")


class Token(NamedTuple):
    """A word of a list: ``sort`` is number, head, own, body or nothing; the rest what that sort says."""

    sort: str
    kind: str = ""
    bodies: tuple[str, ...] = ()
    number: Number | None = None


@functools.lru_cache(maxsize=1 << 13)
def _token(word: bytes, language: str) -> Token:
    """What a match of the tokens of the language is."""
    words, text = grammar(language), word.decode()
    if figures := words.number.fullmatch(text):
        number = read_number(figures, words)
        return Token("number", number=number) if number else Token("nothing")
    match = words.token.fullmatch(text)
    group = (match and match.lastgroup) or "date"
    if group in {"resolution", "decision"}:
        return Token("head", group)
    if group.startswith("own"):
        return Token("own", group.removeprefix("own").lstrip("_"))
    return Token("nothing") if group == "date" else Token("body", bodies=words.owners[int(group[1:])])


def body_named(name: bytes, language: str) -> tuple[str, ...]:
    """The bodies that a name of the language can mean."""
    return _token(name, language).bodies


def kind_named(head: bytes, language: str) -> str:
    """The kind that a head noun of the language means."""
    return _token(head, language).kind


def numbers(hit: bytes, words: Grammar) -> tuple[Number, ...]:
    """The numbers of a hit in their order, each with its head noun and the bodies that the hit names for it."""
    found: list[Number] = []
    kind = ""
    owner: tuple[str, ...] = ()
    body: tuple[str, ...] = ()  # the body named last
    group = 0  # the first number under the present head noun or, after a body, not yet claimed
    free = False  # whether a number since then has no body yet
    last = ""
    byte = character = 0
    spans = [match.span() for match in words.tokens.finditer(hit)]
    tokens = [_token(hit[start:end], words.language) for start, end in spans]
    gaps = [hit[end:start].decode() for (_, end), (start, _) in pairwise([(0, 0), *spans, (len(hit),) * 2])]
    for i, (token, (start, end)) in enumerate(zip(tokens, spans, strict=True)):
        if token.number and not (start and hit[start - 1] in _PIECE):
            character, byte = character + len(hit[byte:start].decode()), start
            _, length, shape, first, second, text, _, _ = token.number
            found.append(Number(character, character + length, shape, first, second, text, kind, owner))
            free = free or not owner
        elif token.sort == "head" and words.head_follows:
            found[group:] = [number._replace(kind=token.kind) for number in found[group:]]
            group = len(found)
        elif token.sort == "head":
            kind = token.kind
            if group < len(found) and not (last == "own" or (last == "body" and _AT_ONCE.fullmatch(gaps[i]))):
                owner = ()
            group, free = len(found), False
        elif token.sort == "own":
            apart = words.conjunction.search(gaps[i] + hit[start:end].decode())
            owner = body if last == "body" and not apart else OWN
            kind = token.kind or kind
            group, free = len(found), False
        elif token.sort == "body":
            body = token.bodies
            if (
                free
                and not words.head_follows
                and not (i + 1 < len(tokens) and tokens[i + 1].sort == "head" and _AT_ONCE.fullmatch(gaps[i + 1]))
            ):
                found[group:] = [number._replace(owner=number.owner or body) for number in found[group:]]
                group, free = len(found), False
            else:
                owner = body
        if token.sort != "nothing":
            last = token.sort
    return tuple(found)
