"""Queries are kept in the project: by name, in the journal, merged name by name."""

from workbench.model import EditProject


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
