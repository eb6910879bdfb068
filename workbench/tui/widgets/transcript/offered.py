"""The suggestions for one interview that the coder has not answered yet, kept while she codes.

Pure. Invariant: what is open follows the codings and decisions, as long as `look_again` is told
where codings come and go.
"""

from collections.abc import Iterable

from workbench.model import Codebook, CodeId, Decision, Span, Suggestion, Verdict
from workbench.tui.widgets.transcript.coded import Coded
from workbench.tui.widgets.transcript.spans import SpanIndex


class Offered:
    """Suggestions by passage."""

    def __init__(
        self,
        suggestions: Iterable[Suggestion] = (),
        *,
        decisions: Iterable[Decision] = (),
        coded: Coded,
        codebook: Codebook,
    ) -> None:
        self._coded = coded
        self._codebook = codebook
        self._by_passage: dict[Span, list[Suggestion]] = {}
        for each in suggestions:
            self._by_passage.setdefault(each.span, []).append(each)
        for offers in self._by_passage.values():
            offers.sort(key=lambda each: -each.score)
        self._index: SpanIndex[Span] = SpanIndex((span, span) for span in self._by_passage)
        self._answered: dict[CodeId, list[Decision]] = {}
        self._closed: set[tuple[Span, CodeId]] = set()
        """Answered just now; the decisions are on their way."""
        self._skipped: set[Span] = set()
        """Passed over since the interview was opened."""
        self._open: dict[Span, list[Suggestion]] = {}
        self.answer(decisions)

    def __len__(self) -> int:
        """Passages with an open suggestion."""
        return len(self._open)

    def answer(self, decisions: Iterable[Decision]) -> None:
        """Take in all decisions there are now: some may have been undone."""
        self._answered, self._closed = {}, set()
        for each in decisions:
            if each.verdict is not Verdict.SKIPPED:
                self._answered.setdefault(each.code, []).append(each)
        for span in self._by_passage:
            self._weigh(span)

    def look_again(self, span: Span) -> list[Span]:
        """A coding has come or gone here; returns the passages that were weighed anew."""
        passages = self._index.touching(span.start, span.end)
        for passage in passages:
            self._weigh(passage)
        return passages

    def close(self, suggestion: Suggestion) -> None:
        """It has been answered."""
        self._closed.add((suggestion.span, suggestion.code))
        self._weigh(suggestion.span)

    def skipped_before(self, earlier: "Offered") -> None:
        """Leave out on this walk what was passed over among earlier suggestions."""
        self._skipped |= earlier._skipped & self._by_passage.keys()

    def skip(self, suggestion: Suggestion) -> None:
        """Pass over a passage for as long as the interview is open."""
        self._skipped.add(suggestion.span)

    def passages(self, start: int, end: int) -> list[Span]:
        """The passages with an open suggestion that share a character with `[start, end)`."""
        return [span for span in self._index.touching(start, end) if span in self._open]

    def at(self, offset: int) -> list[Suggestion]:
        """The open suggestions for the passages at a character, the best first."""
        found = [each for span in self._index.at(offset) for each in self._open.get(span, ())]
        return sorted(found, key=lambda each: -each.score)

    def beyond(self, offset: int, step: int) -> Span | None:
        """The next passage with an open suggestion that was not passed over."""
        near = self._index.starts_after if step > 0 else self._index.starts_before
        return next(
            (span for span in near(offset) if span in self._open and span not in self._skipped),
            None,
        )

    def _weigh(self, span: Span) -> None:
        still = [each for each in self._by_passage[span] if self._is_open(each)]
        if still:
            self._open[span] = still
        else:
            self._open.pop(span, None)

    def _is_open(self, suggestion: Suggestion) -> bool:
        span, code = suggestion.span, suggestion.code
        decisions = self._answered.get(code, ())
        if (span, code) in self._closed or any(_answers(each, span) for each in decisions):
            return False
        return not any(
            self._codebook.on_one_line(coding.code, code)
            for coding in self._coded.touching(span.start, span.end)
        )


def _answers(decision: Decision, span: Span) -> bool:
    """Whether a decision on the code was for this passage, or refused it for words of it.

    The edges of suggested passages move with what is learnt.
    """
    refused = decision.verdict is not Verdict.ACCEPTED
    return decision.span == span or (refused and decision.span.overlaps(span))
