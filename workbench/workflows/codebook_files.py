"""Codebooks in files that say less than ours: REFI-QDA codebooks and sheets."""

from dataclasses import replace
from pathlib import Path
from uuid import uuid4

from workbench.codebook import SaidCodebook, TableRow, cue_faults, fitted, read_table
from workbench.errors import InputError
from workbench.files.contained import Containment
from workbench.files.sheets import read_sheet
from workbench.model import Code, Codebook, CodeId
from workbench.workflows.cue_lines import cues_in

PARTIAL_KINDS = (".qdc", ".xlsx", ".csv")

_LARGEST = 50_000_000
"""Bytes of a codebook."""


def codebook_from(path: Path, old: Codebook) -> tuple[Codebook, tuple[str, ...]]:
    """The book that `old` becomes by a file, and what is not as in the file, a sentence each.

    Raises InputError where the file cannot be read.
    """
    with Containment() as containment:
        if path.suffix.lower() == ".qdc":
            said, told = _qdc(path, old, containment)
        else:
            said, told = _sheet(path, containment), ()
    book, left = with_sound_cues(fitted(old, said, new_id=lambda: str(uuid4())))
    return book, (*told, *left)


def with_sound_cues(book: Codebook) -> tuple[Codebook, tuple[str, ...]]:
    """The book without cues that could not be matched or would take for ever, and which these
    were."""
    codes: list[Code] = []
    left: list[str] = []
    for code in book.codes:
        sound = tuple(cue for cue in code.cues if not cue_faults(cue))
        codes.append(code if sound == code.cues else replace(code, cues=sound))
        left.extend(
            f"A cue of “{code.name}” is left out: {cue_faults(cue)[0]}"
            for cue in code.cues
            if cue not in sound
        )
    return replace(book, codes=tuple(codes)), tuple(left)


def _sheet(path: Path, containment: Containment) -> SaidCodebook:
    sheet = read_sheet(path, containment=containment)
    rows = [TableRow(row.number, row.cells) for row in sheet.rows]
    return read_table(sheet.columns, rows, name=path.name, cues_in=cues_in)


def _qdc(
    path: Path, old: Codebook, containment: Containment
) -> tuple[SaidCodebook, tuple[str, ...]]:
    from workbench.interchange.refi.codebooks import read_qdc
    from workbench.interchange.refi.names import code_guid

    read = read_qdc(_content(path), name=path.name, containment=containment)
    same = {CodeId(code_guid(code.id)): code.id for code in old.codes}
    said = SaidCodebook(read.book, read.said, says_book=read.says_book, same=same)
    return said, read.changed


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(_LARGEST + 1)
    except OSError as error:
        raise InputError(
            f"“{path}” cannot be opened: {error.strerror}.", "Check the name and the folder."
        ) from error
    if len(data) > _LARGEST:
        raise InputError(
            f"“{path.name}” is larger than {_LARGEST // 1_000_000} MB, which no codebook is.",
            "Export the codebook alone.",
        )
    return data
