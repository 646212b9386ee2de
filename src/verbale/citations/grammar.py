"""The patterns of one language: the gate that finds citations, and the tokens that a hit is read by.

The knowledge is in ``words.toml``, ``bodies.toml`` and ``treaties.toml``; this module only puts it together. The gate is
one alternation for google-re2, run over UTF-8 bytes; the tokens are for ``re``, run over the hits alone. Both engines read
the same pieces. The order of the gate matters, for the first alternative that fits wins: symbols and numbers before names.
"""

from __future__ import annotations

import functools
import re
import tomllib
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

import re2

from verbale import symbols
from verbale.problems import NotKnown

SPACES = " \u00a0\u2009\u202f\t"
DASH = "[-\u2010-\u2015\u2212]"
_MARK = "[\u200e\u200f\u202a-\u202e\u2066-\u2069]"
_BETWEEN = f"(?: |{_MARK}|[,、،，(（]|\\(\\))"
_OPEN, _SHUT = "[(（]", "[)）]"
_ROMAN = "[IVXLCХІС]+"
_MORE = f" ?/?(?:Add|Corr|Rev|Amend)\\.[0-9]+(?:{DASH}[0-9]+)?(?:/(?:Add|Corr|Rev|Amend)\\.[0-9]+)*"
_STATEMENT = "\\bPRST/[0-9]{1,4}/[0-9]{1,3}"
_PIECES = re.compile(r"\\.|\[(?:\\.|[^\]\\])*\]| ", re.DOTALL)
_PUNCTUATION = tuple(",;،؛、，；(（")
_HEADS = ("own_resolution", "own_decision", "resolution", "decision")


