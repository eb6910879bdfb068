"""Moving a code by one step, and edits that somebody else overtakes."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.model import Code, Codebook, CodeId, Cue
from workbench.workflows.rearranging import (
    OvertakenError,
    Position,
    inwards,
    one_down,
    one_up,
    outwards,
    rebased,
)

BOOK = Codebook(
    codes=tuple(
        Code(CodeId(code), code, CodeId(parent) if parent else None)
        for code, parent in (("A", ""), ("A.x", "A"), ("A.y", "A"), ("A.z", "A"), ("B", ""))
    )
)


@pytest.mark.parametrize(
    ("step", "code", "position"),
    [
        (one_up, "A.y", Position("A", "A.x")),
        (one_up, "A.x", None),
        (one_down, "A.x", Position("A", "A.z")),
        (one_down, "A.y", Position("A", None)),
        (one_down, "A.z", None),
        (outwards, "A.y", Position(None, "B")),
        (outwards, "B", None),
        (inwards, "B", Position("A", None)),
        (inwards, "A.z", Position("A.y", None)),
        (inwards, "A.x", None),
    ],
)
def test_a_step_names_the_new_place_or_none_at_the_edge(step, code, position):
    assert step(BOOK, CodeId(code)) == position


WORDS = st.sampled_from(["", "one", "two"])
CODES = st.builds(
    Code,
    id=st.just(CodeId("X")),
    name=WORDS,
    parent=st.none(),
    definition=WORDS,
    include=WORDS,
    exclude=st.just(""),
    example=st.just(""),
    colour=st.just(""),
    key=WORDS,
    cues=st.sampled_from([(), (Cue("bil"),)]),
    memo=WORDS,
    revived=st.just(False),
)


@given(CODES, CODES, CODES)
def test_an_edit_changes_what_it_changed_and_nothing_else_or_is_refused(before, after, now):
    names = ("name", "definition", "include", "key", "cues", "memo")
    overtaken = [
        name
        for name in names
        if getattr(after, name) != getattr(before, name)
        and getattr(now, name) not in (getattr(before, name), getattr(after, name))
    ]
    if overtaken:
        with pytest.raises(OvertakenError) as raised:
            rebased(before, after, now=now)
        assert raised.value.now == now
        assert all(name in str(raised.value) for name in overtaken)
        return
    merged = rebased(before, after, now=now)
    for name in names:
        edited = getattr(after, name) != getattr(before, name)
        assert getattr(merged, name) == getattr(after if edited else now, name)


def test_what_another_has_changed_elsewhere_stays():
    before = Code(CodeId("X"), "X", definition="old")
    theirs = replace(before, colour="#112233", parent=CodeId("P"))
    mine = replace(before, definition="new")
    assert rebased(before, mine, now=theirs) == replace(theirs, definition="new")
