"""Queries are kept in the project: by name, in the journal, merged name by name."""

from tests.project.apart import merged
from workbench.model import EditProject
from workbench.project import Project


def keep(project, **queries):
    return project.commit([EditProject(queries=queries)], verb="query", facts={"name": "x"})


def test_queries_are_kept_by_name_in_swedish_order(project):
    keep(project, östra="STR", alla="*")
    keep(project, åter="LED")
    assert list(project.queries().items()) == [("alla", "*"), ("åter", "LED"), ("östra", "STR")]


def test_an_empty_query_takes_the_name_away_and_the_others_stay(project):
    keep(project, a="STR", b="LED")
    keep(project, a="")
    assert project.queries() == {"b": "LED"}


def test_the_same_query_again_changes_nothing(project):
    keep(project, a="STR")
    assert keep(project, a="STR") is None
    assert keep(project, b="") is None


def test_undo_and_redo(project):
    keep(project, a="STR")
    keep(project, a="LED", b="STA")
    project.undo()
    assert project.queries() == {"a": "STR"}
    project.redo()
    assert project.queries() == {"a": "LED", "b": "STA"}


def test_the_memo_is_not_touched_and_check_agrees(project):
    project.commit([EditProject(memo="Om studien")], verb="note")
    keep(project, a="STR")
    assert project.memo() == "Om studien"
    assert project.check().ok


def test_queries_of_two_copies_are_merged_name_by_name(copy):
    anna = copy("anna", [EditProject(queries={"hinder": "STR-", "gemensam": "STR"})])
    bo = copy("bo", [EditProject(queries={"stöd": "LED+"})], [EditProject(memo="Om studien")])
    report = merged(bo, anna)
    assert "queries" in report.changes.project
    with Project.open(bo) as project:
        assert project.queries() == {"gemensam": "STR", "hinder": "STR-", "stöd": "LED+"}
        assert project.memo() == "Om studien"
        assert project.check().ok
