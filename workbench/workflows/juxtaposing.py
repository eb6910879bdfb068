"""Interviews as they are compared: what participants said, what coders coded, and under which value
each turn is counted."""

from collections.abc import Callable, Collection, Sequence
from datetime import datetime

from workbench.agreement.units import ComparedText, ComparedTurn
from workbench.analysis.frequencies import BY_INTERVIEW, BY_PARTICIPANT
from workbench.errors import InputError
from workbench.model import (
    MISSING,
    AgreementUnit,
    CodedSpan,
    Coder,
    CountingFrame,
    InterviewId,
    Span,
)
from workbench.project import Project
from workbench.text import fold, sentences, swedish_key
from workbench.workflows.projects import Progress, no_progress

BY_CODE = frozenset({"code", "kod"})
BY_WEEK = frozenset({"week", "vecka"})
BY_VERSION = frozenset({"version"})

ValueOf = Callable[[CountingFrame, int], str]
"""The value under which a speaker's turns in an interview are counted."""


def texts(
    project: Project,
    coders: Sequence[Coder],
    interviews: Collection[InterviewId],
    *,
    unit: AgreementUnit = AgreementUnit.CHARACTER,
    by: str | None = None,
    absent: Collection[tuple[Coder, InterviewId]] = (),
    progress: Progress = no_progress,
) -> tuple[list[ComparedText], str | None]:
    """The interviews to be compared, and what they are divided by, as the interviews spell it.

    by: `code` or None: nothing; else `interview`, `participant`, `week`, `version`, an attribute.
    absent: who has not coded an interview.

    Raises InputError for an attribute that no interview and no speaker has.
    """
    framed = {
        coder: {frame.interview: frame for frame in project.counting_frames(coder)}
        for coder in coders
    }
    frames = [framed[coders[0]][each] for each in interviews]
    divided_by = canonical(by, frames)
    value_of = _valuer(project, coders, divided_by)
    found = []
    for done, frame in enumerate(frames):
        progress(done, len(frames), frame.interview)
        text = project.text(frame.interview) if unit is AgreementUnit.SENTENCE else None
        codings: dict[Coder, Sequence[CodedSpan]] = {
            coder: framed[coder][frame.interview].spans
            for coder in coders
            if (coder, frame.interview) not in absent
        }
        turns = tuple(_turns(frame, value_of, text))
        found.append(ComparedText(frame.interview, turns, codings))
    return found, divided_by


def _turns(frame: CountingFrame, value_of: ValueOf, text: str | None) -> list[ComparedTurn]:
    """The participants' turns, with their sentences where there is a text."""
    values = [value_of(frame, speaker) for speaker in range(len(frame.speakers))]
    return [
        ComparedTurn(
            number,
            Span(start, end),
            values[speaker],
            () if text is None else tuple(Span(*each) for each in sentences(text, start, end)),
        )
        for number, (start, end, speaker) in enumerate(
            zip(frame.turn_starts, frame.turn_ends, frame.turn_speakers, strict=True), start=1
        )
        if frame.speakers[speaker] not in frame.moderators
    ]


def canonical(by: str | None, frames: Sequence[CountingFrame]) -> str | None:
    """What figures are divided by under the one name it has; None where they are not.

    Raises InputError for an attribute that no interview and no speaker has.
    """
    wanted = None if by is None else fold(by.strip())
    if wanted is None or wanted in BY_CODE:
        return None
    for name, words in (
        ("interview", BY_INTERVIEW),
        ("participant", BY_PARTICIPANT),
        ("week", BY_WEEK),
        ("version", BY_VERSION),
    ):
        if wanted in words:
            return name
    there = {
        name
        for frame in frames
        for attributes in (frame.attributes, *frame.speaker_attributes)
        for name in attributes
    }
    found = next((name for name in sorted(there) if fold(name) == wanted), None)
    if found is None:
        known = ", ".join(sorted(there, key=swedish_key)) or "none"
        raise InputError(
            f"No interview has the attribute “{by}”.",
            f"There are {known}; and code, interview, participant, week, version.",
        )
    return found


def _valuer(project: Project, coders: Sequence[Coder], by: str | None) -> ValueOf:
    """How a speaker's turns find their value: her own attribute over the interview's."""
    if by is None:
        return lambda _frame, _speaker: ""
    if by == "interview":
        return lambda frame, _speaker: frame.interview
    if by == "participant":
        return _participant
    if by == "week":
        times = later_times(project, coders)
        return lambda frame, _speaker: _week(times.get(frame.interview))
    if by == "version":
        numbers = project.interview_versions(coders)
        return lambda frame, _speaker: str(numbers.get(frame.interview, MISSING))
    return lambda frame, speaker: frame.speaker_attributes[speaker].get(by, "").strip() or MISSING


def _participant(frame: CountingFrame, speaker: int) -> str:
    label = frame.speakers[speaker]
    return f"{frame.interview} {label}" if label else MISSING


def _week(when: datetime | None) -> str:
    """`2026-W07`: ISO 8601."""
    if when is None:
        return MISSING
    year, week, _day = when.isocalendar()
    return f"{year}-W{week:02}"


def later_times(project: Project, coders: Sequence[Coder]) -> dict[InterviewId, datetime]:
    """When the last of the coders finished each interview, UTC.

    Where one has not marked it finished, her last coding there counts.
    """
    latest: dict[InterviewId, datetime] = {}
    for coder in coders:
        for interview, when in (project.coded_times(coder) | project.finished_times(coder)).items():
            latest[interview] = max(when, latest.get(interview, when))
    return latest
