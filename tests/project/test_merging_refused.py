"""What is not taken in, and leaves the project as it was: other files, lies, a lock, a full disk."""

import json
import shutil
import sqlite3
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest

from tests.project.apart import codes, forged, merged, rewritten, state_of, unpacked, written
from tests.project.samples import new_project
from workbench.errors import InputError, LockedError, ProjectError, UsageError
from workbench.project import Project, connection
from workbench.project.events import canonical

DATA = Path(__file__).parents[1] / "data"


def test_the_project_itself_is_no_source(base):
    with pytest.raises(UsageError, match="is the project itself"):
        merged(base, base.parent / "." / base.name)


def test_a_missing_file_and_a_folder_are_refused(base, tmp_path):
    for path, words in ((tmp_path / "x.bundle", "cannot be read"), (tmp_path, "is a folder")):
        with pytest.raises(InputError, match=words):
            merged(base, path)


def test_another_database_is_refused(base, tmp_path):
    other = sqlite3.connect(tmp_path / "annan.db")
    other.execute("CREATE TABLE event (id)")
    other.commit()
    other.close()
    with pytest.raises(ProjectError, match="is not a workbench project"):
        merged(base, tmp_path / "annan.db")


def test_a_newer_copy_is_refused_with_the_remedy(copy, base):
    anna = copy("anna", codes(("Chefen", "STR")))
    raw = sqlite3.connect(anna)
    raw.execute("PRAGMA user_version = 99")
    raw.close()
    with pytest.raises(InputError, match=r"newer version.*Update"):
        merged(base, anna)


def test_a_view_that_looks_like_a_journal_is_refused(copy, base):
    anna = copy("anna", codes(("Chefen", "STR")))
    raw = sqlite3.connect(anna)
    raw.execute("ALTER TABLE event RENAME TO other")
    raw.execute("CREATE VIEW event AS SELECT * FROM other")
    raw.commit()
    raw.close()
    with pytest.raises(InputError, match="is damaged"):
        merged(base, anna)


def test_a_copy_is_left_as_it_is_also_one_of_an_earlier_form(base, tmp_path):
    old = tmp_path / "gammal.workbench"
    shutil.copy(DATA / "projects" / "v1.workbench", old)
    before = old.read_bytes()
    report = merged(base, old, unrelated=True)
    assert report.added > 0
    assert old.read_bytes() == before
    assert [each.name for each in tmp_path.iterdir() if each.name.startswith("gammal")] == [
        "gammal.workbench"
    ]


def test_a_copy_that_somebody_has_open_is_read_with_what_is_in_its_log(copy, base):
    with Project.open(copy("anna"), author="anna") as project:
        project.commit(codes(("Chefen", "STR"))(project), verb="x")
        assert merged(base, project.path).changes.codings[0].new == 1


def test_a_copy_on_a_medium_that_cannot_be_written_is_read(copy, base):
    anna = copy("anna", codes(("Chefen", "STR")))
    anna.chmod(0o400)
    anna.parent.chmod(0o500)
    try:
        assert merged(base, anna).changes.codings[0].new == 1
    finally:
        anna.parent.chmod(0o700)


# -- bundles that lie, with digests that fit ----------------------------------------------------


def payload(kind, **fields):
    def change(row):
        if row[5] != kind or row[9] is None:
            return False
        said = {**json.loads(row[9]), **fields}
        kept = {name: value for name, value in said.items() if value is not None}
        row[9] = canonical(kept)
        return True

    return change


def column(kind, number, value):
    def change(row):
        if row[5] != kind:
            return False
        row[number] = value
        return True

    return change


LIES = [
    (payload("coding.add", start=-1), "another shape"),
    (payload("coding.add", start=None), "another shape"),
    (payload("coding.add", end=10**9), "reaches past the text"),
    (payload("coding.add", end=1 << 70), "another shape"),
    (payload("coding.add", start=9.5), "another shape"),
    (payload("coding.add", start=40, end=30), "another shape"),
    (payload("coding.add", memo=["lista"]), "another shape"),
    (payload("coding.add", polarity="?"), "another shape"),
    (payload("coding.add", time="i går"), "another shape"),
    (payload("coding.add", nytt=1), "another shape"),
    (payload("code.put", name={"a": 1}), "another shape"),
    (payload("code.put", cues=[["x"]]), "another shape"),
    (payload("codebook.edit", sources="STR"), "another shape"),
    (payload("interview.add", id="annat"), "its interview is another"),
    (payload("interview.add", head=7), "another shape"),
    (column("coding.add", 3, " "), "whose it is"),
    (column("coding.add", 5, "coding.explode"), "nobody knows its kind"),
    (column("coding.add", 6, "code:STR"), "about something"),
    (column("coding.add", 1, 1 << 62), "no envelope"),
    (column("coding.add", 0, "../../etc/passwd"), "no envelope"),
    (column("coding.add", 2, 7), "no envelope"),
    (column("coding.add", 4, []), "no envelope"),
    (column("coding.add", 2, "någon annan"), "another author"),
    (column("coding.add", 9, "[]"), "another shape"),
    (column("coding.add", 9, "{"), "cannot be read"),
    (column("coding.add", 9, "[" * 50_000), "cannot be read"),
    (column("coding.add", 9, '{"end":20,"memo":"\\ud800","start":9}'), "one form"),
    (column("coding.add", 9, '{"end": 20,"start":9}'), "one form"),
]


