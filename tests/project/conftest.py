"""A project with one interview, open; and a workspace on it."""

import shutil

import pytest

from tests.project.apart import HERS, TALK
from tests.project.samples import add, interview, new_project
from workbench.model import Coder
from workbench.project import Project
from workbench.workflows.opening import Workspace


@pytest.fixture
def project(tmp_path):
    """Empty but for the codebook; opened as eva."""
    with new_project(tmp_path) as made:
        yield made


@pytest.fixture
def talk():
    return interview("07")


@pytest.fixture
def coded(project, talk):
    """With interview 07 imported."""
    project.commit([add(talk)], verb="import", facts={"files": 1})
    return project


@pytest.fixture
def opening(tmp_path, talk, monkeypatch):
    """Opens workspaces on one project with interviews 07 and 08, and closes them."""
    with new_project(tmp_path) as made:
        made.commit([add(talk), add(interview("08", header="Nr 8"))], verb="import")
    opened = []

    def opens(coder="A", author="eva"):
        monkeypatch.setenv("WORKBENCH_AUTHOR", author)
        monkeypatch.delenv("WORKBENCH_CODER", raising=False)
        opened.append(Workspace.open(made.path, coder=coder))
        return opened[-1]

    yield opens
    for each in opened:
        each.close()


@pytest.fixture
def workspace(opening):
    """Coder A's, written to as eva."""
    return opening()


@pytest.fixture
def span_of(talk):
    """Where words stand in interview 07."""
    from workbench.model import Span

    def found(words):
        start = talk.text.index(words)
        return Span(start, start + len(words))

    return found


@pytest.fixture
def base(tmp_path):
    """Where the copies begin: two interviews and a codebook."""
    with new_project(tmp_path, author="noll") as project:
        project.commit([add(TALK), add(HERS)], verb="import")
    return project.path


@pytest.fixture
def copy(base, tmp_path):
    """Makes a copy in a folder of its own, and does things to it as somebody."""

    def made(who, *actions):
        path = tmp_path / who / base.name
        if not path.exists():
            path.parent.mkdir()
            shutil.copy(base, path)
        with Project.open(path, author=who) as project:
            for changes in actions:
                project.commit(
                    changes(project) if callable(changes) else changes, verb="x", coder=Coder("A")
                )
        return path

    return made
