"""Every table agrees with a count made anew from `codings --json` and `show --json`."""

import io
import json
import re
import subprocess
from collections import Counter, defaultdict
from datetime import date

import openpyxl
import pytest
from lxml import etree, html
from PIL import Image

from tests.conftest import run_workbench

pytestmark = pytest.mark.filterwarnings("error")
"""Other programs open what is written without complaint."""

WORD = re.compile(r"\([^()\n]*\)|\[[^\[\]\n]*\]|(\w+(?:[-‐‑'’:.]\w+)*)")
UNITS = ["segments", "turns", "participants", "interviews", "words"]
NORTH = {"Aneby": "norra", "Eksjö": "norra", "Nässjö": "norra", "Tranås": "norra"}


def run(*words):
    done = run_workbench(*words)
    assert done.code == 0, done.err
    return done


class Material:
    """The demonstration as its own commands tell it."""

    def __init__(self, project):
        self.project = project
        self.codings = run("codings", project, "--coder", "A", "--json").json
        self.speakers = {
            (each["interview"], each["label"]): each["attributes"]
            for each in run("speakers", project, "--json").json
        }
        ids = dict.fromkeys(each for each, _ in self.speakers)
        self.interviews = {each: run("show", project, each, "--json").json for each in ids}

    def value(self, by, interview, speaker):
        attributes = self.speakers[interview, speaker]
        if by == "interview":
            return interview
        if by == "participant":
            return f"{interview} {speaker}"
        if by == "week":
            year, week, _ = date.fromisoformat(attributes["datum"]).isocalendar()
            return f"{year}-W{week:02}"
        if by == "group":
            return NORTH.get(attributes["kommun"], "södra")
        return attributes[by]

    def things(self, coding, unit):
        """(interview, speaker, thing) that one coding counts for."""
        interview = self.interviews[coding["interview"]]
        start, end = coding["start"], coding["end"]
        turns = [
            turn
            for turn in interview["turns"]
            if any(
                not interview["text"][at].isspace()
                for at in range(max(start, turn["start"]), min(end, turn["end"]))
            )
        ]
        ours = [turn for turn in turns if not turn["moderator"]]
        for turn in ours if unit in ("turns", "words") else ours[:1]:
            where = (interview["id"], turn["speaker"])
            if unit == "segments":
                yield *where, coding["id"]
            elif unit == "turns":
                yield *where, (interview["id"], turn["number"])
            elif unit == "participants":
                yield *where, where
            elif unit == "interviews":
                yield *where, interview["id"]
            else:
                words = WORD.finditer(interview["text"], turn["start"], turn["end"])
                for word in words:
                    if word[1] and start <= word.start() < end:
                        yield *where, (interview["id"], word.start())

    def counted(self, by, unit, *, polarity=False):
        """By value (a tuple) and code (and direction), how many different things."""
        found = defaultdict(set)
        for coding in self.codings:
            sign = coding["polarity"] if polarity else None
            for interview, speaker, thing in self.things(coding, unit):
                parts = tuple(self.value(each, interview, speaker) for each in by)
                found[parts, coding["code"], sign].add(thing)
                found[None, coding["code"], sign].add(thing)
        return Counter({key: len(things) for key, things in found.items()})


@pytest.fixture(scope="module")
def material(built_demo):
    return Material(built_demo / "demo.workbench")


@pytest.fixture(scope="module")
def groups(tmp_path_factory):
    path = tmp_path_factory.mktemp("groups") / "grupper.csv"
    rows = [f"{value};norra" for value in NORTH] + ["Sävsjö;södra", "Vetlanda;södra"]
    path.write_text("kommun;länsdel\n" + "\n".join(rows) + "\n", "utf-8")
    return path


def table(project, *words):
    return run("table", project, "--coder", "A", "--json", *words).json


