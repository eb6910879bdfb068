"""How far the coders of any table agree: rows are units, columns are coders."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import cast

from workbench.agreement.interpretation import THRESHOLDS, notes, notes_on_values
from workbench.agreement.reliability import Ratings, coefficients
from workbench.agreement.tables import figures
from workbench.errors import InputError, UsageError
from workbench.files.sheets import Row, Sheet, read_sheet
from workbench.model import Figure, Level, Note, Threshold, Undefined
from workbench.text import natural_key

_UNIT_COLUMNS = frozenset({"unit", "enhet"})
_BETWEEN = "|"
"""Divides the codes of a set; alone it is the set without any."""
_NUMBER = re.compile(r"([+-]?)(\d{1,30})(?:[.,](\d{1,30}))?(?:[eE]([+-]?\d{1,2}))?")
_SAID = (
    *(("1", "0"), ("ja", "nej"), ("yes", "no"), ("true", "false")),
    *(("sant", "falskt"), ("x", "-")),
)
"""Pairs of values of which the first says that a code applies."""
_MOST_VALUES = 40
"""Above so many values, how often each pair of them occurs is no table to read."""

Value = str | Fraction | frozenset[str]


@dataclass(frozen=True, slots=True)
class MatrixAgreement:
    """The figures of one table, and the counts that they come from."""

    name: str
    """The file's."""
    units: int
    paired: int
    """Units that two coders or more gave a value."""
    coders: tuple[str, ...]
    level: Level
    values: tuple[str, ...]
    """As they are shown, in order."""
    given: tuple[tuple[int, ...], ...]
    """How often each value was given by each coder."""
    table: tuple[tuple[int, ...], ...] | None
    """Units by the first coder's value (rows) and the second's; None with more coders or with
    very many values."""
    coefficients: dict[str, Figure]
    notes: tuple[Note, ...]
    thresholds: tuple[Threshold, ...] = THRESHOLDS


def matrix_agreement(path: Path, *, level: Level = Level.NOMINAL) -> MatrixAgreement:
    """Read a csv or xlsx and compute every coefficient.

    The first row names the coders; a first column called `unit` or `enhet` names the units. An
    empty cell is a missing value; `a|b` is a set of codes, a lone `|` the empty one. On levels
    above nominal values are numbers, with decimal point or comma.

    Raises InputError where the file cannot be read, or a cell has no value of the level; its
    message names the row and the column.
    """
    sheet = read_sheet(path)
    columns = _coder_columns(sheet)
    _refuse_second_unit(sheet, columns)
    rows = [_values(sheet, row, columns, level) for row in sheet.rows]
    if any(isinstance(value, frozenset) for row in rows for value in row):
        rows = [tuple(map(_as_set, row)) for row in rows]
    coders = tuple(columns.values())
    positive, categories = _said(rows)
    ratings = Ratings(((1, row) for row in rows), categories=categories, coders=coders)
    found = coefficients(ratings, level, positive=positive)
    order = sorted(ratings.categories, key=_order)
    by_coder = [Counter(column) for column in zip(*rows, strict=True)] or [Counter()] * len(coders)
    pairs = Counter(row for row in rows if None not in row) if len(coders) == 2 else None
    return MatrixAgreement(
        name=sheet.name,
        units=ratings.units,
        paired=ratings.paired,
        coders=coders,
        level=level,
        values=tuple(map(_shown, order)),
        given=tuple(tuple(counted[value] for counted in by_coder) for value in order),
        table=None
        if pairs is None or len(order) > _MOST_VALUES
        else tuple(tuple(pairs[a, b] for b in order) for a in order),
        coefficients=figures(found),
        notes=tuple(_notes(ratings, rows, figures(found), positive)),
    )


def matrix_facts(found: MatrixAgreement) -> dict[str, object]:
    """The JSON document: `units coders coefficients{}`, and the counts beside them."""
    return {
        "units": found.units,
        "coders": list(found.coders),
        "level": found.level.value,
        "paired": found.paired,
        "values": [
            {"value": value, "given": dict(zip(found.coders, given, strict=True))}
            for value, given in zip(found.values, found.given, strict=True)
        ],
        "table": None if found.table is None else [list(row) for row in found.table],
        "coefficients": {
            name: {"undefined": figure.reason} if isinstance(figure, Undefined) else figure
            for name, figure in found.coefficients.items()
        },
        "notes": [str(note) for note in found.notes],
    }


# -- Reading ----------------------------------------------------------------------------------


def _coder_columns(sheet: Sheet) -> dict[str, str]:
    """Column -> the coder as written."""
    named = dict(zip(sheet.columns, sheet.headings, strict=True))
    if sheet.columns and sheet.columns[0] in _UNIT_COLUMNS:
        del named[sheet.columns[0]]
    if len(named) < 2:
        shown = ", ".join(f"“{name}”" for name in named.values()) or "nobody"
        raise InputError(
            f"“{sheet.name}”, row 1 names {'one coder' if named else 'no coder'} ({shown}); "
            "agreement takes two or more.",
            "Give each coder a column, and name the coders in the first row.",
        )
    return named


