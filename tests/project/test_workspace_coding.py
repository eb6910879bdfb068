"""Coding by hand through a workspace: every verb, its words, its undo, what it refuses."""

import pytest

from workbench.errors import InputError, UsageError, WorkbenchError
from workbench.model import CodeId, CodingId, Origin, Polarity, Reference, Span

LED, STR, RUT = CodeId("LED"), CodeId("STR"), CodeId("STR.rutiner")


def the_coding(workspace):
    (found,) = workspace.codings("07")
    return found


def test_a_passage_is_coded_and_told_with_its_place(workspace, span_of):
    done = workspace.code("07", span_of("Chefen"), LED)
    made = the_coding(workspace)
    assert (made.id, made.code, made.coder, made.origin) == (done.coding, LED, "A", Origin.HAND)
    assert done.told == "coded LED at 07:3"
    assert done.at == Reference("07", 3)


def test_white_space_at_the_edges_is_left_out(workspace, span_of):
    wide = span_of(" bakom oss,")
    workspace.code("07", wide, LED)
    assert the_coding(workspace).span == Span(wide.start + 1, wide.end)


def test_exactly_the_same_again_takes_the_coding_off(workspace, span_of):
    workspace.code("07", span_of("Chefen"), LED)
    done = workspace.code("07", span_of("Chefen "), LED)
    assert (done.told, done.coding) == ("took LED off 07:3", None)
    assert workspace.codings("07") == []


def test_another_span_or_code_adds(workspace, span_of):
    workspace.code("07", span_of("Chefen"), LED)
    workspace.code("07", span_of("Chefen står"), LED)
    workspace.code("07", span_of("Chefen"), STR)
    assert len(workspace.codings("07")) == 3


def test_a_coding_can_come_with_a_direction(workspace, span_of):
    workspace.code("07", span_of("Chefen"), LED, polarity=Polarity.PROMOTES)
    assert the_coding(workspace).polarity is Polarity.PROMOTES


def test_another_coders_coding_of_the_same_span_stays(opening, span_of):
    b = opening("B", "nils")
    b.code("07", span_of("Chefen"), LED)
    a = opening("A", "eva")
    a.code("07", span_of("Chefen"), LED)
    a.code("07", span_of("Chefen"), LED)
    assert (len(a.codings("07")), len(b.codings("07"))) == (0, 1)


@pytest.fixture
def made(workspace, span_of):
    """The id of a coding of “Chefen står” with LED at 07:3."""
    return workspace.code("07", span_of("Chefen står"), LED).coding


VERBS = {
    "uncode": (lambda w, c: w.uncode(c), "took LED off 07:3"),
    "promotes": (lambda w, c: w.set_polarity(c, Polarity.PROMOTES), "LED at 07:3: + promotes"),
    "hinders": (lambda w, c: w.set_polarity(c, Polarity.HINDERS), "LED at 07:3: - hinders"),
    "neutral": (
        lambda w, c: w.set_polarity(c, Polarity.NEUTRAL),
        "LED at 07:3: 0 neutral or a wish",
    ),
    "memo": (lambda w, c: w.set_memo(c, "Å, minsann"), "wrote a memo on LED at 07:3"),
    "quotable": (lambda w, c: w.set_quotable(c, True), "marked LED at 07:3 quotable"),
    "recode": (lambda w, c: w.recode(c, RUT), "recoded 07:3 from LED to STR.rutiner"),
}


@pytest.mark.parametrize(("verb", "told"), VERBS.values(), ids=VERBS)
def test_every_verb_is_told_and_undone_and_done_again(workspace, made, verb, told):
    before = workspace.codings("07")
    assert verb(workspace, made).told == told
    after = workspace.codings("07")
    assert after != before
    undone = workspace.undo()
    assert (undone.told, undone.at) == (f"undone: A: {told}", Reference("07", 3))
    assert workspace.codings("07") == before
    assert workspace.redo().told == f"done again: A: {told}"
    assert workspace.codings("07") == after


def test_edges_are_moved_and_undone(workspace, made, span_of):
    done = workspace.set_span(made, span_of("står bakom oss"))
    assert (done.told, done.coding) == ("moved the edges of LED at 07:3+7", made)
    assert the_coding(workspace).span == span_of("står bakom oss")
    assert workspace.undo().coding == made
    assert the_coding(workspace).span == span_of("Chefen står")


