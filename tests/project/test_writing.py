"""Commits: whole or not at all, checked, durable, and said in the log."""

import dataclasses
import stat
import sys
from datetime import UTC, datetime

import pytest

from tests.project.samples import BOOK, add, coding, interview, new_project, words_of
from workbench.errors import InputError, ProjectError
from workbench.model import (
    AddCoding,
    Code,
    Codebook,
    CodeId,
    Coder,
    CodingId,
    EditCodebook,
    EditCoding,
    EditInterview,
    Origin,
    Polarity,
    PutCode,
    RemoveCode,
    RemoveCoding,
    RemoveInterview,
    SetFinished,
    SourceFile,
    Span,
)
from workbench.project import Project

A, B = Coder("A"), Coder("B")


def test_a_new_project_holds_the_codebook_as_it_was(project):
    assert project.codebook() == BOOK


def test_creating_over_a_file_is_refused_and_leaves_it(tmp_path):
    path = tmp_path / "studie.workbench"
    path.write_text("Hej")
    with pytest.raises(ProjectError, match="already"):
        Project.create(path, BOOK)
    assert path.read_text() == "Hej"
    assert [each.name for each in tmp_path.iterdir()] == ["studie.workbench"]


def test_a_codebook_that_does_not_fit_leaves_no_file(tmp_path):
    broken = Codebook(codes=(Code(CodeId("A.b"), "B", CodeId("A")),))
    with pytest.raises(InputError, match="not in the codebook"):
        Project.create(tmp_path / "studie.workbench", broken)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="no file modes")
def test_only_the_owner_may_read_the_file(project):
    assert stat.S_IMODE(project.path.stat().st_mode) == 0o600


def test_a_clean_close_leaves_one_file(tmp_path, talk):
    with new_project(tmp_path) as project:
        project.commit([add(talk)], verb="import")
    assert [each.name for each in tmp_path.iterdir()] == ["studie.workbench"]


def test_an_interview_comes_back_as_it_was_after_reopening(tmp_path, talk):
    with new_project(tmp_path) as project:
        project.commit([add(talk)], verb="import")
    with Project.open(tmp_path / "studie.workbench") as project:
        assert project.interview("7") == talk
        assert project.source("07") == SourceFile("07.txt", talk.text.encode())


def test_an_action_tells_verb_facts_author_coder_and_changes(coded, talk):
    action = coded.commit(
        [coding(coded, talk, "Chefen"), coding(coded, talk, "skillnad", "LED")],
        verb="code",
        facts={"file": "koder.csv", "codings": 2},
        coder=A,
    )
    assert (action.verb, action.author, action.coder) == ("code", "eva", "A")
    assert action.facts == {"file": "koder.csv", "codings": 2}
    assert action.changes == {"coding.add": 2}
    assert abs((datetime.now(UTC) - action.time).total_seconds()) < 60
    assert list(coded.actions())[-1] == action


def test_a_coding_keeps_every_field(coded, talk):
    made = coding(
        coded, talk, "Chefen står", "LED", polarity=Polarity.PROMOTES, memo="Viktigt: å ä ö",
        quotable=True, origin=Origin.SHEET, time=datetime(2015, 10, 3, 12, 0, tzinfo=UTC),
    )  # fmt: skip
    coded.commit([made], verb="code")
    assert coded.codings() == [made.coding]


def test_a_coding_without_a_time_gets_one(coded, talk):
    coded.commit([coding(coded, talk, "Chefen")], verb="code")
    (made,) = coded.codings()
    assert abs((datetime.now(UTC) - made.time).total_seconds()) < 60


def test_a_batch_with_one_bad_change_changes_nothing(coded, talk):
    before = coded.revision()
    bad = dataclasses.replace(coding(coded, talk, "Chefen").coding, code=CodeId("XYZ"))
    with pytest.raises(InputError, match="XYZ"):
        coded.commit([coding(coded, talk, "skillnad"), AddCoding(bad)], verb="code")
    assert coded.codings() == []
    assert coded.revision() == before
    assert coded.check().ok


def test_later_changes_of_a_batch_may_rest_on_earlier_ones(project, talk):
    code = Code(CodeId("NY"), "Ny")
    below = Code(CodeId("NY.a"), "A", CodeId("NY"))
    made = coding(project, talk, "Chefen", "NY.a")
    change = EditCoding(made.coding.id, memo="Senare")
    project.commit([PutCode(code), PutCode(below), add(talk), made, change], verb="import")
    (there,) = project.codings()
    assert (there.code, there.memo) == ("NY.a", "Senare")
    assert project.check().ok


