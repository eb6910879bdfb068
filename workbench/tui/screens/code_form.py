"""Edit every field of a code.

Invariant: only what was changed here is written, so that what somebody else has changed meanwhile
stays; when the writing fails, the form stays open with all that was typed.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Input, TextArea

from workbench.model import Code, Codebook, readable_id
from workbench.text import normal_text
from workbench.text.translation import _
from workbench.tui.keymap import key_of
from workbench.tui.screens.dialog import Problem, WritingDialog
from workbench.tui.widgets.code_detail import flowing
from workbench.tui.widgets.colour_sample import ColourSample
from workbench.tui.widgets.transcript.colours import code_colours
from workbench.workflows.cue_lines import cue_lines, cues_in
from workbench.workflows.rearranging import OvertakenError

if TYPE_CHECKING:
    from workbench.workflows.telling import Outcome

COLOURS = (
    "#c0504d",
    "#e69138",
    "#b58900",
    "#6aa84f",
    "#2a9d8f",
    "#3d85c6",
    "#5b7db1",
    "#7b68c8",
    "#a64d9e",
    "#c2557b",
    "#8a6d5c",
    "#7f7f7f",
)
"""What Up and Down offer in the field of the colour."""


class FormField(Input):
    """A field of one line; Enter goes on to the next."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter",
            "app.focus_next",
            _("Next field"),
            show=False,
            id="code-form.next-field",
            tooltip=_("To the next field"),
        ),
    ]


