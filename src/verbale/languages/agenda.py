"""Agenda item lines: ``Temas 132 y 17 c) del programa``, written and read.

Everywhere outside this room an item is a plain string in one form: ``4``, ``17(c)``, ``18(a)(i)``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Literal

import msgspec

from verbale.languages.codes import LANGUAGES
from verbale.languages.folding import fold, tidy
from verbale.languages.tables import table
from verbale.problems import BadInput

AgendaStyle = Literal["geneva", "new-york"]

_ITEM = re.compile(r"(\d{1,3})((?:\([a-z]{1,4}\))*)")


class AgendaItems(msgspec.Struct, frozen=True):
    """The items that a line names, and whether they are those of a provisional agenda or preliminary list."""

    items: tuple[str, ...]
    provisional: bool = False


class FoundAgendaItems(msgspec.Struct, frozen=True):
    """Agenda items named in running text, at ``text[start:end]``."""

    start: int
    end: int
    items: tuple[str, ...]
    provisional: bool = False


def write_agenda(
    items: Sequence[str], lang: str, *, style: AgendaStyle = "geneva", provisional: bool = False, inline: bool = False
) -> str:
    """Return the line that names agenda items (``4``, ``17(c)``, ...), with the dual and plural of the language.

    ``style`` matters in Spanish: *de la agenda* in Geneva, *del programa* in New York (un-rules 2.2). ``inline``
    gives the form inside a sentence: lower case, dative in Russian, oblique in Arabic. Raises BadInput for an
    item that is not a number with letters in brackets, or for no item at all.
    """
    entry = table("agenda")[lang]
    forms = entry["inline" if inline else "provisional" if provisional else "write"]
    numbers = [write_item(item, lang) for item in items]
    if not numbers:
        raise BadInput("An agenda line without items.", advice="Give at least one agenda item, such as 4 or 17(c).")
    count = "one" if len(numbers) == 1 else "two" if len(numbers) == 2 and "two" in forms else "many"
    head = entry["comma"].join(numbers[:-1])
    listed = head + entry["and"] + numbers[-1] if head else numbers[0]
    return str(forms[count].format(items=listed, agenda=entry.get("agenda", {}).get(style, "")))


def write_item(item: str, lang: str) -> str:
    """Return one agenda item as the language prints it: ``17(c)`` as 17 (c), 17 c), 17(c) or 17 (ج)."""
    parts = _ITEM.fullmatch(item.replace(" ", "").lower())
    if parts is None:
        raise BadInput(f"{item!r} is not an agenda item.", advice="Write it as 4, 17(c) or 18(a)(i).")
    letters = table("agenda")["letters"]
    text = parts[1]
    for letter in re.findall(r"[a-z]+", parts[2]):
        printed = letter
        if lang == "ar":
            printed = letter.translate(str.maketrans(letters["latin"], letters["arabic"])).replace("ه", "هـ")
        text = table("agenda")[lang]["item"].format(number=text, letter=printed)
    return text


_LETTERS = r"(?: ?\(?(?:[a-zа-яіјѕһ]{1,4}|[ء-ي]{1,2})\))"
_ONE = rf"\d{{1,3}}(?![\d/]){_LETTERS}{{0,3}}"
_JOINT = r"(?: ?[,،、;] ?(?:(?:and|et|y|e|и) |و ?)?| (?:and|et|y|e|и|to|à|a|по) | ?(?<!\()و(?!\)) ?| ?[和及至] ?| ?- ?)"
_LIST = rf"{_ONE}(?:{_JOINT}(?:{_ONE}|{_LETTERS})){{0,30}}"
_JOINTS = re.compile(rf"({_JOINT})", re.IGNORECASE)
_LETTER = re.compile(r"[^\W\d]+")
_TO = frozenset({"to", "à", "a", "по", "至", "-"})


@cache
def _line(lang: str) -> re.Pattern[str]:
    """The numbers with the words before and after them; whether these are enough is for the caller to say."""
    reads = table("agenda")[lang]["reads"]
    tail = f"(?: (?P<tail>{fold(reads['tail'])}))?" if "tail" in reads else "(?P<tail>(?!))?"
    start = "" if lang == "zh" else r"(?<!\w)"
    return re.compile(rf"{start}(?:(?P<head>{fold(reads['head'])}) ?)?(?<![\d/])(?P<list>{_LIST}){tail}", re.IGNORECASE)


@cache
def _hints() -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((lang, tuple(table("agenda")[lang]["reads"]["hint"])) for lang in LANGUAGES)


def _possible(folded: str, lang: str | None) -> list[str]:
    """Return the languages whose words for agenda or item the text holds: the quick test that rejects most lines."""
    text = folded.lower()
    return [one for one, hints in _hints() if lang in (None, one) and any(hint in text for hint in hints)]


def read_agenda(text: str, lang: str | None = None) -> AgendaItems | None:
    """Return the items that a whole line names, in any of the six languages unless one is given; None otherwise.

    ``Agenda item 4``, ``Items 2 and 3 of the provisional agenda*``, ``Tema 4 de la agenda``, ``议程项目13(a)和115``:
    sub-items in any of the printed forms, Cyrillic look-alike letters as Latin ones.
    """
    if len(text) > 200 or not (langs := _possible(fold(text), lang)):
        return None
    line = tidy(text).rstrip(" *†.,;:")
    for one in langs:
        found = _line(one).fullmatch(line)
        if found and (found["head"] or found["tail"]):
            return AgendaItems(_items(found["list"]), _provisional(found, one))
    return None


def find_agenda(text: str, lang: str | None = None) -> list[FoundAgendaItems]:
    """Return the agenda items that running text names, in order ("under agenda item 42, and of ...").

    The words must say that it is an agenda: a bare "item 3" in a sentence is not enough.
    """
    folded = fold(text)
    found = [
        FoundAgendaItems(match.start(), match.end(), _items(match["list"]), _provisional(match, one))
        for one in _possible(folded, lang)
        for match in _line(one).finditer(folded)
        if match["tail"] or _is_firm(match["head"], one)
    ]
    return sorted(found, key=lambda each: each.start)


def _is_firm(head: str | None, lang: str) -> bool:
    firm: str | None = table("agenda")[lang]["reads"].get("firm")
    return head is not None and firm is not None and firm in head.lower()


def _provisional(found: re.Match[str], lang: str) -> bool:
    words = f"{found['head']} {found['tail']}".lower()
    return any(word in words for word in table("agenda")[lang]["reads"]["provisional"])


def _items(listed: str) -> tuple[str, ...]:
    """Return the items of a list in their one form: ``3 (a) and (b)`` as 3(a), 3(b); ``2-4`` as 2, 3, 4."""
    pieces = _JOINTS.split(listed)
    items: list[str] = []
    number = ""
    for at in range(0, len(pieces), 2):
        digits = re.match(r"\d+", pieces[at])
        number = str(int(digits[0])) if digits else number
        letters = [_latin(letter) for letter in _LETTER.findall(pieces[at])]
        item = number + "".join(f"({letter})" for letter in letters)
        if at and pieces[at - 1].strip().lower() in _TO:
            items += _between(items[-1], item)
        items.append(item)
    return tuple(items)


@cache
def _latin_letters() -> dict[str, str]:
    letters = table("agenda")["letters"]
    printed = fold(letters["arabic"]) + letters["cyrillic"]
    return dict(zip(printed, letters["latin"] + letters["cyrillic_as"], strict=True))


def _latin(letters: str) -> str:
    known = _latin_letters()
    return "".join(known.get(letter, letter) for letter in letters.lower().replace("\u0640", ""))


def _between(first: str, last: str) -> list[str]:
    """Return the items between the ends of a printed range, in numbers or in letters."""
    if first.isdecimal() and last.isdecimal():
        return [str(number) for number in range(int(first) + 1, min(int(last), int(first) + 30))]
    start, end = first[:-2], last[:-2]
    if start == end and first.endswith(")") and len(first) == len(last):
        return [f"{start}{chr(code)})" for code in range(ord(first[-2]) + 1, ord(last[-2]))]
    return []
