"""Names of States, bodies and offices in running text: every form a name takes there, and the code it stands for.

Patterns and texts are folded (:func:`verbale.languages.folding.fold`). The longest name wins where several begin, so that
Guinea-Bissau is not Guinea. Adjectives ("Malian") are no names: in several languages they are common words.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from importlib import resources
from itertools import zip_longest
from typing import Any

from verbale.authorities.model import Named, State
from verbale.authorities.registry import Authorities
from verbale.languages.folding import fold

_LEAD = {
    "en": re.compile(r"^(?:of |to |addressed to )?(?:the )?"),
    "fr": re.compile(r"^(?:de |du |des |d'|à |au |aux |en )?(?:le |la |les |l')?"),
    "es": re.compile(r"^(?:de |del |a |al |en )?(?:el |la |los |las )?"),
    "ru": re.compile(r"^(?:в адрес |на имя )?"),
    "ar": re.compile(r"^(?:إلى |الي )?"),
    "zh": re.compile(""),
}
_INVERTED = re.compile(r"^([^(]+) \((.+)\)$")
_SHORTEST = 2
_PREFIXES = re.compile("^[وف]?[بلك]?")


@cache
def _running() -> dict[str, Any]:
    file = resources.files("verbale.authorities") / "data" / "running.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))


@lru_cache(maxsize=64)
def running_names(known: Authorities, language: str) -> Mapping[str, str]:
    """Gives the code of every form of every name in a language, folded: States by alpha-3, bodies by id, offices by code.

    A name that is a common word too is left out. Hyphens are spaces.
    """
    doubtful = {fold(name) for name in _running()[language]["doubtful"]}
    names: dict[str, str] = {}
    for code, form in _every(known, language):
        bare = _LEAD[language].sub("", fold(form)).strip().replace("-", " ")
        if len(bare) >= _SHORTEST and bare not in doubtful and not bare[0].islower():
            names.setdefault(bare, code)
    return names


def _every(known: Authorities, language: str) -> Iterator[tuple[str, str]]:
    for code, state in known.states.items():
        for form in _state_forms(state, language):
            yield code, form
    for code, shorts in _running()[language]["short"].items():
        if code in known.states:
            yield from ((code, short) for short in shorts)
    for kind in (known.bodies, known.offices):
        for code, row in kind.items():
            if getattr(row, language):
                for form in _office_forms(row, language):
                    yield code, form


def _state_forms(state: State, language: str) -> Iterator[str]:
    for name in reversed(state.names):
        forms = name.forms(language)
        yield from (forms.short, forms.formal, forms.of, forms.formal_of, *forms.also)
        if inverted := _INVERTED.match(forms.short):
            yield inverted[1]
            yield from declined(inverted[1], _genitive(inverted[1])) if language == "ru" else ()
        if language == "ru":
            yield from declined(forms.short, forms.of)
            yield from declined(forms.formal, forms.formal_of)


def _office_forms(row: Named, language: str) -> Iterator[str]:
    noun = row.noun(language)
    yield from filter(None, (noun.name, noun.feminine, noun.of, noun.to, noun.object, *noun.also))
    if language == "ru":
        yield from declined(noun.name, noun.of)


def declined(name: str, genitive: str) -> tuple[str, ...]:
    """Gives a Russian name in its six cases, from its nominative and genitive; none where a word is of an unknown class."""
    parts = re.split(r"([ -])", name), re.split(r"([ -])", genitive)
    if len(parts[0]) != len(parts[1]):
        return ()
    cases = [_word_cases(one, other) for one, other in zip_longest(*parts)]
    if not all(cases):
        return ()
    return tuple("".join(forms) for forms in zip(*cases, strict=True))


def _genitive(word: str) -> str:
    """The genitive that a Russian noun most often has."""
    return {"а": word[:-1] + "ы", "я": word[:-1] + "и", "ы": word[:-1] + "ов"}.get(word[-1], word + "а")


def _word_cases(word: str, genitive: str) -> tuple[str, ...]:
    if word == genitive:
        return (word,) * 6
    for row in _running()["cases"]:
        stem = word.removesuffix(row["from"])
        if word.endswith(row["from"]) and genitive == stem + row["of"]:
            return tuple(stem + ending for ending in row["endings"])
    return ()


@cache
def doubtful_pattern(language: str) -> re.Pattern[str]:
    """Gives a pattern for the names that are common words too, on folded text; it tells nothing by itself."""
    words = "|".join(re.escape(fold(name)) for name in _running()[language]["doubtful"])
    particle = "[وف]?[بلك]?" if language == "ar" else ""
    return re.compile(rf"(?<!\w){particle}(?:{words})(?!\w)" if words else "(?!)")


@lru_cache(maxsize=64)
def names_pattern(known: Authorities, language: str) -> str:
    """Gives a pattern (``re`` and re2) for every name, and for what holds a name and does not mean it; longest match wins."""
    names = sorted(running_names(known, language), key=len, reverse=True)
    every = "|".join(map(_spaced, names))
    if language == "ar":
        articled = "|".join(
            _spaced(name[2 if name.startswith("الل") else 1 :]) for name in names if name.startswith("ال")
        )
        every = f"[وف]?[بلك]?(?:{every})|[وف]?ل(?:{articled})"
    not_meant = "|".join(_running()[language]["not"])
    return f"(?:{every}|{not_meant})" if not_meant else f"(?:{every})"


def _spaced(name: str) -> str:
    return re.escape(name).replace(r"\ ", "[ -]")


def name_of(text: str, known: Authorities, language: str) -> str | None:
    """Gives the code that a whole folded text names, with an Arabic particle before it or without; None if none."""
    names = running_names(known, language)
    text = text.replace("-", " ")
    code = names.get(text)
    if code is None and language == "ar":
        cuts = (text[1:], text[2:])
        for bare in (*cuts, *("ا" + cut for cut in cuts), *("ال" + cut for cut in cuts)):  # للجنة is ل and اللجنة
            if (code := names.get(bare)) is not None and _PREFIXES.match(text):
                return code
    return code
