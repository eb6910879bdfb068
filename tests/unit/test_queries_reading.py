"""A query is read as its grammar says, and an error points at the word."""

import pytest

from workbench.analysis.queries import (
    And,
    Attribute,
    Coded,
    Condition,
    Filtered,
    Marked,
    Not,
    Noted,
    Or,
    Related,
    Said,
    SpokenBy,
    nodes_of,
)
from workbench.analysis.queries_reading import read_query
from workbench.errors import QueryError
from workbench.model import Code, Codebook, CodeId
from workbench.text.searching import Search

BOOK = Codebook(
    codes=(
        Code(CodeId("STR"), "Struktur"),
        Code(CodeId("STR.rutiner"), "Rutiner och mallar", CodeId("STR")),
        Code(CodeId("STA"), "Stabilitet"),
        Code(CodeId("FOR"), "Förankring"),
        Code(CodeId("F1"), "Fas 1"),
        Code(CodeId("F10"), "Fas 10"),
        Code(CodeId("x1"), "Övrigt", CodeId("STA")),
        Code(CodeId("x2"), "Övrigt", CodeId("FOR")),
    )
)
STR = Coded(frozenset({"STR", "STR.rutiner"}))
STA = Coded(frozenset({"STA", "x1"}))
FOR = Coded(frozenset({"FOR", "x2"}))


def node(query, **saved):
    return read_query(query, BOOK, saved=saved).node


def test_the_example_of_the_guide():
    read = node('STR and not STA near:2 FOR where kommun=Eksjö roll=chefer text:"ringa"')
    assert read == Filtered(
        And((STR, Not(Related("near", STA, FOR, 2)))),
        (
            Condition(Attribute("kommun", frozenset({"eksjö"}))),
            Condition(Attribute("roll", frozenset({"chefer"}))),
            Condition(Said(Search("ringa"))),
        ),
    )


@pytest.mark.parametrize(
    ("query", "same"),
    [
        ("STR and STA or FOR", "(STR and STA) or FOR"),
        ("STR or STA and FOR", "STR or (STA and FOR)"),
        ("not STR and STA", "(not STR) and STA"),
        ("not STR near STA", "not (STR near:1 STA)"),
        ("STR near:2 STA near:3 FOR", "(STR near:2 STA) near:3 FOR"),
        ("STR and not not STA", "STR and STA"),
        ("str AND Stabilitet", "STR and STA"),
        ('"Struktur"', "STR"),
        ("„Struktur”", "STR"),
        ("where kommun=Eksjö", "* where kommun=Eksjö"),
        ("STR where kommun=Eksjö and roll=chefer", "STR where kommun=Eksjö roll=chefer"),
        ("STR where speaker:IP1", "STR where deltagare=IP1"),
        ("STR where interview=07", "STR where intervju=07"),
        ("STR followed by STA", "STR followed by:1 STA"),
        ("STR near:2turns STA", "STR near:2 STA"),
        ("STR near:20words STA", "STR near:20w STA"),
        ("STR− or STR–", "STR- or STR-"),
    ],
)
def test_queries_that_mean_the_same(query, same):
    assert node(query) == node(same)


def test_children_are_included_unless_the_code_alone_is_asked_for():
    assert node("STR") == STR
    assert node("=STR") == Coded(frozenset({"STR"}))


@pytest.mark.parametrize(
    ("query", "codes", "directions"),
    [
        ("STA+", STA.codes, {"+"}),
        ("STA-", STA.codes, {"-"}),
        ("STA0", STA.codes, {"0"}),
        ("STA?", STA.codes, {""}),
        ("STA+0", STA.codes, {"+", "0"}),
        ("=STR-", {"STR"}, {"-"}),
        ('"Rutiner och mallar"-', {"STR.rutiner"}, {"-"}),
        ("*-", None, {"-"}),
        ("F10", {"F10"}, None),
        ("F100", {"F10"}, {"0"}),
        ("F1-", {"F1"}, {"-"}),
    ],
)
def test_directions_stand_behind_a_code_whose_own_name_goes_first(query, codes, directions):
    read = node(query)
    assert read.codes == (None if codes is None else frozenset(codes))
    assert read.directions == (None if directions is None else frozenset(directions))


