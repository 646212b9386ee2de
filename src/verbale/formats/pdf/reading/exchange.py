"""What passes between the process that asks and the one that reads: messages with their length in front."""

from __future__ import annotations

import struct
from typing import IO

import msgspec

from verbale.document import Document, Hidden, Sheet

MOST_IN_ANSWER = 1 << 30
_HEAD = struct.Struct(">QIIB")  # length of the file, seconds, megabytes, the question
READ, HIDDEN = 0, 1
_LENGTH = struct.Struct(">Q")
_MEGABYTE = 1 << 20


class Limits(msgspec.Struct, frozen=True):
    """What reading one file may take: seconds of processor time, and bytes of address space."""

    seconds: int = 60
    memory: int = 1 << 30


class Failure(msgspec.Struct, frozen=True):
    """Why a file was not read."""

    text: str
    where: str
    advice: str


class Answer(msgspec.Struct, frozen=True, omit_defaults=True):
    """One of four: lines, a document, what the file hides, or why there is none of them."""

    sheet: Sheet | None = None
    document: Document | None = None
    hidden: tuple[Hidden, ...] | None = None
    failure: Failure | None = None


_encoder = msgspec.msgpack.Encoder()
_decoder = msgspec.msgpack.Decoder(Answer)


def ask(stream: IO[bytes], data: bytes, limits: Limits, question: int = READ) -> None:
    """Send a file, its limits, and what is asked of it."""
    stream.write(_HEAD.pack(len(data), limits.seconds, limits.memory // _MEGABYTE, question))
    stream.write(data)
    stream.flush()


def receive(stream: IO[bytes]) -> tuple[Limits, int, bytes] | None:
    """Return the limits, the question and the next file, or None at the end."""
    head = stream.read(_HEAD.size)
    if len(head) < _HEAD.size:
        return None
    length, seconds, megabytes, question = _HEAD.unpack(head)
    return Limits(seconds, megabytes * _MEGABYTE), question, stream.read(length)


def send(stream: IO[bytes], answer: Answer) -> None:
    """Send an answer."""
    message = _encoder.encode(answer)
    stream.write(_LENGTH.pack(len(message)))
    stream.write(message)
    stream.flush()


def hear(stream: IO[bytes]) -> Answer | None:
    """Return the answer, or None where the stream ends before it does or it is too long."""
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    if length > MOST_IN_ANSWER:
        return None
    message = stream.read(length)
    try:
        return _decoder.decode(message)
    except msgspec.DecodeError:
        return None
