"""Parsers in a child process, bounded in time and memory.

Invariant: whatever a file does to its parser (exception, crash, endless loop, all the memory), the
caller gets one InputError and the next file is read. One child serves a whole batch, so that its
start is paid once; it is started anew after a crash or when time is up.

Parent and child speak in frames (see `workbench.files.pipes`).
"""

import faulthandler
import importlib
import json
import re
import signal
import subprocess
import sys
import threading
import traceback
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from workbench.errors import InputError
from workbench.files.pipes import private_pipes, read_frame, write_frame


@dataclass(frozen=True, slots=True)
class Bounds:
    """What one call may take."""

    seconds: float = 30
    megabytes: int = 1024
    """Address space of the child, where the system can bound it (not on Windows)."""


class ParserError(Exception):
    """The child's own account of a failure; the cause of the InputError, for `--debug`."""


_START_SECONDS = 60.0
_SAVE_AGAIN = "Open it in the program it was made with, save it anew and use the new file."
_BOOTSTRAP = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]); "
    "from workbench.files.contained import serve; serve(int(sys.argv[2]))"
)


class Containment:
    """Calls functions of one package in a child process; one call at a time.

    A context manager: leaving it ends the child. The child starts with the first call.
    """

    def __init__(self, bounds: Bounds | None = None, *, package: str = "workbench") -> None:
        self._bounds = bounds or Bounds()
        self._function = re.compile(rf"{re.escape(package)}(\.\w+)*:[a-z]\w*")
        self._child: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the child. The next call would start another."""
        child, self._child = self._child, None
        if child is None:
            return
        child.kill()
        child.wait()
        for pipe in (child.stdin, child.stdout):
            if pipe is not None:
                try:
                    pipe.close()
                except OSError:  # What was still buffered for the child has no reader any more.
                    continue

    def call(
        self,
        function: str,
        payload: bytes,
        /,
        *,
        name: str,
        options: Mapping[str, object] | None = None,
    ) -> object:
        """Run `package.module:function` on `(payload, options)` and return its JSON-able result.

        `name` is the file's, for messages. An InputError raised there is raised here; every other
        failure becomes an InputError that says that the file cannot be read. ValueError where the
        function is not one of the package.
        """
        if not self._function.fullmatch(function):
            raise ValueError(f"not a function that may be called: {function}")
        if len(payload) > self._bounds.megabytes * 2**20 // 4:
            raise InputError(
                f"“{name}” cannot be read: it is larger than {self._bounds.megabytes // 4} MB.",
                "Split it, or take out pictures and sound.",
            )
        request = {
            "function": function,
            "options": dict(options or {}),
            "seconds": self._bounds.seconds,
        }
        child = self._started(name)
        reply = self._exchange(
            _Exchange(child, json.dumps(request).encode("ascii"), payload),
            seconds=self._bounds.seconds,
            slow=f"“{name}” cannot be read: it takes longer than {self._bounds.seconds:g} seconds.",
        )
        return self._result(reply, name=name)

    def _started(self, name: str) -> "subprocess.Popen[bytes]":
        if self._child is not None and self._child.poll() is None:
            return self._child
        self.close()
        arguments = [json.dumps(sys.path), str(self._bounds.megabytes)]
        try:
            child = subprocess.Popen(
                [sys.executable, "-I", "-c", _BOOTSTRAP, *arguments],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        except OSError as error:
            raise InputError(
                f"“{name}” cannot be read: no process could be started for it "
                f"({error.strerror or error}).",
                "Close other programs and try again.",
            ) from error
        self._child = child
        reply = self._exchange(
            _Exchange(child),
            seconds=_START_SECONDS,
            slow=f"“{name}” cannot be read: the process that reads files does not start.",
        )
        if reply is None:
            self.close()
            raise InputError(
                f"“{name}” cannot be read: the process that reads files does not start.",
                "Install the workbench anew.",
            )
        return child

    def _exchange(
        self,
        exchange: "_Exchange",
        *,
        seconds: float,
        slow: str,
    ) -> dict[str, object] | None:
        """The child's reply, or None where it died; ends the child when interrupted or late."""
        try:
            exchange.start()
            exchange.join(seconds)
        except BaseException:
            self.close()
            raise
        if exchange.is_alive():
            self.close()
            exchange.join()
            raise InputError(slow, _SAVE_AGAIN)
        return exchange.reply

    def _result(self, reply: dict[str, object] | None, *, name: str) -> object:
        if reply is None:
            status = self._child.wait() if self._child is not None else None
            self.close()
            raise InputError(
                f"“{name}” cannot be read: it is damaged.", _SAVE_AGAIN
            ) from ParserError(f"the child ended with status {status}")
        if "result" in reply:
            return reply["result"]
        if "message" in reply:
            raise InputError(str(reply["message"]), str(reply.get("remedy", "")))
        reason = "it is damaged."
        if reply.get("failure") == MemoryError.__name__:
            reason = f"it needs more than {self._bounds.megabytes} MB of memory."
        raise InputError(f"“{name}” cannot be read: {reason}", _SAVE_AGAIN) from ParserError(
            str(reply.get("trace", ""))
        )


