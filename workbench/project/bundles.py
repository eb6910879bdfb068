"""The bundle: some coders' events, and all that they rest on, in one file between two copies.

The first line is JSON and tells what the file is, how large, and the digest of the rest; the rest
is gzip (RFC 1952) of JSON lines: events, in the order (clock, id), then contents. See
docs/project-file.md.

Invariant: same journal, same coders, same bytes. A reader believes no size: the file must be as
long as its first line says, unpacking stops where it says, and no line is longer than a content may
be.
"""

import gzip
import json
import os
import zlib
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field, replace
from hashlib import sha256
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO

from workbench.errors import InputError
from workbench.project.events import NO_HASH, Event, canonical
from workbench.project.payloads import SOURCE
from workbench.project.values import Content

VERSION = 1
"""Of the file's form; a reader refuses a later one."""

MAGIC = b'{"workbench-bundle":'
"""How every bundle begins."""

EVENT_COLUMNS = (
    "id",
    "clock",
    "author",
    "coder",
    "action",
    "kind",
    "subject",
    "interview",
    "code",
    "payload",
    "salt",
    "digest",
    "prev",
    "hash",
)

LONGEST_LINE = 200_000_000
"""Bytes; a transcript may have 100 MB."""
LARGEST = 8_000_000_000
"""Bytes when unpacked."""
_LONGEST_HEAD = 1_000_000
_FREE_OF_RATIO = 50_000_000
_STEEP_RATIO = 100
"""Unpacked to packed; a journal reaches 12."""
_LEVEL = 4
"""Of compression: twice as fast as the usual 6, and 4 % larger."""
_STEP = 1 << 20
_NUMBERS = ("events", "contents", "withheld", "packed", "unpacked")
_MOST = 10**15
"""Room for a number that is not known when the first line is begun."""

_GET_AGAIN = "Have the bundle made, or sent, once more."
_UNPACKING = (EOFError, zlib.error, gzip.BadGzipFile)
_MISREAD = (ValueError, TypeError, RecursionError)
"""What json and base64 raise on nonsense (UnicodeDecodeError is a ValueError)."""


@dataclass(frozen=True, slots=True)
class BundleHead:
    """What the first line of a bundle says."""

    form: int
    """Of the project it was made from: which kinds of events there may be."""
    coders: tuple[str, ...]
    """Whose work it carries."""
    events: int = 0
    contents: int = 0
    withheld: int = 0
    """How many events that others rest on were left out, because they are another coder's."""
    packed: int = 0
    """Bytes after the first line."""
    unpacked: int = 0
    body: str = ""
    """sha256 of what follows the first line, hexadecimal."""

    def line(self, *, width: int = 0) -> bytes:
        """As it stands in the file, with spaces up to `width` bytes."""
        said = {
            "workbench-bundle": VERSION,
            **asdict(self),
            "coders": list(self.coders),
            "columns": list(EVENT_COLUMNS),
        }
        said["sha256"] = _digest_of(said)
        written = json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()
        return written.ljust(width) + b"\n"


def _digest_of(said: dict[str, object]) -> str:
    """Of the first line itself, so that a flipped bit in it shows."""
    rest = {name: value for name, value in said.items() if name != "sha256"}
    return sha256(canonical(rest).encode()).hexdigest()


def write_bundle(
    out: BinaryIO,
    *,
    form: int,
    coders: Iterable[str],
    events: Iterable[Event],
    contents: Iterable[Content],
) -> BundleHead:
    """Write a bundle into a file that can be gone back in; returns its head.

    events: in the order (clock, id).
    """
    started = BundleHead(form, tuple(coders))
    width = len(started.line()) + len(_NUMBERS) * len(str(_MOST)) + 64
    out.write(b" " * width + b"\n")
    packed = _Packed(out)
    count = _Count()
    with gzip.GzipFile("", "wb", _LEVEL, packed, mtime=0) as body:
        for line in chain(_event_lines(events, count), _content_lines(contents, count)):
            count.unpacked += len(line)
            body.write(line)
    head = replace(
        started,
        events=count.events,
        contents=count.contents,
        withheld=len(count.before - count.hashes),
        packed=packed.size,
        unpacked=count.unpacked,
        body=packed.digest.hexdigest(),
    )
    out.seek(0)
    out.write(head.line(width=width))
    out.seek(0, os.SEEK_END)
    return head


