"""What can be wrong with a codebook file: a line, a sentence and a remedy."""

from dataclasses import dataclass, field
from typing import Literal

MAX_PROBLEMS = 1_000
"""Nobody reads further, and a hostile file could give millions."""

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, or that may not be meant."""

    line: int
    """From 1; 0 where the file as a whole is meant."""
    severity: Severity
    """A codebook with an error cannot be used; one with a warning can."""
    message: str
    remedy: str = ""

    def at(self, name: str) -> str:
        """`danermark.yaml:41: message remedy`, as editors and people find the place."""
        place = f"{name}:{self.line}" if self.line else name
        return f"{place}: {self.message} {self.remedy}".strip()


@dataclass(slots=True)
class ProblemList:
    """Collects problems while a file is read."""

    found: list[Problem] = field(default_factory=list)

    def error(self, line: int, message: str, remedy: str = "") -> None:
        self._note(Problem(line, "error", message, remedy))

    def warn(self, line: int, message: str, remedy: str = "") -> None:
        self._note(Problem(line, "warning", message, remedy))

    def _note(self, problem: Problem) -> None:
        if len(self.found) < MAX_PROBLEMS:
            self.found.append(problem)

    def in_order(self) -> tuple[Problem, ...]:
        """By line; at one line in the order found."""
        return tuple(sorted(self.found, key=lambda problem: problem.line))