class ColourField(FormField):
    """The colour; Up and Down go through some that tell themselves apart."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            key,
            f"colour({step})",
            name,
            show=False,
            id=f"code-form.colour-{ident}",
            tooltip=tooltip,
        )
        for key, step, name, ident, tooltip in (
            ("down", 1, _("Next colour"), "after", _("The next of the colours offered")),
            ("up", -1, _("Previous colour"), "before", _("The previous of the colours offered")),
        )
    ]

    def action_colour(self, step: int) -> None:
        written = self.value.strip().lower()
        at = COLOURS.index(written) if written in COLOURS else (-1 if step > 0 else 0)
        self.value = COLOURS[(at + step) % len(COLOURS)]
        self.cursor_position = len(self.value)


class CodeForm(WritingDialog["Outcome | None"]):
    """A form on one code; closes with the outcome, or None when nothing was changed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "escape,ctrl+s",
            "keep",
            _("Keep"),
            id="code-form.keep",
            tooltip=_("Keep what was changed and close the form"),
        ),
        Binding(
            "ctrl+g",
            "give_up",
            _("Give up"),
            id="code-form.give-up",
            tooltip=_("Leave the code as it was; asks once more if anything was changed"),
        ),
    ]

    def __init__(
        self, code: Code, codebook: Codebook, *, save: Callable[[Code, Code], "Outcome"]
    ) -> None:
        """`save` is called in a thread with the code as it was and as it is to be."""
        super().__init__()
        self._before = code
        self._inherited = code_colours(_without_colour(codebook, code))[code.id]
        self._save = save
        self._shown = _shown(code)
        self._asked = False

    def compose(self) -> ComposeResult:
        label = readable_id(self._before.id)
        with Vertical(id="code-form", classes="dialog") as panel:
            panel.border_title = Content(
                f"{label}  {self._before.name}" if label else self._before.name
            )
            with VerticalScroll(id="fields", can_focus=False):
                yield self._line("name", _("Name"))
                with Horizontal(id="key-and-colour"):
                    yield self._line("key", _("Key"))
                    yield self._colour()
                    yield ColourSample(self._inherited, id="sample")
                yield self._text("definition", _("Definition"))
                yield self._text("include", _("Include"))
                yield self._text("exclude", _("Exclude"))
                yield self._text("example", _("Example"))
                yield self._text("cues", _("Cues, one per line; = before one: only as written"))
                yield self._text("memo", _("Memo"))
            yield Problem()

    def _line(self, name: str, title: str) -> FormField:
        field = FormField(
            self._shown[name], id=name, max_length=1 if name == "key" else 0, select_on_focus=False
        )
        field.border_title = title
        return field

    def _colour(self) -> ColourField:
        field = ColourField(self._shown["colour"], id="colour", select_on_focus=False)
        field.border_title = _("Colour ↑↓")
        return field

    def _text(self, name: str, title: str) -> TextArea:
        area = TextArea(self._shown[name], id=name, soft_wrap=True, tab_behavior="focus")
        area.border_title = title
        area.highlight_cursor_line = False
        return area

    def on_mount(self) -> None:
        self.query_one("#name").focus()
        self.query_one(ColourSample).written = self._shown["colour"]
        self._tell_keys()

    @on(Input.Changed, "#colour")
    def _show_colour(self, message: Input.Changed) -> None:
        self.query_one(ColourSample).written = message.value.strip()

    @on(Input.Changed)
    @on(TextArea.Changed)
    def _typed_on(self) -> None:
        if self._asked:
            self._asked = False
            self._tell_keys()

    @property
    def after(self) -> Code:
        """The code as the form has it; fields that were not touched are as they were."""
        before, touched = self._before, self._touched()

        def text(name: str) -> str:
            return touched[name].strip() if name in touched else str(getattr(before, name))

        return replace(
            before,
            name=text("name"),
            key=text("key"),
            colour=text("colour"),
            definition=text("definition"),
            include=text("include"),
            exclude=text("exclude"),
            example=text("example"),
            memo=text("memo"),
            cues=cues_in(touched["cues"]) if "cues" in touched else before.cues,
        )

    def _touched(self) -> dict[str, str]:
        """The fields that say something else than they did."""
        typed = self._typed()
        return {
            name: normal_text(text) for name, text in typed.items() if text != self._shown[name]
        }

    def _typed(self) -> dict[str, str]:
        lines = {each.id or "": each.value for each in self.query(FormField)}
        return lines | {each.id or "": each.text for each in self.query(TextArea)}

    def action_keep(self) -> None:
        before, after = self._before, self.after
        if after == before:
            self.dismiss(None)
        else:
            self.write(lambda: self._save(before, after))

    def action_give_up(self) -> None:
        if self.after == self._before or self._asked:
            self.dismiss(None)
            return
        self._asked = True
        self._tell_keys()

    def on_writing_dialog_failed(self, message: WritingDialog.Failed) -> None:
        if isinstance(message.error, OvertakenError):
            self._take_over(message.error.now)

    def _take_over(self, now: Code) -> None:
        """Go on from what somebody else has made of the code; what was typed here stays typed."""
        touched = self._touched()
        self._before, self._shown = now, _shown(now)
        for field in self.query(FormField):
            if field.id not in touched:
                field.value = self._shown[field.id or ""]
        for area in self.query(TextArea):
            if area.id not in touched:
                area.text = self._shown[area.id or ""]

    def _tell_keys(self) -> None:
        panel = self.query_one("#code-form")
        panel.set_class(self._asked, "-asking")
        told = (
            _("{give_up} again gives up what you typed · {keep} keeps it")
            if self._asked
            else _("{next} next field · {keep} keeps it · {give_up} gives it up")
        )
        panel.border_subtitle = told.format(
            next=key_of(self, "dialog.next-field"),
            keep=key_of(self, "code-form.keep"),
            give_up=key_of(self, "code-form.give-up"),
        )


def _shown(code: Code) -> dict[str, str]:
    """What stands in each field."""
    return {
        "name": code.name,
        "key": code.key,
        "colour": code.colour,
        "definition": flowing(code.definition),
        "include": flowing(code.include),
        "exclude": flowing(code.exclude),
        "example": flowing(code.example),
        "cues": cue_lines(code.cues),
        "memo": code.memo,
    }


def _without_colour(codebook: Codebook, code: Code) -> Codebook:
    codes = tuple(
        replace(each, colour="") if each.id == code.id else each for each in codebook.codes
    )
    return replace(codebook, codes=codes)
