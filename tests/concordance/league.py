"""A made-up resolution of a League of Lighthouses in six languages, with footnotes and a received annex. SPECIMEN."""

from __future__ import annotations

import datetime

from verbale.document import Annex, Document, Mark, Masthead, Note, Paragraph

TEXTS: dict[str, tuple[str, ...]] = {
    "en": (
        "The Assembly of the League of Lighthouses, SPECIMEN,",
        "Recalling its resolution 60/251 of 15 March 2006 on the establishment of the Council,",
        "Deeply concerned about the loss of life at sea and the lack of cooperation among coastal States in this regard,",
        "Noting with appreciation the report of the Secretary-General on the safety of navigation,",
        "Stressing that climate change, poverty and hunger affect women and children in developing countries most,",
        "Calls upon Member States to strengthen national capacity for the protection of human rights defenders;",
        "Requests the Secretary-General to submit a report to the Assembly at its next session;",
        "Encourages civil society, the private sector and academic institutions to share scientific knowledge and technology;",
        "Invites international financial institutions to provide additional resources and debt relief;",
        "Decides to remain seized of the matter.",
    ),
    "fr": (
        "L’Assemblée de la Ligue des phares, SPECIMEN,",
        "Rappelant sa résolution 60/251 du 15 mars 2006 sur la création du Conseil,",
        "Profondément préoccupée par les pertes de vies humaines en mer et le manque de coopération entre les États côtiers,",
        "Prenant note avec satisfaction du rapport du Secrétaire général sur la sécurité de la navigation,",
        ("Soulignant que les changements climatiques, la pauvreté et la faim touchent surtout les femmes et les enfants dans les"
        " pays en développement,"),
        "Demande aux États Membres de renforcer les capacités nationales de protection des défenseurs des droits humains ;",
        "Prie le Secrétaire général de présenter un rapport à l’Assemblée à sa prochaine session ;",
        ("Encourage la société civile, le secteur privé et les établissements universitaires à partager les connaissances"
        " scientifiques et la technologie ;"),
        "Invite les institutions financières internationales à fournir des ressources additionnelles et à alléger la dette ;",
        "Décide de demeurer saisie de la question.",
    ),
    "es": (
        "La Asamblea de la Liga de los Faros, SPECIMEN,",
        "Recordando su resolución 60/251, de 15 de marzo de 2006, sobre la creación del Consejo,",
        "Profundamente preocupada por la pérdida de vidas en el mar y la falta de cooperación entre los Estados ribereños,",
        "Tomando nota con aprecio del informe del Secretario General sobre la seguridad de la navegación,",
        ("Destacando que el cambio climático, la pobreza y el hambre afectan sobre todo a las mujeres y los niños de los países"
        " en desarrollo,"),
        ("Exhorta a los Estados Miembros a que refuercen la capacidad nacional de proteger a los defensores de los derechos"
        " humanos;"),
        "Solicita al Secretario General que presente un informe a la Asamblea en su próximo período de sesiones;",
        ("Alienta a la sociedad civil, el sector privado y las instituciones académicas a que compartan conocimientos científicos"
        " y tecnología;"),
        "Invita a las instituciones financieras internacionales a que proporcionen recursos adicionales y alivien la deuda;",
        "Decide seguir ocupándose de la cuestión.",
    ),
    "ru": (
        "Ассамблея Лиги маяков, SPECIMEN,",
        "ссылаясь на свою резолюцию 60/251 от 15 марта 2006 года о создании Совета,",
        "будучи глубоко обеспокоена гибелью людей на море и недостатком сотрудничества между прибрежными государствами,",
        "с удовлетворением принимая к сведению доклад Генерального секретаря о безопасности судоходства,",
        "подчеркивая, что изменение климата, нищета и голод больше всего затрагивают женщин и детей в развивающихся странах,",
        "призывает государства-члены укреплять национальный потенциал в области защиты правозащитников и прав человека;",
        "просит Генерального секретаря представить доклад Ассамблее на ее следующей сессии;",
        ("рекомендует гражданскому обществу, частному сектору и академическим учреждениям обмениваться научными знаниями и"
        " технологиями;"),
        "предлагает международным финансовым учреждениям предоставить дополнительные ресурсы и облегчить бремя задолженности;",
        "постановляет продолжать заниматься этим вопросом.",
    ),
    "ar": (
        "إن جمعية رابطة المنارات، SPECIMEN،",
        "إذ تشير إلى قرارها 60/251 المؤرخ 15 آذار/مارس 2006 بشأن إنشاء المجلس،",
        "وإذ يساورها بالغ القلق إزاء الخسائر في الأرواح في البحر وعدم كفاية التعاون بين الدول الساحلية،",
        "وإذ تلاحظ مع التقدير تقرير الأمين العام عن سلامة الملاحة،",
        "وإذ تشدد على أن تغير المناخ والفقر والجوع تؤثر أكثر ما تؤثر في النساء والأطفال في البلدان النامية،",
        "تهيب بالدول الأعضاء أن تعزز القدرات الوطنية على حماية المدافعين عن حقوق الإنسان؛",
        "تطلب إلى الأمين العام أن يقدم تقريرا إلى الجمعية في دورتها المقبلة؛",
        "تشجع المجتمع المدني والقطاع الخاص والمؤسسات الأكاديمية على تبادل المعارف العلمية والتكنولوجيا؛",
        "تدعو المؤسسات المالية الدولية إلى توفير موارد إضافية وتخفيف عبء الديون؛",
        "تقرر أن تبقي المسألة قيد نظرها.",
    ),
    "zh": (
        "灯塔联盟大会，SPECIMEN，",
        "回顾其关于设立理事会的2006年3月15日第60/251号决议，",
        "深为关切海上生命损失和沿海国家之间在这方面缺乏合作，",
        "赞赏地注意到秘书长关于航行安全的报告，",
        "强调气候变化、贫困和饥饿对发展中国家的妇女和儿童影响最大，",
        "促请会员国加强保护人权维护者的国家能力；",
        "请秘书长向大会下届会议提交报告；",
        "鼓励民间社会、私营部门和学术机构分享科学知识和技术；",
        "邀请国际金融机构提供更多资源和减免债务；",
        "决定继续处理此案。",
    ),
}  # fmt: skip

