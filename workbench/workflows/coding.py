"""Codings from a sheet or a pipe, the list of codings, and the coder's mark of being finished."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import BinaryIO, Literal, TextIO

from workbench.analysis import excerpts, matches, parse_where, refuse_unknown
from workbench.errors import InputError, WorkbenchError
from workbench.export.excerpts import codings_csv
from workbench.files.contained import Containment
from workbench.files.sheets import BadRow, Row, iter_rows, read_sheet
from workbench.files.writing import whole_file
from workbench.model import (
    AddCoding,
    Change,
    Codebook,
    CodeId,
    Coder,
    Coding,
    CodingId,
    EditCoding,
    Excerpt,
    Interview,
    InterviewId,
    Origin,
    Polarity,
    Reference,
    SetFinished,
    Span,
    interview_key,
)
from workbench.placing import Unplaced, place
from workbench.project import Project
from workbench.text import natural_key
from workbench.workflows.projects import (
    Facts,
    Progress,
    no_progress,
    opened,
    refuse_kind,
    resolve_coder,
    writing_coder,
)

How = Literal["verbatim", "folded", "nearby", "fuzzy"]

_COLUMNS = {
    "interview": ("intervju", "interview", "id"),
    "turn": ("replik", "turn"),
    "speaker": ("deltagare", "speaker", "participant"),
    "code": ("kod", "code"),
    "polarity": ("riktning", "polarity", "direction"),
    "text": ("text", "citat", "quotation"),
    "memo": ("memo", "anteckning", "kommentar"),
    "quotable": ("citerbar", "quotable"),
    "reference": ("referens", "reference"),
}
_INTERVIEW, _SPEAKER = "intervju", "deltagare"
"""Conditions on the passage itself, not on an attribute."""
_NEEDED = ("interview", "code", "text")
_YES = frozenset({"1", "x", "ja", "yes", "true", "sant"})


@dataclass(frozen=True, slots=True)
class PlacedRow:
    """A row of the sheet that has become, or was already, a coding."""

    row: int
    interview: InterviewId
    start: int
    end: int
    how: str
    """`verbatim`, `folded`, `nearby`, `fuzzy`; `already there`, or `updated` where the sheet says
    another direction or memo than the coding that is there."""
    turn: int
    code: CodeId
    note: str = ""
    """What to look at: another turn than the sheet's, not verbatim."""


@dataclass(frozen=True, slots=True)
class UnplacedRow:
    row: int
    reason: str


@dataclass(frozen=True, slots=True)
class CodeReport:
    """What a sheet of codings came to."""

    coder: Coder
    placed: tuple[PlacedRow, ...] = ()
    unplaced: tuple[UnplacedRow, ...] = ()
    finished: tuple[InterviewId, ...] = ()
    """Interviews now marked finished: those with every row placed."""


def code_from_sheet(
    path: Path,
    sheet: Path,
    *,
    coder: str | None,
    finished: bool = False,
    dry_run: bool = False,
    progress: Progress = no_progress,
) -> CodeReport:
    """Place every row of a sheet of codings and write them in one transaction.

    Rows that cannot be placed are reported, the others are written. `finished` marks the
    interviews whose every row was placed.
    """
    who = writing_coder(coder)
    with Containment() as containment:
        rows = read_sheet(sheet, containment=containment)
    with opened(path) as project:
        placer = _Placer(project, who)
        _columns_of(rows.columns, rows.name)
        for number, row in enumerate(rows.rows):
            progress(number, len(rows.rows), rows.name)
            placer.take(row)
        progress(len(rows.rows), len(rows.rows), "")
        done = placer.complete_interviews() if finished else ()
        marks = [SetFinished(who, interview) for interview in done]
        if not dry_run:
            facts: Facts = {"file": sheet.name, "codings": placer.added}
            project.commit([*placer.changes, *marks], verb="code", facts=facts, coder=who)
        return CodeReport(who, tuple(placer.placed), tuple(placer.unplaced), done)


def code_from_pipe(
    path: Path, lines: TextIO, *, coder: str | None, dry_run: bool = False
) -> Iterator[PlacedRow | UnplacedRow]:
    """Place rows as they arrive; each is on disk before it is yielded."""
    who = writing_coder(coder)
    with opened(path) as project:
        placer = _Placer(project, who)
        for row in iter_rows(lines, header=_columns_of):
            outcome = (
                UnplacedRow(row.number, str(row.error))
                if isinstance(row, BadRow)
                else placer.take(row)
            )
            if placer.changes and not dry_run:
                project.commit(placer.changes, verb="code", facts={"file": "-"}, coder=who)
                placer.changes.clear()
            yield outcome


