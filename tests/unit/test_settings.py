"""What a person has set for herself: read with the place of every mistake, written whole."""

import stat

import pytest

from workbench.errors import InputError
from workbench.workflows.settings import (
    keep_theme,
    kept_theme,
    keys_path,
    read_keys,
    write_keys,
)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    home = tmp_path / "settings"
    monkeypatch.setattr("workbench.workflows.settings.settings_folder", lambda: home)
    monkeypatch.delenv("WORKBENCH_KEYS", raising=False)
    return home


def keys_in(folder, text):
    folder.mkdir(exist_ok=True)
    (folder / "keys.toml").write_text(text, encoding="utf-8")
    return [(each.action, each.keys, each.line) for each in read_keys().written]


def test_without_a_file_nothing_is_set(folder):
    assert read_keys().written == ()
    assert not folder.exists()


def test_one_action_may_have_several_keys(folder):
    text = '# mine\n"transcript.next-word" = "w, ctrl+right"\n\n"app.keys" = "f1"\n'
    assert keys_in(folder, text) == [
        ("transcript.next-word", ("w", "ctrl+right"), 2),
        ("app.keys", ("f1",), 4),
    ]


@pytest.mark.parametrize(
    "text",
    [
        'transcript.next-word = "w"',
        '[transcript]\nnext-word = "w"',
        '\ufeff"transcript.next-word"="w"',
    ],
)
def test_ids_may_be_written_without_quotation_marks_and_in_sections(folder, text):
    assert [each[:2] for each in keys_in(folder, text)] == [("transcript.next-word", ("w",))]


@pytest.mark.parametrize(
    ("text", "line", "why"),
    [
        ('"a.b" = "x"\n"c.d" = x\n', 2, "cannot be read"),
        ('"a.b" = "x"\n"c.d" = "y\n', 2, "cannot be read"),
        ('"a.b" = "x"\n"a.b" = "y"\n', 2, "cannot be read"),
        ('"a.b" = "x"\n"c.d" =', 2, "cannot be read"),
        ('\n\n"a.b" = 3\n', 3, "names no key"),
        ('"a.b" = ""\n', 1, "names no key"),
        ('"a.b" = "x,"\n', 1, "names no key"),
        ('"a.b" = ["x"]\n', 1, "names no key"),
        ('"a.b" = """x\ny"""\n"c.d" = true\n', 3, "names no key"),
    ],
)
def test_what_cannot_be_read_is_told_with_file_and_line(folder, text, line, why):
    with pytest.raises(InputError, match=rf"keys\.toml”, line {line}: .*{why}") as told:
        keys_in(folder, text)
    assert told.value.remedy


def test_bytes_that_are_no_text_are_told_with_their_line(folder):
    folder.mkdir()
    (folder / "keys.toml").write_bytes(b'# a\n"a.b" = "\xe5"\n')
    with pytest.raises(InputError, match="line 2: this is not UTF-8"):
        read_keys()


def test_a_file_may_be_named_by_the_environment(folder, tmp_path, monkeypatch):
    other = tmp_path / "other.toml"
    other.write_text('"a.b" = "x"')
    monkeypatch.setenv("WORKBENCH_KEYS", str(other))
    assert keys_path() == other
    assert read_keys().written[0].action == "a.b"


def test_a_file_that_is_named_and_not_there_is_told(folder, tmp_path, monkeypatch):
    monkeypatch.setenv("WORKBENCH_KEYS", str(tmp_path / "none.toml"))
    with pytest.raises(InputError, match="There is no file"):
        read_keys()


def test_a_folder_in_place_of_the_file_is_told(folder):
    (folder / "keys.toml").mkdir(parents=True)
    with pytest.raises(InputError, match="cannot be read"):
        read_keys()


def test_a_file_to_start_from_does_not_replace_one_that_is_there(tmp_path):
    path = tmp_path / "keys.toml"
    write_keys(path, "# ö\n", force=False)
    assert path.read_text(encoding="utf-8") == "# ö\n"
    with pytest.raises(InputError, match="exists"):
        write_keys(path, "", force=False)


def test_the_theme_is_remembered(folder):
    assert kept_theme() == ""
    keep_theme("workbench-light")
    keep_theme("workbench-high-contrast")
    assert kept_theme() == "workbench-high-contrast"
    assert [each.name for each in folder.iterdir()] == ["settings.toml"]


@pytest.mark.parametrize("content", [b"theme = 3", b"theme = ", b"\xff", b'other = "x"'])
def test_settings_that_cannot_be_read_are_as_none(folder, content):
    folder.mkdir()
    (folder / "settings.toml").write_bytes(content)
    assert kept_theme() == ""


def test_a_folder_that_cannot_be_written_is_told_in_words(folder):
    folder.parent.joinpath("settings").write_text("a file stands in the way")
    with pytest.raises(InputError, match="The theme is not remembered"):
        keep_theme("workbench-light")
    assert stat.S_ISREG(folder.stat().st_mode)
