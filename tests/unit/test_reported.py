"""The quotations of a report, and whose they are said to be."""

import pytest

from workbench.analysis.reported import reported_quotations

PEOPLE = ("chef", "FK", "IP1", "07:", "Eksjö")


def speaks(words):
    return any(each in words for each in PEOPLE)


def quotations(*paragraphs):
    found = reported_quotations(
        [each if isinstance(each, tuple) else (each, False) for each in paragraphs],
        speaks_of_someone=speaks,
    )
    return [(each.text, each.attribution, each.loose, each.block) for each in found]


@pytest.mark.parametrize(
    ("paragraph", "expected"),
    [
        ("”Vi ringer.” (chef, FK)", ("Vi ringer.", "chef, FK", False, False)),
        ("”Vi ringer” (chef, FK).", ("Vi ringer", "chef, FK", False, False)),
        ("”Vi ringer.” [07:31]", ("Vi ringer.", "07:31", False, False)),
        ("”Vi ringer.” – chef, FK", ("Vi ringer.", "chef, FK", False, False)),
        (
            "I Eksjö är det annorlunda. En chef säger: ”Vi ringer.”",
            ("Vi ringer.", "En chef säger:", True, False),
        ),
        (
            "”Vi ringer”, säger en chef i Eksjö. Så är det inte på FK.",
            ("Vi ringer", ", säger en chef i Eksjö.", True, False),
        ),
        (("Vi ringer.", True), ("Vi ringer.", "", True, True)),
        (("Vi ringer. (chef, FK)", True), ("Vi ringer.", "chef, FK", False, True)),
        (("Vi ringer. (skratt)", True), ("Vi ringer. (skratt)", "", True, True)),
        (("”Vi ringer.” (chef, FK)", True), ("Vi ringer.", "chef, FK", False, False)),
        (("Vi ringer.\n– chef, FK", True), ("Vi ringer.", "chef, FK", False, True)),
        (
            "– Vi ringer aldrig dit, säger en chef.",
            ("Vi ringer aldrig dit", "säger en chef.", True, True),
        ),
        ("— Vi ringer aldrig dit. (chef, FK)", ("Vi ringer aldrig dit.", "chef, FK", False, True)),
    ],
)
def test_quotations_and_attributions(paragraph, expected):
    assert quotations(paragraph) == [expected]


def test_an_attribution_in_the_next_paragraph():
    assert quotations(("Vi ringer.", True), "(chef, FK)") == [
        ("Vi ringer.", "chef, FK", False, True)
    ]
    assert quotations("”Vi ringer.”", "(chef, FK)") == [("Vi ringer.", "chef, FK", False, False)]


def test_the_sentence_that_leads_to_a_block_attributes_it_loosely():
    found = quotations("Så är det. En chef på FK säger:", ("Vi ringer.", True))
    assert found == [("Vi ringer.", "En chef på FK säger:", True, True)]


def test_a_line_of_dialogue_goes_on_behind_who_speaks():
    found = quotations("– Vi ringer aldrig, säger en chef. Det är bara så.")
    assert [text for text, *_ in found] == ["Vi ringer aldrig", "Det är bara så."]


def test_a_list_with_dashes_is_no_dialogue():
    assert quotations("– Samverkan i Eksjö", "– Struktur och ledning", "– Ja.") == []


def test_paragraphs_are_numbered_from_one():
    found = reported_quotations(
        [("Inget.", False), ("”Vi ringer.”", False)], speaks_of_someone=speaks
    )
    assert [each.paragraph for each in found] == [2]
