"""A selection: what is chosen, which end moves, how it grows and shrinks. Pure.

Invariant: `span` always contains `anchor`; only the end on the active side moves.
"""

from dataclasses import dataclass, replace

from workbench.model import Span
from workbench.tui.widgets.transcript.moving import By, Places


@dataclass(frozen=True, slots=True)
class Selection:
    """Some words, one end of which is being moved."""

    anchor: Span
    """What stays chosen; empty where a mere place was the beginning."""
    span: Span
    backwards: bool = False
    """Whether the beginning is the end that moves."""
    smaller: tuple[Span, ...] = ()
    """What it was before it was grown, the latest last."""

    @classmethod
    def at(cls, span: Span) -> "Selection":
        """A selection that begins with a unit, or with a place where the span is empty."""
        return cls(span, span)

    @property
    def head(self) -> int:
        """The character at the end that moves."""
        return self.span.start if self.backwards else max(self.span.start, self.span.end - 1)

    def extended(self, places: Places, by: By, step: int) -> "Selection":
        """One unit more in a direction (1 or -1), or one less where that gives some back."""
        lo, hi = self.span.start, self.span.end
        if step > 0 and lo < self.anchor.start:
            return self.reaching(min(places.start_after(lo, by) or lo, self.anchor.start))
        if step > 0:
            return self.reaching(places.end_after(hi, by) or hi)
        if hi > self.anchor.end:
            shorter = places.end_before(hi, by)
            return self.reaching(
                max(self.anchor.end if shorter is None else shorter, self.anchor.end)
            )
        before = places.start_before(lo, by)
        return self.reaching(lo if before is None else before)

    def reaching(self, offset: int) -> "Selection":
        """From the anchor up to an offset, on whichever side it lies."""
        if offset < self.anchor.start:
            return Selection(self.anchor, Span(offset, self.anchor.end), backwards=True)
        return Selection(self.anchor, Span(self.anchor.start, max(self.anchor.end, offset)))

    def turned(self) -> "Selection":
        """The other end moves from now on."""
        fixed = self.span.start if self.backwards else self.span.end
        return Selection(Span(fixed, fixed), self.span, backwards=not self.backwards)

    def grown(self, places: Places) -> "Selection":
        """The next larger unit around it."""
        wider = places.grown(self.span)
        if wider == self.span:
            return self
        return Selection(wider, wider, smaller=(*self.smaller, self.span))

    def shrunk(self) -> "Selection | None":
        """What it was before it was grown; None where it was not."""
        if not self.smaller:
            return None
        *before, last = self.smaller
        return replace(Selection.at(last), smaller=tuple(before))