NOTES = {
    "en": ("See A/74/234.", "Ibid., para. 12."),
    "fr": ("Voir A/74/234.", "Ibid., par. 12."),
    "es": ("Véase A/74/234.", "Ibid., párr. 12."),
    "ru": ("См. A/74/234.", "Там же, п. 12."),
    "ar": ("انظر A/74/234.", "المرجع نفسه، الفقرة 12."),
    "zh": ("见A/74/234。", "同上，第12段。"),
}
_FIRST_OPERATIVE = 5


def version(language: str) -> Document:
    """Return the resolution in a language: five preambular and five numbered paragraphs, two footnotes, an annex in Spanish."""
    content = []
    for at, text in enumerate(TEXTS[language]):
        number = at - _FIRST_OPERATIVE + 1
        marks = {3: (Mark("note", len(text), len(text), "n1"),), 6: (Mark("note", len(text), len(text), "n2"),)}.get(
            at, ()
        )
        role = "operative" if number > 0 else "preambular"
        content.append(Paragraph(f"p{at + 1}", text, marks, f"{number}." if number > 0 else "", role=role))  # type: ignore[arg-type]  # one of two
    notes = tuple(
        Note(f"n{at}", str(at), (Paragraph(f"n{at}-p1", text),)) for at, text in enumerate(NOTES[language], 1)
    )
    annex = Annex(
        "a1", "I", "Carta", language="es", original="es", content=(Paragraph("a1-p1", "El faro no tiene luz."),)
    )
    return Document(
        symbol="A/RES/99/1",
        body="A",
        title="SPECIMEN",
        masthead=Masthead(language=language, issued=datetime.date(2026, 1, 15), distribution="general"),
        content=tuple(content),
        notes=notes,
        annexes=(annex,),
        specimen=True,
    )


def versions(*languages: str) -> dict[str, Document]:
    """Return the resolution in the languages given, or in all six."""
    return {language: version(language) for language in languages or TEXTS}
