"""Every command on files of one's own making, broken ones among them."""

import csv
import json
import os
import subprocess

import pytest

from tests.conftest import COMMAND, write_transcript

TALK = [
    "Fokusgrupp i Åmål",
    "Kommun: Åmål",
    "Roll: medarbetare",
    "",
    "Moderator: Hur ser samverkan ut?",
    "IP1: Vi har en handläggare som slutat. Ingen vet vem man ringer.",
    "IP2: Chefen står bakom oss, det gör skillnad.",
    "IP1: Då sa hon: ring mig. (skratt) Och det gjorde vi.",
]


@pytest.fixture
def talk(study, tmp_path, workbench):
    """A project with one small interview."""
    path = write_transcript(tmp_path, "07-åmål.txt", TALK)
    assert workbench("import", study, path).code == 0
    return study


def sheet(folder, rows, name="koder.csv"):
    path = folder / name
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(["intervju", "replik", "deltagare", "kod", "riktning", "text"])
        writer.writerows(rows)
    return path


ROWS = [
    ["07", "2", "IP1", "STA", "-", "Vi har en handläggare som slutat."],
    ["07", "2", "IP1", "STR", "-", "Ingen vet vem man ringer."],
    ["7", "3", "IP2", "LED", "+", "Chefen står bakom oss"],
]


def test_new_refuses_to_overwrite_a_project(study, workbench):
    again = workbench("new", study, "--codebook", "danermark")
    assert again.code == 4
    assert str(study.name) in again.err


def test_new_without_such_a_codebook_names_those_there_are(tmp_path, workbench):
    done = workbench("new", tmp_path / "x.workbench", "--codebook", "danemark")
    assert done.code == 3
    assert "danermark" in done.err
    assert not (tmp_path / "x.workbench").exists()


def test_import_reports_turns_speakers_and_words(study, tmp_path, workbench):
    path = write_transcript(tmp_path, "07-åmål.txt", TALK)
    report = workbench("import", study, path, "--json").json
    (interview,) = report["interviews"]
    assert interview["id"] == "07"
    assert interview["speakers"] == {"Moderator": 1, "IP1": 2, "IP2": 1}
    assert interview["attributes"]["kommun"] == "Åmål"
    assert interview["turns"] == 4
    assert interview["words"] == 27


def test_show_gives_the_words_of_each_turn(talk, workbench):
    shown = workbench("show", talk, "7", "--json").json
    said = [shown["text"][turn["start"] : turn["end"]] for turn in shown["turns"]]
    assert said == [line.split(": ", 1)[1] for line in TALK[4:]]
    assert [turn["moderator"] for turn in shown["turns"]] == [True, False, False, False]


def test_a_broken_file_is_reported_and_the_rest_is_imported(study, tmp_path, workbench):
    good = write_transcript(tmp_path, "01.txt", TALK)
    broken = tmp_path / "02.docx"
    broken.write_bytes(b"PK\x03\x04 not a zip at all")
    empty = tmp_path / "03.txt"
    empty.write_bytes(b"")
    done = workbench("import", study, broken, good, empty, tmp_path / "04.txt", "--json")
    assert done.code == 3
    assert [each["id"] for each in done.json["interviews"]] == ["01"]
    assert [each["file"] for each in done.json["failed"]] == ["02.docx", "03.txt", "04.txt"]
    assert "Traceback" not in done.err


def test_the_same_file_again_is_skipped_and_another_text_with_the_id_refused(
    talk, tmp_path, workbench
):
    again = workbench("import", talk, tmp_path / "07-åmål.txt", "--json")
    assert (again.code, again.json["skipped"][0]["id"]) == (0, "07")
    other = write_transcript(tmp_path, "7 ny version.txt", [*TALK, "IP2: Ett tillägg."])
    refused = workbench("import", talk, other, "--json")
    assert refused.code == 3
    assert "workbench revise PROJECT 7" in refused.json["failed"][0]["error"]


