"""What needs programs of a desktop: LibreOffice opens the exports, tmux shows the screens."""

import json
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


_TYPING = """
import json, sys, time, uno
from com.sun.star.beans import PropertyValue

def named(name, value):
    made = PropertyValue()
    made.Name, made.Value = name, value
    return made

pipe, source, target, wanted = *sys.argv[1:4], json.loads(sys.argv[4])
here = uno.getComponentContext()
resolver = here.ServiceManager.createInstanceWithContext(
    "com.sun.star.bridge.UnoUrlResolver", here
)
for attempt in range(500):
    try:
        office = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        break
    except Exception:
        time.sleep(0.2)
desktop = office.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", office)
document = desktop.loadComponentFromURL(
    uno.systemPathToFileUrl(source), "_blank", 0, (named("Hidden", True),)
)

def find(words, after=None):
    search = document.createSearchDescriptor()
    search.SearchString, search.SearchCaseSensitive = words, True
    return document.findNext(after, search) if after else document.findFirst(search)

for first, last, author, words in wanted:
    begin = find(first)
    end = begin if last == first else find(last, begin.Start)
    cursor = begin.Text.createTextCursorByRange(begin.Start)
    cursor.gotoRange(end.End, True)
    note = document.createInstance("com.sun.star.text.textfield.Annotation")
    note.Content, note.Author = words, author
    cursor.Text.insertTextContent(cursor, note, True)
document.storeToURL(
    uno.systemPathToFileUrl(target), (named("FilterName", "MS Word 2007 XML"),)
)
document.close(True)
desktop.terminate()
"""
"""What a person does in LibreOffice: open, select words, type a comment, save as Word."""

_BY_HAND = [
    ("Vi har ju LSG", "samverkansgruppen.", "Anna", "STR -"),
    ("Det finns ett papper", "också.", "Anna", "STR, KUN +"),
    ("Psykiatrin vill ha frukt.", "De åt bullarna ändå.", "Anna", "IND: över tre repliker"),
    ("Vi skulle varit sex", "Vi skulle varit sex", "Anna", "Fråga Karin"),
]


def comment_in_libreoffice(source, target, folder):
    python = "/usr/bin/python3"
    if subprocess.run([python, "-c", "import uno"], capture_output=True, check=False).returncode:
        pytest.fail("LibreOffice's Python bridge is not on this machine: install python3-uno")
    pipe = f"workbench{uuid.uuid4().hex[:8]}"
    office = subprocess.Popen(
        [
            needs("soffice"),
            f"-env:UserInstallation=file://{folder}/profile",
            *("--headless", "--norestore", f"--accept=pipe,name={pipe};urp"),
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        done = subprocess.run(
            [python, "-c", _TYPING, pipe, source, target, json.dumps(_BY_HAND)],
            capture_output=True,
            text=True,
            timeout=150,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        office.wait(timeout=60)
    finally:
        office.kill()


def test_comments_written_by_hand_in_libreoffice_come_in_as_codings(
    demo, workbench, tmp_path, corpus
):
    original = corpus / "07-nassjo-kommun-medarbetare.docx"
    exported = tmp_path / "coded.docx"
    assert workbench("export", demo, "07", "-o", exported, "--coder", "A").code == 0
    for number, source in enumerate((exported, original)):
        saved, coder = tmp_path / f"commented-{number}.docx", f"C{number}"
        comment_in_libreoffice(source, saved, tmp_path)
        done = workbench(
            *("code", demo, "--from", saved, "--coder", coder, "--author", "Anna", "--json")
        )
        assert done.code == 0, done.err
        assert [each["text"] for each in done.json["memos"]] == ["Fråga Karin"]
        found = workbench("codings", demo, "--coder", coder, "--json").json
        assert {
            (each["turn"], each["code"], each["polarity"], each["text"][:10], each["text"][-8:])
            for each in found
        } == {
            (5, "STR", "-", "Vi har ju ", "gruppen."),
            (10, "KUN", "+", "Det finns ", "t också."),
            (10, "STR", "+", "Det finns ", "t också."),
            (12, "IND", "", "Psykiatrin", "na ändå."),
        }
    # What was exported is still there after LibreOffice has saved the file.
    back = workbench(
        *("code", demo, "--from", tmp_path / "commented-0.docx"),
        *("--coder", "A", "--author", "A", "--json"),
    )
    assert {each["how"] for each in back.json["placed"]} == {"already there"}
    assert back.json["missing"] == []


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
