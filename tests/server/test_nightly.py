"""The dump of every night where nothing is kept yet."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from django.conf import settings

from verbale.library import dumps


def test_nothing_is_due_in_an_empty_archive(database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "DATA", tmp_path)
    assert not dumps.due(datetime.datetime(2040, 5, 6, tzinfo=datetime.UTC))
