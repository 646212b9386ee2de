"""Asking over HTTP: patiently, and only once for what has not changed.

The standard library's own client does it, so proxies and certificates are those of the machine. An answer that says when
to come again is believed; lost connections and overloaded servers are asked again after a growing pause.
"""

from __future__ import annotations

import datetime
import email.utils
import hashlib
import http.client
import re
import secrets
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from email.message import Message
from pathlib import Path
from typing import Any, Protocol, TypeVar
from urllib.parse import urlencode

import msgspec

from verbale.client.errors import Busy, Unreachable, Withdrawn
from verbale.problems import BadInput, NotKnown, VerbaleError

_AGAIN = (429, 502, 503, 504)
_PAUSE = 0.5
"""Seconds before the second try where nobody says how long; twice as many before each further one."""
_TRIES = 3
"""How often a connection may be lost."""
_NONE: Mapping[str, str] = {}
_T = TypeVar("_T")
_LOST = (urllib.error.URLError, http.client.HTTPException, ConnectionError, TimeoutError)


class Reader(Protocol):
    """An answer whose body can be read piece by piece."""

    headers: Message

    def read(self, size: int = -1, /) -> bytes:
        """Return the next bytes."""
        ...


class _Problem(msgspec.Struct):
    """What a library tells when something cannot be done (RFC 9457)."""

    title: str = ""
    detail: str = ""
    where: str = ""
    advice: str = ""
    by: str = ""
    at: datetime.datetime | None = None
    reason: str = ""


class Asker:
    """Asks one library.

    ``timeout`` is in seconds for each step of an answer, ``patience`` how many seconds it waits in all before it gives
    up, ``cache`` a folder in which answers are kept, so that those which have not changed need not be sent again.
    """

    def __init__(self, address: str, *, timeout: float, patience: float, agent: str, cache: Path | None) -> None:
        if not address.startswith(("http://", "https://")):
            raise BadInput(f"{address!r} is no address of a library.", advice="It begins with https:// or http://.")
        self.address = address.rstrip("/")
        self._timeout, self._patience, self._agent, self._cache = timeout, patience, agent, cache
        if cache:
            cache.mkdir(parents=True, exist_ok=True)

    def get(self, path: str, query: Mapping[str, Any] | None = None) -> bytes:
        """Return the body of an answer; ``path`` is one of the library or a whole address. Raises as `ask`."""
        url = self._url(path, query)
        etag, kept = self._kept(url)
        answer = self.ask(url, _whole, {"If-None-Match": etag} if etag else {})
        if answer is None:
            return kept
        fresh, body = answer
        self._keep(url, fresh, body)
        return body

    def post(self, path: str, name: str, data: bytes) -> bytes:
        """Send a file, and return the body of the answer; raises as `ask`."""
        boundary = secrets.token_hex(16)
        told = re.sub(r'[\\"\r\n]', "_", name)
        head = f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="{told}"\r\n'
        body = (
            f"{head}Content-Type: application/octet-stream\r\n\r\n".encode() + data + f"\r\n--{boundary}--\r\n".encode()
        )
        answer = self.ask(
            self._url(path, None), _whole, {"Content-Type": f"multipart/form-data; boundary={boundary}"}, body
        )
        return answer[1] if answer else b""

    def ask(
        self, url: str, take: Callable[[Reader], _T], headers: Mapping[str, str] = _NONE, body: bytes | None = None
    ) -> _T | None:
        """Return what ``take`` makes of an answer, or None where it is the one that is kept already.

        Where the connection is lost on the way it is called again. Raises NotKnown (404), Withdrawn (410), BadInput for
        what else is asked wrongly, Busy where it would have to wait too long, Unreachable where nothing answers.
        """
        request = urllib.request.Request(url, body, {"User-Agent": self._agent, **headers})  # noqa: S310  # see above
        waited, pause, lost = 0.0, _PAUSE, 0
        while True:
            try:
                with urllib.request.urlopen(request, timeout=self._timeout) as answer:  # noqa: S310  # see above
                    return take(answer)
            except urllib.error.HTTPError as error:
                if error.code == 304:
                    return None
                with error:
                    wait, problem = _after(error.headers), _error(error.code, url, error.read())
                if error.code not in _AGAIN:
                    raise problem from None
                wait = pause if wait is None else wait
                if waited + wait > self._patience:
                    raise Busy(problem.text, where=url, after=wait) from None
            except _LOST as error:
                wait, lost = pause, lost + 1
                if lost == _TRIES:
                    told = getattr(error, "reason", "") or error
                    advice = "Look at the address, and whether the library runs."
                    raise Unreachable(f"Nothing answers: {told}.", where=url, advice=advice) from error
            time.sleep(wait)
            waited, pause = waited + wait, pause * 2

    def _url(self, path: str, query: Mapping[str, Any] | None) -> str:
        whole = path if path.startswith(("http://", "https://")) else f"{self.address}{path}"
        said = {name: value for name, value in (query or {}).items() if value not in ("", None)}
        return f"{whole}?{urlencode(said)}" if said else whole

    # -- what is kept ---------------------------------------------------------------------------------------------

    def _place(self, url: str) -> Path | None:
        return self._cache / hashlib.sha256(url.encode()).hexdigest() if self._cache else None

    def _kept(self, url: str) -> tuple[str, bytes]:
        place = self._place(url)
        if place is None or not place.is_file():
            return "", b""
        etag, _, body = place.read_bytes().partition(b"\n")
        return etag.decode("latin-1"), body

    def _keep(self, url: str, etag: str, body: bytes) -> None:
        place = self._place(url)
        if place and etag:
            made = place.with_name(f"{place.name}.{secrets.token_hex(4)}")
            made.write_bytes(etag.encode("latin-1") + b"\n" + body)
            made.replace(place)


def _whole(answer: Reader) -> tuple[str, bytes]:
    return answer.headers.get("ETag", ""), answer.read()


def _after(headers: Message) -> float | None:
    """Return in how many seconds to come again, where an answer says so: as seconds or as a date."""
    text = headers.get("Retry-After", "").strip()
    if text.isdecimal():
        return float(text)
    try:
        moment = email.utils.parsedate_to_datetime(text)
    except ValueError:
        return None
    return max(0.0, moment.timestamp() - time.time())


def _error(status: int, url: str, body: bytes) -> VerbaleError:
    """Return the error that a refusal means."""
    try:
        told = msgspec.json.decode(body, type=_Problem)
    except (msgspec.DecodeError, UnicodeDecodeError):
        text = f"What answers is no library: {status} {http.client.responses.get(status, '')}".rstrip()
        return Unreachable(f"{text}.", where=url, advice="Look at the address.")
    text = told.detail or told.title
    match status:
        case 404:
            return NotKnown(text, where=told.where or url, advice=told.advice)
        case 410:
            at = told.at or datetime.datetime.fromtimestamp(0, datetime.UTC)
            return Withdrawn(text, where=url, by=told.by, at=at, reason=told.reason)
        case _ if status < 500:
            return BadInput(text, where=told.where or url, advice=told.advice)
        case _:
            return Unreachable(text, where=url, advice=told.advice or "The fault is the library's; tell who runs it.")
