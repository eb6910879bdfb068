"""REFI-QDA files as other programs write them, and the rules that ours must keep."""

import io
import re
import unicodedata
import zipfile
from dataclasses import dataclass
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from lxml import etree

NAMESPACE = "urn:QDA-XML:project:1.0"
TALK = (
    "Intervju i Åmål",
    "",
    "Moderator: Hur ser samverkan ut? 😀",
    "IP1: Vi har en handläggare som slutat. Ingen vet vem man ringer 👍🏽 sen.",
    "IP2: Chefen står bakom oss, det gör skillnad.",
    "",
    "IP1: Då sa hon: ring mig. (skratt) 🎉🎉 Och det gjorde vi.",
    "IP3: Rutinerna finns, men ingen läser dem på mötena.",
)
WORDS = (
    "Hur ser samverkan ut?",
    "Vi har en handläggare som slutat.",
    "Ingen vet vem man ringer",
    "det gör skillnad",
    "ring mig",
    "Och det gjorde vi.",
    "Rutinerna finns, men ingen läser dem på mötena.",
    "mötena",
    "handläggare som slutat. Ingen vet",
)


def guid(*parts):
    return str(uuid5(NAMESPACE_URL, "/".join(map(str, parts))))


@dataclass(frozen=True)
class Writer:
    """How a program writes its texts and counts in them."""

    utf16: bool = False
    crlf: bool = False
    """The file has CRLF."""
    line_end: int | None = None
    """Positions a line end takes; None: as many as it has characters in the file."""
    bom: bool = False
    """The file begins with a byte order mark."""
    mark_counted: bool = False
    last_included: bool = False
    decomposed: bool = False
    quoted: bool = False
    """Selections have the words as description."""

    def text(self, lines):
        text = ("\r\n" if self.crlf else "\n").join(lines)
        return unicodedata.normalize("NFD", text) if self.decomposed else text

    def data(self, text):
        return (b"\xef\xbb\xbf" if self.bom else b"") + text.encode()

    def position(self, text, offset):
        before = text[:offset]
        if self.line_end is not None:
            before = before.replace("\r\n", "\n").replace("\n", "x" * self.line_end)
        units = len(before.encode("utf-16-le")) // 2 if self.utf16 else len(before)
        return units + self.mark_counted

    def positions(self, text, words):
        wanted = unicodedata.normalize("NFD", words) if self.decomposed else words
        start = text.index(wanted)
        end = start + len(wanted)
        if self.last_included:
            return self.position(text, start), self.position(text, end) - 1
        return self.position(text, start), self.position(text, end)


def project_xml(
    writer, *, sources=(("Intervju A", TALK, WORDS),), extra="", codes="", users=True, notes=""
):
    """A project in which every passage is coded with one code by Anna."""
    code = codes or f'<Code guid="{guid("kod")}" name="Kod" isCodable="true"/>'
    user = f' creatingUser="{{{guid("Anna").upper()}}}"'
    texts = []
    for name, lines, passages in sources:
        text = writer.text(lines)
        selections = []
        for words in passages:
            start, end = writer.positions(text, words)
            described = f"<Description>{words}</Description>" if writer.quoted else ""
            selections.append(
                f'<PlainTextSelection guid="{guid(name, words)}" startPosition="{start}"'
                f' endPosition="{end}"{user}>{described}'
                f'<Coding guid="{guid(name, words, "c")}"{user}>'
                f'<CodeRef targetGUID="{guid("kod")}"/></Coding></PlainTextSelection>'
            )
        texts.append(
            f'<TextSource guid="{guid(name)}" name="{name}"'
            f' plainTextPath="internal://{guid(name)}.txt">{"".join(selections)}</TextSource>'
        )
    people = f'<Users><User guid="{guid("Anna")}" name="Anna"/></Users>' if users else ""
    return (
        f'<?xml version="1.0" encoding="utf-8"?><Project xmlns="{NAMESPACE}" name="Provet"'
        f' origin="Another program">{people}<CodeBook><Codes>{code}</Codes></CodeBook>'
        f"<Sources>{''.join(texts)}{extra}</Sources>{notes}</Project>"
    )


