"""Agreement interview by interview, in the order in which they were coded.

Invariant: what a bar shows stands beside it in figures; what cannot be computed says why.
"""

from collections.abc import Sequence
from datetime import datetime
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

from workbench.model import DriftPoint, Figure, InterviewId, Undefined
from workbench.text.translation import _
from workbench.tui.widgets.transcript.brackets import fitted

_EIGHTHS = " ▏▎▍▌▋▊▉█"
_HEIGHTS = "▁▂▃▄▅▆▇█"
_HEAD = 1
"""Rows of headings."""


class DriftChart(ScrollView, can_focus=True, inherit_bindings=False):
    """A row for each interview; Enter or a second click opens it."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "drift--heading",
        "drift--interview",
        "drift--quiet",
        "drift--bar",
        "drift--figure",
        "drift--cursor",
    }
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(key, action, name, show=show, id=f"drift.{ident}", tooltip=tooltip)
        for key, action, name, ident, tooltip, show in (
            ("up", "move(-1)", _("Up"), "up", _("To the interview above"), False),
            ("down", "move(1)", _("Down"), "down", _("To the interview below"), False),
            ("home", "move(-999999)", _("First"), "first", _("To the first interview"), False),
            ("end", "move(999999)", _("Last"), "last", _("To the last interview"), False),
            ("enter", "choose", _("Open"), "choose", _("Compare the two in this interview"), True),
        )
    ]

    row: var[int] = var(0, init=False)

    class Chosen(Message):
        """An interview is to be shown."""

        def __init__(self, interview: InterviewId) -> None:
            super().__init__()
            self.interview = interview

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - textual's own name
        super().__init__(id=id)
        self._points: Sequence[DriftPoint] = ()

    def show_points(self, points: Sequence[DriftPoint]) -> None:
        """Show these, in their order."""
        self._points = points
        self.virtual_size = Size(self.size.width, _HEAD + len(points))
        self.refresh()

    def go_to(self, interview: InterviewId) -> None:
        """Put the cursor on an interview, if it is shown."""
        rows = [at for at, each in enumerate(self._points) if each.interview == interview]
        if rows:
            self.row = rows[0]

    def on_resize(self) -> None:
        self.virtual_size = Size(self.size.width, _HEAD + len(self._points))

    def watch_row(self) -> None:
        height, top = max(1, self.scrollable_content_region.height), self.scroll_offset.y
        at = self.row + _HEAD
        if not top <= at < top + height:
            self.scroll_to(y=max(0, at - height + 1 if at >= top else at - _HEAD), animate=False)
        self.refresh()

    def action_move(self, step: int) -> None:
        self.row = max(0, min(self.row + step, len(self._points) - 1))

    def action_choose(self) -> None:
        if self.row < len(self._points):
            self.post_message(self.Chosen(self._points[self.row].interview))

    def on_click(self, event: events.Click) -> None:
        row = self.scroll_offset.y + event.y - _HEAD
        if 0 <= row < len(self._points):
            again, self.row = row == self.row, row
            if again or event.chain > 1:
                self.action_choose()

    def render_line(self, y: int) -> Strip:
        row, width = self.scroll_offset.y + y, self.scrollable_content_region.width
        plain = self.get_component_rich_style("drift--quiet")
        if row >= _HEAD + len(self._points):
            return Strip.blank(width, plain)
        name = self._name_width
        if row < _HEAD:
            words = f"{'':2}{'':{name}}  {_('last coded'):10}  {_('alpha'):>6}  "
            words += f"{'':{self._bar_width(width)}}  {_('same codes'):>10}"
            heading = self.get_component_rich_style("drift--heading")
            return Strip([Segment(words, heading)]).adjust_cell_length(width, heading)
        segments = self._painted(self._points[row - _HEAD], width, here=row - _HEAD == self.row)
        return Strip(segments).adjust_cell_length(width, segments[-1].style)

    @property
    def _name_width(self) -> int:
        return max((cell_len(each.interview) for each in self._points), default=2)

    def _bar_width(self, width: int) -> int:
        return max(4, min(60, width - 2 - self._name_width - 2 - 10 - 2 - 6 - 2 - 2 - 10 - 1))

    def _painted(self, point: DriftPoint, width: int, *, here: bool) -> list[Segment]:
        def style(name: str) -> Style:
            if here and self.has_focus:
                cursor = self.get_component_rich_style("drift--cursor")
                return cursor + Style(reverse=True) if self.app.no_color else cursor
            return self.get_component_rich_style(f"drift--{name}")

        front = [
            Segment("▸ " if here else "  ", style("interview")),
            Segment(fitted(point.interview, self._name_width), style("interview")),
            Segment(f"  {told_day(point.when)}", style("quiet")),
        ]
        if isinstance(point.alpha, Undefined):
            return [*front, Segment(f"  {point.alpha}", style("quiet"))]
        room = self._bar_width(width)
        return [
            *front,
            Segment(f"  {told_figure(point.alpha):>6}  ", style("figure")),
            Segment(bar(point.alpha, room), style("bar")),
            Segment(f"  {told_figure(point.percent):>10}", style("quiet")),
        ]


def told_day(time: datetime) -> str:
    """In the time zone of this computer."""
    return f"{time.astimezone():%Y-%m-%d}"


def told_figure(figure: Figure) -> str:
    """Two decimals, with a proper minus."""
    return "–" if isinstance(figure, Undefined) else f"{figure:.2f}".replace("-", "−")


def bar(figure: float, cells: int) -> str:
    """A bar as long as the figure's share of `cells`, to an eighth; below 0 there is none."""
    eighths = round(max(0.0, min(1.0, figure)) * cells * 8)
    whole, rest = divmod(eighths, 8)
    return ("█" * whole + (_EIGHTHS[rest] if rest else "")).ljust(cells, "·")


def sparkline(figures: Sequence[Figure]) -> str:
    """A sign as high as each figure's share of 1; a gap where there is none."""
    return "".join(
        " " if isinstance(each, Undefined) else _HEIGHTS[min(7, int(max(0.0, each) * 8))]
        for each in figures
    )
