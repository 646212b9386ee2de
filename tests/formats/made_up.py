"""Made-up documents in six languages, each marked SPECIMEN: what the writers are tested and looked at with."""

from __future__ import annotations

import datetime

from verbale.document import (
    AgendaItem,
    Annex,
    Cell,
    Citation,
    CoverLine,
    Document,
    Heading,
    Mark,
    Masthead,
    Note,
    Paragraph,
    Session,
    Table,
)

ISSUED = datetime.date(2031, 5, 6)

# Masthead lines by field, title, two paragraphs (the second anchors the note at a word), note.
_WORDS = {
    "en": (
        ("United Nations", "General Assembly", "Distr.: General", "6 May 2031", "", "Original: English"),
        ("Human Rights Council", "Seventy-third session", "24 February–20 March 2031", "Agenda item 4"),
        "Human rights situations that require the Council’s attention",
        "Note verbale dated 1 April 2031 from the Permanent Mission of Valdoria to the United Nations Office at Geneva "
        "addressed to the Office of the United Nations High Commissioner for Human Rights",
        "The Permanent Mission of the Republic of Valdoria to the United Nations Office and other international "
        "organizations in Geneva presents its compliments to the Office of the United Nations High Commissioner for "
        "Human Rights and has the honour to transmit herewith the statement of the Ministry of Foreign Affairs on the "
        "protection of lighthouses.",
        ("The Permanent Mission kindly requests the Office to circulate the present note verbale and its ", "annex",
         " as a document of the Human Rights Council, in accordance with resolution 60/251, under agenda item 4."),
        "Reproduced as received, in the language of submission only.",
    ),
    "fr": (
        ("Nations Unies", "Assemblée générale", "Distr. générale", "6 mai 2031", "Français", "Original : anglais"),
        ("Conseil des droits de l’homme", "Soixante-treizième session", "24 février-20 mars 2031",
         "Point 4 de l’ordre du jour"),
        "Situations relatives aux droits de l’homme qui requièrent l’attention du Conseil",
        "Note verbale datée du 1er avril 2031, adressée au Haut-Commissariat des Nations Unies aux droits de l’homme par "
        "la Mission permanente de la Valdorie auprès de l’Office des Nations Unies à Genève",
        "La Mission permanente de la République de Valdorie auprès de l’Office des Nations Unies et des autres "
        "organisations internationales à Genève présente ses compliments au Haut-Commissariat des Nations Unies aux "
        "droits de l’homme et a l’honneur de lui faire tenir ci-joint la déclaration du Ministère des affaires "
        "étrangères sur la protection des phares.",
        ("La Mission permanente prie le Haut-Commissariat de bien vouloir faire distribuer le texte de la présente note "
         "verbale et de son ", "annexe", " comme document du Conseil des droits de l’homme, conformément à la "
         "résolution 60/251, au titre du point 4 de l’ordre du jour."),
        "Reproduite telle qu’elle a été reçue, dans la langue de l’original seulement.",
    ),
    "es": (
        ("Naciones Unidas", "Asamblea General", "Distr. general", "6 de mayo de 2031", "Español", "Original: inglés"),
        ("Consejo de Derechos Humanos", "73er período de sesiones", "24 de febrero a 20 de marzo de 2031",
         "Tema 4 de la agenda"),
        "Situaciones de derechos humanos que requieren la atención del Consejo",
        "Nota verbal de fecha 1 de abril de 2031 dirigida a la Oficina del Alto Comisionado de las Naciones Unidas para "
        "los Derechos Humanos por la Misión Permanente de Valdoria ante la Oficina de las Naciones Unidas en Ginebra",
        "La Misión Permanente de la República de Valdoria ante la Oficina de las Naciones Unidas y otras organizaciones "
        "internacionales en Ginebra saluda atentamente a la Oficina del Alto Comisionado de las Naciones Unidas para los "
        "Derechos Humanos y tiene el honor de presentarle la declaración del Ministerio de Relaciones Exteriores sobre "
        "la protección de los faros.",
        ("La Misión Permanente pide a la Oficina que tenga a bien hacer distribuir la presente nota verbal y su ",
         "anexo", " como documento del Consejo de Derechos Humanos, de conformidad con la resolución 60/251, en relación "
         "con el tema 4 de la agenda."),
        "Se reproduce como se recibió, en el idioma en que se presentó únicamente.",
    ),
    "ru": (
        ("Организация Объединенных Наций", "Генеральная Ассамблея", "Distr.: General", "6 May 2031", "Russian",
         "Original: English"),
        ("Совет по правам человека", "Семьдесят третья сессия", "24 февраля — 20 марта 2031 года",
         "Пункт 4 повестки дня"),
        "Ситуации в области прав человека, требующие внимания со стороны Совета",
        "Вербальная нота Постоянного представительства Вальдории при Отделении Организации Объединенных Наций в Женеве "
        "от 1 апреля 2031 года в адрес Управления Верховного комиссара Организации Объединенных Наций по правам человека",
        "Постоянное представительство Республики Вальдория при Отделении Организации Объединенных Наций и других "
        "международных организациях в Женеве свидетельствует свое уважение Управлению Верховного комиссара Организации "
        "Объединенных Наций по правам человека и имеет честь препроводить заявление Министерства иностранных дел о "
        "защите маяков.",
        ("Постоянное представительство просит Управление распространить настоящую вербальную ноту и ", "приложение",
         " к ней в качестве документа Совета по правам человека в соответствии с резолюцией 60/251 по пункту 4 повестки "
         "дня."),
        "Воспроизводится в том виде, в котором оно было получено, только на языке представления.",
    ),
    "ar": (
        ("الأمم المتحدة", "الجمعية العامة", "Distr.: General", "6 May 2031", "Arabic", "Original: English"),
        ("مجلس حقوق الإنسان", "الدورة الثالثة والسبعون", "24 شباط/فبراير - 20 آذار/مارس 2031",
         "البند 4 من جدول الأعمال"),
        "حالات حقوق الإنسان التي تتطلب اهتمام المجلس بها",
        "مذكرة شفوية مؤرخة 1 نيسان/أبريل 2031 موجهة إلى مفوضية الأمم المتحدة لحقوق الإنسان من البعثة الدائمة لفالدوريا "
        "لدى مكتب الأمم المتحدة في جنيف",
        "تهدي البعثة الدائمة لجمهورية فالدوريا لدى مكتب الأمم المتحدة والمنظمات الدولية الأخرى في جنيف تحياتها إلى "
        "مفوضية الأمم المتحدة لحقوق الإنسان، وتتشرف بأن تحيل طيه بيان وزارة الخارجية بشأن حماية المنارات "
        "(انظر الوثيقة A/HRC/73/G/2).",
        ("وترجو البعثة الدائمة من المفوضية أن تتفضل بتعميم هذه المذكرة الشفوية ", "ومرفقها",
         " بوصفهما وثيقة من وثائق مجلس حقوق الإنسان، وفقاً للقرار 60/251، في إطار البند 4 من جدول الأعمال."),
        "يُستنسخ كما ورد، وباللغة التي قُدم بها فقط.",
    ),
    "zh": (
        ("联合国", "大会", "Distr.: General", "6 May 2031", "Chinese", "Original: English"),
        ("人权理事会", "第七十三届会议", "2031年2月24日至3月20日", "议程项目4"),
        "需要理事会注意的人权状况",
        "2031年4月1日瓦尔多里亚常驻联合国日内瓦办事处代表团给联合国人权事务高级专员办事处的普通照会",
        "瓦尔多里亚共和国常驻联合国日内瓦办事处和瑞士其他国际组织代表团向联合国人权事务高级专员办事处致意，并谨随函转交外交部"
        "关于保护灯塔的声明。",
        ("常驻代表团请高级专员办事处根据第60/251号决议，将本普通照会及其", "附件",
         "作为人权理事会议程项目4下的文件分发为荷。"),
        "附件不译，按来文所用语文照发。",
    ),
}  # fmt: skip

