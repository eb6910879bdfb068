"""Transcripts and their attributes into a project: one batch, one transaction, one undo.

A file that cannot be read is reported and the rest of the batch goes on.
"""

import hashlib
import stat
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from workbench.errors import InputError
from workbench.files.contained import Containment
from workbench.model import (
    AddInterview,
    Change,
    EditInterview,
    EditParticipant,
    Interview,
    InterviewId,
    Participant,
    SourceFile,
    interview_key,
)
from workbench.project import Project
from workbench.text import word_starts
from workbench.transcripts import SUFFIXES, Transcript, read_transcript
from workbench.workflows.attributes import (
    InterviewRow,
    Sheets,
    contradictions,
    id_from_file_name,
    read_sheets,
    readable,
)
from workbench.workflows.projects import Facts, Progress, no_progress, opened

_MEGABYTE = 1_000_000
_LARGEST_FILE = 100 * _MEGABYTE


@dataclass(frozen=True, slots=True)
class ImportedInterview:
    """What came of one file."""

    interview: Interview
    file: str
    words: int
    """Said by participants."""
    warnings: tuple[str, ...]
    aside: tuple[str, ...]
    """What stands in the file but not in the text: comments, footnotes, text boxes."""


@dataclass(frozen=True, slots=True)
class FailedFile:
    file: str
    error: str


