"""How a table is cut: by which values, in which unit, of what a share is taken."""

from dataclasses import dataclass
from enum import Enum

from workbench.model.codebook import CodeId
from workbench.model.coding import Span
from workbench.model.interview import InterviewId, Reference
from workbench.model.results import Unit

UNGROUPED = "(utan grupp)"
"""The row of values that a sheet of groups does not name."""

CROSS = " × "
"""Between the values of two attributes that are crossed."""


class Percent(Enum):
    """Of what a cell is a share."""

    ROW = "row"
    """Of the row's total: the code (and direction) under all values."""
    COLUMN = "column"
    """Of everything coded under the value, whatever the code."""
    TOTAL = "total"
    """Of everything coded."""
    BASE = "base"
    """Of all there is under the value, coded or not: turns, participants, interviews, words."""


@dataclass(frozen=True, slots=True)
class ValueGroups:
    """Values of one attribute put together: municipalities into county parts, dates into rounds."""

    attribute: str
    rules: tuple[tuple[str, str], ...]
    """Value and group, in the order of the sheet; a value may be `2015-09`, `2015-W38` or
    `2015-09-01..2015-12-31` where the attribute holds dates."""
    source: str = ""
    """The name of the sheet."""


@dataclass(frozen=True, slots=True)
class Cut:
    """What one table shows of one coder's codings."""

    by: tuple[str, ...] = ()
    """Attributes, or `interview`, `participant`, `week`; two are crossed, none is the whole."""
    unit: Unit = Unit.SEGMENTS
    polarity: bool = False
    with_moderator: bool = False
    codes: frozenset[CodeId] | None = None
    """The rows; None for all. What is counted below them stays."""
    where: tuple[str, ...] = ()
    """`kommun=Eksjö`: whose turns are counted, in the bases too."""
    groups: tuple[ValueGroups, ...] = ()
    percent: Percent | None = None
    per_1000: bool = False
    """Also for each 1,000 words that were said under the value."""


@dataclass(frozen=True, slots=True)
class CellKey:
    """One cell of a table."""

    parts: tuple[str, ...] | None
    """The value of each attribute; None for the whole."""
    code: CodeId | None
    """With those below it; None for any code."""
    polarity: str | None = None
    """`+ - 0`, or empty for not set; None for all."""
    own: bool = False
    """Of the code alone."""


@dataclass(frozen=True, slots=True)
class CellEntry:
    """One thing that a cell counts, or a stretch of the words that it counts."""

    interview: InterviewId
    turn: int
    """The turn's number; of people and interviews that of the first coding."""
    speaker: str
    """Empty for a whole interview."""
    number: int
    """What it adds to the cell: 1, or the words of the stretch."""
    span: Span
    """The coding, the turn, or the stretch of words; of people and interviews the first coding."""
    codings: tuple[Span, ...]
    """The spans of the codings for which it counts, in order."""


@dataclass(frozen=True, slots=True)
class CellPassage:
    """An entry of a cell with its words."""

    entry: CellEntry
    reference: Reference
    text: str
    """Of `entry.span`, verbatim."""
