"""Settling key by key: what each leaves in the project, and that it can be undone."""

import asyncio
import threading

import pytest
from textual.widgets import Input

from tests.conftest import run_workbench
from tests.tui.comparing import (
    comparing,
    current,
    decided,
    first_of,
    go_to,
    in_consensus,
    notified,
    screen_of,
)
from tests.tui.conftest import settle
from tests.tui.desk import LARGE, press, said
from workbench.model import DisagreementKind, InterviewId, Polarity, Reference, Span, Taken
from workbench.tui.screens.compare import ground
from workbench.tui.screens.compare.edges import EdgesScreen
from workbench.tui.screens.compare.reason import ReasonScreen
from workbench.tui.screens.compare.settling import subject_of
from workbench.tui.screens.confirm import ConfirmScreen
from workbench.tui.widgets.transcript.selecting import Selection
from workbench.workflows.opening import Workspace
from workbench.workflows.pairing import Sought


def place(coding):
    return coding.span, coding.code


# Taking


@pytest.mark.parametrize(
    ("key", "taken"),
    [
        ("less_than_sign", Taken.FIRST),
        ("greater_than_sign", Taken.SECOND),
        ("ampersand", Taken.BOTH),
        ("d", Taken.NEITHER),
    ],
)
async def test_a_key_takes_one_both_or_neither_and_the_two_keep_their_own(
    finished, pair, key, taken
):
    code = first_of(pair, DisagreementKind.CODE)
    before = [pair.codings(coder, code.interview) for coder in (pair.first, pair.second)]
    sides = {place(code.first), place(code.second)}
    wanted = {
        Taken.FIRST: {place(code.first)},
        Taken.SECOND: {place(code.second)},
        Taken.BOTH: sides,
        Taken.NEITHER: set(),
    }
    app = comparing(finished, pair)
    async with app.run_test() as pilot:
        await settle(pilot)
        await go_to(pilot, code)
        await press(pilot, key)
        assert decided(pair, current(app)).taken is taken
        assert in_consensus(pair, code.interview) & sides == wanted[taken]
        assert [pair.codings(each, code.interview) for each in (pair.first, pair.second)] == before
        await press(pilot, "u")
        assert pair.settled() == {}
        assert in_consensus(pair, code.interview) == set()
        await press(pilot, "ctrl+r")
        assert in_consensus(pair, code.interview) & sides == wanted[taken]


async def test_what_both_have_coded_the_same_is_taken_over_with_the_first_decision(finished, pair):
    code = first_of(pair, DisagreementKind.CODE)
    agreed = {place(one) for one, _other in pair.agreed(code.interview)}
    app = comparing(finished, pair)
    async with app.run_test() as pilot:
        await settle(pilot)
        await go_to(pilot, code)
        await press(pilot, "d")
        assert agreed
        assert in_consensus(pair, code.interview) == agreed


@pytest.mark.parametrize(
    ("keys", "taken"),
    [
        (("less_than_sign",), Taken.NEITHER),
        (("greater_than_sign",), Taken.SECOND),
        (("ampersand",), Taken.SECOND),
    ],
)
async def test_of_whoever_coded_nothing_nothing_is_taken(finished, pair, keys, taken):
    alone = next(
        each
        for each in pair.disagreements(Sought(kinds=[DisagreementKind.ONE_CODED]))
        if each.first is None
    )
    app = comparing(finished, pair)
    async with app.run_test() as pilot:
        await settle(pilot)
        await go_to(pilot, alone)
        await press(pilot, *keys)
        assert decided(pair, current(app)).taken is taken


async def test_another_decision_replaces_the_one_before(finished, pair):
    code = first_of(pair, DisagreementKind.CODE)
    sides = {place(code.first), place(code.second)}
    app = comparing(finished, pair)
    async with app.run_test() as pilot:
        await settle(pilot)
        await go_to(pilot, code)
        await press(pilot, "less_than_sign", "greater_than_sign")
        assert in_consensus(pair, code.interview) & sides == {place(code.second)}


