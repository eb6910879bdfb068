"""`settle`, `blind`, `codebook versions` and what they leave for tables and excerpts."""

import csv
import json
import shutil

import pytest

from tests.conftest import write_transcript

TALK = [
    "Moderator: Hur ser samverkan ut?",
    "IP1: Vi har en handläggare som slutat. Ingen vet vem man ringer.",
    "IP2: Chefen står bakom oss, det gör skillnad.",
]
ANNA = [
    ["07", "2", "IP1", "STA", "-", "Vi har en handläggare som slutat."],
    ["07", "2", "IP1", "STR", "-", "Ingen vet vem man ringer."],
    ["07", "3", "IP2", "LED", "+", "Chefen står bakom oss"],
]
BO = [
    ["07", "2", "IP1", "STA", "", "har en handläggare som slutat."],
    ["07", "2", "IP1", "KUN", "-", "vem man ringer."],
    ["07", "3", "IP2", "LED", "-", "Chefen står bakom oss"],
    ["07", "3", "IP2", "SAM", "", "det gör skillnad."],
]
PAIR = ("--coder", "Anna", "--coder", "Bo")


def coded(workbench, project, folder, coder, rows, *more):
    path = folder / f"{coder}.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(["intervju", "replik", "deltagare", "kod", "riktning", "text"])
        writer.writerows(rows)
    done = workbench("code", project, "--from", path, "--coder", coder, *more)
    assert done.code == 0, done.err


@pytest.fixture
def pair(study, tmp_path, workbench):
    """A project in which Anna and Bo have both finished interview 07."""
    path = write_transcript(tmp_path, "07-åmål.txt", TALK)
    assert workbench("import", study, path).code == 0
    coded(workbench, study, tmp_path, "Anna", ANNA, "--finished")
    coded(workbench, study, tmp_path, "Bo", BO, "--finished")
    return study


def facts(workbench, project, *more):
    done = workbench("settle", project, *PAIR, "--json", *more)
    assert done.code == 0, done.err
    return json.loads(done.out)


def id_of(workbench, project, kind, *more):
    (found,) = [
        each["id"]
        for each in facts(workbench, project, *more)["disagreements"]
        if each["kind"] == kind
    ]
    return found


def test_disagreements_are_listed_with_both_codings_and_an_id(pair, workbench):
    done = workbench("settle", pair, *PAIR)
    assert done.code == 0
    first, *lines = done.out.splitlines()
    assert first.split("  ")[1:] == ["07:2", "boundaries, 3 characters"]
    assert lines[0] == "  Anna: STA -  “Vi har en handläggare som slutat.”"
    assert lines[1] == "  Bo: STA  “har en handläggare som slutat.”"
    assert "  Anna: did not code here" in lines
    assert "0 of 3 disagreements settled." in done.err


def test_the_document_of_json_holds_sides_and_progress(pair, workbench):
    found = facts(workbench, pair, "--direction")
    assert (found["coders"], found["consensus"]) == (["Anna", "Bo"], "consensus")
    assert (found["interviews"], found["left_out"], found["blind"]) == (["07"], [], True)
    assert (found["settled"], found["total"]) == (0, 4)
    kinds = [each["kind"] for each in found["disagreements"]]
    assert kinds == ["boundaries", "code", "direction", "only one coded"]
    code = found["disagreements"][1]
    assert code["first"]["text"] == "Ingen vet vem man ringer."
    assert (code["second"]["code"], code["settled"], code["size"]) == ("KUN", None, 25)


def test_the_two_need_no_naming_where_only_two_have_coded(pair, workbench):
    assert workbench("settle", pair).out == workbench("settle", pair, *PAIR).out


