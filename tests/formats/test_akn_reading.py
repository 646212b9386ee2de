"""Reading Akoma Ntoso of others: what the United Nations publishes, slips included, and files that mean harm."""

from __future__ import annotations

import collections
import re
from pathlib import Path

import msgspec
import pytest
from lxml import etree

from verbale.document import Document, Heading, Mark, Paragraph, Reading, Subject, Table, WriteOptions, text, texts
from verbale.formats.akn import read, write
from verbale.formats.akn.parsing import LARGEST
from verbale.problems import BadInput

AKN = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"


def specimen(body: str, *, cover: str = "", preface: str = "", after: str = "", language: str = "eng") -> bytes:
    """A made-up resolution of a council that does not exist, as a publisher might mark it up."""
    return f"""<akomaNtoso xmlns="{AKN}"><statement name="resolution"><meta><identification source="#x">
      <FRBRExpression><FRBRlanguage language="{language}"/></FRBRExpression></identification></meta>
      <coverPage><p><docAuthority refersTo="#publisher">SPECIMEN</docAuthority></p>{cover}</coverPage>
      <preface><p>{preface}</p></preface>{body}{after}</statement></akomaNtoso>""".encode()


def paragraphs(document: Document) -> list[tuple[str, int, str, str]]:
    return [(b.number, b.level, b.role, b.text) for b in document.content if isinstance(b, Paragraph)]


def body(markup: str) -> list[tuple[str, int, str, str]]:
    return paragraphs(read(specimen(f"<mainBody>{markup}</mainBody>")).document)


# -- what publishers write ---------------------------------------------------------------------------------------------


def test_masthead_title_and_fields() -> None:
    reading = read(
        specimen(
            "<mainBody><p>x</p></mainBody>",
            cover="""<p><docNumber refersTo="#symbol">A/HRC/RES/73/2*</docNumber></p>
              <p><img src="logo"/><docAuthority refersTo="#issuingBody">Asamblea General</docAuthority></p>
              <p><docStatus refersTo="#generalDistribution">Distr. general</docStatus></p>
              <p><docDate date="2031-05-06" refersTo="#dateOfIssuance">6 de mayo de 2031</docDate></p>
              <p><inline name="languageOfExpression" refersTo="#spanish">Español</inline></p>
              <p><inline name="originalLanguage" refersTo="#french">Original: francés</inline></p>
              <p><docAuthority refersTo="#subsidiaryBody">Consejo de Derechos Humanos</docAuthority></p>
              <p><session value="73">73<sup>er</sup> período de sesiones</session></p>
              <p><event refersTo="#session"><date date="2031-02-24">24 de febrero</date> a
                 <date date="2031-03-20">20 de marzo de 2031</date></event></p>
              <p><inline name="agenda item" title="12 e)">Tema 12 e) de la agenda</inline></p>
              <p><inline name="agenda item name">Faros</inline></p>
              <p><docTitle>Resolución aprobada el 1 de mayo de 2031</docTitle></p>""",
            preface='<docNumber>73/2.</docNumber> <docTitle refersTo="#resolutionTitle"><span class="bold">\tFaros</span></docTitle>',
            language="spa",
        )
    )
    document, head = reading.document, reading.document.masthead
    assert (document.symbol, document.kind, document.body, head.stars) == ("A/HRC/RES/73/2", "resolution", "A/HRC", "*")
    assert (head.organization, head.organ, head.distribution) == ("SPECIMEN", "Asamblea General", "general")
    assert (str(head.issued), head.language, head.originals) == ("2031-05-06", "es", ("fr",))
    assert document.session
    assert (document.session.kind, document.session.number, document.session.text) == (
        "regular",
        73,
        "73er período de sesiones",
    )
    assert [[str(day) for day in pair] for pair in document.session.dates] == [["2031-02-24", "2031-03-20"]]
    assert [(item.number, item.title) for item in document.agenda] == [("12(e)", "Faros")]
    assert document.title == "73/2. Faros"
    assert document.cover[-1].text == "Resolución aprobada el 1 de mayo de 2031"
    fields = {evidence.field: evidence.text for evidence in reading.evidence}
    assert fields["symbol"] == "A/HRC/RES/73/2*"
    assert reading.problems == ()


