"""Tables of values read from csv and xlsx, and what is said where one cannot be."""

import io
import json

import openpyxl
import pytest

from tests.unit.agreement.oracles import CASES
from workbench.agreement.reliability import Ratings, coefficients
from workbench.cli.matrix_output import print_matrix
from workbench.errors import InputError
from workbench.model import Level, Undefined
from workbench.workflows.matrices import matrix_agreement, matrix_facts


@pytest.fixture
def read(tmp_path):
    def agreement(text, *, level=Level.NOMINAL, name="m.csv"):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return matrix_agreement(path, level=level)

    return agreement


def xlsx(rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def defined(found):
    return {
        name: value
        for name, value in found.coefficients.items()
        if not isinstance(value, Undefined)
    }


# -- What is read -----------------------------------------------------------------------------


def test_rows_are_units_and_columns_are_coders(read):
    found = read("Anna,Bo\n1,1\n1,0\n0,1\n0,0\n0,0\n")
    assert (found.units, found.coders) == (5, ("Anna", "Bo"))
    assert found.values == ("0", "1")
    assert found.table == ((2, 1), (1, 1))
    assert found.given == ((3, 3), (2, 2))
    assert found.coefficients["percent"] == 0.6
    assert found.coefficients["positive_agreement"] == 0.5


@pytest.mark.parametrize("heading", ["unit", "enhet", "Unit", "ENHET"])
def test_a_first_column_may_name_the_units(read, heading):
    found = read(f"{heading};Anna;Bo\nstycke 1;1;1\nstycke 2;0;1\n")
    assert found.coders == ("Anna", "Bo")
    assert found.units == 2


def test_a_unit_column_elsewhere_is_a_coder(read):
    assert read("Anna,unit\n1,1\n0,0\n").coders == ("Anna", "unit")


def test_semicolons_decimal_commas_and_points_are_read_alike(read):
    with_commas = read("A;B\n1,5;1,5\n2,25;3\n−1;4\n", level=Level.INTERVAL)
    with_points = read("A,B\n1.5,1.50\n2.25,3.0\n-1,4\n", level=Level.INTERVAL)
    assert with_commas.coefficients == with_points.coefficients
    assert with_commas.values == with_points.values == ("-1", "1.5", "2.25", "3", "4")


def test_xlsx_and_csv_give_the_same(read):
    rows = [["enhet", "Anna", "Bo"], ["a", 1, 1.5], ["b", 2, None], ["c", 3, 3]]
    text = "enhet;Anna;Bo\na;1;1,5\nb;2;\nc;3;3\n"
    first = read(xlsx(rows), level=Level.RATIO, name="m.xlsx")
    second = read(text, level=Level.RATIO)
    assert matrix_facts(first) == matrix_facts(second)


def test_an_empty_cell_is_missing_and_is_no_value(read):
    found = read("A,B,C\n1,,1\n0,0,\n,1,1\n1,,\n")
    assert (found.units, found.paired) == (4, 3)
    assert found.values == ("0", "1")
    assert found.coefficients["percent"] == 1


def test_values_divided_by_a_bar_are_sets_and_a_lone_bar_is_the_empty_one(read):
    found = read("A,B\na|b,b|a\na,a|b\n|,|\nc,|\n")
    assert found.values == ("|", "a", "c", "a|b")
    assert found.coefficients["percent"] == 0.5
    case = CASES["Set-valued codes, Jaccard distance"]
    lines = [
        ",".join("|".join(each) or "|" for each in pair)
        for pair in zip(case["data"]["coder1"], case["data"]["coder2"], strict=True)
    ]
    alphas = read("\n".join(["A,B", *lines])).coefficients
    assert alphas["alpha_jaccard"] == pytest.approx(case["computed_by"]["own"])


def test_one_set_makes_every_value_a_set(read):
    found = read("A,B\na|b,a\na,a\nb,b\n")
    assert found.coefficients["alpha_jaccard"] > found.coefficients["krippendorff_alpha"]


@pytest.mark.parametrize(
    ("level", "name"),
    [
        (Level.NOMINAL, "Krippendorff2011 §C 4 observers 12 units missing data / nominal"),
        (Level.INTERVAL, "Krippendorff2011 §C 4 observers 12 units missing data / interval"),
        (Level.ORDINAL, "HayesKrippendorff2007 5 observers 40 units ordinal"),
    ],
)
def test_published_tables_of_missing_values_give_their_alpha(read, level, name):
    case = CASES[name]
    data = case["data"]
    rows = data.get("rows=units,cols=observers") or list(zip(*data["rows=coders"], strict=True))
    lines = [",".join("" if value is None else str(value) for value in row) for row in rows]
    coders = ",".join("ABCDE"[: len(rows[0])])
    found = read(
        "\n".join([f"unit,{coders}", *(f"{n},{line}" for n, line in enumerate(lines))]), level=level
    )
    assert found.units == len(rows)
    assert found.coefficients["krippendorff_alpha"] == pytest.approx(
        case["published_value"], abs=0.0005
    )


@pytest.mark.parametrize("level", Level)
def test_the_level_decides_how_disagreements_weigh(read, level):
    found = read("A,B\n1,1\n2,3\n4,2\n3,3\n9,1\n", level=level)
    rows = [(1, (1, 1)), (1, (2, 3)), (1, (4, 2)), (1, (3, 3)), (1, (9, 1))]
    exact = coefficients(Ratings(rows), level)
    weighed = ("weighted_kappa", "krippendorff_alpha", "gwet_ac2")
    assert [found.coefficients[each] for each in weighed] == pytest.approx(
        [float(exact[each]) for each in weighed]
    )
    assert (found.coefficients["weighted_kappa"] == found.coefficients["cohen_kappa"]) == (
        level is Level.NOMINAL
    )


@pytest.mark.parametrize(
    "words", [("1", "0"), ("ja", "nej"), ("Yes", "No"), ("TRUE", "FALSE"), ("x", "-")]
)
def test_yes_and_no_also_give_positive_and_negative_agreement(read, words):
    yes, no = words
    found = read(f"A,B\n{yes},{yes}\n{yes},{no}\n{no},{no}\n{no},{no}\n")
    assert found.coefficients["positive_agreement"] == pytest.approx(2 / 3)
    assert found.coefficients["negative_agreement"] == pytest.approx(4 / 5)


def test_which_of_other_values_is_meant_is_not_guessed(read):
    found = read("A,B\nSTAT,STAT\nIReq,STAT\n")
    assert found.coefficients["positive_agreement"].reason == (
        "Which of the values says that a code applies, is not clear: write 1 and 0."
    )


# -- What is undefined, and what misleads -----------------------------------------------------


def test_a_coder_who_gave_nothing_is_named(read):
    found = read("Anna,Bo\n1,\n0,\n1,\n")
    assert {str(value) for value in found.coefficients.values()} == {
        "Bo gave none of the 3 units a value; that is not the same as coding nothing there."
    }


def test_a_table_without_units_is_undefined(read):
    found = read("Anna;Bo\n")
    assert found.units == 0
    assert {str(value) for value in found.coefficients.values()} == {
        "There are no units to compare."
    }
    facts = matrix_facts(found)
    assert facts["coefficients"]["percent"] == {"undefined": "There are no units to compare."}


def test_values_that_never_vary_have_no_corrected_figure(read):
    found = read("A,B\nx1,x1\nx1,x1\n")
    assert defined(found) == {"percent": 1.0}


def test_with_three_coders_figures_of_two_say_what_to_read_instead(read):
    found = read("A,B,C\n1,1,0\n0,0,0\n")
    assert found.table is None
    assert found.coefficients["cohen_kappa"].reason == (
        "Compares two coders, and there are 3: see krippendorff_alpha, fleiss_kappa."
    )
    assert isinstance(found.coefficients["fleiss_kappa"], float)


def test_values_that_differ_in_letter_case_are_told(read):
    found = read("A,B\nJa,ja\nnej,nej\n")
    assert [str(note) for note in found.notes] == [
        "“Ja” and “ja” count as two values: see whether they are meant as one."
    ]


@pytest.mark.parametrize(("one", "other"), [("1", "1.0"), ("1,5", "1.5"), ("7", "07")])
def test_one_number_spelt_two_ways_counts_as_two_values_and_is_told(read, one, other):
    found = read(f"A;B\n{one};{other}\n3;3\n")
    assert found.coefficients["percent"] == 0.5
    assert (
        f"“{min(one, other)}” and “{max(one, other)}” count as two values: "
        "see whether they are meant as one."
    ) in [str(note) for note in found.notes]


def test_a_value_that_nearly_everything_has_is_told(read):
    found = read("A,B\n" + "a,a\n" * 40 + "b,a\na,b\nc,a\n")
    (note,) = found.notes
    assert str(note).startswith("One value, “a”, makes up 0.97 of all")


def test_prevalence_in_a_table_of_yes_and_no_is_told(read):
    found = read("A,B\n" + "1,1\n" * 80 + "1,0\n" * 10 + "0,1\n" * 5 + "0,0\n" * 5)
    assert [str(note).partition(":")[0] for note in found.notes] == ["Most units have the code"]


# -- What is refused --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "level", "said"),
    [
        (
            "unit;A;B\n1;2;3\n2;ofta;3\n",
            Level.ORDINAL,
            "“m.csv”, row 3, column “A”: “ofta” is no number, and the level is ordinal. Write "
            "numbers (1, 2, 3 for an order), leave the cell empty where a value is missing, or use "
            "--level nominal.",
        ),
        (
            "A;B\n1;-2\n",
            Level.RATIO,
            "“m.csv”, row 2, column “B”: “-2” is below 0, and on a ratio level nothing is less "
            "than nothing. Use --level interval for values that can be negative.",
        ),
        (
            "A;B\n1|2;2\n",
            Level.INTERVAL,
            "“m.csv”, row 2, column “A”: “1|2” is a set, and sets have no order. Use --level "
            "nominal for sets of codes.",
        ),
        (
            "unit,A\n1,2\n",
            Level.NOMINAL,
            "“m.csv”, row 1 names one coder (“A”); agreement takes two or more. Give each coder a "
            "column, and name the coders in the first row.",
        ),
        (
            "unit,A,B\n1,x,y\n2,x,y\n1,x,x\n",
            Level.NOMINAL,
            "“m.csv”, row 4, column “unit”: the unit “1” stands in row 2 already. Keep one row for "
            "each unit, with the values of all coders side by side.",
        ),
        (
            "A,A\n1,2\n",
            Level.NOMINAL,
            "“m.csv”, row 1: the column “a” is there twice. Give each column a name of its own.",
        ),
        ("", Level.NOMINAL, "“m.csv” is empty. Its first row must name the columns."),
    ],
)
def test_bad_input_is_one_sentence_with_row_column_and_remedy(read, text, level, said):
    with pytest.raises(InputError) as caught:
        read(text, level=level)
    assert str(caught.value) == said


