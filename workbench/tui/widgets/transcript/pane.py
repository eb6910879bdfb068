"""One transcript in a pane: which part of it is seen, and how it is painted.

Invariant: `place` is an offset into the text, so that it survives every change of width and every
change of the codings.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from rich.cells import cell_len
from textual.geometry import Region, Size
from textual.reactive import var
from textual.scroll_view import ScrollView
from textual.strip import Strip

from workbench.model import Codebook, Coding, CodingId, Interview, Span, Turn
from workbench.tui.collecting import uncollected
from workbench.tui.widgets.transcript.coded import Coded
from workbench.tui.widgets.transcript.colours import code_colours
from workbench.tui.widgets.transcript.columns import Columns
from workbench.tui.widgets.transcript.layout import Layout, Paragraph, paragraphs_of
from workbench.tui.widgets.transcript.moving import Places
from workbench.tui.widgets.transcript.offered import Offered
from workbench.tui.widgets.transcript.painting import Look, Painter, Palette, Shown
from workbench.tui.widgets.transcript.spans import SpanIndex

_MARGIN = 3
"""Rows kept in sight above and below the place."""


@dataclass(frozen=True, slots=True)
class Page:
    """One interview made ready to be read, away from the screen's thread."""

    interview: Interview
    paragraphs: Sequence[Paragraph]
    places: Places

    @classmethod
    def of(cls, interview: Interview) -> "Page":
        paragraphs = paragraphs_of(interview)
        return cls(interview, paragraphs, Places(interview, paragraphs))


