"""Numbers as word processors print them before paragraphs and notes (ST_NumberFormat, ECMA-376 part 1, 17.18.59)."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
          (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_LATIN = "abcdefghijklmnopqrstuvwxyz"
_RUSSIAN = "абвгдежзиклмнопрстуфхцчшщыэюя"
_ARABIC = "أبتثجحخدذرزسشصضطظعغفقكلمنهوي"
_ABJAD = "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_SIGNS = "*†‡§"
_HAN = "〇一二三四五六七八九"
_FORMAL = "零壹贰叁肆伍陆柒捌玖"
_MOST = 32_767  # what Word counts to


def numeral(number: int, form: str) -> str:
    """Return a number in a form ("decimal", "lowerRoman", ...); in a form that is not known, in digits."""
    number = min(max(number, 0), _MOST)
    return _forms().get(form, str)(number)


@cache
def _forms() -> dict[str, Callable[[int], str]]:
    han = dict.fromkeys(("chineseCounting", "chineseCountingThousand", "taiwaneseCounting", "taiwaneseCountingThousand", "japaneseCounting", "koreanCounting"), _counted)  # fmt: skip
    return {
        "none": lambda number: "",
        "decimalZero": lambda number: f"{number:02d}",
        "lowerRoman": _roman,
        "upperRoman": lambda number: _roman(number).upper(),
        "lowerLetter": lambda number: _repeated(number, _LATIN),
        "upperLetter": lambda number: _repeated(number, _LATIN).upper(),
        "russianLower": lambda number: _repeated(number, _RUSSIAN),
        "russianUpper": lambda number: _repeated(number, _RUSSIAN).upper(),
        "arabicAlpha": lambda number: _repeated(number, _ARABIC),
        "arabicAbjad": lambda number: _repeated(number, _ABJAD),
        "hindiNumbers": lambda number: _digits(number, "०१२३४५६७८९"),
        "decimalFullWidth": lambda number: _digits(number, "０１２３４５６７８９"),
        "decimalFullWidth2": lambda number: _digits(number, "０１２３４５６７８９"),
        "decimalEnclosedCircle": lambda number: _enclosed(number, 0x2460),
        "decimalEnclosedCircleChinese": lambda number: _enclosed(number, 0x2460),
        "decimalEnclosedParen": lambda number: _enclosed(number, 0x2474),
        "decimalEnclosedFullstop": lambda number: _enclosed(number, 0x2488),
        "numberInDash": lambda number: f"- {number} -",
        "chicago": lambda number: _repeated(number, _SIGNS),
        "ideographTraditional": lambda number: _turning(number, _STEMS),
        "ideographZodiac": lambda number: _turning(number, _BRANCHES),
        "ideographDigital": lambda number: _digits(number, _HAN),
        "japaneseDigitalTenThousand": lambda number: _digits(number, _HAN),
        "taiwaneseDigital": lambda number: _digits(number, _HAN),
        "chineseLegalSimplified": lambda number: _counted(number, _FORMAL, ("", "拾", "佰", "仟")),
        "ideographLegalTraditional": lambda number: _counted(number, "零壹貳參肆伍陸柒捌玖", ("", "拾", "佰", "仟")),
        **han,
    }


def _roman(number: int) -> str:
    found = []
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        found.append(letters * count)
    return "".join(found)


def _repeated(number: int, letters: str) -> str:
    """Return a, b, ..., z, aa, bb: the letter is repeated, as word processors do it."""
    if number < 1:
        return ""
    times, place = divmod(number - 1, len(letters))
    return letters[place] * min(times + 1, 40)


def _turning(number: int, letters: str) -> str:
    return letters[(number - 1) % len(letters)] if number else ""


def _digits(number: int, digits: str) -> str:
    return "".join(digits[int(digit)] for digit in str(number))


def _enclosed(number: int, first: int) -> str:
    return chr(first + number - 1) if 1 <= number <= 20 else str(number)


def _counted(number: int, digits: str = _HAN, units: tuple[str, ...] = ("", "十", "百", "千")) -> str:
    """Return a number as counted in Chinese: 12 is 十二, 205 is 二百〇五."""
    if number >= 10_000:
        high, low = divmod(number, 10_000)
        zero = digits[0] if 0 < low < 1000 else ""
        return _counted(high, digits, units) + "万" + (zero + _counted(low, digits, units) if low else "")
    if not number:
        return digits[0]
    found, gap = "", False
    for place in range(len(str(number)) - 1, -1, -1):
        digit = number // 10**place % 10
        if digit:
            found += (digits[0] if gap else "") + digits[digit] + units[place]
            gap = False
        else:
            gap = bool(found)
    if digits is _HAN and 10 <= number < 20:
        found = found[1:]
    return found
