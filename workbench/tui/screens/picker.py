"""Pick a code: one types, the list narrows, Enter takes the best one.

Invariant: Enter takes the code that answers to all that was typed, also when the screen has not
caught up with the keys yet.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static

from workbench.model import Code, Codebook, CodeId, readable_id
from workbench.text import fold
from workbench.text.translation import _
from workbench.tui.keymap import key_of
from workbench.tui.screens.dialog import Dialog
from workbench.tui.widgets.code_rows import CodeRow, CodeRows, told_count
from workbench.tui.widgets.transcript.colours import code_colours
from workbench.workflows.picking import Where, finder_for


class FoundCodes(CodeRows, inherit_bindings=False, can_focus=False):
    """The codes that answer, the best first."""

    always_strong = True
    aligned = True

    def __init__(self, why: Callable[[CodeId], str]) -> None:
        """`why` tells why a code is shown, when its row is painted."""
        super().__init__(id="found")
        self._why = why

    def note_on(self, row: CodeRow) -> str:
        return self._why(row.code)


class PickerField(Input):
    """Where the words are typed; the keys of the list work from here."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter",
            "screen.choose",
            _("Choose"),
            id="picker.choose",
            tooltip=_("Choose the code under the cursor"),
        ),
    ]


class CodePicker(Dialog[CodeId | None]):
    """Finds a code by its id, name, key, cues or definition; None when left by Esc."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "escape",
            "leave",
            _("Close"),
            id="picker.close",
            tooltip=_("Close the list without choosing"),
        ),
        *(
            Binding(key, action, name, show=False, id=f"picker.{ident}", tooltip=tooltip)
            for key, action, name, ident, tooltip in (
                ("up", "move(-1)", _("Up"), "up", _("One code up")),
                ("down", "move(1)", _("Down"), "down", _("One code down")),
                ("pageup", "page(-1)", _("Page up"), "page-up", _("One page of codes up")),
                ("pagedown", "page(1)", _("Page down"), "page-down", _("One page of codes down")),
            )
        ),
    ]

    def __init__(
        self,
        codebook: Codebook,
        counts: Mapping[CodeId, int],
        title: str,
        recent: Sequence[CodeId] = (),
        *,
        without: Collection[CodeId] = (),
    ) -> None:
        """`recent` codes stand first while nothing is typed; those in `without` are not offered."""
        super().__init__()
        self._codebook = codebook
        self._counts = counts
        self._title = title
        self._recent = [code for code in recent if code in codebook.by_id]
        self._without = frozenset(without)
        self._finder = finder_for(codebook)
        self._colours = code_colours(codebook)
        self._shown_for: str | None = None
        """What had been typed when the list was filled."""

    def compose(self) -> ComposeResult:
        with Vertical(id="picker", classes="dialog") as panel:
            panel.border_title = Content(self._title)
            field = PickerField(
                placeholder=_("Id, name, key, cue or word of the definition"), id="wanted"
            )
            panel.border_subtitle = _("{choose} chooses · {close} closes").format(
                choose=key_of(field, "picker.choose"), close=key_of(self, "picker.close")
            )
            yield field
            yield FoundCodes(self._told_why)
            yield Static(id="no-code", markup=False)
            with VerticalScroll(id="about", can_focus=False):
                yield Static(id="definition", markup=False)

    def on_mount(self) -> None:
        self.query_one("#no-code").display = False
        self.query_one(PickerField).focus()
        self._refill()

    @on(Input.Changed, "#wanted")
    def _narrow(self) -> None:
        self._refill()

    def _refill(self) -> None:
        written = self.query_one("#wanted", Input).value
        if written == self._shown_for:
            return
        self._shown_for = written
        rows = [self._row(code) for code in self._offered(written)]
        found, nothing = self.query_one(FoundCodes), self.query_one("#no-code", Static)
        found.show_rows(rows, at=rows[0].code if rows else None)
        found.display, nothing.display = bool(rows), not rows
        if not rows:
            nothing.update(self._told_nothing(written))

    def _offered(self, written: str) -> list[CodeId]:
        found = self._finder.ranked(written)
        if not written.strip():
            found = [*self._recent, *(code for code in found if code not in self._recent)]
        return [code for code in found if code not in self._without]

    def _row(self, code_id: CodeId) -> CodeRow:
        code = self._codebook.by_id[code_id]
        label = readable_id(code.id)
        return CodeRow(
            code_id,
            self._colours[code_id],
            label=label,
            name="" if fold(label) == fold(code.name) else code.name,
            key=code.key,
            counts=(told_count(self._counts.get(code_id, 0)),),
        )

    def _told_why(self, code: CodeId) -> str:
        written = self._shown_for or ""
        if not written.strip():
            return _("used lately") if code in self._recent else ""
        why = self._finder.why(code, written)
        if why is None:
            return ""
        told = _("cue: {words}") if why.where is Where.CUE else _("definition: {words}")
        return told.format(words=why.words)

    def _told_nothing(self, written: str) -> Content:
        if not self._codebook.codes:
            return Content(_("The codebook has no codes yet."))
        return Content.assemble(
            (_("No code answers to “{words}”.").format(words=written.strip()), "bold"),
            "\n\n",
            _("Fewer letters find more."),
        )

    @on(CodeRows.Highlighted)
    def _tell_definition(self, message: CodeRows.Highlighted) -> None:
        code = None if message.code is None else self._codebook.by_id[message.code]
        about = self.query_one("#about", VerticalScroll)
        about.scroll_home(animate=False)
        self.query_one("#definition", Static).update(
            Content() if code is None else self._told_code(code)
        )

    def _told_code(self, code: Code) -> Content:
        path = self._codebook.path(code.id).replace("/", " / ")
        definition = " ".join((code.definition or code.include or code.example).split())
        return Content.assemble(
            (path, "bold $primary"),
            "\n",
            definition or (_("No definition yet."), "$quiet"),
        )

    @on(CodeRows.Chosen)
    def _take(self, message: CodeRows.Chosen) -> None:
        self.dismiss(message.code)

    def action_choose(self) -> None:
        self._refill()
        code = self.query_one(FoundCodes).under_cursor
        if code is not None:
            self.dismiss(code)

    def action_leave(self) -> None:
        self.dismiss(None)

    def action_move(self, step: int) -> None:
        self._refill()
        self.query_one(FoundCodes).action_move(step)

    def action_page(self, step: int) -> None:
        self._refill()
        self.query_one(FoundCodes).action_page(step)
