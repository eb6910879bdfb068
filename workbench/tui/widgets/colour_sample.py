"""What words look like that are coded with a colour."""

from textual.color import Color, ColorParseError
from textual.content import Content
from textual.reactive import reactive
from textual.style import Style
from textual.widget import Widget

from workbench.text.translation import _
from workbench.tui.widgets.transcript.colours import blended


class ColourSample(Widget):
    """Shows a swatch and coded words; says so when what is written is no colour."""

    ALLOW_SELECT = False
    DEFAULT_CSS = "ColourSample { height: 1; width: 1fr; }"

    written: reactive[str] = reactive("")
    """`#rrggbb`; empty shows the inherited colour."""

    def __init__(self, inherited: Color, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._inherited = inherited

    def render(self) -> Content:
        colour = self._inherited
        if self.written:
            try:
                colour = Color.parse(self.written)
            except ColorParseError:
                return Content.styled(_("Write it as #3366cc."), "$error")
        theme = self.app.theme_variables
        ground, ink = Color.parse(theme["background"]), Color.parse(theme["foreground"])
        strength = float(theme.get("coding-strength", "0.3"))
        coded = Style(
            background=blended(ground, [colour], strength=strength, ink=ink), foreground=ink
        )
        told = _("coded words") if self.written else _("without a colour of its own")
        return Content.assemble(("■ ", colour.hex), (f" {told} ", coded))
