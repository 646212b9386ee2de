"""A process that imports a folder and dies by SIGKILL after so many statements to the database: python -m tests.bulk.dying."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from typing import Any

import django


def main(folder: str, point: int) -> None:
    """Import, and die."""
    django.setup()
    from django.db import connection

    from tests.bulk.made import AT
    from verbale.bulk import importing, sources

    sources.FILES = 4  # several batches, each a transaction
    count = [0]

    def asked(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        count[0] += 1
        if count[0] == point:
            os.kill(os.getpid(), signal.SIGKILL)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(asked):
        importing.bring([Path(folder)], by="import", at=AT)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
