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
    anything = dict.fromkeys(ancestors, (ANY,))
    needs_coded = cut.percent in (Percent.COLUMN, Percent.TOTAL)
    tally, coded = Tally(), Tally()
    for frame in frames:
        speaker_values = values.speaker_values(frame)
        counter = FrameCounter(frame, speaker_values, ancestors=ancestors, split=cut.polarity)
        counter.add_bases(tally)
        counter.add(tally, cut.unit)
        if needs_coded:
            counter.ancestors, counter.split = anything, False
            counter.add(coded, cut.unit)
    for (value, key), count in coded.wide.items():
        tally.wide[value, key] = count
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
        own_of, wide_of = self.tally.own.get, self.tally.wide.get
        said = self.tally.words[value]
        words = said if self.cut.unit is Unit.WORDS else 0
        thousands = said / 1000 if self.cut.per_1000 else 0.0
        directions = DIRECTIONS if self.cut.polarity else (None,)
        plain = not (words or thousands or self.cut.percent)
        for code, _, _ in codes:
            for direction in directions:
                key = (value, (code, direction))
                own, wide = own_of(key, 0), wide_of(key, 0)
                if plain:
                    yield FrequencyRow(name, code, own, wide, direction)
                    continue
                whole = self._whole(value, code, direction) if self.cut.percent else (0, 0)
                yield FrequencyRow(
                    name,
                    code,
                    own,
                    wide,
                    direction,
                    share=own / words if words else None,
                    share_with_children=wide / words if words else None,
                    percent=own / whole[0] if whole[0] else None,
                    percent_with_children=wide / whole[1] if whole[1] else None,
                    per_1000=own / thousands if thousands else None,
                    per_1000_with_children=wide / thousands if thousands else None,
                )

    def _whole(self, value: int, code: CodeId, direction: str | None) -> tuple[int, int]:
        """Of what a cell is a share: of the code alone, and with children; 0 for nothing."""
        tally, percent = self.tally, self.cut.percent
        if percent is Percent.ROW:
            key = (TOTAL, (code, direction))
            return tally.own.get(key, 0), tally.wide.get(key, 0)
        if percent is Percent.BASE:
            whole = base_of(tally.base(value), self.cut.unit)
        else:
            where = value if percent is Percent.COLUMN else TOTAL
            whole = tally.wide[where, (ANY, None)]
        return whole, whole


def base_of(base: Base, unit: Unit) -> int:
    """How many of the unit there are, coded or not; 0 for segments, which are all coded."""
    return {
        Unit.SEGMENTS: 0,
        Unit.TURNS: base.turns,
        Unit.PARTICIPANTS: base.participants,
        Unit.INTERVIEWS: base.interviews,
        Unit.WORDS: base.words,
    }[unit]