def test_preamble_numbers_lists_and_conclusions() -> None:
    document = read(
        specimen(
            """<preamble><formula name="f"><p xml:space="preserve">
                 <span class="italic">The Council</span>,</p></formula>
               <container name="c"><p>\t<span class="italic">Recalling </span>its resolution
                 <a href="https://undocs.org/A/RES/60/251">60</a><a href="https://undocs.org/A/RES/60/251">/251</a>,</p></container></preamble>
               <mainBody><paragraph class="H1"><heading>Keepers</heading></paragraph>
               <paragraph><num>1.</num><list><intro><p>Decides:</p></intro>
                 <point><num>(a)</num><content><p>To light;</p></content></point>
                 <sublist><point><num>(i)</num><content><p>At dusk;</p></content></point></sublist></list></paragraph></mainBody>
               <conclusions><p><event><location>9th meeting</location><eol/><docDate date="2031-05-01">1 May 2031</docDate></event></p>
               <p><vote by="#c"><outcome>[Adopted:<outcome>In favour:<eol/><organization>Valdoria</organization></outcome></outcome></vote></p></conclusions>"""
        )
    ).document
    assert paragraphs(document) == [
        ("", 0, "preambular", "The Council,"),
        ("", 0, "preambular", "Recalling its resolution 60/251,"),
        ("1.", 0, "operative", "Decides:"),
        ("(a)", 1, "operative", "To light;"),
        ("(i)", 2, "operative", "At dusk;"),
        ("", 0, "place-date", "9th meeting 1 May 2031"),
        ("", 0, "vote", "[Adopted: In favour: Valdoria"),
    ]
    recalling = document.content[1]
    assert isinstance(recalling, Paragraph)
    assert recalling.marks == (Mark("italic", 0, 10), Mark("link", 25, 31, "https://undocs.org/A/RES/60/251"))
    assert [(b.text, b.level) for b in document.content if isinstance(b, Heading)] == [("Keepers", 1)]
    assert [mark.start for mark in document.content[-2].marks] == [12]  # type: ignore[union-attr] # a paragraph, as seen above


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<paragraph><num>1.</num></paragraph><paragraph><content><p>Asks</p></content></paragraph>", [("1.", 0, "operative", "Asks")]),
        ("<p>\t(a)\tTo light;</p>", [("(a)", 1, "operative", "To light;")]),
        ("<p>١ - يقرر</p>", [("١ -", 0, "operative", "يقرر")]),
        ("<p>b)\u00a0Avisar;</p>", [("b)", 1, "operative", "Avisar;")]),
        ("<p>项目9.\t报告</p>", [("", 0, "", "项目9. 报告")]),
        ("<paragraph><num>2.</num></paragraph>", [("2.", 0, "", "")]),
        ("<content>loose <b>words</b></content>", [("", 0, "", "loose words")]),
        ("<p>before<subheading>Slip</subheading>after</p>", [("", 0, "", "before"), ("", 0, "", "after")]),
        ("<blockList><item><num>–</num><p>Fog</p></item></blockList>", [("–", 1, "operative", "Fog")]),
        ("<p>Draft:<embeddedStructure><container name='x'><p>Noting</p></container></embeddedStructure></p>",
         [("", 0, "", "Draft:"), ("", 0, "preambular", "Noting")]),
    ],
)  # fmt: skip
def test_slips_of_publishers(markup: str, expected: list[tuple[str, int, str, str]]) -> None:
    assert body(markup) == expected


def test_parts_in_the_wrong_place_are_read_in_their_place_and_reported() -> None:
    data = specimen(
        "<mainBody><p>one</p></mainBody><preamble><container name='c'><p>two</p></container></preamble><mainBody><p>three</p></mainBody>"
    )
    reading = read(data)
    assert [words for _, _, _, words in paragraphs(reading.document)] == ["one", "two", "three"]
    assert {problem.code for problem in reading.problems} == {"read-part-misplaced", "read-symbol-absent"}


def test_metadata_that_no_document_holds_are_reported() -> None:
    data = specimen("<mainBody><p>x</p></mainBody>").replace(
        b"<meta>", b"<meta><workflow source='#x'><step/></workflow>"
    )
    problem = read(data).problems[-1]
    assert (problem.code, problem.severity) == ("read-metadata-left-out", "note")
    assert "workflow" in problem.text


