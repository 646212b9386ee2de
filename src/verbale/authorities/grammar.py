"""The little grammar that official names need inside a sentence: articles that contract, Arabic lam, Russian animacy.

English, French and Spanish names are kept with their article ("le Conseil de sécurité"), from which all forms
follow. Arabic and Chinese names are kept bare. Russian declension cannot be derived and is data.
"""

from __future__ import annotations

from typing import Literal

import msgspec

Case = Literal["name", "the", "of", "to", "object", "addressed"]
"""What a form is for.

=============  =======================================  =======================================================
``name``       alone, as in a masthead                  Conseil de sécurité, Совет Безопасности
``the``        subject of a sentence                    le Conseil de sécurité
``of``         after a noun                             du Conseil de sécurité, Совета Безопасности, لمجلس الأمن
``to``         "presents its compliments ..."           au Secrétaire général, Генеральному секретарю
``object``     "requests ..."                           le Secrétaire général, al Secretario General
``addressed``  "addressed ..." in a title               to the Secretary-General, на имя Генерального секретаря
=============  =======================================  =======================================================
"""

CASES: tuple[Case, ...] = ("name", "the", "of", "to", "object", "addressed")

_ARTICLES = {"en": ("the ",), "fr": ("le ", "la ", "les ", "l’"), "es": ("el ", "la ", "los ", "las ")}
_PREPOSITIONS = {"en": ("of ", "to "), "fr": ("de ", "à "), "es": ("de ", "a ")}
_CONTRACTED = {
    ("fr", "le "): ("du ", "au "),
    ("fr", "les "): ("des ", "aux "),
    ("es", "el "): ("del ", "al "),
}


class Noun(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """An official name with the forms that do not follow from it, and other names it is known by (``also``).

    ``feminine`` is the name when the person is a woman, ``pair`` the Arabic dual of a plural. Russian names state ``of`` (genitive), ``to`` (dative) and
    ``object`` (accusative) as far as sentences need them.
    """

    name: str
    of: str = ""
    to: str = ""
    object: str = ""
    addressed: str = ""
    feminine: str = ""
    pair: str = ""
    also: tuple[str, ...] = ()

    def form(self, language: str, case: Case) -> str:
        """Gives the form for a case: the one stated, else the one that follows; empty where Russian lacks it."""
        stated = {"of": self.of, "to": self.to, "object": self.object, "addressed": self.addressed}.get(case, "")
        if stated or language != "ru":
            return stated or inflect(self.name, language, case)
        if case == "addressed":
            return _addressed_in_russian(self.of, self.object)
        return self.name if case in ("name", "the") else ""


def inflect(name: str, language: str, case: Case) -> str:
    """Gives the form that follows from a name, its article included; Russian and Chinese names come back as they are."""
    match language:
        case "en" | "fr" | "es":
            return _with_article(name, language, case)
        case "ar":
            return fuse_lam(name) if case == "of" else f"إلى {name}" if case in ("to", "addressed") else name
        case _:
            return name


def _with_article(name: str, language: str, case: Case) -> str:
    article = next((a for a in _ARTICLES[language] if name.startswith(a)), "")
    bare = name.removeprefix(article)
    if case == "name":
        return bare
    if case == "the" or (case == "object" and language != "es"):  # Spanish marks a personal object with "a"
        return name
    of, to = _CONTRACTED.get((language, article), ("", ""))
    if of:
        return (of if case == "of" else to) + bare
    of, to = _PREPOSITIONS[language]
    return (of if case == "of" else to) + name


def fuse_lam(name: str) -> str:
    """Joins the preposition lam to an Arabic name: المجلس gives للمجلس, اللجنة gives للجنة, مجلس gives لمجلس."""
    if name.startswith("الل"):
        return name[1:]  # three lams are written as two
    return f"ل{name[1:]}" if name.startswith("ال") else f"ل{name}"


def _addressed_in_russian(genitive: str, accusative: str) -> str:
    """Says "на имя" of a person and "в адрес" of an office (un-rules 2.5).

    The grammar tells them apart: only for a person (a masculine animate noun) are genitive and accusative alike.
    """
    if not (genitive and accusative):
        return ""
    return f"{'на имя' if genitive == accusative else 'в адрес'} {genitive}"
