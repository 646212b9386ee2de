"""People and their rights: added, granted and taken by an administrator, each with an entry in the log."""

from __future__ import annotations

import datetime
import secrets

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.urls import reverse

from verbale.archive import log
from verbale.archive.canonical import sha256
from verbale.archive.errors import Conflict, NotAllowed, WrongState
from verbale.archive.organization import authorities
from verbale.desk import told
from verbale.desk.actors import Actor, actor, grants, holders
from verbale.desk.models import Grant, Mail, Person, Token
from verbale.desk.workflow import ROLES
from verbale.languages import LANGUAGES
from verbale.pages.wording import say
from verbale.problems import BadInput, NotKnown, Word, words

SETUP = Actor("set-up", frozenset({("administrator", "")}))
"""Who makes the first administrator, when there is none."""


@log.turn()
def add(
    email: str, name: str, *, by: Actor, at: datetime.datetime, language: str = "en", password: str | None = None
) -> Person:
    """Add a person; without a password they set one through a link. Raises NotAllowed, BadInput, Conflict."""
    number = log.begin()
    _administers(by)
    if "@" not in email or not name.strip() or language not in LANGUAGES:
        told_so = "A person has an e-mail address, a name and one of the six languages."
        raise BadInput(told_so, where="person", wording=("refusal.person", {}))
    if Person.objects.filter(email__iexact=email).exists():
        raise Conflict(f"{email} is there already.", where="email", wording=("refusal.person-there", {"email": email}))
    person = Person.objects.create_user(email, password, name=name.strip(), language=language)
    log.write(number, "add-person", person.email, {"name": person.name}, by=by.name, at=at)
    return person


@log.turn()
def grant(
    email: str, role: str, scope: str = "", *, by: Actor, at: datetime.datetime, given: bool = True
) -> Grant | None:
    """Give a person a role, or take it: a Mission for its State, a translator for a language.

    What is as it should be already stays, and None is returned. Raises NotAllowed, NotKnown, BadInput.
    """
    number = log.begin()
    _administers(by)
    person = find(email)
    if role not in ROLES:
        raise BadInput(
            f"There is no role “{role}”.",
            where="role",
            advice=f"Roles are: {', '.join(ROLES)}.",
            wording=("refusal.no-such-role", {"role": role, "roles": words("role", *ROLES)}),
        )
    fits = {"mission": scope in authorities().states, "translator": scope in LANGUAGES}
    if not fits.get(role, not scope):
        raise BadInput(
            f"“{scope}” does not fit the role {role}.",
            where="scope",
            advice="Name a State or a language.",
            wording=("refusal.scope", {"role": Word(f"role.{role}")}),
        )
    held = grants().filter(person=person, role=role, scope=scope).exists()
    if held == given:
        return None
    if role == "administrator" and not given:
        _unless_last(person)
    row = Grant.objects.create(entry_id=number, person=person, role=role, scope=scope, given=int(given))
    verb = "grant" if given else "revoke"
    log.write(number, verb, person.email, {"role": role, "scope": scope}, by=by.name, at=at)
    return row


@log.turn()
def leave(email: str, *, by: Actor, at: datetime.datetime) -> Person:
    """Let nobody sign in as a person any more; what they did stays theirs."""
    number = log.begin()
    _administers(by)
    person = find(email)
    _unless_last(person)
    person.is_active = False
    person.save(update_fields=["is_active"])
    log.write(number, "leave", person.email, {}, by=by.name, at=at)
    return person


@log.turn()
def invite(email: str, *, by: Actor, at: datetime.datetime) -> str:
    """Send a person a link with which they set their password, and return it; it works once, for some days."""
    number = log.begin()
    _administers(by)
    person = find(email)
    if not person.is_active:
        wording = ("refusal.has-left", {"person": person})
        raise WrongState(f"{person} has left.", where="email", advice="Add another account.", wording=wording)
    key = default_token_generator.make_token(person)
    path = reverse("account_reset_password_from_key", args=[user_pk_to_url_str(person), key])
    link = f"{settings.ADDRESS.rstrip('/')}{path}"
    days = settings.PASSWORD_RESET_TIMEOUT // 86400
    Mail.objects.create(
        entry_id=number,
        message_id=told.message_id(number, person.email),
        to=person.email,
        language=person.language,
        about="invite",
        subject=say("mail.invite.subject", person.language),
        body="\n\n".join(
            [
                say("mail.invite.lead", person.language, name=person.name, by=by.name),
                link,
                say("mail.invite.days", person.language, days=days),
                "",
            ]
        ),
    )
    log.write(number, "invite", person.email, {}, by=by.name, at=at)
    return link


@log.turn()
def token(email: str, name: str, *, by: Actor, at: datetime.datetime) -> str:
    """Make a key with which a program acts for a person, and return it, this once."""
    number = log.begin()
    person = find(email)
    if by.name != person.email:
        _administers(by)
    key = f"vb_{secrets.token_urlsafe(32)}"
    Token.objects.create(person=person, name=name.strip() or "API", digest=sha256(key), made=at)
    log.write(number, "make-token", person.email, {"name": name}, by=by.name, at=at)
    return key


@log.turn()
def drop_token(pk: int, *, by: Actor, at: datetime.datetime) -> None:
    """Let a key work no more; one's own, or as an administrator anybody's. Raises NotKnown."""
    number = log.begin()
    found = Token.objects.filter(pk=pk).select_related("person").first()
    if found is None or not (by.name == found.person.email or by.has("administrator")):
        raise NotKnown("There is no such key.", where="token", wording=("refusal.no-key", {}))
    name, email = found.name, found.person.email
    found.delete()
    log.write(number, "drop-token", email, {"name": name}, by=by.name, at=at)


def by_token(key: str) -> Actor | None:
    """Return who acts with a key, or None."""
    found = Token.objects.filter(digest=sha256(key), person__is_active=True).select_related("person").first()
    return actor(found.person) if found else None


def find(email: str) -> Person:
    """Return a person; raises NotKnown."""
    person = Person.objects.filter(email__iexact=email).first()
    if person is None:
        raise NotKnown(f"Nobody has the address {email}.", where="email", wording=("refusal.nobody", {"email": email}))
    return person


def _unless_last(person: Person) -> None:
    if list(holders("administrator")) == [person]:
        raise Conflict(
            "The last administrator would be gone.",
            where="role",
            advice="Make another one first.",
            wording=("refusal.last-administrator", {}),
        )


def _administers(by: Actor) -> None:
    if not by.has("administrator"):
        raise NotAllowed(
            f"{by.name} may not change people and rights.",
            advice="This is for administrators.",
            wording=("refusal.administrators", {}),
        )
