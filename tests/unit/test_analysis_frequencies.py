"""Frequency tables, each rule on a case counted by hand."""

from array import array

import pytest

from workbench.analysis import frequency_table
from workbench.errors import InputError
from workbench.model import (
    MISSING,
    Base,
    Code,
    Codebook,
    CodedSpan,
    CodeId,
    Coder,
    CountingFrame,
    FrequencyTable,
    InterviewId,
    Unit,
)
from workbench.text import word_starts

BOOK = Codebook(
    codes=(
        Code(CodeId("STR"), "Struktur"),
        Code(CodeId("STR.ansvar"), "Ansvar", CodeId("STR")),
        Code(CodeId("STR.rutiner"), "Rutiner", CodeId("STR")),
        Code(CodeId("STA"), "Stabilitet"),
    )
)

# Turn:     0 (M)        1 (A)            2 (B)           3 (M)     4 (A)
TURNS = [("M", "Hej du"), ("A", "ett två tre"), ("B", "fyra fem"), ("M", "Ja"), ("A", "sex sju")]
STARTS = [0, 10, 30, 50, 60]
EKSJO = {"kommun": "Eksjö"}
TRANAS = {"kommun": "Tranås"}


def frame(
    *spans: CodedSpan,
    interview: str = "01",
    attributes: dict[str, str] = EKSJO,
    people: dict[str, dict[str, str]] | None = None,
    turns: list[tuple[str, str]] = TURNS,
) -> CountingFrame:
    speakers = list(dict.fromkeys(speaker for speaker, _ in turns))
    own = people or {}
    words = array("I")
    for start, (_, said) in zip(STARTS, turns, strict=True):
        words.extend(start + word for word in word_starts(said))
    return CountingFrame(
        interview=InterviewId(interview),
        attributes=attributes,
        speakers=tuple(speakers),
        speaker_attributes=tuple({**attributes, **own.get(who, {})} for who in speakers),
        moderators=frozenset({"M"}),
        turn_starts=array("I", STARTS),
        turn_ends=array("I", [s + len(t) for s, (_, t) in zip(STARTS, turns, strict=True)]),
        turn_speakers=array("I", [speakers.index(speaker) for speaker, _ in turns]),
        word_starts=words,
        spans=sorted(spans),
    )


def coded(start: int, end: int, code: str = "STA", direction: str = "") -> CodedSpan:
    return start, end, CodeId(code), direction


def count(
    *frames: CountingFrame,
    unit: Unit,
    by: str | None = None,
    polarity: bool = False,
    with_moderator: bool = False,
) -> FrequencyTable:
    return frequency_table(
        frames,
        BOOK,
        by=by,
        unit=unit,
        coder=Coder("A"),
        polarity=polarity,
        with_moderator=with_moderator,
    )


def cells(table: FrequencyTable) -> dict[tuple[str, str], int]:
    return {(row.value, row.code): row.count for row in table.rows if row.count}


def total(table: FrequencyTable, code: str = "STA") -> int:
    return next(row.count for row in table.totals if row.code == code)


def wide(table: FrequencyTable, code: str) -> int:
    return next(row.count_with_children for row in table.totals if row.code == code)


A_WORD = coded(10, 13)
A_TO_B = coded(14, 34)
MODERATOR_TO_A = coded(0, 13)
MODERATOR = coded(0, 3)
OUTSIDE = coded(25, 29)


@pytest.mark.parametrize(
    ("span", "unit", "expected"),
    [
        (A_WORD, Unit.SEGMENTS, 1),
        (A_WORD, Unit.TURNS, 1),
        (A_WORD, Unit.WORDS, 1),
        (A_TO_B, Unit.SEGMENTS, 1),
        (A_TO_B, Unit.TURNS, 2),
        (A_TO_B, Unit.PARTICIPANTS, 1),
        (A_TO_B, Unit.WORDS, 3),
        (MODERATOR_TO_A, Unit.SEGMENTS, 1),
        (MODERATOR_TO_A, Unit.TURNS, 1),
        (MODERATOR_TO_A, Unit.WORDS, 1),
        (MODERATOR, Unit.SEGMENTS, 0),
        (MODERATOR, Unit.TURNS, 0),
        (MODERATOR, Unit.PARTICIPANTS, 0),
        (MODERATOR, Unit.INTERVIEWS, 0),
        (MODERATOR, Unit.WORDS, 0),
        (OUTSIDE, Unit.SEGMENTS, 0),
        (OUTSIDE, Unit.INTERVIEWS, 0),
        (coded(10, 67), Unit.TURNS, 3),
        (coded(10, 67), Unit.WORDS, 7),
        (coded(11, 19), Unit.WORDS, 2),
        (coded(11, 18), Unit.WORDS, 1),
    ],
)
def test_one_coding_counts(span: CodedSpan, unit: Unit, expected: int) -> None:
    assert total(count(frame(span), unit=unit)) == expected


