"""The mailbox: what Missions send by mail becomes cases; from a folder of .eml files, or from a mail server by IMAP.

A mail is known by its Message-ID and taken once: its row belongs to the transaction of what became of it, and only when
that stands is the mail moved out of the way. Whoever the mail says it is from, nothing counts as submitted before it is
confirmed through a link that goes to the Mission's own address. What comes from nobody we know is kept all the same.
"""

from __future__ import annotations

import datetime
import imaplib
import re
from collections.abc import Iterator, Sequence
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parseaddr
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.db import IntegrityError
from django.utils.html import strip_tags

from verbale.archive import log, submissions
from verbale.archive.canonical import sha256
from verbale.archive.models import Submission
from verbale.archive.submissions import Arrived
from verbale.desk import intake, links, told
from verbale.desk.actors import Actor, actor, holders
from verbale.desk.models import Case, Letter, Mail, Person
from verbale.languages import identify
from verbale.pages.wording import say
from verbale.problems import BadInput

MAILBOX = Actor("mailbox")
"""Who takes in what comes from nobody we know."""

TAKEN = "taken"
"""The folder, here or on the mail server, into which a mail is moved when it has been taken."""

_ID = re.compile(r"<[^<>\s]+>")


# Where mails come from.


def collect(address: str, at: datetime.datetime) -> list[Letter]:
    """Take what waits in a mailbox, ``folder:PATH`` or ``imaps://user:word@host/INBOX``, and return its rows.

    Raises BadInput for another kind of address, OSError and imaplib.IMAP4.error where a server refuses.
    """
    kind, _, place = address.partition(":")
    if kind == "folder":
        return list(from_folder(Path(place), at))
    if kind in ("imap", "imaps"):
        return list(from_server(address, at))
    raise BadInput(f"{address!r} is no mailbox.", advice="Give folder:PATH or imaps://user:word@host/INBOX.")


def from_folder(folder: Path, at: datetime.datetime) -> Iterator[Letter]:
    """Take the .eml files of a folder, one after the other, and move each when it has been taken."""
    for path in sorted(folder.glob("*.eml")):
        yield take(path.read_bytes(), at)
        (folder / TAKEN).mkdir(exist_ok=True)
        path.rename(folder / TAKEN / path.name)


def from_server(address: str, at: datetime.datetime) -> Iterator[Letter]:
    """Take the mails of a mailbox on a server, and move each when it has been taken."""
    parts = urlsplit(address)
    host, secure = parts.hostname or "localhost", parts.scheme == "imaps"
    kind = imaplib.IMAP4_SSL if secure else imaplib.IMAP4
    with kind(host, parts.port or (993 if secure else 143), timeout=60) as server:
        server.login(unquote(parts.username or ""), unquote(parts.password or ""))
        server.select(unquote(parts.path.strip("/")) or "INBOX")
        server.create(TAKEN)  # that it is there already does not matter
        _, found = server.uid("SEARCH", "ALL")
        for uid in (found[0] or b"").split():
            _, answer = server.uid("FETCH", uid.decode(), "(BODY.PEEK[])")
            raw = next((part[1] for part in answer if isinstance(part, tuple)), None)
            if raw is None:
                continue  # somebody else took it meanwhile
            yield take(raw, at)
            server.uid("COPY", uid.decode(), TAKEN)
            server.uid("STORE", uid.decode(), "+FLAGS", r"(\Deleted)")
        server.expunge()


# What becomes of one.


def take(raw: bytes, at: datetime.datetime) -> Letter:
    """Take a mail, once, and return its row: it opens a case, belongs to one, or is kept and answered."""
    mail: EmailMessage = BytesParser(_class=EmailMessage, policy=policy.default).parsebytes(raw)  # type: ignore[arg-type]
    name = _header(mail, "Message-ID") or f"<{sha256(raw)}>"
    if before := Letter.objects.filter(message_id=name[:200]).first():
        return before
    try:
        return _take(mail, raw, name[:200], at)
    except IntegrityError:
        if other := Letter.objects.filter(message_id=name[:200]).first():  # somebody else took it meanwhile
            return other
        raise


def _take(mail: EmailMessage, raw: bytes, name: str, at: datetime.datetime) -> Letter:
    sender = parseaddr(_header(mail, "From"))[1].lower()[:300]
    known = Person.objects.filter(email__iexact=sender, is_active=True).first()
    states = sorted(actor(known).scopes("mission")) if known else []
    text, files = _text(mail), list(_files(mail))
    row = Letter(message_id=name, sender=sender, subject=_header(mail, "Subject"), text=text, at=at)
    answers = _answers(mail, sender, states)
    if _automatic(mail, sender):
        return _keep(row, [_whole(raw)], "automatic")
    if answers is not None:
        return _reply(row, answers, [*files, _whole(raw)])
    if known and len(states) == 1 and (files or text.strip()):
        note = files or [Arrived("message.txt", "text/plain", text.encode())]
        request = {"mail": {"message_id": name, "subject": row.subject, "text": text}}

        def remember(case: Case) -> None:
            _begin(row, "case", case.submission, case)
            _end(row)

        intake.receive(
            note, actor=actor(known), at=at, sender=states[0], contact=sender, request=request, channel="mail",
            also=remember,
        )  # fmt: skip
        return row
    return _keep(row, [*files, _whole(raw)], "unknown")


@log.turn()
def _reply(row: Letter, case: Case, files: Sequence[Arrived]) -> Letter:
    """Keep an answer to a mail of ours with its case, and tell the registry, and the sender how to answer in effect."""
    submission = _received(row, files, case.sender)
    number = _begin(row, "reply", submission, case)
    _tell(number, row, case, "letter.reply")
    link = links.address(case, row.at)
    _answer(number, row, case, say("letter.answer-here", _language(row, case), reference=case.reference, link=link))
    _end(row)
    return row


