"""Two coders side by side, key by key: what is shown, where one goes, what is left out."""

from dataclasses import replace

import pytest
from textual.widgets import Input

from tests.conftest import run_workbench
from tests.tui.comparing import comparing, current, first_of, go_to, notified, screen_of
from tests.tui.conftest import settle
from tests.tui.desk import LARGE, coding_at, press, said
from workbench.model import DisagreementKind, InterviewId, Reference, Span
from workbench.tui.app import WorkbenchApp
from workbench.tui.screens.compare.figures import DriftScreen, MatrixScreen
from workbench.tui.screens.compare.opening import PairsScreen
from workbench.tui.screens.compare.screen import CompareScreen
from workbench.tui.screens.compare.whole import WholeScreen
from workbench.tui.screens.interviews import InterviewsScreen
from workbench.tui.screens.transcript import TranscriptScreen
from workbench.tui.widgets.compare.confusion import ConfusionTable
from workbench.tui.widgets.compare.disagreement_list import DisagreementList
from workbench.tui.widgets.compare.sifting import sifted
from workbench.workflows.opening import Workspace
from workbench.workflows.pairing import Sought

# Ways in and out


async def test_from_the_list_of_interviews_a_key_shows_the_two_in_the_interview_under_the_cursor(
    finished,
):
    app = WorkbenchApp(finished)
    async with app.run_test() as pilot:
        await settle(pilot)
        await press(pilot, "home", "down", "down", "equals_sign")
        assert screen_of(app).wanted == "03"
        assert current(app).disagreement.interview == "03"


async def test_from_the_coding_screen_one_comes_to_what_differs_where_one_was(finished):
    app = coding_at(finished, "06:13")
    async with app.run_test() as pilot:
        await settle(pilot)
        place = app.screen.view.place
        await press(pilot, "equals_sign")
        disagreement = current(app).disagreement
        assert (disagreement.interview, disagreement.span.end > place) == ("06", True)
        before = [
            each
            for each in screen_of(app).rows_here()
            if place < each.disagreement.span.end <= disagreement.span.start
        ]
        assert before == []
        await press(pilot, "escape", "escape")
        assert isinstance(app.screen, TranscriptScreen)


async def test_the_palette_offers_to_compare(finished):
    app = coding_at(finished, "06:13")
    async with app.run_test() as pilot:
        await settle(pilot)
        await press(pilot, "ctrl+p", *"compare", "enter")
        assert isinstance(app.screen, CompareScreen)


async def test_where_only_one_has_coded_it_is_said(open_text):
    workspace = open_text("IP1: Vi har rutiner.", "IP2: Ja.")
    workspace.code("01", Span(5, 20), "STR")
    app = WorkbenchApp(workspace)
    async with app.run_test() as pilot:
        await settle(pilot)
        await press(pilot, "equals_sign")
        assert isinstance(app.screen, InterviewsScreen)
        assert notified(app) == ["Only A has coded: there is nobody to compare with."]


async def test_of_three_coders_one_chooses_which_two(finished):
    third = Workspace.open(finished.path, coder="C")
    third.code("01", Span(300, 320), "LED")
    third.close()
    app = WorkbenchApp(finished)
    async with app.run_test() as pilot:
        await settle(pilot)
        await press(pilot, "equals_sign")
        assert isinstance(app.screen, PairsScreen)
        await press(pilot, "down", "enter")
        screen = screen_of(app)
        assert (screen.pair.first, screen.pair.second) == ("A", "C")


# What is shown


async def test_a_stands_left_b_right_and_what_they_differ_on_between(finished, pair):
    code = first_of(pair, DisagreementKind.CODE)
    app = comparing(finished, pair)
    async with app.run_test(size=LARGE) as pilot:
        await settle(pilot)
        await go_to(pilot, code)
        row = next(
            line
            for line in said(app).splitlines()
            if f"{code.first.code} " in line.split("┃")[0][:40] and code.second.code in line[60:100]
        )
        assert row.index(code.first.code) < 30 < row.index(code.second.code, 30)
        told = said(app)
        for name in ("A", "B"):
            assert name in told
        assert finished.codebook().by_id[code.first.code].name in told


