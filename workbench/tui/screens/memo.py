"""Write a memo.

Invariant: what has been typed is handed on at most one second later, outside the screen's thread,
so that neither a lost line nor a closed terminal takes more than the last word.
"""

import contextlib
from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.timer import Timer
from textual.widgets import Static, TextArea

from workbench.errors import WorkbenchError
from workbench.text import normal_text
from workbench.text.translation import _
from workbench.tui.keymap import key_of
from workbench.tui.screens.dialog import Dialog, Problem

_HAND_OVER = 0.5
"""Seconds after the first key that is not kept yet; leaves as long again for the writing."""


class MemoScreen(Dialog[str | None]):
    """Edits a text of several lines; dismissed with the text, or with None when given up."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "escape,ctrl+s",
            "keep",
            _("Keep"),
            id="memo.keep",
            tooltip=_("Keep the memo and close it"),
        ),
        Binding(
            "ctrl+g",
            "give_up",
            _("Give up"),
            id="memo.give-up",
            tooltip=_("Close the memo as it was before; asks once more if anything was typed"),
        ),
    ]

    class HandedOver(Message):
        """What was typed until then is kept as a draft; `error` if it is not."""

        def __init__(self, error: WorkbenchError | None) -> None:
            super().__init__()
            self.error = error

    def __init__(
        self,
        title: str,
        context: Sequence[str],
        text: str,
        draft: str | None,
        keep_draft: Callable[[str], None],
    ) -> None:
        """`draft` is what was typed before the terminal closed; `keep_draft` is called in threads.

        The draft is the caller's to take away, with an empty text, once the memo is written.
        """
        super().__init__()
        self._heading = title
        self._told = tuple(line for line in context if line)
        self._before = text
        self._restored = _joined(text, draft) if draft is not None and draft != text else None
        self._keep_draft = keep_draft
        self._typed = text if self._restored is None else self._restored
        self._unkept = False
        """Whether something was typed that is not handed over yet."""
        self._handing = False
        self._timer: Timer | None = None
        self._has_draft = draft is not None
        self._drop_draft = False
        self._leaving: list[str | None] = []
        """What to close with once the draft under way is written; empty while one writes."""
        self._asked = False
        """Whether giving up has been asked for once."""

    def compose(self) -> ComposeResult:
        with Vertical(id="memo", classes="dialog") as panel:
            panel.border_title = Content(self._heading)
            yield Static(Content("\n").join(map(Content, self._told)), id="memo-context")
            yield Static(
                _("Restored: typed before the workbench closed, not kept yet."),
                id="memo-restored",
                markup=False,
            )
            yield from self.compose_field(self._typed)
            yield Problem()

    def compose_field(self, text: str) -> ComposeResult:
        """Where it is typed."""
        yield TextArea(text, id="memo-text", soft_wrap=True, tab_behavior="focus")

    @property
    def keep_key(self) -> str:
        """The key that keeps what is typed, as it is said."""
        return key_of(self, "memo.keep")

    def start_typing(self) -> None:
        area = self.query_one(TextArea)
        area.highlight_cursor_line = False
        area.focus()
        area.move_cursor(area.document.end)

    @property
    def text(self) -> str:
        """What stands in the field."""
        return self.query_one(TextArea).text

    def on_mount(self) -> None:
        self.query_one("#memo-context").display = bool(self._told)
        self.query_one("#memo-restored").display = self._restored is not None
        self.start_typing()
        self._tell_keys()

    def on_unmount(self) -> None:
        """The program ends while one writes: the last word is kept before it does."""
        if self._unkept and not self._leaving:
            with contextlib.suppress(WorkbenchError):
                self._keep_draft(self._typed)

    @on(TextArea.Changed)
    def note_change(self) -> None:
        """Something was typed."""
        text = self.text
        if text == self._typed or self._leaving:
            return
        self._typed, self._unkept = text, True
        self._asked = False
        self._tell_keys()
        self._arm()

    def _arm(self) -> None:
        if self._unkept and not self._handing and self._timer is None:
            self._timer = self.set_timer(_HAND_OVER, self._hand_over)

    def _hand_over(self) -> None:
        self._timer = None
        if self._unkept and not self._leaving:
            self._hand(self._typed)

    def _hand(self, text: str) -> None:
        self._unkept, self._handing, self._has_draft = False, True, True
        self._write_draft(text)

    @work(thread=True, group="draft", exit_on_error=False)
    def _write_draft(self, text: str) -> None:
        failed: WorkbenchError | None = None
        try:
            self._keep_draft(text)
        except WorkbenchError as error:
            failed = error
        finally:
            self.post_message(self.HandedOver(failed))

    @on(HandedOver)
    def _draft_written(self, message: HandedOver) -> None:
        self._handing = False
        if self._leaving:
            self._go_on_leaving()
            return
        self.query_one(Problem).say("" if message.error is None else str(message.error))
        self._arm()

    def action_keep(self) -> None:
        # A paste may bring characters that no text of a project holds.
        text = normal_text(self.text)
        self._leave(text, drop_draft=text == self._before)

    def action_give_up(self) -> None:
        typed = self.text
        if typed != self._before and not self._asked:
            self._asked = True
            self._tell_keys()
            return
        self._leave(None, drop_draft=True)

    def _leave(self, text: str | None, *, drop_draft: bool) -> None:
        """Close, but not before a draft under way is written: it would outlive the memo.

        A draft that no memo will come of is taken away here.
        """
        if self._leaving:
            return
        self._leaving.append(text)
        self._drop_draft = drop_draft and self._has_draft
        self._go_on_leaving()

    def _go_on_leaving(self) -> None:
        if self._handing:
            return
        if self._drop_draft:
            self._drop_draft = False
            self._hand("")
        else:
            self.dismiss(self._leaving[0])

    def _tell_keys(self) -> None:
        panel = self.query_one("#memo")
        panel.set_class(self._asked, "-asking")
        told = (
            _("{give_up} again gives up what you typed · {keep} keeps it")
            if self._asked
            else _("{keep} keeps it · {give_up} gives it up")
        )
        panel.border_subtitle = told.format(
            keep=self.keep_key, give_up=key_of(self, "memo.give-up")
        )


def _joined(text: str, draft: str) -> str:
    """A draft of what the memo says, else both: the memo may have been written by another since."""
    return draft if text.strip() in draft else f"{text.rstrip()}\n\n{draft}"
