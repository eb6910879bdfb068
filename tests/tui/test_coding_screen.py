"""Coding key by key: each action, what it leaves in the project, and that it can be undone."""

from tests.conftest import run_workbench
from tests.tui.conftest import settle, shown
from tests.tui.desk import LARGE, coding_at, press, said, view_of, words_of
from workbench.errors import ProjectError
from workbench.model import CodeId, Origin, Polarity, Span
from workbench.tui.screens.interviews import InterviewsScreen
from workbench.tui.widgets.inspector import Inspector
from workbench.workflows.opening import Workspace

# Coding


async def test_a_codes_key_codes_the_sentence_one_is_in(fresh):
    app = coding_at(fresh, "07:5")
    async with app.run_test() as pilot:
        await settle(pilot)
        await press(pilot, "s", "2")
        (coding,) = fresh.codings("07")
        assert (coding.code, coding.coder, coding.origin) == ("STR", "Ny", Origin.HAND)
        assert coding.polarity is None
        assert words_of(app, coding.span).endswith(".")
        assert coding.span.start == view_of(app).place
        assert "STR" in said(app)


async def test_the_same_key_again_takes_away_only_a_coding_of_exactly_that_span(fresh):
    app = coding_at(fresh, "07:5")
    async with app.run_test() as pilot:
        await settle(pilot)
        await press(pilot, "2", "g", "g", "g")
        await press(pilot, "2")
        assert len(fresh.codings("07")) == 2
        await press(pilot, "2")
        (left,) = fresh.codings("07")
        await press(pilot, "escape", "T")
        assert left.span == view_of(app).target
        await press(pilot, "2")
        assert fresh.codings("07") == []


async def test_several_codes_on_one_selection_are_all_kept(fresh):
    app = coding_at(fresh, "07:5")
    async with app.run_test() as pilot:
        await settle(pilot)
        await press(pilot, "v", "s", "1", "3", "8")
        assert {each.code for each in fresh.codings("07")} == {"LED", "STA", "SAM"}
        assert len({each.span for each in fresh.codings("07")}) == 1


async def test_keys_pressed_faster_than_they_can_be_written_are_all_done_in_order(fresh):
    app = coding_at(fresh, "07:5")
    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press("1", "plus", "s", "2", "minus", "s", "3", "0")
        await settle(pilot)
        found = {each.code: each.polarity for each in fresh.codings("07")}
        assert found == {
            "LED": Polarity.PROMOTES,
            "STR": Polarity.HINDERS,
            "STA": Polarity.NEUTRAL,
        }


async def test_a_direction_is_for_the_coding_just_made_also_where_a_shorter_one_is_nested(fresh):
    app = coding_at(fresh, "07:5")
    async with app.run_test() as pilot:
        await settle(pilot)
        await press(pilot, "g", "1", "escape", "2", "minus")
        found = {each.code: each.polarity for each in fresh.codings("07")}
        assert found == {"LED": None, "STR": Polarity.HINDERS}


async def test_after_moving_a_direction_is_for_the_innermost_coding(fresh):
    app = coding_at(fresh, "07:5")
    async with app.run_test() as pilot:
        await settle(pilot)
        await press(pilot, "2", "g", "1", "escape", "left", "plus")
        found = {each.code: each.polarity for each in fresh.codings("07")}
        assert found == {"LED": Polarity.PROMOTES, "STR": None}
        await press(pilot, "full_stop")
        assert all(each.polarity is None for each in fresh.codings("07"))


async def test_where_nothing_is_coded_a_direction_says_so(fresh):
    app = coding_at(fresh, "07:5")
    async with app.run_test() as pilot:
        await settle(pilot)
        await press(pilot, "plus")
        assert "Nothing is coded here." in said(app)


async def test_a_key_no_code_has_says_so(fresh):
    app = coding_at(fresh, "07:5")
    async with app.run_test() as pilot:
        await settle(pilot)
        await press(pilot, "9")
        assert "No code has the key 9" in said(app)
        assert fresh.codings("07") == []


async def test_a_letter_that_is_a_codes_key_codes(fresh):
    from dataclasses import replace

    book = fresh.codebook()
    fresh.put_code(replace(book.by_id["STR.rutiner"], key="ö"))
    app = coding_at(fresh, "07:5")
    async with app.run_test() as pilot:
        await settle(pilot)
        await press(pilot, "ö")
        assert [each.code for each in fresh.codings("07")] == ["STR.rutiner"]


