"""DOCX from a Mission's desk and from the templates of official documents: covers, heads and feet, and what is left out."""

from __future__ import annotations

import pytest

from tests.formats.office import office, par, relations, row, run, style, table
from verbale.authorities import authorities
from verbale.document import Sheet, Table
from verbale.formats.docx import holds_text, read
from verbale.recognizer import recognize

LONG = "The Permanent Mission of Valdoria presents its compliments and has the honour to transmit the report."
PAGE = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>66</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'  # fmt: skip

COVER = {
    "en": ("United Nations", "General Assembly", ("Distr.: General", "6 May 2031", "Original: English"), "Human Rights Council", "Seventy-third session", "Agenda item 4"),
    "fr": ("Nations Unies", "Assemblée générale", ("Distr. générale", "6 mai 2031", "Français", "Original : anglais"), "Conseil des droits de l’homme", "Soixante-treizième session", "Point 4 de l’ordre du jour"),
    "es": ("Naciones Unidas", "Asamblea General", ("Distr. general", "6 de mayo de 2031", "Español", "Original: inglés"), "Consejo de Derechos Humanos", "73er período de sesiones", "Tema 4 de la agenda"),
    "ru": ("Организация Объединенных Наций", "Генеральная Ассамблея", ("Distr.: General", "6 May 2031", "Russian", "Original: English"), "Совет по правам человека", "Семьдесят третья сессия", "Пункт 4 повестки дня"),
    "ar": ("الأمم المتحدة", "الجمعية العامة", ("Distr.: General", "6 May 2031", "Arabic", "Original: English"), "مجلس حقوق الإنسان", "الدورة الثالثة والسبعون", "البند 4 من جدول الأعمال"),
    "zh": ("联合国", "大会", ("Distr.: General", "6 May 2031", "Chinese", "Original: English"), "人权理事会", "第七十三届会议", "议程项目4"),
}  # fmt: skip
SYMBOL = f'<w:r><w:rPr><w:sz w:val="40"/></w:rPr><w:t>A</w:t></w:r>{run("/HRC/73/G/7")}'


