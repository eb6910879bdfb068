"""Comparing coders of a project file: who, what, in which order; drift and confusion."""

import pytest

from tests.project.samples import add, interview, new_project
from workbench.errors import InputError, UsageError
from workbench.model import (
    AddCoding,
    CodeId,
    Coder,
    Coding,
    EditProject,
    InterviewId,
    Polarity,
    SetFinished,
    Span,
    Undefined,
)
from workbench.workflows.comparing import Asked, agreement_facts, agreement_of, confusion, drift

A, B, C = Coder("A"), Coder("B"), Coder("C")
FIRST, SECOND = InterviewId("07"), InterviewId("08")
STR, ROUTINES, LED = CodeId("STR"), CodeId("STR.rutiner"), CodeId("LED")


@pytest.fixture
def project(tmp_path):
    with new_project(tmp_path) as made:
        made.commit(
            [add(interview("07")), add(interview("08", kommun="Eksjö", header="Nr 8"))],
            verb="import",
        )
        yield made


@pytest.fixture
def code(project):
    """Codes a turn's first characters: code(coder, interview, turn, code, how many)."""

    def codes(coder, where, number, code, length, *, skip=0, polarity=None):
        turn = project.interview(where).turns[number - 1]
        span = Span(turn.start + skip, turn.start + skip + length)
        coding = Coding(project.new_coding_id(), where, span, code, coder, polarity)
        project.commit([AddCoding(coding)], verb="code", coder=coder)

    return codes


def finish(project, coder, *interviews):
    changes = [SetFinished(coder, each, True) for each in interviews]
    project.commit(changes, verb="finish", coder=coder)


def by_code(part):
    return {each.code: each for each in part.codes}


def test_only_what_both_have_finished_is_compared(project, code):
    code(A, FIRST, 2, STR, 12)
    code(B, FIRST, 2, STR, 12)
    code(A, SECOND, 2, STR, 12)
    finish(project, A, FIRST, SECOND)
    finish(project, B, FIRST)
    report = agreement_of(project, ("A", "B"))
    assert report.whole.interviews == (FIRST,)
    assert [(each.interview, each.unfinished) for each in report.left_out] == [(SECOND, (B,))]
    words = sum(turn.end - turn.start for turn in interview("07").participant_turns())
    assert report.whole.units == words
    assert by_code(report.whole)[STR].both == 12


def test_once_blindness_is_lifted_what_both_have_begun_is_compared(project, code):
    code(A, FIRST, 2, STR, 12)
    code(B, FIRST, 2, STR, 12)
    code(A, SECOND, 2, STR, 12)
    with pytest.raises(InputError, match="finished by A and B"):
        agreement_of(project, ("A", "B"))
    project.commit([EditProject(blind=False)], verb="blind")
    report = agreement_of(project, ("A", "B"))
    assert (report.whole.interviews, report.blind) == ((FIRST,), False)


def test_of_three_coders_one_who_has_not_begun_an_interview_is_missing_there(project, code):
    for coder in (A, B, C):
        code(coder, FIRST, 2, STR, 12)
    code(A, SECOND, 2, STR, 12)
    code(B, SECOND, 2, STR, 4)
    project.commit([EditProject(blind=False)], verb="blind")
    report = agreement_of(project, ("A", "B", "C"))
    assert report.whole.interviews == (FIRST, SECOND)
    assert report.left_out == ()
    assert by_code(report.whole)[STR].coded_by == (report.whole.units - 24, 8, 4, 12)
    assert str(report.whole.notes[0]).startswith("C has not coded 1 of these interviews")


def test_the_moderators_turn_is_not_compared(project, code):
    code(A, FIRST, 1, STR, 10)
    code(B, FIRST, 2, LED, 5)
    finish(project, A, FIRST)
    finish(project, B, FIRST)
    report = agreement_of(project, ("A", "B"))
    found = by_code(report.whole)
    assert found[STR].both == found[STR].only_a == found[STR].only_b == 0
    assert found[LED].only_b == 5


def test_an_attribute_of_the_speaker_stands_above_the_interviews(project, code):
    code(A, FIRST, 2, STR, 12)
    code(B, SECOND, 3, STR, 10)
    finish(project, A, FIRST, SECOND)
    finish(project, B, FIRST, SECOND)
    by_kommun = agreement_of(project, ("A", "B"), Asked(by="Kommun"))
    assert by_kommun.by == "kommun"
    assert [(part.value, part.interviews) for part in by_kommun.parts] == [
        ("Eksjö", (SECOND,)),
        ("Åmål", (FIRST,)),
    ]
    by_gender = agreement_of(project, ("A", "B"), Asked(by="kön"))
    assert [(part.value, part.units) for part in by_gender.parts] == [
        ("kvinna", by_gender.whole.units)
    ]


