"""`agree` as a command: every figure of the corpus counted again from its codings and texts.

The count here uses no code of the workbench but what a sentence is: characters are looked at one by
one, and coefficients come from the formulas as their authors write them.
"""

import csv
import os
import re
import shutil
import subprocess
from collections import Counter, defaultdict
from fractions import Fraction
from itertools import product

import openpyxl
import pytest
from docx import Document

from tests.conftest import COMMAND, run_workbench
from workbench.text import sentences

BOTH = ("--coder", "A", "--coder", "B")
KINDS = tuple(product((True, False), repeat=2))
"""Both, only A, only B, neither."""


@pytest.fixture(scope="module")
def project(built_demo):
    return built_demo / "demo.workbench"


@pytest.fixture(scope="module")
def shown(project):
    """Every interview as `show --json` tells it."""
    ids = [f"{number:02}" for number in range(1, 22)]
    return {each: run_workbench("show", project, each, "--json").json for each in ids}


@pytest.fixture(scope="module")
def codings(project):
    """[interview][coder][code] -> characters, by direction."""
    found = defaultdict(lambda: defaultdict(lambda: defaultdict(lambda: defaultdict(set))))
    for coder in "AB":
        for each in run_workbench("codings", project, "--coder", coder, "--json").json:
            characters = range(each["start"], each["end"])
            found[each["interview"]][coder][each["code"]][each["polarity"]].update(characters)
    return found


def agree(project, *words):
    done = run_workbench("agree", project, *BOTH, "--json", *words)
    assert done.code == 0, done.err
    return done.json


def pieces(interview, unit):
    """Units of what participants say, as ranges of characters."""
    for turn in interview["turns"]:
        if turn["moderator"]:
            continue
        start, end = turn["start"], turn["end"]
        if unit == "character":
            yield from (range(at, at + 1) for at in range(start, end))
        elif unit == "turn":
            yield range(start, end)
        else:
            yield from (range(*each) for each in sentences(interview["text"], start, end))


def coded(characters, piece, share):
    number = sum(at in characters for at in piece)
    return number > 0 and number >= share * len(piece)


def tables(shown, codings, unit, share=0, *, interviews=None):
    """[code] -> Counter over (A gave it, B gave it)."""
    found = defaultdict(Counter)
    codes = {code for by in codings.values() for hers in by.values() for code in hers}
    for name in interviews or shown:
        everything = {
            (coder, code): set().union(*codings[name][coder][code].values())
            for coder in "AB"
            for code in codes
        }
        for piece in pieces(shown[name], unit):
            for code in codes:
                pair = (
                    coded(everything["A", code], piece, share),
                    coded(everything["B", code], piece, share),
                )
                found[code][pair] += 1
    return found


def by_hand(table):
    """Every coefficient as its author writes it."""
    a, b, c, d = (table[kind] for kind in KINDS)
    n = a + b + c + d
    same = Fraction(a + d, n)
    p, q = Fraction(a + b, n), Fraction(a + c, n)
    mean = (p + q) / 2

    def beyond(chance):
        return (same - chance) / (1 - chance)

    return {
        "percent": same,
        "positive_agreement": Fraction(2 * a, 2 * a + b + c),
        "negative_agreement": Fraction(2 * d, 2 * d + b + c),
        "cohen_kappa": beyond(p * q + (1 - p) * (1 - q)),
        "scott_pi": beyond(mean**2 + (1 - mean) ** 2),
        "krippendorff_alpha": 1
        - (2 * n - 1) * Fraction(b + c) / ((2 * a + b + c) * (2 * d + b + c)),
        "gwet_ac1": beyond(2 * mean * (1 - mean)),
        "brennan_prediger": beyond(Fraction(1, 2)),
    }


