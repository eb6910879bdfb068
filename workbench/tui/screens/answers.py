"""Free answers of a survey, many to a screen: one text in which each coding lands in its answer."""

from functools import partial

from textual.content import Content

from workbench.model import Coding, Interview, InterviewId, Reference
from workbench.text.translation import _, ngettext
from workbench.tui.loading import LoadedInterview
from workbench.tui.screens.desk.walking import Walk
from workbench.tui.screens.transcript import TranscriptScreen, told_attributes
from workbench.tui.widgets.interview_table import grouped
from workbench.tui.widgets.line import Line
from workbench.workflows.joining import JointWorkspace


class AnswersScreen(TranscriptScreen):
    """Codes answers one after the other; next and previous interview are the next answer."""

    walk = Walk.UNCODED

    def __init__(self, workspace: JointWorkspace, *, at: Reference | None = None) -> None:
        super().__init__(
            workspace, workspace.joint_id, walk=(workspace.joint_id,), places={}, at=at
        )
        self._answers_here = workspace

    @property
    def answer(self) -> Interview | None:
        """The one that the cursor is in."""
        return None if self.loaded is None else self._answers_here.joint.part_at(self.view.place)

    def about_to_show(self) -> None:
        super().about_to_show()
        if self.loaded is not None:
            self._answers_here.adopt(self.loaded.interview)

    def _place_in(self, loaded: LoadedInterview) -> int | None:
        if self._at is None:
            return self._answers_here.begin
        self._at = self._answers_here.joint.reference(self._at)
        return super()._place_in(loaded)

    def compare_from(self) -> tuple[InterviewId | None, int | None]:
        return (None if self.answer is None else self.answer.id), None

    def action_interview(self, step: int) -> None:
        joint, answer = self._answers_here.joint, self.answer
        if answer is None:
            return
        ids = list(joint.numbers)
        following = joint.numbers[answer.id] - 1 + step
        if not 0 <= following < len(ids):
            self.say(_("This is the last answer.") if step > 0 else _("This is the first answer."))
            return
        self.view.go_to(joint.pieces_of(ids[following])[0].start)

    def action_note_interview(self) -> None:
        answer = self.answer
        if answer is None:
            return
        self._note(
            f"interview:{answer.id}",
            title=_("Memo on answer {id}").format(id=answer.id),
            context=" ".join(answer.text.split()),
            text=answer.memo,
            deed=lambda text: partial(
                self.workspace.note_interview, answer.id, text, before=answer.memo
            ),
        )

    def _reference(self, coding: Coding) -> str:
        joint = self._answers_here.joint
        interview, span = joint.own(coding.span)
        return str(Reference.to(joint.parts[interview], span.start, span.end))

    def _tell_project(self) -> None:
        super()._tell_project()
        answer = self.answer
        if answer is None or self.loaded is None:
            return
        finished = answer.id in self.loaded.finished
        self.query_one("#subject", Line).say(
            Content.assemble(
                (answer.id, "bold $accent"),
                (" ●" if finished else "", "$success"),
                "  ",
                (answer.title, "bold"),
                (" ✎" if answer.memo else "", "$accent"),
            ),
            Content.styled(told_attributes(answer.attributes), "$quiet"),
        )

    def _where(self, loaded: LoadedInterview) -> str:
        answer, numbers = self.answer, self._answers_here.joint.numbers
        number = 0 if answer is None else numbers[answer.id]
        return _("Answer {number} of {total}").format(
            number=grouped(number), total=grouped(len(numbers))
        )

    def _left(self, loaded: LoadedInterview) -> str:
        if self.workspace.coder is None:
            return ""
        uncoded, undirected = loaded.coded.uncoded, loaded.coded.undirected
        told = ngettext("{n} answer uncoded", "{n} answers uncoded", uncoded)
        more = _("{n} without direction").format(n=grouped(undirected))
        return f"{told.format(n=grouped(uncoded))} · {more}"