async def test_the_picker_finds_a_code_by_a_few_letters_and_codes(fresh):
    app = coding_at(fresh, "07:5")
    async with app.run_test() as pilot:
        await settle(pilot)
        await press(pilot, "c", *"rutin", "enter")
        assert [each.code for each in fresh.codings("07")] == ["STR.rutiner"]


async def test_recoding_keeps_the_passage_and_the_direction(workspace):
    app = coding_at(workspace, "06:13")
    async with app.run_test() as pilot:
        await settle(pilot)
        (before,) = [
            each
            for each in workspace.codings("06")
            if each.span.start <= view_of(app).place < each.span.end
        ]
        await press(pilot, "C", *"KUN", "enter")
        after = next(each for each in workspace.codings("06") if each.id == before.id)
        assert (after.code, after.span, after.polarity) == ("KUN", before.span, before.polarity)


async def test_quotable_is_marked_and_taken_away(workspace):
    app = coding_at(workspace, "06:13")
    async with app.run_test() as pilot:
        await settle(pilot)
        await press(pilot, "q")
        (marked,) = [each for each in workspace.codings("06") if each.quotable]
        assert marked.code == "FOR"
        assert "FOR + ”" in said(app)
        await press(pilot, "q")
        assert not any(each.quotable for each in workspace.codings("06"))


async def test_removing_takes_the_innermost_coding_away_and_undo_brings_it_back(workspace):
    app = coding_at(workspace, "06:13")
    async with app.run_test() as pilot:
        await settle(pilot)
        before = workspace.codings("06")
        await press(pilot, "s", "s", "d")
        gone = set(before) - set(workspace.codings("06"))
        assert [each.code for each in gone] == ["IND"]
        await press(pilot, "u")
        assert workspace.codings("06") == before


async def test_edges_are_moved_and_kept_with_enter(workspace):
    app = coding_at(workspace, "06:13")
    async with app.run_test() as pilot:
        await settle(pilot)
        before = next(
            each
            for each in workspace.codings("06")
            if each.code == "FOR" and each.span.start == view_of(app).place
        )
        await press(pilot, "e")
        assert view_of(app).selection.span == before.span
        assert "Edges of FOR" in said(app)
        await press(pilot, "S", "shift+left")
        assert before in workspace.codings("06")
        await press(pilot, "enter")
        after = next(each for each in workspace.codings("06") if each.id == before.id)
        assert after.span.start == before.span.start
        assert after.span.end < before.span.end
        assert view_of(app).selection is None


async def test_edges_are_left_as_they_were_with_escape(workspace):
    app = coding_at(workspace, "06:13")
    async with app.run_test() as pilot:
        await settle(pilot)
        before = workspace.codings("06")
        await press(pilot, "e", "shift+left", "o", "shift+right", "escape")
        assert workspace.codings("06") == before
        assert view_of(app).selection is None


async def test_selected_words_become_a_code_of_their_own(fresh):
    app = coding_at(fresh, "07:5")
    async with app.run_test() as pilot:
        await settle(pilot)
        await press(pilot, "v", "w")
        words = words_of(app, view_of(app).target)
        await press(pilot, "i", "enter")
        (coding,) = fresh.codings("07")
        assert fresh.codebook().by_id[coding.code].name == words
        await press(pilot, "u")
        assert fresh.codings("07") == []
        assert words not in [each.name for each in fresh.codebook().codes]


async def test_a_memo_is_written_on_the_coding_and_shown(workspace):
    app = coding_at(workspace, "06:13")
    async with app.run_test(size=LARGE) as pilot:
        await settle(pilot)
        await press(pilot, "m", *"Gör om", "escape")
        noted = [each for each in workspace.codings("06") if each.memo]
        assert [(each.code, each.memo) for each in noted] == [("FOR", "Gör om")]
        assert "✎ Gör om" in said(app)


async def test_a_memo_is_written_on_the_interview(fresh):
    app = coding_at(fresh, "07:5")
    async with app.run_test() as pilot:
        await settle(pilot)
        await press(pilot, "m")
        assert "M writes on the interview" in said(app)
        await press(pilot, "M", *"Åter", "escape")
        assert fresh.interview("07").memo == "Åter"
        assert "✎" in said(app)


