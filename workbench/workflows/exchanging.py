"""Projects out to other programs, and theirs in.

One file is one project: `export` writes everything that the format can hold, and the rest in notes;
a project that comes in is made whole or not at all.
"""

import gc
import hashlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from workbench.errors import InputError, UsageError, WorkbenchError
from workbench.files.contained import Bounds, Containment
from workbench.files.writing import whole_file
from workbench.interchange.refi.archive import copy_aside
from workbench.interchange.refi.codebooks import write_qdc
from workbench.interchange.refi.writing import write_study
from workbench.interchange.study import Arrival, Study
from workbench.model import (
    AddCoding,
    AddInterview,
    Change,
    Coder,
    DecideSuggestion,
    Decision,
    EditInterview,
    EditProject,
    Fate,
    Interview,
    RevisedCoding,
    SetFinished,
    SettleDisagreement,
    Settlement,
    SourceFile,
)
from workbench.project import Project
from workbench.transcripts import read_transcript, turns_in
from workbench.workflows.codebook_files import with_sound_cues
from workbench.workflows.projects import SUFFIX, Facts, author, opened, person

PROJECT_KINDS = (".qdpx",)
CODEBOOK_KINDS = (".qdc",)
NOBODY = "okänd"
"""Whose codings are called that name no user."""

_BOUNDS = Bounds(seconds=120, megabytes=2048)
"""For the XML of a whole project."""


@dataclass(frozen=True, slots=True)
class Departure:
    """What an export wrote."""

    codes: int
    interviews: int
    codings: int
    coders: tuple[Coder, ...]
    left: tuple[str, ...]
    """What the file does not hold, a sentence each."""


@dataclass(frozen=True, slots=True)
class NewStudy:
    """A project made of another program's, and the report on what came along."""

    path: Path
    arrival: Arrival
    aside_folder: Path | None
    """Where sources that are no texts were put."""
    aside: tuple[str, ...]
    """What was left aside, a sentence each."""
    notices: tuple[str, ...]


def export_project(
    path: Path, target: Path, *, coders: Sequence[str] = (), force: bool
) -> Departure:
    """Write the project as .qdpx, with every coder's work unless some are named.

    Errors: InputError where a coder named has done nothing, or the file cannot be written.
    """
    with opened(path) as project:
        wanted = wanted_coders(project, coders)
        waiting = [
            each
            for each in project.revised_codings()
            if each.fate is not Fate.UNMOVED and each.coding.coder in set(wanted)
        ]
        lost = [each for each in waiting if each.now is None]
        study = _study_of(project, wanted if coders else (), lost)
        named = tuple(wanted) or project.coders()
        with whole_file(target, force=force) as out:
            write_study(out, study)
        project.note_export(target, "project", [each.id for each in study.interviews])
    left = ["The files that the interviews were read from, and the journal, stay in the project."]
    left += _left_of_revisions(waiting)
    if any(code.revived for code in study.codebook.codes):
        left.append("That a code was deleted by one and used by another is not told.")
    return Departure(
        len(study.codebook.codes),
        len(study.interviews),
        len(study.codings),
        named,
        tuple(left),
    )


def _left_of_revisions(waiting: Sequence[RevisedCoding]) -> Iterator[str]:
    lost = sum(each.now is None for each in waiting)
    if lost:
        yield (
            f"{lost} codings that lost their place when a transcript was corrected are none there:"
            " they stand in the memos of their interviews, with their words."
        )
    if len(waiting) > lost:
        yield (
            f"That {len(waiting) - lost} codings were moved by a correction and wait to be looked"
            " at is not told."
        )


def wanted_coders(project: Project, coders: Sequence[str]) -> Sequence[Coder]:
    """Those named, else everybody; InputError where one named has done nothing."""
    known = project.known_coders()
    wanted = [Coder(person(each, "")) for each in coders]
    for each in wanted:
        if each not in known:
            names = ", ".join(known) or "nobody yet"
            raise InputError(f"“{each}” has done nothing here.", f"Others have: {names}.")
    return wanted or known


def export_codes(path: Path, target: Path, *, force: bool) -> Departure:
    """Write the project's codebook as .qdc."""
    with opened(path) as project:
        book = project.codebook()
    with whole_file(target, force=force) as out:
        write_qdc(out, book)
    return Departure(len(book.codes), 0, 0, (), ())


