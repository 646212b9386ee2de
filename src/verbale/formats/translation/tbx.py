"""TBX: glossaries, written as TBX-Basic of ISO 30042:2019 or of the edition before it (2008), and read from both."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

import msgspec

from verbale.authorities import Concept, Glossary, Term
from verbale.authorities.terminology import Standing
from verbale.document.results import Writing
from verbale.formats.translation.markup import HEAD, XML, Element, attribute, children, escape, local, parse, token
from verbale.languages import LANGUAGES, language
from verbale.problems import BadInput, CannotWrite, NotKnown, Problem

NAMESPACE = "urn:iso:std:iso:30042:ed-2"
PROVISIONAL = "provisional"
"""The note of a term whose wording no source confirms."""

_STANDINGS: dict[Standing, str] = {
    "preferred": "preferredTerm-admn-sts", "admitted": "admittedTerm-admn-sts", "deprecated": "deprecatedTerm-admn-sts",
}  # fmt: skip
_READ: dict[str, Standing] = {
    **{name: standing for standing, name in _STANDINGS.items()},
    "supersededTerm-admn-sts": "deprecated", "preferred": "preferred", "admitted": "admitted", "deprecated": "deprecated",
    "superseded": "deprecated", "forbidden": "deprecated", "obsolete": "deprecated", "notRecommended": "deprecated",
}  # fmt: skip
_ESCAPED = re.compile("_x([0-9a-f]{1,6})_")


class Terms(msgspec.Struct, frozen=True):
    """What a TBX file holds, and what of it could not be taken over."""

    glossary: Glossary
    problems: tuple[Problem, ...] = ()


Edition = Literal["2008", "2019"]
EDITIONS: tuple[Edition, ...] = ("2008", "2019")


class _Names(msgspec.Struct, frozen=True):
    """What the elements of an edition are called."""

    entry: str
    section: str
    term: str


_NAMES: dict[Edition, _Names] = {
    "2008": _Names("termEntry", "langSet", "tig"),
    "2019": _Names("conceptEntry", "langSec", "termSec"),
}


def write(glossary: Glossary, edition: Edition = "2019") -> Writing:
    """Return a glossary as TBX-Basic; that of 2019 is valid against the schema of TBX, that of 2008 is what most tools read.

    Raises CannotWrite where it has no concept.
    """
    concepts = [concept for concept in glossary.concepts if any(concept.terms.values())]
    if not concepts:
        raise CannotWrite("The glossary has no concept, and TBX must have one.", advice="Add a concept.")
    title = f"<titleStmt><title>{escape(glossary.name)}</title></titleStmt>" if glossary.name else ""
    head = f"<fileDesc>{title}<sourceDesc><p>{escape(glossary.source or glossary.name)}</p></sourceDesc></fileDesc>"
    body = "".join(_concept(concept, _NAMES[edition]) for concept in concepts)
    text = f"<text><body>\n{body}</body></text>\n"
    if edition == "2008":
        whole = f'<martif type="TBX-Basic" xml:lang="en">\n<martifHeader>{head}</martifHeader>\n{text}</martif>\n'
    else:
        opening = f'<tbx type="TBX-Basic" style="dca" xml:lang="en" xmlns="{NAMESPACE}">'
        whole = f"{opening}\n<tbxHeader>{head}</tbxHeader>\n{text}</tbx>\n"
    return Writing((HEAD + whole).encode())


def _concept(concept: Concept, names: _Names) -> str:
    about = _said("descrip", "subjectField", concept.subject) + _said("admin", "source", concept.source)
    about += f"<note>{escape(concept.note)}</note>" if concept.note else ""
    sections = "".join(_section(concept, code, names) for code in LANGUAGES if concept.of(code))
    return f"<{names.entry}{attribute('id', _name(concept.key))}>{about}\n{sections}</{names.entry}>\n"


def _section(concept: Concept, code: str, names: _Names) -> str:
    definition = _said("descrip", "definition", concept.definitions.get(code, ""))
    terms = "".join(_term(term, names.term) for term in concept.of(code))
    return f'<{names.section} xml:lang="{code}">{definition}{terms}</{names.section}>\n'


def _term(term: Term, name: str) -> str:
    """Return a term, and behind it its other forms as variants."""
    about = _said("termNote", "administrativeStatus", _STANDINGS[term.standing]) + _said("admin", "source", term.source)
    about += f"<note>{PROVISIONAL}</note>" if term.provisional else ""
    variant = _said("termNote", "termType", "variant")
    forms = "".join(f"<{name}><term>{escape(form)}</term>{variant}</{name}>" for form in term.forms)
    return f"<{name}><term>{escape(term.text)}</term>{about}</{name}>{forms}"


def _said(element: str, type_: str, words: str) -> str:
    return f'<{element} type="{type_}">{escape(words)}</{element}>' if words else ""


def _name(key: str) -> str:
    """Return the key of a concept as an id of XML, for `_key` to give back."""
    name = token(key.replace("_x", "_x5f_x").replace(":", "_x3a_"))
    return name if name[0].isalpha() or name[0] == "_" else f"_x{ord(name[0]):x}_{name[1:]}"


def _key(name: str) -> str:
    return _ESCAPED.sub(lambda found: _character(int(found[1], 16)) or found[0], name)


def _character(code: int) -> str:
    return chr(code) if code < 0xD800 or 0xE000 <= code <= 0x10FFFF else ""


def read(data: bytes) -> Terms:
    """Return the glossary of a TBX file of any tool, of ISO 30042:2019 or 2008.

    Of the terms of a concept in a language the first is preferred where none is said to be. Languages other than the six are
    left out, which a problem counts. Raises BadInput where the bytes are no TBX.
    """
    root = parse(data, ("tbx", "martif"), "TBX")
    strange: dict[str, int] = {}
    concepts: dict[str, Concept] = {}
    entries = [one for one in root.iter() if local(one) in ("conceptEntry", "termEntry")]
    if not entries:
        raise BadInput("The TBX file has no concept.", advice="Export the glossary again.")
    for nth, entry in enumerate(entries, 1):
        concept = _read_concept(entry, nth, strange)
        if concept.terms:
            concepts.setdefault(concept.key, concept)
    problems = [
        Problem(
            "read-terms-left-out",
            "warning",
            f"{count} concepts have terms in {code or 'no language'}, which is none of the six; these are left out.",
            advice="Nothing, unless the language is written wrongly there.",
        )
        for code, count in strange.items()
    ]
    title = next((_words(one) for one in root.iter() if local(one) == "title"), "")
    source = next((_words(one) for one in root.iter() if local(one) == "sourceDesc"), "")
    return Terms(Glossary(tuple(concepts.values()), title, "" if source == title else source), tuple(problems))


def _read_concept(entry: Element, nth: int, strange: dict[str, int]) -> Concept:
    terms: dict[str, tuple[Term, ...]] = {}
    definitions: dict[str, str] = {}
    for section in entry:
        if local(section) not in ("langSec", "langSet"):
            continue
        code = _language(section)
        if code not in LANGUAGES:
            strange[code] = strange.get(code, 0) + 1
        elif found := tuple(_read_terms(section)):
            terms.setdefault(code, found)
            if definition := _find(section, "definition"):
                definitions.setdefault(code, definition)
    note = next((_words(one) for one in children(entry, "note")), "")
    key = _key(entry.get("id") or f"c{nth}")
    return Concept(key, terms, definitions, _find(entry, "subjectField"), _find(entry, "source"), note)


def _language(section: Element) -> str:
    code = section.get(f"{XML}lang") or ""
    try:
        return language(code).code
    except NotKnown:
        return str(code)


def _read_terms(section: Element) -> Iterator[Term]:
    """Yield the terms of a language, each with the forms that stand behind it as variants."""
    found: list[Term] = []
    for one in section:
        if local(one) not in ("termSec", "tig", "ntig"):
            continue
        held = next(iter(children(one, "termGrp")), one)
        text = next((_words(term) for term in children(held, "term")), "")
        if not text:
            continue
        if found and _find(held, "termType") == "variant" and not _find(held, "administrativeStatus"):
            found[-1] = msgspec.structs.replace(found[-1], forms=(*found[-1].forms, text))
            continue
        notes = [_words(note) for note in children(held, "note")]
        standing = _READ.get(_find(held, "administrativeStatus"), "admitted" if found else "preferred")
        found.append(Term(text, standing, (), _find(held, "source"), PROVISIONAL in notes))
    yield from found


def _find(element: Element, category: str) -> str:
    """Return the words under a data category directly in an element, or in a group of it; empty where it has none.

    The category is an attribute (``<descrip type="definition">``) or the name of the element (``<basic:definition>``).
    """
    for one in element:
        if local(one).endswith("Grp") and local(one) != "termGrp":
            if words := _find(one, category):
                return words
        elif category in (one.get("type"), local(one)):
            return _words(one)
    return ""


def _words(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())
