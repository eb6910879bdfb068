"""A quotation beside what was said: verbatim, shortened, altered, or too far from it."""

import pytest

from tests.project.samples import interview
from workbench.model import Span, Wording
from workbench.placing.comparing import compare
from workbench.placing.concordance import candidates

LINES = (
    ("Moderator", "Hur ser samverkan ut?"),
    ("IP1", "Vi har ingen rutin för det här ... alltså, AF ringer aldrig. Det är så."),
    (
        "IP2",
        "Chefen står bakom oss, (skratt) det gör skillnad – tror jag. Hon sa ”ring mig” till oss.",
    ),
    ("IP1", "Ja, [ohörbart] och sedan slutade hon i våras, på vårdcentralen."),
)
TALK = interview("07", lines=LINES)
WHOLE = Span(0, len(TALK.text))

VERBATIM, SHORTENED, ALTERED = Wording.VERBATIM, Wording.SHORTENED, Wording.ALTERED


@pytest.mark.parametrize(
    ("quotation", "wording", "difference"),
    [
        ("Vi har ingen rutin för det här ... alltså, AF ringer aldrig.", VERBATIM, ""),
        ("vi har ingen rutin för det här … alltså, AF ringer aldrig", VERBATIM, ""),
        ("Vi  har\ningen rutin", VERBATIM, ""),
        ("Har ingen rutin för det här", VERBATIM, ""),
        ("det gör skillnad - tror jag", VERBATIM, ""),
        ('Hon sa "ring mig" till oss', VERBATIM, ""),
        ("Hon sa ’ring mig’ till oss", VERBATIM, ""),
        ("Ja, [ohörbart] och sedan slutade hon", VERBATIM, ""),
        ("Chefen står bakom oss, (skratt) det gör skillnad", VERBATIM, ""),
        ("Det är så. Chefen står bakom oss", VERBATIM, ""),
        # Shortened, and a mark says so; or without a pause or an aside.
        ("Vi har ingen rutin […] AF ringer aldrig.", SHORTENED, ""),
        ("Vi har ingen rutin (…) AF ringer aldrig.", SHORTENED, ""),
        ("Vi har ingen rutin /.../ AF ringer aldrig.", SHORTENED, ""),
        ("Vi har ingen rutin … AF ringer aldrig.", SHORTENED, ""),
        ("Vi har ingen rutin - - - AF ringer aldrig.", SHORTENED, ""),
        ("Vi har ingen rutin för det här alltså, AF ringer aldrig.", SHORTENED, ""),
        ("[…] ingen rutin för det här", SHORTENED, ""),
        ("Vi har ingen rutin […]", SHORTENED, ""),
        ("Chefen står bakom oss, det gör skillnad", SHORTENED, ""),
        ("[H]on sa ”ring mig” till oss", SHORTENED, ""),
        ("sedan slutade [chefen] i våras, på vårdcentralen", SHORTENED, ""),
        ("Vi [på kommunen] har ingen rutin för det här", SHORTENED, ""),
        ("Ja, och sedan slutade hon i våras", SHORTENED, ""),
        # Altered: a word exchanged, left out without a mark, put in; another case or sign.
        ("Vi har en rutin för det här", ALTERED, "Vi har [-ingen-] {+en+} rutin för det här"),
        ("Vi har rutin för det här", ALTERED, "Vi har [-ingen-] rutin för det här"),
        ("Vi har ingen bra rutin för det här", ALTERED, "Vi har ingen {+bra+} rutin för det här"),
        (
            "Chefen stod bakom oss, det gör skillnad",
            ALTERED,
            "Chefen [-står-] {+stod+} bakom oss det gör skillnad",
        ),
        (
            "alltså, af ringer aldrig. Det är så",
            ALTERED,
            "alltså [-AF-] {+af+} ringer aldrig Det är så",
        ),
        (
            "AF ringer aldrig, det är så",
            ALTERED,
            "AF ringer aldrig [-.-] {+,+} [-Det-] {+det+} är så",
        ),
        ("Vi har ingen rutin (i Eksjö) för det här", ALTERED, None),
        ("Vi har […] för det där, alltså, AF ringer aldrig", ALTERED, None),
    ],
)
def test_wording_and_difference(quotation, wording, difference):
    found = compare(quotation, TALK, WHOLE)
    assert found is not None
    assert found.wording is wording
    if difference is not None:
        assert found.difference == difference


@pytest.mark.parametrize(
    "quotation",
    [
        "Det finns en helt annan sak som ingen har sagt",
        "Vi har inte",
        "rutin AF chefen",
        "…",
        "[…]",
        "",
        "?!",
    ],
)
def test_what_was_not_said_is_not_found(quotation):
    assert compare(quotation, TALK, WHOLE) is None


def test_words_left_out_are_counted_where_a_mark_says_so():
    found = compare("Vi har […] AF ringer aldrig", TALK, WHOLE)
    assert (found.wording, found.left_out) == (SHORTENED, 6)


def test_the_place_is_that_of_the_words():
    found = compare("Chefen stod bakom oss", TALK, WHOLE)
    assert TALK.text[found.span.start : found.span.end] == "Chefen står bakom oss"


def test_candidates_come_from_the_interviews_that_share_words():
    other = interview("08", lines=(("IP1", "Här gör vi på ett helt annat sätt, och det går bra."),))
    named = candidates(
        ["Vi har en rutin för det här ... alltså", "på ett helt nytt sätt, och det går", "zebra"],
        [(TALK.id, TALK.text), (other.id, other.text)],
    )
    assert [[each.interview for each in likely][:1] for likely in named] == [["07"], ["08"], []]


def test_a_quotation_from_several_places_of_an_interview_names_a_stretch_that_holds_them_all():
    (likely,) = candidates(
        ["Vi har ingen rutin […] sedan slutade hon i våras"], [(TALK.id, TALK.text)]
    )
    assert likely[0].span.start <= TALK.text.index("Vi har ingen")
    assert likely[0].span.end >= TALK.text.index("våras") + len("våras")
