"""`bundle` and `merge` as typed: two people make a project each, code apart, and put it together."""

import json
import sqlite3
import stat
import sys

import pytest


@pytest.fixture(scope="module")
def apart(tmp_path_factory, corpus):
    """Projects of A and of B, made apart from the same corpus, and a bundle of each."""
    from tests.conftest import run_workbench

    def run(*words):
        done = run_workbench(*words)
        assert done.code == 0, done.err
        return done

    folder = tmp_path_factory.mktemp("apart")
    for coder in "AB":
        project = folder / f"{coder}.workbench"
        run("new", project, "--codebook", "danermark")
        run(
            "import", project, corpus,
            "--interviews", corpus / "intervjuer.csv", "--participants", corpus / "deltagare.csv",
        )  # fmt: skip
        sheet = corpus / "codings" / f"kodare-{coder.lower()}.csv"
        run("code", project, "--from", sheet, "--coder", coder, "--finished")
        run("bundle", project, "-o", folder / f"{coder}.bundle", "--coder", coder)
    return folder


@pytest.fixture
def copy_of(apart, tmp_path):
    import shutil

    def made(name):
        target = tmp_path / name.rpartition("/")[2]
        shutil.copy(apart / name, target)
        return target

    return made


def results(workbench, project):
    return [
        workbench(*words, "--json").out
        for coder in "AB"
        for words in (
            ("codings", project, "--coder", coder),
            ("table", project, "--by", "kommun", "--coder", coder, "--polarity"),
            ("table", project, "--by", "deltagare", "--unit", "words", "--coder", coder),
        )
    ]


def test_made_apart_and_merged_in_either_order_the_results_are_the_same(
    workbench, apart, copy_of, tmp_path
):
    ours = copy_of("A.workbench")
    assert workbench("merge", ours, apart / "B.bundle").code == 0
    theirs = copy_of("B.workbench")
    assert workbench("merge", theirs, apart / "A.bundle").code == 0
    third = tmp_path / "tredje.workbench"
    workbench("new", third, "--codebook", "danermark")
    for name in ("B.bundle", "A.bundle", "B.bundle"):
        done = workbench("merge", third, apart / name)
        assert done.code == 0, done.err
    found = [results(workbench, each) for each in (ours, theirs, third)]
    assert found[0] == found[1] == found[2]
    assert len(json.loads(found[0][0])) == 485
    for each in (ours, theirs, third):
        assert workbench("check", each).code == 0


def test_what_merge_says(workbench, apart, copy_of):
    ours = copy_of("A.workbench")
    rehearsed = workbench("merge", ours, apart / "B.bundle", "--dry-run")
    assert "in both: 21 interviews (same id, same text), 17 codes (same id)" in rehearsed.out
    assert "B: 461 codings new (01: 23," in rehearsed.out
    assert "would be added (nothing written)" in rehearsed.out
    assert workbench("codings", ours, "--coder", "B").code == 3
    done = workbench("merge", ours, apart / "B.bundle")
    backup = done.out.split("restore")[1].split()[1]
    assert done.out.splitlines()[:-2] == rehearsed.out.splitlines()[:-1]
    assert "Nothing new" in workbench("merge", ours, apart / "B.bundle").out
    assert workbench("restore", ours, backup).code == 0
    assert workbench("codings", ours, "--coder", "B").code == 3


def test_the_json_of_merge_and_bundle(workbench, apart, copy_of, tmp_path):
    ours = copy_of("A.workbench")
    said = workbench("merge", ours, apart / "B.bundle", "--json").json
    assert sum(each["new"] for each in said["codings"]) == 461
    assert said["sources"][0]["coders"] == ["B"]
    assert len(said["sources"][0]["interviews"]) == 21
    assert said["interviews"]["new"] == []
    assert said["finished"][0] == {"coder": "B", "interview": "01"}
    assert said["backup"].endswith("-merge.workbench")
    target = tmp_path / "båda.bundle"
    made = workbench("bundle", ours, "-o", target, "--coder", "B", "--coder", "A", "--json").json
    assert (made["coders"], made["codings"], made["interviews"]) == (["A", "B"], 946, 21)
    assert made["bytes"] == target.stat().st_size


