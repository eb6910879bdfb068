"""`find` on the demonstration: its numbers are the tables' and the codings' own."""

import csv
import json
from collections import Counter

import pytest

from tests.conftest import run_workbench


def find(project, query, *words):
    return run_workbench("find", project, query, "--coder", "A", *words)


@pytest.fixture(scope="module")
def project(built_demo):
    return built_demo / "demo.workbench"


@pytest.fixture(scope="module")
def codings(project):
    return run_workbench("codings", project, "--coder", "A", "--json").json


def attribute_of(project, codings, name):
    speakers = {
        (each["interview"], each["label"]): each["attributes"]
        for each in run_workbench("speakers", project, "--json").json
    }
    return [speakers[coding["interview"], coding["speaker"]].get(name, "") for coding in codings]


def test_the_number_found_is_the_cell_of_the_table(project):
    table = run_workbench("table", project, "--by", "kommun", "--coder", "A", "--json").json
    cells = {
        row["value"]: row["count_with_children"] for row in table["rows"] if row["code"] == "STR"
    }
    for kommun, number in cells.items():
        found = find(project, f'STR where kommun="{kommun}"', "--json").json
        assert found["number"] == number


def test_what_is_found_is_what_going_through_the_codings_finds(project, codings):
    kommuner = attribute_of(project, codings, "kommun")
    fors = {
        (each["interview"], each["turn"] + shift)
        for each in codings
        if each["code"].startswith("STA")
        for shift in range(-2, 3)
    }
    expected = {
        (each["interview"], each["start"], each["end"])
        for each, kommun in zip(codings, kommuner, strict=True)
        if each["code"].startswith("STR")
        and each["polarity"] == "-"
        and kommun == "Eksjö"
        and (each["interview"], each["turn"]) not in fors
    }
    found = find(project, "STR- and not STR near:2 STA where kommun=Eksjö", "--json").json
    assert {
        (each["interview"], each["start"], each["end"]) for each in found["passages"]
    } == expected
    assert expected


def test_a_list_has_one_line_for_each_and_says_how_many(project):
    done = find(project, "STR where kommun=Eksjö")
    assert done.code == 0
    number = find(project, "STR where kommun=Eksjö", "--json").json["number"]
    assert len(done.out.splitlines()) == number
    assert f"{number} found" in done.err


def test_keywords_stand_in_their_context(project):
    done = run_workbench("find", project, "text:telefon where roll=chefer", "--context")
    lines = done.out.splitlines()
    assert lines
    assert all("[telefon]" in line.casefold() for line in lines)


def test_words_are_found_without_a_coder(project):
    done = run_workbench("find", project, 'text:"telefon"', "--json")
    assert done.code == 0
    for each in done.json["passages"]:
        assert each["text"].casefold() == "telefon"
        assert each["code"] == ""


def test_nothing_found_ends_with_1(project):
    done = find(project, 'STR where text:"zebra"')
    assert (done.code, done.out) == (1, "")
    table = find(project, 'STR where text:"zebra"', "--table", "--json")
    assert table.code == 1


def test_an_error_points_at_the_word_below_the_query(project):
    done = find(project, "STR nere:2 STA")
    assert done.code == 2
    query, pointer, sentence = done.err.splitlines()
    assert query[pointer.index("^") : pointer.rindex("^") + 1] == "nere:2"
    assert "near:2" in sentence
    assert "Traceback" not in done.err


def test_a_name_that_nobody_has_is_pointed_at(project):
    done = find(project, "STR where kommun=Eksjo")
    assert done.code == 2
    assert "kommun may be Aneby, Eksjö" in done.err


def test_a_table_counts_what_is_found(project):
    found = find(project, "STR near:1 STA", "--json").json
    table = find(project, "STR near:1 STA", "--table", "--by", "kommun", "--json").json
    counted = Counter(each["attributes"]["kommun"] for each in found["passages"])
    assert {row["value"]: row["count"] for row in table["rows"] if row["count"]} == counted
    assert table["totals"][0]["count"] == found["number"]
    shown = find(project, "STR near:1 STA", "--table", "--by", "kommun")
    assert "Eksjö" in shown.out


def test_what_is_found_is_written_as_excerpts_are(project, tmp_path):
    target = tmp_path / "träffar.csv"
    found = find(project, "STR near:1 STA", "--json").json
    done = find(project, "STR near:1 STA", "-o", target)
    assert done.code == 0
    rows = list(csv.DictReader(target.open(encoding="utf-8-sig"), delimiter=";"))
    assert {(row["intervju"], row["text"]) for row in rows} == {
        (each["interview"], each["text"]) for each in found["passages"]
    }
    word = tmp_path / "träffar.docx"
    assert find(project, "STR near:1 STA", "-o", word).code == 0
    import docx

    quotes = [p.text for p in docx.Document(str(word)).paragraphs if p.style.name == "Quote"]
    assert len(quotes) >= found["number"]


def test_places_in_the_text_are_written_with_their_sentences(project, tmp_path):
    target = tmp_path / "ord.md"
    done = run_workbench("find", project, "text:telefonlista", "-o", target)
    assert done.code == 0
    assert "De har bett mig om en telefonlista, och jag har försökt" in target.read_text("utf-8")


def test_a_query_is_kept_used_listed_and_taken_away(demo):
    kept = find(demo, "STR- near:1 STA", "--save", "hinder")
    assert kept.code == 0
    again = find(demo, "@hinder where kommun=Eksjö", "--json").json
    direct = find(demo, "(STR- near:1 STA) where kommun=Eksjö", "--json").json
    assert again["passages"] == direct["passages"]
    listed = run_workbench("find", demo, "--saved", "--json").json
    assert listed == [{"name": "hinder", "query": "STR- near:1 STA"}]
    assert "@hinder" in run_workbench("log", demo).out
    assert run_workbench("check", demo).code == 0
    assert run_workbench("find", demo, "--remove", "Hinder").code == 0
    assert run_workbench("find", demo, "--saved", "--json").json == []
    assert run_workbench("undo", demo).code == 0
    assert run_workbench("find", demo, "--saved", "--json").json == listed


def test_a_query_that_cannot_be_read_is_not_kept(demo):
    assert find(demo, "STR nere STA", "--save", "trasig").code == 2
    assert find(demo, "STR or @jag", "--save", "jag").code == 2
    assert find(demo, "STR", "--save", "två ord").code == 2
    assert run_workbench("find", demo, "--saved", "--json").json == []
    assert run_workbench("find", demo, "--remove", "trasig").code == 3


def test_without_a_query_it_says_what_to_write(project):
    done = run_workbench("find", project)
    assert done.code == 2
    assert "Write a query" in done.err


def test_an_output_of_another_kind_or_one_that_is_there_is_refused(project, tmp_path):
    assert find(project, "STR", "-o", tmp_path / "x.pdf").code == 2
    there = tmp_path / "x.md"
    there.write_text("kvar", "utf-8")
    assert find(project, "STR", "-o", there).code == 3
    assert there.read_text("utf-8") == "kvar"


def test_json_is_one_document(project):
    assert set(json.loads(find(project, "STR", "--json").out)) == {
        "query",
        "coder",
        "number",
        "passages",
    }
