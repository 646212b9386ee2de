"""One version states another date, number or State, or leaves a sentence as it was: each is told at its place, and no more."""

import msgspec
import pytest

from verbale.authorities import Concept, Glossary, Term
from verbale.citations.instruments import instruments
from verbale.concordance import concord
from verbale.concordance.model import Finding
from verbale.document import Document, Mark, Masthead, Paragraph
from verbale.languages import LANGUAGES

TEXTS = {
    "en": (
        "Recalling the report of 12 March 2019 on the lighthouses of Chad and Peru, SPECIMEN,",
        "Noting with concern that 1,250 lamps, or 12.5 per cent, were lost between 2015 and 2018,",
        "Welcoming the contribution of 3.4 million dollars by Kenya and by Norway,",
        "Requests the Keeper to report at the seventy-eighth session, under the item entitled “Light on the coasts of the world”;",
        "Decides to remain seized of the matter and of the sustainable development of the coasts.",
    ),
    "fr": (
        "Rappelant le rapport du 12 mars 2019 sur les phares du Tchad et du Pérou, SPECIMEN,",
        "Notant avec préoccupation que 1 250 lampes, soit 12,5 %, ont été perdues entre 2015 et 2018,",
        "Accueillant avec satisfaction la contribution de 3,4 millions de dollars du Kenya et de la Norvège,",
        "Prie le Gardien de faire rapport à la soixante-dix-huitième session, sous le titre « La lumière sur les côtes du monde » ;",
        "Décide de demeurer saisi de la question et du développement durable des côtes.",
    ),
    "es": (
        "Recordando el informe de 12 de marzo de 2019 sobre los faros del Chad y del Perú, SPECIMEN,",
        "Observando con preocupación que se perdieron 1.250 lámparas, o sea el 12,5 %, entre 2015 y 2018,",
        "Acogiendo con beneplácito la contribución de 3,4 millones de dólares de Kenya y de Noruega,",
        "Solicita al Guardián que informe en el septuagésimo octavo período de sesiones, con el título “La luz en las costas del mundo”;",
        "Decide seguir ocupándose de la cuestión y del desarrollo sostenible de las costas.",
    ),
    "ru": (
        "ссылаясь на доклад от 12 марта 2019 года о маяках Чада и Перу, SPECIMEN,",
        "отмечая с озабоченностью, что в период с 2015 по 2018 год было утрачено 1250 ламп, или 12,5 процента,",
        "приветствуя взнос в размере 3,4 млн долл. США, внесенный Кенией и Норвегией,",
        "просит Смотрителя представить доклад на семьдесят восьмой сессии по пункту, озаглавленному «Свет на берегах мира и моря»;",
        "постановляет продолжать заниматься этим вопросом и устойчивым развитием берегов.",
    ),
    "ar": (
        "إذ تشير إلى التقرير المؤرخ 12 آذار/مارس 2019 عن منارات تشاد وبيرو، SPECIMEN،",
        "وإذ تلاحظ مع القلق أن 250 1 مصباحا، أي 12,5 في المائة، فقدت في الفترة بين عامي 2015 و 2018،",
        "وإذ ترحب بمساهمة قدرها 3,4 ملايين دولار قدمتها كينيا والنرويج،",
        "تطلب إلى الحارس أن يقدم تقريرا في الدورة الثامنة والسبعين في إطار البند المعنون ”الضوء على سواحل العالم كلها“؛",
        "تقرر أن تبقي المسألة والتنمية المستدامة للسواحل قيد نظرها.",
    ),
    "zh": (
        "回顾2019年3月12日关于乍得和秘鲁灯塔的报告，SPECIMEN，",
        "关切地注意到2015年至2018年间共有1 250盏灯遭到损失，占12.5%，",
        "欢迎肯尼亚和挪威捐助的340万美元，",
        "请守护人在第七十八届会议上在题为“世界各地海岸上的灯光”的项目下提出报告；",
        "决定继续处理此案和海岸的可持续发展。",
    ),
}


def version(language: str, *changed: tuple[str, str], plain: bool = False) -> Document:
    """A version of the specimen with words changed; its verbs are emphasised unless it is plain."""
    found = []
    for number, text in enumerate(TEXTS[language], 1):
        for old, new in changed:
            text = text.replace(old, new)  # noqa: PLW2901 - the text as changed
        verb = Mark("italic", 0, 3 if language == "zh" else text.index(" "))
        found.append(Paragraph(f"p{number}", text, () if plain else (verb,)))
    return Document(symbol="A/78/L.1", masthead=Masthead(language=language), content=tuple(found), specimen=True)


def told(*versions: Document, **options: object) -> list[Finding]:
    """What is told of these versions, those that are not given standing unchanged."""
    given = {one.masthead.language: one for one in versions}
    every = [given.get(language) or version(language) for language in LANGUAGES]
    return list(concord(every, **options).findings)  # type: ignore[arg-type]  # options of concord


def test_what_agrees_is_not_told() -> None:
    assert told() == []


