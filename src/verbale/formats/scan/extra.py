"""The libraries of the extra ``verbale[ocr]``, imported where they are first needed."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import Any

from verbale.problems import BadInput


def numpy() -> Any:
    """Return the library that counts dots; raises BadInput where it is not installed."""
    return _library("numpy")


def pillow() -> Any:
    """Return the library that turns and scales pictures; raises BadInput where it is not installed."""
    return _library("PIL.Image")


def absent(name: str) -> BadInput:
    """Return the error that a library is not installed."""
    return BadInput(
        f"This is a scan, and {name}, a library that reading scans needs, is not installed.",
        advice='Install the extra: pip install "verbale[ocr]".',
    )


@cache
def _library(name: str) -> Any:
    try:
        return import_module(name)
    except ImportError as error:
        raise absent(name.partition(".")[0]) from error
