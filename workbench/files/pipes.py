"""Frames on the pipes between a process and its child.

A frame is the lengths of a JSON header and of a payload (big-endian, 4 and 8 bytes), the header,
the payload. Only JSON and raw bytes cross, never pickle.
"""

import os
import struct
from typing import IO

_LENGTHS = struct.Struct(">IQ")


def write_frame(pipe: IO[bytes], header: bytes, payload: bytes = b"") -> None:
    pipe.write(_LENGTHS.pack(len(header), len(payload)))
    pipe.write(header)
    pipe.write(payload)
    pipe.flush()


def read_frame(pipe: IO[bytes]) -> tuple[bytes, bytes]:
    """Header and payload. Errors: EOFError where the other end is gone."""
    header_length, payload_length = _LENGTHS.unpack(_read_exactly(pipe, _LENGTHS.size))
    return _read_exactly(pipe, header_length), _read_exactly(pipe, payload_length)


def _read_exactly(pipe: IO[bytes], length: int) -> bytes:
    found = pipe.read(length)
    if len(found) < length:
        raise EOFError
    return found


def private_pipes() -> tuple[IO[bytes], IO[bytes]]:
    """In a child: standard input and output under other numbers, so that what a library prints
    harms nothing."""
    requests = os.fdopen(os.dup(0), "rb")
    replies = os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(nothing, 1)
    os.close(nothing)
    return requests, replies
