"""One version of a codebook set against another, and the changes that lead from one to the other.

Invariant: the changes applied to the old book give the new one, and name only what differs.
"""

from dataclasses import dataclass, replace

from workbench.model import (
    Change,
    Code,
    Codebook,
    CodeId,
    Cue,
    EditCodebook,
    PutCode,
    RemoveCode,
)

CODE_FIELDS = (
    "name",
    "parent",
    "definition",
    "include",
    "exclude",
    "example",
    "colour",
    "key",
    "cues",
    "memo",
)
"""What a file can change about a code; the mark of a revived code is the project's own."""

BOOK_FIELDS = ("title", "language", "description", "sources")


@dataclass(frozen=True, slots=True)
class FieldDifference:
    """A field before and after, as text; cues and sources one a line."""

    field: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class CodeDifference:
    code: CodeId
    name: str
    """As it is now."""
    fields: tuple[FieldDifference, ...]


@dataclass(frozen=True, slots=True)
class CodebookDifference:
    """Everything in which two versions differ; empty when they do not."""

    added: tuple[Code, ...] = ()
    removed: tuple[Code, ...] = ()
    changed: tuple[CodeDifference, ...] = ()
    moved: tuple[CodeId, ...] = ()
    """Codes with another parent, or another place among the siblings that stayed."""
    book: tuple[FieldDifference, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.changed or self.moved or self.book)


def compare(old: Codebook, new: Codebook) -> CodebookDifference:
    """What is added, removed, changed and moved from `old` to `new`; codes are told by their id."""
    changed = []
    for code in new.codes:
        before = old.by_id.get(code.id)
        fields = _field_differences(before, code) if before else ()
        if fields:
            changed.append(CodeDifference(code.id, code.name, fields))
    return CodebookDifference(
        added=tuple(code for code in new.codes if code.id not in old.by_id),
        removed=tuple(code for code in old.codes if code.id not in new.by_id),
        changed=tuple(changed),
        moved=_moved(old, new),
        book=tuple(
            FieldDifference(field, _as_text(getattr(old, field)), _as_text(getattr(new, field)))
            for field in BOOK_FIELDS
            if getattr(old, field) != getattr(new, field)
        ),
    )


def changes(old: Codebook, new: Codebook) -> tuple[Change, ...]:
    """The changes that make `new` out of `old`: codes put, parents first; then removed; then order.

    Removing a code takes what is below it along, so of a removed branch only its head is named.
    """
    difference = compare(old, new)
    touched = {code.id for code in difference.added} | {each.code for each in difference.changed}
    gone = {code.id for code in difference.removed}
    result: list[Change] = []
    for code in new.codes:
        if code.id in touched:
            before = old.by_id.get(code.id)
            result.append(PutCode(replace(code, revived=before.revived if before else False)))
    result.extend(RemoveCode(code.id) for code in difference.removed if code.parent not in gone)
    stayed = [code.id for code in old.codes if code.id in new.by_id]
    would_be = stayed + [code.id for code in difference.added]
    wanted = [code.id for code in new.codes]
    edit = EditCodebook(
        title=new.title if new.title != old.title else None,
        language=new.language if new.language != old.language else None,
        description=new.description if new.description != old.description else None,
        sources=new.sources if new.sources != old.sources else None,
        order=tuple(wanted) if wanted != would_be else None,
    )
    if edit != EditCodebook():
        result.append(edit)
    return tuple(result)


def _field_differences(old: Code, new: Code) -> tuple[FieldDifference, ...]:
    return tuple(
        FieldDifference(field, _as_text(getattr(old, field)), _as_text(getattr(new, field)))
        for field in CODE_FIELDS
        if getattr(old, field) != getattr(new, field)
    )


def _as_text(value: str | tuple[Cue | str, ...] | None) -> str:
    if value is None or isinstance(value, str):
        return value or ""
    return "\n".join(_cue_text(each) if isinstance(each, Cue) else each for each in value)


def _cue_text(cue: Cue) -> str:
    told = [
        cue.rule if cue.rule != "lemma" else "",
        "excluding" if cue.exclude else "",
        f"weight {cue.weight:g}" if cue.weight != 1 else "",
        cue.polarity.value if cue.polarity else "",
    ]
    notes = ", ".join(each for each in told if each)
    return f"{cue.text} ({notes})" if notes else cue.text


def _moved(old: Codebook, new: Codebook) -> tuple[CodeId, ...]:
    moved = {
        code.id
        for code in new.codes
        if code.id in old.by_id and old.by_id[code.id].parent != code.parent
    }
    for parent in [None, *(code.id for code in new.codes)]:
        before = [code.id for code in old.children(parent)]
        after = [code.id for code in new.children(parent)]
        both = set(before) & set(after)
        if both:
            was = [code for code in before if code in both]
            moved |= _out_of_order(was, [code for code in after if code in both])
    return tuple(code.id for code in new.codes if code.id in moved)


def _out_of_order(was: list[CodeId], now: list[CodeId]) -> set[CodeId]:
    """The fewest codes that must have moved: all outside a longest run kept in order."""
    place = {code: index for index, code in enumerate(was)}
    runs: list[list[CodeId]] = []
    for index, code in enumerate(now):
        earlier = [runs[before] for before in range(index) if place[now[before]] < place[code]]
        runs.append([*_longest(earlier), code])
    return set(now) - set(_longest(runs))


def _longest(runs: list[list[CodeId]]) -> list[CodeId]:
    return max(runs, key=len) if runs else []
