"""What the screens stand on: one open project, one coder, one database thread.

A connection belongs to one thread; every call is carried out on the workspace's own, so screens
may ask from any thread.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

from workbench.model import Codebook, Coder, Coding, Interview, InterviewSummary
from workbench.project import Project
from workbench.workflows.projects import author, person, project_path, resolve_coder

_T = TypeVar("_T")


class Workspace:
    """One project as one coder sees it: her own codings only."""

    def __init__(
        self, project: Project, thread: ThreadPoolExecutor, *, coder: Coder | None
    ) -> None:
        self._project = project
        self._thread = thread
        self.path = project.path
        self.notices = project.notices
        self.coder = coder

    @classmethod
    def open(cls, path: Path, *, coder: str | None) -> "Workspace":
        """Open the project; without a coder named, the only one who has coded, or nobody."""
        thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="project")
        try:
            opening = thread.submit(Project.open, project_path(path), author=author())
            project = opening.result()
            try:
                who = thread.submit(_coder_of, project, coder).result()
            except BaseException:
                thread.submit(project.close).result()
                raise
        except BaseException:
            thread.shutdown()
            raise
        return cls(project, thread, coder=who)

    @property
    def title(self) -> str:
        return self.path.stem

    def interviews(self) -> tuple[InterviewSummary, ...]:
        """Every interview, with this coder's codings counted."""
        return self._ask(lambda: self._project.interviews(self.coder))

    def interview(self, interview_id: str) -> Interview:
        return self._ask(lambda: self._project.interview(interview_id))

    def codings(self, interview_id: str) -> list[Coding]:
        """This coder's codings of one interview."""
        if self.coder is None:
            return []
        coder = self.coder
        return self._ask(lambda: self._codings(interview_id, coder))

    def codebook(self) -> Codebook:
        return self._ask(self._project.codebook)

    def revision(self) -> int:
        """A number that changes when any process has written to the project."""
        return self._ask(self._project.revision)

    def close(self) -> None:
        self._ask(self._project.close)
        self._thread.shutdown()

    def _codings(self, interview_id: str, coder: Coder) -> list[Coding]:
        interview = self._project.find(interview_id)
        if interview is None:
            return []
        return self._project.codings(coder=coder, interviews=[interview])

    def _ask(self, question: Callable[[], _T]) -> _T:
        return self._thread.submit(question).result()


def _coder_of(project: Project, given: str | None) -> Coder | None:
    name = person(given, "WORKBENCH_CODER")
    if name:
        return Coder(name)
    return resolve_coder(project, None) if project.coders() else None
