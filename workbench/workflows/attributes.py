"""What the sheets of interviews and participants say about each interview.

Order of trust: participants' sheet, interviews' sheet, header of the transcript.
"""

import os
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from workbench.errors import InputError
from workbench.files.contained import Containment
from workbench.files.sheets import Row, Sheet, read_sheet
from workbench.model import Participant, interview_key
from workbench.text import fold, normal_text

_ID_COLUMNS = ("id", "intervju", "interview", "nr")
_FILE_COLUMNS = ("fil", "file", "filnamn", "filename")
_TITLE_COLUMNS = ("titel", "title", "rubrik")
_LABEL_COLUMNS = ("deltagare", "participant", "label", "speaker", "talare")
_DESCRIPTION_COLUMNS = ("befattning", "beskrivning", "description", "yrke", "position")


@dataclass(frozen=True, slots=True)
class InterviewRow:
    """One row of the interviews' sheet."""

    id: str
    file: str
    title: str
    attributes: Mapping[str, str]
    row: int


@dataclass(frozen=True, slots=True)
class Sheets:
    """Both sheets, read; either may be missing."""

    interviews: tuple[InterviewRow, ...] = ()
    participants: Mapping[str, tuple[Participant, ...]] = field(default_factory=dict)
    """By `interview_key`."""
    names: tuple[str, ...] = ()
    """The file names, for the report and the journal."""

    def row_of(self, file_name: str) -> InterviewRow | None:
        """The row that names this file, else the one whose id the file name begins with."""
        wanted = _file_key(file_name)
        for row in self.interviews:
            if row.file and _file_key(row.file) == wanted:
                return row
        guess = interview_key(id_from_file_name(file_name))
        return next(
            (row for row in self.interviews if not row.file and interview_key(row.id) == guess),
            None,
        )

    def row_with_id(self, interview_id: str) -> InterviewRow | None:
        key = interview_key(interview_id)
        return next((row for row in self.interviews if interview_key(row.id) == key), None)

    def participants_of(self, interview_id: str) -> tuple[Participant, ...]:
        return self.participants.get(interview_key(interview_id), ())


def id_from_file_name(file_name: str) -> str:
    """The leading number of a file name, else its stem."""
    stem = unicodedata.normalize("NFC", Path(file_name).stem).strip()
    number = re.match(r"\d+", stem)
    return number[0] if number else stem


def readable(path: str) -> str:
    """A file's name or path on one line and in NFC; one that is not UTF-8 is read as cp1252."""
    raw = os.fsencode(path)
    try:
        name = raw.decode()
    except UnicodeDecodeError:
        name = raw.decode("cp1252", errors="replace")
    return " ".join(normal_text(name).split())


def read_sheets(
    interviews: Path | None, participants: Path | None, *, containment: Containment
) -> Sheets:
    """Read the sheets that are given; raises InputError with the column that is missing."""
    rows: tuple[InterviewRow, ...] = ()
    people: dict[str, tuple[Participant, ...]] = {}
    if interviews is not None:
        rows = _interview_rows(read_sheet(interviews, containment=containment))
    if participants is not None:
        people = _participants(read_sheet(participants, containment=containment))
    names = tuple(path.name for path in (interviews, participants) if path is not None)
    return Sheets(rows, people, names)


def contradictions(
    listed: Mapping[str, str], written: Mapping[str, str]
) -> Iterable[tuple[str, str, str]]:
    """Attribute, the sheet's value and the file's, where the two exclude each other.

    A value that merely says more than the other is no contradiction.
    """
    for name, value in written.items():
        other = listed.get(name, "")
        if other and value and not _one_says_more(other, value):
            yield name, other, value


def _one_says_more(one: str, other: str) -> bool:
    first, second = _words(one), _words(other)
    return first <= second or second <= first


def _words(value: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", fold(value)))


def _file_key(name: str) -> str:
    return fold(re.split(r"[\\/]", name.strip())[-1])


def _interview_rows(sheet: Sheet) -> tuple[InterviewRow, ...]:
    id_column = _first(sheet, _ID_COLUMNS)
    file_column = _first(sheet, _FILE_COLUMNS)
    title_column = _first(sheet, _TITLE_COLUMNS)
    if id_column is None and file_column is None:
        raise InputError(
            f"{sheet.name} has neither a column “id” nor a column “fil”.",
            f"Its columns are: {', '.join(sheet.columns)}. One must tell which interview is meant.",
        )
    special = {id_column, file_column, title_column}
    found: dict[str, InterviewRow] = {}
    for row in sheet.rows:
        file = _cell(row, file_column)
        interview_id = _cell(row, id_column) or (id_from_file_name(file) if file else "")
        if not interview_id:
            continue
        _refuse_second(sheet, row, interview_id, found)
        found[interview_key(interview_id)] = InterviewRow(
            id=interview_id,
            file=file,
            title=_cell(row, title_column),
            attributes=_others(sheet, row, special),
            row=row.number,
        )
    return tuple(found.values())


def _refuse_second(
    sheet: Sheet, row: Row, interview_id: str, found: Mapping[str, InterviewRow]
) -> None:
    earlier = found.get(interview_key(interview_id))
    if earlier is not None:
        raise InputError(
            f"{sheet.name}, row {row.number}: the id “{interview_id}” stands in row "
            f"{earlier.row} already.",
            "Give each interview its own id.",
        )


def _participants(sheet: Sheet) -> dict[str, tuple[Participant, ...]]:
    id_column = _first(sheet, ("intervju", "interview", "id"))
    label_column = _first(sheet, _LABEL_COLUMNS)
    if id_column is None or label_column is None:
        missing = "intervju" if id_column is None else "deltagare"
        raise InputError(
            f"{sheet.name} has no column “{missing}”.",
            f"Its columns are: {', '.join(sheet.columns)}.",
        )
    description_column = _first(sheet, _DESCRIPTION_COLUMNS)
    special = {id_column, label_column, description_column}
    found: dict[str, list[Participant]] = {}
    rows: dict[tuple[str, str], int] = {}
    for row in sheet.rows:
        interview_id, label = _cell(row, id_column), _cell(row, label_column)
        if interview_id and label:
            earlier = rows.setdefault((interview_key(interview_id), fold(label)), row.number)
            if earlier != row.number:
                raise InputError(
                    f"{sheet.name}, row {row.number}: {label} of interview {interview_id} stands "
                    f"in row {earlier} already.",
                    "Keep one row for each participant.",
                )
            found.setdefault(interview_key(interview_id), []).append(
                Participant(label, _cell(row, description_column), _others(sheet, row, special))
            )
    return {key: tuple(people) for key, people in found.items()}


def _first(sheet: Sheet, names: Iterable[str]) -> str | None:
    return next((name for name in names if name in sheet.columns), None)


def _cell(row: Row, column: str | None) -> str:
    value = "" if column is None else row.cells.get(column, "")
    return unicodedata.normalize("NFC", value.strip())


def _others(sheet: Sheet, row: Row, special: Iterable[str | None]) -> dict[str, str]:
    taken = set(special)
    return {
        name: _cell(row, name)
        for name in sheet.columns
        if name and name not in taken and _cell(row, name)
    }