@pytest.mark.skipif(sys.platform == "win32", reason="modes are a Unix thing")
def test_a_bundle_is_its_owners_alone_and_forget_lists_it(workbench, copy_of, tmp_path):
    ours = copy_of("A.workbench")
    target = tmp_path / "min.bundle"
    workbench("bundle", ours, "-o", target, "--coder", "A")
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    again = workbench("bundle", ours, "-o", target, "--coder", "A")
    assert (again.code, "exists" in again.err) == (3, True)
    forgotten = workbench("forget", ours, "--interview", "07", "--yes")
    assert str(target) in forgotten.out + forgotten.err


def test_forgotten_by_one_it_is_forgotten_by_all_who_merge(workbench, copy_of, tmp_path):
    ours, theirs = copy_of("A.workbench"), copy_of("B.workbench")
    workbench("forget", theirs, "--interview", "07", "--yes")
    target = tmp_path / "b.bundle"
    workbench("bundle", theirs, "-o", target)
    done = workbench("merge", ours, target)
    assert "Forgotten, here and in every backup: interviews 07" in done.out
    assert workbench("show", ours, "07").code == 3
    assert workbench("check", ours).code == 0


@pytest.mark.parametrize(
    ("spoil", "code", "words"),
    [
        (lambda whole: whole[:-1], 3, "was not copied whole"),
        (lambda whole: whole[:5000] + b"?" + whole[5001:], 3, "does not match its digest"),
        (lambda whole: b"PK" + whole, 3, "is no bundle and no project"),
        (lambda _whole: b"", 3, "is no bundle and no project"),
    ],
)
def test_a_spoilt_bundle_gives_one_sentence_and_changes_nothing(
    workbench, apart, copy_of, tmp_path, spoil, code, words
):
    ours = copy_of("A.workbench")
    before = ours.read_bytes()
    spoilt = tmp_path / "x.bundle"
    spoilt.write_bytes(spoil((apart / "B.bundle").read_bytes()))
    done = workbench("merge", ours, spoilt)
    assert (done.code, done.out) == (code, "")
    assert words in done.err
    assert len(done.err.strip().splitlines()) == 1
    assert ours.read_bytes() == before


def test_one_bad_file_of_several_leaves_all_out(workbench, apart, copy_of, tmp_path):
    ours = copy_of("A.workbench")
    before = ours.read_bytes()
    done = workbench("merge", ours, apart / "B.bundle", tmp_path / "saknas.bundle")
    assert done.code == 3
    assert ours.read_bytes() == before


def test_usage(workbench, copy_of, tmp_path):
    ours = copy_of("A.workbench")
    assert workbench("merge", ours).code == 2
    assert workbench("merge", ours, ours).code == 2
    assert workbench("bundle", ours).code == 2
    unknown = workbench("bundle", ours, "-o", tmp_path / "x.bundle", "--coder", "C")
    assert (unknown.code, "There is work by: A" in unknown.err) == (3, True)


def test_a_project_that_somebody_is_writing_to_is_locked(workbench, apart, copy_of):
    ours = copy_of("A.workbench")
    held = sqlite3.connect(ours, isolation_level=None)
    held.execute("BEGIN IMMEDIATE")
    try:
        done = workbench("merge", ours, apart / "B.bundle")
    finally:
        held.close()
    assert done.code == 4
    assert "locked by another program" in done.err


def test_the_log_tells_of_what_came_as_if_it_had_been_done_here(workbench, apart, copy_of):
    ours = copy_of("A.workbench")
    workbench("merge", ours, apart / "B.bundle")
    assert "B: 461 codings from kodare-b.csv" in workbench("log", ours).out
