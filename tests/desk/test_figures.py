"""The figures as pages show them: each sees its own, the numbers of the plots stand in the table and in the CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.desk import world as made
from tests.desk.looking import page, select
from verbale.desk import timeliness, ways
from verbale.desk.models import Case
from verbale.languages import LANGUAGES
from verbale.pages.plots import WIDEST, bars

Browse = Callable[[str], Client]
pytestmark = pytest.mark.usefixtures("world")


def rows_of(client: Client, group: str) -> list[dict[str, str]]:
    response = client.get(reverse("desk:figures-csv", args=[group]))
    assert response["Content-Type"].startswith("text/csv")
    return list(csv.DictReader(io.StringIO(response.content.decode())))


def table_of(client: Client, group: str) -> list[list[str]]:
    root = page(client, reverse("desk:figures-by", args=[group]))
    return [
        ["".join(cell.itertext()).strip() for cell in row]
        for row in select(root, "table.numbers tbody tr")
    ]  # fmt: skip


def test_what_was_accepted_is_counted_and_nothing_else() -> None:
    seen = {way.reference for way in ways.ways(made.who("registrar"))}
    assert seen == {
        case.reference
        for case in Case.objects.filter(change="")
        if case.moves.filter(name="accept").exists()
        and case.moves.filter(branch="").order_by("-step")[0].state not in ("submitted", "returned", "withdrawn")
    }
    assert seen


def test_the_ways_cost_a_fixed_number_of_queries() -> None:
    actor = made.who("registrar")
    ways.ways(actor)
    with CaptureQueriesContext(connection) as before:
        ways.ways(actor)
    made.bring(made.submit("One more."), "accepted")
    with CaptureQueriesContext(connection) as after:
        ways.ways(actor)
    assert len(after) == len(before)


def test_a_mission_sees_the_figures_of_its_own_alone(browse: Browse) -> None:
    for name, scope in (("mission", "XAA"), ("neighbour", "XAB")):
        own = {way.symbol or way.reference for way in ways.ways(made.who("registrar")) if way.sender == scope}
        shown = {row["document"] for row in rows_of(browse(name), "document")}
        assert shown == own
    every = {row["document"] for row in rows_of(browse("registrar"), "document")}
    assert every == {way.symbol or way.reference for way in ways.ways(made.who("registrar"))}


@pytest.mark.parametrize("group", timeliness.GROUPS)
def test_table_and_csv_have_the_same_rows_and_numbers(browse: Browse, group: str) -> None:
    client = browse("registrar")
    table, rows = table_of(client, group), rows_of(client, group)
    assert len(table) == len(rows) > 0
    for cells, row in zip(table, rows, strict=True):
        numbers = list(row.values())[1:]
        spans, shares = numbers[1:7], numbers[7:]
        assert cells[1] == numbers[0]
        assert cells[2:8] == [f"{float(days):.1f}" if days else "–" for days in spans]
        pairs = zip(shares[::2], shares[1::2], strict=True)
        assert cells[8:] == [f"{count}/{of}" if of != "0" else "–" for count, of in pairs]


def test_plots_say_in_words_what_they_draw(browse: Browse) -> None:
    root = page(browse("registrar"), "/desk/figures/")
    drawn = select(root, "svg")
    assert len(drawn) == 2
    for plot in drawn:
        named = [root.get_element_by_id(name) for name in plot.get("aria-labelledby").split()]
        assert plot.get("role") == "img"
        assert [element.tag for element in named] == ["title", "desc"]
        assert all(element.text_content().strip() for element in named)
        labels = [text.text_content() for text in select(plot, "text")]
        assert all(label in named[1].text_content() for label in labels)


@pytest.mark.parametrize(("lang", "rtl"), [("ar", True), ("zh-hans", False)])
def test_bars_begin_where_reading_begins(browse: Browse, lang: str, rtl: bool) -> None:
    client = browse("registrar")
    client.post("/language/", {"language": lang})
    widths = {
        (float(bar.get("x").rstrip("%")), float(bar.get("width").rstrip("%")))
        for bar in select(page(client, "/desk/figures/"), "rect")
    }
    assert any(width for _, width in widths)
    assert all(x == pytest.approx(100 - width if rtl else 0, abs=0.02) for x, width in widths)


def test_bars_are_measured_by_the_longest_or_by_the_limit() -> None:
    rows = [("a", 5.0, "5"), ("b", None, "–"), ("c", 10.0, "10")]
    plot = bars(rows, rtl=False)
    assert [bar.width for bar in plot.bars] == [f"{WIDEST / 2:g}%", "0%", f"{WIDEST}%"]
    assert plot.mark == ""
    assert bars(rows, rtl=False, limit=20).mark == f"{WIDEST}%"
    assert bars(rows, rtl=True, limit=20).mark == f"{100 - WIDEST}%"
    assert [bar.width for bar in bars([("a", 0.0, "0")], rtl=False).bars] == ["0%"]


def test_one_series_alone(browse: Browse) -> None:
    client = browse("registrar")
    series = next(way.series for way in ways.ways(made.who("registrar")) if way.series)
    response = client.get(reverse("desk:figures-csv", args=["document"]), {"series": series})
    shown = [row["document"] for row in csv.DictReader(io.StringIO(response.content.decode()))]
    assert shown
    assert all(symbol.startswith(f"{series}/") for symbol in shown)


def test_what_is_no_group_is_not_there(browse: Browse) -> None:
    assert browse("registrar").get("/desk/figures/weather/").status_code == 404
    assert browse("").get("/desk/figures/").status_code == 302


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_speaks_six_languages(browse: Browse, lang: str) -> None:
    client = browse("mission")
    client.post("/language/", {"language": {"zh": "zh-hans"}.get(lang, lang)})
    assert page(client, "/desk/figures/state/").get("lang") == lang