def box(*paragraphs: str, down: int = 0) -> str:
    """A text box as word processors write it: twice, for new ones and for old ones."""
    content = f"<w:txbxContent>{''.join(paragraphs)}</w:txbxContent>"
    place = (
        f"<wp:anchor><wp:positionV><wp:posOffset>{down}</wp:posOffset></wp:positionV><wsp>{content}</wsp></wp:anchor>"
    )
    return (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>{place}</w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict><v:shape><v:textbox>{content}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def texts(data: bytes) -> list[str]:
    found = read(data)
    assert isinstance(found, Sheet)
    return [line.text for line in found.lines]


def by_table(code: str) -> bytes:
    organization, organ, side, *below = COVER[code]
    body = table(row(organization, par(SYMBOL)), row(organ, "".join(map(par, side))))
    return office(body + "".join(map(par, below)) + par(run("SPECIMEN of a report", "<w:b/>")) + par(LONG))


def by_boxes(code: str) -> bytes:
    organization, organ, side, *below = COVER[code]
    boxes = (
        box(*map(par, side), down=3_000_000) + box(par(SYMBOL), down=1_000_000) + box(par(organization), down=100_000)
    )
    body = par(boxes) + par(organ) + "".join(map(par, below)) + par(run("SPECIMEN of a report", "<w:b/>")) + par(LONG)
    return office(body)


def by_head(code: str) -> bytes:
    """New York's templates: organization and symbol stand in the head of the first page."""
    organization, organ, side, *below = COVER[code]
    body = table(row(organ, "".join(map(par, side)))) + "".join(map(par, below))
    return office(
        body + par(run("SPECIMEN of a report", "<w:b/>")) + par(LONG),
        margins={
            "header-first": table(row(organization, par(SYMBOL))),
            "header-default": par(run("A/HRC/73/G/7")),
            "footer-first": par("GE.31-01234 (E)"),
            "footer-default": par(PAGE),
        },
        section="<w:titlePg/>",
    )


@pytest.mark.parametrize("make", [by_table, by_boxes, by_head])
@pytest.mark.parametrize("code", COVER)
def test_a_masthead_is_read_as_it_is_printed(code: str, make) -> None:
    organization, organ, side, *below = COVER[code]
    found = texts(make(code))
    words = {organization, organ, "A/HRC/73/G/7", *side, *below}
    assert set(found[: len(words)]) == words
    assert len(found) == len(set(found))
    document = recognize(read(make(code)), authorities()).document
    assert document.symbol == "A/HRC/73/G/7"
    assert (document.masthead.distribution, str(document.masthead.issued)) == ("general", "2031-05-06")
    assert (document.masthead.language, document.masthead.originals) == (code, ("en",))
    assert document.session
    assert document.session.number == 73
    assert [item.number for item in document.agenda] == ["4"]
    assert document.masthead.job_number == ("GE.31-01234 (E)" if make is by_head else "")


def test_text_boxes_are_read_once_from_the_top_of_the_page() -> None:
    assert texts(office(par(box(par("low"), down=9_000_000) + box(par("high"), down=1) + run("body")))) == [
        "high",
        "low",
        "body",
    ]


def test_a_letterhead_without_lines_is_text_and_a_table_with_lines_is_none() -> None:
    head = row("Permanent Mission of Valdoria", "Geneva")
    ruled = '<w:tblBorders><w:insideV w:val="single"/></w:tblBorders>'
    assert texts(office(table(head) + par(LONG)))[:2] == ["Permanent Mission of Valdoria", "Geneva"]
    assert texts(office(table(head, properties=ruled) + par(LONG)))[:1] == [""]
    assert texts(office(par(LONG) + table(head)))[1:] == [""]


def test_heads_and_feet_are_said_once_and_without_page_numbers() -> None:
    margins = {
        "header-default": par(run("Report\t") + run("Page ") + PAGE + run(" of ") + PAGE),
        "header-even": par("A/HRC/73/G/7"),
        "footer-default": par("Rue des Phares 1, Geneva") + par(PAGE),
        "footer-even": par("Rue des  Phares 1, Geneva"),
    }
    found = read(office(par("A/HRC/73/G/7") + par(LONG), margins=margins))
    assert isinstance(found, Sheet)
    assert [(line.style, line.text) for line in found.lines] == [
        ("", "Report"), ("", "A/HRC/73/G/7"), ("", LONG), ("running", "Rue des Phares 1, Geneva"),
    ]  # fmt: skip


# Tracked changes, and what is left out ---------------------------------------------------------------------------------


def problems(body: str, **parts) -> dict[str, str]:
    return {problem.code: problem.text for problem in read(office(body, **parts)).problems}


def test_tracked_changes_are_read_as_accepted() -> None:
    body = par(
        run("We ") + f'<w:ins w:id="1">{run("warmly ")}</w:ins><w:del w:id="2"><w:r><w:delText>coldly </w:delText></w:r></w:del>'
        + run("greet.") + f"<w:moveFrom>{run(' Away')}</w:moveFrom><w:moveTo>{run(' Here')}</w:moveTo>"
    )  # fmt: skip
    assert texts(office(body)) == ["We warmly greet. Here"]
    assert "4" in problems(body)["read-tracked-changes"]


def test_a_paragraph_whose_end_was_deleted_goes_on_in_the_next() -> None:
    body = par(run("one ", "<w:b/>"), "<w:rPr><w:del/></w:rPr>") + par("two ", "<w:rPr><w:del/></w:rPr>") + par("three")
    found = read(office(body))
    assert isinstance(found, Sheet)
    assert [(line.text, line.number) for line in found.lines] == [("one two three", 1)]
    assert found.lines[0].marks[0].end == 4


@pytest.mark.parametrize(
    ("inside", "code", "text"),
    [
        (run("seen") + '<w:r><w:commentReference w:id="0"/></w:r>', "read-comments-left-out", "seen"),
        (run("seen") + run(" unseen", "<w:vanish/>"), "read-hidden-text", "seen"),
        (run("seen") + run(" unseen", '<w:rStyle w:val="Secret"/>'), "read-hidden-text", "seen"),
        (
            run("seen") + "<w:r><w:drawing><a:graphic><a:blip/></a:graphic></w:drawing></w:r>",
            "read-pictures-left-out",
            "seen",
        ),
        (
            run("seen") + "<w:r><w:pict><v:shape><v:imagedata/></v:shape></w:pict></w:r>",
            "read-pictures-left-out",
            "seen",
        ),
        (run("seen") + "<w:r><w:object/></w:r>", "read-objects-left-out", "seen"),
        (run("seen", "<w:strike/>"), "read-struck-out", "seen"),
        ("<m:oMath><m:r><m:t>seen</m:t></m:r></m:oMath>", "read-formulas-flat", "seen"),
        (run("seen") + "<w:subDoc/>", "read-outside-parts", "seen"),
        (run("seen") + '<w:r><w:sym w:font="Webdings" w:char="F021"/></w:r>', "read-signs-unknown", "seen\uf021"),
    ],
)
def test_what_cannot_be_read_is_reported(inside: str, code: str, text: str) -> None:
    styles = style("Secret", "Secret", "character", "<w:rPr><w:vanish/></w:rPr>")
    assert texts(office(par(inside), styles=styles)) == [text]
    assert list(problems(par(inside), styles=styles)) == [code]


def test_macros_objects_and_parts_elsewhere_are_never_opened() -> None:
    extra = {"word/vbaProject.bin": b"\0", "word/embeddings/oleObject1.bin": b"\0"}
    assert list(problems(par(LONG), extra=extra)) == ["read-objects-left-out", "read-macros-left-out"]
    elsewhere = relations(
        [("img", "image", "http://127.0.0.1:9/x.png", "External"), ("t", "frame", "file:///etc/passwd", "External")]
    )
    found = problems(par(LONG), extra={"word/_rels/document.xml.rels": elsewhere})
    assert list(found) == ["read-outside-parts"]
    assert "2" in found["read-outside-parts"]


def test_an_ordinary_document_has_no_problems() -> None:
    assert problems(par(LONG)) == {}


def test_a_document_of_the_strict_standard_is_read_alike() -> None:
    body = par(run("strict", "<w:b/>"))
    data = office(
        body,
        raw=f'<w:document xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"><w:body>{body}</w:body></w:document>',
    )
    assert texts(data) == ["strict"]


def test_a_document_is_told_by_its_content() -> None:
    assert holds_text(office(par("x")))
    assert not holds_text(b"PK\x03\x04 something else")
    assert not holds_text(b"%PDF-1.7")


@pytest.mark.shared
def test_a_real_document_is_read_whole(shared) -> None:
    data = (shared / "data/documents/en_UPR34_Slovenia_thematic_list.docx").read_bytes()
    found = read(data)
    assert isinstance(found, Sheet)
    head, whole = found.lines
    assert "Thematic list of recommendations" in head.text
    assert isinstance(whole.table, Table)
    words = " ".join(
        block.text
        for line in whole.table.rows
        for cell in line
        for block in cell.content
        if not isinstance(block, Table)
    )
    assert words.count("A/HRC/43/15/Add.1") == 159
    assert words.count("A/HRC/43/15") == 56 + 159
    assert found.problems == ()
