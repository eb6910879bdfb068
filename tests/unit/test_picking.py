"""Finding a code by what one types."""

import pytest

from tests.conftest import ROOT
from workbench.codebook import read_codebook
from workbench.model import Code, Codebook, CodeId, Cue, readable_id
from workbench.workflows.picking import CodeFinder, Where, ranked_codes


@pytest.fixture(scope="module")
def danermark():
    text = (ROOT / "codebooks/danermark.yaml").read_text(encoding="utf-8")
    return read_codebook(text, name="danermark.yaml")


def book(*codes):
    return Codebook(codes=codes)


def code(ident, name="", **fields):
    return Code(CodeId(ident), name or ident, **fields)


def test_empty_text_gives_the_book_in_its_order(danermark):
    every = [each.id for each, _depth in danermark.walk()]
    assert ranked_codes(danermark, "") == ranked_codes(danermark, "  ") == every


@pytest.mark.parametrize(
    ("written", "first"),
    [
        ("mal", ["MAL", "MAL.mål", "MAL.målgrupp"]),
        ("MÅL", ["MAL.mål", "MAL.målgrupp", "MAL"]),
        ("rutin", ["STR.rutiner"]),
        ("str.r", ["STR.rutiner"]),
        ("2", ["STR"]),
        ("kontaktvagar", ["STR.kontaktvägar"]),
        ("kunskap om varandra", ["KUN.kunskap"]),
        ("varandra respekt", ["KUN", "KUN.respekt"]),
        ("mandat", ["LED", "FOR.beslut"]),
    ],
)
def test_the_best_answer_comes_first(danermark, written, first):
    assert ranked_codes(danermark, written)[: len(first)] == first


def test_ids_and_names_come_before_words_in_them_before_cues_before_definitions():
    codes = book(
        code("a", definition="Vem som gör något åt en planering"),
        code("b", cues=(Cue("planera"),)),
        code("c", "Gemensam planering"),
        code("d", "Planering"),
    )
    assert ranked_codes(codes, "plan") == ["d", "c", "b", "a"]


def test_a_dot_that_is_written_counts_and_one_left_out_does_not():
    codes = book(code("x", "Mall"), code("y", "Mål"))
    assert ranked_codes(codes, "mål") == ["y"]
    assert ranked_codes(codes, "mal") == ["y", "x"]


def test_a_dot_too_many_is_forgiven_where_nothing_has_it():
    assert ranked_codes(book(code("x", "Rutiner")), "rutinér") == ["x"]


@pytest.mark.parametrize(
    ("written", "found"),
    [("struktr", "STR"), ("leding", "LED"), ("anvarsford", "STR.ansvar"), ("fokus indvid", "IND")],
)
def test_slips_are_forgiven(danermark, written, found):
    assert found in ranked_codes(danermark, written)[:2]


def test_what_resembles_does_not_disturb_what_is_written():
    codes = book(code("a", "Form"), code("b", "Forum"))
    assert ranked_codes(codes, "forum") == ["b"]


def test_what_no_code_holds_finds_nothing(danermark):
    assert ranked_codes(danermark, "zzzz") == []
    assert ranked_codes(danermark, "ledning zzzz") == []
    assert ranked_codes(danermark, "[") == []


def test_equal_answers_stand_in_the_order_of_the_book():
    codes = book(*(code(f"k{i}", "Samma", parent=None) for i in range(20)))
    assert ranked_codes(codes, "samma") == [f"k{i}" for i in range(20)]


def test_ids_made_by_the_program_are_not_searched():
    made_up = code("0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b", "Buss")
    assert ranked_codes(book(made_up), "a1b2") == []
    assert readable_id(made_up.id) == ""
    assert readable_id(code("STR.rutiner").id) == "STR.rutiner"


def test_why_tells_the_cue_or_the_words_of_the_definition(danermark):
    finder = CodeFinder(danermark)
    assert finder.why(CodeId("LED"), "ledning") is None
    assert finder.why(CodeId("STR.rutiner"), "rutin") is None
    cue = finder.why(CodeId("STA"), "omstrukt")
    assert (cue.where, cue.words) == (Where.CUE, "omstrukturering")
    said = finder.why(CodeId("LED"), "uppmuntrar")
    assert said.where is Where.DEFINITION
    assert "uppmuntrar" in said.words


def test_why_tells_what_a_slip_was_taken_for():
    finder = CodeFinder(book(code("a", "A", cues=(Cue("samverkansmöte"),))))
    assert finder.ranked("samverknsmöte") == ["a"]
    assert finder.why(CodeId("a"), "samverknsmöte").words == "samverkansmöte"
