"""What documents are about: the key under which the same term of any thesaurus is one subject."""

from __future__ import annotations

import re

LONGEST = 200
_BETWEEN = re.compile(r"[\W_]+")


def key_of_term(term: str) -> str:
    """Return the key of a term: small letters and digits, a hyphen for all that stands between them."""
    return _BETWEEN.sub("-", term.casefold()).strip("-")[:LONGEST].rstrip("-")
