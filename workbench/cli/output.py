"""What commands print: JSON and text on stdout, diagnostics and progress on stderr."""

import json
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from workbench.text.translation import _
from workbench.workflows.projects import Progress, no_progress

if TYPE_CHECKING:
    from rich.console import Console

_WIDE = 200


def print_json(value: object) -> None:
    """One JSON document on stdout, in UTF-8 with Swedish letters as they are."""
    json.dump(value, sys.stdout, ensure_ascii=False, indent=2)
    sys.stdout.write("\n")


def print_json_line(value: object) -> None:
    """One JSON value on one line, at once."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")
    sys.stdout.flush()


def say(line: str = "") -> None:
    """A line of the result."""
    sys.stdout.write(line + "\n")


def tell(line: str) -> None:
    """A line beside the result: what was done, what to look at."""
    sys.stdout.flush()  # Else the two are out of order where one file takes both.
    sys.stderr.write(line + "\n")
    sys.stderr.flush()


def tell_all(lines: Iterable[str], *, most: int = 20) -> None:
    """Several diagnostics, the rest counted."""
    told = list(lines)
    for line in told[:most]:
        tell(f"  {line}")
    if len(told) > most:
        tell(
            "  "
            + _("… and {number} more (all of them with --json)").format(number=len(told) - most)
        )


def result_console() -> "Console":
    """A rich console on stdout; wide where nobody's screen limits it."""
    from rich.console import Console

    width = None if sys.stdout.isatty() else _WIDE
    return Console(file=sys.stdout, width=width, highlight=False, markup=False, emoji=False)


@contextmanager
def progress_bar() -> Iterator[Progress]:
    """A bar on stderr once the work has taken a second; none where stderr is no screen."""
    if not sys.stderr.isatty():
        yield no_progress
        return
    bar = _Bar()
    try:
        yield bar.show
    finally:
        bar.close()


class _Bar:
    """Loads rich only when there is something to show."""

    def __init__(self) -> None:
        self._begun = time.monotonic()
        self._progress: object | None = None

    def show(self, done: int, total: int, what: str) -> None:
        from rich.progress import Progress as RichProgress

        if self._progress is None:
            if time.monotonic() - self._begun < 1 or done >= total:
                return
            self._start()
        if isinstance(self._progress, RichProgress):
            self._progress.update(
                self._progress.task_ids[0], completed=done, total=total, what=what
            )

    def _start(self) -> None:
        from rich.console import Console
        from rich.progress import (
            BarColumn,
            MofNCompleteColumn,
            TextColumn,
            TimeRemainingColumn,
        )
        from rich.progress import (
            Progress as RichProgress,
        )

        progress = RichProgress(
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
            TextColumn("{task.fields[what]}", markup=False),
            console=Console(stderr=True),
            transient=True,
        )
        progress.add_task("", total=None, what="")
        progress.start()
        self._progress = progress

    def close(self) -> None:
        from rich.progress import Progress as RichProgress

        if isinstance(self._progress, RichProgress):
            self._progress.stop()
