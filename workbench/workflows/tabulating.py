"""Frequency tables of every cut, the passages of their cells, and tables as files."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

from workbench.analysis import cell_entries, cut_table
from workbench.errors import InputError, UsageError
from workbench.export.grids import screen_grid, table_grid
from workbench.export.provenance import table_lines
from workbench.export.tables import table_csv, table_json
from workbench.files.writing import whole_file
from workbench.model import (
    CROSS,
    CellEntry,
    CellKey,
    CellPassage,
    Codebook,
    CodeId,
    Coder,
    Cut,
    FrequencyTable,
    Grid,
    InterviewId,
    Polarity,
    Reference,
    Unit,
)
from workbench.project import Project
from workbench.text import fold
from workbench.workflows.counting import GRID_KINDS, Counts, cut_of, origin_of, write_grids
from workbench.workflows.projects import (
    Language,
    default_language,
    opened,
    refuse_kind,
    resolve_coder,
)

KINDS = (*GRID_KINDS, ".json")

_WHOLE = frozenset({"", "-", "(alla)", "(all)", "totalt", "total"})
"""How the whole is named where a cell is."""

_SHEET = {"sv": "Tabell", "en": "Table"}


def tabulate(
    path: Path,
    *,
    by: str | None,
    unit: Unit = Unit.SEGMENTS,
    coder: str | None = None,
    codes: Sequence[str] = (),
    polarity: bool = False,
    with_moderator: bool = False,
) -> FrequencyTable:
    """Count one coder's codings by the values of one attribute (None: the whole only)."""
    with opened(path) as project:
        cut = cut_of(
            project.codebook(),
            by=() if by is None else (by,),
            unit=unit,
            polarity=polarity,
            with_moderator=with_moderator,
            codes=codes,
        )
        return table_of(Counts(project), cut, coder=resolve_coder(project, coder))


def table_of(counts: Counts, cut: Cut, *, coder: Coder) -> FrequencyTable:
    """Count one coder's codings as a cut says, on a project that is open.

    Raises InputError for an attribute or value that nobody has, UsageError for what does not fit
    together.
    """
    return cut_table(counts.frames(coder), counts.codebook(), cut, coder=coder)


def cell_of(counts: Counts, cut: Cut, key: CellKey, *, coder: Coder) -> list[CellPassage]:
    """What one cell of `table_of` with the same cut counts, with its words.

    The numbers of the entries add up to the cell.
    """
    frames = {frame.interview: frame for frame in counts.frames(coder)}
    entries = cell_entries(list(frames.values()), counts.codebook(), cut, key)
    texts = {each: counts.project.text(each) for each in {entry.interview for entry in entries}}
    found = []
    for entry in entries:
        start = frames[entry.interview].turn_starts[entry.turn - 1]
        offset = max(0, entry.span.start - start)
        found.append(
            CellPassage(
                entry=entry,
                reference=Reference(InterviewId(entry.interview), entry.turn, offset),
                text=texts[entry.interview][entry.span.start : entry.span.end],
            )
        )
    return found


def cell_key(written: str, table: FrequencyTable, codebook: Codebook) -> CellKey:
    """Read `Eksjö,STR`, `Eksjö,Kommun,STR` where two attributes are crossed, `Eksjö,STR,-` where
    the table is split; `-` for the whole, `Eksjö,-` for any code.

    Raises UsageError for what has no comma, InputError for a value or code that is not there.
    """
    split = any(row.polarity is not None for row in table.totals)
    pieces = [piece.strip() for piece in written.split(",")]
    polarity: str | None = None
    if split and len(pieces) > 2 and pieces[-1] in ("+", "-", "−", "0", ""):
        sign = Polarity.parse(pieces.pop())
        polarity = sign.value if sign else ""
    if len(pieces) < 2:
        raise UsageError(f"“{written}” names no cell.", "Write VALUE,CODE, such as Eksjö,STR.")
    code = _code_in(pieces.pop(), codebook)
    return CellKey(_parts_in(", ".join(pieces), table), code, polarity)


def _code_in(written: str, codebook: Codebook) -> CodeId | None:
    return None if written in ("-", "") else codebook.resolve(written)


