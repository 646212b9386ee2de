"""The translation memory: looking up a passage among a million, against comparing it with all of them.

``python -m benchmarks memory`` makes 100,000 units; SEGMENTS=1000000 before it as many as it says. Units are made of words
that no language has, as often as words are in languages (Zipf), in two languages, 5 to 45 words long, with figures. One in
three asked for is there as it is, one with other figures, one with two words of it changed. The peer is rapidfuzz over all
segments in one call, on a twentieth of them. Lookups are timed on the clock, one after the other.
"""

from __future__ import annotations

import itertools
import os
import random
import statistics
import tempfile
import time
from collections.abc import Iterator

import tantivy
from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from verbale.memory import engine
from verbale.memory.matching import matches
from verbale.memory.units import Unit
from verbale.memory.wording import tokens

VOCABULARY, ASKED = 60_000, 300


def main() -> None:
    """Make the memory, ask it, and print."""
    count = int(os.environ.get("SEGMENTS", "100000"))
    dice = random.Random(7)  # noqa: S311 - words, not secrets
    words = ["".join(dice.choices("abcdefghiklmnoprstuw", k=dice.randint(2, 10))) for _ in range(VOCABULARY)]
    weights = list(itertools.accumulate(1 / (rank + 2) for rank in range(VOCABULARY)))
    asked: list[str] = []
    sample: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        writer = tantivy.Index(engine.schema(), path=folder).writer(300_000_000, 1)
        for number, unit in enumerate(_units(dice, words, weights, count)):
            writer.add_document(engine.filed(unit))
            if number % (count // ASKED) == 0:
                asked.append(unit.texts["en"])
            if number % 20 == 0:
                sample.append(unit.texts["en"])
        writer.commit()
        writer.wait_merging_threads()
        took = time.perf_counter() - start
        size = sum(file.stat().st_size for file in os.scandir(folder)) / 1e6
        print(f"segments {count:,}   memory made in {took:.0f} s ({count / took:,.0f} a second), {size:,.0f} MB")
        searcher = tantivy.Index.open(folder).searcher()
        ways = {
            "the same": lambda text: text,
            "other figures": lambda text: text.replace("7", "8"),
            "two words changed": lambda text: _changed(dice, words, text),
        }
        for name, way in ways.items():
            times, hit = [], 0
            for text in asked:
                wanted = way(text)
                start = time.perf_counter()
                found = matches(searcher, wanted, "en", "fr")
                times.append(1000 * (time.perf_counter() - start))
                hit += any(match.source == text for match in found)
            p50, p95 = statistics.median(times), statistics.quantiles(times, n=20)[-1]
            print(f"{name:18} p50 {p50:6.1f} ms   p95 {p95:6.1f} ms   found {hit} of {len(asked)}")
    choices = [tokens(text) for text in sample]
    start = time.perf_counter()
    for text in asked[:3]:
        process.extract(tokens(text), choices, scorer=Levenshtein.normalized_similarity, processor=None, limit=5)
    print(
        f"comparing with all {1000 * 20 * (time.perf_counter() - start) / 3:,.0f} ms (worked out from a twentieth of them)"
    )


def _units(dice: random.Random, words: list[str], weights: list[float], count: int) -> Iterator[Unit]:
    for number in range(count):
        said = dice.choices(words, cum_weights=weights, k=dice.randint(5, 45))
        said.insert(dice.randrange(len(said)), str(dice.randint(1, 2100)))
        text = " ".join(said)
        yield Unit(
            {"en": text, "fr": text[::-1]}, {"en": "p1", "fr": "p1"}, {}, number + 1, f"X/{number}", "2020-01-01"
        )


def _changed(dice: random.Random, words: list[str], text: str) -> str:
    said = text.split()
    for _ in range(2):
        said[dice.randrange(len(said))] = dice.choice(words)
    return " ".join(said)


if __name__ == "__main__":
    main()
