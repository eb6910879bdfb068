"""The algebra of covers against sets of single characters."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from workbench.agreement import spans
from workbench.model import Span

some_spans = st.lists(
    st.tuples(st.integers(0, 60), st.integers(0, 15)).map(lambda at: Span(at[0], at[0] + at[1])),
    max_size=10,
)


def characters(passages: list[Span]) -> set[int]:
    return {each for span in passages for each in range(span.start, span.end)}


def of(cover: spans.Cover) -> set[int]:
    return {
        each
        for start, end in zip(cover[0::2], cover[1::2], strict=True)
        for each in range(start, end)
    }


@given(some_spans)
def test_a_union_holds_every_character_once_in_rising_stretches_that_do_not_touch(
    passages: list[Span],
) -> None:
    cover = spans.cover(passages)
    assert of(cover) == characters(passages)
    assert (np.diff(cover) > 0).all()
    assert spans.length(cover) == len(characters(passages))


@given(some_spans, some_spans)
def test_an_intersection_holds_what_lies_in_both(one: list[Span], other: list[Span]) -> None:
    both = spans.intersection(spans.cover(one), spans.cover(other))
    assert of(both) == characters(one) & characters(other)
    assert (np.diff(both) > 0).all()
    assert spans.shared(spans.cover(one), spans.cover(other)) == len(of(both))


@given(some_spans, some_spans)
def test_intervals_know_how_much_of_them_is_covered(
    passages: list[Span], intervals: list[Span]
) -> None:
    starts = np.array([each.start for each in intervals], np.int64)
    ends = np.array([each.end for each in intervals], np.int64)
    counted = spans.covered_of(spans.cover(passages), starts, ends)
    assert counted.tolist() == [len(characters([one]) & characters(passages)) for one in intervals]


@given(some_spans, some_spans)
def test_in_areas_laid_end_to_end_a_passage_keeps_its_characters_there(
    passages: list[Span], areas: list[Span]
) -> None:
    place = {character: at for at, character in enumerate(sorted(characters(areas)))}
    area = spans.cover(areas)
    starts = spans.within(area, np.array([each.start for each in passages], np.int64))
    ends = spans.within(area, np.array([each.end for each in passages], np.int64))
    for span, start, end in zip(passages, starts, ends, strict=True):
        kept = {place[each] for each in characters([span]) if each in place}
        assert set(range(start, end)) == kept


@given(some_spans, some_spans)
def test_elementary_intervals_are_covered_wholly_or_not_at_all(
    passages: list[Span], others: list[Span]
) -> None:
    both = [*passages, *others]
    edges = spans.elementary(
        np.array([each.start for each in both], np.int64),
        np.array([each.end for each in both], np.int64),
        np.array([0, 100], np.int64),
    )
    starts = np.array([each.start for each in passages], np.int64)
    ends = np.array([each.end for each in passages], np.int64)
    marks = spans.marked(edges, starts, ends)
    for start, end, mark in zip(edges[:-1], edges[1:], marks, strict=True):
        inside = set(range(start, end)) & characters(passages)
        assert inside == (set(range(start, end)) if mark else set())