async def test_keys_pressed_faster_than_they_can_be_written_all_count(finished, pair):
    app = comparing(finished, pair, at=Reference.parse("01:1"))
    keys = [each.key for each in pair.disagreements()[:6]]
    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press(*["greater_than_sign", "n"] * 6)
        await settle(pilot)
        settled = pair.settled()
        assert all(key in settled for key in keys)
        assert "settled 6/" in said(app)


async def test_what_is_settled_before_the_text_of_another_interview_is_there_shows_in_it(
    finished, pair, monkeypatch
):
    read, shown = threading.Event(), threading.Event()
    load = ground.load_sides

    def slowly(*words):
        sides = load(*words)
        read.set()
        assert shown.wait(10)
        return sides

    app = comparing(finished, pair, at=Reference.parse("01:1"))
    async with app.run_test() as pilot:
        await settle(pilot)
        monkeypatch.setattr(ground, "load_sides", slowly)
        await pilot.press("N")
        assert await asyncio.to_thread(read.wait, 10)
        await pilot.press("greater_than_sign")
        screen = screen_of(app)
        await screen.scribe.drain()
        assert screen.sides.interview.id == "01"
        shown.set()
        await settle(pilot)
        assert screen.sides.interview.id == "02"
        found = {place(each) for each in screen.sides.agreed}
        assert found == in_consensus(pair, InterviewId("02"))
        assert found


async def test_where_nothing_differs_a_key_says_so(finished, pair):
    app = comparing(finished, pair, at=Reference.parse("01:1"))
    async with app.run_test() as pilot:
        await settle(pilot)
        await press(pilot, "home", "less_than_sign")
        assert "There is no disagreement here" in said(app)
        assert pair.settled() == {}


# Other codings than either


async def test_a_new_coding_has_the_passage_and_the_code_chosen(finished, pair):
    code = first_of(pair, DisagreementKind.CODE)
    app = comparing(finished, pair)
    async with app.run_test() as pilot:
        await settle(pilot)
        await go_to(pilot, code)
        await press(pilot, "c", *"rutin", "enter")
        assert decided(pair, current(app)).taken is Taken.NEW
        assert (code.span, "STR.rutiner") in in_consensus(pair, code.interview)


async def test_a_new_coding_has_the_words_selected(finished, pair):
    code = first_of(pair, DisagreementKind.CODE)
    app = comparing(finished, pair)
    async with app.run_test() as pilot:
        await settle(pilot)
        await go_to(pilot, code)
        await press(pilot, "v", "w")
        span = screen_of(app).view.selection.span
        await press(pilot, "c", *"MAL", "enter")
        assert (span, "MAL") in in_consensus(pair, code.interview)
        assert screen_of(app).view.selection is None


async def test_edges_are_moved_and_enter_settles_with_the_code_both_have(finished, pair):
    edges = first_of(pair, DisagreementKind.BOUNDARIES)
    app = comparing(finished, pair)
    async with app.run_test() as pilot:
        await settle(pilot)
        await go_to(pilot, edges)
        await press(pilot, "e", "shift+left", "shift+left")
        await press(pilot, "enter")
        wanted = Span(edges.first.span.start, edges.first.span.end - 2)
        text = finished.interview(edges.interview).text
        while text[wanted.end - 1].isspace():
            wanted = Span(wanted.start, wanted.end - 1)
        assert decided(pair, current(app)).taken is Taken.NEW
        assert (wanted, edges.first.code) in in_consensus(pair, edges.interview)


async def test_enter_asks_for_the_code_where_the_two_gave_different_ones(finished, pair):
    code = first_of(pair, DisagreementKind.CODE)
    app = comparing(finished, pair)
    async with app.run_test() as pilot:
        await settle(pilot)
        await go_to(pilot, code)
        screen_of(app).view._choose(Selection.at(code.first.span))
        await press(pilot, "enter", "down", "enter")
        assert (code.first.span, code.second.code) in in_consensus(pair, code.interview)


# Directions


