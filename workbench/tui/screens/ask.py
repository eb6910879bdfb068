"""Ask for one line of text, and if wanted for the code below which it is to stand.

Used to add a code, to rename one, and to make the selected words one (in vivo).
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, Generic

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Input, Static

from workbench.model import Codebook, CodeId, readable_id
from workbench.text import fold, normal_text
from workbench.text.translation import _
from workbench.tui.keymap import key_of
from workbench.tui.screens.dialog import Problem, Result, WritingDialog
from workbench.tui.screens.picker import CodePicker
from workbench.tui.widgets.transcript.colours import code_colours


@dataclass(frozen=True, slots=True)
class Answer:
    """What was typed, and below which code it is to stand; None is the top of the book."""

    text: str
    parent: CodeId | None


def name_refused(
    codebook: Codebook, name: str, parent: CodeId | None, *, besides: CodeId | None = None
) -> str:
    """Why a code cannot have this name there, in words; empty if it can.

    `besides` is the code that is to be renamed.
    """
    if not name.strip():
        return _("A code needs a name.")
    wanted = fold(name.strip())
    for sibling in codebook.children(parent):
        if sibling.id != besides and fold(sibling.name) == wanted:
            return _("There is a code “{name}” here already.").format(name=sibling.name)
    return ""


class AskField(Input):
    """Where the line is typed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "screen.take", _("Take"), id="ask.take", tooltip=_("Take what is typed")),
        Binding(
            "down",
            "app.focus_next",
            _("Next field"),
            show=False,
            id="ask.next-field",
            tooltip=_("To where the code is to stand"),
        ),
    ]


class ParentField(Widget, can_focus=True):
    """Shows below which code something is to stand."""

    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter,space",
            "screen.choose_parent",
            _("Choose"),
            id="ask.choose-parent",
            tooltip=_("Choose the code below which it is to stand"),
        ),
        Binding(
            "backspace,delete",
            "to_the_top",
            _("To the top"),
            id="ask.to-the-top",
            tooltip=_("Let it stand at the top of the codebook"),
        ),
        Binding(
            "up",
            "app.focus_previous",
            _("Previous field"),
            show=False,
            id="ask.previous-field",
            tooltip=_("Back to the text"),
        ),
    ]
    parent_code: reactive[CodeId | None] = reactive[CodeId | None](None)

    def __init__(self, codebook: Codebook, parent: CodeId | None) -> None:
        super().__init__(id="parent")
        self._codebook = codebook
        self._colours = code_colours(codebook)
        self.set_reactive(ParentField.parent_code, parent)

    def render(self) -> Content:
        parent = self.parent_code
        if parent is None:
            where = Content(_("At the top of the codebook"))
        else:
            code = self._codebook.by_id[parent]
            swatch = ("■ ", self._colours[parent].hex)
            label = readable_id(code.id)
            words = Content.assemble((f"{label}  " if label else "", "bold"), code.name)
            where = Content.assemble(_("Below"), "  ", swatch, words)
        if self.has_focus:
            hint = (
                _("{choose} chooses")
                if parent is None
                else _("{choose} chooses · {top} to the top")
            )
        else:
            hint = _("{next} changes it")
        hint = hint.format(
            choose=key_of(self, "ask.choose-parent"),
            top=key_of(self, "ask.to-the-top"),
            next=key_of(self.screen, "dialog.next-field"),
        )
        room = max(0, self.size.width - len(hint) - 2)
        where = where.truncate(room, ellipsis=True, pad=True)
        return Content.assemble(where, "  ", (hint, "$quiet"))

    def on_focus(self) -> None:
        self.refresh()

    def on_blur(self) -> None:
        self.refresh()

    async def on_click(self, event: events.Click) -> None:
        event.stop()
        await self.run_action("screen.choose_parent")

    def action_to_the_top(self) -> None:
        self.parent_code = None


class AskScreen(WritingDialog[Result | None], Generic[Result]):
    """Asks, has the answer carried out, and closes with what that returned; None for Esc."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "escape", "leave", _("Close"), id="ask.close", tooltip=_("Close without doing anything")
        ),
    ]

    def __init__(
        self,
        title: str,
        *,
        carry_out: Callable[[Answer], Result],
        context: Sequence[str] = (),
        suggested: str = "",
        placeholder: str = "",
        refuse: Callable[[Answer], str] | None = None,
        codebook: Codebook | None = None,
        counts: Mapping[CodeId, int] | None = None,
        parent: CodeId | None = None,
        without: Collection[CodeId] = (),
    ) -> None:
        """`carry_out` runs in a thread; when it raises WorkbenchError, that is said here.

        `refuse` says in words what is wrong with an answer, at once. With a `codebook` one can
        choose the parent, but none of those in `without`.
        """
        super().__init__()
        self._heading, self._told = title, tuple(line for line in context if line)
        self._suggested, self._placeholder = suggested, placeholder
        self._carry, self._refuse = carry_out, refuse
        self._codebook, self._counts = codebook, counts or {}
        self._parent_given, self._without = parent, without

    def compose(self) -> ComposeResult:
        with Vertical(id="ask", classes="dialog") as panel:
            panel.border_title = Content(self._heading)
            if self._told:
                yield Static(Content("\n").join(map(Content, self._told)), id="ask-context")
            field = AskField(self._suggested, placeholder=self._placeholder, id="line")
            panel.border_subtitle = _("{take} takes it · {close} closes").format(
                take=key_of(field, "ask.take"), close=key_of(self, "ask.close")
            )
            yield field
            if self._codebook is not None:
                yield ParentField(self._codebook, self._parent_given)
            yield Problem()

    def on_mount(self) -> None:
        field = self.query_one(AskField)
        field.focus()
        field.cursor_position = len(field.value)

    @property
    def answer(self) -> Answer:
        """What stands in the fields."""
        parent = self._parent_given
        if self._codebook is not None:
            parent = self.query_one(ParentField).parent_code
        return Answer(normal_text(self.query_one(AskField).value).strip(), parent)

    @on(Input.Changed)
    def _check_typed(self) -> None:
        if self.answer.text:
            self._check()

    def _check(self) -> bool:
        refused = "" if self._refuse is None else self._refuse(self.answer)
        self.query_one(Problem).say(refused)
        return not refused

    def action_take(self) -> None:
        if self._check():
            answer = self.answer
            self.write(lambda: self._carry(answer))

    def action_leave(self) -> None:
        self.dismiss(None)

    def action_choose_parent(self) -> None:
        if self._codebook is not None:
            picker = CodePicker(
                self._codebook, self._counts, _("Below which code?"), without=self._without
            )
            self.app.push_screen(picker, self._choose_parent)

    def _choose_parent(self, code: CodeId | None) -> None:
        if code is not None:
            self.query_one(ParentField).parent_code = code
            self._check_typed()