CUTS = [
    (("kommun",), ["--by", "kommun"]),
    (("aktör",), ["--by", "aktör"]),
    (("roll",), ["--by", "roll"]),
    (("interview",), ["--by", "interview"]),
    (("participant",), ["--by", "participant"]),
    (("week",), ["--by", "week"]),
    (("kommun", "aktör"), ["--by", "kommun", "--by", "aktör"]),
]


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize(("by", "words"), CUTS, ids=[" x ".join(by) for by, _ in CUTS])
def test_a_table_agrees_with_a_count_from_the_codings(material, by, words, unit):
    found = table(material.project, *words, "--unit", unit, "--polarity")
    expected = material.counted(by, unit, polarity=True)
    ours = {}
    for row in found["rows"]:
        parts = tuple(row.get("values", [row["value"]]))
        ours[parts, row["code"], row["polarity"]] = row["count"]
    ours |= {(None, row["code"], row["polarity"]): row["count"] for row in found["totals"]}
    assert {key: n for key, n in ours.items() if n} == dict(expected)


@pytest.mark.parametrize("unit", UNITS)
def test_grouped_values_agree_with_a_count_from_the_codings(material, groups, unit):
    found = table(material.project, "--by", "kommun", "--group", f"kommun={groups}", "--unit", unit)
    expected = material.counted(("group",), unit)
    ours = {((row["value"],), row["code"], None): row["count"] for row in found["rows"]}
    ours |= {(None, row["code"], None): row["count"] for row in found["totals"]}
    assert {key: n for key, n in ours.items() if n} == dict(expected)


@pytest.mark.parametrize("unit", UNITS)
def test_what_a_cell_lists_is_the_cell(material, unit):
    words = ["--by", "kommun", "--by", "aktör", "--unit", unit]
    rows = table(material.project, *words)["rows"]
    row = max(rows, key=lambda each: each["count_with_children"])
    cell = table(material.project, *words, "--cell", ",".join([*row["values"], row["code"]]))
    assert cell["number"] == row["count_with_children"]
    for passage in cell["passages"]:
        text = material.interviews[passage["interview"]]["text"]
        assert passage["text"] == text[passage["start"] : passage["end"]]
        if unit == "words":
            spans = WORD.finditer(passage["text"])
            assert passage["number"] == sum(bool(word[1]) for word in spans)


def test_the_passages_of_a_cell_are_the_codings_of_its_conditions(material):
    cell = table(material.project, "--cell", "Eksjö,STR")
    listed = run(
        "codings", material.project, "--coder", "A", "--code", "STR", "--where", "kommun=Eksjö",
        "--json",
    ).json  # fmt: skip
    assert [(p["interview"], p["start"], p["end"]) for p in cell["passages"]] == [
        (each["interview"], each["start"], each["end"]) for each in listed
    ]


def test_a_cell_of_one_direction_and_of_the_whole(material):
    words = ["--by", "aktör", "--polarity"]
    rows = table(material.project, *words)
    hinders = next(
        row["count_with_children"]
        for row in rows["totals"]
        if (row["code"], row["polarity"]) == ("STA", "-")
    )
    assert table(material.project, *words, "--cell", "-,STA,-")["number"] == hinders
    done = run_workbench("table", material.project, "--coder", "A", *words, "--cell", "-,STA,-")
    assert len(done.out.splitlines()) == hinders


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--cell", "Habo,STR"], "Aneby"),
        (["--cell", "Eksjö"], "VALUE,CODE"),
        (["--cell", "Eksjö,XYZ"], "XYZ"),
        (["--by", "kommun", "--by", "Kommun"], "two different"),
        (["--percent", "base"], "Segments"),
        (["--group", "kommun"], "ATTRIBUTE=SHEET"),
        (["--group", "kommun=finns-inte.csv"], "finns-inte.csv"),
        (["--where", "kommun=Habo"], "Eksjö"),
        (["--by", "ort"], "kommun"),
    ],
)
def test_what_cannot_be_counted_is_one_sentence(material, words, said):
    done = run_workbench("table", material.project, "--coder", "A", *words)
    assert done.code in (2, 3)
    assert said in done.err
    assert "Traceback" not in done.err
    assert done.out == ""


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("kommun;a;b\nEksjö;x;y\n", "3 columns"),
        ("kommun;del\nEksjö;norr\neksjö;söder\n", "row 3"),
        ("kommun;del\nEksjö;\n", "row 2"),
        ("", "grupper.csv"),
    ],
)
def test_a_sheet_of_groups_that_is_wrong_is_told_with_its_row(material, tmp_path, content, said):
    sheet = tmp_path / "grupper.csv"
    sheet.write_text(content, "utf-8")
    done = run_workbench(
        "table", material.project, "--coder", "A", "--group", f"kommun={sheet}", "--json"
    )
    assert done.code == 3
    assert said in done.err
    assert "Traceback" not in done.err


