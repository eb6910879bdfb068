"""The places where two coders differ, one row each.

Invariant: the cursor is on a row while there are rows; nothing is painted that is not in sight.
"""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.message import Message
from textual.reactive import var
from textual.scroll_view import ScrollView
from textual.strip import Strip

from workbench.model import Codebook, InterviewId, PairKey
from workbench.text.translation import _
from workbench.tui.widgets.compare.listed import Listed, taken_sign, told_codes, told_kind
from workbench.tui.widgets.interview_table import grouped
from workbench.tui.widgets.transcript.brackets import fitted

_SIGN = "▸ "
_CODES_AT_MOST = 26
_WORDS_AT_LEAST = 16
"""Cells below which the words of the passage are not shown."""
_REFERENCE_AT_MOST = 12


class DisagreementList(ScrollView, can_focus=True, inherit_bindings=False):
    """Shows disagreements; moving the cursor here, or a click, goes to one."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "listed--open",
        "listed--settled",
        "listed--reference",
        "listed--kind",
        "listed--words",
        "listed--cursor",
    }
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(key, action, name, show=False, id=f"differences.{ident}", tooltip=tooltip)
        for key, action, name, ident, tooltip in (
            ("up", "move(-1)", _("Up"), "up", _("To the disagreement above")),
            ("down", "move(1)", _("Down"), "down", _("To the disagreement below")),
            ("pageup", "page(-1)", _("Page up"), "page-up", _("One page of disagreements up")),
            (
                "pagedown,space",
                "page(1)",
                _("Page down"),
                "page-down",
                _("One page of disagreements down"),
            ),
            ("home", "edge(0)", _("First"), "first", _("To the first disagreement")),
            ("end", "edge(-1)", _("Last"), "last", _("To the last disagreement")),
        )
    ]

    cursor: var[int] = var(0, init=False)
    """The row one is on."""

    class Chosen(Message):
        """One is to be gone to."""

        def __init__(self, listed: Listed) -> None:
            super().__init__()
            self.listed = listed

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - textual's own name
        super().__init__(id=id)
        self._rows: Sequence[Listed] = ()
        self._row_at: Mapping[PairKey, int] = {}
        self._codebook = Codebook()
        self._reference = self._kind = self._codes = self._figures = 0
        """Cells of the columns."""
        self._on = True
        """Whether one is at a disagreement of the list, and not elsewhere in the text."""

    @property
    def rows(self) -> Sequence[Listed]:
        return self._rows

    def show_rows(
        self, rows: Sequence[Listed], codebook: Codebook, *, at: Mapping[PairKey, int]
    ) -> None:
        """Show these, the cursor on the one it was on, or else as near as can be.

        at: the row of each.
        """
        before = self.under_cursor
        measured = self._row_at.keys() == at.keys() and codebook is self._codebook
        self._rows, self._row_at, self._codebook = rows, at, codebook
        if not measured:
            self._measure()
            self.virtual_size = Size(self.size.width, len(rows))
        row = self.cursor if before is None else at.get(before.key, self.cursor)
        self.set_reactive(DisagreementList.cursor, max(0, min(row, len(rows) - 1)))
        self._bring_into_sight()
        self.refresh()

    @property
    def under_cursor(self) -> Listed | None:
        return self._rows[self.cursor] if self.cursor < len(self._rows) else None

    def go_to(self, listed: Listed | None) -> None:
        """Put the cursor on a disagreement; None: one is at none of them."""
        row = None if listed is None else self._row_at.get(listed.key)
        on = row is not None
        if row is not None:
            self.cursor = row
        if on != self._on:
            self._on = on
            self.refresh_lines(self.cursor)
        self._bring_into_sight()

    def row_after(
        self, interview_order: Sequence[InterviewId], interview: InterviewId, place: int
    ) -> int:
        """The first row that stands behind a place, or as many as there are."""
        order = {each: at for at, each in enumerate(interview_order)}
        here = (order.get(interview, 0), place)
        return bisect_left(
            self._rows,
            here,
            key=lambda each: (
                order.get(each.disagreement.interview, 0),
                each.disagreement.span.start,
            ),
        )

    def watch_cursor(self, before: int, now: int) -> None:
        for row in (before, now):
            self.refresh_lines(row)

    def action_move(self, step: int) -> None:
        self._choose(self.cursor + step)

    def action_page(self, direction: int) -> None:
        self._choose(self.cursor + direction * max(1, self.scrollable_content_region.height - 1))

    def action_edge(self, which: int) -> None:
        self._choose(0 if which == 0 else len(self._rows) - 1)

    def _choose(self, row: int) -> None:
        if not self._rows:
            return
        self.cursor = max(0, min(row, len(self._rows) - 1))
        self._on = True
        self._bring_into_sight()
        self.post_message(self.Chosen(self._rows[self.cursor]))

    def on_click(self, event: events.Click) -> None:
        row = self.scroll_offset.y + event.y
        if row < len(self._rows):
            self._choose(row)

    def on_focus(self) -> None:
        self.refresh()

    def on_blur(self) -> None:
        self.refresh()

    def on_resize(self) -> None:
        self.virtual_size = Size(self.size.width, len(self._rows))
        self._bring_into_sight()

    def _bring_into_sight(self) -> None:
        height = max(1, self.scrollable_content_region.height)
        top = self.scroll_offset.y
        margin = min(1, (height - 1) // 2)
        least, most = self.cursor + margin - height + 1, self.cursor - margin
        if not least <= top <= most:
            self.scroll_to(y=max(0, least if top < least else most), animate=False, force=True)
            self.refresh()

    def _measure(self) -> None:
        references = (cell_len(str(each.disagreement.reference)) for each in self._rows)
        self._reference = min(_REFERENCE_AT_MOST, max(references, default=0))
        kinds = (cell_len(told_kind(each.disagreement.kind)) for each in self._rows)
        self._kind = max(kinds, default=0)
        codes = {self._told_codes(each) for each in self._rows}
        self._codes = min(_CODES_AT_MOST, max(map(cell_len, codes), default=0))
        sizes = (cell_len(grouped(each.disagreement.size)) for each in self._rows)
        self._figures = max(sizes, default=0)

    def _told_codes(self, listed: Listed) -> str:
        return told_codes(listed.disagreement, self._codebook)

    def render_line(self, y: int) -> Strip:
        row = self.scroll_offset.y + y
        width = self.scrollable_content_region.width
        ground = self.get_component_rich_style("listed--open")
        if row >= len(self._rows):
            return Strip.blank(width, ground)
        here = row == self.cursor and self._on
        segments = self._painted(self._rows[row], width, here=here)
        return Strip(segments).adjust_cell_length(width, segments[-1].style)

    def _painted(self, listed: Listed, width: int, *, here: bool) -> list[Segment]:
        def style(name: str) -> Style:
            if here and self.has_focus:
                return self.get_component_rich_style("listed--cursor")
            name = name if listed.open else "settled"
            own = self.get_component_rich_style(f"listed--{name}")
            return own + Style(bold=True) if here else own

        disagreement = listed.disagreement
        sign = _SIGN if here else " " * len(_SIGN)
        fixed = len(_SIGN) + 3 + self._reference + 1 + self._kind + 1 + 1 + self._figures
        words = width - fixed - self._codes - 2
        codes = self._codes
        if words < _WORDS_AT_LEAST:
            words, codes = 0, max(3, width - fixed)
        segments = [
            Segment(sign + taken_sign(listed), style("reference")),
            Segment(fitted(str(disagreement.reference), self._reference), style("reference")),
            Segment(" " + fitted(told_kind(disagreement.kind), self._kind), style("kind")),
            Segment(" " + fitted(self._told_codes(listed), codes), style("open")),
            Segment(" " + grouped(disagreement.size).rjust(self._figures), style("kind")),
        ]
        if words:
            segments.append(Segment("  " + fitted(listed.words, words), style("words")))
        return segments