@pytest.mark.parametrize(
    ("unit", "overlap"),
    [
        *(("character", "any"), ("sentence", "any"), ("turn", "any")),
        *(("sentence", "0.5"), ("turn", "1/4")),
    ],
)
def test_every_count_and_coefficient_is_what_codings_and_texts_say(
    project, shown, codings, unit, overlap
):
    report = agree(project, "--unit", unit, "--overlap", overlap)
    share = 0 if overlap == "any" else Fraction(overlap)
    counted = tables(shown, codings, unit, share)
    assert {each["code"] for each in report["codes"]} == set(counted)
    for each in report["codes"]:
        table = counted[each["code"]]
        told = [each["both"], each["only_a"], each["only_b"], each["neither"]]
        assert told == [table[kind] for kind in KINDS]
        assert sum(told) == report["units"]
        for name, exact in by_hand(table).items():
            assert each["coefficients"][name] == pytest.approx(float(exact), abs=1e-12)
            low, high = each["intervals"][name]
            assert low <= high


def test_passages_are_as_many_as_codings_and_match_one_to_one(project):
    report = agree(project)
    for place, coder in enumerate("ab"):
        listed = run_workbench("codings", project, "--coder", coder.upper(), "--json").json
        number = Counter(each["code"] for each in listed)
        for each in report["codes"]:
            passages = each["passages"]
            assert passages["matched"] + passages[f"only_{coder}"] == number[each["code"]], place
            assert passages["exact"] <= passages["matched"]


def test_alpha_over_sets_of_codes_is_that_of_single_characters(project, shown, codings):
    sets = Counter()
    for name, interview in shown.items():
        by_character = {coder: defaultdict(set) for coder in "AB"}
        for coder in "AB":
            for code, by_direction in codings[name][coder].items():
                for at in set().union(*by_direction.values()):
                    by_character[coder][at].add(code)
        for piece in pieces(interview, "character"):
            pair = tuple(frozenset(by_character[coder].get(piece[0], ())) for coder in "AB")
            sets[pair] += 1
    given = Counter()
    for (first, second), number in sets.items():
        given[first] += number
        given[second] += number
    n = given.total()

    def apart(one, other):
        return 1 - Fraction(len(one & other), len(one | other)) if one | other else 0

    observed = sum(2 * number * apart(*pair) for pair, number in sets.items())
    expected = sum(
        many * more * apart(a, b) for a, many in given.items() for b, more in given.items()
    )
    alpha = 1 - (n - 1) * observed / expected
    assert agree(project)["overall"]["alpha_jaccard"] == pytest.approx(float(alpha), abs=1e-12)


def test_directions_are_told_apart_and_what_is_not_set_is_missing(project, shown, codings):
    report = agree(project, "--polarity", "--code", "STR")
    found = Counter()
    for name, interview in shown.items():
        given = {coder: codings[name][coder]["STR"] for coder in "AB"}
        for piece in pieces(interview, "character"):
            at = piece[0]
            said = {
                coder: {sign for sign, characters in given[coder].items() if at in characters}
                for coder in "AB"
            }
            if {""} in said.values():
                continue
            for sign in "+-0":
                found[sign, sign in said["A"], sign in said["B"]] += 1
    assert [each["polarity"] for each in report["codes"]] == ["+", "-", "0"]
    for each in report["codes"]:
        told = [each["both"], each["only_a"], each["only_b"], each["neither"]]
        assert told == [found[each["polarity"], *kind] for kind in KINDS]


def test_by_kommun_each_turn_counts_under_its_speakers_own(project, corpus, shown, codings):
    with (corpus / "deltagare.csv").open(encoding="utf-8-sig", newline="") as file:
        people = {
            (row["intervju"], row["deltagare"]): row["kommun"]
            for row in csv.DictReader(file, delimiter=";")
        }
    report = agree(project, "--by", "kommun", "--code", "LED")
    for part in report["parts"]:
        hers = {
            name: {
                **interview,
                "turns": [
                    turn
                    for turn in interview["turns"]
                    if people.get((name, turn["speaker"])) == part["value"]
                ],
            }
            for name, interview in shown.items()
        }
        table = tables(hers, codings, "character")["LED"]
        (each,) = part["codes"]
        assert [each["both"], each["only_a"], each["only_b"], each["neither"]] == [
            table[kind] for kind in KINDS
        ]
    with_14 = [part["value"] for part in report["parts"] if "14" in part["interviews"]]
    assert len(with_14) == len(report["parts"]) == 6


