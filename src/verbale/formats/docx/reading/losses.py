"""What a reading left out or took as settled, as problems: nothing goes silently."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from verbale.formats.docx.reading.package import Package
from verbale.problems import Problem, Severity

# What was counted: the code, how grave it is, what is said (with the count), what to do.
_LOSSES: dict[str, tuple[str, Severity, str, str]] = {
    "changes": (
        "read-tracked-changes",
        "warning",
        "Tracked changes, read as accepted: {}.",
        "Accept or reject them in the document, and send it again.",
    ),
    "comments": (
        "read-comments-left-out",
        "warning",
        "Comments, left out: {}.",
        "Look whether the sender meant them to be seen.",
    ),
    "hidden": (
        "read-hidden-text",
        "warning",
        "Characters of hidden text, left out: {}.",
        "Look at the hidden text in a word processor before the document is circulated.",
    ),
    "struck": (
        "read-struck-out",
        "warning",
        "Passages struck out, read as text all the same: {}.",
        "Delete them in the document if they are not part of it.",
    ),
    "pictures": (
        "read-pictures-left-out",
        "note",
        "Pictures, charts and drawings, left out: {}.",
        "Look whether they say more than ornament does.",
    ),
    "objects": (
        "read-objects-left-out",
        "warning",
        "Embedded objects, not opened: {}.",
        "Ask for their content as text or tables.",
    ),
    "formulas": (
        "read-formulas-flat",
        "warning",
        "Formulas, read as the letters in them: {}.",
        "Compare them with the document.",
    ),
    "outside": (
        "read-outside-parts",
        "warning",
        "Parts stored elsewhere, not fetched: {}.",
        "Ask for the document with all its parts in it.",
    ),
    "signs": (
        "read-signs-unknown",
        "warning",
        "Signs of which no character is known, left at private code points: {}.",
        "Restore them from the document.",
    ),
    "macros": (
        "read-macros-left-out",
        "warning",
        "Macro projects, not opened and never run: {}.",
        "Ask for a document without macros.",
    ),
}


def losses(found: Counter[str], package: Package) -> Iterator[Problem]:
    """Yield a problem for each kind of thing that was counted, and for what the names of the parts tell."""
    counts = Counter(found)
    counts["macros"] += sum(name.lower().endswith("vbaproject.bin") for name in package.names)
    if not counts["objects"]:
        counts["objects"] = sum(name.startswith("word/embeddings/") for name in package.names)
    for kind, (code, severity, text, advice) in _LOSSES.items():
        if counts[kind]:
            yield Problem(code, severity, text.format(f"{counts[kind]:,}"), "", advice)
