"""Suggestions: accept, accept with another code, reject, skip, and on to the next."""

from functools import partial

from workbench.model import CodeId, Suggestion, Verdict
from workbench.text.translation import _
from workbench.tui.screens.desk.marking import Marking
from workbench.tui.scribe import Deed


class Answering(Marking):
    """One key for each answer; the next suggestion comes by itself."""

    hidden = False
    """Whether the suggestions are."""

    def action_accept(self) -> None:
        self._answer(Verdict.ACCEPTED)

    def action_reject(self) -> None:
        self._answer(Verdict.REJECTED)

    def action_skip(self) -> None:
        self._answer(Verdict.SKIPPED)

    def action_accept_with(self) -> None:
        suggestion = self._offered_here()
        if suggestion is not None:
            self.pick_code(
                _("Instead of {code}").format(code=suggestion.code),
                lambda code: self._answer(Verdict.RECODED, taken=code),
            )

    def action_hide(self) -> None:
        self.hidden = not self.hidden
        self.show_offers()
        self.say(_("Suggestions are hidden.") if self.hidden else _("Suggestions are shown."))

    def show_offers(self) -> None:
        self.view.offer(None if self.hidden else self.offered)

    def _offered_here(self) -> Suggestion | None:
        """The best suggestion here; where there is none, say so and go to the next one."""
        offered = self.offered
        here = [] if offered is None or self.hidden else offered.at(self.view.place)
        if here:
            return here[0]
        if offered is None and self.advice_pending:
            self.say(_("Suggestions are still being made."))
        elif self.hidden:
            self.say(_("Suggestions are hidden; h shows them."))
        elif offered is not None and offered.beyond(-1, 1) is not None:
            self.say(_("Nothing is suggested here; n goes to the next suggestion."))
        else:
            self.say(_("There are no more suggestions for this interview."))
        return None

    def _answer(self, verdict: Verdict, *, taken: CodeId | None = None) -> None:
        """Answer the suggestion that is here when the turn has come, then go on."""
        answered: list[Suggestion] = []
        moves = self.own_moves

        def prepare() -> Deed | None:
            if self.own_moves != moves:
                self.say(_("You have moved on: that suggestion was not answered."))
                return None
            suggestion = self._offered_here()
            if suggestion is None:
                return None
            answered.append(suggestion)
            return partial(self.workspace.decide, suggestion, verdict, taken)

        self.view.stop_selecting()
        self.write(prepare, lambda _written: self._go_on_from(answered[0], verdict))

    def _go_on_from(self, suggestion: Suggestion, verdict: Verdict) -> None:
        """To the next code suggested for this passage, else to the next passage."""
        offered = self.offered
        if offered is None:
            return
        if verdict is Verdict.SKIPPED:
            offered.skip(suggestion)
        else:
            offered.close(suggestion)
        self.view.offers_changed(suggestion.span)
        if verdict is Verdict.SKIPPED or not offered.at(self.view.place):
            following = offered.beyond(self.view.place, 1)
            if following is not None:
                self.go_on_to(following.start)
            else:
                self.say(f"{self.said} · {_('no more suggestions below')}")

    def go_to_suggestion(self, step: int) -> bool:
        """Go to the next or previous open suggestion; whether there was one."""
        span = None if self.offered is None else self.offered.beyond(self.view.place, step)
        if span is not None:
            self.view.go_to(span.start)
        return span is not None
