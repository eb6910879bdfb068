"""How a line begins: a time, a label, the mark between label and words.

Invariant: a head is only what *may* be a label; `vocabulary` decides. `words_at` never skips a
character that is not white space, part of the label, of its emphasis, its mark or its time.
"""

import re
from dataclasses import dataclass
from enum import Enum

from workbench.transcripts import times
from workbench.transcripts.blocks import TAB, Block
from workbench.transcripts.labels import LONGEST, Label, plausible

_SPACES = " \xa0" + TAB
_EMPHASISED = re.compile(
    rf"(?P<mark>\*{{1,3}}|_{{1,3}})(?P<label>[^*_:\n]{{1,{LONGEST}}}?)[{_SPACES}]{{0,3}}"
    rf"(?:(?P<colon>:)(?P<inner>[{_SPACES}]?)(?P=mark)|(?P=mark)[{_SPACES}]{{0,3}}(?P<outer>:?))"
)
_DASHED = re.compile(
    rf"(?P<label>[^:\n{TAB}]{{1,{LONGEST}}}?)(?:[{_SPACES}]{{1,8}}[-‐–—][{_SPACES}]"
    rf"|[{_SPACES}]{{0,8}}[–—](?=[{_SPACES}]))[{_SPACES}]{{0,8}}"
)
_TIMED = re.compile(
    rf"(?P<label>[^:\n\[(#<]{{1,{LONGEST}}}?)[{_SPACES}]{{1,4}}(?=[\[(#<]?\d{{1,3}}:\d)"
)
_DASHES = frozenset("-‐–—")
_BRACKETS = frozenset("[(#<")


class Mark(Enum):
    """What divides the label from the words."""

    COLON = ":"
    DASH = "-"
    TAB = "tab"
    BOLD = "bold"
    """Nothing but the end of bold type or of asterisks."""
    ALONE = "alone"
    """The label is the whole line."""
    FILE = "file"
    """The file itself marks the speaker."""


@dataclass(frozen=True, slots=True)
class Head:
    """What may be a label at the beginning of a line."""

    label: Label
    mark: Mark
    words_at: int
    time: str = ""
    bold: bool = False
    tight: bool = False
    """No white space follows the colon: only certain labels count (`IP1:Ja`, not `kl:10`)."""


@dataclass(slots=True)
class Line:
    """One line of a block, with what was found at its edges.

    Not frozen, since there is one for every line of every file; nobody changes it.
    """

    text: str
    head: Head | None
    start: times.Found | None
    """A time before the label or the words."""
    end: times.Found | None
    """A time after the words."""
    time: str
    """A time that the file itself marks."""
    first: bool
    """It begins a paragraph."""
    gap: bool
    heading: bool


def read_line(text: str, block: Block, *, first: bool = True) -> Line:
    """Look at the edges of one line of `block`."""
    start = times.leading(text) if text[:1] in "[(#<{0123456789" else None
    at = 0 if start is None else start.edge
    if start is not None and text[at : at + 2] in ("- ", "– "):
        at += 2
    if first and block.speaker is not None:
        head: Head | None = _marked(block.speaker)
    else:
        head = find_head(text, at, bold=block.bold if first else 0)
    return Line(
        text=text,
        head=head,
        start=start,
        end=times.trailing(text),
        time=block.time if first else "",
        first=first,
        gap=block.gap and first,
        heading=block.heading,
    )


def _marked(speaker: str) -> Head:
    name = " ".join(speaker.strip().strip("*_").rstrip(" :").split())
    label = plausible(name) or Label(name, "".join(name.casefold().split()))
    return Head(Label(name, label.key), Mark.FILE, 0)


def find_head(text: str, at: int = 0, *, bold: int = 0) -> Head | None:
    """What may be a label at `text[at:]`; `bold` characters from the line's start are bold."""
    first = text[at : at + 1]
    if not first:
        return None
    if first in "*_":
        return _emphasised(text, at)
    if not first.isalpha():
        return None
    window = text[at : at + LONGEST + 12]
    is_bold = bold > at
    head = None
    if ":" in window:
        head = _before_colon(text, at, window, bold=is_bold)
    if head is None and (TAB in window or not _DASHES.isdisjoint(window)):
        head = _before_tab(text, at, window) or _before_dash(text, at)
    if head is None and is_bold:
        head = _before_regular(text, at, bold)
    if head is None and len(window) <= LONGEST and len(text) - at == len(window):
        label = plausible(window)
        head = Head(label, Mark.ALONE, len(text), bold=is_bold) if label else None
    return head


def _before_colon(text: str, at: int, window: str, *, bold: bool) -> Head | None:
    colon = window.index(":")
    label = plausible(window[:colon])
    if label is None:
        return _before_time(text, at, bold=bold)
    end = at + colon + 1
    tight = end < len(text) and not text[end].isspace() and text[end] not in "*_"
    if tight and text[end].isdigit():
        return _before_time(text, at, bold=bold)
    at_words = _skip(text, end)
    time = ""
    if text[at_words : at_words + 1] in _BRACKETS:
        found = times.leading(text[at_words : at_words + LONGEST])
        if found is not None and found.sure:
            time, at_words = found.time, at_words + found.edge
    return Head(label, Mark.COLON, at_words, time=time, bold=bold, tight=tight)


def _before_time(text: str, at: int, *, bold: bool) -> Head | None:
    """`IP1 [00:01:02]: words`, `Talare 1 (00:12) words`, with or without a colon."""
    match = _TIMED.match(text, at)
    label = plausible(match["label"]) if match else None
    if match is None or label is None:
        return None
    found = times.leading(text[match.end() : match.end() + LONGEST])
    if found is None:
        return None
    end = match.end() + found.edge
    if text[end : end + 1] == ":":
        return Head(label, Mark.COLON, _skip(text, end + 1), time=found.time, bold=bold)
    bracketed = text[match.end()] in "[#<" or (text[match.end()] == "(" and found.sure)
    return Head(label, Mark.COLON, end, time=found.time, bold=bold) if bracketed else None


def _before_tab(text: str, at: int, window: str) -> Head | None:
    if TAB not in window:
        return None
    label = plausible(window[: window.index(TAB)])
    return Head(label, Mark.TAB, _skip(text, at + window.index(TAB))) if label else None


def _before_dash(text: str, at: int) -> Head | None:
    match = _DASHED.match(text, at)
    label = plausible(match["label"]) if match else None
    return Head(label, Mark.DASH, match.end()) if match and label else None


def _before_regular(text: str, at: int, bold: int) -> Head | None:
    """The bold type at the beginning of a line that goes on in regular type."""
    if not text[bold:].strip():
        return None
    label = plausible(text[at:bold])
    return Head(label, Mark.BOLD, _skip(text, bold), bold=True) if label else None


def _emphasised(text: str, at: int) -> Head | None:
    """`**IP1:** words`, `**IP1**: words`, `**IP1** 0:12 words` in Markdown."""
    match = _EMPHASISED.match(text, at)
    label = plausible(match["label"]) if match else None
    if match is None or label is None:
        return None
    end = _skip(text, match.end())
    time = ""
    found = times.leading(text[end : end + LONGEST]) if text[end : end + 1] else None
    if found is not None and (found.sure or text[end] in "[(#<"):
        time, end = found.time, end + found.edge
    colon = match["colon"] or match["outer"]
    return Head(label, Mark.COLON if colon else Mark.BOLD, end, time=time, bold=True)


def _skip(text: str, at: int) -> int:
    """Past the white space at `at`."""
    while at < len(text) and text[at].isspace():
        at += 1
    return at
