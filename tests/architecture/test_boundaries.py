"""The floors of the house hold, and the command starts without what it does not need."""

import json
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "workbench"


def modules_loaded_by(code: str) -> set[str]:
    probe = f"import json, sys\n{code}\nprint(json.dumps(sorted(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    return set(json.loads(done.stdout.splitlines()[-1]))


def test_help_loads_neither_interface_nor_language_nor_database():
    loaded = modules_loaded_by(
        "from workbench.cli import main\ntry:\n    main(['--help'])\nexcept SystemExit:\n    pass"
    )
    heavy = {"textual", "spacy", "sqlite_utils", "docx", "lxml", "openpyxl", "numpy", "rich"}
    heavy |= {"matplotlib", "xlsxwriter"}
    assert not heavy & {name.split(".")[0] for name in loaded}


def test_a_table_is_counted_without_loading_interface_or_language(built_demo):
    loaded = modules_loaded_by(
        "from pathlib import Path\n"
        "from workbench.workflows.tabulating import tabulate\n"
        f"tabulate(Path({str(built_demo / 'demo.workbench')!r}), by='kommun', coder='A')"
    )
    heavy = {"textual", "spacy", "numpy", "docx", "matplotlib", "xlsxwriter"}
    assert not heavy & {name.split(".")[0] for name in loaded}


def importing(package: str) -> set[str]:
    """The rooms in which a library is imported."""
    pattern = re.compile(rf"^\s*(?:from|import) {package}\b", re.MULTILINE)
    return {
        path.relative_to(PACKAGE).parts[0]
        for path in PACKAGE.rglob("*.py")
        if pattern.search(path.read_text(encoding="utf-8"))
    }


def test_textual_stands_only_in_the_interface():
    assert importing("textual") == {"tui"}


def test_spacy_stands_only_in_suggest_and_where_it_is_handed_over():
    assert importing("spacy") == {"suggest", "interchange"}


def test_sql_on_our_own_file_stands_only_in_project():
    assert importing("sqlite_utils") == {"project"}
    assert importing("sqlite3") == {"project", "interchange"}  # There on other programs' files.


def test_pure_packages_touch_no_files_and_no_clock():
    forbidden = re.compile(r"\bopen\(|\bPath\(|time\.time\(|datetime\.now\(|random\.random\(")
    pure = ("model", "text", "codebook", "analysis", "placing")
    offending = [
        path.name
        for room in pure
        for path in (PACKAGE / room).rglob("*.py")
        if forbidden.search(path.read_text(encoding="utf-8")) and path.name != "translation.py"
    ]
    assert offending == []
