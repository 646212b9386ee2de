"""Search: answers with facets, passages and rows against the bare engine, and how both grow with the archive.

``python -m benchmarks library_search`` makes 10,000 language versions; VERSIONS=100000 before it as many as it says.
Versions are made of words that no language has, as often as words are in languages (Zipf), about 2.5 KB each, six to a
document. The bare engine is asked the same terms in the one field where they stand: the first twenty, how many there
are, and the nine facets; ours reads the question, asks it in all languages, and makes the rows and passages that the
page shows. Both are timed in processor time, in turn; the first asking of each question is not counted.
"""

from __future__ import annotations

import datetime
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from typing import Any

from verbale.server import serving

AT = datetime.datetime(2026, 3, 4, 9, tzinfo=datetime.UTC)
WORDS, LENGTH, ROUNDS = 20_000, 320, 3
_LETTERS = {
    "ar": "بتثجحخدذرزسشصضطظعغفقكلمنهوي",
    "ru": "абвгдежзиклмнопрстуфхц",
    "zh": "".join(map(chr, range(0x4E00, 0x5200))),
    "en": "abcdefghiklmnoprstuw",
    "fr": "abcdefghilmnopqrstuv",
    "es": "abcdefghijlmnopqrstu",
}


def main() -> None:
    """Measure in a process of its own: settings are read once in a process."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            [sys.executable, "-m", "benchmarks.library_search"], env={**os.environ, "VERBALE_DATA": folder}, check=True
        )


def measure(count: int) -> None:
    """Make the archive and the index, time and print."""
    serving.prepare()
    from verbale.library.search import index

    made = random.Random(7)  # noqa: S311 - words, not secrets
    words = {lang: _vocabulary(made, letters, 2 if lang == "zh" else 7) for lang, letters in _LETTERS.items()}
    _fill(made, words, count // 6)
    start = time.process_time()
    index.rebuild(AT)
    took = time.process_time() - start
    size = index.status(AT).size / 1e6
    print(f"language versions {count:9,}   index made in {took:.1f} s ({count / took:,.0f} a second), {size:.1f} MB")
    bare, ours = _times(_questions(made, words))
    for name, at in (("p50", 0.5), ("p95", 0.95)):
        one, other = _at(bare, at), _at(ours, at)
        print(f"{name}  bare engine with facets {one:7.2f} ms   answers {other:7.2f} ms   {other / one:5.2f} x")
    print("aim: answers within 2 times the bare engine; p95 at 1,000,000 versions under 30 ms")


def _vocabulary(made: random.Random, letters: str, longest: int) -> list[str]:
    return ["".join(made.choices(letters, k=made.randint(2, longest))) for _ in range(WORDS)]


def _fill(made: random.Random, words: dict[str, list[str]], works: int) -> None:
    """Put documents into the archive, rows and files as a deposit makes them, but all under one entry of the log."""
    from verbale.archive import log
    from verbale.archive.files import stored
    from verbale.archive.models import Expression, Name, Rendition, Ruling, Terms, Work
    from verbale.archive.terms import terms_of
    from verbale.document import Document, Masthead, Paragraph, to_json

    weights = [1 / (rank + 2) for rank in range(WORDS)]
    codes = ["KEN", "MLI", "FRA", "CHN", "EGY", "PER", "AZE", "THA"]
    with log.turn():
        number = log.begin()
        log.write(number, "deposit", "benchmark", {}, by="benchmark", at=AT)
    for first in range(1, works + 1, 500):
        batch = range(first, min(first + 500, works + 1))
        made_works = Work.objects.bulk_create(
            Work(
                entry_id=number, key=f"A/HRC/{at % 60 + 1}/G/{at}", symbol=f"A/HRC/{at % 60 + 1}/G/{at}", kind="note-verbale",
                body=("A/HRC", "A", "S")[at % 3], session=str(at % 60 + 1), distribution="general",
                agenda=f'["{at % 10}"]', sender=codes[at % len(codes)],
            )
            for at in batch
        )  # fmt: skip
        Name.objects.bulk_create(Name(entry_id=number, work=w, symbol=w.symbol, key=w.key) for w in made_works)
        Ruling.objects.bulk_create(Ruling(entry_id=number, work=w, step=1, access="public") for w in made_works)
        pairs = [(work, lang) for work in made_works for lang in words]
        rows = Expression.objects.bulk_create(
            Expression(
                entry_id=number, work=work, language=lang, version=1, stage="issued", stars=0, title=f"{work}",
                issued=datetime.date(2006 + work.pk % 20, 3, 4), released=AT,
            )
            for work, lang in pairs
        )  # fmt: skip
        files, terms = [], []
        for row, (work, lang) in zip(rows, pairs, strict=True):
            text = made.choices(words[lang], weights, k=LENGTH)
            blank = "" if lang == "zh" else " "
            blocks = [Paragraph(f"p{at}", blank.join(text[at : at + 40])) for at in range(0, LENGTH, 40)]
            document = Document(
                symbol=work.symbol, title=work.symbol, masthead=Masthead(language=lang), content=tuple(blocks)
            )
            path = f"{work.pk % 100}/{work.pk}/{lang}.json"
            stored(path).parent.mkdir(parents=True, exist_ok=True)
            stored(path).write_bytes(to_json(document))
            files.append(
                Rendition(
                    entry_id=number, expression=row, format="json", name=path, sha256=f"{row.pk}", size=1, path=path
                )
            )
            found = terms_of(document)
            terms.append(Terms(expression=row, title=found.title, text=found.text))
        Rendition.objects.bulk_create(files)
        Terms.objects.bulk_create(terms)


def _questions(made: random.Random, words: dict[str, list[str]]) -> Iterator[tuple[str, str]]:
    """Yield questions and their language: a common word, two words, a rare one, a common and a rarer one."""
    for lang, known in words.items():
        for _ in range(5):
            yield known[made.randint(3, 30)], lang
            yield f"{known[made.randint(3, 60)]} {known[made.randint(3, 60)]}", lang
            yield known[made.randint(2000, 9000)], lang
            yield f"{known[made.randint(3, 100)]} {known[made.randint(100, 1000)]}", lang


def _times(questions: Iterator[tuple[str, str]]) -> tuple[list[float], list[float]]:
    """Return the milliseconds of each question by the bare engine and by ours, the best of some rounds, in turn."""
    from tantivy import Occur, Query

    from verbale.languages import terms
    from verbale.library.search import answers, index
    from verbale.library.search.answers import Search
    from verbale.library.search.asking import side_by_side
    from verbale.library.search.layout import FACETS

    searcher = index.opened().searcher
    facets = {name: {"terms": {"field": name, "size": 60}} for name in FACETS}

    def ask(question: str, lang: str) -> Any:
        parts = [side_by_side(f"text_{lang}", tuple(terms(word, lang))) for word in question.split()]
        query = Query.boolean_query([(Occur.Must, part) for part in parts])
        return searcher.search(query, 20), searcher.aggregate(query, facets)

    bare, ours = [], []
    for question, lang in questions:
        calls = [lambda q=question, code=lang: ask(q, code), lambda q=question: answers.search(Search(q), "en", AT)]
        for call, into in zip(calls, (bare, ours), strict=True):
            call()
            into.append(min(_timed(call) for _ in range(ROUNDS)))
    return bare, ours


def _timed(call: Any) -> float:
    start = time.process_time()
    call()
    return (time.process_time() - start) * 1000


def _at(values: list[float], share: float) -> float:
    return statistics.quantiles(values, n=100, method="inclusive")[round(share * 100) - 1]


if __name__ == "__main__":
    measure(int(os.environ.get("VERSIONS", "10000")))
