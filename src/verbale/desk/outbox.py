"""The outbox: mails that wait are sent, each once, and what became of them is kept.

A mail is written with its move, so none is lost; how it goes out is `verbale.post`'s. Into a folder it goes exactly once;
a mail server is told it once unless a crash fell between its answer and our row.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable

from django.db.models import Exists, OuterRef, QuerySet

from verbale.archive import log
from verbale.desk.models import Mail, Posting
from verbale.post import letters
from verbale.post.trying import TRIES, after, alone

Post = Callable[[Mail], None]


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
    tried: dict[int, str] = {}
    with alone("outbox") as mine:
        while mine and (mails := [mail for mail in waiting() if mail.pk not in tried]):
            for mail in mails:
                tried[mail.pk] = _try(mail, post or _deliver, at) if _rested(mail, at) else "waiting"
    became = list(tried.values())
    return became.count("sent"), became.count("failed")


def again(pk: int, at: datetime.datetime) -> str:
    """Try to send one mail at once, however often it was tried before; return what became of it: "sent" or "failed"."""
    return _try(Mail.objects.get(pk=pk), _deliver, at)


def _deliver(mail: Mail) -> None:
    letters.sender()(letter(mail))


def _try(mail: Mail, deliver: Post, at: datetime.datetime) -> str:
    """Try to send a mail, keep what became of it, and return that."""
    try:
        deliver(mail)
    except letters.FAILURES as error:
        _post(mail, "failed", at, str(error))
        return "failed"
    _post(mail, "sent", at, "")
    return "sent"


def _rested(mail: Mail, at: datetime.datetime) -> bool:
    """Return whether a mail that failed may be tried again."""
    last = mail.postings.order_by("-step").first()
    return last is None or at >= after(last.step, last.at)


@log.turn()
def _post(mail: Mail, state: str, at: datetime.datetime, detail: str) -> None:
    number = log.begin()
    if mail.postings.filter(state="sent").exists():
        return  # another sender was faster
    Posting.objects.create(
        entry_id=number, mail=mail, step=mail.postings.count() + 1, state=state, at=at, detail=detail[:500]
    )
    log.write(number, f"mail-{state}", mail.message_id, {"to": mail.to, "about": mail.about}, by="outbox", at=at)


def letter(mail: Mail) -> letters.Letter:
    """Return the letter that a mail is."""
    return letters.Letter(mail.message_id, mail.to, mail.language, mail.subject, mail.body)


def written(mail: Mail) -> bytes:
    """Return a mail as it goes over the wire."""
    return letters.written(letter(mail))