def zipped(path, xml, members=(), *, qde="project.qde"):
    """A .qdpx of the XML and (name, bytes) of what else lies in it."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(qde, xml)
        for name, data in members:
            archive.writestr(name, data)
    return path


def project_file(path, writer, *, folder="sources", qde="project.qde", **options):
    sources = options.get("sources", (("Intervju A", TALK, WORDS),))
    members = [
        (f"{folder}/{guid(name)}.txt", writer.data(writer.text(lines)))
        for name, lines, _ in sources
    ]
    return zipped(path, project_xml(writer, **options), members, qde=qde)


# -- The rules of the standard's schema -------------------------------------------------------

_GUID = re.compile(r"\{?[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\}?")
_ORDER = {
    "Project": [
        "Users", "CodeBook", "Variables", "Cases", "Sources", "Notes", "Links", "Sets", "Graphs",
        "Description", "NoteRef",
    ],
    "CodeBook": ["Codes", "Sets"],
    "Code": ["Description", "NoteRef", "Code"],
    "Case": ["Description", "CodeRef", "VariableValue", "SourceRef", "SelectionRef"],
    "VariableValue": ["VariableRef", "TextValue"],
    "Set": ["Description", "MemberCode", "MemberSource", "MemberNote"],
    "TextSource": [
        "Description", "PlainTextContent", "PlainTextSelection", "Coding", "NoteRef",
        "VariableValue",
    ],
    "Note": [
        "Description", "PlainTextContent", "PlainTextSelection", "Coding", "NoteRef",
        "VariableValue",
    ],
    "PlainTextSelection": ["Description", "Coding", "NoteRef"],
    "Coding": ["CodeRef", "NoteRef"],
}  # fmt: skip
_LISTS = {
    "Users": "User", "Codes": "Code", "Variables": "Variable", "Cases": "Case",
    "Sources": "TextSource", "Notes": "Note", "Sets": "Set",
}  # fmt: skip
_NEEDED = {
    "Project": ["name"],
    "User": ["guid"],
    "Code": ["guid", "name", "isCodable"],
    "Variable": ["guid", "name", "typeOfVariable"],
    "Case": ["guid"],
    "Set": ["guid", "name"],
    "TextSource": ["guid"],
    "Note": ["guid"],
    "PlainTextSelection": ["guid", "startPosition", "endPosition"],
    "Coding": ["guid"],
}
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")
_FORMS = {
    "guid": _GUID,
    "targetGUID": _GUID,
    "creatingUser": _GUID,
    "creationDateTime": _TIME,
    "modifiedDateTime": _TIME,
    "color": re.compile("#([A-Fa-f0-9]{6}|[A-Fa-f0-9]{3})"),
}


def broken_rules(path):
    """What the standard's schema would say against a .qdpx or .qdc of ours."""
    data, members = Path(path).read_bytes(), []
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.namelist()
            data = archive.read("project.qde")
    root = etree.fromstring(data)
    found = [problem for element in root.iter() for problem in _element_problems(element)]
    members_of_sets = "{urn:QDA-XML:codebook:1.0}MemberCode"  # There `guid` is a reference.
    guids = [
        element.get("guid")
        for element in root.iter()
        if element.get("guid") and element.tag != members_of_sets
    ]
    found += [f"{each} twice" for each in {one for one in guids if guids.count(one) > 1}]
    known = set(guids)
    for element in root.iter():
        target = element.get("targetGUID") or element.get("creatingUser")
        if target and target not in known:
            found.append(f"{element.tag} points nowhere")
        inside = element.get("plainTextPath")
        if inside and f"sources/{inside.removeprefix('internal://')}" not in members:
            found.append(f"{inside} is missing")
    return found


def _element_problems(element):
    name = etree.QName(element).localname
    children = [etree.QName(each).localname for each in element]
    if etree.QName(element).namespace not in (NAMESPACE, "urn:QDA-XML:codebook:1.0"):
        yield f"{name} has another namespace"
    if name in _LISTS and (not children or set(children) != {_LISTS[name]}):
        yield f"{name} holds {children}"
    if name in _ORDER:
        places = [_ORDER[name].index(each) for each in children]
        if places != sorted(places):
            yield f"{name}: order {children}"
    for attribute in _NEEDED.get(name, ()):
        if element.get(attribute) is None:
            yield f"{name} without {attribute}"
    for attribute, value in element.attrib.items():
        if attribute in _FORMS and not _FORMS[attribute].fullmatch(value):
            yield f"{name}: {attribute} {value}"
