"""Pictures: what is drawn is what the table says, in the reader's language, and it stays legible."""

from __future__ import annotations

import datetime
import itertools
import re

import pytest
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.archive.made import citing
from tests.desk.looking import parsed, select, words
from tests.library.made import HIDDEN, NOTE, keep, made
from verbale.languages import LANGUAGES
from verbale.library.pictures import NEIGHBOURS, Completeness, Neighbour, Release, grid, rings, timeline
from verbale.pages.wording import say

PAGES = ("/{}/sessions/LII/LC/12/timeline/", "/{}/sessions/LII/LC/12/timeline/?by=series", "/{}/bodies/LII/LC/languages/",
         "/{}/citations/LII/LC/12/G/1", "/{}/citations/LII/LC/12/G/3")  # fmt: skip
DAY = datetime.date(2026, 3, 2)


def number(length: str) -> float:
    return float(length.rstrip("%"))


@pytest.mark.parametrize("shelves", ["sqlite"], indirect=True)
@pytest.mark.parametrize("language", LANGUAGES)
def test_each_says_in_words_what_it_draws(shelves: str, reader: Client, language: str) -> None:
    for path in PAGES:
        answer = reader.get(path.format(language))
        assert (answer.status_code, answer["Content-Language"]) == (200, language), path
        root = parsed(answer)
        drawn = select(root, "figure.picture svg")[0]
        named = [root.get_element_by_id(name) for name in drawn.get("aria-labelledby").split()]
        assert drawn.get("role") in ("img", "group")
        assert [one.tag for one in named] == ["title", "desc"]
        assert all(words(one) for one in named)
        assert select(root, "table tbody tr"), path
        for word in HIDDEN.values():
            assert word not in answer.content.decode(), path


def test_the_timeline_counts_every_version_that_is_out(shelves: str, reader: Client) -> None:
    root = parsed(reader.get("/en/sessions/LII/LC/12/timeline/"))
    heads = [words(one) for one in select(root, "table thead th")][1:]
    cells = [[int(words(cell)) for cell in select(row, "td")] for row in select(root, "table tbody tr")]
    sums = dict(zip(heads, map(sum, zip(*cells, strict=True)), strict=True))
    assert sums == {"Arabic": 1, "Chinese": 1, "English": 6, "French": 2, "Russian": 2, "Spanish": 2}
    labels = [words(one) for one in select(root, "svg text.label")]
    assert labels == [f"{name} · {count}" for name, count in sums.items()]
    assert say("library.timeline.again", "en") in words(select(root, "ul.legend")[0])
    series = parsed(reader.get("/en/sessions/LII/LC/12/timeline/?by=series"))
    assert [words(one) for one in select(series, "svg text.label")] == ["LII/LC/12/G · 14"]


def test_the_neighbourhood_links_to_what_is_held_and_says_what_is_not(shelves: str, reader: Client) -> None:
    root = parsed(reader.get("/en/citations/LII/LC/12/G/3"))
    links = {one.get("href"): one.get("aria-label") for one in select(root, "svg a")}
    assert links == {f"/en/{NOTE}": f"{NOTE}: {say('library.standing.held', 'en')}"}
    rows = {words(row[0]): words(row[1]) for row in select(root, "table tbody tr")}
    assert rows == {
        NOTE: say("library.standing.held", "en"),
        "LII/LC/RES/11/4": say("library.standing.known", "en"),
        "XX/1/2": say("library.standing.unknown", "en"),
    }
    back = parsed(reader.get(f"/en/citations/{NOTE}"))
    assert "/en/LII/LC/12/G/3" in [one.get("href") for one in select(back, "svg a")]


@pytest.mark.parametrize("shelves", ["sqlite"], indirect=True)
def test_many_citations_are_drawn_up_to_a_limit_and_told_in_full(shelves: str, reader: Client) -> None:
    cited = [f"LII/LC/RES/{number}/4" for number in range(11, 50)]
    keep(made("LII/LC/12/G/5", "en", citations=citing("cited", *cited)), -2)
    root = parsed(reader.get("/en/citations/LII/LC/12/G/5"))
    assert len(select(root, "svg .node")) == NEIGHBOURS
    assert {words(one) for one in select(root, "table th .symbol")} == set(cited)
    assert say("library.picture.more", "en", count=39 - NEIGHBOURS) in words(select(root, "figure .more")[0])


