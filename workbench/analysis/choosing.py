"""Which coded passages become quotations: the marked ones first, of fit length, spread over people.

Invariant: the same codings give the same choice; nobody is quoted more often under a code than
allowed.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from workbench.model import CodeId, Excerpt, InterviewId
from workbench.text import count_words, natural_key


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked of the quotations of each code and value."""

    number: int = 5
    per_speaker: int = 2
    """Of one person under one code."""
    least_words: int = 5
    most_words: int | None = None
    """Longer ones are shortened, and chosen after those that fit."""
    quotable_only: bool = False


def choose(
    excerpts: Sequence[Excerpt], wanted: Wanted, *, value_of: Callable[[Excerpt], str]
) -> list[Excerpt]:
    """Of each code and value at most so many, those marked as quotable first.

    Among the others one of fit length by someone who has not been quoted yet, from an interview
    that has not, goes before.
    """
    groups: dict[tuple[CodeId, str], list[_Candidate]] = {}
    for excerpt in excerpts:
        words = count_words(excerpt.text)
        if _may_be(excerpt, words, wanted):
            candidate = _Candidate(excerpt, _merits(excerpt, words, wanted.most_words))
            groups.setdefault((excerpt.code, value_of(excerpt)), []).append(candidate)
    quoted: Counter[tuple[CodeId, InterviewId, str]] = Counter()
    chosen: list[Excerpt] = []
    for (code, _), group in groups.items():
        chosen += _Choice(group, wanted, quoted, code).made()
    return chosen


@dataclass(frozen=True, slots=True)
class _Candidate:
    excerpt: Excerpt
    merits: tuple[object, ...]
    """What ranks it, whoever else has been chosen; less is better."""


def _may_be(excerpt: Excerpt, words: int, wanted: Wanted) -> bool:
    if excerpt.quotable:
        return True
    return not wanted.quotable_only and words >= wanted.least_words


def _merits(excerpt: Excerpt, words: int, most: int | None) -> tuple[object, ...]:
    return (
        most is not None and words > most,
        -min(words, most or words),
        natural_key(excerpt.interview),
        excerpt.span,
    )


class _Choice:
    """The passages of one code and value, picked one by one."""

    def __init__(
        self,
        group: Iterable[_Candidate],
        wanted: Wanted,
        quoted: Counter[tuple[CodeId, InterviewId, str]],
        code: CodeId,
    ) -> None:
        self.left = list(group)
        self.wanted = wanted
        self.quoted = quoted
        self.code = code
        self.interviews: Counter[InterviewId] = Counter()

    def made(self) -> list[Excerpt]:
        made: list[Excerpt] = []
        while self.left and len(made) < self.wanted.number:
            candidate = min(self.left, key=self._rank)
            self.left.remove(candidate)
            best = candidate.excerpt
            person = (self.code, best.interview, best.speaker)
            if self.quoted[person] >= self.wanted.per_speaker:
                continue
            self.quoted[person] += 1
            self.interviews[best.interview] += 1
            made.append(best)
        return made

    def _rank(self, candidate: _Candidate) -> tuple[object, ...]:
        each = candidate.excerpt
        return (
            not each.quotable,
            self.quoted[self.code, each.interview, each.speaker],
            self.interviews[each.interview],
            *candidate.merits,
        )
