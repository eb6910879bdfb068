"""What the compare screen asks of a pair, gathered away from the screen's thread.

Invariant: the revision is asked for first, so that what changes while the rest is read is noticed
afterwards.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from workbench.model import (
    Codebook,
    CodeId,
    Coding,
    CodingId,
    Disagreement,
    Interview,
    InterviewId,
    PairKey,
    Taken,
)
from workbench.tui.collecting import uncollected
from workbench.tui.widgets.compare.listed import Listed
from workbench.tui.widgets.compare.rows import Rows
from workbench.tui.widgets.transcript import Coded, Page
from workbench.tui.widgets.transcript.spans import SpanIndex
from workbench.workflows.blinding import Compared
from workbench.workflows.pairing import Pair, Settled, Sought

if TYPE_CHECKING:
    from workbench.workflows.opening import Workspace

_WORDS = 100
"""Characters of a passage that a list shows at most."""


@dataclass(frozen=True, slots=True)
class LoadedPair:
    """Where two coders differ, in every interview that they are compared on."""

    revision: int
    compared: Compared
    codebook: Codebook
    rows: Rows
    """By interview and place."""
    finished: frozenset[InterviewId]
    """Interviews that are marked as settled."""
    interviews: Mapping[InterviewId, Interview]
    direction: bool = False
    """Whether unlike directions are disagreements, too."""


@dataclass(frozen=True, slots=True)
class LoadedSides:
    """One interview with what the two, and the consensus coder, have coded in it."""

    revision: int
    page: Page
    first: Coded
    second: Coded
    agreed: Coded
    read: Mapping[CodingId, Coding]
    """All three as they were read; never changed in place."""

    @property
    def interview(self) -> Interview:
        return self.page.interview


@dataclass(frozen=True, slots=True)
class Update:
    """What is new since a revision, read and ready to be shown."""

    revision: int
    whole: LoadedPair | None = None
    """When the pair has to be shown anew."""
    sides: LoadedSides | None = None
    """When the text that is shown is another one."""
    interview: InterviewId | None = None
    """The one whose codings follow."""
    changed: tuple[Coding, ...] = ()
    """New or changed."""
    gone: frozenset[CodingId] = frozenset()
    read: Mapping[CodingId, Coding] | None = None
    rows: Mapping[InterviewId, tuple[Listed, ...]] = field(default_factory=dict)
    """Of the interviews in which something was coded or settled."""


def load_pair(workspace: "Workspace", pair: Pair, *, direction: bool) -> LoadedPair:
    """Ask for everything. Raises WorkbenchError.

    direction: whether unlike directions are disagreements, too.
    """
    revision = pair.revision()
    compared = pair.compared()
    interviews = {each: workspace.interview(each) for each in compared.interviews}
    return LoadedPair(
        revision,
        compared,
        workspace.codebook(),
        Rows(_listed(pair.disagreements(Sought(direction=direction)), pair.settled(), interviews)),
        pair.finished(),
        interviews,
        direction,
    )


@uncollected()
def load_sides(pair: Pair, interview: Interview) -> LoadedSides:
    """Ask for the codings of one interview. Raises WorkbenchError."""
    revision = pair.revision()
    first, second, agreed = _codings(pair, interview.id)
    return LoadedSides(
        revision,
        Page.of(interview),
        Coded(interview, first),
        Coded(interview, second),
        Coded(interview, agreed),
        {each.id: each for each in (*first, *second, *agreed)},
    )


def read_update(
    workspace: "Workspace", pair: Pair, loaded: LoadedPair, sides: LoadedSides | None, since: int
) -> Update:
    """What is new since a revision. Raises WorkbenchError."""
    news = pair.news(since)
    if news.everything or news.compared or news.codebook:
        return _everything(workspace, pair, sides, direction=loaded.direction)
    touched = [each for each in news.interviews if each in loaded.interviews]
    rows = {each: _rows_of(pair, each, loaded) for each in touched}
    update = Update(news.revision, rows=rows)
    if sides is None or sides.interview.id not in touched:
        return update
    interview = sides.interview.id
    read = _read_again(pair, sides, same=_same(rows[interview], loaded.rows.of(interview)))
    return replace(
        update,
        interview=interview,
        changed=tuple(each for each in read.values() if sides.read.get(each.id) != each),
        gone=frozenset(sides.read.keys() - read.keys()),
        read=read,
    )


def _everything(
    workspace: "Workspace", pair: Pair, sides: LoadedSides | None, *, direction: bool
) -> Update:
    whole = load_pair(workspace, pair, direction=direction)
    known = None if sides is None else whole.interviews.get(sides.interview.id)
    shown = None if known is None else load_sides(pair, known)
    return Update(whole.revision, whole=whole, sides=shown)


def _codings(pair: Pair, interview: InterviewId) -> tuple[list[Coding], ...]:
    coders = (pair.first, pair.second, pair.consensus)
    return tuple(pair.codings(each, interview) for each in coders)


def _same(now: Sequence[Listed], before: Sequence[Listed]) -> bool:
    """Whether what the two have coded is as it was: the pair gives the very same disagreements."""
    return len(now) == len(before) and all(
        one.disagreement is other.disagreement for one, other in zip(now, before, strict=True)
    )


def _read_again(pair: Pair, sides: LoadedSides, *, same: bool) -> dict[CodingId, Coding]:
    """The codings of the three as they are now; same: those of the two are as they were."""
    interview, consensus = sides.interview.id, pair.consensus
    if not same or not sides.read:
        return {each.id: each for group in _codings(pair, interview) for each in group}
    kept = {id_: each for id_, each in sides.read.items() if each.coder != consensus}
    return {**kept, **{each.id: each for each in pair.codings(consensus, interview)}}


def _rows_of(pair: Pair, interview: InterviewId, loaded: LoadedPair) -> tuple[Listed, ...]:
    sought = Sought(interviews=[interview], direction=loaded.direction)
    disagreements, settled = pair.disagreements(sought), pair.settled(interview)
    before = loaded.rows.of(interview)
    if len(before) == len(disagreements) and all(
        one.disagreement is other for one, other in zip(before, disagreements, strict=True)
    ):
        return tuple(_settled_now(each, settled.get(each.key)) for each in before)
    return _listed(disagreements, settled, loaded.interviews)


def _settled_now(row: Listed, settled: Settled | None) -> Listed:
    """The row as it was, with what has been decided since."""
    now = _decided(settled)
    return row if now == row.settled else replace(row, settled=now)


def _listed(
    disagreements: Iterable[Disagreement],
    settled: Mapping[PairKey, Settled],
    interviews: Mapping[InterviewId, Interview],
) -> tuple[Listed, ...]:
    found = []
    disagreements = list(disagreements)
    met = _met(disagreements)
    for each in disagreements:
        interview = interviews[each.interview]
        turn = interview.turn(each.reference.turn)
        words = interview.text[each.span.start : min(each.span.end, each.span.start + _WORDS)]
        found.append(
            Listed(
                each,
                _decided(settled.get(each.key)),
                interview.attributes if turn is None else interview.attributes_of(turn.speaker),
                words.replace("\n", " "),
                frozenset(met.get(each.key, ())),
            )
        )
    return tuple(found)


def _met(disagreements: Iterable[Disagreement]) -> dict[PairKey, set[tuple[CodeId, CodeId]]]:
    """For each disagreement the codes that stand opposite each other in it, or overlap it."""
    met: dict[PairKey, set[tuple[CodeId, CodeId]]] = {}
    of_second: dict[InterviewId, dict[CodingId, Disagreement]] = {}
    for each in disagreements:
        if each.second is not None:
            of_second.setdefault(each.interview, {})[each.second.id] = each
    indexes = {
        interview: SpanIndex((id_, each.second.span) for id_, each in theirs.items() if each.second)
        for interview, theirs in of_second.items()
    }
    for each in disagreements:
        if each.first is None or each.interview not in indexes:
            continue
        span = each.first.span
        for id_ in indexes[each.interview].touching(span.start, span.end):
            other = of_second[each.interview][id_]
            if other.second is not None:
                codes = (each.first.code, other.second.code)
                met.setdefault(each.key, set()).add(codes)
                met.setdefault(other.key, set()).add(codes)
    return met


def _decided(settled: Settled | None) -> Settled | None:
    """What is taken over because both coded it is not decided where directions differ."""
    agreed = settled is not None and settled.settlement.taken is Taken.AGREED
    return None if agreed else settled
