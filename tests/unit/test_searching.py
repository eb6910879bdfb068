"""Looking for words: what is a hit, what is not, and what never ends is ended."""

import time

import pytest

from workbench.errors import InputError
from workbench.text.searching import Search


def found(text, written, *, regular=False):
    return [text[start:end] for start, end in Search(written, regular).hits(text)]


def test_words_are_found_inside_other_words_whatever_their_case():
    assert found("Samverkansforumet och FORUM", "forum") == ["forum", "FORUM"]


@pytest.mark.parametrize(
    ("written", "text"), [("mal", "mål Mål"), ("mål", "mal"), ("o", "ö Ö"), ("e", "é")]
)
def test_a_letter_with_marks_is_another_letter(written, text):
    assert found(text, written) == []


def test_swedish_letters_are_found_in_either_case():
    assert found("Åtgärder på ÖNSKELISTAN", "å") == ["Å", "å"]
    assert found("Åtgärder på ÖNSKELISTAN", "önskelistan") == ["ÖNSKELISTAN"]


@pytest.mark.parametrize("regular", [False, True])
def test_a_decomposed_query_finds_composed_letters(regular):
    assert found("målen", "ma\u030al", regular=regular) == ["mål"]


@pytest.mark.parametrize("space", [" ", "\n", "  ", "\u00a0", " \n "])
def test_white_space_matches_over_line_breaks(space):
    text = f"det är{space}viktigt"
    assert found(text, "är viktigt") == [f"är{space}viktigt"]


def test_white_space_at_the_end_asks_for_the_end_of_a_word():
    text = "i instans i, i\ni"
    assert [start for start, _ in Search(" i ").hits(text)] == [0, 13, 15]


@pytest.mark.parametrize("written", ["...", "a+b", "(skratt)", "[ohörbart]", "c:\\x", "#1", "a|b"])
def test_signs_of_expressions_are_letters_in_plain_words(written):
    assert found(f"x {written} y", written) == [written]


@pytest.mark.parametrize("written", ["", "   ", "\n"])
def test_nothing_written_finds_nothing(written):
    assert found("text", written) == []
    assert found("text", written, regular=True) == []


def test_a_regular_expression_finds_what_it_says():
    assert found("mål, målet, målen", r"mål(et|en)\b", regular=True) == ["målet", "målen"]


@pytest.mark.parametrize("written", ["a*", "^", r"\b", "x?", "(?=a)"])
def test_empty_matches_are_no_hits(written):
    assert all(found("aba", written, regular=True))


def test_lines_have_beginnings_and_ends():
    assert found("ja\nnej\nja", "^ja$", regular=True) == ["ja", "ja"]


@pytest.mark.parametrize(
    "written", ["(a", "[a", "*a", "a**", "\\", r"\p{Nothing}", "(" * 500, "(?P<a>"]
)
def test_an_unfinished_expression_is_told_in_a_sentence(written):
    with pytest.raises(InputError, match="no regular expression yet"):
        Search(written, regular=True).check()


@pytest.mark.parametrize(
    "written", ["a{1000000000}", "(a{1000}){1000}", "((a{,999}){3,999}){999}", "a{5,99999999}"]
)
def test_an_expression_that_would_fill_the_memory_is_refused(written):
    with pytest.raises(InputError, match="repeats too much"):
        Search(written, regular=True).check()


def test_counted_repetitions_of_a_normal_size_are_fine():
    assert found("aaa b", r"a{2,40}\s*\w{1,20}", regular=True) == ["aaa b"]


def test_an_expression_that_never_ends_is_given_up_within_its_limit():
    begun = time.monotonic()
    with pytest.raises(InputError, match=r"takes longer than 0\.2 s"):
        list(Search("(a+)+$", regular=True).hits("a" * 50_000 + "b", time_limit=0.2))
    assert time.monotonic() - begun < 2


def test_plain_words_are_not_checked_as_an_expression():
    Search("(a").check()
