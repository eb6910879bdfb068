"""What the screens stand on: one open project, one coder, one database thread.

A connection belongs to one thread; every call is carried out on the workspace's own, so screens
may ask from any thread.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar, Unpack

from workbench.errors import UsageError
from workbench.model import (
    CONSENSUS,
    Code,
    Codebook,
    CodeId,
    Coder,
    Coding,
    CodingId,
    Confidence,
    Decision,
    Fate,
    Interview,
    InterviewId,
    InterviewSummary,
    Polarity,
    RevisedCoding,
    Span,
    Suggestion,
    Verdict,
)
from workbench.project import Project
from workbench.text.translation import _
from workbench.workflows import deciding, editing_codebook, remembering
from workbench.workflows.advising import Adviser
from workbench.workflows.editing_codebook import CodeFields, CodeUse
from workbench.workflows.hand_coding import Hand
from workbench.workflows.news import News, news
from workbench.workflows.pairing import Pair, pair_of
from workbench.workflows.projects import (
    author,
    coding_coders,
    person,
    project_path,
    resolve_coder,
)
from workbench.workflows.remembering import Place
from workbench.workflows.telling import Outcome

if TYPE_CHECKING:
    from workbench.workflows.tables import Tables

__all__ = ["CodeUse", "News", "Outcome", "Place", "Workspace"]

_T = TypeVar("_T")


class Workspace:
    """One project as one coder sees it: her own codings only."""

    def __init__(
        self, project: Project, thread: ThreadPoolExecutor, *, coder: Coder | None
    ) -> None:
        self._project = project
        self._thread = thread
        self.path = project.path
        self.notices = project.notices
        self.coder = coder
        self._adviser: Adviser | None = None

    @classmethod
    def open(cls, path: Path, *, coder: str | None, advised: bool = False) -> "Workspace":
        """Open the project; without a coder named, the only one who has coded, or nobody.

        advised: make suggestions, in a child process that starts with the first request.
        """
        thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="project")
        try:
            opening = thread.submit(Project.open, project_path(path), author=author())
            project = opening.result()
            try:
                who = thread.submit(_coder_of, project, coder).result()
            except BaseException:
                thread.submit(project.close).result()
                raise
        except BaseException:
            thread.shutdown()
            raise
        workspace = cls(project, thread, coder=who)
        if advised and project.exclusive:
            alone = _("While it is open here, no suggestions are made.")
            workspace.notices = (*project.notices, alone)
        elif advised and who is not None:
            workspace._adviser = Adviser(project.path, who)
        return workspace

    @property
    def title(self) -> str:
        return self.path.stem

    # Reading

    def interviews(self) -> tuple[InterviewSummary, ...]:
        """Every interview, with this coder's codings counted."""
        return self._ask(lambda: self._project.interviews(self.coder))

    def interview(self, interview_id: str) -> Interview:
        return self._ask(lambda: self._project.interview(interview_id))

    def text_of(self, interview_id: str) -> str:
        """The text alone, without turns and speakers."""
        return self._ask(lambda: self._project.text(interview_id))

    def codings(self, interview_id: str) -> list[Coding]:
        """This coder's codings of one interview."""
        if self.coder is None:
            return []
        coder = self.coder
        return self._ask(lambda: self._codings(interview_id, coder))

    def revised(self, interview_id: str) -> list[RevisedCoding]:
        """This coder's codings of one interview that a corrected text moved, changed or left
        without a place, and that nobody has looked at since."""
        if self.coder is None:
            return []
        coder = self.coder
        found = self._ask(
            lambda: self._project.revised_codings(interview=interview_id, coder=coder)
        )
        return [each for each in found if each.fate is not Fate.UNMOVED]

    def decisions(self, interview_id: str) -> list[Decision]:
        """This coder's latest word on each suggestion of one interview."""
        if self.coder is None:
            return []
        coder, interview = self.coder, InterviewId(interview_id)
        return self._ask(lambda: self._project.decisions(coder, [interview]))

    def finished(self) -> frozenset[InterviewId]:
        """The interviews this coder has marked finished."""
        coder = self.coder
        if coder is None:
            return frozenset()
        return self._ask(lambda: self._project.finished(coder))

    def suggest(self, interview_id: str) -> "Future[list[Suggestion]] | None":
        """Suggestions for one interview, answered or not; None where none are made.

        Does not wait: the answer comes in another thread.
        """
        return None if self._adviser is None else self._adviser.suggest(interview_id)

    def accepted_shares(self) -> dict[Confidence, tuple[int, int]]:
        """Of each band, how many suggestions this coder accepted so far, of how many answered."""
        return self._ask(lambda: deciding.accepted_shares(self._project, self.coder))

    def codebook(self) -> Codebook:
        return self._ask(self._project.codebook)

    def project_memo(self) -> str:
        return self._ask(self._project.memo)

    def revision(self) -> int:
        """A number that changes when any process has written to the project."""
        return self._ask(self._project.revision)

    def news(self, since: int, interview_id: str) -> News:
        """What was written after the revision, for a screen that shows one interview."""
        coder = self.coder
        return self._ask(lambda: news(self._project, since, interview=interview_id, coder=coder))

    def code_counts(self) -> dict[CodeId, int]:
        """This coder's codings on each code in the whole project, those below it not counted."""
        coder = self.coder
        if coder is None:
            return {}
        return self._ask(lambda: self._project.code_counts(coder))

    def code_use(self, code: CodeId) -> CodeUse:
        """What hangs on a code and those below it, every coder's."""
        return self._ask(lambda: editing_codebook.code_use(self._project, code))

    # Two coders

    def coders(self) -> tuple[Coder, ...]:
        """Those who have coded, without whoever the settled codings belong to."""
        return self._ask(lambda: coding_coders(self._project))

    def pair(self, first: str, second: str, *, consensus: str = CONSENSUS) -> Pair:
        """Two coders side by side.

        Errors: InputError where one of them has coded and finished nothing, or both are one.
        """
        return self._ask(
            lambda: pair_of(self._project, first, second, consensus=consensus, ask=self._ask)
        )

    # Counting

    @cached_property
    def tables(self) -> "Tables":
        """Counts every cut of the project, and finds passages. Ask for it away from the screen:
        what counts is loaded with the first request."""
        from workbench.workflows.tables import Tables

        return Tables(self._project, ask=self._ask)

    # Coding

    def code(
        self, interview: str, span: Span, code: CodeId, *, polarity: Polarity | None = None
    ) -> Outcome:
        """Code a passage; where she has coded exactly this so already, take it off again."""
        hand = self._hand()
        return self._ask(lambda: hand.code(interview, span, code, polarity=polarity))

    def uncode(self, coding: CodingId) -> Outcome:
        hand = self._hand()
        return self._ask(lambda: hand.uncode(coding))

    def set_polarity(self, coding: CodingId, polarity: Polarity | None) -> Outcome:
        """None takes the direction off: not set."""
        hand = self._hand()
        return self._ask(lambda: hand.set_polarity(coding, polarity))

    def set_memo(self, coding: CodingId, text: str, *, before: str | None = None) -> Outcome:
        """before: what the memo said when she began; another raises MemoOvertakenError."""
        hand = self._hand()
        return self._ask(lambda: hand.set_memo(coding, text, before=before))

    def set_quotable(self, coding: CodingId, quotable: bool) -> Outcome:
        hand = self._hand()
        return self._ask(lambda: hand.set_quotable(coding, quotable))

    def recode(self, coding: CodingId, code: CodeId) -> Outcome:
        """Give the passage another code; direction, memo and mark stay."""
        hand = self._hand()
        return self._ask(lambda: hand.recode(coding, code))

    def set_span(self, coding: CodingId, span: Span) -> Outcome:
        """Move the edges."""
        hand = self._hand()
        return self._ask(lambda: hand.set_span(coding, span))

    def look(self, interview: str, codings: Sequence[CodingId]) -> Outcome:
        """Let codings stand where a corrected text put them."""
        hand = self._hand()
        return self._ask(lambda: hand.look(interview, codings))

    def place_lost(self, interview: str, coding: CodingId, span: Span) -> Outcome:
        """Put a coding that lost its place on other words."""
        hand = self._hand()
        return self._ask(lambda: hand.place_lost(interview, coding, span))

    def drop_lost(self, interview: str, coding: CodingId) -> Outcome:
        """Take a coding that lost its place away."""
        hand = self._hand()
        return self._ask(lambda: hand.drop_lost(interview, coding))

    def code_in_vivo(
        self, interview: str, span: Span, name: str, *, parent: CodeId | None = None
    ) -> Outcome:
        """A new code of that name and the coding of a passage with it, as one action."""
        hand = self._hand()
        code = editing_codebook.new_code(name, parent=parent)
        return self._ask(lambda: editing_codebook.code_in_vivo(hand, interview, span, code=code))

    def decide(
        self, suggestion: Suggestion, verdict: Verdict, taken: CodeId | None = None
    ) -> Outcome:
        """Record a decision, and the coding that comes of it, as one action."""
        hand = self._hand()
        return self._ask(lambda: deciding.decide(hand, suggestion, verdict, taken=taken))

    def finish(self, interview: str, finished: bool) -> Outcome:
        """Set or take off the coder's own mark that she is done with an interview."""
        hand = self._hand()
        return self._ask(lambda: deciding.finish(hand, interview, finished))

    # The codebook

    def add_code(
        self, name: str, *, parent: CodeId | None = None, **fields: Unpack[CodeFields]
    ) -> Outcome:
        """Put a new code at the end of its siblings."""
        code = editing_codebook.new_code(name, parent=parent, **fields)
        return self._ask(lambda: editing_codebook.add_code(self._project, code))

    def put_code(self, code: Code) -> Outcome:
        """Replace every field of a code that is there."""
        return self._ask(lambda: editing_codebook.put_code(self._project, code))

    def move_code(self, code: CodeId, *, parent: CodeId | None, before: CodeId | None) -> Outcome:
        """Put a code, and what is below it, before a sibling-to-be; None: at their end."""
        return self._ask(
            lambda: editing_codebook.move_code(self._project, code, parent=parent, before=before)
        )

    def merge_codes(self, source: CodeId, target: CodeId) -> Outcome:
        """Give the codings of all coders, and the codes below `source`, to `target`."""
        return self._ask(lambda: editing_codebook.merge_codes(self._project, source, target))

    def delete_code(self, code: CodeId) -> Outcome:
        """Take a code, everything below it and their codings away."""
        return self._ask(lambda: editing_codebook.delete_code(self._project, code))

    # Memos, undo, and what is found again

    def note_interview(self, interview: str, memo: str, *, before: str | None = None) -> Outcome:
        """before: what the memo said when she began; another raises MemoOvertakenError."""
        return self._ask(
            lambda: remembering.note_interview(self._project, interview, memo, before=before)
        )

    def note_project(self, memo: str, *, before: str | None = None) -> Outcome:
        return self._ask(lambda: remembering.note_project(self._project, memo, before=before))

    def undo(self) -> Outcome:
        """Take back the author's latest action, also one of before a restart."""
        return self._ask(lambda: remembering.undo(self._project, self.coder))

    def redo(self) -> Outcome:
        return self._ask(lambda: remembering.redo(self._project, self.coder))

    def place(self) -> Place | None:
        """Where this coder was last."""
        return self._ask(lambda: remembering.last_place(self._project, self.coder))

    def places(self) -> dict[InterviewId, int]:
        """Where this coder was in each interview, the latest last."""
        return self._ask(lambda: self._project.places(self.coder))

    def remember(self, interview: str, offset: int) -> None:
        """Keep where this coder is; not in the journal."""
        self._ask(lambda: self._project.remember_place(self.coder, interview, offset))

    def draft(self, subject: str) -> str | None:
        """What this coder was typing: `coding:ID`, `code:ID`, `interview:ID` or `project`."""
        return self._ask(lambda: self._project.draft(self.coder, subject))

    def keep_draft(self, subject: str, text: str) -> None:
        """Keep what is being typed; an empty text takes the draft away."""
        self._ask(lambda: self._project.keep_draft(self.coder, subject, text))

    def close(self) -> None:
        if self._adviser is not None:
            self._adviser.close()
        self._ask(self._project.close)
        self._thread.shutdown()

    def _hand(self) -> Hand:
        """Errors: UsageError where nobody is said to code."""
        if self.coder is None:
            raise UsageError("It is not said who codes.", "Add --coder NAME.")
        return Hand(self._project, self.coder)

    def _codings(self, interview_id: str, coder: Coder) -> list[Coding]:
        interview = self._project.find(interview_id)
        if interview is None:
            return []
        return self._project.codings(coder=coder, interviews=[interview])

    def _ask(self, question: Callable[[], _T]) -> _T:
        return self._thread.submit(question).result()


def _coder_of(project: Project, given: str | None) -> Coder | None:
    name = person(given, "WORKBENCH_CODER")
    if name:
        return Coder(name)
    return resolve_coder(project, None) if project.coders() else None