def test_one_interview_alone_has_figures_but_no_interval(project, shown, codings):
    report = agree(project, "--by", "interview")
    part = next(part for part in report["parts"] if part["value"] == "07")
    counted = tables(shown, codings, "character", interviews=["07"])
    for each in part["codes"]:
        assert each["both"] == counted[each["code"]][True, True]
        assert "too few" in each["intervals"]["percent"]["undefined"]


def test_the_keys_are_those_that_are_promised(project):
    report = agree(project, "--unitizing", "STR,MAL")
    assert {"unit", "coders", "interviews", "codes", "overall"} <= report.keys()
    assert report["unit"] == "character"
    assert report["coders"] == ["A", "B"]
    assert report["interviews"] == [f"{number:02}" for number in range(1, 22)]
    for each in report["codes"]:
        promised = {"code", "both", "only_a", "only_b", "neither", "passages", "coefficients"}
        assert promised | {"intervals", "notes"} <= each.keys()
        assert each["coefficients"].keys() >= set(by_hand(Counter(dict.fromkeys(KINDS, 1))))
        assert ("ku_alpha" in each["coefficients"]) == (each["code"] in ("STR", "MAL"))
    assert report["overall"].keys() == {
        *("alpha_jaccard", "alpha_masi", "u_alpha", "binary_u_alpha", "cu_alpha", "ku_alpha")
    }


def test_unitizing_where_a_coders_own_passages_overlap_is_refused_with_the_place(project):
    report = agree(project, "--unitizing", "STR,LED")
    reason = report["overall"]["u_alpha"]["undefined"]
    place = re.search(r"the first in (\d\d):(\d+)", reason)
    listed = run_workbench("codings", project, "--coder", "A", "--json").json
    there = [
        range(each["start"], each["end"])
        for each in listed
        if each["code"] in ("STR", "LED")
        and (each["interview"], each["turn"]) == (place[1], int(place[2]))
    ]
    assert any(set(one) & set(other) for one in there for other in there if one is not other)


def test_the_same_project_gives_the_same_bytes_and_another_seed_other_intervals(project):
    first, second = (run_workbench("agree", project, *BOTH, "--json").out for _ in range(2))
    other = agree(project, "--seed", "2")
    assert first == second
    assert other["codes"][0]["coefficients"] == agree(project)["codes"][0]["coefficients"]
    assert other["codes"][0]["intervals"] != agree(project)["codes"][0]["intervals"]


# -- What is compared ---------------------------------------------------------------------------


def test_interviews_that_not_both_have_finished_are_left_out_and_named(demo, workbench):
    workbench("finish", demo, "07", "08", "--coder", "B", "--undo")
    done = workbench("agree", demo, *BOTH, "--lang", "en")
    assert "07 (B), 08 (B)" in done.out
    report = workbench("agree", demo, *BOTH, "--json").json
    assert not {"07", "08"} & set(report["interviews"])
    assert report["left_out"] == [
        {"interview": "07", "unfinished": ["B"]},
        {"interview": "08", "unfinished": ["B"]},
    ]
    assert workbench("blind", demo, "--lift").code == 0
    lifted = workbench("agree", demo, *BOTH, "--json").json
    assert (lifted["blind"], lifted["left_out"], len(lifted["interviews"])) == (False, [], 21)


def test_where_nothing_is_finished_the_remedy_is_told(demo, workbench):
    workbench("finish", demo, "--coder", "B", "--undo")
    done = workbench("agree", demo, *BOTH)
    assert done.code == 3
    assert "None of the 21 interviews has been finished by A and B" in done.err
    assert "workbench finish demo.workbench" in done.err
    assert not done.out


def test_three_coders_are_compared_with_one_missing_where_she_has_not_coded(
    demo, workbench, corpus, tmp_path
):
    sheet = tmp_path / "c.csv"
    rows = (corpus / "codings" / "kodare-a.csv").read_text(encoding="utf-8-sig").splitlines()
    kept = [rows[0], *(row for row in rows[1:] if row.startswith(("01;", "02;", "03;")))]
    sheet.write_text("\n".join(kept), encoding="utf-8")
    assert workbench("code", demo, "--coder", "C", "--from", sheet).code == 0
    assert workbench("blind", demo, "--lift").code == 0
    report = workbench("agree", demo, *BOTH, "--coder", "C", "--json").json
    assert report["coders"] == ["A", "B", "C"]
    assert len(report["interviews"]) == 21
    assert "C has not coded 18 of these interviews" in report["notes"][0]
    each = report["codes"][0]
    assert each["both"] is each["passages"] is None
    assert sum(each["coded_by"]) == report["units"]
    assert each["coefficients"].keys() >= {"fleiss_kappa", "krippendorff_alpha", "gwet_ac1"}
    a_and_c = workbench("agree", demo, "--coder", "A", "--coder", "C", "--json").json
    assert a_and_c["interviews"] == ["01", "02", "03"]
    assert a_and_c["overall"]["alpha_jaccard"] == 1


