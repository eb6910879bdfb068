"""A project with a corrected transcript, kept queries and settlements goes out and comes back."""

from tests.project.samples import add, coding, interview, new_project
from workbench.model import (
    Coder,
    EditProject,
    InterviewId,
    Polarity,
    ReviseInterview,
    SettleDisagreement,
    Settlement,
    Side,
    SourceFile,
    Taken,
)
from workbench.project import Project
from workbench.workflows.exchanging import export_project, new_project_from

BEFORE = (("Moderator", "Hur är det?"), ("IP1", "Rutinerna är bra."), ("IP2", "Det ska strykas."))
AFTER = (("Moderator", "Hur är det i dag?"), ("IP1", "Rutinerna är bra."))


def revised(folder):
    """Codings of two coders, of whom one lost a place; a query, a decision for neither."""
    with new_project(folder) as project:
        made = interview("07", BEFORE)
        project.commit([add(made)], verb="import")
        first = coding(project, made, "Rutinerna", polarity=Polarity.PROMOTES)
        gone = coding(project, made, "ska strykas", coder="B", memo="Fråga igen.")
        project.commit([first], verb="code")
        project.commit([gone], verb="code")
        side = Side(first.coding.id, first.coding.span, first.coding.code, Polarity.PROMOTES)
        project.commit(
            [
                SettleDisagreement(
                    Settlement(
                        made.id,
                        (Coder("A"), Coder("B")),
                        Coder("consensus"),
                        side,
                        None,
                        Taken.NEITHER,
                        "Varken eller.",
                        (),
                    )
                )
            ],
            verb="settle",
        )
        project.commit([EditProject(queries={"främjar": "STR+"})], verb="query")
        new = interview("07", AFTER)
        change = ReviseInterview(InterviewId("07"), new, SourceFile("ny.txt", new.text.encode()))
        project.revise(change, facts={"interview": "07"})
        return project.path


def round_trip(folder, coders=()):
    path = revised(folder)
    departure = export_project(path, folder / "ut.qdpx", coders=coders, force=False)
    back = new_project_from(folder / "åter", folder / "ut.qdpx")
    return path, back.path, departure


def test_what_stands_in_the_corrected_text_comes_back_equal(tmp_path):
    path, back, _ = round_trip(tmp_path)
    with Project.open(path) as ours, Project.open(back) as theirs:
        assert theirs.codings() == ours.codings()
        assert theirs.interview("07").text == ours.interview("07").text
        assert theirs.queries() == ours.queries() == {"främjar": "STR+"}
        assert theirs.check().ok


def test_a_decision_for_neither_comes_back(tmp_path):
    _, back, _ = round_trip(tmp_path)
    with Project.open(back) as project:
        assert [(each.taken, each.reason) for each in project.all_settlements()] == [
            (Taken.NEITHER, "Varken eller.")
        ]


def test_a_coding_that_lost_its_place_goes_along_in_the_memo_and_is_told(tmp_path):
    _, back, departure = round_trip(tmp_path)
    assert any(each.startswith("1 codings that lost their place") for each in departure.left)
    with Project.open(back) as project:
        _, memo = project.interview_memo("07")
        assert memo == "(07:3+4) B: STR “ska strykas” Fråga igen."


def test_anothers_lost_coding_does_not_go_along(tmp_path):
    _, back, departure = round_trip(tmp_path, coders=["A"])
    assert not any("lost" in each for each in departure.left)
    with Project.open(back) as project:
        assert project.interview_memo("07") == (InterviewId("07"), "")
