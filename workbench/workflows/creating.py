"""Making a new project with its codebook."""

from dataclasses import dataclass
from pathlib import Path

from workbench.codebook import read_codebook
from workbench.errors import InputError
from workbench.files.bundled import bundled
from workbench.files.decoding import decode
from workbench.model import Codebook
from workbench.project import Project
from workbench.workflows.projects import SUFFIX, author


@dataclass(frozen=True, slots=True)
class NewProject:
    """What was made."""

    path: Path
    codebook: Codebook
    notices: tuple[str, ...]


def new_project(path: Path, codebook: str) -> NewProject:
    """Make an empty project at `path` (ending in `.workbench`) with a codebook.

    `codebook` is a file, or the name of one that comes with the program, such as `danermark`.
    """
    target = path if path.suffix == SUFFIX else path.with_name(path.name + SUFFIX)
    book = load_codebook(codebook)
    with Project.create(target, book, author=author()) as project:
        return NewProject(target, book, project.notices)


def load_codebook(written: str) -> Codebook:
    """Read a codebook file, or one of those that come with the program, by its name."""
    name, text = codebook_text(written)
    return read_codebook(text, name=name)


def codebook_text(written: str) -> tuple[str, str]:
    """Name and text of a codebook file, or of one that comes with the program."""
    path = Path(written)
    if not path.exists() and written in bundled_codebooks():
        path = bundled("codebooks") / f"{written}.yaml"
    try:
        data = path.read_bytes()
    except OSError as error:
        known = ", ".join(bundled_codebooks())
        raise InputError(
            f"There is no codebook “{written}” ({error.strerror}).",
            f"Give a file, or one of those that come with the program: {known}.",
        ) from error
    return path.name, decode(data, name=path.name).text


def bundled_codebooks() -> tuple[str, ...]:
    """The names of the codebooks that come with the program."""
    return tuple(sorted(path.stem for path in bundled("codebooks").glob("*.yaml")))
