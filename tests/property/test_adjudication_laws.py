"""Whatever two coders coded and however it is decided, the consensus coder has what was decided."""

import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.project.samples import add, interview, new_project
from workbench.errors import WorkbenchError
from workbench.model import (
    AddCoding,
    CodeId,
    Coder,
    Coding,
    EditCoding,
    Origin,
    Polarity,
    RemoveCoding,
    SetFinished,
    Span,
    Taken,
)
from workbench.project import Project
from workbench.workflows.pairing import NewCoding, Sought, pair_of

TALK = interview("07")
A, B, CONSENSUS = Coder("A"), Coder("B"), Coder("consensus")
CODES = ("STR", "LED", "STA")

marks = st.lists(
    st.tuples(
        st.integers(40, 90), st.integers(1, 25), st.sampled_from(CODES),
        st.sampled_from([None, *Polarity]),
    ),
    min_size=1, max_size=6, unique_by=lambda each: each[:3],
)  # fmt: skip
pick = st.integers(0, 20)
deeds = st.lists(
    st.one_of(
        st.tuples(st.just("settle"), pick, st.sampled_from([*Taken]), pick),
        st.tuples(st.just("settle"), pick, st.sampled_from([*Taken]), pick),
        st.tuples(st.just("reopen"), pick),
        st.tuples(st.just("edges"), pick),
        st.tuples(st.just("agreed")),
        st.tuples(st.just("undo")),
        st.tuples(st.just("redo")),
        st.tuples(st.just("edit"), pick, pick),
        st.tuples(st.just("remove"), pick),
    ),
    max_size=8,
)
slow = settings(deadline=None, max_examples=40, suppress_health_check=list(HealthCheck))


@pytest.fixture(scope="module")
def base(tmp_path_factory):
    with new_project(tmp_path_factory.mktemp("base")) as project:
        project.commit([add(TALK)], verb="import")
        project.commit([SetFinished(each, TALK.id) for each in (A, B)], verb="finish")
    return project.path


def opened(base, folder, mine, hers):
    path = Path(folder) / base.name
    shutil.copy(base, path)
    project = Project.open(path, author="eva")
    project.commit(
        [
            AddCoding(
                Coding(
                    project.new_coding_id(), TALK.id, Span(start, start + size), CodeId(code), coder,
                    polarity=polarity,
                )
            )
            for coder, found in ((A, mine), (B, hers))
            for start, size, code, polarity in found
            if TALK.text[start : start + size].strip()
        ],
        verb="code",
    )  # fmt: skip
    return project


def look(project, coder):
    return sorted((each.span, each.code) for each in project.codings(coder=coder))


def one_of(found, number):
    return found[number % len(found)]


def do(project, pair, deed):
    """Returns whether a decision was written."""
    what, *rest = deed
    try:
        if what == "settle":
            each = one_of(pair.disagreements(Sought(direction=True)), rest[0])
            start = 40 + rest[2]
            new = NewCoding(Span(start, start + 9), CodeId(one_of(CODES, rest[2])))
            told = pair.settle(each, rest[1], new=new, reason=f"r{rest[0]}").told
        elif what == "reopen":
            told = pair.reopen(one_of([*pair.settled().values()], rest[0]).settlement).told
        elif what == "edges":
            told = pair.settle_edges(rest[0]).told
        elif what == "agreed":
            told = pair.take_agreed().told
        elif what in ("undo", "redo"):
            getattr(pair, what)()
            return False
        else:
            theirs = [each for each in project.codings() if each.coder != CONSENSUS]
            each = one_of(theirs, rest[0])
            span = Span(each.span.start, each.span.end + rest[-1] + 1)
            edit = EditCoding(each.id, span=span)
            change = RemoveCoding(each.id) if what == "remove" else edit
            project.commit([change], verb=what, coder=each.coder)
            return False
    except (WorkbenchError, ZeroDivisionError):
        return False
    return told != "nothing changed"


@slow
@given(mine=marks, hers=marks, history=deeds)
def test_the_consensus_coder_has_what_the_decisions_in_force_name(base, mine, hers, history):
    with tempfile.TemporaryDirectory() as folder, opened(base, folder, mine, hers) as project:
        pair = pair_of(project, A, B)
        for deed in history:
            before = look(project, A), look(project, B)
            decided = do(project, pair, deed)
            if deed[0] not in ("edit", "remove", "undo", "redo"):
                assert (look(project, A), look(project, B)) == before
            if decided:
                named = {
                    coding for each in pair.settled().values() for coding in each.settlement.codings
                }
                assert {each.id for each in project.codings(coder=CONSENSUS)} == named
                assert {each.origin for each in project.codings(coder=CONSENSUS)} <= {
                    Origin.CONSENSUS
                }
        report = project.check()
        assert report.ok, report.problems


@slow
@given(mine=marks, hers=marks, swapped=st.booleans())
def test_taking_ones_codings_everywhere_makes_the_consensus_hers(base, mine, hers, swapped):
    with tempfile.TemporaryDirectory() as folder, opened(base, folder, mine, hers) as project:
        pair = pair_of(project, *((B, A) if swapped else (A, B)))
        for each in pair.disagreements():
            there = each.second if swapped else each.first
            take = Taken.SECOND if swapped else Taken.FIRST
            pair.settle(each, Taken.NEITHER if there is None else take)
        pair.take_agreed()
        assert look(project, CONSENSUS) == look(project, A)
        done = pair.progress()
        assert done.settled == done.total
        assert pair.overtaken() == []


@slow
@given(mine=marks, hers=marks, history=deeds)
def test_undoing_every_decision_leaves_nothing_of_the_consensus(base, mine, hers, history):
    with tempfile.TemporaryDirectory() as folder, opened(base, folder, mine, hers) as project:
        pair = pair_of(project, A, B)
        written = sum(
            do(project, pair, deed)
            for deed in history
            if deed[0] not in ("edit", "remove", "undo", "redo")
        )
        for _ in range(written):
            pair.undo()
        assert look(project, CONSENSUS) == []
        assert pair.settled() == {}