def test_dry_run_writes_nothing(study, tmp_path, workbench):
    path = write_transcript(tmp_path, "07.txt", TALK)
    assert len(workbench("import", study, path, "--dry-run", "--json").json["interviews"]) == 1
    assert workbench("speakers", study, "--json").json == []


def test_sheets_set_attributes_and_contradictions_are_told(study, tmp_path, workbench):
    path = write_transcript(tmp_path, "07.txt", TALK)
    interviews = tmp_path / "intervjuer.csv"
    interviews.write_text("id;fil;titel;kommun\n07;07.txt;Åmåls grupp;Säffle\n", "utf-8-sig")
    people = tmp_path / "deltagare.csv"
    people.write_text("intervju;deltagare;befattning;kommun\n7;IP2;chef;Årjäng\n", "cp1252")
    report = workbench(
        "import", study, path, "--interviews", interviews, "--participants", people, "--json"
    ).json
    (interview,) = report["interviews"]
    assert interview["attributes"]["kommun"] == "Säffle"
    assert any("Säffle" in each and "Åmål" in each for each in interview["warnings"])
    listed = {each["label"]: each for each in workbench("speakers", study, "--json").json}
    assert listed["IP2"]["attributes"]["kommun"] == "Årjäng"
    assert listed["IP2"]["description"] == "chef"
    assert listed["IP1"]["attributes"]["kommun"] == "Säffle"


def test_import_without_files_updates_attributes_and_undo_takes_it_back(talk, tmp_path, workbench):
    interviews = tmp_path / "intervjuer.csv"
    interviews.write_text("id;kommun;aktör\n7;Bengtsfors;Kommun\n", "utf-8")
    report = workbench("import", talk, "--interviews", interviews, "--json").json
    assert report["updated"] == ["07"]
    shown = workbench("show", talk, "07", "--json").json
    assert shown["attributes"]["kommun"] == "Bengtsfors"
    assert workbench("undo", talk).code == 0
    assert workbench("show", talk, "07", "--json").json["attributes"]["kommun"] == "Åmål"


def test_code_places_rows_and_says_when_they_are_there_already(talk, tmp_path, workbench):
    path = sheet(tmp_path, ROWS)
    first = workbench("code", talk, "--from", path, "--coder", "B", "--json")
    assert first.code == 0
    assert [row["how"] for row in first.json["placed"]] == ["verbatim"] * 3
    second = workbench("code", talk, "--from", path, "--coder", "B", "--json").json
    assert [row["how"] for row in second["placed"]] == ["already there"] * 3


def test_rows_that_cannot_be_placed_are_listed_with_their_line(talk, tmp_path, workbench):
    rows = [
        ROWS[0],
        ["07", "2", "IP1", "XYZ", "-", "Ingen vet vem man ringer."],
        ["99", "2", "IP1", "STR", "-", "Ingen vet vem man ringer."],
        ["07", "2", "IP1", "STR", "?", "Ingen vet vem man ringer."],
        ["07", "2", "IP1", "STR", "-", "Det här har ingen någonsin sagt i rummet."],
        ["07", "2", "IP1", "STR", "-", ""],
    ]
    done = workbench("code", talk, "--from", sheet(tmp_path, rows), "--coder", "B", "--json")
    assert done.code == 3
    assert [row["row"] for row in done.json["placed"]] == [2]
    assert [row["row"] for row in done.json["unplaced"]] == [3, 4, 5, 6, 7]
    assert len(workbench("codings", talk, "--json").json) == 1


def test_folded_nearby_and_fuzzy_rows_say_how_they_were_found(talk, tmp_path, workbench):
    rows = [
        ["07", "2", "IP1", "STA", "-", "Vi  har en handläggare\u00a0som slutat."],
        ["07", "2", "IP2", "LED", "+", "Chefen står bakom oss, det gör skillnad."],
        ["07", "2", "IP1", "STR", "-", "Ingen vett vem man riger."],
    ]
    done = workbench("code", talk, "--from", sheet(tmp_path, rows), "--coder", "B", "--json").json
    assert [row["how"] for row in done["placed"]] == ["folded", "nearby", "fuzzy"]


