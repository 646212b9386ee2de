"""Numbers in running text: figures with each language's marks and scales, and numbers in words, as plain decimals.

``1.2 billion``, ``1 200 millions``, ``12亿`` are ``1200000000``; ``12,5 %`` and ``百分之十二点五`` are ``12.5 %``; the
forty-third is ``43``. Texts are expected folded (:func:`verbale.languages.folding.fold`), as patterns match them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Any

import msgspec

from verbale.languages.folding import fold
from verbale.languages.tables import table

HAN_NUMBER = "[零〇一二三四五六七八九十百千万亿两]"
_HAN = {han: value for value, han in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_HAN_TIMES = {"十": 10, "百": 100, "千": 1000}
_HAN_SCALES = {"万": 10_000, "亿": 100_000_000}
_PARTS = re.compile(r"\d[\d.,٫٬ ]*")
_SLOT = re.compile(r"\{(\w+)\}")
_LONGEST = 60
"""Figures longer than this many characters are no number that a document states."""


class Quantity(msgspec.Struct, frozen=True):
    """A number as a plain decimal, what it counts where that is said ("%", "USD"), its place, and whether it is in figures."""

    value: str
    unit: str = ""
    start: int = 0
    end: int = 0
    figures: bool = True


@cache
def _marks(lang: str) -> tuple[str, str, bool]:
    """The marks between groups, the marks before decimals, and whether groups may be set from right to left."""
    entry = table("numbers")[lang]
    return "".join(dict.fromkeys(fold(entry["group"]))), fold(entry["point"]), bool(entry.get("reversed"))


@cache
def _named(lang: str, kind: str) -> dict[str, str]:
    """Words of a kind (scales, units, before) with what they stand for, folded and in lower case."""
    entry = table("numbers")[lang]
    return {
        fold(form).lower(): str(key).replace("_", "")
        for key, words in entry.get(kind, {}).items()
        for word in words
        for form in _forms(word, entry)
    }


@cache
def _words(lang: str) -> tuple[dict[str, int], dict[str, int]]:
    """The words that are added and the words that multiply, folded and in lower case."""
    added = {word: int(value) for word, value in _named(lang, "words").items()}
    return added, {word: int(value) for word, value in _named(lang, "times").items()}


def _forms(word: str, entry: dict[str, Any]) -> Iterator[str]:
    """A word with each of the endings for its slots."""
    slot = _SLOT.search(word)
    if slot is None:
        yield word
        return
    for ending in entry["endings"][slot[1]]:
        yield from _forms(word[: slot.start()] + ending + word[slot.end() :], entry)


def _any(words: Iterator[str] | list[str]) -> str:
    return "|".join(re.escape(word).replace(r"\ ", " ") for word in sorted(words, key=len, reverse=True))


def write_number(number: int | Decimal, lang: str) -> str:
    """Return a number of at least 0 in figures, with the marks of the language: ``1,234.5``, ``1.234,5``, in Arabic ``234 1``.

    Arabic editions set the groups of three from right to left; with decimals they are not set apart.
    """
    entry = table("numbers")[lang]
    whole, _, decimals = f"{Decimal(number):f}".partition(".")
    if entry.get("reversed") and decimals:
        return f"{whole}{entry['point'][0]}{decimals}"
    groups = [whole[max(0, end - 3) : end] for end in range(len(whole), 0, -3)]
    if entry.get("reversed"):
        return " ".join(groups)
    grouped = str(entry["group"][0]).join(reversed(groups))
    return f"{grouped}{entry['point'][0]}{decimals}" if decimals else grouped


@cache
def figures_pattern(lang: str) -> str:
    """Return a pattern (``re`` and re2) for a number in figures with its scale and unit, on folded text."""
    group, _, reversed_ = _marks(lang)
    turned = "|[0-9]{3}(?: [0-9]{3})* [0-9]{1,2}" if reversed_ else ""
    number = rf"(?:[0-9]{{1,3}}(?:[{re.escape(group)}][0-9]{{3}})+(?:[.,٫][0-9]+)?|[0-9]+(?:[.,٫][0-9]+)*{turned})"
    scales, units, before = _named(lang, "scales"), _named(lang, "units"), _named(lang, "before")
    gap = "" if lang == "zh" else " ?"
    scaled = f"{number}(?:{gap}(?i:{_any(list(scales))}))?"
    if lang == "zh":
        scaled = f"{number}(?: ?[多余]?(?:{_any(list(scales))})(?:{number}(?:{_any(list(scales))}))?)?"
    elif lang == "ar":
        scaled = f"{number}(?: ?(?:{_any(list(scales))}))?"
    start = f"(?:(?i:{_any(list(before))}) ?)?" if before else ""
    return f"{start}{scaled}(?: ?(?i:{_any(list(units))}))?"


@cache
def words_pattern(lang: str) -> str:
    """Return a pattern (``re`` and re2) for a number in words, on folded text."""
    if lang == "zh":
        return f"(?:百分之)?第?{HAN_NUMBER}+(?:点{HAN_NUMBER}+)?"
    added, times = _words(lang)
    every = _any([*added, *times])
    between = fold(table("numbers")[lang]["between"])
    if lang == "ar":
        return f"[وف]?[بلك]?(?:{every})(?:{between}و?(?:{every}))*"
    articles = table("numbers")[lang].get("articles", ())
    others = _any([word for word in (*added, *times) if word not in articles])
    first = f"(?:{others}|(?:{_any(list(articles))}){between}(?:{every}))" if articles else f"(?:{every})"
    return f"(?i:{first}(?:{between}(?:{every}))*)"


@cache
def spans_pattern(lang: str) -> str:
    """Return a pattern for figures that state no number: hours, names that hold figures; empty without any."""
    return "|".join(fold(one) for one in table("numbers")[lang].get("spans", ()))


def read_quantities(text: str, lang: str) -> list[Quantity]:
    """Return the numbers that a whole folded text writes, in figures or words, with their places in it.

    Figures are one number; words may be several: "the seventieth and seventy-first".
    """
    if len(text) > _LONGEST * 3:
        return []
    if any("0" <= letter <= "9" for letter in text):
        found = _figures(text.strip(), lang)
        return [found] if found else []
    if lang == "zh":
        unit = "%" if text.startswith("百分之") else ""
        value = _han(text.removeprefix("百分之").removeprefix("第"))
        return [Quantity(value, unit, 0, len(text), figures=False)] if value else []
    return [Quantity(str(number), "", start, end, figures=False) for start, end, number in _spelled(text, lang)]


def _figures(text: str, lang: str) -> Quantity | None:
    parts = list(_PARTS.finditer(text))
    if not parts or len(text) > _LONGEST:
        return None
    total, plain = Decimal(0), ""
    scales = _named(lang, "scales")
    unit = _named(lang, "before").get(text[: parts[0].start()].strip().lower(), "")
    for at, part in enumerate(parts):
        figures = part.group().rstrip(" .,")
        plain = _plain(figures, lang)
        if not plain:
            return None
        end = parts[at + 1].start() if at + 1 < len(parts) else len(text)
        after = text[part.start() + len(figures) : end].strip().lower()
        scale, rest = _scale(after, scales)
        if rest:
            unit = _named(lang, "units").get(rest, unit)
        if len(parts) == 1 and scale == 1:
            return Quantity(plain, unit, 0, len(text))
        try:
            total += Decimal(plain) * scale
        except InvalidOperation:
            return Quantity(plain, unit, 0, len(text))
    return Quantity(_shown(total), unit, 0, len(text))


def _scale(after: str, scales: dict[str, str]) -> tuple[int, str]:
    """The scale that a text after figures begins with, and what follows it."""
    after = after.removeprefix("多").removeprefix("余")  # 220多万: over 2.2 million
    for word in sorted(scales, key=len, reverse=True):
        follows = after[len(word) : len(word) + 1]
        if after.startswith(word) and (not follows.isalpha() or "\u3400" <= follows <= "\u9fff"):
            return int(scales[word]), after[len(word) :].strip()
    return 1, after


def _shown(number: Decimal) -> str:
    """A plain decimal without idle zeros."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _plain(figures: str, lang: str) -> str:
    """Figures with the language's marks as a plain decimal; parts set apart by several points stay as they are."""
    if figures.isdecimal():
        return figures.lstrip("0") or "0"
    group, _, reversed_ = _marks(lang)
    for mark in group:
        if grouped := _grouped(figures, mark, turned=reversed_ and mark == " "):
            return grouped
    whole, *rest = re.split("[.,٫]", figures)
    if len(rest) == 1 and whole.isdecimal() and rest[0].isdecimal():
        return _decimal(whole, rest[0])
    return ".".join(re.findall(r"\d+", figures)) if len(rest) > 1 else ""


