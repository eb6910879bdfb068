"""Reading an imported transcript, and saying who speaks in it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from workbench.errors import InputError, UsageError
from workbench.model import Attributes, Change, Interview, RenameSpeaker, SetModerators
from workbench.project import Project
from workbench.text import count_words
from workbench.workflows.projects import opened


@dataclass(frozen=True, slots=True)
class Speaker:
    """One label of one interview, with what was said under it."""

    interview: str
    label: str
    moderator: bool
    description: str
    attributes: Attributes
    turns: int
    words: int


@dataclass(frozen=True, slots=True)
class SpeakerChanges:
    """What renaming came to."""

    interviews: int
    """In how many something changed."""
    joined: tuple[str, ...]
    """Where two speakers are one from now on: `07: IP2 and IP1`."""


def show_interview(path: Path, interview: str) -> Interview:
    """One interview with its text and turns."""
    with opened(path) as project:
        return project.interview(interview)


def speakers(path: Path, interview: str | None = None) -> list[Speaker]:
    """Who speaks in one interview, or in all."""
    with opened(path) as project:
        return [
            speaker
            for each in _chosen(project, interview)
            for speaker in speakers_of(project.interview(each))
        ]


def change_speakers(
    path: Path,
    interview: str | None,
    *,
    rename: Iterable[str] = (),
    moderators: Sequence[str] = (),
) -> SpeakerChanges:
    """Rename speakers (`OLD=NEW`) and name the moderators.

    Without an interview, wherever the labels occur; raises InputError where they occur nowhere.
    """
    names = [_old_and_new(each) for each in rename]
    with opened(path) as project:
        changes: list[Change] = []
        met: set[str] = set()
        touched = set()
        joined = []
        for each in _chosen(project, interview):
            found = project.interview(each)
            labels = set(found.speakers())
            joined += [f"{each}: {old} and {new}" for old, new in names if {old, new} <= labels]
            for change, label in _speaker_changes(found, names, moderators):
                changes.append(change)
                met.add(label)
                touched.add(each)
            met |= labels & {*moderators, *(old for old, _ in names)}
        for label in [*(old for old, _ in names), *moderators]:
            if label not in met and label not in dict(names).values():
                where = f"interview {interview}" if interview else "any interview"
                raise InputError(
                    f"There is no speaker “{label}” in {where}.",
                    "See `workbench speakers PROJECT`.",
                )
        if changes:
            project.commit(changes, verb="speakers", facts={"interviews": len(touched)})
        return SpeakerChanges(len(touched), tuple(joined))


def speakers_of(interview: Interview) -> list[Speaker]:
    """Every label of an interview, and listed participants who say nothing."""
    words: dict[str, int] = {}
    for turn in interview.turns:
        said = count_words(interview.text[turn.start : turn.end])
        words[turn.speaker] = words.get(turn.speaker, 0) + said
    turns = interview.speakers()
    labels = dict.fromkeys([*turns, *(who.label for who in interview.participants)])
    return [
        Speaker(
            interview=interview.id,
            label=label,
            moderator=label in interview.moderators,
            description=who.description if (who := interview.participant(label)) else "",
            attributes=interview.attributes_of(label),
            turns=turns.get(label, 0),
            words=words.get(label, 0),
        )
        for label in labels
    ]


def _chosen(project: Project, interview: str | None) -> list[str]:
    if interview is not None:
        return [project.interview(interview).id]
    return [each.id for each in project.interviews()]


def _old_and_new(written: str) -> tuple[str, str]:
    old, equals, new = written.partition("=")
    if not equals or not old.strip() or not new.strip():
        raise UsageError(f"“{written}” names no two speakers.", "Write --rename OLD=NEW.")
    return old.strip(), new.strip()


def _speaker_changes(
    interview: Interview, names: Sequence[tuple[str, str]], moderators: Sequence[str]
) -> Iterable[tuple[Change, str]]:
    labels = set(interview.speakers()) | {who.label for who in interview.participants}
    for old, new in names:
        if old in labels and old != new:
            yield RenameSpeaker(interview.id, old, new), old
            labels = (labels - {old}) | {new}
    wanted = frozenset(label for label in moderators if label in labels)
    if wanted and wanted != interview.moderators:
        yield SetModerators(interview.id, wanted), next(iter(wanted))
