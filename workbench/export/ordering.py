"""The order of excerpts in a report: by code as in the book, then by the value of an attribute.

Invariant: every excerpt stands in exactly one section and one group.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from workbench.model import MISSING, Code, Codebook, CodeId, Excerpt
from workbench.text import fold, natural_key

_BY_INTERVIEW = frozenset({"intervju", "interview"})
_BY_PARTICIPANT = frozenset({"deltagare", "participant"})


@dataclass(frozen=True, slots=True)
class Group:
    """The excerpts of one code with one value of the attribute."""

    value: str
    """Empty where excerpts are not divided by an attribute."""
    excerpts: tuple[Excerpt, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """One code that has excerpts, or has codes below it that have."""

    code: Code
    depth: int
    """0 = top."""
    groups: tuple[Group, ...]
    colour: str
    """`#rrggbb` of the code or the nearest above it, or empty."""

    @property
    def excerpts(self) -> tuple[Excerpt, ...]:
        return tuple(excerpt for group in self.groups for excerpt in group.excerpts)


def in_sections(
    excerpts: Sequence[Excerpt], codebook: Codebook, *, by: str | None
) -> list[Section]:
    """Excerpts under their codes, in the book's order; codes that the book lacks come last."""
    value_of = _value_reader(excerpts, by)
    of_code: dict[CodeId, list[Excerpt]] = {}
    for excerpt in excerpts:
        of_code.setdefault(excerpt.code, []).append(excerpt)
    needed = {above for code in of_code for above in codebook.ancestors(code)}
    walked = [(code, depth) for code, depth in codebook.walk() if code.id in needed]
    known = {code.id for code, _ in walked}
    foreign = [
        (Code(code, found[0].code_path), 0) for code, found in of_code.items() if code not in known
    ]
    return [
        Section(
            code,
            depth,
            tuple(_groups(of_code.get(code.id, ()), value_of)),
            _colour(code.id, codebook),
        )
        for code, depth in [*walked, *sorted(foreign, key=lambda each: natural_key(each[0].name))]
    ]


def in_order(excerpts: Sequence[Excerpt], codebook: Codebook, *, by: str | None) -> list[Excerpt]:
    """The excerpts of all sections, one after the other."""
    return [
        excerpt
        for section in in_sections(excerpts, codebook, by=by)
        for excerpt in section.excerpts
    ]


def by_place(excerpt: Excerpt) -> tuple[object, ...]:
    """Sort by interview and by place in it."""
    return (natural_key(excerpt.interview), excerpt.span, excerpt.code, excerpt.coder)


def _groups(excerpts: Iterable[Excerpt], value_of: Callable[[Excerpt], str] | None) -> list[Group]:
    groups: dict[str, list[Excerpt]] = {}
    for excerpt in sorted(excerpts, key=by_place):
        groups.setdefault(value_of(excerpt) if value_of else "", []).append(excerpt)
    values = sorted(groups, key=lambda value: (value == MISSING, natural_key(value)))
    return [Group(value, tuple(groups[value])) for value in values]


def _value_reader(excerpts: Sequence[Excerpt], by: str | None) -> Callable[[Excerpt], str] | None:
    """How an excerpt's value is found; None where nothing is asked for or no excerpt has it."""
    wanted = fold(by.strip()) if by else ""
    if wanted in _BY_INTERVIEW:
        return lambda excerpt: f"{excerpt.interview} {excerpt.title}".strip()
    if wanted in _BY_PARTICIPANT:
        return lambda excerpt: f"{excerpt.interview} {excerpt.speaker}".strip()
    named = {name for excerpt in excerpts for name in excerpt.attributes if fold(name) == wanted}
    if not named:
        return None

    def value_of(excerpt: Excerpt) -> str:
        values = (excerpt.attributes.get(name, "").strip() for name in sorted(named))
        return next((value for value in values if value), MISSING)

    return value_of


def _colour(code: CodeId, codebook: Codebook) -> str:
    above = (codebook.by_id[each] for each in codebook.ancestors(code) if each in codebook.by_id)
    return next((each.colour for each in above if each.colour), "")
