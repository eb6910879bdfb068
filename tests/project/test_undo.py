"""Undo and redo: one's own latest action, across restarts, never under others' feet."""

import pytest

from tests.project.samples import add, coding, interview, new_project, words_of
from workbench.errors import UsageError
from workbench.model import (
    Code,
    CodeId,
    EditCoding,
    EditInterview,
    PutCode,
    RemoveCode,
    RemoveInterview,
)
from workbench.project import Project


@pytest.fixture
def other(coded):
    """The same file, opened by another."""
    with Project.open(coded.path, author="nils") as opened:
        yield opened


def test_a_batch_is_one_undo(coded, talk):
    coded.commit(
        [coding(coded, talk, words) for words in ("Chefen", "skillnad", "ring")], verb="code"
    )
    taken = coded.undo()
    assert (taken.verb, taken.undone) == ("code", True)
    assert coded.codings() == []
    assert coded.redo().undone is False
    assert len(coded.codings()) == 3


def test_undo_goes_back_action_by_action_and_redo_forward_again(coded, talk):
    for words in ("Chefen", "skillnad", "ring"):
        coded.commit([coding(coded, talk, words)], verb=f"code {words}")
    assert [coded.undo().verb for _ in range(2)] == ["code ring", "code skillnad"]
    assert [coded.redo().verb for _ in range(2)] == ["code skillnad", "code ring"]
    assert len(coded.codings()) == 3
    assert coded.check().ok


def test_undo_works_after_a_restart(tmp_path, talk):
    with new_project(tmp_path) as project:
        project.commit([add(talk)], verb="import")
    with Project.open(project.path, author="eva") as project:
        project.undo()
        assert project.interviews() == ()
    with Project.open(project.path, author="eva") as project:
        project.redo()
        assert project.interview("07") == talk


def test_a_new_action_empties_redo(coded, talk):
    coded.commit([coding(coded, talk, "Chefen")], verb="code")
    coded.undo()
    coded.commit([coding(coded, talk, "skillnad")], verb="code")
    with pytest.raises(UsageError, match="nothing to redo"):
        coded.redo()


def test_the_making_of_the_project_is_not_undone(project):
    with pytest.raises(UsageError, match="nothing to undo"):
        project.undo()


def test_everybody_undoes_her_own(coded, other, talk):
    coded.commit([coding(coded, talk, "Chefen")], verb="code")
    other.commit([coding(other, talk, "skillnad", coder="B")], verb="code")
    assert coded.undo().author == "eva"
    assert words_of(coded) == [("07", "skillnad", "STR", "B")]


def test_undo_is_refused_when_another_has_coded_the_interview(coded, other, talk):
    other.commit([coding(other, talk, "skillnad", coder="B")], verb="code")
    with pytest.raises(UsageError, match="nils") as caught:
        coded.undo()
    assert "rests on it" in caught.value.message
    other.undo()
    coded.undo()
    assert coded.interviews() == ()


def test_undo_is_refused_when_another_has_edited_the_coding(coded, other, talk):
    made = coding(coded, talk, "Chefen")
    coded.commit([made], verb="code")
    other.commit([EditCoding(made.coding.id, memo="Nils")], verb="edit")
    with pytest.raises(UsageError, match="edit"):
        coded.undo()


def test_undo_is_refused_when_another_has_coded_with_the_code_or_put_one_below(coded, other, talk):
    coded.commit([PutCode(Code(CodeId("NY"), "Ny"))], verb="codebook")
    other.commit([coding(other, talk, "Chefen", "NY", coder="B")], verb="code")
    with pytest.raises(UsageError, match="nils"):
        coded.undo()
    other.undo()
    other.commit([PutCode(Code(CodeId("NY.a"), "A", CodeId("NY")))], verb="codebook")
    with pytest.raises(UsageError, match="nils"):
        coded.undo()


def test_undo_is_allowed_when_anothers_work_does_not_rest_on_it(coded, other, talk):
    coded.commit([EditInterview("7", title="Ny")], verb="attributes")
    other.commit([coding(other, talk, "skillnad", coder="B")], verb="code")
    coded.undo()
    assert coded.interview("7").title == talk.title
    assert len(coded.codings()) == 1


def test_redo_of_a_removal_is_refused_when_another_has_coded_meanwhile(coded, other, talk):
    coded.commit([RemoveInterview("7")], verb="remove")
    coded.undo()
    other.commit([coding(other, talk, "skillnad", coder="B")], verb="code")
    with pytest.raises(UsageError, match="redone"):
        coded.redo()


def test_undoing_the_removal_of_a_code_brings_its_codings_back(coded, other, talk):
    other.commit([coding(other, talk, "Chefen", "LED", coder="B")], verb="code")
    coded.commit([RemoveCode(CodeId("LED"))], verb="codebook")
    assert other.codings() == []
    coded.undo()
    assert words_of(coded) == [("07", "Chefen", "LED", "B")]


def test_a_long_to_and_fro_keeps_tables_and_journal_equal(coded, talk):
    second = interview("8", (("IP1", "Helt annat."),))
    coded.commit([add(second), coding(coded, talk, "Chefen")], verb="import")
    for _ in range(3):
        coded.undo()
        coded.undo()
        coded.redo()
        coded.redo()
    assert len(coded.interviews()) == 2
    assert coded.check().ok
