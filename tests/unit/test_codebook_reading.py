"""Reading codebook files: what is accepted, and what is said about what is not."""

import re
from pathlib import Path

import pytest

from workbench.codebook import check_codebook, read_codebook
from workbench.errors import InputError
from workbench.model import Cue

SMALL = """\
title: Prov
language: sv
description: |
  Första raden.
  Andra raden.
sources:
  - Källa (2016).
codes:
  - id: STR
    name: Struktur
    definition: Ordning: "finns"
    colour: "#AABBCC"
    key: 2
    cues:
      - rutin
      - no
      - 2015-09-15
      - {text: vem gör vad, match: exact}
    codes:
      - id: STR.kontaktvägar
        name: Kontaktvägar
        definition: Vägar
  - id: ÖVR
    name: Övrigt
    definition: Allt annat
"""
SMALL = SMALL.replace('Ordning: "finns"', "Ordning finns")


def said(text: str) -> list[str]:
    return [problem.at("f.yaml") for problem in check_codebook(text, name="f.yaml")]


def errors(text: str) -> list[str]:
    problems = check_codebook(text, name="f.yaml")
    return [each.at("f.yaml") for each in problems if each.severity == "error"]


def with_codes(body: str) -> str:
    return "title: t\ncodes:\n" + body


def test_every_field_of_a_book_is_read() -> None:
    book = read_codebook(SMALL, name="f.yaml")
    assert (book.title, book.language) == ("Prov", "sv")
    assert book.description == "Första raden.\nAndra raden."
    assert book.sources == ("Källa (2016).",)
    assert [(code.id, code.parent) for code in book.codes] == [
        ("STR", None),
        ("STR.kontaktvägar", "STR"),
        ("ÖVR", None),
    ]


def test_scalars_that_yaml_would_convert_stay_text() -> None:
    book = read_codebook(SMALL, name="f.yaml")
    assert book.codes[0].key == "2"
    assert [cue.text for cue in book.codes[0].cues] == ["rutin", "no", "2015-09-15", "vem gör vad"]


def test_a_cue_is_matched_by_lemma_unless_it_says_exact() -> None:
    cues = read_codebook(SMALL, name="f.yaml").codes[0].cues
    assert cues[0] == Cue("rutin", "lemma")
    assert cues[3] == Cue("vem gör vad", "exact")


def test_a_sound_book_has_no_problems() -> None:
    assert said(SMALL) == []


def test_a_byte_order_mark_and_windows_line_ends_do_not_matter() -> None:
    assert read_codebook("\ufeff" + SMALL.replace("\n", "\r\n"), name="f") == read_codebook(
        SMALL, name="f"
    )


def test_decomposed_letters_are_composed() -> None:
    book = read_codebook(with_codes("  - {id: A\u030aR, name: A\u030ar}\n"), name="f")
    assert book.codes[0].id == "ÅR"


@pytest.mark.parametrize(
    ("text", "place", "part"),
    [
        ("", "f.yaml:", "empty"),
        ("# bara en kommentar\n", "f.yaml:", "empty"),
        ("- a\n- b\n", "f.yaml:1:", "not a list"),
        ("hej\n", "f.yaml:1:", "not text"),
        ("title: x\n", "f.yaml:1:", "no `codes`"),
        ("title: a: b\n", "f.yaml:1:", "not YAML"),
        ("title: x\ncodes:\n\t- id: A\n", "f.yaml:3:", "tab"),
        ("title: 'x\ncodes:\n", "f.yaml:1:", "not YAML"),
        ("title: [x\n\n\n", "f.yaml:1:", "not YAML"),
        ("title: x\n---\ntitle: y\n", "f.yaml:2:", "document"),
        ("title: \x07\n", "f.yaml:1:", "U+0007"),
        ("title: \ud800\n", "f.yaml:1:", "half a character"),
        ("title: *nix\n", "f.yaml:1:", "alias"),
        ("codes: {A: b}\n", "f.yaml:1:", "must be a list"),
        ("codes: [A, B]\n", "f.yaml:1:", "A code must be keys with values"),
        ("language: svenska\ncodes: []\n", "f.yaml:1:", "no language code"),
        ("title: {a: b}\ncodes: []\n", "f.yaml:1:", "must be text"),
        ("sources: en bok\ncodes: []\n", "f.yaml:1:", "`sources` must be a list"),
    ],
)
def test_a_broken_file_is_told_with_its_line(text: str, place: str, part: str) -> None:
    first = errors(text)[0]
    assert first.startswith(place)
    assert part in first


