"""Suggestions for a project's interviews, with the language's part kept in the project."""

from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path

from workbench.model import Coder, Interview, Suggestion
from workbench.project import Project
from workbench.suggest import (
    CueSuggester,
    Lemmas,
    build_suggester,
    cue_types,
    drop_known,
    lemmas,
    pack_lemmas,
    unpack_lemmas,
    word_types,
)
from workbench.workflows.projects import Progress, known_coder, no_progress, opened


def suggestions(
    path: Path,
    *,
    interview: str | None = None,
    coder: str | None = None,
    everything: bool = False,
    progress: Progress = no_progress,
) -> list[Suggestion]:
    """Suggest codes for one interview, or for all, in the order of the text.

    Leaves out what the coder has coded so already; without a coder the codebook alone speaks.
    `everything` gives every sentence with every code and its score, also 0.
    """
    with opened(path) as project:
        who = known_coder(project, coder)
        if interview is not None:
            chosen = [project.interview(interview)]
        else:
            chosen = [project.interview(each.id) for each in project.interviews()]
        progress(0, len(chosen) + 1, "")
        suggester = _suggester(project, chosen)
        found: list[Suggestion] = []
        for number, each in enumerate(chosen):
            progress(number + 1, len(chosen) + 1, each.title)
            found.extend(_of_interview(project, suggester, each, coder=who, everything=everything))
        progress(len(chosen) + 1, len(chosen) + 1, "")
        return found


def advice(path: Path, interview: str) -> list[Suggestion]:
    """All suggestions for one interview, also of what is coded so already."""
    with opened(path) as project:
        chosen = project.interview(interview)

        def others() -> Iterator[Interview]:
            return (project.interview(each.id) for each in project.interviews())

        return _suggester(project, [chosen], more=others).suggest(chosen)


def _of_interview(
    project: Project,
    suggester: CueSuggester,
    interview: Interview,
    *,
    coder: Coder | None,
    everything: bool,
) -> list[Suggestion]:
    if everything:
        return list(suggester.ranking(interview))
    found = suggester.suggest(interview)
    if coder is None:
        return found
    codings = project.codings(coder=coder, interviews=[interview.id])
    return drop_known(found, codings, project.codebook())


def _suggester(
    project: Project,
    interviews: Collection[Interview],
    *,
    more: Callable[[], Iterable[Interview]] = lambda: (),
) -> CueSuggester:
    """A suggester whose lemmas come from the project's cache, and from spaCy only when new.

    more: whose words are looked up as well, once spaCy is needed at all.
    """
    codebook = project.codebook()
    language = codebook.language
    key = f"lemmas:{language}"
    packed = project.cached(key)
    known = unpack_lemmas(packed, language=language) if packed else {}
    needed = cue_types(codebook).union(*(word_types(each) for each in interviews))
    missing = needed.difference(known)
    if missing:
        missing.update(*(word_types(each).difference(known) for each in more()))
        known.update(lemmas(missing, language=language))
        project.store_cache(key, pack_lemmas(known, language=language))

    def vocabulary(types: Collection[str]) -> Lemmas:
        return {form: known[form] for form in types if form in known}

    return build_suggester(codebook, vocabulary=vocabulary)