def test_taking_one_is_told_and_tables_and_excerpts_take_the_consensus(pair, workbench, tmp_path):
    code = id_of(workbench, pair, "code")
    done = workbench("settle", pair, *PAIR, "--take", "Anna", code[:6], "--reason", "Strukturen, å")
    assert (done.code, done.out) == (0, "settled 07:2+34: took Anna's STR\n")
    assert "1 of 3 disagreements settled." in done.err
    listed = workbench("codings", pair, "--coder", "consensus", "--json")
    assert [(each["code"], each["origin"]) for each in json.loads(listed.out)] == [
        ("STR", "consensus"),
        ("LED", "consensus"),  # On which both agree; their directions do not.
    ]
    table = workbench("table", pair, "--coder", "consensus", "--by", "-", "--json")
    totals = {row["code"]: row["count"] for row in json.loads(table.out)["totals"]}
    assert (totals["STR"], totals["LED"], totals["KUN"]) == (1, 1, 0)
    out = tmp_path / "utdrag.md"
    assert workbench("excerpts", pair, "--coder", "consensus", "-o", out).code == 0
    assert "Ingen vet vem man ringer." in out.read_text(encoding="utf-8")
    undone = workbench("undo", pair)
    assert "settled 07:2+34" in undone.out
    assert workbench("codings", pair, "--coder", "consensus").code == 3


def test_every_way_of_deciding_from_the_command_line(pair, workbench):
    edges = workbench("settle", pair, *PAIR, "--edges", "4")
    assert edges.out.startswith("took the longer at 1 place")
    code, alone = (id_of(workbench, pair, kind) for kind in ("code", "only one coded"))
    done = workbench(
        "settle", pair, *PAIR, "--take", "neither", alone, "--new", "SAM", code, "--reason", "Enade"
    )
    assert done.out.splitlines() == [
        "settled 07:3+23: took neither",
        "settled 07:2+34: coded SAM anew",
    ]
    (anew,) = json.loads(
        workbench("codings", pair, "--coder", "consensus", "--code", "SAM", "--json").out
    )
    assert (anew["text"], anew["polarity"]) == ("Ingen vet vem man ringer.", "-")
    assert workbench("settle", pair, *PAIR, "--open").out == ""
    assert workbench("settle", pair, *PAIR, "--agreed").out == "nothing changed\n"
    again = workbench("settle", pair, *PAIR, "--reopen", code)
    assert again.out == "opened again what was settled at 07:2+34\n"
    assert "2 of 3 disagreements settled." in again.err


def test_what_two_copies_decided_apart_is_told_when_they_are_merged(pair, workbench, tmp_path):
    other = tmp_path / "annan.workbench"
    shutil.copy(pair, other)
    edges = id_of(workbench, pair, "boundaries")
    workbench("settle", pair, *PAIR, "--take", "Anna", edges)
    workbench("settle", other, *PAIR, "--take", "Bo", edges)
    words = ("Vi har en handläggare som slutat.", "har en handläggare som slutat.")
    told = "Copies decided apart on one disagreement (07)"
    assert told in workbench("merge", pair, other, "--dry-run").err
    merged = json.loads(workbench("merge", pair, other, "--json").out)
    assert merged["left_over"] == [{"coder": "consensus", "interview": "07"}]
    assert consensus_words(workbench, pair, "STA") == list(words)
    assert workbench("settle", pair, *PAIR, "--agreed").code == 0
    assert consensus_words(workbench, pair, "STA") == [words[1]]
    assert told not in workbench("merge", other, pair).err


def consensus_words(workbench, project, code):
    done = workbench("codings", project, "--coder", "consensus", "--code", code, "--json")
    return [each["text"] for each in json.loads(done.out)]


def test_decisions_are_written_as_documents(pair, workbench, tmp_path):
    alone = id_of(workbench, pair, "only one coded")
    workbench("settle", pair, *PAIR, "--take", "Bo", alone, "--reason", "Samsyn å ä ö")
    for name in ("beslut.md", "beslut.csv", "beslut.docx"):
        done = workbench("settle", pair, *PAIR, "-o", tmp_path / name)
        assert (done.code, done.out) == (0, f"{tmp_path / name}: 1 decision.\n")
    text = (tmp_path / "beslut.md").read_text(encoding="utf-8")
    assert "Samsyn å ä ö" in text
    assert "1 av 3 skillnader avgjorda" in text
    assert workbench("settle", pair, *PAIR, "-o", tmp_path / "beslut.md").code == 3
    assert workbench("settle", pair, *PAIR, "-o", tmp_path / "beslut.txt").code == 2


def test_the_document_counts_what_was_alike_before_anything_is_decided(pair, workbench, tmp_path):
    assert workbench("settle", pair, *PAIR, "-o", tmp_path / "beslut.md").code == 0
    text = (tmp_path / "beslut.md").read_text(encoding="utf-8")
    assert "0 av 3 skillnader avgjorda · 1 kodningar lika från början" in text


