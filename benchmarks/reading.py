"""Reading a note verbale in Markdown against markdown-it-py parsing the same text alone."""

from __future__ import annotations

import os
from pathlib import Path

from markdown_it import MarkdownIt

import verbale
from benchmarks.timing import best

ROOT = Path(__file__).resolve().parent.parent


def main() -> None:
    shared = Path(os.getenv("VERBALE_SHARED", str(ROOT.parent / "shared")))
    seed = shared / "facts" / "seed.md"
    path = seed if seed.exists() else min((ROOT / "src/verbale/specimens").glob("*.md"))
    data = path.read_bytes()
    text, parser = data.decode(), MarkdownIt()
    times = best(
        {
            "markdown-it-py, parsing alone": lambda: parser.parse(text),
            "verbale.read": lambda: verbale.read(data, path.name),
        }
    )
    bare = times["markdown-it-py, parsing alone"]
    for name, seconds in times.items():
        print(f"{name:32} {seconds * 1000:8.2f} ms   {seconds / bare:6.2f} x the bare parse")
    print("aim: verbale.read within 5 x")


if __name__ == "__main__":
    main()
