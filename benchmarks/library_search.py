"""Search: answers with rows, facets and passages against the bare engine, and how both grow with the archive.

``python -m benchmarks library_search`` makes archives of 10,000 and of 100,000 language versions;
``python -m benchmarks.library_search --sizes 1000000`` those that it says (a million takes half an hour and 20 GB).
Versions are made of words that no language has, as often as words are in languages (Zipf), about 2.5 KB each, six to a
document: paragraphs of a stock of 4,000 in each language, put together anew.

The bare engine is tantivy as one would use it without us: an index of the same terms, one field a language, texts stored
with it. It is asked the terms of the question in the one field where they stand: the first twenty documents and how many
there are, the nine facets, and of each of the twenty the stored document and the engine's own snippet. Ours reads the
question, asks it in all languages, looks whether anything was withdrawn since, and makes rows and marked passages in the
reader's language. Both in processor time, in turn, the best of three; the first asking of each question is not counted.
"""

from __future__ import annotations

import argparse
import datetime
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any

from verbale.server import serving

AT = datetime.datetime(2026, 3, 4, 9, tzinfo=datetime.UTC)
SIZES = (10_000, 100_000)
WORDS, STOCK, PARAGRAPHS, LENGTH, ROUNDS, PAGE = 20_000, 4_000, 8, 40, 3, 20
_LETTERS = {
    "ar": "بتثجحخدذرزسشصضطظعغفقكلمنهوي",
    "ru": "абвгдежзиклмнопрстуфхц",
    "zh": "".join(map(chr, range(0x4E00, 0x5200))),
    "en": "abcdefghiklmnoprstuw",
    "fr": "abcdefghilmnopqrstuv",
    "es": "abcdefghijlmnopqrstu",
}
_KINDS = ("engine", "bare", "ours")


def main(sizes: Sequence[int] = SIZES) -> None:
    """Measure each size in a process of its own, since settings are read once in a process, and tell how costs grow."""
    found = {}
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            command = [sys.executable, "-m", "benchmarks.library_search", "--one", str(size)]
            env = {**os.environ, "VERBALE_DATA": folder}
            told = subprocess.run(command, env=env, check=True, stdout=subprocess.PIPE, text=True).stdout
        found[size] = json.loads(told)
        _tell(size, found[size])
    for before, after in pairwise(sizes):
        for name in ("p50", "p95"):
            grown = {kind: found[after][kind][name] / found[before][kind][name] for kind in _KINDS}
            told = ", ".join(f"{kind} {times:.1f}" for kind, times in grown.items())
            print(f"from {before:,} to {after:,} versions ({after / before:.0f} times) {name} grows: {told} times")
    print("aim: answers within 2 times the bare engine; p95 at 1,000,000 versions under 30 ms")


def _tell(size: int, found: dict[str, Any]) -> None:
    print(
        f"{size:9,} language versions: index made in {found['made']:.0f} s ({size / found['made']:,.0f} a second), "
        f"{found['bytes'] / 1e6:,.0f} MB ({found['shown'] / 1e6:,.0f} of them what results show); bare {found['bare bytes'] / 1e6:,.0f} MB"
    )
    for name in ("p50", "p95"):
        engine, bare, ours = (found[kind][name] for kind in _KINDS)
        print(
            f"    {name}  search and facets alone {engine:7.2f} ms   with documents and snippets {bare:7.2f} ms   "
            f"answers {ours:7.2f} ms   {ours / bare:5.2f} x the bare engine"
        )


