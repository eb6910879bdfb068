"""A study's report: what one document of it tells, gathered and counted, not yet written.

Invariant: every figure of a document comes from its tables, none is computed while it is written.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from workbench.model.agreement import AgreementReport
from workbench.model.codebook import Codebook, CodeId
from workbench.model.coding import Coder
from workbench.model.findings import Contrast
from workbench.model.interview import Attributes, InterviewId
from workbench.model.quotations import Quotation
from workbench.model.results import Base, FrequencyRow, FrequencyTable, Unit

DIRECTIONS = ("+", "-", "0", "")
"""What promotes, what hinders, what is neutral or a wish, and what has no direction."""


@dataclass(frozen=True, slots=True)
class CodeFigures:
    """One code, with those below it, in one place; and of how many there."""

    counts: Mapping[Unit, int]
    bases: Mapping[Unit, int]
    """Of segments: everything coded there; else all there are, coded or not."""
    directions: Mapping[str, int]
    """Segments by each of DIRECTIONS."""
    below: tuple[tuple[str, int, int], ...]
    """Name, depth below the code, and segments of each code below it that has any in the study."""

    @property
    def segments(self) -> int:
        return self.counts[Unit.SEGMENTS]

    def share(self, unit: Unit = Unit.SEGMENTS) -> float | None:
        """None of nothing."""
        return self.counts[unit] / self.bases[unit] if self.bases[unit] else None


@dataclass(frozen=True)
class ReportTables:
    """One attribute in every unit; with nothing limited, so that totals are everything."""

    by: str
    units: Mapping[Unit, FrequencyTable]
    split: FrequencyTable
    """Segments by direction."""
    _rows: Mapping[tuple[Unit, str, CodeId], FrequencyRow] = field(init=False, repr=False)
    _split: Mapping[tuple[str, CodeId, str], int] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        rows = {
            (unit, row.value, row.code): row
            for unit, table in self.units.items()
            for row in (*table.rows, *table.totals)
        }
        split = {
            (row.value, row.code, row.polarity or ""): row.count_with_children
            for row in (*self.split.rows, *self.split.totals)
        }
        object.__setattr__(self, "_rows", rows)
        object.__setattr__(self, "_split", split)

    @property
    def values(self) -> tuple[str, ...]:
        return self.split.values

    def base(self, value: str) -> Base:
        return self.split.bases[value]

    def coded(self, value: str) -> int:
        """Everything coded there: segments add up."""
        return sum(
            self._rows[Unit.SEGMENTS, value, code].count
            for code, _, _ in self.units[Unit.SEGMENTS].codes
        )

    def figures(self, value: str, code: CodeId) -> CodeFigures:
        """Of a code under a value; of the empty value: in the whole study."""
        base = self.base(value)
        return CodeFigures(
            counts={unit: self._rows[unit, value, code].count_with_children for unit in self.units},
            bases={
                Unit.SEGMENTS: self.coded(value),
                Unit.TURNS: base.turns,
                Unit.PARTICIPANTS: base.participants,
                Unit.INTERVIEWS: base.interviews,
                Unit.WORDS: base.words,
            },
            directions={sign: self._split[value, code, sign] for sign in DIRECTIONS},
            below=self._below(value, code),
        )

    def _below(self, value: str, code: CodeId) -> tuple[tuple[str, int, int], ...]:
        found = []
        top: int | None = None
        for each, name, depth in self.units[Unit.SEGMENTS].codes:
            if each == code:
                top = depth
            elif top is not None and depth <= top:
                break
            elif top is not None and self._rows[Unit.SEGMENTS, "", each].count_with_children:
                number = self._rows[Unit.SEGMENTS, value, each].count_with_children
                found.append((name, depth - top, number))
        return tuple(found)


@dataclass(frozen=True, slots=True)
class ReportedInterview:
    """One line of the list of interviews, as far as the document is about it."""

    id: InterviewId
    title: str
    attributes: Attributes
    participants: int
    """Of those whom the document is about."""
    of: int
    """Participants in all."""
    words: int
    """That they said."""


@dataclass(frozen=True, slots=True)
class ReportMethod:
    """How the study was done: the same in every document of it."""

    project: str
    event: datetime | None
    """Of the project's last event, UTC."""
    program: str
    codebook: Codebook
    codebook_version: int
    coder: Coder
    settled: bool
    """Whether the codings are what coders settled on."""
    uncoded: tuple[InterviewId, ...]
    """Interviews that the coder has neither coded nor marked as finished."""
    agreement: AgreementReport | None
    """Of the coders; None where fewer than two have coded, or nothing may be compared."""
    coders: tuple[Coder, ...]
    """Who have coded."""
    safe: bool
    """Whether what gives someone away was left out."""
    least: int
    """Participants that what is told of a speaker should fit."""


@dataclass(frozen=True, slots=True)
class StudyReport:
    """One document."""

    by: str
    """The attribute that the documents are divided by; empty for the whole."""
    value: str
    """Whom it is about; empty for the whole."""
    method: ReportMethod
    codes: tuple[CodeId, ...]
    """Each a chapter, in the book's order."""
    cuts: tuple[ReportTables, ...]
    """By the attribute; for the whole by each that the study is compared by, perhaps none."""
    contrasts: tuple[Contrast, ...]
    """One for each of `cuts`, of `codes`."""
    whole: ReportTables
    """Any of the cuts: their totals are the same; or one by nothing."""
    quotations: Mapping[tuple[CodeId, str], tuple[Quotation, ...]]
    """By code of `codes` and direction."""
    interviews: tuple[ReportedInterview, ...]
    columns: tuple[str, ...]
    """Attributes in the list of interviews."""
