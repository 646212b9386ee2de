"""How many errors put into real documents are found, and how many alarms there are where nothing was put.

In each language fifty of each kind (`benchmarks.seeding`), over the samples of the machine-readable series. An error is
found where a finding appears that was not there before and names the language. Alarms are told for the documents whose six
versions agree in the kinds of their passages and in the symbols that their publisher linked; whether each is false, or a
slip of the publisher, is for a person to say (docs/explanation/concordance.md does).
"""

from __future__ import annotations

import os
import sys
from collections import Counter, defaultdict
from pathlib import Path
from random import Random

from benchmarks.seeding import KINDS, seeds
from verbale import press
from verbale.document import Document, places
from verbale.languages import LANGUAGES

_SHARED = Path(os.environ.get("VERBALE_SHARED", Path(__file__).parents[2] / "shared")) / "data" / "akn4un"


def main() -> None:
    """Print, for each kind and language, how many are found, and the alarms in documents that agree."""
    if not _SHARED.is_dir():
        print("no shared data: set VERBALE_SHARED")
        return
    count = int(os.environ.get("VERBALE_SEEDS", "50"))
    sets = read(_SHARED)
    before = [{one.key for one in press.concord(list(versions.values())).findings} for versions in sets]
    total = Counter[str]()
    for kind in KINDS:
        told = []
        for language in LANGUAGES:
            seeded = seeds(sets, kind, language, count, Random(f"2026 {kind} {language}"))  # noqa: S311 - the same errors every time
            found = 0
            for number, versions, blocks in seeded:
                findings = press.concord(list(versions.values())).findings
                hit = any(one.key not in before[number] and language in one.odd for one in findings)
                found += hit
                if not hit and "-v" in sys.argv:
                    print("  missed:", kind, language, versions[language].symbol, blocks)
            told.append(f"{language} {found}/{len(seeded)}")
            total.update(found=found, put=len(seeded))
        print(f"{kind:26} {'  '.join(told)}", flush=True)
    print(f"found: {total['found']} of {total['put']}, {total['found'] / total['put']:.1%}")
    clean = [versions for versions in sets if agrees(versions)]
    alarms = [
        (versions["en"].symbol, one) for versions in clean for one in press.concord(list(versions.values())).findings
    ]
    print(f"documents that agree: {len(clean)} of {len(sets)}; alarms in them: {len(alarms)}")
    for symbol, one in alarms:
        print(f"  {symbol}: {one.severity} {one.code}: {one.text}")


def read(folder: Path) -> list[dict[str, Document]]:
    """Return the documents in a folder that are there in six languages, each by language."""
    found: dict[tuple[str, str], dict[str, Document]] = defaultdict(dict)
    for path in sorted(folder.rglob("*.xml")):
        document = press.read(path.read_bytes(), path.name).document
        found[path.relative_to(folder).parts[0], document.symbol or ""][document.masthead.language] = document
    whole = [versions for versions in found.values() if len(versions) == len(LANGUAGES)]
    return [{language: versions[language] for language in LANGUAGES} for versions in whole]


def agrees(versions: dict[str, Document]) -> bool:
    """Say whether versions have the same kinds of passages in the same order, and the same symbols linked."""
    kinds = {
        tuple((type(one.block), getattr(one.block, "role", ""), one.annex, one.note) for one in places(version))
        for version in versions.values()
    }
    linked = {
        frozenset(
            mark.value.rstrip("/").rpartition("undocs.org/")[2].partition("/")[2].lower()
            for one in places(version)
            for mark in one.block.marks
            if mark.kind == "link" and "undocs.org" in mark.value
        )
        for version in versions.values()
    }
    return len(kinds) == len(linked) == 1


if __name__ == "__main__":
    main()