def test_a_sheet_is_one_undo_and_redo_brings_it_back_after_a_restart(talk, tmp_path, workbench):
    workbench("code", talk, "--from", sheet(tmp_path, ROWS), "--coder", "B")
    assert workbench("undo", talk).code == 0
    assert workbench("codings", talk, "--coder", "B").code == 3
    assert workbench("redo", talk).code == 0
    assert len(workbench("codings", talk, "--json").json) == 3
    nothing = workbench("redo", talk)
    assert nothing.code == 2


def test_codings_written_as_csv_can_be_read_back(talk, tmp_path, workbench):
    workbench("code", talk, "--from", sheet(tmp_path, ROWS), "--coder", "B")
    out = tmp_path / "ut.csv"
    assert workbench("codings", talk, "-o", out).code == 0
    assert workbench("codings", talk, "-o", out).code == 3
    back = workbench("code", talk, "--from", out, "--coder", "C", "--json").json
    assert [row["how"] for row in back["placed"]] == ["verbatim"] * 3
    assert workbench("codings", talk).code == 2
    same = [
        [
            {key: each[key] for key in ("interview", "start", "end", "code", "polarity")}
            for each in workbench("codings", talk, "--coder", coder, "--json").json
        ]
        for coder in "BC"
    ]
    assert same[0] == same[1]


def test_codings_are_chosen_by_code_and_attribute(talk, tmp_path, workbench):
    workbench("code", talk, "--from", sheet(tmp_path, ROWS), "--coder", "B")
    chosen = workbench("codings", talk, "--code", "STR", "--where", "kommun=åmål", "--json").json
    assert [each["code"] for each in chosen] == ["STR"]
    assert workbench("codings", talk, "--where", "intervju=7", "--json").json != []
    assert workbench("codings", talk, "--where", "deltagare=IP9", "--json").json == []
    misspelt = workbench("codings", talk, "--where", "kommun=Amål")
    assert misspelt.code == 3
    assert "Åmål" in misspelt.err
    assert workbench("codings", talk, "--code", "finns inte").code == 3


def test_rows_from_a_pipe_are_acknowledged_one_by_one(talk, workbench):
    rows = "\n".join(";".join(row) for row in ROWS)
    lines = f"intervju;replik;deltagare;kod;riktning;text\n{rows}\n"
    done = workbench("code", talk, "--from", "-", "--coder", "B", "--json", stdin=lines)
    assert [json.loads(line)["how"] for line in done.out.splitlines()] == ["verbatim"] * 3
    assert len(workbench("log", talk, "--json").json) == 2 + 3


def test_suggestions_carry_their_evidence_and_leave_out_what_is_coded(talk, tmp_path, workbench):
    found = workbench("suggest", talk, "--json").json
    (stable,) = [each for each in found if each["code"].startswith("STA") and each["turn"] == 2]
    assert stable["evidence"][0]["text"] == "slutat"
    shown = workbench("show", talk, "07", "--json").json
    for each in found:
        for why in each["evidence"]:
            assert shown["text"][why["start"] : why["end"]] == why["text"]
    assert {each["turn"] for each in found} <= {2, 3, 4}
    workbench("code", talk, "--from", sheet(tmp_path, ROWS), "--coder", "B")
    left = workbench("suggest", talk, "--coder", "B", "--json").json
    assert not [each for each in left if each["code"] == stable["code"] and each["turn"] == 2]


def test_speakers_are_renamed_and_moderators_named(talk, workbench):
    assert workbench("speakers", talk, "07", "--rename", "IP2=Chefen").code == 0
    assert workbench("speakers", talk, "--moderator", "Chefen").code == 0
    listed = {
        each["label"]: each["moderator"] for each in workbench("speakers", talk, "--json").json
    }
    assert listed == {"Moderator": False, "IP1": False, "Chefen": True}
    assert workbench("speakers", talk, "--rename", "IP9=X").code == 3


