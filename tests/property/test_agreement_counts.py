"""What agreement counts against a count that looks at every character, one by one.

The count here knows nothing of boundaries: it asks of each character, sentence or turn which codes
each coder gave it.
"""

from collections import Counter
from collections.abc import Hashable
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.agreement.comparing import Comparison, compare, compare_part
from workbench.agreement.distances import jaccard, masi
from workbench.agreement.reliability import alpha, binary
from workbench.agreement.tables import two_by_two
from workbench.agreement.units import ComparedText, ComparedTurn
from workbench.model import (
    AgreementPart,
    AgreementUnit,
    CodedSpan,
    CodeId,
    Coder,
    InterviewId,
    Span,
    Undefined,
)

CODES = tuple(CodeId(each) for each in ("A", "B", "C"))
ANNA, BO, CILLA = Coder("Anna"), Coder("Bo"), Coder("Cilla")
OVERLAPS = (None, Fraction(1, 2), Fraction(1), Fraction(1, 3))


@st.composite
def turns(draw: st.DrawFn) -> tuple[ComparedTurn, ...]:
    """Turns with labels and moderators between them, each of a few sentences."""
    found: list[ComparedTurn] = []
    at = 0
    for number in range(draw(st.integers(0, 4))):
        start = at = at + draw(st.integers(0, 5))
        sentences = []
        for _ in range(draw(st.integers(1, 3))):
            end = at + draw(st.integers(1, 6))
            sentences.append(Span(at, end))
            at = end + draw(st.integers(0, 1))
        value = draw(st.sampled_from(["Eksjö", "Åneby"]))
        whole = Span(start, sentences[-1].end)
        found.append(ComparedTurn(number + 1, whole, value, tuple(sentences)))
        at = whole.end
    return tuple(found)


@st.composite
def codings(draw: st.DrawFn) -> list[CodedSpan]:
    found = {}
    for _ in range(draw(st.integers(0, 6))):
        start = draw(st.integers(0, 50))
        code = draw(st.sampled_from(CODES))
        direction = draw(st.sampled_from(["+", "-", "0", ""]))
        # One coding per coder, place and code.
        found[start, start + draw(st.integers(1, 15)), code] = direction
    return [(*place, direction) for place, direction in found.items()]


@st.composite
def texts(draw: st.DrawFn, *, coders: tuple[Coder, ...], all_coded: bool) -> list[ComparedText]:
    found = []
    for number in range(draw(st.integers(1, 3))):
        hers = {coder: draw(codings()) for coder in coders if all_coded or draw(st.integers(0, 3))}
        found.append(ComparedText(InterviewId(str(number)), draw(turns()), hers))
    return found


@dataclass
class Unit:
    """What every coder gave one character, sentence or turn; None where her word is missing."""

    per_code: dict[Hashable, tuple[bool | None, ...]]
    sets: tuple[frozenset[Hashable] | None, ...]


def pieces(text: ComparedText, unit: AgreementUnit) -> list[range]:
    """The characters of each unit that participants said."""
    if unit is AgreementUnit.CHARACTER:
        return [
            range(at, at + 1) for turn in text.turns for at in range(turn.span.start, turn.span.end)
        ]
    if unit is AgreementUnit.TURN:
        return [range(turn.span.start, turn.span.end) for turn in text.turns]
    return [range(each.start, each.end) for turn in text.turns for each in turn.sentences]


def gives(spans: list[tuple[int, int]], piece: range, overlap: Fraction | None) -> bool:
    coded = sum(any(start <= at < end for start, end in spans) for at in piece)
    return coded >= (1 if overlap is None else max(1, ceil(overlap * len(piece))))


def counted(texts: list[ComparedText], how: Comparison) -> list[Unit]:
    units = []
    for text in texts:
        for piece in pieces(text, how.unit):
            given = [
                of_coder(text.codings[coder], piece, how) if coder in text.codings else None
                for coder in how.coders
            ]
            per_code = {
                category: tuple(None if hers is None else hers[category] for hers in given)
                for category in how.categories
            }
            sets = tuple(
                None
                if hers is None or None in hers.values()
                else frozenset(category for category, said in hers.items() if said)
                for hers in given
            )
            units.append(Unit(per_code, sets))
    return units


def of_coder(spans: list[CodedSpan], piece: range, how: Comparison) -> dict[Hashable, bool | None]:
    found: dict[Hashable, bool | None] = {}
    for code, direction in how.categories:
        if direction is None:
            ours = [(s, e) for s, e, of, _ in spans if of == code]
            found[code, None] = gives(ours, piece, how.overlap)
            continue
        by_sign = {
            sign: gives(
                [(s, e) for s, e, of, to in spans if (of, to) == (code, sign)], piece, how.overlap
            )
            for sign in ("+", "-", "0", "")
        }
        unset = by_sign[""] and not (by_sign["+"] or by_sign["-"] or by_sign["0"])
        found[code, direction] = None if unset else by_sign[direction]
    return found


def how_to(
    coders: tuple[Coder, ...], unit: AgreementUnit, overlap: Fraction | None, polarity: bool
) -> Comparison:
    return Comparison(
        coders=coders,
        codes=CODES,
        count_as={code: code for code in CODES},
        unit=unit,
        overlap=None if unit is AgreementUnit.CHARACTER else overlap,
        polarity=polarity,
    )


def same(ours: object, exact: object) -> bool:
    """The same number, or undefined on both sides."""
    if isinstance(ours, Undefined) or isinstance(exact, Undefined):
        return isinstance(ours, Undefined) and isinstance(exact, Undefined)
    return isinstance(ours, float) and ours == float(exact)  # type: ignore[arg-type]


