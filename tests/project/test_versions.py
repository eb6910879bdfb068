"""Which version of the codebook each coding was made under, and when interviews were finished."""

import pytest

from tests.project.samples import BOOK, add, coding, interview, new_project
from workbench.model import (
    Code,
    CodeId,
    Coder,
    EditCodebook,
    EditCoding,
    PutCode,
    RemoveCode,
    RemoveCoding,
    SetFinished,
    Span,
)

FIRST, SECOND = interview("07"), interview("08", kommun="Eksjö", header="Åttan")
LED = BOOK.by_id[CodeId("LED")]


def put(code, **fields):
    values = {"name": code.name, "parent": code.parent, "definition": code.definition, **fields}
    return PutCode(Code(code.id, **values))


@pytest.fixture
def project(tmp_path):
    with new_project(tmp_path) as made:
        made.commit([add(FIRST), add(SECOND)], verb="import")
        yield made


def code(project, words, name="LED", *, coder="A", where=FIRST):
    change = coding(project, where, words, name, coder=coder)
    project.commit([change], verb="coding", coder=Coder(coder))
    return change.coding.id


def numbers(project):
    return [each.number for each in project.codebook_versions()]


def test_a_project_begins_with_the_first_version(project):
    (only,) = project.codebook_versions()
    assert (only.number, only.authors, only.codings) == (1, ("eva",), {})
    assert only.codebook == project.codebook()


def test_changes_with_no_coding_between_them_are_one_version(project):
    code(project, "Chefen")
    project.commit([put(LED, definition="Vem leder")], verb="edit code")
    project.commit([PutCode(Code(CodeId("NY"), "Ny"))], verb="add code")
    code(project, "ring mig", coder="B")
    first, second = project.codebook_versions()
    assert first.codebook.by_id[CodeId("LED")].definition == ""
    assert second.codebook.by_id[CodeId("LED")].definition == "Vem leder"
    assert CodeId("NY") in second.codebook.by_id
    assert (first.codings, second.codings) == ({"A": 1}, {"B": 1})
    assert second.codebook == project.codebook()


def test_colours_keys_and_order_make_no_version(project):
    code(project, "Chefen")
    project.commit([put(LED, colour="#112233", key="9")], verb="edit code")
    order = tuple(reversed([each.id for each in BOOK.codes]))
    project.commit([EditCodebook(order=order, title="Annan")], verb="move code")
    assert numbers(project) == [1]


def test_a_coding_belongs_to_the_version_in_which_passage_or_code_were_last_set(project):
    kept, moved, noted = (code(project, words) for words in ("Chefen", "ring mig", "läser dem"))
    project.commit([put(LED, definition="Ny ordalydelse")], verb="edit code")
    project.commit([EditCoding(moved, code=CodeId("STA"))], verb="recode")
    project.commit([EditCoding(noted, memo="En anteckning")], verb="memo")
    assert project.coding_versions() == {kept: 1, moved: 2, noted: 1}
    start = FIRST.text.index("Chefen står")
    project.commit([EditCoding(kept, span=Span(start, start + 11))], verb="span")
    assert project.coding_versions()[kept] == 2


def test_a_code_made_of_the_words_it_codes_begins_a_version_with_that_coding(project):
    code(project, "Chefen")
    made = coding(project, FIRST, "ring mig", "NY")
    project.commit([PutCode(Code(CodeId("NY"), "Ny")), made], verb="in vivo")
    assert project.coding_versions()[made.coding.id] == 2
    assert numbers(project) == [1, 2]


def test_codes_that_are_merged_leave_codings_in_their_version(project):
    made = code(project, "Chefen", "STA")
    later = [EditCoding(made, code=CodeId("LED")), RemoveCode(CodeId("STA"))]
    project.commit(later, verb="merge codes")
    assert project.coding_versions() == {made: 1}
    assert CodeId("STA") not in project.codebook_versions()[1].codebook.by_id


def test_an_undone_change_was_a_version_while_it_stood(project):
    code(project, "Chefen")
    project.commit([put(LED, definition="Tagen tillbaka")], verb="edit code")
    middle = coding(project, FIRST, "ring mig", "LED", coder="B")
    project.commit([middle], verb="coding", coder=Coder("B"))
    other = project.undo()
    assert other.verb == "coding"
    project.redo()
    project.undo()
    project.undo()  # The change itself.
    project.commit([coding(project, FIRST, "läser dem", "LED")], verb="coding")
    definitions = [
        each.codebook.by_id[CodeId("LED")].definition for each in project.codebook_versions()
    ]
    assert definitions == ["", "Tagen tillbaka", ""]


def test_taking_a_coding_away_renumbers_nothing(project):
    first = code(project, "Chefen")
    project.commit([put(LED, definition="Två")], verb="edit code")
    second = code(project, "ring mig")
    project.commit([RemoveCoding(first)], verb="uncode")
    assert project.coding_versions() == {second: 2}
    assert [each.codings for each in project.codebook_versions()] == [{}, {"A": 1}]


def test_an_interview_has_the_version_in_which_the_later_coder_finished(project):
    code(project, "Chefen", coder="A")
    code(project, "Chefen", coder="B")
    code(project, "Chefen", coder="A", where=SECOND)
    project.commit([SetFinished(Coder("A"), "7")], verb="finish")
    project.commit([put(LED, definition="Två")], verb="edit code")
    assert project.interview_versions([Coder("A"), Coder("B")]) == {"07": 1}
    project.commit([SetFinished(Coder("B"), "7")], verb="finish")
    assert project.interview_versions([Coder("A"), Coder("B")]) == {"07": 2}
    assert project.interview_versions([Coder("A")]) == {"07": 1, "08": 1}


def test_the_time_of_finishing_is_that_of_the_mark_in_force(project):
    code(project, "Chefen")
    project.commit([SetFinished(Coder("A"), "7")], verb="finish")
    before = project.finished_times(Coder("A"))["07"]
    assert project.last_event()[0] >= before
    project.commit([SetFinished(Coder("A"), "7", finished=False)], verb="finish")
    assert project.finished_times(Coder("A")) == {}
    project.undo()
    assert project.finished_times(Coder("A")) == {"07": before}


def test_the_time_of_coding_is_that_of_the_last_coding_in_the_interview(project):
    code(project, "Chefen")
    made = code(project, "ring mig")
    times = project.coded_times(Coder("A"))
    assert set(times) == {"07"}
    assert times["07"] == project.codings_by_id([made])[0].time
