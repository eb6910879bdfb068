"""Where two coders differ, on passages small enough to see."""

import pytest

from tests.project.samples import interview
from workbench.agreement.disagreements import beside, conflicting, longer
from workbench.model import CodeId, Coder, Coding, CodingId, DisagreementKind, Polarity, Span

TALK = interview("07")
KINDS = DisagreementKind
PLUS, MINUS = Polarity.PROMOTES, Polarity.HINDERS


def coded(coder, words, code="LED", polarity=None):
    start = TALK.text.index(words)
    span = Span(start, start + len(words))
    return Coding(
        CodingId(f"{coder} {words} {code}"), TALK.id, span, CodeId(code), Coder(coder), polarity
    )


def kinds(first, second, **options):
    found = beside(TALK, first, second, **options)
    return [each.kind for each in found.differing]


def test_the_same_passage_and_code_is_agreement_whatever_the_direction():
    one, other = coded("A", "Chefen", polarity=PLUS), coded("B", "Chefen", polarity=MINUS)
    found = beside(TALK, [one], [other])
    assert (found.agreed, found.differing) == (((one, other),), ())


@pytest.mark.parametrize(
    ("first", "second", "found"),
    [
        (PLUS, MINUS, [KINDS.DIRECTION]),
        (PLUS, Polarity.NEUTRAL, [KINDS.DIRECTION]),
        (PLUS, PLUS, []),
        (PLUS, None, []),
        (None, None, []),
    ],
)
def test_unlike_directions_are_a_disagreement_where_asked(first, second, found):
    one, other = coded("A", "Chefen", polarity=first), coded("B", "Chefen", polarity=second)
    assert kinds([one], [other], direction=True) == found
    assert conflicting(one, other) == bool(found)


def test_each_passage_has_one_partner_and_the_largest_overlap_goes_first():
    mine = coded("A", "Chefen står bakom oss, det gör skillnad")
    near, far = coded("B", "Chefen står bakom oss"), coded("B", "det gör skillnad.")
    found = beside(TALK, [mine], [far, near])
    assert [(each.kind, each.first, each.second) for each in found.differing] == [
        (KINDS.BOUNDARIES, mine, near),
        (KINDS.ONE_CODED, None, far),
    ]


def test_a_code_that_both_gave_goes_before_one_that_differs():
    mine = [coded("A", "ring mig", "STR")]
    hers = [coded("B", "ring mig", "LED"), coded("B", "sa hon: ring mig", "STR")]
    assert kinds(mine, hers) == [KINDS.BOUNDARIES, KINDS.ONE_CODED]


def test_what_overlaps_with_another_code_is_one_disagreement():
    found = beside(TALK, [coded("A", "ring mig", "STR")], [coded("B", "hon: ring", "LED")])
    (each,) = found.differing
    assert (each.kind, TALK.text[each.span.start : each.span.end]) == (KINDS.CODE, "hon: ring mig")
    assert (each.size, str(each.reference)) == (13, "07:4+6")


def test_labels_between_turns_count_in_no_size():
    start = TALK.text.index("Ingen vet")
    end = TALK.text.index("Chefen står") + 6
    label = TALK.text[start:end].index("\n")
    across = Coding(CodingId("x"), TALK.id, Span(start, end), CodeId("LED"), Coder("A"))
    (each,) = beside(TALK, [across], []).differing
    assert each.size == len("Ingen vet vem man ringer.") + len("Chefen")
    assert end - start > each.size
    assert label == len("Ingen vet vem man ringer.")


def test_the_longer_of_two_is_taken_and_the_first_of_two_as_long():
    whole, part = coded("A", "Chefen står bakom"), coded("B", "Chefen står")
    (each,) = beside(TALK, [whole], [part]).differing
    assert longer(each) == whole
    (each,) = beside(TALK, [part], [whole]).differing
    assert longer(each) == whole
    early, late = coded("A", "Chefen st"), coded("B", "hefen stå")
    (each,) = beside(TALK, [late], [early]).differing
    assert longer(each) == early
    (each,) = beside(TALK, [], [part]).differing
    assert longer(each) == part
