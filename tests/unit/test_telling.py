"""Actions in words: what the log, the screens and the command say."""

from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest

from workbench.model import CodeId
from workbench.workflows.telling import action_words, code_label, log_lines, words_of

MADE = "0f8fad5b-d9cb-469f-a165-70867728950e"
NAMES = {CodeId("STR"): "Struktur", CodeId(MADE): "Tillit"}


@dataclass
class Action:
    verb: str
    facts: dict = field(default_factory=dict)
    changes: dict = field(default_factory=dict)
    coder: str | None = None
    id: str = "1"
    author: str = "eva"
    time: datetime = datetime(2026, 1, 1, tzinfo=UTC)
    undone: bool = False


WORDS = [
    ("coding", {"reference": "07:31", "code": "STR"}, "coded STR at 07:31"),
    ("uncode", {"reference": "07:31", "code": MADE}, "took “Tillit” off 07:31"),
    ("polarity", {"reference": "07:31", "code": "STR", "polarity": "+"}, "STR at 07:31: + promotes"),
    ("quotable", {"reference": "07:31", "code": "STR", "quotable": 0}, "took the quotable mark off STR at 07:31"),
    ("note", {"interview": "07"}, "wrote a memo on interview 07"),
    ("note", {"project": 1}, "wrote the project's memo"),
    ("finish", {"interviews": 1, "interview": "07", "undo": 0}, "marked interview 07 finished"),
    ("finish", {"interviews": 3, "undo": 1}, "took the finished mark off 3 interviews"),
    ("delete code", {"code": "STR", "codings": 1}, "deleted the code STR with 1 coding"),
    ("merge codes", {"code": MADE, "target": "STR", "codings": 2}, "merged “Tillit” into STR with 2 codings"),
    ("code", {"file": "a.csv", "codings": 2}, "2 codings from a.csv"),
    ("settle", {"reference": "07:31", "taken": "first", "coder": "Anna", "code": "STR"}, "settled 07:31: took Anna's STR"),
    ("settle", {"reference": "07:31", "taken": "neither", "coder": "", "code": ""}, "settled 07:31: took neither"),
    ("settle", {"reference": "07:31", "taken": "new", "code": MADE}, "settled 07:31: coded “Tillit” anew"),
    ("reopen", {"reference": "07:31"}, "opened again what was settled at 07:31"),
    ("take agreed", {"agreed": 1, "interviews": 1}, "took over 1 coding on which both agree"),
    ("settle edges", {"less_than": 20, "settled": 2}, "took the longer at 2 places where only edges differ, by less than 20"),
    ("blind", {"blind": 0}, "lifted blindness: coders are compared on unfinished interviews, too"),
    ("blind", {"blind": 1}, "restored blindness: coders are compared on what each has finished"),
    ("something new", {}, "something new"),
]  # fmt: skip


@pytest.mark.parametrize(("verb", "facts", "words"), WORDS)
def test_what_was_done_is_told(verb, facts, words):
    assert words_of(verb, facts, NAMES) == words


ERASABLE = [
    ("settle", "settled a disagreement"),
    ("reopen", "opened again what was settled at a forgotten place"),
    ("coding", "coded a code at a forgotten place"),
    ("uncode", "took a code off a forgotten place"),
    ("recode", "recoded a forgotten place from a code to a code"),
    ("memo", "wrote a memo on a code at a forgotten place"),
    ("span", "moved the edges of a code at a forgotten place"),
    ("polarity", "took the direction off a code at a forgotten place"),
    ("decide", "decided on a suggestion"),
    ("in vivo", "made a code of words that were forgotten"),
    ("note", "wrote a memo"),
]


@pytest.mark.parametrize(("verb", "words"), ERASABLE)
def test_facts_that_were_erased_are_left_out(verb, words):
    assert words_of(verb, {}, {}) == words


def test_a_code_goes_by_its_id_and_by_its_name_only_where_the_id_says_nothing():
    assert code_label("STR", NAMES) == "STR"
    assert code_label(MADE, NAMES) == "“Tillit”"
    assert code_label(MADE, {}) == "a code"


def test_the_coder_stands_before_the_words():
    assert action_words(Action("coding", {"reference": "7:1", "code": "STR"}, coder="A"), {}) == (
        "A: coded STR at 7:1"
    )


def test_an_undo_says_what_it_undid_and_rows_of_one_pipe_are_one_line():
    rows = [
        Action("code", {"file": "-"}, {"coding.add": 1}, coder="A", id=str(number))
        for number in range(3)
    ]
    coded = Action("coding", {"reference": "7:1", "code": "STR"}, coder="A", id="9")
    undone = Action("undo", {"action": "9"})
    assert [line.words for line in log_lines([*rows, coded, undone], NAMES)] == [
        "A: 3 codings from a pipe",
        "A: coded STR at 7:1",
        "undid: A: coded STR at 7:1",
    ]
