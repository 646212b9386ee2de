"""What a language version is translated from: the text in the original language as it stands now, passage by passage.

That is the version of the case in the original language, which may have been edited; where a passage of it stands as it
was begun, what the communication says as it is read now, which may have been read again. A change is translated from the
changed text, or from what is out. What a passage was written from is kept with it (`verbale.desk.models.Segment`), so that
a change marks what it touched and nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher

import msgspec
from rapidfuzz.fuzz import ratio

from verbale import press
from verbale.archive.organization import authorities
from verbale.desk import cases, readings, texts
from verbale.desk.models import Case
from verbale.document import Document
from verbale.problems import VerbaleError


class Source(msgspec.Struct, frozen=True):
    """What is translated: its language, its words by path, and as they were when the language versions were begun.

    ``new`` are passages that came in since, which no language version has.
    """

    language: str
    words: Mapping[str, str]
    begun: Mapping[str, str]
    new: tuple[str, ...] = ()


def source(case: Case, language: str) -> Source:
    """Return what a language of a case is translated from."""
    read = readings.corrected(case)
    tongue = read.masthead.language
    ours = cases.languages(case)
    if case.change:
        if tongue in ours and tongue != language and (first := texts.begun(case, tongue)):
            return Source(tongue, texts.words(texts.document(case, tongue)), texts.words(first))
        out = texts.released(case, tongue if texts.last(case.follows, tongue) else ours[0])
        return Source(out.masthead.language, texts.words(out), texts.words(out))
    first = texts.begun(case, tongue) if tongue in ours else None
    if first is None:
        return Source(tongue, texts.words(read), texts.words(read))
    begun = texts.words(first)
    now, new = _moved(begun, texts.words(_as_version(read, tongue)))
    if tongue != language:
        stands = texts.words(texts.document(case, tongue))
        edited = {path: words for path, words in stands.items() if words != begun.get(path)}
        now = {path: edited.get(path, words) for path, words in now.items()}
    return Source(tongue, now, begun, new)


def _as_version(read: Document, tongue: str) -> Document:
    """Return what was read as the version in its own language, as far as it goes."""
    try:
        return press.in_language(read, tongue, authorities())[0]
    except VerbaleError:
        return read


def _moved(begun: Mapping[str, str], read: Mapping[str, str]) -> tuple[dict[str, str], tuple[str, ...]]:
    """Return what is read now under the paths of what was begun, and the passages that no path has.

    A paragraph that came in moves the ids behind it: what is the same is found by its words, what lies between two
    such places belongs together in order.
    """
    old, new = list(begun), list(read)
    now, extra = dict.fromkeys(old, ""), []
    for what, i, j, k, m in SequenceMatcher(None, [*begun.values()], [*read.values()], autojunk=False).get_opcodes():
        if what == "insert":
            extra += new[k:m]
            continue
        pairs = _pairs([begun[path] for path in old[i:j]], [read[path] for path in new[k:m]])
        now |= {old[i + one]: read[new[k + other]] for one, other in pairs.items()}
        taken = set(pairs.values())
        extra += [new[k + other] for other in range(m - k) if other not in taken]
    return now, tuple(read[path] for path in extra if read[path])


def _pairs(old: Sequence[str], new: Sequence[str]) -> dict[int, int]:
    """Return which of two runs of passages belong together: as many as there are, in order, the likest first."""
    if len(old) == len(new):
        return {place: place for place in range(len(old))}
    every = [(ratio(one, other), i, k) for i, one in enumerate(old) for k, other in enumerate(new)]
    pairs: dict[int, int] = {}
    for _, i, k in sorted(every, key=lambda pair: (-pair[0], pair[1:])):
        if all((one < i) == (other < k) and one != i and other != k for one, other in pairs.items()):
            pairs[i] = k
    return pairs
