"""Look-up by exact name, forgiving of what print and keyboards change: apostrophes, spaces, case, accents, kashida."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from verbale.languages import LANGUAGES
from verbale.languages.folding import plain

_NOT_A_WORD = re.compile(r"[\W_]+")
_HAN = re.compile("[\u3400-\u9fff]")


def fold(text: str) -> str:
    """Reduces a name to what tells it from others: its letters and digits, without case, accents or kashida.

    Punctuation becomes one space. Chinese loses all spaces, since mastheads print it spaced (联 合 国).
    """
    words = _NOT_A_WORD.sub(" ", plain(text)).strip()
    return words.replace(" ", "") if _HAN.search(words) else words


class NameIndex(dict[str, dict[str, str]]):
    """Codes by folded name, for each language; a language is indexed when it is first asked for.

    ``spellings(language)`` yields (code, name) pairs; the first code to claim a name keeps it.
    """

    def __init__(self, spellings: Callable[[str], Iterable[tuple[str, str]]]) -> None:
        super().__init__()
        self._spellings = spellings

    def __missing__(self, language: str) -> dict[str, str]:
        index: dict[str, str] = {}
        for code, name in self._spellings(language):
            index.setdefault(fold(name), code)
        self[language] = index
        return index

    def find(self, text: str, language: str | None) -> str | None:
        """Gives the code that goes by this name in this language (None: in any of the six), or None."""
        folded = fold(text)
        languages = (language,) if language else LANGUAGES
        return next((code for lang in languages if (code := self[lang].get(folded)) is not None), None)
