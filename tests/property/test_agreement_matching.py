"""Matching against a greedy that looks at every character of every pair, with fractions."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from workbench.agreement.matching import match
from workbench.model import Span

spans = st.lists(
    st.tuples(st.integers(0, 40), st.integers(1, 15)).map(lambda at: Span(at[0], at[0] + at[1])),
    max_size=9,
)


def by_characters(one: Span, other: Span) -> Fraction:
    mine, theirs = set(range(one.start, one.end)), set(range(other.start, other.end))
    return Fraction(len(mine & theirs), len(mine | theirs))


def greedily(first: list[Span], second: list[Span]) -> list[tuple[int, int]]:
    pairs = sorted(
        (-by_characters(one, other), one, other, i, j)
        for i, one in enumerate(first)
        for j, other in enumerate(second)
        if by_characters(one, other)
    )
    found: list[tuple[int, int]] = []
    for _, _, _, i, j in pairs:
        if all(i != mine and j != theirs for mine, theirs in found):
            found.append((i, j))
    return sorted(found)


@given(spans, spans)
def test_the_largest_overlap_is_taken_first_one_to_one(
    first: list[Span], second: list[Span]
) -> None:
    assert match(first, second) == greedily(first, second)


@given(spans)
def test_equal_coders_match_every_passage_with_its_equal(passages: list[Span]) -> None:
    assert all(passages[one] == passages[other] for one, other in match(passages, passages))
    assert len(match(passages, passages)) == len(passages)


def test_one_long_passage_matches_the_longest_of_several_within_it() -> None:
    assert match([Span(0, 100)], [Span(0, 10), Span(10, 60), Span(60, 100)]) == [(0, 1)]


def test_passages_that_only_touch_do_not_match() -> None:
    assert match([Span(0, 10)], [Span(10, 20)]) == []
