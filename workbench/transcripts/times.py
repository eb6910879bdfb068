"""Clock times in transcripts: `[00:12:04]`, `(00:12:04)`, `0:12`, `#00:12:04-5#`, ranges.

Invariant: a time is only ever taken from the beginning or the end of a line, and comes out as
`hh:mm:ss`. What may as well be words ("10:30 började vi") is told apart as not sure.
"""

import re
from dataclasses import dataclass

_CLOCK = r"\d{1,3}:\d{1,2}(?::\d{1,2})?(?:[.,]\d{1,7}|-\d{1,3})?"
_RANGE = r"(?:[ \xa0\u1680]{0,3}(?:-{1,2}>|[-–—])[ \xa0\u1680]{0,3}" + _CLOCK + ")?"
_LEADING = re.compile(
    rf"(?:(?P<open>[\[(#<{{])[ ]?(?P<inner>{_CLOCK}){_RANGE}[ ]?[\])#>}}]"
    rf"|(?P<bare>{_CLOCK}){_RANGE}(?![\w:.,-]))[ \xa0\u1680]{{0,8}}"
)
_TRAILING = re.compile(
    rf"(?:(?P<open>[\[(#<{{])[ ]?(?P<inner>{_CLOCK}){_RANGE}[ ]?[\])#>}}]"
    rf"|(?<![\w:.,-])(?P<bare>{_CLOCK}))$"
)
_ARROW = re.compile(rf"(?P<start>{_CLOCK})[ \xa0\u1680]{{0,3}}--?>[ \xa0\u1680]{{0,3}}{_CLOCK}$")
_LONGEST = 44
_CLOSERS = frozenset("])#>}0123456789")


@dataclass(frozen=True, slots=True)
class Found:
    """A clock time at an edge of a line."""

    time: str
    """`hh:mm:ss`."""
    edge: int
    """Leading: where the rest begins. Trailing: where the rest ends."""
    sure: bool
    """It cannot well be words."""


def clock(written: str) -> str:
    """`hh:mm:ss` from `0:12`, `75:10`, `1:02:03.450` or `00:12:04-5`; empty if it is no time."""
    whole = re.split(r"[.,-]", written.strip(), maxsplit=1)[0]
    parts = whole.split(":")
    if not 2 <= len(parts) <= 3 or not all(part.isdecimal() and part.isascii() for part in parts):
        return ""
    numbers = [int(part) for part in parts]
    if numbers[-1] > 59 or (len(numbers) == 3 and numbers[1] > 59):
        return ""
    seconds = numbers[-1] + 60 * numbers[-2] + (3600 * numbers[0] if len(numbers) == 3 else 0)
    hours, rest = divmod(seconds, 3600)
    return f"{hours:02}:{rest // 60:02}:{rest % 60:02}"


def leading(text: str) -> Found | None:
    """The time with which a line begins."""
    match = _LEADING.match(text)
    return None if match is None else _found(match, match.end())


def trailing(text: str) -> Found | None:
    """The time with which a line ends."""
    if not text or text[-1] not in _CLOSERS or ":" not in text[-_LONGEST:]:
        return None
    match = _TRAILING.search(text, max(0, len(text) - _LONGEST))
    return None if match is None else _found(match, len(text[: match.start()].rstrip()))


def arrow(text: str) -> str:
    """The first time of a line that holds nothing but `0:0:0.0 --> 0:0:1.90`; else empty."""
    match = _ARROW.match(text) if "->" in text else None
    return "" if match is None else clock(match["start"])


def _found(match: re.Match[str], edge: int) -> Found | None:
    written = match["inner"] or match["bare"]
    time = clock(written)
    if not time:
        return None
    three = written.count(":") == 2
    return Found(time, edge, sure=three or (match["open"] or "(") != "(")
