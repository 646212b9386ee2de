"""The outbox: nothing lost, nothing sent twice, into a folder and to a real mail server."""

from __future__ import annotations

import datetime
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import policy
from email.parser import BytesParser
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from django.conf import settings
from django.db import connection, transaction

from tests.desk.world import bring, email, later, make, submit
from verbale.archive.verify import verify
from verbale.desk import outbox
from verbale.desk.models import Mail
from verbale.languages import LANGUAGES


def in_folder() -> dict[str, bytes]:
    return {path.stem: path.read_bytes() for path in Path(settings.EMAIL_FILE_PATH).glob("*.eml")}


def names() -> set[str]:
    return {mail.message_id.strip("<>").partition("@")[0] for mail in Mail.objects.all()}


def test_every_mail_is_sent_once_in_its_language(world: str) -> None:
    waiting = Mail.objects.count()
    assert waiting > 50
    assert outbox.send(later(50)) == (waiting, 0)
    assert outbox.send(later(51)) == (0, 0)
    found = in_folder()
    assert set(found) == names()
    assert not list(Path(settings.EMAIL_FILE_PATH).glob(".*"))
    for mail in Mail.objects.all():
        written = BytesParser(policy=policy.default).parsebytes(found[mail.message_id.strip("<>").partition("@")[0]])
        assert (written["To"], written["Subject"]) == (mail.to, mail.subject)
        assert written["Content-Language"] == mail.language
        assert written["Auto-Submitted"] == "auto-generated"
        assert written.get_content().split() == mail.body.split()
    assert set(Mail.objects.values_list("language", flat=True)) == set(LANGUAGES)
    assert verify().problems == ()


def test_no_mail_without_its_move_and_no_move_without_its_mails(people: str) -> None:
    case = submit()
    with transaction.atomic():
        make("confirm", case)
        assert Mail.objects.exists()
        transaction.set_rollback(True)
    assert not Mail.objects.exists()
    assert outbox.send(later(1)) == (0, 0)
    moved = make("confirm", case)
    assert {mail.entry_id for mail in Mail.objects.all()} == {moved.entry}


def test_two_who_send_at_once_send_nothing_twice(world: str) -> None:
    seen: list[str] = []
    start = threading.Barrier(4)
    sums: list[tuple[int, int]] = []

    def sender() -> None:
        start.wait()
        sums.append(outbox.send(later(50), post=lambda mail: seen.append(mail.message_id)))
        connection.close()

    crowd = [threading.Thread(target=sender) for _ in range(4)]
    for one in crowd:
        one.start()
    for one in crowd:
        one.join()
    assert len(seen) == len(set(seen)) == Mail.objects.count() == sum(sent for sent, _ in sums)
    assert outbox.send(later(51)) == (0, 0)


def test_who_sends_takes_what_is_written_meanwhile(people: str) -> None:
    case = bring(submit(), "submitted")
    late: list[str] = []

    def post(mail: Mail) -> None:
        if not late:
            make("accept", case, at=later(2))
        late.append(mail.to)

    sent, failed = outbox.send(later(2), post=post)
    assert (sent, failed) == (Mail.objects.count(), 0)
    assert Mail.objects.filter(about="accept").exists()


def test_what_fails_is_tried_again_ever_more_slowly_and_is_not_lost(people: str) -> None:
    bring(submit(), "submitted")
    waiting = Mail.objects.count()

    def broken(mail: Mail) -> None:
        raise ConnectionRefusedError("SPECIMEN: nobody there")

    at, tries = later(2), 0
    minutes = 0
    while outbox.waiting().exists():
        sent, failed = outbox.send(at + datetime.timedelta(minutes=minutes), post=broken)
        assert sent == 0
        tries += failed == waiting
        minutes += 1 if minutes < 60 else 60
    assert tries == outbox.TRIES
    assert minutes > 60 * 24 * 2
    assert outbox.given_up().count() == waiting
    assert {post.detail for mail in Mail.objects.all() for post in mail.postings.all()} == {"SPECIMEN: nobody there"}
    assert verify().problems == ()


def test_one_bad_address_keeps_no_other_mail(people: str) -> None:
    bring(submit(), "accepted")
    bad = Mail.objects.order_by("pk").first()

    def post(mail: Mail) -> None:
        if mail.pk == bad.pk:
            raise OSError("SPECIMEN: refused")

    assert outbox.send(later(2), post=post) == (Mail.objects.count() - 1, 1)
    assert outbox.send(later(2), post=post) == (0, 0)
    assert outbox.send(later(3)) == (1, 0)


class Kept:
    """A mail server that keeps what it is told, and refuses an address."""

    def __init__(self, refused: str = "") -> None:
        self.mails: list[Any] = []
        self.refused = refused

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: N802
        if address == self.refused:
            return "550 SPECIMEN: no such box"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        self.mails.append(envelope)
        return "250 OK"


@contextmanager
def mail_server(kept: Kept, monkeypatch: pytest.MonkeyPatch) -> Iterator[Kept]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    controller = Controller(kept, hostname="127.0.0.1", port=port)
    controller.start()
    from verbale.server.settings import mail

    for name, value in {"EMAIL_FILE_PATH": None, **mail(f"smtp://127.0.0.1:{port}")}.items():
        monkeypatch.setattr(settings, name, value, raising=False)
    try:
        yield kept
    finally:
        controller.stop()


def test_a_mail_server_is_told_each_mail_once(people: str, monkeypatch: pytest.MonkeyPatch) -> None:
    bring(submit(), "in-proof")
    with mail_server(Kept(), monkeypatch) as kept:
        count = Mail.objects.count()
        assert outbox.send(later(50)) == (count, 0)
        assert outbox.send(later(50)) == (0, 0)
    parsed = [BytesParser(policy=policy.default).parsebytes(one.content) for one in kept.mails]
    assert {one["Message-ID"] for one in parsed} == set(Mail.objects.values_list("message_id", flat=True))
    assert len(parsed) == count
    for one in parsed:
        mail = Mail.objects.get(message_id=one["Message-ID"])
        assert (one["To"], one["Subject"].strip(), one["Content-Language"]) == (mail.to, mail.subject, mail.language)
        assert one.get_content().split() == mail.body.split()


def test_a_mail_server_that_refuses_or_is_gone(people: str, monkeypatch: pytest.MonkeyPatch) -> None:
    bring(submit(), "submitted")
    count = Mail.objects.count()
    with mail_server(Kept(refused=email("registrar")), monkeypatch):
        assert outbox.send(later(2)) == (count - 1, 1)
    assert outbox.send(later(3)) == (0, 1)
    with mail_server(Kept(), monkeypatch) as kept:
        assert outbox.send(later(9)) == (1, 0)
    assert [one.rcpt_tos for one in kept.mails] == [[email("registrar")]]