@dataclass(slots=True)
class _Placer:
    """Turns rows into changes, knowing what is coded already, by this sheet too."""

    project: Project
    coder: Coder
    codebook: Codebook = field(init=False)
    changes: list[Change] = field(default_factory=list)
    placed: list[PlacedRow] = field(default_factory=list)
    unplaced: list[UnplacedRow] = field(default_factory=list)
    added: int = 0
    _interviews: dict[InterviewId, Interview] = field(default_factory=dict)
    _codings: dict[tuple[InterviewId, Span, CodeId], Coding] = field(default_factory=dict)
    _incomplete: set[InterviewId] = field(default_factory=set)
    _placed_by_sheet: dict[tuple[InterviewId, CodeId], set[Span]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.codebook = self.project.codebook()
        for coding in self.project.codings(coder=self.coder):
            self._codings[coding.interview, coding.span, coding.code] = coding

    def take(self, row: Row) -> PlacedRow | UnplacedRow:
        """Place one row; the changes it asks for are appended to `changes`."""
        interview: Interview | None = None
        try:
            cells = _cells(row)
            interview = self._interview(cells["interview"])
            outcome = self._place(row, cells, interview)
            self.placed.append(outcome)
            return outcome
        except WorkbenchError as error:
            if interview is not None:
                self._incomplete.add(interview.id)
            missed = UnplacedRow(row.number, str(error))
            self.unplaced.append(missed)
            return missed

    def complete_interviews(self) -> tuple[InterviewId, ...]:
        """The interviews of which every row was placed, in the order first met."""
        seen = dict.fromkeys(row.interview for row in self.placed)
        return tuple(each for each in seen if each not in self._incomplete)

    def _interview(self, written: str) -> Interview:
        known = self.project.find(written)
        if known is None:
            return self.project.interview(written)
        if known not in self._interviews:
            self._interviews[known] = self.project.interview(known)
        return self._interviews[known]

    def _place(self, row: Row, cells: dict[str, str], interview: Interview) -> PlacedRow:
        code = self.codebook.resolve(cells["code"])
        polarity = Polarity.parse(cells["polarity"])
        number = _turn_number(cells["turn"])
        found = place(
            cells["text"],
            interview,
            turn=number,
            speaker=cells["speaker"] or None,
            offset=_offset(cells["reference"]),
            taken=self._taken(interview.id, code),
        )
        if isinstance(found, Unplaced):
            raise InputError(found.reason)
        wanted = Coding(
            id=CodingId(""),
            interview=interview.id,
            span=found.span,
            code=code,
            coder=self.coder,
            polarity=polarity,
            memo=cells["memo"],
            quotable=cells["quotable"].casefold() in _YES,
            origin=Origin.SHEET,
        )
        how = self._write(wanted, found.how)
        return PlacedRow(
            row=row.number,
            interview=interview.id,
            start=found.span.start,
            end=found.span.end,
            how=how,
            turn=found.turn,
            code=code,
            note=_note(found.how, found.turn, number),
        )

    def _taken(self, interview: InterviewId, code: CodeId) -> frozenset[Span]:
        """Where earlier rows of this sheet have put the code."""
        return frozenset(self._placed_by_sheet.get((interview, code), ()))

    def _write(self, wanted: Coding, how: How) -> str:
        key = (wanted.interview, wanted.span, wanted.code)
        self._placed_by_sheet.setdefault((wanted.interview, wanted.code), set()).add(wanted.span)
        there = self._codings.get(key)
        if there is None:
            coding = replace(wanted, id=self.project.new_coding_id())
            self._codings[key] = coding
            self.changes.append(AddCoding(coding))
            self.added += 1
            return how
        updated = replace(
            there,
            polarity=wanted.polarity or there.polarity,
            memo=wanted.memo or there.memo,
            quotable=wanted.quotable or there.quotable,
        )
        if updated == there:
            return "already there"
        self._codings[key] = updated
        self.changes.append(
            EditCoding(
                there.id, polarity=updated.polarity, memo=updated.memo, quotable=updated.quotable
            )
        )
        return "updated"


def list_codings(
    path: Path,
    *,
    coder: str | None = None,
    codes: Sequence[str] = (),
    where: Sequence[str] = (),
) -> list[Excerpt]:
    """One coder's codings with their words, by interview and place.

    `codes` are ids, paths or names, children included; `where` are `attribute=value`.
    """
    with opened(path) as project:
        who = resolve_coder(project, coder)
        found = chosen_excerpts(project, coder=who, codes=codes, where=where)
    return sorted(found, key=lambda each: (natural_key(each.interview), each.span))


def chosen_excerpts(
    project: Project, *, coder: Coder, codes: Sequence[str], where: Sequence[str]
) -> list[Excerpt]:
    """The coder's codings as excerpts, of the codes (and those below them) and cases asked for."""
    codebook = project.codebook()
    conditions = [
        (name, frozenset(map(interview_key, values)) if name == _INTERVIEW else values)
        for name, values in parse_where(where)
    ]
    wanted = {
        below for written in codes for below in codebook.descendants(codebook.resolve(written))
    }
    codings = project.codings(coder=coder, codes=wanted or None)
    present = dict.fromkeys(coding.interview for coding in codings)
    interviews = {each: project.interview(each) for each in present}
    found = excerpts(interviews, codings, codebook)
    if conditions:
        about_cases = [each for each in conditions if each[0] not in (_INTERVIEW, _SPEAKER)]
        refuse_unknown(about_cases, project.counting_frames(coder))
    return [each for each in found if matches(conditions, _case_of(each))]


def _case_of(each: Excerpt) -> dict[str, str]:
    """What `--where` asks about: the speaker's attributes, and which interview and speaker."""
    return {**each.attributes, _INTERVIEW: interview_key(each.interview), _SPEAKER: each.speaker}


def write_codings(path: Path, found: Sequence[Excerpt], target: Path, *, force: bool) -> None:
    """Write codings as a sheet that `code --from` reads back."""
    refuse_kind(target, (".csv",))
    with opened(path) as project:
        write_codings_of(project, found, target, force=force)


def write_codings_of(
    project: Project, found: Sequence[Excerpt], target: Path, *, force: bool
) -> None:
    """The same from a project that is open."""
    with whole_file(target, force=force) as out:
        codings_csv(out, found, excel=True)
    project.note_export(target, "codings", {each.interview for each in found})


def stream_codings(found: Sequence[Excerpt], out: BinaryIO) -> None:
    """Write codings as plain csv for another program: comma, no BOM."""
    codings_csv(out, found, excel=False)


def mark_finished(
    path: Path, interviews: Sequence[str], *, coder: str | None, undo: bool = False
) -> tuple[tuple[InterviewId, ...], bool]:
    """Mark interviews as finished by the coder, all of them when none is named; or take it back.

    Returns those whose mark changed, and whether the coder has coded anything here.
    """
    who = writing_coder(coder)
    with opened(path) as project:
        chosen = [project.interview(each).id for each in interviews]
        chosen = chosen or [each.id for each in project.interviews()]
        before = project.finished(who)
        changed = tuple(each for each in chosen if (each in before) == undo)
        marks = [SetFinished(who, each, finished=not undo) for each in changed]
        if marks:
            facts: Facts = {"interviews": len(marks), "undo": int(undo)}
            project.commit(marks, verb="finish", facts=facts, coder=who)
        return changed, who in project.coders()


def _columns_of(columns: Sequence[str], name: str) -> None:
    for field_name in _NEEDED:
        if not any(each in columns for each in _COLUMNS[field_name]):
            raise InputError(
                f"{name} has no column “{_COLUMNS[field_name][0]}”.",
                "A sheet of codings has the columns intervju;replik;deltagare;kod;riktning;text.",
            )


def _cells(row: Row) -> dict[str, str]:
    cells = {}
    for field_name, columns in _COLUMNS.items():
        values = (row.cells[column] for column in columns if column in row.cells)
        cells[field_name] = next((value for value in values if value.strip()), "").strip()
    for field_name in _NEEDED:
        if not cells[field_name]:
            raise InputError(f"The cell “{_COLUMNS[field_name][0]}” is empty.")
    return cells


def _offset(written: str) -> int | None:
    """The offset in a reference such as `07:31+12`; None without a reference."""
    return Reference.parse(written).offset if written else None


def _turn_number(written: str) -> int | None:
    if not written:
        return None
    if not written.isdecimal():
        raise InputError(f"“{written}” is no turn number.", "Write a whole number from 1.")
    return int(written)


def _note(how: str, turn: int, asked: int | None) -> str:
    notes = []
    if asked is not None and turn != asked:
        notes.append(f"found in turn {turn}, not {asked}")
    if how == "fuzzy":
        notes.append("not word for word: look at it")
    return "; ".join(notes)
