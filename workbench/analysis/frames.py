"""What one interview contributes to a table: which turns, people and words each code covers.

Invariant: within one interview and one key every turn, person and word stands once. Offsets are
found by bisection in the frame's arrays; the text itself is never needed.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import chain
from typing import TypeVar

from workbench.model import Base, CodeId, CountingFrame, Unit

LEFT_OUT = -1
"""The value of a turn that is not counted: the moderator's."""

TOTAL = -2
"""The value under which the whole is counted."""

ANY = CodeId("")
"""The code under which everything coded is counted, whatever its code."""

Key = tuple[CodeId, str | None]
"""A code, and a direction where the table is split."""

Ancestors = Mapping[CodeId, tuple[CodeId, ...]]
"""Each code of the book with itself, its parent, and so on."""

Range = tuple[int, int]
"""Half-open indices of words."""

Covering = TypeVar("Covering")
"""What a key covers: a set of things, or ranges of words."""

Counts = Counter[tuple[int, Key]]
"""By value and key."""


@dataclass(slots=True)
class Tally:
    """Counts by value and key; values are numbers that the table knows the names of."""

    own: Counts = field(default_factory=Counter)
    wide: Counts = field(default_factory=Counter)
    """With children."""
    interviews: Counter[int] = field(default_factory=Counter)
    participants: Counter[int] = field(default_factory=Counter)
    turns: Counter[int] = field(default_factory=Counter)
    words: Counter[int] = field(default_factory=Counter)

    def base(self, value: int) -> Base:
        return Base(
            interviews=self.interviews[value],
            participants=self.participants[value],
            turns=self.turns[value],
            words=self.words[value],
        )