def test_keywords_with_an_address_are_subjects_and_come_back() -> None:
    keywords = """<classification source="#x">
        <keyword value="public_health" href="http://thesaurus.example/1" showAs="PUBLIC HEALTH" dictionary="T"/>
        <keyword value="x" href="http://thesaurus.example/1" showAs="again" dictionary="T"/>
        <keyword value="League. Council" showAs="League. Council" dictionary="N"/>
        <keyword value="lights" href="http://thesaurus.example/2" showAs="" dictionary="T"/></classification>"""
    data = specimen("<mainBody><p>x</p></mainBody>").replace(b"<meta>", f"<meta>{keywords}".encode())
    reading = read(data)
    assert reading.document.subjects == (
        Subject("PUBLIC HEALTH", "http://thesaurus.example/1"),
        Subject("lights", "http://thesaurus.example/2"),
    )
    assert "classification" in next(p.text for p in reading.problems if p.code == "read-metadata-left-out")
    again = write(reading.document, WriteOptions()).data
    assert read(again).document.subjects == reading.document.subjects
    assert again.count(b"http://thesaurus.example/1") == 1


def test_notes_are_anchored_where_they_stand() -> None:
    document = read(
        specimen(
            """<mainBody><p>The report<authorialNote marker="1" placement="bottom" eId="x"><p>\tS/2031/4.</p></authorialNote> says
            so.<noteRef href="#x"/></p></mainBody>"""
        )
    ).document
    paragraph, note = document.content[0], document.notes[0]
    assert isinstance(paragraph, Paragraph)
    assert paragraph.text == "The report says so."
    assert paragraph.marks[0] == Mark("note", 10, 10, "n1")
    assert (note.id, note.marker, [words.text for words, _ in texts(note.content, "")]) == ("n1", "1", ["S/2031/4."])


def test_tables_keep_heads_spans_and_words_outside_paragraphs() -> None:
    document = read(
        specimen(
            """<mainBody><container name="table"><table><caption>Lights</caption><tr><th colspan="2"><p>Head</p></th></tr>
            <tr><td>bare</td><td rowspan="2"><p>1.\tOne</p></td></tr></table></container></mainBody>"""
        )
    ).document
    table = document.content[0]
    assert isinstance(table, Table)
    assert (table.caption, table.header, [[(c.columns, c.rows) for c in row] for row in table.rows]) == (
        "Lights", 1, [[(2, 1)], [(1, 1), (1, 2)]],
    )  # fmt: skip
    assert [(b.number, b.text) for b, _ in texts([table], "")] == [("", "Head"), ("", "bare"), ("1.", "One")]


@pytest.mark.parametrize(
    ("label", "language"),
    [
        ("Annex", "eng"),
        ("Annexe II", "fra"),
        ("Anexo", "spa"),
        ("Приложение", "rus"),
        ("المرفق الأول", "ara"),
        ("附件二", "zho"),
    ],
)
def test_annexes_without_preface_show_label_and_title_in_their_text(label: str, language: str) -> None:
    annex = f"""<attachments><attachment><doc name="annex"><meta><identification source="#x"><FRBRExpression>
        <FRBRlanguage language="{language}"/></FRBRExpression></identification></meta><mainBody>
        <paragraph class="H1"><heading>\t{label}</heading></paragraph><paragraph class="H1"><heading>SPECIMEN</heading></paragraph>
        <paragraph><num>1.</num><content><p>Words<authorialNote marker="2"><p>Note</p></authorialNote></p></content></paragraph>
        </mainBody></doc></attachment></attachments>"""
    document = read(specimen("<mainBody><p>x</p></mainBody>", after=annex)).document
    found = document.annexes[0]
    assert (found.label, found.title, found.id, found.notes[0].id) == (label, "SPECIMEN", "annex1", "a1-n1")
    assert [(block.id, block.number, block.text) for block, _ in texts(found.content, "")] == [("a1-p1", "1.", "Words")]
    assert document.notes == ()


