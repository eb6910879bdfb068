"""A codebook from a file that says less than ours, fitted to the book it is to change.

Invariant: what the file does not say stays as it is; a code is the same if its id is, else if it
has the same names from the top, else (where the file has no parents) if its name occurs once.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from workbench.codebook.differences import BOOK_FIELDS, CODE_FIELDS
from workbench.model import Codebook, CodeId


@dataclass(frozen=True, slots=True)
class SaidCodebook:
    """A codebook of a file that does not say everything about a code."""

    book: Codebook
    said: Mapping[CodeId, frozenset[str]]
    """The fields of each code that the file has."""
    stand_ins: frozenset[CodeId] = frozenset()
    """Ids that are none, of codes that have none in the file."""
    says_book: bool = False
    """Whether title, language, description and sources are the file's own."""
    same: Mapping[CodeId, CodeId] = field(default_factory=dict)
    """Ids that mean a code of ours: theirs -> ours."""


def fitted(old: Codebook, new: SaidCodebook, *, new_id: Callable[[], str]) -> Codebook:
    """The book that `old` is to become."""
    ids = _ids(old, new)
    for code in new.book.codes:
        if code.id not in ids:
            ids[code.id] = CodeId(new_id()) if code.id in new.stand_ins else code.id
    wanted = frozenset(ids.values())
    codes = []
    for code in new.book.codes:
        parent = None if code.parent is None else ids.get(code.parent)
        made = replace(code, id=ids[code.id], parent=parent)
        there = old.by_id.get(made.id)
        if there is not None:
            said = new.said[code.id]
            kept = {name: getattr(there, name) for name in CODE_FIELDS if name not in said}
            made = replace(made, **kept)
        codes.append(made if made.parent in wanted else replace(made, parent=None))
    book = new.book if new.says_book else old
    in_order = tuple(code for code, _ in Codebook(codes=tuple(codes)).walk())
    return Codebook(**{name: getattr(book, name) for name in BOOK_FIELDS}, codes=in_order)


def _ids(old: Codebook, new: SaidCodebook) -> dict[CodeId, CodeId]:
    """Theirs -> ours, for the codes that are in both."""
    found: dict[CodeId, CodeId] = {}
    taken: set[CodeId] = set()

    def pair(theirs: CodeId, ours: CodeId | None) -> None:
        if ours is not None and ours not in taken and theirs not in found:
            found[theirs] = ours
            taken.add(ours)

    for code in new.book.codes:
        known = new.same.get(code.id, code.id)
        pair(code.id, known if known in old.by_id and code.id not in new.stand_ins else None)
    paths = {old.path(code.id).casefold(): code.id for code in reversed(old.codes)}
    names = Counter(code.name.casefold() for code in old.codes)
    by_name = {code.name.casefold(): code.id for code in old.codes}
    for code in new.book.codes:
        pair(code.id, paths.get(new.book.path(code.id).casefold()))
        if "parent" not in new.said[code.id] and names[code.name.casefold()] == 1:
            pair(code.id, by_name[code.name.casefold()])
    return found
