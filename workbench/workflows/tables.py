"""Tables of an open project, for the screens: every call may come from any thread.

What the project holds is read on its own thread; counting is done on the caller's, so that others
may ask meanwhile.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from workbench.analysis import cut_table
from workbench.export.wording import remark_words
from workbench.model import (
    CellKey,
    CellPassage,
    Codebook,
    Coder,
    Contrast,
    CountingFrame,
    Cut,
    FoundPassages,
    FrequencyTable,
    Remark,
)
from workbench.project import Project
from workbench.text import fold
from workbench.workflows.contrasting import PERMUTATIONS
from workbench.workflows.counting import Counts
from workbench.workflows.pairing import Ask, at_once
from workbench.workflows.querying import find_in_project
from workbench.workflows.tabulating import KINDS, cell_of, write_cut_table

__all__ = ["KINDS", "Choices", "Counted", "Tables"]

_ALWAYS = ("interview", "participant")
"""What every table can be cut by."""
_WEEK = ("week", "vecka")
_DATES = frozenset({"datum", "date"})


@dataclass(frozen=True, slots=True)
class Choices:
    """What a table of this project can be cut by, and whose codings it can count."""

    attributes: tuple[str, ...]
    """Those of the sheets, then `interview`, `participant`, and where there are dates `week`."""
    coders: tuple[Coder, ...]
    """Those who have coded; whoever settled codings belong to is among them."""
    codebook: Codebook
    interviews: int


@dataclass(frozen=True, slots=True)
class Counted:
    """A table, what it was counted from, and what to know before it is used."""

    revision: int
    choices: Choices
    table: FrequencyTable
    remarks: tuple[str, ...]
    """In words."""


class Tables:
    """Counts what an open project holds; what was read is kept until somebody writes."""

    def __init__(self, project: Project, *, ask: Ask = at_once) -> None:
        self._project = project
        self._ask = ask
        self._counts = Counts(project)

    def count(self, cut: Cut, coder: Coder) -> Counted:
        """Raises InputError for an attribute or value that nobody has, UsageError for what does
        not fit together."""
        revision, frames, codebook, coders = self._ask(lambda: self._read(coder))
        choices = Choices(_attributes(frames), coders, codebook, len(frames))
        table = cut_table(frames, codebook, cut, coder=coder)
        return Counted(revision, choices, table, tuple(map(_in_words, table.remarks)))

    def passages(self, cut: Cut, key: CellKey, coder: Coder) -> list[CellPassage]:
        """What one cell of `count` counts: the numbers of the entries add up to the cell."""
        return self._ask(lambda: cell_of(self._counts, cut, key, coder=coder))

    def contrast(self, cut: Cut, coder: Coder) -> Contrast:
        """Each value against all others together. Takes a second or more: it shuffles.

        Raises InputError and UsageError as `count` does, UsageError also for a cut by nothing.
        """
        from workbench.analysis.contrasts import contrast

        _, frames, codebook, _ = self._ask(lambda: self._read(coder))
        return contrast(frames, codebook, cut, coder=coder, permutations=PERMUTATIONS)

    def write(self, cut: Cut, coder: Coder, target: Path) -> None:
        """Write a table as xlsx, csv, md, html or json, as the name ends; over no other file.

        Raises UsageError for another kind of file, InputError where it cannot be written.
        """
        _, frames, codebook, _ = self._ask(lambda: self._read(coder))
        table = cut_table(frames, codebook, cut, coder=coder)
        self._ask(lambda: write_cut_table(self._counts, table, cut, target, lang=None, force=False))

    def find(self, query: str, coder: Coder | None) -> FoundPassages:
        """Raises QueryError, which points at a word that cannot be read or that nobody knows."""
        return self._ask(lambda: find_in_project(self._project, query, coder=coder))

    def queries(self) -> dict[str, str]:
        """The queries that are kept, by name."""
        return self._ask(self._project.queries)

    def _read(
        self, coder: Coder
    ) -> tuple[int, Sequence[CountingFrame], Codebook, tuple[Coder, ...]]:
        # The revision first: what changes while the rest is read is noticed afterwards.
        revision = self._project.revision()
        frames = self._counts.frames(coder)
        return revision, frames, self._counts.codebook(), self._project.coders()


def _attributes(frames: Sequence[CountingFrame]) -> tuple[str, ...]:
    """Each once, however it is spelled: those of interviews, then those of participants."""
    cases = [frame.attributes for frame in frames]
    cases += [each for frame in frames for each in frame.speaker_attributes]
    found: dict[str, str] = {}
    for case in cases:
        for name in case:
            found.setdefault(fold(name), name)
    dated = not _DATES.isdisjoint(found)
    added = [*_ALWAYS, *(_WEEK[:1] if dated and not set(_WEEK) & set(found) else ())]
    return (*found.values(), *(each for each in added if each not in found))


def _in_words(remark: Remark) -> str:
    return remark_words(remark, "en")
