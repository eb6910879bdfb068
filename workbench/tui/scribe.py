"""What the coder does, carried out in the order of her keys, without making the next key wait.

Invariant: one deed at a time; each is prepared on what the ones before have left, and nothing is
shown as done before it is on disk. While another program holds the project, a deed waits, however
long that is. A deed that fails changes nothing and is said; those behind it are carried out.
"""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from workbench.errors import LockedError, WorkbenchError
from workbench.text.translation import _

if TYPE_CHECKING:
    from workbench.workflows.telling import Outcome

_T = TypeVar("_T")
_News = TypeVar("_News")

Deed = Callable[[], "Outcome"]
"""Writes one action; runs outside the screen's thread."""

Prepare = Callable[[], Deed | None]
"""Says, when its turn has come, what is to be done; None where there is nothing to do."""

SLOW = 1.0
"""Seconds after which it is said that one is waiting."""

_AGAIN = 0.1
"""Seconds between two attempts to write; SQLite itself waits in each of them."""


@dataclass(frozen=True, slots=True)
class Written(Generic[_News]):
    """One deed on disk."""

    outcome: "Outcome | None"
    """None where only the news were asked for."""
    news: _News


class Scribe(Generic[_News]):
    """A queue of deeds on one project; `run`, which `wake` is to start, carries them out."""

    def __init__(
        self,
        news: Callable[[], Callable[[], _News]],
        *,
        wake: Callable[[], object],
        done: Callable[[Written[_News]], None],
        failed: Callable[[WorkbenchError], None],
        waiting: Callable[[bool], None],
    ) -> None:
        """`news` gives the question what is new, which is asked outside the screen's thread."""
        self._news = news
        self._wake, self._awake = wake, False
        self._done = done
        self._failed, self._waiting = failed, waiting
        self._queue: asyncio.Queue[
            tuple[Prepare | None, Callable[[Written[_News]], None] | None]
        ] = asyncio.Queue()

    def do(self, prepare: Prepare, then: Callable[[Written[_News]], None] | None = None) -> None:
        """Put a deed last in the queue; `then` is called when it is on disk and on the screen."""
        self._add(prepare, then)

    def ask(self, then: Callable[[Written[_News]], None] | None = None) -> None:
        """Put the question last in the queue what has been written elsewhere."""
        self._add(None, then)

    def _add(self, prepare: Prepare | None, then: Callable[[Written[_News]], None] | None) -> None:
        self._queue.put_nowait((prepare, then))
        if not self._awake:
            self._awake = True
            self._wake()

    @property
    def idle(self) -> bool:
        """Whether everything is done."""
        return not self._awake

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
                except Exception as error:  # noqa: BLE001 - the deeds behind it are done all the same
                    self._failed(_unforeseen(error))
                finally:
                    self._queue.task_done()
        finally:
            self._awake = False

    async def _carry_out(
        self, prepare: Prepare | None, then: Callable[[Written[_News]], None] | None
    ) -> None:
        deed = None if prepare is None else prepare()
        if prepare is not None and deed is None:
            return
        written = await self._patiently(self._write(deed, self._news()))
        self._done(written)
        if then is not None:
            then(written)

    async def _write(self, deed: Deed | None, news: Callable[[], _News]) -> Written[_News]:
        # One after the other: what is written once is not written again for the sake of the news.
        outcome = None if deed is None else await _until_let_in(deed)
        return Written(outcome, await _until_let_in(news))

    async def _patiently(self, writing: Coroutine[None, None, Written[_News]]) -> Written[_News]:
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


async def _until_let_in(ask: Callable[[], _T]) -> _T:
    """Again and again while another program holds the project."""
    while True:
        try:
            return await asyncio.to_thread(ask)
        except LockedError:
            await asyncio.sleep(_AGAIN)


def _unforeseen(error: Exception) -> WorkbenchError:
    """In words that hold nothing of a text: they may be copied into a report."""
    return WorkbenchError(
        _("That could not be done, for a reason nobody foresaw ({kind}).").format(
            kind=type(error).__name__
        ),
        _("Everything before it is saved; try again."),
    )