@pytest.mark.parametrize("unit", list(Unit))
def test_the_moderator_counts_when_asked_for(unit: Unit) -> None:
    table = count(frame(MODERATOR), unit=unit, with_moderator=True)
    assert total(table) == 1


def test_a_coding_from_the_moderator_into_a_participant_belongs_to_the_participant() -> None:
    people = {"A": TRANAS}
    table = count(frame(MODERATOR_TO_A, people=people), unit=Unit.SEGMENTS, by="kommun")
    assert cells(table) == {("Tranås", "STA"): 1}


def test_a_coding_over_two_people_is_a_segment_of_the_first() -> None:
    table = count(frame(A_TO_B, people={"B": TRANAS}), unit=Unit.SEGMENTS, by="kommun")
    assert cells(table) == {("Eksjö", "STA"): 1}


@pytest.mark.parametrize(("unit", "eksjo", "tranas"), [(Unit.TURNS, 1, 1), (Unit.WORDS, 2, 1)])
def test_turns_and_words_count_under_their_own_speaker(unit: Unit, eksjo: int, tranas: int) -> None:
    table = count(frame(A_TO_B, people={"B": TRANAS}), unit=unit, by="kommun")
    assert cells(table) == {("Eksjö", "STA"): eksjo, ("Tranås", "STA"): tranas}


def test_words_covered_twice_by_one_code_count_once() -> None:
    table = count(frame(coded(10, 17), coded(14, 21)), unit=Unit.WORDS)
    assert total(table) == 3


def test_segments_are_codings_however_they_overlap() -> None:
    assert total(count(frame(coded(10, 17), coded(14, 21)), unit=Unit.SEGMENTS)) == 2


def test_a_turn_touched_twice_counts_once() -> None:
    assert total(count(frame(coded(10, 13), coded(18, 21)), unit=Unit.TURNS)) == 1


def test_a_person_coded_in_two_turns_counts_once_and_again_in_another_interview() -> None:
    first = frame(coded(10, 13), coded(60, 63))
    second = frame(coded(10, 13), interview="02")
    assert total(count(first, second, unit=Unit.PARTICIPANTS)) == 2


def test_an_interview_under_two_values_counts_once_in_the_whole() -> None:
    table = count(
        frame(coded(10, 13), coded(30, 34), people={"B": TRANAS}), unit=Unit.INTERVIEWS, by="kommun"
    )
    assert cells(table) == {("Eksjö", "STA"): 1, ("Tranås", "STA"): 1}
    assert total(table) == 1


@pytest.mark.parametrize(
    ("unit", "own", "with_children"),
    [
        (Unit.SEGMENTS, 1, 3),
        (Unit.TURNS, 1, 2),
        (Unit.PARTICIPANTS, 1, 2),
        (Unit.INTERVIEWS, 1, 1),
        (Unit.WORDS, 2, 4),
    ],
)
def test_count_with_children_takes_each_unit_once(unit: Unit, own: int, with_children: int) -> None:
    spans = coded(10, 17, "STR"), coded(14, 21, "STR.ansvar"), coded(30, 34, "STR.rutiner")
    table = count(frame(*spans), unit=unit)
    assert (total(table, "STR"), wide(table, "STR")) == (own, with_children)
    assert wide(table, "STR.ansvar") == total(table, "STR.ansvar")


def test_every_cell_has_a_row_with_an_explicit_zero() -> None:
    table = count(
        frame(), frame(interview="02", attributes=TRANAS), unit=Unit.SEGMENTS, by="kommun"
    )
    assert [(row.value, row.code, row.count) for row in table.rows] == [
        (value, code.id, 0) for value in ("Eksjö", "Tranås") for code in BOOK.codes
    ]
    assert len(table.totals) == len(BOOK.codes)


def test_split_rows_come_in_every_direction() -> None:
    table = count(
        frame(coded(10, 13, "STA", "+"), coded(14, 17, "STA", "-"), coded(18, 21)),
        unit=Unit.WORDS,
        polarity=True,
    )
    sta = [(row.polarity, row.count) for row in table.totals if row.code == "STA"]
    assert sta == [("+", 1), ("-", 1), ("0", 0), ("", 1)]


