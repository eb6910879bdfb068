"""The coding screen, come to from a list of passages, which are walked through one by one.

Invariant: one Escape more than what is held leads back to the list.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from workbench.model import InterviewId, Span
from workbench.tui.screens.desk.walking import Walk
from workbench.tui.screens.transcript import TranscriptScreen
from workbench.tui.widgets.tables.passages import Passage

if TYPE_CHECKING:
    from workbench.workflows.opening import Workspace


class PassageReader(TranscriptScreen):
    """Begins at a passage; next and previous go through all that are listed."""

    CSS_PATH = "../../desk.tcss"

    def __init__(
        self,
        workspace: "Workspace",
        passages: Sequence[Passage],
        at: Passage,
        *,
        every: tuple[InterviewId, ...],
    ) -> None:
        """`every` are all interviews of the project."""
        super().__init__(
            workspace,
            at.reference.interview,
            walk=tuple(dict.fromkeys(each.reference.interview for each in passages)),
            places={},
            at=at.reference,
            every=every,
        )
        self.walk = Walk.HITS
        self._marked = _by_interview(passages)

    @property
    def hits(self) -> tuple[Span, ...]:
        """The passages of this interview."""
        loaded = self.loaded
        return () if loaded is None else self._marked.get(loaded.interview.id, ())

    def _show_hits(self) -> None:
        """Mark the one that one is at."""
        place = self.view.place
        self.view.mark_hits(span for span in self.hits if span.start <= place < span.end)

    def _go_to_hit(self, step: int) -> bool:
        if super()._go_to_hit(step):
            self._show_hits()
            return True
        at = self.order.index(self.wanted) + step if self.wanted in self.order else -1
        if not 0 <= at < len(self.order):
            return False
        spans = self._marked[self.order[at]]
        self.go_to_place(self.order[at], spans[0 if step > 0 else -1].start)
        return True

    def action_leave(self) -> None:
        """Let go of what is held; with nothing held, back to the list."""
        if self.let_go_of_edges():
            return
        if self.view.selection is not None:
            self.view.clear_selection()
        else:
            self.leave_for_the_list()


def _by_interview(passages: Sequence[Passage]) -> dict[InterviewId, tuple[Span, ...]]:
    """What is marked in each interview, spans that touch each other joined."""
    found: dict[InterviewId, list[Span]] = {}
    for passage in passages:
        found.setdefault(passage.reference.interview, []).extend(passage.spans)
    return {interview: tuple(joined(spans)) for interview, spans in found.items()}


def joined(spans: Sequence[Span]) -> list[Span]:
    """The same characters as spans in order that do not touch."""
    found: list[Span] = []
    for span in sorted(spans):
        if found and span.start <= found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return found
