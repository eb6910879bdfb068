"""From lines to speeches: who says what, from which line to which.

Invariant: every line comes out once and in order, as words of a speech or as a line that belongs
to none; only labels, their marks and clock times are taken off.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from workbench.transcripts import times
from workbench.transcripts.blocks import TAB, Block, Document
from workbench.transcripts.heads import Head, Line, Mark, read_line
from workbench.transcripts.labels import (
    LONGEST,
    Label,
    is_name_like,
    is_numbered,
    is_speech,
    label_key,
    plausible,
)
from workbench.transcripts.vocabulary import Vocabulary

_SPACES = " \xa0" + TAB
_SENTENCE_ENDS = frozenset('.!?…)]”"»’*')
_NAME = re.compile(
    rf"(?P<open>\[|\*{{1,2}})?(?P<name>[^\W_][^\n:<>\[\]*]{{0,79}}?)(?P<close>\]|\*{{1,2}})?"
    rf"(?P<gap>[{_SPACES}]{{1,8}})(?P<time>\d{{1,3}}:\d\d(?::\d\d)?)"
)
_TIME_FIRST = re.compile(
    rf"\[?(?P<time>\d{{1,2}}:\d\d:\d\d)\]?[{_SPACES}]{{1,8}}(?P<name>[^\W\d_][^\n:.?!]{{0,79}})"
)


@dataclass(slots=True)
class Speech:
    """What one speaker says, before offsets exist."""

    key: str | None
    """None: nobody is named."""
    written: str
    """The label as it stands in the file."""
    time: str = ""
    paragraphs: list[str] = field(default_factory=list)
    placed: bool = True
    """False: a heading amid the conversation, which nobody says."""


@dataclass(slots=True)
class Grammar:
    """Divides the lines of one conversation."""

    vocabulary: Vocabulary
    captions: bool = False
    loose_start: bool = False
    """Bare times such as `0:12` at the beginnings of lines are times."""
    loose_end: bool = False
    spare_times: list[str] = field(default_factory=list)
    """Times that no turn could carry."""
    notes: dict[str, None] = field(default_factory=dict)
    """Labels that had something in brackets."""

    def speeches(self, lines: Sequence[Line]) -> tuple[list[Line], list[Speech]]:
        """The lines before the first label, and the speeches from there on."""
        before: list[Line] = []
        found: list[Speech] = []
        pending = ""
        for line in lines:
            head = line.head if line.head and self.vocabulary.accepts(line.head) else None
            words, time = self._words(line, head)
            if head is not None:
                found.append(self._begun(head, pending or time))
                if pending and time:
                    self.spare_times.append(time)
                pending = ""
                self._divide(found, words)
            elif not words:
                pending = self._replace(pending, time)
            elif not found:
                before.append(line)
            elif line.heading and found[-1].placed:
                found.append(Speech(None, "", time, [words], placed=False))
            else:
                self._continue(found, words, time)
        self._replace(pending, "")
        return before, found

    def unlabelled(self, lines: Sequence[Line], *, by_gap: bool) -> list[Speech]:
        """One speech a paragraph, for a conversation without labels.

        `by_gap`: lines are wrapped, and only an empty one ends a paragraph.
        """
        found: list[Speech] = []
        pending = ""
        for line in lines:
            words, time = self._words(line, None)
            if not words:
                pending = self._replace(pending, time)
            elif found and (not line.first or (by_gap and not line.gap)):
                found[-1].paragraphs.append(words)
                self._replace(time, "")
            else:
                found.append(Speech(None, "", time or pending, [words]))
                pending = ""
        self._replace(pending, "")
        return found

    def _begun(self, head: Head, time: str) -> Speech:
        if head.label.note:
            self.notes[f"{head.label.text} ({head.label.note})"] = None
        return Speech(head.label.key, head.label.text, time)

    def _replace(self, pending: str, time: str) -> str:
        if pending:
            self.spare_times.append(pending)
        return time

    def _continue(self, found: list[Speech], words: str, time: str) -> None:
        if not found[-1].placed:
            # A heading with no label after it is part of what is said.
            heading = found.pop()
            found[-1].paragraphs.extend(heading.paragraphs)
        last = found[-1]
        if time and not last.time and not last.paragraphs:
            last.time = time
        elif time:
            self.spare_times.append(time)
        self._divide(found, words)

    def _words(self, line: Line, head: Head | None) -> tuple[str, str]:
        """The words of a line without label and times, and its time."""
        at = head.words_at if head is not None else 0
        start, end = line.start, line.end
        if start is None and end is None and not line.time and not (head and head.time):
            return line.text[at:], ""
        found = [line.time, head.time if head else ""]
        if start is not None and (head is not None or start.sure or self.loose_start):
            at = max(at, start.edge)
            found.insert(1, start.time)
        stop = len(line.text)
        if end is not None and (end.sure or self.loose_end) and end.edge >= at:
            stop = end.edge
            found.append(end.time)
        present = [time for time in found if time]
        self.spare_times.extend(time for time in present[1:] if time != present[0])
        return line.text[at:stop].strip(), present[0] if present else ""

    def _divide(self, found: list[Speech], words: str) -> None:
        """Add words to the last speech; known labels after a sentence end begin new ones."""
        at = 0
        for label, start, end in self._labels_inside(words):
            self._say(found[-1], words[at:start].rstrip())
            found.append(Speech(label.key, label.text))
            at = end
        self._say(found[-1], words[at:])

    @staticmethod
    def _say(speech: Speech, words: str) -> None:
        if words:
            speech.paragraphs.append(words)

    def _labels_inside(self, words: str) -> Iterator[tuple[Label, int, int]]:
        """Known labels after a sentence end: label, where it begins, where the words go on."""
        if self.vocabulary.marked:
            return
        colon = words.find(":")
        done = 0
        while colon >= 0:
            after = colon + 1
            if after < len(words) and words[after] in " \xa0\n" + TAB:
                hit = self._label_before(words, colon, done)
                if hit is not None:
                    done = after + 1
                    yield hit[0], hit[1], done
            colon = words.find(":", after)

    def _label_before(self, words: str, colon: int, done: int) -> tuple[Label, int] | None:
        """The known label that ends at `colon` and begins after the end of a sentence."""
        edge = colon
        for _ in range(3):
            while edge > done and words[edge - 1] in _SPACES:
                edge -= 1
            while edge > done and words[edge - 1] not in _SPACES and colon - edge <= LONGEST:
                edge -= 1
            if edge <= done or words[edge - 1] not in _SPACES:
                return None
            before = words[max(done, edge - 4) : edge].rstrip()
            if before[-1:] in _SENTENCE_ENDS:
                label = plausible(words[edge:colon])
                known = label is not None and self.vocabulary.known_inside(label.key)
                return (label, edge) if label and known else None
        return None


def read_lines(document: Document) -> list[Line]:
    """Every line of a document with what was found at its edges; empty ones left out."""
    lines = []
    for block in document.blocks:
        if "\n" not in block.text:
            if block.text or block.speaker is not None:
                lines.append(read_line(block.text, block))
            continue
        first = True
        for piece in block.text.split("\n"):
            text = piece.strip()
            if text or (first and block.speaker is not None):
                lines.append(read_line(text, block, first=first))
                first = False
    return lines


def is_loose(lines: Sequence[Line], edge: Callable[[Line], times.Found | None]) -> bool:
    """Whether doubtful times at one edge are so many, and in order, that they are times."""
    found = [hit for line in lines if (hit := edge(line)) is not None]
    doubtful = [hit.time for hit in found if not hit.sure]
    if len(doubtful) < 3 or len(found) < 0.4 * sum(1 for line in lines if len(line.text) > 12):
        return False
    return all(one <= other for one, other in pairwise(doubtful))


def mark_named_times(document: Document) -> None:
    """Make speakers of lines such as `Anna Berg   0:03` (Teams, Zoom) and `00:00:03 Talare 1`.

    Such a line counts where the name is set off (two spaces, a tab, bold, brackets), or comes
    again, and the times of all of them never go backwards.
    """
    hits = {
        index: hit
        for index, block in enumerate(document.blocks)
        if block.speaker is None and (hit := _named_time(block)) is not None
    }
    counts = Counter(hit[0].casefold() for hit in hits.values())
    again = {index: hit for index, hit in hits.items() if counts[hit[0].casefold()] > 1}
    set_off = {index: hit for index, hit in hits.items() if hit[2]}
    chosen = {index: hit for index, hit in hits.items() if index in again or index in set_off}
    if not _in_order(chosen):
        # A line of the header may look the same: "Längd   1:09".
        chosen = again
    if len(chosen) < 2 or not _in_order(chosen):
        return
    for index, (name, time, _) in chosen.items():
        block = document.blocks[index]
        _, _, rest = block.text.partition("\n")
        document.blocks[index] = Block(rest.strip(), speaker=name, time=time, gap=block.gap)


def _in_order(hits: dict[int, tuple[str, str, bool]]) -> bool:
    return all(one[1] <= other[1] for one, other in pairwise(hits.values()))


def _named_time(block: Block) -> tuple[str, str, bool] | None:
    """Name, time, and whether the name is set off; None if the first line is no such line."""
    line = block.text.partition("\n")[0].strip()
    if len(line) > 110 or ":" not in line or not (line[-1:].isdigit() or line[0] in "[0123456789"):
        return None
    match = _NAME.fullmatch(line)
    set_off = False
    if match is not None:
        gap = match["gap"]
        set_off = bool(match["open"]) or len(gap) > 1 or TAB in gap or 0 < block.bold < len(line)
    else:
        match = _TIME_FIRST.fullmatch(line)
    if match is None:
        return None
    name = match["name"].strip()
    time = times.clock(match["time"])
    if not time or len(name.split()) > 8 or name[-1] in ".?!,;" or not is_name_like(name[:1]):
        return None
    return (name, time, set_off) if set_off or not is_speech(name) else None


def is_doubtful(line: Line, vocabulary: Vocabulary) -> bool:
    """The line looks as if it began with a speaker, but was read as words."""
    head = line.head
    if head is None:
        first = line.text.split(maxsplit=1)[0]
        key = label_key(first[:-1]) if first[-1] in ";.," else ""
        return bool(key) and (key in vocabulary.spoken or is_numbered(key))
    if head.mark is not Mark.COLON or head.tight or vocabulary.accepts(head):
        return False
    text = head.label.text
    odd = any(char.isdigit() for char in text) or any(char.isupper() for char in text[1:])
    return (odd or is_name_like(text)) and not is_speech(text)
