"""Lemmas of Swedish and other word forms, and keeping them."""

import json
import subprocess
import sys

import pytest

from workbench.model import Code, Codebook, CodeId, Cue, Interview, InterviewId, Turn
from workbench.suggest import build_suggester, lemmas, pack_lemmas, unpack_lemmas


@pytest.mark.parametrize(
    ("form", "lemma"),
    [
        ("cheferna", "chef"),
        ("vikarien", "vikarie"),
        ("slutat", "sluta"),
        ("slutar", "sluta"),
        ("lyssnar", "lyssna"),
        ("besluten", "beslut"),
        ("kontaktvägarna", "kontaktväg"),
        ("personalomsättningen", "personalomsättning"),
        ("samverkansmötet", "samverkansmöte"),
        ("försäkringskassans", "försäkringskassa"),
    ],
)
def test_a_swedish_form_has_its_lemma(form: str, lemma: str) -> None:
    assert lemma in lemmas([form], language="sv")[form]


@pytest.mark.parametrize("form", ["chef", "mål", "rutin", "samverkan", "kontaktväg"])
def test_a_dictionary_form_is_among_its_own_lemmas(form: str) -> None:
    assert form in lemmas([form], language="sv")[form]


def test_a_word_no_table_knows_has_no_lemma() -> None:
    assert lemmas(["xqzw", "å"], language="sv")["xqzw"] == frozenset()


def test_english_has_a_table_and_a_regional_code_is_its_language() -> None:
    assert "meeting" in lemmas(["meetings"], language="en-GB")["meetings"]


def test_a_language_without_a_table_compares_forms_as_written() -> None:
    assert lemmas(["kokous"], language="fi") == {"kokous": frozenset()}
    book = Codebook(language="fi", codes=(Code(CodeId("A"), "A", cues=(Cue("kokous"),)),))
    talk = Interview(InterviewId("1"), "", "Kokous. Kokoukset.", (Turn(1, "A", 0, 18),))
    assert [each.text for each in build_suggester(book).suggest(talk)] == ["Kokous."]


def test_a_suggester_looks_up_the_language_of_its_book() -> None:
    book = Codebook(codes=(Code(CodeId("STA"), "S", cues=(Cue("vikarie"), Cue("ny chef"))),))
    text = "Det var vikarier. Vi fick nya chefer. De målade."
    talk = Interview(InterviewId("1"), "", text, (Turn(1, "A", 0, len(text)),))
    found = build_suggester(book).suggest(talk)
    assert [each.text for each in found] == ["Det var vikarier.", "Vi fick nya chefer."]


def test_packed_lemmas_are_the_same_after_unpacking() -> None:
    known = {"å": frozenset({"å", "åa"}), "x": frozenset[str]()}
    assert unpack_lemmas(pack_lemmas(known, language="sv"), language="sv") == known


def test_packing_gives_the_same_bytes_whatever_the_order() -> None:
    one = {"b": frozenset({"y", "x"}), "a": frozenset({"z"})}
    other = dict(reversed(one.items()))
    assert pack_lemmas(one, language="sv") == pack_lemmas(other, language="sv")


@pytest.mark.parametrize(
    "packed",
    [
        b"",
        b"\xff\xfe",
        b"[]",
        b"{}",
        b"null",
        pack_lemmas({"a": frozenset()}, language="en"),
        json.dumps({"format": 0, "language": "sv", "lemmas": {}}).encode(),
        json.dumps({"format": 1, "language": "sv", "lemmas": 3}).encode(),
        json.dumps({"format": 1, "language": "sv", "lemmas": {"a": 1}}).encode(),
    ],
)
def test_lemmas_that_do_not_fit_are_none_at_all(packed: bytes) -> None:
    assert unpack_lemmas(packed, language="sv") == {}


def test_suggesting_with_known_lemmas_never_imports_spacy() -> None:
    program = """
import sys
from workbench.model import Code, Codebook, CodeId, Cue, Interview, InterviewId, Turn
from workbench.suggest import build_suggester, unpack_lemmas, pack_lemmas
book = Codebook(codes=(Code(CodeId("A"), "A", cues=(Cue("chef"),)),))
known = {"chefer": frozenset({"chef"}), "chef": frozenset({"chef"})}
kept = unpack_lemmas(pack_lemmas(known, language="sv"), language="sv")
talk = Interview(InterviewId("1"), "", "Chefer.", (Turn(1, "A", 0, 7),))
found = build_suggester(book, vocabulary=lambda types: kept).suggest(talk)
assert [each.code for each in found] == ["A"]
assert "spacy" not in sys.modules
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