class FrameCounter:
    """Counts one frame into a tally."""

    def __init__(
        self,
        frame: CountingFrame,
        speaker_values: list[int],
        *,
        ancestors: Ancestors,
        split: bool,
        anything: bool = False,
    ) -> None:
        """`speaker_values`: the value of each speaker, LEFT_OUT for those not counted.

        `anything`: count also, under ANY and without direction, what any code of the book covers.
        """
        self.frame = frame
        self.ancestors = ancestors
        self.split = split
        self.anything = anything
        self.speaker_values = speaker_values
        self.values = [speaker_values[speaker] for speaker in frame.turn_speakers]
        self.moderates = [label in frame.moderators for label in frame.speakers]
        self.first_words = self._first_words()

    def _first_words(self) -> list[int]:
        """The index of the first word of each turn, and at the end the number of words."""
        starts = self.frame.word_starts
        at = 0
        firsts = []
        for turn_start in self.frame.turn_starts:
            at = bisect_left(starts, turn_start, at)
            firsts.append(at)
        return [*firsts, len(starts)]

    def add_bases(self, tally: Tally) -> None:
        firsts = self.first_words
        counted = {*self.values} - {LEFT_OUT}
        tally.interviews[TOTAL] += bool(counted)
        for value in counted:
            turns = [turn for turn, of in enumerate(self.values) if of == value]
            words = sum(firsts[turn + 1] - firsts[turn] for turn in turns)
            tally.interviews[value] += 1
            for counted_under in (value, TOTAL):
                tally.turns[counted_under] += len(turns)
                tally.words[counted_under] += words
        for speaker in set(self.frame.turn_speakers):
            if self.is_person(speaker):
                tally.participants[self.speaker_values[speaker]] += 1
                tally.participants[TOTAL] += 1

    def is_person(self, speaker: int) -> bool:
        """Whether the label is someone's who counts; without a label nobody knows who it was."""
        return self.speaker_values[speaker] != LEFT_OUT and bool(self.frame.speakers[speaker])

    def add(self, tally: Tally, unit: Unit) -> None:
        if unit is Unit.SEGMENTS:
            self._add_segments(tally)
        elif unit is Unit.WORDS:
            self._add_words(tally)
        elif unit is Unit.TURNS:
            self._add_distinct(tally, self.turns_touched, self.values.__getitem__)
        elif unit is Unit.PARTICIPANTS:
            self._add_distinct(tally, self._person, self.speaker_values.__getitem__)
        else:
            # An interview is its home values; the whole counts it once.
            self._add_distinct(tally, self._home_value, lambda value: value, once=True)

    def words_in(self, start: int, end: int) -> int:
        """How many words begin in `[start, end)`."""
        starts = self.frame.word_starts
        first = bisect_left(starts, start)
        return bisect_left(starts, end, first) - first

    def home(self, start: int, end: int) -> int | None:
        """The turn a coding belongs to: its first participant's, else the first it touches."""
        frame = self.frame
        first = bisect_right(frame.turn_ends, start)
        turn = first
        while turn < len(frame.turn_starts) and frame.turn_starts[turn] < end:
            if not self.moderates[frame.turn_speakers[turn]]:
                return turn
            turn += 1
        return first if turn > first else None

    def _add_segments(self, tally: Tally) -> None:
        """Codings add up: each has one home, so those below a code need no sets."""
        values, split, home_of = self.values, self.split, self.home
        own: Counts = Counter()
        for start, end, code, direction in self.frame.spans:
            home = home_of(start, end)
            if home is not None and values[home] != LEFT_OUT:
                own[values[home], (code, direction if split else None)] += 1
        for (value, (code, direction_or_none)), count in own.items():
            for counted_under in (value, TOTAL):
                tally.own[counted_under, (code, direction_or_none)] += count
                above_it = self.ancestors.get(code, ())
                for above in above_it:
                    tally.wide[counted_under, (above, direction_or_none)] += count
                if self.anything and above_it:
                    tally.wide[counted_under, (ANY, None)] += count

    def turns_touched(self, start: int, end: int) -> range:
        """The turns that share a character with `[start, end)`."""
        frame = self.frame
        first = bisect_right(frame.turn_ends, start)
        return range(first, bisect_left(frame.turn_starts, end, first))

    def _person(self, start: int, end: int) -> list[int]:
        home = self.home(start, end)
        if home is None:
            return []
        speaker = self.frame.turn_speakers[home]
        return [speaker] if self.is_person(speaker) else []

    def _home_value(self, start: int, end: int) -> list[int]:
        home = self.home(start, end)
        return [] if home is None or self.values[home] == LEFT_OUT else [self.values[home]]

    def _add_distinct(
        self,
        tally: Tally,
        things_in: Callable[[int, int], Iterable[int]],
        value_of: Callable[[int], int],
        *,
        once: bool = False,
    ) -> None:
        own: dict[Key, set[int]] = {}
        for start, end, code, direction in self.frame.spans:
            key = (code, direction if self.split else None)
            own.setdefault(key, set()).update(things_in(start, end))

        def measure(parts: list[set[int]]) -> dict[int, int]:
            things = parts[0] if len(parts) == 1 else set().union(*parts)
            return Counter(map(value_of, things))

        self._add_measured(tally, own, measure, once=once)

    def _add_words(self, tally: Tally) -> None:
        starts = self.frame.word_starts
        own: dict[Key, list[Range]] = {}
        for start, end, code, direction in self.frame.spans:
            key = (code, direction if self.split else None)
            first = bisect_left(starts, start)
            own.setdefault(key, []).append((first, bisect_left(starts, end, first)))

        def measure(parts: list[list[Range]]) -> dict[int, int]:
            return self._covered(parts[0] if len(parts) == 1 else sorted(chain(*parts)))

        self._add_measured(tally, own, measure)

    def _add_measured(
        self,
        tally: Tally,
        own: dict[Key, Covering],
        measure: Callable[[list[Covering]], dict[int, int]],
        *,
        once: bool = False,
    ) -> None:
        """Count what each code covers, alone and together with those below it."""
        wide: dict[Key, list[Covering]] = {}
        for (code, direction), covering in own.items():
            for above in self.ancestors.get(code, ()):
                wide.setdefault((above, direction), []).append(covering)
        if self.anything:
            parts_of_any = [each for (code, _), each in own.items() if code in self.ancestors]
            if parts_of_any:
                _add(tally.wide, (ANY, None), measure(parts_of_any), once=once)
        for key, parts in wide.items():
            together = measure(parts)
            _add(tally.wide, key, together, once=once)
            if key in own:
                # Where nothing below it is coded, a code alone covers what it does with children.
                alone = together if len(parts) == 1 else measure([own[key]])
                _add(tally.own, key, alone, once=once)

    def _covered(self, ranges: list[Range]) -> dict[int, int]:
        """How many words of each value lie in ranges sorted by beginning, each word once."""
        values, firsts = self.values, self.first_words
        covered: dict[int, int] = {}
        done = 0
        for begin, stop in ranges:
            word = begin if begin > done else done
            if word >= stop:
                continue
            done = stop
            turn = bisect_right(firsts, word)
            while word < stop:
                following = firsts[turn] if firsts[turn] < stop else stop
                value = values[turn - 1]
                covered[value] = covered.get(value, 0) + following - word
                word = following
                turn += 1
        return covered


def _add(counts: Counts, key: Key, covered: dict[int, int], *, once: bool) -> None:
    """Add what a key covers of each value, but for what is left out, and the whole.

    `once`: one thing that stands under several values, so that the whole counts it once.
    """
    covered.pop(LEFT_OUT, None)
    for value, number in covered.items():
        counts[value, key] += number
    if covered:
        counts[TOTAL, key] += 1 if once else sum(covered.values())
