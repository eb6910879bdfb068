"""Codings of every coder, and what people wrote at places that they did not code."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from workbench.interchange.refi import names
from workbench.interchange.refi.reading_codes import ReadCodes
from workbench.interchange.refi.reading_texts import ReadText
from workbench.interchange.refi.telling import Notes, Plain, Report, Users, Words
from workbench.model import (
    Code,
    CodeId,
    Coder,
    Coding,
    CodingId,
    InterviewId,
    Origin,
    Polarity,
    Span,
)

_SIGNS = {each.value: each for each in Polarity}
_ORIGINS = {each.value: each for each in Origin}
_QUOTED = 60
"""Characters of a passage that a memo quotes."""


@dataclass(slots=True)
class ReadCodings:
    """What coders did in the texts."""

    codings: list[Coding] = field(default_factory=list)
    memos: list[str] = field(default_factory=list)
    """Of each text: its notes, and those on passages without a code."""
    codes: list[Code] = field(default_factory=list)
    """Those of the file, and one for each that is only used."""


def read_codings(
    texts: Sequence[ReadText],
    ids: Sequence[InterviewId],
    *,
    codes: ReadCodes,
    users: Users,
    notes: Notes,
    words: Words,
    own_ids: Mapping[str, str],
    report: Report,
) -> ReadCodings:
    """Every coding that has a place. own_ids: our ids of codings that are no GUID."""
    reading = _Reading(codes, users=users, notes=notes, words=words, own_ids=own_ids, report=report)
    for read, interview in zip(texts, ids, strict=True):
        reading.take(read, interview)
    reading.tell()
    return reading.found


class _Reading:
    def __init__(
        self,
        codes: ReadCodes,
        *,
        users: Users,
        notes: Notes,
        words: Words,
        own_ids: Mapping[str, str],
        report: Report,
    ) -> None:
        self._by_guid = dict(codes.by_guid)
        self._users = users
        self._notes = notes
        self._words = words
        self._own_ids = own_ids
        self._report = report
        self.found = ReadCodings(codes=list(codes.codes))
        self._taken: set[str] = set()
        self._at: dict[tuple[InterviewId, Span, CodeId, Coder], int] = {}
        self._joined = 0
        self._lost = 0

    def take(self, read: ReadText, interview: InterviewId) -> None:
        memos = [self._notes.memo(read.plain["notes"])]
        if not self._words.own and read.plain["description"].strip():
            memos.append(self._words.text(read.plain["description"]))
        for coding in read.plain["codings"]:
            memos.append(self._whole_text(coding, read))
        for selection, place in zip(read.plain["selections"], read.places, strict=True):
            memos.append(self._selection(selection, place, read, interview))
        self.found.memos.append("\n\n".join(each for each in memos if each))

    def _whole_text(self, plain: Plain, read: ReadText) -> str:
        code = self._code(plain["code"])
        name = next(each.name for each in self.found.codes if each.id == code)
        who = self._users.of(plain["user"])
        self._report.changed.append(
            f"The text “{read.name}” as a whole was coded “{name}” by {who}: its memo says so here."
        )
        memo = self._notes.memo(plain["notes"])
        return f"{name} ({who})" + (f": {memo}" if memo else "")

    def _selection(
        self, plain: Plain, place: Span | None, read: ReadText, interview: InterviewId
    ) -> str:
        """Take its codings over; what is not on a coding is returned for the interview's memo."""
        span = None if place is None else _trimmed(read.text, place)
        remark = self._remark(plain, span, read)
        if span is None:
            self._lost += len(plain["codings"])
            memos = [remark, *(self._notes.memo(each["notes"]) for each in plain["codings"])]
            return "\n\n".join(each for each in memos if each)
        for coding in plain["codings"]:
            self._coding(coding, plain, span, interview, remark)
        if plain["codings"] or not remark:
            return ""
        quoted = " ".join(read.text[span.start : span.end].split())
        quoted = quoted if len(quoted) <= _QUOTED else f"{quoted[: _QUOTED - 1]}…"
        return f"“{quoted}”: {remark}"

    def _remark(self, plain: Plain, span: Span | None, read: ReadText) -> str:
        """What people wrote on the selection itself."""
        remarks = [self._notes.memo(plain["notes"])]
        if not self._words.own:
            description = self._words.text(plain["description"])
            held = "" if span is None else read.text[span.start : span.end]
            if " ".join(description.split()) not in " ".join(held.split()):
                remarks.append(description)
        return "\n\n".join(each for each in remarks if each)

    def _coding(
        self, plain: Plain, selection: Plain, span: Span, interview: InterviewId, remark: str
    ) -> None:
        references = plain["notes"]
        memo = "\n\n".join(each for each in (self._notes.memo(references), remark) if each)
        coder = self._users.of(plain["user"], selection["user"])
        made = Coding(
            id=self._id(plain["guid"], interview, span, plain["code"], coder),
            interview=interview,
            span=span,
            code=self._code(plain["code"]),
            coder=coder,
            polarity=_SIGNS.get(self._notes.own(references, names.DIRECTION_NOTE)),
            memo=memo,
            quotable=bool(self._notes.own(references, names.QUOTABLE_NOTE)),
            origin=self._origin(references),
            time=_moment(plain["time"] or selection["time"]),
        )
        place = (interview, span, made.code, coder)
        there = self._at.get(place)
        if there is None:
            self._at[place] = len(self.found.codings)
            self.found.codings.append(made)
            return
        self._joined += 1
        earlier = self.found.codings[there]
        if memo and memo not in earlier.memo:
            both = f"{earlier.memo}\n\n{memo}".strip()
            self.found.codings[there] = replace(earlier, memo=both)

    def _origin(self, references: Sequence[str]) -> Origin:
        written = self._notes.own(references, names.ORIGIN_NOTE)
        return _ORIGINS.get(written, Origin.HAND if self._words.own else Origin.EXCHANGE)

    def _id(
        self, identity: str, interview: InterviewId, span: Span, code: str, coder: Coder
    ) -> CodingId:
        wanted = str(self._own_ids.get(identity, identity)).strip()
        if (
            not wanted
            or wanted in self._taken
            or not (names.is_guid(wanted) or identity in self._own_ids)
        ):
            wanted = names.guid(
                "coding", interview, span.start, span.end, code, coder, len(self._taken)
            )
        self._taken.add(wanted)
        return CodingId(wanted)

    def _code(self, identity: str) -> CodeId:
        """The code meant; one that the codebook lacks is made, so that its codings are kept."""
        if identity not in self._by_guid:
            made = CodeId(identity or names.guid("code", "unknown"))
            self._by_guid[identity] = made
            number = sum(1 for each in self.found.codes if each.name.startswith(_UNKNOWN)) + 1
            name = f"{_UNKNOWN} {number}"
            self.found.codes.append(Code(made, name))
            self._report.changed.append(
                f"A code that the codebook of the file lacks is used: it is called “{name}” here."
            )
        return self._by_guid[identity]

    def tell(self) -> None:
        if self._joined:
            self._report.changed.append(
                f"{self._joined} codings repeat another (coder, passage and code): joined with it."
            )
        if self._lost:
            self._report.aside.append(
                f"{self._lost} codings have no place in their text; their memos are in the "
                "interview's."
            )


_UNKNOWN = "Okänd kod"


def _trimmed(text: str, span: Span) -> Span | None:
    """Without white space at the edges, as codings are kept."""
    words = text[span.start : span.end]
    start = span.start + len(words) - len(words.lstrip())
    end = span.end - (len(words) - len(words.rstrip()))
    return Span(start, end) if start < end else None


def _moment(written: str) -> datetime | None:
    """xsd:dateTime; without a zone UTC is meant."""
    try:
        found = datetime.fromisoformat(written.strip())
    except ValueError:
        return None
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
