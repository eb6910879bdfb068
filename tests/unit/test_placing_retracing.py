"""A copy of an interview's text laid beside it: what stands in both decides to the character."""

import pytest

from workbench.model import Interview, InterviewId, Span, Turn
from workbench.placing import Alignment, Placement, Unplaced, trimmed

SAID = (
    ("Moderator", "Hur går det?"),
    ("IP1", "Ja."),
    ("IP2", "Vi har fasta möten, och det fungerar."),
    ("IP1", "Ja."),
    ("IP2", "Det är samma papper hos alla fyra."),
)


def interview(said=SAID):
    text, turns = "Kommun: Eksjö", []
    for number, (label, words) in enumerate(said, 1):
        start = len(text) + len(label) + 3
        text += f"\n{label}: {words}"
        turns.append(Turn(number, label, start, len(text)))
    return Interview(InterviewId("1"), "", text, tuple(turns))


def place(copy, words, *, nth=0):
    """Where the words of the copy come to stand: turn and words."""
    talk = interview()
    at = -1
    for _ in range(nth + 1):
        at = copy.index(words, at + 1)
    found = Alignment(copy, talk).place(Span(at, at + len(words)))
    if isinstance(found, Unplaced):
        return None
    assert isinstance(found, Placement)
    return found.turn, talk.text[found.span.start : found.span.end]


@pytest.mark.parametrize(
    "head", ["{label}: ", "[00:01:02] {label}: ", "{label} – ", "{label}\n", "00:01 {label}:  "]
)
def test_labels_and_times_in_any_guise_are_seen_past(head):
    copy = "\n".join(f"{head.format(label=label)}{words}" for label, words in SAID)
    assert place(copy, "Ja.", nth=0) == (2, "Ja.")
    assert place(copy, "Ja.", nth=1) == (4, "Ja.")
    assert place(copy, "samma papper") == (5, "samma papper")


def test_lines_put_in_or_taken_out_move_nothing():
    lines = interview().text.split("\n")
    copy = "\n".join(["Ny rubrik", *lines[:2], "IP9: Inskjutet.", *lines[4:]])
    assert place(copy, "Ja.") == (4, "Ja.")


def test_words_of_a_changed_line_are_found_near_its_neighbours():
    copy = interview().text.replace("fasta möten, och", "alltid fasta  möten och")
    assert place(copy, "det fungerar") == (3, "det fungerar")
    assert place(copy, "fasta  möten") == (3, "fasta möten")


def test_words_that_nobody_said_have_no_place():
    copy = interview().text + "\nIP3: Det här sa aldrig någon av dem."
    assert place(copy, "sa aldrig någon av dem") is None


def test_the_share_tells_a_copy_from_another_text():
    talk = interview()
    assert Alignment(talk.text, talk).share == 1.0
    assert Alignment("Något helt annat\nsom ingen har sagt", talk).share == 0.0


def test_white_space_and_labels_at_the_ends_are_let_go_of():
    talk = interview()
    start = talk.text.index("\nIP2: Vi har")
    span = trimmed(talk, Span(start, start + len("\nIP2: Vi har ")))
    assert talk.text[span.start : span.end] == "Vi har"
