"""One coder's codings as training data: JSON lines, or a spaCy DocBin."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from workbench.errors import InputError
from workbench.files.writing import whole_file
from workbench.interchange.training import PARTS, Example, as_line, examples, parts_of
from workbench.model import Coder, InterviewId
from workbench.project import Project
from workbench.workflows.projects import opened, resolve_coder

KINDS = (".jsonl", ".spacy")

__all__ = ["KINDS", "PARTS", "TrainingData", "write_training_data"]


@dataclass(frozen=True, slots=True)
class TrainingData:
    """What was written."""

    coder: Coder
    interviews: int
    turns: int
    spans: int


def write_training_data(
    path: Path,
    target: Path,
    *,
    coder: str | None = None,
    part: str | None = None,
    seed: int = 1,
    force: bool = False,
) -> TrainingData:
    """Write one example a turn, the moderator's left out, by the kind of `target`.

    part: only the interviews of `train`, `dev` or `test`, divided by the seed; None: all.
    Errors: InputError where the part has no interview.
    """
    with opened(path) as project:
        who = resolve_coder(project, coder)
        parts = parts_of([each.id for each in project.interviews()], seed=seed)
        chosen = [each.id for each in project.interviews() if part in (None, parts[each.id])]
        if not chosen:
            raise InputError(
                f"There are too few interviews for a part “{part}”.",
                "Leave --part out, or bring in more.",
            )
        language = project.codebook().language
        made = list(_examples(project, chosen, who))
        with whole_file(target, force=force) as out:
            if target.suffix.lower() == ".jsonl":
                for each in made:
                    out.write(f"{as_line(each, parts[each.interview])}\n".encode())
            else:
                from workbench.interchange.tokenized import tokenized

                out.write(tokenized(made, language=language))
        project.note_export(target, "training data", chosen)
    return TrainingData(who, len(chosen), len(made), sum(len(each.spans) for each in made))


def _examples(project: Project, interviews: list[InterviewId], coder: Coder) -> Iterator[Example]:
    for each in interviews:
        codings = project.codings(coder=coder, interviews=[each])
        yield from examples(project.interview(each), codings)