@pytest.mark.parametrize("cell", ["1e999", "nan", "inf", "1,2,3", "0x10", "9" * 40, "--1", "1/2"])
def test_what_looks_like_a_number_but_is_none_is_refused(read, cell):
    with pytest.raises(InputError, match=r"row 2, column “B”"):
        read(f'A;B\n1;"{cell}"\n', level=Level.INTERVAL)


# -- What is shown ----------------------------------------------------------------------------


def test_the_facts_are_one_json_document_with_every_coefficient(read):
    facts = json.loads(json.dumps(matrix_facts(read("A,B\n1,1\n0,1\n"))))
    assert facts["units"] == 2
    assert facts["coders"] == ["A", "B"]
    assert list(facts["coefficients"]) == [
        *("percent", "cohen_kappa", "weighted_kappa", "scott_pi", "fleiss_kappa"),
        *("krippendorff_alpha", "gwet_ac1", "gwet_ac2", "brennan_prediger"),
        *("positive_agreement", "negative_agreement", "alpha_jaccard", "alpha_masi"),
    ]
    assert facts["table"] == [[0, 1], [0, 1]]
    assert facts["values"][1] == {"value": "1", "given": {"A": 1, "B": 2}}


def test_the_table_on_the_terminal_has_counts_figures_reasons_and_conventions(read, capsys):
    print_matrix(read("Anna,Bo\n1,1\n0,1\n0,0\n[b],0\n"))
    shown = capsys.readouterr().out
    assert "m.csv: 4 units, 4 with values of two coders or more; nominal level." in shown
    assert "Units by the values of Anna (rows) and Bo:" in shown
    assert "[b]" in shown
    assert "Cohen's kappa" in shown
    assert "Which of the values says that a code applies" in shown
    assert "Landis & Koch (1977) would call Cohen's kappa “" in shown


def test_alphas_over_sets_are_shown_where_there_are_sets(read, capsys):
    print_matrix(read("A,B\n1,1\n0,1\n"))
    assert "Jaccard" not in capsys.readouterr().out
    print_matrix(read("A,B\na|b,a\nb,b\n"))
    assert "Jaccard" in capsys.readouterr().out
