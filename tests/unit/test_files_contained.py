"""Whatever a file does to its parser, one InputError comes back and the next file is read."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from workbench.errors import InputError
from workbench.files.contained import Bounds, Containment, ParserError

PACKAGE = "contained_probes"


@pytest.fixture(scope="module")
def containment():
    with Containment(Bounds(seconds=20, megabytes=512), package=PACKAGE) as containment:
        yield containment


def call(containment, function, payload=b"", **options):
    return containment.call(f"{PACKAGE}:{function}", payload, name="07.docx", options=options)


def test_payload_and_options_reach_the_function_and_its_result_comes_back(containment):
    found = call(containment, "echo", "Å ä ö \ud800 \0".encode("utf-8", "surrogatepass"), by="ort")
    assert found == {"text": "Å ä ö \ud800 \0", "options": {"by": "ort"}}


def test_a_large_payload_passes_both_ways(containment):
    payload = b"samverkan " * 500_000
    assert call(containment, "echo", payload)["text"].encode() == payload


def test_a_batch_is_served_by_one_child(containment):
    assert call(containment, "process_id") == call(containment, "process_id") != os.getpid()


def test_what_a_parser_prints_does_not_disturb_the_answer(containment):
    assert call(containment, "chatter") == ""
    assert call(containment, "echo", b"next")["text"] == "next"


def test_a_refusal_comes_back_with_its_own_message_and_remedy(containment):
    with pytest.raises(InputError) as caught:
        call(containment, "refuse")
    assert caught.value.message == "“intervju.docx” is encrypted."
    assert caught.value.remedy == "Take the password off."


@pytest.mark.parametrize("function", ["fail", "recurse", "crash", "leave", "not_json"])
def test_every_failure_is_one_sentence_and_the_next_call_succeeds(containment, function):
    with pytest.raises(InputError) as caught:
        call(containment, function)
    assert caught.value.message == "“07.docx” cannot be read: it is damaged."
    assert caught.value.remedy
    assert isinstance(caught.value.__cause__, ParserError)
    assert call(containment, "echo", b"next")["text"] == "next"


def test_the_traceback_of_the_parser_is_kept_as_the_cause(containment):
    with pytest.raises(InputError) as caught:
        call(containment, "fail")
    assert "KeyError: 'w:body'" in str(caught.value.__cause__)


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="no bound on address space there")
def test_a_parser_that_devours_memory_is_stopped(containment):
    with pytest.raises(InputError, match=r"it needs more than 512 MB of memory"):
        call(containment, "devour")
    assert call(containment, "echo", b"next")["text"] == "next"


@pytest.mark.parametrize("function", ["hang", "hang_in_c"])
def test_a_parser_that_never_ends_is_stopped_in_time(function):
    with Containment(Bounds(seconds=0.5), package=PACKAGE) as containment:
        call(containment, "echo")
        begun = time.monotonic()
        with pytest.raises(InputError, match=r"takes longer than 0\.5 seconds"):
            call(containment, function)
        assert time.monotonic() - begun < 5
        assert call(containment, "echo", b"next")["text"] == "next"


def test_a_file_too_large_for_the_bounds_is_refused_before_it_is_sent():
    containment = Containment(Bounds(megabytes=4), package=PACKAGE)
    with pytest.raises(InputError, match=r"larger than 1 MB"):
        call(containment, "echo", b"x" * 2_000_000)


@pytest.mark.parametrize(
    "function", ["os:getpid", "contained_probes.x:", "contained_probesx:echo", "a.b:c.d"]
)
def test_only_functions_of_the_package_may_be_called(containment, function):
    with pytest.raises(ValueError, match="not a function that may be called"):
        containment.call(function, b"", name="x")


def test_by_default_only_the_workbench_may_be_called():
    with pytest.raises(ValueError, match="not a function that may be called"):
        Containment().call("contained_probes:echo", b"", name="x")


def test_closing_ends_the_child():
    containment = Containment(package=PACKAGE)
    child = call(containment, "process_id")
    containment.close()
    with pytest.raises(ProcessLookupError):
        os.kill(child, 0)


def test_a_child_that_was_killed_from_outside_is_replaced():
    with Containment(package=PACKAGE) as containment:
        child = call(containment, "process_id")
        os.kill(child, signal.SIGTERM)
        deadline = time.monotonic() + 10
        while containment._child.poll() is None and time.monotonic() < deadline:
            time.sleep(0.01)
        assert call(containment, "process_id") != child


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
def test_ctrl_c_ends_the_child_with_the_parent(tmp_path):
    script = f"""
import sys; sys.path.insert(0, {str(Path(__file__).parent)!r})
from workbench.files.contained import Containment
with Containment(package="contained_probes") as containment:
    print(containment.call("contained_probes:process_id", b"", name="x"), flush=True)
    containment.call("contained_probes:hang", b"", name="x")
"""
    parent = subprocess.Popen(
        [sys.executable, "-c", script],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    child = int(parent.stdout.readline())
    time.sleep(0.3)
    os.killpg(parent.pid, signal.SIGINT)
    _, errors = parent.communicate(timeout=10)
    assert "KeyboardInterrupt" in errors
    with pytest.raises(ProcessLookupError):
        os.kill(child, 0)
