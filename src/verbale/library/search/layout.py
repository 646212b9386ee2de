"""The fields of the index, and what its contents depend on besides the archive.

A document of the index is a document in all its languages; every language has a field of its own, so that each is
ranked among its like.
"""

from __future__ import annotations

import hashlib
from functools import cache
from importlib import metadata, resources

import tantivy

from verbale.languages import LANGUAGES

TEXTS = tuple(f"text_{lang}" for lang in LANGUAGES)
TITLES = tuple(f"title_{lang}" for lang in LANGUAGES)
NAMES = "names"
"""The names of States, bodies and sessions in all languages."""
FACETS = ("body", "session", "item", "kind", "state", "lang", "year", "distribution", "series")
"""What answers are counted by; ``session`` is "A/HRC 43", ``state`` the code of the sender."""
KEYS = ("symbol", "within", "compact", "cites", "sitting")
"""Exact: match keys of the symbols, and of all that they stand under; letters and digits of the symbols alone; match
keys of what is cited; the session's code without its body."""


@cache
def schema() -> tantivy.Schema:
    """Return the fields as the engine knows them: ``work`` is the primary key, ``order`` the newest first, unique.

    ``shown`` is the place of what results show (`verbale.library.search.shown`).
    """
    made = tantivy.SchemaBuilder()
    for name in ("work", "order", "year"):
        made.add_unsigned_field(name, indexed=True, fast=True)
    made.add_unsigned_field("shown", indexed=False, fast=True)
    for name in (*TEXTS, *TITLES, NAMES):
        made.add_text_field(name, tokenizer_name="whitespace", index_option="position")
    for name in FACETS:
        if name != "year":
            made.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=True)
    for name in KEYS:
        made.add_text_field(name, tokenizer_name="raw", index_option="basic")
    return made.build()


@cache
def analysis() -> str:
    """Return the hash of what makes terms out of words: an archive whose terms were made by another has to make them anew."""
    digest = hashlib.sha256(metadata.version("PyStemmer").encode())
    for name in ("terms.py", "folding.py", "data/terms.toml"):
        digest.update(resources.files("verbale.languages").joinpath(name).read_bytes())
    digest.update(resources.files("verbale.archive").joinpath("terms.py").read_bytes())
    return digest.hexdigest()[:16]


@cache
def making() -> str:
    """Return the hash of what makes an index out of rows; an index of another is made anew."""
    digest = hashlib.sha256(f"{tantivy.__version__} {analysis()}".encode())
    for name in ("layout.py", "filing.py", "shown.py"):
        digest.update(resources.files("verbale.library.search").joinpath(name).read_bytes())
    digest.update(resources.files("verbale.library").joinpath("facts.py").read_bytes())
    return digest.hexdigest()[:16]
