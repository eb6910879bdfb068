"""`report` on the demonstration: every table counted again, every quotation looked up again."""

import csv
import re
import shutil
import zipfile
from collections import Counter, defaultdict

import docx
import pytest

from tests.conftest import run_workbench
from tests.report_reading import read_report

WORD = re.compile(r"\([^()\n]*\)|\[[^\[\]\n]*\]|(\w+(?:[-‐‑'’:.]\w+)*)")


@pytest.fixture(scope="module")
def reports(built_demo, tmp_path_factory):
    folder = tmp_path_factory.mktemp("reports")
    for perspective in ("kommun", "aktör", "helhet"):
        done = report(built_demo / "demo.workbench", folder, perspective)
        assert done.code == 0, done.err
    return folder


def report(project, folder, perspective, *words):
    asked = ("--perspective", perspective, "-o", folder, "--coder", "A")
    return run_workbench("report", project, *asked, *words)


# -- An independent count ---------------------------------------------------------------------


class Count:
    """The study counted from `codings --json` and `show --json` and the sheets of the corpus."""

    def __init__(self, project, corpus):
        self.codings = run_workbench("codings", project, "--coder", "A", "--json").json
        book = run_workbench("codebook", "show", project, "--json").json
        self.names = {each["name"]: each["id"] for each in book["codes"]}
        self.tops = [each["name"] for each in book["codes"] if not each["parent"]]
        with (corpus / "deltagare.csv").open(encoding="utf-8-sig") as file:
            rows = csv.DictReader(file, delimiter=";")
            self.kommun = {(row["intervju"], row["deltagare"]): row["kommun"] for row in rows}
        with (corpus / "intervjuer.csv").open(encoding="utf-8-sig") as file:
            self.sheet = {row["id"]: row for row in csv.DictReader(file, delimiter=";")}
        self.texts, self.turns = {}, []
        for interview in self.sheet:
            shown = run_workbench("show", project, interview, "--json").json
            self.texts[interview] = shown["text"]
            self.turns += [
                {**turn, "interview": interview} for turn in shown["turns"] if not turn["moderator"]
            ]

    def value(self, by, interview, speaker):
        if by == "kommun":
            return self.kommun[interview, speaker]
        return self.sheet[interview]["aktör"] if by else ""

    def turns_of(self, by, value):
        return [
            turn
            for turn in self.turns
            if not value or self.value(by, turn["interview"], turn["speaker"]) == value
        ]

    def codings_of(self, by, value, code="", sign=None):
        return [
            each
            for each in self.codings
            if (each["code"] + ".").startswith(f"{code}." if code else "")
            and (sign is None or each["polarity"] == sign)
            and (not value or self.value(by, each["interview"], each["speaker"]) == value)
        ]

    def words_of(self, turn):
        """Where each word of a turn begins in the interview."""
        said = self.texts[turn["interview"]][turn["start"] : turn["end"]]
        return {turn["start"] + match.start() for match in WORD.finditer(said) if match[1]}

    def bases(self, by, value):
        turns = self.turns_of(by, value)
        return {
            "Deltagare": len({(turn["interview"], turn["speaker"]) for turn in turns}),
            "Intervjuer": len({turn["interview"] for turn in turns}),
            "Repliker": len(turns),
            "Ord": sum(len(self.words_of(turn)) for turn in turns),
        }

    def counts(self, by, value, code):
        codings = self.codings_of(by, value, code)
        spans = defaultdict(list)
        for each in self.codings_of("", "", code):
            spans[each["interview"]].append((each["start"], each["end"]))
        touched, words = 0, 0
        for turn in self.turns_of(by, value):
            over = [
                (start, end)
                for start, end in spans[turn["interview"]]
                if max(start, turn["start"]) < min(end, turn["end"])
            ]
            touched += bool(over)
            words += sum(
                any(start <= word < end for start, end in over) for word in self.words_of(turn)
            )
        return {
            "Deltagare": len({(each["interview"], each["speaker"]) for each in codings}),
            "Intervjuer": len({each["interview"] for each in codings}),
            "Repliker": touched,
            "Ord": words,
        }


