"""Letters: how one is written, and how it goes into a folder or to a mail server.

A letter has the same Message-ID at every try. Into a folder it is written under that name, so that a second try after a
crash makes no second letter; a mail server drops the double by its Message-ID, as mail systems do.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from email.message import EmailMessage
from email.policy import EmailPolicy
from pathlib import Path
from smtplib import SMTPException
from typing import Any
from urllib.parse import urlsplit

import msgspec
from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection

from verbale.archive.files import make_folders, sync_folder, write_durably

FAILURES = (OSError, SMTPException)
"""What sending raises where it did not succeed and may be tried again."""


class Letter(msgspec.Struct, frozen=True):
    """A letter to one person: plain text, the same as HTML where there is any, and headers of its own."""

    message_id: str
    to: str
    language: str
    subject: str
    text: str
    html: str = ""
    headers: Mapping[str, str] = {}


class _Wire(EmailPolicy):
    """Writes addresses in headers as they are: folded, a long one would become encoded words, which nobody reads there."""

    def fold_binary(self, name: str, value: Any) -> bytes:
        """Return a header as it goes over the wire."""
        if name.lower() == "list-unsubscribe":
            return f"{name}: {value}{self.linesep}".encode("ascii")
        return super().fold_binary(name, value)


_WIRE = _Wire(linesep="\r\n")
Sender = Callable[[Letter], None]


def message_id(name: str) -> str:
    """Return the Message-ID of a letter by its name, which has letters and digits alone."""
    return f"<{name}@{urlsplit(settings.ADDRESS).hostname or 'localhost'}>"


def sender() -> Sender:
    """Return what sends letters, as the settings have it."""
    return into_folder if settings.EMAIL_FILE_PATH else to_server


def into_folder(letter: Letter) -> None:
    """Write a letter into the folder of the settings, as a file named by its Message-ID."""
    folder = Path(settings.EMAIL_FILE_PATH)
    make_folders(folder)
    name = letter.message_id.strip("<>").partition("@")[0]
    part = folder / f".{name}.part"
    part.unlink(missing_ok=True)
    write_durably(part, written(letter))
    part.rename(folder / f"{name}.eml")
    sync_folder(folder)


def to_server(letter: Letter) -> None:
    """Hand a letter to the mail server of the settings."""
    mail = EmailMultiAlternatives(
        letter.subject,
        letter.text,
        settings.DEFAULT_FROM_EMAIL,
        [letter.to],
        headers={"Message-ID": letter.message_id, **_headers(letter)},
        connection=get_connection(),
    )
    if letter.html:
        mail.attach_alternative(letter.html, "text/html")
    mail.send()


def written(letter: Letter) -> bytes:
    """Return a letter as it goes over the wire."""
    message = EmailMessage(policy=_WIRE)
    message["From"], message["To"], message["Subject"] = settings.DEFAULT_FROM_EMAIL, letter.to, letter.subject
    message["Message-ID"] = letter.message_id
    message.set_content(letter.text)  # takes away what was said of the content before
    if letter.html:
        message.add_alternative(letter.html, subtype="html")
    for name, value in _headers(letter).items():
        message[name] = value
    return message.as_bytes()


def _headers(letter: Letter) -> dict[str, str]:
    return {"Content-Language": letter.language, "Auto-Submitted": "auto-generated", **letter.headers}