@pytest.mark.parametrize(
    ("body", "line", "part"),
    [
        ("  - name: A\n", 3, "no `id`"),
        ("  - id: A\n", 3, "no `name`"),
        ("  - id: A\n    name:\n", 4, "no `name`"),
        ("  - {id: A, name: x}\n  - {id: a, name: y}\n", 4, "taken on line 3"),
        ("  [{id: A, name: x}, {id: A, name: y}]\n", 3, "taken on line 3"),
        ("  - {id: A, name: Övrigt}\n  - {id: B, name: övrigt}\n", 4, "taken on line 3"),
        ("  - {id: A b, name: x}\n", 3, "character that ids cannot have"),
        ("  - {id: A, name: x, key: ab}\n", 3, "not one character"),
        ("  - {id: A, name: x, key: å}\n  - {id: B, name: y, key: å}\n", 4, "taken on line 3"),
        ("  - {id: A, name: x, colour: röd}\n", 3, "no colour"),
        ("  - id: A\n    name: x\n    colour: #aabbcc\n", 5, "quotation marks"),
        ("  - id: A\n    name: x\n    name: y\n", 5, "stands twice, first on line 4"),
        ("  - id: A\n    name: x\n    definitoin: y\n", 5, "Is “definition” meant?"),
        ("  - id: A\n    name: x\n    color: '#aabbcc'\n", 5, "Is “colour” meant?"),
        ("  - id: A\n    name: x\n    q: y\n", 5, "Known are id, name"),
        ("  - id: A\n    name: x\n    cues: rutin\n", 5, "`cues` must be a list"),
        ("  - id: A\n    name: x\n    cues: [{text: a, match: stem}]\n", 5, "cannot be matched"),
        ("  - id: A\n    name: x\n    cues: [{match: exact}]\n", 5, "no `text`"),
        ("  - id: A\n    name: x\n    cues: ['']\n", 5, "empty"),
        ("  - id: A\n    name: x\n    codes:\n      - {id: B, name: y}\n", 6, "“A.B”"),
        ("  - {id: A, name: x}\n  - {id: A.b, name: y}\n", 4, "stands at the top"),
    ],
)
def test_a_wrong_code_is_told_with_its_line(body: str, line: int, part: str) -> None:
    found = [each for each in errors(with_codes(body)) if part in each]
    assert found, errors(with_codes(body))
    assert found[0].startswith(f"f.yaml:{line}: ")


def test_all_problems_are_listed_in_the_order_of_the_lines() -> None:
    text = with_codes("  - id: A\n    nam: x\n  - name: y\n    key: ab\n")
    lines = [problem.line for problem in check_codebook(text, name="f")]
    assert lines == sorted(lines)
    assert len([each for each in lines if each]) >= 4


def test_reading_raises_the_first_error_and_counts_the_rest() -> None:
    with pytest.raises(InputError) as raised:
        read_codebook(with_codes("  - id: A\n  - name: B\n"), name="bok.yaml")
    assert raised.value.message.startswith("bok.yaml:3: The code A has no `name`")
    assert "1 more" in raised.value.remedy


def test_same_name_is_allowed_below_different_parents() -> None:
    body = "".join(
        f"  - id: {top}\n    name: {top}\n    codes:\n      - {{id: {top}.o, name: Övrigt}}\n"
        for top in "AB"
    )
    assert errors(with_codes(body)) == []


def test_a_code_made_in_the_workbench_may_stand_below_any_parent() -> None:
    made = "01932f4e-7c1a-7b3e-9d2f-0123456789ab"
    body = f"  - id: A\n    name: a\n    codes:\n      - {{id: {made}, name: b}}\n"
    assert errors(with_codes(body)) == []


def test_warnings_do_not_stop_a_book_from_being_read() -> None:
    text = with_codes("  - {id: A, name: x, cues: [rutin, Rutin, '...']}\n")
    assert {each.severity for each in check_codebook(text, name="f")} == {"warning"}
    assert len(check_codebook(text, name="f")) == 3
    assert len(read_codebook(text, name="f").codes) == 1


def test_aliases_stand_for_the_text_they_name() -> None:
    text = with_codes(
        "  - {id: A, name: x, definition: &d Samma}\n  - {id: B, name: y, definition: *d}\n"
    )
    assert read_codebook(text, name="f").codes[1].definition == "Samma"


def test_a_book_that_contains_itself_is_refused() -> None:
    text = "codes: &again\n  - id: A\n    name: x\n    codes: *again\n"
    assert errors(text)


def test_references_that_multiply_are_refused_quickly() -> None:
    levels = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    levels += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 9)]
    body = "".join(f"  - {{id: A{n}, name: n{n}, cues: *c}}\n" for n in range(3000))
    cues = "cues: &c [" + ", ".join(f"ord{n}" for n in range(3000)) + "]\n"
    laughs = "\n".join(levels) + "\ncodes: []\n"
    assert errors(laughs)
    hostile = f"codes:\n  - {{id: A, name: a, {cues.strip()}}}\n{body}"
    assert any("refers to its own parts" in each for each in errors(hostile))


def test_deep_nesting_is_refused() -> None:
    assert "levels deep" in errors("codes: " + "[" * 50_000)[0]


def test_a_file_of_five_megabytes_is_refused_unread() -> None:
    assert "no codebook" in errors("# " + "x" * 5_000_001)[0]


def test_the_example_in_the_documentation_is_sound() -> None:
    page = Path(__file__).parents[2] / "docs" / "codebook-format.md"
    block = re.search(r"```yaml\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)
    assert block is not None
    assert errors(block[1]) == []
    assert read_codebook(block[1], name="f").codes[0].cues[2] == Cue("ad hoc", "exact")
