"""Excerpts carry all a report needs; conditions pick by attribute."""

import pytest

from workbench.analysis import excerpts, matches, parse_where
from workbench.errors import InputError, UsageError
from workbench.model import (
    Code,
    Codebook,
    CodeId,
    Coder,
    Coding,
    CodingId,
    Interview,
    InterviewId,
    Origin,
    Participant,
    Polarity,
    Span,
    Turn,
)

BOOK = Codebook(
    codes=(
        Code(CodeId("STR"), "Struktur"),
        Code(CodeId("STR.rutiner"), "Rutiner", CodeId("STR")),
        Code(CodeId("ALF"), "Alfa"),
    )
)
TEXT = "M: Hur är det?\nIP1: Vi har [ohörbart] rutiner.\nIP2: Ja."


def interview(name: str) -> Interview:
    turns = []
    for number, (label, said) in enumerate(
        [("M", "Hur är det?"), ("IP1", "Vi har [ohörbart] rutiner."), ("IP2", "Ja.")], start=1
    ):
        start = TEXT.index(said)
        turns.append(Turn(number, label, start, start + len(said)))
    return Interview(
        InterviewId(name),
        f"Samtal {name}",
        TEXT,
        tuple(turns),
        participants=(
            Participant("IP1", "handläggare", {"kommun": "Tranås"}),
            Participant("IP2"),
        ),
        moderators=frozenset({"M"}),
        attributes={"kommun": "Eksjö", "roll": "medarbetare"},
    )


INTERVIEWS = {InterviewId(name): interview(name) for name in ("2", "10")}


def coding(start: int, end: int, code: str = "STR.rutiner", name: str = "2") -> Coding:
    return Coding(
        CodingId(f"{name}-{start}-{code}"),
        InterviewId(name),
        Span(start, end),
        CodeId(code),
        Coder("A"),
        polarity=Polarity.HINDERS,
        memo="obs",
        quotable=True,
        origin=Origin.SHEET,
    )


def test_an_excerpt_holds_quotation_speaker_and_code() -> None:
    start = TEXT.index("har")
    (found,) = excerpts(INTERVIEWS, [coding(start, start + 14)], BOOK)
    assert found.text == "har [ohörbart]"
    assert str(found.reference) == "2:2+3"
    assert (found.title, found.turn, found.speaker) == ("Samtal 2", 2, "IP1")
    assert found.description == "handläggare"
    assert found.code_path == "Struktur/Rutiner"
    assert (found.polarity, found.memo, found.quotable) == (Polarity.HINDERS, "obs", True)
    assert (found.coder, found.origin) == ("A", "sheet")


def test_the_speakers_own_attributes_override_the_interviews() -> None:
    first, second = excerpts(
        INTERVIEWS, [coding(TEXT.index("Vi"), 25), coding(TEXT.index("Ja."), len(TEXT))], BOOK
    )
    assert first.attributes == {"kommun": "Tranås", "roll": "medarbetare"}
    assert second.attributes == {"kommun": "Eksjö", "roll": "medarbetare"}


def test_a_passage_that_begins_with_the_moderator_is_the_participants() -> None:
    (found,) = excerpts(INTERVIEWS, [coding(3, TEXT.index("har"))], BOOK)
    assert (found.speaker, str(found.reference)) == ("IP1", "2:2")


def test_a_passage_outside_every_turn_has_no_speaker() -> None:
    (found,) = excerpts(INTERVIEWS, [coding(0, 2)], BOOK)
    assert (found.turn, found.speaker, found.text) == (0, "", "M:")


def test_excerpts_stand_by_code_in_the_books_order_then_interview_then_place() -> None:
    found = excerpts(
        INTERVIEWS,
        [
            coding(3, 6, "ALF"),
            coding(30, 35, "STR.rutiner"),
            coding(20, 25, "STR.rutiner"),
            coding(20, 25, "STR", "10"),
            coding(22, 25, "STR", "2"),
        ],
        BOOK,
    )
    assert [(each.code, each.interview, each.span.start) for each in found] == [
        ("STR", "2", 22),
        ("STR", "10", 20),
        ("STR.rutiner", "2", 20),
        ("STR.rutiner", "2", 30),
        ("ALF", "2", 3),
    ]


def test_a_coding_on_an_interview_that_is_not_there_is_named() -> None:
    with pytest.raises(InputError, match="interview 99"):
        excerpts(INTERVIEWS, [coding(0, 2, name="99")], BOOK)


ATTRIBUTES = {"kommun": "Eksjö", "roll": "chefer", "aktör": ""}


@pytest.mark.parametrize(
    ("conditions", "expected"),
    [
        ([], True),
        (["kommun=Eksjö"], True),
        (["KOMMUN=eksjö"], True),
        (["kommun = Eksjö "], True),
        (["kommun=Tranås"], False),
        (["kommun=Tranås", "kommun=Eksjö"], True),
        (["kommun=Eksjö", "roll=chefer"], True),
        (["kommun=Eksjö", "roll=medarbetare"], False),
        (["aktör=(saknas)"], True),
        (["ålder="], True),
        (["kommun=(saknas)"], False),
        (["ålder=40"], False),
    ],
)
def test_conditions_of_one_attribute_are_or_and_of_several_and(
    conditions: list[str], expected: bool
) -> None:
    assert matches(parse_where(conditions), ATTRIBUTES) is expected


def test_a_value_may_hold_an_equals_sign() -> None:
    assert matches(parse_where(["kod=a=b"]), {"kod": "a=b"})


@pytest.mark.parametrize("written", ["kommun", "=Eksjö", ""])
def test_a_condition_without_name_or_sign_is_refused(written: str) -> None:
    with pytest.raises(UsageError):
        parse_where([written])
