"""RTF, read token by token.

Invariant: one pass, no recursion, bounded depth; every character of the text comes out decoded by
the code page of its font, notes, comments, boxes and deletions aside.

Source: Microsoft, Rich Text Format Specification, version 1.9.1 (2008).
"""

import re
from dataclasses import dataclass, field, replace
from itertools import groupby

from workbench.errors import InputError
from workbench.transcripts.blocks import Document
from workbench.transcripts.readers.gathering import Gathering, Piece
from workbench.transcripts.readers.rtf_words import (
    ASIDES,
    BOXES,
    CHARACTERS,
    FAMILIES,
    KEPT_THOUGH_STARRED,
    SHAPES,
    SILENT,
    SYMBOLS,
    codec_of_charset,
    codec_of_page,
)

_TOKEN = re.compile(
    r"\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})? ?"
    r"|\\'(?P<hex>[0-9a-fA-F]{2})"
    r"|\\(?P<symbol>[^a-zA-Z])"
    r"|(?P<brace>[{}])"
    r"|(?P<text>[^\\{}\r\n]+)"
    r"|[\r\n]+|\\",
    re.DOTALL,
)
_DEEPEST = 2000
_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(slots=True)
class _Sink:
    """Where text goes: the body, or something aside."""

    kind: str
    pieces: list[Piece] = field(default_factory=list)


@dataclass(slots=True)
class _State:
    """What a group inherits and its end restores."""

    sink: _Sink | None
    codec: str
    skip: int = 1
    """Characters to pass over after `\\u`: what older programs show instead."""
    bold: bool = False
    deleted: bool = False
    hidden: bool = False
    in_table: bool = False
    heading: bool = False
    in_shape: bool = False
    in_fonts: bool = False
    around: _Sink | None = None
    """The sink outside a `\\upr`, whose second half holds the text in Unicode."""


def read_rtf(data: bytes, *, name: str) -> Document:
    """Read an RTF file; `name` is for messages. Raises InputError where it nests without end."""
    reader = _Reader(name)
    reader.read(data.removeprefix(b"\xef\xbb\xbf").decode("latin-1"))
    return reader.gathering.document()