def test_weeks_and_versions_divide_by_when_the_later_coder_finished(demo, workbench):
    weeks = workbench("agree", demo, *BOTH, "--by", "week", "--json").json
    assert weeks["by"] == "week"
    assert all(re.fullmatch(r"\d{4}-W\d\d", part["value"]) for part in weeks["parts"])
    assert sum(part["units"] for part in weeks["parts"]) == weeks["units"]
    versions = workbench("agree", demo, *BOTH, "--by", "version", "--json").json
    assert [part["value"] for part in versions["parts"]] == ["1"]


def test_sub_codes_count_as_asked(demo, workbench, tmp_path):
    sheet = tmp_path / "sub.csv"
    text = workbench("show", demo, "01", "--json").json
    turn = next(each for each in text["turns"] if not each["moderator"])
    words = text["text"][turn["start"] : turn["end"]].split("\n")[0]
    codes = workbench("codebook", "show", demo, "--json").json["codes"]
    sub = next(each["id"] for each in codes if each["parent"] == "STR")
    sheet.write_text(
        f'intervju;replik;citat;kod\n01;{turn["number"]};"{words}";{sub}\n', encoding="utf-8"
    )
    assert workbench("code", demo, "--coder", "A", "--from", sheet).code == 0
    own, top, leaf = (
        {each["code"] for each in workbench("agree", demo, *BOTH, "--json", *depth).json["codes"]}
        for depth in ((), ("--depth", "top"), ("--depth", "leaf"))
    )
    assert own == top | {sub}
    assert sub in leaf
    assert "STR" not in leaf


# -- What comes out -----------------------------------------------------------------------------


def test_the_table_shows_counts_beside_coefficients_in_the_language_asked_for(project):
    report = agree(project)
    each = report["codes"][0]
    printed = run_workbench("agree", project, *BOTH, "--lang", "en").out
    line = next(line for line in printed.splitlines() if line.strip().startswith("LED "))
    numbers = line.replace("\u00a0", "").split()
    told = [str(each[key]) for key in ("both", "only_a", "only_b", "neither")]
    assert numbers[1:5] == told
    assert f"{each['coefficients']['cohen_kappa']:.3f}" in numbers
    assert "characters" in printed
    assert "tecken" in run_workbench("agree", project, *BOTH).out


@pytest.mark.parametrize("width", [60, 80, 100, 250])
def test_no_number_is_cut_however_narrow_the_terminal_is(project, width, monkeypatch):
    from workbench.cli import agreement_output
    from workbench.workflows.codebooks import project_codebook
    from workbench.workflows.comparing import agreement

    lines = []
    report = agreement(project, ("A", "B"))

    def console():
        from rich.console import Console

        class Kept:
            def write(self, text):
                lines.append(text)

            def flush(self):
                pass

        return Console(file=Kept(), width=width, highlight=False, markup=False)

    monkeypatch.setattr(agreement_output, "result_console", console)
    agreement_output.print_agreement(report, project_codebook(project), lang="sv")
    printed = "".join(lines)
    for each in report.whole.codes:
        for number in (each.both, each.only_a, each.only_b, each.neither):
            assert f"{number:,}".replace(",", "\u00a0") in printed
        for figure in each.coefficients.values():
            assert f"{figure:.3f}".replace(".", ",") in printed


