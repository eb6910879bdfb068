"""`quotations` and `verify-quotes` on the demonstration: what goes out is found again."""

import csv
import random
import re

import docx
import pytest

from tests.conftest import run_workbench


@pytest.fixture(scope="module")
def project(built_demo):
    return built_demo / "demo.workbench"


def quotations(project, target, *words):
    return run_workbench("quotations", project, "-o", target, "--coder", "A", *words)


def verify(project, report, *words):
    return run_workbench("verify-quotes", project, report, *words)


@pytest.mark.parametrize("kind", ["docx", "md"])
def test_what_is_written_is_found_again(project, tmp_path, kind):
    target = tmp_path / f"citat.{kind}"
    done = quotations(project, target, "--max-words", "25")
    assert done.code == 0
    number = int(re.search(r"(\d+) quotations", done.out)[1])
    checked = verify(project, target, "--json")
    assert checked.code == 0
    found = checked.json["quotations"]
    assert len(found) == number > 100
    assert {each["verdict"] for each in found} == {"verbatim", "shortened"}
    assert [each for each in found if each["warning"]] == []


def test_the_quotations_are_those_of_the_sheet(project, tmp_path):
    target = tmp_path / "citat.csv"
    assert quotations(project, target, "--max-words", "25", "--safe").code == 0
    rows = list(csv.DictReader(target.open(encoding="utf-8-sig"), delimiter=";"))
    made = run_workbench(
        "quotations", project, "--json", "--coder", "A", "--max-words", "25", "--safe"
    ).json["quotations"]
    assert sorted(row["citat"] for row in rows) == sorted(each["text"] for each in made)
    codings = {
        (each["interview"], each["text"])
        for each in run_workbench("codings", project, "--coder", "A", "--json").json
    }
    assert all((row["intervju"], row["ordagrant"]) in codings for row in rows)
    assert all(int(row["passar på antal deltagare"]) >= 3 for row in rows)
    shortened = [row for row in rows if row["citat"].endswith("[…]")]
    assert shortened
    assert all("utelämnade" in row["ändringar"] for row in shortened)


def test_nobody_is_quoted_too_often_and_nothing_is_too_long(project):
    made = run_workbench(
        "quotations", project, "--json", "--coder", "A", "--per-speaker", "1", "--max-words", "20"
    ).json["quotations"]
    people = [(each["code"], each["interview"], each["speaker"]) for each in made]
    assert len(people) == len(set(people))
    assert all(len(each["text"].replace("[…]", "").split()) <= 24 for each in made)


def test_an_attribution_that_fits_too_few_is_listed_before_anything_is_written(project, tmp_path):
    target = tmp_path / "citat.md"
    done = quotations(project, target)
    assert "(medarbetare, Vårdgivare, Sävsjö) fits 2" in done.err
    assert "leave out" in done.err
    assert "(medarbetare, Vårdgivare, Sävsjö)" in target.read_text("utf-8")
    safe = quotations(project, target, "--safe", "--force")
    assert safe.code == 0
    assert "(medarbetare, Vårdgivare, Sävsjö)" not in target.read_text("utf-8")


def test_every_attribution_fits_as_many_people_as_are_counted_by_hand(project):
    made = run_workbench("quotations", project, "--json", "--coder", "A", "--k", "6").json
    people = [
        each for each in run_workbench("speakers", project, "--json").json if not each["moderator"]
    ]
    short = {"chefer": "chef", "Försäkringskassan": "FK", "Arbetsförmedlingen": "AF"}
    for risk in made["risks"]:
        values = risk["attribution"].strip("()").split(", ")
        fits = [
            each
            for each in people
            if each["turns"]
            and [
                short.get(each["attributes"].get(name), each["attributes"].get(name))
                for name in ("roll", "aktör", "kommun")
            ]
            == values
        ]
        assert risk["fits"] <= len(fits)
        if set(risk["named"]) == {"roll", "aktör", "kommun"}:
            assert risk["fits"] == len(fits) < 6


def test_a_template_and_forms(project, tmp_path):
    target = tmp_path / "citat.md"
    words = ("--attribution", "– {roll}, {kommun}", "--form", "chefer=ledare")
    assert quotations(project, target, *words).code == 0
    text = target.read_text("utf-8")
    assert "– ledare, Eksjö" in text
    unknown = quotations(project, tmp_path / "x.md", "--attribution", "({ort})")
    assert unknown.code == 2
    assert "kommun" in unknown.err
    assert not (tmp_path / "x.md").exists()


def test_the_same_project_gives_the_same_bytes(project, tmp_path):
    for kind in ("docx", "md", "csv"):
        one, other = tmp_path / f"1.{kind}", tmp_path / f"2.{kind}"
        assert quotations(project, one).code == quotations(project, other).code == 0
        assert one.read_bytes() == other.read_bytes()


# -- verify-quotes ------------------------------------------------------------------------------