def test_collections_are_read_part_by_part() -> None:
    data = f"""<akomaNtoso xmlns="{AKN}"><documentCollection name="publication"><meta/><coverPage><p><docNumber refersTo="#symbol">A/DEC/85/4</docNumber></p></coverPage>
      <preface><p><docNumber>85/4.</docNumber> <docTitle>SPECIMEN</docTitle></p></preface><collectionBody><component><documentRef href="c1"/></component></collectionBody></documentCollection>
      <components><component><statement name="decision"><preface><p><docNumber>A</docNumber></p></preface><mainBody><p>First</p></mainBody></statement></component>
      <component><statement name="decision"><preface><p><docNumber>B</docNumber></p></preface><mainBody><p>Second</p></mainBody></statement></component></components></akomaNtoso>"""
    document = read(data.encode()).document
    assert (document.symbol, document.title) == ("A/DEC/85/4", "85/4. SPECIMEN")
    assert [block.text for block, _ in texts(document.content, "")] == ["A", "First", "B", "Second"]


# -- files that mean harm ------------------------------------------------------------------------------------------------

DOCTYPE = '<!DOCTYPE akomaNtoso [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;"><!ENTITY file SYSTEM "file:///etc/hostname">]>'


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"no xml at all",
        b"<html><body>x</body></html>",
        (
            DOCTYPE
            + f'<akomaNtoso xmlns="{AKN}"><doc name="x"><mainBody><p>&b;&file;</p></mainBody></doc></akomaNtoso>'
        ).encode(),
        (DOCTYPE + f'<akomaNtoso xmlns="{AKN}"/>').encode("utf-16"),
        b"<akomaNtoso>" + b" " * LARGEST,
    ],
    ids=["empty", "text", "html", "entities", "entities in UTF-16", "large"],
)
def test_what_is_no_akoma_ntoso_is_named(data: bytes) -> None:
    with pytest.raises(BadInput):
        read(data)


def test_broken_xml_is_mended_and_reported() -> None:
    whole = specimen("<mainBody><p>One &nbsp;two &unknown; <b>three</p><p>four</p></mainBody>")
    reading = read(whole)
    assert reading.problems[0].code == "read-xml-malformed"
    assert reading.problems[0].where.startswith("line ")
    words = " ".join(words for _, _, _, words in paragraphs(reading.document))
    assert all(word in words for word in ("One", "two", "&unknown;", "three", "four"))


@pytest.mark.parametrize("tag", ["p", "list", "b", "container", "embeddedStructure", "table><tr><td"])
def test_depth_is_bounded(tag: str) -> None:
    last = tag.rpartition("<")[2]
    for depth in (80, 20_000):
        data = specimen("<mainBody>" + f"<{tag}>" * depth + "deep" + f"</{last}>" * depth + "</mainBody>")
        assert isinstance(read(data), Reading)


def test_only_a_file_of_ours_may_bring_a_record() -> None:
    document = Document(
        kind="note-verbale", title="SPECIMEN", masthead=msgspec.convert({"language": "en"}, type(Document().masthead))
    )
    data = write(document, WriteOptions()).data
    broken = read(
        data.replace(
            b'v:document xmlns:v="urn:verbale:document:1" number="provisional">',
            b'v:document xmlns:v="urn:verbale:document:1">{"symbol":1}',
        )
    )
    assert [problem.code for problem in broken.problems][:1] == ["read-record-broken"]
    assert broken.document.title == "SPECIMEN"
    differing = read(data.replace(b'number="provisional">', b'>{"kind":"report"}'))
    assert [problem.code for problem in differing.problems][:1] == ["read-record-differs"]


# -- what the United Nations publishes -------------------------------------------------------------------------------

Published = list[tuple[Path, bytes, Reading]]


@pytest.fixture(scope="module")
def published(shared: Path) -> Published:
    files = sorted((shared / "data").glob("akn4un*/**/*.xml"))
    assert len(files) > 840
    return [(file, data := file.read_bytes(), read(data)) for file in files]


WORD = re.compile(r"\w+")
APART = frozenset(
    {"p", "eol", "num", "heading", "subheading", "outcome", "td", "th", "docNumber", "docTitle", "embeddedStructure"}
)


def words_of(root: etree._Element) -> collections.Counter[str]:
    """The words that a file shows: all text outside the metadata, notes beside the text they are anchored in."""
    streams: list[list[str]] = [[]]

    def walk(element: etree._Element, stream: list[str]) -> None:
        tag = etree.QName(element).localname
        if tag == "meta":
            return
        own = [] if tag == "authorialNote" else stream
        if own is not stream:
            streams.append(own)
        own.append(" " if tag in APART else "")
        own.append(element.text or "")
        for child in element.iterchildren(tag=etree.Element):
            walk(child, own)
            own.append(child.tail or "")
        own.append(" " if tag in APART else "")

    walk(root, streams[0])
    return collections.Counter(word for stream in streams for word in WORD.findall("".join(stream)))


