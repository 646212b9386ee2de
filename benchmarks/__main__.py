"""Runs every benchmark and prints its ratios; a name or several run those alone: ``python -m benchmarks reading``."""

import importlib
import sys

ALL = (
    "citing",
    "reading",
    "docx_reading",
    "pdf_reading",
    "akn_writing",
    "six_pdfs",
    "scanning",
    "desk",
    "stored_pages",
    "importing",
    "concord",
    "concord_errors",
    "library_search",
    "memory",
)


def main() -> None:
    for name in sys.argv[1:] or ALL:
        print(f"== {name}")
        importlib.import_module(f"benchmarks.{name}").main()
        print()


if __name__ == "__main__":
    main()
