"""Putting back what a translator wrote: text by text, each whole or not at all, and a problem for all that is not right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from verbale.document import Document
from verbale.document.codes import Code, Content, Returned, coded, placed
from verbale.document.units import Unit, rewrite, units
from verbale.formats.translation.markup import legal, token
from verbale.formats.translation.xliff.making import digest, is_open, is_received
from verbale.formats.translation.xliff.model import Answer, Answers, Merged, State
from verbale.languages import identify, language
from verbale.problems import BadInput, NotKnown, Problem, Severity

_SURE, _LONG = 0.85, 40
"""How sure the language of a text must be told, and how long the text be, for a problem to say that it is another."""


def merge(
    answers: Answers,
    source: Document,
    target: Document,
    *,
    now: Document | None = None,
    original: str = "",
    pairs: Mapping[str, str] | None = None,
) -> Merged:
    """Return ``target`` with the translations that came back, and a problem for each that was not taken or has a fault.

    A text is taken where its source is still what was sent, and where it is neither empty nor, in state "new", the source
    again. ``target`` is the language version as it was when the file was made; where it stands otherwise ``now``, that is what
    comes back with the translations in it, and a text that somebody else has written since stays theirs. ``pairs`` gives the
    ids of the target for those of the source, where the versions do not share them. Raises BadInput, and
    nothing is changed, where the file is of another document or of other languages.
    """
    _same(answers, source, target, original or source.symbol or "")
    work = _Work(answers, source, target, pairs)
    document = rewrite(target, work.unit)
    if now is not None and now != target:
        document = _onto(now, target, document, work)
    taken = tuple(work.taken)
    problems = tuple(work.all_problems())
    return Merged(document if taken or work.settled else now or target, taken, work.states, problems)


def _onto(now: Document, then: Document, merged: Document, work: _Work) -> Document:
    """Return a language version as it stands now with what was changed in it then; whoever wrote since keeps theirs."""
    before = {unit.id: unit for unit in units(then, empty=True)}
    after = {unit.id: unit for unit in units(merged, empty=True)}

    def change(unit: Unit) -> Unit:
        was, new = before.get(unit.id), after.get(unit.id)
        if was is None or new is None:
            return unit
        if (unit.text, unit.marks) != (was.text, was.marks):
            work.overtaken(unit, was, new)
            return unit
        if new == was:
            return unit
        return msgspec.structs.replace(unit, text=new.text, marks=new.marks, language=new.language)

    return rewrite(now, change)


def _same(answers: Answers, source: Document, target: Document, original: str) -> None:
    pairs = ((answers.source, source.masthead.language, "source"), (answers.target, target.masthead.language, "target"))
    for given, wanted, which in pairs:
        if given and wanted and _code(given) != wanted:
            raise BadInput(
                f"The {which} language of the file is {given}, that of the document {wanted}.",
                where=which,
                advice="Send the file of this language.",
            )
    if answers.original not in ("", "document", original) and original:
        raise BadInput(
            f"The file is of {answers.original}, not of {original}.",
            where="original",
            advice="Send the file of this document.",
        )


def _code(given: str) -> str:
    try:
        return language(given).code
    except NotKnown:
        return given


class _Work:
    """One file going into one language version: what it brings by the ids of units, and what is said of it."""

    def __init__(
        self, answers: Answers, source: Document, target: Document, pairs: Mapping[str, str] | None = None
    ) -> None:
        self._of = None if pairs is None else {there: here for here, there in pairs.items()}
        self._from, self._into = source.masthead.language, target.masthead.language
        self._sources = {unit.id: unit for unit in units(source)}
        self._tokens = {token(id_): id_ for id_ in self._sources} if answers.version.startswith("2") else {}
        self._answers: dict[str, Answer] = {}
        self._there = {self._name(unit.id) for unit in units(target, empty=True)}
        self.taken: list[str] = []
        self.settled = False
        self.states: dict[str, State] = {}
        self._problems: dict[str, list[Problem]] = {}
        for answer in answers.rows:
            self._answers.setdefault(self._id(answer), answer)
        self._twice = [id_ for id_, count in Counter(map(self._id, answers.rows)).items() if count > 1]

    def _name(self, id_: str) -> str:
        """Return the id in the source of a unit of the language version; empty where it has none."""
        return id_ if self._of is None else self._of.get(id_, "")

    def _id(self, answer: Answer) -> str:
        return self._tokens.get(answer.id, answer.id)

    def unit(self, old: Unit) -> Unit:
        """Return a unit of the language version with what came back for it."""
        name = self._name(old.id)
        source, answer = self._sources.get(name), self._answers.get(name)
        if source is None or answer is None:
            return old
        before = coded(source.text, source.marks)
        if self._refused(answer, old, source) or answer.target is None:
            return old
        self.states[name] = answer.state
        there = coded(old.text, old.marks, before.codes)
        if is_same(answer.target, there) and old.text:
            return self._left(old, answer)
        self.taken.append(old.id)
        result = placed(answer.target, before.codes, there.codes)
        self._codes(name, result.lost, result.doubled, result.unknown)
        self._language(name, answer.target.text, source.text)
        return msgspec.structs.replace(old, text=answer.target.text, marks=result.marks, language=self._into)

    def overtaken(self, unit: Unit, was: Unit, new: Unit) -> None:
        """Leave a text that was written otherwise since the file was made, and say so where the file would change it."""
        self.taken = [id_ for id_ in self.taken if id_ != unit.id]
        self.states.pop(self._name(unit.id), None)
        if new.text not in (unit.text, was.text):
            text = f"Somebody has written other words here since; theirs stay. Yours: {_short(new.text)}"
            self._tell(self._name(unit.id), "merge-unit-overtaken", "error", text)

    def _left(self, old: Unit, answer: Answer) -> Unit:
        """Return a unit whose words came back as they went; what is said to be translated is open no longer."""
        kept = tuple(mark for mark in old.marks if mark.kind != "untranslated")
        if kept == old.marks:
            return old
        if answer.state == "new":
            self._tell(self._name(old.id), "merge-target-open", "warning", "A part of it is still in another language.")
            return old
        self.settled = True
        return msgspec.structs.replace(old, marks=kept)

    def _refused(self, answer: Answer, old: Unit, source: Unit) -> bool:
        """Tell, and say, whether a text cannot be taken."""
        target = answer.target
        if is_received(old, self._into):
            if target is not None and target.text != legal(old.text):
                self._tell(
                    self._name(old.id),
                    "merge-unit-protected",
                    "note",
                    "This stands as received; the translation was not taken.",
                )
            return True
        if target is None or not target.text.strip():
            if source.text.strip():
                self._tell(self._name(old.id), "merge-target-empty", "warning", "There is no translation yet.")
            return bool(source.text.strip()) or target is None
        if answer.part:
            self._tell(
                self._name(old.id), "merge-target-partial", "warning", "Only a part is translated; it was not taken."
            )
            return True
        again = target.text == legal(source.text) and answer.state == "new" and self._from != self._into
        if again and (old.text != source.text or is_open(old, source, self._from, self._into)):
            self._tell(
                self._name(old.id),
                "merge-target-empty",
                "warning",
                "The translation is the source again; there is none yet.",
            )
            return True
        if self._changed(answer, coded(source.text, source.marks)):
            self._tell(
                self._name(old.id),
                "merge-source-changed",
                "error",
                f"The source has changed since the file was made; the translation was not taken: {_short(target.text)}",
            )
            return True
        return False

    @staticmethod
    def _changed(answer: Answer, source: Content) -> bool:
        if answer.digest:
            return answer.digest != digest(source)
        return answer.source.text != legal(source.text)

    def _codes(self, id_: str, lost: Sequence[Code], doubled: Sequence[str], unknown: Sequence[str]) -> None:
        for code in lost:
            if code.kind == "note":
                text = f"The mark of the note {code.value} was lost; it stands at the end now."
                self._tell(id_, "merge-note-moved", "error", text)
            else:
                self._tell(id_, "merge-code-lost", "warning", f"The code {code.id} ({code.kind}) was lost.")
        for name in doubled:
            self._tell(
                id_, "merge-code-doubled", "warning", f"The code {name} stands there twice; the first was taken."
            )
        for name in unknown:
            self._tell(id_, "merge-code-unknown", "warning", f"The source has no code {name or 'without an id'}.")

    def _language(self, id_: str, text: str, source: str) -> None:
        found, sure = identify(text)
        if text != source and found and found != self._into and sure >= _SURE and len(text) >= _LONG:
            self._tell(id_, "merge-language-differs", "warning", f"This reads as {found}, not {self._into}.")

    def _tell(self, id_: str, code: str, severity: Severity, text: str) -> None:
        self._problems.setdefault(id_, []).append(Problem(code, severity, text, id_, _ADVICE[code]))

    def all_problems(self) -> Iterator[Problem]:
        """Yield the problems of all units in the order of the source, then those of the file."""
        for id_ in self._twice:
            self._tell(id_, "merge-unit-doubled", "warning", "The file has this text twice; the first was taken.")
        for id_ in self._answers:
            if id_ not in self._sources:
                self._tell(id_, "merge-unit-unknown", "error", "The document has no such text; it was not taken.")
        for id_, source in self._sources.items():
            if id_ not in self._answers and id_ in self._there and source.text.strip():
                self._tell(id_, "merge-unit-missing", "warning", "The file lacks this text.")
            elif id_ in self._answers and id_ not in self._there:
                self._tell(
                    id_, "merge-unit-absent", "error", "The language version has no such place; it was not taken."
                )
        for id_ in dict.fromkeys((*self._sources, *self._problems)):
            yield from self._problems.get(id_, ())


_ADVICE = {
    "merge-unit-protected": "Nothing: what is received is not translated.",
    "merge-target-empty": "Translate it, or mark it as translated in your tool where it shall stand as it is.",
    "merge-target-open": "Translate that part, or mark it as translated in your tool where it shall stand as it is.",
    "merge-target-partial": "Translate the rest of it.",
    "merge-source-changed": "Export again; your tool's memory has these words.",
    "merge-note-moved": "Put the mark where it belongs.",
    "merge-code-lost": "Look whether the words shall look so.",
    "merge-code-doubled": "Look whether it is the right one.",
    "merge-code-unknown": "Nothing, unless words are lacking.",
    "merge-language-differs": "Look whether the translation is in the right place.",
    "merge-unit-doubled": "Look whether it is the right one.",
    "merge-unit-overtaken": "Compare both, and write what shall stand.",
    "merge-unit-unknown": "Look whether it is of an earlier text of the document; export again.",
    "merge-unit-missing": "Look whether the tool left it out; nothing of it was changed.",
    "merge-unit-absent": "Begin the language version anew, or put the paragraph in by hand.",
}


def is_same(returned: Returned, content: Content) -> bool:
    """Tell whether a text came back word for word with its codes where they were."""
    slots = sorted((slot.id, slot.start, slot.end) for slot in returned.slots)
    codes = sorted((code.id, code.start, code.end) for code in content.codes)
    return returned.text == legal(content.text) and slots == codes


def _short(text: str) -> str:
    return text if len(text) <= 80 else f"{text[:77]}..."
