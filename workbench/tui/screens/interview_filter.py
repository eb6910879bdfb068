"""Narrowing the list: which interviews the words typed leave."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import Input

from workbench.model import InterviewSummary
from workbench.text import fold, without_dots
from workbench.text.translation import _
from workbench.tui.widgets.interview_columns import State


def matches(interview: InterviewSummary, wanted: str) -> bool:
    """Whether every word of `wanted` occurs in what the list tells of an interview.

    Letter case does not matter; å, ä and ö may be typed without their marks.
    """
    told = " ".join(
        [interview.id, interview.title, *interview.attributes.values(), State.of(interview).told()]
    )
    folded, plain = fold(told), without_dots(told)
    return all(word in folded or word in plain for word in fold(wanted).split())


class FilterField(Input):
    """Where the words to look for are typed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter",
            "screen.leave_filter",
            _("To the list"),
            id="filter.keep",
            tooltip=_("Back to the list, which stays filtered"),
        ),
        Binding(
            "down",
            "screen.leave_filter",
            _("To the list"),
            show=False,
            id="filter.down",
            tooltip=_("Back to the list, which stays filtered"),
        ),
        Binding(
            "escape",
            "screen.clear_filter",
            _("Show all"),
            id="filter.show-all",
            tooltip=_("Take the filter away"),
        ),
    ]
