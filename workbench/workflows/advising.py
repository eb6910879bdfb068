"""Suggestions computed beside the interface, in a child process of low priority.

Invariant: spaCy never loads in this process, and no answer, failure or silence of the child ever
keeps the interface waiting.
"""

import json
import subprocess
import sys
import threading
from concurrent.futures import CancelledError, Future
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from workbench.errors import WorkbenchError
from workbench.files.pipes import read_frame, write_frame
from workbench.model import Coder, Suggestion
from workbench.workflows.advice import unpacked

_BOOTSTRAP = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]); "
    "from workbench.workflows.advice import serve; serve()"
)
_CODE_ON = "Code on without them; they are asked for again with the next interview."

Child = subprocess.Popen[bytes]


@dataclass(frozen=True, slots=True)
class _Request:
    interview: str
    answer: "Future[list[Suggestion]]" = field(default_factory=Future)


class Adviser:
    """Asks a child process for suggestions, the newest request first.

    May be asked from any thread; answers come in a thread of its own.
    """

    def __init__(self, path: Path, coder: Coder | None) -> None:
        """The child starts with the first request.

        coder: whose codings later suggestions may learn from.
        """
        self._path = path
        self._coder = coder
        self._waiting: list[_Request] = []
        self._changed = threading.Condition()
        self._child: Child | None = None
        self._closed = False
        self._thread: threading.Thread | None = None

    def suggest(self, interview_id: str) -> "Future[list[Suggestion]]":
        """Every suggestion for one interview in the order of the text, also what is coded already.

        A request that has not begun is answered by the next one for the same interview; one for
        another interview is cancelled.
        """
        with self._changed:
            same = [each for each in self._waiting if each.interview == interview_id]
            for each in self._waiting:
                if each.interview != interview_id:
                    each.answer.cancel()
            request = same[0] if same else _Request(interview_id)
            self._waiting = [request]
            if self._closed:
                request.answer.cancel()
                return request.answer
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="adviser", daemon=True)
                self._thread.start()
            self._changed.notify()
        return request.answer

    def close(self) -> None:
        """End the child, whatever it is doing; what was asked for and not answered is cancelled."""
        with self._changed:
            self._closed = True
            waiting, self._waiting = self._waiting, []
            child = self._child
            self._changed.notify()
        for each in waiting:
            each.answer.cancel()
        if child is not None:
            child.kill()
        if self._thread is not None and self._thread is not threading.current_thread():
            # The child is dead, unless the system holds it in a call: then it is left alone.
            self._thread.join(timeout=0.5)

    def _run(self) -> None:
        while True:
            with self._changed:
                while not self._waiting and not self._closed:
                    self._changed.wait()
                if self._closed:
                    break
                request = self._waiting.pop()
            if request.answer.set_running_or_notify_cancel():
                self._answer(request)
        self._end_child()

    def _answer(self, request: _Request) -> None:
        try:
            found = self._ask(request)
        except (OSError, EOFError, ValueError):  # The child is gone; ValueError: its pipe, closed.
            self._end_child()
            request.answer.set_exception(
                CancelledError()
                if self._closed
                else WorkbenchError("The process that makes suggestions has ended.", _CODE_ON)
            )
        except WorkbenchError as error:
            request.answer.set_exception(error)
        else:
            request.answer.set_result(found)

    def _ask(self, request: _Request) -> list[Suggestion]:
        child = self._started()
        if child.stdin is None or child.stdout is None:
            raise EOFError
        asked = {
            "project": str(self._path.absolute()),
            "interview": request.interview,
            "coder": self._coder,
        }
        write_frame(child.stdin, json.dumps(asked).encode())
        found: list[Suggestion] = []
        while True:
            reply = json.loads(read_frame(child.stdout)[0].decode("utf-8", "surrogatepass"))
            if "some" in reply:
                found.extend(unpacked(reply["some"]))
                continue
            if reply.get("leaving"):
                self._end_child()
            if "message" in reply:
                raise WorkbenchError(reply["message"], reply["remedy"])
            if "failure" in reply:
                raise WorkbenchError(
                    f"Suggestions could not be made ({reply['failure']}).", _CODE_ON
                )
            return found

    def _started(self) -> Child:
        with self._changed:
            if self._closed:
                raise EOFError
            if self._child is None or self._child.poll() is not None:
                self._child = subprocess.Popen(
                    [sys.executable, "-I", "-c", _BOOTSTRAP, json.dumps(sys.path)],
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.DEVNULL,
                    creationflags=_IN_THE_BACKGROUND,
                )
            return self._child

    def _end_child(self) -> None:
        with self._changed:
            child, self._child = self._child, None
        if child is None:
            return
        child.kill()
        child.wait()
        for pipe in (child.stdin, child.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()


_IN_THE_BACKGROUND = getattr(subprocess, "CREATE_NO_WINDOW", 0) | getattr(
    subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0
)
