"""Which table is asked for, and the next one that a key asks for.

Invariant: the two attributes are different; there is no second one without a first.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from workbench.model import CodeId, Coder, Cut, Percent, Unit
from workbench.text import fold
from workbench.text.translation import _

_T = TypeVar("_T")

NOBODY = Coder("")
_FIRST = "kommun"
"""What one begins with, where the interviews have it."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A cut, whose codings, and which codes are folded up."""

    cut: Cut = field(default_factory=Cut)
    coder: Coder = NOBODY
    folded: frozenset[CodeId] = frozenset()
    """Codes below which nothing is shown."""
    begun: bool = False
    """Whether the attribute was chosen, also if none was."""

    def beginning(self, attributes: Sequence[str]) -> "Asked":
        """The first table of a project."""
        first = next((each for each in attributes if fold(each) == _FIRST), attributes[0])
        return replace(self, cut=replace(self.cut, by=(first,)), begun=True)

    def by(self, first: str | None, second: str | None = None) -> "Asked":
        """Cut by other attributes; None for the whole only."""
        names = tuple(each for each in (first, second) if each is not None)
        return replace(self, cut=replace(self.cut, by=names), begun=True)

    @property
    def first(self) -> str | None:
        return self.cut.by[0] if self.cut.by else None

    @property
    def second(self) -> str | None:
        return self.cut.by[1] if len(self.cut.by) > 1 else None

    def with_first(self, name: str | None) -> "Asked":
        """Change the attribute; a second one stays, unless it is the same."""
        second = self.second if name is not None and self.second != name else None
        return self.by(name, second)

    def with_second(self, name: str | None) -> "Asked":
        return self.by(self.first, name) if self.first != name else self

    def step_first(self, attributes: Sequence[str], step: int) -> "Asked":
        """The next attribute; behind the last, the whole only."""
        return self.with_first(_next((*attributes, None), self.first, step))

    def step_second(self, attributes: Sequence[str], step: int) -> "Asked":
        """The next attribute to cross the first with; behind the last, none."""
        if self.first is None:
            return self
        others = [each for each in attributes if each != self.first]
        return self.with_second(_next((*others, None), self.second, step))

    def step_unit(self, step: int) -> "Asked":
        """The next unit; shares of all there are need one that has a base."""
        unit = _next(tuple(Unit), self.cut.unit, step)
        percent = self.cut.percent
        if unit is Unit.SEGMENTS and percent is Percent.BASE:
            percent = None
        return replace(self, cut=replace(self.cut, unit=unit, percent=percent))

    def step_percent(self, step: int) -> "Asked":
        kinds = [each for each in Percent if self._has_base or each is not Percent.BASE]
        percent = _next((None, *kinds), self.cut.percent, step)
        return replace(self, cut=replace(self.cut, percent=percent))

    @property
    def _has_base(self) -> bool:
        """Segments have none: each is a coding."""
        return self.cut.unit is not Unit.SEGMENTS

    def step_coder(self, coders: Sequence[Coder], step: int) -> "Asked":
        return replace(self, coder=_next(tuple(coders), self.coder, step)) if coders else self

    def turn_polarity(self) -> "Asked":
        return replace(self, cut=replace(self.cut, polarity=not self.cut.polarity))

    def turn_per_1000(self) -> "Asked":
        return replace(self, cut=replace(self.cut, per_1000=not self.cut.per_1000))

    def fold_all(self, parents: frozenset[CodeId]) -> "Asked":
        """Fold all codes up; all that are, down."""
        return replace(self, folded=frozenset() if parents <= self.folded else parents)

    def fold_one(self, code: CodeId) -> "Asked":
        return replace(self, folded=self.folded ^ {code})


def _next(choices: Sequence[_T], current: _T, step: int) -> _T:
    at = choices.index(current) if current in choices else -1 if step > 0 else 0
    return choices[(at + step) % len(choices)]


# -- in words ---------------------------------------------------------------------------------


def told_unit(unit: Unit) -> str:
    """What is counted."""
    names = {
        Unit.SEGMENTS: _("Coded segments"),
        Unit.TURNS: _("Turns"),
        Unit.PARTICIPANTS: _("Participants"),
        Unit.INTERVIEWS: _("Interviews"),
        Unit.WORDS: _("Coded words"),
    }
    return names[unit]


def told_by(asked: Asked) -> str:
    """By what."""
    if not asked.cut.by:
        return _("in all")
    return _("by {attributes}").format(attributes=" × ".join(asked.cut.by))


def told_percent(percent: Percent | None, unit: Unit) -> str:
    """Of what a share is taken; empty where none is."""
    of_all = {
        Unit.TURNS: _("% of all turns"),
        Unit.PARTICIPANTS: _("% of all participants"),
        Unit.INTERVIEWS: _("% of all interviews"),
        Unit.WORDS: _("% of all words"),
        Unit.SEGMENTS: "",
    }
    names = {
        Percent.ROW: _("% of the row"),
        Percent.COLUMN: _("% of the column"),
        Percent.TOTAL: _("% of all coded"),
    }
    return "" if percent is None else names.get(percent) or of_all[unit]


def told_ways(asked: Asked) -> str:
    """What is shown beside the counts, divided by dots."""
    cut = asked.cut
    ways = [
        told_percent(cut.percent, cut.unit),
        _("per 1,000 words") if cut.per_1000 else "",
        _("by direction") if cut.polarity else "",
        _("sub-codes folded") if asked.folded else "",
    ]
    return " · ".join(filter(None, ways))


def told_measures(asked: Asked) -> tuple[str, ...]:
    """What stands behind each figure beside the count."""
    cut = asked.cut
    percent = told_percent(cut.percent, cut.unit).removeprefix("% ")
    return tuple(
        filter(
            None,
            (
                _("of the words said") if cut.unit is Unit.WORDS else "",
                percent,
                _("per 1,000 words") if cut.per_1000 else "",
            ),
        )
    )


def told_whole(asked: Asked) -> str:
    """One sentence that says what is counted."""
    ways = told_ways(asked)
    return f"{told_unit(asked.cut.unit)} {told_by(asked)}" + (f" · {ways}" if ways else "")
