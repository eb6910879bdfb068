"""What the screens ask of a workspace, gathered away from the screen's thread.

Invariant: the revision is asked for first, so that what changes while the rest is read is noticed
afterwards.
"""

from array import array
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.model import Codebook, CodeId, Confidence, Decision, Interview, InterviewId
from workbench.text import word_starts
from workbench.tui.collecting import uncollected
from workbench.tui.widgets.transcript import Coded, Page

if TYPE_CHECKING:
    from workbench.workflows.opening import Workspace


@dataclass(frozen=True, slots=True)
class LoadedInterview:
    """One interview with all that its screen shows."""

    revision: int
    page: Page
    coded: Coded
    decisions: list[Decision]
    codebook: Codebook
    words: "array[int]"
    """Where each word of the participants begins, in order."""
    finished: frozenset[InterviewId]
    """The interviews that the coder has marked so."""
    counts: dict[CodeId, int]
    """This coder's codings of each code in the whole project."""
    accepted: dict[Confidence, tuple[int, int]]
    """Of each band, how many suggestions the coder accepted so far, of how many answered."""

    @property
    def interview(self) -> Interview:
        return self.page.interview

    def words_before(self, place: int) -> int:
        """How many of the participants' words begin before an offset."""
        return bisect_left(self.words, place)


@uncollected()
def load_interview(workspace: "Workspace", interview_id: InterviewId) -> LoadedInterview:
    """Ask for an interview with this coder's codings. Raises WorkbenchError."""
    revision = workspace.revision()
    interview = workspace.interview(interview_id)
    words = array("I")
    for turn in interview.participant_turns():
        words.extend(word_starts(interview.text, turn.start, turn.end))
    return LoadedInterview(
        revision,
        Page.of(interview),
        Coded(interview, workspace.codings(interview.id), workspace.revised(interview.id)),
        workspace.decisions(interview.id),
        workspace.codebook(),
        words,
        workspace.finished(),
        workspace.code_counts(),
        workspace.accepted_shares(),
    )
