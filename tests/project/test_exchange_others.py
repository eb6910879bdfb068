"""Projects of Taguette, qualitative-coding (made by these programs) and QualCoder (written from its
documentation) come in with every quotation right."""

import shutil
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest

from workbench.errors import InputError, UsageError
from workbench.model import Origin
from workbench.project import Project
from workbench.workflows.codebooks import update_codebook
from workbench.workflows.exchanging import new_project_from

FOREIGN = Path(__file__).parents[1] / "data" / "foreign"


def arrived(folder, source, **options):
    made = new_project_from(folder / "studie.workbench", source, **options)
    with Project.open(made.path) as project:
        assert project.check().ok
        book = project.codebook()
        coded = {
            (
                each.interview,
                project.text(each.interview)[each.span.start : each.span.end],
                book.path(each.code),
                each.coder,
            )
            for each in project.codings()
        }
        interviews = {each.id: project.interview(each.id) for each in project.interviews()}
        return made, coded, book, interviews, project.codings(), project.memo()


# -- Taguette ---------------------------------------------------------------------------------


def test_taguettes_own_project_comes_in(tmp_path):
    source = FOREIGN / "taguette.sqlite3"
    before = source.read_bytes()
    made, coded, book, interviews, codings, memo = arrived(tmp_path, source)
    assert coded == {
        ("07", "handläggare som slutat.", "struktur", "admin"),
        ("07", "Ingen vet vem man ringer & ingen", "struktur/rutiner", "admin"),
        ("07", "Ingen vet vem man ringer & ingen", "Övrigt", "admin"),
        ("07", "Chefen står bakom oss, det gör skillnad.", "ledning.chef", "admin"),
        ("07", "Räksmörgåsen 🎉 också.", "Övrigt", "admin"),
        ("Andra", "Nej, inte så.", "struktur", "admin"),
    }
    assert {code.name: code.definition for code in book.codes}["struktur"] == "Hur det är ordnat"
    assert {each.origin for each in codings} == {Origin.EXCHANGE}
    assert all(each.time is not None and each.time.year == 2026 for each in codings)
    assert memo == "Samtal om samverkan"
    assert interviews["07"].memo == "gruppen i Åmål\n\n“Rutinerna finns.”"
    assert [turn.speaker for turn in interviews["07"].turns] == [
        "Moderator", "IP1", "IP2", "IP1", "IP3",
    ]  # fmt: skip
    assert made.arrival.doubtful == ()
    assert source.read_bytes() == before
    assert sorted(each.name for each in FOREIGN.glob("taguette.sqlite3*")) == [source.name]


def test_taguettes_codebook_updates_ours(tmp_path):
    made, *_ = arrived(tmp_path, FOREIGN / "taguette.sqlite3")
    report = update_codebook(made.path, str(FOREIGN / "taguette-codebook.csv"), dry_run=True)
    assert "interesting" not in [code.name for code in report.difference.removed]
    report = update_codebook(made.path, str(FOREIGN / "taguette-codebook.qdc"), dry_run=True)
    assert [code.name for code in report.difference.added] == ["struktur.rutiner"]


@pytest.fixture
def taguette(tmp_path):
    """A copy that a test may change, and a cursor on it."""
    path = tmp_path / "t.sqlite3"
    shutil.copy(FOREIGN / "taguette.sqlite3", path)
    connection = sqlite3.connect(path)
    yield path, connection
    connection.close()


def test_a_highlight_whose_words_are_others_is_listed(taguette, tmp_path):
    path, connection = taguette
    connection.execute("UPDATE highlights SET start_offset = 73 WHERE id = 1")
    connection.commit()
    made, *_ = arrived(tmp_path, path)
    (doubt,) = made.arrival.doubtful
    assert (doubt.words, doubt.reason) == (
        "ndläggare som slutat.",
        "it does not hold the words stored with it",
    )


def test_a_database_with_several_projects_is_refused_with_their_names(taguette, tmp_path):
    path, connection = taguette
    connection.execute("INSERT INTO projects VALUES (9, 'Andra', '', '2026-01-01')")
    connection.commit()
    with pytest.raises(InputError, match="“Provstudien å”, “Andra”"):
        new_project_from(tmp_path / "studie", path)


def test_changes_that_still_lie_in_a_log_are_not_overlooked(taguette, tmp_path):
    path, connection = taguette
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("DELETE FROM highlights")
    connection.commit()
    with pytest.raises(InputError, match="changes that are not in the file yet"):
        new_project_from(tmp_path / "studie", path)


def test_a_closed_database_in_write_ahead_mode_is_read(taguette, tmp_path):
    path, connection = taguette
    connection.execute("PRAGMA journal_mode = WAL")
    connection.close()
    _, coded, *_ = arrived(tmp_path, path)
    assert len(coded) == 6


