"""What an authority file holds: organizations, bodies, States, offices, seats, capacities, sessions, agenda items."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Literal

import msgspec

from verbale.authorities.grammar import CASES, Case, Noun, inflect
from verbale.languages import LANGUAGES
from verbale.problems import MissingWording, NotKnown


class Named(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """Whatever has an official name in six languages; ``provisional`` are the languages no source confirms."""

    ar: Noun | str = ""
    zh: Noun | str = ""
    en: Noun | str = ""
    fr: Noun | str = ""
    ru: Noun | str = ""
    es: Noun | str = ""
    source: str = ""
    provisional: tuple[str, ...] = ()

    def noun(self, language: str) -> Noun:
        """Gives the name in a language as the data hold it; raises MissingWording."""
        stated: Noun | str = getattr(self, _official(language))
        if not stated:
            raise MissingWording(
                f"{self.label} has no name in {language!r}.", advice="Add the official name to the authority file."
            )
        return stated if isinstance(stated, Noun) else Noun(stated)

    def form(self, language: str, case: Case = "name", *, feminine: bool = False) -> str:
        """Gives the form of the name that a sentence needs; raises MissingWording where the data do not hold it.

        ``feminine`` takes the form for a woman where the language has one of its own.
        """
        noun = self.noun(language)
        if feminine and noun.feminine and language != "ru":
            return inflect(noun.feminine, language, case)
        form = noun.form(language, case)
        if not form:
            raise MissingWording(
                f"{self.label} has no form {case!r} in {language!r}.", advice="Add it to the authority file."
            )
        return form

    def name(self, language: str) -> str:
        """Gives the bare name, as a masthead prints it; raises MissingWording."""
        return self.form(language)

    def of(self, language: str) -> str:
        """Gives the name as it stands after a noun: du Conseil de sécurité; raises MissingWording."""
        return self.form(language, "of")

    @property
    def names(self) -> dict[str, str]:
        """The bare names by language, as far as the data hold them."""
        return {language: self.name(language) for language in LANGUAGES if getattr(self, language)}

    @property
    def label(self) -> str:
        """What messages call it."""
        return self.names.get("en") or next(iter(self.names.values()), f"this {type(self).__name__.lower()}")

    def spellings(self, language: str) -> Iterator[str]:
        """Yields every text this goes by in a language: all forms, feminine forms, other names."""
        if not getattr(self, _official(language)):
            return
        noun = self.noun(language)
        names = (noun.name, noun.feminine, noun.pair, *noun.also)
        yield from filter(None, (noun.form(language, case) for case in CASES))
        yield from (inflect(name, language, case) for name in names if name for case in CASES)


def _official(language: str) -> str:
    """The code itself, if it is one of the six languages'; raises NotKnown."""
    if language not in LANGUAGES:
        raise NotKnown(f"{language!r} is not an official language.", advice=f"Use one of {', '.join(LANGUAGES)}.")
    return language


class Organization(Named, frozen=True, kw_only=True):
    """An organization whose documents are issued, as its masthead names it."""

    code: str


Style = Literal["geneva", "plenary", "new-york"]


class Body(Named, frozen=True, kw_only=True):
    """A body that issues documents; its ``id`` is the prefix of its symbols.

    ``parent`` is the body above it; the topmost is printed big in the masthead. ``prefixes`` are other beginnings of
    its symbols. ``style`` says how its documents word sessions and agenda items in Spanish: ``geneva`` "43er período de
    sesiones", "Tema 4 de la agenda"; ``new-york`` "59º período de sesiones", "Tema 3 del programa"; ``plenary``
    "Septuagésimo quinto período de sesiones", "Tema 19 del programa". ``resolutions``, ``decisions``, ``statements`` are
    the patterns of their symbols. Regular session n opens in the year ``session_year_base`` + n, where that is a rule.
    """

    id: str
    organization: str = "UN"
    parent: str = ""
    prefixes: tuple[str, ...] = ()
    style: Style = "geneva"
    resolutions: str = ""
    decisions: str = ""
    statements: str = ""
    session_year_base: int | None = None
    until: datetime.date | None = None


class Office(Named, frozen=True, kw_only=True):
    """An office that communications are addressed to."""

    code: str


class OfficeRow(Office, frozen=True, kw_only=True):
    """An office as the data state it; with ``bodies``, the head of one office for each of them."""

    bodies: tuple[str, ...] = ()


class Seat(Named, frozen=True, kw_only=True):
    """Where a Mission sits: "to the United Nations Office at Geneva" (in Chinese without a preposition)."""

    code: str


class Capacity(Named, frozen=True, kw_only=True):
    """In what capacity a communication is sent; the Chinese form holds ``{seat}`` where the seat stands.

    ``several`` is the plural, for what several States send together (in Arabic as it stands after a preposition).
    """

    code: str
    kind: Literal["mission", "person"] = "mission"
    several: Named | None = None


