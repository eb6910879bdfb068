"""`suggest` and `cues` as commands, on the demonstration."""

import os
import re
import shutil
import subprocess
import sys

import pytest

from tests.conftest import ROOT, run_workbench


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    folder = tmp_path_factory.mktemp("suggest")
    code = (
        "import sys; from pathlib import Path;"
        "from workbench.workflows.demonstrating import demonstrate; demonstrate(Path(sys.argv[1]))"
    )
    subprocess.run([sys.executable, "-c", code, str(folder)], check=True, capture_output=True)
    return folder / "demo.workbench"


@pytest.fixture
def project(demo, tmp_path):
    return shutil.copy(demo, tmp_path / "study.workbench")


def test_suggestions_for_one_interview_quote_it(project):
    found = run_workbench("suggest", project, "--interview", "07", "--json").json
    text = run_workbench("show", project, "07", "--json").json["text"]
    assert found
    for each in found:
        assert text[each["start"] : each["end"]] == each["text"]
        assert each["confidence"] in ("high", "medium", "low")
        assert each["evidence"]
        for why in each["evidence"]:
            assert text[why["start"] : why["end"]] == why["text"]
    passages = {(each["start"], each["end"]) for each in found}
    for passage in passages:
        codes = [each["code"] for each in found if (each["start"], each["end"]) == passage]
        assert len(codes) <= 3


def test_the_full_ranking_holds_every_sentence_with_every_code(project):
    found = run_workbench("suggest", project, "--interview", "07", "--json", "--all").json
    codes = {each["code"] for each in found}
    sentences = {(each["start"], each["end"]) for each in found}
    assert len(codes) == 17
    assert len(found) == len(codes) * len(sentences)
    moderated = {
        each["number"]
        for each in run_workbench("show", project, "07", "--json").json["turns"]
        if each["moderator"]
    }
    assert not moderated & {each["turn"] for each in found}


def test_what_the_coder_has_coded_is_left_out_and_reasons_are_told(project):
    told = run_workbench("suggest", project, "--interview", "05", "--coder", "A")
    assert told.code == 0
    assert "like " in told.out
    coded = run_workbench("codings", project, "--coder", "A", "--json").json
    here = [each for each in coded if each["interview"] == "05"]
    for each in run_workbench(
        "suggest", project, "--interview", "05", "--coder", "A", "--json"
    ).json:
        assert not [
            coding
            for coding in here
            if coding["code"] == each["code"].split(".")[0]
            and max(coding["start"], each["start"]) < min(coding["end"], each["end"])
        ]


def test_an_evaluation_says_how_each_method_does(project):
    found = run_workbench("suggest", project, "--evaluate", "--coder", "A", "--json").json
    methods = found["methods"]
    assert set(methods) == {
        "learned", "cold", "centroid", "centroid of whole passages", "most frequent",
    }  # fmt: skip
    learned = methods["learned"]
    assert learned["macro"]["top1"] > methods["centroid of whole passages"]["macro"]["top1"] + 0.04
    low, high = learned["intervals"]["top1"]
    assert low <= learned["macro"]["top1"] <= high
    assert {each["confidence"] for each in learned["reliability"]} == {"high", "medium", "low"}
    assert sum(each["codings"] for each in learned["per_code"]) == 485
    assert found["random"]["top1"] == 0.125
    table = run_workbench("suggest", project, "--evaluate", "--coder", "A")
    assert "learned" in table.out
    assert "most frequent" in table.out


def test_accepting_unseen_is_told_and_undone_at_once(project):
    done = run_workbench("suggest", project, "--accept", "high", "--coder", "auto")
    assert done.code == 0
    number = int(re.match(r"(\d+) codings as auto", done.out)[1])
    made = run_workbench("codings", project, "--coder", "auto", "--json").json
    assert len(made) == number > 0
    assert {each["origin"] for each in made} == {"automatic"}
    assert "unseen" in run_workbench("log", project).out
    again = run_workbench("suggest", project, "--accept", "high", "--coder", "auto")
    assert (again.out, "Nothing new" in again.err) == ("", True)
    assert run_workbench("undo", project).code == 0
    assert run_workbench("codings", project, "--coder", "auto").code == 3


def test_accepting_without_a_name_is_refused(project):
    assert run_workbench("suggest", project, "--accept", "high").code == 2
    assert run_workbench("suggest", project, "--accept", "high", "--all").code == 2


def test_cues_are_listed_with_what_became_of_them(project):
    found = run_workbench("cues", project, "--coder", "A", "--json").json
    judged = [each for each in found["cues"] if each["precision"] is not None]
    assert judged
    for each in judged:
        assert each["accepted"] + each["rejected"] <= each["hits"]
    assert found["proposals"]
    assert run_workbench("cues", project, "--coder", "A").code == 0


def test_a_suggester_from_another_package_takes_part(project, tmp_path):
    page = (ROOT / "docs" / "suggestions.md").read_text(encoding="utf-8")
    example = re.findall(r"```python\n(.*?)```", page, re.DOTALL)[-1]
    package = tmp_path / "site"
    described = package / "my_package-1.dist-info"
    described.mkdir(parents=True)
    (package / "my_package.py").write_text(example, encoding="utf-8")
    (described / "METADATA").write_text("Metadata-Version: 2.1\nName: my_package\nVersion: 1\n")
    (described / "entry_points.txt").write_text(
        "[workbench.suggesters]\nexclamations = my_package:Exclamations\n"
    )
    code = "import sys; from workbench.cli import main; main(sys.argv[1:])"
    search = os.pathsep.join(filter(None, [str(package), os.environ.get("PYTHONPATH", "")]))
    done = subprocess.run(
        [sys.executable, "-c", code, "suggest", str(project), "--json"],
        capture_output=True, encoding="utf-8", env={**os.environ, "PYTHONPATH": search}, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert '"kind": "exclamations"' in done.stdout
    (package / "my_package.py").write_text("1 / 0", encoding="utf-8")
    broken = subprocess.run(
        [sys.executable, "-c", code, "suggest", str(project)],
        capture_output=True, encoding="utf-8", env={**os.environ, "PYTHONPATH": search}, check=False,
    )  # fmt: skip
    assert "“exclamations”" in broken.stderr
    assert "Traceback" not in broken.stderr
