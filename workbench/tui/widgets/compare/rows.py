"""Every disagreement of two coders, found by its key and its interview. Pure.

Invariant: they stand in the order given, those of one interview together.
"""

from collections.abc import Iterable, Iterator, Mapping

from workbench.model import InterviewId, PairKey
from workbench.tui.widgets.compare.listed import Listed


class Rows:
    """What a list shows; never changed in place."""

    def __init__(self, rows: Iterable[Listed] = ()) -> None:
        self.all = tuple(rows)
        self._at = {each.key: each for each in self.all}
        self._of: dict[InterviewId, list[Listed]] = {}
        for each in self.all:
            self._of.setdefault(each.disagreement.interview, []).append(each)
        self._settled = {
            interview: sum(not each.open for each in here) for interview, here in self._of.items()
        }

    def __len__(self) -> int:
        return len(self.all)

    def __iter__(self) -> Iterator[Listed]:
        return iter(self.all)

    def get(self, key: PairKey | None) -> Listed | None:
        """A disagreement by its two codings."""
        return None if key is None else self._at.get(key)

    def of(self, interview: InterviewId | None) -> tuple[Listed, ...]:
        """Those of one interview, by place."""
        return () if interview is None else tuple(self._of.get(interview, ()))

    def settled(self, interview: InterviewId | None = None) -> int:
        """How many are settled, in one interview or in all."""
        if interview is None:
            return sum(self._settled.values())
        return self._settled.get(interview, 0)

    def with_others(self, others: Mapping[InterviewId, Iterable[Listed]]) -> "Rows":
        """The same, with those of some interviews as they are now.

        An interview that had none before comes last, until all is read anew.
        """
        order = [*self._of, *(each for each in others if each not in self._of)]
        return Rows(
            row for interview in order for row in others.get(interview, self._of.get(interview, ()))
        )
