"""In which interview, and where in it, a quotation may stand, among millions of words.

Only the word sequences that the quotations hold are looked for: one pass over the texts, no index.
Invariant: a place is named for every stretch that shares a sequence of words with the quotation.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from workbench.model import InterviewId
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
    """A stretch of words of an interview."""

    interview: InterviewId
    first: int
    """Index of a word of the whole text, labels and header among them."""
    last: int


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
    found = _places(wanted, kept)
    named = [_candidates(segments, found) for segments in wanted]
    missing = [at for at, each in enumerate(named) if not each]
    if missing:
        # Hardly a word is as it was said: pairs of words may still be.
        again = [_segments(quotations[at], 2) for at in missing]
        found = _places(again, kept)
        for at, segments in zip(missing, again, strict=True):
            named[at] = _candidates(segments, found)
    return named


def _segments(quotation: str, longest: int) -> list[_Segment]:
    segments = []
    for words in segments_of(pieces_of(quotation)):
        size = min(longest, len(words))
        grams = tuple(tuple(words[at : at + size]) for at in range(len(words) - size + 1))
        segments.append(_Segment(len(words), grams))
    return segments


_Places = Mapping[Gram, list[tuple[InterviewId, int]]]


def _places(
    wanted: Sequence[Sequence[_Segment]], texts: Iterable[tuple[InterviewId, str]]
) -> _Places:
    """Where each sequence stands."""
    found: dict[Gram, list[tuple[InterviewId, int]]] = {
        gram: [] for segments in wanted for segment in segments for gram in segment.grams
    }
    sizes = sorted({len(gram) for gram in found})
    for interview, text in texts:
        words = [word_form(each) for each in cut_words(text)[0]] if found else []
        for size in sizes:
            columns = [words[at:] for at in range(size)]
            for at, gram in enumerate(zip(*columns, strict=False)):
                places = found.get(gram)
                if places is not None and len(places) < _MOST_PLACES:
                    places.append((interview, at))
    return found


def _candidates(segments: Sequence[_Segment], found: _Places) -> list[Candidate]:
    """Interviews by how many sequences of the quotation stand together in them."""
    votes = [_votes(segment, found) for segment in segments]
    if len(segments) == 1:
        best = votes[0].most_common(_MOST_CANDIDATES)
        return [_stretch(interview, [(bucket, segments[0])]) for (interview, bucket), _ in best]
    scores: Counter[InterviewId] = Counter()
    chosen: dict[InterviewId, list[tuple[int, _Segment]]] = {}
    for segment, counted in zip(segments, votes, strict=True):
        best_of: dict[InterviewId, tuple[int, int]] = {}
        for (interview, bucket), number in counted.items():
            best_of[interview] = max(best_of.get(interview, (0, 0)), (number, -bucket))
        for interview, (number, negative) in best_of.items():
            scores[interview] += number
            chosen.setdefault(interview, []).append((-negative, segment))
    likely = scores.most_common(_MOST_CANDIDATES)
    return [_stretch(interview, chosen[interview]) for interview, _ in likely]


def _votes(segment: _Segment, found: _Places) -> Counter[tuple[InterviewId, int]]:
    """How many sequences agree on where the segment begins, in steps of a bucket."""
    votes: Counter[tuple[InterviewId, int]] = Counter()
    for offset, gram in enumerate(segment.grams):
        for interview, at in found.get(gram, ()):
            votes[interview, (at - offset) // _BUCKET] += 1
    # Words put in or left out move the rest across the edge of a bucket.
    return Counter(
        {
            (interview, bucket): number + votes.get((interview, bucket + 1), 0)
            for (interview, bucket), number in votes.items()
        }
    )


def _stretch(interview: InterviewId, places: Sequence[tuple[int, _Segment]]) -> Candidate:
    slack = _BUCKET + max(segment.length for _, segment in places) // 4
    first = min(bucket * _BUCKET for bucket, _ in places) - slack
    last = max((bucket + 2) * _BUCKET + segment.length for bucket, segment in places) + slack
    return Candidate(interview, max(0, first), last)