def test_a_word_coded_in_two_directions_counts_in_each() -> None:
    table = count(
        frame(coded(10, 17, "STA", "+"), coded(10, 21, "STA", "-")), unit=Unit.WORDS, polarity=True
    )
    assert [row.count for row in table.totals if row.code == "STA"] == [2, 3, 0, 0]


def test_unsplit_rows_have_no_direction() -> None:
    table = count(frame(coded(10, 13, "STA", "+")), unit=Unit.SEGMENTS)
    assert {row.polarity for row in table.totals} == {None}


def test_shares_are_of_the_words_said_under_the_value() -> None:
    table = count(frame(A_TO_B, people={"B": TRANAS}), unit=Unit.WORDS, by="kommun")
    shares = {row.value: row.share for row in table.rows if row.code == "STA"}
    assert shares == {"Eksjö": pytest.approx(2 / 5), "Tranås": pytest.approx(1 / 2)}
    assert table.totals[-1].share == pytest.approx(3 / 7)


def test_only_words_have_shares() -> None:
    assert {row.share for row in count(frame(A_WORD), unit=Unit.TURNS).totals} == {None}


def test_bases_tell_what_was_said_whether_coded_or_not() -> None:
    table = count(frame(people={"B": TRANAS}), unit=Unit.SEGMENTS, by="kommun")
    assert table.bases == {
        "Eksjö": Base(interviews=1, participants=1, turns=2, words=5),
        "Tranås": Base(interviews=1, participants=1, turns=1, words=2),
        "": Base(interviews=1, participants=2, turns=3, words=7),
    }


def test_turns_without_a_label_count_but_are_nobodys() -> None:
    turns = [("", said) for _, said in TURNS]
    table = count(frame(A_WORD, turns=turns), unit=Unit.PARTICIPANTS)
    assert total(table) == 0
    assert table.bases[""] == Base(interviews=1, participants=0, turns=5, words=10)


def test_values_stand_in_swedish_and_natural_order_with_the_missing_one_last() -> None:
    values = ["Östra", "Åby", "Ärla", "Zinkgruvan", "enhet 10", "enhet 9", ""]
    frames = [frame(attributes={"ort": v}, interview=str(n)) for n, v in enumerate(values)]
    assert count(*frames, unit=Unit.TURNS, by="ort").values == (
        "enhet 9",
        "enhet 10",
        "Zinkgruvan",
        "Åby",
        "Ärla",
        "Östra",
        MISSING,
    )


@pytest.mark.parametrize("by", ["interview", "intervju", "Intervju"])
def test_by_interview(by: str) -> None:
    frames = frame(A_WORD), frame(A_WORD, interview="14")
    assert count(*frames, unit=Unit.TURNS, by=by).values == ("01", "14")


def test_by_participant_tells_people_of_different_interviews_apart() -> None:
    table = count(frame(A_WORD), frame(interview="02"), unit=Unit.SEGMENTS, by="deltagare")
    assert table.values == ("01 A", "01 B", "02 A", "02 B")
    assert cells(table) == {("01 A", "STA"): 1}


def test_without_an_attribute_there_are_totals_only() -> None:
    table = count(frame(A_WORD), unit=Unit.SEGMENTS)
    assert (table.by, table.values, table.rows) == ("", (), ())
    assert total(table) == 1


def test_the_attributes_name_is_found_in_any_case() -> None:
    assert count(frame(A_WORD), unit=Unit.TURNS, by="KOMMUN").by == "kommun"


def test_an_attribute_only_some_speakers_have_is_known() -> None:
    table = count(
        frame(A_WORD, people={"B": {"befattning": "chef"}}), unit=Unit.TURNS, by="befattning"
    )
    assert table.values == ("chef", MISSING)


def test_an_unknown_attribute_is_refused_with_those_there_are() -> None:
    with pytest.raises(InputError, match="komun") as raised:
        count(frame(A_WORD), unit=Unit.TURNS, by="komun")
    assert "kommun" in raised.value.remedy


def test_an_empty_project_gives_an_empty_table_with_totals() -> None:
    table = count(unit=Unit.SEGMENTS, by="kommun")
    assert (table.values, total(table), table.bases[""].interviews) == ((), 0, 0)


def test_limiting_the_codes_leaves_the_counts_below_them() -> None:
    table = frequency_table(
        [frame(coded(10, 13, "STR.ansvar"))],
        BOOK,
        by=None,
        unit=Unit.SEGMENTS,
        coder=Coder("A"),
        codes={CodeId("STR")},
    )
    assert [(r.code, r.count, r.count_with_children) for r in table.totals] == [("STR", 0, 1)]
    assert [code for code, _, _ in table.codes] == ["STR"]
