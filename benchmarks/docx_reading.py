"""Reading DOCX against docx2python, mammoth and pandoc on one made-up report in six languages, with notes and a table."""

from __future__ import annotations

import io
import resource
import time
import zipfile
from collections.abc import Callable

import mammoth
import pypandoc
from docx2python import docx2python

from benchmarks.timing import best
from verbale.formats.docx import read

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"

SENTENCES = (
    "The Permanent Mission of Valdoria presents its compliments and transmits the report on lighthouses (A/HRC/73/G/7).",
    "La Mission permanente de la Valdorie présente ses compliments et fait tenir le rapport sur les phares.",
    "La Misión Permanente de Valdoria saluda atentamente y transmite el informe sobre los faros, de conformidad.",
    "Постоянное представительство Вальдории свидетельствует свое уважение и препровождает доклад о маяках.",
    "تهدي البعثة الدائمة لفالدوريا تحياتها وتحيل طيه التقرير المتعلق بالمنارات، وفقا للقرار.",
    "瓦尔多里亚常驻代表团致意，并谨随函转交关于灯塔的报告。",
)
PARAGRAPHS, NOTE_EVERY, HEADING_EVERY = 288, 4, 4


def specimen() -> bytes:
    """A report as a word processor saves it: four runs to a paragraph, direct properties, headings, notes, a table."""
    body, notes = [], []
    for number in range(PARAGRAPHS):
        sentence = SENTENCES[number % 6]
        if number % HEADING_EVERY == 0:
            body.append(f'<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr>{run(f"{number}. SPECIMEN")}</w:p>')
        words = sentence.split(" ")
        third = max(len(words) // 3, 1)
        runs = (
            run(" ".join(words[:third]) + " ") + run(" ".join(words[third : 2 * third]), "<w:b/>") + run(" " + sentence)
        )
        if number % NOTE_EVERY == 0:
            notes.append(sentence)
            runs += f'<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:id="{len(notes)}"/></w:r>'
        body.append(f'<w:p w:rsidR="00A1"><w:pPr><w:jc w:val="both"/></w:pPr>{runs}{run(sentence, "<w:i/>")}</w:p>')
    cells = "".join(f"<w:tc><w:p>{run(sentence)}</w:p></w:tc>" for sentence in SENTENCES)
    body.append(
        f"<w:tbl><w:tblPr/><w:tblGrid>{'<w:gridCol/>' * 6}</w:tblGrid>{f'<w:tr>{cells}</w:tr>' * 20}</w:tbl><w:p/>"
    )
    noted = "".join(
        f'<w:footnote w:id="{at}"><w:p><w:r><w:footnoteRef/></w:r>{run(text)}</w:p></w:footnote>'
        for at, text in enumerate(notes, 1)
    )
    style = (
        '<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/><w:rPr><w:b/></w:rPr></w:style>'
    )
    kinds = {"document": "officeDocument", "styles": "styles", "footnotes": "footnotes"}
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        + "".join(
            f'<Override PartName="/word/{name}.xml" ContentType="{TYPES}.{name}{".main" * (name == "document")}+xml"/>'
            for name in kinds
        )
        + "</Types>",
        "_rels/.rels": relations({"officeDocument": "word/document.xml"}),
        "word/_rels/document.xml.rels": relations(
            {kind: f"{name}.xml" for name, kind in kinds.items() if name != "document"}
        ),
        "word/document.xml": f'<w:document xmlns:w="{W}" xmlns:r="{RELATED}"><w:body>{"".join(body)}<w:sectPr/></w:body></w:document>',
        "word/styles.xml": f'<w:styles xmlns:w="{W}">{style}</w:styles>',
        "word/footnotes.xml": f'<w:footnotes xmlns:w="{W}" xmlns:r="{RELATED}">{noted}</w:footnotes>',
    }
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in parts.items():
            package.writestr(name, f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{text}')
    return data.getvalue()


def run(text: str, properties: str = "") -> str:
    fonts = '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman"/>'
    return f'<w:r w:rsidR="00B2"><w:rPr>{fonts}{properties}<w:sz w:val="20"/></w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def relations(targets: dict[str, str]) -> str:
    rows = "".join(
        f'<Relationship Id="rId{at}" Type="{RELATED}/{kind}" Target="{target}"/>'
        for at, (kind, target) in enumerate(targets.items(), 1)
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{rows}</Relationships>'


def with_children(call: Callable[[], object]) -> float:
    """Return the processor seconds of a call and of the processes it starts: pandoc is one."""
    found = float("inf")
    for _ in range(3):
        start = time.process_time() + _children()
        call()
        found = min(found, time.process_time() + _children() - start)
    return found


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main() -> None:
    data = specimen()
    times = best(
        {
            "verbale": lambda: read(data),
            "mammoth": lambda: mammoth.convert_to_html(io.BytesIO(data)),
            "docx2python": lambda: docx2python(io.BytesIO(data)).text,
        },
        rounds=5,
    )
    times["pandoc (its process)"] = with_children(lambda: pypandoc.convert_text(data, "html", format="docx"))
    own = times["verbale"]
    print(f"{len(data):,} bytes, {PARAGRAPHS} paragraphs, {PARAGRAPHS // NOTE_EVERY} notes, a table of 120 cells")
    for name, seconds in times.items():
        print(f"{name:24} {seconds * 1000:8.2f} ms   {seconds / own:6.1f} x verbale")
    fastest = min(seconds for name, seconds in times.items() if name != "verbale")
    print(f"fastest of the three: {fastest / own:.1f} x verbale; aim: at least 5 x")


if __name__ == "__main__":
    main()
