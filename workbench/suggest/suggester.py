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

ENTRY_POINTS = "workbench.suggesters"
"""The group of entry points under which a package offers a `SuggesterFactory`."""


class Suggester(Protocol):
    """Something that reads an interview and points at passages."""

    def suggest(self, interview: Interview) -> list[Suggestion]:
        """Suggestions in the order of the text; at one place the best first."""
        ...


SuggesterFactory = Callable[[Codebook], Suggester]
"""Makes a suggester for a codebook."""


def drop_known(
    suggestions: Iterable[Suggestion],
    codings: Iterable[Coding],
    codebook: Codebook,
    decisions: Iterable[Decision] = (),
) -> list[Suggestion]:
    """The suggestions that a coder has not answered yet, by her codings and decisions.

    A suggestion is known where a coding with its code, one above or one below it shares a
    character with it: whoever coded `STR` has seen what `STR.rutiner` would point at. It is
    answered where she rejected its code, or took another, for words that it shares.
    """
    known: dict[tuple[InterviewId, CodeId], list[Span]] = {}
    for coding in codings:
        for code in {*codebook.ancestors(coding.code), *codebook.descendants(coding.code)}:
            known.setdefault((coding.interview, code), []).append(coding.span)
    for decision in decisions:
        if decision.verdict in (Verdict.REJECTED, Verdict.RECODED):
            known.setdefault((decision.interview, decision.code), []).append(decision.span)
    return [
        suggestion
        for suggestion in suggestions
        if not any(
            span.overlaps(suggestion.span)
            for span in known.get((suggestion.interview, suggestion.code), ())
        )
    ]