def test_a_damaged_database_gives_one_sentence(taguette, tmp_path):
    path, _ = taguette
    data = bytearray(path.read_bytes())
    data[4096:] = b"\xff" * (len(data) - 4096)
    path.write_bytes(data)
    with pytest.raises(InputError, match="damaged"):
        new_project_from(tmp_path / "studie", path)
    assert not (tmp_path / "studie.workbench").exists()


def test_a_view_in_the_place_of_a_table_is_not_asked(taguette, tmp_path):
    path, connection = taguette
    connection.execute("DROP TABLE highlight_tags")
    connection.execute(
        "CREATE VIEW highlight_tags AS SELECT id AS highlight_id, 2 AS tag_id FROM highlights"
    )
    connection.commit()
    _, coded, *_ = arrived(tmp_path, path)
    assert coded == set()


# -- qualitative-coding -----------------------------------------------------------------------

QC = {
    ("07", "IP1: Vi har en handläggare som slutat.", "struktur", "anna"),
    ("07", "IP1: Vi har en handläggare som slutat.", "struktur/rutiner", "anna"),
    ("07", "IP2: Chefen står bakom oss.", "ledning", "anna"),
    ("07", "IP1: Vi har en handläggare som slutat.", "struktur", "bo"),
    ("08", "IP1: Nej, inte så.", "ledning", "bo"),
}


def test_whole_lines_come_in(tmp_path):
    made, coded, _, interviews, _, memo = arrived(tmp_path, FOREIGN / "qualitative-coding")
    assert coded == QC
    assert memo == "2026-01-02-anna-intryck\nEtt första intryck."
    assert [each.speaker for each in interviews["07"].turns] == ["Moderator", "IP1", "IP2"]
    assert (made.arrival.doubtful, made.aside) == ((), ())


def test_its_own_export_comes_in_alike(tmp_path):
    _, coded, *_ = arrived(tmp_path, FOREIGN / "qualitative-coding.qdpx")
    assert coded == QC


def test_settings_that_lead_out_of_the_folder_are_refused(tmp_path):
    folder = tmp_path / "qc"
    shutil.copytree(FOREIGN / "qualitative-coding", folder)
    settings = folder / "settings.yaml"
    settings.write_text(settings.read_text().replace("corpus_dir: corpus", "corpus_dir: ../.."))
    with pytest.raises(InputError, match="leads out of the project's folder"):
        new_project_from(tmp_path / "studie", folder)


def test_a_text_that_leads_out_of_the_folder_is_left_aside(tmp_path):
    folder = tmp_path / "qc"
    shutil.copytree(FOREIGN / "qualitative-coding", folder)
    (tmp_path / "hemligt.txt").write_text("hemligt")
    (folder / "corpus" / "08.txt").unlink()
    (folder / "corpus" / "08.txt").symlink_to(tmp_path / "hemligt.txt")
    made, coded, _, interviews, *_ = arrived(tmp_path, folder)
    assert set(interviews) == {"07"}
    assert {each for each in coded if each[0] == "08"} == set()
    assert any("08.txt" in each for each in made.aside)


# -- QualCoder --------------------------------------------------------------------------------

TEXT = (
    "Moderator: Hur går det? 😀\nIP1: Vi har en handläggare som slutat.\nIP2: Chefen står bakom.\n"
)


