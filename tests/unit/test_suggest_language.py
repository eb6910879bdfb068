"""Facts of Swedish and other words, and keeping them."""

import subprocess
import sys

import pytest

from workbench.suggest.compounds import cuts
from workbench.suggest.language import KeptLexicon, TableLexicon, WordFacts, missing
from workbench.suggest.stems import stem


@pytest.fixture(scope="module")
def swedish():
    return TableLexicon("sv")


@pytest.mark.parametrize(
    ("form", "lemma"),
    [
        ("cheferna", "chef"), ("vikarien", "vikarie"), ("slutat", "sluta"), ("slutar", "sluta"),
        ("lyssnar", "lyssna"), ("besluten", "beslut"), ("kontaktvägarna", "kontaktväg"),
        ("personalomsättningen", "personalomsättning"), ("samverkansmötet", "samverkansmöte"),
        ("försäkringskassans", "försäkringskassa"), ("nåt", "någon"), ("ville", "vilja"),
    ],
)  # fmt: skip
def test_a_swedish_form_has_its_lemma(swedish, form, lemma):
    assert lemma in swedish.facts([form])[form].lemmas


@pytest.mark.parametrize(
    ("form", "other"),
    [("mål", "måla"), ("stöd", "stödja"), ("slut", "sluta"), ("brukar", "brukare"), ("får", "får")],
)
def test_the_tables_wrong_guesses_are_mended(swedish, form, other):
    assert other not in swedish.facts([form])[form].lemmas


@pytest.mark.parametrize(
    ("form", "first", "last"),
    [
        ("samverkansforumet", "samverkan", "forumet"), ("arbetsledning", "arbet", "ledning"),
        ("chefsnätverket", "chef", "nätverket"),
        ("ifo-chef", "ifo", "chef"),
    ],
)  # fmt: skip
def test_a_compound_falls_into_its_parts(swedish, form, first, last):
    assert (first, last) in [(form[:a], form[b:]) for a, b in swedish.facts([form])[form].cuts]


@pytest.mark.parametrize("form", ["inledning", "handledning", "anledning", "respektive", "över"])
def test_a_word_that_is_no_compound_stays_whole(swedish, form):
    assert swedish.facts([form])[form].cuts == ()


def test_a_first_part_is_a_dictionary_form():
    words = {"löner", "lön", "vision"}
    assert cuts("lönerevision", words.__contains__, {"lön"}.__contains__, known=False) == ()


def test_a_word_no_table_knows_has_no_lemma_of_its_own(swedish):
    facts = swedish.facts(["xqzw"])["xqzw"]
    assert not facts.known
    assert facts.lemmas == frozenset()


def test_english_has_a_table_and_a_regional_code_is_its_language():
    assert "meeting" in TableLexicon("en-GB").facts(["meetings"])["meetings"].lemmas
    assert TableLexicon("en").facts(["workshops"])["workshops"].cuts == ()


def test_what_a_language_lacks_is_told():
    assert missing("sv") == ()
    assert missing("fi") == ("a table of word forms", "stems")
    assert TableLexicon("fi").facts(["kokous"])["kokous"] == WordFacts(False, frozenset())


@pytest.mark.parametrize(
    ("language", "form", "expected"),
    [
        ("sv", "kontaktvägarna", "kontaktväg"), ("sv", "möjligheterna", "möj"),
        ("nb", "avtalene", "avtal"), ("da", "aftalerne", "aftal"), ("en", "policies", "policy"),
        ("en", "class", "class"), ("fi", "kokoukset", "kokoukset"), ("sv", "bra", "bra"),
    ],
)  # fmt: skip
def test_stems(language, form, expected):
    found = stem(form, language=language)
    assert form.startswith(expected[:3])
    assert found == expected or (form == "möjligheterna" and found.startswith("möj"))


class Counting:
    """A table that counts what it is asked."""

    def __init__(self):
        self.asked = []

    def facts(self, types):
        self.asked += types
        return {form: WordFacts(True, frozenset({form[:2]}), ((1, 2),)) for form in types}

    def inflections(self, lemmas):
        self.asked += lemmas
        return {lemma: (f"{lemma}en",) for lemma in lemmas}


def test_what_is_kept_is_not_looked_up_again():
    kept = KeptLexicon(None, language="sv", table=Counting())
    kept.facts(["åsna", "bil"])
    kept.inflections(["bil"])
    assert kept.changed
    table = Counting()
    again = KeptLexicon(kept.pack(), language="sv", table=table)
    assert again.facts(["bil"])["bil"] == WordFacts(True, frozenset({"bi"}), ((1, 2),))
    assert again.inflections(["bil"])["bil"] == ("bilen",)
    assert (table.asked, again.changed) == ([], False)


def test_packing_gives_the_same_bytes_whatever_the_order():
    one = KeptLexicon(None, language="sv", table=Counting())
    other = KeptLexicon(None, language="sv", table=Counting())
    one.facts(["a", "b"])
    other.facts(["b"])
    other.facts(["a"])
    assert one.pack() == other.pack()


@pytest.mark.parametrize(
    "packed",
    [b"", b"\xff\xfe", b"[]", b"{}", b"null", b'{"format":1,"language":"sv","words":{}}',
     b'{"format":2,"language":"sv","words":3,"inflections":{}}',
     b'{"format":2,"language":"en","words":{"a":[1,[],[]]},"inflections":{}}'],
)  # fmt: skip
def test_what_does_not_fit_is_looked_up_anew(packed):
    table = Counting()
    KeptLexicon(packed, language="sv", table=table).facts(["a"])
    assert table.asked == ["a"]


def test_suggesting_never_imports_spacy():
    program = """
import sys
from tests.unit.suggest_samples import SmallLexicon, book, interview
from workbench.model import Cue
from workbench.suggest.engine import Engine
from workbench.suggest.scoring import Background
talk = interview(("IP1", "Nya chefer."))
background = Background([talk], book(Cue("chef")), SmallLexicon())
assert [each.code for each in Engine(background).suggest(talk.id)] == ["STR"]
assert "spacy" not in sys.modules
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