def test_sub_codes_count_with_their_top_code_where_asked(project, code):
    code(A, FIRST, 2, ROUTINES, 12)
    code(B, FIRST, 2, STR, 12)
    finish(project, A, FIRST)
    finish(project, B, FIRST)
    own = by_code(agreement_of(project, ("A", "B")).whole)
    assert (own[STR].only_b, own[ROUTINES].only_a) == (12, 12)
    top = by_code(agreement_of(project, ("A", "B"), Asked(depth="top")).whole)
    assert (list(top), top[STR].both) == ([STR], 12)
    leaf = by_code(agreement_of(project, ("A", "B"), Asked(depth="leaf")).whole)
    assert (list(leaf), leaf[ROUTINES].only_a) == ([ROUTINES], 12)
    named = by_code(agreement_of(project, ("A", "B"), Asked(codes=("LED", "STR"))).whole)
    assert list(named) == [STR, ROUTINES, LED]


def test_agreement_is_the_same_document_for_the_same_project(project, code):
    code(A, FIRST, 2, STR, 12, polarity=Polarity.PROMOTES)
    code(B, FIRST, 2, STR, 8)
    finish(project, A, FIRST)
    finish(project, B, FIRST)
    facts = agreement_facts(
        agreement_of(project, ("A", "B"), Asked(polarity=True)), project.codebook()
    )
    assert [each["polarity"] for each in facts["codes"]] == ["+", "-", "0"]
    assert facts["notes"] == [
        "B coded 8 units without a direction: they are left out where that code is compared, and "
        "over all codes."
    ]
    assert facts["codes"][0]["only_a"] == 4
    assert "too few" in facts["intervals"]["alpha_masi"]["undefined"]


def test_who_is_compared_must_be_clear(project, code):
    with pytest.raises(InputError, match="nobody to compare"):
        agreement_of(project)
    for coder in (A, B, C):
        code(coder, FIRST, 2, STR, 12)
        finish(project, coder, FIRST)
    with pytest.raises(UsageError, match="A, B, C"):
        agreement_of(project)
    with pytest.raises(UsageError):
        agreement_of(project, ("A", "A"))
    with pytest.raises(InputError, match="“D”"):
        agreement_of(project, ("A", "D"))


def test_a_coder_who_finished_without_coding_is_compared_and_named(project, code):
    code(A, FIRST, 2, STR, 12)
    finish(project, A, FIRST)
    finish(project, B, FIRST)
    found = by_code(agreement_of(project, ("A", "B")).whole)[STR]
    assert (found.only_a, found.coefficients["cohen_kappa"]) == (12, 0)
    assert str(found.notes[0]).startswith("B never used this code")


# -- Drift and confusion ------------------------------------------------------------------------


def test_drift_goes_in_the_order_of_coding_not_of_numbers(project, code):
    code(A, SECOND, 2, STR, 12)
    code(B, SECOND, 2, STR, 12)
    code(A, FIRST, 2, STR, 12)
    code(B, FIRST, 2, LED, 12)
    finish(project, A, FIRST, SECOND)
    finish(project, B, FIRST, SECOND)
    earlier, later = drift(project, "A", "B")
    assert (earlier.interview, later.interview) == (SECOND, FIRST)
    assert earlier.when < later.when
    assert (earlier.percent, earlier.alpha) == (1, 1)
    assert later.percent == (later.units - 12) / later.units
    parts = agreement_of(project, ("A", "B"), Asked(by="interview")).parts
    assert later.alpha == next(
        part.overall["alpha_jaccard"] for part in parts if part.value == FIRST
    )


def test_drift_where_nothing_was_coded_is_undefined_with_its_reason(project, code):
    code(A, FIRST, 2, STR, 12)
    code(B, FIRST, 2, STR, 12)
    finish(project, A, FIRST, SECOND)
    finish(project, B, FIRST, SECOND)
    points = {point.interview: point for point in drift(project, "A", "B")}
    assert points[FIRST].alpha == 1
    assert isinstance(points[SECOND].alpha, Undefined)
    assert points[SECOND].percent == 1


def test_confusion_crosses_what_differs_and_keeps_what_agrees_on_the_diagonal(project, code):
    code(A, FIRST, 2, STR, 20)
    code(B, FIRST, 2, LED, 12, skip=5)
    code(A, FIRST, 3, LED, 10)
    code(B, FIRST, 3, LED, 10)
    code(B, FIRST, 3, STR, 4)
    finish(project, A, FIRST)
    finish(project, B, FIRST)
    found = confusion(project, "A", "B")
    words = sum(turn.end - turn.start for turn in interview("07").participant_turns())
    assert found.codes == (STR, LED)
    assert found.characters == (
        (0, 12, 8),  # A's STR: 12 where B has LED, 8 where B has nothing.
        (0, 10, 0),  # Both have LED on 10.
        (4, 0, words - 30),  # B has STR beside what both have on 4.
    )
    assert confusion(project, "A", "B", [SECOND]).characters == ((0,),)


def test_screens_may_ask_before_anything_is_finished(project, code):
    code(A, FIRST, 2, STR, 12)
    assert drift(project, "A", "B") == ()
    assert confusion(project, "A", "B").characters == ((0,),)