def measure(count: int) -> dict[str, Any]:
    """Make the archive and both indexes, and time."""
    folder = serving.prepare()
    from verbale.library.search import index, shown

    made = random.Random(7)  # noqa: S311 - words, not secrets
    words = {lang: _vocabulary(made, letters, 2 if lang == "zh" else 7) for lang, letters in _LETTERS.items()}
    _fill(made, {lang: _stock(made, own, lang) for lang, own in words.items()}, count // 6)
    start = time.process_time()
    index.rebuild(AT)
    took = time.process_time() - start
    bare = _Bare(folder / "bare")
    times = _times(_questions(made, words), bare)
    return {
        "made": took,
        "bytes": index.status(AT).size,
        "shown": sum(path.stat().st_size for path in index.root().rglob(shown.FILE)),
        "bare bytes": sum(path.stat().st_size for path in (folder / "bare").rglob("*")),
        **{kind: {"p50": _at(own, 0.5), "p95": _at(own, 0.95)} for kind, own in zip(_KINDS, times, strict=True)},
    }


def _stock(made: random.Random, words: list[str], lang: str) -> list[tuple[str, str]]:
    """Return paragraphs and the terms of each."""
    from verbale.languages import terms

    often = list(accumulate(1 / (rank + 2) for rank in range(WORDS)))
    blank = "" if lang == "zh" else " "
    texts = [blank.join(made.choices(words, cum_weights=often, k=LENGTH)) for _ in range(STOCK)]
    return [(text, " ".join(terms(text, lang))) for text in texts]


def _vocabulary(made: random.Random, letters: str, longest: int) -> list[str]:
    return ["".join(made.choices(letters, k=made.randint(2, longest))) for _ in range(WORDS)]


def _fill(made: random.Random, stock: dict[str, list[tuple[str, str]]], works: int) -> None:
    """Put documents into the archive, rows and files as a deposit makes them, but all under one entry of the log."""
    from verbale.archive import log
    from verbale.archive.files import stored
    from verbale.archive.models import Expression, Name, Rendition, Ruling, Terms, Work
    from verbale.document import Document, Masthead, Paragraph, to_json

    codes = ["KEN", "MLI", "FRA", "CHN", "EGY", "PER", "AZE", "THA"]
    with log.turn():
        number = log.begin()
        log.write(number, "deposit", "benchmark", {}, by="benchmark", at=AT)
    for first in range(1, works + 1, 500):
        batch = range(first, min(first + 500, works + 1))
        made_works = Work.objects.bulk_create(
            Work(
                entry_id=number, key=f"A/HRC/{at % 60 + 1}/G/{at // 60 + 1}", symbol=f"A/HRC/{at % 60 + 1}/G/{at // 60 + 1}", kind="note-verbale",
                body=("A/HRC", "A", "S")[at % 3], session=str(at % 60 + 1), distribution="general",
                agenda=f'["{at % 10}"]', sender=codes[at % len(codes)],
            )
            for at in batch
        )  # fmt: skip
        Name.objects.bulk_create(Name(entry_id=number, work=w, symbol=w.symbol, key=w.key) for w in made_works)
        Ruling.objects.bulk_create(Ruling(entry_id=number, work=w, step=1, access="public") for w in made_works)
        pairs = [(work, lang) for work in made_works for lang in stock]
        rows = Expression.objects.bulk_create(
            Expression(
                entry_id=number, work=work, language=lang, version=1, stage="issued", stars=0, title=f"{work}",
                issued=datetime.date(2006 + work.pk % 20, 3, 4), released=AT,
            )
            for work, lang in pairs
        )  # fmt: skip
        files, terms = [], []
        for row, (work, lang) in zip(rows, pairs, strict=True):
            own = made.choices(stock[lang], k=PARAGRAPHS)
            blocks = tuple(Paragraph(f"p{at}", text) for at, (text, _) in enumerate(own))
            document = Document(symbol=work.symbol, title=work.symbol, masthead=Masthead(language=lang), content=blocks)
            path = f"{work.pk % 100}/{work.pk}/{lang}.json"
            stored(path).parent.mkdir(parents=True, exist_ok=True)
            stored(path).write_bytes(to_json(document))
            files.append(
                Rendition(
                    entry_id=number, expression=row, format="json", name=path, sha256=f"{row.pk}", size=1, path=path
                )
            )
            terms.append(Terms(expression=row, title=work.symbol.lower(), text="\n".join(one for _, one in own)))
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


class _Bare:
    """An index of the same terms with the texts stored, as the engine alone would be used."""

    def __init__(self, folder: Path) -> None:
        import tantivy

        from verbale.archive.models import Work
        from verbale.library.search import filing
        from verbale.library.search.layout import FACETS, KEYS, NAMES, TEXTS, TITLES

        folder.mkdir()
        schema = tantivy.SchemaBuilder()
        for name in ("work", "order", "year"):
            schema.add_unsigned_field(name, indexed=True, fast=True, stored=True)
        for name in (*TEXTS, *TITLES, NAMES):
            schema.add_text_field(name, stored=True, tokenizer_name="whitespace", index_option="position")
        for name in (*FACETS, *KEYS):
            if name != "year":
                schema.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=name in FACETS)
        self.schema = schema.build()
        index = tantivy.Index(self.schema, path=str(folder))
        writer = index.writer(200_000_000, 1)
        for one in filing.filed(Work.objects.order_by("pk").values_list("pk", flat=True).iterator(), AT):
            writer.add_document(tantivy.Document.from_dict(one.fields, self.schema))
        writer.commit()
        writer.wait_merging_threads()
        index.reload()
        self.searcher = index.searcher()
        self._facets = {name: {"terms": {"field": name, "size": 60}} for name in FACETS}

    def found(self, question: str, lang: str) -> tuple[Any, Any, Any]:
        """Return the query, the documents found and the facets."""
        from tantivy import Occur, Query

        from verbale.languages import terms

        parts = [tuple(terms(word, lang)) for word in question.split()]
        field = f"text_{lang}"
        ways = [
            Query.term_query(self.schema, field, one[0])
            if len(one) == 1
            else Query.phrase_query(self.schema, field, list(one))
            for one in parts
        ]
        query = Query.boolean_query([(Occur.Must, way) for way in ways])
        return query, self.searcher.search(query, PAGE), self.searcher.aggregate(query, self._facets)

    def shown(self, question: str, lang: str) -> list[tuple[Any, str]]:
        """Return of each document found its first title and the engine's snippet."""
        from tantivy import SnippetGenerator

        query, found, _ = self.found(question, lang)
        snippets = SnippetGenerator.create(self.searcher, query, self.schema, f"text_{lang}")
        documents = [self.searcher.doc(address) for _, address in found.hits]
        return [(one.get_first(f"title_{lang}"), snippets.snippet_from_doc(one).to_html()) for one in documents]


