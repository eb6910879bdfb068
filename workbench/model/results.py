"""What analysis hands to export: frequency tables and excerpts."""

from dataclasses import dataclass, field
from enum import Enum

from workbench.model.codebook import CodeId
from workbench.model.coding import Coder, CodingId, Polarity, Span
from workbench.model.interview import Attributes, InterviewId, Reference


class Unit(Enum):
    """What a frequency table counts."""

    SEGMENTS = "segments"
    """Codings."""
    TURNS = "turns"
    """Turns of which at least one non-space character is coded."""
    PARTICIPANTS = "participants"
    """People with at least one coding."""
    INTERVIEWS = "interviews"
    """Interviews with at least one coding."""
    WORDS = "words"
    """Words whose first character is coded, once per coder and code."""


@dataclass(frozen=True, slots=True)
class FrequencyRow:
    """One cell of a frequency table: a value of the attribute, a code, and the counts."""

    value: str
    code: CodeId
    count: int
    """Of the code alone."""
    count_with_children: int
    """Of the code and everything below it, each unit counted once."""
    polarity: str | None = None
    """When split: `+ - 0`, or empty for not set. None when not split."""
    share: float | None = None
    """Of the words the participants of this value said, 0-1; only for words."""
    share_with_children: float | None = None
    percent: float | None = None
    """Of what the table's `percent` says, 0-1; None where that is nothing."""
    percent_with_children: float | None = None
    per_1000: float | None = None
    """For each 1,000 words the participants of this value said; None where they said none."""
    per_1000_with_children: float | None = None


@dataclass(frozen=True, slots=True)
class FrequencyTable:
    """Counts of codes by the values of one attribute or two crossed, with totals counted anew."""

    by: str
    """The attribute; two are divided by a cross; empty for the whole only."""
    unit: Unit
    coder: Coder
    codes: tuple[tuple[CodeId, str, int], ...]
    """Id, name and depth (0 = top) of each code in the book's order."""
    values: tuple[str, ...]
    """The attribute's values in Swedish order, `(saknas)` last."""
    rows: tuple[FrequencyRow, ...]
    """Every value x code (x polarity), zeros included, values in order, codes in the book's."""
    totals: tuple[FrequencyRow, ...]
    """Every code (x polarity) over all values, counted anew; `value` is empty."""
    bases: dict[str, "Base"] = field(default_factory=dict)
    """What each value rests on; under the empty string, the whole."""
    dimensions: tuple[str, ...] = ()
    """The attributes one by one."""
    parts: tuple[tuple[str, ...], ...] = ()
    """Of each of `values`, the value of each attribute."""
    percent: str = ""
    """Of what a cell's `percent` is a share: `row`, `column`, `total`, `base`, or nothing."""
    balances: tuple["Balance", ...] = ()
    """When split: every value x code, then the whole under the empty value."""
    remarks: tuple["Remark", ...] = ()
    """What to know before the figures are used."""


@dataclass(frozen=True, slots=True)
class Balance:
    """How far a code promotes rather than hinders under a value."""

    value: str
    code: CodeId
    balance: int
    """What promotes less what hinders, of the code alone."""
    balance_with_children: int
    leaning: float | None
    """(promotes - hinders) / (promotes + hinders) with children, -1 to 1; None where neither."""


@dataclass(frozen=True, slots=True)
class Remark:
    """A sentence about a result, kept apart from its facts so that it can be said in Swedish."""

    kind: str
    """`undated`, `ungrouped` ..."""
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Base:
    """What the counts of a value rest on, coded or not."""

    interviews: int
    participants: int
    """People who said something, the moderator not among them."""
    turns: int
    words: int


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A coded passage with everything a report needs to quote it."""

    reference: Reference
    coding: CodingId
    interview: InterviewId
    title: str
    turn: int
    speaker: str
    description: str
    attributes: Attributes
    """The speaker's effective attributes."""
    span: Span
    text: str
    """Verbatim."""
    code: CodeId
    code_path: str
    coder: Coder
    polarity: Polarity | None
    memo: str
    quotable: bool
    origin: str


@dataclass(frozen=True, slots=True)
class InterviewSummary:
    """One line of the list of interviews: what can be told without reading the text."""

    id: InterviewId
    title: str
    attributes: Attributes
    source_name: str
    turns: int
    """The moderator's counted."""
    words: int
    """Said by participants."""
    participants: int
    """People who said something, the moderator not among them."""
    codings: int
    """Of the coder asked for; 0 without one."""
    finished: bool
    """The mark of the coder asked for."""
    coded_words: int = 0
    """Of `words`, those that at least one coding of the coder asked for covers."""
    undirected: int = 0
    """Of `codings`, those without a direction."""
    noted: bool = False
    """Whether it has a memo."""
