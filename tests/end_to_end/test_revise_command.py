"""`workbench revise` on files of one's own making."""

import pytest

from tests.conftest import write_transcript

TALK = [
    "Fokusgrupp i Åmål",
    "Kommun: Åmål",
    "",
    "Moderator: Hur ser samverkan ut här hos er?",
    "IP1: Vi har en handläggare som slutat. Ingen vet vem man ringer.",
    "IP2: Chefen står bakom oss, det gör skillnad.",
    "IP1: Då sa hon: ring mig. (skratt) Och det gjorde vi.",
    "IP3: Rutinerna finns, men ingen läser dem.",
    "IP2: Det är som det är, vi gör vårt bästa ändå.",
]
CORRECTED = [
    "Fokusgrupp i Åmål",
    "Kommun: Åmåls kommun",
    "",
    "Moderator: Hur ser samverkan ut här hos er?",
    "IP1: Vi har en handläggare som har slutat. Ingen vet vem man ska ringa.",
    "IP3: Chefen står bakom oss, det gör skillnad.",
    "IP1: Då sa hon: ring mig. (skratt) Och det gjorde vi.",
    "IP2: Det är som det är, vi gör vårt bästa ändå.",
]
CODED = [
    ("2", "IP1", "STA", "Vi har en handläggare som slutat."),
    ("2", "IP1", "STR", "vem man ringer"),
    ("3", "IP2", "LED", "Chefen står bakom oss"),
    ("4", "IP1", "STR", "ring mig"),
    ("5", "IP3", "STR.rutiner", "Rutinerna finns, men ingen läser dem"),
    ("6", "IP2", "KUN", "vi gör vårt bästa ändå"),
]


@pytest.fixture
def coded(study, tmp_path, workbench):
    """A project with one interview and six codings by Anna."""
    assert workbench("import", study, write_transcript(tmp_path, "07-åmål.txt", TALK)).code == 0
    sheet = tmp_path / "koder.csv"
    rows = [f"07;{turn};{who};{code};-;{words}" for turn, who, code, words in CODED]
    head = "intervju;replik;deltagare;kod;riktning;text"
    sheet.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
    done = workbench("code", study, "--from", sheet, "--coder", "Anna")
    assert done.code == 0, done.err
    return study


@pytest.fixture
def corrected(tmp_path):
    return write_transcript(tmp_path, "07 rättad.txt", CORRECTED)


def fates(report):
    return {each["words"]: each["fate"] for each in report["codings"]}


def test_each_coding_is_told_with_what_became_of_it(coded, corrected, workbench):
    report = workbench("revise", coded, "07", corrected, "--json").json
    assert fates(report) == {
        "Vi har en handläggare som slutat.": "grew",
        "vem man ringer": "grew",
        "Chefen står bakom oss": "moved",
        "ring mig": "unmoved",
        "Rutinerna finns, men ingen läser dem": "lost",
        "vi gör vårt bästa ändå": "moved",
    }
    (changed,) = report["speakers"]
    assert (changed["was_speaker"], changed["now_speaker"]) == ("IP2", "IP3")
    assert report["share"] > 0.7


def test_codings_stand_on_their_words_in_the_new_text(coded, corrected, workbench):
    workbench("revise", coded, "07", corrected)
    texts = {each["text"] for each in workbench("codings", coded, "--json").json}
    assert texts == {
        "Vi har en handläggare som har slutat.",
        "vem man ska ringa",
        "Chefen står bakom oss",
        "ring mig",
        "vi gör vårt bästa ändå",
    }
    assert workbench("check", coded).code == 0


def test_a_dry_run_tells_the_same_and_writes_nothing(coded, corrected, workbench):
    before = workbench("log", coded, "--json").json
    told = workbench("revise", coded, "07", corrected, "--dry-run", "--json").json
    assert workbench("log", coded, "--json").json == before
    done = workbench("revise", coded, "07", corrected, "--json").json
    assert {**told, "dry_run": False} == done


def test_one_undo_takes_the_revision_back(coded, corrected, workbench):
    before = workbench("codings", coded, "--json").json
    shown = workbench("show", coded, "07", "--json").json
    workbench("revise", coded, "07", corrected)
    assert workbench("undo", coded).code == 0
    assert workbench("codings", coded, "--json").json == before
    assert workbench("show", coded, "07", "--json").json == shown