def test_reports_are_written_whole_and_not_over_another_without_force(project, tmp_path):
    report = agree(project, "--by", "kommun")
    for kind in ("docx", "xlsx", "csv"):
        target = tmp_path / f"enighet.{kind}"
        done = run_workbench("agree", project, *BOTH, "--by", "kommun", "-o", target)
        assert done.code == 0, done.err
        again = run_workbench("agree", project, *BOTH, "-o", target)
        assert again.code == 3
        assert "--force" in again.err
    book = openpyxl.load_workbook(tmp_path / "enighet.xlsx")
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    first = dict(zip(rows[0], rows[1], strict=True))
    assert [first["båda"], first["bara A"], first["bara B"], first["ingen"]] == [
        report["codes"][0][key] for key in ("both", "only_a", "only_b", "neither")
    ]
    assert Document(str(tmp_path / "enighet.docx")).tables
    plain = run_workbench("agree", project, *BOTH, "-o", "-", "--lang", "en").out
    assert len(list(csv.DictReader(plain.splitlines()))) == len(report["codes"]) + 1


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("--coder", "A"), 2, "Name two or more"),
        (("--coder", "A", "--coder", "Z"), 3, "There are no codings by “Z”"),
        ((*BOTH, "--by", "färg"), 3, "No interview has the attribute “färg”"),
        ((*BOTH, "--code", "XYZ"), 3, "There is no code “XYZ”"),
        ((*BOTH, "--overlap", "0.5"), 2, "--unit sentence"),
        ((*BOTH, "--unit", "turn", "--overlap", "0"), 2, "is no share"),
        ((*BOTH, "--unit", "turn", "--overlap", "nan"), 2, "is no share"),
        ((*BOTH, "--unitizing", "STR"), 2, "One code alone excludes nothing"),
        ((*BOTH, "--unitizing", " , "), 2, "--unitizing names no code"),
        ((*BOTH, "--level", "ordinal"), 2, "--level is for --matrix"),
        ((*BOTH, "-o", "enighet.pdf"), 2, ".docx"),
    ],
)
def test_what_cannot_be_done_is_one_sentence_with_a_remedy(project, words, code, told):
    done = run_workbench("agree", project, *words)
    assert (done.code, done.out) == (code, "")
    assert told in done.err
    assert "Traceback" not in done.err


def test_a_project_and_a_table_exclude_each_other(project, tmp_path):
    matrix = tmp_path / "values.csv"
    matrix.write_text("A;B\n1;1\n0;1\n", encoding="utf-8")
    assert run_workbench("agree", project, "--matrix", matrix).code == 2
    assert run_workbench("agree").code == 2
    assert run_workbench("agree", "--matrix", matrix, "--json").json["units"] == 2
    refused = run_workbench("agree", "--matrix", matrix, "--seed", "3")
    assert refused.code == 2
    assert "--seed" in refused.err


def test_the_two_who_have_coded_are_compared_where_nobody_is_named(project):
    assert run_workbench("agree", project, "--json").json == agree(project)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("workbench agree {project} --coder A", "A"),
        ("workbench agree {project} --by ver", "version"),
        ("workbench agree {project} --by komm", "kommun"),
        ("workbench agree {project} --code ST", "STR"),
        ("workbench agree {project} --unitizing LED,ST", "LED,STA"),
        ("workbench agree {project} --unit sen", "sentence"),
        ("workbench agree {project} --level ra", "ratio"),
    ],
)
def test_tab_completes_what_can_be_compared(project, line, expected):
    words = line.format(project=project)
    done = subprocess.run(
        [COMMAND],
        env={
            **os.environ,
            "_WORKBENCH_COMPLETE": "bash_complete",
            "COMP_WORDS": words,
            "COMP_CWORD": str(len(words.split()) - 1),
        },
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert f"plain,{expected}" in done.stdout.splitlines()


def test_examples_in_the_help_run_as_they_stand(project, tmp_path):
    shutil.copy(project, tmp_path / "study.workbench")
    (tmp_path / "ratings.csv").write_text("A;B\n1;2\n2;2\n3;3\n", encoding="utf-8")
    text = run_workbench("agree", "--help").out
    lines = re.findall(r"^    workbench (agree .*)$", text, re.MULTILINE)
    assert len(lines) == 5
    for line in lines:
        done = run_workbench(*line.split(), cwd=tmp_path)
        assert done.code == 0, (line, done.err)
    assert (tmp_path / "agreement.docx").exists()
