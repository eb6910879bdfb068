"""The keys of the compare screen. None needs AltGr, a dead key or ctrl+shift.

What means the same as on the coding screen has the same id, so that a person's own keys hold here.
"""

from textual.binding import Binding

from workbench.text.translation import _

_Row = tuple[str, str, str, str, str, bool]
"""Keys, action, id, name, what it does, whether the footer shows it."""

_TAKING: tuple[_Row, ...] = (
    (
        "less_than_sign",
        "take('first')",
        "settle.first",
        _("Left"),
        _("Take what the coder on the left has coded; where that is nothing, nothing"),
        True,
    ),
    (
        "greater_than_sign",
        "take('second')",
        "settle.second",
        _("Right"),
        _("Take what the coder on the right has coded; where that is nothing, nothing"),
        True,
    ),
    (
        "ampersand",
        "take('both')",
        "settle.both",
        _("Both"),
        _("Take both codings"),
        True,
    ),
    (
        "d,delete",
        "take('neither')",
        "settle.neither",
        _("None"),
        _("Take neither: nothing is coded here"),
        True,
    ),
    (
        "c",
        "pick",
        "code.pick",
        _("New"),
        _("A new coding instead: what is selected, or else the passage, with a code you choose"),
        True,
    ),
    (
        "e",
        "edges",
        "code.edges",
        _("Edges"),
        _("Select the passage and move its end (o: its beginning); Enter settles it so"),
        False,
    ),
    (
        "enter",
        "keep_edges",
        "code.keep-edges",
        _("Keep"),
        _("A new coding of what is selected, with the code that both have, or one you choose"),
        False,
    ),
    (
        "plus",
        "direct('+')",
        "code.promotes",
        _("Promotes"),
        _("What was settled here promotes"),
        False,
    ),
    (
        "minus",
        "direct('-')",
        "code.hinders",
        _("Hinders"),
        _("What was settled here hinders"),
        False,
    ),
    (
        "0",
        "direct('0')",
        "code.neutral",
        _("Neutral"),
        _("What was settled here is neutral or a wish"),
        False,
    ),
    (
        "full_stop",
        "direct('')",
        "code.no-direction",
        _("No direction"),
        _("Take the direction of what was settled here away"),
        False,
    ),
    (
        "m",
        "note_coding",
        "code.memo",
        _("Why"),
        _("Write why it is settled so, before or after; one line"),
        True,
    ),
    (
        "R",
        "reopen",
        "settle.reopen",
        _("Reopen"),
        _("Take the decision here back, whenever it was made"),
        False,
    ),
    (
        "E",
        "settle_edges",
        "settle.edges",
        _("Near edges"),
        _("Take the longer wherever only edges differ, by fewer characters than you say"),
        False,
    ),
)

_WALKING: tuple[_Row, ...] = (
    ("n", "walk(1)", "walk.next", _("Next"), _("To the next disagreement"), True),
    ("p", "walk(-1)", "walk.previous", _("Previous"), _("To the disagreement before"), False),
    (
        "l",
        "change_walk",
        "walk.change",
        _("Walk"),
        _("Go through all disagreements, or only those that are open"),
        False,
    ),
    (
        "backspace",
        "return",
        "walk.return",
        _("Return"),
        _("Back to where one was before the last jump; again, forth"),
        False,
    ),
    (
        "slash",
        "filter",
        "compare.filter",
        _("Filter"),
        _("Show only the disagreements that answer to the words you type"),
        False,
    ),
    (
        "N",
        "interview(1)",
        "transcript.next-interview",
        _("Next interview"),
        _("To the next interview that is compared"),
        False,
    ),
    (
        "P",
        "interview(-1)",
        "transcript.previous-interview",
        _("Previous interview"),
        _("To the previous interview that is compared"),
        False,
    ),
)

_LOOKING: tuple[_Row, ...] = (
    (
        "i",
        "whole",
        "compare.whole",
        _("Whole"),
        _("Both codings whole, and what the book says of their codes"),
        False,
    ),
    (
        "h",
        "show_settled",
        "compare.settled",
        _("Settled margin"),
        _("Show what was settled in a margin of its own, or hide it"),
        False,
    ),
    (
        "x",
        "matrix",
        "compare.matrix",
        _("Matrix"),
        _("Code by code: how much of what one gave, the other gave what"),
        False,
    ),
    (
        "y",
        "drift",
        "compare.drift",
        _("Over time"),
        _("Agreement by interview, in the order in which they were coded"),
        False,
    ),
    (
        "D",
        "directions",
        "compare.directions",
        _("Directions"),
        _("Show where only the directions differ, too, or leave it out again"),
        False,
    ),
    ("b", "codebook", "codebook.open", _("Codebook"), _("Read and change the codebook"), False),
    (
        "escape",
        "leave",
        "compare.back",
        _("Back"),
        _("Let go of what is held; twice: back to where one came from"),
        False,
    ),
)

_PROJECT: tuple[_Row, ...] = (
    (
        "f",
        "finish",
        "transcript.finish",
        _("Finished"),
        _("Mark this interview as settled, or take the mark away"),
        False,
    ),
    ("u", "undo", "project.undo", _("Undo"), _("Take back what was settled last"), False),
    ("ctrl+r", "redo", "project.redo", _("Redo"), _("Do again what was taken back"), False),
)


def _bindings(rows: tuple[_Row, ...]) -> list[Binding]:
    return [
        Binding(keys, action, name, show=show, id=ident, tooltip=tooltip)
        for keys, action, ident, name, tooltip, show in rows
    ]


COMPARE = _bindings(_TAKING + _WALKING + _LOOKING + _PROJECT)