def qualcoder(folder):
    """A project as the documentation of QualCoder 3's database has it."""
    home = folder / "Studie.qda"
    home.mkdir()
    sql = sqlite3.connect(home / "data.qda")
    sql.executescript("""
        CREATE TABLE project (databaseversion text, date text, memo text, about text);
        CREATE TABLE source (id integer primary key, name text, fulltext text, mediapath text,
            memo text, owner text, date text, unique(name));
        CREATE TABLE code_text (ctid integer primary key, cid integer, fid integer, seltext text, pos0 integer, pos1 integer,
            owner text, date text, memo text, avid integer, important integer,
            unique(cid,fid,pos0,pos1,owner));
        CREATE TABLE annotation (anid integer primary key, fid integer, pos0 integer, pos1 integer,
            memo text, owner text, date text);
        CREATE TABLE attribute_type (name text primary key, date text, owner text, memo text,
            caseOrFile text, valuetype text);
        CREATE TABLE attribute (attrid integer primary key, name text, attr_type text, value text,
            id integer, date text, owner text);
        CREATE TABLE case_text (id integer primary key, caseid integer, fid integer, pos0 integer,
            pos1 integer, owner text, date text, memo text);
        CREATE TABLE cases (caseid integer primary key, name text, memo text, owner text, date text);
        CREATE TABLE code_cat (catid integer primary key, name text, owner text, date text,
            memo text, supercatid integer);
        CREATE TABLE code_name (cid integer primary key, name text, memo text, catid integer,
            owner text, date text, color text);
        CREATE TABLE journal (jid integer primary key, name text, jentry text, date text, owner text);
        CREATE TABLE code_image (imid integer primary key, id integer, x1 integer);
    """)
    sql.execute("INSERT INTO project VALUES ('v6', '2026-01-01', 'Om studien', 'QualCoder 3')")
    sql.executemany(
        "INSERT INTO source VALUES (?, ?, ?, ?, ?, 'eva', '2026-01-01 10:00:00')",
        [
            (1, "07-åmål.txt", TEXT, None, "första samtalet"),
            (2, "tavla.png", None, "/images/tavla.png", ""),
            (3, "08.txt", "IP1: Nej.", "docs:/hem/08.txt", ""),
        ],
    )
    sql.executemany(
        "INSERT INTO code_cat VALUES (?, ?, 'eva', '', ?, ?)",
        [(1, "Struktur", "ordning", None), (2, "Rutiner", "", 1)],
    )
    sql.executemany(
        "INSERT INTO code_name VALUES (?, ?, ?, ?, 'eva', '', ?)",
        [(1, "Övrigt", "", 1, "#FF0000"), (2, "Övrigt", "här med", 2, "#00FF00"),
         (3, "Ledning", "", None, "#0000FF")],
    )  # fmt: skip

    def passage(words):
        start = TEXT.index(words)
        return words, start, start + len(words)

    sql.executemany(
        "INSERT INTO code_text VALUES (NULL, ?, 1, ?, ?, ?, ?, '2026-02-03 04:05:06', ?, NULL, ?)",
        [
            (1, *passage("handläggare som slutat"), "eva", "viktigt", 1),
            (2, *passage("handläggare som slutat"), "bo", "", None),
            (3, *passage("Chefen står bakom."), "eva", "", None),
        ],
    )
    start = TEXT.index("IP2")
    sql.execute("INSERT INTO annotation VALUES (1, 1, ?, ?, 'vem?', 'bo', '')", (start, start + 3))
    sql.executemany(
        "INSERT INTO cases VALUES (?, ?, ?, 'eva', '')", [(1, "IP1", "chef"), (2, "Grupp 8", "")]
    )
    sql.executemany(
        "INSERT INTO case_text VALUES (NULL, ?, ?, ?, ?, 'eva', '', '')",
        [(1, 1, 30, 60), (2, 3, 0, len("IP1: Nej."))],
    )
    sql.executemany(
        "INSERT INTO attribute VALUES (NULL, ?, ?, ?, ?, '', 'eva')",
        [
            ("Kommun", "file", "Åmål", 1),
            ("Kön", "case", "kvinna", 1),
            ("Kommun", "case", "Eksjö", 2),
        ],
    )
    sql.execute("INSERT INTO journal VALUES (1, 'Dagbok', 'Först så', '', 'eva')")
    sql.execute("INSERT INTO code_image VALUES (1, 2, 0)")
    sql.commit()
    sql.close()
    return home


def test_qualcoders_project_comes_in(tmp_path):
    made, coded, book, interviews, codings, memo = arrived(tmp_path, qualcoder(tmp_path))
    assert coded == {
        ("07", "handläggare som slutat", "Struktur/Övrigt", "eva"),
        ("07", "handläggare som slutat", "Struktur/Rutiner/Övrigt", "bo"),
        ("07", "Chefen står bakom.", "Ledning", "eva"),
    }
    marked = next(each for each in codings if each.memo)
    assert (marked.memo, marked.quotable) == ("viktigt", True)
    assert marked.time == datetime(2026, 2, 3, 4, 5, 6, tzinfo=UTC)
    assert {code.name: code.colour for code in book.codes}["Ledning"] == "#0000ff"
    first, second = interviews["07"], interviews["08"]
    assert dict(first.attributes) == {"kommun": "Åmål"}
    assert {each.label: (each.description, dict(each.attributes)) for each in first.participants}[
        "IP1"
    ] == ("chef", {"kön": "kvinna"})
    assert dict(second.attributes) == {"fall": "Grupp 8", "kommun": "Eksjö"}
    assert first.memo == "första samtalet\n\n“IP2”: vem? (bo)"
    assert memo == "Om studien\n\nDagbok\nFörst så"
    told = "\n".join(made.aside)
    assert "picture “tavla.png”" in told
    assert "1 codings on pictures are not taken over" in told


def test_its_database_alone_is_enough(tmp_path):
    _, coded, *_ = arrived(tmp_path, qualcoder(tmp_path) / "data.qda")
    assert len(coded) == 3


def test_categories_that_stand_in_a_circle_lose_nothing(tmp_path):
    home = qualcoder(tmp_path)
    with sqlite3.connect(home / "data.qda") as sql:
        sql.execute("UPDATE code_cat SET supercatid = 2 WHERE catid = 1")
    sql.close()
    _, coded, *_ = arrived(tmp_path, home)
    assert len(coded) == 3


def test_what_nobody_reads_is_refused_with_what_is_read(tmp_path):
    (tmp_path / "tom").mkdir()
    for source in (tmp_path / "tom", tmp_path / "study.nvp"):
        with pytest.raises(UsageError, match="A project cannot be made"):
            new_project_from(tmp_path / "studie", source)