def _times(questions: Iterator[tuple[str, str]], bare: _Bare) -> tuple[list[float], ...]:
    """Return the milliseconds of each question by the engine, with snippets, and by ours, in turn."""
    from verbale.library.search import answers
    from verbale.library.search.answers import Search

    found: tuple[list[float], ...] = ([], [], [])
    for question, lang in questions:
        calls = [
            lambda q=question, code=lang: bare.found(q, code),
            lambda q=question, code=lang: bare.shown(q, code),
            lambda q=question, code=lang: answers.search(Search(q), code, AT, size=PAGE),
        ]
        for call in calls:
            call()
        for call, into in zip(calls, found, strict=True):
            into.append(min(_timed(call) for _ in range(ROUNDS)))
    return found


def _timed(call: Any) -> float:
    start = time.process_time()
    call()
    return (time.process_time() - start) * 1000


def _at(values: list[float], share: float) -> float:
    return statistics.quantiles(values, n=100, method="inclusive")[round(share * 100) - 1]


if __name__ == "__main__":
    given = argparse.ArgumentParser()
    given.add_argument("--sizes", type=lambda text: tuple(map(int, text.split(","))), default=SIZES)
    given.add_argument("--one", type=int)
    chosen = given.parse_args()
    if chosen.one:
        print(json.dumps(measure(chosen.one)))
    else:
        main(chosen.sizes)
