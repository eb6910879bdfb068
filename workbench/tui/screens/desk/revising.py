"""What a corrected text did to codings: looked at one by one, and found a place again.

A coding is marked until somebody has looked; the mark is the journal's, so that it goes in every
window and every copy.
"""

from functools import partial
from typing import TYPE_CHECKING

from workbench.model import Fate
from workbench.text.translation import _, ngettext
from workbench.tui.keymap import key_of
from workbench.tui.screens.desk.noting import Noting
from workbench.tui.scribe import Deed

if TYPE_CHECKING:
    from workbench.tui.loading import LoadedInterview
    from workbench.tui.screens.lost import LostAnswer

_NOT_MARKED = _("No corrected text has moved or changed this coding.")


class Revising(Noting):
    """Acknowledging, and placing anew."""

    def action_look(self) -> None:
        """Let the coding meant stand; on to the next that is marked."""

        def prepare() -> Deed | None:
            coding, loaded = self.meant(), self.loaded
            if loaded is None:
                return None
            if coding is None or loaded.coded.revision(coding.id) is None:
                self.say(_NOT_MARKED if coding is not None else self._told_waiting(loaded))
                return None
            return partial(self.workspace.look, loaded.interview.id, [coding.id])

        self.write(prepare, lambda _written: self._go_on())

    def _go_on(self) -> None:
        said = self.said
        if self.go_to_revised(1):
            self.say(said)

    def _told_waiting(self, loaded: "LoadedInterview") -> str:
        number = len(loaded.coded.revised)
        if not number:
            return _("Nothing is marked ≠ in this interview.")
        told = ngettext(
            "{n} coding is marked ≠; l walks through them.",
            "{n} codings are marked ≠; l walks through them.",
            number,
        )
        return told.format(n=number)

    def action_look_at_moved(self) -> None:
        """Let every coding stand that kept its words."""

        def prepare() -> Deed | None:
            loaded = self.loaded
            if loaded is None:
                return None
            moved = [each for each in loaded.coded.revised if each.fate is Fate.MOVED]
            if not moved:
                self.say(_("No coding has merely moved."))
                return None
            ids = [each.coding.id for each in moved]
            return partial(self.workspace.look, loaded.interview.id, ids)

        self.write(prepare)

    def action_lost(self) -> None:
        """Show what lost its place."""
        self.when_written(self._show_lost)

    def _show_lost(self) -> None:
        from workbench.tui.screens.lost import LostScreen

        loaded = self.loaded
        if loaded is None:
            return
        if not loaded.coded.lost:
            self.say(_("No coding has lost its place in this interview."))
            return
        span = self.view.target
        words = "" if span is None else loaded.interview.text[span.start : span.end]
        screen = LostScreen(loaded.coded.lost, loaded.codebook, words=" ".join(words.split()))
        self.app.push_screen(screen, self._lost_answered)

    def _lost_answered(self, answer: "LostAnswer | None") -> None:
        loaded, span = self.loaded, self.view.target
        if answer is None or loaded is None:
            return
        interview = loaded.interview.id
        if answer.drop:
            self.write(lambda: partial(self.workspace.drop_lost, interview, answer.coding))
        elif span is None:
            self.say(_("Go to the words it belongs to first."))
        else:
            self.view.stop_selecting()
            self.write(lambda: partial(self.workspace.place_lost, interview, answer.coding, span))

    def told_revised(self) -> str:
        """How much waits to be looked at, and with which key; empty where nothing does."""
        loaded = self.loaded
        if loaded is None:
            return ""
        parts = []
        marked, lost = len(loaded.coded.revised), len(loaded.coded.lost)
        if marked:
            told = _("{n} to look at ≠ ({key})")
            parts.append(told.format(n=marked, key=key_of(self, "revised.look")))
        if lost:
            told = _("{n} lost ({key})")
            parts.append(told.format(n=lost, key=key_of(self, "revised.lost")))
        return " · ".join(parts)
