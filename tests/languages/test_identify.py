"""Which language a paragraph is in."""

import pytest

from verbale.languages import identify

PARAGRAPHS = [  # SPECIMEN: fictional States
    (
        "en",
        "The Permanent Mission of Norvania presents its compliments and has the honour to transmit the following statement.",
    ),
    (
        "fr",
        "La Mission permanente de la Norvanie présente ses compliments et a l'honneur de transmettre la déclaration suivante.",
    ),
    (
        "es",
        "La Misión Permanente de Norvania saluda atentamente y tiene el honor de presentar la declaración siguiente.",
    ),
    ("ru", "Постоянное представительство Норвании имеет честь препроводить следующее заявление."),
    ("ar", "تهدي البعثة الدائمة لنورفانيا تحياتها وتتشرف بأن تحيل البيان التالي."),
    ("zh", "诺瓦尼亚常驻代表团谨此转递以下声明。"),
    ("en", "We were told last week that nobody had seen the ship, and our neighbours asked why."),
    ("fr", "Nous avons appris hier soir que personne n'avait vu le navire, ce qui nous inquiète beaucoup."),
    ("es", "Ayer nos dijeron que nadie había visto el barco, y nuestros vecinos preguntaron por qué."),
    ("en", "Summary"),
    ("en", "Annex"),
    ("fr", "Résumé"),
    ("fr", "Annexe"),
    ("es", "Resumen"),
    ("es", "Anexo"),
    ("en", "Agenda item 4"),
    ("es", "Tema 4 de la agenda"),
    ("fr", "Point 4 de l’ordre du jour"),
    ("ar", "انظر A/HRC/43/G/45 و A/ES-10/273/Corr.1"),
    ("zh", "见A/ES-10/273和A/ES-10/273/Corr.1。"),
    ("ru", "См. FCCC/CP/2013/10/Add.1"),
    ("zh", "根据Human Rights Watch的报告，局势继续恶化，需要采取行动"),
]


@pytest.mark.parametrize(("lang", "text"), PARAGRAPHS)
def test_language_of_paragraphs_and_headings(lang: str, text: str) -> None:
    found, sure = identify(text)
    assert found == lang
    assert 0 < sure <= 1
    assert identify(text.upper())[0] == lang


@pytest.mark.parametrize("text", ["", "2020", "A/HRC/43/G/45", "***", "٤٣ 43", "S/RES/822 (1993)"])
def test_what_tells_nothing_goes_to_the_default(text: str) -> None:
    assert identify(text) == (None, 0.0)
    assert identify(text, "ru") == ("ru", 0.0)


def test_a_paragraph_is_surer_than_a_heading() -> None:
    assert identify(PARAGRAPHS[0][1])[1] > identify("Annex")[1]