def _refuse_second_unit(sheet: Sheet, columns: Mapping[str, str]) -> None:
    if sheet.columns[0] in columns:
        return
    seen: dict[str, int] = {}
    for row in sheet.rows:
        unit = row.cells[sheet.columns[0]].strip()
        earlier = seen.setdefault(unit, row.number) if unit else row.number
        if earlier != row.number:
            raise InputError(
                f"“{sheet.name}”, row {row.number}, column “{sheet.headings[0]}”: the unit "
                f"“{unit}” stands in row {earlier} already.",
                "Keep one row for each unit, with the values of all coders side by side.",
            )


def _values(
    sheet: Sheet, row: Row, columns: Mapping[str, str], level: Level
) -> tuple[Value | None, ...]:
    found: list[Value | None] = []
    for column, coder in columns.items():
        cell = row.cells[column].strip()
        try:
            found.append(_value(cell, level) if cell else None)
        except UsageError as error:
            raise InputError(
                f"“{sheet.name}”, row {row.number}, column “{coder}”: {error.message}",
                error.remedy,
            ) from None
    return tuple(found)


def _value(cell: str, level: Level) -> Value:
    """A cell that is not empty; raises UsageError where it has no value of the level."""
    if level is Level.NOMINAL:
        if _BETWEEN not in cell:
            return cell
        return frozenset(part.strip() for part in cell.split(_BETWEEN) if part.strip())
    if _BETWEEN in cell:
        raise UsageError(
            f"“{cell}” is a set, and sets have no order.", "Use --level nominal for sets of codes."
        )
    number = _number(cell)
    if number is None:
        raise UsageError(
            f"“{cell}” is no number, and the level is {level.value}.",
            "Write numbers (1, 2, 3 for an order), leave the cell empty where a value is missing, "
            "or use --level nominal.",
        )
    if level is Level.RATIO and number < 0:
        raise UsageError(
            f"“{cell}” is below 0, and on a ratio level nothing is less than nothing.",
            "Use --level interval for values that can be negative.",
        )
    return number


def _number(cell: str) -> Fraction | None:
    """A number with decimal point or comma, and white space or none between thousands."""
    match = _NUMBER.fullmatch("".join(cell.split()).replace("−", "-"))
    if match is None:
        return None
    sign, whole, decimals, exponent = match.groups()
    number = Fraction(f"{sign}{whole}.{decimals or 0}")
    return number * Fraction(10) ** int(exponent or 0)


def _as_set(value: Value | None) -> frozenset[str] | None:
    if value is None or isinstance(value, frozenset):
        return value
    return frozenset({str(value)})


def _said(
    rows: Sequence[tuple[Value | None, ...]],
) -> tuple[Value | None, tuple[Value, Value] | None]:
    """Which value says that a code applies, and both values, where the table is of such a kind.

    Where one of the two was never given the other is known all the same.
    """
    given = {value for row in rows for value in row if value is not None}
    sets = any(isinstance(value, frozenset) for value in given)
    folded = {_shown(value).casefold(): value for value in given}
    for yes, no in _SAID:
        if given and len(folded) == len(given) and folded.keys() <= {yes, no} and not sets:
            numbers = any(isinstance(value, Fraction) for value in given)
            positive, negative = (
                folded.get(word, Fraction(word) if numbers else word) for word in (yes, no)
            )
            return positive, (positive, negative)
    return None, None


# -- Telling ----------------------------------------------------------------------------------


def _order(value: Value) -> tuple[int, Fraction, object]:
    if isinstance(value, Fraction):
        return 0, value, ()
    return (
        1,
        Fraction(len(value) if isinstance(value, frozenset) else 0),
        natural_key(_shown(value)),
    )


def _shown(value: Value) -> str:
    if isinstance(value, Fraction):
        return str(value.numerator) if value.denominator == 1 else f"{float(value):.15g}"
    if isinstance(value, frozenset):
        return _BETWEEN.join(sorted(value)) or _BETWEEN
    return value


def _notes(
    ratings: Ratings,
    rows: Sequence[tuple[Value | None, ...]],
    found: Mapping[str, Figure],
    positive: Value | None,
) -> Iterator[Note]:
    yield from _spelt_unlike(ratings)
    if positive is not None and ratings.coders == 2:
        said = [(a == positive, b == positive) for a, b in rows if None not in (a, b)]
        kinds = ((True, True), (True, False), (False, True), (False, False))
        counts = cast("tuple[int, int, int, int]", tuple(map(said.count, kinds)))
        yield from notes(counts, found, ratings.names)
    elif ratings.paired:
        total = ratings.paired_values.total()
        shares: dict[object, Fraction] = {
            _shown(value): Fraction(number, total)
            for value, number in ratings.paired_values.items()
        }
        yield from notes_on_values(shares, found)


def _spelt_unlike(ratings: Ratings) -> Iterator[Note]:
    spelt: dict[Fraction | str, list[str]] = {}
    for value in sorted(map(_shown, ratings.categories)):
        number = _number(value)
        spelt.setdefault(value.casefold() if number is None else number, []).append(value)
    for several in spelt.values():
        if len(several) > 1:
            yield Note(
                "“{one}” and “{other}” count as two values: see whether they are meant as one.",
                {"one": several[0], "other": several[1]},
            )
