"""`check`: what SQLite's own check misses is found; a sound project has no problems."""

import random
import sqlite3

import pytest

from tests.project.samples import add, coding, interview, new_project
from workbench.errors import ProjectError
from workbench.model import EditInterview, SetFinished
from workbench.project import Project
from workbench.project.schema import FOLDED


@pytest.fixture
def path(tmp_path):
    talk = interview("07")
    with new_project(tmp_path) as project:
        project.commit([add(talk)], verb="import")
        project.commit(
            [coding(project, talk, words, memo="å") for words in ("Chefen", "skillnad", "ring")],
            verb="code",
        )
        project.commit([EditInterview("7", title="Ny"), SetFinished("A", "7")], verb="edit")
        project.undo()
    return project.path


def problems_after(path, statement, *values):
    raw = sqlite3.connect(path, isolation_level=None)
    changed = raw.execute(statement, values).rowcount
    raw.close()
    assert changed
    with Project.open(path) as project:
        report = project.check()
    assert not report.ok
    return "\n".join(report.problems)


def test_a_sound_project_has_no_problems_and_says_which_protection_holds(path):
    seen = []
    with Project.open(path) as project:
        report = project.check(lambda done, total: seen.append((done, total)))
    assert report.ok
    assert report.events == seen[-1][0] == seen[-1][1] > 10
    assert any(f"SQLite {sqlite3.sqlite_version}" in note for note in report.notes)


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE event SET payload = replace(payload, 'å', 'ä') WHERE kind = 'coding.add'", "digest"),
        ("UPDATE event SET author = 'nils' WHERE kind = 'coding.add'", "hash"),
        ("UPDATE event SET clock = clock + 1 WHERE kind = 'coding.add'", "hash"),
        ("UPDATE event SET payload = NULL, salt = NULL WHERE kind = 'coding.add'", "lost its content"),
        ("DELETE FROM event WHERE kind = 'interview.edit'", "before it is missing"),
        ("UPDATE content SET data = CAST(data || x'20' AS BLOB) WHERE kind = 'text'", "text"),
        ("DELETE FROM content WHERE kind = 'source'", "source"),
        ("UPDATE content SET masked = 1 WHERE kind = 'text'", "masked"),
        ("UPDATE coding SET \"end\" = \"end\" + 1", "Table coding"),
        ("DELETE FROM coding", "Table coding"),
        ("UPDATE interview SET title = 'x'", "Table interview"),
        ("UPDATE frame SET word_starts = x'00'", "Table frame"),
        ("UPDATE code SET alive = 0", "Table code"),
        ("UPDATE book SET fields = '{}'", "Table book"),
        ("UPDATE action SET undone = 1", "Table action"),
        ("INSERT INTO finished VALUES ('finished:x:A', 'x', 'A')", "Table finished"),
    ],
)  # fmt: skip
def test_what_was_changed_behind_the_journals_back_is_found(path, statement, said):
    assert said in problems_after(path, statement)


def contents(path):
    """Everything that counts in the file, table by table; None where it cannot be read."""
    try:
        raw = sqlite3.connect(path)
        tables = [raw.execute(select).fetchall() for select in FOLDED.values()]
        tables.append(raw.execute("SELECT * FROM event").fetchall())
        tables.append(raw.execute("SELECT * FROM content").fetchall())
    except (sqlite3.DatabaseError, UnicodeDecodeError):
        return None
    finally:
        raw.close()
    return tables


def test_no_flipped_bit_changes_what_is_read_without_being_found(path):
    sound = contents(path)
    data = path.read_bytes()
    rng = random.Random(3)
    found = 0
    for _ in range(300):
        flipped = bytearray(data)
        flipped[rng.randrange(100, len(data))] ^= 1 << rng.randrange(8)
        path.write_bytes(flipped)
        if contents(path) == sound:
            continue
        try:
            with Project.open(path) as project:
                assert not project.check().ok
        except ProjectError:
            pass
        found += 1
    assert found > 20
