"""Suggestions from a child process: the same as elsewhere, in no one's way, whatever it does."""

import os
import signal
import sys
import time
from concurrent.futures import CancelledError
from pathlib import Path

import pytest

from tests.project.samples import BOOK, add, interview, new_project
from workbench.errors import WorkbenchError
from workbench.model import (
    Code,
    Codebook,
    CodeId,
    Coder,
    Coding,
    CodingId,
    Confidence,
    Cue,
    Decision,
    Evidence,
    InterviewId,
    Polarity,
    Span,
    Suggestion,
    Verdict,
)
from workbench.workflows.advice import packed, unpacked
from workbench.workflows.advising import Adviser
from workbench.workflows.deciding import open_suggestions
from workbench.workflows.suggesting import suggestions

CODES = (Code(CodeId("STR"), "Struktur", cues=(Cue("rutinerna", "exact"), Cue("chefen", "exact"))),)
SECONDS = 60


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    with new_project(tmp_path_factory.mktemp("advice"), book=Codebook(codes=CODES)) as project:
        project.commit([add(interview("07")), add(interview("08", header="Nr 8"))], verb="import")
    return project.path


@pytest.fixture
def adviser(path):
    made = Adviser(path, Coder("A"))
    yield made
    made.close()


def test_it_gives_what_the_command_gives(path, adviser):
    found = adviser.suggest("7").result(SECONDS)
    assert found == suggestions(path, interview="07", everything=False, coder=None)
    assert [each.text for each in found] == [
        "Chefen står bakom oss, det gör skillnad.",
        "Rutinerna finns, men ingen läser dem.",
    ]


def test_every_field_of_a_suggestion_crosses():
    whole = Suggestion(
        InterviewId("7"), 3, "IP1", Span(5, 9), "å \ud800?", CodeId("STR"), 0.5, Confidence.LOW,
        (Evidence("lemma", "rutin", "rutinerna", Span(6, 8), CodeId("STR.x")),), Polarity.HINDERS,
    )  # fmt: skip
    assert list(unpacked([packed(whole)])) == [whole]


def test_an_unknown_interview_is_refused_in_words_and_the_next_is_answered(adviser):
    with pytest.raises(WorkbenchError, match="no interview 99"):
        adviser.suggest("99").result(SECONDS)
    assert adviser.suggest("08").result(SECONDS)


def stopped_child(adviser):
    """The child, which answers nothing from now on."""
    adviser.suggest("07").result(SECONDS)
    adviser.suggest("07").result(SECONDS)
    child = adviser._started()
    os.kill(child.pid, signal.SIGSTOP)
    return child


posix = pytest.mark.skipif(sys.platform == "win32", reason="SIGSTOP is a Unix thing")


@posix
def test_of_those_that_wait_only_the_newest_is_answered(adviser):
    child = stopped_child(adviser)
    running = adviser.suggest("07")
    while not running.running():
        time.sleep(0.001)
    older, newest = adviser.suggest("07"), adviser.suggest("08")
    again = adviser.suggest("08")
    assert older.cancelled()
    assert again is newest
    os.kill(child.pid, signal.SIGCONT)
    assert running.result(SECONDS)[0].interview == "07"
    assert newest.result(SECONDS)[0].interview == "08"


@posix
def test_closing_takes_no_time_when_the_child_hangs(adviser):
    child = stopped_child(adviser)
    running, waiting = adviser.suggest("07"), adviser.suggest("08")
    begun = time.monotonic()
    adviser.close()
    assert time.monotonic() - begun < 1
    assert child.wait(SECONDS) == -signal.SIGKILL
    assert waiting.cancelled()
    with pytest.raises(CancelledError):
        running.result(SECONDS)
    assert adviser.suggest("07").cancelled()


@posix
def test_a_child_that_dies_is_told_once_and_replaced(adviser):
    child = stopped_child(adviser)
    running = adviser.suggest("07")
    while not running.running():
        time.sleep(0.001)
    time.sleep(0.05)  # Until the request is in the pipe: a child dead before is replaced unseen.
    os.kill(child.pid, signal.SIGKILL)
    with pytest.raises(WorkbenchError, match="has ended"):
        running.result(SECONDS)
    assert adviser.suggest("07").result(SECONDS)


@posix
def test_the_child_ends_with_its_parent(path):
    import subprocess

    code = (
        "import sys; from pathlib import Path; from workbench.workflows.advising import Adviser;"
        f"a = Adviser(Path({str(path)!r}), None); a.suggest('07').result(); a.suggest('07').result();"
        "print(a._started().pid, 'spacy' in sys.modules, flush=True);"
        "import os, signal; os.kill(os.getpid(), signal.SIGKILL)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    pid, spacy = done.stdout.split()
    assert spacy == "False"
    for _ in range(SECONDS * 20):
        if not _runs(int(pid)):
            return
        time.sleep(0.05)
    pytest.fail("the child is still there")


def _runs(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    status = Path(f"/proc/{pid}/stat")
    return not status.exists() or status.read_text().rpartition(")")[2].split()[0] != "Z"


def offer(start=10, code="STR"):
    return Suggestion(
        InterviewId("07"), 1, "IP1", Span(start, start + 10), "", CodeId(code), 0.6,
        Confidence.MEDIUM, (),
    )  # fmt: skip


def coded(start, code):
    return Coding(
        CodingId("c"), InterviewId("07"), Span(start, start + 4), CodeId(code), Coder("A")
    )


def decided(verdict, start=10):
    return Decision(InterviewId("07"), Span(start, start + 10), CodeId("STR"), Coder("A"), verdict)


@pytest.mark.parametrize("verdict", [Verdict.ACCEPTED, Verdict.RECODED, Verdict.REJECTED])
def test_what_was_answered_is_not_open(verdict):
    assert open_suggestions([offer(), offer(40)], [], [decided(verdict)], BOOK) == [offer(40)]


def test_what_was_passed_over_stays_open():
    assert open_suggestions([offer()], [], [decided(Verdict.SKIPPED)], BOOK) == [offer()]


@pytest.mark.parametrize(
    ("start", "code", "open_still"),
    [
        (12, "STR", False),
        (12, "STR.rutiner", False),
        (12, "LED", True),
        (6, "STR", True),
        (7, "STR", False),
        (19, "STR", False),
        (20, "STR", True),
    ],
)
def test_what_is_coded_there_is_not_open(start, code, open_still):
    codings = [coded(start, code), coded(100, "STR"), coded(0, "LED")]
    assert bool(open_suggestions([offer()], codings, [], BOOK)) is open_still
