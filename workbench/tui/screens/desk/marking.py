"""Coding by hand: with keys, with the picker, and everything done to a coding afterwards."""

from collections.abc import Callable, Collection
from functools import partial
from typing import TYPE_CHECKING

from textual import events

from workbench.errors import InputError
from workbench.model import CodeId, Coding, CodingId, InterviewId, Polarity, Span
from workbench.text.translation import _
from workbench.tui.loading import LoadedInterview
from workbench.tui.screens.desk.advice import Advice
from workbench.tui.screens.desk.ground import Made
from workbench.tui.scribe import Deed, Written

if TYPE_CHECKING:
    from workbench.workflows.opening import News
    from workbench.workflows.telling import Outcome

_LONGEST_NAME = 80
"""Characters of the selected words that are proposed as a code's name."""
_NOTHING_HERE = _("Nothing is coded here.")


class Marking(Advice):
    """What is done to the codings of the interview."""

    _edged: CodingId | None = None
    """The coding whose edges are being moved."""
    _recent: tuple[CodeId, ...] = ()
    """Codes used last, the latest first."""

    def on_key(self, event: events.Key) -> None:
        """Code keys that are letters or signs; what a binding means goes before."""
        key = event.character
        if key and not key.isdigit() and event.key not in self.active_bindings and self._keyed(key):
            event.stop()
            self.action_code(key)

    def action_code(self, key: str) -> None:
        code = self._keyed(key)
        if code is not None:
            self.code_with(code)
        elif self.loaded is not None:
            self.say(_("No code has the key {key}; b opens the codebook.").format(key=key))

    def _keyed(self, key: str) -> CodeId | None:
        if self.loaded is None:
            return None
        return next((each.id for each in self.loaded.codebook.codes if each.key == key), None)

    def code_with(self, code: CodeId) -> None:
        """Code the selection, or the sentence one is in; the same again takes it away."""
        loaded, span = self.loaded, self.view.target
        if loaded is None or span is None:
            return
        if self._edged is not None:
            self.say(_("Keep the edges with Enter, or leave them with Esc, before coding."))
            return
        self._recent = (code, *(each for each in self._recent if each != code))[:5]
        self.view.stop_selecting()
        interview = loaded.interview.id
        uncounted = self._uncounted(loaded, span)
        self.write(
            lambda: partial(self.workspace.code, interview, span, code),
            lambda written: self._add_to_told(written, uncounted),
        )

    def _uncounted(self, loaded: LoadedInterview, span: Span) -> str:
        """What is to be said where a coding stands outside what tables count."""
        turn = loaded.interview.home_turn(span.start, span.end)
        if turn is None:
            return _("outside the turns: no table counts it")
        if loaded.interview.is_moderator(turn):
            return _("the moderator's words: tables leave them out")
        return ""

    def _add_to_told(self, written: "Written[News]", more: str) -> None:
        if more and written.outcome is not None:
            self.say(f"{written.outcome.told} · {more}")

    def action_choose(self) -> None:
        """Mean the next one of the codings here."""
        loaded = self.loaded
        here = [] if loaded is None else loaded.coded.at(self.view.place)
        if not here:
            self.say(_NOTHING_HERE)
            return
        meant = self.meant()
        at = here.index(meant) if meant in here else -1
        self.mean(here[(at + 1) % len(here)])
        told = _("{n} of the {number} codings here").format(
            n=(at + 1) % len(here) + 1, number=len(here)
        )
        self.say(told)

    def action_pick(self) -> None:
        if self.view.target is not None:
            self.pick_code(_("Code these words with"), self.code_with)

    def action_recode(self) -> None:
        self.when_written(self._recode_meant)

    def _recode_meant(self) -> None:
        coding = self.meant()
        if coding is None:
            self.say(_NOTHING_HERE)
            return
        recode = partial(self.workspace.recode, coding.id)
        self.pick_code(
            _("Instead of {code}").format(code=coding.code),
            lambda code: self.write(lambda: partial(recode, code)),
            without=[coding.code],
        )

    def action_direct(self, sign: str) -> None:
        """Give the coding meant a direction, `+ - 0`, or none."""
        polarity = Polarity.parse(sign)
        self._with_meant(lambda coding: partial(self.workspace.set_polarity, coding.id, polarity))

    def action_quotable(self) -> None:
        self._with_meant(
            lambda coding: partial(self.workspace.set_quotable, coding.id, not coding.quotable)
        )

    def action_uncode(self) -> None:
        self._with_meant(lambda coding: partial(self.workspace.uncode, coding.id))

    def _with_meant(self, deed: Callable[[Coding], Deed]) -> None:
        """Do something to the coding that is meant now, which may still be being written."""
        loaded, made, place = self.loaded, self.made, self.view.place
        if loaded is None:
            return
        interview = loaded.interview.id

        def prepare() -> Deed | None:
            if self.loaded is not None and self.loaded.interview.id != interview:
                return self._with_left_behind(made, interview, deed)
            coding = self._meant(made, place)
            if coding is None:
                self.say(_NOTHING_HERE)
                return None
            return deed(coding)

        self.write(prepare)

    def _with_left_behind(
        self, made: Made | None, interview: InterviewId, deed: Callable[[Coding], Deed]
    ) -> Deed | None:
        """Do something to a coding of the interview that was on the screen before this one."""
        known = None if made is None else made.known()
        if known is None:
            self.say(_NOTHING_HERE)
            return None

        def find_and_do() -> "Outcome":
            codings = self.workspace.codings(interview)
            coding = next((each for each in codings if each.id == known), None)
            if coding is None:
                raise InputError(_NOTHING_HERE)
            return deed(coding)()

        return find_and_do

    def action_edges(self) -> None:
        self.when_written(self._take_edges)

    def _take_edges(self) -> None:
        coding = self.meant()
        if coding is None:
            self.say(_NOTHING_HERE)
            return
        self._edged = coding.id
        self.view.take_end_of(coding.span)

    def action_keep_edges(self) -> None:
        edged, selection = self._edged, self.view.selection
        if edged is None or selection is None:
            return
        span = selection.span
        self.let_go_of_edges()
        self.write(lambda: partial(self.workspace.set_span, edged, span))

    def let_go_of_edges(self) -> bool:
        """Stop moving edges; whether any were being moved."""
        coding, self._edged = self.edged, None
        if coding is not None:
            self.view.go_to(coding.span.start)
            self.mean(coding)
        return coding is not None

    @property
    def edged(self) -> Coding | None:
        """The coding whose edges are being moved."""
        if self._edged is None or self.loaded is None:
            return None
        return self.loaded.coded.get(self._edged)

    def action_in_vivo(self) -> None:
        """The selected words become a code; its name can be changed before it is made."""
        from workbench.tui.screens.ask import Answer, AskScreen, name_refused

        loaded, span = self.loaded, self.view.target
        if loaded is None or span is None:
            return
        codebook, interview = loaded.codebook, loaded.interview.id
        words = " ".join(loaded.interview.text[span.start : span.end].split())
        self.view.stop_selecting()

        def make(answer: Answer) -> "Outcome":
            return self.workspace.code_in_vivo(interview, span, answer.text, parent=answer.parent)

        screen = AskScreen(
            _("A new code from these words"),
            carry_out=make,
            context=[f"“{words}”"],
            suggested=words[:_LONGEST_NAME],
            refuse=lambda answer: name_refused(codebook, answer.text, answer.parent),
            codebook=codebook,
            counts=loaded.counts,
        )
        self.app.push_screen(screen, self.done_elsewhere)

    def meant(self) -> Coding | None:
        """The coding just made, until one moves; else the innermost one here."""
        return self._meant(self.made, self.view.place)

    def _meant(self, made: Made | None, place: int) -> Coding | None:
        loaded = self.loaded
        if loaded is None:
            return None
        known = None if made is None else made.known()
        coding = None if known is None else loaded.coded.get(known)
        return coding or next(iter(loaded.coded.at(place)), None)

    def pick_code(
        self,
        title: str,
        then: Callable[[CodeId], None],
        *,
        without: Collection[CodeId] = (),
    ) -> None:
        """Let the coder find a code; nothing happens when she takes none."""
        from workbench.tui.screens.picker import CodePicker

        loaded = self.loaded
        if loaded is None:
            return

        def picked(code: CodeId | None) -> None:
            if code is not None:
                then(code)

        self.app.push_screen(
            CodePicker(loaded.codebook, loaded.counts, title, self._recent, without=without),
            picked,
        )
