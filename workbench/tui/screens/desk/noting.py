"""Memos, the finished mark, the codebook, undo and redo."""

import asyncio
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from textual import work

from workbench.model import Coding, Reference
from workbench.text.translation import _
from workbench.tui.screens.desk.walking import Walking
from workbench.tui.scribe import Deed, Written

if TYPE_CHECKING:
    from workbench.workflows.telling import Outcome


class Noting(Walking):
    """What is done to the interview and the project as a whole."""

    def action_note_coding(self) -> None:
        coding = self.meant()
        if coding is None:
            self.action_note_interview()
            return
        title = _("Memo on {code}, {place}").format(code=coding.code, place=self._reference(coding))
        self._note(
            f"coding:{coding.id}",
            title=title,
            context=self._quotation(coding),
            text=coding.memo,
            deed=lambda text: partial(self.workspace.set_memo, coding.id, text),
        )

    def action_note_interview(self) -> None:
        if self.loaded is None:
            return
        interview = self.loaded.interview
        self._note(
            f"interview:{interview.id}",
            title=_("Memo on interview {id}").format(id=interview.id),
            context=interview.title,
            text=interview.memo,
            deed=lambda text: partial(
                self.workspace.note_interview, interview.id, text, before=interview.memo
            ),
        )

    @work(group="note", exclusive=True, exit_on_error=False)
    async def _note(
        self,
        subject: str,
        *,
        title: str,
        context: str,
        text: str,
        deed: Callable[[str], Deed],
    ) -> None:
        """Open the editor with what was being typed when a terminal died, if anything."""
        from workbench.tui.screens.memo import MemoScreen

        keep_draft = partial(self.workspace.keep_draft, subject)

        def noted(answer: str | None) -> None:
            if answer is not None and answer != text:
                self.write(lambda: _then(deed(answer), partial(keep_draft, "")))

        draft = await asyncio.to_thread(self.workspace.draft, subject)
        self.app.push_screen(MemoScreen(title, [context], text, draft, keep_draft), noted)

    def action_finish(self) -> None:
        loaded = self.loaded
        if loaded is None:
            return
        interview = loaded.interview.id
        finished = interview not in loaded.finished
        self.write(lambda: partial(self.workspace.finish, interview, finished))

    def action_codebook(self) -> None:
        from workbench.tui.screens.codebook import CodebookScreen

        self.app.push_screen(CodebookScreen(self.workspace), lambda _answer: self.reload())

    def action_undo(self) -> None:
        self.let_go_of_edges()
        self.write(lambda: self.workspace.undo, self._went_back)

    def action_redo(self) -> None:
        self.let_go_of_edges()
        self.write(lambda: self.workspace.redo, self._went_back)

    def _went_back(self, written: Written) -> None:
        """Show where it was: what is undone out of sight is hard to believe."""
        outcome = written.outcome
        if outcome is not None and outcome.at is not None:
            self.show_where(outcome.at)

    def _reference(self, coding: Coding) -> str:
        loaded = self.loaded
        if loaded is None:
            return coding.interview
        return str(Reference.to(loaded.interview, coding.span.start, coding.span.end))

    def _quotation(self, coding: Coding) -> str:
        loaded = self.loaded
        words = "" if loaded is None else loaded.interview.text[coding.span.start : coding.span.end]
        return " ".join(words.split())


def _then(deed: Deed, afterwards: Callable[[], None]) -> Deed:
    """Do one thing, and when it is on disk the other."""

    def both() -> "Outcome":
        outcome = deed()
        afterwards()
        return outcome

    return both
