"""Translating outside the house: a language version begun, sent to a translator's tool as XLIFF, and merged again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from verbale import citations, concordance
from verbale.authorities import Authorities, Glossary, authorities
from verbale.concordance.facts import facts
from verbale.document import Document, Mark, Writing
from verbale.document.units import Unit, rewrite, units
from verbale.document.variants import TranslationUnit, Variant
from verbale.formats.translation import xliff
from verbale.languages import language as known_language
from verbale.press.wording import in_language
from verbale.problems import BadInput, Problem

SURE = 0.6
"""How sure two passages must be the same for a memory to say so."""


def begin(source: Document, language: str, known: Authorities | None = None) -> tuple[Document, tuple[Problem, ...]]:
    """Return a language version as it is begun: the set formulas in their official wording, all else open.

    The annexes of a communication stand as received; those of any other document are to be translated like the rest.
    Raises what `in_language` raises.
    """
    version, problems = in_language(source, known_language(language).code, known or authorities())
    if source.communication is not None:
        return version, problems
    own = {annex.id: annex.language for annex in source.annexes}
    annexes = tuple(msgspec.structs.replace(annex, language=own[annex.id]) for annex in version.annexes)
    tongue = source.masthead.language

    def open_(unit: Unit) -> Unit:
        if not unit.annex or not unit.text or unit.language != version.masthead.language:
            return unit
        marks = (*unit.marks, Mark("untranslated", 0, len(unit.text)))
        return msgspec.structs.replace(unit, marks=marks, language=tongue)

    return rewrite(msgspec.structs.replace(version, annexes=annexes), open_), problems


def to_xliff(
    source: Document,
    target: Document,
    version: xliff.Version = "2.1",
    *,
    prefilled: bool = False,
    original: str = "",
    pairs: Mapping[str, str] | None = None,
    states: Mapping[str, xliff.State] | None = None,
    matches: Mapping[str, Sequence[xliff.Match]] | None = None,
    terms: Mapping[str, Sequence[xliff.TermPair]] | None = None,
) -> Writing:
    """Return a document and its language version as XLIFF 1.2 or 2.1, for a translator's tool.

    ``original`` names the document in the file (else its symbol does); ``pairs`` pairs versions that do not share the ids of
    their blocks (`pairs_of`); ``states``, ``matches`` and ``terms`` go by the ids of
    units (`verbale.document.units`). Raises BadInput where a version does not say its language.
    """
    _tongues(source, target)
    found = xliff.job(source, target, original=original, pairs=pairs, states=states, matches=matches, terms=terms)
    return xliff.write(found, version, prefilled=prefilled)


def merge(
    data: bytes,
    source: Document,
    target: Document,
    *,
    now: Document | None = None,
    original: str = "",
    pairs: Mapping[str, str] | None = None,
) -> xliff.Merged:
    """Return the language version with what a translator wrote in an XLIFF file, and a problem for all that is not right.

    Texts are taken whole or not at all; what was not sent, or changed since in the source, stays as it is. ``target`` is the
    version as it was sent; where it stands otherwise ``now``, the words go in there, and what somebody else wrote since stays
    theirs. The citations of what changed are found anew. Raises BadInput, and takes nothing, where the file is no XLIFF, or is of another
    document or language.
    """
    _tongues(source, target)
    merged = xliff.merge(xliff.read(data), source, target, now=now, original=original, pairs=pairs)
    if not merged.taken:
        return merged
    taken = set(merged.taken)
    kept = [one for one in merged.document.citations if one.block not in taken]
    found = [one for one in citations.mark(merged.document).citations if one.block in taken]
    document = msgspec.structs.replace(merged.document, citations=(*kept, *found))
    return msgspec.structs.replace(merged, document=document)


def pairs_of(source: Document, target: Document, known: Authorities | None = None) -> dict[str, str]:
    """Return the ids of the units of a language version for those of its source, by what they say.

    For versions that come from elsewhere: those made here share the ids of their blocks. What is not surely the same, or
    stands for two paragraphs of the other, is left out. Raises BadInput where both are of one language.
    """
    found = concordance.align((source, target), known)
    from_, into = source.masthead.language, target.masthead.language
    paired: dict[str, str] = {}
    for row in found.rows:
        here, there = row.places.get(from_, ()), row.places.get(into, ())
        if row.sure >= SURE and len(here) == len(there) == 1:
            paired[_unit_of(found.passages[from_][here[0]])] = _unit_of(found.passages[into][there[0]])
    return paired


def _unit_of(passage: concordance.Passage) -> str:
    """Return the id of the unit that a passage is: captions and heads of annexes are called otherwise there."""
    stem, dash, part = passage.id.rpartition("-")
    if dash and (passage.role == "caption" or (passage.role == "heading" and stem == passage.annex)):
        return f"{stem}.{part}"
    return passage.id


def memory(versions: Sequence[Document], known: Authorities | None = None) -> Iterator[TranslationUnit]:
    """Yield what the language versions of a document say alike, passage by passage, for a translation memory.

    Versions made here share the ids of their blocks, which are the pairing then; others are aligned, and what is sure is taken.
    Passages that stand in another language than their version (annexes as received, what is not translated yet) are left
    out. Raises BadInput where a version does not say its language or two are of one language.
    """
    found = concordance.align(versions, known)
    first = versions[0]
    issued = max((one.masthead.issued for one in versions if one.masthead.issued), default=None)
    given: set[str] = set()
    for there in _together(found):
        variants = tuple(
            variant for lang, some in there.items() if some and (variant := _variant(lang, some)) is not None
        )
        if len(variants) < 2:
            continue
        part = next(some[0].id for some in there.values() if some)
        name = f"{first.symbol or 'document'}#{part}"
        if name not in given:
            given.add(name)
            where = {"x-document": first.symbol or "", "x-unit": part, "x-issued": f"{issued or ''}"}
            yield TranslationUnit(name, variants, {key: value for key, value in where.items() if value}, issued)


def _together(found: concordance.Alignment) -> Iterator[dict[str, list[concordance.Passage]]]:
    """Yield the passages that say the same, by language."""
    told = {lang: [one for one in some if one.part != "cover"] for lang, some in found.passages.items()}
    if len({tuple(one.id for one in some) for some in told.values()}) == 1:
        for row in zip(*told.values(), strict=True):
            yield {lang: [one] for lang, one in zip(told, row, strict=True)}
        return
    for line in found.rows:
        if line.sure >= SURE:
            yield {lang: [found.passages[lang][at] for at in places] for lang, places in line.places.items()}


def _variant(language: str, passages: Sequence[concordance.Passage]) -> Variant | None:
    """Return what a version says in some passages, None where it does not say it in its language."""
    own = all(one.tongue == language and not any(mark.kind == "untranslated" for mark in one.marks) for one in passages)
    if not own or any(one.part == "cover" for one in passages):
        return None
    text = " ".join(one.text for one in passages)
    return Variant(language, text, passages[0].marks if len(passages) == 1 else ()) if text.strip() else None


def terms_in(
    source: Document, language: str, terms: Glossary, known: Authorities | None = None
) -> dict[str, list[xliff.TermPair]]:
    """Return, by the ids of units, the terms of a glossary that stand in a document, each with its preferred translation."""
    found: dict[str, list[xliff.TermPair]] = {}
    for unit in units(source):
        stated = facts(unit.text, unit.language, known=known or authorities(), terms=terms)
        concepts = [(fact.text, terms.find(fact.value)) for fact in stated if fact.kind == "term"]
        pairs = [xliff.TermPair(text, one.preferred(language)) for text, one in concepts if one is not None]
        if told := [pair for pair in dict.fromkeys(pairs) if pair.translation]:
            found[unit.id] = told
    return found


def matches_in(source: Document, language: str, remembered: Iterable[TranslationUnit]) -> dict[str, list[xliff.Match]]:
    """Return, by the ids of units, how the very same words were put into a language before, each wording once."""
    known: dict[str, dict[str, xliff.Match]] = {}
    for one in remembered:
        said = {variant.language: variant.text for variant in one.variants}
        before, words = said.get(source.masthead.language, ""), said.get(language, "")
        if before and words:
            match = xliff.Match(before, words, 100, one.properties.get("x-document", ""))
            known.setdefault(" ".join(before.split()), {}).setdefault(words, match)
    wanted = {unit.id: known.get(" ".join(unit.text.split()), {}) for unit in units(source)}
    return {id_: list(matches.values()) for id_, matches in wanted.items() if matches}


def _tongues(source: Document, target: Document) -> None:
    for document, which in ((source, "source"), (target, "target")):
        if not document.masthead.language:
            raise BadInput(
                f"The {which} does not say in which language it is.",
                where=which,
                advice="State it in its masthead.",
            )