def _study_of(project: Project, wanted: Sequence[Coder], lost: Sequence[RevisedCoding]) -> Study:
    """With the work of the coders named; of none: of everybody."""
    coders = wanted or project.known_coders()
    chosen = set(wanted)
    last = project.last_event()
    return Study(
        name=project.path.stem,
        codebook=project.codebook(),
        interviews=tuple(
            _with_lost(project.interview(each.id), lost) for each in project.interviews()
        ),
        codings=tuple(each for each in project.codings() if not chosen or each.coder in chosen),
        memo=project.memo(),
        finished=frozenset(
            (coder, interview) for coder in coders for interview in project.finished(coder)
        ),
        decisions=tuple(each for coder in coders for each in project.decisions(coder)),
        settlements=tuple(
            each
            for each in project.all_settlements()
            if not chosen or chosen.issuperset((*each.coders, each.consensus))
        ),
        facts=_facts_of(project),
        time=last[0] if last else None,
    )


def _facts_of(project: Project) -> dict[str, object]:
    """What else the project knows, where it is not as in a new one."""
    facts: dict[str, object] = {} if project.blind() else {"blind": False}
    queries = project.queries()
    return facts | ({"queries": queries} if queries else {})


def _with_lost(interview: Interview, lost: Sequence[RevisedCoding]) -> Interview:
    """With a line in its memo for each coding that has no place in its text."""
    lines = [interview.memo]
    for each in lost:
        coding = each.coding
        if coding.interview == interview.id:
            sign = "" if coding.polarity is None else f" {coding.polarity.value}"
            said = f"({each.was}) {coding.coder}: {coding.code}{sign} “{each.words}” {coding.memo}"
            lines.append(said.rstrip())
    return replace(interview, memo="\n".join(filter(None, lines)))


# -- In ---------------------------------------------------------------------------------------


def new_project_from(path: Path, source: Path, *, coder: str | None = None) -> NewStudy:
    """Make a project at `path` of another program's file.

    coder: whose the codings are that name no user.
    Errors: InputError where the file is damaged, hostile or of another kind; nothing is left then.
    """
    reader = _reader(source)
    target = path if path.suffix == SUFFIX else path.with_name(path.name + SUFFIX)
    with _without_collection():
        return _new_project(target, source, reader, person(coder, "") or NOBODY)


