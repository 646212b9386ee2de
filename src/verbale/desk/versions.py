"""The language versions of a case as they would be issued: with symbol, job numbers, stars, and mastheads composed."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

import msgspec

from verbale import press
from verbale.archive.organization import authorities
from verbale.desk import cases, texts
from verbale.desk.models import Case
from verbale.document import Document, from_json
from verbale.problems import Problem


def composed(case: Case, on: datetime.date) -> tuple[tuple[Document, ...], tuple[Problem, ...]]:
    """Return every language version as it would be issued on a day, mastheads composed, and what is doubtful of it."""
    langs = [lang for lang in cases.languages(case) if texts.last(case, lang)]
    if not langs:
        return (), ()
    edition = press.issue(
        all_registered(case, langs), on=cases.issue_date(case) or on, symbol=cases.symbol(case), languages=langs,
        formats=(), authorities=authorities(),
    )  # fmt: skip
    return edition.versions, edition.problems


def registered(case: Case, language: str) -> Document:
    """Return the text of a language as it stands, with its symbol, job number and stars."""
    return all_registered(case, [language])[0]


def all_registered(case: Case, languages: Sequence[str]) -> list[Document]:
    """Return the texts of languages as they stand, with their symbol, job numbers and stars."""
    symbol, jobs, rows = cases.symbol(case) or None, cases.jobs(case), texts.latest(case, languages)
    found = []
    for language in languages:
        text = from_json(rows[language].document.encode())
        head = msgspec.structs.replace(text.masthead, job_number=jobs.get(language, ""), stars=_stars(case, language))
        found.append(msgspec.structs.replace(text, symbol=symbol, masthead=head))
    return found


def _stars(case: Case, language: str) -> str:
    """Return the stars behind the symbol: one for each time that this language is reissued."""
    if case.change != "reissue":
        return ""
    before = case.follows.followed_by.filter(change="reissue", pk__lt=case.pk)
    return "*" * (1 + before.filter(moves__branch=language, moves__state="released").distinct().count())
