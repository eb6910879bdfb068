"""Two ways of doing something, side by side, one of them chosen; a click takes the other."""

from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget


class Choice(Widget):
    """`F2 ● this interview ○ all interviews`: a sign tells which is chosen, not only a colour."""

    ALLOW_SELECT = False
    DEFAULT_CSS = "Choice { width: auto; height: 1; }"

    second: reactive[bool] = reactive(False, layout=True)
    """Whether the second of the two is chosen."""

    class Turned(Message):
        """The other one was clicked."""

        def __init__(self, choice: "Choice") -> None:
            super().__init__()
            self.choice = choice

        @property
        def control(self) -> "Choice":
            return self.choice

    def __init__(self, key: str, ways: tuple[str, str], *, id: str) -> None:  # noqa: A002
        """`key` is what is to be pressed, as it is said."""
        super().__init__(id=id)
        self._key = key
        self._ways = ways

    def on_click(self) -> None:
        self.post_message(self.Turned(self))

    def render(self) -> Content:
        parts = [Content.styled(self._key, "$footer-key-foreground bold")]
        for way, chosen in zip(self._ways, (not self.second, self.second), strict=True):
            words = f"{'●' if chosen else '○'} {way}"
            parts.append(Content.styled(words, "$foreground bold" if chosen else "$quiet"))
        return Content("  ").join(parts)