class StateForms(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """The names of a State in one language: short and formal, each with its "of" form.

    The formal name has its article, the short one has it apart. ``also`` are other names, for finding only.
    """

    short: str
    formal: str
    of: str
    formal_of: str
    article: str = ""
    also: tuple[str, ...] = ()
    source: str = ""
    provisional: bool = False


class StateName(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """The names of a State in six languages and when they hold (both days included)."""

    from_: datetime.date | None = msgspec.field(name="from", default=None)
    until: datetime.date | None = None
    ar: StateForms
    zh: StateForms
    en: StateForms
    fr: StateForms
    ru: StateForms
    es: StateForms
    source: str = ""

    def forms(self, language: str) -> StateForms:
        """Gives the names in a language."""
        forms: StateForms = getattr(self, _official(language))
        return forms


class State(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A State: ``code`` is ISO 3166 alpha-3 (fictional States: ``X..``); its ``names`` follow each other in time."""

    code: str
    names: tuple[StateName, ...]
    m49: str = ""
    cc: str = ""
    status: Literal["member", "observer", "former"] = "member"
    organization: str = "UN"
    source: str = ""

    def at(self, on: datetime.date | None = None) -> StateName:
        """Gives the names that held on a day (None: the latest); a day before all of them gives the first."""
        if on is None:
            return self.names[-1]
        return next((n for n in self.names if n.until is None or on <= n.until), self.names[-1])

    def name(self, language: str, on: datetime.date | None = None) -> str:
        """Gives the short name, without article: Azerbaiyán, Azerbaïdjan."""
        return self.at(on).forms(language).short

    def formal(self, language: str, on: datetime.date | None = None) -> str:
        """Gives the formal name with its article: la República de Azerbaiyán."""
        return self.at(on).forms(language).formal

    def whole(self, language: str, on: datetime.date | None = None) -> str:
        """Gives the short name with its article, as it stands in a list: the Russian Federation, l’Azerbaïdjan."""
        return _with_article(self.at(on).forms(language).article, self.name(language, on))

    def of(self, language: str, on: datetime.date | None = None) -> str:
        """Gives the short name as it stands after a noun: de Azerbaiyán, de l’Azerbaïdjan, Азербайджана, لأذربيجان."""
        return self.at(on).forms(language).of

    def formal_of(self, language: str, on: datetime.date | None = None) -> str:
        """Gives the formal name as it stands after a noun: de la República de Azerbaiyán."""
        return self.at(on).forms(language).formal_of

    def spellings(self, language: str) -> Iterator[str]:
        """Yields every text the State goes by in a language, in all periods, newest first."""
        for name in reversed(self.names):
            forms = name.forms(language)
            yield from (forms.short, forms.formal, forms.of, forms.formal_of, inflect(forms.formal, language, "name"))
            for bare in (forms.short, *forms.also):
                whole = _with_article(forms.article, bare)
                yield from (bare, whole, inflect(whole, language, "of"))


def _with_article(article: str, name: str) -> str:
    return f"{article} {name}".lstrip().replace("’ ", "’")


Dates = tuple[tuple[datetime.date, datetime.date], ...]


class SessionRecord(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A session of a body; ``code`` is what its symbols carry: "43", "S-34", "ES-11", or the year.

    ``planned`` are the dates that mastheads print, ``actual`` says when it met, where that differs.
    """

    body: str
    code: str
    planned: Dates = ()
    actual: Dates = ()
    source: str = ""
    provisional: bool = False
    opened: int | None = None

    @property
    def kind(self) -> Literal["regular", "special", "emergency-special", "annual"]:
        """The kind of session, told from its code."""
        match self.code.rpartition("-")[0]:
            case "S":
                return "special"
            case "ES":
                return "emergency-special"
            case _:
                return "annual" if len(self.code) == 4 else "regular"

    @property
    def number(self) -> int | None:
        """The number of a session that is not annual."""
        return None if self.kind == "annual" else int(self.code.rpartition("-")[2])

    @property
    def year(self) -> int | None:
        """The year in which it opens."""
        if self.planned:
            return self.planned[0][0].year
        return int(self.code) if self.kind == "annual" else self.opened


class EarlierTitle(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A title of an agenda item in one language as printed until a day."""

    language: str
    until: datetime.date
    title: str
    source: str = ""
    provisional: bool = False


class StandingItem(Named, frozen=True, kw_only=True):
    """An item of a body's standing agenda, with its titles in six languages."""

    body: str
    item: str
    from_: datetime.date | None = msgspec.field(name="from", default=None)
    until: datetime.date | None = None
    earlier: tuple[EarlierTitle, ...] = ()

    def title(self, language: str, on: datetime.date | None = None) -> str:
        """Gives the title as printed on a day (None: the latest); raises MissingWording."""
        held = [e for e in self.earlier if on is not None and e.language == language and on <= e.until]
        return min(held, key=lambda e: e.until).title if held else self.noun(language).name

    def holds(self, on: datetime.date) -> bool:
        """Says whether the item stood on the agenda on a day."""
        return (self.from_ is None or self.from_ <= on) and (self.until is None or on <= self.until)

    def titles(self, language: str) -> Iterator[str]:
        """Yields all titles it has had in a language, today's first."""
        if getattr(self, _official(language)):
            yield self.noun(language).name
        yield from (e.title for e in self.earlier if e.language == language)
