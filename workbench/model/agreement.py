"""Coders side by side: what agreement is counted in, the figures, disagreements, and how they
were settled."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from fractions import Fraction
from typing import Literal

from workbench.model.codebook import Codebook, CodeId
from workbench.model.coding import Coder, Coding, CodingId, Polarity, Span
from workbench.model.interview import InterviewId, Reference

CONSENSUS = Coder("consensus")
"""Whose codings the settled ones are, unless another name is given."""


class AgreementUnit(Enum):
    """What is called coded or not."""

    CHARACTER = "character"
    SENTENCE = "sentence"
    TURN = "turn"


class Level(Enum):
    """What the values of a table mean, and so how far two of them are apart (Stevens 1946)."""

    NOMINAL = "nominal"
    """Names."""
    ORDINAL = "ordinal"
    """Numbers that stand for an order."""
    INTERVAL = "interval"
    """Numbers with equal steps."""
    RATIO = "ratio"
    """Numbers with a true zero."""


@dataclass(frozen=True, slots=True)
class Note:
    """A sentence about a figure, kept apart from what is filled in: reports say it in Swedish."""

    template: str
    """English, with `{name}` for each fact."""
    facts: Mapping[str, str | int | float] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.template.format(**_as_shown(self.facts))


@dataclass(frozen=True, slots=True)
class Undefined(Note):
    """A figure that cannot be computed, and why."""

    @property
    def reason(self) -> str:
        """In English, filled in."""
        return str(self)


def _as_shown(facts: Mapping[str, str | int | float]) -> dict[str, str | int]:
    """Fractions with two decimals."""
    return {
        name: f"{fact:.2f}" if isinstance(fact, float) else fact for name, fact in facts.items()
    }


Figure = float | Undefined
"""A coefficient; every one is a fraction of 1, also `percent`."""


@dataclass(frozen=True, slots=True)
class Band:
    """A stretch of values that a convention gives a word."""

    above: float
    """The band begins here."""
    included: bool
    """Whether this value itself belongs to it."""
    word: Note


@dataclass(frozen=True, slots=True)
class Threshold:
    """A customary way to put a coefficient into words: a convention, not a verdict."""

    author: str
    source: str
    coefficients: tuple[str, ...]
    """What it was made for."""
    bands: tuple[Band, ...]
    """The highest first."""

    def word(self, value: float) -> Note:
        """What the convention calls a value."""
        return next(
            band.word
            for band in self.bands
            if value > band.above or (band.included and value == band.above)
        )


@dataclass(frozen=True, slots=True)
class ConfidenceInterval:
    """95 %, by resampling interviews."""

    low: float
    high: float


Bounds = ConfidenceInterval | Undefined


@dataclass(frozen=True, slots=True)
class PassageCounts:
    """Passages of one code, matched one to one."""

    matched: int
    exact: int
    """Of `matched`, those with the same edges."""
    only_a: int
    only_b: int


@dataclass(frozen=True, slots=True)
class CodeAgreement:
    """How far the coders agree on one code."""

    code: CodeId
    polarity: str | None
    """`+ - 0` where the category is code x direction; None otherwise."""
    coded_by: tuple[int, ...]
    """Units coded by none, by one ... by all of the coders."""
    both: int | None
    """Units; these four are None with three or more coders."""
    only_a: int | None
    only_b: int | None
    neither: int | None
    prevalence: tuple[Figure, ...]
    """The share of units that each coder gave the code, in the order of the coders."""
    passages: PassageCounts | None
    """None with three or more coders."""
    coefficients: dict[str, Figure]
    intervals: dict[str, Bounds]
    notes: tuple[Note, ...] = ()
    """Where a figure misleads, and why."""
    counted: tuple[tuple[int, ...], ...] = ()
    """With three or more coders `[r][k]`: units on which r coders have a word, k gave the code."""


@dataclass(frozen=True, slots=True)
class SetCount:
    """How many units have one combination of the coders' sets of codes."""

    sets: tuple[tuple[tuple[CodeId, str | None], ...] | None, ...]
    """Of each coder the codes, with their directions where asked; None where she is missing."""
    units: int


@dataclass(frozen=True, slots=True)
class AgreementPart:
    """The figures for some of the interviews: all, or those that have one value."""

    value: str
    """Of the attribute, the week, the interview, the version; empty for the whole."""
    interviews: tuple[InterviewId, ...]
    units: int
    codes: tuple[CodeAgreement, ...]
    overall: dict[str, Figure]
    """Over all codes: alpha_jaccard, alpha_masi, and where asked the unitizing family."""
    intervals: dict[str, Bounds]
    notes: tuple[Note, ...] = ()
    unitized: dict[CodeId, Figure] = field(default_factory=dict)
    """ku_alpha per code, where asked."""
    sets: tuple[SetCount, ...] = ()
    """What alpha_jaccard and alpha_masi are computed from; the most units first."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An interview that is not compared, because these coders have not finished it."""

    interview: InterviewId
    unfinished: tuple[Coder, ...]


