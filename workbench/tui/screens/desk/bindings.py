"""The keys of the coding screen. None needs AltGr, a dead key or ctrl+shift."""

from textual.binding import Binding

from workbench.text.translation import _

_Row = tuple[str, str, str, str, str, bool]
"""Keys, action, id, name, what it does, whether the footer shows it."""

_CODING: tuple[_Row, ...] = (
    (
        "c",
        "pick",
        "code.pick",
        _("Code"),
        _("Find a code by typing and code what is selected, or the sentence one is in"),
        True,
    ),
    (
        "plus",
        "direct('+')",
        "code.promotes",
        _("Promotes"),
        _("The coding just made, or else the innermost one here, promotes"),
        False,
    ),
    (
        "minus",
        "direct('-')",
        "code.hinders",
        _("Hinders"),
        _("The coding just made, or else the innermost one here, hinders"),
        False,
    ),
    (
        "0",
        "direct('0')",
        "code.neutral",
        _("Neutral"),
        _("The coding just made, or else the innermost one here, is neutral or a wish"),
        False,
    ),
    (
        "full_stop",
        "direct('')",
        "code.no-direction",
        _("No direction"),
        _("Take the direction away again"),
        False,
    ),
    (
        "m",
        "note_coding",
        "code.memo",
        _("Memo"),
        _("Write a memo on the coding"),
        False,
    ),
    (
        "q",
        "quotable",
        "code.quotable",
        _("Quotable"),
        _("Mark the coding as worth quoting, or take the mark away"),
        False,
    ),
    (
        "x",
        "choose",
        "code.choose",
        _("Another"),
        _("Mean another one of the codings here: directions, memos and the like are for it"),
        False,
    ),
    ("C", "recode", "code.recode", _("Recode"), _("Give the coding another code"), False),
    (
        "e",
        "edges",
        "code.edges",
        _("Edges"),
        _("Move the end of the coding (o: its beginning); Enter keeps it, Esc leaves it"),
        False,
    ),
    ("enter", "keep_edges", "code.keep-edges", _("Keep"), _("Keep the edges as they are"), False),
    (
        "i",
        "in_vivo",
        "code.in-vivo",
        _("In vivo"),
        _("Make the selected words a new code, and code them with it"),
        False,
    ),
    (
        "delete,d",
        "uncode",
        "code.remove",
        _("Remove"),
        _("Take the coding away"),
        False,
    ),
)

_ANSWERING: tuple[_Row, ...] = (
    (
        "a",
        "accept",
        "suggest.accept",
        _("Accept"),
        _("Code the passage as suggested, and go on to the next"),
        True,
    ),
    (
        "A",
        "accept_with",
        "suggest.accept-with",
        _("Accept as"),
        _("Code the passage with another code than the one suggested, and go on"),
        False,
    ),
    ("r", "reject", "suggest.reject", _("Reject"), _("Not this code; on to the next"), True),
    (
        "k",
        "skip",
        "suggest.skip",
        _("Skip"),
        _("Decide nothing about this passage, and go on to the next"),
        False,
    ),
    ("h", "hide", "suggest.hide", _("Hide"), _("Hide the suggestions, or show them"), False),
)

_WALKING: tuple[_Row, ...] = (
    (
        "n",
        "walk(1)",
        "walk.next",
        _("Next"),
        _("To the next of what one walks through"),
        True,
    ),
    ("p", "walk(-1)", "walk.previous", _("Previous"), _("To the one before"), False),
    (
        "l",
        "change_walk",
        "walk.change",
        _("Walk"),
        _("Walk through suggestions, codings, those without direction, uncoded turns, or hits"),
        False,
    ),
    (
        "slash",
        "find",
        "walk.find",
        _("Find"),
        _("Find words in this interview, or in all"),
        True,
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
        "N",
        "interview(1)",
        "transcript.next-interview",
        _("Next interview"),
        _("To the next interview of the list"),
        False,
    ),
    (
        "P",
        "interview(-1)",
        "transcript.previous-interview",
        _("Previous interview"),
        _("To the previous interview of the list"),
        False,
    ),
    (
        "escape",
        "leave",
        "transcript.back",
        _("Back"),
        _("Let go of what is held; twice: back to the list of interviews"),
        False,
    ),
)

_REVISING: tuple[_Row, ...] = (
    (
        "y",
        "look",
        "revised.look",
        _("Looked at"),
        _("Let the coding stand where the corrected text put it, and go on to the next marked ≠"),
        False,
    ),
    (
        "Y",
        "look_at_moved",
        "revised.look-moved",
        _("All moved"),
        _("Let every coding stand that moved and kept its words"),
        False,
    ),
    (
        "L",
        "lost",
        "revised.lost",
        _("Lost"),
        _("List the codings that lost their place; put one on the words selected, or take it away"),
        False,
    ),
)

_NOTING: tuple[_Row, ...] = (
    ("u", "undo", "project.undo", _("Undo"), _("Take back what you did last"), True),
    ("ctrl+r", "redo", "project.redo", _("Redo"), _("Do again what you took back"), False),
    (
        "f",
        "finish",
        "transcript.finish",
        _("Finished"),
        _("Mark this interview as finished, or take the mark away"),
        False,
    ),
    (
        "M",
        "note_interview",
        "transcript.memo",
        _("Interview memo"),
        _("Write a memo on this interview"),
        False,
    ),
    (
        "b",
        "codebook",
        "codebook.open",
        _("Codebook"),
        _("Read and change the codebook"),
        False,
    ),
)


def _bindings(rows: tuple[_Row, ...]) -> list[Binding]:
    return [
        Binding(keys, action, name, show=show, id=ident, tooltip=tooltip)
        for keys, action, ident, name, tooltip, show in rows
    ]


def _code_keys() -> list[Binding]:
    return [
        Binding(
            key,
            f"code('{key}')",
            _("Code {key}").format(key=key),
            show=False,
            id=f"code.key-{key}",
            tooltip=_("Code with the code whose key is {key}; again takes it away").format(key=key),
        )
        for key in "123456789"
    ]


DESK = [*_code_keys(), *(_bindings(_CODING + _ANSWERING + _WALKING + _REVISING + _NOTING))]
