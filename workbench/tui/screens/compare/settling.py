"""Deciding: one key for each thing that can be taken, a reason, and what follows from it."""

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from textual import on, work
from textual.message import Message

from workbench.errors import WorkbenchError
from workbench.model import (
    CodeId,
    Coding,
    DisagreementKind,
    PairKey,
    Polarity,
    Reference,
    Span,
    Taken,
)
from workbench.text.translation import _, ngettext
from workbench.tui.keymap import key_of
from workbench.tui.screens.compare.loading import Update
from workbench.tui.screens.compare.walking import Walking
from workbench.tui.scribe import Written
from workbench.tui.widgets.compare.listed import Listed, told_codes
from workbench.tui.widgets.compare.rows import Rows
from workbench.workflows.pairing import NewCoding

if TYPE_CHECKING:
    from workbench.workflows.telling import Outcome

_NOT_HERE = _("There is no disagreement here; n goes to the next.")


class Settling(Walking):
    """What is decided at a disagreement, with what reason."""

    class DraftRead(Message):
        """A reason that was typed and not decided with."""

        def __init__(self, key: PairKey, words: str) -> None:
            super().__init__()
            self.key, self.words = key, words

    _drafts: dict[PairKey, str] = {}  # noqa: RUF012 - replaced, never changed in place
    """Reasons that are written and not decided with, of the disagreements one has been at."""
    _recent: tuple[CodeId, ...] = ()
    """Codes used last, the latest first."""

    # Taking

    def action_take(self, what: str) -> None:
        """Take the first coder's, the second's, both or neither."""
        listed = self._meant()
        if listed is not None:
            self.settle(listed, _where_one_coded(listed, Taken(what)))

    def action_pick(self) -> None:
        """Another coding than either: what is selected, else the passage, with a code chosen."""
        listed = self._meant()
        span = self.view.target
        if listed is None or span is None:
            return
        title = _("A new coding instead of {codes}").format(
            codes=told_codes(listed.disagreement, self.codebook)
        )
        self._pick_code(listed, title, lambda code: self._settle_anew(listed, span, code))

    def _settle_anew(self, listed: Listed, span: Span, code: CodeId) -> None:
        self._recent = (code, *(each for each in self._recent if each != code))[:5]
        self.view.clear_selection()
        self.settle(listed, Taken.NEW, new=NewCoding(span, code, _common_direction(listed)))

    def _pick_code(self, listed: Listed, title: str, then: Callable[[CodeId], None]) -> None:
        from workbench.tui.screens.picker import CodePicker

        def picked(code: CodeId | None) -> None:
            if code is not None:
                then(code)

        recent = list(dict.fromkeys([*listed.codes, *self._recent]))
        self.app.push_screen(CodePicker(self.codebook, {}, title, recent), picked)

    def action_edges(self) -> None:
        """Select the passage, its end to be moved; Enter makes a new coding of it."""
        listed = self._meant()
        if listed is not None:
            self.view.take_end_of(listed.codings[0].span)

    def action_keep_edges(self) -> None:
        """A new coding on what is selected, with the code that both have, else a chosen one."""
        selection, listed = self.view.selection, self.current
        if selection is None or listed is None:
            return
        span = selection.span
        if len(listed.codes) == 1:
            self._settle_anew(listed, span, listed.codes[0])
        else:
            title = _("The code of what is selected")
            self._pick_code(listed, title, lambda code: self._settle_anew(listed, span, code))

    def action_direct(self, sign: str) -> None:
        """Give what was settled here a direction; where directions differ, that settles it."""
        listed, polarity = self._meant(), Polarity.parse(sign)
        if listed is None:
            return
        disagreement = listed.disagreement
        if disagreement.kind is DisagreementKind.DIRECTION and listed.open:
            self._settle_direction(listed, polarity)
            return
        made = self.made_of(listed)
        if len(made) != 1:
            self.say(_("First settle what is coded here; then a key gives it its direction."))
            return
        coding = made[0]
        new = NewCoding(coding.span, coding.code, polarity)
        self.settle(listed, Taken.NEW, new=new)

    def _settle_direction(self, listed: Listed, polarity: Polarity | None) -> None:
        first, second = listed.disagreement.first, listed.disagreement.second
        if first is not None and first.polarity is polarity:
            self.settle(listed, Taken.FIRST)
        elif second is not None and second.polarity is polarity:
            self.settle(listed, Taken.SECOND)
        elif first is not None:
            self.settle(listed, Taken.NEW, new=NewCoding(first.span, first.code, polarity))

    def settle(
        self,
        listed: Listed,
        taken: Taken,
        *,
        new: NewCoding | None = None,
        reason: str | None = None,
    ) -> None:
        """Write a decision; without `reason` the one that was typed for it before, if any."""
        subject = subject_of(listed)
        before = "" if listed.settled is None else listed.settled.settlement.reason

        def deed() -> "Outcome":
            words = reason
            if words is None:
                words = self.workspace.draft(subject) or before
            outcome = self.pair.settle(listed.disagreement, taken, new=new, reason=words)
            with suppress(WorkbenchError):
                self.workspace.keep_draft(subject, "")
            return outcome

        self.write(lambda: deed, lambda written: self._settled(listed, written))

    def _settled(self, listed: Listed, written: Written[Update]) -> None:
        self._drafts = {**self._drafts, listed.key: ""}
        if written.outcome is not None:
            self._say_how_far(written.outcome.told, listed)

    def _say_how_far(self, told: str, listed: Listed) -> None:
        """What was done, and once all of an interview is settled, what comes next."""
        interview = listed.disagreement.interview
        rows = Rows() if self.loaded is None else self.loaded.rows
        left = len(rows.of(interview)) - rows.settled(interview)
        if left:
            more = ngettext("{n} left in {id}", "{n} left in {id}", left)
            self.say(f"{told} · {more.format(n=left, id=interview)}")
        elif self.loaded is not None and interview not in self.loaded.finished:
            more = _("All of {id} is settled: {key} marks it finished.")
            self.say(more.format(id=interview, key=key_of(self, "transcript.finish")))
        self.refresh_told()

    def made_of(self, listed: Listed) -> tuple[Coding, ...]:
        """The consensus coder's codings that came of a decision in the interview shown."""
        if listed.settled is None or self.sides is None:
            return ()
        ids = listed.settled.settlement.codings
        found = (self.sides.agreed.get(each) for each in ids)
        return tuple(each for each in found if each is not None)

    def _meant(self) -> Listed | None:
        """The disagreement one is at; says so where there is none."""
        if self.current is None:
            self.say(_NOT_HERE)
        return self.current

    def action_reopen(self) -> None:
        """Take a decision back, whenever it was made."""
        listed = self._meant()
        if listed is None:
            return
        if listed.settled is None:
            self.say(_("Nothing is settled here."))
            return
        settlement = listed.settled.settlement
        self.write(lambda: partial(self.pair.reopen, settlement))

    # Reasons

    def draft_of(self, listed: Listed) -> str:
        """The reason typed so far, where it is not decided yet."""
        return self._drafts.get(listed.key, "")

    def current_changed(self) -> None:
        listed = self.current
        if listed is not None and listed.key not in self._drafts:
            self._read_draft(listed)

    @work(thread=True, group="reason", exit_on_error=False)
    def _read_draft(self, listed: Listed) -> None:
        with suppress(WorkbenchError):
            words = self.workspace.draft(subject_of(listed)) or ""
            self.post_message(self.DraftRead(listed.key, words))

    @on(DraftRead)
    def _take_draft(self, message: DraftRead) -> None:
        self._drafts = {message.key: message.words, **self._drafts}
        self.refresh_told()

    def action_note_coding(self) -> None:
        """Write the reason: of what is settled, or of what is about to be."""
        from workbench.tui.screens.compare.reason import ReasonScreen

        listed = self._meant()
        if listed is None:
            return
        subject = subject_of(listed)
        before = "" if listed.settled is None else listed.settled.settlement.reason
        keep_draft = partial(self.workspace.keep_draft, subject)
        draft = self.draft_of(listed)
        title = _("Why, at {place}").format(place=listed.disagreement.reference)
        screen = ReasonScreen(
            title, [self.told_sides(listed)], before or draft, draft or None, keep_draft
        )
        self.app.push_screen(screen, lambda words: self._reasoned(listed, words))

    def told_sides(self, listed: Listed) -> str:
        """Both codings in one line."""
        return f"{self.pair.first} | {self.pair.second}: " + told_codes(
            listed.disagreement, self.codebook
        )

    def _reasoned(self, listed: Listed, words: str | None) -> None:
        now = self.row_of(listed.key)
        if words is None or now is None:
            self._drafts = {each: told for each, told in self._drafts.items() if each != listed.key}
            self.current_changed()
            return
        if now.open:
            self._drafts = {**self._drafts, listed.key: words}
            self._keep_reason(subject_of(listed), words)
            self.refresh_told()
        elif now.settled is not None and words != now.settled.settlement.reason:
            self._settle_again(now, words)

    def _settle_again(self, listed: Listed, words: str) -> None:
        """The same decision with another reason."""
        if listed.settled is None:
            return
        taken, made = listed.settled.settlement.taken, self.made_of(listed)
        new = None
        if taken is Taken.NEW and made:
            new = NewCoding(made[0].span, made[0].code, made[0].polarity)
        self.settle(listed, taken, new=new, reason=words)

    @work(thread=True, group="reason", exit_on_error=False)
    def _keep_reason(self, subject: str, words: str) -> None:
        try:
            self.workspace.keep_draft(subject, words)
        except WorkbenchError as error:
            self.post_message(self.Failed(error))

    # Many at once, finishing, undo

    def action_settle_edges(self) -> None:
        from workbench.tui.screens.compare.edges import EdgesScreen

        if self.loaded is not None:
            screen = EdgesScreen(self.loaded.rows.all, here=self.wanted)
            self.app.push_screen(screen, self._settle_edges)

    def _settle_edges(self, wanted: "tuple[int, bool] | None") -> None:
        if wanted is None:
            return
        less_than, everywhere = wanted
        interviews = None if everywhere or self.wanted is None else [self.wanted]
        self.write(lambda: partial(self.pair.settle_edges, less_than, interviews=interviews))

    def action_finish(self) -> None:
        """Mark the interview as settled, or take the mark away."""
        interview = self.wanted
        if interview is None:
            return

        def turn_mark() -> "Outcome":
            return self.pair.finish(interview, interview not in self.pair.finished())

        self.write(lambda: turn_mark, self._say_what_is_left)

    def _say_what_is_left(self, written: Written[Update]) -> None:
        rows = Rows() if self.loaded is None else self.loaded.rows
        left = len(rows.of(self.wanted)) - rows.settled(self.wanted)
        if written.outcome is not None and left:
            told = ngettext("{n} still open", "{n} still open", left).format(n=left)
            self.say(f"{written.outcome.told} · {told}")

    def action_undo(self) -> None:
        self.write(lambda: self.pair.undo, self._went_back)

    def action_redo(self) -> None:
        self.write(lambda: self.pair.redo, self._went_back)

    def _went_back(self, written: Written[Update]) -> None:
        """Show where it was: what is undone out of sight is hard to believe."""
        outcome = written.outcome
        if outcome is not None and isinstance(outcome.at, Reference):
            self.show_where(outcome.at)
            self.say(outcome.told)


def subject_of(listed: Listed) -> str:
    """What a reason is kept under until it is decided with."""
    first, second = listed.key
    return f"settle:{first}:{second}"


def _where_one_coded(listed: Listed, taken: Taken) -> Taken:
    """Of whoever coded nothing, nothing is taken; both are the one that is there."""
    disagreement = listed.disagreement
    sides = {Taken.FIRST: disagreement.first, Taken.SECOND: disagreement.second}
    if taken in sides and sides[taken] is None:
        return Taken.NEITHER
    if taken is Taken.BOTH and None in sides.values():
        return Taken.SECOND if disagreement.first is None else Taken.FIRST
    return taken


def _common_direction(listed: Listed) -> Polarity | None:
    """The direction of both, or of the only one that has one."""
    directions = {each.polarity for each in listed.codings if each.polarity is not None}
    return directions.pop() if len(directions) == 1 else None
