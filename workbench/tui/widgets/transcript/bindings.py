"""The keys of the transcript: moving and selecting. None needs AltGr, a dead key or ctrl+shift."""

from textual.binding import Binding

from workbench.text.translation import _

_Row = tuple[str, str, str, str, str, bool]
"""Keys, action, id, name, what it does, whether the footer shows it."""

_MOVING: tuple[_Row, ...] = (
    ("up", "row(-1)", "up", _("Up"), _("One row up"), False),
    ("down", "row(1)", "down", _("Down"), _("One row down"), False),
    ("left", "step('character',-1)", "left", _("Left"), _("One character to the left"), False),
    ("right", "step('character',1)", "right", _("Right"), _("One character to the right"), False),
    ("w", "step('word',1)", "next-word", _("Word"), _("To the next word"), False),
    ("W", "step('word',-1)", "previous-word", _("Word back"), _("To the word before"), False),
    ("s", "step('sentence',1)", "next-sentence", _("Sentence"), _("To the next sentence"), False),
    (
        "S",
        "step('sentence',-1)",
        "previous-sentence",
        _("Sentence back"),
        _("To the beginning of this sentence, or of the one before"),
        False,
    ),
    ("t", "step('turn',1)", "next-turn", _("Turn"), _("To the next turn"), False),
    (
        "T",
        "step('turn',-1)",
        "previous-turn",
        _("Turn back"),
        _("To the beginning of this turn, or of the one before"),
        False,
    ),
    ("pageup", "page(-1)", "page-up", _("Page up"), _("One page up"), False),
    ("pagedown,space", "page(1)", "page-down", _("Page down"), _("One page down"), False),
    ("home", "edge(-1)", "beginning", _("Beginning"), _("To the beginning of the text"), False),
    ("end", "edge(1)", "end", _("End"), _("To the end of the text"), False),
)

_SELECTING: tuple[_Row, ...] = (
    (
        "v",
        "select",
        "start",
        _("Select"),
        _("Select from this word on: every key that moves selects, until v or Esc"),
        True,
    ),
    (
        "shift+left",
        "extend('character',-1)",
        "left",
        _("Select left"),
        _("Select one character to the left, or give one back"),
        False,
    ),
    (
        "shift+right",
        "extend('character',1)",
        "right",
        _("Select right"),
        _("Select one character to the right, or give one back"),
        False,
    ),
    ("shift+up", "extend_row(-1)", "up", _("Select up"), _("Select up to the row above"), False),
    (
        "shift+down",
        "extend_row(1)",
        "down",
        _("Select down"),
        _("Select down to the row below"),
        False,
    ),
    ("g", "grow", "grow", _("Grow"), _("Select the word, sentence, paragraph, turn here"), False),
    ("G", "shrink", "shrink", _("Shrink"), _("Select what it was before it grew"), False),
    ("o", "turn_round", "other-end", _("Other end"), _("Move the other end instead"), False),
)


def _bindings(rows: tuple[_Row, ...], place: str) -> list[Binding]:
    return [
        Binding(keys, action, name, show=show, id=f"{place}.{ident}", tooltip=tooltip)
        for keys, action, ident, name, tooltip, show in rows
    ]


MOVING_AND_SELECTING = [*_bindings(_MOVING, "transcript"), *_bindings(_SELECTING, "select")]
