"""Every cell's passages can be listed, and their number is the cell."""

from hypothesis import given
from hypothesis import strategies as st

from tests.property.test_analysis_counts import BOOK, CODES, Case, as_frame, cases
from workbench.analysis import cell_entries, cut_table
from workbench.analysis.together import cooccurrence
from workbench.model import CellKey, Coder, Cut, Nearness, Percent, Unit

CODER = Coder("A")


def cut_and_frames(interviews: list[Case], **cut: object):
    frames = [as_frame(case, f"{n:02}") for n, case in enumerate(interviews)]
    return Cut(**cut), frames  # type: ignore[arg-type]


@given(
    st.lists(cases(), max_size=3),
    st.sampled_from(list(Unit)),
    st.sampled_from([("kommun",), ("deltagare",), ("intervju", "kommun"), ()]),
    st.booleans(),
    st.booleans(),
)
def test_the_entries_of_every_cell_add_up_to_it(
    interviews: list[Case], unit: Unit, by: tuple[str, ...], polarity: bool, moderator: bool
) -> None:
    cut, frames = cut_and_frames(
        interviews, by=by, unit=unit, polarity=polarity, with_moderator=moderator
    )
    table = cut_table(frames, BOOK, cut, coder=CODER)
    parts = dict(zip(table.values, table.parts, strict=True))
    for row in (*table.rows, *table.totals):
        for own, counted in ((True, row.count), (False, row.count_with_children)):
            key = CellKey(parts.get(row.value), row.code, row.polarity, own)
            entries = cell_entries(frames, BOOK, cut, key)
            assert sum(entry.number for entry in entries) == counted, (row, own)


@given(st.lists(cases(), max_size=2), st.sampled_from([("kommun",), ()]))
def test_words_are_listed_in_stretches_that_do_not_overlap(
    interviews: list[Case], by: tuple[str, ...]
) -> None:
    cut, frames = cut_and_frames(interviews, by=by, unit=Unit.WORDS)
    entries = cell_entries(frames, BOOK, cut, CellKey(None, CODES[0]))
    for interview in {entry.interview for entry in entries}:
        spans = [entry.span for entry in entries if entry.interview == interview]
        assert all(
            not one.overlaps(other) for at, one in enumerate(spans) for other in spans[at + 1 :]
        )


@given(st.lists(cases(), max_size=3), st.sampled_from(list(Unit)))
def test_any_code_is_what_columns_are_shares_of(interviews: list[Case], unit: Unit) -> None:
    cut, frames = cut_and_frames(interviews, by=("kommun",), unit=unit, percent=Percent.COLUMN)
    table = cut_table(frames, BOOK, cut, coder=CODER)
    parts = dict(zip(table.values, table.parts, strict=True))
    for row in (*table.rows, *table.totals):
        entries = cell_entries(frames, BOOK, cut, CellKey(parts.get(row.value), None))
        coded = sum(entry.number for entry in entries)
        assert row.percent_with_children == (row.count_with_children / coded if coded else None)


@given(st.lists(cases(), max_size=3), st.sampled_from(list(Nearness)), st.integers(1, 3))
def test_codes_together_as_a_count_of_every_pair_of_places(
    interviews: list[Case], near: Nearness, distance: int
) -> None:
    cut, frames = cut_and_frames(interviews, codes=frozenset(CODES))
    found = cooccurrence(frames, BOOK, cut, coder=CODER, near=near, distance=distance)
    for pair in found.pairs:
        together = either = 0
        for frame in frames:
            places = {
                code: set(_places(frame, BOOK.descendants(code), near))
                for code in (pair.first, pair.second)
            }
            everywhere = places[pair.first] | places[pair.second]
            either += len(everywhere)
            together += sum(
                any(
                    place in places[one]
                    and any(_near(place, other, near, distance) for other in places[two])
                    for one, two in ((pair.first, pair.second), (pair.second, pair.first))
                )
                for place in everywhere
            )
        assert (pair.together, pair.with_either) == (together, either), pair
        assert pair.jaccard == (together / either if either else None)


def _places(frame, codes, near):
    for start, end, code, _ in frame.spans:
        if code not in codes:
            continue
        turns = [
            turn
            for turn, (begin, stop) in enumerate(
                zip(frame.turn_starts, frame.turn_ends, strict=True)
            )
            if max(start, begin) < min(end, stop)
        ]
        ours = [turn for turn in turns if frame.speakers[frame.turn_speakers[turn]] != "M"]
        if near in (Nearness.PASSAGE, Nearness.OVERLAP):
            if ours:
                yield start, end
        else:
            yield from ((turn, turn) for turn in ours)


def _near(one, other, near, distance):
    if near is Nearness.OVERLAP:
        return max(one[0], other[0]) < min(one[1], other[1])
    if near is Nearness.TURNS:
        return abs(one[0] - other[0]) <= distance
    return one == other