class TranscriptPane(ScrollView, inherit_bindings=False):
    """Shows one interview with codings, suggestions and hits, and keeps a place in sight."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "transcript--words",
        "transcript--moderator",
        "transcript--aside",
        "transcript--speaker",
        "transcript--moderator-label",
        "transcript--time",
        "transcript--here",
        "transcript--selection",
        "transcript--hit",
        "transcript--cursor",
    }

    place: var[int] = var(0, init=False)
    """Where one is: an offset into the text."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - textual's own name
        super().__init__(id=id)
        self._page: Page | None = None
        self._shown: Shown | None = None
        self._codebook = Codebook()
        self._layout_rows: Layout | None = None
        self._painter: Painter | None = None
        self._begun_at = 0
        """Where one was when the text was first shown."""

    @property
    def interview(self) -> Interview | None:
        return None if self._page is None else self._page.interview

    @property
    def turn(self) -> Turn | None:
        """The turn one is in; before the first turn, None."""
        return None if self._page is None else _turn_before(self._page.interview, self.place)

    def show(self, page: Page, *, coded: Coded, codebook: Codebook, place: int) -> None:
        """Show an interview from the top, or with `place` in sight.

        `coded` stays the caller's, who tells every change of it with `recode`.
        """
        self._page, self._codebook = page, codebook
        self._shown = self._shown_with(coded)
        self.set_reactive(TranscriptPane.place, page.places.nearest(place))
        self._begun_at = self.place
        self._layout_rows = None
        self._lay_out()
        self._show_surroundings()

    def _shown_with(self, coded: Coded) -> Shown:
        """What is shown on the text at first."""
        return Shown(coded)

    def look(self) -> Look:
        """What is painted on top: the place, and whatever one is about to do."""
        return Look(self.place)

    def on_unmount(self) -> None:
        """Hold nothing any more."""
        self._page = self._shown = self._layout_rows = self._painter = None

    def recode(self, changed: Iterable[Coding], gone: Iterable[CodingId]) -> None:
        """Paint codings anew that have come, changed or gone, without moving."""
        if self._painter is not None:
            for first, last in self._painter.recode(changed, gone):
                self.refresh_lines(first, last - first + 1)

    def recolour(self, coded: Coded, codebook: Codebook) -> None:
        """Show other codings or another codebook on the same text, without moving."""
        self._codebook = codebook
        if self._shown is not None:
            self._shown = replace(self._shown, coded=coded)
        self._repaint()

    def offer(self, offered: Offered | None) -> None:
        """Show suggestions, or none."""
        if self._shown is not None:
            self._show(replace(self._shown, offered=offered))

    def offers_changed(self, span: Span) -> None:
        """A suggestion for a passage was answered."""
        layout, painter = self._layout_rows, self._painter
        if layout is not None and painter is not None:
            first, last = layout.rows_of(span)
            painter.forget(first, last)
            self.refresh_lines(first, last - first + 1)

    def mark_hits(self, hits: Iterable[Span]) -> None:
        """Show what was found."""
        if self._shown is not None:
            self._show(replace(self._shown, hits=SpanIndex((span, span) for span in hits)))

    def render_line(self, y: int) -> Strip:
        layout, painter = self._layout_rows, self._painting()
        row = self.scroll_offset.y + y
        if layout is None or painter is None:
            return Strip.blank(self.size.width, self.rich_style)
        if row >= layout.height:
            return painter.blank()
        turn = self.turn
        paragraph = layout.paragraph(row)
        in_turn = turn is not None and paragraph is not None and paragraph.turn is turn
        return painter.strip(
            row,
            self.look(),
            here=row == layout.row_of(self.place),
            in_turn=in_turn and not layout.is_empty(row),
        )

    def on_mount(self) -> None:
        self.app.theme_changed_signal.subscribe(self, lambda _theme: self._repaint())

    def on_resize(self) -> None:
        layout = self._layout_rows
        if self._page is None:
            return
        above = 0 if layout is None else layout.row_of(self.place) - self.scroll_offset.y
        self._lay_out()
        if layout is None or self._layout_rows is None or self.place == self._begun_at:
            self._show_surroundings()
            return
        kept = min(max(above, 0), max(0, self.size.height - 1))
        self.scroll_to(y=self._layout_rows.row_of(self.place) - kept, animate=False)
        self._bring_into_sight()

    def _show_surroundings(self) -> None:
        """Scroll so that what precedes the place is seen, and more of what follows."""
        row, height = self._row(), self.size.height
        self.scroll_to(y=0 if row <= height // 2 else row - height // 3, animate=False)

    def refresh_turn(self, place: int) -> None:
        """Paint the turn at an offset anew."""
        if self._page is not None:
            turn = _turn_before(self._page.interview, place)
            span = Span(place, place + 1) if turn is None else Span(turn.start, turn.end)
            self._refresh_span(Span(min(place, span.start), max(place + 1, span.end)))

    def _refresh_span(self, span: Span) -> None:
        if self._layout_rows is not None:
            first, last = self._layout_rows.rows_of(span)
            self.refresh_lines(first, last - first + 1)

    def _row(self) -> int:
        return 0 if self._layout_rows is None else self._layout_rows.row_of(self.place)

    def _bring_into_sight(self, *, centre: bool = False, through: Turn | None = None) -> None:
        """Scroll as little as it takes to see the place with a margin, and `through` if it fits."""
        layout, height = self._layout_rows, self.size.height
        if layout is None or height <= 0:
            return
        row, top = layout.row_of(self.place), self.scroll_offset.y
        last = row
        if through is not None:
            last = min(layout.row_of(max(through.start, through.end - 1)), row + height - 1)
        margin = min(_MARGIN, max(0, (height - 1) // 2))
        if centre and not top + margin <= row < top + height - margin:
            top = row - height // 3
        else:
            top = max(top, last + margin - height + 1)
            top = min(top, row - margin if row >= margin else 0)
        if top != self.scroll_offset.y:
            self.scroll_to(y=max(0, top), animate=False)

    def _columns(self) -> Columns:
        interview = self.interview
        labels = [] if interview is None else list(interview.speakers())
        return Columns.fit(
            self.scrollable_content_region.width,
            speaker=max([2, *map(cell_len, labels)]),
            timed=interview is not None and any(turn.time for turn in interview.turns),
        )

    def _lay_out(self) -> None:
        """Wrap the text, unless it stands as wide as it does already."""
        page = self._page
        if page is None or self.size.width <= 0:
            return
        measure = self._columns().measure
        if self._layout_rows is None or self._layout_rows.measure != measure:
            with uncollected():
                self._layout_rows = Layout(page.interview.text, page.paragraphs, measure=measure)
        self.virtual_size = Size(self.scrollable_content_region.width, self._layout_rows.height)
        self._repaint()

    def _show(self, shown: Shown) -> None:
        self._shown = shown
        if self._painter is not None:
            self._painter.show(shown)
            self.refresh(Region(0, 0, *self.size))

    def _repaint(self) -> None:
        """Paint anew when next seen: a size may change several times before that."""
        self._painter = None
        self.refresh(Region(0, 0, *self.size))

    def _painting(self) -> Painter | None:
        """The painter of the layout there is; made when it is first needed."""
        if self._painter is None and self._page and self._layout_rows and self._shown:
            with uncollected():
                self._painter = self._make_painter(self._page, self._layout_rows, self._shown)
        return self._painter

    def _make_painter(self, page: Page, layout: Layout, shown: Shown) -> Painter:
        return Painter(
            page.interview,
            layout,
            shown=shown,
            colours=code_colours(self._codebook),
            names={each.id: each.short_name for each in self._codebook.codes},
            palette=self._palette(),
            columns=self._columns(),
            width=self.scrollable_content_region.width,
        )

    def _palette(self) -> Palette:
        style, variables = self.get_component_rich_style, self.app.theme_variables
        _below, _ink_below, ground, ink = self.colors
        plain = self.app.no_color
        return Palette(
            words=style("transcript--words"),
            moderator=style("transcript--moderator"),
            aside=style("transcript--aside"),
            speaker=style("transcript--speaker"),
            moderator_label=style("transcript--moderator-label"),
            time=style("transcript--time"),
            here=style("transcript--here"),
            selection=style("transcript--selection"),
            hit=style("transcript--hit"),
            cursor=style("transcript--cursor"),
            ground=ground,
            ink=ink,
            strength=float(variables.get("coding-strength", "0.3")),
            plain=plain,
        )


def _turn_before(interview: Interview, place: int) -> Turn | None:
    """The turn that holds an offset, or else the last one before it."""
    index = bisect_right(interview.turns, place, key=lambda turn: turn.start) - 1
    return interview.turns[index] if index >= 0 else None