@pytest.mark.parametrize("shelves", ["sqlite"], indirect=True)
def test_what_is_cited_often_stays_light(shelves: str, reader: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("verbale.library.views.pictures.ROWS", 20)
    for number in range(30):
        keep(made(f"LII/LC/RES/{number + 20}/1", "en", citations=citing("cited", "LII/LC/12/G/5")), -2)
    keep(made("LII/LC/12/G/5", "en"), -2)
    pages = [parsed(reader.get(f"/en/citations/LII/LC/12/G/5?page={number}")) for number in (1, 2)]
    found = [words(one) for page in pages for one in select(page, "table th .symbol")]
    assert len(found) == len(set(found)) == 30
    more = say("library.picture.more", "en", count=5)
    assert more in words(parsed(reader.get("/en/LII/LC/12/G/5")))


def test_the_languages_of_each_session(shelves: str, reader: Client) -> None:
    root = parsed(reader.get("/en/bodies/LII/LC/languages/"))
    rows = [[words(cell) for cell in row] for row in select(root, "table tbody tr")]
    assert rows == [["12", "5", "1", "1", "5", "2", "2", "2", "1"]]


@pytest.mark.parametrize(
    "path",
    [
        "/en/citations/LII/LC/12/G/10",
        "/en/citations/nothing",
        "/en/sessions/LII/LC/99/timeline/",
        "/en/bodies/NO/languages/",
    ],
)
def test_there_is_no_picture_of_nothing(shelves: str, reader: Client, path: str) -> None:
    assert reader.get(path).status_code == 404


def test_other_spellings_lead_to_the_picture(shelves: str, reader: Client) -> None:
    assert reader.get("/en/citations/lii_lc_12_g_1")["Location"] == f"/en/citations/{NOTE}"
    assert reader.get("/en/citations/LII/LC/12/G/9").status_code == 410


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 4000), st.sampled_from("abc"), st.booleans()), min_size=1, max_size=30),
    st.booleans(),
)
def test_a_timeline_stays_in_its_frame_and_leaves_nothing_out(given: list[tuple[int, str, bool]], rtl: bool) -> None:
    releases = [Release(lane, DAY + datetime.timedelta(days=day), again) for day, lane, again in given]
    met = [(DAY + datetime.timedelta(days=100), DAY + datetime.timedelta(days=130))]
    found = timeline(releases, {"a": "A", "b": "B", "c": "C"}, met, rtl=rtl)
    assert sum(lane.count for lane in found.lanes) == sum(sum(counts) for _, counts in found.table) == len(releases)
    for lane in found.lanes:
        assert len(lane.columns) <= 60
        for one in lane.columns:
            assert -0.01 <= number(one.x) <= 100.01 - number(one.width)
            assert lane.top <= one.top <= one.middle <= found.height
            assert one.first + one.again > 0
    for x, width in found.met:
        assert -0.01 <= number(x) <= 100.01 - number(width)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 60), st.integers(0, 60))
def test_labels_of_a_ring_do_not_touch_and_right_to_left_is_its_mirror(citing_count: int, cited_count: int) -> None:
    sides = [[Neighbour(f"A/RES/{n}/{side}", "known") for n in range(count)] for side, count in ((1, citing_count), (2, cited_count))]  # fmt: skip
    found, mirrored = (rings(*sides, rtl=rtl) for rtl in (False, True))
    for ring, other in ((found.citing, mirrored.citing), (found.cited, mirrored.cited)):
        assert ring.count == len(ring.nodes) + ring.more
        heights = [node.y for node in ring.nodes]
        assert all(below - above >= 26 for above, below in itertools.pairwise(heights))
        assert all(0 < height < found.height for height in heights)
        assert [round(100 - number(node.x), 1) for node in ring.nodes] == [
            round(number(node.x), 1) for node in other.nodes
        ]


def test_a_share_is_told_by_its_width_and_by_its_pattern() -> None:
    rows = [Completeness("2", 4, {"ar": 4, "en": 1}, 0), Completeness("1", 0, {}, 0)]
    first, second = grid(rows, ("ar", "en", "fr"), rtl=False).lines
    assert [(cell.full, bool(cell.fill)) for cell in first.cells] == [(True, True), (False, True), (False, False)]
    assert number(first.cells[1].fill) == pytest.approx(number(first.cells[1].width) / 4, abs=0.01)
    assert not any(cell.fill or cell.full for cell in second.cells)
    assert grid(rows * 40, ("ar",), rtl=True).more == 40


def test_lengths_are_written_as_svg_takes_them(shelves: str, reader: Client) -> None:
    for language in ("fr", "ru", "es"):
        page = reader.get(f"/{language}/sessions/LII/LC/12/timeline/").content.decode()
        assert not re.search(r'\b(?:x|y|width|height|x1|x2|y1|y2|cy|ry)="[^"]*,', page)
