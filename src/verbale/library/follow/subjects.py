"""What can be followed: read from what people write, named in their language, and with its page and its feed."""

from __future__ import annotations

from typing import Literal, get_args
from urllib.parse import quote, urlencode

import msgspec
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone

from verbale import symbols
from verbale.archive.citing import key_of
from verbale.archive.organization import authorities
from verbale.authorities import Authorities
from verbale.languages import LANGUAGES
from verbale.languages.folding import plain
from verbale.library import subjects as terms
from verbale.library.search import answers
from verbale.library.views.places import body_name, state_name
from verbale.library.views.search import label as facet_label
from verbale.pages.wording import say
from verbale.problems import BadInput, BadSymbol

By = Literal["symbol", "session", "item", "state", "body", "subject", "search", "cites"]
KINDS: tuple[By, ...] = get_args(By)
LONGEST = 1000


class Subject(msgspec.Struct, frozen=True):
    """What is followed: ``by`` which kind, ``what`` of it in the one way in which it is kept.

    A symbol ("" for all documents) or what is cited is a match key, a session "A/HRC 43", an item of a session
    "A/HRC 43 4" or of all "A/HRC 4", a State its code, a subject its key, a search the query of its address.
    """

    by: By
    what: str


def read(by: str, what: str) -> Subject:
    """Read what somebody wants to follow; raises BadInput where there is no such thing."""
    text = " ".join(what.replace("\0", " ").split())
    if by not in KINDS or len(text) > LONGEST:
        raise _bad(by, text)
    found = _READERS[by](text, authorities())
    if found is None or len(found) > LONGEST:
        raise _bad(by, text)
    return Subject(by, found)


def _bad(by: str, text: str) -> BadInput:
    kinds = ", ".join(KINDS)
    advice = "Follow a symbol, session, item, State, body, search, or what cites a symbol."
    return BadInput(
        f"“{text[:60]}” cannot be followed as “{by}”.",
        where="what" if by in KINDS else "by",
        advice=f"{advice} Kinds are: {kinds}.",
        wording=("refusal.subject", {"what": text[:60]}),
    )


def _symbol(text: str, known: Authorities) -> str | None:
    return key_of(text.strip("/* ")) if text.strip("/* ") else ""


def _cited(text: str, known: Authorities) -> str | None:
    return _symbol(text, known) or None


def _state(text: str, known: Authorities) -> str | None:
    if text.upper() in known.states:
        return text.upper()
    wanted = plain(text)
    return next((c for c, row in known.states.items() if wanted in {plain(row.name(lang)) for lang in LANGUAGES}), None)


def _body(text: str, known: Authorities) -> str | None:
    wanted = plain(text)
    return next(
        (code for code, row in known.bodies.items() if wanted in {plain(code), *map(plain, row.names.values())}), None
    )


def _session(text: str, known: Authorities) -> str | None:
    body, _, code = text.rpartition(" " if " " in text else "/")
    return f"{body} {code}" if body in known.bodies and code else None


def _item(text: str, known: Authorities) -> str | None:
    parts = text.split(" ", 2)
    return text if len(parts) > 1 and parts[0] in known.bodies else None


def _subject(text: str, known: Authorities) -> str | None:
    return text if terms.term(text, "en", timezone.now()) else None


def _search(text: str, known: Authorities) -> str | None:
    return search_of(text if "=" in text else urlencode({"q": text})).query(sort=None) or None


_READERS = {
    "symbol": _symbol,
    "session": _session,
    "item": _item,
    "state": _state,
    "body": _body,
    "subject": _subject,
    "search": _search,
    "cites": _cited,
}


def search_of(query: str) -> answers.Search:
    """Return the search of the query of its address."""
    return answers.from_query(QueryDict(query))


def label(subject: Subject, lang: str) -> str:
    """Name a subject in a language: "Human Rights Council, session 43, item 4"."""
    known, what = authorities(), subject.what
    match subject.by:
        case "symbol":
            return say("follow.subject.symbol", lang, symbol=_spelt(what)) if what else say("follow.subject.all", lang)
        case "cites":
            return say("library.feed.cites", lang, symbol=_spelt(what))
        case "state":
            return state_name(known, what, lang)
        case "body":
            return body_name(known, what, lang)
        case "session":
            body, _, code = what.partition(" ")
            return f"{body_name(known, body, lang)} · {say('library.document.session', lang, code=code)}"
        case "item":
            body, code, item = _parts(what)
            title = known.agenda_title(body, item, lang)
            named = say("library.session.item", lang, number=f"{item}. {title}" if title else item)
            of = [say("library.document.session", lang, code=code)] if code else []
            return " · ".join([body_name(known, body, lang), *of, named])
        case "subject":
            found = terms.term(what, lang, timezone.now())
            return found.name if found else what
        case "search":
            wanted = search_of(what)
            chosen = [
                facet_label(name, value, known, lang, wanted.chosen.get("body", ""))
                for name, value in wanted.chosen.items()
            ]
            text = [say("library.search.of", lang, text=wanted.text)] if wanted.text else []
            return " · ".join([*text, *chosen])


def _parts(item: str) -> tuple[str, str, str]:
    """Return body, session and number of an item; the session is empty for one of all sessions."""
    body, *code, number = item.split(" ", 2)
    return body, *(code or [""]), number


def _spelt(key: str) -> str:
    """Return a match key as symbols are written: "Corr.1"."""
    try:
        return str(symbols.parse(key))
    except BadSymbol:
        return key


def page(subject: Subject, lang: str) -> str:
    """Return the path of the page that lists what is followed, in a language."""
    what = subject.what
    match subject.by:
        case "symbol" if not what:
            return reverse("library:first", args=[lang])
        case "symbol" | "cites":
            field = "symbol" if subject.by == "symbol" else "cites"
            return f"{reverse('library:search', args=[lang])}?{urlencode({'q': f'{field}:{what}', 'jump': 'no'})}"
        case "state":
            return reverse("library:state", args=[lang, what])
        case "body":
            return reverse("library:body", args=[lang, what])
        case "session":
            return reverse("library:session", args=[lang, *what.split(" ", 1)])
        case "item":
            body, code, item = _parts(what)
            if not code:
                return reverse("library:subject-item", args=[lang, body, item])
            query = urlencode({"body": body, "session": f"{body} {code}", "item": item})
            return f"{reverse('library:search', args=[lang])}?{query}"
        case "subject":
            return reverse("library:subject", args=[lang, what])
        case "search":
            return f"{reverse('library:search', args=[lang])}?{what}"


def feed(subject: Subject, lang: str) -> str:
    """Return the path of the feed of the same documents, in a language."""
    if subject.by == "cites":
        return reverse("library:feed-cites", args=[lang, subject.what])
    path, _, query = page(subject, lang).partition("?")
    if subject.by == "symbol" and not query:
        return reverse("library:feed", args=[lang])
    rest = path.removeprefix(f"/{lang}/").rstrip("/")
    return f"/feeds/{lang}/{quote(rest, safe='/():%')}{f'?{query}' if query else ''}"