def test_spans_are_trimmed_to_their_words(coded, talk):
    start = talk.text.index(" står bakom ")
    span = Span(start, start + len(" står bakom "))
    made = dataclasses.replace(coding(coded, talk, "Chefen").coding, span=span)
    coded.commit([AddCoding(made)], verb="code")
    assert words_of(coded) == [("07", "står bakom", "STR", "A")]


@pytest.mark.parametrize(("start", "end"), [(0, 10_000), (-1, 5), (5, 5), (9, 4)])
def test_spans_outside_the_text_or_without_words_are_refused(coded, talk, start, end):
    made = dataclasses.replace(coding(coded, talk, "Chefen").coding, span=Span(start, end))
    with pytest.raises(InputError, match="passage"):
        coded.commit([AddCoding(made)], verb="code")


def test_a_span_of_white_space_is_refused(coded, talk):
    at = talk.text.index(" står")
    made = dataclasses.replace(coding(coded, talk, "Chefen").coding, span=Span(at, at + 1))
    with pytest.raises(InputError, match="empty"):
        coded.commit([AddCoding(made)], verb="code")


def test_the_same_coding_again_changes_nothing(coded, talk):
    coded.commit([coding(coded, talk, "Chefen")], verb="code")
    before = coded.revision()
    assert coded.commit([coding(coded, talk, "Chefen ")], verb="code") is None
    assert coded.revision() == before


def test_the_same_coding_twice_in_a_batch_is_one(coded, talk):
    coded.commit([coding(coded, talk, "Chefen"), coding(coded, talk, "Chefen")], verb="code")
    assert len(coded.codings()) == 1


def test_another_coder_may_code_the_same_passage(coded, talk):
    coded.commit(
        [coding(coded, talk, "Chefen"), coding(coded, talk, "Chefen", coder="B")], verb="code"
    )
    assert [each.coder for each in coded.codings()] == ["A", "B"]
    assert coded.coders() == ("A", "B")


def test_editing_changes_only_what_is_named(coded, talk):
    made = coding(coded, talk, "Chefen", polarity=Polarity.PROMOTES, memo="Ett")
    coded.commit([made], verb="code")
    coded.commit([EditCoding(made.coding.id, memo="Två", quotable=True)], verb="edit")
    (there,) = coded.codings()
    assert (there.memo, there.quotable, there.polarity) == ("Två", True, Polarity.PROMOTES)
    coded.commit([EditCoding(made.coding.id, clear_polarity=True)], verb="edit")
    assert coded.codings()[0].polarity is None


def test_an_edit_that_changes_nothing_is_none(coded, talk):
    made = coding(coded, talk, "Chefen", memo="Ett")
    coded.commit([made], verb="code")
    assert (
        coded.commit([EditCoding(made.coding.id, memo="Ett", quotable=False)], verb="edit") is None
    )


def test_moving_a_coding_onto_another_is_refused(coded, talk):
    first, second = coding(coded, talk, "Chefen"), coding(coded, talk, "skillnad")
    coded.commit([first, second], verb="code")
    with pytest.raises(InputError, match="already coded"):
        coded.commit([EditCoding(second.coding.id, span=first.coding.span)], verb="edit")


def test_unknown_things_are_named_with_what_there_is(coded, talk):
    with pytest.raises(InputError, match="no interview 08") as caught:
        coded.interview("08")
    assert "07" in caught.value.remedy
    with pytest.raises(InputError, match="no coding"):
        coded.commit([RemoveCoding(CodingId("nej"))], verb="edit")
    with pytest.raises(InputError, match="no interview 9"):
        coded.commit([SetFinished(A, "9")], verb="finish")


def test_the_same_file_again_is_refused_with_the_id_it_has(coded, talk):
    with pytest.raises(InputError, match="already imported as 07"):
        coded.commit([add(dataclasses.replace(talk, id="8"))], verb="import")


def test_the_same_bytes_under_two_ids_in_a_batch_are_refused(project, talk):
    other = dataclasses.replace(talk, id="9")
    with pytest.raises(InputError, match="already imported as 07"):
        project.commit([add(talk), add(other)], verb="import")


def test_the_same_id_with_another_text_is_refused_with_the_remedy(coded):
    other = interview("7", (("IP1", "Något annat."),))
    with pytest.raises(InputError, match="already an interview 07") as caught:
        coded.commit([add(other)], verb="import")
    assert "workbench revise PROJECT 07" in caught.value.remedy
    coded.commit([RemoveInterview("7"), add(other)], verb="import")
    assert coded.interview("7").text == other.text


def test_two_files_with_one_id_in_a_batch_are_refused(project):
    with pytest.raises(InputError, match="already an interview"):
        project.commit(
            [add(interview("07")), add(interview("7", (("IP1", "Annat."),)))], verb="import"
        )
    assert project.interviews() == ()


