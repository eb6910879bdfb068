"""Looking in interviews: each hit with its turn, its speaker and the words around it."""

import pytest

from workbench.errors import InputError
from workbench.model import Interview, InterviewId, Span, Turn
from workbench.text.searching import Search
from workbench.workflows.finding import KeptInterviews, find, spans_found

TEXT = "Rubrik om forum\nModerator: Vad är forum?\nIP1: Samverkansforumet\när viktigt.\n"


def interview(identity):
    moderator, answer = TEXT.index("Vad"), TEXT.index("Samverkans")
    turns = (
        Turn(1, "Moderator", moderator, TEXT.index("\nIP1")),
        Turn(2, "IP1", answer, len(TEXT) - 1),
    )
    return Interview(
        InterviewId(identity),
        f"Samtal {identity}",
        TEXT,
        turns,
        moderators=frozenset({"Moderator"}),
    )


class Shelf:
    """Two interviews; counts how often it is asked."""

    def __init__(self):
        self.asked = []

    def interview(self, interview_id):
        self.asked.append(interview_id)
        return interview(interview_id)


BOTH = (InterviewId("01"), InterviewId("02"))


def test_each_hit_says_where_it_is_and_who_speaks():
    hits = list(find(Shelf(), Search("forum"), BOTH))
    assert [(hit.interview, hit.turn, hit.speaker) for hit in hits[:3]] == [
        ("01", 0, ""),
        ("01", 1, "Moderator"),
        ("01", 2, "IP1"),
    ]
    assert len(hits) == 6
    assert {hit.title for hit in hits[3:]} == {"Samtal 02"}


def test_the_words_around_a_hit_stand_on_one_line():
    (hit,) = find(Shelf(), Search("samverkansforumet är"), BOTH[:1])
    assert hit.before.endswith("Vad är forum? IP1: ")
    assert hit.words == "Samverkansforumet är"
    assert hit.after == " viktigt. "
    assert TEXT[hit.span.start : hit.span.end] == "Samverkansforumet\när"


def test_a_cancelled_search_stops_between_two_hits():
    hits = []
    for hit in find(Shelf(), Search("forum"), BOTH, cancelled=lambda: bool(hits)):
        hits.append(hit)
    assert len(hits) == 1


def test_a_search_that_is_cancelled_reads_no_further_interview():
    shelf = Shelf()
    assert list(find(shelf, Search("forum"), BOTH, cancelled=lambda: True)) == []
    assert shelf.asked == []


def test_interviews_are_read_once_while_they_are_kept():
    shelf = Shelf()
    kept = KeptInterviews(shelf)
    for written in ("forum", "viktigt"):
        list(find(kept, Search(written), BOTH))
    assert shelf.asked == ["01", "02"]


def test_progress_counts_interviews():
    told = []
    list(find(Shelf(), Search("forum"), BOTH, progress=lambda *each: told.append(each)))
    assert told == [(0, 2, "01"), (1, 2, "02"), (2, 2, "")]


def test_an_unfinished_expression_is_refused_before_anything_is_read():
    shelf = Shelf()
    with pytest.raises(InputError):
        list(find(shelf, Search("(", regular=True), BOTH))
    assert shelf.asked == []


def test_the_spans_of_one_interview_are_those_of_its_hits():
    spans = spans_found(interview("01"), Search("forum"))
    assert spans == tuple(hit.span for hit in find(Shelf(), Search("forum"), BOTH[:1]))
    assert all(isinstance(span, Span) for span in spans)
