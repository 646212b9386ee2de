"""HTML: one page to a language version, whole in itself, for eyes, screen readers, telephones and printers.

No script, no outside file: the page says so in its content security policy. Every text is escaped; only http, https and
mailto addresses become links.
"""

from __future__ import annotations

from importlib.resources import files

from verbale.document import Document, WriteOptions, Writing
from verbale.document.printing import address, clean, direction, doubts, linked, name
from verbale.formats.html.hidden import hidden
from verbale.formats.html.markup import element, escape
from verbale.formats.html.page import article
from verbale.formats.html.reader import read

__all__ = ["hidden", "read", "write"]

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'"


def write(document: Document, options: WriteOptions) -> Writing:
    """Return the document as an accessible page of HTML in UTF-8, with what the page could not keep."""
    language = document.masthead.language or "en"
    target = address(document, options)
    title = name(document)
    if document.symbol and title != document.symbol:
        title = f"{clean(document.symbol)} – {title}"
    head = [
        '<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        element("meta", None, {"http-equiv": "Content-Security-Policy", "content": _POLICY}),
        f"<title>{escape(title)}</title>",
        element("link", None, {"rel": "canonical", "href": target}) if target else "",
        f"<style>\n{files('verbale.formats.html').joinpath('page.css').read_text('utf-8')}</style>",
    ]
    body = element("main", article(linked(document), target))
    page = element(
        "html",
        f"\n<head>\n{_joined(head)}\n</head>\n<body>\n{body}\n</body>\n",
        {"lang": language, "dir": direction(language)},
    )
    return Writing(f"<!doctype html>\n{page}\n".encode(), doubts(document))


def _joined(lines: list[str]) -> str:
    return "\n".join(line for line in lines if line)
