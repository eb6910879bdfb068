"""The seam: what anything that suggests codes must offer, and what of it a coder still needs."""

from collections.abc import Callable, Iterable
from typing import Protocol

from workbench.model import (
    Codebook,
    CodeId,
    Coding,
    Decision,
    Interview,
    InterviewId,
    Span,
    Suggestion,
    Verdict,
)
from workbench.suggest.covering import Covered

ENTRY_POINTS = "workbench.suggesters"
"""The group of entry points under which a package offers a `SuggesterFactory`."""


class Suggester(Protocol):
    """Something that reads an interview and points at passages."""

    def suggest(self, interview: Interview) -> Iterable[Suggestion]:
        """Passages with a code, a score from 0 to 1, and the evidence, in any order."""
        ...


SuggesterFactory = Callable[[Codebook], Suggester]
"""Makes a suggester for a codebook."""


def drop_known(
    suggestions: Iterable[Suggestion],
    codings: Iterable[Coding],
    codebook: Codebook,
    decisions: Iterable[Decision] = (),
) -> list[Suggestion]:
    """The suggestions for which `codings` (one coder's) have nothing yet.

    A suggestion is known where a coding with its code, one above or one below it shares a
    character with it: whoever coded `STR` has seen what `STR.rutiner` would point at. With the
    coder's decisions, also where she rejected the code, or took another, for words that it shares.
    """
    related: dict[CodeId, frozenset[CodeId]] = {}
    coded: dict[tuple[InterviewId, CodeId], list[Span]] = {}
    for coding in codings:
        if coding.code not in related:
            above_and_below = (*codebook.ancestors(coding.code), *codebook.descendants(coding.code))
            related[coding.code] = frozenset(above_and_below)
        for code in related[coding.code]:
            coded.setdefault((coding.interview, code), []).append(coding.span)
    for decision in decisions:
        if decision.verdict in (Verdict.REJECTED, Verdict.RECODED):
            coded.setdefault((decision.interview, decision.code), []).append(decision.span)
    covered = {place: Covered(spans) for place, spans in coded.items()}
    nothing = Covered(())
    return [
        suggestion
        for suggestion in suggestions
        if not covered.get((suggestion.interview, suggestion.code), nothing).touches(
            suggestion.span
        )
    ]