def test_quotations_altered_by_hand_in_a_copy_of_the_report_are_all_found(project, tmp_path):
    target, copy = tmp_path / "citat.docx", tmp_path / "ändrad.docx"
    assert quotations(project, target, "--max-words", "30").code == 0
    document = docx.Document(str(target))
    quotes = [each for each in document.paragraphs if each.style.name == "Quote"]
    chance = random.Random(1)
    altered = []
    for paragraph in chance.sample(quotes, 40):
        run = paragraph.runs[0]
        said, mark, attribution = run.text.rpartition("”")
        words = said.split(" ")
        where = chance.randrange(1, len(words))
        change = chance.choice(["exchange", "leave out", "put in"])
        if change == "exchange":
            words[where] = "zebra"
        elif change == "leave out" and len(words) > 4 and words[where].isalpha():
            del words[where]
        else:
            words.insert(where, "inte")
        run.text = f"{' '.join(words)}{mark}{attribution}"
        altered.append(" ".join(words).lstrip("”"))
    document.save(str(copy))
    checked = verify(project, copy, "--json")
    assert checked.code == 1
    bad = {
        each["text"]
        for each in checked.json["quotations"]
        if each["verdict"] in ("altered", "not found")
    }
    assert bad == set(altered)
    assert all(
        each["difference"] for each in checked.json["quotations"] if each["verdict"] == "altered"
    )


REPORT = """# Vad vi hörde

En chef i Tranås säger: ”Jag har inte ens en lista.” (medarbetare, Kommun, Eksjö)

> Jag har post-it-lappar runt väggen.

Det kallas ”silo” ibland. «Sen fick var och en uppfinna sitt. […] hon har sina.» (chef, FK, Nässjö)

– Och när vården ska nå oss är det ännu värre, säger en chef i Tranås.

"Det här har ingen någonsin sagt i någon intervju alls." (03:16)

’De har bett mig om en telefonlista, och jag har försökt’ (04:30, IP2)
"""


@pytest.fixture
def report(tmp_path):
    path = tmp_path / "rapport.md"
    path.write_text(REPORT, "utf-8")
    return path


def test_a_report_is_read_with_marks_of_every_kind(project, report):
    checked = verify(project, report, "--json")
    assert checked.code == 1
    found = checked.json["quotations"]
    assert [(each["verdict"], each["reference"], each["speaker"]) for each in found] == [
        ("verbatim", "03:17", "IP1"),
        ("altered", "03:17+27", "IP1"),
        ("shortened", "03:16", "IP3"),
        ("verbatim", "04:29", "IP1"),
        ("not found", "", ""),
        ("verbatim", "04:29+45", "IP1"),
    ]
    assert found[1]["difference"] == "Jag har post-it-lappar runt [-skärmen-] {+väggen+}"
    assert found[2]["left_out"] == 9
    assert found[0]["warning"] == ""
    assert "kommun Nässjö, the interview Eksjö" in found[2]["warning"]
    assert "roll chefer, the interview medarbetare" in found[2]["warning"]
    assert "kommun Tranås, the interview Eksjö" in found[3]["warning"]
    assert "04:30" in found[5]["warning"]
    assert "it was IP1" in found[5]["warning"]
    assert checked.json["expressions"] == ["silo"]
    text = run_workbench("show", project, "03", "--json").json["text"]
    assert text[found[0]["start"] : found[0]["end"]] == "Jag har inte ens en lista."


def test_what_to_look_at_is_printed_and_the_rest_counted(project, report):
    done = verify(project, report)
    assert done.code == 1
    assert "altered" in done.out
    assert "[-skärmen-] {+väggen+}" in done.out
    assert "3 verbatim, 1 shortened, 1 altered, 1 not found" in done.err
    everything = verify(project, report, "--all")
    assert "Jag har inte ens en lista." in everything.out


def test_a_report_in_order_ends_with_0(project, tmp_path):
    path = tmp_path / "r.txt"
    path.write_text("”Jag har inte ens en lista.”\n", "cp1252")
    done = verify(project, path)
    assert (done.code, done.out) == (0, "")


def test_a_report_without_quotations_is_in_order(project, tmp_path):
    path = tmp_path / "r.md"
    path.write_text("Inga citat.\n", "utf-8")
    done = verify(project, path, "--json")
    assert (done.code, done.json["quotations"]) == (0, [])


def test_a_report_that_cannot_be_read_is_told_in_a_sentence(project, tmp_path):
    broken = tmp_path / "r.docx"
    broken.write_bytes(b"PK\x03\x04 nothing")
    for path, code in ((broken, 3), (tmp_path / "saknas.docx", 3), (tmp_path, 3)):
        done = verify(project, path)
        assert done.code == code
        assert "Traceback" not in done.err
        assert len(done.err.splitlines()) == 1
    pdf = tmp_path / "r.pdf"
    pdf.write_bytes(b"%PDF")
    assert verify(project, pdf).code == 2