def test_what_nobody_has_looked_at_is_listed_with_its_old_words(coded, corrected, workbench):
    workbench("revise", coded, "07", corrected)
    listed = workbench("revise", coded, "07")
    assert "lost its place: “Rutinerna finns, men ingen läser dem”" in listed.out
    assert "ring mig" not in listed.out
    assert len(workbench("revise", coded, "--json").json) == 5


def test_what_the_header_says_otherwise_is_told_and_not_taken(coded, corrected, workbench):
    done = workbench("revise", coded, "07", corrected)
    assert "Åmåls kommun" in done.err
    shown = workbench("show", coded, "07", "--json").json
    assert shown["attributes"]["kommun"] == "Åmål"


def test_another_text_is_refused_with_the_figure_and_taken_by_force(coded, tmp_path, workbench):
    lines = ["IP1: Alldeles andra ord om väder och vind i fjällen.", "IP2: Jaha, och snö dessutom?"]
    other = write_transcript(tmp_path, "annan.txt", lines)
    refused = workbench("revise", coded, "07", other)
    assert refused.code == 3
    assert "%" in refused.err
    assert "--force" in refused.err
    assert len(workbench("codings", coded, "--json").json) == 6
    done = workbench("revise", coded, "07", other, "--force")
    assert done.code == 0
    assert "6 lost their place" in done.out


def test_the_same_text_is_refused(coded, tmp_path, workbench):
    again = write_transcript(tmp_path, "samma.txt", TALK)
    refused = workbench("revise", coded, "07", again)
    assert refused.code == 3
    assert "nothing to revise" in refused.err


def test_importing_a_corrected_file_names_revise_as_the_remedy(coded, tmp_path, workbench):
    folder = tmp_path / "nytt"
    folder.mkdir()
    again = write_transcript(folder, "07-åmål.txt", CORRECTED)
    refused = workbench("import", coded, again)
    assert refused.code == 3
    assert "workbench revise PROJECT 07 07-åmål.txt" in refused.err


def test_a_file_that_cannot_be_read_changes_nothing(coded, tmp_path, workbench):
    broken = tmp_path / "trasig.docx"
    broken.write_bytes(b"PK\x03\x04 not a zip at all")
    refused = workbench("revise", coded, "07", broken)
    assert refused.code == 3
    assert "Traceback" not in refused.err
    assert workbench("revise", coded, "--json").json == []


def test_an_import_of_the_old_file_after_the_revision_is_not_a_second_interview(
    coded, corrected, tmp_path, workbench
):
    workbench("revise", coded, "07", corrected)
    refused = workbench("import", coded, tmp_path / "07-åmål.txt")
    assert refused.code == 3
    assert len(workbench("speakers", coded, "--json").json) == 4


def test_what_two_settled_on_words_that_are_gone_is_told_as_overtaken(
    coded, corrected, tmp_path, workbench
):
    sheet = tmp_path / "bo.csv"
    words = "Rutinerna finns, men ingen läser dem"
    sheet.write_text(
        "intervju;replik;deltagare;kod;riktning;text\n"
        f"07;5;IP3;LED;;{words}\n07;4;IP1;LED;;ring mig\n",
        encoding="utf-8",
    )
    assert workbench("code", coded, "--from", sheet, "--coder", "Bo").code == 0
    two = ("settle", coded, "--coder", "Anna", "--coder", "Bo")
    assert workbench("blind", coded, "--lift").code == 0
    found = workbench(*two, "--json").json["disagreements"]
    for each in found:
        if each["kind"] == "code":
            done = workbench(*two, "--take", "Anna", each["id"], "--reason", "Så")
            assert done.code == 0, done.err
    assert workbench("revise", coded, "07", corrected).code == 0
    after = workbench(*two, "--json").json
    assert len(after["overtaken"]) == 1
    assert sum(each["settled"] is not None for each in after["disagreements"]) == 1
    decisions = tmp_path / "beslut.csv"
    assert workbench(*two, "-o", decisions).code == 0
    assert "ring mig" in decisions.read_text(encoding="utf-8-sig")
    assert workbench("check", coded).code == 0
