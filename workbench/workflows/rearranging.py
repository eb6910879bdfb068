"""Where a code goes when it is moved by one step, and what becomes of an edit that is overtaken.

Pure: the codebook in, a place or a code out; the workspace does the writing.
"""

from dataclasses import dataclass, fields, replace

from workbench.errors import InputError
from workbench.model import Code, Codebook, CodeId
from workbench.text.translation import _


@dataclass(frozen=True, slots=True)
class Position:
    """Where a code is to stand: below `parent`, before a sibling; None is the end."""

    parent: CodeId | None
    before: CodeId | None


def _siblings(book: Codebook, code: CodeId) -> tuple[list[CodeId], int]:
    siblings = [each.id for each in book.children(book.by_id[code].parent)]
    return siblings, siblings.index(code)


def one_up(book: Codebook, code: CodeId) -> Position | None:
    """Before the sibling above it; None for the first."""
    siblings, at = _siblings(book, code)
    return Position(book.by_id[code].parent, siblings[at - 1]) if at > 0 else None


def one_down(book: Codebook, code: CodeId) -> Position | None:
    """After the sibling below it; None for the last."""
    siblings, at = _siblings(book, code)
    if at + 1 >= len(siblings):
        return None
    after = siblings[at + 2 :]
    return Position(book.by_id[code].parent, after[0] if after else None)


def outwards(book: Codebook, code: CodeId) -> Position | None:
    """Beside its parent, right after it; None at the top."""
    parent = book.by_id[code].parent
    if parent is None:
        return None
    uncles, at = _siblings(book, parent)
    after = uncles[at + 1 :]
    return Position(book.by_id[parent].parent, after[0] if after else None)


def inwards(book: Codebook, code: CodeId) -> Position | None:
    """Last below the sibling above it; None for the first."""
    siblings, at = _siblings(book, code)
    return Position(siblings[at - 1], None) if at > 0 else None


class OvertakenError(InputError):
    """Somebody else has changed the same fields meanwhile; `now` is the code as it is."""

    def __init__(self, names: str, now: Code) -> None:
        super().__init__(
            _("Somebody else has changed meanwhile: {fields}.").format(fields=names),
            _("Keep once more to put yours in its place, or give yours up."),
        )
        self.now = now


def rebased(before: Code, after: Code, *, now: Code) -> Code:
    """The code as it is now, with what the edit changed of it.

    Raises OvertakenError where somebody else has changed the same field to something else.
    """
    names = [field.name for field in fields(Code)]
    edited = {
        name: getattr(after, name)
        for name in names
        if getattr(after, name) != getattr(before, name)
    }
    overtaken = [
        name
        for name, value in edited.items()
        if getattr(now, name) not in (getattr(before, name), value)
    ]
    if overtaken:
        raise OvertakenError(", ".join(overtaken), now)
    return replace(now, **edited)
