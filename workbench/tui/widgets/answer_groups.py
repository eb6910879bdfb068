"""Answers of a survey in the list: those of one sheet behind one row, so that a few thousand do not
drown the interviews.

Invariant: a group has an id that no interview has.
"""

from collections.abc import Collection, Mapping, Sequence

from workbench.model import InterviewId, InterviewSummary, interview_key
from workbench.text.translation import _, ngettext
from workbench.tui.widgets.interview_columns import Column, grouped, in_order

Members = tuple[InterviewSummary, ...]

_SHEETS = (".csv", ".xlsx", ".ods")


def groups_of(interviews: Sequence[InterviewSummary]) -> dict[InterviewId, Members]:
    """Interviews that were rows of one sheet, by the sheet's name; two at least."""
    found: dict[str, list[InterviewSummary]] = {}
    for each in interviews:
        if each.source_name.casefold().endswith(_SHEETS):
            found.setdefault(each.source_name, []).append(each)
    taken = {interview_key(each.id) for each in interviews}
    return {
        InterviewId(name): tuple(members)
        for name, members in found.items()
        if len(members) > 1 and interview_key(name) not in taken
    }


def rows_of(
    kept: Sequence[InterviewSummary],
    groups: Mapping[InterviewId, Members],
    *,
    unfolded: Collection[InterviewId],
    column: Column,
    backwards: bool,
) -> tuple[list[InterviewSummary], dict[InterviewId, Members]]:
    """The rows of the list in order, and which answers stand behind each row of a group.

    `kept` are the interviews that the filter leaves; the answers of an unfolded group follow it.
    """
    names = {each.id: name for name, members in groups.items() for each in members}
    behind: dict[InterviewId, list[InterviewSummary]] = {}
    alone = []
    for each in kept:
        name = names.get(each.id)
        if name is None:
            alone.append(each)
        else:
            behind.setdefault(name, []).append(each)
    heads = [
        told_together(name, members, unfolded=name in unfolded) for name, members in behind.items()
    ]
    rows: list[InterviewSummary] = []
    for each in in_order([*alone, *heads], column, backwards=backwards):
        rows.append(each)
        if each.id in behind and each.id in unfolded:
            rows += in_order(behind[each.id], column, backwards=backwards)
    return rows, {name: tuple(members) for name, members in behind.items()}


def told_together(
    name: InterviewId, members: Sequence[InterviewSummary], *, unfolded: bool
) -> InterviewSummary:
    """One row that tells of all of them."""
    number = len(members)
    told = ngettext("{n} answer", "{n} answers", number).format(n=grouped(number))
    return InterviewSummary(
        id=name,
        title=f"{'▾' if unfolded else '▸'} {told}",
        attributes={},
        source_name=name,
        turns=sum(each.turns for each in members),
        words=sum(each.words for each in members),
        participants=sum(each.participants for each in members),
        codings=sum(each.codings for each in members),
        finished=all(each.finished for each in members),
        coded_words=sum(each.coded_words for each in members),
        undirected=sum(each.undirected for each in members),
        noted=any(each.noted for each in members),
    )


def told_left(answers: Collection[InterviewSummary]) -> str:
    """How many answers are not finished; empty where there are none."""
    left = sum(not each.finished for each in answers)
    if not answers:
        return ""
    if not left:
        return _("all {n} answers finished").format(n=grouped(len(answers)))
    return ngettext("{n} answer left", "{n} answers left", left).format(n=grouped(left))