@pytest.fixture(scope="module")
def count(built_demo, corpus):
    return Count(built_demo / "demo.workbench", corpus)


def of(number, all_of_them):
    return f"{number:,} av {all_of_them:,}".replace(",", "\u00a0")


def share(number, all_of_them):
    return f"{100 * number / all_of_them:.1f}\u00a0%".replace(".", ",")


def signed(number):
    return f"{number:+d}".replace("-", "−") if number else "0"


DOCUMENTS = [
    ("kommun", "Eksjö", "kommun-Eksjö.docx"),
    ("kommun", "Aneby", "kommun-Aneby.docx"),
    ("aktör", "Kommun", "aktör-Kommun.docx"),
    ("", "", "helhet.docx"),
]


@pytest.mark.parametrize(("by", "value", "name"), DOCUMENTS)
def test_the_figures_of_every_code_are_those_of_an_independent_count(
    reports, count, by, value, name
):
    tables = [
        table
        for table in read_report(reports / name).tables
        if table.caption.startswith("Koden i siffror")
    ]
    assert [table.chapter for table in tables] == count.tops
    directions = {"främjar": "+", "hindrar": "-", "neutrala eller önskemål": "0"}
    for table in tables:
        code = count.names[table.chapter]
        expected = {"Kodade utdrag": [], **{word: [] for word in directions}}
        expected |= {row: [] for row in ("Deltagare", "Intervjuer", "Repliker", "Ord")}
        for place in [value, ""] if by else [""]:
            segments = len(count.codings_of(by, place, code))
            pairs = {"Kodade utdrag": (segments, len(count.codings_of(by, place)))}
            for word, sign in directions.items():
                pairs[word] = len(count.codings_of(by, place, code, sign)), segments
            bases = count.bases(by, place)
            for row, number in count.counts(by, place, code).items():
                pairs[row] = number, bases[row]
            for row, pair in pairs.items():
                expected[row] += [of(*pair), share(*pair)]
        assert table.by_name == expected


@pytest.mark.parametrize(("by", "value", "name"), DOCUMENTS)
def test_the_overview_is_that_of_an_independent_count(reports, count, by, value, name):
    (table,) = [
        table
        for table in read_report(reports / name).tables
        if table.chapter == "Resultatet i korthet"
    ]
    for factor in count.tops:
        code = count.names[factor]
        number = len(count.codings_of(by, value, code))
        plus, minus = (len(count.codings_of(by, value, code, sign)) for sign in "+-")
        row = [str(number), share(number, len(count.codings_of(by, value)))]
        if by:
            row.append(share(len(count.codings_of("", "", code)), len(count.codings)))
        row += [str(plus), str(minus), signed(plus - minus)]
        if not by:
            counts = count.counts("", "", code)
            row += [str(counts["Deltagare"]), str(counts["Intervjuer"])]
        assert table.by_name[factor] == row


@pytest.mark.parametrize(("by", "value", "name"), DOCUMENTS[:3])
def test_the_comparison_is_that_of_an_independent_count(reports, count, by, value, name):
    (table,) = [
        table
        for table in read_report(reports / name).tables
        if table.caption.startswith("Andel av utdragen")
    ]
    here, everything = len(count.codings_of(by, value)), len(count.codings)
    for factor in count.tops:
        code = count.names[factor]
        number = len(count.codings_of(by, value, code))
        others = len(count.codings_of("", "", code)) - number
        assert table.by_name[factor][:3] == [
            str(number),
            share(number, here),
            share(others, everything - here),
        ]


def test_the_interviews_of_a_report_are_those_in_which_its_people_speak(reports, count):
    (table,) = [
        table
        for table in read_report(reports / "kommun-Eksjö.docx").tables
        if table.caption.startswith("Intervjuerna")
    ]
    expected = []
    for interview, row in count.sheet.items():
        turns = [
            turn for turn in count.turns_of("kommun", "Eksjö") if turn["interview"] == interview
        ]
        if not turns:
            continue
        people = {turn["speaker"] for turn in turns}
        everybody = {turn["speaker"] for turn in count.turns if turn["interview"] == interview}
        participants = str(len(people)) if people == everybody else of(len(people), len(everybody))
        words = f"{sum(len(count.words_of(turn)) for turn in turns):,}".replace(",", "\u00a0")
        about = [row["aktör"], row["roll"], row["datum"]]
        expected.append([f"{interview} {row['titel']}", *about, participants, words])
    assert table.rows[1:] == expected


