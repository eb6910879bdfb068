"""Cues as lines: what is written is read back the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.model import Cue, Polarity
from workbench.workflows.cue_lines import cue_in, cue_line, cue_lines, cues_in

WORDS = st.text("abcåäö", min_size=1, max_size=6)
TEXTS = st.lists(WORDS | st.just("…"), min_size=1, max_size=4).map(" ".join)
CUES = st.builds(
    Cue,
    TEXTS,
    st.sampled_from(["lemma", "word", "exact", "part"]),
    st.booleans(),
    st.sampled_from([0.5, 1.0, 2.0]),
    st.sampled_from([None, *Polarity]),
)


@given(CUES)
def test_a_cue_survives_its_line(cue):
    assert cue_in(cue_line(cue)) == cue


@given(st.lists(CUES, unique_by=lambda cue: (cue.text, cue.rule)))
def test_cues_survive_their_lines_in_order(cues):
    assert cues_in(cue_lines(cues)) == tuple(cues)


@given(st.text(max_size=40))
def test_any_line_is_a_cue_or_nothing(line):
    found = cue_in(line)
    assert found is None or found.text


@pytest.mark.parametrize(
    ("line", "cue"),
    [
        ("rutin", Cue("rutin")),
        ("= ad  hoc", Cue("ad hoc", "exact")),
        ("=ad hoc", Cue("ad hoc", "exact")),
        ("behov {weight: 0.5, direction: -}", Cue("behov", weight=0.5, polarity=Polarity.HINDERS)),
        ("kafferutin {exclude: yes}", Cue("kafferutin", exclude=True)),
        ("ord {weight: tung}", Cue("ord {weight: tung}")),
        ("ord {match: stem}", Cue("ord {match: stem}")),
        (r"[Ss]tyr\w{2,3} {match: regex}", Cue(r"[Ss]tyr\w{2,3}", "regex")),
        ('[{"OP": "?"}] {match: pattern}', Cue('[{"OP": "?"}]', "pattern")),
        ("   ", None),
    ],
)
def test_lines_as_people_write_them(line, cue):
    assert cue_in(line) == cue
