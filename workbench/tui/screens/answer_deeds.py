"""What is done from the list to the answers of a survey, which stand behind one row there."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from workbench.model import InterviewId, InterviewSummary
from workbench.text.translation import _
from workbench.tui.screens.interview_deeds import InterviewDeeds
from workbench.tui.widgets.answer_groups import Members, groups_of, rows_of
from workbench.tui.widgets.interview_columns import Column
from workbench.tui.widgets.interview_table import InterviewTable
from workbench.workflows.joining import JointWorkspace

if TYPE_CHECKING:
    from workbench.workflows.opening import Workspace
    from workbench.workflows.telling import Outcome


class AnswerDeeds(InterviewDeeds):
    """Knows which interviews are answers of one survey, and which of these are unfolded."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "z",
            "fold",
            _("Fold"),
            show=False,
            id="interviews.fold",
            tooltip=_("Show the answers of a survey one by one, or behind one row again"),
        ),
    ]

    def __init__(self, workspace: "Workspace") -> None:
        super().__init__(workspace)
        self.groups: dict[InterviewId, Members] = {}
        """The answers of each survey."""
        self.group_of: dict[InterviewId, InterviewId] = {}
        """Answer -> survey."""
        self.behind: dict[InterviewId, Members] = {}
        """The answers of each survey that the filter leaves."""
        self._unfolded: set[InterviewId] = set()

    def group(self, interviews: Sequence[InterviewSummary]) -> None:
        """Find the surveys among the interviews there are."""
        self.groups = groups_of(interviews)
        self.group_of = {
            each.id: group for group, members in self.groups.items() for each in members
        }

    def rows(
        self, kept: Sequence[InterviewSummary], column: Column, *, backwards: bool = False
    ) -> tuple[list[InterviewSummary], dict[InterviewId, Members]]:
        """What the list shows of the interviews kept, and which answers stand behind its rows."""
        return rows_of(
            kept, self.groups, unfolded=self._unfolded, column=column, backwards=backwards
        )

    @property
    def number_behind(self) -> int:
        return sum(map(len, self.behind.values()))

    def together(self, group: InterviewId) -> JointWorkspace:
        """The answers of a survey as one interview: those that the filter leaves."""
        members = self.behind.get(group) or self.groups[group]
        return JointWorkspace(self.workspace, group, [each.id for each in members])

    def refill(self) -> None:
        """Show the rows anew."""
        raise NotImplementedError

    def action_fold(self) -> None:
        here = self.under_cursor()
        group = None if here is None else self.group_of.get(here, here)
        if group not in self.groups or group is None:
            self._say_in_vain(_("This is no answer of a survey."))
            return
        self._unfolded ^= {group}
        self.refill()
        self.query_one(InterviewTable).go_to(group)

    def _turn_mark(self, interview: InterviewId) -> "Outcome":
        """Answers behind one row are marked together."""
        if interview not in self.groups:
            return super()._turn_mark(interview)
        together = self.together(interview)
        return together.finish(interview, interview not in together.finished())

    def action_note_interview(self) -> None:
        if self.under_cursor() in self.groups:
            self._say_in_vain(_("Open the answers, or show them one by one, to write on one."))
            return
        super().action_note_interview()

    def _say_in_vain(self, words: str) -> None:
        self.said, self.said_in_vain = words, True
        self.tell_status()
