"""Files of every earlier form open as they were; a backup comes before a migration."""

import json
import shutil
import sqlite3
from pathlib import Path

import pytest

from tests.data.projects.make import FOLDER, told
from workbench.project import Project, schema

FORMS = sorted(FOLDER.glob("v*.workbench"))


LATER = {
    "coded_words", "undirected", "noted", "memo", "decisions", "places", "drafts",
    "exclude", "weight", "polarity", "settlements", "blind", "versions", "revised",
}  # fmt: skip
"""What the first forms did not tell of."""


def as_far_as(said, project):
    """What the project says now, without what was not told of in the file's own time."""

    def kept(now, then):
        if isinstance(now, dict) and isinstance(then, dict):
            new = LATER.difference(then)
            return {name: kept(now[name], then.get(name)) for name in now if name not in new}
        if isinstance(now, list) and isinstance(then, list) and len(then) == len(now):
            return [kept(one, other) for one, other in zip(now, then, strict=True)]
        return now

    return kept(told(project), said)


@pytest.fixture(params=FORMS, ids=lambda path: path.stem)
def earlier(request, tmp_path):
    """A copy of a project of an earlier form, and what it said then."""
    path = Path(shutil.copy(request.param, tmp_path))
    return path, json.loads(request.param.with_suffix(".json").read_text(encoding="utf-8"))


def test_a_project_of_every_form_says_what_it_said(earlier):
    path, said = earlier
    with Project.open(path, author="eva") as project:
        assert as_far_as(said, project) == said
        assert project.check().ok, project.check().problems


def test_a_project_of_every_form_can_be_undone_and_written(earlier):
    path, _ = earlier
    with Project.open(path, author="eva") as project:
        assert project.redo().verb == "code"
        assert project.undo().verb == "code"
        assert project.undo().verb == "finish"
        assert project.check().ok


def test_there_is_a_file_of_every_form():
    assert [path.stem for path in FORMS] == [f"v{number}" for number in range(1, schema.SCHEMA + 1)]


def test_a_migration_comes_after_a_backup_and_keeps_everything(earlier, monkeypatch):
    path, said = earlier

    def with_one_more():
        steps = original()

        @steps(name="9999 a table more")
        def more(db):
            db.execute("CREATE TABLE more (id INTEGER PRIMARY KEY) STRICT")

        return steps

    original = schema.migrations
    monkeypatch.setattr(schema, "migrations", with_one_more)
    monkeypatch.setattr(schema, "SCHEMA", schema.SCHEMA + 1)
    with Project.open(path, author="eva") as project:
        assert as_far_as(said, project) == said
        (backup,) = project.backups()
        assert backup.reason == "migration"
    raw = sqlite3.connect(path)
    assert raw.execute("PRAGMA user_version").fetchone() == (schema.SCHEMA,)
    assert raw.execute("SELECT count(*) FROM more").fetchone() == (0,)
    raw.close()
    monkeypatch.undo()
    with Project.open(backup.path) as old:
        assert as_far_as(said, old) == said


def test_a_migration_that_fails_leaves_the_file_as_it_was(earlier, monkeypatch):
    path, said = earlier

    def broken():
        steps = original()

        @steps(name="9999 fails half way")
        def more(db):
            db.execute("DELETE FROM coding")
            db.execute("nonsense")

        return steps

    original = schema.migrations
    with monkeypatch.context() as patch:
        patch.setattr(schema, "migrations", broken)
        patch.setattr(schema, "SCHEMA", schema.SCHEMA + 1)
        with pytest.raises(Exception, match="could not be used"):
            Project.open(path, author="eva")
    with Project.open(path) as project:
        assert as_far_as(said, project) == said