async def test_a_direction_is_given_to_what_was_settled(finished, pair):
    code = next(
        each
        for each in pair.disagreements(Sought(kinds=[DisagreementKind.CODE]))
        if each.first.polarity is not Polarity.NEUTRAL
    )
    app = comparing(finished, pair)
    async with app.run_test() as pilot:
        await settle(pilot)
        await go_to(pilot, code)
        await press(pilot, "0")
        assert "First settle what is coded here" in said(app)
        await press(pilot, "less_than_sign", "0")
        (made,) = screen_of(app).made_of(current(app))
        assert (place(made), made.polarity) == (place(code.first), Polarity.NEUTRAL)


@pytest.mark.parametrize("whose", ["first", "second", "neither"])
async def test_where_only_directions_differ_one_key_settles_it(finished, pair, whose):
    unlike = first_of(pair, DisagreementKind.DIRECTION, direction=True)
    sides = {"first": unlike.first.polarity, "second": unlike.second.polarity}
    rest = set(Polarity) - set(sides.values())
    polarity = sides.get(whose, next(iter(rest)))
    keys = {Polarity.PROMOTES: "plus", Polarity.HINDERS: "minus", Polarity.NEUTRAL: "0"}
    app = comparing(finished, pair)
    async with app.run_test() as pilot:
        await settle(pilot)
        await press(pilot, "D")
        await go_to(pilot, unlike)
        await press(pilot, keys[polarity])
        taken = {"first": Taken.FIRST, "second": Taken.SECOND, "neither": Taken.NEW}
        assert decided(pair, current(app)).taken is taken[whose]
        (made,) = screen_of(app).made_of(current(app))
        assert (place(made), made.polarity) == (place(unlike.first), polarity)


# Reasons


async def test_a_reason_written_first_goes_with_the_decision(finished, pair):
    app = comparing(finished, pair, at=Reference.parse("01:1"))
    async with app.run_test(size=LARGE) as pilot:
        await settle(pilot)
        await press(pilot, "m")
        assert isinstance(app.screen, ReasonScreen)
        await press(pilot, *"möten räcker", "enter")
        assert pair.settled() == {}
        assert "möten räcker" in said(app)
        await press(pilot, "greater_than_sign")
        assert decided(pair, current(app)).reason == "möten räcker"
        assert finished.draft(subject_of(current(app))) is None


async def test_a_reason_written_afterwards_is_added_to_the_same_decision(finished, pair):
    code = first_of(pair, DisagreementKind.CODE)
    app = comparing(finished, pair)
    async with app.run_test() as pilot:
        await settle(pilot)
        await go_to(pilot, code)
        await press(pilot, "c", *"MAL", "enter", "m", *"nytt", "escape")
        settlement = decided(pair, current(app))
        assert (settlement.taken, settlement.reason) == (Taken.NEW, "nytt")
        assert (code.span, "MAL") in in_consensus(pair, code.interview)


async def test_a_reason_outlives_the_program_until_it_is_decided_with(finished, pair):
    first = comparing(finished, pair, at=Reference.parse("01:1"))
    async with first.run_test() as pilot:
        await settle(pilot)
        await press(pilot, "m", *"inte klart", "enter")
    again = comparing(finished, finished.pair("A", "B"), at=Reference.parse("01:1"))
    async with again.run_test(size=LARGE) as pilot:
        await settle(pilot)
        assert "Reason, not decided yet: inte klart" in said(again).replace("\n", " ")
        await press(pilot, "less_than_sign")
        assert decided(pair, current(again)).reason == "inte klart"


async def test_a_reason_given_up_leaves_the_decision_as_it_was(finished, pair):
    app = comparing(finished, pair, at=Reference.parse("01:1"))
    async with app.run_test() as pilot:
        await settle(pilot)
        await press(pilot, "less_than_sign", "m", *"hm", "ctrl+g", "ctrl+g")
        assert decided(pair, current(app)).reason == ""


# Many at once


