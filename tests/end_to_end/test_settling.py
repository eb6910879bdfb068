"""Two coders' interview settled in a pseudo-terminal: killed, come back to, everything found."""

import sys
import time

import pytest

if sys.platform == "win32":
    pytest.skip("there are no pseudo-terminals there", allow_module_level=True)

import pexpect

from tests.end_to_end.test_coding import ESCAPE, terminal  # noqa: F401


def consensus(workbench, project):
    found = workbench("codings", project, "--coder", "consensus", "--json")
    assert found.code == 0, found.err
    return {(each["interview"], each["start"], each["end"], each["code"]) for each in found.json}


def of(workbench, project, coder):
    found = workbench("codings", project, "--coder", coder, "--json")
    return [
        (each["interview"], each["start"], each["end"], each["code"], each["polarity"])
        for each in found.json
    ]


def test_an_interview_settled_from_the_keyboard_survives_the_end_of_the_process(
    demo,
    workbench,
    terminal,  # noqa: F811
):
    before = {coder: of(workbench, demo, coder) for coder in "AB"}
    first = terminal("open", demo, "--compare", "A", "B", "--at", "11:1")
    total = int(first.wait_for(r"here 0/(\d+)")[1])
    assert total > 5
    first.press("m")
    first.wait_for(r"Why, at 11:")
    first.press("Åtgärd enligt boken\r")
    first.wait_for(r"not decided yet: Åtgärd enligt boken")
    for number in range(1, total // 2 + 1):
        first.press(">n" if number % 2 else "<n")
        first.wait_for(rf"here {number}/{total} ")
    half = consensus(workbench, demo)
    assert half
    first.kill()
    assert consensus(workbench, demo) == half
    assert {coder: of(workbench, demo, coder) for coder in "AB"} == before

    again = terminal("open", demo, "--compare", "A", "B", "--interview", "11")
    again.wait_for(rf"here {total // 2}/{total} ")
    again.press("p" * (total // 2))
    again.wait_for(r"Åtgärd enligt boken")
    again.press("n" * (total // 2))
    for number in range(total // 2 + 1, total + 1):
        again.press("dn" if number < total else "d")
        again.wait_for(rf"here {number}/{total} ")
    again.wait_for(r"All of 11 is settled: f marks it finished")
    again.press("f")
    again.wait_for(r"● settled")
    again.press("u")
    again.wait_for(r"undone")
    again.press("u")
    again.wait_for(rf"here {total - 1}/{total} ")
    again.press("\x12")
    again.wait_for(rf"here {total}/{total} ")
    again.press(ESCAPE)
    again.wait_for(r"Esc again goes back")
    time.sleep(0.2)
    again.press(ESCAPE)
    again.wait_for(r"21 interviews")
    assert again.quit() == 0
    assert consensus(workbench, demo) >= half
    assert {coder: of(workbench, demo, coder) for coder in "AB"} == before
    assert workbench("check", demo, "--json").json["ok"]


def test_decisions_typed_in_one_piece_just_before_quitting_are_written(demo, workbench, terminal):  # noqa: F811
    first = terminal("open", demo, "--compare", "A", "B", "--at", "11:1")
    first.wait_for(r"here 0/\d+")
    first.press(">n<n>n\x11")
    first.child.expect(pexpect.EOF)
    listed = workbench("log", demo, "--json").json
    assert [each["facts"]["taken"] for each in listed if each["verb"] == "settle"] == [
        "second",
        "first",
        "second",
    ]


def test_what_another_process_settles_is_followed_within_a_second_or_two(demo, workbench, terminal):  # noqa: F811
    first = terminal("open", demo, "--compare", "A", "B", "--at", "11:1")
    first.wait_for(r"here 0/\d+")
    done = workbench("settle", demo, "--coder", "A", "--coder", "B", "--edges", "40")
    assert done.code == 0, done.err
    first.wait_for(r"settled [1-9]", seconds=6)
