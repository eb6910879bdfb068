"""A corrected transcript in the place of the one there is; codings move with their words.

Invariant: nothing is lost: a coding of whose words none is left is kept, with the words it had,
until somebody places it anew or takes it away; one undo takes the whole revision back.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from workbench.files.contained import Containment
from workbench.model import (
    Fate,
    Interview,
    RevisedCoding,
    ReviseInterview,
    Revision,
    SourceFile,
)
from workbench.transcripts import Transcript, read_transcript
from workbench.workflows.attributes import readable
from workbench.workflows.importing import bytes_of
from workbench.workflows.projects import Facts, opened, person


@dataclass(frozen=True, slots=True)
class RevisionReport:
    """What a corrected transcript did, or would do."""

    revision: Revision
    file: str
    warnings: tuple[str, ...]
    aside: tuple[str, ...]
    """What stands in the file but not in the text: comments, footnotes, text boxes."""
    notices: tuple[str, ...]


def revise(
    path: Path, interview: str, file: Path, *, dry_run: bool = False, force: bool = False
) -> RevisionReport:
    """Read the corrected transcript `file` in the place of an interview's text.

    force: also where little of the text is found again, or where words were erased from it.
    Errors: InputError where it is the same text, or another interview's.
    """
    with opened(path) as project, Containment() as containment:
        there = project.interview(interview)
        name = readable(file.name)
        data = bytes_of(file)
        listed = [label for label in there.speakers() if label]
        listed += [who.label for who in there.participants if who.label not in listed]
        transcript = read_transcript(name, data, listed=listed, containment=containment)
        revised = _revised(there, transcript, name)
        change = ReviseInterview(there.id, revised, SourceFile(name, data), vouched=force)
        facts: Facts = {"interview": there.id, "file": name}
        revision = project.revise(change, facts=facts, rehearsal=dry_run)
        return RevisionReport(
            revision,
            name,
            (*transcript.warnings, *_unlike(there, transcript)),
            tuple(f"{each.kind}: {each.text}" for each in transcript.aside),
            project.notices,
        )


def waiting(
    path: Path, interview: str | None = None, *, coder: str | None = None
) -> list[RevisedCoding]:
    """The codings that a revision moved, changed or left without a place, and that nobody has
    looked at since."""
    who = person(coder, "WORKBENCH_CODER") if coder else ""
    with opened(path) as project:
        where = None if interview is None else project.interview(interview).id
        return [
            each
            for each in project.revised_codings(interview=where)
            if each.fate is not Fate.UNMOVED and (not who or each.coding.coder == who)
        ]


def _revised(there: Interview, transcript: Transcript, name: str) -> Interview:
    return replace(
        there,
        text=transcript.text,
        turns=transcript.turns,
        participants=transcript.participants,
        moderators=transcript.moderators,
        source_name=name,
        sha256=hashlib.sha256(transcript.text.encode()).hexdigest(),
    )


def _unlike(there: Interview, transcript: Transcript) -> Sequence[str]:
    """Where the file's header says something else than the project, which stays."""
    return [
        f"{name}: the project says “{there.attributes[name]}”, the file “{value}”; the project's "
        "stays."
        for name, value in transcript.attributes.items()
        if there.attributes.get(name, value) != value
    ]
