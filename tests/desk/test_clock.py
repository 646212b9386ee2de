"""The clock: what falls due by itself is done, and a fault in one thing does not stop the others."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.test import override_settings

from tests.desk.world import case_in, later, make
from verbale.desk import cases, clock, outbox
from verbale.desk.models import Letter, Mail


def test_what_is_scheduled_comes_out_and_mails_are_sent(world: str) -> None:
    case = case_in("scheduled")
    due = cases.standing(case).due
    assert due is not None
    clock.tick(later(0))
    assert cases.standing(case).state == "scheduled"
    assert not outbox.waiting().exists()
    clock.tick(due)
    assert cases.standing(case).state == "released"
    told = Mail.objects.filter(about="release-due")
    assert told.exists()
    assert all(
        Path(settings.EMAIL_FILE_PATH, f"{mail.message_id[1:].partition('@')[0]}.eml").is_file() for mail in told
    )


def test_a_mailbox_that_does_not_answer_stops_nothing(world: str) -> None:
    case = case_in("approved")
    make("schedule", case, at=later(10))
    due = cases.standing(case).due
    assert due is not None
    with override_settings(MAILBOX="imaps://nobody:word@localhost:9/INBOX"):
        clock.tick(due)
    assert cases.standing(case).state == "released"
    assert not Letter.objects.exists()
