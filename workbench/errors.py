"""The one exception tree of the workbench, and its exit codes.

An error is one sentence that says what happened and where, and a remedy that says what to do.
Raised for callers; caught only at the edges (cli, tui).
"""

from enum import IntEnum


class ExitCode(IntEnum):
    """How a command ends, as the shell sees it."""

    DONE = 0
    NOTHING_FOUND = 1
    """Only of commands that look for something: nothing found, or something fails the check."""
    USAGE = 2
    BAD_INPUT = 3
    """Also when only some files or rows of a batch failed: the rest is done."""
    PROJECT = 4
    """The project is damaged, locked or cannot be written."""


class WorkbenchError(Exception):
    """What happened and where (`message`), and what to do about it (`remedy`)."""

    exit_code = ExitCode.BAD_INPUT

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.message} {self.remedy}".strip()


class UsageError(WorkbenchError):
    """The command was called with words that do not fit together."""

    exit_code = ExitCode.USAGE


class QueryError(UsageError):
    """A query that cannot be read; knows the word at which it stops making sense."""

    def __init__(self, problem: str, remedy: str = "", *, query: str, start: int, end: int) -> None:
        """`[start, end)` is the word in `query`; empty at the end of the query."""
        word = f"“{query[start:end]}”" if end > start else "the end"
        super().__init__(f"At {word} (character {start + 1}): {problem}", remedy)
        self.query = query
        self.start = start
        self.end = end

    def pointed(self) -> tuple[str, str]:
        """The query on one line, and a line that points at the word."""
        line = " ".join(self.query.split("\n"))
        return line, " " * self.start + "^" * max(1, self.end - self.start)


class InputError(WorkbenchError):
    """A file, row or value that was given cannot be read or does not fit."""


class ProjectError(WorkbenchError):
    """The project file is damaged, locked, full or not a project."""

    exit_code = ExitCode.PROJECT


class LockedError(ProjectError):
    """Another program holds the project; the same can be done once it lets go."""
