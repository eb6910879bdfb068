"""Projects out and in by the installed command, and what it prints."""

import zipfile

from tests.refi_files import WORDS, Writer, broken_rules, project_file


def test_the_demonstration_goes_out_and_comes_back(demo, tmp_path, workbench):
    out = workbench("export", demo, "-o", tmp_path / "demo.qdpx")
    assert out.code == 0, out.err
    assert "21 interviews, 17 codes" in out.out
    assert broken_rules(tmp_path / "demo.qdpx") == []
    back = tmp_path / "back.workbench"
    done = workbench("new", back, "--from", tmp_path / "demo.qdpx", "--json")
    assert done.code == 0, done.err
    assert done.json["coders"] == ["A", "B"]
    assert (done.json["changed"], done.json["aside"], done.json["doubtful"]) == ([], [], [])
    for coder in ("A", "B"):
        for what in (("codings",), ("table", "--by", "kommun", "--unit", "words", "--polarity")):
            before = workbench(what[0], demo, *what[1:], "--coder", coder, "--json")
            after = workbench(what[0], back, *what[1:], "--coder", coder, "--json")
            assert before.json == after.json
    assert workbench("codebook", "show", demo, "--json").json == (
        workbench("codebook", "show", back, "--json").json
    )
    assert workbench("check", back).code == 0
    log = workbench("log", back)
    assert "took over demo.qdpx: 21 interviews" in log.out


def test_one_coders_work_goes_out_alone(demo, tmp_path, workbench):
    out = workbench("export", demo, "-o", tmp_path / "b.qdpx", "--coder", "B")
    assert "codings by B." in out.out
    done = workbench("new", tmp_path / "b", "--from", tmp_path / "b.qdpx", "--json")
    assert done.json["coders"] == ["B"]
    wrong = workbench("export", demo, "-o", tmp_path / "c.qdpx", "--coder", "Ceve")
    assert wrong.code == 3
    assert "“Ceve” has done nothing here. Others have: A, B." in wrong.err
    assert not (tmp_path / "c.qdpx").exists()


def test_the_same_project_makes_the_same_bytes(demo, tmp_path, workbench):
    for name in ("a.qdpx", "b.qdpx"):
        assert workbench("export", demo, "-o", tmp_path / name).code == 0
    assert (tmp_path / "a.qdpx").read_bytes() == (tmp_path / "b.qdpx").read_bytes()
    again = workbench("export", demo, "-o", tmp_path / "a.qdpx")
    assert again.code == 3
    assert "--force" in again.err


def test_texts_go_out_without_a_mark_and_with_line_feeds(demo, tmp_path, workbench):
    workbench("export", demo, "-o", tmp_path / "a.qdpx")
    with zipfile.ZipFile(tmp_path / "a.qdpx") as archive:
        texts = [archive.read(name) for name in archive.namelist() if name.endswith(".txt")]
    assert len(texts) == 21
    assert not any(text.startswith(b"\xef\xbb\xbf") or b"\r" in text for text in texts)


def test_a_strangers_project_comes_in_with_a_report(tmp_path, workbench):
    path = project_file(tmp_path / "nvivo.qdpx", Writer(utf16=True, crlf=True, bom=True))
    done = workbench("new", tmp_path / "studie", "--from", path)
    assert done.code == 0, done.err
    assert f"1 interviews, 1 codes, {len(WORDS)} codings by Anna." in done.out
    assert "Written by Another program." in done.out
    assert "Positions of 1 texts are read as: UTF-16 units" in done.out
    assert "1.000 of 1 over 9 selections; next best" in done.err


def test_the_codebook_goes_out_and_updates(demo, tmp_path, workbench):
    assert workbench("export", demo, "-o", tmp_path / "bok.qdc").out.endswith("17 codes.\n")
    assert broken_rules(tmp_path / "bok.qdc") == []
    same = workbench("codebook", "update", demo, tmp_path / "bok.qdc")
    assert same.out == "The codebook is the same.\n"


def test_an_export_of_another_kind_names_those_there_are(demo, tmp_path, workbench):
    done = workbench("export", demo, "-o", tmp_path / "a.pdf")
    assert done.code == 2
    assert ".qdpx, .qdc" in done.err


def test_a_new_project_comes_from_a_codebook_or_a_project(tmp_path, workbench):
    assert workbench("new", tmp_path / "a").code == 2
    both = workbench("new", tmp_path / "a", "--codebook", "danermark", "--from", "b.qdpx")
    assert both.code == 2
    assert "Give one of --codebook and --from" in both.err