def test_remove_is_undone_with_every_coding(talk, tmp_path, workbench):
    workbench("code", talk, "--from", sheet(tmp_path, ROWS), "--coder", "B")
    assert workbench("remove", talk, "7").code == 0
    assert workbench("show", talk, "7").code == 3
    assert workbench("undo", talk).code == 0
    assert len(workbench("codings", talk, "--json").json) == 3


def test_forget_leaves_no_word_behind(talk, tmp_path, workbench):
    workbench("code", talk, "--from", sheet(tmp_path, ROWS), "--coder", "B")
    report = workbench("forget", talk, "--interview", "7", "--yes")
    assert report.code == 0
    assert b"handl\xc3\xa4ggare som slutat" not in talk.read_bytes()
    for backup in talk.with_name(f"{talk.name}.backups").iterdir():
        assert b"handl\xc3\xa4ggare som slutat" not in backup.read_bytes()
    assert workbench("check", talk).code == 0
    again = workbench("import", talk, tmp_path / "07-åmål.txt", "--json")
    assert again.code == 3


def test_forget_of_a_speaker_keeps_the_others_in_place(talk, tmp_path, workbench):
    workbench("code", talk, "--from", sheet(tmp_path, ROWS), "--coder", "B")
    before = workbench("show", talk, "7", "--json").json
    assert workbench("forget", talk, "--interview", "7", "--speaker", "IP1", "--yes").code == 0
    after = workbench("show", talk, "7", "--json").json
    assert "slutat" not in after["text"]
    third = before["turns"][2]
    assert (
        after["text"][third["start"] : third["end"]]
        == before["text"][third["start"] : third["end"]]
        == "Chefen står bakom oss, det gör skillnad."
    )
    assert [each["code"] for each in workbench("codings", talk, "--json").json] == ["LED"]
    assert workbench("check", talk).code == 0


def test_codebook_goes_out_and_comes_back_the_same(study, tmp_path, workbench):
    out = tmp_path / "kodbok.yaml"
    assert workbench("codebook", "export", study, "-o", out).code == 0
    assert workbench("codebook", "check", out).code == 0
    assert "same" in workbench("codebook", "update", study, out, "--dry-run").out


def test_codebook_check_names_the_line(tmp_path, workbench):
    path = tmp_path / "bok.yaml"
    path.write_text("title: Min bok\ncodes:\n  - id: A\n    nam: Fel\n", "utf-8")
    done = workbench("codebook", "check", path)
    assert done.code == 3
    assert "bok.yaml:4" in done.out


def test_codebook_update_says_which_codings_go_and_undo_brings_them_back(talk, tmp_path, workbench):
    workbench("code", talk, "--from", sheet(tmp_path, ROWS), "--coder", "B")
    path = tmp_path / "bok.yaml"
    path.write_text(
        "title: Kort\nlanguage: sv\ncodes:\n"
        "  - id: LED\n    name: Ledning\n  - id: ÖVR\n    name: Övrigt\n",
        "utf-8",
    )
    assert "STA (with 1 codings)" in workbench("codebook", "update", talk, path, "--dry-run").out
    assert len(workbench("codings", talk, "--json").json) == 3
    assert workbench("codebook", "update", talk, path).code == 0
    assert [each["code"] for each in workbench("codings", talk, "--json").json] == ["LED"]
    assert "ÖVR" in workbench("codebook", "show", talk).out
    assert workbench("undo", talk).code == 0
    assert len(workbench("codings", talk, "--json").json) == 3


def test_finish_marks_and_unmarks(talk, workbench):
    assert "07" in workbench("finish", talk, "--coder", "B").out
    assert "already" in workbench("finish", talk, "07", "--coder", "B").out
    assert "07" in workbench("finish", talk, "07", "--coder", "B", "--undo").out


def test_several_coders_must_be_told_apart(talk, tmp_path, workbench):
    for coder in "AB":
        workbench("code", talk, "--from", sheet(tmp_path, ROWS), "--coder", coder)
    done = workbench("table", talk)
    assert done.code == 2
    assert "A, B" in done.err


