"""Every problem that one can meet at the desk is told in six languages."""

from __future__ import annotations

import re

import pytest
from django.template import Context, Template

from tests.conftest import ROOT
from verbale.languages import LANGUAGES
from verbale.pages.language import speaking
from verbale.pages.wording import catalogue, say
from verbale.problems import Problem

MET = ("read", "check", "issue", "desk", "record", "merge", "import", "concord")
PAGE = Template("{% load wording %}{{ problem|told }}")


def codes() -> set[str]:
    """The codes of the reference, and those that the desk itself gives."""
    listed = re.findall(r"^\| `([a-z-]+)`", (ROOT / "docs/reference/problems.md").read_text("utf-8"), re.MULTILINE)
    sources = "".join(path.read_text("utf-8") for path in (ROOT / "src/verbale/desk").rglob("*.py"))
    given = re.findall(r"\"(desk-(?:file|annex)-[a-z]+)\"", sources)
    return {code for code in listed if code.partition("-")[0] in MET} | set(given)


def test_every_code_has_its_entry_and_no_entry_is_without_code() -> None:
    kept = {key.split(".")[1] for key in catalogue() if key.startswith("problem.")}
    assert len(kept) > 70
    assert kept == codes()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_wrong_and_what_to_do_are_told(lang: str) -> None:
    for code in codes():
        text, advice = (say(f"problem.{code}.{part}", lang) for part in ("text", "advice"))
        assert text[-1] in ".。"
        assert advice[-1] in ".。"
        assert text != advice


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_problem_is_told_in_the_language_of_the_page_with_its_own_words_beside(lang: str) -> None:
    problem = Problem("check-agenda-absent", "error", "No <item> is named.", "agenda", "Name it.")
    with speaking(lang):
        page = PAGE.render(Context({"problem": problem}))
    assert ">No &lt;item&gt; is named. Name it.<" in page
    assert (say("problem.check-agenda-absent.text", lang) in page) == (lang != "en")


def test_a_problem_without_entry_is_told_in_its_own_words_and_marked_as_english() -> None:
    with speaking("ar"):
        page = PAGE.render(Context({"problem": Problem("other-code", "note", "Something.", "x", "Look.")}))
    assert page == '<span lang="en" dir="ltr">Something. Look.</span>'
