"""Calls: only outwards, never on to elsewhere, never for long; against real sockets."""

from __future__ import annotations

import ipaddress
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.library.following import program
from verbale.post import calling
from verbale.post.calling import NoCall, call, is_public

INSIDE = [
    "127.0.0.1", "127.9.9.9", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.1",
    "224.0.0.1", "255.255.255.255", "192.0.2.1", "::", "::1", "fe80::1", "fc00::1", "ff02::1", "::ffff:127.0.0.1",
    "::ffff:10.0.0.1", "::127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "2002:a00:1::", "2001:db8::1",
    "2001:0:4136:e378:8000:63bf:80ff:fffe",
]  # fmt: skip


@pytest.mark.parametrize("address", INSIDE)
def test_addresses_inside_are_known(address: str) -> None:
    assert not is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize(
    "address", ["93.184.216.34", "2606:4700::6810:84e5", "::ffff:93.184.216.34", "64:ff9b::5db8:d822"]
)
def test_addresses_outside_are_known(address: str) -> None:
    assert is_public(ipaddress.ip_address(address))


@given(st.ip_addresses(v=4))
def test_wrapping_an_address_hides_nothing(address: ipaddress.IPv4Address) -> None:
    number = int(address)
    wrapped = [ipaddress.IPv6Address((0xFFFF << 32) | number), ipaddress.IPv6Address((0x64FF9B << 96) | number),
               ipaddress.IPv6Address((0x2002 << 112) | (number << 80))]  # fmt: skip
    assert {is_public(one) for one in wrapped} == {is_public(address)}


@pytest.mark.parametrize(
    "address",
    ["", "nothing", "ftp://example.org/", "file:///etc/passwd", "gopher://example.org/", "https://", "https:///hook",
     "https://name:word@example.org/", "https://name@example.org/", "https://example.org:99999/", "https://example.org/#a",
     "https://example.org/a b", "https://example.org/\r\nX: y", "https://ex\u00e4mple.org/", "https://example.org/" + "a" * 500,
     "https://[::1", "//example.org/hook"],
)  # fmt: skip
def test_what_is_no_address(address: str) -> None:
    with pytest.raises(NoCall) as caught:
        call(address, b"", {})
    assert caught.value.forbidden


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "127.1", "[::1]", "[::ffff:127.0.0.1]", "0", "10.0.0.1"]
)
def test_nobody_is_led_in(host: str) -> None:
    with program() as here:
        port = here.address.rpartition(":")[2].partition("/")[0]
        with pytest.raises(NoCall) as caught:
            call(f"http://{host}:{port}/", b"{}", {})
        assert caught.value.forbidden or "nowhere" in caught.value.text
        assert here.came == []


def test_a_call_goes_out_as_it_is() -> None:
    with program() as here:
        assert call(here.address, b'{"a": 1}', {"X-Name": "value"}, private=True) == 204
        ((headers, body),) = here.came
    assert body == b'{"a": 1}'
    assert headers["X-Name"] == "value"
    assert headers["Host"] == here.address.split("/")[2]


def test_nobody_is_led_on() -> None:
    with program() as here, program() as other:
        here.answers, here.headers = [302, 307], {"Location": other.address}
        assert [call(here.address, b"{}", {}, private=True) for _ in range(2)] == [302, 307]
        assert other.came == []


@contextmanager
def speaking(pieces: Iterator[bytes]) -> Iterator[str]:
    """A server that answers one connection with pieces of bytes, a tenth of a second apart."""

    def answer() -> None:
        line, _ = door.accept()
        with line:
            for piece in pieces:
                try:
                    line.sendall(piece)
                except OSError:
                    return
                time.sleep(0.1)

    with socket.create_server(("127.0.0.1", 0)) as door:
        thread = threading.Thread(target=answer, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{door.getsockname()[1]}/"
        thread.join(5)


@pytest.mark.parametrize(
    ("start", "statuses"),
    [
        (b"", {0}),
        (b"HTTP/1.1 200 OK\r\n", {0, 200}),  # as it is broken off, the line of the status may be read or not
        (b"HTTP/1.1 503 No\r\nContent-Length: 999999\r\n\r\n", {503}),
    ],
)
def test_whoever_speaks_slowly_is_not_waited_for(
    start: bytes, statuses: set[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(calling, "WHOLE", 1.5)
    said = iter([start, *([b"X"] * 600)])
    with speaking(said) as address:
        try:
            told = call(address, b"{}", {}, private=True)
        except NoCall:
            told = 0
        assert told in statuses
    assert len(list(said)) > 300  # it had much more to say


def test_of_a_long_answer_little_is_read() -> None:
    start = b"HTTP/1.1 200 OK\r\nContent-Length: 50000000\r\n\r\n"
    with speaking(iter([start + b"x" * 1_000_000])) as address:
        assert call(address, b"{}", {}, private=True) == 200


def test_nobody_there() -> None:
    with socket.create_server(("127.0.0.1", 0)) as door:
        port = door.getsockname()[1]
    with pytest.raises(NoCall):
        call(f"http://127.0.0.1:{port}/", b"{}", {}, private=True)
    with pytest.raises(NoCall):
        call("http://nowhere.invalid/", b"{}", {}, private=True)
    with program() as here, pytest.raises(NoCall):  # it speaks no TLS
        call(here.address.replace("http:", "https:"), b"{}", {}, private=True)
