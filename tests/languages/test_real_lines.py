"""Real mastheads and paragraphs, kept outside the repository: the readers at work on what was printed."""

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from verbale.languages import (
    find_agenda,
    find_dates,
    find_sessions,
    identify,
    read_agenda,
    read_date,
    read_dates,
    read_session,
)

pytestmark = pytest.mark.shared


def rows(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("told", [True, False], ids=["language told", "language unknown"])
def test_single_masthead_lines_in_six_languages(shared: Path, told: bool) -> None:
    wrong = []
    for row in rows(shared / "data/lines.jsonl"):
        text, gold, lang = row["text"], row["gold"], row["lang"] if told else None
        if row["kind"] == "session":
            name = read_session(text, lang)
            right = name and (name.number, name.kind) == (gold["number"], gold.get("type", "regular").replace(" ", "-"))
        elif row["kind"] == "agenda item":
            line = read_agenda(text, lang)
            right = line and ([*line.items], line.provisional) == (items(gold), "of" in gold)
        elif row["kind"] == "circulation request":
            right = [item for one in find_agenda(text, lang) for item in one.items] == items(gold)
        else:
            right = [str(one.date) for one in find_dates(text, lang)] == [gold["note_date"]]
        if not right:
            wrong.append((row["lang"], text))
    assert not wrong


def items(gold: dict[str, Any]) -> list[str]:
    return [item.replace(" ", "") for item in gold["items"]]


def test_covers_in_six_languages(shared: Path) -> None:
    wrong = []
    for row in rows(shared / "data/covers.jsonl"):
        gold, lines = row["gold"], row["lines"]
        if gold["date"] not in {str(read_date(line)) for line in lines}:
            wrong.append(("date", lines))
        if (gold.get("session") or "").isdigit():
            names = [name for line in lines if (name := read_session(line))]
            if [name.number or name.year for name in names] != [int(gold["session"])]:
                wrong.append(("session", lines))
        if gold.get("session_dates"):
            ranges = [read for line in lines if (read := read_dates(line)) and read[0][0] != read[-1][1]]
            if [[str(day) for day in (one[0][0], one[-1][1])] for one in ranges] != [gold["session_dates"]]:
                wrong.append(("session dates", lines))
        if gold.get("agenda_item") and [line for line in lines if read_agenda(line)] != [gold["agenda_item"]]:
            wrong.append(("agenda", lines))
    assert not wrong


def test_sessions_asked_for_in_running_text(shared: Path) -> None:
    requests = [row for row in rows(shared / "data/lines.jsonl") if row["group"].startswith("UNPC:2015/a/69/774")]
    named = {row["lang"]: [one.session.number for one in find_sessions(row["text"], row["lang"])] for row in requests}
    assert named == {"ar": [69], "en": [69], "es": [69], "fr": [69], "ru": [69], "zh": []}


def test_every_form_of_the_masthead_vocabulary_is_read(shared: Path) -> None:
    vocabulary = json.loads((shared / "data/masthead-vocabulary.json").read_text(encoding="utf-8"))
    unread = []
    for lang, kinds in vocabulary.items():
        if lang == "deu":
            continue
        for text in filter(None, kinds["agenda item"]):
            if not read_agenda(text.replace("#", "17", 1).replace("#", "21")):
                unread.append(text)
        for text in filter(None, kinds["session"]):
            if not read_session(text.replace("#", "54")):
                unread.append(text)
        for text in filter(None, kinds["docDate"]):
            filled = text.replace("#年#月#日", "2020年3月1日").replace("#", "1", 1).replace("#", "2020")
            if "#" in text[1:] and not read_date(filled):
                unread.append(filled)
    assert not unread


FOLDERS = {"Arabic": "ar", "Chinese": "zh", "English": "en", "French": "fr", "Russian": "ru", "Spanish": "es"}


def test_language_of_real_paragraphs(shared: Path) -> None:
    right, asked = Counter[str](), Counter[str]()
    for file in sorted((shared / "data/akn4un").rglob("*.xml"))[::6]:
        lang = FOLDERS[file.parent.name]
        for paragraph in ElementTree.parse(file).iter():  # noqa: S314 - the publisher's own files
            text = " ".join("".join(paragraph.itertext()).split())
            if paragraph.tag.endswith("}p") and len(re.findall(r"[^\W\d_]", text)) >= 60:
                asked[lang] += 1
                right[lang] += identify(text)[0] == lang
    assert set(asked) == set(FOLDERS.values())
    assert {lang: right[lang] / asked[lang] for lang in asked if right[lang] < 0.97 * asked[lang]} == {}