@dataclass(frozen=True, slots=True)
class SkippedFile:
    """The same bytes are in the project already."""

    file: str
    interview: str


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did, or would do."""

    interviews: tuple[ImportedInterview, ...] = ()
    failed: tuple[FailedFile, ...] = ()
    skipped: tuple[SkippedFile, ...] = ()
    updated: tuple[str, ...] = ()
    """Interviews that were there and whose attributes the sheets changed."""
    warnings: tuple[str, ...] = ()
    """About the sheets, not about one file."""
    notices: tuple[str, ...] = ()


def import_interviews(
    path: Path,
    files: Sequence[Path],
    *,
    interviews: Path | None = None,
    participants: Path | None = None,
    dry_run: bool = False,
    progress: Progress = no_progress,
) -> ImportReport:
    """Read transcripts into the project at `path`; without `files`, update attributes only.

    `interviews` and `participants` are sheets (csv or xlsx). Folders stand for the transcripts in
    them. Nothing is written on a dry run.
    """
    with opened(path) as project, Containment() as containment:
        sheets = read_sheets(interviews, participants, containment=containment)
        batch = _Batch(project, sheets, containment)
        chosen = list(transcripts_in(files))
        for number, file in enumerate(chosen):
            progress(number, len(chosen), readable(file.name))
            batch.take(file)
        progress(len(chosen), len(chosen), "")
        changes = [*batch.changes, *batch.updates()]
        if changes and not dry_run:
            verb = "import" if batch.imported else "attributes"
            facts: Facts = {"interviews": len(batch.imported) or len(batch.updated)}
            project.commit(changes, verb=verb, facts=facts)
        return batch.report()


def transcripts_in(files: Sequence[Path]) -> Iterator[Path]:
    """The files named, folders and patterns replaced by the transcripts in them.

    A folder's README, and hidden and Word's lock files (`~$…`), are no transcripts. A folder or
    pattern without a transcript stands for itself, so that its failure is told.
    """
    for path in files:
        found = [path]
        if path.is_dir():
            found = sorted(each for each in path.iterdir() if _is_transcript(each))
        elif any(char in path.name for char in "*?[") and not path.exists():
            found = sorted(path.parent.glob(path.name))
        yield from found or [path]


def _is_transcript(path: Path) -> bool:
    other = path.name.startswith((".", "~$")) or path.stem.casefold() == "readme"
    return path.suffix.lower() in SUFFIXES and not other and not path.is_dir()


class _Batch:
    """The files of one import, checked against the project and against each other."""

    def __init__(self, project: Project, sheets: Sheets, containment: Containment) -> None:
        self._project = project
        self._sheets = sheets
        self._containment = containment
        self._keys: dict[str, str] = {}
        self._bytes: dict[str, str] = {}
        self.changes: list[Change] = []
        self.imported: list[ImportedInterview] = []
        self.failed: list[FailedFile] = []
        self.skipped: list[SkippedFile] = []
        self.updated: list[str] = []
        self._replaced: list[str] = []

    def take(self, file: Path) -> None:
        """Read one file; what fails is noted and the batch goes on."""
        try:
            self._take(file)
        except InputError as error:
            self.failed.append(FailedFile(readable(file.name), str(error)))

    def _take(self, file: Path) -> None:
        name = readable(file.name)
        data = bytes_of(file)
        digest = hashlib.sha256(data).hexdigest()
        there = self._project.has_source(digest) or self._bytes.get(digest)
        if there is not None:
            self.skipped.append(SkippedFile(name, there))
            return
        row = self._sheets.row_of(name)
        interview_id = InterviewId(row.id if row else id_from_file_name(name))
        self._refuse_taken(interview_id, name)
        listed = self._sheets.participants_of(interview_id)
        transcript = read_transcript(
            name, data, listed=[who.label for who in listed], containment=self._containment
        )
        described, warnings = _described(interview_id, transcript, listed, self._sheets, name)
        interview = replace(described, source_name=name)
        self._keys[interview_key(interview_id)] = name
        self._bytes[digest] = interview_id
        self.changes.append(AddInterview(interview, SourceFile(name, data)))
        aside = tuple(f"{each.kind}: {each.text}" for each in transcript.aside)
        self.imported.append(ImportedInterview(interview, name, 0, warnings, aside))

    def _refuse_taken(self, interview_id: InterviewId, file_name: str) -> None:
        other = self._keys.get(interview_key(interview_id))
        if other is not None:
            raise InputError(
                f"{file_name} would get the id {interview_id}, which {other} has already.",
                "Give it an id of its own in the interviews' sheet, or rename the file.",
            )
        if self._project.find(interview_id) is not None:
            raise InputError(
                f"Interview {interview_id} is in the project already, with another text than "
                f"{file_name}.",
                f"If it is a corrected transcript: workbench revise PROJECT {interview_id} "
                f"{file_name}. Else give this file another id in the interviews' sheet.",
            )

    def updates(self) -> list[Change]:
        """What the sheets change about interviews that were in the project before."""
        changes: list[Change] = []
        for summary in self._project.interviews():
            row = self._sheets.row_with_id(summary.id)
            people = self._sheets.participants_of(summary.id)
            if row is None and not people:
                continue
            interview = self._project.interview(summary.id)
            edits = [*_interview_edits(interview, row), *_participant_edits(interview, people)]
            if edits:
                self.updated.append(summary.id)
                self._replaced.extend(_replaced(interview, edits))
                changes.extend(edits)
        return changes

    def report(self) -> ImportReport:
        # The project has counted the words of what it holds; only a dry run counts here.
        counted = {each.id: each.words for each in self._project.interviews()}
        return ImportReport(
            interviews=tuple(
                replace(each, words=counted.get(each.interview.id) or _words_said(each.interview))
                for each in self.imported
            ),
            failed=tuple(self.failed),
            skipped=tuple(self.skipped),
            updated=tuple(self.updated),
            warnings=(*self._replaced, *self._sheet_warnings()),
            notices=self._project.notices,
        )

    def _sheet_warnings(self) -> Iterator[str]:
        """Rows of the sheets that fit no interview, once the batch is through."""
        present = {interview_key(each.interview.id) for each in self.imported}
        present |= {interview_key(each.id) for each in self._project.interviews()}
        for row in self._sheets.interviews:
            if interview_key(row.id) not in present:
                meant = row.file or row.id
                yield f"The interviews' sheet, row {row.row}: no transcript for “{meant}”."
        for key, people in self._sheets.participants.items():
            if key not in present:
                yield f"The participants' sheet: {len(people)} people in “{key}”, not imported."


def _words_said(interview: Interview) -> int:
    return sum(
        len(word_starts(interview.text, turn.start, turn.end))
        for turn in interview.participant_turns()
    )


def bytes_of(file: Path) -> bytes:
    """A transcript's bytes. Errors: InputError where it is none, or larger than 100 MB."""
    try:
        found = file.stat()
        if not stat.S_ISREG(found.st_mode):
            kind = "holds no transcript" if stat.S_ISDIR(found.st_mode) else "is a pipe or device"
            raise InputError(
                f"{readable(str(file))} {kind}.", f"Read are files in {', '.join(SUFFIXES)}."
            )
        size = found.st_size
        if size > _LARGEST_FILE:
            raise InputError(
                f"{readable(file.name)} is {size // _MEGABYTE} MB, too large for a transcript.",
                f"Divide it, or take out what is not text (limit {_LARGEST_FILE // _MEGABYTE} MB).",
            )
        return file.read_bytes()
    except OSError as error:
        raise InputError(
            f"{readable(str(file))} cannot be opened: {error.strerror}.",
            "Check the name and the folder.",
        ) from error


