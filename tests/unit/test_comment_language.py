"""What people type in the margin is read as they meant it; what names no code is a memo."""

import pytest

from workbench.interchange.comments import CommentLanguage
from workbench.model import Code, Codebook, CodeId, Coder, Coding, CodingId, InterviewId, Span

MADE_UP = CodeId("0190a0b0-0000-7000-8000-000000000001")
BOOK = Codebook(
    codes=(
        Code(CodeId("STR"), "Struktur", key="s"),
        Code(CodeId("STR.rutiner"), "Rutiner", CodeId("STR")),
        Code(CodeId("KUN"), "Kunskap", key="k"),
        Code(MADE_UP, "Mål, visioner och önskan"),
        Code(CodeId("LED"), "Ledning"),
        Code(CodeId("LED.x"), "Dubbel", CodeId("LED")),
        Code(CodeId("KUN.x"), "Dubbel", CodeId("KUN")),
    )
)


def told(text):
    reading = CommentLanguage(BOOK).read(text)
    return [
        each.code + (each.polarity.value if each.polarity else "") for each in reading.codes
    ], reading.memo


@pytest.mark.parametrize(
    ("written", "codes"),
    [
        ("STR -", ["STR-"]),
        ("str−", ["STR-"]),
        ("STR, KUN +", ["STR+", "KUN+"]),
        ("STR -, KUN +", ["STR-", "KUN+"]),
        ("STR- och KUN+", ["STR-", "KUN+"]),
        ("STR; KUN; LED", ["STR", "KUN", "LED"]),
        ("STR\nKUN -", ["STR", "KUN-"]),
        ("STR hindrar", ["STR-"]),
        ("främjar: kunskap", ["KUN+"]),
        ("STR (0)", ["STR0"]),
        ("Struktur/Rutiner (-)", ["STR.rutiner-"]),
        ("STR > rutiner", ["STR.rutiner"]),
        ("STR: Rutiner", ["STR.rutiner"]),
        ("LED/Dubbel", ["LED.x"]),
        ("mål, visioner och önskan 0", [MADE_UP + "0"]),
        ("s -", ["STR-"]),
        ("kod: STR", ["STR"]),
        ("[KUN]", ["KUN"]),
        ("“Ledning”.", ["LED"]),
        ("STR (Struktur) -", ["STR-"]),
        ("STR KUN", ["STR", "KUN"]),
    ],
)
def test_codes_are_read_by_id_name_path_or_key_with_their_direction(written, codes):
    assert told(written) == (codes, "")


@pytest.mark.parametrize(
    ("written", "codes", "memo"),
    [
        ("Rutiner: för många blanketter", ["STR.rutiner"], "för många blanketter"),
        ("STR -: trögt", ["STR-"], "trögt"),
        ("STR- rutiner saknas", ["STR-"], "rutiner saknas"),
        ("STR + det går bra", ["STR+"], "det går bra"),
        ("struktur -; för tunga", ["STR-"], "för tunga"),
        ("STR osäker på den", ["STR"], "osäker på den"),
        ("STR?", ["STR"], "?"),
        ("STR -\nfråga Karin\n\noch Åsa", ["STR-"], "fråga Karin\n\noch Åsa"),
        ("STR, KUN -: båda", ["STR-", "KUN-"], "båda"),
    ],
)
def test_words_behind_the_codes_are_the_memo(written, codes, memo):
    assert told(written) == (codes, memo)


@pytest.mark.parametrize(
    "written",
    [
        "Det här är viktigt",
        "Struktur är viktigt här",
        "Obs: kolla bandet",
        "I - det trodde jag inte",
        "+",
        "Kan vi ta med den här i rapporten, STR?",
    ],
)
def test_prose_is_a_memo_whole(written):
    assert told(written) == ([], written)


def test_a_dash_between_a_code_and_words_is_no_direction_and_is_said():
    reading = CommentLanguage(BOOK).read("STR - rutiner saknas här")
    assert [(each.code, each.polarity) for each in reading.codes] == [("STR", None)]
    assert "dash" in reading.notes[0]


def test_a_name_that_several_codes_have_is_no_code_and_the_reason_is_said():
    reading = CommentLanguage(BOOK).read("Dubbel -")
    assert reading.codes == ()
    assert reading.notes == ("the name “Dubbel” belongs to 2 codes",)


def test_a_direction_read_as_that_of_a_whole_list_is_said():
    assert "all 2" in CommentLanguage(BOOK).read("STR, KUN +").notes[0]


@pytest.mark.parametrize("code", [code.id for code in BOOK.codes])
def test_what_is_written_names_the_code_so_that_people_understand_it(code):
    coding = Coding(CodingId(""), InterviewId("07"), Span(0, 1), code, Coder("A"))
    assert BOOK.by_id[code].name in CommentLanguage(BOOK).write(coding)