def test_the_whole_goes_through_every_municipality_and_actor(reports, count):
    tables = {
        table.caption: table
        for table in read_report(reports / "helhet.docx").tables
        if table.caption.startswith("Kodade utdrag per")
    }
    assert set(tables) == {"Kodade utdrag per kommun", "Kodade utdrag per aktör"}
    for caption, table in tables.items():
        by = caption.rsplit(" ", 1)[1]
        for factor in count.tops:
            code = count.names[factor]
            expected = []
            for value in (*table.rows[0][1:-1], ""):
                number = len(count.codings_of(by, value, code))
                expected.append(f"{number}\n{share(number, len(count.codings_of(by, value)))}")
            assert table.by_name[factor] == expected


def test_the_appendix_has_every_code_of_the_book(reports, count):
    table = read_report(reports / "kommun-Eksjö.docx").tables[-1]
    for name, code in count.names.items():
        here = [len(count.codings_of("kommun", "Eksjö", code, sign)) for sign in (None, "+", "-")]
        assert table.by_name[name] == [str(n) for n in (*here, len(count.codings_of("", "", code)))]


def test_the_agreement_is_that_of_agree(reports, built_demo):
    (table,) = [
        table
        for table in read_report(reports / "helhet.docx").tables
        if table.caption.startswith("Överensstämmelse")
    ]
    found = run_workbench("agree", built_demo / "demo.workbench", "--depth", "top", "--json").json
    for each in found["codes"]:
        alpha = f"{each['coefficients']['krippendorff_alpha']:.2f}".replace(".", ",")
        alike = f"{100 * each['coefficients']['percent']:.1f}\u00a0%".replace(".", ",")
        assert table.by_name[each["name"]] == [alike, alpha]
    alpha = f"{found['overall']['alpha_jaccard']:.2f}".replace(".", ",")
    assert table.by_name["Alla koder"][1] == alpha


# -- Quotations -------------------------------------------------------------------------------


def test_quotations_stand_under_their_code_and_direction_and_are_by_those_reported(reports, count):
    signs = {"Vad som främjar": "+", "Vad som hindrar": "-", "Neutralt och önskemål": "0"}
    read = read_report(reports / "kommun-Eksjö.docx")
    assert len(read.quotations) > 50
    for chapter, part, text in read.quotations:
        reference = re.search(r"(\d\d):(\d+)(?:\+\d+)?$", text)
        turn = int(reference[2])
        assert any(
            each["interview"] == reference[1] and each["turn"] == turn
            for each in count.codings_of("kommun", "Eksjö", count.names[chapter], signs[part])
        )


@pytest.mark.parametrize("name", [name for *_, name in DOCUMENTS])
def test_every_quotation_is_what_was_said(reports, built_demo, name):
    done = run_workbench("verify-quotes", built_demo / "demo.workbench", reports / name, "--json")
    assert done.code == 0
    found = done.json["quotations"]
    assert len(found) == len(read_report(reports / name).quotations)
    assert not [each for each in found if each["warning"]]
    assert done.json["expressions"] == []


def test_quotations_altered_by_hand_in_a_copy_are_all_found(reports, built_demo, tmp_path):
    document = docx.Document(str(reports / "kommun-Eksjö.docx"))
    quoted = [each for each in document.paragraphs if each.style.name == "Quote"]
    altered = quoted[::4]
    for number, each in enumerate(altered):
        words = each.runs[0].text.split(" ")
        middle = len(words) // 2
        if number % 3 == 0:
            words[middle] = "ALDRIG"
        elif number % 3 == 1:
            words.insert(middle, "ALDRIG")
        else:
            del words[middle : middle + 2]
        each.runs[0].text = " ".join(words)
    document.save(tmp_path / "ändrad.docx")
    done = run_workbench(
        "verify-quotes", built_demo / "demo.workbench", tmp_path / "ändrad.docx", "--json"
    )
    assert done.code == 1
    verdicts = Counter(
        each["verdict"] in ("altered", "not found") for each in done.json["quotations"]
    )
    assert verdicts == {True: len(altered), False: len(quoted) - len(altered)}
    assert len(altered) > 12


