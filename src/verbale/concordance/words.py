"""What a passage is about, told without knowing its language: words known in all six (``lexicon.toml``), and digits."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import resources

from verbale.languages import terms

_HAN = "\u3400-\u9fff"
_TOKEN = re.compile(rf"\d+|[{_HAN}]+|[^\W\d_{_HAN}]+")
_UNSEEN = re.compile("[\u00ad\u064b-\u0652\u0670\u200b-\u200f]")
_DIGITS = {1: 1.0, 2: 2.0, 3: 3.5}
"""How much it tells that two passages share a number of so many digits; longer ones tell what the longest here does."""

_TELLS = 3.5
_REMEMBERED, _LONG = 1 << 17, 40


class _Weights(dict[str, float]):
    """What each word weighs; a number that is asked for is weighed by its length."""

    def __missing__(self, number: str) -> float:
        self[number] = _DIGITS.get(len(number), _TELLS)
        return self[number]


@cache
def _lexicon() -> tuple[dict[tuple[str, str], tuple[str, ...]], _Weights]:
    """The words that a term of a language belongs to, and what each of them weighs."""
    file = resources.files("verbale.concordance") / "data" / "lexicon.toml"
    meanings: dict[tuple[str, str], tuple[str, ...]] = {}
    weights = _Weights()
    for word, row in tomllib.loads(file.read_text("utf-8")).items():
        if isinstance(row, dict):
            weights[word] = row.pop("weight")
            for language, found in {"en": word, **row}.items():
                for term in found.split():
                    meanings[language, term] = (*meanings.get((language, term), ()), word)
    return meanings, weights


@cache
def _pairs() -> dict[str, tuple[str, ...]]:
    return {term: words for (language, term), words in _lexicon()[0].items() if language == "zh"}


class _Known(dict[str, tuple[str, ...]]):
    """The words of the lexicon that a piece of text between spaces stands for in a language, looked up once."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self.language = language

    def __missing__(self, piece: str) -> tuple[str, ...]:
        tokens = _TOKEN.findall(_UNSEEN.sub("", piece))
        found = tuple(word for token in tokens for word in _meant(token, self.language))
        if len(self) < _REMEMBERED and len(piece) < _LONG:
            self[piece] = found
        return found


@cache
def _known(language: str) -> _Known:
    return _Known(language)


def _meant(token: str, language: str) -> Iterator[str]:
    meanings, first = _lexicon()[0], token[0]
    if first.isdigit():
        if token.isdecimal():
            yield str(int(token))
    elif "\u3400" <= first <= "\u9fff":
        pairs = _pairs()
        for pair in map(str.__add__, token, token[1:]):
            yield from pairs.get(pair, ())
    else:
        spoken = "ru" if "\u0400" <= first <= "\u04ff" else "ar" if "\u0600" <= first <= "\u06ff" else language
        for term in terms(token, spoken):
            yield from meanings.get((spoken, term), ())


def words(text: str, language: str) -> frozenset[str]:
    """Return the words of the lexicon and the numbers that a text in a language has."""
    return frozenset().union(*map(_known(language).__getitem__, text.lower().split()))


def weight(found: Iterable[str]) -> float:
    """Return how much the words tell, together."""
    return sum(map(_lexicon()[1].__getitem__, found))
