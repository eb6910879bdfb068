"""Which passages of one text stand where in another. Pure.

Invariant: stretches lie in the order of the old text and overlap in neither; each begins and ends
with a character that is no white space. So what is placed by them needs no text.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from functools import cached_property

from workbench.model import Span


class Change(Enum):
    """What became of the words of a passage."""

    NONE = "same"
    REWORDED = "reworded"
    SHRANK = "shrank"
    GREW = "grew"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class Stretch:
    """A passage that both texts have."""

    old: Span
    new: Span
    same: bool = True
    """Character for character; else the new one is a correction of the old one."""
    old_follows: bool = False
    """Nothing but white space lies between it and the stretch before it, in the old text."""
    new_follows: bool = False
    """Likewise in the new text."""
    part: int = 0
    """Stretches of one part follow one another in both texts; what moved elsewhere is another."""


@dataclass(frozen=True, slots=True)
class Placed:
    span: Span | None
    """None where no word is left."""
    change: Change


_LEAST = 3
"""Characters of a longer passage that must be left for it to have a place: not a mere full stop."""

LOST = Placed(None, Change.LOST)


@dataclass(frozen=True)
class Correspondence:
    """From an old text to a new one."""

    stretches: tuple[Stretch, ...]

    @cached_property
    def _ends(self) -> list[int]:
        return [each.old.end for each in self.stretches]

    @cached_property
    def _starts(self) -> list[int]:
        return [each.old.start for each in self.stretches]

    def place(self, span: Span) -> Placed:
        """Where a passage of the old text stands in the new one, and what became of its words.

        Of words that went different ways, the greater part counts.
        """
        first, last = bisect_right(self._ends, span.start), bisect_left(self._starts, span.end)
        hits = range(first, last)
        if not hits:
            return LOST
        part = self._greatest_part(hits, span)
        ours = [at for at in hits if self.stretches[at].part == part]
        if self._kept(ours, span) < min(_LEAST, len(span)):
            return LOST
        head, tail = self.stretches[ours[0]], self.stretches[ours[-1]]
        placed = Span(_image(head, span).start, _image(tail, span).end)
        return Placed(placed, self._change(ours, hits, span))

    def share_of(self, old: str) -> float:
        """The part of the old text's characters, white space not counted, that are found again."""
        total = len("".join(old.split()))
        kept = sum(
            len("".join(old[each.old.start : each.old.end].split())) for each in self.stretches
        )
        return kept / total if total else 0.0

    def images(self, span: Span) -> Iterator[Span]:
        """Every piece of a passage, wherever it stands in the new text."""
        first, last = bisect_right(self._ends, span.start), bisect_left(self._starts, span.end)
        return (_image(each, span) for each in self.stretches[first:last])

    def follow(self, offset: int) -> int:
        """Where a reader who was at `offset` goes on: at the same character, else where the next
        stretch begins, else where the last one ends."""
        at = bisect_right(self._ends, offset)
        if at == len(self.stretches):
            return self.stretches[-1].new.end if self.stretches else 0
        each = self.stretches[at]
        inside = each.same and offset >= each.old.start
        return each.new.start + (offset - each.old.start if inside else 0)

    def _greatest_part(self, hits: Iterable[int], span: Span) -> int:
        sizes: dict[int, int] = {}
        for at in hits:
            each = self.stretches[at]
            size = min(each.old.end, span.end) - max(each.old.start, span.start)
            sizes[each.part] = sizes.get(each.part, 0) + size
        return max(sizes, key=lambda part: (sizes[part], -part))

    def _kept(self, ours: Iterable[int], span: Span) -> int:
        olds = (self.stretches[at].old for at in ours)
        return sum(min(old.end, span.end) - max(old.start, span.start) for old in olds)

    def _change(self, ours: Sequence[int], hits: Sequence[int], span: Span) -> Change:
        found = [self.stretches[at] for at in ours]
        lost = (
            len(ours) < len(hits)
            or span.start < found[0].old.start
            or span.end > found[-1].old.end
            or not all(each.old_follows for each in found[1:])
        )
        gained = not all(each.new_follows for each in found[1:])
        if lost and not gained:
            return Change.SHRANK
        if gained and not lost:
            return Change.GREW
        if lost or not all(each.same for each in found):
            return Change.REWORDED
        return Change.NONE

    def reversed(self) -> "Correspondence":
        """From the new text to the old one."""
        order = sorted(range(len(self.stretches)), key=lambda at: self.stretches[at].new)
        found = []
        before = -2
        for at in order:
            each = self.stretches[at]
            beside = at == before + 1
            turned = replace(
                each,
                old=each.new,
                new=each.old,
                old_follows=beside and each.new_follows,
                new_follows=beside and each.old_follows,
            )
            found.append(turned)
            before = at
        return Correspondence(tuple(found))

    def then(self, later: "Correspondence") -> "Correspondence":
        """From this one's old text to the new text of `later`, whose old text is this one's new."""
        found: list[Stretch] = []
        places: list[tuple[int, int]] = []
        parts: dict[tuple[int, int], int] = {(0, 0): 0}
        for at, each in enumerate(self.stretches):
            for beyond, middle in later._overlapping(each.new):
                other = later.stretches[beyond]
                joined = Stretch(
                    _preimage(each, middle),
                    _image(other, middle),
                    same=each.same and other.same,
                    old_follows=self._follows(places, at, beyond, later, old=True),
                    new_follows=self._follows(places, at, beyond, later, old=False),
                    part=parts.setdefault((each.part, other.part), len(parts)),
                )
                if found and _overlap(found[-1], joined):
                    found[-1] = _union(found[-1], joined)
                else:
                    found.append(joined)
                    places.append((at, beyond))
        return Correspondence(tuple(_disjoint(found)))

    def _overlapping(self, span: Span) -> Iterator[tuple[int, Span]]:
        first, last = bisect_right(self._ends, span.start), bisect_left(self._starts, span.end)
        for at in range(first, last):
            old = self.stretches[at].old
            yield at, Span(max(old.start, span.start), min(old.end, span.end))

    def _follows(
        self,
        places: Sequence[tuple[int, int]],
        at: int,
        beyond: int,
        later: "Correspondence",
        *,
        old: bool,
    ) -> bool:
        if not places:
            return False
        before, before_beyond = places[-1]
        return _steps(self, before, at, old=old) and _steps(later, before_beyond, beyond, old=old)

    def rows(self) -> list[list[int]]:
        """As the journal keeps it: old start and length, new start and length, marks, part."""
        return [
            [
                each.old.start,
                len(each.old),
                each.new.start,
                len(each.new),
                each.same + 2 * each.old_follows + 4 * each.new_follows,
                each.part,
            ]
            for each in self.stretches
        ]

    @classmethod
    def of_rows(cls, rows: Iterable[Sequence[int]]) -> "Correspondence":
        return cls(
            tuple(
                Stretch(
                    Span(old, old + old_size),
                    Span(new, new + new_size),
                    same=bool(marks & 1),
                    old_follows=bool(marks & 2),
                    new_follows=bool(marks & 4),
                    part=part,
                )
                for old, old_size, new, new_size, marks, part in rows
            )
        )


