"""Under which value each speaker counts: attributes, interviews, people, weeks, groups of values.

Invariant: every speaker of a frame gets one number, LEFT_OUT where nothing of theirs is counted;
equal values get equal numbers, in every frame of one table.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from workbench.analysis.excerpts import matches, parse_where, refuse_unknown
from workbench.analysis.frames import LEFT_OUT
from workbench.errors import InputError, UsageError
from workbench.model import (
    CROSS,
    MISSING,
    UNGROUPED,
    CountingFrame,
    Cut,
    Remark,
    ValueGroups,
    interview_key,
)
from workbench.text import fold, natural_key, swedish_key

BY_INTERVIEW = frozenset({"interview", "intervju"})
BY_PARTICIPANT = frozenset({"participant", "deltagare"})
BY_WEEK = frozenset({"week", "vecka"})
DATES = ("datum", "date")
"""Attributes that hold the day of an interview."""

Parts = tuple[str, ...]
"""The value of each attribute that a table is cut by."""


def day_in(written: str) -> date | None:
    """The day a date begins with: `2015-09-15`, `20150915`, also with a time behind it."""
    day = written.strip()
    for length in (10, 8):
        try:
            return date.fromisoformat(day[:length])
        except ValueError:
            continue
    return None


def week_of(written: str) -> str:
    """`2015-W38`, the week of a date (ISO 8601-1:2019, 5.2.3); empty where it is none."""
    day = day_in(written)
    if day is None:
        return ""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}"


class Values:
    """Numbers the values of a cut as they are met."""

    def __init__(self, cut: Cut, frames: Sequence[CountingFrame]) -> None:
        """Raises InputError for an attribute or a condition that no interview knows, UsageError
        for groups of an attribute that the table is not cut by."""
        self.frames = frames
        self.with_moderator = cut.with_moderator
        self.dimensions = tuple(_dimension(each, frames) for each in cut.by)
        self._readers = [_reader(each) for each in self.dimensions]
        self._groups = _groups_of(cut.groups, self.dimensions)
        self._where = _conditions(cut.where, frames)
        self.numbers: dict[Parts, int] = {}

    @property
    def by(self) -> str:
        return CROSS.join(self.dimensions)

    def speaker_values(self, frame: CountingFrame) -> list[int]:
        """The number of the value of each speaker, LEFT_OUT for those who are not counted."""
        heard = set(frame.turn_speakers)
        return [
            self.numbers.setdefault(self.parts(frame, speaker), len(self.numbers))
            if speaker in heard and self.counts(frame, speaker)
            else LEFT_OUT
            for speaker in range(len(frame.speakers))
        ]

    def parts(self, frame: CountingFrame, speaker: int) -> Parts:
        """The value of each attribute for one speaker, `(saknas)` where it is missing."""
        return tuple(
            group.of(reader(frame, speaker)) if group else reader(frame, speaker) or MISSING
            for reader, group in zip(self._readers, self._groups, strict=True)
        )

    def in_order(self) -> list[Parts]:
        """Natural and Swedish order, groups as in their sheet, `(saknas)` last; none for the
        whole only."""
        return self.ordered(self.numbers) if self.dimensions else []

    def ordered(self, names: Iterable[Parts]) -> list[Parts]:
        return sorted(names, key=self._order)

    def remarks(self) -> tuple[Remark, ...]:
        """Dates that are none, values without a group, groups without a value."""
        found = []
        undated = sorted(self._undated(), key=natural_key)
        if undated:
            found.append(Remark("undated", tuple(undated)))
        for group in filter(None, self._groups):
            if group.ungrouped:
                loose = sorted(group.ungrouped, key=natural_key)
                found.append(Remark("ungrouped", (group.attribute, *loose)))
            if group.unused:
                found.append(Remark("unused group", (group.attribute, *group.unused)))
        return tuple(found)

    def counts(self, frame: CountingFrame, speaker: int) -> bool:
        """Whether what the speaker says is counted: who moderates, and the conditions."""
        label = frame.speakers[speaker]
        if label in frame.moderators and not self.with_moderator:
            return False
        if not self._where:
            return True
        case = {
            **frame.speaker_attributes[speaker],
            "intervju": interview_key(frame.interview),
            "deltagare": label,
        }
        return matches(self._where, case)

    def _order(self, parts: Parts) -> tuple[object, ...]:
        return tuple(
            (
                part == MISSING,
                part == UNGROUPED,
                group.rank(part) if group else 0,
                natural_key(part),
                part,
            )
            for part, group in zip(parts, self._groups, strict=True)
        )

    def _undated(self) -> set[str]:
        if not BY_WEEK & set(self.dimensions):
            return set()
        read = _reader(next(each for each in self.dimensions if each in BY_WEEK))
        return {
            frame.interview
            for frame in self.frames
            if any(not read(frame, speaker) for speaker in set(frame.turn_speakers))
        }


class _Group:
    """Puts the values of one attribute together as a sheet says."""

    def __init__(self, groups: ValueGroups, dimension: str) -> None:
        self.attribute = dimension
        self._key: Callable[[str], str] = interview_key if dimension in BY_INTERVIEW else fold
        self._exact = {self._key(value): group for value, group in groups.rules}
        self._spans = [
            (value, group) for value, group in groups.rules if ".." in value or value[:1].isdigit()
        ]
        ranks = dict.fromkeys(group for _, group in groups.rules)
        self._ranks = {group: rank for rank, group in enumerate(ranks)}
        self._met: dict[str, str] = {}
        self.ungrouped: set[str] = set()

    def of(self, value: str) -> str:
        if value not in self._met:
            self._met[value] = self._find(value)
        return self._met[value]

    def rank(self, group: str) -> int:
        return self._ranks.get(group, len(self._ranks))

    @property
    def unused(self) -> tuple[str, ...]:
        """Groups that nobody is in."""
        met = set(self._met.values())
        return tuple(group for group in self._ranks if group not in met)

    def _find(self, value: str) -> str:
        exact = self._exact.get(self._key(value or MISSING))
        if exact is not None:
            return exact
        if not value:
            return MISSING
        for written, group in self._spans:
            if _in_time(value, written):
                return group
        self.ungrouped.add(value)
        return UNGROUPED


def _in_time(value: str, written: str) -> bool:
    """Whether a date lies in `2015`, `2015-09`, `2015-W38` or `2015-09-01..2015-12-31`.

    Either end of a range may be open, and both belong to it.
    """
    day = day_in(value)
    if day is None:
        return False
    first, dots, last = (part.strip() for part in written.partition(".."))
    if not dots:
        return day.isoformat().startswith(f"{first}-") or week_of(value) == first
    begin, end = day_in(first), day_in(last)
    if (first and begin is None) or (last and end is None):
        return False
    return (begin is None or begin <= day) and (end is None or day <= end)


def _groups_of(groups: Sequence[ValueGroups], dimensions: Sequence[str]) -> list[_Group | None]:
    by_name = {fold(each.attribute.strip()): each for each in groups}
    for name, each in by_name.items():
        if name not in map(fold, dimensions):
            raise UsageError(
                f"The values of “{each.attribute}” are put together, but nothing is counted by it.",
                f"Add --by {each.attribute}.",
            )
    named = [by_name.get(fold(dimension)) for dimension in dimensions]
    return [
        _Group(found, dimension) if found else None
        for found, dimension in zip(named, dimensions, strict=True)
    ]


def _conditions(
    where: Sequence[str], frames: Sequence[CountingFrame]
) -> list[tuple[str, frozenset[str]]]:
    """Conditions with ids of interviews in the form in which they are compared."""
    parsed = [
        (
            ("intervju", frozenset(map(interview_key, values)))
            if name in BY_INTERVIEW
            else ("deltagare" if name in BY_PARTICIPANT else name, values)
        )
        for name, values in parse_where(where)
    ]
    refuse_unknown([each for each in parsed if each[0] not in ("intervju", "deltagare")], frames)
    return parsed


def _dimension(by: str, frames: Sequence[CountingFrame]) -> str:
    """The attribute as the interviews spell it."""
    wanted = fold(by.strip())
    if wanted in BY_INTERVIEW | BY_PARTICIPANT or not frames:
        return wanted
    there = {
        name
        for frame in frames
        for attributes in (frame.attributes, *frame.speaker_attributes)
        for name in attributes
    }
    found = next((name for name in sorted(there) if fold(name) == wanted), None)
    if found is not None:
        return found
    if wanted in BY_WEEK and not there.isdisjoint(DATES):
        return wanted
    known = ", ".join(sorted({*there, "intervju", "deltagare", "vecka"}, key=swedish_key))
    if wanted in BY_WEEK:
        raise InputError(
            "No interview has a date, so nothing can be counted by week.",
            f"Give the interviews an attribute “{DATES[0]}”, such as 2015-09-15.",
        )
    raise InputError(
        f"No interview has the attribute “{by}”.",
        f"There are {known}; --by - counts the whole only.",
    )


Reader = Callable[[CountingFrame, int], str]
"""The value of a speaker, empty where it is missing."""


def _reader(dimension: str) -> Reader:
    if dimension in BY_INTERVIEW:
        return _interview
    if dimension in BY_PARTICIPANT:
        return _person

    def attribute(frame: CountingFrame, speaker: int) -> str:
        return frame.speaker_attributes[speaker].get(dimension, "").strip()

    def week(frame: CountingFrame, speaker: int) -> str:
        # An attribute of this name comes before the week of the date.
        own = attribute(frame, speaker)
        attributes = frame.speaker_attributes[speaker]
        dated = next((attributes[name] for name in DATES if attributes.get(name)), "")
        return own or week_of(dated)

    return week if dimension in BY_WEEK else attribute


def _interview(frame: CountingFrame, _speaker: int) -> str:
    return frame.interview


def _person(frame: CountingFrame, speaker: int) -> str:
    label = frame.speakers[speaker]
    return f"{frame.interview} {label}" if label else ""
