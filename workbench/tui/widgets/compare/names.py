"""Whose margin is which: the coders' names above the margins of the transcript."""

from textual.content import Content
from textual.widget import Widget

from workbench.tui.widgets.compare.columns import ComparedColumns
from workbench.tui.widgets.transcript.brackets import fitted


class MarginNames(Widget):
    """One row; stands as wide as the transcript below it."""

    ALLOW_SELECT = False
    DEFAULT_CSS = "MarginNames { height: 1; width: 1fr; }"

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - textual's own name
        super().__init__(id=id)
        self._names: tuple[str, str, str] = ("", "", "")
        self._columns: ComparedColumns | None = None

    def tell_names(self, first: str, second: str, settled: str) -> None:
        self._names = (first, second, settled)
        self.refresh()

    def stand(self, columns: ComparedColumns) -> None:
        """Where the margins are."""
        if columns != self._columns:
            self._columns = columns
            self.refresh()

    def render(self) -> Content:
        columns = self._columns
        if columns is None:
            return Content()
        first, second, settled = self._names
        left = f"‹ {first}"
        parts = [
            Content(" " * (columns.words - columns.before)),
            Content.styled(fitted(left, columns.before), "bold $primary"),
            Content(" " * columns.measure),
            Content.styled(fitted(f" {second} ›", columns.before), "bold $primary"),
        ]
        if columns.settled_lanes:
            room = columns.settled_lanes + columns.settled_labels + 2
            parts.append(Content.styled(fitted(f" {settled}", room), "bold $success"))
        return Content.assemble(*parts)
