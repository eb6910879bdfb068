"""Looking for words in interviews: each hit with the words around it.

The texts are scanned, there is no index: an index finds "mål" for "mal", and does not find "forum"
in "samverkansforumet".
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from workbench.model import Interview, InterviewId, Span
from workbench.text.searching import Search
from workbench.workflows.projects import Progress, no_progress

AROUND = 90
"""Characters of context kept on either side of a hit: what the widest screen shows."""


class Interviews(Protocol):
    """Whatever can be asked for an interview: a workspace, or what was kept of one."""

    def interview(self, interview_id: str) -> Interview: ...


class KeptInterviews:
    """Asks for each interview once and keeps it, so that the next search reads nothing.

    May be asked from one thread at a time.
    """

    def __init__(self, source: Interviews) -> None:
        self._source = source
        self._kept: dict[str, Interview] = {}

    def interview(self, interview_id: str) -> Interview:
        if interview_id not in self._kept:
            self._kept[interview_id] = self._source.interview(interview_id)
        return self._kept[interview_id]


@dataclass(frozen=True, slots=True)
class Hit:
    """A place found: where it is, who speaks, and the words around it on one line."""

    interview: InterviewId
    title: str
    turn: int
    """The turn's number; 0 where the hit belongs to none (header lines, labels)."""
    speaker: str
    span: Span
    before: str
    words: str
    after: str


def find(
    interviews: Interviews,
    search: Search,
    among: Sequence[InterviewId],
    *,
    cancelled: Callable[[], bool] = lambda: False,
    progress: Progress = no_progress,
) -> Iterator[Hit]:
    """Every hit in the interviews named, in their order; ends early once `cancelled` says so.

    Raises InputError where the expression cannot be read or takes too long, and WorkbenchError
    where an interview cannot be read.
    """
    search.check()
    for done, interview_id in enumerate(among):
        if cancelled():
            return
        progress(done, len(among), interview_id)
        interview = interviews.interview(interview_id)
        for start, end in search.hits(interview.text):
            yield _hit(interview, start, end)
            if cancelled():
                return
    progress(len(among), len(among), "")


def spans_found(interview: Interview, search: Search) -> tuple[Span, ...]:
    """Every hit in one interview, without the words around. Raises InputError as `find`."""
    return tuple(Span(start, end) for start, end in search.hits(interview.text))


def _hit(interview: Interview, start: int, end: int) -> Hit:
    turn = interview.home_turn(start, end)
    text = interview.text
    return Hit(
        interview=interview.id,
        title=interview.title,
        turn=0 if turn is None else turn.number,
        speaker="" if turn is None else turn.speaker,
        span=Span(start, end),
        before=_one_line(text[max(0, start - AROUND) : start]),
        words=_one_line(text[start : min(end, start + AROUND)]),
        after=_one_line(text[end : end + AROUND]),
    )


def _one_line(text: str) -> str:
    return text.replace("\n", " ")
