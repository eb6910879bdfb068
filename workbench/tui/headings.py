"""Under which heading an action stands in the help, in `workbench keys` and in the file of keys.

Decided by its id, so that a new action finds its place by its name.
"""

import re

from workbench.text.translation import _

_MOVING = re.compile(
    r"\w+\.((next|previous)-.+|up|down|left|right|page-(up|down)|first|last|beginning|end|top|bottom)"
)

HEADINGS = (
    _("Moving"),
    _("Interviews"),
    _("Selecting"),
    _("Coding"),
    _("Suggestions"),
    _("Settling"),
    _("Comparing"),
    _("Walking through"),
    _("Corrected text"),
    _("This interview"),
    _("Finding"),
    _("Tables"),
    _("Choosing a code"),
    _("Codebook"),
    _("Memo"),
    _("Dialogs"),
    _("The project"),
    _("Everywhere"),
)
"""In the order in which they are shown; what belongs to none comes before "Everywhere"."""

_BY_PREFIX = {
    "interviews": _("Interviews"),
    "filter": _("Interviews"),
    "select": _("Selecting"),
    "code": _("Coding"),
    "suggest": _("Suggestions"),
    "settle": _("Settling"),
    "compare": _("Comparing"),
    "differences": _("Comparing"),
    "sides": _("Comparing"),
    "whole": _("Comparing"),
    "matrix": _("Comparing"),
    "drift": _("Comparing"),
    "figures": _("Comparing"),
    "walk": _("Walking through"),
    "revised": _("Corrected text"),
    "transcript": _("This interview"),
    "find": _("Finding"),
    "query": _("Finding"),
    "passages": _("Tables"),
    "table": _("Tables"),
    "tables": _("Tables"),
    "contrast": _("Tables"),
    "picker": _("Choosing a code"),
    "codes": _("Codebook"),
    "codebook": _("Codebook"),
    "code-form": _("Codebook"),
    "detail": _("Codebook"),
    "memo": _("Memo"),
    "ask": _("Dialogs"),
    "confirm": _("Dialogs"),
    "dialog": _("Dialogs"),
    "choice": _("Dialogs"),
    "edges": _("Dialogs"),
    "pairs": _("Dialogs"),
    "keys": _("Dialogs"),
    "lost": _("Dialogs"),
    "project": _("The project"),
    "app": _("Everywhere"),
    "screen": _("Everywhere"),
}
_OWN = frozenset({"select", "code", "suggest", "settle", "walk", "tables"})
"""What moves here belongs to what it is done for."""


def place_of(action: str) -> str:
    """Where an action such as `transcript.next-word` belongs, in words."""
    prefix = action.partition(".")[0]
    return _BY_PREFIX.get(prefix, prefix.replace("-", " ").capitalize())


def heading_of(action: str) -> str:
    """The heading in the help of one place: what moves stands together."""
    prefix = action.partition(".")[0]
    if prefix not in _OWN and _MOVING.fullmatch(action):
        return _("Moving")
    return place_of(action)


def heading_order(heading: str) -> tuple[int, str]:
    """For sorting: known headings in their order, others before "Everywhere"."""
    if heading in HEADINGS:
        return HEADINGS.index(heading), ""
    return len(HEADINGS) - 2, heading
