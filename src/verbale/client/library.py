"""The client of a library."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, Literal, Protocol, TypeVar
from urllib.parse import quote

import msgspec

from verbale.client.asking import Asker, Reader
from verbale.client.errors import Damaged, Unreachable
from verbale.client.values import (
    Authority,
    Body,
    Cited,
    Counted,
    Dump,
    Hit,
    Record,
    Session,
    State,
    Suggestion,
    Verdict,
    Version,
)
from verbale.document import Document, from_json

AuthorityKind = Literal["organization", "body", "state", "office", "seat", "capacity", "session", "agenda"]
_PAGE = 100
_PIECE = 1 << 16
_T = TypeVar("_T")


class Fetched(Protocol):
    """Whatever has bytes to fetch: a file of a language version, or of a dump."""

    @property
    def url(self) -> str:
        """Where they are."""
        ...

    @property
    def sha256(self) -> str:
        """Their SHA-256."""
        ...


class _Documents(msgspec.Struct, frozen=True):
    documents: tuple[Record, ...]
    next: str | None = None


class _Versions(msgspec.Struct, frozen=True):
    versions: tuple[Version, ...]


class _Text(msgspec.Struct, frozen=True):
    document: msgspec.Raw


class _Citations(msgspec.Struct, frozen=True):
    cites: tuple[Cited, ...]
    cited_by: tuple[Record, ...]
    next: str | None = None


class _Answer(msgspec.Struct, frozen=True):
    total: int
    hits: tuple[Hit, ...]
    facets: dict[str, tuple[Counted, ...]]
    doubts: tuple[str, ...] = ()
    next: str | None = None


class _Bodies(msgspec.Struct, frozen=True):
    bodies: tuple[Body, ...]


class _Sessions(msgspec.Struct, frozen=True):
    sessions: tuple[Session, ...]


class _States(msgspec.Struct, frozen=True):
    states: tuple[State, ...]


class _Records(msgspec.Struct, frozen=True):
    records: tuple[Authority, ...]
    next: str | None = None


class _Suggestions(msgspec.Struct, frozen=True):
    suggestions: tuple[Suggestion, ...]


class Found:
    """What a search found: go through it for the hits, best first; further pages are asked for on the way.

    ``total`` counts the documents found, ``facets`` tells how many of them have which value (``facets["state"]``),
    ``doubts`` are parts of the question that name nothing. By relevance a library goes 2,000 documents deep; by date to
    the end.
    """

    def __init__(self, first: _Answer, page_after: Callable[[str], _Answer]) -> None:
        self.total, self.facets, self.doubts = first.total, first.facets, first.doubts
        self._first, self._page_after = first, page_after

    def __iter__(self) -> Iterator[Hit]:
        """Yield the hits in their order."""
        page = self._first
        yield from page.hits
        while page.next:
            page = self._page_after(page.next)
            yield from page.hits

    def __len__(self) -> int:
        """How many documents were found."""
        return self.total


class Library:
    """A library of official documents, at an address.

    ::

        library = Library("https://documents.example.org")
        for document in library.documents(body="A/HRC", session="43"):
            print(document.symbol, document.title)
        text = library.text("A/HRC/43/G/25", "es")          # a verbale.Document

    ``timeout`` is in seconds for each step of an answer. ``patience`` is how many seconds a call waits in all when the
    library says that it is asked too often or is overloaded; it comes again when the library says. ``cache`` is a folder
    in which answers are kept by their ETag, so that what has not changed is not sent again. ``agent`` is what the
    library's log calls the program.

    All methods raise NotKnown where there is no such thing, `Withdrawn` where a document was withdrawn, BadInput where
    something is asked for wrongly, `Busy` when patience is at its end, and `Unreachable` where nothing answers: all of
    them are a VerbaleError and say what to do. A Library holds nothing open, and threads may share it.
    """

    def __init__(
        self,
        address: str,
        *,
        timeout: float = 30,
        patience: float = 120,
        cache: Path | None = None,
        agent: str = "verbale-client",
    ) -> None:
        self._asker = Asker(address, timeout=timeout, patience=patience, agent=agent, cache=cache)

    @property
    def address(self) -> str:
        """Where it is."""
        return self._asker.address

    # -- documents --------------------------------------------------------------------------------------------------

    def documents(
        self,
        *,
        body: str = "",
        session: str = "",
        item: str = "",
        state: str = "",
        kind: str = "",
        language: str = "",
        reader: str = "en",
        fields: Sequence[str] = (),
    ) -> Iterator[Record]:
        """Yield documents, those that came in last first, asking for page after page.

        Each argument narrows the list: the ``body`` by the beginning of its symbols ("A/HRC"), the ``session`` by its
        code ("43", "S-34"), the agenda ``item`` by its number, the ``state`` that sent it by its code, the ``kind``
        ("note-verbale"), a ``language`` in which it is there. Titles are in the language of the ``reader`` where there
        are such. ``fields`` names the fields of `Record` that are wanted, all others stay empty: less is sent.
        What comes in meanwhile moves nothing: no document comes twice, none is passed over.
        """
        narrowed = {"body": body, "session": session, "item": item, "state": state, "kind": kind, "language": language}
        query = {**narrowed, "reader": reader, "fields": ",".join(fields), "limit": _PAGE}
        after: str | None = ""
        while after is not None:
            page = self._told(_Documents, "/api/documents", {**query, "after": after})
            yield from page.documents
            after = page.next

    def document(self, symbol: str, *, reader: str = "en", fields: Sequence[str] = ()) -> Record:
        """Return a document with the newest version of each language and its files; its symbol in any spelling."""
        return self._told(Record, _path(symbol), {"reader": reader, "fields": ",".join(fields)})

    def versions(self, symbol: str) -> tuple[Version, ...]:
        """Return all language versions of a document, replaced ones too, the newest of each language first."""
        return self._told(_Versions, f"{_path(symbol)}/versions").versions

    def text(self, symbol: str, language: str = "", *, version: int | None = None) -> Document:
        """Return a language version with all its words, as the value that `verbale.read` gives.

        Without a ``language`` it is the English one, or the first that there is; without a ``version`` the newest.
        """
        told = self._told(_Text, f"{_path(symbol)}/text", {"language": language, "version": version})
        return from_json(bytes(told.document))

    def cites(self, symbol: str) -> tuple[Cited, ...]:
        """Return what a document cites, each symbol once."""
        return self._told(_Citations, f"{_path(symbol)}/citations", {"limit": 1, "fields": "key"}).cites

    def cited_by(self, symbol: str, *, reader: str = "en", fields: Sequence[str] = ()) -> Iterator[Record]:
        """Yield the documents that cite a document, those that came in last first."""
        query = {"reader": reader, "fields": ",".join(fields), "limit": _PAGE}
        after: str | None = ""
        while after is not None:
            page = self._told(_Citations, f"{_path(symbol)}/citations", {**query, "after": after})
            yield from page.cited_by
            after = page.next

    # -- search and places --------------------------------------------------------------------------------------------

    def search(
        self,
        question: str = "",
        *,
        sort: Literal["", "relevance", "date"] = "",
        reader: str = "en",
        fields: Sequence[str] = (),
        **facets: str,
    ) -> Found:
        """Search as the library's page does: words, "phrases", -without, field:value, in any of the six languages.

        ``facets`` narrow it: ``body session item kind state lang year distribution series``.
        """
        query = {"q": question, "sort": sort, "reader": reader, "fields": ",".join(fields), "limit": _PAGE, **facets}

        def page(after: str) -> _Answer:
            return self._told(_Answer, "/api/search", {**query, "after": after})

        return Found(page(""), page)

    def suggest(self, text: str, *, reader: str = "en") -> tuple[Suggestion, ...]:
        """Return what begins as a text does: documents by symbol and title, States, bodies."""
        return self._told(_Suggestions, "/api/suggestions", {"q": text, "reader": reader}).suggestions

    def bodies(self) -> tuple[Body, ...]:
        """Return the bodies that have documents in the library."""
        return self._told(_Bodies, "/api/bodies").bodies

    def sessions(self, body: str = "") -> tuple[Session, ...]:
        """Return the sessions that have documents in the library, of all bodies or of one."""
        return self._told(_Sessions, "/api/sessions", {"body": body}).sessions

    def states(self) -> tuple[State, ...]:
        """Return the States that sent documents which are in the library."""
        return self._told(_States, "/api/states").states

    def authorities(self, kind: AuthorityKind) -> Iterator[Authority]:
        """Yield the records of an authority file in the order of their codes."""
        after: str | None = ""
        while after is not None:
            page = self._told(_Records, f"/api/authorities/{quote(kind)}", {"after": after, "limit": _PAGE})
            yield from page.records
            after = page.next

    # -- files --------------------------------------------------------------------------------------------------------

    def fetch(self, file: Fetched) -> bytes:
        """Return the bytes of a file; raises `Damaged` where they are not those that were told of."""
        data = self._asker.get(file.url)
        _same(hashlib.sha256(data).hexdigest(), file)
        return data

    def save(self, file: Fetched, path: Path) -> Path:
        """Save a file of any size at a path, or in a folder under the last part of its address, and return where it is.

        Nothing is there until all of it has arrived and is what was told of; raises `Damaged` otherwise.
        """
        path = path / file.url.rpartition("/")[2] if path.is_dir() else path
        part = path.with_name(f"{path.name}.part")

        def take(answer: Reader) -> str:
            digest = hashlib.sha256()
            with part.open("wb") as out:
                while piece := answer.read(_PIECE):
                    digest.update(piece)
                    out.write(piece)
            return digest.hexdigest()

        try:
            _same(self._asker.ask(file.url, take) or "", file)
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
        return path

    def dump(self) -> Dump:
        """Return the dump of everything public that there is now; `save` brings its files.

        Raises NotKnown where none was ever made, `Busy` where something was withdrawn and the next is being waited for.
        """
        return self._told(Dump, "/api/dumps")

    def verify(self, data: bytes, *, name: str = "", send: bool = False) -> Verdict:
        """Tell whether bytes are a file that the library issued.

        Only their SHA-256 is sent. With ``send`` a file that is not known by it is sent itself, under its ``name``, so that
        the library can tell of which document it is an altered copy; the library keeps nothing of it.
        """
        told = self._told(Verdict, "/api/verify", {"sha256": hashlib.sha256(data).hexdigest()})
        if told.verdict != "unknown" or not send:
            return told
        return _decoded(Verdict, self._asker.post("/api/verify", name or "file", data), f"{self.address}/api/verify")

    def _told(self, kind: type[_T], path: str, query: dict[str, Any] | None = None) -> _T:
        return _decoded(kind, self._asker.get(path, query), f"{self.address}{path}")


def _path(symbol: str) -> str:
    return f"/api/documents/{quote(symbol, safe='/():')}"


def _decoded(kind: type[_T], data: bytes, where: str) -> _T:
    try:
        return msgspec.json.decode(data, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        advice = "Look whether a library of Verbale is at this address, and of which version it is."
        raise Unreachable(f"What answers is no library: {error}.", where=where, advice=advice) from error


def _same(digest: str, file: Fetched) -> None:
    if digest != file.sha256:
        raise Damaged(
            f"The bytes have the SHA-256 {digest}, not {file.sha256}.", where=file.url,
            advice="Fetch it again; if that is no help, ask anew what the library has: it may have been reissued.",
        )  # fmt: skip
