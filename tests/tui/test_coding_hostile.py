"""Coding while everything goes wrong: nothing is lost, nothing freezes, one sentence says why."""

import asyncio
import sqlite3
import threading
from contextlib import contextmanager

import pytest

from tests.tui.conftest import settle, shown
from workbench.errors import LockedError, ProjectError
from workbench.model import Polarity, Reference, Span
from workbench.tui import scribe
from workbench.tui.app import WorkbenchApp
from workbench.tui.screens.interviews import InterviewsScreen
from workbench.tui.screens.memo import MemoScreen
from workbench.tui.screens.picker import CodePicker
from workbench.tui.screens.transcript import TranscriptScreen
from workbench.tui.widgets.transcript import TranscriptView
from workbench.workflows.keeping import remove_interview
from workbench.workflows.opening import Workspace


def coding_at(workspace, reference):
    return WorkbenchApp(workspace, at=Reference.parse(reference))


def said(app):
    return "\n".join(shown(app))


def told(app):
    return [each.message for each in app._notifications]


@pytest.fixture
def fresh(highlands):
    opened = Workspace.open(highlands, coder="Ny")
    yield opened
    opened.close()


@contextmanager
def another_program_holds(project):
    other = sqlite3.connect(project, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        other.close()


async def until(true, pilot, *, seconds=20):
    """Wait for what is to come, in steps of the screen's own."""
    end = asyncio.get_running_loop().time() + seconds
    while not true():
        assert asyncio.get_running_loop().time() < end, said(pilot.app)
        await pilot.pause(0.01)


class Gate:
    """Holds the writes of a workspace up until it is opened."""

    def __init__(self, workspace, monkeypatch):
        self._open = threading.Event()
        commit = workspace._project.commit

        def held(*words, **more):
            assert self._open.wait(30)
            return commit(*words, **more)

        monkeypatch.setattr(workspace._project, "commit", held)

    def open(self):
        self._open.set()


def codes(workspace, interview="07"):
    return [each.code for each in workspace.codings(interview)]


# Keys that arrive together


def arrive(app, keys):
    """As a terminal hands them over that was held up: all at once."""
    from textual import events

    names = {" ": "space", "\r": "enter", "\x1b": "escape", "/": "slash", "+": "plus"}
    for key in keys:
        name = names.get(key, key)
        character = key if key.isprintable() else None
        app.post_message(events.Key(name, character))


async def test_keys_that_arrive_with_the_one_that_opens_the_picker_are_typed_there(fresh):
    app = coding_at(fresh, "07:5")
    async with app.run_test() as pilot:
        await settle(pilot)
        arrive(app, "crutin\r+")
        await until(lambda: fresh.codings("07") and fresh.codings("07")[0].polarity, pilot)
        assert codes(fresh) == ["STR.rutiner"]


async def test_keys_that_arrive_with_the_one_that_opens_a_memo_are_typed_there(fresh):
    app = coding_at(fresh, "07:5")
    async with app.run_test() as pilot:
        await settle(pilot)
        arrive(app, "1mhej du\x1bt2")
        await until(lambda: len(codes(fresh)) == 2, pilot)
        assert [each.memo for each in fresh.codings("07")] == ["hej du", ""]


async def test_keys_that_arrive_with_the_one_that_opens_find_are_looked_for(fresh):
    app = coding_at(fresh, "07:5")
    async with app.run_test() as pilot:
        await settle(pilot)
        arrive(app, "/samtycke\r")
        await until(lambda: "samtycke" in said(app) and len(app.screen_stack) == 2, pilot)
        await settle(pilot)
        view = app.screen.query_one(TranscriptView)
        await until(lambda: view.interview.text[view.place :].startswith("samtycke"), pilot)


async def test_a_burst_of_moves_and_codes_is_done_in_order(fresh):
    app = coding_at(fresh, "07:5")
    async with app.run_test() as pilot:
        await settle(pilot)
        arrive(app, "1+s" * 20)
        await until(lambda: sum(bool(c.polarity) for c in fresh.codings("07")) == 20, pilot)


async def test_a_list_opened_in_a_burst_takes_its_memo(fresh):
    app = WorkbenchApp(fresh)
    async with app.run_test() as pilot:
        await settle(pilot)
        arrive(app, "mfuub")
        await until(lambda: isinstance(app.screen, MemoScreen), pilot)
        await settle(pilot)
        assert "fuub" in said(app)


# Another program holds the project


async def test_what_another_program_holds_up_longer_than_sqlite_waits_is_done_when_it_lets_go(
    fresh, highlands, monkeypatch
):
    monkeypatch.setattr(scribe, "SLOW", 0.05)
    app = coding_at(fresh, "07:5")
    async with app.run_test() as pilot:
        await settle(pilot)
        fresh._ask(lambda: fresh._project._connection.sql.execute("PRAGMA busy_timeout=50"))
        with another_program_holds(highlands):
            await pilot.press("1", "plus", "s", "2")
            await until(lambda: "Waiting for another program" in said(app), pilot)
            await pilot.pause(0.5)
            assert codes(fresh) == []
            assert told(app) == []
        await until(lambda: len(codes(fresh)) == 2, pilot)
        await settle(pilot)
        assert fresh.codings("07")[0].polarity is Polarity.PROMOTES
        assert "Waiting for another program" not in said(app)


async def test_a_coding_is_not_made_twice_when_the_project_is_held_after_it(fresh, monkeypatch):
    news, times = fresh.news, []

    def held(since, interview):
        times.append(since)
        if len(times) == 1:
            raise LockedError("The project is held.")
        return news(since, interview)

    app = coding_at(fresh, "07:5")
    async with app.run_test() as pilot:
        await settle(pilot)
        monkeypatch.setattr(fresh, "news", held)
        await pilot.press("1")
        await until(lambda: "LED" in said(app), pilot)
        assert codes(fresh) == ["LED"]


async def test_leaving_for_the_list_waits_for_what_is_being_written(fresh, monkeypatch):
    gate = Gate(fresh, monkeypatch)
    app = coding_at(fresh, "07:5")
    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press("1", "s", "2", "escape", "escape")
        gate.open()
        await until(lambda: isinstance(app.screen, InterviewsScreen), pilot)
        assert codes(fresh) == ["LED", "STR"]


async def test_a_direction_pressed_before_the_next_interview_is_for_the_coding_before_it(
    fresh, monkeypatch
):
    for interview in ("07", "08"):
        text = fresh.interview(interview)
        fresh.code(interview, Span(text.turns[0].start, text.turns[-1].end), "KUN")
    gate = Gate(fresh, monkeypatch)
    app = coding_at(fresh, "07:5")
    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press("1", "plus", "N")
        gate.open()
        await until(lambda: app.screen.loaded.interview.id == "08", pilot)
        await settle(pilot)
        found = {
            (each.interview, each.code): each.polarity
            for interview in ("07", "08")
            for each in fresh.codings(interview)
        }
        assert found == {
            ("07", "KUN"): None,
            ("07", "LED"): Polarity.PROMOTES,
            ("08", "KUN"): None,
        }


async def test_ctrl_q_a_second_time_leaves_while_another_program_holds_the_project(
    fresh, highlands, monkeypatch
):
    monkeypatch.setattr("workbench.tui.app.SLOW", 0.05)
    app = coding_at(fresh, "07:5")
    async with app.run_test() as pilot:
        await settle(pilot)
        fresh._ask(lambda: fresh._project._connection.sql.execute("PRAGMA busy_timeout=50"))
        with another_program_holds(highlands):
            await pilot.press("1", "ctrl+q")
            await until(lambda: any("ctrl+q again" in each for each in told(app)), pilot)
            assert app.is_running
            await pilot.press("ctrl+q")
            await until(lambda: not app.is_running or app._exit, pilot)


async def test_a_disk_that_is_full_does_not_keep_one_from_leaving(fresh, monkeypatch):
    def full(*_words):
        raise ProjectError("The disk is full.", "Make room.")

    app = coding_at(fresh, "07:5")
    async with app.run_test() as pilot:
        await settle(pilot)
        monkeypatch.setattr(fresh, "remember", full)
        await pilot.press("s", "ctrl+q")
        await until(lambda: app._exit, pilot)
    assert app.return_code == 0


async def test_what_nobody_foresaw_is_said_without_a_word_of_the_text_and_the_rest_is_done(
    fresh, monkeypatch
):
    code, calls = fresh.code, []

    def failing_once(*words):
        calls.append(words)
        if len(calls) == 1:
            raise KeyError("Vi har ju LSG.")
        return code(*words)

    app = coding_at(fresh, "07:5")
    async with app.run_test() as pilot:
        await settle(pilot)
        monkeypatch.setattr(fresh, "code", failing_once)
        await pilot.press("1", "s", "2", "s", "3")
        await settle(pilot)
        assert codes(fresh) == ["STR", "STA"]
        assert [("KeyError" in each, "LSG" in each) for each in told(app)] == [(True, False)]


# Others take away what one is at


async def test_an_interview_that_is_gone_is_left_only_when_the_dialog_over_it_closes(
    fresh, highlands
):
    app = coding_at(fresh, "07:5")
    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press("c")
        await settle(pilot)
        remove_interview(highlands, "07")
        transcript = app.screen_stack[-2]
        assert isinstance(transcript, TranscriptScreen)
        transcript.reload()
        await until(lambda: told(app), pilot)
        assert isinstance(app.screen, CodePicker)
        await pilot.press("escape")
        await until(lambda: isinstance(app.screen, InterviewsScreen), pilot)


async def test_a_memo_on_a_coding_that_is_gone_is_kept_and_offered_again(fresh):
    app = coding_at(fresh, "07:5")
    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press("1")
        await settle(pilot)
        (coding,) = fresh.codings("07")
        await pilot.press("m")
        await settle(pilot)
        await pilot.press(*"hej")
        fresh.uncode(coding.id)
        await pilot.press("escape")
        await until(lambda: told(app), pilot)
        assert "What you typed is kept" in told(app)[-1]
        await pilot.press("u")
        await settle(pilot)
        await pilot.press("m")
        await settle(pilot)
        assert "hej" in said(app)


async def test_a_memo_on_a_coding_written_in_another_window_is_not_overwritten(fresh):
    app = coding_at(fresh, "07:5")
    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press("1")
        await settle(pilot)
        (coding,) = fresh.codings("07")
        await pilot.press("m")
        await settle(pilot)
        await pilot.press(*"min")
        fresh.set_memo(coding.id, "deras")
        await pilot.press("escape")
        await until(lambda: told(app), pilot)
        assert "Somebody else has written this memo meanwhile." in told(app)[-1]
        assert fresh.codings("07")[0].memo == "deras"
        assert fresh.draft(f"coding:{coding.id}") == "min"


async def test_keys_behind_a_memo_that_waits_for_its_coding_wait_and_ctrl_q_does_not(
    fresh, monkeypatch
):
    gate = Gate(fresh, monkeypatch)
    monkeypatch.setattr("workbench.tui.app.SLOW", 0.05)
    app = coding_at(fresh, "07:5")
    async with app.run_test() as pilot:
        await settle(pilot)
        arrive(app, "1mdu")
        await pilot.pause(0.5)
        assert isinstance(app.screen, TranscriptScreen)
        await pilot.press("ctrl+q")
        await until(lambda: any("ctrl+q again" in each for each in told(app)), pilot)
        gate.open()
        await until(lambda: app._exit, pilot)
    assert codes(fresh) == ["LED"]


async def test_the_finished_mark_pressed_twice_is_as_it_was(fresh):
    app = coding_at(fresh, "07:5")
    async with app.run_test() as pilot:
        await settle(pilot)
        arrive(app, "fff1")
        await until(lambda: codes(fresh), pilot)
        assert fresh.finished() == {"07"}


async def test_a_memo_that_a_full_disk_takes_neither_whole_nor_as_a_draft_is_offered_again(
    fresh, monkeypatch
):
    def full(*_words, **_more):
        raise ProjectError("The disk is full.", "Make room.")

    app = coding_at(fresh, "07:5")
    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press("1")
        await settle(pilot)
        with monkeypatch.context() as disk:
            for verb in ("commit", "keep_draft", "draft", "remember_place"):
                disk.setattr(fresh._project, verb, full)
            arrive(app, "mhej du")
            await until(lambda: "hej du" in said(app), pilot)
            await pilot.press("escape")
            await until(lambda: any("What you typed is kept" in each for each in told(app)), pilot)
        await pilot.press("m")
        await until(lambda: isinstance(app.screen, MemoScreen), pilot)
        await settle(pilot)
        assert "hej du" in said(app)
        await pilot.press("escape")
        await settle(pilot)
        assert [each.memo for each in fresh.codings("07")] == ["hej du"]


async def test_the_same_failure_is_not_said_again_while_it_stands_on_the_screen(fresh, monkeypatch):
    def full(*_words, **_more):
        raise ProjectError("The disk is full.", "Make room.")

    app = coding_at(fresh, "07:5")
    async with app.run_test() as pilot:
        await settle(pilot)
        monkeypatch.setattr(fresh._project, "commit", full)
        for _ in range(3):
            await pilot.press("1")
            await settle(pilot)
            app.screen.look_for_changes()
            await settle(pilot)
        assert told(app) == ["The disk is full. Make room."]


async def test_in_the_smallest_window_one_sees_the_words_one_codes_and_what_was_done(fresh):
    app = coding_at(fresh, "07:5")
    async with app.run_test(size=(30, 5)) as pilot:
        await settle(pilot)
        assert "LSG" in said(app)
        await pilot.press("1")
        await settle(pilot)
        assert "coded LED" in shown(app)[-1]
