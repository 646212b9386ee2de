"""A process that tells those who follow, and dies by SIGKILL at the point that it is told, as `tests.desk.kill` has points.

``python -m tests.library.kill`` reads jobs from standard input and forks for each, so that starting takes no time.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

from tests import databases  # starts Django
from tests.desk import world
from tests.desk.kill import counted
from tests.library.made import days
from verbale.library.follow import clock


def child(job: dict[str, Any]) -> None:
    databases.use(job["database"])
    folder = Path(job["folder"])
    settings.ARCHIVE, settings.ORGANIZATION, settings.DATA = folder / "archive", world.LEAGUE, folder
    settings.EMAIL_FILE_PATH, settings.WEBHOOK_PRIVATE = str(folder / "mail"), True
    connection.ensure_connection()
    count = counted(job["point"])
    clock.work(days(1.5))
    (folder / "points").write_text(str(count[0]))


def main() -> None:
    for line in sys.stdin:
        pid = os.fork()
        if not pid:
            child(json.loads(line))
            os._exit(0)
        _, status = os.waitpid(pid, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)  # noqa: T201  # the answer


if __name__ == "__main__":
    main()
