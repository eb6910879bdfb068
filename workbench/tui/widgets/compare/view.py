"""The transcript between two coders' margins: moving, selecting, and a passage to decide on."""

from dataclasses import replace
from typing import ClassVar

from rich.cells import cell_len
from textual.binding import BindingType
from textual.geometry import Region

from workbench.model import Codebook, Interview, Span
from workbench.tui.widgets.compare.columns import ComparedColumns
from workbench.tui.widgets.compare.painting import ComparedPainter, ComparedShown, Standing
from workbench.tui.widgets.transcript.bindings import MOVING_AND_SELECTING
from workbench.tui.widgets.transcript.coded import Coded
from workbench.tui.widgets.transcript.colours import code_colours
from workbench.tui.widgets.transcript.layout import Layout
from workbench.tui.widgets.transcript.painting import Painter, Shown
from workbench.tui.widgets.transcript.pane import Page
from workbench.tui.widgets.transcript.view import TranscriptView


class ComparedView(TranscriptView, inherit_bindings=False):
    """Shows one interview as two coders have coded it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        replace(binding, show=False) for binding in MOVING_AND_SELECTING
    ]

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - textual's own name
        super().__init__(id=id)
        self._sides: ComparedShown | None = None
        self._with_settled = False
        self._passage: Span | None = None
        self._measured_for: Interview | None = None
        self._speaker, self._timed = 2, False
        """What the gutter needs, found once for each interview: it has many turns."""

    def compare(
        self, page: Page, sides: ComparedShown, *, codebook: Codebook, place: int | None = None
    ) -> None:
        """Begin an interview. The codings stay the caller's, who tells changes with `recode`."""
        self._sides, self._passage = sides, None
        self.read(page, coded=sides.coded, codebook=codebook, place=place)

    def go_to_passage(self, passage: Span) -> None:
        """Go to where a passage begins, and show all of it where there is room."""
        self.go_to(passage.start)
        layout, height = self._layout_rows, self.size.height
        if layout is None or height <= 0:
            return
        first, last = layout.rows_of(passage)
        top = self.scroll_offset.y
        if top < first and last < top + height - 1:
            return
        spare = max(0, height - (last - first + 1))
        self.scroll_to(y=max(0, first - min(spare // 2, height // 3)), animate=False)

    def look_at(self, passage: Span | None) -> None:
        """What is decided on where nothing is selected."""
        if passage != self._passage:
            self._passage = passage
            self._aim()

    def stand(self, standing: Standing) -> None:
        """Show what is settled and what one is looking at."""
        shown = self._shown
        if not isinstance(shown, ComparedShown) or standing == shown.standing:
            return
        before = shown.standing
        if replace(before, chosen=standing.chosen) != standing:
            self._show(replace(shown, standing=standing))
            return
        self._shown = replace(shown, standing=standing)
        painter = self._painter
        if isinstance(painter, ComparedPainter):
            for first, last in painter.choose(self._shown, before.chosen ^ standing.chosen):
                self.refresh_lines(first, last - first + 1)

    @property
    def with_settled(self) -> bool:
        """Whether what was settled has a margin of its own."""
        return self._with_settled

    def show_settled(self, shown: bool) -> None:
        """Give what was settled a margin of its own, or take it away."""
        if shown != self._with_settled:
            self._with_settled = shown
            self.on_resize()
            self.refresh(Region(0, 0, *self.size))

    @property
    def columns(self) -> ComparedColumns:
        """Where what stands, for what is written above."""
        return self._columns()

    def on_unmount(self) -> None:
        self._sides = self._measured_for = None
        super().on_unmount()

    def _aim(self) -> None:
        before, self._target = self._target, None
        if self.selection is None:
            self._target = self._passage
        for span in {before, self._target} - {None}:
            if before != self._target and span is not None:
                self._refresh_span(span)

    def _shown_with(self, coded: Coded) -> Shown:
        return super()._shown_with(coded) if self._sides is None else self._sides

    def _columns(self) -> ComparedColumns:
        interview = self.interview
        if interview is not self._measured_for:
            self._measured_for = interview
            labels = [] if interview is None else list(interview.speakers())
            self._speaker = max([2, *map(cell_len, labels)])
            self._timed = interview is not None and any(turn.time for turn in interview.turns)
        return ComparedColumns.sides(
            self.scrollable_content_region.width,
            speaker=self._speaker,
            timed=self._timed,
            settled=self._with_settled,
        )

    def _make_painter(self, page: Page, layout: Layout, shown: Shown) -> Painter:
        if not isinstance(shown, ComparedShown):
            return super()._make_painter(page, layout, shown)
        return ComparedPainter(
            page.interview,
            layout,
            shown=shown,
            colours=code_colours(self._codebook),
            names={each.id: each.short_name for each in self._codebook.codes},
            palette=self._palette(),
            columns=self._columns(),
            width=self.scrollable_content_region.width,
        )
