"""The transcript one works in: moving, selecting, by keys and mouse.

Invariant: the place and the selection are offsets into the text; while something is selected, the
place is the end of it that moves.
"""

from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.message import Message
from textual.reactive import var

from workbench.model import Codebook, Interview, Span, Turn
from workbench.tui.widgets.transcript.bindings import MOVING_AND_SELECTING
from workbench.tui.widgets.transcript.coded import Coded
from workbench.tui.widgets.transcript.moving import By
from workbench.tui.widgets.transcript.painting import Look
from workbench.tui.widgets.transcript.pane import Page, TranscriptPane
from workbench.tui.widgets.transcript.selecting import Selection


class TranscriptView(TranscriptPane, can_focus=True, inherit_bindings=False):
    """One moves and selects in it; what is then done is the screen's."""

    BINDINGS: ClassVar[list[BindingType]] = [*MOVING_AND_SELECTING]

    selection: var[Selection | None] = var(None, init=False)

    class Moved(Message):
        """The place or the selection has changed."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - textual's own name
        super().__init__(id=id)
        self.moves = 0
        """How often place or selection have changed."""
        self._selecting = False
        """Every key that moves selects."""
        self._target: Span | None = None
        self._column: int | None = None
        """The cell that moving by rows keeps to."""
        self._pressed: int | None = None
        """Where the mouse button went down."""

    @property
    def selecting(self) -> bool:
        """Whether every key that moves selects."""
        return self._selecting

    @property
    def target(self) -> Span | None:
        """What a code's key codes: the selection, else the sentence one is in."""
        return self._target if self.selection is None else self.selection.span

    def read(
        self, page: Page, *, coded: Coded, codebook: Codebook, place: int | None = None
    ) -> None:
        """Begin an interview, without a place at the first participant's turn."""
        self._selecting, self._column, self._target = False, None, None
        self.set_reactive(TranscriptView.selection, None)
        begin = _beginning(page.interview) if place is None else place
        self.show(page, coded=coded, codebook=codebook, place=begin)
        self._aim()
        self.post_message(self.Moved())

    def go_to(self, place: int) -> None:
        """Move to an offset, with nothing selected, and show what surrounds it."""
        self.clear_selection()
        self._move(place, centre=True)

    def take_end_of(self, span: Span) -> None:
        """Select a passage; every key that moves moves its end from now on."""
        self._selecting = True
        self._choose(Selection(Span(span.start, span.start), span), centre=True)

    def stop_selecting(self) -> None:
        """Keys that move only move from now on; what is selected stays so until then."""
        self._selecting = False

    def clear_selection(self) -> None:
        """Nothing is selected, and keys that move only move."""
        self._selecting = False
        self.selection = None

    def look(self) -> Look:
        if self.selection is not None:
            return Look(self.place, self.selection.span)
        return Look(self.place, target=self._target)

    def watch_place(self, old: int, new: int) -> None:
        self.moves += 1
        self._aim()
        for place in (old, new):
            self.refresh_turn(place)
        self.post_message(self.Moved())

    def watch_selection(self, old: Selection | None, new: Selection | None) -> None:
        self.moves += 1
        self._aim()
        for selection in (old, new):
            if selection is not None:
                self._refresh_span(selection.span)
        self.refresh_lines(self._row(), 1)
        self.post_message(self.Moved())

    # The mouse

    def on_mouse_down(self, event: events.MouseDown) -> None:
        offset = self._offset_under(event)
        if offset is not None and event.button == 1:
            self._pressed = offset
            self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Select while the button is held; beyond the edge the text follows."""
        pressed = self._pressed
        if pressed is None or self._layout_rows is None:
            return
        offset = self._offset_under(event)
        if offset is None or (offset == pressed and self.selection is None):
            return
        start = Selection.at(Span(pressed, pressed))
        self._choose(start.reaching(offset + 1 if offset >= pressed else offset))

    def on_mouse_up(self) -> None:
        self._pressed = None
        self.release_mouse()

    def on_click(self, event: events.Click) -> None:
        """Once: go there. Twice: select the word. Three times: the sentence."""
        offset = self._offset_under(event)
        if offset is None or self._page is None:
            return
        if event.chain > 1:
            by = By.WORD if event.chain == 2 else By.SENTENCE
            unit = self._page.places.unit_at(offset, by)
            if unit is not None:
                self._choose(Selection.at(unit))
        elif self.selection is None or not _covers(self.selection.span, offset):
            self.clear_selection()
            self._move(offset)

    # The keys

    def action_step(self, by: str, step: int) -> None:
        """Move by a unit, or select by it."""
        if self._page is None:
            return
        if self._selecting:
            self.action_extend(by, step)
            return
        self.clear_selection()
        places = self._page.places
        find = places.start_after if step > 0 else places.start_before
        place = find(self.place, By(by))
        if place is not None:
            self._move(place, through=self._turn_of(place) if By(by) is By.TURN else None)

    def action_extend(self, by: str, step: int) -> None:
        if self._page is not None:
            begun = self.selection or Selection.at(Span(self.place, self.place))
            self._choose(begun.extended(self._page.places, By(by), step))

    def action_extend_row(self, step: int) -> None:
        self._reach_row(self._row() + step, direction=step)

    def action_row(self, step: int) -> None:
        self._go_to_row(self._row() + step, direction=step)

    def action_page(self, step: int) -> None:
        rows = max(1, self.size.height - 2)
        if not self._selecting:
            self.scroll_to(y=self.scroll_offset.y + step * rows, animate=False)
        self._go_to_row(self._row() + step * rows, direction=step)

    def action_edge(self, side: int) -> None:
        height = 0 if self._layout_rows is None else self._layout_rows.height
        self._go_to_row(0 if side < 0 else height - 1, direction=side, at_edge=True)

    def action_select(self) -> None:
        """Begin with the word one is in, or end it and keep what is selected."""
        if self._selecting:
            self._selecting = False
            self.post_message(self.Moved())
            return
        self._selecting = True
        word = None if self._page is None else self._page.places.unit_at(self.place, By.WORD)
        if self.selection is None and word is not None:
            self._choose(Selection.at(word))

    def action_grow(self) -> None:
        if self._page is not None:
            begun = self.selection or Selection.at(Span(self.place, self.place + 1))
            self._choose(begun.grown(self._page.places))

    def action_shrink(self) -> None:
        smaller = None if self.selection is None else self.selection.shrunk()
        if smaller is None or (self._page is not None and len(smaller.span) <= 1):
            self.clear_selection()
        else:
            self._choose(smaller)

    def action_turn_round(self) -> None:
        if self.selection is not None:
            self._choose(self.selection.turned())

    # What the keys rest on

    def _choose(self, selection: Selection, *, centre: bool = False) -> None:
        """Select, and be where the end is that moves."""
        self.selection = selection
        self._move(selection.head, centre=centre)

    def _move(self, place: int, *, centre: bool = False, through: Turn | None = None) -> None:
        self._column = None
        self.place = place
        self._bring_into_sight(centre=centre, through=through)

    def _turn_of(self, place: int) -> Turn | None:
        return None if self._page is None else self._page.interview.turn_at(place)

    def _aim(self) -> None:
        """Find the sentence that a code's key would code, and paint where that changed."""
        before, self._target = self._target, None
        if self._page is not None and self.selection is None:
            self._target = self._page.places.unit_at(self.place, By.SENTENCE)
        for span in {before, self._target} - {None}:
            if before != self._target and span is not None:
                self._refresh_span(span)

    def _go_to_row(self, row: int, *, direction: int, at_edge: bool = False) -> None:
        """Go to a row, or to the next one in the direction that holds text; the cell is kept."""
        if self._selecting:
            self._reach_row(row, direction=direction, at_edge=at_edge)
            return
        self.clear_selection()
        offset = self._offset_on(row, direction=direction, at_edge=at_edge)
        if offset is not None:
            column = self._column
            self._move(offset)
            self._column = column

    def _reach_row(self, row: int, *, direction: int, at_edge: bool = False) -> None:
        """Select up to a row."""
        begun = self.selection or Selection.at(Span(self.place, self.place))
        offset = self._offset_on(row, direction=direction, at_edge=at_edge)
        if offset is not None:
            column = self._column
            behind = 1 if offset >= begun.anchor.end and (self._selecting or at_edge) else 0
            self._choose(begun.reaching(offset + behind))
            self._column = column

    def _offset_on(self, row: int, *, direction: int, at_edge: bool) -> int | None:
        layout = self._layout_rows
        if layout is None:
            return None
        if self._column is None:
            self._column = layout.cell_of(self.place)
        row = min(max(row, 0), layout.height - 1)
        while layout.is_empty(row) and 0 <= row + direction < layout.height:
            row += direction
        while layout.is_empty(row) and row > 0:
            row -= 1
        if at_edge:
            return layout.starts[row] if direction < 0 else max(0, layout.ends[row] - 1)
        return layout.offset_at(row, self._column)

    def _offset_under(self, event: events.MouseEvent) -> int | None:
        """The character under the mouse; at an empty row, the last one above it."""
        layout = self._layout_rows
        if layout is None:
            return None
        at = event.offset - self.gutter.top_left
        row = min(max(self.scroll_offset.y + at.y, 0), layout.height - 1)
        while layout.is_empty(row) and row > 0:
            row -= 1
        return layout.offset_at(row, at.x - self._columns().words)


def _beginning(interview: Interview) -> int:
    """Where reading begins: the first participant's turn, else the first turn."""
    first = next(interview.participant_turns(), interview.turns[0] if interview.turns else None)
    return 0 if first is None else first.start


def _covers(span: Span, offset: int) -> bool:
    return span.start <= offset < span.end
