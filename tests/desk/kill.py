"""A process that releases a document and sends its mails, and dies by SIGKILL at the point that it is told.

Points are what touches anything outside the process: each statement to the database, each file opened for writing,
renamed, made or removed. It dies before the point is done. ``python -m tests.desk.kill`` reads jobs from standard input
and forks for each, so that starting takes no time; nothing is typeset here.
"""

from __future__ import annotations

import json
import os
import pickle
import signal
import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

from tests import databases  # starts Django
from tests.desk import world
from verbale.desk import moving, outbox
from verbale.desk.models import Case

_TOUCHES = ("os.rename", "os.mkdir", "os.remove", "os.rmdir", "os.link", "os.symlink", "os.chmod", "os.truncate")


def work(edition: Path) -> None:
    """Release the one document that is approved, and send what waits."""
    made, numbers = pickle.loads(edition.read_bytes())  # noqa: S301  # our own
    case = Case.objects.get()
    if all(state == "approved" for state in world.branches(case).values()):
        moving.move(
            "release",
            case.reference,
            actor=world.who("releasing"),
            at=world.later(10),
            edition=made,
            drafts=numbers,
        )
    outbox.send(world.later(11))


def counted(point: int | None) -> list[int]:
    """Count the points from now on, and die at one of them."""
    count = [0]

    def pass_by() -> None:
        count[0] += 1
        if count[0] == point:
            os.kill(os.getpid(), signal.SIGKILL)

    def heard(event: str, given: tuple[Any, ...]) -> None:
        written = event == "open" and isinstance(given[2], int) and given[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
        if event in _TOUCHES or written:
            pass_by()

    def asked(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        pass_by()
        return execute(sql, params, many, context)

    sys.addaudithook(heard)
    connection.execute_wrappers.append(asked)
    return count


def child(job: dict[str, Any]) -> None:
    databases.use(job["database"])
    folder = Path(job["folder"])
    settings.ARCHIVE, settings.ORGANIZATION = folder / "archive", world.LEAGUE
    settings.EMAIL_FILE_PATH = str(folder / "mail")
    connection.ensure_connection()
    count = counted(job["point"])
    work(Path(job["edition"]))
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
