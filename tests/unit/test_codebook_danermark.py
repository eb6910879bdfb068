"""The bundled codebook: whole, sound, and written without a look at the demonstration corpus."""

import re
from functools import cache
from itertools import combinations
from pathlib import Path

import pytest

from workbench.codebook import check_codebook, read_codebook
from workbench.files.contained import Containment
from workbench.model import Code, Codebook, CodeId
from workbench.text import fold, word_spans
from workbench.transcripts import read_transcript

ROOT = Path(__file__).parents[2]
FILE = ROOT / "codebooks" / "danermark.yaml"
FACTORS = {
    "LED": "En ledning som prioriterar samverkan",
    "STR": "En tydlig arbetsstruktur med ansvarsfördelning, kontaktvägar och rutiner",
    "STA": "Stabila organisationer",
    "KUN": "Kunskap om och respekt för varandra",
    "MAL": "Gemensamma målgrupper och mål",
    "FOR": "Gemensamma forum och rutiner för beslut",
    "IND": "Fokus på varje individs behov",
    "SAM": "Kunskap om samverkan hos varje organisation som deltar",
}


@cache
def book() -> Codebook:
    return read_codebook(FILE.read_text(encoding="utf-8"), name=FILE.name)


def tops() -> tuple[Code, ...]:
    return book().children(None)


def words(text: str) -> list[str]:
    return [fold(text[start:end]) for start, end in word_spans(text)]


@cache
def said_in_the_corpus() -> str:
    files = [each for each in (ROOT / "corpus").iterdir() if re.match(r"\d\d-", each.name)]
    assert len(files) == 21
    with Containment() as child:
        read = (read_transcript(f.name, f.read_bytes(), containment=child) for f in files)
        return f" {' '.join(' '.join(words(each.text)) for each in read)} "


def test_the_file_has_neither_errors_nor_warnings() -> None:
    assert check_codebook(FILE.read_text(encoding="utf-8"), name=FILE.name) == ()


def test_it_holds_the_eight_factors_with_keys_1_to_8() -> None:
    assert {code.id: code.name for code in tops()} == FACTORS
    assert [(code.id, code.key) for code in tops()] == [
        (code, str(n)) for n, code in enumerate(FACTORS, start=1)
    ]


def test_every_code_is_defined_delimited_and_exemplified() -> None:
    for code in book().codes:
        assert all((code.definition, code.include, code.exclude, code.example, code.cues)), code.id


def test_what_is_excluded_is_sent_to_codes_that_exist() -> None:
    for code in book().codes:
        named = re.findall(r"\b[A-ZÅÄÖ]{3}(?:\.\w+)?", code.exclude)
        assert named, code.id
        assert set(named) <= set(book().by_id), code.id
        assert code.id not in named


@pytest.mark.parametrize("factor", FACTORS)
def test_every_factor_has_at_least_forty_different_cues(factor: str) -> None:
    below = [code for code in book().codes if code.id in book().descendants(CodeId(factor))]
    assert len({tuple(words(cue.text)) for code in below for cue in code.cues}) >= 40


def test_no_cue_belongs_to_two_factors() -> None:
    owners: dict[str, set[str]] = {}
    for code in book().codes:
        for cue in code.cues:
            owners.setdefault(fold(cue.text), set()).add(book().top(code.id))
    assert {cue: found for cue, found in owners.items() if len(found) > 1} == {}


def test_the_factors_colours_differ_also_in_lightness_or_hue() -> None:
    def channels(colour: str) -> tuple[int, ...]:
        return tuple(int(colour[at : at + 2], 16) for at in (1, 3, 5))

    for one, other in combinations((channels(code.colour) for code in tops()), 2):
        assert sum(abs(a - b) for a, b in zip(one, other, strict=True)) > 90


def test_no_phrase_of_three_words_is_lifted_from_the_corpus() -> None:
    phrases = [words(cue.text) for code in book().codes for cue in code.cues]
    lifted = [p for p in phrases if len(p) >= 3 and f" {' '.join(p)} " in said_in_the_corpus()]
    assert lifted == []


def test_no_run_of_six_words_is_lifted_from_the_corpus() -> None:
    for code in book().codes:
        for text in (code.definition, code.include, code.exclude, code.example):
            told = words(text)
            for at in range(len(told) - 5):
                run = " ".join(told[at : at + 6])
                assert f" {run} " not in said_in_the_corpus(), (code.id, run)
