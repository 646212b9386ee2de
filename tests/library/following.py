"""What the tests of following share: the mails in the folder, and a program that receives calls."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from django.conf import settings


def mails() -> dict[str, EmailMessage]:
    """The mails in the folder, by the names of their files, in the order in which they came."""
    return {path.stem: BytesParser(policy=policy.default).parsebytes(path.read_bytes()) for path in _paths()}


def raw() -> list[bytes]:
    """The bytes of the mails in the folder, in the order in which they came."""
    return [path.read_bytes() for path in _paths()]


def _paths() -> list[Path]:
    return sorted(Path(settings.EMAIL_FILE_PATH).glob("*.eml"), key=lambda path: path.stat().st_mtime_ns)


def plain(mail: EmailMessage) -> str:
    return mail.get_body(("plain",)).get_content()


def links(mail: EmailMessage) -> list[str]:
    """The paths of the addresses in a mail."""
    return [found.partition(":8000")[2] for found in re.findall(r"https?://\S+", plain(mail))]


def link(mail: EmailMessage, part: str) -> str:
    return next(path for path in links(mail) if part in path)


class Program:
    """A program that is called: it keeps what came, and answers as it is told to."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.came: list[tuple[dict[str, str], bytes]] = []
        self.answers: list[int] = []
        self.headers: dict[str, str] = {}

    @property
    def told(self) -> list[dict[str, Any]]:
        return [json.loads(body) for _, body in self.came]


@contextmanager
def program() -> Iterator[Program]:
    """A real HTTP server in a thread; it answers 204 unless other answers are waiting."""

    class Door(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            here.came.append((dict(self.headers), body))
            self.send_response(here.answers.pop(0) if here.answers else 204)
            for name, value in here.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", "0")
            self.end_headers()

        do_GET = do_POST  # noqa: N815  # by which the library finds it

        def log_message(self, *_: object) -> None:
            """Print nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
    here = Program(f"http://127.0.0.1:{server.server_port}/hook?of=tests")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield here
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