class _Exchange(threading.Thread):
    """One request and its reply; a thread, since pipes have no time limit on every system."""

    def __init__(
        self, child: "subprocess.Popen[bytes]", header: bytes | None = None, payload: bytes = b""
    ) -> None:
        super().__init__(daemon=True)
        self.reply: dict[str, object] | None = None
        self._child = child
        self._header = header
        self._payload = payload

    def run(self) -> None:
        stdin, stdout = self._child.stdin, self._child.stdout
        if stdin is None or stdout is None:
            return
        try:
            if self._header is not None:
                write_frame(stdin, self._header, self._payload)
            header, _ = read_frame(stdout)
            self.reply = json.loads(header.decode("utf-8", "surrogatepass"))
        except (OSError, EOFError, ValueError):  # The child is gone; ValueError: its pipe, closed.
            self.reply = None


# -- The child --------------------------------------------------------------------------------


def serve(megabytes: int) -> None:
    """Answer requests until the parent closes the pipe; the main loop of the child."""
    requests, replies = private_pipes()
    _bound_resources(megabytes)
    # openpyxl would import numpy, which takes long and maps memory for every processor.
    sys.modules["numpy"] = None  # type: ignore[assignment]  # None is how an import is barred
    write_frame(replies, b"{}")
    while True:
        try:
            header, payload = read_frame(requests)
        except EOFError:
            return
        write_frame(replies, _answer(header, payload))


def _bound_resources(megabytes: int) -> None:
    # Ctrl-C reaches the whole group: the parent decides, and ends this process.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        import resource  # not on Windows
    except ImportError:
        return
    for limit, bound in ((resource.RLIMIT_AS, megabytes * 2**20), (resource.RLIMIT_CORE, 0)):
        try:
            resource.setrlimit(limit, (bound, bound))
        except (OSError, ValueError):  # Some systems name the limit and refuse to set it.
            continue


def _answer(header: bytes, payload: bytes) -> bytes:
    reply: dict[str, object]
    try:
        request = json.loads(header)
        # Should the parent be gone by then, nobody else ends an endless loop.
        faulthandler.dump_traceback_later(2 * request["seconds"] + 1, exit=True)
        module, _, function = request["function"].partition(":")
        result = getattr(importlib.import_module(module), function)(payload, request["options"])
        return _encoded({"result": result})
    except InputError as error:
        reply = {"message": error.message, "remedy": error.remedy}
    # The parsers of the world raise whatever they like on a broken file, and each of these has to
    # become the same answer: this is the one place that catches them all.
    except Exception as error:  # noqa: BLE001
        reply = {"failure": type(error).__name__, "trace": traceback.format_exc(limit=-20)}
    finally:
        faulthandler.cancel_dump_traceback_later()
    return _encoded(reply)


def _encoded(reply: dict[str, object]) -> bytes:
    return json.dumps(reply, ensure_ascii=False).encode("utf-8", "surrogatepass")
