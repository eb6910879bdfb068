"""A codebook as .qdc, and back.

The format holds names, colours, one description and sets; what else we know of a codebook stands as
JSON in the description of a set, which other programs show and keep.
"""

from dataclasses import dataclass
from typing import BinaryIO

from workbench.errors import InputError
from workbench.files.contained import Containment
from workbench.interchange.refi import names, notes
from workbench.interchange.refi.elements import Elements
from workbench.interchange.refi.names import code_guid, guid
from workbench.interchange.refi.notes import Json
from workbench.interchange.refi.reading_codes import arranged, read_codes
from workbench.interchange.refi.telling import Plain, Report, Words
from workbench.interchange.refi.writing import own_origin
from workbench.model import Codebook, CodeId

_PARSE = "workbench.interchange.refi.parsing:parse"


def write_qdc(out: BinaryIO, book: Codebook) -> None:
    """Write a codebook. Raises InputError where it has no codes: the format needs one."""
    if not book.codes:
        raise InputError("The codebook has no codes.", "A .qdc needs one: add it first.")
    elements = Elements(names.CODEBOOK_NAMESPACE)
    root = elements.root("CodeBook", origin=own_origin())
    facts: Json = {"codebook": notes.book_facts(book), "codes": {}}
    for code, _element in elements.add_codes(elements.add(root, "Codes"), book):
        noted = notes.code_facts(code)
        facts["codes"][code_guid(code.id)] = {**noted, "memo": code.memo} if code.memo else noted
    one = elements.add(
        elements.add(root, "Sets"), "Set", guid=guid("codebook"), name=names.CODEBOOK_SET
    )
    elements.add(one, "Description", notes.encoded(facts))
    for code in book.codes:
        elements.add(one, "MemberCode", guid=code_guid(code.id))
    out.write(elements.as_bytes(root))


@dataclass(frozen=True, slots=True)
class ReadCodebook:
    """A codebook of any program."""

    book: Codebook
    said: dict[CodeId, frozenset[str]]
    """The fields of each code that the file says something about."""
    says_book: bool
    """Whether title, language, description and sources stand in the file."""
    changed: tuple[str, ...]
    """What is not as in the file, a sentence each."""


def read_qdc(data: bytes, *, name: str, containment: Containment) -> ReadCodebook:
    """Read a codebook. Raises InputError where it is damaged, hostile or holds no codes."""
    plain = containment.call(_PARSE, data, name=name, options={"name": name})
    if not isinstance(plain, dict) or not plain.get("codes"):
        raise InputError(f"“{name}” holds no codes.", "Export the codebook anew.")
    words, report = Words(str(plain["origin"]).startswith(f"{names.ORIGIN} ")), Report()
    facts = _set_facts(plain, words) if words.own and plain["kind"] == "codebook" else {}
    noted = notes.facts_in(facts, "codes")
    read = read_codes(
        plain["codes"],
        words=words,
        facts_of=lambda each: notes.facts_in(noted, each["guid"]),
        memo_of=lambda each: notes.words(notes.facts_in(noted, each["guid"]), "memo"),
        report=report,
    )
    said = dict.fromkeys((code.id for code in read.codes), _STANDARD)
    said |= {code: _ALL for identity, code in read.by_guid.items() if identity in noted}
    book = arranged(read.codes, notes.facts_in(facts, "codebook"), title="")
    return ReadCodebook(book, said, bool(facts), tuple(report.changed))


_STANDARD = frozenset({"name", "parent", "definition", "colour"})
_ALL = _STANDARD | {"include", "exclude", "example", "key", "cues", "memo"}


def _set_facts(plain: Plain, words: Words) -> Json:
    for each in plain["sets"]:
        if each["name"] == names.CODEBOOK_SET:
            return notes.decoded(words.text(each["description"]))
    return {}
