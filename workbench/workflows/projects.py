"""Opening a project for one piece of work: who writes, whose codings are meant."""

import getpass
import os
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from workbench.errors import InputError, UsageError
from workbench.model import Coder
from workbench.project import Project
from workbench.text import normal_text

Progress = Callable[[int, int, str], None]
"""Told how many of how many are done, and what is at hand."""

Facts = dict[str, str | int]
"""What the journal keeps of an action beside its changes, for the log."""

SUFFIX = ".workbench"

_LONGEST = 100
"""Characters in the name of a person."""

Language = Literal["sv", "en"]
"""Of headings in tables and reports."""


def default_language(language: str) -> Language:
    """Swedish for a Swedish codebook, else English."""
    return "sv" if language.startswith("sv") else "en"


def refuse_kind(target: Path, kinds: Sequence[str]) -> None:
    """Raise UsageError unless the name ends in one of the kinds of file that can be written."""
    if target.suffix.lower() not in kinds:
        raise UsageError(
            f"This cannot be written as “{target.name}”.",
            f"End the name in {' or '.join(kinds)}.",
        )


def no_progress(done: int, total: int, what: str) -> None:
    """For callers who watch nothing."""


def author() -> str:
    """Who writes to the journal: WORKBENCH_AUTHOR, else the name one is logged in under."""
    named = person(None, "WORKBENCH_AUTHOR")
    if named:
        return named
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "unknown"


def project_path(written: Path) -> Path:
    """The project's path; `study` also finds `study.workbench`."""
    if written.suffix != SUFFIX and not written.exists():
        return written.with_name(written.name + SUFFIX)
    return written


def person(given: str | None, variable: str) -> str:
    """The name given, else the environment's; empty when neither says.

    Raises UsageError for what is no name: several lines, bytes that are no text, a whole page.
    """
    written = (given or os.environ.get(variable, "")).strip()
    name = normal_text(written)
    if name == unicodedata.normalize("NFC", written) and "\n" not in name and len(name) <= _LONGEST:
        return name
    raise UsageError(
        f"“{name.splitlines()[0][:30] if name else '?'}” is not the name of a person.",
        f"Write one line of at most {_LONGEST} letters in UTF-8 (--coder or {variable}).",
    )


@contextmanager
def opened(path: Path) -> Iterator[Project]:
    """The project at `path`, closed afterwards."""
    with Project.open(project_path(path), author=author()) as project:
        yield project


def resolve_coder(project: Project, given: str | None) -> Coder:
    """Whose work is shown: `given`, WORKBENCH_CODER, else the only coder who has codings.

    Whom settled codings belong to has not coded, so is only meant where named, or alone.

    Raises UsageError with the coders there are when nobody, or more than one, can be meant.
    """
    known = project.coders()
    wanted = person(given, "WORKBENCH_CODER")
    if wanted:
        if wanted in known:
            return Coder(wanted)
        names = ", ".join(known) or "nobody yet"
        raise InputError(
            f"There are no codings by “{wanted}”.", f"Codings have been made by: {names}."
        )
    alone = coding_coders(project) or known
    if len(alone) == 1:
        return alone[0]
    if not known:
        raise UsageError(
            "Nobody has coded in this project yet.",
            "Code in `workbench open`, or bring codings in with `workbench code --from`.",
        )
    raise UsageError(
        f"More than one person has coded here: {', '.join(known)}.",
        f"Say whose work is meant, for example --coder {known[0]}.",
    )


def known_coder(project: Project, given: str | None) -> Coder | None:
    """As `resolve_coder`, but nobody where nobody can be meant; a name that is given is taken."""
    name = person(given, "WORKBENCH_CODER")
    if name:
        return Coder(name)
    known = coding_coders(project) or project.coders()
    return known[0] if len(known) == 1 else None


def coding_coders(project: Project) -> tuple[Coder, ...]:
    """Those who have coded, without whoever settled codings belong to."""
    settled = project.consensus_coders()
    return tuple(each for each in project.coders() if each not in settled)


def writing_coder(given: str | None) -> Coder:
    """Who codes: `given`, else WORKBENCH_CODER; raises UsageError when neither says."""
    name = person(given, "WORKBENCH_CODER")
    if not name:
        raise UsageError("It is not said who codes.", "Add --coder NAME.")
    return Coder(name)
