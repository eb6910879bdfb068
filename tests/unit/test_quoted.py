"""Quotations are found between marks of every kind."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.text.quoted import quoted_passages


def quotations(text):
    return [text[each.start : each.end] for each in quoted_passages(text)]


@pytest.mark.parametrize(
    "marks", ["””", '""', "“”", "„“", "„”", "»«", "«»", "»»", "’’", "‘’", "''", "‚‘", "‹›", "››"]
)
def test_marks_of_every_kind(marks):
    text = f"Hon säger: {marks[0]}Vi ringer. Det är så.{marks[1]} (chef)"
    assert quotations(text) == ["Vi ringer. Det är så."]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("”Vi ringer”, säger en chef, ”och det märks.”", ["Vi ringer", "och det märks."]),
        ("”Då sa hon ’ring mig’ till oss.”", ["Då sa hon ’ring mig’ till oss."]),
        ("”Då sa hon ”ring mig” till oss.”", ["Då sa hon ”ring mig” till oss."]),
        ('"Då sa hon "ring mig" till oss."', ['Då sa hon "ring mig" till oss.']),
        ("Danermark’s modell och FK’s svar", []),
        ("Det var rock’n’roll", []),
        ("’Det är FK’s fel’, säger hon.", ["Det är FK’s fel"]),
        ('En skärm på 15" och en på 17".', []),
        ("(”Vi ringer.”)", ["Vi ringer."]),
        ("–”Vi ringer.”", ["Vi ringer."]),
        ("”Första stycket går vidare.", ["Första stycket går vidare."]),
        ("Hon sa ”vi ringer.", []),
        ("”” och ” ”", []),
        ("Inga citat här.", []),
        ("", []),
        ("“Ja”–”nej”", ["Ja", "nej"]),
        ("”[…] vi ringer […]”", ["[…] vi ringer […]"]),
        ("”Vi ringer …”", ["Vi ringer …"]),
    ],
)
def test_what_stands_between_marks(text, expected):
    assert quotations(text) == expected


@given(st.text(alphabet="ab .,”\"“»«'’(–", max_size=40))
def test_passages_lie_in_order_between_marks(text):
    end = 0
    for each in quoted_passages(text):
        assert end <= each.start - 1
        assert each.start < each.end <= len(text)
        assert not text[each.start - 1].isalnum()
        end = each.end


@pytest.mark.parametrize("sign", ["(“a ", '"a ', "»a» "])
def test_very_many_marks_that_are_not_closed_hide_no_quotation_behind_them(sign):
    assert quotations(f"Text {sign * 20_000}\n och sedan ‹Vi ringer.›")[-1] == "Vi ringer."
