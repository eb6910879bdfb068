"""Where a quotation that is not word for word probably stands.

Invariant: a place is taken only when it agrees well, clearly better than any other, and it begins
and ends between words.
"""

from dataclasses import dataclass

from workbench.model import Interview, Turn
from workbench.placing.outcome import Placement, Unplaced
from workbench.placing.views import View, cuts_word, lowered, views_of
from workbench.text import loosen

_ENOUGH = 90.0
"""Per cent of agreeing characters (rapidfuzz's normalised indel similarity)."""
_WORTH_A_LOOK = 80.0
"""For the first, coarse alignment, whose ends are not yet right, and for the nearest miss."""
_MARGIN = 4.0
"""By so much the place has to be better than the next one."""
_SHORTEST = 15
"""Characters; shorter quotations resemble too much."""


@dataclass(frozen=True, slots=True)
class _Match:
    score: float
    start: int
    end: int


def place_fuzzily(
    wanted: str, interview: Interview, *, named: Turn | None, nearby: int
) -> Placement | Unplaced:
    """Look in the turn named, then in those nearby, then in the whole interview."""
    needle = lowered(loosen(wanted)[0])
    missing = Unplaced(f"The quotation was not found in interview {interview.id}: see its words.")
    if len(needle) < _SHORTEST:
        return missing
    views = views_of(interview)
    best: _Match | None = None
    for start, end in _regions(views.said, interview, named=named, nearby=nearby, size=len(needle)):
        region = views.lowered[start:end]
        match = _best_match(needle, region)
        if match is None:
            continue
        runner_up = _runner_up(needle, region, match)
        if match.score >= _ENOUGH and runner_up > match.score - _MARGIN:
            return Unplaced(
                f"The quotation resembles several passages of interview {interview.id}: quote "
                "them word for word.",
                (views.said.span(start + match.start, start + match.end),),
            )
        shifted = _Match(match.score, start + match.start, start + match.end)
        if match.score >= _ENOUGH:
            return _placement(shifted, views.said, interview)
        best = max(best or shifted, shifted, key=lambda each: each.score)
    if best is None:
        return missing
    near = _placement(best, views.said, interview)
    return Unplaced(
        f"The quotation was not found in interview {interview.id}; nearest is turn {near.turn} "
        f"({best.score:.0f} per cent alike).",
        (near.span,),
    )


def _placement(match: _Match, view: View, interview: Interview) -> Placement:
    span = view.span(match.start, match.end)
    turn = interview.home_turn(span.start, span.end)
    return Placement(span, "fuzzy", turn.number if turn else 0, match.score / 100)


def _regions(
    said: View, interview: Interview, *, named: Turn | None, nearby: int, size: int
) -> list[tuple[int, int]]:
    """Parts of the view, from the likeliest to all of it."""
    whole = (0, len(said.text))
    if named is None:
        return [whole]
    turns = interview.turns
    index = named.number - 1
    first, last = turns[max(0, index - nearby)], turns[min(len(turns) - 1, index + nearby)]
    start, end = said.bounds(named.start, named.end)
    # A quotation may begin in the turn and go on in the next.
    own = (start, max(end, min(len(said.text), start + size + size // 5)))
    return [own, said.bounds(first.start, last.end), whole]


def _best_match(needle: str, region: str) -> _Match | None:
    from rapidfuzz import fuzz  # loads slowly, and most quotations are verbatim

    # Where the region is shorter, rapidfuzz would look for the region in the needle.
    if len(region) < len(needle) * 0.8:
        return None
    padded = region.ljust(len(needle))
    found = fuzz.partial_ratio_alignment(needle, padded, score_cutoff=_WORTH_A_LOOK)
    if found is None:
        return None
    slack = max(20, len(needle) // 6)
    begin, stop = found.dest_start, min(found.dest_end, len(region))
    starts = [at for at in _between(region, begin, slack) if at < stop and _opens(region, at)]
    start = max(starts, key=lambda at: fuzz.ratio(needle, region[at:stop]), default=begin)
    ends = [at for at in _between(region, stop, slack) if at > start and _closes(region, at)]
    end = max(ends, key=lambda at: fuzz.ratio(needle, region[start:at]), default=stop)
    return _Match(fuzz.ratio(needle, region[start:end]), start, end)


def _between(region: str, at: int, slack: int) -> range:
    return range(max(0, at - slack), min(len(region), at + slack) + 1)


def _opens(region: str, at: int) -> bool:
    return at < len(region) and region[at] != " " and not cuts_word(region, at)


def _closes(region: str, at: int) -> bool:
    return region[at - 1] != " " and not cuts_word(region, at)


def _runner_up(needle: str, region: str, match: _Match) -> float:
    """The score of the best place elsewhere in the region."""
    elsewhere = (region[: match.start], region[match.end :])
    others = (_best_match(needle, part) for part in elsewhere)
    return max((other.score for other in others if other is not None), default=0.0)