_FIELDS = ("organization", "organ", "distribution", "issued", "language", "original")
_UNDER = ("body", "session", "session-dates", "agenda")


def specimen(language: str, *annexes: Annex, symbol: str | None = "A/HRC/73/G/7") -> Document:
    """Return a made-up note verbale in ``language``, with its masthead as printed and the annexes given."""
    top, under, item, title, first, (before, anchor, after), note = _WORDS[language]
    lines = [CoverLine(field, text) for field, text in zip(_FIELDS, top, strict=True) if text]
    lines.insert(1, CoverLine("symbol", symbol or ""))
    lines += [CoverLine(field, text, _raised(text)) for field, text in zip(_UNDER, under, strict=True)]
    lines += [CoverLine("agenda-title", item), CoverLine("job-number", f"GE.31-01234 ({language[0].upper()})")]
    request, place = before + anchor + after, len(before + anchor)
    cited = request.index("60/251")
    return Document(
        symbol=symbol,
        kind="note-verbale",
        masthead=Masthead(
            organization=top[0], organ=top[1], distribution="general", issued=ISSUED, language=language,
            originals=("en",), job_number="GE.31-01234",
        ),
        body="A/HRC",
        session=Session(number=73, text=under[1]),
        agenda=(AgendaItem("4", item),),
        title=title,
        title_marks=_raised(title),
        cover=tuple(line for line in lines if line.text),
        content=(
            Paragraph("p1", first),
            Paragraph("p2", request, marks=(Mark("note", place, place, "n1"),)),
        ),
        notes=(Note("n1", "*", (Paragraph("n1p1", note),)),),
        annexes=annexes,
        citations=(Citation(cited, cited + 6, "60/251", "A/RES/60/251", block="p2"),),
        specimen=True,
    )  # fmt: skip


