"""What needs programs of a desktop: LibreOffice opens the exports, tmux shows the screens."""

import shutil
import subprocess
import time
import uuid

import pytest

from tests.conftest import COMMAND

pytestmark = pytest.mark.desktop


def needs(program):
    if shutil.which(program) is None:
        pytest.fail(f"{program} is not on this machine: install it, then run make test-desktop")
    return program


@pytest.mark.parametrize(
    "name",
    [
        "demo-utdrag-A.docx",
        "demo-utdrag-A.csv",
        "demo-kommun.csv",
        "demo-rapport-Eksjö.docx",
        "demo-kodbok.docx",
    ],
)
def test_libreoffice_opens_every_export(built_demo, tmp_path, name):
    kind = "txt:Text" if name.endswith(".docx") else "csv"
    done = subprocess.run(
        [
            needs("soffice"),
            f"-env:UserInstallation=file://{tmp_path}/profile",
            *("--headless", "--convert-to", kind, "--outdir", tmp_path),
            built_demo / "exports" / name,
        ],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    (made,) = (path for path in tmp_path.iterdir() if path.is_file())
    words = made.read_text(encoding="utf-8-sig", errors="replace")
    assert "En ledning som prioriterar samverkan" in words, done.stderr


@pytest.mark.parametrize(("columns", "lines"), [(80, 24), (140, 45)])
def test_the_screens_work_in_tmux(demo, columns, lines):
    tmux, session = needs("tmux"), f"workbench-{uuid.uuid4().hex[:8]}"

    def tell(*words):
        return subprocess.run([tmux, *words], capture_output=True, text=True, check=True).stdout

    def wait_for(words):
        for _ in range(100):
            shown = tell("capture-pane", "-p", "-t", session)
            if words in shown:
                return shown
            time.sleep(0.1)
        raise AssertionError(f"{words!r} never came:\n{shown}")

    tell(
        *("new-session", "-d", "-s", session, "-x", str(columns), "-y", str(lines)),
        f"'{COMMAND}' open '{demo}' --coder A; sleep 60",
    )
    try:
        wait_for("Kommunens medarbetare i Aneby")
        tell("send-keys", "-t", session, "Enter")
        wait_for(" of 76 ")
        tell("send-keys", "-t", session, "N")
        wait_for("Psykiatrimottagningens medarbetare")
        tell("send-keys", "-t", session, "Escape")
        wait_for("Esc again")
        tell("send-keys", "-t", session, "Escape")
        wait_for("all 21 interviews finished")
    finally:
        tell("kill-session", "-t", session)
