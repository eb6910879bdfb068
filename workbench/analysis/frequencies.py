"""Frequency tables: how often codes occur, by the values of an attribute.

Invariant: every value x code (x direction) has a row, zeros included; totals are counted anew, and
within a cell no turn, person, interview or word is counted twice.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence

from workbench.analysis.frames import LEFT_OUT, TOTAL, FrameCounter, Tally
from workbench.errors import InputError
from workbench.model import (
    MISSING,
    Codebook,
    CodeId,
    Coder,
    CountingFrame,
    FrequencyRow,
    FrequencyTable,
    Unit,
)
from workbench.text import fold, natural_key, swedish_key

DIRECTIONS = ("+", "-", "0", "")
"""The columns of a split table; the last is not set."""

BY_INTERVIEW = frozenset({"interview", "intervju"})
BY_PARTICIPANT = frozenset({"participant", "deltagare"})


def frequency_table(
    frames: Sequence[CountingFrame],
    codebook: Codebook,
    *,
    by: str | None,
    unit: Unit,
    coder: Coder,
    polarity: bool = False,
    with_moderator: bool = False,
    codes: Collection[CodeId] | None = None,
) -> FrequencyTable:
    """Count one coder's codings by the values of an attribute.

    `by` is an attribute's name, `interview` (`intervju`), `participant` (`deltagare`), or None for
    totals only. Each turn counts under its speaker's effective value. `codes` limits the rows, not
    what is counted below them. `with_moderator` counts the moderator's turns and words too, in the
    bases as well. A coding that touches no turn has no speaker and is not counted.

    Raises InputError for an attribute that no interview and no speaker has.
    """
    grouping = _Grouping(_attribute_name(by, frames), with_moderator=with_moderator)
    tally = Tally()
    ancestors = {code.id: codebook.ancestors(code.id) for code in codebook.codes}
    for frame in frames:
        counter = FrameCounter(
            frame, grouping.speaker_values(frame), ancestors=ancestors, split=polarity
        )
        counter.add_bases(tally)
        counter.add(tally, unit)
    shown = tuple(
        (code.id, code.name, depth)
        for code, depth in codebook.walk()
        if codes is None or code.id in codes
    )
    rows = _Rows(tally, unit=unit, directions=DIRECTIONS if polarity else (None,))
    names = grouping.names_in_order()
    return FrequencyTable(
        by=grouping.by,
        unit=unit,
        coder=coder,
        codes=shown,
        values=tuple(names),
        rows=tuple(row for name in names for row in rows.of(name, grouping.numbers[name], shown)),
        totals=tuple(rows.of("", TOTAL, shown)),
        bases={name: tally.base(grouping.numbers[name]) for name in names}
        | {"": tally.base(TOTAL)},
    )


def _attribute_name(by: str | None, frames: Sequence[CountingFrame]) -> str:
    """The attribute as the interviews spell it; empty for totals only."""
    if by is None:
        return ""
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
    if found is None:
        known = ", ".join(sorted({*there, "intervju", "deltagare"}, key=swedish_key))
        raise InputError(
            f"No interview has the attribute “{by}”.",
            f"There are {known}; --by - counts the whole only.",
        )
    return found


class _Grouping:
    """Gives every value of the attribute a number as it is met."""

    def __init__(self, by: str, *, with_moderator: bool) -> None:
        self.by = by
        self.with_moderator = with_moderator
        self.numbers: dict[str, int] = {}

    def speaker_values(self, frame: CountingFrame) -> list[int]:
        """The number of the value of each speaker, LEFT_OUT for moderators."""
        heard = set(frame.turn_speakers)
        return [
            self._number(frame, speaker)
            if speaker in heard and (self.with_moderator or label not in frame.moderators)
            else LEFT_OUT
            for speaker, label in enumerate(frame.speakers)
        ]

    def _number(self, frame: CountingFrame, speaker: int) -> int:
        return self.numbers.setdefault(self._value(frame, speaker), len(self.numbers))

    def _value(self, frame: CountingFrame, speaker: int) -> str:
        if self.by in BY_INTERVIEW:
            return frame.interview
        if self.by in BY_PARTICIPANT:
            label = frame.speakers[speaker]
            return f"{frame.interview} {label}" if label else MISSING
        return frame.speaker_attributes[speaker].get(self.by, "").strip() or MISSING

    def names_in_order(self) -> list[str]:
        """Natural and Swedish order, `(saknas)` last; none where only totals are asked for."""
        names = self.numbers if self.by else ()
        return sorted(names, key=lambda name: (name == MISSING, natural_key(name), name))


class _Rows:
    """Turns a tally into the rows of a table."""

    def __init__(self, tally: Tally, *, unit: Unit, directions: Sequence[str | None]) -> None:
        self.tally = tally
        self.directions = directions
        self.shares = unit is Unit.WORDS

    def of(
        self, name: str, value: int, codes: Iterable[tuple[CodeId, str, int]]
    ) -> Iterator[FrequencyRow]:
        words = self.tally.words[value] if self.shares else 0
        for code, _, _ in codes:
            for direction in self.directions:
                own = self.tally.own[value, (code, direction)]
                wide = self.tally.wide[value, (code, direction)]
                yield FrequencyRow(
                    value=name,
                    code=code,
                    count=own,
                    count_with_children=wide,
                    polarity=direction,
                    share=own / words if words else None,
                    share_with_children=wide / words if words else None,
                )
