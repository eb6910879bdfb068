"""An interview as counting sees it: offsets and labels without the text."""

from array import array
from dataclasses import dataclass, field

from workbench.model.codebook import CodeId
from workbench.model.interview import Attributes, InterviewId

CodedSpan = tuple[int, int, CodeId, str]
"""Start, end, code, and direction as `+ - 0` or empty (not set)."""


@dataclass(frozen=True, slots=True)
class CountingFrame:
    """One interview's turns, words and one coder's codings, as compact arrays.

    Invariant: turns are in order and do not overlap; turns begin and end with a character that is
    not white space; no coded span is white space alone. So a span that shares a character with a
    turn shares one that is not white space.
    """

    interview: InterviewId
    attributes: Attributes
    speakers: tuple[str, ...]
    """Every label that has a turn."""
    speaker_attributes: tuple[Attributes, ...]
    """The effective attributes of each of `speakers`."""
    moderators: frozenset[str]
    turn_starts: "array[int]"
    turn_ends: "array[int]"
    turn_speakers: "array[int]"
    """Index into `speakers`, for each turn."""
    word_starts: "array[int]"
    """Where each word of each turn begins, in order."""
    spans: list[CodedSpan] = field(default_factory=list)
    """In order of start, end, code."""