@log.turn()
def _keep(row: Letter, files: Sequence[Arrived], outcome: str) -> Letter:
    """Keep a mail that belongs to no case; unless a machine wrote it, answer it and tell the registry."""
    submission = _received(row, files, "")
    number = _begin(row, outcome, submission)
    if outcome == "unknown":
        _tell(number, row, None, "letter.unknown")
        if "@" in row.sender and not _answered(row):
            _answer(number, row, None, say("letter.not-known", _language(row), reference=submission.reference))
    _end(row)
    return row


def _received(row: Letter, files: Sequence[Arrived], sender: str) -> Submission:
    request = {"mail": {"message_id": row.message_id, "subject": row.subject, "from": row.sender}}
    return submissions.receive(files, sender=sender, request=request, by=MAILBOX.name, at=row.at)


def _begin(row: Letter, outcome: str, submission: Submission, case: Case | None = None) -> int:
    """Save the row of a mail under the entry that `_end` writes, inside the transaction of what became of it."""
    row.entry_id, row.outcome, row.submission, row.case = log.begin(), outcome, submission, case
    row.save(force_insert=True)
    return row.entry_id


def _end(row: Letter) -> None:
    facts = {"outcome": row.outcome, "from": row.sender, "submission": str(row.submission)}
    log.write(row.entry_id, "take-mail", row.message_id, facts, by=MAILBOX.name, at=row.at)


# Mails about mails.


def _tell(number: int, row: Letter, case: Case | None, key: str) -> None:
    """Write to every registrar about a mail that a person has to look at, but to who wrote it."""
    for person in holders("registrar").exclude(email=row.sender):
        about = {"sender": row.sender, "subject": row.subject, "reference": str(row.submission)}
        _mail(number, case, person.email, person.language, say(key, person.language, **about))


def _answer(number: int, row: Letter, case: Case | None, body: str) -> None:
    _mail(number, case, row.sender, _language(row, case), body)


def _mail(number: int, case: Case | None, to: str, language: str, body: str) -> None:
    Mail.objects.create(
        entry_id=number, case=case, message_id=told.message_id(number, to), to=to, language=language, about="letter",
        subject=say("letter.subject", language), body=f"{body}\n\n{say('mail.footer', language)}\n",
    )  # fmt: skip


def _answered(row: Letter) -> bool:
    """Whether the sender had an answer within a day: two machines shall not write to each other for ever."""
    return Mail.objects.filter(
        to=row.sender, about="letter", entry__at__gte=row.at - datetime.timedelta(days=1)
    ).exists()


def _language(row: Letter, case: Case | None = None) -> str:
    person = Person.objects.filter(email__iexact=row.sender).first()
    return person.language if person else identify(row.text, default="en")[0] or "en"


# What a mail says.


def _header(mail: EmailMessage, name: str) -> str:
    try:
        return " ".join(_storable(str(mail.get(name, ""))).split())
    except (ValueError, IndexError, AttributeError):  # headers that the library cannot parse
        return ""


def _storable(text: str) -> str:
    """Return a text without what no database takes: zero bytes, and halves of characters."""
    return text.encode("utf-8", "replace").decode().replace("\0", "")


def _automatic(mail: EmailMessage, sender: str) -> bool:
    """Whether a machine wrote a mail: a bounce, a holiday message, or we ourselves."""
    auto = _header(mail, "Auto-Submitted").lower() not in ("", "no")
    bulk = _header(mail, "Precedence").lower() in ("bulk", "junk", "list", "auto_reply")
    return (
        auto or bulk or mail.get_content_type() == "multipart/report" or sender == settings.DEFAULT_FROM_EMAIL.lower()
    )


def _answers(mail: EmailMessage, sender: str, states: Sequence[str]) -> Case | None:
    """Return the case that a mail belongs to: it answers one of our mails, and comes from who may act on that case."""
    ids = _ID.findall(f"{_header(mail, 'In-Reply-To')} {_header(mail, 'References')}")
    for ours in Mail.objects.filter(message_id__in=ids, case__isnull=False).select_related("case").order_by("-pk"):
        case = ours.case
        if case and (case.sender in states or case.contact.lower() == sender):
            return case
    return None


def _text(mail: EmailMessage) -> str:
    body = mail.get_body(preferencelist=("plain", "html"))
    if body is None:
        return ""
    try:
        said = str(body.get_content())
    except (LookupError, KeyError, UnicodeError):
        said = (body.get_payload(decode=True) or b"").decode("utf-8", "replace")  # type: ignore[union-attr]
    return _storable(strip_tags(said) if body.get_content_type() == "text/html" else said)


def _files(mail: EmailMessage) -> Iterator[Arrived]:
    """Yield the attachments of a mail, in their order; pictures that stand in the text are no attachments."""
    for number, part in enumerate(mail.iter_attachments(), 1):
        if part.get_content_disposition() == "inline" and part.get_content_maintype() == "image":
            continue
        data = part.get_payload(decode=True)
        if data is None and part.get_content_type() == "message/rfc822":
            data = part.get_payload(0).as_bytes()  # type: ignore[union-attr, arg-type]
        if isinstance(data, bytes):
            name = _storable(part.get_filename() or "").strip()
            yield Arrived((name or f"attachment-{number}")[-255:], part.get_content_type(), data)


def _whole(raw: bytes) -> Arrived:
    return Arrived("message.eml", "message/rfc822", raw)
