"""Stored pages of the library: handed out before the framework, by the framework, and by nginx before both.

One client on one connection asks for the page of a specimen note and for its "not changed", from ``verbale serve``: off
the shelf, and at an address that is never on it, so that a Django view looks the document up and renders the page. Where
nginx is there, it serves the same bytes as a file, and the page through the configuration that the documentation ships.
"""

from __future__ import annotations

import datetime
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path

from verbale import press
from verbale.authorities import authorities
from verbale.server import serving

ROUNDS = 5
_SPECIMENS = Path(str(files("verbale"))) / "specimens"
_CONFIGURATION = Path(__file__).parent.parent / "docs" / "howto" / "nginx.conf"
_PAGE = "/en/LII/LC/12/G/1"


def main() -> None:
    """Measure in a process of its own: settings are read once in a process."""
    with tempfile.TemporaryDirectory() as folder:
        ours = {"VERBALE_DATA": folder, "VERBALE_ORGANIZATION": str(_SPECIMENS / "league.toml")}
        subprocess.run([sys.executable, "-m", "benchmarks.stored_pages"], env={**os.environ, **ours}, check=True)


def measure() -> None:
    """Fill an archive, serve it, time and print."""
    folder = serving.prepare()
    _fill()
    port = _free_port()
    command = [sys.executable, "-m", "verbale.cli", "serve", "--data", str(folder), "--address", f"127.0.0.1:{port}"]
    with _running(command, port):
        same, (head, page) = _same(port, _PAGE), Client(port).get(_PAGE)
        asked = {
            "stored page": (port, _PAGE, ""),
            "its 304": (port, _PAGE, same),
            "page by a Django view": (port, f"{_PAGE}?version=1", ""),
            "304 by a Django view": (port, f"{_PAGE}.html?version=1", _same(port, f"{_PAGE}.html")),
        }
        if nginx := shutil.which("nginx"):
            with _front(nginx, folder, port, head, page) as front:
                asked |= {
                    "nginx: the bytes as a file": (front, "/file.html", ""),
                    "nginx: with its headers": (front, "/headed.html", ""),
                    "nginx: the page through it": (front, _PAGE, ""),
                    "nginx: 304 for the file": (front, "/file.html", _same(front, "/file.html")),
                    "nginx: 304 for the page": (front, _PAGE, same),
                }
                times = _times(asked)
        else:
            times = _times(asked)
    for name, seconds in times.items():
        print(f"{name:28} {seconds * 1000:8.3f} ms")
    ratio = {"page": "page by a Django view", "304": "304 by a Django view"}
    print(f"stored page against a rendered one  {times[ratio['page']] / times['stored page']:6.1f} times (aim: 8)")
    print(f"304 against a Django view's         {times[ratio['304']] / times['its 304']:6.1f} times (aim: 2)")
    if nginx:
        for name, what in (("with its headers", "the same answer"), ("the bytes as a file", "the bare bytes")):
            through = times["nginx: the page through it"] / times[f"nginx: {name}"]
            print(f"through nginx against {what:15} as a file of nginx's own  {through:6.2f} times as long (aim: 1)")


def _fill() -> None:
    from verbale.archive.deposit import deposit

    known = authorities().with_organization((_SPECIMENS / "league.toml").read_text("utf-8"))
    for note in sorted(_SPECIMENS.glob("note-*.md")):
        document = press.read(note.read_bytes(), note.name, known).document
        at = datetime.datetime(2026, 3, 20, 12, tzinfo=datetime.UTC)
        edition = press.issue(document, on=at.date(), formats=("html", "akn", "json"), authorities=known)
        deposit(edition, by="registrar@league.example", at=at)


