"""Where passages of one interview stand: in which turns, at which words, whose they are.

Invariant: a passage belongs to its first participant's turn; one that touches no turn that counts
belongs nowhere, and is not found.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable

from workbench.analysis.queries import Distance
from workbench.model import CodedSpan, CodeId, CountingFrame

NO_CODE = CodeId("")
"""Of a place in the text, or a turn."""


class Places:
    """Looks places up in a frame, each once."""

    def __init__(self, frame: CountingFrame, *, with_moderator: bool = False) -> None:
        self.frame = frame
        self._moderates = [
            not with_moderator and label in frame.moderators for label in frame.speakers
        ]
        self._turns: dict[tuple[int, int], tuple[int, int]] = {}

    def turns(self, start: int, end: int) -> tuple[int, int]:
        """Indices of the first and the last turn touched; the last before the first: none."""
        known = self._turns.get((start, end))
        if known is None:
            first = bisect_right(self.frame.turn_ends, start)
            known = first, bisect_left(self.frame.turn_starts, end, first) - 1
            self._turns[start, end] = known
        return known

    def home(self, start: int, end: int) -> int | None:
        """The index of the turn it belongs to: its first participant's."""
        first, last = self.turns(start, end)
        speakers = self.frame.turn_speakers
        ours = (turn for turn in range(first, last + 1) if not self._moderates[speakers[turn]])
        return next(ours, None)

    def reach(self, each: CodedSpan, distance: Distance) -> tuple[int, int]:
        """First and last turn that it touches; or its first word, and the first behind it."""
        if distance == "turns":
            return self.turns(each[0], each[1])
        starts = self.frame.word_starts
        first = bisect_left(starts, each[0])
        return first, bisect_left(starts, each[1], first)

    def heard(self, spans: Iterable[CodedSpan]) -> list[CodedSpan]:
        """Those that belong to someone who counts."""
        return [span for span in spans if self.home(span[0], span[1]) is not None]

    def all_turns(self, labels: Iterable[str] | None = None) -> list[CodedSpan]:
        """The turns that count, of these speakers; None: of all."""
        frame = self.frame
        wanted = None if labels is None else frozenset(labels)
        counted = [
            not moderates and (wanted is None or label in wanted)
            for label, moderates in zip(frame.speakers, self._moderates, strict=True)
        ]
        return [
            (start, end, NO_CODE, "")
            for start, end, speaker in zip(
                frame.turn_starts, frame.turn_ends, frame.turn_speakers, strict=True
            )
            if counted[speaker]
        ]
