"""Two texts word by word: what of the one stands where in the other. Pure.

Words, punctuation marks and line ends are the units. Stretches that both texts hold only once are
anchors (the idea of Bram Cohen's patience diff); between them the longest common subsequence
decides, and what lies between its pieces may be a correction. Words that agree by chance amid much
that differs are given up, and whole passages found elsewhere have moved.
Invariant: a function of the two texts alone; a text aligned with itself is one whole stretch.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

from workbench.model import Span
from workbench.placing.correspondence import Correspondence, Stretch

_UNIT = re.compile(r"\n|\w+|[^\w\s]")
_ANCHORS = (12, 6, 3, 1)
"""Units in an anchor, longest first: long ones are surer."""
_SMALL = 250_000
"""Cells (old units x new units) that are compared without looking for anchors."""
_LARGEST = 400_000_000
"""Cells past which a stretch without anchors is left unaligned: 50 MB of bits."""
_ALIKE = 65.0
"""Per cent of agreeing characters (rapidfuzz's normalised indel similarity): one word is a
correction of another."""
_PAIRED = 900
"""Cells of a gap in which words are paired by likeness."""
_SWAPPED = 3
"""Words at most that stand for each other whatever they are, between words that stayed."""
_CHANCE = 2
"""So many times longer than the words between them must two differences be, for these to be there
by chance."""
_MOVED = 8
"""Units at least of a passage that is found elsewhere."""
_NEAR = 12
"""Units at most between two pieces that moved together."""
_MASK = "█"
_SENTENCE_ENDS = frozenset(".?!…)")


@dataclass(frozen=True, slots=True)
class _Units:
    """One text, taken apart."""

    text: str
    words: list[str]
    starts: list[int]
    ends: list[int]
    ids: list[int]
    """Equal for equal units of both texts."""


@dataclass(frozen=True, slots=True, order=True)
class _Run:
    """Units `[i, i2)` of the old text that stand for `[j, j2)` of the new one."""

    i: int
    j: int
    i2: int
    j2: int
    same: bool = True
    part: int = 0


def align(old: str, new: str) -> Correspondence:
    """What of `old` stands where in `new`."""
    known: dict[str, int] = {}
    first, second = _taken_apart(old, known), _taken_apart(new, known)
    whole = _Run(0, 0, len(first.ids), len(second.ids))
    runs = _slid(_common_runs(first, second, whole), first, second)
    runs = _without_chance(runs, first, second, whole)
    moved = list(_moved(first, second, runs, whole))
    runs += [each for gap in _gaps(runs, whole) for each in _corrections(first, second, gap)]
    runs = _apart(sorted(runs), moved)
    return Correspondence(tuple(_stretches(first, second, runs)))


def _taken_apart(text: str, known: dict[str, int]) -> _Units:
    words, starts, ends, ids = [], [], [], []
    for match in _UNIT.finditer(text):
        word = match[0]
        words.append(word)
        starts.append(match.start())
        ends.append(match.end())
        ids.append(known.setdefault(word, len(known)))
    return _Units(text, words, starts, ends, ids)


# -- what is equal ------------------------------------------------------------------------------


def _common_runs(old: _Units, new: _Units, whole: _Run) -> list[_Run]:
    """Equal units, in the order of both texts."""
    found: list[_Run] = []
    waiting = [(whole, 0)]
    while waiting:
        window, level = waiting.pop()
        before, window, after = _stripped(old.ids, new.ids, window)
        found += [each for each in (before, after) if each.i < each.i2]
        cells = (window.i2 - window.i) * (window.j2 - window.j)
        if not cells:
            continue
        if cells > (_SMALL if level < len(_ANCHORS) else _LARGEST):
            anchors = _anchors(old.ids, new.ids, window, level) if level <= len(_ANCHORS) else []
            found += anchors
            if anchors:
                waiting += [(gap, level) for gap in _gaps(anchors, window)]
            elif level <= len(_ANCHORS):
                waiting.append((window, level + 1))
        else:
            found += _longest_common(old.ids, new.ids, window)
    return _joined(sorted(found))


def _stripped(old: Sequence[int], new: Sequence[int], window: _Run) -> tuple[_Run, _Run, _Run]:
    """What both begin with, what is left, what both end with."""
    i, j, i2, j2 = window.i, window.j, window.i2, window.j2
    while i < i2 and j < j2 and old[i] == new[j]:
        i, j = i + 1, j + 1
    while i < i2 and j < j2 and old[i2 - 1] == new[j2 - 1]:
        i2, j2 = i2 - 1, j2 - 1
    return (
        _Run(window.i, window.j, i, j),
        _Run(i, j, i2, j2),
        _Run(i2, j2, window.i2, window.j2),
    )


def _anchors(old: Sequence[int], new: Sequence[int], window: _Run, level: int) -> list[_Run]:
    """Runs that grow from stretches of some units which either text holds only once.

    Past the last level, of texts that repeat themselves: each time it comes for that time.
    """
    counted = level == len(_ANCHORS)
    size = _ANCHORS[0 if counted else level]
    grams = _counted if counted else _only_once
    theirs = grams(new, window.j, window.j2, size)
    pairs = [
        (i, theirs[gram])
        for gram, i in grams(old, window.i, window.i2, size).items()
        if gram in theirs
    ]
    found: list[_Run] = []
    i, j = window.i, window.j
    for at, beyond in _rising(sorted(pairs)):
        if at < i or beyond < j:
            continue
        begin, start = at, beyond
        while begin > i and start > j and old[begin - 1] == new[start - 1]:
            begin, start = begin - 1, start - 1
        i, j = at + size, beyond + size
        while i < window.i2 and j < window.j2 and old[i] == new[j]:
            i, j = i + 1, j + 1
        found.append(_Run(begin, start, i, j))
    return found


_Gram = tuple[int, ...]


def _grams(ids: Sequence[int], start: int, end: int, size: int) -> Iterator[tuple[int, _Gram]]:
    part = ids[start:end]
    return enumerate(zip(*(part[by:] for by in range(size)), strict=False), start)


def _only_once(ids: Sequence[int], start: int, end: int, size: int) -> dict[_Gram, int]:
    seen: dict[_Gram, int] = {}
    for at, gram in _grams(ids, start, end, size):
        seen[gram] = -1 if gram in seen else at
    return {gram: at for gram, at in seen.items() if at >= 0}


def _counted(ids: Sequence[int], start: int, end: int, size: int) -> dict[_Gram, int]:
    times: dict[_Gram, int] = {}
    found: dict[_Gram, int] = {}
    for at, gram in _grams(ids, start, end, size):
        times[gram] = times.get(gram, 0) + 1
        found[*gram, times[gram]] = at
    return found


def _rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest subsequence whose second members rise (patience sorting)."""
    tops: list[int] = []
    piles: list[int] = []
    before: list[int] = []
    for at, (_, second) in enumerate(pairs):
        pile = bisect_left(tops, second)
        before.append(piles[pile - 1] if pile else -1)
        if pile == len(tops):
            tops.append(second)
            piles.append(at)
        else:
            tops[pile], piles[pile] = second, at
    found = []
    at = piles[-1] if piles else -1
    while at >= 0:
        found.append(pairs[at])
        at = before[at]
    return found[::-1]


def _longest_common(old: Sequence[int], new: Sequence[int], window: _Run) -> Iterator[_Run]:
    for code in Indel.opcodes(old[window.i : window.i2], new[window.j : window.j2]):
        if code.tag == "equal":
            yield _Run(
                window.i + code.src_start,
                window.j + code.dest_start,
                window.i + code.src_end,
                window.j + code.dest_end,
            )


def _joined(runs: Iterable[_Run]) -> list[_Run]:
    """Runs that touch in both texts as one."""
    found: list[_Run] = []
    for each in runs:
        last = found[-1] if found else None
        if last is not None and (last.i2, last.j2) == (each.i, each.j):
            found[-1] = _Run(last.i, last.j, each.i2, each.j2)
        else:
            found.append(each)
    return found


def _gaps(runs: Sequence[_Run], window: _Run) -> Iterator[_Run]:
    """What lies between runs in order, where that is not nothing."""
    i, j = window.i, window.j
    for each in (*runs, _Run(window.i2, window.j2, window.i2, window.j2)):
        if each.i > i or each.j > j:
            yield _Run(i, j, each.i, each.j)
        i, j = each.i2, each.j2


def _slid(runs: Sequence[_Run], old: _Units, new: _Units) -> list[_Run]:
    """Where what came or went may as well lie further on or back, let it be lines or sentences.

    Of “a b a c” without “b a”, either “a” may be the one that stayed.
    """
    found: list[_Run] = []
    for at, each in enumerate(runs):
        last = found[-1] if found else None
        # The first and the last run may vanish: what came or went is then the text's edge.
        back = last.i2 - last.i - (len(found) > 1) if last is not None else 0
        on = each.i2 - each.i - (at + 1 < len(runs))
        if last is not None and last.j2 == each.j:
            by = _best_slide(old, last.i2, each.i, back=back, on=on)
        elif last is not None and last.i2 == each.i:
            by = _best_slide(new, last.j2, each.j, back=back, on=on)
        else:
            by = 0
        if last is not None and by:
            found[-1] = _Run(last.i, last.j, last.i2 + by, last.j2 + by)
            found.append(_Run(each.i + by, each.j + by, each.i2, each.j2))
        else:
            found.append(each)
    return [each for each in found if each.i < each.i2]


def _best_slide(units: _Units, start: int, end: int, *, back: int, on: int) -> int:
    """By how many units to move what came or went, `[start, end)`: at most `back` or `on`."""
    ids = units.ids
    least = 0
    while -least < back and ids[start + least - 1] == ids[end + least - 1]:
        least -= 1
    most = 0
    while most < on and ids[start + most] == ids[end + most]:
        most += 1

    def rank(by: int) -> tuple[int, int]:
        before = units.words[start + by - 1] if start + by else "\n"
        return (before == "\n") * 2 + (before in _SENTENCE_ENDS), -abs(by)

    return max(range(least, most + 1), key=rank)


def _without_chance(runs: list[_Run], old: _Units, new: _Units, whole: _Run) -> list[_Run]:
    """The runs without those that are short beside the differences on both sides of them."""
    while True:
        found: list[_Run] = []
        for at, each in enumerate(runs):
            before = found[-1] if found else _Run(whole.i, whole.j, whole.i, whole.j)
            after = runs[at + 1] if at + 1 < len(runs) else None
            end = (after.i, after.j) if after else (whole.i2, whole.j2)
            left = max(_size(old, before.i2, each.i), _size(new, before.j2, each.j))
            right = max(_size(old, each.i2, end[0]), _size(new, each.j2, end[1]))
            differs = min(left, right)
            if not differs or _CHANCE * _size(old, each.i, each.i2) > differs:
                found.append(each)
        if len(found) == len(runs):
            return _joined(found)
        runs = found


def _size(units: _Units, start: int, end: int) -> int:
    """Letters of the words in a run; of a long one, enough of them."""
    words = units.words[start : min(end, start + 60)]
    return sum(len(word) for word in words if word.isalnum())


# -- what was corrected -------------------------------------------------------------------------


def _corrections(old: _Units, new: _Units, gap: _Run) -> Iterator[_Run]:
    """Words of a gap that stand for words of its other side."""
    if gap.i == gap.i2 or gap.j == gap.j2:
        return
    pairs: list[_Run] = []
    if (gap.i2 - gap.i) * (gap.j2 - gap.j) <= _PAIRED:
        pairs = _alike(old, new, gap)
    yield from pairs
    for rest in _gaps(pairs, gap):
        if _swapped(old.words[rest.i : rest.i2], new.words[rest.j : rest.j2]):
            yield _Run(rest.i, rest.j, rest.i2, rest.j2, same=False)


def _alike(old: _Units, new: _Units, gap: _Run) -> list[_Run]:
    """Pairs of like words in the order of both, as like as can be together."""
    ours, theirs = old.words[gap.i : gap.i2], new.words[gap.j : gap.j2]
    best = [[0.0] * (len(theirs) + 1) for _ in range(len(ours) + 1)]
    likeness = [[_likeness(one, other) for other in theirs] for one in ours]
    for i in range(len(ours) - 1, -1, -1):
        for j in range(len(theirs) - 1, -1, -1):
            paired = best[i + 1][j + 1] + likeness[i][j] if likeness[i][j] else 0.0
            best[i][j] = max(paired, best[i + 1][j], best[i][j + 1])
    found = []
    i = j = 0
    while i < len(ours) and j < len(theirs):
        alike = likeness[i][j]
        if alike and best[i][j] == best[i + 1][j + 1] + alike:
            at, beyond = gap.i + i, gap.j + j
            same = ours[i] == theirs[j]
            found.append(_Run(at, beyond, at + 1, beyond + 1, same=same))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return found


def _likeness(one: str, other: str) -> float:
    if one == other and one.isalnum():
        return 100.0
    if not (one.isalnum() and other.isalnum()):
        return 0.0
    like = fuzz.ratio(one.casefold(), other.casefold())
    return like if like >= _ALIKE else 0.0


def _swapped(ours: Sequence[str], theirs: Sequence[str]) -> bool:
    """Whether few words took the place of few: one side is a hearing of what the other is."""
    if not ours or not theirs:
        return False
    words = [[word for word in side if word.isalnum()] for side in (ours, theirs)]
    units = (*ours, *theirs)
    return (
        "\n" not in units
        and _MASK not in units
        and bool(words[0]) == bool(words[1])
        and max(map(len, words)) <= _SWAPPED
        and max(len(ours), len(theirs)) <= 2 * _SWAPPED + 1
    )


# -- what moved ---------------------------------------------------------------------------------


def _moved(old: _Units, new: _Units, runs: Sequence[_Run], whole: _Run) -> Iterator[_Run]:
    """Passages missing in one place that are found in another, longest first."""
    gaps = list(_gaps(runs, whole))
    places: dict[tuple[int, ...], int] = {}
    for gap in gaps:
        for at in range(gap.j, gap.j2 - _MOVED + 1):
            gram = tuple(new.ids[at : at + _MOVED])
            places[gram] = -1 if gram in places else at
    limits = {at: gap.j2 for gap in gaps for at in range(gap.j, gap.j2)} if places else {}
    found: list[_Run] = []
    for gap in gaps if places else ():
        at = gap.i
        while at <= gap.i2 - _MOVED:
            beyond = places.get(tuple(old.ids[at : at + _MOVED]), -1)
            if beyond < 0:
                at += 1
                continue
            size = _MOVED
            while (
                at + size < gap.i2
                and beyond + size < limits[beyond]
                and old.ids[at + size] == new.ids[beyond + size]
            ):
                size += 1
            found.append(_Run(at, beyond, at + size, beyond + size))
            at += size
    yield from _in_parts(_not_twice(found))


def _not_twice(found: Iterable[_Run]) -> list[_Run]:
    """The longest of those that claim one place in the new text, in the order of the old one."""
    kept: list[_Run] = []
    for each in sorted(found, key=lambda run: (run.i - run.i2, run.i)):
        if all(each.j >= other.j2 or each.j2 <= other.j for other in kept):
            kept.append(each)
    return sorted(kept)


def _in_parts(found: Sequence[_Run]) -> Iterator[_Run]:
    """Numbered, so that pieces which moved together belong together."""
    part = 0
    last: _Run | None = None
    for each in found:
        together = last is not None and (
            0 <= each.i - last.i2 <= _NEAR and 0 <= each.j - last.j2 <= _NEAR
        )
        part = part if together else part + 1
        last = each
        yield _Run(each.i, each.j, each.i2, each.j2, part=part)


def _apart(runs: Sequence[_Run], moved: Sequence[_Run]) -> list[_Run]:
    """Both kinds; a correction gives way where its words were found elsewhere."""
    if not moved:
        return list(runs)
    old = {at for each in moved for at in range(each.i, each.i2)}
    new = {at for each in moved for at in range(each.j, each.j2)}
    stay = [
        each
        for each in runs
        if each.i2 - each.i > 60  # Found in place, longer than any gap's piece.
        or (old.isdisjoint(range(each.i, each.i2)) and new.isdisjoint(range(each.j, each.j2)))
    ]
    return sorted([*stay, *moved])


# -- stretches ----------------------------------------------------------------------------------


def _stretches(old: _Units, new: _Units, runs: Sequence[_Run]) -> Iterator[Stretch]:
    """Runs as stretches of characters: divided where the white space within is another."""
    last: tuple[int, int] | None = None
    for run in runs:
        for i, j, i2, j2 in _pieces(old, new, run):
            yield Stretch(
                Span(old.starts[i], old.ends[i2 - 1]),
                Span(new.starts[j], new.ends[j2 - 1]),
                same=run.same,
                old_follows=last is not None and _only_lines(old, last[0], i),
                new_follows=last is not None and _only_lines(new, last[1], j),
                part=run.part,
            )
            last = (i2, j2)


def _only_lines(units: _Units, start: int, end: int) -> bool:
    return all(word == "\n" for word in units.words[start:end]) if start <= end else False


def _pieces(old: _Units, new: _Units, run: _Run) -> Iterator[tuple[int, int, int, int]]:
    if not run.same:
        yield run.i, run.j, run.i2, run.j2
        return
    start: int | None = None
    by = run.j - run.i
    for i in range(run.i, run.i2):
        if old.words[i] == "\n":
            continue
        if start is not None and not _alike_between(old, new, i, by, start=start):
            last = _last_word(old, start, i)
            yield start, start + by, last, last + by
            start = None
        start = i if start is None else start
    if start is not None:
        last = _last_word(old, start, run.i2)
        yield start, start + by, last, last + by


def _last_word(units: _Units, start: int, end: int) -> int:
    """The end of the units up to `end` without line ends at the edge."""
    while end > start and units.words[end - 1] == "\n":
        end -= 1
    return end


def _alike_between(old: _Units, new: _Units, i: int, by: int, *, start: int) -> bool:
    """Whether a unit stands as far behind the stretch's beginning in both texts, white space
    alike."""
    j = i + by
    if old.starts[i] - old.starts[start] != new.starts[j] - new.starts[start + by]:
        return False
    before = _last_word(old, start, i)
    return (
        old.text[old.ends[before - 1] : old.starts[i]]
        == new.text[new.ends[before - 1 + by] : new.starts[j]]
    )
