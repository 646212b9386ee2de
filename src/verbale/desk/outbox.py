"""The outbox: mails that wait are sent, each once, and what became of them is kept.

A mail is written with its move, so none is lost. Its Message-ID is the same at every try. Into a folder it is written
under that name, so that a second try after a crash makes no second mail; a server is told it once unless a crash fell
between its answer and our row, and then drops the double by its Message-ID, as mail systems do.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage as DjangoMail
from django.core.mail import get_connection
from django.db.models import Exists, OuterRef, QuerySet

from verbale.archive import log
from verbale.archive.files import make_folders, sync_folder
from verbale.desk.models import Mail, Posting

TRIES = 12
"""How often a mail that fails is tried."""

Post = Callable[[Mail], None]


def waiting() -> QuerySet[Mail]:
    """Return the mails that are not sent, in the order in which they were written."""
    sent = Posting.objects.filter(mail=OuterRef("pk"), state="sent")
    tired = Posting.objects.filter(mail=OuterRef("pk"), step__gte=TRIES)
    return Mail.objects.filter(~Exists(sent), ~Exists(tired)).order_by("pk")


def send(at: datetime.datetime, post: Post | None = None, most: int = 500) -> tuple[int, int]:
    """Send what waits; return how many mails were sent and how many failed."""
    deliver = post or (into_folder if settings.EMAIL_FILE_PATH else to_server)
    sent = failed = 0
    for mail in waiting()[:most]:
        try:
            deliver(mail)
        except (OSError, SMTPException) as error:
            _post(mail, "failed", at, str(error))
            failed += 1
        else:
            _post(mail, "sent", at, "")
            sent += 1
    return sent, failed


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
    part.write_bytes(written(mail))
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
    message["Message-ID"], message["Content-Language"] = mail.message_id, mail.language
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(mail.body)
    return message.as_bytes()
