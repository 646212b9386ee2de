"""The configuration for nginx that the documentation ships: it is read, it keeps what is for everyone and nothing else."""

from __future__ import annotations

import http.client
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT, missing
from tests.library.made import BY, NOTE, days
from verbale.archive import access

pytestmark = [pytest.mark.tool, pytest.mark.parametrize("shelves", ["sqlite"], indirect=True)]


@pytest.fixture
def front(site: str, tmp_path: Path) -> Iterator[int]:
    """Our configuration in nginx, before ``site``, without its certificate; the port where it listens."""
    program = shutil.which("nginx")
    if program is None:
        missing("no nginx: apt-get install nginx")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    text = (ROOT / "docs" / "howto" / "nginx.conf").read_text("utf-8")
    own = {
        "127.0.0.1:8000": site.removeprefix("http://"),
        "listen 443 ssl": f"listen 127.0.0.1:{port}",
        "/var/cache/nginx/verbale": str(tmp_path / "cache"),
        "docs.example.org;": "localhost;",
    }
    for theirs, ours in own.items():
        assert theirs in text
        text = text.replace(theirs, ours)
    text = "\n".join(line for line in text.splitlines() if "ssl_certificate" not in line)
    for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"):
        text += f"\n{kind}_temp_path {tmp_path}/{kind};"
    whole = tmp_path / "nginx.conf"
    head = f"daemon off; pid {tmp_path}/pid; error_log {tmp_path}/error.log; worker_processes 1;"
    head += " user root;" if os.geteuid() == 0 else ""
    whole.write_text(f"{head} events {{}}\nhttp {{ access_log off;\n{text}\n}}\n")
    checked = subprocess.run([program, "-t", "-c", whole, "-e", tmp_path / "early"], capture_output=True, text=True)
    assert checked.returncode == 0, checked.stderr
    running = subprocess.Popen([program, "-c", whole, "-e", tmp_path / "early"])
    try:
        _wait_for(port)
        yield port
    finally:
        running.terminate()
        running.wait(20)


def _wait_for(port: int) -> None:
    for _ in range(100):
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    pytest.fail("nginx does not listen")


def get(port: int, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port)
    connection.request(
        "GET", path, headers={"Host": "localhost", **{n.replace("_", "-"): v for n, v in headers.items()}}
    )
    answer = connection.getresponse()
    data = answer.read()
    connection.close()
    return answer.status, {name.lower(): value for name, value in answer.getheaders()}, data


def test_pages_are_kept_and_go_when_they_are_withdrawn(front: int, tmp_path: Path) -> None:
    first = get(front, f"/en/{NOTE}")
    assert first[0] == 200
    assert get(front, f"/en/{NOTE}")[2] == first[2]
    assert len([path for path in (tmp_path / "cache").rglob("*") if path.is_file()]) == 1
    assert get(front, f"/en/{NOTE}", If_None_Match=first[1]["etag"])[0] == 304
    whole = get(front, f"/en/{NOTE}.pdf")[2]
    assert get(front, f"/en/{NOTE}.pdf", Range="bytes=2-5")[::2] == (206, whole[2:6])
    access.rule(NOTE, "withdrawn", "SPECIMEN", by=BY, at=days(0))
    until = time.monotonic() + 20
    while get(front, f"/en/{NOTE}")[0] != 410:
        assert time.monotonic() < until
        time.sleep(0.2)


def test_what_depends_on_who_asks_is_not_kept(front: int, tmp_path: Path) -> None:
    for path in ("/", "/en/", "/desk/", "/accounts/login/", "/en/verify", f"/{NOTE}", "/en/LII/LC/12/G/9"):
        get(front, path)
    assert not [path for path in (tmp_path / "cache").rglob("*") if path.is_file()]