def _parts_in(written: str, table: FrequencyTable) -> tuple[str, ...] | None:
    """The values meant: divided by commas, or by the cross that the table shows."""
    wanted = fold(written)
    if wanted in _WHOLE:
        return None
    for parts, value in zip(table.parts, table.values, strict=True):
        spelled = ", ".join(piece.strip() for part in parts for piece in part.split(","))
        if wanted in (fold(spelled), fold(value)):
            return parts
    known = ", ".join(table.values[:12]) + (", …" if len(table.values) > 12 else "")
    raise InputError(
        f"The table has no value “{written}”.",
        f"It has {known.replace(CROSS, ',')}; - is the whole." if known else "- is the whole.",
    )


def cell_facts(
    table: FrequencyTable, key: CellKey, passages: Sequence[CellPassage]
) -> dict[str, object]:
    """A cell as JSON holds it: `by values code polarity unit coder number passages`."""
    return {
        "by": table.by,
        "values": None if key.parts is None else list(key.parts),
        "code": key.code,
        "polarity": key.polarity,
        "unit": table.unit.value,
        "coder": table.coder,
        "number": sum(each.entry.number for each in passages),
        "passages": [_passage_facts(each) for each in passages],
    }


def _passage_facts(each: CellPassage) -> dict[str, object]:
    entry: CellEntry = each.entry
    return {
        "reference": str(each.reference),
        "interview": entry.interview,
        "turn": entry.turn,
        "speaker": entry.speaker,
        "number": entry.number,
        "start": entry.span.start,
        "end": entry.span.end,
        "text": each.text,
        "codings": [[span.start, span.end] for span in entry.codings],
    }


def table_facts(table: FrequencyTable) -> dict[str, object]:
    """The table as JSON holds it: `by unit coder rows totals bases`."""
    return table_json(table)


def table_language(path: Path, lang: Language | None) -> Language:
    """The language of headings: the one asked for, else that of the project's codebook."""
    if lang is not None:
        return lang
    with opened(path) as project:
        return default_language(project.codebook().language)


def table_on_screen(table: FrequencyTable, *, lang: Language) -> Grid:
    """The table for a terminal: figures of one cell together."""
    return screen_grid(table, lang=lang)


def table_as_grid(
    counts: Counts, table: FrequencyTable, cut: Cut, *, lang: Language | None
) -> Grid:
    """The table for a document, with how it was counted."""
    language = counts.language(lang)
    lines = (
        *origin_of(counts, table.coder, language),
        *table_lines(cut, table.by, language),
    )
    return table_grid(table, lang=language, counted=lines)


def write_table(
    path: Path, table: FrequencyTable, target: Path, *, lang: Language | None, force: bool
) -> None:
    """Write a table as csv for a spreadsheet; headings in `lang`, else the codebook's language."""
    refuse_kind(target, (".csv",))
    with opened(path) as project:
        _write_rows(project, table, target, lang=Counts(project).language(lang), force=force)


def write_cut_table(
    counts: Counts,
    table: FrequencyTable,
    cut: Cut,
    target: Path,
    *,
    lang: Language | None,
    force: bool,
) -> None:
    """Write a table as xlsx, csv, md, html or json, as the name ends.

    Raises UsageError for another kind of file, InputError where it cannot be written.
    """
    refuse_kind(target, KINDS)
    language = counts.language(lang)
    kind = target.suffix.lower()
    if kind == ".csv":
        _write_rows(counts.project, table, target, lang=language, force=force)
    elif kind == ".json":
        with whole_file(target, force=force) as out:
            facts = json.dumps(table_json(table), ensure_ascii=False, indent=2)
            out.write(f"{facts}\n".encode())
        counts.project.note_export(target, "table", ())
    else:
        grid = table_as_grid(counts, table, cut, lang=language)
        write_grids(counts, [grid], target, names=[_SHEET[language]], force=force)


def _write_rows(
    project: Project, table: FrequencyTable, target: Path, *, lang: Language, force: bool
) -> None:
    with whole_file(target, force=force) as out:
        table_csv(out, table, excel=True, lang=lang)
    project.note_export(target, "table", ())


def stream_table(
    path: Path, table: FrequencyTable, out: BinaryIO, *, lang: Language | None
) -> None:
    """Write a table as plain csv for another program: comma, no BOM, decimal point."""
    table_csv(out, table, excel=False, lang=table_language(path, lang))
