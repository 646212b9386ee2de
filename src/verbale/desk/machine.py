"""The hook for a machine-translation service: off unless the settings name one; what it writes is labelled as its own.

``VERBALE_TRANSLATOR`` is the address of a service, or the name of an entry point of the group ``verbale.translators``. A
service is asked by ``POST`` with ``{"source": "en", "target": "fr", "texts": [...]}`` and answers ``{"texts": [...]}``; an
entry point is a function ``translate(texts, source, target)`` that returns as many texts. A passage that a machine wrote
is a draft until a person confirms it, and is not delivered before.
"""

from __future__ import annotations

import datetime
import json
import urllib.error
import urllib.request
from collections.abc import Callable, Sequence
from functools import cache
from importlib.metadata import entry_points
from urllib.parse import urlsplit

from django.conf import settings

from verbale.archive.access import at_first
from verbale.archive.errors import NotAllowed, WrongState
from verbale.desk import drafts, passages, texts
from verbale.desk.actors import Actor
from verbale.desk.cases import find
from verbale.desk.models import Case, Draft
from verbale.problems import BadInput, Word

Translate = Callable[[Sequence[str], str, str], Sequence[str]]
GROUP = "verbale.translators"
PATIENCE = 60
"""Seconds that a service may take."""
LONGEST = 10_000_000
"""Bytes that an answer may have."""


def service() -> str:
    """Return the name under which pages speak of the service, empty where there is none: its host, or its entry point."""
    return urlsplit(settings.TRANSLATOR).hostname or settings.TRANSLATOR


def allowed(case: Case) -> bool:
    """Whether the text of a case may be sent to the service: a restricted document only where the settings say so."""
    distributions = {texts.document(case, row).masthead.distribution for row in _begun(case)}
    closed = any(at_first(distribution) == "restricted" for distribution in distributions)
    return settings.TRANSLATOR_RESTRICTED or not closed


def _begun(case: Case) -> list[str]:
    return sorted(set(case.drafts.values_list("language", flat=True)))


def propose(reference: str, language: str, *, actor: Actor, at: datetime.datetime, paths: Sequence[str] = ()) -> Draft:
    """Let the service write what is untranslated in a language, or those of it that are named; nothing else is touched.

    Raises WrongState where there is no service or it fails, NotAllowed for a restricted document that may not be sent,
    and what `verbale.desk.drafts.save` raises. The service is asked before anything is locked.
    """
    case = find(reference, actor)
    if not service():
        raise WrongState(
            "No machine-translation service is set up here.",
            advice="Set VERBALE_TRANSLATOR.",
            wording=("refusal.no-translator", {}),
        )
    drafts.may_write(case, language, actor)
    if not allowed(case):
        raise NotAllowed(
            f"{reference} is restricted, and is not sent to {service()}.",
            advice="Translate it here.",
            wording=("refusal.translator-restricted", {"service": service()}),
        )
    now = passages.version(case, language)
    open_ = {one.path: one.source for one in now.passages if one.state == "untranslated" and one.source}
    wanted = {path: words for path, words in open_.items() if not paths or path in paths}
    if not wanted:
        raise BadInput(
            "Nothing of this is left to be translated.",
            where=language,
            wording=("refusal.nothing-open", {"language": Word(f"language.{language}")}),
        )
    told = _translated(list(wanted.values()), now.source, language)
    values = dict(zip(wanted, told, strict=True))
    given = {"actor": actor, "at": at, "seen": now.number}
    return drafts.save(reference, language, values, state="draft", origin="machine", **given)


def _translated(said: list[str], source: str, target: str) -> list[str]:
    """Return texts as the service has them; raises WrongState where it fails, or answers with something else."""
    try:
        told = [" ".join(text.split()) for text in translator(settings.TRANSLATOR)(said, source, target)]
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise _failed(str(error)) from error
    if len(told) != len(said) or not all(told):
        raise _failed(f"{len(said)} texts were asked for, and {sum(map(bool, told))} came")
    return told


def _failed(why: str) -> WrongState:
    return WrongState(
        f"{service()} did not translate: {why}.",
        advice="Try again later, or translate it here.",
        wording=("refusal.translator-failed", {"service": service()}),
    )


@cache
def translator(where: str) -> Translate:
    """Return the service at an address, or the entry point of a name; raises ValueError where there is none."""
    if urlsplit(where).scheme in ("http", "https"):
        return lambda texts, source, target: _ask(where, texts, source, target)
    found = next(iter(entry_points(group=GROUP, name=where)), None)
    if found is None:
        raise ValueError(f"no entry point {where!r} in {GROUP}")
    return found.load()


def _ask(address: str, said: Sequence[str], source: str, target: str) -> Sequence[str]:
    body = json.dumps({"source": source, "target": target, "texts": list(said)}).encode()
    asked = urllib.request.Request(  # noqa: S310 - the scheme is looked at before
        address, body, {"Content-Type": "application/json", "Accept": "application/json"}
    )
    with urllib.request.urlopen(asked, timeout=PATIENCE) as answer:  # noqa: S310 - see above
        told = json.loads(answer.read(LONGEST))
    return [str(text) for text in told["texts"]]
