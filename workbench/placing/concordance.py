"""In which interview, and where in it, a quotation may stand, among millions of words.

Only the word sequences that the quotations hold are looked for: one pass over the texts, no index.
Invariant: a place is named for every stretch that shares a sequence of words with the quotation.
"""

from array import array
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from workbench.model import InterviewId, Span
from workbench.placing.wording import pieces_of, segments_of, word_form
from workbench.text import cut_words

_LONGEST = 3
"""Words in a sequence."""
_MOST_PLACES = 3_000
"""Of one sequence that are kept: more tell nothing."""
_BUCKET = 12
"""Words; places nearer to each other count as one."""
_MOST_CANDIDATES = 8

Gram = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stretch of an interview."""

    interview: InterviewId
    span: Span


@dataclass(frozen=True, slots=True)
class _Segment:
    """Words without a cut between them, and the sequences to look for, by where they begin."""

    length: int
    grams: tuple[Gram, ...]


def candidates(
    quotations: Sequence[str], texts: Iterable[tuple[InterviewId, str]]
) -> list[list[Candidate]]:
    """For each quotation the stretches that it may quote, likeliest first."""
    kept = list(texts)
    wanted = [_segments(each, _LONGEST) for each in quotations]
    found = _Places(wanted, kept)
    named = [found.candidates(segments) for segments in wanted]
    missing = [at for at, each in enumerate(named) if not each]
    if missing:
        # Hardly a word is as it was said: pairs of words may still be.
        again = [_segments(quotations[at], 2) for at in missing]
        found = _Places(again, kept)
        for at, segments in zip(missing, again, strict=True):
            named[at] = found.candidates(segments)
    return named


def _segments(quotation: str, longest: int) -> list[_Segment]:
    segments = []
    for words in segments_of(pieces_of(quotation)):
        size = min(longest, len(words))
        grams = tuple(tuple(words[at : at + size]) for at in range(len(words) - size + 1))
        segments.append(_Segment(len(words), grams))
    return segments


class _Forms(dict[str, str]):
    """The form of each word, found once: most words of a text are the same few."""

    def __missing__(self, word: str) -> str:
        self[word] = form = word_form(word)
        return form


class _Places:
    """Where each sequence of words that is wanted stands in the texts."""

    def __init__(
        self, wanted: Sequence[Sequence[_Segment]], texts: Iterable[tuple[InterviewId, str]]
    ) -> None:
        self._found: dict[Gram, list[tuple[InterviewId, int]]] = {
            gram: [] for segments in wanted for segment in segments for gram in segment.grams
        }
        self._starts: dict[InterviewId, array[int]] = {}
        """Where each word of an interview begins."""
        self._ends: dict[InterviewId, int] = {}
        forms = _Forms()
        sizes = sorted({len(gram) for gram in self._found})
        for interview, text in texts if sizes else ():
            words, starts = cut_words(text)
            self._starts[interview] = array("I", starts)
            self._ends[interview] = len(text)
            self._look(interview, [forms[word] for word in words], sizes)

    def _look(self, interview: InterviewId, words: list[str], sizes: Sequence[int]) -> None:
        found = self._found
        for size in sizes:
            columns = [words[at:] for at in range(size)]
            for at, gram in enumerate(zip(*columns, strict=False)):
                if gram in found and len(found[gram]) < _MOST_PLACES:
                    found[gram].append((interview, at))

    def candidates(self, segments: Sequence[_Segment]) -> list[Candidate]:
        """Interviews by how many sequences of the quotation stand together in them."""
        votes = [self._votes(segment) for segment in segments]
        if len(segments) == 1:
            best = votes[0].most_common(_MOST_CANDIDATES)
            return [self._stretch(name, [(bucket, segments[0])]) for (name, bucket), _ in best]
        scores: Counter[InterviewId] = Counter()
        chosen: dict[InterviewId, list[tuple[int, _Segment]]] = {}
        for segment, counted in zip(segments, votes, strict=True):
            best_of: dict[InterviewId, tuple[int, int]] = {}
            for (interview, bucket), number in counted.items():
                best_of[interview] = max(best_of.get(interview, (0, 0)), (number, -bucket))
            for interview, (number, negative) in best_of.items():
                scores[interview] += number
                chosen.setdefault(interview, []).append((-negative, segment))
        likely = scores.most_common(_MOST_CANDIDATES // 2)
        return [self._stretch(interview, chosen[interview]) for interview, _ in likely]

    def _votes(self, segment: _Segment) -> Counter[tuple[InterviewId, int]]:
        """How many sequences agree on where the segment begins, in steps of a bucket."""
        votes: Counter[tuple[InterviewId, int]] = Counter()
        for offset, gram in enumerate(segment.grams):
            for interview, at in self._found.get(gram, ()):
                votes[interview, (at - offset) // _BUCKET] += 1
        # Words put in or left out move the rest across the edge of a bucket.
        return Counter(
            {
                (interview, bucket): number + votes.get((interview, bucket + 1), 0)
                for (interview, bucket), number in votes.items()
            }
        )

    def _stretch(self, interview: InterviewId, places: Sequence[tuple[int, _Segment]]) -> Candidate:
        slack = _BUCKET + max(segment.length for _, segment in places) // 4
        first = min(bucket * _BUCKET for bucket, _ in places) - slack
        last = max((bucket + 2) * _BUCKET + segment.length for bucket, segment in places) + slack
        starts = self._starts[interview]
        begin = starts[min(max(0, first), len(starts) - 1)]
        end = starts[last + 1] if last + 1 < len(starts) else self._ends[interview]
        return Candidate(interview, Span(begin, end))
