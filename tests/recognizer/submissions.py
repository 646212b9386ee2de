"""Notes and letters as Missions send them: no masthead, no symbol, a letterhead of their own. All are SPECIMEN texts.

The words are those of the specimens that ship; around them stand what Missions print: letterheads, references, lines of
date, enclosures, seals, page numbers. Each way of laying them out is a list of rows that python-docx writes.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any

from docx import Document as Writer
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt

SIDES = {"center": WD_ALIGN_PARAGRAPH.CENTER, "end": WD_ALIGN_PARAGRAPH.RIGHT, "start": WD_ALIGN_PARAGRAPH.LEFT,
         "both": WD_ALIGN_PARAGRAPH.JUSTIFY}  # fmt: skip


@dataclass(frozen=True)
class Row:
    """A line as a typist sets it; ``page`` begins a new page before it."""

    text: str
    side: str = "both"
    bold: bool = False
    page: bool = False
    size: float = 12


@dataclass(frozen=True)
class Words:
    """What stands around a note in one language, and who sends it on what day."""

    mission: tuple[str, ...]
    reference: str
    heading: str
    enclosure: str
    seal: str
    addressee: tuple[str, ...]
    state: str
    agenda: str
    numbered: str  # the label of an annex with a number
    free: str  # a paragraph that no formula covers
    salutation: str
    closing: str
    signature: tuple[str, ...]
    letter: tuple[str, str]  # the transmission and the request of a letter


WORDS = {
    "en": Words(
        ("PERMANENT MISSION OF THE KINGDOM OF BRUMALIA", "TO THE LEAGUE OF IMAGINARY ISLANDS", "LIGHTHOUSE BAY"),
        "No. 123/2026", "NOTE VERBALE", "Encl.: 1", "[Seal of the Permanent Mission]",
        ("The Secretariat of the League of Imaginary Islands", "Lighthouse Bay"), "XAA", "4", "Annex I",
        "The tide of 1 March 2026 was the highest that the keepers of Brumalia have seen since the imaginary tables were first kept, and it "
        "gave occasion to much rejoicing among those who live on the quays of the northern harbours, none of which exists.",
        "Excellency,", "Please accept, Excellency, the assurances of my highest consideration.",
        ("(Signed) Aurelia Frost", "Permanent Representative of Brumalia"),
        ("I have the honour to transmit herewith the statement of the Harbour Authority of Brumalia on the spring tide of 1 March 2026.",
         ("I should be grateful if you would have the present letter and its annex circulated as a document of the twelfth session of the "
         "Lighthouse Council, under agenda item 4.")),
    ),
    "fr": Words(
        ("MISSION PERMANENTE DE LA RÉPUBLIQUE D’ONDARIE", "AUPRÈS DE LA LIGUE DES ÎLES IMAGINAIRES", "BAIE DES PHARES"),
        "Réf. : 123/2026", "NOTE VERBALE", "P.J. : 1", "[Sceau de la Mission permanente]",
        ("Secrétariat de la Ligue des îles imaginaires", "Baie des Phares"), "XAB", "2", "Annexe I",
        "Le relevé de la mer Supposée a occupé, tout au long du mois de janvier 2026, les trois navires du Service hydrographique de "
        "l’Ondarie, qui n’ont jamais été construits, et dont les équipages ont rapporté des carnets entiers de mesures sans objet.",
        "Monsieur le Secrétaire,", "Veuillez agréer, Monsieur le Secrétaire, l’assurance de ma très haute considération.",
        ("(Signé) Octave Lame", "Représentant permanent de l’Ondarie"),
        ("J’ai l’honneur de vous faire tenir ci-joint le mémoire du Service hydrographique de l’Ondarie sur le relevé de la mer Supposée.",
         ("Je vous serais reconnaissant de bien vouloir faire distribuer le texte de la présente lettre et de son annexe comme document de la "
         "douzième session du Conseil des phares, au titre du point 2 de l’ordre du jour.")),
    ),
    "es": Words(
        ("MISIÓN PERMANENTE DE LA FEDERACIÓN DE ALCIONIA", "ANTE LA LIGA DE LAS ISLAS IMAGINARIAS", "BAHÍA DE LOS FAROS"),
        "Núm. 123/2026", "NOTA VERBAL", "Adj.: 1", "[Sello de la Misión Permanente]",
        ("A la Secretaría de la Liga de las Islas Imaginarias", "Bahía de los Faros"), "XAD", "3", "Anexo I",
        "La boya de la Bahía Inventada había guiado durante largos años a los navegantes ficticios que buscan abrigo en ella cuando soplan "
        "los vientos del norte, y su sustitución fue seguida con gran interés por los habitantes de la costa, que tampoco existen.",
        "Excelencia:", "Aprovecho la oportunidad para reiterarle las seguridades de mi más alta consideración.",
        ("(Firmado) Marina Celeste", "Representante Permanente de Alcionia"),
        ("Tengo el honor de transmitirle adjunto el informe de la Dirección de Señales de Alcionia sobre la boya de la Bahía Inventada.",
         ("Le agradecería que tuviera a bien hacer distribuir la presente carta y su anexo como documento del 12º período de sesiones del "
         "Consejo de Faros, en relación con el tema 3 de la agenda.")),
    ),
    "ru": Words(
        ("ПОСТОЯННОЕ ПРЕДСТАВИТЕЛЬСТВО СОДРУЖЕСТВА ДАЛЬНИХ ОСТРОВОВ", "ПРИ ЛИГЕ ВООБРАЖАЕМЫХ ОСТРОВОВ", "БУХТА МАЯКОВ"),
        "№ 123/2026", "ВЕРБАЛЬНАЯ НОТА", "Приложение: на 2 л.", "[Печать Постоянного представительства]",
        ("Секретариат Лиги воображаемых островов", "Бухта Маяков"), "XAC", "4", "Приложение I",
        "Прилив 7 марта 2026 года был самым высоким из тех, которые прежде наблюдали смотрители маяков Дальних Островов, и он вызвал "
        "большое оживление среди жителей воображаемых поселков южного берега, ни один из которых не нанесен ни на одну карту.",
        "Ваше Превосходительство,", "Примите, Ваше Превосходительство, уверения в моем самом высоком уважении.",
        ("(Подпись) Аврора Штиль", "Постоянный представитель Дальних Островов"),
        ("Имею честь настоящим препроводить заявление Управления маяков Дальних Островов о приливе 7 марта 2026 года.",
         ("Буду признателен за распространение настоящего письма и приложения к нему в качестве документа двенадцатой сессии Совета маяков по "
         "пункту 4 повестки дня.")),
    ),
    "ar": Words(
        ("البعثة الدائمة لكومنولث الجزر البعيدة", "لدى رابطة الجزر الخيالية", "خليج المنارات"),
        "الرقم: 123/2026", "مذكرة شفوية", "المرفقات: 1", "[ختم البعثة الدائمة]",
        ("أمانة رابطة الجزر الخيالية", "خليج المنارات"), "XAC", "3", "المرفق الأول",
        "وقد ظل ضوء الرأس المتخيل مطفأ طوال الشتاء بينما كان العمال يرممون برجه ويبدلون عدساته ويطلون جدرانه، ولم تتأثر بذلك أي سفينة لأن "
        "السفن كلها من نسج الخيال ولأن البحر الذي تمخر عبابه لم يرسمه أحد على خريطة من الخرائط.",
        "صاحب السعادة،", "وتفضلوا، صاحب السعادة، بقبول أسمى آيات تقديري.",
        ("(توقيع) نور الموج", "الممثل الدائم للجزر البعيدة"),
        ("أتشرف بأن أحيل طيه بيان مصلحة المنارات في الجزر البعيدة بشأن ضوء الرأس المتخيل.",
         "وأرجو ممتنا تعميم هذه الرسالة ومرفقها بوصفهما وثيقة من وثائق الدورة الثانية عشرة لمجلس المنارات، في إطار البند 3 من جدول الأعمال."),
    ),
    "zh": Words(
        ("昂达里亚共和国", "常驻虚构岛屿联盟代表团", "灯塔湾"),
        "第123/2026号", "普通照会", "附件：1份", "[常驻代表团印章]",
        ("虚构岛屿联盟秘书处", "灯塔湾"), "XAB", "2", "附件一",
        "假想海图第9号的修订工作历时数月，海图局的全体人员参加了测量，所用的船只从未建造，所到的海域从未存在，所得的数据却十分详尽，"
        "已全部载入附件所述的说明，供各成员在灯塔理事会本届会议上审议之用。",
        "阁下：", "顺致最崇高的敬意。",
        ("（签名）苏星澜", "昂达里亚常驻代表"),
        ("谨随函转递昂达里亚海图局关于假想海图第9号的说明。", "请将本函及其附件作为灯塔理事会第十二届会议议程项目2下的文件分发为荷。"),
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Submission:
    """A submission and what must be read from it: the text without what only the page or the envelope needed."""

    rows: tuple[Row, ...]
    head: tuple[str, ...]  # lines in the header of every page
    numbered: bool  # page numbers in the footer
    kind: str
    state: str
    agenda: str
    text: tuple[str, ...]
    label: str
    title: str
    annex: tuple[str, ...]


def parts(specimen: bytes) -> tuple[list[str], str, str, str, list[str]]:
    """The note, its line of date, the label and title of the annex, and its text."""
    rows = specimen.decode().strip().split("\n\n")[2:]
    at = next(n for n, row in enumerate(rows) if row.startswith("**"))
    return rows[: at - 1], rows[at - 1], rows[at].strip("*"), rows[at + 1].strip("*"), rows[at + 2 :]


LAYOUTS = ("bare", "letterhead", "heading", "header", "long", "plain-annex", "letter")


def submission(language: str, layout: str, specimen: bytes) -> Submission:
    """Lay out the note of a language in one of the ``LAYOUTS``."""
    words, (note, date, label, title, annex) = WORDS[language], parts(specimen)
    head = [Row(line, "center", bold=True, size=14) for line in words.mission]
    mark, gap = Row("SPECIMEN", "center"), Row("")
    bold, long, kind, in_header, numbered = True, 1, "note-verbale", (), False
    match layout:
        case "bare":
            text = list(note)
            rows = [mark, *(Row(p) for p in note), Row(date, "end")]
        case "letterhead":
            text = list(note)
            numbered = True
            rows = [
                mark,
                *head,
                gap,
                Row(words.reference, "start"),
                gap,
                *spaced(note),
                Row(date, "end"),
                gap,
                Row(words.seal, "start"),
                gap,
                *(Row(line, "start", bold=True) for line in words.addressee),
            ]
        case "heading":
            text = list(note)
            rows = [
                mark,
                *head,
                Row(words.reference, "start"),
                Row(date, "end"),
                gap,
                Row(words.heading, "center", bold=True),
                gap,
                *(Row(p) for p in note),
                gap,
                Row(words.enclosure, "start"),
            ]
        case "header":
            text = [note[0], words.free, *note[1:]]
            in_header, numbered, long = words.mission, True, 14
            rows = [
                mark,
                Row(words.reference, "start"),
                Row(words.heading, "center"),
                *spaced(text),
                Row(date, "start"),
                Row(words.seal),
            ]
        case "long":
            text = [note[0], *(counted(words.free, nth) for nth in range(16)), *note[1:]]
            numbered, long = True, 16
            rows = [mark, *head, gap, Row(f"{words.reference}", "start"), *(Row(p) for p in text), Row(date, "end")]
        case "plain-annex":
            text, bold, label = list(note), False, words.numbered
            rows = [mark, *head, Row(words.reference, "start"), *(Row(p) for p in note), Row(date, "end")]
        case _:
            text, kind, numbered = [words.salutation, *words.letter, words.closing, *words.signature], "letter", True
            rows = [mark, *head, gap, Row(words.reference, "start"), Row(date, "end"), gap, *(Row(p) for p in text)]
    annex = [counted(one, nth) for nth in range(long) for one in annex]
    rows += [Row(label, "center", bold=bold, page=True), Row(title, "center", bold=bold), *(Row(p) for p in annex)]
    return Submission(
        tuple(rows), in_header, numbered, kind, words.state, words.agenda, tuple(text), label, title, tuple(annex)
    )


def counted(text: str, nth: int) -> str:
    """A paragraph, and the same with a number before its last stop."""
    return f"{text[:-1]} {nth + 1}{text[-1]}" if nth else text


def spaced(paragraphs: list[str]) -> list[Row]:
    """Paragraphs with an empty one between, as typists set them."""
    return [row for text in paragraphs for row in (Row(text), Row(""))]


def docx(made: Submission, language: str) -> bytes:
    """Write the submission as a word processor's file."""
    out = Writer()
    faces = {"zh": "Noto Serif SC", "ar": "Amiri"}
    out.styles["Normal"].font.name = "Liberation Serif"
    fonts = out.styles["Normal"].element.get_or_add_rPr().get_or_add_rFonts()
    fonts.set(qn("w:eastAsia"), faces["zh"])
    fonts.set(qn("w:cs"), faces["ar"])
    section = out.sections[0]
    for line in made.head:
        _set(section.header.add_paragraph(), Row(line, "center", bold=True), language)
    if made.numbered:
        _page_number(section.footer.paragraphs[0])
    for row in made.rows:
        paragraph = out.add_paragraph()
        if row.page:
            paragraph.add_run().add_break(WD_BREAK.PAGE)
        _set(paragraph, row, language)
    stream = io.BytesIO()
    out.save(stream)
    return stream.getvalue()


