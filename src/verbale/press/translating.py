"""Translating outside the house: a language version begun, sent to a translator's tool as XLIFF, and merged again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from verbale import citations
from verbale.authorities import Authorities, authorities
from verbale.document import Document, Mark, Writing
from verbale.document.units import Unit, rewrite
from verbale.formats.translation import xliff
from verbale.languages import language as known_language
from verbale.press.wording import in_language
from verbale.problems import BadInput, Problem


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
    states: Mapping[str, xliff.State] | None = None,
    matches: Mapping[str, Sequence[xliff.Match]] | None = None,
    terms: Mapping[str, Sequence[xliff.TermPair]] | None = None,
) -> Writing:
    """Return a document and its language version as XLIFF 1.2 or 2.1, for a translator's tool.

    ``original`` names the document in the file (else its symbol does); ``states``, ``matches`` and ``terms`` go by the ids of
    units (`verbale.document.units`). Raises BadInput where a version does not say its language.
    """
    _tongues(source, target)
    found = xliff.job(source, target, original=original, states=states, matches=matches, terms=terms)
    return xliff.write(found, version, prefilled=prefilled)


def merge(data: bytes, source: Document, target: Document, *, original: str = "") -> xliff.Merged:
    """Return the language version with what a translator wrote in an XLIFF file, and a problem for all that is not right.

    Texts are taken whole or not at all; what was not sent, or changed since in the source, stays as it is. The citations of
    what changed are found anew. Raises BadInput, and takes nothing, where the file is no XLIFF, or is of another
    document or language.
    """
    _tongues(source, target)
    merged = xliff.merge(xliff.read(data), source, target, original=original)
    if not merged.taken:
        return merged
    taken = set(merged.taken)
    kept = [one for one in merged.document.citations if one.block not in taken]
    found = [one for one in citations.mark(merged.document).citations if one.block in taken]
    document = msgspec.structs.replace(merged.document, citations=(*kept, *found))
    return msgspec.structs.replace(merged, document=document)


def _tongues(source: Document, target: Document) -> None:
    for document, which in ((source, "source"), (target, "target")):
        if not document.masthead.language:
            raise BadInput(
                f"The {which} does not say in which language it is.",
                where=which,
                advice="State it in its masthead.",
            )
