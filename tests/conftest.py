"""Fixtures that every room's tests share: the shared data, and the rule that nothing is skipped where all is required."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).resolve().parent.parent
REQUIRE_ALL = os.environ.get("VERBALE_TEST_REQUIRE") == "all"

_WORKER = os.environ.get("PYTEST_XDIST_WORKER", "")
if "VERBALE_DATA" not in os.environ or os.environ.get("VERBALE_TESTS_OF", _WORKER) != _WORKER:
    # A folder of this process and of those that it starts: what is counted in the cache is their own.
    os.environ["VERBALE_DATA"] = tempfile.mkdtemp(prefix="verbale-tests-")
    os.environ["VERBALE_TESTS_OF"] = _WORKER
    atexit.register(shutil.rmtree, os.environ["VERBALE_DATA"], ignore_errors=True)

# Where all is required the examples are the same every time: what passed once passes again.
settings.register_profile("gate", derandomize=True, deadline=None, print_blob=True)
if REQUIRE_ALL:
    settings.load_profile("gate")


def missing(reason: str) -> None:
    """Skip with the reason, or fail with it where VERBALE_TEST_REQUIRE=all forbids skipping."""
    if REQUIRE_ALL:
        pytest.fail(f"VERBALE_TEST_REQUIRE=all forbids skipping: {reason}")
    pytest.skip(reason)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with real documents and gold values, kept outside the repository."""
    path = Path(os.environ.get("VERBALE_SHARED", ROOT.parent / "shared"))
    if not (path / "data").is_dir():
        missing(f"no shared data at {path}; set VERBALE_SHARED to the folder that holds data/ and facts/")
    return path