@pytest.mark.parametrize(
    ("more", "code", "said"),
    [
        (("--take", "Anna", "zzzz"), 3, "There is no disagreement “zzzz”"),
        (("--take", "Cissi", "0"), 2, "“Cissi” cannot be taken"),
        (("--take", "both", "{alone}"), 3, "Only one of the two coded here"),
        (("--take", "Anna", "{alone}"), 3, "This coder coded nothing here"),
        (("--new", "XYZ", "{alone}"), 3, "XYZ"),
        (("--interview", "12"), 3, "There is no interview 12"),
        (("--where", "landsting=x"), 3, "landsting"),
        (("--consensus", "Anna"), 3, "are not three"),
    ],
)
def test_what_cannot_be_done_is_one_sentence_and_changes_nothing(pair, workbench, more, code, said):
    alone = id_of(workbench, pair, "only one coded")
    done = workbench("settle", pair, *PAIR, *(word.format(alone=alone) for word in more))
    assert (done.code, done.out) == (code, "")
    assert said in done.err
    assert facts(workbench, pair)["settled"] == 0


def test_one_coder_alone_is_no_pair(study, workbench, tmp_path):
    done = workbench("settle", study)
    assert (done.code, "which two coders" in done.err) == (2, True)


def test_interviews_that_one_has_not_finished_are_left_out_until_the_team_lifts_it(pair, workbench):
    workbench("finish", pair, "07", "--coder", "Bo", "--undo")
    done = workbench("settle", pair, *PAIR)
    assert done.out == ""
    assert "1 interview is left out, because not finished:\n  07 (Bo)" in done.err
    assert "Blind" in workbench("blind", pair).out
    assert "Not blind" in workbench("blind", pair, "--lift").out
    assert "07:2" in workbench("settle", pair, *PAIR).out
    assert "lifted blindness" in workbench("log", pair).out
    assert "Blind" in workbench("blind", pair, "--restore").out
    assert workbench("settle", pair, *PAIR).out == ""
    assert workbench("blind", pair, "--lift", "--restore").code == 2


def test_the_only_coder_is_still_meant_once_something_is_settled(study, workbench, tmp_path):
    path = write_transcript(tmp_path, "07-åmål.txt", TALK)
    workbench("import", study, path)
    coded(workbench, study, tmp_path, "Anna", ANNA, "--finished")
    assert workbench("finish", study, "07", "--coder", "Bo").code == 0
    found = json.loads(workbench("settle", study, *PAIR, "--json").out)
    done = workbench("settle", study, *PAIR, "--take", "Anna", found["disagreements"][0]["id"])
    assert done.code == 0, done.err
    listed = json.loads(workbench("codings", study, "--json").out)
    assert {each["coder"] for each in listed} == {"Anna"}


def test_versions_tell_what_changed_and_what_was_coded_under_each(pair, workbench, tmp_path):
    book = tmp_path / "kodbok.yaml"
    workbench("codebook", "export", pair, "-o", book)
    text = book.read_text(encoding="utf-8")
    assert "name: Stabila organisationer" in text
    book.write_text(text.replace("Stabila organisationer", "Stabila och å"), encoding="utf-8")
    assert workbench("codebook", "update", pair, book).code == 0
    coded(workbench, pair, tmp_path, "Bo", [["07", "2", "IP1", "STR", "", "Ingen vet"]])
    told = workbench("codebook", "versions", pair).out.splitlines()
    assert told[0].endswith("Anna 3, Bo 4")
    assert told[1].startswith("Version 2")
    assert told[2] == "  changed  STA, name: “Stabila organisationer” -> “Stabila och å”"
    first, second = json.loads(workbench("codebook", "versions", pair, "--json").out)
    assert (first["number"], first["codings"], first["changed"]) == (1, {"Anna": 3, "Bo": 4}, [])
    assert (second["number"], second["codings"]) == (2, {"Bo": 1})
    assert second["changed"][0]["fields"] == [
        {"field": "name", "old": "Stabila organisationer", "new": "Stabila och å"}
    ]
    listed = json.loads(workbench("codings", pair, "--coder", "Bo", "--json").out)
    assert sorted(each["version"] for each in listed) == [1, 1, 1, 1, 2]