ways = (st.sampled_from(AgreementUnit), st.sampled_from(OVERLAPS), st.booleans())


@settings(max_examples=1500, deadline=None)
@given(texts(coders=(ANNA, BO), all_coded=True), *ways)
def test_two_coders_are_counted_as_every_character_says(
    texts: list[ComparedText], unit: AgreementUnit, overlap: Fraction | None, polarity: bool
) -> None:
    how = how_to((ANNA, BO), unit, overlap, polarity)
    part = compare_part(texts, how)
    units = counted(texts, how)
    assert part.units == len(units)
    for each in part.codes:
        table = Counter(one.per_code[each.code, each.polarity] for one in units)
        by_hand = (table[True, True], table[True, False], table[False, True], table[False, False])
        assert (each.both, each.only_a, each.only_b, each.neither) == by_hand
        assert each.coded_by == (by_hand[3], by_hand[1] + by_hand[2], by_hand[0])
        exact = two_by_two(*by_hand)
        assert all(same(each.coefficients[name], exact[name]) for name in exact)


@settings(max_examples=700, deadline=None)
@given(texts(coders=(ANNA, BO, CILLA), all_coded=False), *ways)
def test_three_coders_of_whom_some_are_missing_are_counted_as_every_character_says(
    texts: list[ComparedText], unit: AgreementUnit, overlap: Fraction | None, polarity: bool
) -> None:
    how = how_to((ANNA, BO, CILLA), unit, overlap, polarity)
    part = compare_part(texts, how)
    units = counted(texts, how)
    for each in part.codes:
        rows = [one.per_code[each.code, each.polarity] for one in units]
        pairable = [row for row in rows if row.count(None) < 2]
        assert each.coded_by == tuple(
            sum(row.count(True) == number for row in pairable) for number in range(4)
        )
        exact = binary((1, row) for row in rows)
        assert all(same(each.coefficients[name], exact[name]) for name in exact)


@settings(max_examples=500, deadline=None)
@given(texts(coders=(ANNA, BO, CILLA), all_coded=False), *ways)
def test_over_all_codes_sets_are_compared_as_every_character_says(
    texts: list[ComparedText], unit: AgreementUnit, overlap: Fraction | None, polarity: bool
) -> None:
    how = how_to((ANNA, BO, CILLA), unit, overlap, polarity)
    part = compare_part(texts, how)
    rows = [(1, one.sets) for one in counted(texts, how)]
    assert same(part.overall["alpha_jaccard"], alpha(rows, jaccard))
    assert same(part.overall["alpha_masi"], alpha(rows, masi))


@settings(max_examples=300, deadline=None)
@given(texts(coders=(ANNA,), all_coded=True), *ways)
def test_equal_coders_agree_wholly_or_nothing_varies(
    texts: list[ComparedText], unit: AgreementUnit, overlap: Fraction | None, polarity: bool
) -> None:
    twice = [
        ComparedText(each.interview, each.turns, {ANNA: each.codings[ANNA], BO: each.codings[ANNA]})
        for each in texts
    ]
    part = compare_part(twice, how_to((ANNA, BO), unit, overlap, polarity))
    figures = [
        *part.overall.values(),
        *(f for each in part.codes for f in each.coefficients.values()),
    ]
    assert all(isinstance(each, Undefined) or each == 1 for each in figures)
    for each in part.codes:
        assert each.passages is not None
        assert each.passages.only_a == each.passages.only_b == 0
        assert each.passages.exact == each.passages.matched


@settings(max_examples=300, deadline=None)
@given(texts(coders=(ANNA, BO), all_coded=True))
def test_parts_by_value_count_the_turns_of_their_value_and_add_up_to_the_whole(
    texts: list[ComparedText],
) -> None:
    how = how_to((ANNA, BO), AgreementUnit.CHARACTER, None, False)
    report = compare(texts, Comparison(how.coders, how.codes, how.count_as, by="kommun"))
    assert sum(part.units for part in report.parts) == report.whole.units
    for place in range(len(CODES)):
        assert quartet(report.whole, place) == tuple(
            sum(quartet(part, place)[at] for part in report.parts) for at in range(4)
        )


def quartet(part: AgreementPart, place: int) -> tuple[int, ...]:
    each = part.codes[place]
    return tuple(number or 0 for number in (each.both, each.only_a, each.only_b, each.neither))


def test_a_passage_across_the_moderators_turn_is_one_passage_of_what_participants_said() -> None:
    text = ComparedText(
        InterviewId("07"),
        (ComparedTurn(1, Span(4, 10)), ComparedTurn(3, Span(30, 40))),
        {ANNA: [(4, 40, CODES[0], "")], BO: [(0, 20, CODES[0], ""), (25, 40, CODES[0], "")]},
    )
    part = compare_part([text], how_to((ANNA, BO), AgreementUnit.CHARACTER, None, False))
    passages = part.codes[0].passages
    assert passages is not None
    assert part.units == part.codes[0].both == 16
    assert (passages.matched, passages.exact, passages.only_b) == (1, 0, 1)


@pytest.mark.parametrize("unit", list(AgreementUnit))
def test_nothing_to_compare_is_undefined_with_a_reason(unit: AgreementUnit) -> None:
    part = compare_part([], how_to((ANNA, BO), unit, None, False))
    assert part.units == 0
    assert all(
        isinstance(each, Undefined)
        for each in (*part.overall.values(), *part.codes[0].coefficients.values())
    )
