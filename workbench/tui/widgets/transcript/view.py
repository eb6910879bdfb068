"""The transcript on the screen: which part of it is seen, and where in it one is.

Invariant: `place` is an offset into the text, so that it survives every change of width and every
change of the codings.
"""

from bisect import bisect_right
from collections.abc import Sequence
from typing import ClassVar

from rich.cells import cell_len
from textual import events
from textual.binding import Binding, BindingType
from textual.color import Color
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import var
from textual.scroll_view import ScrollView
from textual.strip import Strip

from workbench.model import Codebook, CodeId, Coding, Interview, Turn
from workbench.text.translation import _
from workbench.tui.widgets.transcript.colours import code_colours
from workbench.tui.widgets.transcript.columns import Columns
from workbench.tui.widgets.transcript.highlights import Highlights
from workbench.tui.widgets.transcript.layout import Layout, Paragraph, paragraphs_of
from workbench.tui.widgets.transcript.painting import Painter, Palette

_MARGIN = 3
"""Rows kept in sight above and below the place."""


class TranscriptView(ScrollView, can_focus=True, inherit_bindings=False):
    """Reads one interview with one coder's codings."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "transcript--words",
        "transcript--moderator",
        "transcript--aside",
        "transcript--speaker",
        "transcript--moderator-label",
        "transcript--time",
        "transcript--here",
    }
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "row(-1)", _("Up"), show=False, id="transcript.up", tooltip=_("One row up")),
        Binding(
            "down", "row(1)", _("Down"), show=False, id="transcript.down", tooltip=_("One row down")
        ),
        Binding(
            "t",
            "turn(1)",
            _("Next turn"),
            id="transcript.next-turn",
            tooltip=_("To the beginning of the next turn"),
        ),
        Binding(
            "T",
            "turn(-1)",
            _("Previous turn"),
            show=False,
            id="transcript.previous-turn",
            tooltip=_("To the beginning of this turn, or of the one before it"),
        ),
        Binding(
            "pageup",
            "page(-1)",
            _("Page up"),
            show=False,
            id="transcript.page-up",
            tooltip=_("One page up"),
        ),
        Binding(
            "pagedown,space",
            "page(1)",
            _("Page down"),
            show=False,
            id="transcript.page-down",
            tooltip=_("One page down"),
        ),
        Binding(
            "home",
            "edge(-1)",
            _("Beginning"),
            show=False,
            id="transcript.beginning",
            tooltip=_("To the beginning of the interview"),
        ),
        Binding(
            "end",
            "edge(1)",
            _("End"),
            show=False,
            id="transcript.end",
            tooltip=_("To the end of the interview"),
        ),
    ]

    place: var[int] = var(0, init=False)
    """Where one is: an offset into the text."""

    class Moved(Message):
        """The place has changed."""

        def __init__(self, view: "TranscriptView") -> None:
            super().__init__()
            self.place = view.place
            self.turn = view.turn

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - textual's own name
        super().__init__(id=id)
        self._interview: Interview | None = None
        self._paragraphs: Sequence[Paragraph] = ()
        self._codings: Sequence[Coding] = ()
        self._highlights = Highlights(())
        self._colours: dict[CodeId, Color] = {}
        self._layout_rows: Layout | None = None
        self._painter: Painter | None = None

    @property
    def interview(self) -> Interview | None:
        return self._interview

    @property
    def turn(self) -> Turn | None:
        """The turn one is in; before the first turn, None."""
        return None if self._interview is None else _turn_before(self._interview, self.place)

    def read(
        self,
        interview: Interview,
        *,
        codings: Sequence[Coding],
        codebook: Codebook,
        place: int | None = None,
        paragraphs: Sequence[Paragraph] | None = None,
    ) -> None:
        """Show an interview from the top, or with `place` in sight.

        Without a place one begins at the first participant's turn. `paragraphs` may have been
        found beforehand, away from the screen's thread.
        """
        self._interview = interview
        self._paragraphs = paragraphs_of(interview) if paragraphs is None else paragraphs
        self._codings = codings
        self._highlights = Highlights(codings)
        self._colours = code_colours(codebook)
        self.set_reactive(TranscriptView.place, _beginning(interview) if place is None else place)
        self._lay_out()
        row, height = self._row(), self.size.height
        self.scroll_to(y=0 if row <= height // 2 else row - height // 3, animate=False)
        self.post_message(self.Moved(self))

    def recode(self, codings: Sequence[Coding], codebook: Codebook) -> None:
        """Show other codings on the same text, without moving."""
        self._codings = codings
        self._highlights = Highlights(codings)
        self._colours = code_colours(codebook)
        self._repaint()

    def go_to(self, place: int) -> None:
        """Move to an offset and show what surrounds it."""
        self.place = place
        self._bring_into_sight(centre=True)

    def render_line(self, y: int) -> Strip:
        layout, painter = self._layout_rows, self._painter
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
            here=row == layout.row_of(self.place),
            in_turn=in_turn and not layout.is_empty(row),
        )

    def watch_place(self, old: int, new: int) -> None:
        layout, interview = self._layout_rows, self._interview
        if layout is None or interview is None:
            return
        for place in (old, new):
            turn = _turn_before(interview, place)
            first = layout.row_of(place) if turn is None else layout.turn_row(turn)
            last = layout.row_of(place if turn is None else max(turn.start, turn.end - 1))
            self.refresh_lines(first, last - first + 1)
        self.post_message(self.Moved(self))

    def on_mount(self) -> None:
        self.app.theme_changed_signal.subscribe(self, lambda _theme: self._repaint())

    def on_resize(self) -> None:
        if self._interview is None:
            return
        layout = self._layout_rows
        above = 0 if layout is None else layout.row_of(self.place) - self.scroll_offset.y
        self._lay_out()
        if self._layout_rows is not None:
            kept = min(max(above, 0), max(0, self.size.height - 1))
            self.scroll_to(y=self._layout_rows.row_of(self.place) - kept, animate=False)
            self._bring_into_sight()

    def on_click(self, event: events.Click) -> None:
        """Go to the word clicked on."""
        layout, painter = self._layout_rows, self._painter
        at = event.get_content_offset(self)
        if layout is None or painter is None or at is None:
            return
        row = min(self.scroll_offset.y + at.y, layout.height - 1)
        if not layout.is_empty(row):
            self.place = layout.offset_at(row, at.x - self._columns().words)

    def action_row(self, step: int) -> None:
        self._go_to_row(self._row() + step, direction=step)

    def action_page(self, step: int) -> None:
        rows = max(1, self.size.height - 2)
        self.scroll_to(y=self.scroll_offset.y + step * rows, animate=False)
        self._go_to_row(self._row() + step * rows, direction=step)

    def action_edge(self, side: int) -> None:
        height = 0 if self._layout_rows is None else self._layout_rows.height
        self._go_to_row(0 if side < 0 else height - 1, direction=side)

    def action_turn(self, step: int) -> None:
        if self._interview is None or not self._interview.turns:
            return
        turns, now = self._interview.turns, self.turn
        if now is None:
            wanted = turns[0] if step > 0 else None
        elif step < 0 and self._row() > self._turn_row(now):
            wanted = now
        else:
            wanted = self._interview.turn(now.number + step)
        if wanted is not None:
            self.place = wanted.start
            self._bring_into_sight(through=wanted)

    def _go_to_row(self, row: int, *, direction: int) -> None:
        """Go to a row, or to the next one in the direction that holds text."""
        layout = self._layout_rows
        if layout is None:
            return
        row = min(max(row, 0), layout.height - 1)
        while layout.is_empty(row) and 0 <= row + direction < layout.height:
            row += direction
        while layout.is_empty(row) and row > 0:
            row -= 1
        self.place = layout.starts[row]
        self._bring_into_sight()

    def _row(self) -> int:
        return 0 if self._layout_rows is None else self._layout_rows.row_of(self.place)

    def _turn_row(self, turn: Turn) -> int:
        return 0 if self._layout_rows is None else self._layout_rows.turn_row(turn)

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
        interview = self._interview
        labels = [] if interview is None else list(interview.speakers())
        return Columns.fit(
            self.scrollable_content_region.width,
            speaker=max([2, *map(cell_len, labels)]),
            timed=interview is not None and any(turn.time for turn in interview.turns),
        )

    def _lay_out(self) -> None:
        if self._interview is None or self.size.width <= 0:
            return
        layout = Layout(self._interview.text, self._paragraphs, measure=self._columns().measure)
        self._layout_rows = layout
        self.virtual_size = Size(self.scrollable_content_region.width, layout.height)
        self._repaint()

    def _repaint(self) -> None:
        if self._interview is None or self._layout_rows is None:
            return
        self._painter = Painter(
            self._interview,
            self._layout_rows,
            codings=self._codings,
            highlights=self._highlights,
            colours=self._colours,
            palette=self._palette(),
            columns=self._columns(),
            width=self.scrollable_content_region.width,
        )
        self.refresh(Region(0, 0, *self.size))

    def _palette(self) -> Palette:
        style, variables = self.get_component_rich_style, self.app.theme_variables
        _below, _ink_below, ground, ink = self.colors
        return Palette(
            words=style("transcript--words"),
            moderator=style("transcript--moderator"),
            aside=style("transcript--aside"),
            speaker=style("transcript--speaker"),
            moderator_label=style("transcript--moderator-label"),
            time=style("transcript--time"),
            here=style("transcript--here"),
            ground=ground,
            ink=ink,
            strength=float(variables.get("coding-strength", "0.3")),
        )


def _turn_before(interview: Interview, place: int) -> Turn | None:
    """The turn that holds an offset, or else the last one before it."""
    index = bisect_right(interview.turns, place, key=lambda turn: turn.start) - 1
    return interview.turns[index] if index >= 0 else None


def _beginning(interview: Interview) -> int:
    """Where reading begins: the first participant's turn, else the first turn."""
    first = next(interview.participant_turns(), interview.turns[0] if interview.turns else None)
    return 0 if first is None else first.start
