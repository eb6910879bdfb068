"""Free answers of a survey on the screens: behind one row in the list, many to a coding screen."""

import pytest
from textual.widgets import Input

from tests.tui.conftest import CODEBOOK, settle, shown
from tests.tui.pictures import SIZES, no_clock, pressing  # noqa: F401
from tests.tui.test_interviews_screen import rows_shown
from workbench.model import Reference
from workbench.tui.app import WorkbenchApp
from workbench.tui.screens.answers import AnswersScreen
from workbench.tui.screens.interviews import InterviewsScreen
from workbench.tui.screens.transcript import TranscriptScreen
from workbench.tui.widgets.interview_table import InterviewTable
from workbench.workflows.answers import import_answers
from workbench.workflows.creating import new_project
from workbench.workflows.importing import import_interviews
from workbench.workflows.opening import Workspace

SAID = (
    "Rutinerna saknas, och ingen vet vem man ringer. Det tar en halv dag.",
    "Vi träffas varje tisdag. Det fungerar bra.",
    "",
    "Chefen står bakom oss.",
    "Mer tid för möten!",
    "Nej",
    "Jag vet inte vem som har ansvar för vad, och det har jag aldrig vetat. "
    "Alla tror att någon annan gör det, och så blir det ingen som gör det.",
    "Handläggarna slutar.",
    "Bra som det är.",
    "Fasta tider hos kassan.",
    "Kommunen svarar aldrig.",
    "De svarar i telefon. Det räcker långt.",
)


@pytest.fixture
def project(tmp_path):
    path = tmp_path / "enkät.workbench"
    new_project(path, str(CODEBOOK))
    talk = tmp_path / "01-samtal.txt"
    talk.write_text("Samtal i Eksjö\nModerator: Hur går det?\nIP1: Bra.\n", encoding="utf-8")
    import_interviews(path, [talk])
    rows = [f"{('Eksjö', 'Åmål')[number % 2]};{said}" for number, said in enumerate(SAID)]
    sheet = tmp_path / "svar.csv"
    sheet.write_text("\n".join(["Kommun;Kommentar", *rows]), encoding="utf-8")
    import_answers(path, [sheet], texts=["Kommentar"], attributes=["Kommun"])
    return path


@pytest.fixture
def answers(project):
    workspace = Workspace.open(project, coder="Åsa")
    yield workspace
    workspace.close()


async def press(pilot, *keys):
    for key in keys:
        await pilot.press(key)
        await settle(pilot)


def subject(app):
    return " ".join(shown(app)[1:3])


async def test_a_survey_stands_behind_one_row_and_unfolds(answers):
    app = WorkbenchApp(answers)
    async with app.run_test(size=(140, 45)) as pilot:
        await settle(pilot)
        assert rows_shown(app) == ["01", "svar.csv"]
        assert "1 interview · 11 answers" in subject(app)
        await press(pilot, "end", "z")
        assert rows_shown(app)[:4] == ["01", "svar.csv", "svar-0001", "svar-0002"]
        assert len(rows_shown(app)) == 13
        await press(pilot, "down", "z")
        assert rows_shown(app) == ["01", "svar.csv"]
        assert app.screen.query_one(InterviewTable).under_cursor == "svar.csv"


async def test_an_interview_has_nothing_to_unfold(answers):
    app = WorkbenchApp(answers)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "z")
        assert "no answer of a survey" in "\n".join(shown(app))


@pytest.mark.parametrize("size", [(80, 24), (140, 45)])
async def test_keys_code_the_answer_one_is_in(answers, size):
    app = WorkbenchApp(answers)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await press(pilot, "end", "enter")
        assert isinstance(app.screen, AnswersScreen)
        assert "Answer 1 of 11" in "\n".join(shown(app))
        # Next interview is the next answer.
        await press(pilot, "N", "N", "1", "plus")
        assert "svar-0004" in subject(app)
        assert "Åmål" in subject(app)
        (coding,) = answers.codings("svar-0004")
        text = answers.interview("svar-0004").text
        assert text[coding.span.start : coding.span.end] == "Chefen står bakom oss."
        assert coding.polarity.value == "+"
        await press(pilot, "N", "2", "u")
        assert answers.codings("svar-0005") == []
        assert len(answers.codings("svar-0004")) == 1
        await press(pilot, "P", "d")


async def test_undo_leads_to_the_answer(answers):
    app = WorkbenchApp(answers)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "end", "enter", "N", "1", "N", "N", "N", "u")
        assert "svar-0002" in subject(app)
        assert answers.codings("svar-0002") == []


async def test_a_selection_from_one_answer_into_the_next_is_refused_in_words(answers):
    app = WorkbenchApp(answers)
    async with app.run_test(size=(140, 45)) as pilot:
        await settle(pilot)
        await press(pilot, "end", "enter", "v", "t", "t", "1")
        told = "\n".join(shown(app)) + str([each.message for each in app._notifications])
        assert "reaches from one answer into" in told
        assert answers.codings("svar-0001") == []