def _grouped(figures: str, mark: str, *, turned: bool) -> str:
    """Figures in groups of three as a plain decimal, empty if they are none; ``turned`` groups may stand the last first."""
    decimals = f"(?:[{'.,٫'.replace(mark, '')}]([0-9]+))?"
    if turned and (found := re.fullmatch(f"([0-9]{{3}}(?: [0-9]{{3}})* [0-9]{{1,3}}){decimals}", figures)):
        return _decimal("".join(reversed(found[1].split(mark))), found[2] or "")
    if found := re.fullmatch(f"([1-9][0-9]{{0,2}}(?:{re.escape(mark)}[0-9]{{3}})+){decimals}", figures):
        return _decimal(found[1].replace(mark, ""), found[2] or "")
    return ""


def _decimal(whole: str, decimals: str) -> str:
    decimals = decimals.rstrip("0")
    return (whole.lstrip("0") or "0") + (f".{decimals}" if decimals else "")


def _spelled(text: str, lang: str) -> Iterator[tuple[int, int, int]]:
    """Yield the numbers that words write, with their places: a word that does not go on a number begins another."""
    added, times = _words(lang)
    total = current = last = 0
    start = end = -1
    for found in _piece(lang).finditer(text.lower()):
        word = found[1]
        factor = times.get(word) if start >= 0 or word not in added else None
        if factor is not None:
            goes_on = start >= 0 and (factor >= 1000 or 0 < current < 100)
        else:
            anew = lang == "ar" and (found.start() != found.start(1)) == (added[word] == 10)  # خمسة عشر, خمسة وعشرون
            beyond = lang == "ar" and "بعد" in text[max(end, 0) : found.start()]  # الثالثة بعد المائة
            goes_on = start >= 0 and (beyond or (not (anew and last < 100) and _goes_on(last, added[word], lang)))
        if not goes_on:
            if start >= 0:
                yield start, end, total + current
            total = current = 0
            start = found.start(1)
        end = found.end(1)
        if factor is None:
            current, last = current + added[word], added[word]
        else:
            current, last = max(current, 1) * factor, factor
            if factor >= 1000:
                total, current = total + current, 0
    if start >= 0:
        yield start, end, total + current