@dataclass(slots=True)
class _Count:
    """What went into a bundle so far."""

    events: int = 0
    contents: int = 0
    unpacked: int = 0
    hashes: set[bytes] = field(default_factory=lambda: {NO_HASH})
    before: set[bytes] = field(default_factory=set)


class _Packed:
    """What gzip writes to: passes on, and counts."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out
        self.size = 0
        self.digest = sha256()

    def write(self, data: bytes) -> int:
        self.size += len(data)
        self.digest.update(data)
        return self._out.write(data)

    def flush(self) -> None:
        self._out.flush()


def _event_lines(events: Iterable[Event], count: _Count) -> Iterator[bytes]:
    for event in events:
        count.events += 1
        count.hashes.add(event.hash)
        count.before.add(event.prev)
        yield _line_of(event)


def _content_lines(contents: Iterable[Content], count: _Count) -> Iterator[bytes]:
    for content in contents:
        count.contents += 1
        yield _line_of_content(content)


def _line_of(event: Event) -> bytes:
    row = [
        event.id,
        event.clock,
        event.author,
        event.coder,
        event.action,
        event.kind,
        event.subject,
        event.interview,
        event.code,
        event.payload,
        None if event.salt is None else event.salt.hex(),
        event.digest.hex(),
        event.prev.hex(),
        event.hash.hex(),
    ]
    return canonical(row).encode() + b"\n"


def _line_of_content(content: Content) -> bytes:
    said: dict[str, object] = {
        "kind": content.kind,
        "sha256": content.sha256,
        "name": content.name,
        "masked": content.masked,
    }
    if content.kind == SOURCE:
        said["base64"] = b64encode(content.data).decode("ascii")
    else:
        said["text"] = content.data.decode()
    return canonical(said).encode() + b"\n"


class BundleFile:
    """A bundle, looked at from the outside: its head is read, its digest verified.

    Use as a context; what it yields is verified piece by piece.
    """

    def __init__(self, path: Path, *, newest_form: int) -> None:
        """Open `path`.

        newest_form: of the projects this program knows.
        Errors: InputError when it cannot be read, is no bundle, newer than this program, cut short,
        damaged, or made to fill the memory.
        """
        self.path = path
        try:
            self._file = path.open("rb")
        except OSError as error:
            raise InputError(
                f"“{path}” cannot be read: {error.strerror or error}.", "See that it is there."
            ) from error
        try:
            self.head, self._begin = self._read_head(newest_form)
            self._verify()
            self.coders, self.size = self.head.coders, self.head.events
        except BaseException:
            self._file.close()
            raise

    def close(self) -> None:
        self._file.close()

    def _read_head(self, newest_form: int) -> tuple[BundleHead, int]:
        line = self._file.readline(_LONGEST_HEAD)
        if not line.startswith(MAGIC):
            raise InputError(
                f"“{self.path}” is no bundle and no project.",
                "Name a file made by `workbench bundle`, or another copy of the project.",
            )
        if not line.endswith(b"\n"):
            raise self._cut_short()
        try:
            said = json.loads(line)
            version, written = said["workbench-bundle"], said.pop("sha256")
            if isinstance(version, int) and version > VERSION:
                raise self._newer(f"form {version} of the bundle; this one knows {VERSION}")
            head = _head_of(said)
        except (*_MISREAD, KeyError) as error:
            raise self._damaged("its first line cannot be read") from error
        if _digest_of(said) != written:
            raise self._damaged("its first line does not match its digest")
        if head.form > newest_form:
            raise self._newer(f"form {head.form} of the project; this one knows {newest_form}")
        return head, len(line)

    def _verify(self) -> None:
        """Sizes first, the digest of what follows next; nothing is unpacked."""
        size = os.fstat(self._file.fileno()).st_size - self._begin
        if size < self.head.packed:
            raise self._cut_short()
        if size > self.head.packed:
            raise self._damaged("there is more in it than it says")
        steep = self.head.unpacked > max(_FREE_OF_RATIO, _STEEP_RATIO * self.head.packed)
        if steep or self.head.unpacked > LARGEST:
            raise InputError(
                f"“{self.path}” is refused: {self.head.packed // 1000} kB that unpack to "
                f"{self.head.unpacked // 1_000_000} MB are made to fill the memory.",
                _GET_AGAIN,
            )
        digest = sha256()
        while chunk := self._file.read(_STEP):
            digest.update(chunk)
        if digest.hexdigest() != self.head.body:
            raise self._damaged("it does not match its digest")

    def events(self) -> Iterator[Event]:
        """In the order (clock, id), not yet vetted. Errors: InputError where one is none."""
        number = 0
        hashes, before = {NO_HASH}, set()
        for line in self._lines():
            if line.startswith(b"{"):
                break
            number += 1
            try:
                event = _event_of(json.loads(line.decode()))
            except _MISREAD as error:
                raise self._damaged(f"line {number} after the first is no event") from error
            hashes.add(event.hash)
            before.add(event.prev)
            yield event
        if number != self.head.events:
            raise self._damaged(f"it holds {number} events, not {self.head.events}")
        if len(before - hashes) != self.head.withheld:
            raise self._damaged("events are missing from it")

    def contents(self) -> Iterator[Content]:
        """Texts, heads and source files, not yet vetted. Errors: InputError where one is none."""
        number = 0
        for line in self._lines():
            if not line.startswith(b"{"):
                continue
            number += 1
            try:
                yield _content_of(json.loads(line))
            except (*_MISREAD, KeyError) as error:
                raise self._damaged(f"its text or file number {number} is none") from error
        if number != self.head.contents:
            raise self._damaged(f"it holds {number} texts and files, not {self.head.contents}")

    def _lines(self) -> Iterator[bytes]:
        self._file.seek(self._begin)
        left = self.head.unpacked
        try:
            with gzip.GzipFile("", "rb", fileobj=self._file) as body:
                while line := body.readline(min(LONGEST_LINE, left) + 1):
                    left -= len(line)
                    if left < 0 or not line.endswith(b"\n"):
                        raise self._damaged("there is more in it than it says")
                    yield line
        except _UNPACKING as error:
            raise self._damaged("it cannot be unpacked") from error
        if left:
            raise self._damaged("there is less in it than it says")

    def _damaged(self, why: str) -> InputError:
        return InputError(f"“{self.path}” is damaged: {why}.", _GET_AGAIN)

    def _cut_short(self) -> InputError:
        return InputError(f"“{self.path}” was not copied whole.", _GET_AGAIN)

    def _newer(self, what: str) -> InputError:
        return InputError(
            f"“{self.path}” was made by a newer version of the workbench ({what}).",
            "Update the workbench.",
        )


def _head_of(said: dict[str, object]) -> BundleHead:
    if said["columns"] != list(EVENT_COLUMNS):
        raise ValueError("other columns")
    found = {name: _natural(said[name]) for name in ("form", *_NUMBERS)}
    coders = said["coders"]
    if not isinstance(coders, list) or not all(isinstance(each, str) for each in coders):
        raise TypeError("coders")
    return BundleHead(coders=tuple(coders), body=str(said["body"]), **found)


def _natural(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise TypeError("no number")
    return value


def _event_of(row: list[Any]) -> Event:
    *envelope, payload, salt, digest, prev, own = row
    name, clock, author, coder, action, kind, subject, interview, code = envelope
    event = Event(
        name,
        clock,
        author,
        coder,
        action,
        kind,
        subject,
        interview,
        code,
        payload,
        None if salt is None else bytes.fromhex(salt),
        bytes.fromhex(digest),
        bytes.fromhex(prev),
        bytes.fromhex(own),
    )
    if not isinstance(event.id, str) or not isinstance(event.kind, str):
        raise TypeError("no id")
    return event


def _content_of(said: dict[str, Any]) -> Content:
    kind, text = str(said["kind"]), said.get("text")
    data = text.encode() if isinstance(text, str) else b64decode(said["base64"], validate=True)
    return Content(kind, str(said["sha256"]), str(said["name"]), said["masked"] is True, data)
