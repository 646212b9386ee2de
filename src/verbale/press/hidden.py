"""What an uploaded file carries and does not show, for the officer who must not publish it unseen."""

from __future__ import annotations

import msgspec

from verbale import formats
from verbale.document.hidden import Hidden, bounded
from verbale.problems import BadInput


def hidden(data: bytes, name: str = "") -> tuple[Hidden, ...]:
    """Return the hidden metadata of a file: authors, comments, changes, places, programs, files and pictures inside.

    Formats that can hide nothing give an empty tuple. What cannot be looked at is one thing of the kind "unread", never an
    empty tuple: nothing is known of it. ``where`` of what a picture inside hides begins with the picture's name.
    """
    try:
        row = formats.of_file(data, name)
        found = list(row.hides(data)) if row.hides else []
        inside = list(row.pictures(data)) if row.pictures else []
    except BadInput as error:
        return bounded([Hidden("unread", name or "file", error.text, error.where)])
    for part, picture in inside:
        found += (msgspec.structs.replace(one, where=f"{part}: {one.where}") for one in hidden(picture, part))
    return bounded(found)
