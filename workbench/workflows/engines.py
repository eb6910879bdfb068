"""The suggestion engine for a project, with what is costly kept: word facts in the project, the
background in this process.

Invariant: what one coder's suggestions learn from is that coder's own hand; what was accepted
without a look teaches nothing.
"""

import os
from importlib.metadata import entry_points

from workbench.errors import WorkbenchError
from workbench.model import Codebook, Coder, Coding, Decision, Interview, Origin
from workbench.project import Project
from workbench.suggest import ENTRY_POINTS, Suggester
from workbench.suggest.engine import Engine
from workbench.suggest.language import KeptLexicon, TableLexicon, missing
from workbench.suggest.polarity import speaks_of_direction
from workbench.suggest.scoring import Background

_LATEST: list[tuple[object, Background]] = []
"""The background used last; a process that suggests works on one project."""


def engine_for(project: Project, *, coder: Coder | None) -> Engine:
    """The engine with what one coder's codings and decisions teach; of nobody, the codebook's."""
    codings, decisions = taught_by(project, coder)
    codebook = project.codebook()
    return Engine(
        background_of(project, codebook),
        codings=codings,
        decisions=decisions,
        others=from_elsewhere(codebook),
    )


def taught_by(project: Project, coder: Coder | None) -> tuple[list[Coding], list[Decision]]:
    """The codings and decisions that may be learnt from."""
    if coder is None:
        return [], []
    codings = [each for each in project.codings(coder=coder) if each.origin is not Origin.AUTOMATIC]
    return codings, project.decisions(coder)


def background_of(project: Project, codebook: Codebook) -> Background:
    """The project's interviews read and matched; the latest is kept while nothing of it changes."""
    interviews = [project.interview(each.id) for each in project.interviews()]
    key = (project.path, codebook, tuple(_identity(each) for each in interviews))
    if _LATEST and _LATEST[0][0] == key:
        return _LATEST[0][1]
    lexicon = lexicon_of(project, codebook.language)
    pipeline = os.environ.get("WORKBENCH_SPACY", "").strip()
    background = Background(interviews, codebook, lexicon, pipeline=pipeline)
    keep(project, lexicon, codebook.language)
    _LATEST[:] = [(key, background)]
    return background


def lexicon_of(project: Project, language: str) -> KeptLexicon:
    """What the project knows of words; the language's table is opened only for new ones."""
    return KeptLexicon(
        project.cached(_name(language)), language=language, table=TableLexicon(language)
    )


def keep(project: Project, lexicon: KeptLexicon, language: str) -> None:
    """Keep the facts of new words."""
    if lexicon.changed:
        project.store_cache(_name(language), lexicon.pack())


def language_notes(project: Project) -> tuple[str, ...]:
    """What the engine lacks for the codebook's language, in one sentence; nothing for Swedish."""
    language = project.codebook().language
    name = f"lacks:{language}"
    kept = project.cached(name)
    lacks = (*missing(language),) if kept is None else tuple(filter(None, kept.decode().split(",")))
    if kept is None:
        project.store_cache(name, ",".join(lacks).encode())
    if not speaks_of_direction(language):
        lacks = (*lacks, "words of negation")
    if not lacks:
        return ()
    told = ", ".join(lacks)
    return (f"For the language “{language}” this is missing: {told}. Suggestions do without.",)


def _name(language: str) -> str:
    return f"words:{language}"


def _identity(interview: Interview) -> tuple[object, ...]:
    """What of an interview makes a difference to the engine."""
    return (interview.id, interview.sha256, interview.turns, interview.moderators)


def from_elsewhere(codebook: Codebook) -> list[tuple[str, Suggester]]:
    """Name and suggester of each package that offers one."""
    found = []
    for point in sorted(entry_points(group=ENTRY_POINTS), key=lambda each: each.name):
        try:
            made: Suggester = point.load()(codebook)
        except Exception as error:
            raise WorkbenchError(
                f"The suggester “{point.name}” of {point.value} cannot be used ({error}).",
                "Mend it, or remove the package that brings it.",
            ) from error
        found.append((point.name, made))
    return found
