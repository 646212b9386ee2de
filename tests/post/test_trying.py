"""Trying again after longer and longer, and one sender at a time, on both databases."""

from __future__ import annotations

import datetime
import threading

from django.db import connection

from verbale.post.trying import TRIES, after, alone


def test_the_last_try_is_days_after_the_first() -> None:
    start = last = datetime.datetime(2026, 11, 26, tzinfo=datetime.UTC)
    for tries in range(1, TRIES):
        assert after(tries, last) > last
        last = after(tries, last)
    assert datetime.timedelta(days=2.5) < last - start < datetime.timedelta(days=3)


def test_only_one_is_at_it(database: str) -> None:
    seen = []

    def other() -> None:
        for name in ("work", "other work"):
            with alone(name) as mine:
                seen.append(mine)
        connection.close()

    with alone("work") as mine:
        assert mine
        thread = threading.Thread(target=other)
        thread.start()
        thread.join()
    assert seen == [False, True]
    with alone("work") as mine:
        assert mine
