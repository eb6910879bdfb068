"""Positions, however another program counted them, find the words that it meant."""

from itertools import product

import pytest

from tests.refi_files import TALK, WORDS, Writer
from workbench.interchange.positions import Convention, ForeignText, LineEnd, Mark, judge
from workbench.text import normal_text, traced_normal_text

WRITERS = [
    Writer(
        utf16=utf16,
        crlf=crlf,
        line_end=line_end,
        bom=mark,
        mark_counted=mark,
        last_included=last,
        decomposed=decomposed,
    )
    for utf16, crlf, line_end, mark, last, decomposed in product(
        (False, True), (False, True), (1, 2), (False, True), (False, True), (False, True)
    )
]


def marks_of(writer, text, words=WORDS):
    return [Mark(*writer.positions(text, each)) for each in words]


def read_by(writer, lines=TALK, words=WORDS):
    text = writer.text(lines)
    foreign = ForeignText(text)
    judgement = judge([(foreign, marks_of(writer, text, words))])[0]
    _, traced = traced_normal_text(foreign.text)
    kept = normal_text(foreign.text)
    places = [each.place for each in judgement.verdicts]
    return judgement, [kept[traced(start) : traced(end)].strip() for start, end in places]


@pytest.mark.parametrize("writer", WRITERS, ids=str)
def test_every_convention_is_found_out_from_where_words_begin_and_end(writer):
    judgement, words = read_by(writer)
    assert words == list(WORDS)
    assert judgement.score == 1.0
    assert not any(each.reason for each in judgement.verdicts)


def test_the_reading_is_told_with_the_runner_up():
    judgement, _ = read_by(Writer(utf16=True, crlf=True, line_end=2))
    assert judgement.convention == Convention(utf16=True, line_end=LineEnd.WRITTEN)
    assert judgement.runner_up is not None
    assert judgement.runner_up_score < judgement.score


def test_a_plain_text_is_read_as_the_standard_says():
    judgement, _ = read_by(Writer(), ["IP1: Det är så.", "IP2: Ja."], ["Det är så.", "Ja."])
    assert judgement.convention == Convention()


def test_stored_words_decide_where_edges_do_not():
    text = ForeignText("aa bb aa bb aa bb")
    marks = [Mark(4, 9, ("bb aa",)), Mark(7, 12, ("aa bb",))]
    assert judge([(text, marks)])[0].convention.mark_counted


def test_a_description_that_is_no_quotation_counts_for_nothing():
    text = ForeignText("Vi ringer chefen. Hon svarar.")
    marks = [Mark(3, 9, ("en viktig iakttagelse",)), Mark(18, 21, ("se även 12",))]
    judgement = judge([(text, marks)])[0]
    assert judgement.convention == Convention()
    assert judgement.score == 1.0


def test_a_selection_that_looks_wrong_is_told_among_others_that_do_not():
    writer = Writer(utf16=True)
    text = writer.text(TALK)
    inside = writer.position(text, text.index("handläggare") + 2)
    wrong = [Mark(inside, inside + 5), Mark(90_000, 90_004), Mark(17, 17)]
    marks = [*marks_of(writer, text), *wrong]
    verdicts = judge([(ForeignText(text), marks)])[0].verdicts
    assert [bool(each.reason) for each in verdicts] == [False] * len(WORDS) + [True] * 3


def test_a_text_with_one_sloppy_selection_is_read_as_the_others_of_its_file():
    writer = Writer(mark_counted=True)
    text = writer.text(TALK)
    sloppy = "IP1: ja visst ja, så är det"
    marks = [Mark(7, 12)]
    readings = judge([(ForeignText(text), marks_of(writer, text)), (ForeignText(sloppy), marks)])
    assert readings[1].convention.mark_counted


def test_a_text_without_selections_has_the_standards_reading():
    judgement = judge([(ForeignText("Hej."), [])])[0]
    assert judgement.convention == Convention()
    assert judgement.runner_up is None
