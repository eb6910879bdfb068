"""A codebook from a file that says less: what it does not say stays, one undo takes it back."""

import openpyxl
import pytest

from tests.project.samples import BOOK, add, coding, interview, new_project
from tests.refi_files import guid
from workbench.errors import InputError
from workbench.model import Code, Codebook, CodeId, Cue
from workbench.project import Project
from workbench.workflows.codebooks import update_codebook
from workbench.workflows.exchanging import export_codes

FULL = Codebook(
    title="Bok",
    codes=(
        Code(CodeId("STR"), "Struktur", definition="Ordning", include="rutiner", key="1",
             cues=(Cue("rutin"),)),
        Code(CodeId("STR.rutiner"), "Rutiner", CodeId("STR"), memo="se mötet"),
        Code(CodeId("LED"), "Ledning"),
    ),
)  # fmt: skip


@pytest.fixture
def path(tmp_path):
    with new_project(tmp_path, book=FULL) as project:
        return project.path


def book_of(path):
    with Project.open(path) as project:
        return project.codebook()


def sheet(folder, *rows, name="kodbok.xlsx"):
    workbook = openpyxl.Workbook()
    for row in rows:
        workbook.active.append(row)
    workbook.save(folder / name)
    return str(folder / name)


def qdc(folder, codes):
    path = folder / "codes.qdc"
    path.write_text(
        f'<CodeBook xmlns="urn:QDA-XML:codebook:1.0" origin="Annat"><Codes>{codes}</Codes></CodeBook>'
    )
    return str(path)


def test_our_own_qdc_changes_nothing(path, tmp_path):
    export_codes(path, tmp_path / "bok.qdc", force=False)
    assert not update_codebook(path, str(tmp_path / "bok.qdc")).difference


def test_a_strangers_qdc_keeps_what_the_format_cannot_say(path, tmp_path):
    codes = (
        f'<Code guid="{guid("a")}" name="struktur" isCodable="true" color="#0F0">'
        "<Description>Ny ordning</Description>"
        f'<Code guid="{guid("b")}" name="Rutiner" isCodable="true"/></Code>'
        f'<Code guid="{guid("c")}" name="Makt" isCodable="true"/>'
    )
    report = update_codebook(path, qdc(tmp_path, codes))
    assert [code.id for code in report.difference.removed] == ["LED"]
    structure, routines, power = book_of(path).codes
    assert (structure.id, structure.definition, structure.colour) == (
        "STR",
        "Ny ordning",
        "#00ff00",
    )
    assert (structure.include, structure.key, structure.cues) == ("rutiner", "1", (Cue("rutin"),))
    assert (routines.id, routines.memo) == ("STR.rutiner", "se mötet")
    assert (power.id, power.name) == (guid("c"), "Makt")
    assert book_of(path).title == "Bok"


def test_a_code_renamed_elsewhere_is_known_by_its_guid(path, tmp_path):
    target = tmp_path / "bok.qdc"
    export_codes(path, target, force=False)
    target.write_text(target.read_text().replace('name="Ledning"', 'name="Styrning"'))
    with Project.open(path) as project:
        project.commit(
            [add(interview()), coding(project, interview(), "Chefen", "LED")], verb="code"
        )
    report = update_codebook(path, str(target))
    assert not report.difference.removed
    assert book_of(path).by_id[CodeId("LED")].name == "Styrning"


def test_a_sheet_changes_the_columns_it_has(path, tmp_path):
    written = sheet(
        tmp_path,
        ("Namn", "Överkod", "Definition", "Ledtrådar"),
        ("Struktur", None, "Hur det är ordnat", "rutin\n=ad hoc"),
        ("Rutiner", "Struktur", "Skrivet", None),
        ("Möten", "Struktur", None, "möte {weight: 0.5}"),
        ("Ledning", None, None, None),
    )
    update_codebook(path, written)
    book = book_of(path)
    assert [book.path(code.id) for code in book.codes] == [
        "Struktur",
        "Struktur/Rutiner",
        "Struktur/Möten",
        "Ledning",
    ]
    structure, routines, meetings, _ = book.codes
    assert (structure.id, structure.include, structure.key) == ("STR", "rutiner", "1")
    assert structure.cues == (Cue("rutin"), Cue("ad hoc", "exact"))
    assert (routines.id, routines.memo) == ("STR.rutiner", "se mötet")
    assert meetings.cues == (Cue("möte", weight=0.5),)


def test_a_sheet_without_parents_leaves_the_tree(path, tmp_path):
    (tmp_path / "bok.csv").write_text("name;colour\nRutiner;#AABBCC\nStruktur;\nLedning;\n")
    report = update_codebook(path, str(tmp_path / "bok.csv"))
    assert not report.difference.added
    assert book_of(path).by_id[CodeId("STR.rutiner")].parent == "STR"
    assert book_of(path).by_id[CodeId("STR.rutiner")].colour == "#aabbcc"


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([("x",), ("y",)], "no column “namn”"),
        ([("namn", "id"), (None, "A")], "row 2: has no name"),
        ([("namn", "överkod"), ("A", "B")], "row 2: no earlier row is “B”"),
        ([("namn", "överkod"), ("A", None), ("a", None)], "row 3: “a” stands on this level"),
        ([("namn", "färg"), ("A", "röd")], "row 2: “röd” is no colour"),
        ([("namn", "tangent"), ("A", "1"), ("B", "1")], "row 3: the key “1” is taken"),
    ],
)
def test_a_fault_in_a_sheet_is_told_with_its_row(path, tmp_path, rows, told):
    with pytest.raises(InputError, match=told):
        update_codebook(path, sheet(tmp_path, *rows))
    assert book_of(path) == FULL


def test_expressions_that_would_take_for_ever_are_left_out(path, tmp_path):
    written = sheet(
        tmp_path, ("id", "namn", "ledtrådar"), ("LED", "Ledning", "chef\n(a+)+$ {match: regex}")
    )
    report = update_codebook(path, written)
    assert book_of(path).by_id[CodeId("LED")].cues == (Cue("chef"),)
    assert any("A cue of “Ledning” is left out" in each for each in report.told)


def test_the_samples_book_survives_as_qdc(tmp_path):
    with new_project(tmp_path, book=BOOK) as project:
        path = project.path
    export_codes(path, tmp_path / "bok.qdc", force=False)
    assert not update_codebook(path, str(tmp_path / "bok.qdc")).difference
