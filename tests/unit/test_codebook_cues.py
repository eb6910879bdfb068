"""Cues in a codebook file: every key, read back the same, and what is refused."""

import pytest

from workbench.codebook import check_codebook, compare, read_codebook, write_codebook
from workbench.model import Code, Codebook, CodeId, Cue, Polarity

HEAD = "title: t\ncodes:\n  - id: A\n    name: x\n    definition: d\n    cues:\n"


def read(*cues):
    text = HEAD + "".join(f"      - {cue}\n" for cue in cues)
    return read_codebook(text, name="f").codes[0].cues


def problems(cue):
    found = check_codebook(HEAD + f"      - {cue}\n", name="f.yaml")
    return [(each.severity, each.line, each.message) for each in found]


@pytest.mark.parametrize(
    ("written", "cue"),
    [
        ("rutin", Cue("rutin")),
        ("få … svar", Cue("få … svar")),
        ("{text: kafferutin, exclude: yes}", Cue("kafferutin", exclude=True)),
        ("{text: kafferutin, exclude: nej}", Cue("kafferutin")),
        ('{text: glapp, direction: "-"}', Cue("glapp", polarity=Polarity.HINDERS)),
        ("{text: behov, weight: 0.5}", Cue("behov", weight=0.5)),
        ('{text: behov, weight: "0,5"}', Cue("behov", weight=0.5)),
        ('{text: "-möte", match: part}', Cue("-möte", "part")),
        ("{text: möte, match: word}", Cue("möte", "word")),
        (r"{text: '(?:inte|ej)\s+\w*\s*\w*rutin', match: regex}",
         Cue(r"(?:inte|ej)\s+\w*\s*\w*rutin", "regex")),
        ("""{text: '[{"LENGTH": {">=": 3}, "IS_ALPHA": true, "OP": "{1,4}"}]', match: pattern}""",
         Cue('[{"LENGTH": {">=": 3}, "IS_ALPHA": true, "OP": "{1,4}"}]', "pattern")),
        (r"{text: '\bstyr\w+', match: regex}", Cue(r"\bstyr\w+", "regex")),
        ("""{text: '[{"LEMMA": "sakna"}, {"OP": "?"}]', match: pattern}""",
         Cue('[{"LEMMA": "sakna"}, {"OP": "?"}]', "pattern")),
    ],
)  # fmt: skip
def test_a_cue_is_read_and_written_the_same(written, cue):
    assert read(written) == (cue,)
    book = Codebook("t", codes=(Code(CodeId("A"), "x", definition="d", cues=(cue,)),))
    assert read_codebook(write_codebook(book), name="f") == book


def test_a_plain_cue_is_written_plainly():
    book = Codebook("t", codes=(Code(CodeId("A"), "x", cues=(Cue("rutin"),)),))
    assert "- rutin\n" in write_codebook(book)


@pytest.mark.parametrize(
    ("written", "part"),
    [
        ("{text: a, match: stem}", "cannot be matched"),
        ("{text: a, weight: 0}", "no weight"),
        ("{text: a, weight: -1}", "no weight"),
        ("{text: a, weight: 11}", "no weight"),
        ("{text: a, weight: nan}", "no weight"),
        ("{text: a, weight: tung}", "no weight"),
        ("{text: a, exclude: kanske}", "`exclude` cannot be"),
        ("{text: a, direction: upp}", "no direction"),
        ("{text: två ord, match: part}", "no part of one word"),
        ("{text: '(a', match: regex}", "no regular expression"),
        ("{text: 'a*', match: regex}", "matches nothing at all"),
        ("{text: '(a+)+b', match: regex}", "repeats a repetition"),
        ("{text: '(?:(?:x|a*)y?)*z', match: regex}", "repeats a repetition"),
        ("{text: '(?:ab|b)*c', match: regex}", "repeats a repetition or a choice"),
        ("{text: '(a{1,400}){1,400}b', match: regex}", "repeats a repetition"),
        ("{text: '(?:a?){30}b', match: regex}", "repeats a repetition"),
        ("{text: '(.*)(.*)z', match: regex}", "side by side"),
        (r"{text: '[^x]*.*z', match: regex}", "side by side"),
        (r"{text: '\w*\w*\w*xq', match: regex}", "side by side"),
        ("{text: '[', match: pattern}", "not JSON"),
        ("""{text: '[{"LOWER": {"INN": ["a"]}}]', match: pattern}""", "no predicate “INN”"),
        ("""{text: '[{"LOWER": {"REGEX": "(a+)+"}}]', match: pattern}""", "repeats a repetition"),
        ("{text: '{}', match: pattern}", "must be a list"),
        ("{text: '[]', match: pattern}", "must be a list"),
        ("{text: '[1]', match: pattern}", "in braces"),
        ("""{text: '[{"LEMA": "a"}]', match: pattern}""", "no key “LEMA”"),
        ("""{text: '[{"OP": "x"}]', match: pattern}""", "no operator"),
        ("""{text: '[{"OP": "{}"}]', match: pattern}""", "no operator"),
        ("""{text: '[{"OP": "{3,2}"}]', match: pattern}""", "no operator"),
        ("""{text: '[{"OP": "{0,1000000}"}]', match: pattern}""", "no operator"),
        (
            """{text: '[{"OP": "*"}, {"OP": "*"}, {"OP": "*"}, {"OP": "+"}]', match: pattern}""",
            "4 words with",
        ),
        ("""{text: '[{"LOWER": 1}]', match: pattern}""", "“LOWER” cannot be 1"),
        ("""{text: '[{"LOWER": null}]', match: pattern}""", "“LOWER” cannot be"),
        ("""{text: '[{"LOWER": {"IN": "ab"}}]', match: pattern}""", "“LOWER” cannot be"),
        ("""{text: '[{"LOWER": {"==": "a"}}]', match: pattern}""", "“LOWER” cannot be"),
        ("""{text: '[{"LENGTH": "3"}]', match: pattern}""", "“LENGTH” cannot be"),
        ("""{text: '[{"LENGTH": {">=": "x"}}]', match: pattern}""", "“LENGTH” cannot be"),
        ("""{text: '[{"IS_ALPHA": "x"}]', match: pattern}""", "“IS_ALPHA” cannot be"),
        ("{text: a, wieght: 1}", "no key “wieght”"),
    ],
)
def test_a_wrong_cue_is_an_error_with_its_line(written, part):
    assert [
        each
        for each in problems(written)
        if each[0] == "error" and each[1] == 7 and part in each[2]
    ]


@pytest.mark.parametrize("written", ["...", """{text: '[{"POS": "NOUN"}]', match: pattern}"""])
def test_a_cue_that_may_not_be_meant_is_a_warning(written):
    assert [severity for severity, _, _ in problems(written)] == ["warning"]


def test_the_same_words_with_another_rule_are_another_cue():
    assert problems("rutin\n      - {text: rutin, match: exact}") == []


def test_a_difference_tells_what_of_a_cue_has_changed():
    def book(cue):
        return Codebook(codes=(Code(CodeId("A"), "x", cues=(cue,)),))

    heavy = Cue("rutin", "word", True, 2.0, Polarity.HINDERS)
    (changed,) = compare(book(Cue("rutin")), book(heavy)).changed
    assert (changed.fields[0].old, changed.fields[0].new) == (
        "rutin", "rutin (word, excluding, weight 2, -)",
    )  # fmt: skip
