"""A project with one interview, open and closed again."""

import pytest

from tests.project.samples import add, interview, new_project


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
