"""Another copy of an interview's text, as it came back from a word processor, laid beside it.

Invariant: where a line stands in both, a passage in it is the same to the character; elsewhere it
is looked for by its words, near where its neighbours are.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass
from difflib import SequenceMatcher

from workbench.model import Interview, Span
from workbench.placing.finding import place
from workbench.placing.outcome import Placement, Unplaced

_LONGEST_HEAD = 80
"""Characters before the words said: label and time."""
_TIME = re.compile(r"[\[(<#]?\d{1,2}(?::\d{2}){1,2}(?:[.,]\d+)?[\])>#]?\s*")
_EDGE = re.compile(r"[:\s\]\)>–-]")


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    said: int
    """Where the words said begin, behind the label."""


class Alignment:
    """A copy laid beside the interview."""

    def __init__(self, text: str, interview: Interview) -> None:
        self._text = text
        self._interview = interview
        self._same = text == interview.text
        self._starts: list[int] = []
        self._shifts: dict[int, tuple[int, int]] = {}
        """Line of the copy -> from which offset on it is the interview's, and by how much to
        shift."""
        self._turns: dict[int, int] = {}
        """Line of the copy -> number of the turn it stands in."""
        if not self._same:
            self._align()

    @property
    def share(self) -> float:
        """The part of the copy's characters that stand in lines of the interview."""
        if self._same:
            return 1.0
        lines = self._text.split("\n")
        found = sum(len(line) for number, line in enumerate(lines) if number in self._shifts)
        return found / max(1, sum(map(len, lines)))

    def place(self, span: Span) -> Placement | Unplaced:
        """Where a passage of the copy stands in the interview."""
        exact = self._exact(span)
        if exact is not None:
            turn = self._interview.home_turn(exact.start, exact.end)
            return Placement(exact, "verbatim", turn.number if turn else 0, 1.0)
        return place(self._text[span.start : span.end], self._interview, turn=self._near(span))

    def line_at(self, offset: int) -> Span:
        """The line of the copy that holds an offset."""
        start = self._text.rfind("\n", 0, offset) + 1
        end = self._text.find("\n", offset)
        return Span(start, len(self._text) if end < 0 else end)

    def _exact(self, span: Span) -> Span | None:
        if self._same:
            return span
        start, end = self._shifted(span.start, span.start), self._shifted(span.end, span.end - 1)
        return Span(start, end) if start is not None and end is not None and start < end else None

    def _shifted(self, offset: int, within: int) -> int | None:
        found = self._shifts.get(self._line_of(within))
        if found is None:
            return None
        known, shift = found
        return max(offset, known) + shift

    def _line_of(self, offset: int) -> int:
        return bisect_right(self._starts, offset) - 1

    def _near(self, span: Span) -> int | None:
        """The turn that a passage probably stands in, by the lines before it and after."""
        line = self._line_of(span.start)
        before = next((at for at in range(line, -1, -1) if at in self._turns), None)
        if before is not None:
            return min(self._turns[before] + line - before, len(self._interview.turns))
        after = next((at for at in sorted(self._turns) if at > line), None)
        return None if after is None else max(1, self._turns[after] - (after - line))

    def _align(self) -> None:
        ours = _lines_of(self._interview)
        text = self._interview.text
        whole = {text[line.start : line.end]: text[line.said : line.end] for line in ours}
        said = set(whole.values())
        labels = tuple(label.casefold() for label in self._interview.speakers() if label)
        keys, heads = [], []
        position = 0
        for written in self._text.split("\n"):
            self._starts.append(position)
            position += len(written) + 1
            key = whole.get(written)
            if key is None:
                head = _head_of(written, said, labels)
                key = written[head:]
            heads.append(len(written) - len(key))
            keys.append(key)
        own = [text[line.said : line.end] for line in ours]
        matcher = SequenceMatcher(None, keys, own, autojunk=False)
        for block in matcher.get_matching_blocks():
            for step in range(block.size):
                self._pair(block.a + step, heads[block.a + step], ours[block.b + step])

    def _pair(self, number: int, head: int, line: _Line) -> None:
        begin = self._starts[number]
        shift = line.said - begin - head
        end = self._starts[number + 1] - 1 if number + 1 < len(self._starts) else len(self._text)
        same = self._text[begin:end] == self._interview.text[line.start : line.end]
        self._shifts[number] = (begin if same else begin + head, shift)
        turn = self._interview.turn_at(line.said)
        if turn is not None:
            self._turns[number] = turn.number


def trimmed(interview: Interview, span: Span) -> Span:
    """A passage marked by hand without what the hand took along: white space and labels at its
    ends."""
    text = interview.text
    start, end = span.start, span.end
    touched = interview.turns_in(start, end)
    if touched:
        start, end = max(start, touched[0].start), min(end, touched[-1].end)
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if start < end else span


def _lines_of(interview: Interview) -> list[_Line]:
    found = []
    begins = {}
    for turn in interview.turns:
        begins[interview.text.rfind("\n", 0, turn.start) + 1] = turn.start
    position = 0
    for written in interview.text.split("\n"):
        start = position + len(written) - len(written.lstrip())
        end = max(start, position + len(written.rstrip()))
        said = begins.get(position, start)
        found.append(_Line(start, end, min(max(said, start), end)))
        position += len(written) + 1
    return found


def _head_of(written: str, said: set[str], labels: tuple[str, ...]) -> int:
    """How much of a line stands before words that the interview has: a label, perhaps a time."""
    time = _TIME.match(written)
    begin = time.end() if time is not None else 0
    spoken = bool(labels) and written[begin:].casefold().startswith(labels)
    if written in said or not (spoken or begin):
        return 0
    for edge in _EDGE.finditer(written[:_LONGEST_HEAD]):
        rest = written[edge.end() :]
        at = len(written) - len(rest.lstrip())
        if written[at:] in said:
            return at
    return 0
