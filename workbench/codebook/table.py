"""A codebook as a table: one row per code, as people keep it in a spreadsheet.

Pure: rows in, values out. Columns may be in Swedish or English; what has no column is not said.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from workbench.codebook.fitting import SaidCodebook
from workbench.errors import InputError
from workbench.model import Code, Codebook, CodeId, Cue
from workbench.text import fold

COLUMNS = {
    "id": ("id", "kod-id"),
    "name": ("namn", "name", "kod", "code"),
    "parent": ("överkod", "förälder", "parent", "under"),
    "definition": ("definition", "beskrivning", "description"),
    "include": ("inkludera", "include"),
    "exclude": ("exkludera", "exclude"),
    "example": ("exempel", "example"),
    "colour": ("färg", "colour", "color"),
    "key": ("tangent", "key"),
    "cues": ("ledtrådar", "cues"),
    "memo": ("memo", "anteckning"),
}
"""Field of a code -> names of its column."""

_COLOUR = re.compile(r"#[0-9a-f]{6}")


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row: the number its reader sees, and its cells by column."""

    number: int
    cells: Mapping[str, str]


def read_table(
    columns: Sequence[str],
    rows: Sequence[TableRow],
    *,
    name: str,
    cues_in: Callable[[str], tuple[Cue, ...]],
) -> SaidCodebook:
    """The codes of a table, in its order.

    cues_in: reads a cell of cues, one a line.
    Raises InputError with file and row: no column of names, a name missing or twice on one level, a
    parent that no earlier row has, a colour or key that is none.
    """
    found = {
        field: column
        for field, names in COLUMNS.items()
        if (column := next((each for each in names if each in columns), None)) is not None
    }
    if "name" not in found:
        raise InputError(f"{name} has no column “namn”.", f"Its columns are: {', '.join(columns)}.")
    reading = _Reading(name, found, cues_in)
    for row in rows:
        reading.take(row)
    said = frozenset(found) - {"id"}
    return SaidCodebook(
        Codebook(codes=tuple(reading.codes)),
        {code.id: said for code in reading.codes},
        frozenset(reading.nameless),
    )


class _Reading:
    """The rows so far."""

    def __init__(
        self, name: str, columns: Mapping[str, str], cues_in: Callable[[str], tuple[Cue, ...]]
    ) -> None:
        self._name = name
        self._columns = columns
        self._cues_in = cues_in
        self.codes: list[Code] = []
        self.nameless: list[CodeId] = []
        """Codes whose row has no id: it is a stand-in."""
        self._ids: set[str] = set()
        self._siblings: set[tuple[CodeId | None, str]] = set()

    def take(self, row: TableRow) -> None:
        def cell(field: str) -> str:
            column = self._columns.get(field)
            return "" if column is None else row.cells.get(column, "").strip()

        name = " ".join(cell("name").split())
        if not name:
            raise self._fault(row, "has no name.", "Write one.")
        parent = self._parent(row, cell("parent"))
        if "parent" in self._columns and (parent, fold(name)) in self._siblings:
            raise self._fault(
                row, f"“{name}” stands on this level already.", "Give it another name."
            )
        self._siblings.add((parent, fold(name)))
        code = CodeId(cell("id") or f"row {row.number}")
        if fold(code) in self._ids:
            raise self._fault(row, f"the id “{code}” stands in an earlier row.", "Give it its own.")
        self._ids.add(fold(code))
        if not cell("id"):
            self.nameless.append(code)
        self.codes.append(
            Code(
                id=code,
                name=name,
                parent=parent,
                definition=cell("definition"),
                include=cell("include"),
                exclude=cell("exclude"),
                example=cell("example"),
                colour=self._colour(row, cell("colour")),
                key=self._key(row, cell("key")),
                cues=self._cues_in(cell("cues")),
                memo=cell("memo"),
            )
        )

    def _parent(self, row: TableRow, written: str) -> CodeId | None:
        if not written:
            return None
        try:
            return Codebook(codes=tuple(self.codes)).resolve(written)
        except InputError as error:
            raise self._fault(
                row, f"no earlier row is “{written}”.", "Put a code below the one it belongs to."
            ) from error

    def _colour(self, row: TableRow, written: str) -> str:
        colour = written.lower()
        if colour and not _COLOUR.fullmatch(colour):
            raise self._fault(row, f"“{written}” is no colour.", "Write it as #3366cc.")
        return colour

    def _key(self, row: TableRow, written: str) -> str:
        if len(written) > 1:
            raise self._fault(
                row, f"the key “{written}” is not one character.", "Use one: 1, a, ö."
            )
        if written and any(code.key == written for code in self.codes):
            raise self._fault(row, f"the key “{written}” is taken.", "Use another character.")
        return written

    def _fault(self, row: TableRow, what: str, remedy: str) -> InputError:
        return InputError(f"{self._name}, row {row.number}: {what}", remedy)
