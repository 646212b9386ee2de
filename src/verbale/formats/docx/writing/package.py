"""The package round the text: its parts, their types and relations, the properties of the file, the document's record."""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from collections.abc import Mapping
from typing import Any

import segno

from verbale.document import Annex, Document, WriteOptions, to_json
from verbale.document.printing import (
    address,
    direction,
    is_blank,
    linked,
    meant_levels,
    name,
    original,
    outline,
    spoken,
)
from verbale.formats.docx.names import CODE, RECORD
from verbale.formats.docx.writing.content import Pages, Part
from verbale.formats.docx.writing.markup import escape, faces, paragraph, region, styled
from verbale.formats.docx.writing.masthead import first_foot, first_head, foot, head, masthead
from verbale.languages import LANGUAGES, phrase
from verbale.problems import CannotWrite

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_EPOCH = (1980, 1, 1, 0, 0, 0)
_UNDATED = datetime.date(2000, 1, 1)
_LIMIT = 20_000_000  # bytes of a document's JSON: some five thousand pages
_NOT_XML = re.compile("[\u007f-\u009f\ufffe\uffff\ud800-\udfff]")

# Heads and feet: file, kind, the pages it stands on.
_MARGINS = (
    ("header1", "header", "first"),
    ("header2", "header", "default"),
    ("header3", "header", "even"),
    ("footer1", "footer", "first"),
    ("footer2", "footer", "default"),
    ("footer3", "footer", "even"),
)


def package(document: Document, options: WriteOptions, *, record: bool = True) -> bytes:
    """Return the file; with the document's JSON in a part of its own if ``record`` is wanted.

    Raises CannotWrite where the text is longer than some five thousand pages.
    """
    source = to_json(document)
    if len(source) > _LIMIT:
        raise CannotWrite(
            f"The document is too long for a word processor: its JSON has {len(source):,} bytes, the limit is {_LIMIT:,}.",
            advice="Write it as HTML or Markdown, or cut the annexes into documents of their own.",
        )
    parts = _parts(document, options, record=record)
    if record:
        parts |= _record(source, options.address)
    return _zipped(parts)


