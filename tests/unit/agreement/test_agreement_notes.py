"""Where figures mislead, it is told; where they do not, nothing is."""

import pytest

from workbench.agreement.interpretation import notes, unused
from workbench.agreement.tables import figures, two_by_two
from workbench.model import Note

CODERS = ("Anna", "Bo")


def told(*counts):
    found = two_by_two(*counts)
    exact = notes(counts, found, CODERS)
    assert exact == notes(counts, figures(found), CODERS)
    return [str(note) for note in exact]


def test_balanced_counts_need_no_note():
    assert told(40, 9, 6, 45) == []


def test_a_rare_code_pulls_kappa_down_and_positive_agreement_is_named():
    (note,) = told(30, 10, 10, 950)
    assert note.startswith("Few units have the code")
    assert "positive agreement" in note


def test_a_code_nearly_everywhere_names_negative_agreement():
    (note,) = told(950, 10, 10, 30)
    assert note.startswith("Most units have the code")
    assert "negative agreement" in note


def test_one_coder_who_uses_the_code_twice_as_much_is_told_with_counts():
    (note,) = told(30, 35, 2, 33)
    assert note == (
        "Anna gave the code to 65 units, Bo to 32. Cohen's kappa rewards that they use it unlike "
        "often; pi and alpha do not (Krippendorff 2004)."
    )
    (turned,) = told(30, 2, 35, 33)
    assert turned.startswith("Bo gave the code to 65 units, Anna to 32.")


def test_a_bit_more_use_is_no_bias():
    assert told(30, 33, 2, 35) == []


def test_whoever_never_used_the_code_is_named_alone():
    assert told(0, 3, 0, 7) == [
        "Bo never used this code: see whether Bo finished. Kappa is then 0, whatever the other did."
    ]
    assert two_by_two(0, 3, 0, 7)["cohen_kappa"] == 0


def test_a_code_that_nobody_used_is_told_once():
    assert told(0, 0, 0, 9) == ["No coder used this code."]
    assert [str(note) for note in unused((0, 0, 0), ("A", "B", "C"))] == [
        "No coder used this code."
    ]


def test_of_many_coders_each_who_never_used_a_code_is_named():
    found = unused((5, 0, 0), ("A", "B", "C"))
    assert [str(note) for note in found] == [
        "B never used this code: see whether B finished.",
        "C never used this code: see whether C finished.",
    ]
    assert unused((5, 1, 2), ("A", "B", "C")) == ()


def test_no_units_need_no_note():
    assert told(0, 0, 0, 0) == []


@pytest.mark.parametrize(("fact", "shown"), [(0.126, "0.13"), (7, "7"), ("Å", "Å")])
def test_facts_are_filled_in_with_two_decimals(fact, shown):
    assert str(Note("so: {fact}", {"fact": fact})) == f"so: {shown}"