def test_a_sheet_of_groups_may_lack_headings(material, tmp_path):
    sheet = tmp_path / "grupper.csv"
    sheet.write_text("Eksjö,Öster\nAneby,Väster\n", "utf-8")
    found = table(material.project, "--group", f"kommun={sheet}")
    assert list(found["bases"])[:3] == ["Öster", "Väster", "(utan grupp)"]


def test_the_figures_survive_without_colour(material, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    done = run("table", material.project, "--coder", "A")
    assert "\x1b" not in done.out
    assert re.search(r"LED .* 15 █", done.out)


def written(project, folder, name, *words):
    target = folder / name
    run(*words[:1], project, *words[1:], "-o", target)
    return target.read_bytes()


FILES = [
    ("table", "--coder", "A", "--by", "kommun", "--polarity", "--percent", "column"),
    ("contrast", "--coder", "A", "--by", "aktör", "--permutations", "199"),
    ("cooccurrence", "--coder", "A", "--within", "turn"),
    ("saturation", "--coder", "A"),
    ("voices", "--coder", "A"),
    ("participants", "--by", "kommun"),
]


@pytest.mark.parametrize("words", FILES, ids=[words[0] for words in FILES])
@pytest.mark.parametrize("kind", ["xlsx", "csv", "md", "html"])
def test_the_same_project_gives_the_same_bytes(demo, tmp_path, words, kind):
    first = written(demo, tmp_path, f"a.{kind}", *words)
    assert first == written(demo, tmp_path, f"b.{kind}", *words)
    assert len(first) > 300


@pytest.mark.parametrize("words", FILES, ids=[words[0] for words in FILES])
def test_workbooks_open_and_say_how_they_were_counted(demo, tmp_path, words):
    data = written(demo, tmp_path, "a.xlsx", *words)
    book = openpyxl.load_workbook(io.BytesIO(data))
    explained = book.worksheets[-1]
    assert explained.title == "Så räknades det"
    told = {row[0].value: row[1].value for row in explained.iter_rows(min_row=3)}
    assert told["Projekt"] == "demo"
    assert book.worksheets[0].freeze_panes


def test_the_workbook_holds_the_tables_figures(demo, tmp_path):
    data = written(demo, tmp_path, "a.xlsx", "table", "--coder", "A", "--by", "aktör")
    rows = list(openpyxl.load_workbook(io.BytesIO(data)).worksheets[0].values)
    values = rows[2][2:]
    found = table(demo, "--by", "aktör")
    for row in found["rows"]:
        if "." in row["code"]:
            continue
        line = next(each for each in rows if each[0] == row["code"])
        assert line[2 + values.index(row["value"])] == row["count_with_children"]


def test_a_page_holds_the_tables_figures(demo, tmp_path):
    data = written(demo, tmp_path, "a.html", "table", "--coder", "A", "--by", "aktör")
    line = html.document_fromstring(data).xpath("//tbody/tr[th='LED']")[0]
    figures = [int(cell.text_content()) for cell in line.xpath("td")[1:]]
    found = table(demo, "--by", "aktör")
    led = [row["count_with_children"] for row in found["rows"] if row["code"] == "LED"]
    assert figures[:-1] == led


@pytest.mark.parametrize("kind", ["heat", "balance", "saturation", "voices"])
def test_charts_are_pictures_with_the_same_bytes(demo, tmp_path, kind):
    words = ("chart", "--coder", "A", "--kind", kind)
    picture = written(demo, tmp_path, "a.png", *words)
    with Image.open(io.BytesIO(picture)) as opened:
        opened.load()
    drawing = written(demo, tmp_path, "a.svg", *words)
    etree.fromstring(drawing)
    assert drawing == written(demo, tmp_path, "b.svg", *words)
    done = run("chart", demo, *words[1:])
    assert any(mark in done.out for mark in "█▓▒░")


def test_a_contrast_says_so_where_interviews_are_too_few(demo):
    found = run("contrast", demo, "--coder", "A", "--by", "kommun", "--json").json
    aneby = [cell for cell in found["cells"] if cell["value"] == "Aneby"]
    assert found["interviews"]["Aneby"] == 2
    assert {cell["finding"] for cell in aneby} == {"cannot be told"}
    shown = run("contrast", demo, "--coder", "A", "--by", "kommun", "--lang", "en").out
    assert "cannot be told" in shown


def test_the_voices_of_each_interview_add_up(demo):
    found = run("voices", demo, "--coder", "A", "--json").json
    for talk in found["interviews"]:
        assert sum(each["share"] for each in talk["speakers"]) == pytest.approx(1)
        assert sum(each["words"] for each in talk["speakers"]) == talk["words"]
    bases = table(demo, "--by", "interview")["bases"]
    assert {talk["interview"]: talk["words"] for talk in found["interviews"]} == {
        name: base["words"] for name, base in bases.items() if name
    }


def test_drop_out_are_those_listed_who_never_speak(demo, tmp_path):
    sheet = tmp_path / "deltagare.csv"
    sheet.write_text("intervju;deltagare;befattning\n07;IP9;rektor\n", "utf-8")
    run("import", demo, "--participants", sheet)
    found = run("participants", demo, "--by", "kommun", "--json").json
    silent = [who for who in found["participants"] if not who["spoke"]]
    assert [(who["interview"], who["label"], who["description"]) for who in silent] == [
        ("07", "IP9", "rektor")
    ]
    assert found["total"]["dropped_out"] == 1
    assert {g["value"]: g["dropped_out"] for g in found["groups"]}["Nässjö"] == 1


@pytest.mark.desktop
@pytest.mark.parametrize("words", FILES, ids=[words[0] for words in FILES])
def test_libreoffice_opens_the_workbooks(demo, tmp_path, words):
    written(demo, tmp_path, "a.xlsx", *words)
    subprocess.run(
        ["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/profile",
         "--convert-to", "csv:Text - txt - csv (StarCalc):59,34,76,1", "--outdir", tmp_path,
         tmp_path / "a.xlsx"],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    lines = (tmp_path / "a.csv").read_text("utf-8").splitlines()
    title = openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets[0]["A1"].value
    assert lines[0].strip(';"') == title


def test_json_and_csv_files_hold_what_is_printed(demo, tmp_path):
    words = ("table", "--coder", "A", "--by", "kommun", "--by", "aktör", "--per-1000")
    found = json.loads(written(demo, tmp_path, "a.json", *words))
    assert found == run(words[0], demo, *words[1:], "--json").json
    lines = written(demo, tmp_path, "a.csv", *words).decode("utf-8-sig").splitlines()
    assert lines[0].split(";")[:3] == ["kommun", "aktör", "värde"]
    assert "per 1000 ord" in lines[0]
    assert len(lines) == 1 + len(found["rows"]) + len(found["totals"])
