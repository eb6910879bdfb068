"""What is new for one coder who has one interview on her screen."""

from collections.abc import Iterable
from dataclasses import dataclass

from workbench.model import Codebook, Coder, Coding, CodingId, Fate, RevisedCoding, interview_key
from workbench.project import Project


@dataclass(frozen=True, slots=True)
class News:
    """What a screen must read again; see `workbench.project.since.Since`."""

    revision: int
    """Ask for what comes after this the next time."""
    changed: tuple[Coding, ...] = ()
    """This coder's, of the interview asked for: new or changed, as they are now and shown."""
    revised: tuple[RevisedCoding, ...] = ()
    """Of those touched: moved or changed by a corrected text, and nobody has looked yet; also
    those that lost their place."""
    gone: frozenset[CodingId] = frozenset()
    """Of those touched: not there (any more) for this coder in this interview."""
    codebook: Codebook | None = None
    """When it changed."""
    interview: bool = False
    """The interview asked for changed, or is gone: read it again."""
    decisions: bool = False
    others: bool = False
    """Other interviews, their codings, finished marks, the project's memo: read lists again."""
    everything: bool = False
    """Read all again."""


def news(
    project: Project,
    since: int,
    *,
    interview: str,
    coder: Coder | None,
    of: Iterable[str] = (),
) -> News:
    """What was written after a revision, by this process or another.

    of: the interviews that are shown together as `interview`, if they are several.
    """
    found = project.since(since)
    if found.everything:
        return News(found.revision, everything=True)
    wanted = frozenset(map(interview_key, of)) or {interview_key(interview)}
    changed = tuple(
        each
        for each in project.codings_by_id(found.codings)
        if each.coder == coder and interview_key(each.interview) in wanted
    )
    touched = {interview_key(each) for each in found.interviews}
    elsewhere = any(
        who == coder and interview_key(where) not in wanted for who, where in found.coded
    )
    return News(
        revision=found.revision,
        changed=changed,
        revised=_revised(project, found.codings, interview=interview, coder=coder),
        gone=found.codings.difference(each.id for each in changed),
        codebook=project.codebook() if found.codebook else None,
        interview=bool(wanted & touched),
        decisions=found.decisions,
        others=bool(touched - wanted) or elsewhere or found.finished or found.project,
        everything=False,
    )


def _revised(
    project: Project, codings: frozenset[CodingId], *, interview: str, coder: Coder | None
) -> tuple[RevisedCoding, ...]:
    if not codings or coder is None:
        return ()
    found = project.revised_codings(interview=interview, coder=coder, codings=codings)
    return tuple(each for each in found if each.fate is not Fate.UNMOVED)
