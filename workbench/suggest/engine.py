"""The engine: background, what was learnt, and suggesters from elsewhere, put together.

Invariant: what one coder's suggestions rest on is the codebook, the texts, and that coder's own
codings and decisions; nobody else's.
"""

from collections.abc import Collection, Iterator, Sequence

from workbench.model import Coding, Decision, InterviewId, Suggestion
from workbench.suggest.elsewhere import Others, rows, with_their_evidence
from workbench.suggest.learned import Course, Lesson, lessons
from workbench.suggest.passages import Passages
from workbench.suggest.scoring import Background, Scores
from workbench.suggest.suggester import Suggester
from workbench.suggest.vectors import Stack


class Engine:
    """Suggests codes for the interviews of one background, for one coder or for nobody."""

    def __init__(
        self,
        background: Background,
        *,
        codings: Collection[Coding] = (),
        decisions: Collection[Decision] = (),
        others: Sequence[tuple[str, Suggester]] = (),
    ) -> None:
        """codings, decisions: one coder's. others: name and suggester from elsewhere."""
        self.background = background
        known = [each for each in codings if each.interview in background.texts]
        decided = [each for each in decisions if each.interview in background.texts]
        found = lessons(known, decided, background.codebook)
        self.learned = course(background, found).learn(background.codes) if found else None
        self._others = Others(others)
        self._passages = Passages(background, self.learned)

    def scores(self, interview: InterviewId) -> Scores:
        """Every sentence of an interview against every code."""
        return self._scored(interview, self._asked(interview))

    def suggest(self, interview: InterviewId) -> list[Suggestion]:
        """What is worth showing of an interview, in the order of the text, the likeliest first."""
        asked = self._asked(interview)
        scores = self._scored(interview, asked)
        return [with_their_evidence(each, asked) for each in self._passages.suggestions(scores)]

    def ranking(self, interview: InterviewId) -> Iterator[Suggestion]:
        """Every sentence of an interview with every code and its score, best first."""
        return self._passages.ranking(self.scores(interview))

    def _asked(self, interview: InterviewId) -> list[tuple[str, Suggestion]]:
        return self._others.ask(self.background.texts[interview].interview)

    def _scored(self, interview: InterviewId, asked: Sequence[tuple[str, Suggestion]]) -> Scores:
        others = rows(asked, self.background)
        return self.background.score(interview, self.learned, others=others)


def course(background: Background, found: Sequence[Lesson]) -> Course:
    """Passages with their vectors, ready to be learnt from."""
    vectors = [background.passage_vector(each.interview, each.span) for each in found]
    return Course(found, Stack.of(vectors))