@pytest.mark.parametrize(("change", "why"), LIES, ids=[str(at) for at in range(len(LIES))])
def test_events_no_workbench_wrote_are_refused_and_nothing_is_changed(
    tmp_path, base, copy, change, why
):
    bundle = rewritten(written(copy("anna", codes(("Chefen", "STR"))), coders=["A"]), change)
    (tmp_path / "tomt").mkdir()
    with new_project(tmp_path / "tomt", author="t") as project:
        path = project.path
    before = state_of(path)
    with pytest.raises(InputError, match=why):
        merged(path, bundle)
    assert state_of(path) == before


def content_line(target, kind, **fields):
    lines = unpacked(target).splitlines(keepends=True)
    done = []
    for line in lines:
        if line.startswith("{") and json.loads(line)["kind"] == kind:
            line = canonical({**json.loads(line), **fields}) + "\n"  # noqa: PLW2901
        done.append(line)
    return forged(target, body="".join(done))


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("text", {"text": "En annan text"}),
        ("text", {"text": "Maskerad utan skäl", "masked": True}),
        ("head", {"sha256": "0" * 64}),
        ("source", {"base64": "?"}),
    ],
)
def test_contents_that_are_not_what_they_say_are_refused(tmp_path, base, kind, fields):
    bundle = content_line(written(base, coders=[]), kind, **fields)
    (tmp_path / "tomt").mkdir()
    with new_project(tmp_path / "tomt", author="t") as project:
        path = project.path
    before = state_of(path)
    with pytest.raises(InputError):
        merged(path, bundle)
    assert state_of(path) == before


def test_a_head_that_speaks_of_another_text_is_refused(tmp_path, base):
    """Turns that reach past the text, with every digest right."""
    target = written(base, coders=[])
    lines = unpacked(target).splitlines()
    old = next(json.loads(line) for line in lines if line.startswith("{") and '"head"' in line[:60])
    head = json.loads(old["text"])
    head["ends"][-1] = 10**8
    made = canonical(head)
    sha = sha256(made.encode()).hexdigest()

    def change(row):
        if row[5] != "interview.add" or old["sha256"] not in row[9]:
            return False
        row[9] = row[9].replace(old["sha256"], sha)
        return True

    bundle = rewritten(target, change)
    body = unpacked(bundle).replace(canonical(old), canonical({**old, "sha256": sha, "text": made}))
    bundle = forged(bundle, body=body)
    (tmp_path / "tomt").mkdir()
    with (
        new_project(tmp_path / "tomt", author="t") as project,
        pytest.raises(InputError, match="reach past its text"),
    ):
        project.merge([bundle])


# -- full, locked -------------------------------------------------------------------------------


@pytest.mark.skipif(sys.platform == "win32", reason="a Unix way to limit a file's size")
def test_a_full_disk_leaves_the_project_as_it_was(copy):
    """A child whose files may not grow stands for the full disk."""
    anna = copy("anna", *(codes((words, "STR")) for words in ("Chefen", "ring", "läser")))
    bo = copy("bo")
    before = state_of(bo)
    script = (
        "import resource, signal, sys\n"
        "from pathlib import Path\n"
        "from workbench.errors import WorkbenchError\n"
        "from workbench.project import Project\n"
        "with Project.open(Path(sys.argv[1]), author='x') as project:\n"
        "    size = Path(sys.argv[1]).stat().st_size\n"
        "    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "    resource.setrlimit(resource.RLIMIT_FSIZE, (size // 2, resource.RLIM_INFINITY))\n"
        "    try:\n"
        "        project.merge([Path(sys.argv[2])])\n"
        "    except WorkbenchError as error:\n"
        "        print(error)\n"
        "    resource.setrlimit(resource.RLIMIT_FSIZE, (-1, -1))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, bo, anna], capture_output=True, text=True, check=False
    )
    assert "could not be" in done.stdout, done.stdout + done.stderr
    assert state_of(bo) == before


def test_a_locked_project_is_told(copy, monkeypatch):
    monkeypatch.setattr(connection, "BUSY_SECONDS", 0.2)
    anna = copy("anna", codes(("Chefen", "STR")))
    bo = copy("bo")
    held = sqlite3.connect(bo, isolation_level=None)
    held.execute("BEGIN IMMEDIATE")
    try:
        with pytest.raises(LockedError, match="locked by another program"):
            merged(bo, anna)
    finally:
        held.close()
