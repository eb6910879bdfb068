"""What the coder does, carried out in the order of her keys, without making the next key wait.

Invariant: one deed at a time; each is prepared on what the ones before have left, and nothing is
shown as done before it is on disk. A deed that fails changes nothing and is said.
"""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.errors import WorkbenchError

if TYPE_CHECKING:
    from workbench.model import InterviewId
    from workbench.workflows.opening import News, Workspace
    from workbench.workflows.telling import Outcome

Deed = Callable[[], "Outcome"]
"""Writes one action; runs outside the screen's thread."""

Prepare = Callable[[], Deed | None]
"""Says, when its turn has come, what is to be done; None where there is nothing to do."""

SLOW = 1.0
"""Seconds after which it is said that one is waiting."""


@dataclass(frozen=True, slots=True)
class Written:
    """One deed on disk."""

    outcome: "Outcome | None"
    """None where only the news were asked for."""
    news: "News"


class Scribe:
    """A queue of deeds for one workspace; `run`, which `wake` is to start, carries them out."""

    def __init__(
        self,
        workspace: "Workspace",
        *,
        wake: Callable[[], object],
        where: Callable[[], tuple[int, "InterviewId"]],
        done: Callable[[Written], None],
        failed: Callable[[WorkbenchError], None],
        waiting: Callable[[bool], None],
    ) -> None:
        """`where` says since which revision, and of which interview, the news are wanted."""
        self._workspace = workspace
        self._wake, self._awake = wake, False
        self._where, self._done = where, done
        self._failed, self._waiting = failed, waiting
        self._queue: asyncio.Queue[tuple[Prepare | None, Callable[[Written], None] | None]] = (
            asyncio.Queue()
        )

    def do(self, prepare: Prepare, then: Callable[[Written], None] | None = None) -> None:
        """Put a deed last in the queue; `then` is called when it is on disk and on the screen."""
        self._add(prepare, then)

    def ask(self, then: Callable[[Written], None] | None = None) -> None:
        """Put the question last in the queue what has been written elsewhere."""
        self._add(None, then)

    def _add(self, prepare: Prepare | None, then: Callable[[Written], None] | None) -> None:
        self._queue.put_nowait((prepare, then))
        if not self._awake:
            self._awake = True
            self._wake()

    async def drain(self) -> None:
        """Wait until everything is done."""
        await self._queue.join()

    async def run(self) -> None:
        """Carry out what is in the queue, until it is empty."""
        try:
            while not self._queue.empty():
                prepare, then = self._queue.get_nowait()
                try:
                    await self._carry_out(prepare, then)
                except WorkbenchError as error:
                    self._failed(error)
                finally:
                    self._queue.task_done()
        finally:
            self._awake = False

    async def _carry_out(
        self, prepare: Prepare | None, then: Callable[[Written], None] | None
    ) -> None:
        deed = None if prepare is None else prepare()
        if prepare is not None and deed is None:
            return
        since, interview = self._where()
        written = await self._patiently(asyncio.to_thread(self._write, deed, since, interview))
        self._done(written)
        if then is not None:
            then(written)

    def _write(self, deed: Deed | None, since: int, interview: "InterviewId") -> Written:
        outcome = None if deed is None else deed()
        return Written(outcome, self._workspace.news(since, interview))

    async def _patiently(self, writing: Coroutine[None, None, Written]) -> Written:
        """Say so when it takes long: another program may hold the project."""
        task = asyncio.ensure_future(writing)
        finished, _pending = await asyncio.wait({task}, timeout=SLOW)
        if not finished:
            self._waiting(True)
            try:
                await asyncio.wait({task})
            finally:
                self._waiting(False)
        return task.result()
