"""Elements of HTML from strings: what is text is escaped here and nowhere else."""

from __future__ import annotations

import html
from collections.abc import Mapping

from verbale.document.printing import clean


def escape(text: str) -> str:
    """Return the text cleaned and escaped, for content and for attributes in double quotes."""
    return html.escape(clean(text), quote=True)


def element(tag: str, content: str | None, attributes: Mapping[str, str] | None = None) -> str:
    """Return an element with ``content``, which is markup already; without an end tag where it is None.

    Empty attributes are left out.
    """
    written = "".join(f' {name}="{escape(value)}"' for name, value in (attributes or {}).items() if value)
    return f"<{tag}{written}>" if content is None else f"<{tag}{written}>{content}</{tag}>"
