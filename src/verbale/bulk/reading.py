"""One file of an import: read, its language settled, its renditions made, and what is doubtful about it told.

Pure, so that worker processes do it: no database, no clock. A source takes the place of its own format, as the file
that was issued; of HTML and JSON the archive has its own, from which the pages are made, so those sources are kept as
"original".
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import PurePath

import msgspec

from verbale import formats, press, symbols
from verbale.authorities import Authorities
from verbale.bulk.sources import Source
from verbale.document import Document, Evidence, Reading, Rendition, places, to_json
from verbale.languages import LANGUAGES, identify
from verbale.problems import BadSymbol, Problem, VerbaleError

FORMATS = ("html", "akn", "markdown", "json")
"""The formats that a document is kept in, unless told otherwise."""

ORIGINAL = "original"
_OURS = ("html", "json")
_SURE = 0.75
"""Below this confidence in what tells documents apart, a person looks."""

_TELLING = ("symbol", "masthead.language")
_SAMPLE = 4000


class Read(msgspec.Struct, frozen=True):
    """What became of a file: the ``document`` as JSON and its ``renditions``, or, in ``problems``, why not.

    ``held`` says that a person has to look before it is deposited; ``readable`` that there is a document at all.
    ``evidence`` says where its fields were read.
    """

    path: str
    sha256: str
    format: str = ""
    symbol: str = ""
    language: str = ""
    document: bytes = b""
    renditions: tuple[Rendition, ...] = ()
    problems: tuple[Problem, ...] = ()
    held: bool = False
    evidence: tuple[Evidence, ...] = ()

    @property
    def readable(self) -> bool:
        """Whether there is a document."""
        return bool(self.document)


def read(
    source: Source, names: Sequence[str] = FORMATS, known: Authorities | None = None, *, ocr: bool = False
) -> Read:
    """Read a file, and make its renditions where nothing is doubtful that tells documents apart."""
    digest = hashlib.sha256(source.data).hexdigest()
    try:
        form = formats.of_file(source.data, source.name)
        reading = press.read(source.data, source.name, known, ocr=ocr)
    except VerbaleError as error:
        return Read(source.path, digest, problems=(_fault("import-unreadable", error.text, error.advice),))
    document, doubts = settled(reading, source.name)
    language = document.masthead.language
    made: tuple[Rendition, ...] = ()
    held = any(problem.severity == "error" for problem in doubts)
    if not held:
        try:
            made = renditions(document, form, source.data, source.name, names)
        except VerbaleError as error:
            held, doubts = True, [*doubts, _fault("import-unwritten", error.text, error.advice)]
    return Read(
        source.path,
        digest,
        form.name,
        document.symbol or "",
        language,
        to_json(document) + b"\n",
        made,
        tuple(doubts),
        held,
        reading.evidence,
    )


def renditions(
    document: Document, form: formats.Format, data: bytes, name: str, names: Sequence[str] = FORMATS
) -> tuple[Rendition, ...]:
    """Return the files of a language version: the source as it came, and the formats named; always its JSON.

    Raises CannotWrite and MissingWording where one cannot be made.
    """
    found = [original(document, form, data, name)]
    rows = dict.fromkeys(formats.by_name(one) for one in (*names, "json"))
    for row in rows:
        if row.name != found[0].format:
            written = to_json(document) + b"\n" if row.name == "json" else press.write(document, row.name).data
            found.append(_rendition(document, row.name, row.suffixes[0], row.media_type, written))
    return tuple(found)


def original(document: Document, form: formats.Format, data: bytes, name: str) -> Rendition:
    """Return the source of a language version as a file of it."""
    suffix = PurePath(name).suffix.lower()
    suffix = suffix if suffix in form.suffixes else form.suffixes[0]
    if form.name in _OURS:
        return _rendition(document, ORIGINAL, f".{ORIGINAL}{suffix}", form.media_type, data)
    return _rendition(document, form.name, suffix, form.media_type, data)


def _rendition(document: Document, form: str, suffix: str, media_type: str, data: bytes) -> Rendition:
    language = document.masthead.language
    stem = symbols.file_name(symbols.parse(document.symbol or ""), [language])
    return Rendition(language, form, stem + suffix, media_type, data, hashlib.sha256(data).hexdigest())


def settled(reading: Reading, name: str) -> tuple[Document, list[Problem]]:
    """Return the document with its symbol and language as far as they are known, and what is doubtful."""
    document = reading.document
    named, languages = _by_name(name)
    doubts = [
        _fault(
            "import-unsure", f"The {proof.field} “{proof.text}” was read with confidence {proof.confidence:.2f}.", _LOOK
        )
        for proof in reading.evidence
        if proof.field in _TELLING and proof.confidence < _SURE
    ]
    if not document.symbol:
        guess = f" Its name suggests {named}." if named else ""
        doubts.append(_fault("import-no-symbol", f"The document bears no symbol.{guess}", "Accept it with its symbol."))
    else:
        try:
            symbols.parse(document.symbol)
        except BadSymbol as error:
            doubts.append(_fault("import-no-symbol", error.text, "Accept it with its symbol."))
            document = msgspec.structs.replace(document, symbol=None)
    language = document.masthead.language or (languages[0] if len(languages) == 1 else "")
    if not language:
        language, sure = _by_text(document)
        if sure < _SURE:
            doubts.append(
                _fault("import-no-language", "Nothing tells the language for sure.", "Accept it with its language.")
            )
        else:
            text = f"The language, {language}, is told by the text alone."
            doubts.append(Problem("import-language-told", "note", text, "", _LOOK))
    head = msgspec.structs.replace(document.masthead, language=language)
    symbol = document.symbol or named or None
    return msgspec.structs.replace(document, masthead=head, symbol=symbol), doubts


def _by_name(name: str) -> tuple[str, tuple[str, ...]]:
    """Return the symbol and the languages that a file name tells."""
    try:
        symbol, languages = symbols.from_file_name(name)
    except BadSymbol:
        return "", ()
    return str(symbol), tuple(language for language in languages if language in LANGUAGES)


def _by_text(document: Document) -> tuple[str, float]:
    """Return the language that the words are of, and how sure that is."""
    words = " ".join([document.title, *(place.block.text for place in places(document))])[:_SAMPLE]
    language, sure = identify(words)
    return language or "", sure if language else 0.0


_LOOK = "Look at the document."


def _fault(code: str, text: str, advice: str) -> Problem:
    return Problem(code, "error", text, "", advice)
