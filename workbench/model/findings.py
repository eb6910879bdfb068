"""What analysis finds beside counts: contrasts, codes together, saturation, who speaks."""

from dataclasses import dataclass, field
from enum import Enum

from workbench.model.codebook import CodeId
from workbench.model.coding import Coder
from workbench.model.interview import Attributes, InterviewId
from workbench.model.results import Remark, Unit


class Finding(Enum):
    """What can be said of a difference."""

    MORE = "more"
    LESS = "less"
    DIFFERS = "differs"
    """Of a code over all values: somewhere more than elsewhere."""
    NOT_SHOWN = "no difference shown"
    """Which is not to say that there is none."""
    CANNOT_TELL = "cannot be told"
    """So few interviews that no difference, however large, could be told from chance."""


@dataclass(frozen=True, slots=True)
class ContrastCell:
    """One code under one value, against all other values together."""

    value: str
    code: CodeId
    count: int
    """With children."""
    base: int
    """Of how many."""
    elsewhere: int
    base_elsewhere: int
    residual: float | None
    """Adjusted standardised residual; None where the table leaves no room for one."""
    log_likelihood: float
    """G2 of the code against all else, this value against the others."""
    log_ratio: float | None
    """Base-2 logarithm of the share here over the share elsewhere; 1 is twice as common."""
    p: float | None
    """From shuffling interviews; None where nothing can be shuffled."""
    p_adjusted: float | None
    """For the number of comparisons (Holm)."""
    smallest_p: float | None
    """The smallest that so few interviews can give."""
    finding: Finding


@dataclass(frozen=True, slots=True)
class ContrastCode:
    """One code over all values."""

    code: CodeId
    name: str
    values_with: int
    """Under how many values it occurs."""
    interviews_with: int
    interviews: int
    common: bool
    """Occurs under every value, and in at least half of the interviews of each."""
    lowest: tuple[str, float] | None
    """The value with the lowest share, and the share."""
    highest: tuple[str, float] | None
    log_likelihood: float
    p: float | None
    p_adjusted: float | None
    smallest_p: float | None
    finding: Finding


@dataclass(frozen=True, slots=True)
class Contrast:
    """What is common to all values, and what distinguishes one."""

    by: str
    unit: Unit
    coder: Coder
    values: tuple[str, ...]
    interviews: dict[str, int]
    """How many interviews each value has; those that belong to one value alone."""
    mixed: int
    """Interviews whose speakers have different values: they stay where they are."""
    permutations: int
    seed: int
    alpha: float
    codes: tuple[ContrastCode, ...]
    cells: tuple[ContrastCell, ...]
    remarks: tuple[Remark, ...] = ()


class Nearness(Enum):
    """When two codes are together."""

    PASSAGE = "passage"
    """On exactly the same span."""
    OVERLAP = "overlap"
    """On spans that share a character."""
    TURN = "turn"
    """In the same turn."""
    TURNS = "turns"
    """In turns of one interview at most n apart."""


@dataclass(frozen=True, slots=True)
class CodePair:
    """How often two codes are together."""

    first: CodeId
    second: CodeId
    together: int
    """Passages or turns with either code that have, or are near enough to, the other."""
    with_first: int
    with_second: int
    with_either: int
    jaccard: float | None
    """together / with_either; None where neither occurs."""


@dataclass(frozen=True, slots=True)
class Cooccurrence:
    """Every pair of the codes asked for."""

    near: Nearness
    distance: int
    """Turns, for `TURNS`."""
    coder: Coder
    codes: tuple[tuple[CodeId, str], ...]
    pairs: tuple[CodePair, ...]


@dataclass(frozen=True, slots=True)
class SaturationStep:
    """One interview in order of date."""

    interview: InterviewId
    title: str
    date: str
    codings: int
    codes: int
    """How many different codes it has."""
    new_codes: tuple[CodeId, ...]
    """Not in any interview before it."""
    cumulative: int
    expected: float
    """How many different codes as many interviews have on average, in whatever order."""


@dataclass(frozen=True, slots=True)
class Saturation:
    """When new interviews bring no new codes."""

    coder: Coder
    steps: tuple[SaturationStep, ...]
    book: int
    """Codes in the book that can be met."""
    never: tuple[CodeId, ...]
    """Codes that no interview has."""
    base_size: int
    run_length: int
    threshold: float
    reached: InterviewId | None
    """The last interview of the first run that brings at most `threshold` of the base's codes."""
    undated: tuple[InterviewId, ...]
    """Placed last, in the order of their ids."""


@dataclass(frozen=True, slots=True)
class Voice:
    """One speaker of one interview."""

    interview: InterviewId
    speaker: str
    turns: int
    words: int
    share: float | None
    """Of what the participants said in this interview."""
    codings: int
    """Of the coder asked for; 0 without one."""


@dataclass(frozen=True, slots=True)
class Conversation:
    """How evenly the words of one interview are spread."""

    interview: InterviewId
    title: str
    words: int
    """Said by participants."""
    moderator_share: float | None
    """Of all words said, the moderator's too."""
    voices: tuple[Voice, ...]
    """Most words first."""
    effective: float | None
    """How many who all say the same amount would be as concentrated: 1 / sum of squared shares."""


@dataclass(frozen=True, slots=True)
class CodeVoices:
    """On how many voices a code rests."""

    code: CodeId
    name: str
    codings: int
    participants: int
    interviews: int
    loudest: str
    """Interview and label of the one with most codings."""
    loudest_share: float | None
    """Of the code's codings."""


@dataclass(frozen=True, slots=True)
class Voices:
    coder: Coder | None
    conversations: tuple[Conversation, ...]
    codes: tuple[CodeVoices, ...]


@dataclass(frozen=True, slots=True)
class Attendance:
    """One participant: listed, heard, or both."""

    interview: InterviewId
    label: str
    description: str
    attributes: Attributes
    turns: int
    words: int
    share: float | None
    """Of what the participants said in the interview."""

    @property
    def spoke(self) -> bool:
        return self.turns > 0


@dataclass(frozen=True, slots=True)
class AttendanceGroup:
    """The participants of one value."""

    value: str
    interviews: int
    known: int
    """Listed or heard."""
    spoke: int
    dropped_out: int
    """Listed, never heard."""
    words: int


@dataclass(frozen=True, slots=True)
class ParticipantTable:
    by: str
    people: tuple[Attendance, ...]
    groups: tuple[AttendanceGroup, ...]
    total: AttendanceGroup
    remarks: tuple[Remark, ...] = field(default=())
