"""Suggesters from other packages: asked, checked, and brought onto the engine's scale.

Invariant: what one of them says wrong is told with its name, and its evidence quotes the interview.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from workbench.errors import WorkbenchError
from workbench.model import Evidence, Interview, Suggestion
from workbench.suggest.scoring import Background
from workbench.suggest.suggester import Suggester
from workbench.suggest.vectors import Floats

_WORTH = 0.3
"""What a score of 1 from a suggester from elsewhere counts, on the scale of the engine's own."""


@dataclass(frozen=True, slots=True)
class Others:
    """Names and suggesters from elsewhere."""

    named: Sequence[tuple[str, Suggester]] = ()

    def ask(self, interview: Interview) -> list[tuple[str, Suggestion]]:
        """Everything they say of an interview. Errors: WorkbenchError where one of them fails."""
        return [
            (name, each) for name, other in self.named for each in _said(name, other, interview)
        ]


def _said(name: str, other: Suggester, interview: Interview) -> Iterator[Suggestion]:
    try:
        for each in other.suggest(interview):
            yield _checked(each, interview, name)
    except WorkbenchError:
        raise
    except Exception as error:
        raise WorkbenchError(
            f"The suggester “{name}” fails on interview {interview.id} ({error}).",
            "Mend it, or remove the package that brings it.",
        ) from error


def _checked(each: Suggestion, interview: Interview, name: str) -> Suggestion:
    if not 0 <= each.score <= 1:
        raise ValueError(f"a score of {each.score}, not from 0 to 1")
    places = (each.span, *(why.span for why in each.evidence))
    if any(place.end > len(interview.text) for place in places):
        raise ValueError("a place beyond the end of the text")
    quoted = (
        Evidence(name, why.cue, interview.text[why.span.start : why.span.end], why.span, why.code)
        for why in each.evidence
    )
    return replace(each, evidence=tuple(quoted))


def rows(asked: Sequence[tuple[str, Suggestion]], background: Background) -> Floats | None:
    """Sentences x codes: what those asked about one interview say; None where nothing."""
    if not asked:
        return None
    columns, book = background.columns, background.codebook
    sentences = background.texts[asked[0][1].interview].sentences
    out = np.zeros((len(sentences), len(columns)), dtype=np.float32)
    for _, suggestion in asked:
        for row, sentence in enumerate(sentences):
            if sentence.span.overlaps(suggestion.span) and suggestion.code in columns:
                for code in book.ancestors(suggestion.code):
                    out[row, columns[code]] += _WORTH * suggestion.score
    return out


def with_their_evidence(
    suggestion: Suggestion, asked: Sequence[tuple[str, Suggestion]]
) -> Suggestion:
    """The suggestion with what they say for the same code and words."""
    more = [
        why
        for _, other in asked
        if other.code == suggestion.code and other.span.overlaps(suggestion.span)
        for why in other.evidence
    ]
    return replace(suggestion, evidence=(*suggestion.evidence, *more)) if more else suggestion
