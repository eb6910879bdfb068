"""Free answers of a survey: each row of a sheet a small interview, all of them one action.

Invariant: no two answers have the same text, since each begins with a line that holds its id; so
one can be forgotten without the others.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from workbench.errors import InputError
from workbench.files.contained import Bounds, Containment
from workbench.files.sheets import Row, Sheet, read_sheet
from workbench.model import (
    AddInterview,
    Change,
    EditInterview,
    Interview,
    InterviewId,
    Participant,
    SourceFile,
    Turn,
    interview_key,
)
from workbench.project import Project
from workbench.text import word_starts
from workbench.workflows.attributes import readable
from workbench.workflows.projects import Facts, opened

QUESTION = "fråga"
"""The attribute that tells, where there are several text columns, which one an answer is to."""

_FEWEST_DIGITS = 4
_BOUNDS = Bounds(seconds=120, megabytes=2048)
"""A sheet of answers is larger than one of attributes."""


@dataclass(frozen=True, slots=True)
class FailedRow:
    row: int
    error: str


@dataclass(frozen=True, slots=True)
class AnswersReport:
    """What an import of rows did, or would do, of one sheet."""

    file: str
    imported: tuple[InterviewId, ...] = ()
    words: int = 0
    """In what was imported."""
    empty: int = 0
    """Rows without an answer."""
    skipped: int = 0
    """Rows that are there already, just so."""
    updated: tuple[InterviewId, ...] = ()
    """Those whose attributes the sheet changed."""
    failed: tuple[FailedRow, ...] = ()


def import_answers(
    path: Path,
    sheets: Sequence[Path],
    *,
    texts: Sequence[str],
    attributes: Sequence[str] = (),
    id_column: str | None = None,
    dry_run: bool = False,
) -> tuple[AnswersReport, ...]:
    """Read every row of the sheets (csv, xlsx, ods) as a small interview.

    texts: the columns that hold what people wrote; of several, each is a turn.
    attributes: columns that become attributes of the interview.
    id_column: holds the id; without one it is the file's name and the number of the row.
    Errors: InputError where a sheet cannot be read or lacks a column; rows that cannot be taken are
    in the report.
    """
    with Containment(_BOUNDS) as containment:
        read = [read_sheet(each, containment=containment) for each in sheets]
    with opened(path) as project:
        batch = _Batch(project, tuple(texts), tuple(attributes), id_column)
        reports = tuple(batch.take(sheet) for sheet in read)
        if batch.changes and not dry_run:
            number = sum(len(each.imported) for each in reports)
            updated = sum(len(each.updated) for each in reports)
            facts: Facts = {"interviews": number or updated}
            project.commit(batch.changes, verb="import" if number else "attributes", facts=facts)
    return reports


@dataclass(slots=True)
class _Batch:
    """Rows checked against the project and against each other."""

    project: Project
    texts: tuple[str, ...]
    attributes: tuple[str, ...]
    id_column: str | None
    changes: list[Change] = field(default_factory=list)
    _known: dict[str, InterviewId] = field(init=False)
    """Interviews of the project by key."""
    _taken: dict[str, tuple[str, int]] = field(default_factory=dict)
    """Sheet and row by key of the id."""
    _forgotten: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        self._forgotten = self.project.forgotten_texts()
        self._known = {interview_key(each): each for each in self.project.interview_ids()}

    def take(self, sheet: Sheet) -> AnswersReport:
        """Plan what one sheet brings."""
        texts = [_column(sheet, each) for each in self.texts]
        attributes = [_column(sheet, each) for each in self.attributes]
        identity = None if self.id_column is None else _column(sheet, self.id_column)
        stem = "-".join(readable(Path(sheet.name).stem).split())
        digits = max(_FEWEST_DIGITS, len(str(len(sheet.rows))))
        imported, updated, failed = [], [], []
        empty = skipped = words = 0
        for number, row in enumerate(sheet.rows, 1):
            said = {each: row.cells[each].strip() for each in texts if row.cells[each].strip()}
            if not said:
                empty += 1
                continue
            named = f"{stem}-{number:0{digits}}"
            if identity is not None:
                named = " ".join(row.cells[identity].split())
            facts = {each: " ".join(row.cells[each].split()) for each in attributes}
            try:
                made = self._answer(sheet, named, said, facts, row)
                there = self._known.get(interview_key(made.id))
                if there is None:
                    self.changes.append(AddInterview(made, _source(sheet, row, made, said, facts)))
                    imported.append(made.id)
                    words += _words(made)
                elif self._edit(there, made):
                    updated.append(there)
                else:
                    skipped += 1
            except InputError as error:
                failed.append(FailedRow(row.number, str(error)))
        return AnswersReport(
            sheet.name, tuple(imported), words, empty, skipped, tuple(updated), tuple(failed)
        )

    def _answer(
        self, sheet: Sheet, named: str, said: dict[str, str], facts: dict[str, str], row: Row
    ) -> Interview:
        if not named:
            raise InputError("It has no id.", f"Fill in the column “{self.id_column}”.")
        key = interview_key(named)
        name, other = self._taken.setdefault(key, (sheet.name, row.number))
        if (name, other) != (sheet.name, row.number):
            where = "" if name == sheet.name else f" of “{name}”"
            raise InputError(
                f"It has the id {named}, as row {other}{where} has.",
                "Give each row an id of its own.",
            )
        headings = dict(zip(sheet.columns, sheet.headings, strict=True))
        made = _interview(
            named,
            [(headings[column], words) for column, words in said.items()],
            facts,
            several=len(self.texts) > 1,
            title=" · ".join(headings[_column(sheet, each)] for each in self.texts),
            source=sheet.name,
        )
        if made.sha256 in self._forgotten:
            raise InputError(f"{named} was forgotten, because consent was withdrawn.")
        return made

    def _edit(self, there: InterviewId, made: Interview) -> bool:
        """Whether the row says other attributes of what is there; InputError for other words."""
        known = self.project.interview(there)
        if known.text != made.text:
            raise InputError(
                f"There is an interview {there} already, with another text.",
                f"Take it out first (workbench remove PROJECT {there}), or name a column that "
                "holds other ids with --id.",
            )
        different = {
            name: value
            for name, value in made.attributes.items()
            if known.attributes.get(name, "") != value
        }
        if different:
            self.changes.append(EditInterview(there, attributes=different))
        return bool(different)


def _interview(
    named: str,
    said: Sequence[tuple[str, str]],
    facts: dict[str, str],
    *,
    several: bool,
    title: str,
    source: str,
) -> Interview:
    text, turns = named, []
    for number, (heading, words) in enumerate(said, 1):
        text += f"\n{heading}: "
        turns.append(Turn(number, heading, len(text), len(text) + len(words)))
        text += words
    asked = several and QUESTION not in facts
    people = tuple(
        Participant(heading, attributes={QUESTION: heading} if asked else {})
        for heading, _words in said
    )
    return Interview(
        InterviewId(named),
        title,
        text,
        tuple(turns),
        people,
        attributes={name: value for name, value in facts.items() if value},
        source_name=source,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
    )


def _source(
    sheet: Sheet, row: Row, made: Interview, said: dict[str, str], facts: dict[str, str]
) -> SourceFile:
    """The row as it was read, in JSON: what is kept of the file."""
    kept = {"file": sheet.name, "row": row.number, "id": made.id, "cells": {**facts, **said}}
    return SourceFile(sheet.name, json.dumps(kept, ensure_ascii=False).encode())


def _words(made: Interview) -> int:
    return sum(len(word_starts(made.text, turn.start, turn.end)) for turn in made.turns)


def _column(sheet: Sheet, named: str) -> str:
    """The sheet's column of that name. Errors: InputError that lists those there are."""
    wanted = " ".join(named.split()).casefold()
    if wanted not in sheet.columns:
        raise InputError(
            f"“{sheet.name}” has no column “{named}”.",
            f"Its columns are: {', '.join(sheet.headings)}.",
        )
    return wanted
