"""The catalogue of all applications is whole, is used, and is all that templates say."""

from __future__ import annotations

import ast
import datetime
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from django.apps import apps
from django.template import Context, Template
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import ROOT
from verbale.languages import LANGUAGES
from verbale.pages.language import current, speaking
from verbale.pages.wording import catalogue, say, say_html, slots_of
from verbale.problems import MissingWording, Word, words

TEMPLATES = sorted(
    path
    for config in apps.get_app_configs()
    if config.name.startswith("verbale.")
    for path in Path(config.path, "templates").rglob("*.*")
)
SOURCES = [
    path
    for room in ("pages", "archive", "memory", "desk", "library", "bulk", "server")
    for path in (ROOT / "src/verbale" / room).rglob("*.py")
]
# Names that are the same in all languages.
UNIVERSAL = {"Verbale", "API", "CSV", "PDF", "JSON", "DOCX"}


@cache
def literals() -> tuple[frozenset[str], list[re.Pattern[str]]]:
    """All strings that templates and sources write, and the patterns of those that they put together."""
    texts: set[str] = set()
    made: list[re.Pattern[str]] = []
    for path in TEMPLATES:
        for tag in re.findall(r"\{[%{](.*?)[%}]\}", path.read_text("utf-8"), re.DOTALL):
            texts.update(re.findall(r"[\"']([^\"']+)[\"']", tag))
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                texts.add(node.value)
            if isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
                parts = [re.escape(p.value) if isinstance(p, ast.Constant) else r"[\w-]+" for p in node.values]
                if "." in node.values[0].value:
                    made.append(re.compile("".join(parts)))
    made += [
        re.compile(rf"{re.escape(text)}[\w.-]+") for text in texts if re.fullmatch(r"[\w-]+\.([\w.-]*[.-])?", text)
    ]
    return frozenset(texts), made


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_key_has_words_with_the_same_slots(language: str) -> None:
    missing = [key for key, words in catalogue().items() if not words.get(language, "").strip()]
    other = [key for key, words in catalogue().items() if slots_of(words.get(language, "")) != slots_of(words["en"])]
    extra = [key for key, words in catalogue().items() if set(words) - set(LANGUAGES)]
    assert (missing, other, extra) == ([], [], [])


def test_words_are_in_the_script_of_their_language() -> None:
    scripts = {"ar": r"[\u0600-\u06ff]", "zh": r"[\u4e00-\u9fff]", "ru": r"[\u0400-\u04ff]"}
    foreign = [
        (key, language)
        for key, words in catalogue().items()
        for language, script in scripts.items()
        if re.search(r"[^\W\d_]", re.sub(r"\{\w*\}", "", words["en"]))
        and not re.search(script, words[language])
        and not set(re.findall(r"\w+", words[language])) <= UNIVERSAL
    ]
    assert foreign == []


def test_every_key_is_used() -> None:
    texts, made = literals()
    unused = [key for key in catalogue() if key not in texts and not any(p.fullmatch(key) for p in made)]
    assert unused == []


def asked() -> Iterator[tuple[str, str, set[str]]]:
    """What templates and sources say by name: where, key, slots."""
    for path in TEMPLATES:
        for tag in re.findall(r"\{%\s*say(?:_plain)?\s+(.*?)%\}", path.read_text("utf-8"), re.DOTALL):
            if found := re.match(r"[\"']([^\"']+)[\"'](?!\|)", tag):
                named = re.sub(r"\s+as\s+\w+\s*$", "", tag[found.end() :])
                yield path.name, found[1], set(re.findall(r"(?:^|\s)(\w+)=", named))
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] in ("say", "say_html"):
                first = node.args[0] if node.args else None
                if isinstance(first, ast.Constant) and isinstance(first.value, str) and len(node.args) == 2:
                    names = {keyword.arg for keyword in node.keywords}
                    if None not in names:
                        yield path.name, first.value, names


