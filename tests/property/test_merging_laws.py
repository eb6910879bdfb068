"""Copies go their own ways and meet again through bundle files: in any order, in any number of
steps, twice: the result is one, and what anybody forgot is in none of the files."""

import shutil
import tempfile
from contextlib import ExitStack
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.project.samples import add, new_project
from tests.property.test_project_histories import (
    INTERVIEWS,
    SECRET,
    base,
    copies,
    do,
    operations,
    state,
)
from workbench.errors import WorkbenchError
from workbench.model import Coder
from workbench.project import Project
from workbench.workflows.bundling import bundle

__all__ = ["base"]

slow = settings(deadline=None, max_examples=25, suppress_health_check=list(HealthCheck))
histories = st.lists(st.tuples(st.integers(0, 1), operations), max_size=14)
whose = st.lists(st.sampled_from([["A"], ["B"], ["A", "B"], []]), min_size=2, max_size=4)


@pytest.fixture(scope="module")
def made_elsewhere(tmp_path_factory):
    """The same codebook and interviews, in a project of somebody's own."""
    with new_project(tmp_path_factory.mktemp("elsewhere"), author="annan") as project:
        project.commit([add(INTERVIEWS[each]) for each in ("05", "07", "08")], verb="import")
    return project.path


def went_apart(base, folder, history, *, second=None):
    """Two copies with a history each, the second perhaps of another project; their paths."""
    with ExitStack() as stack:
        opened = copies(base, stack, 2, folder=folder)
        if second is not None:
            opened[1].close()
            shutil.copy(second, opened[1].path)
            opened[1] = stack.enter_context(Project.open(opened[1].path, author="nils"))
        for who, operation in history:
            do(opened[who], operation)
        return [each.path for each in opened]


def bundles_of(paths, whose):
    """Bundles of the coders named, from each copy in turn; of those who have done nothing, all."""
    made = []
    for number, coders in enumerate(whose):
        path = paths[number % len(paths)]
        with Project.open(path) as project:
            known = project.known_coders()
        target = path.with_name(f"{number}.bundle")
        bundle(path, target, coders=[each for each in coders if Coder(each) in known])
        made.append(target)
    return made


def taken_in(base, folder, name, *steps):
    """A fresh copy that took in the files of each step together; its state."""
    path = Path(folder) / name / base.name
    path.parent.mkdir()
    shutil.copy(base, path)
    with Project.open(path, author="leda") as project:
        for step in steps:
            project.merge(step)
        report = project.check()
        assert report.ok, report.problems
        return state(project)


@slow
@given(history=histories, whose=whose, order=st.randoms(use_true_random=False))
def test_merging_commutes_associates_and_is_idempotent(base, history, whose, order):
    with tempfile.TemporaryDirectory() as folder:
        files = bundles_of(went_apart(base, folder, history), whose)
        shuffled = [*files, order.choice(files)]
        order.shuffle(shuffled)
        one_by_one = taken_in(base, folder, "a", *([each] for each in files))
        assert taken_in(base, folder, "b", *([each] for each in shuffled)) == one_by_one
        assert taken_in(base, folder, "c", shuffled) == one_by_one


@slow
@given(history=histories)
def test_a_bundle_of_a_merged_copy_carries_on_what_came_in_bundles(base, history):
    """(first + second) + third is first + (second + third), the brackets being copies and files."""
    with tempfile.TemporaryDirectory() as folder:
        first, second = bundles_of(went_apart(base, folder, history), [[], []])
        apart = taken_in(base, folder, "a", [first], [second])
        relay = Path(folder) / "c" / base.name
        taken_in(base, folder, "c", [second])
        onward = relay.with_name("vidare.bundle")
        bundle(relay, onward)
        assert taken_in(base, folder, "d", [onward], [first]) == apart


@slow
@given(history=histories)
def test_projects_made_apart_from_the_same_files_become_one_whoever_merges(
    base, made_elsewhere, history
):
    with tempfile.TemporaryDirectory() as folder:
        paths = went_apart(base, folder, history, second=made_elsewhere)
        files = bundles_of(paths, [[], []])
        states = []
        for number, path in enumerate(paths):
            with Project.open(path, author="leda") as project:
                project.merge([files[1 - number]])
                report = project.check()
                assert report.ok, report.problems
                states.append(state(project))
        assert states[0] == states[1] == taken_in(base, folder, "c", files)


@slow
@given(history=histories)
def test_a_bundle_of_everybody_is_as_good_as_the_copy(base, history):
    with tempfile.TemporaryDirectory() as folder:
        paths = went_apart(base, folder, history)
        files = bundles_of(paths, [[], []])
        assert taken_in(base, folder, "a", files) == taken_in(base, folder, "b", paths)


@slow
@given(history=histories)
def test_one_coders_bundle_never_tells_of_another(base, history):
    with tempfile.TemporaryDirectory() as folder:
        for path in went_apart(base, folder, history):
            with Project.open(path) as project:
                if Coder("A") not in project.known_coders():
                    continue
            target = path.with_name("a.bundle")
            bundle(path, target, coders=["A"])
            fresh = Path(folder) / f"ny{path.parent.name}" / base.name
            fresh.parent.mkdir()
            shutil.copy(base, fresh)
            with Project.open(fresh, author="leda") as project:
                before = {each.id for each in project.codings(coder=Coder("B"))}
                project.merge([target])
                after = {each.id for each in project.codings(coder=Coder("B"))}
                assert after <= before
                assert not project.decisions(Coder("B"))


@slow
@given(history=histories, who=st.integers(0, 1), speaker=st.sampled_from([None, "IP1"]))
def test_what_one_forgot_is_in_no_byte_after_merging_in_either_direction(
    base, history, who, speaker
):
    with tempfile.TemporaryDirectory() as folder:
        paths = went_apart(base, folder, history)
        with Project.open(paths[who], author="eva") as project:
            try:
                project.forget("5", speaker=speaker)
            except WorkbenchError:
                return  # The history has taken it out, or renamed the speaker.
        files = bundles_of(paths, [[], []])
        for number, path in enumerate(paths):
            with Project.open(path, author="leda") as project:
                project.merge([files[1 - number]])
                assert project.check().ok
            for file in (
                *path.parent.glob("*.workbench*"),
                *path.parent.rglob("*-merge.workbench"),
            ):
                if file.is_file():
                    assert SECRET.encode() not in file.read_bytes(), file.name
