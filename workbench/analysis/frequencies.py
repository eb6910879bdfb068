"""Frequency tables: how often codes occur, by the values of attributes.

Invariant: every value x code (x direction) has a row, zeros included; totals are counted anew, and
within a cell no turn, person, interview or word is counted twice.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from workbench.analysis.frames import ANY, TOTAL, FrameCounter, Tally
from workbench.analysis.values import Values
from workbench.errors import UsageError
from workbench.model import (
    CROSS,
    Balance,
    Base,
    Codebook,
    CodeId,
    Coder,
    CountingFrame,
    Cut,
    FrequencyRow,
    FrequencyTable,
    Percent,
    Unit,
)
from workbench.model.objects import many_objects

DIRECTIONS = ("+", "-", "0", "")
"""The columns of a split table; the last is not set."""


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
    """Count one coder's codings by the values of one attribute; see `cut_table`.

    `by` is an attribute's name, `interview` (`intervju`), `participant` (`deltagare`), or None for
    totals only.
    """
    cut = Cut(
        by=() if by is None else (by,),
        unit=unit,
        polarity=polarity,
        with_moderator=with_moderator,
        codes=None if codes is None else frozenset(codes),
    )
    return cut_table(frames, codebook, cut, coder=coder)


def cut_table(
    frames: Sequence[CountingFrame], codebook: Codebook, cut: Cut, *, coder: Coder
) -> FrequencyTable:
    """Count one coder's codings as a cut says.

    Each turn counts under its speaker's effective values. `cut.codes` limits the rows, not what is
    counted below them. With the moderator, their turns and words count in the bases as well. A
    coding that touches no turn has no speaker and is not counted.

    Raises InputError for an attribute that no interview and no speaker has, UsageError for what
    does not fit together.
    """
    if cut.percent is Percent.BASE and cut.unit is Unit.SEGMENTS:
        raise UsageError(
            "Segments are codings: there are none that are not coded to take a share of.",
            "Count turns, participants, interviews or words, or use --percent column.",
        )
    with many_objects():
        return _cut_table(frames, codebook, cut, coder)


def _cut_table(
    frames: Sequence[CountingFrame], codebook: Codebook, cut: Cut, coder: Coder
) -> FrequencyTable:
    values = Values(cut, frames)
    tally = _counted(frames, values, codebook, cut)
    names = {parts: CROSS.join(parts) for parts in values.in_order()}
    shown = tuple(
        (code.id, code.name, depth)
        for code, depth in codebook.walk()
        if cut.codes is None or code.id in cut.codes
    )
    rows = _Rows(tally, cut)
    numbered = [(name, values.numbers[parts]) for parts, name in names.items()]
    return FrequencyTable(
        by=values.by,
        unit=cut.unit,
        coder=coder,
        codes=shown,
        values=tuple(names.values()),
        rows=tuple(row for name, value in numbered for row in rows.of(name, value, shown)),
        totals=tuple(rows.of("", TOTAL, shown)),
        bases={name: tally.base(value) for name, value in (*numbered, ("", TOTAL))},
        dimensions=values.dimensions,
        parts=tuple(names),
        percent=cut.percent.value if cut.percent else "",
        balances=tuple(_balances(tally, (*numbered, ("", TOTAL)), shown)) if cut.polarity else (),
        remarks=values.remarks(),
    )


def _counted(
    frames: Sequence[CountingFrame], values: Values, codebook: Codebook, cut: Cut
) -> Tally:
    """Every cell; for shares of what is coded also how much is coded at all, under ANY."""
    ancestors = {code.id: codebook.ancestors(code.id) for code in codebook.codes}
    tally = Tally()
    for frame in frames:
        counter = FrameCounter(
            frame,
            values.speaker_values(frame),
            ancestors=ancestors,
            split=cut.polarity,
            anything=cut.percent in (Percent.COLUMN, Percent.TOTAL),
        )
        counter.add_bases(tally)
        counter.add(tally, cut.unit)
    return tally


def _balances(
    tally: Tally, numbered: Iterable[tuple[str, int]], codes: Sequence[tuple[CodeId, str, int]]
) -> Iterator[Balance]:
    own_of, wide_of = tally.own.get, tally.wide.get
    for name, value in numbered:
        for code, _, _ in codes:
            promotes, hinders = (value, (code, "+")), (value, (code, "-"))
            plus, minus = wide_of(promotes, 0), wide_of(hinders, 0)
            yield Balance(
                name,
                code,
                own_of(promotes, 0) - own_of(hinders, 0),
                plus - minus,
                (plus - minus) / (plus + minus) if plus + minus else None,
            )


@dataclass(frozen=True, slots=True)
class _Rows:
    """Turns a tally into the rows of a table."""

    tally: Tally
    cut: Cut

    def of(
        self, name: str, value: int, codes: Iterable[tuple[CodeId, str, int]]
    ) -> Iterator[FrequencyRow]:
        said = self.tally.words[value]
        words = said if self.cut.unit is Unit.WORDS else 0
        thousands = said / 1000 if self.cut.per_1000 else 0.0
        whole = self._whole(value)
        if words or thousands or self.cut.percent:
            for code, direction, own, wide in self._counts(value, codes):
                own_whole, wide_whole = whole, whole
                if self.cut.percent is Percent.ROW:
                    own_whole, wide_whole = self._row_whole(code, direction)
                yield FrequencyRow(
                    name,
                    code,
                    own,
                    wide,
                    direction,
                    own / words if words else None,
                    wide / words if words else None,
                    own / own_whole if own_whole else None,
                    wide / wide_whole if wide_whole else None,
                    own / thousands if thousands else None,
                    wide / thousands if thousands else None,
                )
        else:
            for code, direction, own, wide in self._counts(value, codes):
                yield FrequencyRow(name, code, own, wide, direction)

    def _counts(
        self, value: int, codes: Iterable[tuple[CodeId, str, int]]
    ) -> Iterator[tuple[CodeId, str | None, int, int]]:
        own_of, wide_of = self.tally.own.get, self.tally.wide.get
        directions = DIRECTIONS if self.cut.polarity else (None,)
        for code, _, _ in codes:
            for direction in directions:
                key = (value, (code, direction))
                wide = wide_of(key, 0)
                yield code, direction, own_of(key, 0) if wide else 0, wide

    def _row_whole(self, code: CodeId, direction: str | None) -> tuple[int, int]:
        key = (TOTAL, (code, direction))
        return self.tally.own.get(key, 0), self.tally.wide.get(key, 0)

    def _whole(self, value: int) -> int:
        """Of what the cells of a value are shares, but for those of rows; 0 for nothing."""
        if self.cut.percent is Percent.BASE:
            return base_of(self.tally.base(value), self.cut.unit)
        if self.cut.percent in (Percent.COLUMN, Percent.TOTAL):
            where = value if self.cut.percent is Percent.COLUMN else TOTAL
            return self.tally.wide.get((where, (ANY, None)), 0)
        return 0


def base_of(base: Base, unit: Unit) -> int:
    """How many of the unit there are, coded or not; 0 for segments, which are all coded."""
    return {
        Unit.SEGMENTS: 0,
        Unit.TURNS: base.turns,
        Unit.PARTICIPANTS: base.participants,
        Unit.INTERVIEWS: base.interviews,
        Unit.WORDS: base.words,
    }[unit]
