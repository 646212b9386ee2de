"""The commands of the search index: how it stands, bringing it up to date, making it anew."""

from __future__ import annotations

import click

from verbale.cli import derived


@click.group()
def index() -> None:
    """Keep the index of search: it is derived from the archive, and may be made anew at any time.

    Searching itself brings in what is new while that is little; after a large import, and after an upgrade that
    analyses words otherwise, `verbale index update` does.
    """


derived.add_commands(
    index,
    "verbale.library.search.index",
    {
        "status": "Tell how the index stands: current, behind, old (made by another release) or absent.",
        "update": "File what changed since the last entry of the log that the index knows; make it anew where it has to be.",
        "rebuild": "Make the index anew beside the old one, which answers until it is done.",
    },
    lambda known: (
        f"{known.state}: {known.documents} documents, {known.size / 1e6:.1f} MB in {known.folder}\n"
        f"log entries: {known.entry} of {known.last}; documents to be filed: {known.waiting}"
    ),
)