def test_terms_other_than_codes():
    assert node('text:"ring mig"') == Said(Search("ring mig"))
    assert node(r'regex:"ring(a|er)\b"') == Said(Search(r"ring(a|er)\b", regular=True))
    assert node("speaker:ip1") == SpokenBy("ip1")
    assert node("quotable") == Marked()
    assert node("memo") == Noted()
    assert node("memo:stark") == Noted(Search("stark"))


def test_a_relation_can_be_negated_before_it():
    assert node("STR not near:2 STA") == Related("near", STR, STA, 2, "turns", True)
    assert node("STR not followed by STA") == Related("followed", STR, STA, 1, "turns", True)
    assert node("STR not within STA") == Related("within", STR, STA, 0, "turns", True)


def test_a_quotation_mark_within_quotation_marks_is_escaped():
    assert node(r'text:"sa \"ja\""') == Said(Search('sa "ja"'))


def test_a_saved_query_stands_for_its_words():
    assert node("@hinder and FOR", Hinder="STR or STA") == And((Or((STR, STA)), FOR))


def test_a_saved_query_may_use_another():
    assert node("@a", a="@b or STR", b="STA") == Or((STA, STR))


def test_where_in_parentheses_belongs_to_what_stands_there():
    read = node("STR near:2 (STA where roll=chefer)")
    assert isinstance(read, Related)
    assert isinstance(read.right, Filtered)


@pytest.mark.parametrize(
    ("query", "word", "told"),
    [
        ("STR nere:2 STA", "nere:2", "a word is missing before"),
        ("STR STA", "STA", "a word is missing before"),
        ("STR and STX", "STX", "no code “STX”"),
        ("STR and STX-", "STX-", "no code “STX-”"),
        ("Övrigt", "Övrigt", "more than once"),
        ("STR and", "", "something is missing"),
        ("and STR", "and", "missing before this"),
        ("STR or or STA", "or", "missing before this"),
        ("near:2 STA", "near:2", "missing before this"),
        ("(STR or STA", "", "closing parenthesis"),
        ("STR) or STA", ")", "no parenthesis is open"),
        ("STR near:två STA", "near:två", "no distance"),
        ("STR near: STA", "near:", "no distance"),
        ("STR followed STA", "STA", "“by” is missing"),
        ("STR near:2 not STA", "not", "“not” cannot stand here"),
        ("STR not STA", "not", "missing before “not”"),
        ("STR where", "", "a condition is missing"),
        ("STR where kommun", "kommun", "no condition"),
        ("STR where kommun=Eksjö or roll=chefer", "or", "no condition"),
        ("STR where =Eksjö", "=Eksjö", "attribute's name is missing"),
        ('STR and text:"ringa', '"ringa', "not closed"),
        ("roll:chefer", "roll:chefer", "there is no “roll:”"),
        ("text:", "text:", "nothing behind"),
        ('regex:"(ring"', 'regex:"(ring"', "no regular expression"),
        ("@okänd", "@okänd", "no query is kept"),
        ("   ", "", "the query is empty"),
    ],
)
def test_an_error_points_at_the_word(query, word, told):
    with pytest.raises(QueryError) as caught:
        node(query)
    error = caught.value
    assert query[error.start : error.end] == word
    assert told in str(error)
    line, pointer = error.pointed()
    assert line == query
    assert (pointer.index("^"), pointer.count("^")) == (error.start, max(1, len(word)))


def test_a_saved_query_that_looks_for_itself_is_refused():
    with pytest.raises(QueryError, match="look for itself"):
        node("@a", a="STR or @b", b="@a")


def test_an_error_within_a_saved_query_points_at_its_name():
    with pytest.raises(QueryError) as caught:
        node("STR or @gammal", gammal="BORTA near:2 STR")
    error = caught.value
    assert error.query[error.start : error.end] == "@gammal"
    assert "BORTA" in str(error)


def test_very_many_parentheses_are_refused_in_a_sentence():
    with pytest.raises(QueryError, match="too many parentheses"):
        node("(" * 5000 + "STR" + ")" * 5000)
    with pytest.raises(QueryError, match="too many"):
        node("not " * 5000 + "STR")


def test_every_node_of_a_query_can_be_walked():
    found = nodes_of(node("(STR where roll=chefer) and not STA near:2 FOR or speaker:IP1"))
    assert {type(each) for each in found} == {
        Or,
        And,
        Not,
        Related,
        Filtered,
        Coded,
        SpokenBy,
    }
