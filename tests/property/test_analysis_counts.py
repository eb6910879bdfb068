"""Frequency tables against a count that looks at every character, with no arrays or bisection."""

from array import array
from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from workbench.analysis import frequency_table
from workbench.model import (
    MISSING,
    Code,
    Codebook,
    CodedSpan,
    CodeId,
    Coder,
    CountingFrame,
    InterviewId,
    Unit,
)
from workbench.text import word_spans

CODES = [CodeId(each) for each in ("A", "A.x", "A.x.y", "A.z", "B")]
PARENTS = {CODES[1]: CODES[0], CODES[2]: CODES[1], CODES[3]: CODES[0]}
BOOK = Codebook(codes=tuple(Code(each, each, PARENTS.get(each)) for each in CODES))
SPEAKERS = ("M", "IP1", "IP2", "")


@dataclass
class Case:
    text: str
    turns: list[tuple[int, int, int]]
    """Start, end, index of the speaker."""
    values: list[str]
    spans: list[CodedSpan]


said = st.lists(st.sampled_from(["ja", "nej", "s-k", "(hm)", "å", "..."]), min_size=1, max_size=5)


@st.composite
def cases(draw: st.DrawFn) -> Case:
    text = draw(st.sampled_from(["", "Rubrik. "]))
    turns = []
    for _ in range(draw(st.integers(0, 6))):
        speaker = draw(st.integers(0, len(SPEAKERS) - 1))
        text += f"{SPEAKERS[speaker]}: "
        start = len(text)
        text += " ".join(draw(said))
        turns.append((start, len(text), speaker))
        text += "\n"
    spans = []
    for _ in range(draw(st.integers(0, 8))):
        start = draw(st.integers(0, max(0, len(text) - 1)))
        end = draw(st.integers(start + 1, max(start + 1, len(text))))
        if text[start:end].strip():
            spans.append(
                (start, end, draw(st.sampled_from(CODES)), draw(st.sampled_from("+-0 ")).strip())
            )
    values = [draw(st.sampled_from(["Eksjö", "Åneby", ""])) for _ in SPEAKERS]
    # One coding per coder, place and code.
    return Case(text, turns, values, sorted({span[:3]: span for span in spans}.values()))


def as_frame(case: Case, name: str) -> CountingFrame:
    words = [
        start for begin, end, _ in case.turns for start, _ in word_spans(case.text, begin, end)
    ]
    return CountingFrame(
        interview=InterviewId(name),
        attributes={},
        speakers=SPEAKERS,
        speaker_attributes=tuple({"kommun": value} for value in case.values),
        moderators=frozenset({"M"}),
        turn_starts=array("I", [turn[0] for turn in case.turns]),
        turn_ends=array("I", [turn[1] for turn in case.turns]),
        turn_speakers=array("I", [turn[2] for turn in case.turns]),
        word_starts=array("I", words),
        spans=case.spans,
    )


def touched(case: Case, span: CodedSpan) -> list[int]:
    """Turns that share a character that is not white space with the span."""
    covered = {at for at in range(span[0], span[1]) if not case.text[at].isspace()}
    return [n for n, turn in enumerate(case.turns) if covered & set(range(turn[0], turn[1]))]


def things(
    case: Case, name: str, unit: Unit, span: CodedSpan, number: int
) -> set[tuple[str, object]]:
    """What a coding contributes: pairs of the speaker's value and a thing counted once."""

    def value(turn: int) -> str:
        return case.values[case.turns[turn][2]] or MISSING

    def is_counted(turn: int) -> bool:
        return SPEAKERS[case.turns[turn][2]] != "M"

    turns = touched(case, span)
    home = [turn for turn in turns if is_counted(turn)][:1] or turns[:1]
    home = [turn for turn in home if is_counted(turn)]
    if unit is Unit.SEGMENTS:
        return {(value(turn), (name, number)) for turn in home}
    if unit is Unit.TURNS:
        return {(value(turn), (name, turn)) for turn in turns if is_counted(turn)}
    if unit is Unit.PARTICIPANTS:
        speakers = [(turn, SPEAKERS[case.turns[turn][2]]) for turn in home]
        return {(value(turn), (name, who)) for turn, who in speakers if who}
    if unit is Unit.INTERVIEWS:
        return {(value(turn), name) for turn in home}
    return {
        (value(turn), (name, word))
        for turn, (start, end, _) in enumerate(case.turns)
        for word, _ in word_spans(case.text, start, end)
        if is_counted(turn) and word in range(span[0], span[1])
    }


@given(st.lists(cases(), max_size=3), st.sampled_from(list(Unit)), st.booleans())
def test_tables_count_as_a_count_of_every_character_does(
    interviews: list[Case], unit: Unit, polarity: bool
) -> None:
    frames = [as_frame(case, f"{n:02}") for n, case in enumerate(interviews)]
    table = frequency_table(
        frames, BOOK, by="kommun", unit=unit, coder=Coder("A"), polarity=polarity
    )
    for row in (*table.rows, *table.totals):
        for codes, counted in (
            ({row.code}, row.count),
            (BOOK.descendants(row.code), row.count_with_children),
        ):
            found = set()
            for n, case in enumerate(interviews):
                for number, span in enumerate(case.spans):
                    if span[2] in codes and row.polarity in (None, span[3]):
                        found |= things(case, f"{n:02}", unit, span, number)
            if row.value:
                expected = len({thing for value, thing in found if value == row.value})
            else:
                expected = len({thing for _, thing in found})
            assert counted == expected, (row, codes)


@given(st.lists(cases(), max_size=3), st.sampled_from(list(Unit)))
def test_every_value_has_every_code_in_the_same_order(interviews: list[Case], unit: Unit) -> None:
    frames = [as_frame(case, str(n)) for n, case in enumerate(interviews)]
    table = frequency_table(frames, BOOK, by="kommun", unit=unit, coder=Coder("A"))
    assert [(row.value, row.code) for row in table.rows] == [
        (value, code) for value in table.values for code in CODES
    ]
    assert set(table.bases) == {*table.values, ""}