def _described(
    interview_id: InterviewId,
    transcript: Transcript,
    listed: Sequence[Participant],
    sheets: Sheets,
    file_name: str,
) -> tuple[Interview, tuple[str, ...]]:
    """The interview with attributes from header and sheets, and what does not agree."""
    row = sheets.row_of(file_name)
    attributes = {**transcript.attributes, **(row.attributes if row else {})}
    people, warnings = _merged_participants(transcript, listed)
    warnings = [*transcript.warnings, *warnings]
    if row is None and sheets.interviews:
        warnings.append("The interviews' sheet has no row for it.")
    if row is not None:
        for name, sheet_value, file_value in contradictions(row.attributes, transcript.attributes):
            warnings.append(
                f"{name}: the sheet says “{sheet_value}”, the file “{file_value}”; "
                "the sheet's is used, the file's stands in the text."
            )
    interview = Interview(
        id=interview_id,
        title=(row.title if row else "") or transcript.title or Path(file_name).stem,
        text=transcript.text,
        turns=transcript.turns,
        participants=people,
        moderators=transcript.moderators,
        attributes=attributes,
        sha256=hashlib.sha256(transcript.text.encode()).hexdigest(),
    )
    return interview, tuple(warnings)


def _merged_participants(
    transcript: Transcript, listed: Sequence[Participant]
) -> tuple[tuple[Participant, ...], list[str]]:
    """Those of the sheet, then those only the transcript knows; and where the two disagree."""
    warnings = []
    people: dict[str, Participant] = {}
    in_header = {who.label: who for who in transcript.participants}
    for who in listed:
        header = in_header.get(who.label)
        people[who.label] = _preferring(who, header)
        if header and list(contradictions({"": who.description}, {"": header.description})):
            warnings.append(
                f"{who.label}: the sheet says “{who.description}”, the file "
                f"“{header.description}”; the sheet's is used."
            )
    for who in transcript.participants:
        if who.label not in people:
            people[who.label] = who
    return tuple(people.values()), warnings


def _preferring(who: Participant, header: Participant | None) -> Participant:
    if header is None:
        return who
    return Participant(
        who.label,
        who.description or header.description,
        {**header.attributes, **who.attributes},
    )


def _interview_edits(interview: Interview, row: InterviewRow | None) -> list[Change]:
    if row is None:
        return []
    title = row.title if row.title and row.title != interview.title else None
    changed = _changed(interview.attributes, row.attributes)
    if title is None and not changed:
        return []
    return [EditInterview(interview.id, title=title, attributes=changed or None)]


def _participant_edits(interview: Interview, people: Sequence[Participant]) -> list[Change]:
    edits: list[Change] = []
    for who in people:
        known = interview.participant(who.label) or Participant(who.label)
        is_new = interview.participant(who.label) is None
        description = who.description if who.description != known.description else ""
        changed = _changed(known.attributes, who.attributes)
        if is_new or description or changed:
            edits.append(
                EditParticipant(
                    interview.id,
                    who.label,
                    description=description or None,
                    attributes=changed or None,
                )
            )
    return edits


def _replaced(interview: Interview, edits: Sequence[Change]) -> Iterator[str]:
    """What the edits put in the place of something else, in words."""
    for edit in edits:
        if isinstance(edit, EditInterview):
            where, old = str(interview.id), interview.attributes
        elif isinstance(edit, EditParticipant):
            who = interview.participant(edit.label)
            where, old = f"{interview.id} {edit.label}", who.attributes if who else {}
        else:
            continue
        for name, value in (edit.attributes or {}).items():
            if old.get(name):
                yield f"{where}: {name} was “{old[name]}”, the sheet says “{value}”."


def _changed(old: Mapping[str, str], new: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in new.items() if old.get(name, "") != value}