@contextmanager
def _without_collection() -> Iterator[None]:
    """Hundreds of thousands of values are made and kept: looking for garbage among them takes a
    tenth of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


Reader = Callable[[Path, Containment, str], Arrival]


def _reader(source: Path) -> Reader:
    """What reads a project of this kind. Errors: UsageError where nothing does."""
    kind = source.suffix.lower()
    if kind in PROJECT_KINDS:
        return _read_refi
    if kind == ".qda":
        return _read_qualcoder
    if source.is_dir() and (source / "settings.yaml").is_file():
        return _read_whole_lines
    if kind in _DATABASES:
        return _read_taguette
    raise UsageError(
        f"A project cannot be made of “{source.name}”.",
        "Give a REFI-QDA project (.qdpx), Taguette's database (.sqlite3), QualCoder's folder"
        " (.qda), or the folder of a project of qualitative-coding.",
    )


_DATABASES = (".sqlite3", ".sqlite", ".db")


def _read_refi(source: Path, containment: Containment, nobody: str) -> Arrival:
    from workbench.interchange.refi.reading import read_study

    return read_study(
        source,
        containment=containment,
        rich_text=lambda name, data: read_transcript(name, data, containment=containment).text,
        nobody=nobody,
    )


def _read_taguette(source: Path, containment: Containment, nobody: str) -> Arrival:
    from workbench.interchange.others.taguette import read_taguette

    return read_taguette(source, containment=containment, nobody=nobody)


def _read_qualcoder(source: Path, containment: Containment, nobody: str) -> Arrival:
    from workbench.interchange.others.qualcoder import read_qualcoder

    return read_qualcoder(source, containment=containment, nobody=nobody)


def _read_whole_lines(source: Path, containment: Containment, _nobody: str) -> Arrival:
    from workbench.interchange.others.whole_lines import read_whole_lines

    return read_whole_lines(source, containment=containment)


def _new_project(target: Path, source: Path, reader: Reader, nobody: str) -> NewStudy:
    with Containment(_BOUNDS) as containment:
        arrival = reader(source, containment, nobody)
        study = replace(
            arrival.study,
            interviews=tuple(
                _with_speakers(each, containment) if each.id in arrival.unread_turns else each
                for each in arrival.study.interviews
            ),
        )
    book, left = with_sound_cues(study.codebook)
    arrival = replace(
        arrival, study=replace(study, codebook=book), changed=(*arrival.changed, *left)
    )
    study = arrival.study
    with Project.create(target, study.codebook, author=author()) as project:
        try:
            aside = _commit(project, arrival, source.name)
        except WorkbenchError:
            project.close()
            target.unlink()
            raise
        notices = project.notices
    folder, lines = _put_aside(target, source, arrival)
    return NewStudy(target, arrival, folder, (*arrival.aside, *aside, *lines), notices)


def _with_speakers(interview: Interview, containment: Containment) -> Interview:
    """With turns, speakers and header found as in an imported text, which itself stays as it is."""
    try:
        read = read_transcript(
            f"{interview.id}.txt",
            interview.text.encode(),
            listed=[who.label for who in interview.participants],
            containment=containment,
        )
    except InputError:
        return interview
    known = {who.label.casefold() for who in interview.participants}
    heard = [who for who in read.participants if who.label.casefold() not in known]
    return replace(
        interview,
        turns=turns_in(interview.text, read),
        moderators=read.moderators,
        participants=(*interview.participants, *heard),
        attributes={**read.attributes, **interview.attributes},
    )


def _commit(project: Project, arrival: Arrival, file: str) -> list[str]:
    """Write the study as one action; what has no place in a project, a sentence each."""
    study = arrival.study
    changes: list[Change] = list(_interviews(arrival))
    changes += [AddCoding(each) for each in study.codings]
    changes += [SetFinished(coder, where) for coder, where in sorted(study.finished)]
    decisions, settlements = _decisions(study), _settlements(study)
    changes += [DecideSuggestion(each) for each in decisions]
    changes += [SettleDisagreement(each) for each in settlements]
    changes += [EditInterview(each.id, memo=each.memo) for each in study.interviews if each.memo]
    blind = study.facts.get("blind")
    changes.append(
        EditProject(
            memo=study.memo,
            blind=blind if blind is False else None,
            queries=_queries(study.facts.get("queries")),
        )
    )
    facts: Facts = {
        "file": file,
        "interviews": len(study.interviews),
        "codings": len(study.codings),
    }
    project.commit(changes, verb="exchange", facts=facts)
    return [
        f"{lost} {what} rest on codes or codings that are gone: not taken over."
        for lost, what in (
            (len(study.decisions) - len(decisions), "answers to suggestions"),
            (len(study.settlements) - len(settlements), "decisions where coders differ"),
        )
        if lost
    ]


def _queries(written: object) -> dict[str, str] | None:
    """The queries that a file keeps, by name; what another program made of them is left alone."""
    if not isinstance(written, dict):
        return None
    return {
        name: query
        for name, query in written.items()
        if isinstance(query, str) and name.strip() and query.strip()
    }


def _decisions(study: Study) -> list[Decision]:
    """The answers to suggestions that the project can hold."""
    known = study.codebook.by_id
    return [
        each
        for each in study.decisions
        if each.code in known and (each.taken is None or each.taken in known)
    ]


def _settlements(study: Study) -> list[Settlement]:
    """The decisions between coders that the project can hold."""
    made = {(each.id, each.coder, each.interview) for each in study.codings}
    return [
        each
        for each in study.settlements
        if len({each.consensus, *each.coders}) == 3
        and (each.first is not None or each.second is not None)
        and all((coding, each.consensus, each.interview) in made for coding in each.codings)
    ]


def _interviews(arrival: Arrival) -> Iterator[Change]:
    """The interviews; two with the same bytes are told apart by a last line with the id."""
    seen: set[str] = set()
    for interview in arrival.study.interviews:
        source = arrival.sources[interview.id]
        if _digest(source) in seen:
            source = replace(source, data=source.data + f"\n{interview.id}\n".encode())
        seen.add(_digest(source))
        yield AddInterview(interview, source)


def _digest(source: SourceFile) -> str:
    return hashlib.sha256(source.data).hexdigest()


def _put_aside(target: Path, source: Path, arrival: Arrival) -> tuple[Path | None, list[str]]:
    """Copy the sources that are no texts into a folder beside the project, and list them."""
    lines, folder = [], None
    if any(each.member for each in arrival.aside_files):
        folder = _new_folder(target.with_suffix(".aside"))
    names = copy_aside(source, arrival.aside_files, folder) if folder is not None else {}
    for each in arrival.aside_files:
        where = names.get(each, "its file does not lie in the project")
        coded = f", {each.codings} codings on it" if each.codings else ""
        lines.append(f"{each.kind} “{each.name}”{coded}: {where}.")
    return folder, lines


def _new_folder(wanted: Path) -> Path:
    folder, number = wanted, 2
    while True:
        try:
            folder.mkdir(mode=0o700)
        except FileExistsError:
            folder, number = wanted.with_name(f"{wanted.name}-{number}"), number + 1
        else:
            return folder
