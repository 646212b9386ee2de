"""What is refused is told to a person in the language that they read, and to programs in English."""

from __future__ import annotations

import ast
import html
import importlib
import re
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import product
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests.conftest import ROOT
from tests.desk.test_matrix import CASES, WAYS, branches_of, expected, the_case
from tests.desk.world import PEOPLE, email, later, who
from verbale.desk import cases, moving
from verbale.desk.actors import Actor
from verbale.desk.models import Case, Person
from verbale.desk.workflow import MOVES, Move
from verbale.pages.errors import told
from verbale.pages.language import speaking
from verbale.pages.wording import catalogue, slots_of
from verbale.problems import NotKnown, VerbaleError

SOURCES = sorted((ROOT / "src/verbale/desk").rglob("*.py"))
TO_BRING = ("access", "authority_files", "register", "submissions", "numbering")
ARCHIVE = [ROOT / f"src/verbale/archive/{name}.py" for name in TO_BRING]
OTHERS = ("ar", "zh", "fr", "ru", "es")

SPEAK_ENGLISH = {
    "desk/api.py": "programs are told in English",
    "desk/bearing.py": "programs are told in English",
    "desk/demonstration.py": "told on the command line, before there is a page",
    "desk/mailbox.py": "a setting of the operator, told on the command line",
    "desk/malware.py": "caught, and told as a problem of the reading, which has words in six languages",
}
BRING_THEIR_OWN = {"LinkNotGood", "BadRecord"}


def raised() -> Iterator[tuple[str, ast.Call]]:
    """Every error of Verbale that is raised in the desk and in what a person of the desk meets of the archive."""
    for path in [*SOURCES, *ARCHIVE]:
        place = path.relative_to(ROOT / "src/verbale").as_posix()
        module: Any = None
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not (isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call)):
                continue
            module = module or importlib.import_module("verbale." + place.removesuffix(".py").replace("/", "."))
            kind = getattr(module, ast.unparse(node.exc.func), None)
            if isinstance(kind, type) and issubclass(kind, VerbaleError):
                yield place, node.exc


def test_every_error_that_is_raised_brings_its_words() -> None:
    calls = list(raised())
    assert len(calls) > 90
    silent = Counter(
        place
        for place, call in calls
        if ast.unparse(call.func) not in BRING_THEIR_OWN and "wording" not in {word.arg for word in call.keywords}
    )
    assert set(silent) == set(SPEAK_ENGLISH)


def brought() -> Iterator[tuple[str, str, set[str]]]:
    """Every wording that is written beside an error: where, key, slots, where the slots stand there by name."""
    rooms = (path for room in ("archive", "memory", "library") for path in (ROOT / f"src/verbale/{room}").rglob("*.py"))
    for path in [*SOURCES, *sorted(rooms)]:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not (isinstance(node, ast.Tuple) and len(node.elts) == 2 and isinstance(node.elts[1], ast.Dict)):
                continue
            key, slots = node.elts
            keys = [key.body, key.orelse] if isinstance(key, ast.IfExp) else [key]
            for one in keys:
                if isinstance(one, ast.Constant) and str(one.value).startswith("refusal."):
                    named = {name.value for name in slots.keys if isinstance(name, ast.Constant)}
                    yield path.name, str(one.value), named | ({"move", "start"} if None in slots.keys else set())


def test_every_wording_has_its_words_and_slots() -> None:
    found = list(brought())
    assert len(found) > 80
    wrong = [(place, key) for place, key, slots in found if slots_of(catalogue()[key]["en"]) != slots]
    assert wrong == []
    assert {key for _, key, _ in found} >= {key for key in catalogue() if key.startswith("refusal.")} - {
        "refusal.record"  # by the error itself
    }


def readable(text: str) -> str:
    """What somebody reads on a page: no markup, no marks of direction, and no symbols, addresses or names."""
    text = re.sub(r"(?s)<(script|style|head|code|bdi|time)\b.*?</\1>", " ", text)
    return html.unescape(re.sub(r"<[^>]*>", " ", text))


def english(text: str) -> list[str]:
    """Sentences of ours in a text: four English words in a row, such as no other of the languages has."""
    words = r"(?:[A-Za-z’'-]+[ ,;:]+){3,}[A-Za-z’'-]+"
    ours = {"the", "is", "are", "was", "this", "it", "may", "not", "there", "for", "nothing", "again"}
    return [run for run in re.findall(words, text) if len(ours & set(re.findall(r"[a-z]+", run.lower()))) >= 2]