async def test_the_inspector_shows_what_whoever_coded_nothing_has(finished, pair):
    alone = first_of(pair, DisagreementKind.ONE_CODED)
    app = comparing(finished, pair)
    async with app.run_test(size=LARGE) as pilot:
        await settle(pilot)
        await go_to(pilot, alone)
        assert "nothing coded" in said(app)


async def test_everything_about_a_disagreement_can_be_read_whole(finished, pair):
    code = first_of(pair, DisagreementKind.CODE)
    book = finished.codebook()
    for each in (code.first.code, code.second.code):
        finished.put_code(
            replace(book.by_id[each], definition=f"Bok om {each}", exclude=f"Inte {each}")
        )
    app = comparing(finished, pair)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await go_to(pilot, code)
        await press(pilot, "i")
        assert isinstance(app.screen, WholeScreen)
        told = " ".join(str(each.visual) for each in app.screen.query("Static"))
        text = finished.interview(code.interview).text
        for coding in (code.first, code.second):
            assert " ".join(text[coding.span.start : coding.span.end].split()) in told
            assert f"Bok om {coding.code}" in told
            assert f"Inte {coding.code}" in told


async def test_directions_are_left_out_until_they_are_asked_for(finished, pair):
    app = comparing(finished, pair)
    async with app.run_test() as pilot:
        await settle(pilot)
        kinds = {each.disagreement.kind for each in screen_of(app).loaded.rows}
        assert DisagreementKind.DIRECTION not in kinds
        await press(pilot, "D")
        kinds = {each.disagreement.kind for each in screen_of(app).loaded.rows}
        assert DisagreementKind.DIRECTION in kinds


# Going about


async def test_n_and_p_go_through_all_disagreements_also_into_other_interviews(finished, pair):
    keys = [each.key for each in pair.disagreements()]
    in_first = sum(each.interview == "01" for each in pair.disagreements())
    app = comparing(finished, pair, at=Reference.parse("01:1"))
    async with app.run_test() as pilot:
        await settle(pilot)
        seen = [current(app).key]
        for _ in range(in_first):
            await press(pilot, "n")
            seen.append(current(app).key)
        assert seen == keys[: in_first + 1]
        assert screen_of(app).sides.interview.id == "02"
        await press(pilot, "p")
        assert current(app).key == keys[in_first - 1]
        assert screen_of(app).sides.interview.id == "01"


async def test_keys_pressed_faster_than_interviews_load_all_count(finished, pair):
    keys = [each.key for each in pair.disagreements()]
    app = comparing(finished, pair, at=Reference.parse("01:1"))
    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press(*["n"] * 60)
        await settle(pilot)
        assert current(app).key == keys[60]
        assert screen_of(app).sides.interview.id == current(app).disagreement.interview


async def test_past_the_last_one_it_is_said(finished, pair):
    app = comparing(finished, pair)
    async with app.run_test() as pilot:
        await settle(pilot)
        await go_to(pilot, pair.disagreements()[-1])
        await press(pilot, "n")
        assert "No more disagreements below." in said(app)


async def test_moving_in_the_text_comes_to_the_disagreement_under_the_cursor(finished, pair):
    second = pair.disagreements(Sought(interviews=[InterviewId("06")]))[1]
    app = comparing(finished, pair, at=Reference.parse("06:1"))
    async with app.run_test() as pilot:
        await settle(pilot)
        view = screen_of(app).view
        view.go_to(second.span.start - 30)
        await settle(pilot)
        for _ in range(40):
            await pilot.press("w")
            await settle(pilot)
            if current(app) is not None and current(app).key == second.key:
                break
        assert second.span.start <= view.place < second.span.end


async def test_the_list_is_walked_with_its_own_keys_and_the_text_follows(finished, pair):
    app = comparing(finished, pair, at=Reference.parse("01:1"))
    async with app.run_test() as pilot:
        await settle(pilot)
        await press(pilot, "tab")
        assert isinstance(app.focused, DisagreementList)
        await press(pilot, "down", "down")
        disagreement = pair.disagreements()[2]
        assert current(app).key == disagreement.key
        assert screen_of(app).view.place == disagreement.span.start
        await press(pilot, "end")
        assert screen_of(app).sides.interview.id == "21"


async def test_a_click_in_the_list_goes_there(finished, pair):
    app = comparing(finished, pair, at=Reference.parse("01:1"))
    async with app.run_test(size=LARGE) as pilot:
        await settle(pilot)
        await pilot.click(DisagreementList, offset=(10, 5))
        await settle(pilot)
        assert current(app).key == pair.disagreements()[5].key