def test_everything_that_is_said_has_its_words_and_slots() -> None:
    found = list(asked())
    assert len(found) > 30
    wrong = [
        (where, key, slots)
        for where, key, slots in found
        if key not in catalogue() or slots_of(catalogue()[key]["en"]) != slots
    ]
    assert wrong == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_template_holds_words_of_its_own(path: Path) -> None:
    apart = r"\{#.*?#\}|\{% block kind %\}\w*|<!doctype html>|<(script|kbd)\b.*?</\1>|\{[%{].*?[%}]\}"
    text = re.sub(apart, " ", path.read_text("utf-8"), flags=re.DOTALL)
    attributes = re.findall(r"(?:aria-label|alt|title|placeholder)=\"([^\"]*)\"", text)
    words = set(re.findall(r"[^\W\d_]+", " ".join([re.sub(r"<[^>]*>", " ", text), *attributes])))
    assert words - UNIVERSAL == set()


def test_what_is_missing_is_an_error_and_never_english() -> None:
    for key, lang, slots in [("no.such", "en", {}), ("page.skip", "xx", {}), ("page.place", "fr", {"number": 1})]:
        with pytest.raises(MissingWording):
            say(key, lang, **slots)
    with pytest.raises(MissingWording, match="take \\[\\], not \\[extra\\]"):
        say("page.skip", "ar", extra=1)


def test_values_are_escaped_and_set_apart() -> None:
    page = Template('{% load wording %}{% say "error.where" place=place %}|{% say_plain "error.where" place=place %}')
    with speaking("ar"):
        html, plain = page.render(Context({"place": "<A/63/13>"})).split("|")
    assert html == "الموضع: <bdi>&lt;A/63/13&gt;</bdi>"
    assert plain == "الموضع: \u2068&lt;A/63/13&gt;\u2069"
    assert say("error.where", "en", place="x") == "Where: x"


@given(st.text())
@settings(max_examples=100)
def test_no_value_breaks_out_of_its_place(value: str) -> None:
    html = say_html("error.where", "en", place=value)
    assert html.startswith("Where: <bdi>")
    assert html.endswith("</bdi>")
    assert "<" not in html[len("Where: <bdi>") : -len("</bdi>")]


@pytest.mark.parametrize(
    ("language", "day", "moment"),
    [
        ("ar", "20 آذار/مارس 2026", "20 آذار/مارس 2026، 14:05 UTC"),
        ("zh", "2026年3月20日", "2026年3月20日 14:05 UTC"),
        ("en", "20 March 2026", "20 March 2026, 14:05 UTC"),
        ("fr", "20 mars 2026", "20 mars 2026, 14:05 UTC"),
        ("ru", "20 марта 2026 года", "20 марта 2026 года, 14:05 UTC"),
        ("es", "20 de marzo de 2026", "20 de marzo de 2026, 14:05 UTC"),
    ],
)
def test_days_and_moments(language: str, day: str, moment: str) -> None:
    at = datetime.datetime(2026, 3, 20, 14, 5, tzinfo=datetime.UTC)
    page = Template("{% load wording %}{{ at|day }}|{{ at|moment }}|{{ none|day }}{{ none|moment }}")
    with speaking(language):
        first, second, third = page.render(Context({"at": at, "none": None})).split("|")
        assert current() == language
    assert first == f'<time datetime="2026-03-20">{day}</time>'
    shown = re.sub(r"[\u2068\u2069]", "", second)
    assert shown == f'<time datetime="2026-03-20T14:05:00+00:00">{moment}</time>'
    assert third == ""


def test_slots_say_words_days_and_lists_in_the_language_of_the_whole() -> None:
    held = (Word("page.next"), *words("language", "fr", "xx"), datetime.date(2026, 3, 20), 3)
    assert say("error.where", "ru", place=held) == "Где: Вперед, французский, xx, 20 марта 2026 года, 3".replace(
        "Вперед", say("page.next", "ru")
    )
    assert say("error.where", "zh", place=held).count("、") == 4
    assert say_html("error.where", "fr", place=Word("page.next")) == f"Où : <bdi>{say('page.next', 'fr')}</bdi>"


def test_names_of_languages_and_marks_of_their_words() -> None:
    page = Template(
        '{% load wording %}{{ "ru"|language_name }} {{ "ar"|own_name }} <p {{ "ar"|marks }}></p>{{ ""|marks }}'
    )
    with speaking("es"):
        assert page.render(Context()) == 'ruso العربية <p lang="ar" dir="rtl"></p>'