async def test_finished_is_marked_and_the_interviews_left_are_counted(fresh):
    app = coding_at(fresh, "07:5")
    async with app.run_test(size=LARGE) as pilot:
        await settle(pilot)
        assert "21 interviews left" in said(app)
        await press(pilot, "f")
        assert fresh.finished() == {"07"}
        assert "● finished" in said(app)
        assert "turns uncoded, 0 codings without direction" in said(app)
        await press(pilot, "right")
        assert "20 interviews left" in said(app)
        await press(pilot, "f")
        assert fresh.finished() == frozenset()


async def test_without_a_coder_a_code_key_says_what_to_do(tmp_path, open_text):
    open_text("Moderator: Hej?", "IP1: Hej hej.")
    reading = Workspace.open(tmp_path / "samtal.workbench", coder=None)
    assert reading.coder is None
    app = coding_at(reading, "01:2")
    async with app.run_test() as pilot:
        await settle(pilot)
        await press(pilot, "1")
        assert any("--coder NAME" in each.message for each in app._notifications)
    reading.close()


async def test_undo_and_redo_tell_what_and_go_where_it_was(fresh):
    app = coding_at(fresh, "07:5")
    async with app.run_test() as pilot:
        await settle(pilot)
        place = view_of(app).place
        await press(pilot, "2", "end", "u")
        assert fresh.codings("07") == []
        assert "ndone" in said(app)
        assert "STR" in said(app)
        assert view_of(app).place == place
        await press(pilot, "home", "ctrl+r")
        assert [each.code for each in fresh.codings("07")] == ["STR"]
        assert view_of(app).place == place


async def test_there_is_nothing_to_undo_is_said_in_words(highlands, monkeypatch):
    monkeypatch.setenv("WORKBENCH_AUTHOR", "nybörjare")
    opened = Workspace.open(highlands, coder="Ny")
    app = coding_at(opened, "07:5")
    async with app.run_test() as pilot:
        await settle(pilot)
        await press(pilot, "u")
        assert any("nothing to undo" in each.message for each in app._notifications)
    opened.close()


async def test_undo_leaves_alone_what_one_did_as_another_coder(highlands):
    other = Workspace.open(highlands, coder="Annan")
    sentence = other.interview("07").turn(9)
    other.code("07", Span(sentence.start, sentence.end), CodeId("LED"))
    other.close()
    opened = Workspace.open(highlands, coder="Ny")
    app = coding_at(opened, "07:5")
    async with app.run_test() as pilot:
        await settle(pilot)
        await press(pilot, "2", "u")
        assert opened.codings("07") == []
        await press(pilot, "u")
        assert "Annan" not in said(app)
        await press(pilot, "ctrl+r")
    opened.close()
    other = Workspace.open(highlands, coder="Annan")
    assert [each.code for each in other.codings("07")] == ["LED"]
    other.close()


async def test_what_no_table_counts_can_be_coded_and_is_said(fresh):
    app = coding_at(fresh, "07:1")
    async with app.run_test(size=LARGE) as pilot:
        await settle(pilot)
        await press(pilot, "1")
        assert "the moderator's words: tables leave them out" in said(app)
        await press(pilot, "home", "1")
        assert "outside the turns: no table counts it" in said(app)
        assert len(fresh.codings("07")) == 2


async def test_a_code_made_here_is_called_by_its_name(fresh):
    app = coding_at(fresh, "07:5")
    async with app.run_test(size=LARGE) as pilot:
        await settle(pilot)
        await press(pilot, "v", "i", *["ctrl+u"], *"Eldsjälar", "enter")
        made = fresh.codings("07")[0].code
        assert made not in said(app)
        assert "Eldsjälar" in app.screen.query_one(Inspector).render().plain
        assert any("]" in line and "Eldsjälar" in line.split("]")[1] for line in shown(app))


async def test_a_key_that_answers_a_suggestion_does_not_go_away_from_where_there_is_none(advised):
    app = coding_at(advised, "07:80")
    async with app.run_test(size=LARGE) as pilot:
        await settle(pilot)
        place = view_of(app).place
        await press(pilot, "a")
        assert view_of(app).place == place
        assert advised.decisions("07") == []
        assert "Nothing is suggested here" in said(app)


