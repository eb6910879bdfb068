"""Two coders' codings on one transcript, where they differ, and how far they agree."""

from workbench.tui.widgets.compare.columns import ComparedColumns
from workbench.tui.widgets.compare.painting import ComparedPainter, ComparedShown, Standing
from workbench.tui.widgets.compare.view import ComparedView

__all__ = ["ComparedColumns", "ComparedPainter", "ComparedShown", "ComparedView", "Standing"]
