"""The text sources of a project: their words, and where each selection stands in them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import sha256

from workbench.errors import InputError
from workbench.files.decoding import decode
from workbench.interchange.positions import ForeignText, Mark, judge
from workbench.interchange.refi.archive import Archive
from workbench.interchange.refi.notes import Json, turns_from
from workbench.interchange.refi.telling import Plain, Report
from workbench.interchange.study import DoubtfulSelection, SourceReading
from workbench.model import Span, Turn
from workbench.text import normal_text, traced_normal_text

RichText = Callable[[str, bytes], str]
"""Name and bytes of a Word file to its words; raises InputError."""


@dataclass(slots=True)
class ReadText:
    """A source with its words."""

    plain: Plain
    facts: Json
    """What our note says about it."""
    data: bytes
    """As it lay in the file."""
    written: str
    """The words, line ends as they stood."""
    known: bool = False
    """Whether it is our own text, unchanged: positions need no guessing."""
    turns: tuple[Turn, ...] | None = None
    """As our note on this very text has them; None: still to be found."""
    text: str = ""
    """Normal form."""
    places: Sequence[Span | None] = ()
    """Of each selection; None for one that holds nothing."""

    @property
    def name(self) -> str:
        return str(self.plain["name"] or self.plain["guid"])


def read_texts(
    sources: Sequence[tuple[Plain, Json]],
    *,
    archive: Archive,
    own: bool,
    rich_text: RichText,
    report: Report,
) -> tuple[list[ReadText], tuple[SourceReading, ...]]:
    """Every text that can be read, with its selections placed, and how they were read."""
    texts = []
    for plain, facts in sources:
        try:
            read = _words(plain, facts, archive, rich_text=rich_text, own=own)
        except InputError as error:
            lost = len(plain["selections"])
            report.aside.append(
                f"The text “{plain['name']}” cannot be read, with its {lost} selections: "
                f"{error.message}"
            )
            continue
        texts.append(read)
    foreign = [each for each in texts if not each.known]
    for read in texts:
        if read.known:
            read.text = read.written
            read.places = [_within(each, len(read.text)) for each in read.plain["selections"]]
    readings = _placed(foreign, report)
    for read in texts:
        if read.known or _is_noted(read.text, read.facts):
            read.turns = turns_from(read.facts, len(read.text))
    return texts, readings


def _is_noted(text: str, facts: Json) -> bool:
    """Whether our note is about this very text."""
    return sha256(text.encode("utf-8", "replace")).hexdigest() == facts.get("sha256")


def _unchanged(data: bytes, facts: Json) -> str | None:
    """The words, where these are the bytes that our note is about, and text as we keep it."""
    if sha256(data).hexdigest() != facts.get("sha256"):
        return None
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return None
    return text if normal_text(text) == text else None


def _words(
    plain: Plain, facts: Json, archive: Archive, *, rich_text: RichText, own: bool
) -> ReadText:
    name = plain["name"] or plain["guid"]
    if plain["plain"]:
        member = archive.member(plain["plain"])
        if member:
            data = archive.text(member)
            ours = _unchanged(data, facts) if own else None
            if ours is not None:
                return ReadText(plain, facts, data, ours, known=True)
            return ReadText(plain, facts, data, decode(data, name=name).text if data else "")
    if plain["content"] is not None:
        words = str(plain["content"]).removeprefix("\ufeff")
        return ReadText(plain, facts, words.encode("utf-8", "replace"), words)
    member = archive.member(plain["rich"]) if plain["rich"] else ""
    if member:
        data = archive.text(member)
        return ReadText(plain, facts, data, rich_text(member, data))
    where = plain["plain"] or plain["rich"]
    raise InputError(
        f"its words are not in the file ({where})." if where else "its words are not in the file."
    )


def _within(selection: Plain, size: int) -> Span | None:
    start, end = selection["start"], selection["end"]
    if start is None or end is None or not 0 <= start < end <= size:
        return None
    return Span(start, end)


def _placed(texts: Sequence[ReadText], report: Report) -> tuple[SourceReading, ...]:
    """Find out how each text's positions are counted, and place its selections."""
    wanted = []
    for read in texts:
        marks = [
            Mark(each["start"], each["end"], (each["name"], each["description"]))
            for each in read.plain["selections"]
            if each["start"] is not None and each["end"] is not None
        ]
        wanted.append((ForeignText(read.written), marks))
    readings = []
    for read, (foreign, marks), judgement in zip(texts, wanted, judge(wanted), strict=True):
        text, traced = traced_normal_text(foreign.text)
        read.text = text
        verdicts = iter(judgement.verdicts)
        places: list[Span | None] = []
        for selection in read.plain["selections"]:
            place, reason, words = None, "it has no position", ""
            if selection["start"] is not None and selection["end"] is not None:
                verdict = next(verdicts)
                reason = verdict.reason
                start, end = (max(0, min(at, len(foreign.text))) for at in verdict.place)
                span = Span(traced(start), traced(end))
                words = text[span.start : span.end]
                place = span if words.strip() else None
            if reason or place is None:
                report.doubtful.append(
                    DoubtfulSelection(
                        read.name, selection["start"], selection["end"], words, reason
                    )
                )
            places.append(place)
        read.places = places
        if marks:
            readings.append(
                SourceReading(
                    read.name,
                    len(marks),
                    judgement.convention,
                    judgement.score,
                    judgement.runner_up,
                    judgement.runner_up_score,
                )
            )
    return tuple(readings)
