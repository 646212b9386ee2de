"""A call over HTTP to an address that a stranger gave: only outwards, never on to elsewhere, and never for long.

The name is looked up once, every address that it has is looked at, and the connection is made to the very address that
was found good: a name that leads elsewhere a moment later leads nobody in. What comes back is its status and no more.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import threading
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from urllib.parse import urlsplit

import msgspec

CONNECT, WHOLE = 5.0, 15.0
"""Seconds until a connection has to stand, and until the answer has to be there."""
LONGEST, MOST = 500, 16_384
"""Characters of an address, and bytes of an answer that are read."""

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_OLD = ipaddress.IPv6Network("::/96")


class NoCall(Exception):
    """A call could not be made, or was not answered; ``forbidden`` where the address may not be called at all."""

    def __init__(self, text: str, *, forbidden: bool = False) -> None:
        super().__init__(text)
        self.text, self.forbidden = text, forbidden


class Place(msgspec.Struct, frozen=True):
    """Where a call goes: its parts as the address has them; ``name`` is the host, ``path`` with its question."""

    secure: bool
    name: str
    port: int
    path: str
    host: str


def read(address: str) -> Place:
    """Read an address; raises NoCall for one that is not ``http://`` or ``https://``, or that has a password in it."""
    try:
        parts = urlsplit(address)
        port = parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError as error:
        raise NoCall("This is no address.", forbidden=True) from error
    name, plain = parts.hostname or "", address.isascii() and address.isprintable() and " " not in address
    if parts.scheme not in ("http", "https") or not name or not plain or len(address) > LONGEST:
        raise NoCall("An address begins with https:// or http:// and names a host.", forbidden=True)
    if "@" in parts.netloc or parts.fragment:
        raise NoCall("An address has no name, password or fragment in it.", forbidden=True)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Place(parts.scheme == "https", name, port, path, parts.netloc)


def call(address: str, body: bytes, headers: Mapping[str, str], *, private: bool = False) -> int:
    """POST a body, and return the status of the answer; redirects are answers like others.

    Addresses inside networks that the world does not see, and those of this machine, are called only where they are
    ``private`` by permission. Raises NoCall where there is no answer.
    """
    place = read(address)
    target = _target(place, private)
    connection = _Connection(place, target)
    with closing(connection), _ended(connection):
        try:
            connection.request("POST", place.path, body, {"Host": place.host, "Connection": "close", **headers})
            answer = connection.getresponse()
        except TimeoutError as error:
            raise NoCall("No answer came in time.") from error
        except (OSError, http.client.HTTPException, ValueError, AttributeError) as error:
            raise NoCall(f"The call failed: {str(error) or type(error).__name__}.") from error
        with suppress(OSError, http.client.HTTPException, ValueError, AttributeError):
            answer.read(MOST)  # the status was told: how the rest ends does not matter
    return answer.status


def check(address: str, *, private: bool = False) -> None:
    """Raise NoCall where an address cannot be called as things are: it is none, leads nowhere, or may not be called."""
    _target(read(address), private)


def is_public(address: Address) -> bool:
    """Tell whether an address is one of the public Internet, also where another address is wrapped in it."""
    inner = _inside(address)
    return is_public(inner) if inner else address.is_global and not address.is_multicast


def _inside(address: Address) -> Address | None:
    """Return the address that one of the newer kind stands for."""
    if isinstance(address, ipaddress.IPv4Address):
        return None
    if address in _NAT64 or (address in _OLD and int(address) > 1):
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or (address.teredo or (None, None))[1]


def _target(place: Place, private: bool) -> str:
    """Return the address of a name that may be called; raises NoCall where it has none, or one that may not."""
    try:
        found = socket.getaddrinfo(place.name, place.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise NoCall(f"The name {place.name} leads nowhere.") from error
    addresses = [str(row[4][0]) for row in found]
    for one in () if private else addresses:
        if not is_public(ipaddress.ip_address(one.partition("%")[0])) or _is_own(one):
            raise NoCall(f"{place.name} leads into a network that is not public.", forbidden=True)
    return addresses[0]


def _is_own(address: str) -> bool:
    """Tell whether an address is one of this machine: what is sent there leaves from there."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect((address, 9))  # nothing is sent
        except OSError:
            return False
        return bool(probe.getsockname()[0] == address)


class _Connection(http.client.HTTPConnection):
    """A connection to an address that was found good, under the name that leads there."""

    def __init__(self, place: Place, target: str) -> None:
        super().__init__(place.name, place.port, timeout=CONNECT)
        self.target, self.secure = target, place.secure
        self.line: socket.socket | None = None

    def connect(self) -> None:
        """Connect, and shake hands where the address is a secure one."""
        self.line = self.sock = socket.create_connection((self.target, self.port), CONNECT)
        if self.secure:
            context = ssl.create_default_context()
            line = context.wrap_socket(self.sock, server_hostname=self.host, do_handshake_on_connect=False)
            self.line = self.sock = line
            line.do_handshake()
        self.sock.settimeout(WHOLE)


@contextmanager
def _ended(connection: _Connection) -> Iterator[None]:
    """Break a connection off when its time is up, however slowly the other side still speaks."""

    def end() -> None:
        if connection.line is not None:
            with suppress(OSError):
                connection.line.shutdown(socket.SHUT_RDWR)

    timer = threading.Timer(WHOLE, end)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