def test_safe_leaves_out_references_and_what_points_at_few(built_demo, tmp_path):
    done = report(built_demo / "demo.workbench", tmp_path, "kommun", "--safe")
    assert done.code == 0
    assert "fits 2" in done.err
    read = read_report(tmp_path / "kommun-Sävsjö.docx")
    assert not any(re.search(r"\d\d:\d+", text) for *_, text in read.quotations)
    # Two of the care providers' staff belong there: either the role or the actor is left out.
    assert not any("medarbetare,\u00a0vården" in text for *_, text in read.quotations)
    assert any("medarbetare,\u00a0kommunen" in text for *_, text in read.quotations)


# -- Files ------------------------------------------------------------------------------------


def test_the_same_project_gives_the_same_bytes(reports, built_demo, tmp_path):
    copy = tmp_path / "demo.workbench"
    shutil.copy(built_demo / "demo.workbench", copy)
    assert report(copy, tmp_path, "kommun").code == 0
    for made in sorted(tmp_path.glob("*.docx")):
        assert made.read_bytes() == (reports / made.name).read_bytes()
    assert len(list(tmp_path.glob("*.docx"))) == 6


def test_a_report_that_is_there_is_not_written_over(built_demo, tmp_path):
    (tmp_path / "kommun-Vetlanda.docx").write_text("mitt", encoding="utf-8")
    done = report(built_demo / "demo.workbench", tmp_path, "kommun")
    assert (done.code, done.out) == (3, "")
    assert "kommun-Vetlanda.docx” exists" in done.err
    assert [path.name for path in tmp_path.iterdir()] == ["kommun-Vetlanda.docx"]
    assert report(built_demo / "demo.workbench", tmp_path, "kommun", "--force").code == 0
    assert zipfile.is_zipfile(tmp_path / "kommun-Vetlanda.docx")


def test_an_unknown_perspective_is_told_with_those_there_are(built_demo, tmp_path):
    done = report(built_demo / "demo.workbench", tmp_path / "ny", "stad")
    assert done.code == 2
    assert "“stad”" in done.err
    assert "kommun" in done.err
    assert not (tmp_path / "ny").exists()


@pytest.mark.parametrize("folder", ["a.txt", "a.txt/rapporter"])
def test_a_folder_that_cannot_be_made_is_told_in_a_sentence(built_demo, tmp_path, folder):
    (tmp_path / "a.txt").write_text("mitt", encoding="utf-8")
    done = report(built_demo / "demo.workbench", tmp_path / folder, "helhet")
    assert done.code == 3
    assert f"The folder “{tmp_path / folder}” cannot be made" in done.err
    assert (tmp_path / "a.txt").read_text("utf-8") == "mitt"


def test_what_fits_too_few_whatever_is_left_out_is_told_as_such(built_demo, tmp_path):
    done = report(built_demo / "demo.workbench", tmp_path, "kommun", "--k", "10", "--safe")
    assert "Aneby" in done.err
    assert "(even then only 9)" in done.err
    assert "(then 9)" not in done.err


def test_no_word_of_a_table_by_actor_is_wider_than_its_column(reports):
    widths = {"Kommun": 914, "ansvarsfördelning,": 1750}
    for table in docx.Document(str(reports / "helhet.docx")).tables:
        for row in table.rows:
            for cell in row.cells:
                for word in set(cell.text.split()) & set(widths):
                    assert cell.width.twips >= widths[word], (word, cell.width.twips)


def test_chapters_are_the_codes_asked_for(built_demo, tmp_path):
    done = report(
        built_demo / "demo.workbench", tmp_path, "helhet", "--code", "STA", "--lang", "en"
    )
    assert done.code == 0
    headings = read_report(tmp_path / "helhet.docx").headings
    start = headings.index((1, "Code by code"))
    assert [text for level, text in headings[start:] if level == 2] == ["Stabila organisationer"]
