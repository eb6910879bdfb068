"""A study as a .qdpx file: one `project.qde`, and a text file for every interview.

Invariant: the same study makes the same bytes; what is written validates against the standard's
schema (empty lists are left out, elements stand in its order).
"""

import zipfile
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, BinaryIO

from workbench import __version__
from workbench.interchange.refi import names, notes
from workbench.interchange.refi.elements import Elements
from workbench.interchange.refi.names import coder_guid, escaped, guid
from workbench.interchange.study import Study
from workbench.model import Coder, Coding, CodingId, Interview, InterviewId, Origin, Reference, Span

if TYPE_CHECKING:
    from lxml.etree import _Element

_DAY = (1980, 1, 1, 0, 0, 0)
"""The only date in the file is that of the project's last change."""
_FAST = 3
"""Level of compression."""
_NAME_LENGTH = 80


def write_study(out: BinaryIO, study: Study) -> None:
    """Write a whole study as .qdpx."""
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=_FAST) as archive:
        _put(archive, "project.qde", _Document(study).as_bytes())
        for interview in study.interviews:
            member = f"sources/{names.interview_guid(interview)}.txt"
            _put(archive, member, interview.text.encode())


def _put(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    member = zipfile.ZipInfo(name, _DAY)
    member.compress_type = zipfile.ZIP_DEFLATED
    member.external_attr = 0o600 << 16
    archive.writestr(member, data)


class _Document:
    """The XML of one study, part by part in the order of the schema."""

    def __init__(self, study: Study) -> None:
        self._elements = Elements(names.PROJECT_NAMESPACE)
        self._make = self._elements.add
        self._study = study
        self._notes: dict[str, tuple[str, str]] = {}
        """GUID -> name and content."""
        self._codings: dict[InterviewId, dict[tuple[int, int, Coder], list[Coding]]] = {}
        for coding in study.codings:
            place = (coding.span.start, coding.span.end, coding.coder)
            self._codings.setdefault(coding.interview, {}).setdefault(place, []).append(coding)

    def as_bytes(self) -> bytes:
        study = self._study
        name = escaped(study.name)
        root = self._elements.root("Project", name=name, origin=own_origin())
        if study.time is not None:
            root.set("modifiedDateTime", _moment(study.time))
        self._users(root)
        self._codebook(root)
        self._variables(root)
        self._cases(root)
        self._sources(root)
        whole = self._project_notes()
        self._all_notes(root)
        self._sets(root)
        for each in whole:
            self._refer(root, each)
        return self._elements.as_bytes(root)

    # Parts, in the order of the schema

    def _users(self, root: "_Element") -> None:
        study = self._study
        coders = {coding.coder for coding in study.codings}
        coders |= {coder for coder, _ in study.finished}
        coders |= {decision.coder for decision in study.decisions}
        if coders:
            users = self._make(root, "Users")
            for coder in sorted(coders):
                self._make(users, "User", guid=coder_guid(coder), name=escaped(coder))

    def _codebook(self, root: "_Element") -> None:
        book = self._study.codebook
        if not book.codes:
            return
        parent = self._make(self._make(root, "CodeBook"), "Codes")
        for code, element in self._elements.add_codes(parent, book):
            self._refer(element, self._code_note(notes.encoded(notes.code_facts(code)), code.id))
            if code.memo:
                self._refer(element, self._memo(code.memo, f"Memo {code.short_name}", code.id))

    def _code_note(self, content: str, code: str) -> str:
        return self._note(names.CODE_NOTE, content, guid(names.CODE_NOTE, code))

    def _variables(self, root: "_Element") -> None:
        found: dict[str, None] = {}
        for interview in self._study.interviews:
            found.update(dict.fromkeys(interview.attributes))
            for who in interview.participants:
                found.update(dict.fromkeys(who.attributes))
        if found:
            variables = self._make(root, "Variables")
            for name in found:
                self._make(
                    variables,
                    "Variable",
                    guid=guid("variable", name),
                    name=escaped(name),
                    typeOfVariable="Text",
                )

    def _cases(self, root: "_Element") -> None:
        if not self._study.interviews:
            return
        cases = self._make(root, "Cases")
        for interview in self._study.interviews:
            source = names.interview_guid(interview)
            whole = self._make(
                cases, "Case", guid=_case_guid(source), name=escaped(source_name(interview))
            )
            self._case(whole, "", interview.attributes.items(), source)
            for at, who in enumerate(interview.participants):
                name = escaped(f"{interview.id} {who.label}")
                one = self._make(cases, "Case", guid=_person_guid(source, at), name=name)
                self._case(one, who.description, who.attributes.items(), source)

    def _case(
        self,
        case: "_Element",
        description: str,
        attributes: Iterable[tuple[str, str]],
        source: str,
    ) -> None:
        if description:
            self._make(case, "Description", description)
        for name, value in attributes:
            held = self._make(case, "VariableValue")
            self._make(held, "VariableRef", targetGUID=guid("variable", name))
            self._make(held, "TextValue", value)
        self._make(case, "SourceRef", targetGUID=source)

    def _sources(self, root: "_Element") -> None:
        if not self._study.interviews:
            return
        sources = self._make(root, "Sources")
        for interview in self._study.interviews:
            source = names.interview_guid(interview)
            element = self._make(
                sources,
                "TextSource",
                guid=source,
                name=escaped(source_name(interview)),
                plainTextPath=f"internal://{source}.txt",
            )
            for place, codings in self._codings.get(interview.id, {}).items():
                self._selection(element, interview, source, place, codings)
            self._refer(element, self._interview_note(interview, source))
            if interview.memo:
                title = f"Memo {interview.id}"
                self._refer(element, self._memo(interview.memo, title, source))

    def _selection(
        self,
        source_element: "_Element",
        interview: Interview,
        source: str,
        place: tuple[int, int, Coder],
        codings: Sequence[Coding],
    ) -> None:
        start, end, coder = place
        user = coder_guid(coder)
        first = min((each.time for each in codings if each.time is not None), default=None)
        selection = self._make(
            source_element,
            "PlainTextSelection",
            guid=names.selection_guid(source, Span(start, end), coder),
            name=_beginning(interview.text[start:end]),
            startPosition=str(start),
            endPosition=str(end),
            creatingUser=user,
        )
        if first is not None:
            selection.set("creationDateTime", _moment(first))
        for coding in codings:
            element = self._make(
                selection, "Coding", guid=names.coding_guid(coding), creatingUser=user
            )
            if coding.time is not None:
                element.set("creationDateTime", _moment(coding.time))
            self._make(element, "CodeRef", targetGUID=names.code_guid(coding.code))
            for each in self._coding_notes(coding, interview):
                self._refer(element, each)

    def _coding_notes(self, coding: Coding, interview: Interview) -> list[str]:
        """The notes of a coding: its memo, and those it shares with others of its kind."""
        found = []
        if coding.memo:
            reference = Reference.to(interview, coding.span.start, coding.span.end)
            code = self._study.codebook.by_id.get(coding.code)
            name = code.short_name if code else coding.code
            title = f"Memo {reference} {name} ({coding.coder})"
            found.append(self._memo(coding.memo, title, coding.id))
        if coding.polarity is not None:
            found.append(self._shared(names.DIRECTION_NOTE, coding.polarity.value))
        if coding.quotable:
            found.append(self._shared(names.QUOTABLE_NOTE, "yes"))
        if coding.origin is not Origin.HAND:
            found.append(self._shared(names.ORIGIN_NOTE, coding.origin.value))
        return found

    def _interview_note(self, interview: Interview, source: str) -> str:
        study = self._study
        people = [_person_guid(source, at) for at in range(len(interview.participants))]
        facts = notes.interview_facts(interview, case=_case_guid(source), people=people)
        facts["finished"] = sorted(
            coder for coder, where in study.finished if where == interview.id
        )
        facts["decisions"] = [
            notes.decision_facts(each) for each in study.decisions if each.interview == interview.id
        ]
        facts["settlements"] = [
            notes.settlement_facts(each)
            for each in study.settlements
            if each.interview == interview.id
        ]
        kept = {name: value for name, value in facts.items() if value or name in ("id", "title")}
        content = notes.encoded(kept)
        return self._note(names.INTERVIEW_NOTE, content, guid(names.INTERVIEW_NOTE, source))

    def _project_notes(self) -> list[str]:
        study = self._study
        facts = {
            "version": 1,
            "positions": "code points",
            "codebook": notes.book_facts(study.codebook),
            "codings": _unusual_ids(study.codings),
            "facts": dict(study.facts),
        }
        content = notes.encoded(facts)
        found = [self._note(names.PROJECT_NOTE, content, guid(names.PROJECT_NOTE))]
        if study.memo:
            found.append(self._memo(study.memo, "Memo", "project"))
        return found

    def _sets(self, root: "_Element") -> None:
        """The interviews that each coder has finished, for programs that do not read our notes."""
        by_coder: dict[Coder, list[str]] = {}
        finished = self._study.finished
        for interview in self._study.interviews:
            for coder in sorted({who for who, where in finished if where == interview.id}):
                by_coder.setdefault(coder, []).append(names.interview_guid(interview))
        if by_coder:
            sets = self._make(root, "Sets")
            for coder, members in sorted(by_coder.items()):
                name = escaped(f"{names.NOTE_PREFIX}finished {coder}")
                one = self._make(sets, "Set", guid=guid("finished", coder), name=name)
                for member in members:
                    self._make(one, "MemberSource", targetGUID=member)

    # Notes

    def _memo(self, text: str, title: str, owner: str) -> str:
        return self._note(title, text, guid("memo", owner))

    def _shared(self, name: str, content: str) -> str:
        return self._note(name, content, guid(name, content))

    def _note(self, name: str, content: str, identity: str) -> str:
        self._notes[identity] = (name, content)
        return identity

    def _refer(self, element: "_Element", note: str) -> None:
        self._make(element, "NoteRef", targetGUID=note)

    def _all_notes(self, root: "_Element") -> None:
        element = self._make(root, "Notes")
        for identity, (name, content) in self._notes.items():
            note = self._make(element, "Note", guid=identity, name=escaped(name))
            self._make(note, "PlainTextContent", content)


def source_name(interview: Interview) -> str:
    """What other programs call the interview: unique, since it begins with the id."""
    named = interview.title == interview.id or interview.title.startswith(f"{interview.id} ")
    return interview.title if named else f"{interview.id} {interview.title}".strip()


def own_origin() -> str:
    """What our files say about who wrote them."""
    return f"{names.ORIGIN} {__version__}"


def _case_guid(source: str) -> str:
    return guid("case", source)


def _person_guid(source: str, at: int) -> str:
    return guid("person", source, at)


def _unusual_ids(codings: Iterable[Coding]) -> dict[str, CodingId]:
    """The ids that are no GUID, by the GUID written for them."""
    return {names.coding_guid(each): each.id for each in codings if not names.is_guid(each.id)}


def _moment(time: datetime) -> str:
    """xsd:dateTime in UTC, to the microsecond."""
    return time.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _beginning(words: str) -> str:
    line = " ".join(words.split())
    return escaped(line if len(line) <= _NAME_LENGTH else f"{line[: _NAME_LENGTH - 1]}…")
