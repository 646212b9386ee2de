"""From an empty folder to the first administrator: the real command, its pages, its end."""

from __future__ import annotations

import http.cookiejar
import os
import re
import signal
import socket
import stat
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.test import Client

from verbale.cli import main
from verbale.desk import people
from verbale.desk.actors import holders
from verbale.desk.models import Person
from verbale.server import serving, starting

WORD = "ten lighthouses 7"
FIRST = {"name": "A. Beacon", "email": "A.Beacon@Example.org", "password": WORD}


def free() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Stay(urllib.request.HTTPRedirectHandler):
    """Goes nowhere by itself."""

    def redirect_request(self, *_: object) -> None:
        return None


@contextmanager
def served(data: Path, *options: str, **variables: str) -> Iterator[tuple[subprocess.Popen[str], str, list[str]]]:
    """The command, running, with its address and the lines that it prints."""
    port = free()
    command = [sys.executable, "-m", "verbale.cli", "serve", "--data", str(data), "--address", f"127.0.0.1:{port}"]
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("VERBALE_", "DJANGO_"))} | variables
    process = subprocess.Popen(
        [*command, *options], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environment
    )
    lines: list[str] = []
    reader = threading.Thread(target=lambda: lines.extend(process.stdout), daemon=True)
    reader.start()
    try:
        for _ in range(300):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5).close()
                break
            except OSError:
                assert process.poll() is None, "".join(lines)
                time.sleep(0.1)
        yield process, f"http://127.0.0.1:{port}", lines
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
        process.wait(30)
        reader.join(10)
        process.stdout.close()


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM])
def test_a_new_user_serves_makes_the_administrator_and_stops(tmp_path: Path, end: signal.Signals) -> None:
    data = tmp_path / "new" / "data"
    with served(data, "--workers", "2") as (process, address, lines):
        browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()), Stay)
        (link,) = re.findall(rf"{address}(/start/\S+)", "".join(lines))
        with browser.open(f"{address}{link}") as answer:
            page = answer.read().decode()
        token = re.search(r'csrfmiddlewaretoken" value="(\w+)"', page)[1]
        form = urllib.parse.urlencode({**FIRST, "csrfmiddlewaretoken": token}).encode()
        with pytest.raises(urllib.error.HTTPError, match="302") as made:
            browser.open(f"{address}{link}", form)
        assert made.value.headers["Location"] == "/"
        made.value.close()
        with browser.open(f"{address}/accounts/2fa/") as answer:
            assert "A. Beacon" in answer.read().decode()
        with browser.open(f"{address}/static/pages/style.css") as answer:
            assert answer.headers["Content-Type"].startswith("text/css")
        with pytest.raises(urllib.error.HTTPError) as again:
            browser.open(f"{address}{link}")
        assert again.value.code == 404
        again.value.close()
        process.send_signal(end)
        assert process.wait(30) == 0
    assert "Traceback" not in "".join(lines)
    assert stat.S_IMODE((data / "secret").stat().st_mode) == 0o600
    key = (data / "secret").read_text()
    with served(data) as (_, _, lines):  # the second time the key stays, and there is nothing to set up
        pass
    assert "/start/" not in "".join(lines)
    assert (data / "secret").read_text() == key


@pytest.mark.parametrize(
    ("options", "variables", "words"),
    [
        (["--address", "127.0.0.1"], {}, "host and port"),
        (["--address", "127.0.0.1:99999"], {}, "host and port"),
        (["--address", "203.0.113.1:8000"], {}, "cannot be had"),
        ([], {"VERBALE_DATABASE": "postgresql://nobody@127.0.0.1:1/none"}, "VERBALE_DATABASE"),
        (["--data", "/proc/here"], {}, "--data"),
    ],
    ids=["no-port", "no-such-port", "not-ours", "no-database", "no-folder"],
)
def test_what_is_wrong_is_told_in_a_line(
    tmp_path: Path, options: list[str], variables: dict[str, str], words: str
) -> None:
    command = [
        sys.executable,
        "-m",
        "verbale.cli",
        "serve",
        "--data",
        str(tmp_path),
        "--address",
        f"127.0.0.1:{free()}",
    ]
    environment = {k: v for k, v in os.environ.items() if not k.startswith("VERBALE_")} | variables
    done = subprocess.run([*command, *options], capture_output=True, text=True, env=environment, timeout=60)
    assert done.returncode == 3
    assert done.stderr.startswith("verbale: cannot-serve: ")
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_a_place_that_is_taken_is_told_before_anything_is_made(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = CliRunner().invoke(main, ["serve", "--address", f"127.0.0.1:{port}", "--data", str(tmp_path / "new")])
    assert done.exit_code == 3
    assert f"--address 127.0.0.1:{port + 1}" in done.stderr
    assert not (tmp_path / "new").exists()


def test_without_the_libraries_of_the_web_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving, "_NEEDED", {"no_such_module": "no-such-library"})
    done = CliRunner().invoke(main, ["serve", "--address", f"127.0.0.1:{free()}"])
    assert done.exit_code == 3
    assert "no-such-library" in done.stderr
    assert "verbale[web]" in done.stderr


def test_the_link_makes_one_administrator_and_then_no_more(database: str) -> None:
    client = Client(SERVER_NAME="localhost")
    link = starting.first_link()
    assert not starting.has_begun()
    page = client.post(link, {**FIRST, "password": "password"}, headers={"accept-language": "ar"})
    assert page.status_code == 422
    assert 'value="A. Beacon"' in page.content.decode()
    assert client.post(link, FIRST, headers={"accept-language": "ar"}).headers["Location"] == "/"
    assert [(p.email, p.language) for p in holders("administrator")] == [("a.beacon@example.org", "ar")]
    assert client.session["_auth_user_id"]
    assert Client(SERVER_NAME="localhost").get(link).status_code == 404
    assert Person.objects.count() == 1


@pytest.mark.parametrize("token", ["x", "ImZpcnN0Ig:1u0000:forged", "a:b:c"])
def test_a_made_up_link_leads_nowhere(database: str, token: str) -> None:
    assert Client(SERVER_NAME="localhost").get(f"/start/{token}/").status_code == 404


def test_the_link_is_good_for_a_day(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    link = starting.first_link()
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 23 * 3600)
    assert Client(SERVER_NAME="localhost").get(link).status_code == 200
    monkeypatch.setattr(time, "time", lambda: now + 25 * 3600)
    assert Client(SERVER_NAME="localhost").get(link).status_code == 404


def test_somebody_who_is_there_already_is_told_on_the_form(database: str) -> None:
    from django.utils import timezone

    people.add("a.beacon@example.org", "A. Beacon", by=people.SETUP, at=timezone.now())
    page = Client(SERVER_NAME="localhost").post(starting.first_link(), FIRST)
    assert page.status_code == 422
    assert 'href="#id_email"' in page.content.decode()
