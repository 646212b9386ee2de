"""Office documents put together part by part: what the tests of DOCX read, and how they look into what is written."""

from __future__ import annotations

import io
import re
import zipfile

from lxml import etree

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
SPACES = (
    f'xmlns:w="{W}" xmlns:r="{R}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
)
NS = {"w": W, "r": R}


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def par(content: str, properties: str = "", style: str = "") -> str:
    """A paragraph; plain text is put in a run."""
    if content and not content.startswith("<"):
        content = run(content)
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{properties}</w:pPr>{content}</w:p>"


def table(*rows: str, properties: str = "") -> str:
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr><w:tblGrid/>{''.join(rows)}</w:tbl>"


def row(*cells: str, properties: str = "") -> str:
    made = (
        cell if cell.startswith("<w:tc>") else f"<w:tc>{cell if cell.startswith('<') else par(cell)}</w:tc>"
        for cell in cells
    )
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(made)}</w:tr>"


def style(id_: str, name: str, kind: str = "paragraph", inside: str = "") -> str:
    return f'<w:style w:type="{kind}" w:styleId="{id_}"><w:name w:val="{name}"/>{inside}</w:style>'


def office(
    body: str,
    *,
    styles: str = "",
    numbering: str = "",
    footnotes: str = "",
    endnotes: str = "",
    margins: dict[str, str] | None = None,
    links: dict[str, str] | None = None,
    section: str = "",
    extra: dict[str, str | bytes] | None = None,
    raw: str = "",
) -> bytes:
    """A document of WordprocessingML; ``margins`` are headers and footers by file name, ``links`` addresses by id."""
    references = "".join(f'<w:{name[:6]}Reference w:type="{name[7:]}" r:id="{name}"/>' for name in margins or {})
    document = (
        raw or f"<w:document {SPACES}><w:body>{body}<w:sectPr>{references}{section}</w:sectPr></w:body></w:document>"
    )
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"/>',
        "_rels/.rels": relations([("main", "officeDocument", "word/document.xml", "")]),
        "word/document.xml": document,
    }
    rows = [(id_, "hyperlink", address, "External") for id_, address in (links or {}).items()]
    for name, root, content in (
        ("styles", "styles", styles),
        ("numbering", "numbering", numbering),
        ("footnotes", "footnotes", footnotes),
        ("endnotes", "endnotes", endnotes),
    ):
        if content:
            parts[f"word/{name}.xml"] = f"<w:{root} {SPACES}>{content}</w:{root}>"
            rows.append((name, name, f"{name}.xml", ""))
    for name, content in (margins or {}).items():
        parts[f"word/{name}.xml"] = f"<w:{name[:1]}dr {SPACES}>{content}</w:{name[:1]}dr>" if content else ""
        rows.append((name, name[:6], f"{name}.xml", ""))
    parts["word/_rels/document.xml.rels"] = relations(rows)
    return zipped({**parts, **(extra or {})})


def relations(rows: list[tuple[str, str, str, str]]) -> str:
    found = "".join(
        f'<Relationship Id="{id_}" Type="{R}/{kind}" Target="{target}"{f" TargetMode={mode!r}" if mode else ""}/>'
        for id_, kind, target, mode in rows
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{found}</Relationships>'


def zipped(parts: dict[str, str | bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as file:
        for name, part in parts.items():
            file.writestr(name, part)
    return data.getvalue()


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return {name: file.read(name) for name in file.namelist()}


def tree(data: bytes, part: str = "word/document.xml") -> etree._Element:
    return etree.fromstring(parts_of(data)[part])


def changed(data: bytes, part: str, old: str, new: str) -> bytes:
    """The same file with a part edited; the edit must have found something."""
    parts = parts_of(data)
    text = parts[part].decode()
    assert old in text
    return zipped({**parts, part: text.replace(old, new)})


def without_record(data: bytes) -> bytes:
    """The same file without the document's JSON, as a word processor that knows none would save it."""
    parts = {name: part for name, part in parts_of(data).items() if not name.startswith("customXml/")}
    name = "word/_rels/document.xml.rels"
    parts[name] = re.sub(rb'<Relationship Id="record"[^>]*/>', b"", parts[name])
    return zipped(parts)
