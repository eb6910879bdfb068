"""What the list of interviews asks of a workspace, gathered away from the screen's thread.

Invariant: the revision is asked for first, so that what changes while the rest is read is noticed
afterwards.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.model import InterviewId, InterviewSummary

if TYPE_CHECKING:
    from workbench.workflows.opening import Workspace


@dataclass(frozen=True, slots=True)
class LoadedList:
    """Every interview of the project, and what the coder has noted on it as a whole."""

    revision: int
    interviews: tuple[InterviewSummary, ...]
    project_memo: str
    places: dict[InterviewId, int]
    """Where this coder was in each interview, the latest last."""


def load_list(workspace: "Workspace") -> LoadedList:
    """Ask for the list. Raises WorkbenchError."""
    return LoadedList(
        workspace.revision(),
        workspace.interviews(),
        workspace.project_memo(),
        workspace.places(),
    )