def test_table_as_csv_opens_in_a_swedish_spreadsheet(talk, tmp_path, workbench):
    workbench("code", talk, "--from", sheet(tmp_path, ROWS), "--coder", "B")
    out = tmp_path / "tabell.csv"
    assert workbench("table", talk, "--unit", "words", "-o", out).code == 0
    data = out.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(data.decode("utf-8-sig").splitlines(), delimiter=";"))
    assert len({len(row) for row in rows}) == 1
    assert any("," in cell and cell.replace(",", "").isdigit() for row in rows for cell in row)


def test_table_by_an_unknown_attribute_names_those_there_are(talk, tmp_path, workbench):
    workbench("code", talk, "--from", sheet(tmp_path, ROWS), "--coder", "B")
    done = workbench("table", talk, "--by", "kommunn")
    assert done.code == 3
    assert "kommun" in done.err


@pytest.mark.parametrize("suffix", [".docx", ".csv", ".md"])
def test_excerpts_are_written_whole_and_never_over_another_file(talk, tmp_path, workbench, suffix):
    workbench("code", talk, "--from", sheet(tmp_path, ROWS), "--coder", "B")
    out = tmp_path / f"utdrag{suffix}"
    assert workbench("excerpts", talk, "-o", out).code == 0
    first = out.read_bytes()
    assert workbench("excerpts", talk, "-o", out).code == 3
    assert workbench("excerpts", talk, "-o", out, "--force").code == 0
    assert out.read_bytes() == first


def test_log_tells_everything_that_was_done(talk, tmp_path, workbench):
    workbench("code", talk, "--from", sheet(tmp_path, ROWS), "--coder", "B")
    workbench("undo", talk)
    verbs = [(each["verb"], each["undone"]) for each in workbench("log", talk, "--json").json]
    assert verbs[1:3] == [("import", False), ("code", True)]
    told = [line.split("tester  ")[1] for line in workbench("log", talk).out.splitlines()]
    assert told == [
        "made the project",
        "imported 1 interview",
        "B: 3 codings from koder.csv  (undone)",
        "undid: B: 3 codings from koder.csv",
    ]


def test_rows_of_one_pipe_are_one_line_of_the_log(talk, workbench):
    rows = "\n".join(";".join(row) for row in ROWS)
    lines = f"intervju;replik;deltagare;kod;riktning;text\n{rows}\n"
    workbench("code", talk, "--from", "-", "--coder", "B", stdin=lines)
    last = workbench("log", talk).out.splitlines()[-1]
    assert last.endswith("B: 3 codings from a pipe")
    assert len(workbench("log", talk).out.splitlines()) == 3


def test_two_speakers_that_become_one_are_told(talk, workbench):
    done = workbench("speakers", talk, "--rename", "IP2=IP1")
    assert "07: IP2 and IP1" in done.err
    assert workbench("undo", talk).code == 0
    assert {each["label"] for each in workbench("speakers", talk, "--json").json} > {"IP2"}


def test_an_attribute_that_is_replaced_is_told(talk, tmp_path, workbench):
    interviews = tmp_path / "intervjuer.csv"
    interviews.write_text("id;kommun\n7;Bengtsfors\n", "utf-8")
    report = workbench("import", talk, "--interviews", interviews, "--json").json
    assert any("Åmål" in each and "Bengtsfors" in each for each in report["warnings"])


def test_forget_asks_and_without_anybody_to_ask_does_nothing(talk, workbench):
    done = workbench("forget", talk, "--interview", "7")
    assert done.code == 2
    assert "--yes" in done.err
    assert workbench("show", talk, "7").code == 0


def test_a_finished_mark_for_a_coder_without_codings_is_told(talk, workbench):
    assert "is the name right" in workbench("finish", talk, "--coder", "Q").err


def test_restore_puts_a_backup_back_and_keeps_what_was_there(talk, tmp_path, workbench):
    workbench("code", talk, "--from", sheet(tmp_path, ROWS), "--coder", "B")
    listed = workbench("restore", talk, "--list")
    assert listed.out.strip()
    assert workbench("restore", talk).code == 0
    assert workbench("codings", talk, "--coder", "B").code == 3
    assert len(workbench("restore", talk, "--list").out.splitlines()) > 1


