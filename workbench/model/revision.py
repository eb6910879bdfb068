"""A corrected transcript: what became of a coding when its interview got another text."""

from dataclasses import dataclass
from enum import Enum

from workbench.model.coding import Coder, Coding
from workbench.model.interview import InterviewId, Reference


class Fate(Enum):
    """What became of a coded passage in the text that took the place of another."""

    UNMOVED = "unmoved"
    """The same words in the same place: turn, offset in the turn, and speaker."""
    MOVED = "moved"
    """The same words in another place, or said by somebody else."""
    REWORDED = "reworded"
    """Words were put in the place of others."""
    SHRANK = "shrank"
    """Words are gone."""
    GREW = "grew"
    """Words came in between."""
    LOST = "lost"
    """None of its words were found again."""


@dataclass(frozen=True, slots=True)
class RevisedCoding:
    """A coding that was set on an earlier text, and that nobody has looked at since."""

    coding: Coding
    """With its passage in the present text; where that is lost, in the earlier one."""
    fate: Fate
    words: str
    """Verbatim, as they stood where it was set."""
    was: Reference
    was_speaker: str
    now: Reference | None
    """None where it lost its place."""
    now_speaker: str = ""
    now_words: str = ""


@dataclass(frozen=True, slots=True)
class SpeakerChange:
    """A turn whose words stand under another label than before."""

    was: Reference
    was_speaker: str
    now: Reference
    now_speaker: str


@dataclass(frozen=True, slots=True)
class Revision:
    """What another text does, or would do, to what stands in an interview."""

    interview: InterviewId
    codings: tuple[RevisedCoding, ...]
    """Of every coder, by coder and place; those not moved among them."""
    speakers: tuple[SpeakerChange, ...]
    decisions: int
    """Decisions on suggestions whose words are the same, which go on counting."""
    decisions_dropped: int
    """Those whose words are others now: the suggestions are made anew."""
    finished: tuple[Coder, ...]
    """Coders whose mark says that they are done with the interview; it stays."""
    share: float
    """Of the old text's characters, white space not counted, that were found again."""
    turns: int
    turns_before: int
    gone: tuple[str, ...]
    """Speakers who no longer speak; what is known of them stays."""
    new: tuple[str, ...]
    """Speakers who did not speak before."""
