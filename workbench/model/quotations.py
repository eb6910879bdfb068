"""Quotations: as a report is to have them, and as one was found to have them."""

from dataclasses import dataclass
from enum import Enum

from workbench.model.coding import Span
from workbench.model.interview import InterviewId, Reference
from workbench.model.results import Excerpt


class Wording(Enum):
    """How a quotation in a report stands to what was said."""

    VERBATIM = "verbatim"
    """Word for word; white space, kinds of quotation marks and dashes, and the case of the first
    letter do not matter."""
    SHORTENED = "shortened"
    """Word for word, with words left out or put in where a mark says so, or without a pause or an
    aside of the transcriber's."""
    ALTERED = "altered"
    NOT_FOUND = "not found"


@dataclass(frozen=True, slots=True)
class ReportedQuotation:
    """A passage that a report sets as a quotation."""

    text: str
    paragraph: int
    """From 1, in the report; notes and text boxes come last."""
    block: bool
    """Set as a block of its own, or begun with a dash, without quotation marks."""
    attribution: str
    """What stands in brackets behind it, or the sentence around it: who is said to have said it."""
    loose: bool = False
    """The attribution is only the sentence around it."""


@dataclass(frozen=True, slots=True)
class CheckedQuotation:
    """A quotation in a report, and what the interviews say of it."""

    quotation: ReportedQuotation
    wording: Wording
    reference: Reference | None = None
    """Where it stands, unless it was not found."""
    interview: InterviewId | None = None
    speaker: str = ""
    span: Span | None = None
    difference: str = ""
    """Of an altered one, word by word: `vi [-inte-] {+aldrig+} ringer`: what was said and is
    missing, and what was not said."""
    left_out: int = 0
    """Words left out where a mark says so."""
    warning: str = ""
    """What the report says of who said it, and the interview contradicts."""


@dataclass(frozen=True, slots=True)
class QuotationEdit:
    """What was done to the words of a quotation, where a mark says so."""

    span: Span
    """The words of the interview that are not shown."""
    shown: str
    """What stands for them: `[…]`, or what they name, in square brackets."""
    words: int


@dataclass(frozen=True, slots=True)
class Quotation:
    """A coded passage as a report sets it."""

    excerpt: Excerpt
    text: str
    """As it is set, without quotation marks."""
    edits: tuple[QuotationEdit, ...]
    attribution: str
    fits: int
    """Participants of the study whom everything told about the speaker fits."""
    withheld: tuple[str, ...] = ()
    """Attributes left out so that it fits enough of them."""


@dataclass(frozen=True, slots=True)
class RecognitionRisk:
    """An attribution that fits too few participants."""

    attribution: str
    named: tuple[str, ...]
    """The attributes told, in the attribution or in the words quoted."""
    fits: int
    quotations: int
    """How many are attributed so."""
    remedies: tuple[tuple[tuple[str, ...], int], ...]
    """What to leave out, and how many it fits then; the gentlest first."""


@dataclass(frozen=True, slots=True)
class QuotationCollection:
    """The quotations chosen for a report, and whom they might give away."""

    quotations: tuple[Quotation, ...]
    risks: tuple[RecognitionRisk, ...]
    least: int
    """Participants that an attribution should fit."""