async def test_near_edges_are_settled_by_the_longer_after_saying_how_many(finished, pair):
    near = [
        each
        for each in pair.disagreements(Sought(kinds=[DisagreementKind.BOUNDARIES]))
        if each.size < 60 and len({each.first.polarity, each.second.polarity} - {None}) < 2
    ]
    app = comparing(finished, pair)
    async with app.run_test() as pilot:
        await settle(pilot)
        await press(pilot, "E")
        assert isinstance(app.screen, EdgesScreen)
        app.screen.query_one(Input).value = "60"
        await press(pilot, "f2")
        assert f"{len(near)} open disagreements" in said(app)
        await press(pilot, "enter")
        assert isinstance(app.screen, ConfirmScreen)
        assert f"Take the longer at {len(near)} disagreements?" in said(app)
        await press(pilot, "y")
        settled = pair.settled()
        assert {each.key for each in near} <= set(settled)
        for each in near:
            longer = max((each.first, each.second), key=lambda side: len(side.span))
            assert place(longer) in in_consensus(pair, each.interview)
        await press(pilot, "u")
        assert not any(not each.open for each in screen_of(app).loaded.rows)


async def test_near_edges_in_this_interview_only_unless_all_are_asked_for(finished, pair):
    app = comparing(finished, pair, at=Reference.parse("01:1"))
    async with app.run_test() as pilot:
        await settle(pilot)
        await press(pilot, "E")
        app.screen.query_one(Input).value = "1000"
        await press(pilot, "enter", "y")
        assert {each.settlement.interview for each in pair.settled().values()} == {"01"}


async def test_refusing_settles_nothing(finished, pair):
    app = comparing(finished, pair)
    async with app.run_test() as pilot:
        await settle(pilot)
        await press(pilot, "E")
        app.screen.query_one(Input).value = "60"
        await press(pilot, "enter", "n", "escape")
        assert pair.settled() == {}


# Progress, the end, going back


async def test_the_line_below_tells_how_far_one_has_come(finished, pair):
    total = len(pair.disagreements())
    here = len(pair.disagreements(Sought(interviews=["01"])))
    app = comparing(finished, pair, at=Reference.parse("01:1"))
    async with app.run_test(size=LARGE) as pilot:
        await settle(pilot)
        assert f"here 0 of {here} · settled 0 of {total}" in said(app)
        await press(pilot, "less_than_sign", "n", "d")
        assert f"here 2 of {here} · settled 2 of {total}" in said(app)


async def test_after_the_last_one_of_an_interview_it_offers_to_mark_it_finished(finished, pair):
    rows = pair.disagreements(Sought(interviews=["11"]))
    for each in rows[:-1]:
        pair.settle(each, Taken.NEITHER)
    app = comparing(finished, pair, at=Reference.parse("11:1"))
    async with app.run_test(size=LARGE) as pilot:
        await settle(pilot)
        await go_to(pilot, rows[-1])
        await press(pilot, "d")
        assert "All of 11 is settled: f marks it finished" in said(app)
        await press(pilot, "f")
        assert pair.finished() == frozenset({InterviewId("11")})
        assert "● settled" in said(app)
        await press(pilot, "f")
        assert pair.finished() == frozenset()


async def test_marking_finished_tells_what_is_still_open(finished, pair):
    app = comparing(finished, pair, at=Reference.parse("11:1"))
    async with app.run_test(size=LARGE) as pilot:
        await settle(pilot)
        await press(pilot, "f")
        left = len(pair.disagreements(Sought(interviews=["11"])))
        assert f"{left} still open" in said(app)


async def test_what_is_settled_is_passed_over_when_one_asks_for_what_is_open(finished, pair):
    rows = pair.disagreements(Sought(interviews=["01"]))
    for each in rows[1:4]:
        pair.settle(each, Taken.NEITHER)
    app = comparing(finished, pair, at=Reference.parse("01:1"))
    async with app.run_test() as pilot:
        await settle(pilot)
        await press(pilot, "l", "n")
        assert current(app).key == rows[4].key
        await press(pilot, "l", "p")
        assert current(app).key == rows[3].key


