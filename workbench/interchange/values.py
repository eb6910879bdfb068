"""Small values as other programs write them, in the form in which ours are kept. Pure."""

import re
from datetime import UTC, datetime

from workbench.model import Span
from workbench.text import normal_text

_QUOTED = 60
"""Characters of a passage that a memo quotes."""


_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


def clean(written: str) -> str:
    """Without control characters other than LF and tab (a terminal would obey them), and without
    halves of characters."""
    return _CONTROLS.sub("", written)


def one_line(written: str) -> str:
    """A name or value in normal form, without line ends and double spaces."""
    return " ".join(normal_text(written).split())


def moment(written: str) -> datetime | None:
    """A time (ISO 8601, xsd:dateTime); without a zone UTC is meant. None for what is no time."""
    try:
        found = datetime.fromisoformat(written.strip())
        return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def trimmed(text: str, span: Span) -> Span | None:
    """Without white space at the edges, as codings are kept; None where nothing is left."""
    words = text[span.start : span.end]
    start = span.start + len(words) - len(words.lstrip())
    end = span.end - (len(words) - len(words.rstrip()))
    return Span(start, end) if start < end else None


def remark(text: str, span: Span | None, memo: str) -> str:
    """What a memo on the whole text says of a passage in it."""
    if span is None:
        return memo
    words = " ".join(text[span.start : span.end].split())
    words = words if len(words) <= _QUOTED else f"{words[: _QUOTED - 1]}…"
    return f"“{words}”: {memo}" if memo else f"“{words}”"