def _parts(document: Document, options: WriteOptions, *, record: bool) -> dict[str, str | bytes]:
    pages = Pages(_home(document))
    body = _body(linked(document), pages)
    target = address(document, options)
    margins = {
        "header1": first_head(document),
        "header2": head(document, outer="right"),
        "header3": head(document, outer="left"),
        "footer1": first_foot(document, _code(target)),
        "footer2": foot(document, outer="right"),
        "footer3": foot(document, outer="left"),
    }
    related = [(f"part{at}", kind, f"{file}.xml") for at, (file, kind, _) in enumerate(_MARGINS, 1)]
    related += [
        ("styles", "styles", "styles.xml"),
        ("settings", "settings", "settings.xml"),
        ("notes", "footnotes", "footnotes.xml"),
    ]
    related += [("record", "customXml", "../customXml/item1.xml")] if record else []
    found: dict[str, str | bytes] = {
        "_rels/.rels": _relations(
            [
                ("main", f"{_R}/officeDocument", "word/document.xml"),
                ("core", f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
                ("app", f"{_R}/extended-properties", "docProps/app.xml"),
            ]
        ),
        "docProps/app.xml": f'<Properties xmlns="{_R.rsplit("/", 1)[0]}/extended-properties"><Application>Verbale</Application></Properties>',
        "docProps/core.xml": _core(document),
        "word/document.xml": f'<w:document xmlns:w="{_W}" xmlns:r="{_R}"><w:body>{body}</w:body></w:document>',
        "word/styles.xml": styled("styles.xml", _values(document)),
        "word/settings.xml": styled("settings.xml", _values(document)),
        "word/footnotes.xml": f'<w:footnotes xmlns:w="{_W}" xmlns:r="{_R}">{_SEPARATORS}{"".join(pages.footnotes)}</w:footnotes>',
        "word/_rels/document.xml.rels": _relations(
            [*((i, f"{_R}/{kind}", file) for i, kind, file in related)], pages.links
        ),
    }
    if pages.note_links:
        found["word/_rels/footnotes.xml.rels"] = _relations([], pages.note_links)
    for file, kind, _ in _MARGINS:
        tag = "hdr" if kind == "header" else "ftr"
        found[f"word/{file}.xml"] = f'<w:{tag} xmlns:w="{_W}" xmlns:r="{_R}">{margins[file]}</w:{tag}>'
    if target:
        found["word/media/code.png"] = _image(target)
        found["word/_rels/footer1.xml.rels"] = _relations(
            [("code", f"{_R}/image", "media/code.png")], {target: "address"}
        )
    return found


def _body(document: Document, pages: Pages) -> str:
    language = document.masthead.language or "en"
    levels = iter(outline(meant_levels(document)))
    part = Part(language, document.notes, levels, pages)
    part.expect(document.content, document.title_marks, *(line.marks for line in document.cover))
    found = [masthead(document, part)]
    if not is_blank(document.title):
        found.append(part.heading("Title", document.title, document.title_marks, language))
    if not is_blank(document.subtitle):
        found.append(paragraph("Subtitle", part.runs(document.subtitle, (), language), language))
    found += [part.blocks(document.content), part.loose()]
    before = _section(language, is_first=True)
    for annex in document.annexes:
        own = annex.language or language
        found.append(f"<w:p><w:pPr>{_NO_HEIGHT}{before}</w:pPr></w:p>")
        found.append(_annex(annex, language, Part(own, annex.notes, levels, pages)))
        before = _section(own, is_first=False)
    return "".join(found) + before


def _annex(annex: Annex, language: str, part: Part) -> str:
    part.expect(annex.content, annex.label_marks, annex.title_marks)
    found = []
    if not is_blank(annex.label):
        tongue = spoken(annex.label, part.language, language)
        found.append(part.heading("AnnexLabel", annex.label, annex.label_marks, tongue))
    if annex.original:
        words = part.say(f"[{original(annex, language)}]", language)
        found.append(paragraph("AnnexOriginal", words, language))
    if not is_blank(annex.title):
        tongue = spoken(annex.title, part.language, language)
        found.append(part.heading("AnnexTitle", annex.title, annex.title_marks, tongue))
    return "".join([*found, part.blocks(annex.content), part.loose()])


# The paragraph that ends a section has no words and takes no room.
_NO_HEIGHT = '<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'


def _section(language: str, *, is_first: bool) -> str:
    """Return the properties of a section: the document's own, which brings heads and feet, or that of an annex."""
    references = "".join(
        f'<w:{kind}Reference w:type="{pages}" r:id="part{at}"/>' for at, (_, kind, pages) in enumerate(_MARGINS, 1)
    )
    margins = 'w:top="1361" w:right="1134" w:bottom="1587" w:left="1134" w:header="567" w:footer="567" w:gutter="0"'
    return (
        f"<w:sectPr>{references if is_first else ''}"
        f'<w:type w:val="nextPage"/><w:pgSz w:w="11906" w:h="16838"/><w:pgMar {margins}/><w:cols w:space="720"/>'
        f"{'<w:titlePg/>' if is_first else ''}{'<w:bidi/>' if direction(language) == 'rtl' else ''}</w:sectPr>"
    )


_SEPARATORS = "".join(
    f'<w:footnote w:type="{kind}" w:id="{at}"><w:p><w:pPr><w:spacing w:after="0"/><w:ind w:left="{left}"/></w:pPr>'
    f"<w:r><w:{kind}/></w:r></w:p></w:footnote>"
    for kind, at, left in (("separator", -1, 1134), ("continuationSeparator", 0, 1134))
)


def _values(document: Document) -> dict[str, str]:
    """Return what the templates of styles and settings leave open."""
    known, code = faces(), document.masthead.language or "en"
    size = known["size_han"] if code == "zh" else known["size"]
    latin, han, arabic = _slots(document)
    found = {
        **{name: known[name] for name in ("latin", "arabic", "han", "han_bold")},
        "lang": region(latin),
        "lang_han": region(han),
        "lang_arabic": region(arabic),
        "hyphenation": "1" if code in LANGUAGES and code not in {"ar", "zh"} else "0",
    }
    for scale in (9, 10, 11, 12, 13, 14, 20):
        found[f"s{scale}"] = str(round(size * scale / 10))
        found[f"c{scale}"] = str(round(known["complex"] * scale / 10))
    return found


def _slots(document: Document) -> tuple[str, str, str]:
    """Return the languages that the styles are set for: of letters, of Chinese, of what runs from right to left."""
    code = document.masthead.language or "en"
    if direction(code) == "rtl" or not region(code):
        return "en", "zh", code if region(code) else "ar"
    return (code, "zh", "ar") if code != "zh" else ("en", "zh", "ar")


def _home(document: Document) -> frozenset[str]:
    return frozenset(_slots(document))


def _core(document: Document) -> str:
    head = document.masthead
    on = head.issued or _UNDATED
    stamp = f'xsi:type="dcterms:W3CDTF">{on.isoformat()}T00:00:00Z'
    mark = phrase("specimen", head.language if head.language in LANGUAGES else "en") if document.specimen else ""
    keywords = "; ".join(
        word for word in (document.symbol or "", *(f"item {item.number}" for item in document.agenda), mark) if word
    )
    rows = {
        "dc:title": name(document),
        "dc:subject": document.symbol or "",
        "dc:creator": head.organization or "Verbale",
        "cp:keywords": keywords,
        "dc:description": mark,
        "dc:language": region(head.language or "en"),
    }
    written = "".join(f"<{tag}>{escape(value)}</{tag}>" for tag, value in rows.items() if value)
    return (
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"{written}<dcterms:created {stamp}</dcterms:created><dcterms:modified {stamp}</dcterms:modified></cp:coreProperties>"
    )


def _image(target: str) -> bytes:
    image = io.BytesIO()
    segno.make(target, error="m", micro=False).save(image, kind="png", scale=8, border=4)
    return image.getvalue()


def _code(target: str) -> str:
    """Return the drawing of the public address as a code that is also a link, 1.6 cm wide."""
    if not target:
        return ""
    drawing, picture = (
        "http://schemas.openxmlformats.org/drawingml/2006/main",
        "http://schemas.openxmlformats.org/drawingml/2006/picture",
    )
    wp = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
    size, words = 'cx="576000" cy="576000"', escape(target)
    return (
        f'<w:drawing><wp:inline xmlns:wp="{wp}" distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/>'
        f'<wp:docPr id="1" name="{CODE}" descr="{words}"><a:hlinkClick xmlns:a="{drawing}" r:id="address"/></wp:docPr>'
        f'<a:graphic xmlns:a="{drawing}"><a:graphicData uri="{picture}"><pic:pic xmlns:pic="{picture}">'
        f'<pic:nvPicPr><pic:cNvPr id="1" name="{CODE}" descr="{words}"/><pic:cNvPicPr/></pic:nvPicPr>'
        '<pic:blipFill><a:blip r:embed="code"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        "</pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>"
    )


def _record(source: bytes, target: str) -> dict[str, str | bytes]:
    """Return the parts that hold the document's JSON, and the address told: lossless, for a reading of the same file."""
    text = _NOT_XML.sub(lambda hit: f"\\u{ord(hit[0]):04x}", source.decode())
    properties = f'<ds:datastoreItem xmlns:ds="{_R.rsplit("/", 1)[0]}/customXml" ds:itemID="{{A3B0E1C2-5D1F-4F6E-9C55-7E2B1D3C4F50}}"><ds:schemaRefs><ds:schemaRef ds:uri="{RECORD}"/></ds:schemaRefs></ds:datastoreItem>'
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return {
        "customXml/item1.xml": f'<document xmlns="{RECORD}" address="{escape(target)}">{escaped}</document>',
        "customXml/itemProps1.xml": properties,
        "customXml/_rels/item1.xml.rels": _relations([("props", f"{_R}/customXmlProps", "itemProps1.xml")]),
    }


def _relations(rows: list[tuple[str, str, str]], links: Mapping[str, str] | None = None) -> str:
    found = "".join(f'<Relationship Id="{i}" Type="{kind}" Target="{target}"/>' for i, kind, target in rows)
    found += "".join(
        f'<Relationship Id="{i}" Type="{_R}/hyperlink" Target="{escape(target)}" TargetMode="External"/>'
        for target, i in (links or {}).items()
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{found}</Relationships>'


def _types(names: list[str]) -> str:
    kinds: dict[str, Any] = {
        "word/document.xml": f"{_WORD}.document.main+xml",
        "word/styles.xml": f"{_WORD}.styles+xml",
        "word/settings.xml": f"{_WORD}.settings+xml",
        "word/footnotes.xml": f"{_WORD}.footnotes+xml",
        "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
        "docProps/app.xml": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
        "customXml/itemProps1.xml": "application/vnd.openxmlformats-officedocument.customXmlProperties+xml",
        **{f"word/{file}.xml": f"{_WORD}.{kind}+xml" for file, kind, _ in _MARGINS},
    }
    defaults = {
        "rels": "application/vnd.openxmlformats-package.relationships+xml",
        "xml": "application/xml",
        "png": "image/png",
    }
    found = "".join(f'<Default Extension="{suffix}" ContentType="{kind}"/>' for suffix, kind in defaults.items())
    found += "".join(f'<Override PartName="/{name}" ContentType="{kinds[name]}"/>' for name in names if name in kinds)
    return f'<Types xmlns="{_PACKAGE}/content-types">{found}</Types>'


def _zipped(parts: dict[str, str | bytes]) -> bytes:
    """Return the parts as a ZIP file: sorted, the types first, all of one date, so that the bytes are the same again."""
    names = sorted(parts)
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as file:
        for name_, part in [("[Content_Types].xml", _types(names)), *((one, parts[one]) for one in names)]:
            info = zipfile.ZipInfo(name_, _EPOCH)
            info.compress_type, info.create_system = zipfile.ZIP_DEFLATED, 0
            file.writestr(info, part if isinstance(part, bytes) else _XML + part)
    return data.getvalue()
