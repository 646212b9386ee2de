"""The outbox: mails that wait are sent, each once, and what became of them is kept.

A mail is written with its move, so none is lost. Its Message-ID is the same at every try. Into a folder it is written
under that name, so that a second try after a crash makes no second mail; a server is told it once unless a crash fell
between its answer and our row, and then drops the double by its Message-ID, as mail systems do.
"""

from __future__ import annotations

import datetime
import fcntl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage as DjangoMail
from django.core.mail import get_connection
from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet

from verbale.archive import log
from verbale.archive.files import make_folders, sync_folder, write_durably
from verbale.desk.models import Mail, Posting

TRIES = 12
"""How often a mail that fails is tried, each time after twice as many minutes: for nearly three days."""

Post = Callable[[Mail], None]
_LOCK = 0x6D61696C  # "mail": the advisory lock of who sends, on PostgreSQL


def waiting() -> QuerySet[Mail]:
    """Return the mails that are not sent, in the order in which they were written."""
    sent = Posting.objects.filter(mail=OuterRef("pk"), state="sent")
    tired = Posting.objects.filter(mail=OuterRef("pk"), step__gte=TRIES)
    return Mail.objects.filter(~Exists(sent), ~Exists(tired)).order_by("pk")


def given_up() -> QuerySet[Mail]:
    """Return the mails that were tried in vain as often as they may be."""
    sent = Posting.objects.filter(mail=OuterRef("pk"), state="sent")
    return Mail.objects.filter(~Exists(sent), postings__step=TRIES).order_by("pk")


def send(at: datetime.datetime, post: Post | None = None) -> tuple[int, int]:
    """Send what waits; return how many mails were sent and how many failed.

    One sends at a time: while another does, nothing is done here, for it sends what was written meanwhile too.
    """
    deliver = post or (into_folder if settings.EMAIL_FILE_PATH else to_server)
    tried: dict[int, str] = {}
    with _alone() as alone:
        while alone and (mails := [mail for mail in waiting() if mail.pk not in tried]):
            for mail in mails:
                tried[mail.pk] = _try(mail, deliver, at) if _rested(mail, at) else "waiting"
    became = list(tried.values())
    return became.count("sent"), became.count("failed")


def again(pk: int, at: datetime.datetime) -> str:
    """Try to send one mail at once, however often it was tried before; return what became of it: "sent" or "failed"."""
    mail = Mail.objects.get(pk=pk)
    return _try(mail, into_folder if settings.EMAIL_FILE_PATH else to_server, at)


def _try(mail: Mail, deliver: Post, at: datetime.datetime) -> str:
    """Try to send a mail, keep what became of it, and return that."""
    try:
        deliver(mail)
    except (OSError, SMTPException) as error:
        _post(mail, "failed", at, str(error))
        return "failed"
    _post(mail, "sent", at, "")
    return "sent"


def _rested(mail: Mail, at: datetime.datetime) -> bool:
    """Return whether a mail that failed may be tried again."""
    last = mail.postings.order_by("-step").first()
    return last is None or at >= last.at + datetime.timedelta(minutes=2**last.step)


@contextmanager
def _alone() -> Iterator[bool]:
    """Keep all others from sending, or give False where somebody does."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s)", [_LOCK])
            (mine,) = cursor.fetchone()
        try:
            yield mine
        finally:
            if mine:
                with connection.cursor() as cursor:
                    cursor.execute("SELECT pg_advisory_unlock(%s)", [_LOCK])
        return
    with Path(f"{connection.settings_dict['NAME']}-outbox").open("ab") as place:
        try:
            fcntl.flock(place, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True


@log.turn()
def _post(mail: Mail, state: str, at: datetime.datetime, detail: str) -> None:
    number = log.begin()
    if mail.postings.filter(state="sent").exists():
        return  # another sender was faster
    Posting.objects.create(
        entry_id=number, mail=mail, step=mail.postings.count() + 1, state=state, at=at, detail=detail[:500]
    )
    log.write(number, f"mail-{state}", mail.message_id, {"to": mail.to, "about": mail.about}, by="outbox", at=at)


def into_folder(mail: Mail) -> None:
    """Write a mail into the folder of the settings, as a file named by its Message-ID."""
    folder = Path(settings.EMAIL_FILE_PATH)
    make_folders(folder)
    name = mail.message_id.strip("<>").partition("@")[0]
    part = folder / f".{name}.part"
    part.unlink(missing_ok=True)
    write_durably(part, written(mail))
    part.rename(folder / f"{name}.eml")
    sync_folder(folder)


def to_server(mail: Mail) -> None:
    """Hand a mail to the mail server of the settings."""
    headers = {"Message-ID": mail.message_id, "Content-Language": mail.language, "Auto-Submitted": "auto-generated"}
    DjangoMail(
        mail.subject, mail.body, settings.DEFAULT_FROM_EMAIL, [mail.to], headers=headers, connection=get_connection()
    ).send()


def written(mail: Mail) -> bytes:
    """Return a mail as it goes over the wire."""
    message = EmailMessage(policy=SMTP)
    message["From"], message["To"], message["Subject"] = settings.DEFAULT_FROM_EMAIL, mail.to, mail.subject
    message["Message-ID"], message["Auto-Submitted"] = mail.message_id, "auto-generated"
    message.set_content(mail.body)  # takes away what was said of the content before
    message["Content-Language"] = mail.language
    return message.as_bytes()