def _image(stretch: Stretch, span: Span) -> Span:
    """The part of a stretch's new passage that corresponds to the part of `span` in its old one."""
    if not stretch.same:
        return stretch.new
    by = stretch.new.start - stretch.old.start
    return Span(max(stretch.old.start, span.start) + by, min(stretch.old.end, span.end) + by)


def _preimage(stretch: Stretch, span: Span) -> Span:
    return _image(replace(stretch, old=stretch.new, new=stretch.old), span)


def _steps(found: Correspondence, before: int, at: int, *, old: bool) -> bool:
    """Whether nothing but white space lies between two stretches of one correspondence."""
    if at == before:
        return True
    each = found.stretches[at]
    return at == before + 1 and (each.old_follows if old else each.new_follows)


def _overlap(first: Stretch, second: Stretch) -> bool:
    return first.part == second.part and (
        first.old.overlaps(second.old) or first.new.overlaps(second.new)
    )


def _union(first: Stretch, second: Stretch) -> Stretch:
    return replace(
        first,
        old=Span(min(first.old.start, second.old.start), max(first.old.end, second.old.end)),
        new=Span(min(first.new.start, second.new.start), max(first.new.end, second.new.end)),
        same=False,
    )


def _disjoint(found: Iterable[Stretch]) -> Iterator[Stretch]:
    """Without what overlaps, in the old text, with what came before: halves of a correction that
    went different ways."""
    last = 0
    for each in sorted(found, key=lambda stretch: stretch.old):
        if each.old.start >= last:
            yield each
            last = each.old.end