class Client:
    """One connection, which reads no more of an answer than it must."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port))

    def get(self, path: str, headers: str = "") -> tuple[str, bytes]:
        """Return the head and the body of an answer."""
        self._socket.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n{headers}\r\n".encode())
        data = b""
        while b"\r\n\r\n" not in data:
            data += self._received()
        raw, _, body = data.partition(b"\r\n\r\n")
        head = raw.decode("latin-1")
        size = next((int(line[15:]) for line in head.split("\r\n") if line.lower().startswith("content-length:")), 0)
        size = 0 if " 304 " in head[:14] else size
        while len(body) < size:
            body += self._received()
        return head, body

    def _received(self) -> bytes:
        data = self._socket.recv(1 << 18)
        if not data:
            raise ConnectionError("The server hung up.")
        return data

    def close(self) -> None:
        """Hang up."""
        self._socket.close()


def _times(asked: dict[str, tuple[int, str, str]]) -> dict[str, float]:
    """Return the median seconds for each, taken in turns."""
    found: dict[str, list[float]] = {name: [] for name in asked}
    for _ in range(ROUNDS):
        for name, (port, path, headers) in asked.items():
            client = Client(port)
            client.get(path, headers)
            count = 20 if "Django" in name else 200
            for _ in range(count):
                start = time.perf_counter()
                client.get(path, headers)
                found[name].append(time.perf_counter() - start)
            client.close()
    return {name: statistics.median(times) for name, times in found.items()}


def _same(port: int, path: str) -> str:
    """Return the header that says that what is at an address is there already."""
    client = Client(port)
    head, _ = client.get(path)
    client.close()
    return f"If-None-Match: {_tag(head)}\r\n"


def _tag(head: str) -> str:
    return next(line for line in head.split("\r\n") if line.lower().startswith("etag:")).partition(": ")[2]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def _running(command: list[str], port: int) -> Iterator[None]:
    """Run a server until it is no longer needed."""
    running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(300):
            try:
                socket.create_connection(("127.0.0.1", port)).close()
                break
            except OSError:
                time.sleep(0.1)
        yield
    finally:
        running.terminate()
        running.wait(20)


@contextmanager
def _front(nginx: str, folder: Path, behind: int, head: str, page: bytes) -> Iterator[int]:
    """Run nginx with the shipped configuration before the server, and with the page as a file beside it."""
    port, place = _free_port(), folder / "nginx"
    place.mkdir()
    for name in ("file.html", "headed.html"):
        (place / name).write_bytes(page)
    text = _CONFIGURATION.read_text("utf-8")
    text = text.replace("127.0.0.1:8000", f"127.0.0.1:{behind}").replace("listen 443 ssl", f"listen 127.0.0.1:{port}")
    text = text.replace("/var/cache/nginx/verbale", str(place / "cache")).replace("docs.example.org;", "localhost;")
    text = "\n".join(line for line in text.splitlines() if "ssl_certificate" not in line)
    files = f"location = /file.html {{ root {place}; }} location = /headed.html {{ root {place}; {_added(head)} }}"
    text = text.replace("    location / {", f"    {files}\n    location / {{", 1)
    temporary = "".join(
        f"{kind}_temp_path {place}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    user = "user root;" if os.geteuid() == 0 else ""
    log = f"error_log {place}/log; pid {place}/pid;"
    types = "types { text/html html; } default_type application/octet-stream;"
    whole = f"{user} daemon off; {log} events {{}} http {{ access_log off; {types} {temporary}\n{text}\n}}"
    (place / "nginx.conf").write_text(whole)
    with _running([nginx, "-c", str(place / "nginx.conf"), "-e", str(place / "log")], port):
        yield port


def _added(head: str) -> str:
    """Return how nginx is told to give a file the headers of an answer, besides those that it makes itself."""
    own = ("content-length", "content-type", "etag", "last-modified", "date", "server", "connection")
    pairs = [line.partition(": ")[::2] for line in head.split("\r\n")[1:]]
    quoted = ((name, value.replace('"', '\\"')) for name, value in pairs if name.lower() not in own)
    return " ".join(f'add_header {name} "{value}";' for name, value in quoted)


if __name__ == "__main__":
    measure()
