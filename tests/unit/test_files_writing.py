"""An output file is there whole, or not at all."""

import errno
import io
import os
import stat
import subprocess
import sys
import threading

import pytest

from workbench.errors import InputError
from workbench.files.bundled import bundled
from workbench.files.writing import guarded, unguarded, whole_file, write_csv

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="POSIX permissions and pipes")


def write(path, data=b"nytt", *, force=False):
    with whole_file(path, force=force) as out:
        out.write(data)


def fail_half_way(path, failure):
    with whole_file(path, force=True) as out:
        out.write(b"halv")
        raise failure


def names(folder):
    return [path.name for path in folder.iterdir()]


def refusal(path, *, force=False):
    with pytest.raises(InputError) as caught:
        write(path, force=force)
    assert str(path) in caught.value.message
    assert caught.value.remedy
    return caught.value


def test_the_file_appears_when_the_block_ends(tmp_path):
    path = tmp_path / "tabell.csv"
    with whole_file(path, force=False) as out:
        out.write(b"hela")
        assert not path.exists()
    assert path.read_bytes() == b"hela"
    assert names(tmp_path) == ["tabell.csv"]


def test_an_existing_file_is_kept_and_force_replaces_it(tmp_path):
    path = tmp_path / "tabell.csv"
    path.write_bytes(b"gammalt")
    assert "--force" in refusal(path).remedy
    assert path.read_bytes() == b"gammalt"
    write(path, force=True)
    assert path.read_bytes() == b"nytt"
    assert names(tmp_path) == ["tabell.csv"]


def test_a_file_that_appears_meanwhile_is_kept(tmp_path):
    path = tmp_path / "tabell.csv"
    out = whole_file(path, force=False)
    out.__enter__().write(b"eget")
    path.write_bytes(b"en annans")
    with pytest.raises(InputError, match="exists"):
        out.__exit__(None, None, None)
    assert path.read_bytes() == b"en annans"
    assert names(tmp_path) == ["tabell.csv"]


@pytest.mark.parametrize("failure", [ValueError, KeyboardInterrupt, OSError])
def test_nothing_is_left_behind_when_the_block_fails_or_is_cancelled(tmp_path, failure):
    path = tmp_path / "tabell.csv"
    path.write_bytes(b"gammalt")
    with pytest.raises(failure):
        fail_half_way(path, failure)
    assert path.read_bytes() == b"gammalt"
    assert names(tmp_path) == ["tabell.csv"]


def test_a_missing_folder_is_told_and_a_folder_is_no_file(tmp_path):
    assert "there is no folder" in refusal(tmp_path / "borta" / "x.csv").message
    assert "is a folder" in refusal(tmp_path).message
    assert "is a folder" in refusal(tmp_path, force=True).message


@POSIX
@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may do all")
def test_a_closed_folder_is_told(tmp_path):
    closed = tmp_path / "stängd"
    closed.mkdir(mode=0o500)
    assert "you may not write there" in refusal(closed / "x.csv").message


@POSIX
def test_a_full_disk_is_one_sentence_and_leaves_nothing(tmp_path):
    script = f"""
import resource, signal, sys
from pathlib import Path
from workbench.errors import InputError
from workbench.files.writing import whole_file
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, 10_000))
try:
    with whole_file(Path({str(tmp_path / "x.csv")!r}), force=False) as out:
        out.write(b"x" * 1_000_000)
except InputError as error:
    print(error)
"""
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False
    )
    assert "the disk is full" in done.stdout, done.stderr
    assert names(tmp_path) == []


def test_an_error_of_the_block_itself_is_not_renamed(tmp_path):
    with pytest.raises(OSError, match="annat") as caught, whole_file(tmp_path / "x", force=False):
        raise OSError(errno.EIO, "annat")
    assert not isinstance(caught.value, InputError)


@POSIX
def test_a_new_file_has_the_usual_mode_and_a_replaced_one_keeps_its_own(tmp_path):
    path = tmp_path / "x.csv"
    before = os.umask(0o027)
    try:
        write(path)
    finally:
        os.umask(before)
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    path.chmod(0o600)
    write(path, force=True)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@POSIX
def test_a_link_stays_a_link_and_its_target_is_replaced(tmp_path):
    target, link = tmp_path / "mål.csv", tmp_path / "länk.csv"
    target.write_bytes(b"gammalt")
    link.symlink_to(target)
    write(link, force=True)
    assert link.is_symlink()
    assert target.read_bytes() == b"nytt"


@POSIX
def test_a_named_pipe_is_written_to_and_not_replaced(tmp_path):
    path = tmp_path / "rör"
    os.mkfifo(path)
    found = []
    reader = threading.Thread(target=lambda: found.append(path.read_bytes()), daemon=True)
    reader.start()
    write(path)
    reader.join(10)
    assert found == [b"nytt"]
    assert stat.S_ISFIFO(path.stat().st_mode)


# -- csv --------------------------------------------------------------------------------------

ROWS = [("Nässjö", 3, 0.25, None), ('a;b, "c"\nd', -1, -0.0000001, "−")]


def csv_bytes(rows, *, excel):
    out = io.BytesIO()
    write_csv(out, ["värde", "antal", "andel", "tecken"], rows, excel=excel)
    return out.getvalue()


def test_for_excel_in_swedish():
    assert csv_bytes(ROWS, excel=True) == (
        b"\xef\xbb\xbf"
        + 'värde;antal;andel;tecken\r\nNässjö;3;0,25;\r\n"a;b, ""c""\nd";-1;0;−\r\n'.encode()
    )


def test_plain_for_other_programs():
    assert csv_bytes(ROWS, excel=False) == (
        'värde,antal,andel,tecken\nNässjö,3,0.25,\n"a;b, ""c""\nd",-1,0,−\n'.encode()
    )


@pytest.mark.parametrize("cell", ["=1+1", "+46", "-nej", "@SUM", "\t=1", "\rx", "'=1"])
def test_formulas_are_guarded_and_come_back(cell):
    assert guarded(cell) == "'" + cell
    assert unguarded(guarded(cell)) == cell


@pytest.mark.parametrize("cell", ["", "+", "-", "=", "'", "ja", "'ja", "1-2", "'-"])
def test_lone_signs_and_plain_text_stay(cell):
    if cell != "'-":
        assert guarded(cell) == cell
    assert unguarded(guarded(cell)) == cell


def test_a_lone_surrogate_does_not_stop_the_file():
    assert csv_bytes([("\ud800", 1, 1.0, None)], excel=False).endswith(b"?,1,1,\n")


def test_the_stream_stays_open_for_the_caller():
    out = io.BytesIO()
    write_csv(out, ["a"], [], excel=False)
    assert not out.closed


@pytest.mark.parametrize("kind", ["codebooks", "corpus"])
def test_what_ships_with_the_package_is_found(kind):
    assert bundled(kind).is_dir()
    assert bundled(kind).name == kind
