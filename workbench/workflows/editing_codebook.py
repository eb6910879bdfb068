"""The codebook changed code by code; each change is a version in the journal, and one undo."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TypedDict, Unpack
from uuid import uuid4

from workbench.errors import InputError
from workbench.model import (
    AddCoding,
    Change,
    Code,
    Codebook,
    CodeId,
    Coder,
    Coding,
    Cue,
    EditCodebook,
    EditCoding,
    PutCode,
    RemoveCode,
    RemoveCoding,
    SettleDisagreement,
    Side,
    Span,
)
from workbench.project import Project
from workbench.text import fold
from workbench.text.translation import _
from workbench.workflows.hand_coding import Hand
from workbench.workflows.projects import Facts
from workbench.workflows.telling import Outcome, words_of

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


class CodeFields(TypedDict, total=False):
    """What a new code may come with beside its name."""

    definition: str
    include: str
    exclude: str
    example: str
    colour: str
    key: str
    cues: tuple[Cue, ...]
    memo: str


@dataclass(frozen=True, slots=True)
class CodeUse:
    """What hangs on a code and everything below it."""

    codings_by_coder: dict[Coder, int]
    interviews: int
    """With at least one of these codings."""
    below: tuple[CodeId, ...]
    """The codes below it, parents before their children."""


def code_use(project: Project, code: CodeId) -> CodeUse:
    below = tuple(each.id for each, _depth in project.codebook().walk(code))
    counts, interviews = project.coders_on([code, *below])
    return CodeUse(counts, interviews, below)


def add_code(project: Project, code: Code) -> Outcome:
    """Put a new code at the end of its siblings."""
    _refuse_unfit(code, project.codebook())
    return _write(project, [PutCode(code)], "add code", {"code": code.id}, code=code.id)


def new_code(name: str, *, parent: CodeId | None, **fields: Unpack[CodeFields]) -> Code:
    """A code with an id that no other copy of the project will make."""
    return Code(CodeId(str(uuid4())), name.strip(), parent, **fields)


def put_code(project: Project, code: Code) -> Outcome:
    """Replace every field of a code that is there."""
    book = project.codebook()
    _known(book, code.id)
    wanted = replace(code, name=code.name.strip())
    _refuse_unfit(wanted, book)
    return _write(project, [PutCode(wanted)], "edit code", {"code": code.id}, code=code.id)


def move_code(
    project: Project, code: CodeId, *, parent: CodeId | None, before: CodeId | None
) -> Outcome:
    """Put a code, and what is below it, before a sibling-to-be; None: at their end."""
    book = project.codebook()
    moved = replace(_known(book, code), parent=parent)
    if parent is not None and parent in book.descendants(code):
        raise InputError(f"Code {moved.name} cannot stand below itself.", "Choose another place.")
    _refuse_unfit(moved, book)
    order = _order(book, moved, before)
    changes: list[Change] = [PutCode(moved), EditCodebook(order=order)]
    return _write(project, changes, "move code", {"code": code}, code=code)


def merge_codes(project: Project, source: CodeId, target: CodeId) -> Outcome:
    """Give the codings of all coders, and the codes below `source`, to `target`; delete `source`.

    Where a coder has both on the same passage, that with `target` stays: the memos are joined, the
    direction is that of `target`, where it has none that of `source`. What was settled on such
    codings stays settled, by whom and when it was.
    """
    book = project.codebook()
    _known(book, source)
    _known(book, target)
    if source == target:
        raise InputError("A code cannot be merged with itself.", "Choose another one.")
    codings = project.codings(codes=[source, target])
    lost = [
        each.coding
        for each in project.revised_codings()
        if each.now is None and each.coding.code == source
    ]
    changes: list[Change] = [
        *_moved_below(book, source, target),
        *(EditCoding(each.id, code=target) for each in lost),
        *_merged(codings, source, target),
        *_still_settled(project, codings, source, target),
        RemoveCode(source),
    ]
    facts: Facts = {
        "code": source,
        "target": target,
        "codings": sum(each.code == source for each in codings) + len(lost),
    }
    return _write(project, changes, "merge codes", facts, code=target)


def delete_code(project: Project, code: CodeId) -> Outcome:
    """Take a code, everything below it and their codings away."""
    _known(project.codebook(), code)
    use = code_use(project, code)
    facts: Facts = {"code": code, "codings": sum(use.codings_by_coder.values())}
    return _write(project, [RemoveCode(code)], "delete code", facts)


def code_in_vivo(hand: Hand, interview: str, span: Span, *, code: Code) -> Outcome:
    """A new code and the coding of a passage with it, as one action."""
    project = hand.project
    _refuse_unfit(code, project.codebook())
    found, at = project.passage(interview, span)
    coding = hand.new(at.interview, found, code.id)
    changes: list[Change] = [PutCode(code), AddCoding(coding)]
    facts: Facts = {"reference": str(at), "code": code.id}
    return hand.write(changes, "in vivo", facts, coding=coding.id, at=at, code=code.id)


def _write(
    project: Project, changes: list[Change], verb: str, facts: Facts, *, code: CodeId | None = None
) -> Outcome:
    if project.commit(changes, verb=verb, facts=facts) is None:
        return Outcome(_("nothing changed"), code=code)
    return Outcome(words_of(verb, facts, project.code_names()), code=code)


def _known(book: Codebook, code: CodeId) -> Code:
    found = book.by_id.get(code)
    if found is None:
        raise InputError("This code is no longer in the codebook.", "It was deleted meanwhile.")
    return found


def _refuse_unfit(code: Code, book: Codebook) -> None:
    """What the reader of codebook files would refuse as well."""
    if not code.name or "\n" in code.name:
        raise InputError("A code needs a name of one line.", "Write one.")
    if code.parent is not None and code.parent not in book.by_id:
        raise InputError("The code above is no longer in the codebook.", "Choose another place.")
    others = [each for each in book.codes if each.id != code.id]
    for other in others:
        if other.parent == code.parent and fold(other.name) == fold(code.name):
            raise InputError(
                f"There is already a code “{other.name}” at this place.", "Choose another name."
            )
        if code.key and other.key == code.key:
            raise InputError(
                f"The key {code.key} belongs to {other.name}.", "Choose another character."
            )
    if len(code.key) > 1 or code.key.isspace():
        raise InputError(f"“{code.key}” is no key.", "Use one character: 1, a, ö.")
    if code.colour and not _COLOUR.fullmatch(code.colour):
        raise InputError(f"“{code.colour}” is no colour.", "Write it as #3366cc.")


def _order(book: Codebook, moved: Code, before: CodeId | None) -> tuple[CodeId, ...]:
    """The book's order once a code stands before a sibling, or at the end of its siblings."""
    children: dict[CodeId | None, list[CodeId]] = {}
    for code in book.codes:
        if code.id != moved.id:
            children.setdefault(code.parent, []).append(code.id)
    siblings = children.setdefault(moved.parent, [])
    place = siblings.index(before) if before in siblings else len(siblings)
    siblings.insert(place, moved.id)

    def walk(parent: CodeId | None) -> Iterator[CodeId]:
        for code in children.get(parent, ()):
            yield code
            yield from walk(code)

    return tuple(walk(None))


