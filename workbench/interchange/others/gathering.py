"""What a reader of another format finds, gathered into a study and the report on it."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from hashlib import sha256

from workbench.interchange.naming import interview_ids, without_kind
from workbench.interchange.positions import CONVENTIONS, ForeignText, Judgement, Mark, judge
from workbench.interchange.refi.names import guid
from workbench.interchange.study import (
    Arrival,
    AsideFile,
    DoubtfulSelection,
    SourceReading,
    Study,
)
from workbench.interchange.values import clean, one_line, remark, trimmed
from workbench.model import (
    Code,
    Codebook,
    CodeId,
    Coder,
    Coding,
    CodingId,
    Interview,
    InterviewId,
    Origin,
    Participant,
    SourceFile,
    Span,
)
from workbench.text import traced_normal_text

_LONGEST_NAME = 100
_COLOUR = re.compile("#[0-9a-f]{6}")


@dataclass(slots=True)
class Passage:
    """A place in a text and what was done there."""

    start: int
    """Position as the program counts; see `Text.counted`."""
    end: int
    codes: Sequence[str]
    """Keys of codes; without any, the memo is one on the text."""
    coder: str
    stored: str = ""
    """The words that the program has stored with it."""
    time: datetime | None = None
    memo: str = ""
    quotable: bool = False


@dataclass(slots=True)
class Text:
    """A text of the project."""

    name: str
    data: bytes
    """As it lay in the project."""
    written: str
    """Its words; passages point into them."""
    passages: list[Passage] = field(default_factory=list)
    attributes: dict[str, str] = field(default_factory=dict)
    people: list[Participant] = field(default_factory=list)
    memos: list[str] = field(default_factory=list)
    known_positions: bool = False
    """Passages are code points into `written`: nothing is to be found out about them."""


class Gathering:
    """Grows while a project is read."""

    def __init__(self, origin: str, name: str) -> None:
        self.origin = origin
        self.name = one_line(name)
        self.texts: list[Text] = []
        self.memos: list[str] = []
        self.changed: list[str] = []
        self.aside: list[str] = []
        self.aside_files: list[AsideFile] = []
        self._codes: dict[str, Code] = {}
        self._doubtful: list[DoubtfulSelection] = []
        self._siblings: set[tuple[CodeId | None, str]] = set()

    def add_code(
        self,
        key: str,
        name: str,
        *,
        parent: str | None = None,
        definition: str = "",
        colour: str = "",
        memo: str = "",
    ) -> None:
        """A code; `parent` is the key of one that was added before."""
        above = self._codes.get(parent) if parent is not None else None
        level = None if above is None else above.id
        wanted = unique = one_line(name) or "(utan namn)"
        number = 2
        while (level, unique.casefold()) in self._siblings:
            unique, number = f"{wanted} ({number})", number + 1
        self._siblings.add((level, unique.casefold()))
        if unique != wanted:
            self.changed.append(
                f"Two codes of one level are called “{wanted}”: the second is “{unique}” here."
            )
        written = colour.strip().lower()
        self._codes[key] = Code(
            CodeId(guid(self.origin, self.name, key)),
            unique,
            level,
            definition=definition.strip(),
            colour=written if _COLOUR.fullmatch(written) else "",
            memo=memo.strip(),
        )

    def has_code(self, key: str) -> bool:
        return key in self._codes

    def arrival(self) -> Arrival:
        ids = interview_ids([each.name for each in self.texts])
        wanted = [
            (
                ForeignText(each.written),
                [Mark(at.start, at.end, (at.stored,)) for at in each.passages],
            )
            for each in self.texts
        ]
        known = all(each.known_positions for each in self.texts)
        judged = judge(wanted, CONVENTIONS[:1] if known else CONVENTIONS)
        interviews: list[Interview] = []
        codings: list[Coding] = []
        readings: list[SourceReading] = []
        for text, interview, (foreign, marks), judgement in zip(
            self.texts, ids, wanted, judged, strict=True
        ):
            kept, spans = self._spans(text, foreign, marks, judgement)
            for passage, span in zip(text.passages, spans, strict=True):
                codings.extend(self._codings(text, kept, passage, span, interview))
            if marks and not known:
                readings.append(
                    SourceReading(
                        text.name,
                        len(marks),
                        judgement.convention,
                        judgement.score,
                        judgement.runner_up,
                        judgement.runner_up_score,
                    )
                )
            interviews.append(
                Interview(
                    interview,
                    one_line(without_kind(text.name)),
                    kept,
                    (),
                    tuple(text.people),
                    attributes=text.attributes,
                    source_name=one_line(text.name),
                    sha256=sha256(kept.encode()).hexdigest(),
                    memo="\n\n".join(each for each in text.memos if each),
                )
            )
        book = Codebook(title=self.name, codes=tuple(self._in_order()))
        study = Study(
            self.name,
            book,
            tuple(interviews),
            tuple(self._once(codings)),
            "\n\n".join(each for each in self.memos if each),
        )
        return Arrival(
            study,
            origin=self.origin,
            own=False,
            sources={
                interview: SourceFile(one_line(text.name) or interview, text.data)
                for interview, text in zip(ids, self.texts, strict=True)
            },
            unread_turns=frozenset(ids),
            readings=tuple(readings),
            changed=tuple(self.changed),
            aside=tuple(self.aside),
            aside_files=tuple(self.aside_files),
            doubtful=tuple(self._doubtful),
        )

    def _in_order(self) -> Iterable[Code]:
        return (code for code, _ in Codebook(codes=tuple(self._codes.values())).walk())

    def _spans(
        self,
        text: Text,
        foreign: ForeignText,
        marks: Sequence[Mark],
        judgement: Judgement,
    ) -> tuple[str, list[Span | None]]:
        kept, traced = traced_normal_text(foreign.text)
        spans: list[Span | None] = []
        for mark, verdict in zip(marks, judgement.verdicts, strict=True):
            reason = verdict.reason
            start, end = (traced(max(0, min(each, len(foreign.text)))) for each in verdict.place)
            span = trimmed(kept, Span(start, end))
            if span is None and not reason:
                reason = "it holds no words"
            if reason:
                words = "" if span is None else kept[span.start : span.end]
                self._doubtful.append(
                    DoubtfulSelection(text.name, mark.start, mark.end, words, reason)
                )
            spans.append(span)
        return kept, spans

    def _codings(
        self, text: Text, kept: str, passage: Passage, span: Span | None, interview: InterviewId
    ) -> Iterable[Coding]:
        known = [each for each in passage.codes if each in self._codes]
        if span is None or not known:
            if passage.memo or span is not None:
                text.memos.append(remark(kept, span, passage.memo))
            return
        coder = Coder(one_line(passage.coder)[:_LONGEST_NAME] or "okänd")
        for key in known:
            code = self._codes[key].id
            identity = guid("coding", interview, kept, span.start, span.end, code, coder)
            yield Coding(
                CodingId(identity),
                interview,
                span,
                code,
                coder,
                memo=passage.memo,
                quotable=passage.quotable,
                origin=Origin.EXCHANGE,
                time=passage.time,
            )

    def _once(self, codings: Iterable[Coding]) -> list[Coding]:
        """One coding per coder, passage and code, with the memos of all."""
        found: dict[CodingId, Coding] = {}
        repeated = 0
        for each in codings:
            there = found.get(each.id)
            if there is None:
                found[each.id] = each
                continue
            repeated += 1
            if each.memo and each.memo not in there.memo:
                both = f"{there.memo}\n\n{each.memo}".strip()
                found[each.id] = replace(there, memo=both)
        if repeated:
            self.changed.append(
                f"{repeated} codings repeat another (coder, passage and code): joined with it."
            )
        return list(found.values())


def attributes_from(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Attributes by lower-case name; empty values say nothing."""
    lines = ((one_line(name).lower(), one_line(value)) for name, value in pairs)
    return {name: value for name, value in lines if name and value}


Row = Sequence[str | int | float | None]


def words(value: object) -> str:
    """A cell as text."""
    return "" if value is None else clean(str(value))


def number(value: object) -> int:
    """A cell as a whole number; -1 for what is none."""
    return value if isinstance(value, int) else -1


def by_key(rows: Iterable[Row]) -> Mapping[object, Row]:
    """Rows by their first cell."""
    return {row[0]: row for row in rows}