async def test_coming_back_one_begins_at_the_first_that_is_open(finished, pair):
    rows = pair.disagreements()
    for each in rows[:3]:
        pair.settle(each, Taken.SECOND)
    app = comparing(finished, pair)
    async with app.run_test() as pilot:
        await settle(pilot)
        assert current(app).key == rows[3].key


async def test_a_decision_of_long_ago_is_taken_back_where_it_was_made(finished, pair):
    rows = pair.disagreements(Sought(interviews=["01"]))
    for each in rows[:2]:
        pair.settle(each, Taken.SECOND)
    app = comparing(finished, pair)
    async with app.run_test() as pilot:
        await settle(pilot)
        await go_to(pilot, rows[0])
        await press(pilot, "R")
        assert rows[0].key not in pair.settled()
        assert rows[1].key in pair.settled()


async def test_undo_shows_where_it_was(finished, pair):
    rows = pair.disagreements()
    app = comparing(finished, pair, at=Reference.parse("01:1"))
    async with app.run_test() as pilot:
        await settle(pilot)
        await press(pilot, "less_than_sign")
        await go_to(pilot, rows[-1])
        await press(pilot, "u")
        assert current(app).key == rows[0].key
        assert screen_of(app).sides.interview.id == "01"


async def test_undo_here_leaves_what_one_coded_oneself(finished, pair):
    finished.code("01", Span(300, 320), "LED")
    count = len(finished.codings("01"))
    app = comparing(finished, pair, at=Reference.parse("01:1"))
    async with app.run_test() as pilot:
        await settle(pilot)
        await press(pilot, "less_than_sign", "u", "u")
        assert len(finished.codings("01")) == count


# Others


async def test_what_another_process_settles_shows(finished, pair):
    code = first_of(pair, DisagreementKind.CODE)
    app = comparing(finished, pair)
    async with app.run_test(size=LARGE) as pilot:
        await settle(pilot)
        await go_to(pilot, code)
        other = Workspace.open(finished.path, coder="B")
        other.pair("A", "B").settle(code, Taken.SECOND, reason="de andra")
        other.close()
        screen_of(app).look_for_changes()
        await settle(pilot)
        assert not current(app).open
        assert "de andra" in said(app)
        assert screen_of(app).made_of(current(app))


async def test_a_coding_changed_meanwhile_is_not_decided_on_unseen(finished, pair):
    code = first_of(pair, DisagreementKind.CODE)
    app = comparing(finished, pair)
    async with app.run_test() as pilot:
        await settle(pilot)
        await go_to(pilot, code)
        listed = current(app)
        finished.set_span(code.first.id, Span(code.first.span.start, code.first.span.end - 1))
        screen_of(app).settle(listed, Taken.FIRST)
        await settle(pilot)
        assert pair.settled() == {}
        assert any("changed her coding meanwhile" in each for each in notified(app))


async def test_what_was_decided_on_and_then_changed_is_open_again_and_says_so(finished, pair):
    code = first_of(pair, DisagreementKind.CODE)
    pair.settle(code, Taken.FIRST)
    finished.set_span(code.first.id, Span(code.first.span.start, code.first.span.end - 1))
    app = comparing(finished, pair)
    async with app.run_test(size=LARGE) as pilot:
        await settle(pilot)
        screen = screen_of(app)
        screen.go_to(screen.row_of(code.key))
        await settle(pilot)
        assert current(app).open
        assert "Changed since it was decided" in said(app)
        await press(pilot, "less_than_sign")
        assert not current(app).open


async def test_tables_of_the_consensus_hold_what_was_settled(finished, pair):
    rows = pair.disagreements(Sought(interviews=["01"]))
    app = comparing(finished, pair, at=Reference.parse("01:1"))
    async with app.run_test() as pilot:
        await settle(pilot)
        for _ in rows:
            await press(pilot, "less_than_sign", "n")
    listed = run_workbench("codings", finished.path, "--coder", "consensus", "--json").json
    mine = {
        (each.span.start, each.span.end, each.code)
        for each in pair.codings(pair.first, InterviewId("01"))
    }
    found = {(each["start"], each["end"], each["code"]) for each in listed}
    assert found <= mine
    assert found