class _Reader:
    """The state of reading one file."""

    def __init__(self, name: str) -> None:
        self.gathering = Gathering()
        self._name = name
        self._body = _Sink("body")
        self._default = "cp1252"
        self._state = _State(self._body, self._default)
        self._stack: list[_State] = []
        self._pending = bytearray()
        self._to_skip = 0
        self._starred = False
        self._fonts: dict[int, str] = {}
        self._font = 0
        self._cells: list[str] = []
        self._rows: list[list[str]] = []
        self._removed = _Sink("")

    def read(self, source: str) -> None:
        at = 0
        while at < len(source):
            match = _TOKEN.match(source, at)
            if match is None:
                break
            at = match.end()
            kind = match.lastgroup
            if kind == "text":
                self._bytes(match["text"].encode("latin-1"))
            elif kind == "hex":
                self._bytes(bytes.fromhex(match["hex"]))
            elif kind == "brace":
                self._brace(match["brace"])
            elif kind == "symbol":
                self._symbol(match["symbol"])
            elif match["word"]:
                number = int(match["number"]) if match["number"] else None
                if match["word"] == "bin":
                    at += max(0, number or 0)
                else:
                    self._word(match["word"], number)
        self._finish()

    # -- Text -----------------------------------------------------------------------------------

    def _bytes(self, raw: bytes) -> None:
        if self._to_skip:
            passed = min(self._to_skip, len(raw))
            self._to_skip -= passed
            raw = raw[passed:]
        self._starred = False
        self._pending += raw

    def _flush(self) -> None:
        if self._pending:
            raw, self._pending = bytes(self._pending), bytearray()
            self._emit(raw.decode(self._state.codec, "replace"))

    def _emit(self, text: str) -> None:
        state = self._state
        if state.sink is None:
            return
        removed = "deleted" if state.deleted else "hidden" if state.hidden else ""
        if removed != self._removed.kind:
            self._end_removed()
            self._removed.kind = removed
        target = self._removed if removed else state.sink
        target.pieces.append((text, state.bold))

    def _end_removed(self) -> None:
        if self._removed.pieces:
            self.gathering.add_aside(self._removed.kind, _joined(self._removed.pieces))
        self._removed = _Sink("")

    # -- Structure ------------------------------------------------------------------------------

    def _brace(self, brace: str) -> None:
        self._flush()
        self._to_skip = 0
        self._starred = False
        if brace == "{":
            if len(self._stack) >= _DEEPEST:
                raise InputError(
                    f"“{self._name}” is damaged: its groups are nested without end.",
                    "Open it in a word processor and save it again as .docx.",
                )
            self._stack.append(self._state)
            self._state = replace(self._state)
        elif self._stack:
            closed, self._state = self._state, self._stack.pop()
            if closed.sink is not None and closed.sink is not self._state.sink:
                self._close(closed.sink)

    def _close(self, sink: _Sink) -> None:
        """The end of an aside, unless it is the sink that goes on outside."""
        if sink.kind != "body" and all(state.sink is not sink for state in self._stack):
            self.gathering.add_aside(sink.kind, _joined(sink.pieces))

    def _end_paragraph(self) -> None:
        state = self._state
        if state.sink is None:
            return
        if state.sink is not self._body or state.in_table:
            state.sink.pieces.append(("\n", state.bold))
            return
        self._end_table()
        self.gathering.add_paragraph(_whole(self._body.pieces), heading=state.heading)
        self._body.pieces = []

    def _end_cell(self) -> None:
        if self._state.sink is self._body:
            self._cells.append(_joined(self._body.pieces))
            self._body.pieces = []

    def _end_row(self) -> None:
        if self._state.sink is self._body and self._cells:
            self._rows.append(self._cells)
            self._cells = []

    def _end_table(self) -> None:
        if self._cells:
            self._rows.append(self._cells)
            self._cells = []
        if self._rows:
            self.gathering.add_table(self._rows)
            self._rows = []

    def _finish(self) -> None:
        self._flush()
        self._end_removed()
        if self._stack:
            self.gathering.doubts.append(
                "The file breaks off: its last groups are not closed. See whether its end is there."
            )
        open_sinks = {id(state.sink): state.sink for state in [*self._stack, self._state]}
        for sink in open_sinks.values():
            if sink is not None and sink.kind != "body":
                self.gathering.add_aside(sink.kind, _joined(sink.pieces))
        self._state = _State(self._body, self._default)
        if self._cells and self._body.pieces:
            self._end_cell()
        self._end_paragraph()
        self._end_table()

    # -- Control words --------------------------------------------------------------------------

    def _symbol(self, symbol: str) -> None:
        if symbol == "*":
            self._flush()
            self._starred = True
            return
        if self._to_skip:
            self._to_skip -= 1
            return
        self._flush()
        if symbol in "\r\n":
            self._end_paragraph()
        elif symbol in CHARACTERS:
            self._emit(CHARACTERS[symbol])

    def _word(self, word: str, number: int | None) -> None:
        starred, self._starred = self._starred, False
        if word == "u":
            self._unicode(number or 0)
            return
        if self._to_skip and word in SYMBOLS:
            self._to_skip -= 1
            return
        self._flush()
        if word in SYMBOLS:
            self._emit(SYMBOLS[word])
        elif starred or word in ASIDES or word in SILENT or word in SHAPES:
            self._destination(word, starred=starred)
        elif word in ("par", "sect"):
            self._end_paragraph()
        elif word == "cell":
            self._end_cell()
        elif word == "row":
            self._end_row()
        else:
            self._format(word, number)

    def _unicode(self, number: int) -> None:
        if self._to_skip:
            self._to_skip -= 1
            return
        self._flush()
        # Signed 16 bits; some writers use the whole range instead.
        code = number if number >= 0 else number + 0x10000
        self._emit(chr(code) if 0 <= code <= 0x10FFFF else "\ufffd")
        self._to_skip = self._state.skip

    def _destination(self, word: str, *, starred: bool) -> None:
        state = self._state
        if word == "ud" and state.around is not None:
            state.sink = state.around
        elif word in ASIDES and (state.sink is not None or (state.in_shape and word in BOXES)):
            state.sink = _Sink(ASIDES[word])
            state.in_table = state.hidden = state.deleted = False
        elif word in SHAPES:
            state.in_shape, state.sink = True, None
        elif word == "upr":
            state.around, state.sink = state.sink, None
        elif word not in KEPT_THOUGH_STARRED and (starred or word in SILENT):
            state.sink = None
            state.in_shape = False
            state.in_fonts = word == "fonttbl"

    def _format(self, word: str, number: int | None) -> None:
        state = self._state
        on = number != 0
        if word == "b":
            state.bold = on
        elif word == "deleted":
            state.deleted = on
        elif word == "v":
            state.hidden = on
        elif word == "plain":
            state.bold = state.deleted = state.hidden = False
        elif word == "pard":
            state.in_table = state.heading = False
        elif word == "intbl":
            state.in_table = True
        elif word == "outlinelevel":
            state.heading = (number or 0) < 9
        elif word == "ftnalt" and state.sink is not None and state.sink.kind == "footnote":
            state.sink.kind = "endnote"
        else:
            self._encoding(word, number or 0)

    def _encoding(self, word: str, number: int) -> None:
        state = self._state
        if word == "uc":
            state.skip = max(0, min(number, 16))
        elif word == "f":
            self._font = number
            state.codec = self._fonts.get(number, self._default)
        elif word in FAMILIES or word == "ansicpg":
            codec = FAMILIES.get(word) or codec_of_page(number)
            self._default = state.codec = codec or self._default
        elif state.in_fonts and word in ("fcharset", "cpg"):
            codec = codec_of_charset(number) if word == "fcharset" else codec_of_page(number)
            if codec is not None:
                self._fonts[self._font] = codec


def _joined(pieces: list[Piece]) -> str:
    """The text of pieces; surrogates that came as two `\\u` words become one character."""
    text = "".join(text for text, _ in pieces)
    if not _SURROGATE.search(text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _whole(pieces: list[Piece]) -> list[Piece]:
    """Neighbouring pieces of one weight as one, so that halves of a character meet."""
    return [
        (_joined(list(stretch)), bold) for bold, stretch in groupby(pieces, key=lambda one: one[1])
    ]
