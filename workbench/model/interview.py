"""An interview: its text, turns, participants and case attributes.

Invariant: turns lie in order, do not overlap, and `[start, end)` holds the words said, without the
label. Text between turns (header lines, labels) belongs to no turn.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NewType

from workbench.errors import InputError

InterviewId = NewType("InterviewId", str)
"""What people call the interview: `07`. Matched by `interview_key`."""

Attributes = Mapping[str, str]
"""Case attributes by lower-case name: `{"kommun": "Eksjö"}`."""

MISSING = "(saknas)"
"""The row under which turns without a value of an attribute are counted."""


def interview_key(interview_id: str) -> str:
    """The form in which ids are compared: without regard to case and leading zeros."""
    folded = interview_id.strip().casefold()
    return re.sub(r"^0+(?=\d)", "", folded)


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker says until the next label."""

    number: int
    """From 1; the moderator's turns are counted."""
    speaker: str
    """The label as shown; empty where the file names no speaker."""
    start: int
    end: int
    time: str = ""
    """Clock time `hh:mm:ss` at which the turn begins, if the file has one."""


@dataclass(frozen=True, slots=True)
class Participant:
    """A person who takes part; own attributes override the interview's."""

    label: str
    description: str = ""
    attributes: Attributes = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SourceFile:
    """The file an interview was read from, byte for byte."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Interview:
    """One transcript with everything known about it."""

    id: InterviewId
    title: str
    text: str
    """NFC, LF; see `workbench.text.normal_text`. Never changes in place."""
    turns: tuple[Turn, ...]
    participants: tuple[Participant, ...] = ()
    """Those listed or heard, the moderator not among them, in the order first met."""
    moderators: frozenset[str] = frozenset()
    """Labels whose turns are the moderator's."""
    attributes: Attributes = field(default_factory=dict)
    source_name: str = ""
    sha256: str = ""
    """Of the text in UTF-8, hexadecimal."""
    memo: str = ""

    def is_moderator(self, turn: Turn) -> bool:
        return turn.speaker in self.moderators

    def participant(self, label: str) -> Participant | None:
        return next((who for who in self.participants if who.label == label), None)

    def participant_turns(self) -> Iterator[Turn]:
        """The turns that are counted: all but the moderator's."""
        return (turn for turn in self.turns if not self.is_moderator(turn))

    def speakers(self) -> dict[str, int]:
        """Label -> number of turns, in the order first heard; the moderator's among them."""
        counts: dict[str, int] = {}
        for turn in self.turns:
            counts[turn.speaker] = counts.get(turn.speaker, 0) + 1
        return counts

    def attributes_of(self, label: str) -> dict[str, str]:
        """The effective attributes of a speaker: the participant's own over the interview's."""
        who = self.participant(label)
        own = {} if who is None else {k: v for k, v in who.attributes.items() if v}
        return {**self.attributes, **own}

    def turn_at(self, offset: int) -> Turn | None:
        """The turn whose words hold the offset, or None between turns."""
        index = bisect_right(self.turns, offset, key=lambda turn: turn.start) - 1
        if index < 0 or offset >= self.turns[index].end:
            return None
        return self.turns[index]

    def turns_in(self, start: int, end: int) -> tuple[Turn, ...]:
        """The turns that share at least one character with `[start, end)`."""
        first = max(0, bisect_right(self.turns, start, key=lambda turn: turn.start) - 1)
        found = []
        for turn in self.turns[first:]:
            if turn.start >= end:
                break
            if max(start, turn.start) < min(end, turn.end):
                found.append(turn)
        return tuple(found)

    def home_turn(self, start: int, end: int) -> Turn | None:
        """The turn a passage belongs to: its first participant's, else the first it touches."""
        touched = self.turns_in(start, end)
        ours = (turn for turn in touched if not self.is_moderator(turn))
        return next(ours, touched[0] if touched else None)

    def turn(self, number: int) -> Turn | None:
        return self.turns[number - 1] if 0 < number <= len(self.turns) else None


@dataclass(frozen=True, slots=True)
class Reference:
    """Where a passage stands: `07:31`, with `+offset` where it does not begin its turn."""

    interview: InterviewId
    turn: int
    offset: int = 0
    """Code points from the beginning of the turn."""

    def __str__(self) -> str:
        tail = f"+{self.offset}" if self.offset else ""
        return f"{self.interview}:{self.turn}{tail}"

    @classmethod
    def parse(cls, written: str) -> "Reference":
        """Read `07:31` or `07:31+12`; raises InputError with the form expected."""
        match = re.fullmatch(r"(.+):(\d+)(?:\+(\d+))?", written.strip())
        if match is None:
            raise InputError(
                f"“{written}” is no reference.", "Write INTERVIEW:TURN, for example 07:31."
            )
        return cls(InterviewId(match[1]), int(match[2]), int(match[3] or 0))

    @classmethod
    def to(cls, interview: Interview, start: int, end: int) -> "Reference":
        """The reference of `[start, end)` in an interview; turn 0 where it touches none."""
        turn = interview.home_turn(start, end)
        if turn is None:
            return cls(interview.id, 0, start)
        return cls(interview.id, turn.number, max(0, start - turn.start))
