"""Memos, the finished mark, the codebook, undo and redo."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from textual import work

from workbench.errors import LockedError, WorkbenchError
from workbench.model import Coding, Reference
from workbench.text.translation import _
from workbench.tui.keymap import key_of
from workbench.tui.loading import LoadedInterview
from workbench.tui.screens.desk.walking import Walking
from workbench.tui.scribe import Deed, Written

if TYPE_CHECKING:
    from workbench.workflows.opening import News, Workspace
    from workbench.workflows.telling import Outcome


_unwritten: "WeakKeyDictionary[Workspace, dict[str, str]]" = WeakKeyDictionary()
"""For each open project the drafts that could not be written, by what they are about."""


class Noting(Walking):
    """What is done to the interview and the project as a whole."""

    def action_note_coding(self) -> None:
        self.when_written(self._note_coding)

    def _note_coding(self) -> None:
        coding = self.meant()
        if coding is None:
            key = key_of(self, "transcript.memo")
            self.say(_("Nothing is coded here; {key} writes on the interview.").format(key=key))
            return
        title = _("Memo on {code}, {place}").format(code=coding.code, place=self._reference(coding))
        self._note(
            f"coding:{coding.id}",
            title=title,
            context=self._quotation(coding),
            text=coding.memo,
            deed=lambda text: partial(self.workspace.set_memo, coding.id, text, before=coding.memo),
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

    def _note(
        self,
        subject: str,
        *,
        title: str,
        context: str,
        text: str,
        deed: Callable[[str], Deed],
    ) -> None:
        self.opening = True
        self._open_memo(subject, title=title, context=context, text=text, deed=deed)

    @work(group="note", exclusive=True, exit_on_error=False)
    async def _open_memo(
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

        unwritten = _unwritten.setdefault(self.workspace, {})

        def keep_draft(draft: str) -> None:
            unwritten[subject] = draft
            self.workspace.keep_draft(subject, draft)
            unwritten.pop(subject, None)

        def noted(answer: str | None) -> None:
            if answer is not None and answer != text:
                self.write(lambda: _kept(deed(answer), answer, keep_draft))

        draft = unwritten.get(subject)
        try:
            draft = draft or await asyncio.to_thread(self.workspace.draft, subject)
        except WorkbenchError as error:
            # Opened all the same: what is typed next would be taken as commands.
            self.tell(error)
        self.opening = False
        self.app.push_screen(MemoScreen(title, [context], text, draft, keep_draft), noted)

    def action_finish(self) -> None:
        loaded = self.loaded
        if loaded is None:
            return
        interview = loaded.interview.id

        def turn_mark() -> "Outcome":
            return self.workspace.finish(interview, interview not in self.workspace.finished())

        self.write(lambda: turn_mark, lambda written: self._say_what_is_left(loaded, written))

    def _say_what_is_left(self, loaded: LoadedInterview, written: "Written[News]") -> None:
        """Whoever marks an interview finished is told what is not."""
        uncoded, undirected = loaded.coded.uncoded, loaded.coded.undirected
        if written.outcome is not None and not written.news.everything and (uncoded or undirected):
            left = _("{uncoded} turns uncoded, {undirected} codings without direction").format(
                uncoded=uncoded, undirected=undirected
            )
            self.say(f"{written.outcome.told} · {left}")

    def action_codebook(self) -> None:
        from workbench.tui.screens.codebook import CodebookScreen

        self.app.push_screen(CodebookScreen(self.workspace), lambda _answer: self.reload())

    def action_undo(self) -> None:
        self.let_go_of_edges()
        self.write(lambda: self.workspace.undo, self._went_back)

    def action_redo(self) -> None:
        self.let_go_of_edges()
        self.write(lambda: self.workspace.redo, self._went_back)

    def _went_back(self, written: "Written[News]") -> None:
        """Show where it was: what is undone out of sight is hard to believe."""
        outcome = written.outcome
        loaded = self.loaded
        if outcome is None or loaded is None:
            return
        coding = None if outcome.coding is None else loaded.coded.get(outcome.coding)
        if coding is not None:
            self.go_on_to(coding.span.start)
        elif outcome.at is not None:
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


def _kept(deed: Deed, text: str, keep_draft: Callable[[str], None]) -> Deed:
    """Write a memo; the draft goes once that is on disk, and holds everything if it is not."""

    def write() -> "Outcome":
        try:
            outcome = deed()
        except LockedError:
            raise
        except WorkbenchError as error:
            with suppress(WorkbenchError):
                keep_draft(text)
            kept = _("What you typed is kept, and offered when you open this memo again.")
            raise WorkbenchError(error.message, f"{error.remedy} {kept}".strip()) from error
        with suppress(WorkbenchError):
            keep_draft("")
        return outcome

    return write
