"""The report: JSON that says all, CSV that is safe in a spreadsheet, and a page with six columns that needs nothing else."""

from __future__ import annotations

import csv
import io
from html.parser import HTMLParser

import msgspec
from msgspec.structs import replace

from tests.concordance.league import versions
from tests.concordance.test_checks import reworded
from verbale.concordance import report
from verbale.languages import LANGUAGES
from verbale.press import concord


def _found(words: str = "60/252") -> list[report.Compared]:
    given = versions()
    given["ar"] = reworded(given["ar"], "p2", "60/251", words)
    agreeing = {language: replace(one, symbol="A/RES/99/2") for language, one in versions().items()}
    return [report.compared(concord(list(one.values()))) for one in (given, agreeing)]


class _Page(HTMLParser):
    """The elements of a page with their attributes, and its words."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.feed(page.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words += data


def test_json_comes_back_as_what_it_was() -> None:
    found = _found()
    lines = report.json(found).splitlines()
    assert [msgspec.json.decode(line, type=report.Compared) for line in lines] == found
    first = msgspec.json.decode(lines[0])
    assert (first["symbol"], first["rows"], first["whole"], first["languages"]) == (
        "A/RES/99/1",
        16,
        16,
        list(versions()),
    )


def test_csv_has_a_line_for_each_difference_and_no_formula() -> None:
    found = _found()
    (one,) = found[0].findings
    odd = replace(one, text="=HYPERLINK(1)")
    data = report.csv([replace(found[0], findings=(odd,)), found[1]])
    assert data.startswith(b"\xef\xbb\xbf")
    (line,) = csv.DictReader(io.StringIO(data.decode("utf-8-sig")))
    assert line["text"] == "'=HYPERLINK(1)"
    assert (line["symbol"], line["odd"], line["most"], line["key"]) == ("A/RES/99/1", "ar", "A/RES/60/251", one.key)
    assert "60/252" in line["ar"]
    assert "60/251" in line["zh"]


def test_the_page_shows_six_columns_each_in_its_own_direction() -> None:
    page = _Page(report.html(_found()))
    cells = [attributes for tag, attributes in page.tags if tag == "td" and "lang" in attributes]
    assert [(cell["lang"], cell["dir"]) for cell in cells] == [
        (language, "rtl" if language == "ar" else "ltr") for language in versions()
    ]
    assert [cell["lang"] for cell in cells if cell.get("class") == "odd"] == ["ar"]
    assert "2 documents, 1 difference; 1 document without any." in page.words
    assert "60/252" in page.words
    assert set(LANGUAGES) == {cell["lang"] for cell in cells}


def test_the_page_runs_nothing_fetches_nothing_and_escapes_everything() -> None:
    found = _found("<script>60/252</script>")
    page = _Page(report.html(found, "<b>A report</b>"))
    assert not {"script", "link", "img", "iframe", "b"} & {tag for tag, _ in page.tags}
    assert not any(
        name.startswith("on") or name in ("src", "style") for _, attributes in page.tags for name in attributes
    )
    assert all((attributes.get("href") or "#").startswith("#") for _, attributes in page.tags)


def test_every_bar_has_its_number_in_a_table() -> None:
    page = _Page(report.html(_found()))
    assert len([1 for tag, _ in page.tags if tag == "svg"]) == len([1 for tag, _ in page.tags if tag == "details"]) == 2
    assert all(
        attributes["role"] == "img" and attributes["aria-label"] for tag, attributes in page.tags if tag == "svg"
    )


def test_a_report_on_nothing_is_a_page() -> None:
    page = _Page(report.html([]))
    assert "0 documents, 0 differences" in page.words
    assert report.json([]) == b""
    assert len(report.csv([]).splitlines()) == 1


def test_accepted_differences_are_told_with_their_reason() -> None:
    given = versions()
    given["ar"] = reworded(given["ar"], "p2", "60/251", "60/252")
    key = concord(list(given.values())).findings[0].key
    told = [report.compared(concord(list(given.values()), accepted={key: "So decided."}))]
    assert "So decided." in _Page(report.html(told)).words
    assert "So decided." in report.csv(told).decode()
    assert "0 differences" in _Page(report.html(told)).words