async def test_return_goes_back_to_where_the_last_jump_began(finished, pair):
    app = comparing(finished, pair, at=Reference.parse("01:1"))
    async with app.run_test() as pilot:
        await settle(pilot)
        first = current(app).key
        await press(pilot, "n", "backspace")
        assert current(app).key == first


async def test_the_next_interview_is_a_key_away(finished, pair):
    app = comparing(finished, pair, at=Reference.parse("01:1"))
    async with app.run_test() as pilot:
        await settle(pilot)
        await press(pilot, "N", "N")
        assert screen_of(app).sides.interview.id == "03"
        await press(pilot, "P")
        assert current(app).disagreement.interview == "02"


# Sifting


@pytest.mark.parametrize(
    ("words", "sought"),
    [
        ("STR", Sought(codes=["STR"])),
        ("07", Sought(interviews=["07"])),
        ("eksjö", Sought(where=["kommun=Eksjö"])),
        ("kommun=eksjo", Sought(where=["kommun=Eksjö"])),
        ("boundaries", Sought(kinds=[DisagreementKind.BOUNDARIES])),
        ("only one", Sought(kinds=[DisagreementKind.ONE_CODED])),
        (">100", Sought(least_size=101)),
        (
            "STR 07 boundaries",
            Sought(codes=["STR"], interviews=["07"], kinds=[DisagreementKind.BOUNDARIES]),
        ),
    ],
)
async def test_words_typed_leave_what_the_project_itself_finds(finished, pair, words, sought):
    app = comparing(finished, pair)
    async with app.run_test() as pilot:
        await settle(pilot)
        await press(pilot, "slash")
        screen_of(app).query_one("#filter", Input).value = words
        await settle(pilot)
        shown = [each.key for each in screen_of(app).shown_rows]
        found = [each.key for each in pair.disagreements(sought)]
        assert shown == found
        assert 0 < len(shown) < len(pair.disagreements())


async def test_n_goes_through_what_is_sifted_and_esc_shows_all_again(finished, pair):
    wanted = pair.disagreements(Sought(codes=["MAL"]))
    app = comparing(finished, pair)
    async with app.run_test() as pilot:
        await settle(pilot)
        await press(pilot, "slash", *"MAL", "enter")
        assert current(app).key == wanted[0].key
        await press(pilot, "n", "n")
        assert current(app).key == wanted[2].key
        await press(pilot, "escape")
        assert len(screen_of(app).shown_rows) == len(pair.disagreements())


async def test_where_nothing_answers_it_is_said(finished, pair):
    app = comparing(finished, pair)
    async with app.run_test() as pilot:
        await settle(pilot)
        await press(pilot, "slash", *"xyzzy", "enter")
        assert "Nothing answers to “xyzzy”" in said(app)


# Figures


async def test_from_a_cell_of_the_matrix_to_the_disagreements_behind_it(finished, pair):
    app = comparing(finished, pair)
    async with app.run_test(size=LARGE) as pilot:
        await settle(pilot)
        await press(pilot, "x")
        assert isinstance(app.screen, MatrixScreen)
        table = app.screen.query_one(ConfusionTable)
        cross = pair.confusion()
        row, column = cross.codes.index("STR"), cross.codes.index("FOR")
        table.at = (row, column)
        await settle(pilot)
        assert table.characters == cross.characters[row][column] > 0
        await press(pilot, "enter")
        shown = screen_of(app).shown_rows
        assert shown
        assert all(("STR", "FOR") in each.met for each in shown)
        direct = [
            each
            for each in pair.disagreements()
            if each.first and each.second and (each.first.code, each.second.code) == ("STR", "FOR")
        ]
        assert {each.key for each in direct} <= {each.key for each in shown}


async def test_every_cell_with_characters_has_disagreements_behind_it(finished, pair):
    app = comparing(finished, pair)
    async with app.run_test() as pilot:
        await settle(pilot)
        loaded, cross = screen_of(app).loaded, pair.confusion()
        names = [*cross.codes, "–"]
        last = len(names) - 1
        for i, first in enumerate(names):
            for j, second in enumerate(names):
                if i != j and cross.characters[i][j]:
                    assert sifted(loaded.rows, f"{first}|{second}", loaded.codebook), (
                        first,
                        second,
                    )
        assert cross.characters[last][last]


