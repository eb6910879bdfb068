"""What the list tells of an interview, column by column, and which columns fit.

Invariant: what says how far the coder has come stays at every width; what describes the material
gives way.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum

from rich.cells import cell_len

from workbench.model import InterviewSummary
from workbench.text import natural_key, swedish_key
from workbench.text.translation import _

SortKey = tuple[object, ...]

BAR = 6
"""Cells of the bar that shows the share coded."""
SPELT_OUT = 100
"""From this width on the state is told in words, below by its sign alone."""

_TITLE_AT_LEAST = 28, 22
"""Cells for it on narrow and on wide screens: where no attributes are shown, it must tell more."""
_VALUE_AT_MOST = 20


class State(Enum):
    """How far the coder has come, in the order of work."""

    NEW = 0
    IN_PROGRESS = 1
    FINISHED = 2

    @classmethod
    def of(cls, interview: InterviewSummary) -> "State":
        if interview.finished:
            return cls.FINISHED
        return cls.IN_PROGRESS if interview.codings else cls.NEW

    def told(self, *, spelt_out: bool = True) -> str:
        """A sign, and words if wanted: `◐ in progress`."""
        sign = "○◐●"[self.value]
        words = (_("new"), _("in progress"), _("finished"))[self.value]
        return f"{sign} {words}" if spelt_out else sign


@dataclass(frozen=True)
class Column:
    """What one column shows of an interview and how it is sorted by it."""

    name: str
    """Stable: names the column in the order of sorting."""
    heading: str
    show: Callable[[InterviewSummary], str]
    sort: Callable[[InterviewSummary], SortKey]
    number: bool = False
    told: str = ""
    """How the status line calls it; the heading unless said."""

    @property
    def words(self) -> str:
        return self.told or self.heading


def _attribute_column(name: str) -> Column:
    def show(interview: InterviewSummary) -> str:
        return interview.attributes.get(name, "")

    return Column(
        f"attribute:{name}",
        name,
        show,
        lambda interview: (not show(interview), natural_key(show(interview))),
    )


def _counted(name: str, heading: str, count: Callable[[InterviewSummary], int]) -> Column:
    return Column(
        name,
        heading,
        lambda interview: grouped(count(interview)),
        lambda interview: (-count(interview),),
        number=True,
    )


def grouped(count: int) -> str:
    """`12 345`: thousands divided by a no-break space."""
    return f"{count:,}".replace(",", "\u00a0")


def share_coded(interview: InterviewSummary) -> float:
    """Of the participants' words, those that are coded, 0 to 1."""
    return interview.coded_words / interview.words if interview.words else 0.0


def percent_coded(interview: InterviewSummary) -> str:
    """`84%`; `<1%` and `>99%` where rounding would say none or all."""
    coded, words = interview.coded_words, interview.words
    if not coded:
        return "0%"
    rounded = round(100 * coded / words)
    if rounded == 0:
        return "<1%"
    return ">99%" if rounded == 100 and coded < words else f"{rounded}%"


def bar_of(share: float) -> tuple[str, str]:
    """A bar of `BAR` cells in two parts, the heavy and the light one, in halves of a cell.

    Anything coded shows at least half a cell, anything uncoded as well.
    """
    halves = round(share * BAR * 2)
    if 0 < share < 1:
        halves = max(1, min(BAR * 2 - 1, halves))
    full = "━" * (halves // 2) + ("╸" if halves % 2 else "")
    return full, "─" * (BAR - len(full))


def telling_attributes(interviews: Sequence[InterviewSummary]) -> list[str]:
    """The attributes, those first that tell most: words before figures, groups before details.

    An attribute makes groups when its values are at most half as many as the interviews.
    """
    values: dict[str, list[str]] = {}
    for each in interviews:
        for name, value in each.attributes.items():
            if value:
                values.setdefault(name, []).append(value)

    def rank(name: str) -> tuple[bool, bool]:
        told = values[name]
        in_words = any(char.isalpha() for char in "".join(told))
        return not in_words, len(set(told)) > max(1, len(interviews) // 2)

    return sorted(values, key=rank)


def columns_for(interviews: Sequence[InterviewSummary], *, spelt_out: bool = True) -> list[Column]:
    """Every column these interviews have.

    The state is told in words, or by its sign alone and without a heading.
    """
    return [
        Column("id", _("Id"), lambda each: each.id, lambda each: (natural_key(each.id),)),
        *_memo_column(interviews),
        Column("title", _("Title"), lambda each: each.title, lambda each: swedish_key(each.title)),
        *map(_attribute_column, telling_attributes(interviews)),
        _counted("turns", _("Turns"), lambda each: each.turns),
        _counted("words", _("Words"), lambda each: each.words),
        _counted("people", _("People"), lambda each: each.participants),
        _counted("codings", _("Codings"), lambda each: each.codings),
        Column(
            "coded",
            _("Coded"),
            lambda each: f"{''.join(bar_of(share_coded(each)))} {percent_coded(each):>4}",
            lambda each: (-share_coded(each),),
            told=_("share coded"),
        ),
        _counted("undirected", _("Undirected"), lambda each: each.undirected),
        Column(
            "state",
            _("State") if spelt_out else "",
            lambda each: State.of(each).told(spelt_out=spelt_out),
            lambda each: (State.of(each).value,),
            told=_("state"),
        ),
    ]


def _memo_column(interviews: Sequence[InterviewSummary]) -> list[Column]:
    if not any(each.noted for each in interviews):
        return []
    sign = "✎"
    return [
        Column(
            "memo",
            "",
            lambda each: sign if each.noted else "",
            lambda each: (not each.noted,),
            told=_("memo"),
        )
    ]


def in_order(
    interviews: Sequence[InterviewSummary], column: Column, *, backwards: bool
) -> list[InterviewSummary]:
    """Sorted by a column; equal ones by id."""
    by_id = sorted(interviews, key=lambda each: natural_key(each.id))
    return sorted(by_id, key=column.sort, reverse=backwards)


def _width(column: Column, interviews: Sequence[InterviewSummary], *, sorted_by: str) -> int:
    sign = 1 if column.name == sorted_by else 0
    cells = (cell_len(column.show(each)) for each in interviews)
    widest = max([cell_len(column.heading) + sign, *cells])
    return min(widest, _VALUE_AT_MOST) if column.name.startswith("attribute:") else widest


def _giving_way(columns: Sequence[Column]) -> list[str]:
    """The names of what may be left out, the first one first."""
    attributes = [each.name for each in columns if each.name.startswith("attribute:")]
    return [*reversed(attributes[2:]), "turns", "people", *reversed(attributes[:2]), "words"]


def fitting(
    columns: Sequence[Column],
    interviews: Sequence[InterviewSummary],
    *,
    width: int,
    sorted_by: str = "id",
) -> list[tuple[Column, int]]:
    """The columns that fit into `width` cells, each with its own width without padding.

    The title takes what is left.
    """
    wanted = {each.name: _width(each, interviews, sorted_by=sorted_by) for each in columns}
    least = _TITLE_AT_LEAST[width >= SPELT_OUT]
    title = min(wanted["title"], max(least, width // 6))
    kept = list(columns)
    for name in _giving_way(columns):
        if sum(wanted[each.name] + 2 for each in kept) - wanted["title"] + title <= width:
            break
        kept = [each for each in kept if each.name != name]
    others = sum(wanted[each.name] + 2 for each in kept if each.name != "title") + 2
    wanted["title"] = max(8, min(max(wanted["title"], 8), width - others))
    return [(each, wanted[each.name]) for each in kept]
