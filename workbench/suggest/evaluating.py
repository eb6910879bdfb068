"""Leave one interview out: how well a coder's codings are foreseen, beside what is simpler.

Every interview that the coder has coded is scored with the codebook alone (cold) and with what the
coder's other interviews taught (learned). Nothing of the interview itself is learnt from; its words
do count when the rarity of words is taken. Pure.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

import numpy as np

from workbench.model import CodeId, Coding, Decision, InterviewId
from workbench.suggest import baselines
from workbench.suggest.elsewhere import Others, rows
from workbench.suggest.engine import course
from workbench.suggest.learned import Course, Learned, lessons
from workbench.suggest.passages import Passages
from workbench.suggest.scoring import Background
from workbench.suggest.trials import Trial, ranks, rolled_up, trial
from workbench.suggest.vectors import Floats

METHODS = ("learned", "cold", "centroid", "centroid of whole passages", "most frequent")
"""Those that are tried; chance is computed."""
NOBODY = Others()


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The trials of every method, one for each interview, in their order."""

    interviews: tuple[InterviewId, ...]
    codes: tuple[CodeId, ...]
    """The top codes."""
    trials: dict[str, tuple[Trial, ...]]
    chance: tuple[float, float, float]
    """Top-1, recall among three and mean reciprocal rank of a random order."""


def evaluate(
    background: Background,
    codings: Collection[Coding],
    decisions: Collection[Decision] = (),
    *,
    others: Others = NOBODY,
    progress: Callable[[int, int, str], None] = lambda _done, _all, _what: None,
) -> Evaluation:
    """Try every method on every interview that one coder has coded.

    others: suggesters from elsewhere, which take part in the learned and the cold method.
    """
    mine = [each for each in codings if each.interview in background.texts]
    decided = [each for each in decisions if each.interview in background.texts]
    found = lessons(mine, decided, background.codebook)
    taught = course(background, found)
    tops = tuple(code.id for code in background.codebook.children(None))
    centroid = baselines.Centroid(background, found, tops)
    coded = {each.interview for each in mine}
    chosen = tuple(each for each in background.texts if each in coded)
    trials: dict[str, list[Trial]] = {method: [] for method in METHODS}
    for number, interview in enumerate(chosen):
        progress(number, len(chosen), interview)
        here = [each for each in mine if each.interview == interview]
        said = rows(others.ask(background.texts[interview].interview), background)
        for method, learned in (("learned", taught), ("cold", None)):
            trials[method].append(_tried(background, interview, here, learned, said))
        for method, each in _simpler(background, taught, centroid, interview, here):
            trials[method].append(each)
    return Evaluation(
        chosen,
        tops,
        {method: tuple(each) for method, each in trials.items()},
        baselines.by_chance(len(tops)),
    )


def _tried(
    background: Background,
    interview: InterviewId,
    codings: Sequence[Coding],
    taught: Course | None,
    said: Floats | None,
) -> Trial:
    book = background.codebook
    learned: Learned | None = None
    if taught is not None:
        learned = taught.learn(background.codes, without=interview)
    scores = background.score(interview, learned, others=said)
    text = background.texts[interview]
    ranked = ranks(codings, text, rolled_up(scores.total, background.columns, book), codebook=book)
    shown = list(Passages(background, learned).suggestions(scores))
    return trial(ranked, shown, codings, text, codebook=book)


def _simpler(
    background: Background,
    taught: Course,
    centroid: baselines.Centroid,
    interview: InterviewId,
    codings: Sequence[Coding],
) -> list[tuple[str, Trial]]:
    book, text = background.codebook, background.texts[interview]
    tops = [code.id for code in book.children(None)]
    sentences, whole = centroid.score(interview, [each.span for each in codings])
    frequency = baselines.most_frequent(taught.lessons, tops, without=interview)
    of_passages = tuple(
        (code, rank)
        for coding in codings
        for code, rank in ranks(
            [coding],
            text,
            np.broadcast_to(whole[coding.span], (len(text.sentences), len(tops))),
            codebook=book,
        )
    )
    everywhere = np.broadcast_to(frequency, (len(text.sentences), len(tops)))
    return [
        ("centroid", Trial(ranks(codings, text, sentences, codebook=book))),
        ("centroid of whole passages", Trial(of_passages)),
        ("most frequent", Trial(ranks(codings, text, everywhere, codebook=book))),
    ]