@dataclass(frozen=True, slots=True)
class AgreementReport:
    """Everything that is said about how far coders agree, and how it was counted."""

    coders: tuple[Coder, ...]
    unit: AgreementUnit
    overlap: Fraction | None
    """The share of a sentence or turn that must be coded; None: any character."""
    by: str | None
    polarity: bool
    depth: str | None
    """`top`: sub-codes count as their top code; `leaf`: only codes without sub-codes; None: each
    code with its own codings."""
    whole: AgreementPart
    parts: tuple[AgreementPart, ...]
    """Per value, where asked."""
    left_out: tuple[LeftOut, ...]
    blind: bool
    """False: interviews that are not finished are compared, too."""
    resamples: int
    seed: int


@dataclass(frozen=True, slots=True)
class DriftPoint:
    """How far two coders agree in one interview, in the order in which interviews were coded."""

    interview: InterviewId
    when: datetime
    """When the later of the two last coded there, UTC."""
    units: int
    """Characters compared."""
    percent: Figure
    """The share of them to which both gave exactly the same codes, be it none."""
    alpha: Figure
    """alpha_jaccard"""


@dataclass(frozen=True, slots=True)
class Confusion:
    """Which codes two coders gave the same characters."""

    codes: tuple[CodeId, ...]
    characters: tuple[tuple[int, ...], ...]
    """`[i][j]`: characters to which the first gave code i and not the second, who gave j, the
    first not; on the diagonal those to which both gave the code. The last row and column stand
    for “not coded”: where the other has nothing instead, and in the corner where neither coded."""


class DisagreementKind(Enum):
    BOUNDARIES = "boundaries"
    """The same code on passages that overlap but differ at the edges."""
    CODE = "code"
    """Passages that overlap, with different codes."""
    ONE_CODED = "only one coded"
    DIRECTION = "direction"
    """The same passage and code, both with a direction, and not the same."""


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One place where two coders differ."""

    interview: InterviewId
    kind: DisagreementKind
    first: Coding | None
    """The first coder's."""
    second: Coding | None
    span: Span
    """From the first character of either to the last of either."""
    size: int
    """Characters on which the two differ; for DIRECTION those of the passage."""
    reference: Reference

    @property
    def key(self) -> "PairKey":
        return (
            "" if self.first is None else self.first.id,
            "" if self.second is None else self.second.id,
        )

    @property
    def direction(self) -> Polarity | None:
        """That of both, or of the only one that has one; None where the two conflict."""
        sides = (self.first, self.second)
        found = {side.polarity for side in sides if side is not None and side.polarity is not None}
        return found.pop() if len(found) == 1 else None


PairKey = tuple[CodingId | Literal[""], CodingId | Literal[""]]
"""The first coder's coding and the second's; empty for the one that is not there."""


class Taken(Enum):
    """What was decided at a disagreement."""

    FIRST = "first"
    SECOND = "second"
    BOTH = "both"
    NEITHER = "neither"
    NEW = "new"
    """Another coding than either."""
    AGREED = "agreed"
    """Nothing had to be decided: both had coded the same. Never taken at a disagreement."""


@dataclass(frozen=True, slots=True)
class Side:
    """What one coder had coded when it was decided."""

    coding: CodingId
    span: Span
    code: CodeId
    polarity: Polarity | None


@dataclass(frozen=True, slots=True)
class Settlement:
    """The latest on one pair (first coding, second coding) is the one that counts."""

    interview: InterviewId
    coders: tuple[Coder, Coder]
    consensus: Coder
    first: Side | None
    second: Side | None
    taken: Taken
    reason: str
    codings: tuple[CodingId, ...]
    """The consensus coder's that came of it."""
    author: str = ""
    """Who wrote it down; filled in by the project."""
    time: datetime | None = None
    """When, UTC; filled in by the project."""

    @property
    def key(self) -> PairKey:
        return (
            "" if self.first is None else self.first.coding,
            "" if self.second is None else self.second.coding,
        )

    @property
    def kind(self) -> DisagreementKind | None:
        """How the two differed; None where both had coded the same."""
        one, other = self.first, self.second
        if one is None or other is None:
            return DisagreementKind.ONE_CODED
        if one.code != other.code:
            return DisagreementKind.CODE
        if one.span != other.span:
            return DisagreementKind.BOUNDARIES
        return None if self.taken is Taken.AGREED else DisagreementKind.DIRECTION


@dataclass(frozen=True, slots=True)
class QuotedCoding:
    """A coding with its words, for a document."""

    code: CodeId
    code_path: str
    polarity: Polarity | None
    text: str
    """Verbatim."""


@dataclass(frozen=True, slots=True)
class SettledPlace:
    """A decision with everything a document needs to tell of it."""

    settlement: Settlement
    reference: Reference
    title: str
    """Of the interview."""
    speaker: str
    first: QuotedCoding | None
    """As it was when it was decided."""
    second: QuotedCoding | None
    codings: tuple[QuotedCoding, ...]
    """What the consensus coder has of it, as it is now."""
    overtaken: bool
    """One of the two has since changed what was decided on."""


@dataclass(frozen=True, slots=True)
class CodebookVersion:
    """The codebook as it stood while codings were made, until words of it changed again."""

    number: int
    """From 1."""
    since: datetime
    """When its first change was made, UTC."""
    authors: tuple[str, ...]
    """Who made its changes."""
    codebook: Codebook
    """As it stood after its last change."""
    codings: dict[Coder, int]
    """Each coder's codings, of those that are there, whose passage and code were last set under
    it."""