@functools.cache
def table(name: str) -> dict[str, Any]:
    """The data file of that name in this room."""
    return tomllib.loads(files("verbale.citations").joinpath(name).read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class Grammar:
    """The compiled patterns of one language.

    ``gate``, ``tokens``, ``owner`` and ``head`` are for google-re2 and run over UTF-8 bytes; the others run over text.
    ``token`` says what a match of ``tokens``, ``owner`` or ``head`` is, ``number`` if it is a number. ``owners`` names what
    the groups ``o0``, ``o1`` ... of ``token`` stand for: a body, or the bodies that share a short name. ``instruments`` are
    symbol and kind of the groups ``t0``, ``t1`` ... of ``treaty``. ``more`` is a suffix that goes on a symbol ("and
    Add.1-3"). Where the head noun follows its numbers, ``opening`` is the word before a number, and ``closing`` are the kinds
    with the words that end a list before them.
    """

    language: str
    gate: Any
    tokens: Any
    token: re.Pattern[str]
    number: re.Pattern[str]
    owner: Any
    owners: tuple[tuple[str, ...], ...]
    head: Any
    adopted: re.Pattern[str]
    stops: tuple[str, ...]
    pauses: tuple[str, ...]
    joins: tuple[str, ...]
    conjunction: re.Pattern[str]
    letter: re.Pattern[str]
    more: re.Pattern[str]
    ibid: re.Pattern[str]
    records: re.Pattern[str]
    treaty: re.Pattern[str]
    instruments: tuple[tuple[str, str], ...]
    head_follows: bool
    opening: str
    closing: tuple[tuple[str, str], ...]


@functools.cache
def grammar(language: str) -> Grammar:
    """The patterns of the language; NotKnown when it is not one of the six."""
    data = table("words.toml")
    if language not in data["languages"]:
        raise NotKnown(f"There are no citations in the language {language!r}.", advice="Use ar, zh, en, fr, ru or es.")
    words = data[language]
    owners = _owners(language)
    heads = {kind: words[kind] for kind in _HEADS if kind in words}
    owner = _named("o", [names for _, names in owners])
    instruments, treaty, treaties = _treaties(language)
    gate_number, token_number = _number(words)
    own = [f"(?P<own>{words['edge']}(?:{words['own']}){words['edge']})"] if "own" in words else []
    tokens = [f"(?P<date>{words['date']})", token_number, owner, *(f"(?P<{k}>{v})" for k, v in heads.items()), *own]
    phrase = _phrase(words, "|".join(names for _, names in owners), "|".join(heads.values()), gate_number)
    symbol = f"{symbols.pattern()}(?:(?:{words['add_join']}){_MORE})*|{_STATEMENT}"
    return Grammar(
        language=language,
        gate=_linear(f"{symbol}|{phrase}|{treaties}|{words['ibid']}|{words['records']}"),
        tokens=_linear("|".join(tokens)),
        token=_compile("|".join(tokens)),
        number=_compile(token_number),
        owner=_linear(owner),
        owners=tuple(ids for ids, _ in owners),
        head=_linear("|".join(heads.values())),
        adopted=_compile(words["adopted"]),
        stops=tuple(words["stops"]),
        pauses=tuple(words["pauses"]),
        joins=(*words["join"], *_PUNCTUATION),
        conjunction=_compile(words["conjunction"]),
        letter=_compile(words["letter"]),
        more=_compile(f"(?:{words['add_join']})(?P<more>{_MORE})"),
        ibid=_compile(words["ibid"]),
        records=_compile(words["records"]),
        treaty=_compile(treaty),
        instruments=instruments,
        opening=words.get("opening", ""),
        head_follows=words.get("head_follows", False),
        closing=tuple(words.get("closing", {}).items()),
    )


def _loose(pattern: str) -> str:
    """The pattern with every plain space outside of a class standing for any kind of space."""
    return _PIECES.sub(lambda piece: f"[{SPACES}]" if piece[0] == " " else piece[0], pattern)


def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile(_loose(pattern), re.ASCII)


def _linear(pattern: str) -> Any:
    """The pattern for google-re2, without groups and with room for the states of a large alternation."""
    options = re2.Options()
    options.never_capture = True
    options.log_errors = False
    options.max_mem = 32 << 20
    return re2.compile(_loose(pattern).encode(), options)


def _named(prefix: str, patterns: list[str]) -> str:
    """An alternation of groups named by the prefix and a running number."""
    return "|".join(f"(?P<{prefix}{i}>{pattern})" for i, pattern in enumerate(patterns))


def _owners(language: str) -> list[tuple[tuple[str, ...], str]]:
    """The bodies and the pattern of their names, special names before the general ones that they contain."""
    data = table("bodies.toml")
    full = [((body["id"],), body["names"][language]) for body in reversed(data["body"])]
    return full + [(tuple(row["bodies"]), row["names"][language]) for row in data["short"] if language in row["names"]]


def _number(words: dict[str, str]) -> tuple[str, str]:
    """The pattern of a number for the gate, and the same with groups for the tokens."""
    letter = words["letter"]
    letters = (
        f"(?: ?{letter}{words['letter_edge']}(?:(?: ?{DASH} ?|{words['letter_join']}){letter}{words['letter_edge']})*)"
    )
    figures = f"(?:{words['figures']})" if "figures" in words else "[0-9]{1,4}"
    special = f"E?S{DASH}" + (f"|{words['special']}" if "special" in words else "")
    session = f"|{words['session']}" if "session" in words else ""
    bracket = f" ?{_OPEN} ?(?:(?:19|20)[0-9]{{2}}|(?:E?S{DASH})?{_ROMAN}{session})(?:\\(\\))? ?{_SHUT}"
    if "circled" in words:
        bracket = f"(?:{bracket}|{words['circled']})"
    slash = f"{_MARK}?/{_MARK}?"
    start = f"(?:\\b|{special})" if "special" in words else f"\\b(?:{special})?"
    gate = f"{start}[0-9]{{1,4}}{slash}[0-9]{{1,4}}(?:{letters}|\\b)(?:/[0-9A-Z])?|{figures}{letters}?{bracket}"
    token = (
        f"(?P<number>(?:(?P<special>{special})?(?P<first>[0-9]{{1,4}}){slash}(?P<second>[0-9]{{1,4}})"
        f"(?P<letters>{letters})?(?P<further>/[0-9A-Z])?|(?P<old>{figures})(?P<old_letters>{letters})?(?P<bracket>{bracket})))"
    )
    return gate, token


def _phrase(words: dict[str, str], owners: str, heads: str, number: str) -> str:
    """A list of numbers with its head nouns and bodies, and nothing between them but what may stand in such a list."""
    edge = words["edge"]
    own = f"|{words['own']}" if "own" in words else ""
    start = f"(?:{owners}|{edge}(?:{heads}{own}){'|' + words['opening'] if 'opening' in words else ''})"
    filler = f"(?:{_BETWEEN}|{words['glue']}|{words['date']}|{owners}|{heads}{own})*"
    return f"(?:{start}{filler})?(?:{number})(?:{filler}(?:{number}))*(?:{filler}(?:{owners}|{heads}))?"


def _treaties(language: str) -> tuple[tuple[tuple[str, str], ...], str, str]:
    """Symbols and kinds of the treaties, their names with groups, and the pattern of a whole citation."""
    data = table("treaties.toml")
    articles = data["articles"].get(language, "")
    full = [(row, row[language]) for row in data["treaty"]]
    short = [(row, row[f"short_{language}"]) for row in data["treaty"] if f"short_{language}" in row]
    instruments = tuple((row["symbol"], row.get("kind", "treaty")) for row, _ in full + short)
    optional = f"(?:{articles})?" if articles else ""
    whole = f"{optional}(?:{'|'.join(p for _, p in full)})" + "".join(f"|{articles}(?:{p})" for _, p in short)
    return instruments, _named("t", [p for _, p in full + short]), whole
