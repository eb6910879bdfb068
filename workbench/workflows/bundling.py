"""Working apart: one coder's work out in a bundle, other people's work in, and what came of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from workbench.errors import InputError, UsageError
from workbench.files.writing import whole_file
from workbench.model import CodeId, Coder, InterviewId
from workbench.project import CodeChange, MergeReport, Project, SourceReport
from workbench.text.translation import _, ngettext
from workbench.workflows.projects import Progress, no_progress, opened, person
from workbench.workflows.telling import Names, code_label

_MANY = 40
"""Names in one line; the rest are counted."""


@dataclass(frozen=True, slots=True)
class Bundled:
    """A bundle that was written."""

    path: Path
    coders: tuple[Coder, ...]
    events: int
    codings: int
    interviews: int
    size: int
    """Bytes."""


def bundle(
    path: Path,
    target: Path,
    *,
    coders: Sequence[str] = (),
    force: bool = False,
    progress: Progress = no_progress,
) -> Bundled:
    """Write what these coders did (everybody, when none is named) into one file for other copies.

    Errors: UsageError for what is no name; InputError when nobody goes by a name, or the file
    cannot be written.
    """
    wanted = [Coder(person(each, "")) for each in coders]
    with opened(path) as project:
        who = _known(project, wanted)
        with whole_file(target, force=force, private=True) as out:
            head = project.write_bundle(
                out,
                coders=who if wanted else None,
                progress=lambda done, total: progress(done, total, target.name),
            )
            # Before it is there: `forget` may name a file too many, never one too few.
            project.note_bundle(target)
        return Bundled(
            target,
            tuple(Coder(each) for each in head.coders),
            head.events,
            sum(sum(project.code_counts(each).values()) for each in who),
            len(project.interviews()),
            target.stat().st_size,
        )


def _known(project: Project, wanted: Sequence[Coder]) -> list[Coder]:
    known = project.known_coders()
    for each in wanted:
        if not each:
            raise UsageError("An empty word is no coder.", "Name one: --coder NAME.")
        if each not in known:
            names = ", ".join(known) or "nobody yet"
            raise InputError(
                f"“{each}” has done nothing in this project.", f"There is work by: {names}."
            )
    return sorted(set(wanted)) if wanted else list(known)


@dataclass(frozen=True, slots=True)
class Merged:
    """What a merge did, as facts and in words."""

    report: MergeReport
    told: tuple[str, ...]
    """What is otherwise, in lines."""
    warned: tuple[str, ...]
    """What to look at."""


def merge(
    path: Path,
    sources: Sequence[Path],
    *,
    rehearsal: bool = False,
    unrelated: bool = False,
    progress: Progress = no_progress,
) -> Merged:
    """Take in what bundles and other copies hold, in any order, twice without harm.

    rehearsal: say what would be done, and write nothing.
    unrelated: also where nothing in them is in the project.
    Errors: UsageError, InputError, ProjectError; nothing was written then.
    """
    with opened(path) as project:
        report = project.merge(
            sources,
            rehearsal=rehearsal,
            unrelated=unrelated,
            progress=lambda done, total: progress(done, total, ""),
        )
        names = {**project.code_names(), **report.names}
        return Merged(report, tuple(_told(report, names)), tuple(_warned(report, names)))


# -- in words -----------------------------------------------------------------------------------


def _told(report: MergeReport, names: Names) -> Iterable[str]:
    for source in report.sources:
        yield _source(source)
        yield from _both(source)
    changes = report.changes
    yield from _interviews(report)
    yield from _codings(report)
    for coder, number in changes.decisions.items():
        told = ngettext(
            "{coder}: {number} answer to suggestions",
            "{coder}: {number} answers to suggestions",
            number,
        )
        yield told.format(coder=coder, number=number)
    if changes.settled:
        told = ngettext(
            "{number} disagreement decided", "{number} disagreements decided", changes.settled
        )
        yield told.format(number=changes.settled)
    yield from _marks(_("{coder}: finished with {ids}"), changes.finished)
    yield from _marks(_("{coder}: not finished any more with {ids}"), changes.unfinished)
    yield from _codes(report, names)


def _source(source: SourceReport) -> str:
    told = _("{file} ({coders}): {events}, {known} of them known already")
    events = ngettext("{number} event", "{number} events", source.events)
    return told.format(
        file=source.path.name,
        coders=_listed(source.coders) or _("no coder"),
        events=events.format(number=source.events),
        known=source.known,
    )


def _both(source: SourceReport) -> Iterable[str]:
    interviews, codes = len(source.interviews), source.codes
    told = _("  in both: {interviews} (same id, same text), {codes} (same id)")
    yield told.format(
        interviews=ngettext("{n} interview", "{n} interviews", interviews).format(n=interviews),
        codes=ngettext("{n} code", "{n} codes", codes).format(n=codes),
    )


def _interviews(report: MergeReport) -> Iterable[str]:
    changes = report.changes
    for told, ids in (
        (_("New interviews: {ids}"), changes.interviews_new),
        (_("Taken out: interviews {ids}"), changes.interviews_gone),
        (
            _("Taken out by one, coded by another: interviews {ids} are there"),
            changes.interviews_revived,
        ),
        (_("Forgotten, here and in every backup: interviews {ids}"), changes.forgotten),
    ):
        if ids:
            yield told.format(ids=_listed(ids))
    for each in changes.interviews_changed:
        told = _("Interview {id} is described otherwise: {fields}")
        yield told.format(id=each.interview, fields=_fields(each.fields))
    for source in report.sources:
        for each in source.interviews_unlike:
            told = _(
                "Interview {id} was read otherwise in {file} ({fields}): the first import stands"
            )
            yield told.format(id=each.interview, file=source.path.name, fields=_fields(each.fields))


def _codings(report: MergeReport) -> Iterable[str]:
    """Per coder, with how many in which interview."""
    for pick, told in (
        ("new", _("{coder}: {number} codings new ({where})")),
        ("changed", _("{coder}: {number} codings changed ({where})")),
        ("gone", _("{coder}: {number} codings gone ({where})")),
    ):
        by_coder: dict[Coder, list[tuple[InterviewId, int]]] = {}
        for each in report.changes.codings:
            number: int = getattr(each, pick)
            if number:
                by_coder.setdefault(each.coder, []).append((each.interview, number))
        for coder, places in by_coder.items():
            where = _listed(f"{interview}: {number}" for interview, number in places)
            yield told.format(
                coder=coder, number=sum(number for _place, number in places), where=where
            )


def _marks(told: str, marks: Iterable[tuple[Coder, InterviewId]]) -> Iterable[str]:
    by_coder: dict[Coder, list[InterviewId]] = {}
    for coder, interview in marks:
        by_coder.setdefault(coder, []).append(interview)
    for coder, ids in by_coder.items():
        yield told.format(coder=coder, ids=_listed(ids))


def _codes(report: MergeReport, names: Names) -> Iterable[str]:
    changes = report.changes
    for told, codes in (
        (_("New codes: {codes}"), changes.codes_new),
        (_("Deleted codes: {codes}"), changes.codes_gone),
        (
            _("Deleted by one, coded with by another: {codes} came back"),
            changes.codes_revived,
        ),
    ):
        if codes:
            yield told.format(codes=_labels(codes, names))
    for source in report.sources:
        yield from _codes_beside(source, changes.codes_changed, names)
    told_of = {each.code for source in report.sources for each in source.codes_unlike}
    for each in changes.codes_changed:
        if each.code not in told_of:
            told = _("Code {code} is changed: {fields}")
            yield told.format(code=code_label(each.code, names), fields=_fields(each.fields))
    if changes.book:
        yield _("The codebook itself is changed: {fields}").format(fields=_fields(changes.book))
    if changes.project:
        yield _("The project is changed: {fields}").format(fields=_fields(changes.project))


def _codes_beside(
    source: SourceReport, changed: Sequence[CodeChange], names: Names
) -> Iterable[str]:
    taken = {each.code: set(each.fields) for each in changed}
    for each in source.codes_unlike:
        yield _unlike(source, each.code, each.fields, taken.get(each.code, set()), names)
    for told, codes in (
        (_("Codes that are not in {file}: {codes}"), source.codes_only_here),
        (_("Codes of {file} that were deleted here: {codes}"), source.codes_only_there),
    ):
        if codes:
            yield told.format(file=source.path.name, codes=_labels(codes, names))


def _unlike(
    source: SourceReport, code: CodeId, fields: Sequence[str], taken: set[str], names: Names
) -> str:
    if taken >= set(fields):
        stands = _("as in {file} from now on")
    elif taken.isdisjoint(fields):
        stands = _("it stays as it was here")
    else:
        stands = _("some of either stays")
    told = _("Code {code} is unlike in {file} ({fields}): {stands}")
    return told.format(
        code=code_label(code, names),
        file=source.path.name,
        fields=_fields(fields),
        stands=stands.format(file=source.path.name),
    )


def _warned(report: MergeReport, names: Names) -> Iterable[str]:
    changes = report.changes
    for each in changes.shared_names:
        counted = ", ".join(
            _("{code} with {number} codings").format(code=code_label(code, names), number=number)
            for code, number in zip(each.codes, each.codings, strict=True)
        )
        told = _(
            "“{name}” is the name of {how_many} codes beside each other ({codes}). If they mean "
            "the same, merge them in the codebook of `workbench open`."
        )
        yield told.format(name=each.name, how_many=len(each.codes), codes=counted)
    for clash in changes.shared_ids:
        told = _(
            "Two texts call themselves interview {id}: the later is shown as {shown}. If they are "
            "one interview, agree on one text and remove the other."
        )
        yield told.format(id=clash.interview, shown=clash.shown)
    told = _(
        "Copies decided apart on one disagreement ({ids}): the later decision counts, and what "
        "{coder} has of the other goes with `workbench settle … --agreed`."
    )
    yield from _marks(told, changes.left_over)
    if report.erased:
        told = ngettext(
            "{number} event about what is forgotten has lost its content.",
            "{number} events about what is forgotten have lost their content.",
            report.erased,
        )
        yield told.format(number=report.erased)
    for author in report.ahead:
        told = _(
            "The clock of {author}'s computer runs more than a day ahead: of two changes to one "
            "thing, that computer's counts as the later. Set it right."
        )
        yield told.format(author=author)
    for author in report.forked:
        told = _(
            "{author} has written in two copies at once: undo takes back the latest of either. "
            "Give each person a name of her own (WORKBENCH_AUTHOR)."
        )
        yield told.format(author=author)
    for export in report.exports:
        told = _("{path} ({kind}) may still hold what is forgotten: delete it.")
        yield told.format(path=export.path, kind=export.kind)


_FIELDS = {
    "title": _("title"),
    "memo": _("memo"),
    "attributes": _("attributes"),
    "speakers": _("speakers"),
    "turns": _("turns"),
    "text": _("a corrected text"),
    "name": _("name"),
    "parent": _("its place"),
    "definition": _("definition"),
    "include": _("what to include"),
    "exclude": _("what to exclude"),
    "example": _("example"),
    "colour": _("colour"),
    "key": _("key"),
    "cues": _("cues"),
    "language": _("language"),
    "description": _("description"),
    "sources": _("sources"),
    "order": _("order of the codes"),
    "blind": _("whether coders are compared on unfinished interviews"),
    "queries": _("queries that are kept"),
}


def _fields(names: Iterable[str]) -> str:
    return ", ".join(_FIELDS.get(name, name) for name in names)


def _labels(codes: Iterable[CodeId], names: Names) -> str:
    return _listed(code_label(code, names) for code in codes)


def _listed(words: Iterable[str]) -> str:
    found = list(words)
    if len(found) <= _MANY:
        return ", ".join(found)
    more = _("… and {number} more").format(number=len(found) - _MANY)
    return f"{', '.join(found[:_MANY])} {more}"
