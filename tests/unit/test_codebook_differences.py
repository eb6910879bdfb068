"""Comparing two versions of a codebook, and the changes between them."""

from dataclasses import replace

from workbench.codebook import changes, compare, read_codebook
from workbench.model import Code, Codebook, CodeId, Cue, EditCodebook, PutCode, RemoveCode

OLD = read_codebook(
    """
title: Ett
codes:
  - id: A
    name: Alfa
    cues: [ett]
    codes:
      - {id: A.x, name: X}
      - {id: A.y, name: Y}
  - {id: B, name: Beta}
  - {id: C, name: Ceta}
""",
    name="gammal.yaml",
)


def edited(codebook: Codebook, code: str, **fields: object) -> Codebook:
    return replace(
        codebook,
        codes=tuple(
            replace(each, **fields) if each.id == code else each  # type: ignore[arg-type] # any field
            for each in codebook.codes
        ),
    )


def without(codebook: Codebook, *gone: str) -> Codebook:
    return replace(codebook, codes=tuple(c for c in codebook.codes if c.id not in gone))


def test_equal_books_differ_in_nothing() -> None:
    assert not compare(OLD, OLD)
    assert changes(OLD, OLD) == ()


def test_changed_fields_are_told_before_and_after() -> None:
    new = edited(OLD, "A", name="Alef", cues=(Cue("ett"), Cue("två", "exact")))
    (code,) = compare(OLD, new).changed
    assert (code.code, code.name) == ("A", "Alef")
    assert [(each.field, each.old, each.new) for each in code.fields] == [
        ("name", "Alfa", "Alef"),
        ("cues", "ett", "ett\ntvå (exact)"),
    ]


def test_an_edited_code_is_put_whole() -> None:
    new = edited(OLD, "B", definition="Ny")
    assert changes(OLD, new) == (PutCode(new.by_id[CodeId("B")]),)


def test_the_mark_of_a_revived_code_is_kept_and_is_no_difference() -> None:
    revived = edited(OLD, "B", revived=True)
    assert not compare(revived, OLD)
    (put,) = changes(revived, edited(OLD, "B", definition="Ny"))
    assert isinstance(put, PutCode)
    assert put.code.revived


def test_of_a_removed_branch_only_the_head_is_removed() -> None:
    new = without(OLD, "A", "A.x", "A.y")
    assert [code.id for code in compare(OLD, new).removed] == ["A", "A.x", "A.y"]
    assert changes(OLD, new) == (RemoveCode(CodeId("A")),)


def test_a_code_saved_from_a_removed_branch_is_moved_before_the_branch_goes() -> None:
    new = edited(without(OLD, "A", "A.y"), "A.x", parent=None)
    done = changes(OLD, new)
    assert isinstance(done[0], PutCode)
    assert done[1] == RemoveCode(CodeId("A"))


def test_a_new_code_in_the_middle_sets_the_order() -> None:
    added = Code(CodeId("B2"), "Beta två")
    new = replace(OLD, codes=(*OLD.codes[:4], added, OLD.codes[4]))
    assert changes(OLD, new) == (
        PutCode(added),
        EditCodebook(order=tuple(code.id for code in new.codes)),
    )


def test_only_the_code_that_moved_is_told_as_moved() -> None:
    last_first = replace(OLD, codes=(OLD.codes[4], *OLD.codes[:4]))
    assert compare(OLD, last_first).moved == ("C",)
    assert compare(OLD, edited(OLD, "A.y", parent=CodeId("B"))).moved == ("A.y",)


def test_the_books_own_fields_are_told_and_changed() -> None:
    new = replace(OLD, title="Två", sources=("Källa",))
    assert [each.field for each in compare(OLD, new).book] == ["title", "sources"]
    assert changes(OLD, new) == (EditCodebook(title="Två", sources=("Källa",)),)
