"""The grammar of document symbols: a text that is a symbol becomes parts, any other text a named error.

The text is first made tidy where only one reading is possible (spaces, dashes, trailing punctuation), cut at its
slashes, and each component read by its shape; its place then says what it is. Source of the rules: un-rules 1.2, 1.4.
"""

from __future__ import annotations

import re
from functools import cache

from verbale.problems import BadSymbol
from verbale.symbols.components import component, is_year
from verbale.symbols.places import Place, places
from verbale.symbols.symbol import Part, Symbol
from verbale.symbols.vocabulary import organs, word

LONGEST = 160
"""The most characters that a symbol can have; a double one with two volumes has about 70."""

SPACES = " \u00a0\u2002\u2003\u2007\u2008\u2009\u200a\u202f\u3000"
DASHES = "-\u2010\u2011\u2012\u2013\u2212"
INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
_TIDY = {
    **{ord(c): " " for c in SPACES},
    **{ord(c): "-" for c in DASHES},
    **{ord(c): None for c in INVISIBLE},
    **{ord(wide): narrow for wide, narrow in zip("（）［］／＊．。，、；：", "()[]/*..,,;:", strict=True)},
}


def plain(text: str) -> str:
    """Return the text with plain spaces, hyphens and brackets for all other kinds, and without invisible signs."""
    return text if text.isascii() else text.translate(_TIDY)


def tidy(text: str) -> str:
    """Return the text with every repair that is certain: spaces, dashes, invisible signs, punctuation at the end."""
    text = plain(text).strip()
    if text.startswith("("):
        text = text[1:].lstrip()
    while text and (text[-1] in ".,;: " or (text[-1] == ")" and text.count(")") > text.count("("))):
        text = text[:-1]
    if "  " in text:
        text = re.sub(" {2,}", " ", text)
    if "/ " in text and " /" not in text:
        text = text.replace("/ ", "/")
    return text.upper() if text.islower() else text


def read(text: str) -> Symbol:
    """Read a text, tidy already, as a symbol; raises `BadSymbol` that names the part but proposes no repair."""
    if len(text) > LONGEST:
        raise BadSymbol(f"A symbol has at most {LONGEST} characters.", part=text[:40])
    if not text.isascii() or not text.isprintable():
        strange = next(c for c in text if not (c.isascii() and c.isprintable()))
        shown = f"“{strange}” " if strange.isprintable() else ""
        raise BadSymbol(f"The character {shown}U+{ord(strange):04X} is no sign of a symbol.", part=strange)
    body, stars = _stars(text)
    singles = _joint().split(body) if "-" in body else [body]
    if len(singles) == 1:
        return _single(body, stars)
    bare, counts = zip(*map(_stars, singles), strict=True)
    joint = tuple(_single(single, 0) for single in bare)
    stars = max(stars, *counts)
    return Symbol("-".join(map(str, joint)) + "*" * stars, joint[0].parts, joint, stars)


def _stars(text: str) -> tuple[str, int]:
    body = text.rstrip("* ")
    stars = text.count("*", len(body))
    if stars > 3:
        raise BadSymbol("A symbol has at most three reissue stars.", part="*" * stars)
    return body, stars


@cache
def _joint() -> re.Pattern[str]:
    """The dash of a double symbol: only before a known organ and a slash."""
    return re.compile(rf" ?- ?(?=(?:{'|'.join(organs())})/)")


def _single(text: str, stars: int) -> Symbol:
    pieces = text.split("/")
    if len(pieces) == 1:
        raise BadSymbol("A symbol has slashes between its components.", part=text)
    if not pieces[-1]:
        raise BadSymbol("After the last slash a number is missing.", part="/")
    if " /" in text:
        raise BadSymbol("No space stands before a slash.", part=" /")
    if "" in pieces:
        raise BadSymbol("Before or between slashes a component is missing.", part="/")
    organ, session = _organ(pieces[0])
    placed = places(organ, tuple(component(piece) for piece in pieces[1:]))
    parts = [Part("organ", organ, organ)]
    if session:
        parts.append(Part("session", session, organ))
    for place in placed:
        parts.extend(_parts(place))
    if stars:
        parts.append(Part("reissue", "*" * stars, organ))
    head = f"{organ}.{session}" if session else organ
    return Symbol(
        "/".join((head, *(p.spelling + p.component.tail for p in placed))) + "*" * stars, tuple(parts), (), stars
    )


def _organ(piece: str) -> tuple[str, str]:
    """Return the organ and the session that its first component adds (``43`` in ``IDB.43``)."""
    upper = piece.upper()
    if upper in organs():
        return upper, ""
    head, _, session = upper.partition(".")
    if session.isdigit() and head in organs() and organs()[head].numbered:
        return head, session
    if 3 <= len(piece) <= 12 and piece.isalpha() and piece.isupper() and word(piece, "", dotted=False) is None:
        return piece, ""
    raise BadSymbol(f"“{piece[:40]}” is no organ with a series of symbols.", part=piece)


def _parts(place: Place) -> list[Part]:
    item, body = place.component, place.body
    match place.role:
        case "series" if item.value and not place.inner:
            parts = [Part("series", place.spelling.partition(".")[0] + ".", body), Part("number", item.value, body)]
        case "series" if is_year(item.value):
            parts = [Part("series", place.spelling.partition(".")[0] + ".", body), Part("year", item.value, body)]
        case "suffix":
            parts = [Part("suffix", place.spelling, body, _count(item.value))]
        case role:
            parts = [Part(role, place.spelling, body)]
    if item.letters:
        parts.append(Part("letters", item.letters, body))
    if item.brackets:
        parts.extend(Part(bracket.kind, bracket.inside, body) for bracket in item.brackets)
    if item.late:
        parts.append(Part("letters", item.late, body))
    return parts


def _count(value: str) -> int:
    digits = re.match(r"\d+", value)
    return int(digits[0]) if digits else 0