async def test_undo_reaches_back_before_a_restart(highlands):
    opened = Workspace.open(highlands, coder="Ny")
    app = coding_at(opened, "07:5")
    async with app.run_test() as pilot:
        await settle(pilot)
        await press(pilot, "2")
    opened.close()
    again = Workspace.open(highlands, coder="Ny")
    assert len(again.codings("07")) == 1
    app = coding_at(again, "07:9")
    async with app.run_test() as pilot:
        await settle(pilot)
        await press(pilot, "u")
        assert again.codings("07") == []
    again.close()


async def test_a_write_that_fails_changes_nothing_on_the_screen_and_is_said(fresh, monkeypatch):
    app = coding_at(fresh, "07:5")
    async with app.run_test() as pilot:
        await settle(pilot)

        def full(*_words, **_more):
            raise ProjectError("The disk is full.", "Make room.")

        with monkeypatch.context() as patch:
            patch.setattr(fresh._project, "commit", full)
            await press(pilot, "2")
        assert any("disk is full" in each.message for each in app._notifications)
        assert "╮" not in said(app)
        assert "]" not in said(app)
        await press(pilot, "2")
        assert [each.code for each in fresh.codings("07")] == ["STR"]


# The inspector and the progress line


async def test_the_inspector_tells_code_direction_and_origin_of_what_is_here(workspace):
    app = coding_at(workspace, "06:13")
    async with app.run_test(size=LARGE) as pilot:
        await settle(pilot)
        told = app.screen.query_one(Inspector).render().plain
        assert "FOR  Forum" in told
        assert "+ promotes" in told
        assert "from a sheet" in told.replace("\n", " ")
        await press(pilot, "T")
        assert "Not coded." in app.screen.query_one(Inspector).render().plain


async def test_the_progress_line_counts_down(fresh):
    app = coding_at(fresh, "07:5")
    async with app.run_test(size=LARGE) as pilot:
        await settle(pilot)
        before = app.screen.loaded.coded.uncoded
        assert f"{before} turns uncoded · 0 without direction" in said(app)
        await press(pilot, "2")
        assert f"{before - 1} turns uncoded · 1 without direction" in said(app)
        await press(pilot, "plus")
        assert f"{before - 1} turns uncoded · 0 without direction" in said(app)


async def test_the_second_click_on_a_code_codes(fresh):
    app = coding_at(fresh, "07:5")
    async with app.run_test(size=LARGE) as pilot:
        await settle(pilot)
        lines = shown(app)
        y = next(at for at, line in enumerate(lines) if "KUN" in line)
        await pilot.click(offset=(lines[y].index("KUN") + 1, y))
        await settle(pilot)
        assert fresh.codings("07") == []
        await pilot.click(offset=(lines[y].index("KUN") + 1, y))
        await settle(pilot)
        assert [each.code for each in fresh.codings("07")] == ["KUN"]
        assert view_of(app).has_focus


# Others, and coming back


async def test_another_process_and_ones_own_keys_do_not_overwrite_each_other(fresh, highlands):
    app = coding_at(fresh, "07:5")
    async with app.run_test() as pilot:
        await settle(pilot)
        row = "intervju;replik;deltagare;kod;riktning;text\n07;8;IP5;SAM;-;Med samtycke.\n"
        done = run_workbench("code", highlands, "--from", "-", "--coder", "Ny", stdin=row)
        assert done.code == 0, done.err
        await press(pilot, "2")
        assert {each.code for each in fresh.codings("07")} == {"SAM", "STR"}
        assert len(app.screen.loaded.coded) == 2


async def test_the_place_is_remembered_in_the_project(highlands):
    opened = Workspace.open(highlands, coder="Ny")
    app = coding_at(opened, "07:31")
    async with app.run_test() as pilot:
        await settle(pilot)
        await press(pilot, "s")
        place = view_of(app).place
        await pilot.press("ctrl+q")
    opened.close()
    again = Workspace.open(highlands, coder="Ny")
    kept = again.place()
    assert (kept.interview, kept.offset) == ("07", place)
    again.close()


async def test_escape_goes_back_to_the_list(fresh):
    app = coding_at(fresh, "07:5")
    async with app.run_test() as pilot:
        await settle(pilot)
        await press(pilot, "v", "escape", "escape")
        assert "Esc again goes back" in said(app)
        await press(pilot, "escape")
        assert isinstance(app.screen, InterviewsScreen)
