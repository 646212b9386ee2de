"""What a web page carries and does not show: comments, metadata, scripts, elements that are hidden, paths of a machine."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from verbale.document.hidden import Hidden, bounded
from verbale.formats.html.reading_source import source_of, thinned

_UNSHOWN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_SETTINGS = frozenset({"viewport", "theme-color", "color-scheme", "robots", "format-detection"})
_LOADED = frozenset({"img", "script", "iframe", "object", "embed", "source", "video", "audio", "link"})
_AWAY = re.compile(r"(?:[a-z][a-z0-9+.-]*:)?//|file:", re.IGNORECASE)


def hidden(data: bytes) -> tuple[Hidden, ...]:
    """Return what a web page carries and does not show; raises BadInput where it is too large to be one document."""
    text = source_of(data).text
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, no_network=True, collect_ids=False)
    try:
        root = etree.fromstring(thinned(text).encode(), parser)
    except etree.XMLSyntaxError:
        root = None
    return bounded(_comments(text) if root is None else _all(root))


def _all(root: etree._Element) -> Iterator[Hidden]:
    for element in root.iter():
        where = f"line {element.sourceline or 1}"
        if not isinstance(element.tag, str):
            yield Hidden(
                "comment", "comment" if element.tag is etree.Comment else "instruction", element.text or "", where
            )
            continue
        name = (element.get("name") or element.get("property") or "").lower()
        if element.tag == "meta" and name and name not in _SETTINGS and element.get("content"):
            yield Hidden("property", name, element.get("content") or "", where)
        if element.tag == "script":
            yield Hidden("script", "script", element.text or element.get("src") or "", where)
        elif any(key.startswith("on") for key in element.attrib):
            yield Hidden(
                "script", element.tag, "; ".join(v for k, v in element.attrib.items() if k.startswith("on")), where
            )
        if (element.get("hidden") is not None or _UNSHOWN.search(element.get("style") or "")) and (
            words := " ".join("".join(element.itertext()).split())
        ):
            yield Hidden("hidden-text", element.tag, words, where)
        target = (element.get("src") or element.get("href") or element.get("data") or "").strip()
        if _AWAY.match(target) and (element.tag in _LOADED or target.lower().startswith("file:")):
            yield Hidden("outside", element.tag, target, where)


def _comments(text: str) -> Iterator[Hidden]:
    """The comments of a page that has no tree."""
    at = text.find("<!--")
    while at >= 0:
        end = text.find("-->", at)
        yield Hidden("comment", "comment", text[at + 4 : end if end >= 0 else None], "")
        at = text.find("<!--", end) if end >= 0 else -1