def _moved_below(book: Codebook, source: CodeId, target: CodeId) -> Iterator[Change]:
    """The children of `source` below `target`; `target` first beside `source` if it is below it."""
    taken = {fold(each.name) for each in book.children(target)}
    if target in book.descendants(source):
        moved = replace(book.by_id[target], parent=book.by_id[source].parent)
        _refuse_twin(moved, book, without=source)
        yield PutCode(moved)
    for child in book.children(source):
        if child.id == target:
            continue
        if fold(child.name) in taken:
            raise InputError(
                f"Both codes have a code “{child.name}” below them.",
                "Merge or rename these two first.",
            )
        yield PutCode(replace(child, parent=target))


def _refuse_twin(moved: Code, book: Codebook, *, without: CodeId) -> None:
    for other in book.children(moved.parent):
        if other.id not in (without, moved.id) and fold(other.name) == fold(moved.name):
            raise InputError(
                f"There is already a code “{other.name}” at this place.", "Rename one of them."
            )


def _twins(
    codings: Iterable[Coding], source: CodeId, target: CodeId
) -> Iterator[tuple[Coding, Coding | None]]:
    """Each coding of `source`, and the same coder's of `target` on the same passage."""
    places = {
        (each.coder, each.interview, each.span): each for each in codings if each.code == target
    }
    for each in codings:
        if each.code == source:
            yield each, places.get((each.coder, each.interview, each.span))


def _still_settled(
    project: Project, codings: Iterable[Coding], source: CodeId, target: CodeId
) -> Iterator[Change]:
    """Decisions on codings of `source`, or that such codings came of, told again of `target`."""
    instead = {
        each.id: twin.id for each, twin in _twins(codings, source, target) if twin is not None
    }
    for each in project.all_settlements():
        there = {coding.id for coding in project.codings_by_id(each.codings)}
        told = replace(
            each,
            first=_side_on(each.first, source, target),
            second=_side_on(each.second, source, target),
            codings=tuple(
                dict.fromkeys(instead.get(one, one) for one in each.codings if one in there)
            ),
        )
        if (told.first, told.second) != (each.first, each.second) or instead.keys() & there:
            yield SettleDisagreement(told)


def _side_on(side: Side | None, source: CodeId, target: CodeId) -> Side | None:
    return replace(side, code=target) if side is not None and side.code == source else side


def _merged(codings: Iterable[Coding], source: CodeId, target: CodeId) -> Iterator[Change]:
    for each, twin in _twins(codings, source, target):
        if twin is None:
            yield EditCoding(each.id, code=target)
            continue
        memos = dict.fromkeys(memo for memo in (twin.memo, each.memo) if memo)
        yield EditCoding(
            twin.id,
            polarity=twin.polarity or each.polarity,
            memo="\n".join(memos),
            quotable=twin.quotable or each.quotable,
        )
        yield RemoveCoding(each.id)
