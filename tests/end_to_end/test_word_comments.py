"""`export INTERVIEW -o coded.docx` and `code --from coded.docx` in processes of their own."""

from docx import Document


def test_an_interview_goes_to_word_and_comes_back(demo, workbench, tmp_path):
    coded = tmp_path / "coded.docx"
    out = workbench("export", demo, "07", "-o", coded, "--coder", "A")
    assert (out.code, out.err) == (0, "")
    assert "22 codings by A as comments" in out.out
    done = workbench("code", demo, "--from", coded, "--coder", "C")
    assert done.code == 0
    assert "interview 07, 22 codings for C (22 verbatim), 0 memos" in done.out
    listed = [
        [
            (each["start"], each["end"], each["code"], each["polarity"], each["memo"], each["text"])
            for each in workbench(
                "codings", demo, "--coder", who, "--where", "intervju=07", "--json"
            ).json
        ]
        for who in ("A", "C")
    ]
    assert listed[0] == listed[1]
    assert len(listed[0]) == 22


def test_what_has_no_place_is_listed_and_the_rest_is_done(demo, workbench, tmp_path):
    coded = tmp_path / "coded.docx"
    workbench("export", demo, "07", "-o", coded, "--coder", "A")
    made = Document(str(coded))
    added = made.add_paragraph("IP1: Det här sa aldrig någon, det skrev en kollega dit.")
    made.add_comment(added.runs, "STR -", author="A")
    made.save(str(coded))
    done = workbench("code", demo, "--from", coded, "--coder", "C")
    assert done.code == 3
    assert "comment 23\tnot placed" in done.err
    assert "22 codings for C" in done.out


def test_a_word_file_needs_to_know_which_interview(demo, workbench, tmp_path):
    out = workbench("export", demo, "-o", tmp_path / "coded.docx")
    assert out.code == 2
    assert "A Word file holds one interview" in out.err
    out = workbench("export", demo, "07", "-o", tmp_path / "study.qdpx")
    assert out.code == 2
    assert list(tmp_path.glob("*.qdpx")) == []


def test_options_for_comments_are_refused_with_a_sheet(demo, workbench, tmp_path):
    sheet = tmp_path / "sheet.csv"
    sheet.write_text("intervju;kod;text\n07;STR;LSG\n", encoding="utf-8")
    out = workbench("code", demo, "--from", sheet, "--coder", "C", "--author", "A")
    assert out.code == 2
    assert "for comments in a Word file" in out.err
