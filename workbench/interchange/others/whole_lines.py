"""A project of qualitative-coding (`qc`): a folder with settings, texts, a codebook and a database.

Codings are of whole lines, counted from 0 (qc 1.7). Paths in the settings are only followed inside
the folder.
"""

from pathlib import Path

import yaml

from workbench.errors import InputError
from workbench.files.contained import Containment
from workbench.files.decoding import decode
from workbench.interchange.others.databases import read_tables
from workbench.interchange.others.gathering import Gathering, Passage, Text, number, words
from workbench.interchange.study import Arrival
from workbench.interchange.values import clean

SETTINGS = "settings.yaml"

_TABLES = {
    "document": ("file_path",),
    "document_index": ("id", "document_id"),
    "location": ("id", "document_index_id"),
    "coded_line": ("id", "line", "coder_id", "code_id"),
    "coded_line_location_association": ("coded_line_id", "location_id"),
}
_USUAL = {
    "corpus_dir": "corpus",
    "codebook": "codebook.yaml",
    "database": "qualitative_coding.sqlite3",
    "memos_dir": "memos",
}
_MOST_TEXT = 32_000_000
_MOST_YAML = 5_000_000
_MOST_MEMOS = 1_000
_MOST_CODES = 100_000
_DEEPEST = 100


def read_whole_lines(path: Path, *, containment: Containment) -> Arrival:
    """Read a project; `path` is its folder.

    Errors: InputError where settings, database or codebook cannot be read.
    """
    settings = _settings(path)
    found = Gathering("qualitative-coding", path.resolve().name)
    tables = read_tables(_inside(path, settings["database"]), _TABLES, containment=containment)
    _codebook(found, _inside(path, settings["codebook"]))
    texts = _texts(found, tables["document"], _inside(path, settings["corpus_dir"]))
    index = {row[0]: row[1] for row in tables["document_index"]}
    document_of = {row[0]: index.get(row[1]) for row in tables["location"]}
    where = {
        line: document_of.get(location)
        for line, location in tables["coded_line_location_association"]
    }
    lost = 0
    for identity, line, coder, code in tables["coded_line"]:
        text = texts.get(words(where.get(identity)))
        span = None if text is None else _line(text.written, number(line))
        if text is None or span is None:
            lost += 1
            continue
        if not found.has_code(words(code)):
            found.add_code(words(code), words(code))
        text.passages.append(Passage(*span, [words(code)], words(coder)))
    if lost:
        found.aside.append(f"{lost} codings are of lines that are empty, or that no text has.")
    _memos(found, _inside(path, settings["memos_dir"]))
    return found.arrival()


def _settings(path: Path) -> dict[str, str]:
    loaded = _yaml(path / SETTINGS)
    given = loaded if isinstance(loaded, dict) else {}
    return {name: str(given.get(name) or usual) for name, usual in _USUAL.items()}


def _inside(folder: Path, written: str) -> Path:
    """The path below the folder. Errors: InputError where it leads out of it."""
    root = folder.resolve()
    found = (root / written).resolve()
    if not found.is_relative_to(root):
        raise InputError(
            f"“{written}” in {SETTINGS} leads out of the project's folder.",
            "Put everything into the folder, and name it from there.",
        )
    return found


def _content(path: Path, most: int) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(most + 1)
    except OSError as error:
        raise InputError(
            f"“{path}” cannot be opened: {error.strerror}.", "Check the project's folder."
        ) from error
    if len(data) > most:
        raise InputError(f"“{path.name}” is larger than {most // 1_000_000} MB.")
    return data


def _yaml(path: Path) -> object:
    try:
        text = decode(_content(path, _MOST_YAML), name=path.name).text
        return yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - it makes strings only
    except (yaml.YAMLError, RecursionError) as error:
        raise InputError(f"“{path.name}” is no sound YAML.", "Repair it in an editor.") from error


def _codebook(found: Gathering, path: Path) -> None:
    """The tree of names; a code that stands in several places is the first."""
    twice: list[str] = []
    left = _MOST_CODES

    def add(node: object, above: str | None, depth: int) -> None:
        nonlocal left
        left -= 1
        if left < 0 or depth > _DEEPEST:
            raise InputError(f"“{path.name}” is no codebook: it is too large.", "Check the file.")
        if isinstance(node, list):
            for each in node:
                add(each, above, depth + 1)
        elif isinstance(node, dict):
            for name, below in node.items():
                add(str(name), above, depth + 1)
                add(below, str(name), depth + 1)
        elif node and found.has_code(str(node)):
            twice.append(str(node))
        elif node:
            found.add_code(str(node), str(node), parent=above)

    add(_yaml(path) if path.exists() else None, None, 0)
    for name in twice:
        found.changed.append(f"“{name}” stands in several places of the codebook: the first holds.")


def _texts(
    found: Gathering, documents: list[list[str | int | float | None]], corpus: Path
) -> dict[str, Text]:
    texts: dict[str, Text] = {}
    for (name,) in documents:
        try:
            data = _content(_inside(corpus, words(name)), _MOST_TEXT)
            written = decode(data, name=words(name)).text
        except InputError as error:
            found.aside.append(f"The text “{words(name)}” cannot be read: {error.message}")
            continue
        unified = written.replace("\r\n", "\n").replace("\r", "\n")
        texts[words(name)] = Text(words(name), data, unified, known_positions=True)
        found.texts.append(texts[words(name)])
    return texts


def _line(text: str, wanted: int) -> tuple[int, int] | None:
    """Where a line stands, counted from 0; None where there is none, or nothing on it."""
    lines = text.split("\n")
    if not 0 <= wanted < len(lines) or not lines[wanted].strip():
        return None
    start = sum(len(each) + 1 for each in lines[:wanted])
    return start, start + len(lines[wanted])


def _memos(found: Gathering, folder: Path) -> None:
    files = sorted(folder.glob("*.md"))[:_MOST_MEMOS] if folder.is_dir() else []
    for file in files:
        if file.is_symlink():
            continue
        try:
            text = decode(_content(file, _MOST_YAML), name=file.name).text
        except InputError as error:
            found.aside.append(f"The memo “{file.name}” cannot be read: {error.message}")
            continue
        found.memos.append(clean(f"{file.stem}\n{text.strip()}"))
    if files:
        found.changed.append(f"{len(files)} memos are in the project's memo here.")
