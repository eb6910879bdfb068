"""Whatever is changed in a bundle, with every digest made to fit again: it is refused in a sentence,
or what was taken in is sound and can be read."""

import json
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.project.apart import HERS, OTHER, TALK, codes, forged, rewritten, unpacked
from tests.project.samples import add, new_project
from workbench.errors import WorkbenchError
from workbench.model import (
    Coder,
    EditInterview,
    EditParticipant,
    EditProject,
    RenameSpeaker,
    SetFinished,
    SetModerators,
)
from workbench.project.events import canonical
from workbench.workflows.bundling import bundle

VALUES = (None, 0, -1, 1 << 40, 1.5, True, "", "x", "a:b", [], {}, [1], ["x"], {"a": 1}, "coding:x")
WORDS = ("", "x", "coding:x", "coding.add", "code.put", "A", "STR", "undo", "interview.forget")


@pytest.fixture(scope="module")
def source(tmp_path_factory):
    """A bundle in which most kinds of events stand, with things forgotten."""
    with new_project(tmp_path_factory.mktemp("source"), author="eva") as project:
        project.commit([add(TALK), add(HERS), add(OTHER)], verb="import")
        project.commit(
            codes(("Chefen", "STR"), ("ring", "LED"))(project), verb="code", coder=Coder("A")
        )
        project.commit(
            [
                SetFinished(Coder("A"), "07"),
                EditInterview("07", memo="x"),
                RenameSpeaker("07", "IP1", "IPX"),
                SetModerators("05", frozenset({"IP2"})),
                EditParticipant("07", "IP9", description="d"),
                EditProject(memo="m", blind=False),
            ],
            verb="x",
        )
        project.undo()
        project.redo()
        project.forget("05", speaker="IP1")
        project.forget("08")
    target = project.path.with_name("alla.bundle")
    bundle(project.path, target)
    return target


def other(value, chance):
    """The value with something in it otherwise."""
    if isinstance(value, dict) and value and chance.random() < 0.8:
        name = chance.choice(sorted(value))
        rest = {each: there for each, there in value.items() if each != name}
        return rest if chance.random() < 0.2 else {**rest, name: other(value[name], chance)}
    if isinstance(value, list) and value and chance.random() < 0.8:
        at = chance.randrange(len(value))
        return [*value[:at], other(value[at], chance), *value[at + 1 :]]
    if type(value) is int and chance.random() < 0.6:
        return chance.choice([value + 1, value - 1, value * 1000, 0, 2**31 - 1])
    return chance.choice(VALUES)


def with_other_events(target, chance):
    number = sum(line.startswith("[") for line in unpacked(target).splitlines())
    wanted = set(chance.sample(range(number), chance.choice([1, 1, 2, 5])))
    seen = iter(range(number))

    def change(row):
        if next(seen) not in wanted or row[9] is None:
            return False
        if chance.random() < 0.75:
            row[9] = canonical(other(json.loads(row[9]), chance))
        else:
            row[chance.randrange(2, 9)] = chance.choice(WORDS)
        return True

    return rewritten(target, change)


def with_other_contents(target, chance):
    lines = unpacked(target).splitlines()
    at = chance.choice([number for number, line in enumerate(lines) if line.startswith("{")])
    said = json.loads(lines[at])
    if said["kind"] == "head":
        said["text"] = canonical(other(json.loads(said["text"]), chance))
    elif said["kind"] == "text":
        said["text"] = chance.choice(["", "kort", f"{said['text']}x"])
    said["masked"] = chance.random() < 0.7
    lines[at] = canonical(said)
    return forged(target, body="".join(f"{line}\n" for line in lines))


def read_everything(project):
    report = project.check()
    assert report.ok, report.problems
    for each in project.interviews():
        project.interview(each.id)
    project.codebook(), project.codings(), [*project.actions()], project.memo()
    project.counting_frames(Coder("A")), project.decisions(Coder("A"))


@settings(deadline=None, max_examples=150, suppress_health_check=list(HealthCheck))
@given(chance=st.randoms(use_true_random=False))
def test_what_lies_is_refused_and_what_is_taken_in_is_sound(source, chance):
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        target = folder / source.name
        shutil.copy(source, target)
        with_other_events(target, chance)
        if chance.random() < 0.3:
            with_other_contents(target, chance)
        with new_project(folder, author="leda") as project:
            project.commit([add(HERS)], verb="import")
            with suppress(WorkbenchError):
                project.merge([target])
            read_everything(project)