async def test_over_time_each_interview_has_its_bar_and_enter_opens_it(finished, pair):
    app = comparing(finished, pair)
    async with app.run_test(size=LARGE) as pilot:
        await settle(pilot)
        await press(pilot, "y")
        assert isinstance(app.screen, DriftScreen)
        told = said(app)
        points = pair.drift()
        for point in points:
            assert f"{point.alpha:.2f}".replace("-", "−") in told
        await press(pilot, "end", "enter")
        assert screen_of(app).sides.interview.id == points[-1].interview


# What is left out


async def test_interviews_that_not_both_have_finished_are_left_out_and_counted(finished, pair):
    run_workbench("finish", finished.path, "03", "--coder", "B", "--undo")
    app = comparing(finished, pair)
    async with app.run_test(size=LARGE) as pilot:
        await settle(pilot)
        assert "20 interviews · 1 left out" in said(app)
        assert not any(each.disagreement.interview == "03" for each in screen_of(app).loaded.rows)


async def test_coming_from_an_interview_that_is_left_out_one_is_told_why(finished, pair):
    run_workbench("finish", finished.path, "03", "--coder", "B", "--undo")
    app = comparing(finished, pair, at=Reference.parse("03:5"))
    async with app.run_test() as pilot:
        await settle(pilot)
        assert notified(app) == ["Interview 03 is left out: B has not finished it."]
        assert current(app).disagreement.interview == "01"


async def test_an_interview_that_is_taken_up_again_elsewhere_leaves_the_screen(finished, pair):
    app = comparing(finished, pair, at=Reference.parse("03:5"))
    async with app.run_test() as pilot:
        await settle(pilot)
        assert screen_of(app).sides.interview.id == "03"
        run_workbench("finish", finished.path, "03", "--coder", "B", "--undo")
        screen_of(app).look_for_changes()
        await settle(pilot)
        assert screen_of(app).sides.interview.id == "01"
        assert notified(app) == ["Interview 03 is left out: B has not finished it."]


async def test_where_nothing_can_be_compared_it_says_why_and_what_to_do(workspace):
    app = comparing(workspace, workspace.pair("A", "B"))
    async with app.run_test(size=LARGE) as pilot:
        await settle(pilot)
        told = said(app)
        assert "No interview can be compared yet." in told
        assert "workbench finish höglandet.workbench --coder A" in told
        assert "workbench blind höglandet.workbench --lift" in told
        await press(pilot, "n", "greater_than_sign", "x", "y", "i", "u")
        await press(pilot, "escape")
        assert isinstance(app.screen, InterviewsScreen)


async def test_when_the_team_lifts_the_rule_elsewhere_everything_comes(workspace):
    app = comparing(workspace, workspace.pair("A", "B"))
    async with app.run_test() as pilot:
        await settle(pilot)
        assert run_workbench("blind", workspace.path, "--lift").code == 0
        app.screen.look_for_changes()
        await settle(pilot)
        assert len(screen_of(app).loaded.compared.interviews) == 21
        assert current(app) is not None


async def test_two_who_agree_everywhere_are_told_so(open_text):
    workspace = open_text("IP1: Vi har rutiner.", "IP2: Ja.")
    span = Span(5, 20)
    for coder in ("A", "B"):
        with_coder = Workspace.open(workspace.path, coder=coder)
        with_coder.code("01", span, "STR")
        with_coder.finish("01", True)
        with_coder.close()
    app = comparing(workspace, workspace.pair("A", "B"))
    async with app.run_test() as pilot:
        await settle(pilot)
        assert "The two agree everywhere." in said(app)
        assert "STR" in said(app)


# What others write


async def test_what_a_coder_changes_elsewhere_comes_to_the_screen(finished, pair):
    alone = next(
        each
        for each in pair.disagreements(Sought(kinds=[DisagreementKind.ONE_CODED]))
        if each.second is None
    )
    app = comparing(finished, pair)
    async with app.run_test() as pilot:
        await settle(pilot)
        await go_to(pilot, alone)
        finished.uncode(alone.first.id)
        screen_of(app).look_for_changes()
        await settle(pilot)
        assert screen_of(app).row_of(alone.key) is None
        assert screen_of(app).sides.first.get(alone.first.id) is None
