"""The seam: what anything that suggests codes must offer, and what of it a coder still needs."""

from collections.abc import Iterable
from typing import Protocol

from workbench.model import Codebook, CodeId, Coding, Interview, InterviewId, Span, Suggestion


class Suggester(Protocol):
    """Something that reads an interview and points at passages."""

    def suggest(self, interview: Interview) -> list[Suggestion]:
        """Suggestions in the order of the text; at one place the best first."""
        ...


def drop_known(
    suggestions: Iterable[Suggestion], codings: Iterable[Coding], codebook: Codebook
) -> list[Suggestion]:
    """The suggestions for which `codings` (one coder's) have nothing yet.

    A suggestion is known where a coding with its code, one above or one below it shares a
    character with it: whoever coded `STR` has seen what `STR.rutiner` would point at.
    """
    coded: dict[tuple[InterviewId, CodeId], list[Span]] = {}
    for coding in codings:
        for code in {*codebook.ancestors(coding.code), *codebook.descendants(coding.code)}:
            coded.setdefault((coding.interview, code), []).append(coding.span)
    return [
        suggestion
        for suggestion in suggestions
        if not any(
            span.overlaps(suggestion.span)
            for span in coded.get((suggestion.interview, suggestion.code), ())
        )
    ]
