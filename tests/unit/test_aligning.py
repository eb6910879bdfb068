"""Corrections as people make them: what moves where, and what is told of it."""

import pytest

from workbench.model import Span
from workbench.placing.aligning import align
from workbench.placing.correspondence import Change

TALK = "\n".join(
    [
        "Moderator: Hur ser samverkan ut här i Åmål?",
        "IP1: Vi har en handläggare som slutat. Ingen vet vem man ringer.",
        "IP2: Chefen står bakom oss, det gör skillnad.",
        "IP1: Då sa hon: ring mig. (skratt) Och det gjorde vi.",
        "IP3: Rutinerna finns, men ingen läser dem.",
    ]
)


def placed(old, new, words):
    """The words a coding of `words` has afterwards, and what became of it."""
    start = old.index(words)
    found = align(old, new).place(Span(start, start + len(words)))
    after = None if found.span is None else new[found.span.start : found.span.end]
    return after, found.change


@pytest.mark.parametrize(
    ("change", "words", "after", "told"),
    [
        (("slutat", "gått i pension"), "ring mig", "ring mig", Change.NONE),
        (("samverkan", "samarbetet"), "samverkan", "samarbetet", Change.REWORDED),
        (
            ("handläggare", "handlegare"),
            "en handläggare som slutat",
            "en handlegare som slutat",
            Change.REWORDED,
        ),
        (("vem man", "vem i all världen man"), "vem man ringer", "vem i all världen man ringer", Change.GREW),
        (("det gör skillnad", "skillnad"), "det gör skillnad", "skillnad", Change.SHRANK),
        (("IP3: Rutinerna finns, men ingen läser dem.", ""), "Rutinerna finns", None, Change.LOST),
        (("(skratt) ", ""), "ring mig. (skratt) Och det", "ring mig. Och det", Change.SHRANK),
        (("står bakom oss,", "står bakom oss"), "Chefen står bakom oss", "Chefen står bakom oss", Change.NONE),
        (("ser samverkan ut", "ser\nsamverkan ut"), "ser samverkan ut", "ser\nsamverkan ut", Change.NONE),
    ],
)  # fmt: skip
def test_a_coding_follows_its_words_through_a_correction(change, words, after, told):
    assert placed(TALK, TALK.replace(*change), words) == (after, told)


def test_a_label_that_changed_leaves_the_words_alone():
    new = TALK.replace("IP2: Chefen", "Anna: Chefen")
    assert placed(TALK, new, "Chefen står bakom oss") == ("Chefen står bakom oss", Change.NONE)


def test_a_turn_found_elsewhere_takes_its_codings_along():
    lines = TALK.split("\n")
    new = "\n".join([lines[0], lines[4], *lines[1:4]])
    for words in ("ingen läser dem", "Ingen vet vem man ringer", "Chefen står"):
        assert placed(TALK, new, words) == (words, Change.NONE)


def test_two_turns_of_which_one_went_elsewhere_are_not_stretched_over_what_is_between():
    lines = TALK.split("\n")
    new = "\n".join([*lines[:2], lines[3], lines[4], lines[2]])
    start, end = TALK.index("Chefen"), TALK.index("Och det gjorde vi.") + 18
    found = align(TALK, new).place(Span(start, end))
    assert len(found.span) < end - start
    assert found.change is not Change.NONE


def test_of_two_equal_turns_the_one_that_went_is_the_one_that_went():
    old = "IP1: Ja.\nIP2: Nej, aldrig.\nIP1: Ja.\nIP2: Kanske."
    new = "IP1: Ja.\nIP2: Nej, aldrig.\nIP2: Kanske."
    start = old.rindex("Ja.")
    assert align(old, new).place(Span(start, start + 3)).span is None
    assert align(old, new).place(Span(5, 8)).span == Span(5, 8)


@pytest.mark.parametrize("words", ["Rutinerna finns, men ingen läser dem.", "läser dem."])
@pytest.mark.parametrize("more", ["\nIP2: Nej, så är det.", "\n\nIP1: Tack.\n\nIP2: Tack själv."])
def test_a_last_turn_that_came_or_went_leaves_the_one_before_it_whole(words, more):
    assert placed(TALK, TALK + more, words) == (words, Change.NONE)
    assert placed(TALK + more, TALK, words) == (words, Change.NONE)


def test_a_first_turn_that_came_or_went_leaves_the_one_behind_it_whole():
    more = "Moderator: Välkomna.\n"
    words = TALK.split("\n")[0]
    assert placed(TALK, more + TALK, words) == (words, Change.NONE)
    assert placed(more + TALK, TALK, words) == (words, Change.NONE)


def test_a_full_stop_alone_is_no_place():
    old = "IP1: Ett.\nIP2: Alldeles andra saker sades här.\nIP1: Slut."
    new = "IP1: Ett.\nIP2: Xyzzy plugh.\nIP1: Slut."
    words = "Alldeles andra saker sades här."
    start = old.index(words)
    assert align(old, new).place(Span(start, start + len(words))).span is None


def test_words_erased_are_no_correction_of_others():
    old = "IP1: Vi ses.\nIP2: ████ ██████ ███.\nIP1: Jo då."
    new = old.replace("████ ██████ ███", "Hon hette Karin")
    assert placed(old, new, "████ ██████ ███")[0] is None


def test_texts_that_have_nothing_to_do_with_each_other_share_little():
    new = "IP1: Snön föll över fjällen hela natten och vinden ven i knutarna.\nIP2: Jaså minsann?"
    assert align(TALK, new).share_of(TALK) < 0.2


def test_emoji_and_decomposed_letters_are_counted_as_they_stand():
    old = "IP1: Det är bra 👍👍 sa a\u030asa i dag."
    new = "IP1: Ja, det är bra 👍👍 sa a\u030asa i dag."
    assert placed(old, new, "👍👍 sa") == ("👍👍 sa", Change.NONE)


def test_a_reader_goes_on_where_the_words_went_on():
    new = TALK.replace("Ingen vet vem man ringer.", "Ingen alls vet.")
    found = align(TALK, new)
    assert new[found.follow(TALK.index("Chefen")) :].startswith("Chefen")
    assert found.follow(0) == 0
    assert found.follow(len(TALK)) == len(new)