def test_a_direction_goes_back_to_not_set(workspace, made):
    workspace.set_polarity(made, Polarity.NEUTRAL)
    done = workspace.set_polarity(made, None)
    assert done.told == "took the direction off LED at 07:3"
    assert the_coding(workspace).polarity is None


def test_the_quotable_mark_is_taken_off(workspace, made):
    workspace.set_quotable(made, True)
    done = workspace.set_quotable(made, False)
    assert done.told == "took the quotable mark off LED at 07:3"
    assert not the_coding(workspace).quotable


def test_what_changes_nothing_is_said_and_leaves_nothing_to_undo(workspace, made):
    assert workspace.set_polarity(made, None).told == "nothing changed"
    assert workspace.undo().told == "undone: A: coded LED at 07:3"


def test_undo_reaches_back_past_a_restart(opening, span_of):
    opening().code("07", span_of("Chefen"), LED)
    done = opening().undo()
    assert (done.told, done.at) == ("undone: A: coded LED at 07:3", Reference("07", 3))


@pytest.mark.parametrize(
    ("attempt", "words"),
    [
        (lambda w, c: w.code("07", Span(5, 5), LED), "is empty"),
        (lambda w, c: w.code("07", Span(5, 99_999), LED), "has .* characters"),
        (lambda w, c: w.code("99", Span(5, 9), LED), "There is no interview 99"),
        (lambda w, c: w.code("07", Span(5, 9), CodeId("NIX")), "There is no code NIX"),
        (lambda w, c: w.recode(c, CodeId("NIX")), "There is no code NIX"),
        (lambda w, c: w.set_span(c, Span(5, 99_999)), "has .* characters"),
        (lambda w, c: w.uncode(CodingId("nix")), "no longer there"),
        (lambda w, c: w.set_memo(CodingId("nix"), "x"), "no longer there"),
    ],
)
def test_what_cannot_be_is_refused_in_words_and_writes_nothing(workspace, made, attempt, words):
    before = workspace.revision()
    with pytest.raises(InputError, match=words) as refused:
        attempt(workspace, made)
    assert refused.value.remedy
    assert workspace.revision() == before


def test_recoding_into_a_code_that_is_there_is_refused(workspace, made, span_of):
    workspace.code("07", span_of("Chefen står"), STR)
    with pytest.raises(InputError, match="already coded this passage with STR"):
        workspace.recode(made, STR)


def test_another_coders_coding_cannot_be_touched(opening, span_of):
    theirs = opening("B", "nils").code("07", span_of("Chefen"), LED).coding
    a = opening("A", "eva")
    for attempt in (a.uncode, lambda each: a.set_memo(each, "x"), lambda each: a.recode(each, STR)):
        with pytest.raises(InputError, match="no longer there"):
            attempt(theirs)


def test_nobody_codes_without_a_name(opening, span_of):
    nobody = opening(None)
    for attempt in (
        lambda: nobody.code("07", span_of("Chefen"), LED),
        lambda: nobody.finish("07", True),
        lambda: nobody.code_in_vivo("07", span_of("Chefen"), "Chefen"),
    ):
        with pytest.raises(UsageError, match="--coder NAME"):
            attempt()


def test_nothing_to_undo_is_said(opening):
    with pytest.raises(WorkbenchError, match="nothing to redo"):
        opening().redo()


def test_finishing_is_marked_told_and_undone(workspace):
    assert workspace.finish("7", True).told == "marked interview 07 finished"
    assert [each.finished for each in workspace.interviews()] == [True, False]
    assert workspace.finish("7", False).told == "took the finished mark off interview 07"
    workspace.undo()
    workspace.undo()
    assert [each.finished for each in workspace.interviews()] == [False, False]


def test_the_journal_holds_no_words_of_the_interview(workspace, made, span_of):
    workspace.set_span(made, span_of("Chefen står bakom"))
    workspace.set_polarity(made, Polarity.NEUTRAL)
    events = workspace._ask(lambda: _payloads(workspace._project))
    assert not [each for each in events if "Chefen" in each or "bakom" in each]


def _payloads(project):
    with project._connection.reading() as sql:
        return [
            row[0]
            for row in sql.execute(
                "SELECT subject || coalesce(payload, '') FROM event WHERE kind IN"
                " ('coding.add', 'coding.edit', 'action')"
            )
        ]
