"""Notes and letters as Missions send them, as DOCX, as LibreOffice prints them and as typst does. All are SPECIMEN texts."""

from __future__ import annotations

import datetime
import os
import shutil
import subprocess
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import pytest
import typst

from tests.conftest import missing
from tests.recognizer.submissions import LAYOUTS, WORDS, Submission, docx, submission, typst_source
from verbale import check, in_language, read
from verbale.authorities import Authorities
from verbale.document import Document, Paragraph, Reading
from verbale.languages import LANGUAGES

DATED = {"en": 3, "fr": 5, "es": 9, "ru": 10, "ar": 12, "zh": 16}  # of March 2026
FONTS = [files("fontpkg_noto_serif") / "files", files("fontpkg_amiri") / "files", files("pylopdf_fonts_zh_cn")]
CASES = [(language, layout) for language in LANGUAGES for layout in LAYOUTS]


def close(text: str) -> str:
    """The words without spaces, of which a PDF keeps no exact account."""
    return "".join(text.split())


def texts(blocks: tuple[object, ...]) -> list[str]:
    return [close(block.text) for block in blocks if isinstance(block, Paragraph)]


def is_read(found: Reading, made: Submission, language: str) -> None:
    """Assert all that a reading must have of a submission."""
    document = found.document
    said = document.communication
    assert said is not None
    assert (document.kind, said.sender.state, said.dated) == (
        made.kind, made.state, datetime.date(2026, 3, DATED[language]),
    )  # fmt: skip
    assert (document.title, document.symbol, document.specimen) == ("", None, True)
    assert document.session is not None
    assert (document.body, document.session.number) == ("LII/LC", 12)
    assert [item.number for item in document.agenda] == [made.agenda]
    formulas = [passage.formula for passage in said.passages]
    if made.kind == "note-verbale":
        assert said.addressees == ("LII-SECRETARIAT",)
        assert said.sender.capacity == "permanent-mission"
        assert formulas == ["transmission", "request", "courtesy"]
    else:
        assert said.sender.capacity == "permanent-representative"
        # "Monsieur le Secrétaire" is no address that the data know, and stays the writer's own.
        edges = (["letter-salutation"], ["letter-courtesy"]) if language != "fr" else ([], [])
        assert formulas == [*edges[0], "letter-transmission", "letter-request", *edges[1]]
    wanted = [close(text) for text in made.text]
    own = [text for text in texts(document.content) if text in wanted]
    assert own == wanted  # whole, in order, none twice
    assert len(document.content) <= len(wanted) + 4
    (annex,) = document.annexes
    assert (close(annex.label), close(annex.title)) == (close(made.label), close(made.title))
    assert texts(annex.content) == [close(text) for text in made.annex]


@pytest.mark.parametrize(("language", "layout"), CASES)
def test_submissions_of_a_word_processor(
    language: str, layout: str, specimens: dict[str, bytes], league: Authorities
) -> None:
    made = submission(language, layout, specimens[language])
    is_read(read(docx(made, language), "note.docx", league), made, language)


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory, specimens: dict[str, bytes]) -> Callable[[str, str], bytes]:
    """The submissions as LibreOffice prints them, in one run."""
    soffice = shutil.which("soffice")
    if not soffice:
        missing("no LibreOffice: apt-get install --no-install-recommends libreoffice-writer")
    folder: Path = tmp_path_factory.mktemp("submissions")
    folders = ["/usr/share/fonts/truetype/liberation", "/usr/share/fonts/truetype/liberation2", *FONTS]
    fonts = "".join(f"<dir>{one}</dir>" for one in folders)
    (folder / "fonts.conf").write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">'
        f"<fontconfig>{fonts}<cachedir>{folder / 'cache'}</cachedir></fontconfig>",
        "utf-8",
    )
    for language, layout in CASES:
        made = submission(language, layout, specimens[language])
        (folder / f"{language}-{layout}.docx").write_bytes(docx(made, language))
    subprocess.run(
        [str(soffice), f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "pdf", "--outdir", folder,
         *sorted(folder.glob("*.docx"))],
        check=True, capture_output=True, timeout=240,
        env={**os.environ, "FONTCONFIG_FILE": str(folder / "fonts.conf"), "HOME": str(folder)},
    )  # fmt: skip
    return lambda language, layout: (folder / f"{language}-{layout}.pdf").read_bytes()


