"""Laws of two coders' codings side by side."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from tests.project.samples import interview
from workbench.agreement.disagreements import beside
from workbench.model import CodeId, Coder, Coding, CodingId, DisagreementKind, Polarity, Span

TALK = interview("07")
LENGTH = len(TALK.text)
KINDS = DisagreementKind


@st.composite
def codings(draw, coder):
    """At most one for each passage and code; ids in no order."""
    found = draw(
        st.dictionaries(
            st.tuples(
                st.integers(0, 60), st.integers(1, 30), st.sampled_from(["STR", "LED", "STA"])
            ),
            st.tuples(st.sampled_from([None, *Polarity]), st.integers(0, 999)),
            max_size=8,
        )
    )
    return [
        Coding(
            CodingId(f"{tail:03}-{coder}-{number}"), TALK.id, Span(start, start + size),
            CodeId(code), Coder(coder), polarity=polarity,
        )
        for number, ((start, size, code), (polarity, tail)) in enumerate(found.items())
    ]  # fmt: skip


both = given(first=codings("A"), second=codings("B"), direction=st.booleans())


def sides(found):
    pairs = [*found.agreed, *((each.first, each.second) for each in found.differing)]
    return [[one for one, _ in pairs if one], [other for _, other in pairs if other]]


@both
def test_every_coding_is_in_exactly_one_agreement_or_disagreement(first, second, direction):
    mine, hers = sides(beside(TALK, first, second, direction=direction))
    assert sorted(each.id for each in mine) == sorted(each.id for each in first)
    assert sorted(each.id for each in hers) == sorted(each.id for each in second)


@both
def test_swapping_the_coders_swaps_the_sides_and_nothing_else(first, second, direction):
    one = beside(TALK, first, second, direction=direction)
    other = beside(TALK, second, first, direction=direction)
    assert [pair[::-1] for pair in other.agreed] == list(one.agreed)
    swapped = [replace(each, first=each.second, second=each.first) for each in other.differing]
    assert swapped == list(one.differing)


@both
def test_the_order_in_which_codings_come_changes_nothing(first, second, direction):
    one = beside(TALK, first, second, direction=direction)
    assert beside(TALK, first[::-1], second[::-1], direction=direction) == one


@given(first=codings("A"))
def test_equal_coders_agree_on_everything(first):
    twin = [replace(each, id=CodingId(f"{each.id}'"), coder=Coder("B")) for each in first]
    found = beside(TALK, first, twin, direction=True)
    assert found.differing == ()
    assert len(found.agreed) == len(first)


@both
def test_a_disagreement_is_of_the_kind_that_its_codings_show(first, second, direction):
    for one, other in beside(TALK, first, second, direction=direction).agreed:
        assert (one.span, one.code) == (other.span, other.code)
    for each in beside(TALK, first, second, direction=direction).differing:
        one, other = each.first, each.second
        if each.kind is KINDS.ONE_CODED:
            assert (one is None) != (other is None)
            continue
        assert one.span.overlaps(other.span)
        assert (one.code == other.code) == (each.kind is not KINDS.CODE)
        assert (one.span != other.span) or each.kind in (KINDS.CODE, KINDS.DIRECTION)
        assert each.span == Span(
            min(one.span.start, other.span.start), max(one.span.end, other.span.end)
        )


@both
def test_what_only_one_coded_overlaps_nothing_the_other_has_left(first, second, direction):
    found = beside(TALK, first, second, direction=direction)
    alone = [each for each in found.differing if each.kind is KINDS.ONE_CODED]
    mine = [each.first for each in alone if each.first]
    hers = [each.second for each in alone if each.second]
    assert not [(one, other) for one in mine for other in hers if one.span.overlaps(other.span)]


@both
def test_the_size_is_counted_in_characters_that_were_said(first, second, direction):
    said = {at for turn in TALK.turns for at in range(turn.start, turn.end)}

    def covered(coding):
        return set() if coding is None else set(range(coding.span.start, coding.span.end))

    for each in beside(TALK, first, second, direction=direction).differing:
        one, other = covered(each.first), covered(each.second)
        differ = one ^ other if each.kind is KINDS.BOUNDARIES else one | other
        assert each.size == len(differ & said)