def _raised(text: str) -> tuple[Mark, ...]:
    return tuple(
        Mark("raised", at + len(number), at + len(number) + 2)
        for number in ("73", "1")
        if (at := text.find(f"{number}er")) >= 0
    )


def annex(language: str) -> Annex:
    """Return an annex with all that an annex can hold, in the words of the made-up note in ``language``."""
    _, under, item, title, first, (before, anchor, after), note = _WORDS[language]
    request = before + anchor + after
    bold = len(first.split()[0])
    return Annex(
        "a1",
        label=f"{anchor.capitalize()} 1",
        title=item,
        language=language,
        content=(
            Heading("a1h1", under[0], number="I."),
            Paragraph("a1p1", first, number="1.", marks=(Mark("bold", 0, bold), Mark("note", bold, bold, "a1n1"))),
            Paragraph("a1p2", request, number="2."),
            Paragraph("a1p3", item, number="(a)", level=1, marks=(Mark("italic", 0, len(item)),)),
            Paragraph("a1p4", item, number="–", level=1),
            Heading("a1h2", under[1], level=2),
            Paragraph("a1p5", request, role="quotation"),
            _table(under, item),
            Paragraph("a1p6", title),
            Paragraph("a1p7", "A. Specimen", role="signature", marks=(Mark("italic", 0, 2),)),
        ),
        notes=(Note("a1n1", "1", (Paragraph("a1n1p1", f"{note} A/HRC/73/G/2."),)),),
    )


def _table(head: tuple[str, ...], item: str) -> Table:
    def cell(text: str, *, columns: int = 1, rows: int = 1) -> Cell:
        return Cell((Paragraph(f"c{len(text)}", text),), columns, rows)

    return Table(
        "a1t1",
        (
            (cell(head[0]), cell(head[1]), cell(head[2])),
            (cell(item, rows=2), cell("1\u00a0234"), cell("56,7\u00a0%")),
            (cell("12"), cell("3,4\u00a0%")),
            (cell(head[3], columns=2), cell("–")),
        ),
        header=1,
        caption=item,
    )


def untranslated(language: str) -> Document:
    """Return the made-up note with its second half of the first paragraph left in English, as issuing leaves it."""
    document = specimen(language)
    words, passage = _WORDS[language][4].split("，")[0], "the protection of lighthouses at sea"
    marks = tuple(
        Mark(kind, len(words) + 1, len(words) + 1 + len(passage), value)
        for kind, value in (("untranslated", ""), ("language", "en"))
    )
    first = Paragraph("p1", f"{words} {passage}.", marks=marks)  # type: ignore[arg-type] # kinds are literals above
    return Document(
        symbol=document.symbol, masthead=document.masthead, title=document.title, cover=document.cover,
        content=(first,), specimen=True,
    )  # fmt: skip
