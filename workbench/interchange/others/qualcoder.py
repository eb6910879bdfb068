"""QualCoder's project: a folder ending in `.qda` with the database `data.qda`.

Written from the documentation and the definitions of its tables (QualCoder 3, "Sqlite data
structure"), not yet tried on a project that it made itself. Positions are characters of the stored
text, beside which the words are stored.
"""

from pathlib import Path

from workbench.files.contained import Containment
from workbench.interchange.others.databases import Tables, read_tables
from workbench.interchange.others.gathering import (
    Gathering,
    Passage,
    Row,
    Text,
    attributes_from,
    number,
    words,
)
from workbench.interchange.study import Arrival, AsideFile
from workbench.interchange.values import moment, one_line
from workbench.model import Participant

DATABASE = "data.qda"

_TABLES = {
    "project": ("memo", "about"),
    "source": ("id", "name", "fulltext", "mediapath", "memo"),
    "code_name": ("cid", "name", "memo", "catid", "color"),
    "code_cat": ("catid", "name", "memo", "supercatid"),
    "code_text": (
        "cid", "fid", "seltext", "pos0", "pos1", "owner", "date", "memo", "important",
    ),
    "annotation": ("fid", "pos0", "pos1", "memo", "owner", "date"),
    "cases": ("caseid", "name", "memo"),
    "case_text": ("caseid", "fid", "pos0", "pos1"),
    "attribute": ("name", "attr_type", "value", "id"),
    "journal": ("name", "jentry"),
    "code_image": ("id",),
    "code_av": ("id",),
}  # fmt: skip
_MEDIA = {"images": "picture", "audio": "audio", "video": "video", "docs": "PDF"}


def read_qualcoder(path: Path, *, containment: Containment, nobody: str) -> Arrival:
    """Read a project; `path` is the folder, or the database in it.

    Errors: InputError where it cannot be read.
    """
    database = path / DATABASE if path.is_dir() else path
    folder = database.parent
    tables = read_tables(database, _TABLES, containment=containment)
    found = Gathering("QualCoder", folder.stem if folder.suffix == ".qda" else path.stem)
    for memo, _ in tables["project"]:
        found.memos.append(words(memo).strip())
    for title, entry in tables["journal"]:
        found.memos.append(f"{one_line(words(title))}\n{words(entry).strip()}".strip())
    _codes(found, tables)
    sources = _texts(found, tables)
    _passages(sources, tables, nobody)
    _cases(sources, tables)
    if tables["journal"]:
        found.changed.append(
            f"{len(tables['journal'])} journal entries are in the project's memo here."
        )
    if any(row[8] for row in tables["code_text"]):
        found.changed.append("Codings marked important are marked quotable here.")
    return found.arrival()


def _codes(found: Gathering, tables: Tables) -> None:
    """Categories and codes in one tree; a category that stands in a circle is at the top."""
    categories = {row[0]: row for row in tables["code_cat"]}

    def add(identity: object, seen: tuple[object, ...]) -> str | None:
        if identity not in categories or identity in seen:
            return None
        key = f"cat {identity}"
        if key not in added:
            row = categories[identity]
            above = add(row[3], (*seen, identity))
            found.add_code(key, words(row[1]), parent=above, definition=words(row[2]))
            added.add(key)
        return key

    added: set[str] = set()
    for identity in categories:
        add(identity, ())
    for code, name, memo, category, colour in tables["code_name"]:
        found.add_code(
            words(code),
            words(name),
            parent=add(category, ()),
            definition=words(memo),
            colour=words(colour),
        )


def _texts(found: Gathering, tables: Tables) -> dict[object, Text]:
    sources: dict[object, Text] = {}
    for identity, name, fulltext, media, memo in tables["source"]:
        kind = words(media).strip("/").partition("/")[0].partition(":")[0]
        if words(fulltext):
            written = words(fulltext).removeprefix("\ufeff")
            text = Text(words(name), written.encode("utf-8", "replace"), written)
            text.memos.append(words(memo).strip())
            sources[identity] = text
            found.texts.append(text)
        if kind in ("images", "audio", "video") or (kind == "docs" and not words(fulltext)):
            found.aside_files.append(AsideFile(_MEDIA[kind], one_line(words(name)), "", 0))
    for table, what in (("code_image", "pictures"), ("code_av", "sound and film")):
        if tables[table]:
            found.aside.append(f"{len(tables[table])} codings on {what} are not taken over.")
    return sources


def _passages(sources: dict[object, Text], tables: Tables, nobody: str) -> None:
    for code, source, stored, start, end, owner, date, memo, important in tables["code_text"]:
        text = sources.get(source)
        if text is not None:
            text.passages.append(
                Passage(
                    number(start),
                    number(end),
                    [words(code)],
                    words(owner) or nobody,
                    words(stored),
                    moment(words(date)),
                    words(memo).strip(),
                    bool(important),
                )
            )
    for source, start, end, memo, owner, date in tables["annotation"]:
        text = sources.get(source)
        if text is not None and words(memo).strip():
            note = f"{words(memo).strip()} ({words(owner) or nobody})"
            text.passages.append(
                Passage(
                    number(start),
                    number(end),
                    (),
                    words(owner),
                    time=moment(words(date)),
                    memo=note,
                )
            )


def _cases(sources: dict[object, Text], tables: Tables) -> None:
    """A case that holds a whole text describes it; others are people who take part in it."""
    known: dict[tuple[str, object], list[tuple[str, str]]] = {}
    for name, kind, value, owner in tables["attribute"]:
        known.setdefault((words(kind), owner), []).append((words(name), words(value)))
    for identity, text in sources.items():
        text.attributes.update(attributes_from(known.get(("file", identity), ())))
    cases: dict[object, Row] = {row[0]: row for row in tables["cases"]}
    places: dict[object, dict[object, bool]] = {}
    for case, source, start, end in tables["case_text"]:
        held = sources.get(source)
        if held is not None and case in cases:
            whole = number(start) <= 0 and number(end) >= len(held.written) - 1
            of_text = places.setdefault(source, {})
            of_text[case] = of_text.get(case, False) or whole
    for place, whole_by_case in places.items():
        for each, whole in whole_by_case.items():
            _, title, memo = cases[each]
            own = attributes_from(known.get(("case", each), ()))
            text = sources[place]
            if whole and len(whole_by_case) == 1:
                shown = one_line(words(title))
                extra = {} if shown == one_line(text.name) else {"fall": shown}
                text.attributes = {**extra, **own, **text.attributes}
            else:
                text.people.append(Participant(one_line(words(title)), one_line(words(memo)), own))
