"""The installed command in a pseudo-terminal: code, lose the line, come back, find everything."""

import os
import re
import signal
import sys
import time

import pytest

if sys.platform == "win32":
    pytest.skip("there are no pseudo-terminals there", allow_module_level=True)

import pexpect
import pyte

from tests.conftest import COMMAND

COLUMNS, LINES = 100, 30
ENTER, ESCAPE, CTRL_Q = "\r", "\x1b", "\x11"


def _mind_a_lost_terminal():
    signal.signal(signal.SIGHUP, signal.SIG_DFL)


class Terminal:
    """A screen of its own, fed by what the command writes."""

    def __init__(self, *words, author="tester", **environment):
        self.screen = pyte.Screen(COLUMNS, LINES)
        self._stream = pyte.ByteStream(self.screen)
        self.child = pexpect.spawn(
            str(COMMAND),
            [str(word) for word in words],
            dimensions=(LINES, COLUMNS),
            env={
                **{name: value for name, value in os.environ.items() if "WORKBENCH" not in name},
                "TERM": "xterm-256color",
                "WORKBENCH_AUTHOR": author,
                **environment,
            },
            timeout=30,
            # Whoever runs the tests may have told his programs not to mind a lost terminal.
            preexec_fn=_mind_a_lost_terminal,
        )

    @property
    def text(self):
        return "\n".join(self.screen.display)

    def wait_for(self, pattern, seconds=30):
        """Until something stands on the screen; the match."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            try:
                self._stream.feed(self.child.read_nonblocking(65536, timeout=0.1))
            except pexpect.TIMEOUT:
                pass
            except pexpect.EOF:
                break
            found = re.search(pattern, self.text)
            if found:
                return found
        raise AssertionError(f"{pattern!r} never came:\n{self.text}")

    def press(self, keys):
        self.child.send(keys)

    def kill(self, number=signal.SIGKILL):
        self.child.kill(number)
        self.child.wait()

    def quit(self):
        self.press(CTRL_Q)
        self.child.expect(pexpect.EOF)
        self.child.wait()
        return self.child.exitstatus


@pytest.fixture
def terminal():
    opened = []

    def open_(*words, **environment):
        opened.append(Terminal(*words, **environment))
        return opened[-1]

    yield open_
    for each in opened:
        each.child.close(force=True)


def listed(workbench, project):
    found = workbench("codings", project, "--coder", "Åsa", "--json")
    assert found.code == 0, found.err
    return {(each["interview"], each["code"], each["polarity"]) for each in found.json}


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGHUP])
def test_three_codings_survive_the_end_of_the_process_and_the_place_is_found_again(
    demo, workbench, terminal, number
):
    first = terminal("open", demo, "--coder", "Åsa", "--at", "07:5")
    first.wait_for(r"Turn 5 of 80")
    left = int(first.wait_for(r"(\d+) uncoded")[1])
    first.press("2+")
    first.wait_for(rf"{left - 1} uncoded · 0 undirected")
    first.press("tt")
    first.wait_for(r"Turn 7 of 80")
    first.press("4-")
    first.wait_for(rf"{left - 2} uncoded · 0 undirected")
    first.press("tt")
    first.wait_for(r"Turn 9 of 80")
    first.press("1")
    first.wait_for(rf"{left - 3} uncoded · 1 undirected")
    time.sleep(1.0)
    first.kill(number)
    assert listed(workbench, demo) == {("07", "STR", "+"), ("07", "KUN", "-"), ("07", "LED", "")}
    again = terminal("open", demo, "--coder", "Åsa")
    again.wait_for(r"Turn 9 of 80")
    again.wait_for(rf"{left - 3} uncoded · 1 undirected")
    again.press("u")
    again.wait_for(rf"{left - 2} uncoded · 0 undirected")
    assert again.quit() == 0
    assert listed(workbench, demo) == {("07", "STR", "+"), ("07", "KUN", "-")}
    assert workbench("check", demo, "--json").json["ok"]


def test_what_was_typed_into_a_memo_survives_the_end_of_the_process(demo, terminal):
    first = terminal("open", demo, "--coder", "Åsa", "--at", "07:5")
    first.wait_for(r"Turn 5 of 80")
    first.press("2")
    first.wait_for(r"STR")
    first.press("m")
    first.wait_for(r"Memo on STR")
    first.press("Åtgärd: ring på måndag")
    first.wait_for(r"ring på måndag")
    time.sleep(2.0)
    first.kill()
    again = terminal("open", demo, "--coder", "Åsa", "--at", "07:5")
    again.wait_for(r"Turn 5 of 80")
    again.press("m")
    again.wait_for(r"Åtgärd: ring på måndag")
    again.press(ESCAPE)
    again.wait_for(r"✎ Åtgärd")


def test_keys_pressed_just_before_quitting_are_written(demo, workbench, terminal):
    first = terminal("open", demo, "--coder", "Åsa", "--at", "07:5")
    first.wait_for(r"Turn 5 of 80")
    first.press(f"1+t2-t3{CTRL_Q}")
    first.child.expect(pexpect.EOF)
    assert listed(workbench, demo) == {("07", "LED", "+"), ("07", "STR", "-"), ("07", "STA", "")}


def test_another_process_is_followed_within_a_second_or_two(demo, workbench, terminal):
    first = terminal("open", demo, "--coder", "Åsa", "--at", "07:7")
    first.wait_for(r"Turn 7 of 80")
    row = "intervju;replik;deltagare;kod;riktning;text\n07;8;IP5;SAM;-;Med samtycke.\n"
    assert workbench("code", demo, "--from", "-", "--coder", "Åsa", stdin=row).code == 0
    first.wait_for(r"SAM −", seconds=5)


def test_suggestions_come_by_themselves_and_are_accepted_with_one_key(demo, workbench, terminal):
    first = terminal("open", demo, "--coder", "Åsa", "--at", "07:1")
    first.wait_for(r"Turn 1 of 80")
    for _ in range(60):
        first.press("n")
        try:
            first.wait_for(r"◆", seconds=1)
            break
        except AssertionError:
            continue
    first.press("a")
    first.wait_for(r"1 undirected")
    found = workbench("codings", demo, "--coder", "Åsa", "--json").json
    assert len(found) == 1
    assert found[0]["origin"] == "suggestion"


def test_keys_that_arrive_in_one_piece_go_where_they_were_meant(demo, workbench, terminal):
    first = terminal("open", demo, "--coder", "Åsa", "--at", "07:5")
    first.wait_for(r"Turn 5 of 80")
    first.press("crutin\r-mur funkar det\x13t2")
    first.wait_for(r"coded STR at")
    found = workbench("codings", demo, "--coder", "Åsa", "--json").json
    assert [(each["code"], each["polarity"], each["memo"]) for each in found] == [
        ("STR.rutiner", "-", "ur funkar det"),
        ("STR", "", ""),
    ]


def test_ended_from_outside_it_puts_the_terminal_right(demo, terminal):
    first = terminal("open", demo, "--coder", "Åsa", "--at", "07:5")
    first.wait_for(r"Turn 5 of 80")
    first.child.kill(signal.SIGTERM)
    first.child.expect(pexpect.EOF)
    assert b"\x1b[?1049l" in first.child.before
