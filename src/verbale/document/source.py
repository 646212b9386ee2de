"""From bytes to clean text: what every reader of a text format does first, so that all do it alike.

Unicode says what it is; anything else is guessed among the code pages that official documents were typed in, and the
guess is a problem that the reading reports.
"""

from __future__ import annotations

import codecs
import re

import msgspec

from verbale.problems import BadInput, Problem

LARGEST = 64 * 1024 * 1024
MOST_LINES = 250_000
_SAMPLE = 1 << 16

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Everything that is no character: controls other than tab, line feed and form feed, and the byte order mark.
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\ufffe\uffff\ufff9-\ufffb]+")
_ENDS = re.compile("\r\n?|[\x0b\x85\u2028\u2029]")
_STROKES = frozenset("-_=\u2013\u2014\u2015\u2500\u2501")
_HIGH = re.compile(rb"[\x80-\xff]+")


class Source(msgspec.Struct, frozen=True):
    """The text of a file, its lines ending in line feeds, and what was doubtful about its bytes."""

    text: str
    problems: tuple[Problem, ...] = ()


def decode(data: bytes) -> Source:
    """Return the text in ``data``: by its byte order mark, else UTF-8, else UTF-16 by its zeros, else a code page.

    Raises BadInput where ``data`` is larger than 64 MB or has more than 250,000 lines.
    """
    if len(data) > LARGEST:
        raise BadInput(
            f"The text has {len(data):,} bytes; a document has at most {LARGEST:,}.",
            advice="Send each document as a file of its own.",
        )
    text, encoding, lost = _text(data)
    problems: list[Problem] = []
    if encoding not in {"utf-8", "utf-8-sig", "utf-16", "utf-32"}:
        advice = "Look whether the letters are right; if not, save the file as UTF-8 and read it again."
        problems.append(
            Problem("read-encoding-guessed", "warning", f"The file is not UTF-8; read as {encoding}.", "", advice)
        )
    if lost:
        advice = "The characters stand as U+FFFD; restore them from the original."
        problems.append(Problem("read-bytes-broken", "warning", f"{lost} characters are broken.", "", advice))
    if "\r" in text or "\x0b" in text or "\x85" in text or "\u2028" in text or "\u2029" in text:
        text = _ENDS.sub("\n", text)
    if _CONTROLS.search(text):
        size = len(text)
        text = _CONTROLS.sub("", text)
        problems.append(Problem("read-controls-removed", "note", f"{size - len(text)} control characters left out."))
    if text.count("\n") > MOST_LINES:
        raise BadInput(
            f"The text has {text.count(chr(10)):,} lines; a document has at most {MOST_LINES:,}.",
            advice="Send each document as a file of its own.",
        )
    return Source(text, tuple(problems))


def _text(data: bytes) -> tuple[str, str, int]:
    """Return the text, the encoding it was read as, and how many characters were broken."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _lenient(data, encoding)
    sample = data[:_SAMPLE]
    if b"\0" in sample and (encoding := _sixteen(sample)):
        return _lenient(data, encoding)
    try:
        return data.decode(), "utf-8", 0
    except UnicodeDecodeError:
        pass
    text = data.decode(errors="replace")
    broken = text.count("\ufffd")
    high = len(data) - len(data.translate(None, bytes(range(0x80, 0x100))))
    if broken * 20 <= high:
        return text, "utf-8", broken
    return _lenient(data, _code_page(sample))


def _sixteen(sample: bytes) -> str:
    """Return the byte order of UTF-16 without a mark, or nothing: its spaces and line feeds have zeros on one side."""
    first, second = sample[::2].count(0), sample[1::2].count(0)
    few, many = sorted((first, second))
    if many < max(3, len(sample) // 100) or few > many // 20:
        return ""
    return "utf-16-be" if first > second else "utf-16-le"


def _lenient(data: bytes, encoding: str) -> tuple[str, str, int]:
    try:
        return data.decode(encoding), encoding, 0
    except UnicodeDecodeError:
        text = data.decode(encoding, errors="replace")
        return text, encoding, text.count("\ufffd")


def _code_page(sample: bytes) -> str:
    """Return the likeliest of gb18030, cp1251, cp1256 and cp1252.

    Letters of Latin text that are not ASCII stand alone; Cyrillic, Arabic and Chinese come in runs. Two bytes of
    common Chinese are both above A0. Arabic lives among C0-DF (alef, ta, ra), which in Cyrillic are the capitals.
    """
    runs = _HIGH.findall(sample)
    letters = b"".join(runs)
    if len(letters) < 2.2 * len(runs):
        return "cp1252"
    even = sum(len(run) for run in runs if len(run) % 2 == 0)
    capitals = sum(0xC0 <= byte < 0xE0 for byte in letters)
    small = sum(byte >= 0xE0 for byte in letters)
    ideographs = sum(0xB0 <= byte < 0xF8 for byte in letters[::2])
    if even > 0.8 * len(letters) and ideographs > 0.3 * len(letters) and _decodes(sample, "gb18030"):
        return "gb18030"
    return "cp1256" if capitals > 0.5 * small else "cp1251"


def _decodes(sample: bytes, encoding: str) -> bool:
    # The sample may end inside a character.
    return any(_strict(sample[: len(sample) - cut], encoding) for cut in range(4))


def _strict(sample: bytes, encoding: str) -> bool:
    try:
        sample.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def is_drawn(text: str) -> bool:
    """Tell whether a line is drawn: three strokes or more, and nothing behind them but more strokes and spaces."""
    return len(text) >= 3 and _STROKES.issuperset(text[:3]) and _STROKES.issuperset(text.replace(" ", ""))