def test_removing_an_interview_takes_its_codings_along(coded, talk):
    coded.commit(
        [coding(coded, talk, "Chefen"), coding(coded, talk, "Chefen", coder="B")], verb="code"
    )
    action = coded.commit([RemoveInterview("07")], verb="remove")
    assert action.changes == {"coding.remove": 2, "interview.remove": 1}
    assert coded.codings() == []
    assert coded.find("07") is None
    coded.undo()
    assert len(coded.codings()) == 2
    assert coded.interview("07") == talk


def test_the_same_file_may_come_back_after_removal(coded, talk):
    coded.commit([RemoveInterview("07")], verb="remove")
    coded.commit([add(talk)], verb="import")
    assert coded.interview("07") == talk
    assert coded.check().ok


def test_attributes_change_one_by_one_and_an_empty_value_takes_one_away(coded):
    coded.commit(
        [EditInterview("7", title="Ny", attributes={"roll": "", "aktör": "Kommun"})],
        verb="attributes",
    )
    there = coded.interview("7")
    assert there.title == "Ny"
    assert there.attributes == {"kommun": "Åmål", "aktör": "Kommun"}
    assert (
        coded.commit([EditInterview("7", title="Ny", attributes={"roll": ""})], verb="attributes")
        is None
    )


def test_removing_a_code_takes_what_is_below_and_its_codings(coded, talk):
    coded.commit(
        [coding(coded, talk, "Chefen", "STR.rutiner"), coding(coded, talk, "skillnad", "LED")],
        verb="code",
    )
    coded.commit([RemoveCode(CodeId("STR"))], verb="codebook")
    assert [code.id for code in coded.codebook().codes] == ["LED", "STA"]
    assert words_of(coded) == [("07", "skillnad", "LED", "A")]
    coded.undo()
    assert coded.codebook() == BOOK
    assert len(coded.codings()) == 2


def test_putting_a_code_changes_it_and_the_same_again_changes_nothing(project):
    code = dataclasses.replace(BOOK.codes[0], definition="Ny", parent=None)
    version = project.codebook_version()
    assert project.commit([PutCode(BOOK.codes[0])], verb="codebook") is None
    project.commit([PutCode(code)], verb="codebook")
    assert project.codebook().by_id[CodeId("STR")] == code
    assert project.codebook_version() == version + 1
    project.undo()
    assert project.codebook_version() == version


def test_the_order_of_the_book_can_be_changed(project):
    order = tuple(map(CodeId, ("STA", "LED", "STR", "STR.rutiner")))
    project.commit([EditCodebook(order=order, title="Nytt")], verb="codebook")
    book = project.codebook()
    assert tuple(code.id for code in book.codes) == order
    assert (book.title, book.language) == ("Nytt", "sv")


def test_a_code_cannot_stand_below_itself_or_below_nothing(project):
    below_itself = dataclasses.replace(BOOK.codes[0], parent=CodeId("STR.rutiner"))
    with pytest.raises(InputError, match="below itself"):
        project.commit([PutCode(below_itself)], verb="codebook")
    with pytest.raises(InputError, match="not in the codebook"):
        project.commit([PutCode(Code(CodeId("Z"), "Z", CodeId("Y")))], verb="codebook")


def test_finished_marks_belong_to_one_coder(coded):
    coded.commit([SetFinished(A, "07")], verb="finish", coder=A)
    assert coded.finished(A) == {"07"}
    assert coded.finished(B) == frozenset()
    assert coded.commit([SetFinished(A, "7")], verb="finish") is None
    coded.commit([SetFinished(A, "7", finished=False)], verb="finish")
    assert coded.finished(A) == frozenset()


def test_turns_that_overlap_are_refused(project, talk):
    turns = (
        talk.turns[0],
        dataclasses.replace(talk.turns[1], start=talk.turns[0].start),
        *talk.turns[2:],
    )
    with pytest.raises(InputError, match="Turn 2"):
        project.commit([add(dataclasses.replace(talk, turns=turns))], verb="import")


def test_text_with_astral_letters_keeps_code_point_offsets(project):
    made = interview("1", (("IP1", "Vi skrattade 😀😀 mycket 𝔸 åt det."),))
    project.commit([add(made), coding(project, made, "mycket 𝔸")], verb="import")
    assert words_of(project) == [("1", "mycket 𝔸", "STR", "A")]


def test_half_a_character_is_refused_and_the_project_goes_on(coded, talk):
    with pytest.raises(InputError, match="half a character"):
        coded.commit([coding(coded, talk, "Chefen", memo="\ud83d")], verb="code")
    coded.commit([coding(coded, talk, "Chefen", memo="\U0001f600")], verb="code")
    assert coded.codings()[0].memo == "\U0001f600"
