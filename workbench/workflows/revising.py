"""A corrected transcript in the place of the one there is; codings move with their words.

Invariant: nothing is lost: a coding of whose words none is left is kept, with the words it had,
until somebody places it anew or takes it away; one undo takes the whole revision back.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from workbench.errors import InputError
from workbench.files.contained import Containment
from workbench.model import (
    Fate,
    Interview,
    RevisedCoding,
    ReviseInterview,
    Revision,
    SourceFile,
)
from workbench.placing.aligning import align, share_kept
from workbench.transcripts import Transcript, read_transcript
from workbench.workflows.attributes import readable
from workbench.workflows.importing import bytes_of
from workbench.workflows.projects import Facts, opened, person

_RELATED = 0.5
"""Of the old text's characters at least so many must be found again."""


@dataclass(frozen=True, slots=True)
class RevisionReport:
    """What a corrected transcript did, or would do."""

    revision: Revision
    file: str
    share: float
    """Of the old text's characters, white space not counted, that were found again."""
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
        share = _share(there, revised, name, force=force)
        change = ReviseInterview(there.id, revised, SourceFile(name, data), vouched=force)
        facts: Facts = {"interview": there.id, "file": name}
        revision = project.revise(change, facts=facts, rehearsal=dry_run)
        return RevisionReport(
            revision,
            name,
            share,
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


def _share(there: Interview, revised: Interview, name: str, *, force: bool) -> float:
    """Errors: InputError where the texts have too little in common."""
    if revised.sha256 == there.sha256:
        raise InputError(
            f"{name} holds the very text that interview {there.id} has: nothing is revised.",
            "See whether you named the corrected file.",
        )
    share = share_kept(align(there.text, revised.text), there.text)
    if share < _RELATED and not force:
        raise InputError(
            f"Only {share:.0%} of the text of interview {there.id} is found again in {name}: it "
            "seems to be another interview.",
            "Name the right file; if it does take the place of this text, add --force.",
        )
    return share


def _unlike(there: Interview, transcript: Transcript) -> Sequence[str]:
    """Where the file's header says something else than the project, which stays."""
    return [
        f"{name}: the project says “{there.attributes[name]}”, the file “{value}”; the project's "
        "stays."
        for name, value in transcript.attributes.items()
        if there.attributes.get(name, value) != value
    ]