def _set(paragraph: Any, row: Row, language: str) -> None:
    paragraph.alignment = SIDES[row.side]
    paragraph.paragraph_format.space_after = Pt(6)
    run = paragraph.add_run(row.text)
    run.bold, run.font.size = row.bold, Pt(row.size)
    if language == "ar":
        for properties, name in ((paragraph._p.get_or_add_pPr(), "w:bidi"), (run._r.get_or_add_rPr(), "w:rtl")):
            properties.append(OxmlElement(name))
        if row.side in {"start", "end"}:
            paragraph.alignment = SIDES["end" if row.side == "end" else "start"]


def _page_number(paragraph: Any) -> None:
    paragraph.alignment = SIDES["center"]
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        run = paragraph.add_run()
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText")
            mark.text = text
        run._r.append(mark)


def typst_source(language: str, specimen: bytes, *, fillers: int, ragged: bool) -> tuple[str, list[str]]:
    """A note with as many free paragraphs as push its end over pages, two annexes in plain type, and its paragraphs."""
    words, (note, date, label, title, annex) = WORDS[language], parts(specimen)
    text = [note[0], *(counted(words.free, nth) for nth in range(fillers)), *note[1:]]
    face = {"zh": "Noto Serif SC", "ar": "Amiri"}.get(language, "Noto Serif")
    rows = [
        f'#set page(paper: "a4", numbering: "1")\n#set text(font: "{face}", size: 11pt, lang: "{language}")',
        f"#set par(justify: {str(not ragged).lower()}, leading: {0.9 if ragged else 0.65}em, spacing: 1.5em)\n#set text(hyphenate: false)",
        *(f"#align(center)[{_quoted(line)}]" for line in ("SPECIMEN", *words.mission)),
        _quoted(words.reference),
        *map(_quoted, text),
        f"#align(end)[{_quoted(date)}]",
    ]
    for number, head, content in ((1, title, annex), (2, words.free[:30], annex[::-1])):
        rows += ["#pagebreak()", f"#align(center)[{_quoted(label)} {number}]", f"#align(center)[{_quoted(head)}]"]
        rows += map(_quoted, content)
    return "\n\n".join(rows), ["".join(one.split()) for one in text]


def _quoted(text: str) -> str:
    return '#("' + text.replace('"', '\\"') + '")'