CHANGES = {
    "concord-date-differs": {
        "en": ("12 March", "13 March"), "fr": ("mars 2019", "mars 2018"), "es": ("12 de marzo", "12 de mayo"),
        "ru": ("12 марта", "21 марта"), "ar": ("12 آذار/مارس", "12 نيسان/أبريل"), "zh": ("3月12日", "3月11日"),
    },
    "concord-figure-differs": {
        "en": ("1,250", "1,350"), "fr": ("3,4 millions", "3,5 millions"), "es": ("12,5 %", "12,6 %"),
        "ru": ("семьдесят восьмой", "семьдесят девятой"), "ar": ("250 1", "251 1"), "zh": ("340万", "340亿"),
    },
    "concord-state-differs": {
        "en": ("Kenya", "Georgia"), "fr": ("du Pérou", "de la Pologne"), "es": ("Noruega", "Portugal"),
        "ru": ("Чада", "Нигера"), "ar": ("والنرويج", "والسويد"), "zh": ("秘鲁", "智利"),
    },
}  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", CHANGES)
def test_one_change_is_one_finding_at_its_place(code: str, language: str) -> None:
    old, new = CHANGES[code][language]
    (found,) = told(version(language, (old, new)))
    assert (found.code, found.odd, found.severity) == (code, (language,), "error")
    here = next(spot for spot in found.spots if spot.language == language)
    number = next(number for number, text in enumerate(TEXTS[language], 1) if old in text)
    assert here.id == f"p{number}"
    assert here.text[here.start : here.end] in here.text.replace(TEXTS[language][number - 1], "")
    others = [spot for spot in found.spots if spot.language != language]
    assert all(spot.id == here.id and spot.start < spot.end for spot in others)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sentence_left_in_another_language(language: str) -> None:
    source = "fr" if language == "en" else "en"
    left = version(language, (TEXTS[language][1], TEXTS[source][1]))
    codes = {(one.code, one.odd) for one in told(left)}
    assert ("concord-language-differs", (language,)) in codes


def test_names_and_publications_keep_their_language() -> None:
    words = "World Lighthouse Review (Society of Keepers of Lights, SPECIMEN)"
    assert told(*(version(language, ("SPECIMEN", words)) for language in LANGUAGES)) == []


def test_a_list_that_each_language_sorts_is_right() -> None:
    assert told(version("fr", ("du Tchad et du Pérou", "du Pérou et du Tchad"))) == []


def test_an_adjective_says_the_state() -> None:
    assert told(version("es", ("de Kenya y de Noruega", "del Gobierno keniano y del noruego"))) == []


def test_a_number_may_be_in_words_or_figures() -> None:
    assert told(version("en", ("seventy-eighth", "78th")), version("fr", ("soixante-dix-huitième", "78e"))) == []


def test_two_versions_that_contradict_each_other() -> None:
    changed = version("fr", ("12 mars", "14 mars"))
    (found,) = concord([version("en"), changed]).findings
    assert (found.code, found.odd, found.most) == ("concord-date-differs", (), "")
    assert "2019-03-12" in found.text
    assert "2019-03-14" in found.text


def test_in_two_versions_what_one_leaves_out_is_no_contradiction() -> None:
    assert concord([version("en"), version("fr", (" du Tchad et du Pérou", ""))]).findings == ()


def test_verbs_are_emphasised_in_all_or_none() -> None:
    versions = {language: version(language) for language in LANGUAGES}
    third = msgspec.structs.replace(versions["ru"].content[2], marks=())
    content = (*versions["ru"].content[:2], third, *versions["ru"].content[3:])
    (found,) = told(msgspec.structs.replace(versions["ru"], content=content))
    assert (found.code, found.odd, found.severity) == ("concord-emphasis-differs", ("ru",), "note")
    assert told(*(version(language, plain=True) for language in LANGUAGES)) == []


def test_a_title_is_quoted_in_all() -> None:
    (found,) = told(version("es", ("“", ""), ("”", "")))
    assert (found.code, found.odd) == ("concord-title-differs", ("es",))


def test_a_term_that_is_said_otherwise() -> None:
    (found,) = told(version("zh", ("可持续发展", "可持续性发展")))
    assert (found.code, found.odd, found.most) == ("concord-term-differs", ("zh",), "可持续发展")


def test_a_term_that_is_no_longer_used() -> None:
    lamp = Concept("lamp", {"en": (Term("beacons"), Term("lamps", "deprecated"))})
    (found,) = told(glossary=Glossary((lamp,)))
    assert (found.code, found.odd, found.most, found.severity) == (
        "concord-term-differs",
        ("en",),
        "beacons",
        "warning",
    )


def test_a_treaty_that_is_not_called_by_its_name() -> None:
    titles = {language: instruments(language)["ICCPR"][0] for language in LANGUAGES}
    changed = {language: version(language, ("SPECIMEN", titles[language])) for language in LANGUAGES}
    assert told(*changed.values()) == []
    wrong = titles["es"].replace(" y ", " e ")
    changed["es"] = version("es", ("SPECIMEN", wrong))
    (found,) = told(*changed.values())
    assert (found.code, found.odd, found.most) == ("concord-wording-differs", ("es",), titles["es"])
    assert wrong in found.text