def words_read(document: Document) -> collections.Counter[str]:
    found = collections.Counter(WORD.findall(text(document)))
    for note in (*document.notes, *(note for annex in document.annexes for note in annex.notes)):
        # The text names the marker with every block of a note; in the files it is an attribute.
        found.subtract(WORD.findall(note.marker) * sum(1 for _ in texts(note.content, "")))
    return +found


@pytest.mark.shared
def test_no_word_is_lost_and_none_invented(published: Published) -> None:
    parser = etree.XMLParser(remove_comments=True)
    wrong = {
        file.name: (have, want)
        for file, data, reading in published
        if (have := words_read(reading.document)) != (want := words_of(etree.fromstring(data, parser)))
    }
    assert wrong == {}


@pytest.mark.shared
def test_every_published_file_is_written_valid_and_read_back_the_same(published: Published, shared: Path) -> None:
    schema = etree.XMLSchema(etree.parse(str(shared / "schemas" / "akn" / "akomantoso30.xsd")))
    wrong = []
    for file, _, reading in published:
        data = write(reading.document, WriteOptions()).data
        if not schema.validate(etree.fromstring(data)) or read(data).document != reading.document:
            wrong.append(file.name)
    assert wrong == []


def structure(document: Document) -> list[tuple[str, int, str]]:
    """What a document is made of, without its words: kinds of blocks, levels, roles and figures."""

    def figures(number: str) -> str:
        bare = number.strip(" .-)\u2013")
        return str(int(bare)) if bare.isdecimal() else "x" * bool(number)

    parts = [document.content, *(annex.content for annex in document.annexes)]
    notes = [note.content for note in document.notes]
    return [
        (
            type(block).__name__,
            getattr(block, "level", 0),
            getattr(block, "role", ""),
            figures(getattr(block, "number", "")),
        )
        for content in (*parts, *notes)
        for block in (*content, Heading("", ""))
    ]


def eids(document: Document) -> list[str]:
    root = etree.fromstring(write(document, WriteOptions()).data)
    main = (e for e in root.iter("{*}preamble", "{*}mainBody", "{*}conclusions") for e in e.iter() if e.get("eId"))
    return [element.get("eId") for element in main]


@pytest.mark.shared
def test_language_versions_of_one_structure_share_their_eids(published: Published) -> None:
    versions: dict[str, dict[str, Document]] = collections.defaultdict(dict)
    for file, _, reading in published:
        if "akn4un-samples" not in file.parts:
            versions[f"{file.parts[-3]} {reading.document.symbol}"][file.parts[-2]] = reading.document
    pairs = [(six["English"], other) for six in versions.values() for name, other in six.items() if name != "English"]
    assert len(pairs) == 700
    alike = [(first, other) for first, other in pairs if structure(first) == structure(other)]
    assert len(alike) > 0.85 * len(pairs)
    assert [other.symbol for first, other in alike if eids(first) != eids(other)] == []


@pytest.mark.shared
def test_the_worked_example_gives_all_its_fields(shared: Path) -> None:
    document = read((shared / "facts" / "seed.akn.xml").read_bytes()).document
    head = document.masthead
    assert (document.kind, document.symbol, document.body) == ("note-verbale", None, "A/HRC")
    assert (head.distribution, str(head.issued), head.language, head.originals) == (
        "general",
        "2020-08-24",
        "es",
        ("en",),
    )
    assert document.session
    assert document.session.number == 43
    assert [item.number for item in document.agenda] == ["4"]
    assert document.title.startswith("Nota verbal de fecha 1 de abril de 2020 dirigida a la Oficina")
    assert [len(document.content), len(document.notes), len(document.annexes), len(document.annexes[0].content)] == [
        2,
        1,
        1,
        7,
    ]
    assert (document.annexes[0].language, document.annexes[0].title[:12]) == ("en", "Statement by")
    assert document.annexes[0].label.startswith("Annex to the note verbale")