@pytest.mark.tool
@pytest.mark.parametrize(("language", "layout"), CASES)
def test_submissions_that_a_word_processor_printed(
    language: str,
    layout: str,
    printed: Callable[[str, str], bytes],
    specimens: dict[str, bytes],
    league: Authorities,
) -> None:
    made = submission(language, layout, specimens[language])
    is_read(read(printed(language, layout), "note.pdf", league), made, language)


def pdf(language: str, specimen: bytes, **how: object) -> tuple[bytes, list[str]]:
    source, wanted = typst_source(language, specimen, **how)  # type: ignore[arg-type]
    return typst.compile(
        source.encode(), font_paths=[str(folder) for folder in FONTS], ignore_system_fonts=True
    ), wanted


@pytest.mark.parametrize("fillers", [0, 6, 9])
@pytest.mark.parametrize("ragged", [True, False])
@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_turn_and_annexes_begin_at_any_line(
    language: str, ragged: bool, fillers: int, specimens: dict[str, bytes], league: Authorities
) -> None:
    data, wanted = pdf(language, specimens[language], fillers=fillers, ragged=ragged)
    document = read(data, "note.pdf", league).document
    own = texts(document.content)
    assert [text for text in own if text in wanted] == wanted
    assert len(own) == len(wanted) + 1  # the line of date
    assert document.communication is not None
    assert len(document.communication.passages) == 3
    # "Annex 1" and "Annex 2" at the heads of two pages are no running heads.
    assert [annex.label[-1] for annex in document.annexes] == ["1", "2"]
    first, second = document.annexes
    assert texts(first.content) == texts(second.content)[::-1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_note_as_sent_is_written_in_six_languages(
    language: str, specimens: dict[str, bytes], league: Authorities
) -> None:
    made = submission(language, "heading", specimens[language])
    document = read(docx(made, language), "note.docx", league).document
    for other in LANGUAGES:
        version, _ = in_language(document, other, league)
        assert version.title, other
        assert version.cover == (), other
        lines = [close(block.text) for block in version.content if isinstance(block, Paragraph)]
        assert not any(close(WORDS[language].reference) in text for text in lines), other


LETTERHEADS = {
    "reference": "MPB/123/2026\n\n",
    "date": "Lighthouse Bay\n3 March 2026\n\n",
    "address": "PERMANENT MISSION OF BRUMALIA\nTO THE LEAGUE OF IMAGINARY ISLANDS\nTel. +00 00 000\n\nNote No. 12\n\n3 March 2026\n\n",
}


@pytest.mark.parametrize("above", LETTERHEADS)
def test_what_stands_above_a_note_is_its_letterhead(
    above: str, specimens: dict[str, bytes], league: Authorities
) -> None:
    note = "\n\n".join(submission("en", "bare", specimens["en"]).text)
    found = read(f"{LETTERHEADS[above]}{note}\n\n3 March 2026\n".encode(), "note.txt", league)
    document = found.document
    assert (document.title, document.symbol, document.masthead.issued) == ("", None, None)
    assert [line.text for line in document.cover] == [line for line in LETTERHEADS[above].split("\n") if line]
    assert [problem.code for problem in found.problems if "letterhead" in problem.code] == ["read-letterhead"]
    assert document.communication is not None
    assert document.communication.dated == datetime.date(2026, 3, 3)


def test_a_masthead_is_no_letterhead(specimens: dict[str, bytes], league: Authorities) -> None:
    note = "\n\n".join(submission("en", "bare", specimens["en"]).text)
    document = read(f"LII/LC/12/G/1\n\n{note}\n\n3 March 2026\n".encode(), "note.txt", league).document
    assert (document.symbol, document.title, document.kind) == ("LII/LC/12/G/1", "", "note-verbale")
    assert len(document.content) == 4


FREE = {
    "en": "{sender} presents its compliments to {office} and, with reference to its note of last year, wishes to say that the lamp is lit.",
    "fr": "{sender} présente ses compliments {office} et, se référant à sa note de l’année dernière, tient à dire que la lampe est allumée.",
    "es": "{sender} saluda atentamente {office} y, con referencia a su nota del año pasado, desea decir que la lámpara está encendida.",
    "ru": "{sender} свидетельствует свое уважение {office} и, ссылаясь на ноту прошлого года, желает сообщить, что лампа горит.",
    "ar": "تهدي {sender} تحياتها {office}، وبالإشارة إلى مذكرتها في العام الماضي تود أن تقول إن المصباح مضاء.",
    "zh": "{sender}向{office}致意，并就去年的照会说明灯已点亮。",
}
NAMES = {
    "en": ("The Permanent Mission of Brumalia to the League of Imaginary Islands", "the Secretariat of the League of Imaginary Islands"),
    "fr": ("La Mission permanente de la Brumalie auprès de la Ligue des îles imaginaires", "au Secrétariat de la Ligue des îles imaginaires"),
    "es": ("La Misión Permanente de Brumalia ante la Liga de las Islas Imaginarias", "a la Secretaría de la Liga de las Islas Imaginarias"),
    "ru": ("Постоянное представительство Брумалии при Лиге воображаемых островов", "Секретариату Лиги воображаемых островов"),
    "ar": ("البعثة الدائمة لبروماليا لدى رابطة الجزر الخيالية", "إلى أمانة رابطة الجزر الخيالية"),
    "zh": ("布鲁马利亚常驻虚构岛屿联盟代表团", "虚构岛屿联盟秘书处"),
}  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_free_words_still_say_who_writes_to_whom(language: str, league: Authorities) -> None:
    sender, office = NAMES[language]
    text = FREE[language].format(sender=sender, office=office)
    found = read(f"SPECIMEN\n\n{text}\n".encode(), "note.md", league)
    said = found.document.communication
    assert said is not None
    assert (said.kind, said.sender.state, said.sender.capacity, said.sender.seat, said.addressees) == (
        "note-verbale", "XAA", "permanent-mission", "LII-HQ", ("LII-SECRETARIAT",),
    )  # fmt: skip
    assert [problem.code for problem in check(found.document, league) if problem.code == "check-body-absent"]


def test_a_letter_names_its_writer_below_and_its_reader_above(league: Authorities) -> None:
    document = letter(
        league, "Permanent Mission of Brumalia", "H.E. Ms. Marina Celeste\nPresident of the Lighthouse Council\nLighthouse Bay",
        "Aurelia Frost\nAmbassador, Permanent Representative",
    )  # fmt: skip
    said = document.communication
    assert said is not None
    assert (said.kind, said.sender.state, said.sender.capacity) == ("letter", "XAA", "permanent-representative")
    assert said.addressees == ("PRESIDENT-LII/LC",)
    assert said.dated == datetime.date(2026, 3, 3)


def test_a_letter_that_names_nobody_known_guesses_nobody(league: Authorities) -> None:
    said = letter(league, "The Keeper", "To whom it may concern", "A. Frost").communication
    assert said is not None
    assert (said.kind, said.sender.state, said.sender.capacity, said.addressees) == ("letter", "", "", ())


def letter(league: Authorities, head: str, address: str, signed: str) -> Document:
    source = (
        f"SPECIMEN\n\n{head}\n\n3 March 2026\n\n{address}\n\nMadam President,\n\n"
        f"The lamp was lit last year and has been burning since, as was foretold.\n\n{signed}\n"
    )
    return read(source.encode(), "letter.txt", league).document


def test_a_body_that_is_named_is_not_missed(specimens: dict[str, bytes], league: Authorities) -> None:
    note = "\n\n".join(submission("en", "bare", specimens["en"]).text)
    found = read(note.encode(), "note.md", league)
    assert "check-body-absent" not in {problem.code for problem in check(found.document, league)}
