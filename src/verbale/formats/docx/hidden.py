"""What an office document carries beside its text: who wrote it with what, comments, changes, files and programs inside."""

from __future__ import annotations

import re
from collections.abc import Iterator

from verbale.document.hidden import Hidden, bounded
from verbale.formats.docx.reading.package import Element, Package
from verbale.formats.docx.reading.tags import VAL, VANISH, W
from verbale.problems import BadInput

_LOCAL = re.compile(r"\{[^{}]*\}")
_CHANGES = frozenset(
    {"ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge", "numberingChange"}
    | {f"{what}PrChange" for what in ("r", "p", "sect", "tbl", "tblEx", "tr", "tc", "tblGrid")}
)
_MACROS = ("vbaproject.bin", "vbadata.xml")
_INSIDE = ("embeddings/", "activex/", "customxml/item")
_PICTURES = (".jpg", ".jpeg", ".png", ".tif", ".tiff")
_WEB = ("http://", "https://", "mailto:", "#")
_MOST_PICTURES = 200


def hidden(data: bytes) -> tuple[Hidden, ...]:
    """Return what an office document carries and does not show; raises BadInput where it cannot be opened."""
    opened = Package(data)
    return bounded(_all(opened))


def pictures(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield the name and the bytes of each picture inside, as far as they can be read; raises as :func:`hidden`."""
    opened = Package(data)
    named = [name for name in opened.names if name.lower().endswith(_PICTURES)]
    for name in named[:_MOST_PICTURES]:
        try:
            picture = opened.bytes_of(name)
        except BadInput:
            continue
        if picture:
            yield name, picture


def _all(opened: Package) -> Iterator[Hidden]:
    for name in opened.names:
        low = name.lower()
        if low.endswith(_MACROS):
            yield Hidden("macro", name.rpartition("/")[2], "", name)
        elif any(inside in low for inside in _INSIDE) and not low.endswith(".rels") and "props" not in low:
            yield Hidden("embedded", name.rpartition("/")[2], "", name)
        elif low.endswith(".rels"):
            yield from _outside(opened, name)
        elif low.endswith(".xml"):
            yield from _part(opened, name)


def _part(opened: Package, name: str) -> Iterator[Hidden]:
    try:
        root = opened.tree(name)
    except BadInput as error:
        yield Hidden("unread", name, error.text, name)
        return
    if root is None:
        return
    if name.lower().startswith("docprops/"):
        yield from _properties(root, name)
    elif root.tag.startswith(W) or name.lower().startswith("word/"):
        yield from _words(root, name)


def _properties(root: Element, part: str) -> Iterator[Hidden]:
    for element in root.iter():
        if len(element) == 0 and (text := (element.text or "").strip()):
            own = next((e.get("name") for e in (element, element.getparent()) if e is not None and e.get("name")), "")
            yield Hidden("property", own or _local(element), text, part)


def _words(root: Element, part: str) -> Iterator[Hidden]:
    ids: set[str] = set()
    for element in root.iter():
        what = _local(element)
        ids.update(value for key, value in element.attrib.items() if "}rsid" in key)
        match what:
            case "rsid" | "rsidRoot":
                ids.add(element.get(VAL) or "")
            case "comment":
                about = " ".join(filter(None, (element.get(f"{W}date"), _text(element))))
                yield Hidden("comment", element.get(f"{W}author") or "comment", about, part)
            case "person":
                if author := next((value for key, value in element.attrib.items() if key.endswith("}author")), ""):
                    yield Hidden("property", "person", author, part)
            case "docVar":
                yield Hidden("property", element.get(f"{W}name") or what, element.get(VAL) or "", part)
            case "vanish" if element.tag == VANISH and element.get(VAL, "1") not in ("0", "false", "off"):
                run = element.getparent().getparent() if element.getparent() is not None else None
                if run is not None and run.tag == f"{W}r" and (text := _text(run)):
                    yield Hidden("hidden-text", "hidden text", text, part)
            case _:
                pass
        if what in _CHANGES:
            about = " ".join(filter(None, (what, element.get(f"{W}date"), _text(element))))
            yield Hidden("change", element.get(f"{W}author") or "change", about, part)
    if ids - {""}:
        yield Hidden("revision", "revision ids", str(len(ids - {""})), part)


def _outside(opened: Package, rels: str) -> Iterator[Hidden]:
    """Yield what is fetched from elsewhere, and links that lead nowhere but on the author's own machine."""
    folder, _, base = rels.rpartition("_rels/")
    try:
        relations = opened.relations(folder + base.removesuffix(".rels")).values()
    except BadInput as error:
        yield Hidden("unread", rels, error.text, rels)
        return
    for one in relations:
        if one.outside and (one.kind != "hyperlink" or not one.target.lower().startswith(_WEB)):
            yield Hidden("outside", one.kind, one.target, rels)


def _local(element: Element) -> str:
    return _LOCAL.sub("", element.tag) if isinstance(element.tag, str) else ""


def _text(element: Element) -> str:
    return " ".join("".join(e.text or "" for e in element.iter(f"{W}t", f"{W}delText")).split())