def _goes_on(last: int, value: int, lang: str) -> bool:
    """Whether a word of a number may follow another: units after tens, in Arabic before them, both after hundreds."""
    if last >= 100:
        return value < last
    if lang == "ar":
        return last < 10 and value >= 10 and value % 10 == 0 and value < 100
    if lang == "fr" and (last in {60, 80} or (last == 10 and value > 6)):  # soixante-douze, dix-sept
        return value < 20
    return value < 10 and last >= 20


@cache
def _piece(lang: str) -> re.Pattern[str]:
    added, times = _words(lang)
    start = r"(?<!\w)(?:[وف]?[بلك]?)" if lang == "ar" else r"(?<!\w)"
    return re.compile(rf"{start}({_any([*added, *times])})(?!\w)")


def _han(text: str) -> str:
    """A number in Chinese characters as a plain decimal; empty where they are none."""
    whole, _, decimals = text.partition("点")
    if len(whole) > 1 and all(letter in _HAN for letter in whole):  # 二〇〇五: figure by figure
        number = int("".join(str(_HAN[letter]) for letter in whole))
    else:
        number = 0
        section = digit = 0
        for letter in whole:
            if letter in _HAN:
                digit = _HAN[letter]
            elif letter in _HAN_TIMES:
                section, digit = section + (digit or 1) * _HAN_TIMES[letter], 0
            elif letter in _HAN_SCALES:
                number, section, digit = (number + section + digit) * _HAN_SCALES[letter], 0, 0
            else:
                return ""
        number += section + digit
    rest = "".join(str(_HAN.get(letter, "")) for letter in decimals)
    return f"{number}.{rest}" if rest else str(number)
