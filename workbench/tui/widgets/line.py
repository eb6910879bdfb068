"""A row with something to say at its left and its right end."""

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget


class Line(Widget):
    """One row of text; where there is no room for both ends, the right one is cut first."""

    ALLOW_SELECT = False
    DEFAULT_CSS = "Line { height: 1; width: 1fr; }"

    left: reactive[Content] = reactive(Content())
    right: reactive[Content] = reactive(Content())

    def say(self, left: Content, right: Content | None = None) -> None:
        """Show other words."""
        self.left, self.right = left, right or Content()

    def on_resize(self) -> None:
        self.refresh()

    def render(self) -> Content:
        width = self.size.width
        room = width - 2
        right_share = min(self.right.cell_length, max(room - self.left.cell_length, room // 3))
        right = self.right.truncate(max(0, right_share), ellipsis=True)
        left_share = width - (right.cell_length + 2 if right else 0)
        left = self.left.truncate(max(0, left_share), ellipsis=True)
        between = max(0, width - left.cell_length - right.cell_length)
        return Content.assemble(left, " " * between, right)