def test_english_is_found() -> None:
    """What the other tests rely on."""
    assert english("Ошибка. The communication is released, and accept starts from submitted.")
    assert english("Editor may not accept 2026-000001.")
    assert not english("La communication est maintenant : Acceptée. Consultez-la de nouveau.")
    assert not english("La comunicación está ahora: Aceptada. Vuelva a consultarla.")


@pytest.mark.parametrize("world", ["sqlite"], indirect=True)
def test_every_refusal_of_the_matrix_is_told_in_the_language_of_its_reader(world: str) -> None:
    """Every (state, move, role) that is refused, as its error says it."""
    kinds: Counter[str] = Counter()
    actors = {person: who(person) for person in PEOPLE}
    for name in CASES:
        case = the_case(name)
        now = cases.standing(case)
        for move, (person, actor) in product(WAYS, actors.items()):
            due = expected(name, move, person)
            if due in (None, NotKnown):
                continue
            error = refusal(case, now, move, actor)
            assert isinstance(error, due)
            kinds[due.__name__] += 1
            for language in OTHERS:
                with speaking(language):
                    text, lang = told(error)
                assert lang == language
                assert english(text) == []
    assert set(kinds) == {"NotAllowed", "WrongState"}


def refusal(case: Case, now: cases.Standing, move: Move, actor: Actor) -> VerbaleError:
    """Why somebody may not make a move of a case that they may see, as the verb finds out."""
    with pytest.raises(VerbaleError) as caught:
        moving.move(move.name, case.reference, actor=actor, at=later(80), reason="SPECIMEN", seen=now.seen)
    return caught.value


ASKERS = ("mission", "neighbour", "registrar", "editor", "releasing", "auditor", "translator-ru")
STANDING = ("received", "registered", "in-proof", "released")


def address(move: Move, person: str, reference: str) -> str:
    if person in ("mission", "neighbour"):
        return reverse("desk:mission-move", args=[reference, move.name])
    return reverse("desk:decide" if move.branch else "desk:move", args=[reference, move.name])


def notices(page: str) -> str:
    """What a page says of its refusal: the whole of a page of errors, or the notices of another."""
    if 'class="status"' in page:
        return page[page.index("<main") : page.index("</main>")]
    return " ".join(re.findall(r'(?s)<div class="notice error.*?</div>', page))


@pytest.mark.parametrize("world", ["sqlite"], indirect=True)
def test_pages_refuse_in_the_language_of_their_reader(world: str, browse: Callable[[str], Client]) -> None:
    """Each move, asked for by people of each kind, in one state or another and in one language after another."""
    browsers = {person: browse(person) for person in ASKERS}
    asked, found = 0, set()
    for (place, move), (which, person) in product(enumerate(WAYS), enumerate(ASKERS)):
        name = STANDING[(place + which) % len(STANDING)]
        if expected(name, move, person) is None or (move.branch and not branches_of(name)):  # no language to name
            continue
        language, asked = OTHERS[asked % len(OTHERS)], asked + 1
        Person.objects.filter(email=email(person)).update(language=language)
        case = the_case(name)
        data = {"seen": cases.standing(case).seen, "reason": "SPECIMEN", "languages": list(branches_of(name))}
        found.add(refused(browsers[person].post(address(move, person, case.reference), data), language))
    assert found == set(product((403, 404, 409), OTHERS))


@pytest.mark.parametrize("world", ["sqlite"], indirect=True)
@pytest.mark.parametrize("language", OTHERS)
def test_who_was_too_slow_reads_so_in_their_language(
    world: str, browse: Callable[[str], Client], language: str
) -> None:
    Person.objects.filter(email=email("registrar")).update(language=language)
    case = the_case("accepted")
    sent = browse("registrar").post(
        address(MOVES["return"], "registrar", case.reference), {"seen": 1, "reason": "SPECIMEN"}
    )
    assert refused(sent, language) == (409, language)
    assert case.reference in notices(sent.content.decode())


def refused(answer: HttpResponse, language: str) -> tuple[int, str]:
    page = answer.content.decode()
    told_so = notices(page)
    assert answer.status_code in (403, 404, 409)
    assert f'<html lang="{language}"' in page
    assert readable(told_so).strip()
    assert 'lang="en"' not in told_so
    assert english(readable(told_so)) == []
    return answer.status_code, language
