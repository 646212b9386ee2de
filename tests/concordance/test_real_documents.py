"""Real documents in six languages: they stand row by row, errors put into them are found, and little else is."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from benchmarks.concord_errors import agrees
from benchmarks.seeding import KINDS, seeds
from verbale.document import Document
from verbale.languages import LANGUAGES
from verbale.press import concord, read

FOLDERS = {"ar": "Arabic", "zh": "Chinese", "en": "English", "fr": "French", "ru": "Russian", "es": "Spanish"}
SHOWN = {"citation", "date", "amount", "paragraph dropped", "footnote dropped", "paragraphs swapped", "State replaced"}


@pytest.fixture(scope="module")
def sets(shared: Path) -> list[dict[str, Document]]:
    """Ten documents of three series, all of whose versions have the same kinds of passages."""
    found = []
    series = sorted((shared / "data" / "akn4un").glob("*/*"))
    for folder in series:
        english = sorted((folder / "English").glob("*.xml"))[:2]
        for path in english:
            name = path.stem.removesuffix("E")
            versions = {}
            for language, other in FOLDERS.items():
                for file in (folder / other).glob(f"{name.rpartition('-')[0] or name}*.xml"):
                    versions[language] = read(file.read_bytes(), file.name).document
            if len(versions) == len(LANGUAGES) and agrees(versions):
                found.append(versions)
    return found[:10]


def test_where_structure_agrees_nearly_all_blocks_stand_in_one_row(sets: list[dict[str, Document]]) -> None:
    right = every = 0
    for versions in sets:
        alignment = concord(list(versions.values())).alignment
        for row in alignment.rows:
            ids = {alignment.passages[language][places[0]].id for language, places in row.places.items()}
            every += 1
            right += len(row.places) == len(LANGUAGES) and len(ids) == 1
    assert every > 100
    assert right / every >= 0.99


@pytest.mark.parametrize("kind", sorted(SHOWN))
def test_errors_are_found_in_every_language(sets: list[dict[str, Document]], kind: str) -> None:
    assert set(KINDS) >= SHOWN
    before = [{one.key for one in concord(list(versions.values())).findings} for versions in sets]
    put = found = 0
    for language in LANGUAGES:
        for number, versions, _ in seeds(sets, kind, language, 4, Random(f"{kind} {language}")):  # noqa: S311 - the same every time
            put += 1
            findings = concord(list(versions.values())).findings
            found += any(one.key not in before[number] and language in one.odd for one in findings)
    assert put >= 12
    assert found >= put - 1