def test_check_finds_a_flipped_bit(talk, workbench):
    data = bytearray(talk.read_bytes())
    place = data.index("handläggare som slutat".encode())
    data[place] ^= 1
    talk.write_bytes(data)
    done = workbench("check", talk, "--json")
    assert done.code == 1
    assert done.json["problems"]


def test_a_file_that_is_no_project_is_refused_in_one_sentence(tmp_path, workbench):
    path = tmp_path / "brev.workbench"
    path.write_text("Hej!", encoding="utf-8")
    done = workbench("table", path)
    assert done.code == 4
    assert len(done.err.strip().splitlines()) == 1
    assert path.read_text(encoding="utf-8") == "Hej!"


def test_a_missing_project_is_one_sentence(tmp_path, workbench):
    done = workbench("table", tmp_path / "finns-inte")
    assert done.code == 4
    assert "Traceback" not in done.err


def test_a_misspelt_command_is_answered_with_the_right_one(workbench):
    done = workbench("tabel")
    assert done.code == 2
    assert "table" in done.err


def test_a_clean_close_leaves_one_file(talk, tmp_path):
    assert not list(tmp_path.glob("study.workbench-*"))


def test_open_without_a_terminal_says_what_to_use_instead(talk, workbench):
    done = workbench("open", talk, "--coder", "B")
    assert done.code == 2
    assert "show" in done.err


def test_coders_are_never_added_up(talk, tmp_path, workbench):
    for coder in "AB":
        workbench("code", talk, "--from", sheet(tmp_path, ROWS), "--coder", coder)
    for command in ("table", "codings"):
        done = workbench(command, talk, "--coder", "A", "--coder", "B")
        assert done.code == 2
        assert "one at a time" in done.err


def test_csv_on_stdout_is_plain(talk, tmp_path, workbench):
    workbench("code", talk, "--from", sheet(tmp_path, ROWS), "--coder", "B")
    listed = list(csv.DictReader(workbench("codings", talk, "-o", "-").out.splitlines()))
    assert [row["kod"] for row in listed] == ["STA", "STR", "LED"]
    counted = workbench("table", talk, "--unit", "words", "-o", "-", "--lang", "en").out
    rows = list(csv.DictReader(counted.splitlines()))
    assert {"value", "code", "count", "share"} <= set(rows[0])
    assert all("," not in row["share"] for row in rows)
    assert any(0 < float(row["share"]) < 1 for row in rows)


@pytest.mark.parametrize(
    "words",
    [
        ("table", "-o", "tabell.pdf"),
        ("codings", "-o", "koder.xlsx"),
        ("codebook", "export", "-o", "bok.pdf"),
    ],
)
def test_a_kind_of_file_that_is_not_written_is_refused(talk, tmp_path, workbench, words):
    workbench("code", talk, "--from", sheet(tmp_path, ROWS), "--coder", "B")
    verb = 2 if words[0] == "codebook" else 1
    done = workbench(*words[:verb], talk, words[verb], tmp_path / words[-1])
    assert done.code == 2
    assert not (tmp_path / words[-1]).exists()


def test_a_reader_that_leaves_early_is_no_failure(built_demo):
    done = subprocess.Popen(
        [COMMAND, "codings", built_demo / "demo.workbench", "--coder", "A"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    done.stdout.readline()
    done.stdout.close()
    assert done.wait() == 0
    assert b"Traceback" not in done.stderr.read()


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("workbench ta", "table"),
        ("workbench show {project} 0", "07"),
        ("workbench codings {project} --code STR.k", "STR.kontaktvägar"),
        ("workbench codings {project} --where komm", "kommun=Åmål"),
        ("workbench table {project} --by ro", "roll"),
    ],
)
def test_tab_completes_what_the_project_holds(talk, line, expected):
    words = line.format(project=talk)
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