async def test_next_goes_through_what_is_uncoded(answers):
    app = WorkbenchApp(answers)
    async with app.run_test(size=(140, 45)) as pilot:
        await settle(pilot)
        await press(pilot, "end", "enter", "N", "1", "P", "n")
        assert "svar-0004" in subject(app)
        assert "10 answers uncoded" in "\n".join(shown(app))


async def test_only_answers_that_the_filter_leaves_are_read(answers):
    app = WorkbenchApp(answers)
    async with app.run_test(size=(140, 45)) as pilot:
        await settle(pilot)
        await press(pilot, "slash", *"åmål", "enter")
        assert "6 answers" in subject(app)
        await press(pilot, "end", "enter")
        assert "Answer 1 of 6" in "\n".join(shown(app))
        assert "svar-0002" in subject(app)


async def test_all_of_them_are_marked_finished_from_the_list_and_the_screen(answers):
    app = WorkbenchApp(answers)
    async with app.run_test(size=(140, 45)) as pilot:
        await settle(pilot)
        await press(pilot, "end", "f")
        assert len(answers.finished()) == 11
        assert "11 interviews" in "\n".join(shown(app))
        await press(pilot, "up", "down")
        assert "all 11 answers finished" in "\n".join(shown(app))
        await press(pilot, "enter", "f")
        assert answers.finished() == frozenset()


async def test_a_memo_is_one_on_the_answer(answers):
    app = WorkbenchApp(answers)
    async with app.run_test(size=(140, 45)) as pilot:
        await settle(pilot)
        await press(pilot, "end", "m")
        assert "to write on one" in "\n".join(shown(app))
        await press(pilot, "enter", "N", "M", *"Hej", "ctrl+s")
        assert answers.interview("svar-0002").memo == "Hej"
        assert "✎" in subject(app)


async def test_one_comes_back_to_the_answer_where_one_was(project):
    for keys in (("end", "enter", "N", "N", "N"), ()):
        workspace = Workspace.open(project, coder="Åsa")
        app = WorkbenchApp(workspace)
        async with app.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            await press(pilot, *keys)
            assert isinstance(app.screen, AnswersScreen)
            assert "svar-0005" in subject(app)
            await app.screen.finish_writing()
            app.screen._remember(app.screen.loaded.interview.id, app.screen.view.place)
        workspace.close()


async def test_an_answer_that_is_named_is_shown_among_the_others(answers):
    app = WorkbenchApp(answers, interview="svar-0007", at=Reference("svar-0007", 1, 5))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert isinstance(app.screen, AnswersScreen)
        assert "svar-0007" in subject(app)
        assert "Answer 6 of 11" in "\n".join(shown(app))


async def test_an_unfolded_answer_can_be_read_alone(answers):
    app = WorkbenchApp(answers)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "end", "z", "down", "enter")
        assert type(app.screen) is TranscriptScreen
        assert "svar-0001" in subject(app)
        await press(pilot, "escape", "escape")
        assert isinstance(app.screen, InterviewsScreen)


async def test_an_answer_taken_out_elsewhere_leaves_the_others(answers):
    other = Workspace.open(answers.path, coder="B")
    app = WorkbenchApp(answers)
    async with app.run_test(size=(140, 45)) as pilot:
        await settle(pilot)
        await press(pilot, "end", "enter", "N")
        from workbench.workflows.keeping import remove_interview

        remove_interview(answers.path, "svar-0001")
        app.screen.reload()
        await settle(pilot)
        await settle(pilot)
        assert "of 10" in "\n".join(shown(app))
        await press(pilot, "N", "1")
        assert sum(len(answers.codings(each.id)) for each in answers.interviews()) == 1
    other.close()


def still(pilot):
    for field in pilot.app.screen.query(Input):
        field.cursor_blink = False


@SIZES
def test_list_with_a_survey(snap_compare, answers, size):
    keys = pressing("end", "z", "down")
    assert snap_compare(WorkbenchApp(answers), terminal_size=size, run_before=keys)


@SIZES
def test_list_with_a_survey_folded(snap_compare, answers, size):
    keys = pressing("end")
    assert snap_compare(WorkbenchApp(answers), terminal_size=size, run_before=keys)


@SIZES
def test_many_answers_to_a_screen(snap_compare, answers, size):
    keys = pressing("end", "enter", "1", "minus", "N", "2", "plus", "N", "N", "3")
    assert snap_compare(WorkbenchApp(answers), terminal_size=size, run_before=keys)


async def test_words_are_found_over_all_answers(answers):
    app = WorkbenchApp(answers)
    async with app.run_test(size=(140, 45)) as pilot:
        await settle(pilot)
        await press(pilot, "end", "enter", "slash", *"ansvar", "enter")
        assert isinstance(app.screen, AnswersScreen)
        assert "svar-0007" in subject(app)


async def test_selected_words_become_a_code_in_their_answer(answers):
    app = WorkbenchApp(answers)
    async with app.run_test(size=(140, 45)) as pilot:
        await settle(pilot)
        await press(pilot, "end", "enter", "N", "N", "N", "i", "enter")
        (coding,) = answers.codings("svar-0005")
        assert answers.codebook().by_id[coding.code].name == "Mer tid för möten!"
