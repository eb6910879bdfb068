"""An interview to Word with its codings in the margin, and comments from Word as codings.

One file is one interview, one transaction, one undo. What names no code becomes a memo: of the
coding that a reply answers, else of the interview, behind the reference of its passage.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from workbench.errors import InputError, UsageError
from workbench.export.commented import MarginComment, commented_docx
from workbench.files.contained import Containment
from workbench.files.writing import whole_file
from workbench.interchange.comments import CommentLanguage, Named, Reading
from workbench.model import (
    AddCoding,
    Change,
    CodeId,
    Coder,
    Coding,
    CodingId,
    EditCoding,
    EditInterview,
    Interview,
    InterviewId,
    Origin,
    Polarity,
    Reference,
    RemoveCoding,
    Span,
)
from workbench.placing import Alignment, Placement, Unplaced, trimmed
from workbench.project import Project
from workbench.text import normal_text
from workbench.transcripts import Comment, Commented, read_commented
from workbench.workflows.attributes import id_from_file_name
from workbench.workflows.coding import PlacedRow, UnplacedRow
from workbench.workflows.exchanging import Departure, wanted_coders
from workbench.workflows.projects import Facts, default_language, opened, writing_coder

COMMENT_KINDS = (".docx",)
_LIKE = 0.5
"""The part of a file's characters that stand in lines of an interview whose copy it is."""


@dataclass(frozen=True, slots=True)
class KeptMemo:
    """A comment, or the part of one, that names no code."""

    comment: int
    at: str
    """The reference of the passage."""
    text: str
    on: str
    """`coding` or `interview`: whose memo it now stands in; `already there`."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class CommentReport:
    """What the comments of a file came to."""

    interview: InterviewId
    coder: Coder
    authors: tuple[str, ...]
    """Whose comments were taken."""
    share: float
    """The part of the file's words that stand in lines of the interview."""
    placed: tuple[PlacedRow, ...] = ()
    unplaced: tuple[UnplacedRow, ...] = ()
    memos: tuple[KeptMemo, ...] = ()
    missing: tuple[tuple[str, CodeId], ...] = ()
    """Codings of the coder on which no comment stands: reference and code."""
    removed: bool = False
    """Whether those were taken away."""


def export_comments(
    path: Path, interview: str | None, target: Path, *, coders: Sequence[str] = (), force: bool
) -> Departure:
    """Write one interview as .docx, the codings of everybody (or of `coders`) as comments.

    Errors: UsageError where it is not said which interview is meant.
    """
    with opened(path) as project:
        listed = [each.id for each in project.interviews()]
        if interview is None and len(listed) != 1:
            raise UsageError(
                "A Word file holds one interview.",
                f"Say which: workbench export {path} {listed[0] if listed else 'ID'} -o {target}.",
            )
        found = project.interview(interview or listed[0])
        who = wanted_coders(project, coders)
        book = project.codebook()
        language = CommentLanguage(book)
        codings = [
            each for each in project.codings(interviews=[found.id]) if each.coder in set(who)
        ]
        comments = [
            MarginComment(each.span, language.write(each), each.coder, each.time)
            for each in codings
        ]
        with whole_file(target, force=force) as out:
            commented_docx(
                out,
                found,
                comments,
                language=book.language,
                lang=default_language(book.language),
            )
        project.note_export(target, "transcript", [found.id])
    active = tuple(each for each in who if any(coding.coder == each for coding in codings))
    return Departure(len(book.codes), 1, len(codings), active, ())


def code_from_comments(
    path: Path,
    source: Path,
    *,
    coder: str | None,
    interview: str | None = None,
    authors: Sequence[str] = (),
    exact: bool = False,
    dry_run: bool = False,
) -> CommentReport:
    """Take the comments of a Word file as codings of `coder`.

    interview: whose copy the file is; found by its words where it is not said.
    authors: whose comments are meant, where several people wrote some.
    exact: the coder's codings in this interview become what the file says: those without a comment
    are taken away, directions and memos are set as in the comments, also to nothing.
    Errors: InputError where the file is damaged or a copy of no interview, UsageError where it is
    not said whose comments are meant.
    """
    who = writing_coder(coder)
    with Containment() as containment:
        commented = read_commented(source.name, _bytes_of(source), containment=containment)
    chosen, taken = _chosen(commented, authors, source.name)
    with opened(path) as project:
        found, alignment = _interview_of(project, commented, source.name, interview)
        margin = _Margin(project, who, found, commented, alignment, exact=exact)
        for comment in chosen:
            margin.take(comment)
        changes = margin.all_changes()
        if changes and not dry_run:
            facts: Facts = {"file": source.name, "codings": margin.added}
            project.commit(changes, verb="code", facts=facts, coder=who)
        return CommentReport(
            found.id,
            who,
            taken,
            alignment.share,
            tuple(margin.placed),
            tuple(margin.unplaced),
            tuple(margin.memos),
            margin.missing(),
            removed=exact,
        )


def _bytes_of(source: Path) -> bytes:
    try:
        return source.read_bytes()
    except FileNotFoundError as error:
        raise InputError(f"There is no file “{source}”.", "See how its name is spelt.") from error
    except OSError as error:
        raise InputError(
            f"“{source}” cannot be read: {error.strerror or error}.", "See whether you may read it."
        ) from error


def _chosen(
    commented: Commented, authors: Sequence[str], name: str
) -> tuple[list[Comment], tuple[str, ...]]:
    """The comments meant and who wrote them."""
    counts: dict[str, int] = {}
    for each in commented.comments:
        counts[each.author] = counts.get(each.author, 0) + 1
    if not counts:
        raise InputError(f"“{name}” has no comments.", "See whether it is the right file.")
    listed = ", ".join(f"{author or '(nobody)'} ({number})" for author, number in counts.items())
    wanted = {normal_text(each).strip().casefold() for each in authors}
    for missing in wanted - {author.casefold() for author in counts}:
        raise InputError(f"“{missing}” wrote no comment in “{name}”.", f"Others did: {listed}.")
    if not wanted and len(counts) > 1:
        raise UsageError(
            f"Several people wrote comments in “{name}”: {listed}.",
            "Say whose are meant with --author NAME; it may repeat.",
        )
    taken = tuple(author for author in counts if not wanted or author.casefold() in wanted)
    return [each for each in commented.comments if each.author in taken], taken


def _interview_of(
    project: Project, commented: Commented, name: str, written: str | None
) -> tuple[Interview, Alignment]:
    """The interview whose copy the file is: named, else by the file's name, else by its words."""
    if written is not None:
        meant = project.interview(written)
        return meant, Alignment(commented.text, meant)
    summaries = project.interviews()
    by_name = project.find(id_from_file_name(name))
    order = sorted(summaries, key=lambda each: each.id != by_name)
    best: tuple[float, Interview, Alignment] | None = None
    lines = {line for line in commented.text.split("\n") if len(line) > _TELLING}
    for summary in order:
        found = project.interview(summary.id)
        if not any(line in found.text for line in _few(lines)) and summary.id != by_name:
            continue
        alignment = Alignment(commented.text, found)
        if alignment.share == 1.0:
            return found, alignment
        if best is None or alignment.share > best[0]:
            best = (alignment.share, found, alignment)
    if best is None or best[0] < _LIKE:
        raise InputError(
            f"“{name}” is the copy of no interview in this project, by its words.",
            "Name the interview it is a copy of with --interview ID.",
        )
    return best[1], best[2]


_TELLING = 40
"""Characters from which on a line is hardly ever said twice."""


def _few(lines: Collection[str]) -> list[str]:
    """The longest lines, by which a text is told from others."""
    return sorted(lines, key=len, reverse=True)[:12]


@dataclass(slots=True)
class _Margin:
    """Turns comments into changes, knowing what the coder has coded already."""

    project: Project
    coder: Coder
    interview: Interview
    commented: Commented
    alignment: Alignment
    exact: bool
    placed: list[PlacedRow] = field(default_factory=list)
    unplaced: list[UnplacedRow] = field(default_factory=list)
    memos: list[KeptMemo] = field(default_factory=list)
    added: int = 0
    _language: CommentLanguage = field(init=False)
    _before: dict[tuple[Span, CodeId], Coding] = field(init=False, default_factory=dict)
    _now: dict[tuple[Span, CodeId], Coding] = field(init=False, default_factory=dict)
    _known: set[Span] = field(init=False, default_factory=set)
    _met: dict[tuple[Span, CodeId], int] = field(init=False, default_factory=dict)
    _made: dict[int, list[tuple[Span, CodeId]]] = field(init=False, default_factory=dict)
    """Comment -> what it codes, for replies to it."""
    _notes: list[str] = field(init=False, default_factory=list)

    def __post_init__(self) -> None:
        self._language = CommentLanguage(self.project.codebook())
        for coding in self.project.codings(interviews=[self.interview.id]):
            self._known.add(coding.span)
            if coding.coder == self.coder:
                self._before[coding.span, coding.code] = coding
        self._now = dict(self._before)

    def take(self, comment: Comment) -> None:
        reading = self._language.read(comment.text)
        found, note = self._place(comment)
        if isinstance(found, Unplaced):
            told = f"{found.reason} The comment says “{_short(comment.text)}”."
            self.unplaced.append(UnplacedRow(comment.number, told))
            return
        self._made[comment.number] = []
        for named in reading.codes:
            how = self._code(found.span, named, reading)
            self._made[comment.number].append((found.span, named.code))
            notes = (note, *reading.notes) if how != "already there" else (note,)
            self.placed.append(
                PlacedRow(
                    comment.number,
                    self.interview.id,
                    found.span.start,
                    found.span.end,
                    found.how if how == "added" else how,
                    found.turn,
                    named.code,
                    "; ".join(filter(None, notes)),
                )
            )
        if not reading.codes:
            self._keep(comment, found.span, reading, note)

    def _place(self, comment: Comment) -> tuple[Placement | Unplaced, str]:
        """Where the comment's passage stands, and what to look at."""
        span, note = Span(comment.start, comment.end), ""
        if not self.commented.text[span.start : span.end].strip():
            span = self.alignment.line_at(span.start)
            note = "stands at a point: taken for the whole paragraph"
        if not len(span):
            return Unplaced("It stands on no words."), note
        found = self.alignment.place(span)
        if isinstance(found, Unplaced):
            return found, note
        if found.how == "fuzzy":
            note = "; ".join(filter(None, (note, "not word for word: look at it")))
        if found.span not in self._known:
            found = replace(found, span=trimmed(self.interview, found.span))
        return found, note

    def _code(self, span: Span, named: Named, reading: Reading) -> str:
        key = span, named.code
        there = self._now.get(key)
        again = key in self._met
        self._met[key] = self._met.get(key, 0) + 1
        if there is None:
            self._now[key] = Coding(
                CodingId(""),
                self.interview.id,
                span,
                named.code,
                self.coder,
                polarity=named.polarity,
                memo=reading.memo,
                quotable=reading.quotable,
                origin=Origin.EXCHANGE,
            )
            self.added += 1
            return "added"
        if self.exact and not again:
            wanted = replace(
                there, polarity=named.polarity, memo=reading.memo, quotable=reading.quotable
            )
        else:
            wanted = replace(
                there,
                polarity=named.polarity or there.polarity,
                memo=reading.memo or there.memo,
                quotable=reading.quotable or there.quotable,
            )
        self._now[key] = wanted
        return "already there" if wanted == there else "updated"

    def _keep(self, comment: Comment, span: Span, reading: Reading, note: str) -> None:
        """What names no code: to the coding that a reply answers, else to the interview."""
        at = str(Reference.to(self.interview, span.start, span.end))
        note = "; ".join(filter(None, (note, *reading.notes)))
        if not reading.memo:
            self.unplaced.append(UnplacedRow(comment.number, f"It says nothing ({at})."))
            return
        answered = self._made.get(comment.parent or 0, [])
        signed = f"{comment.author}: {reading.memo}" if comment.author else reading.memo
        for key in answered:
            there = self._now[key]
            if signed not in there.memo:
                memo = f"{there.memo}\n{signed}" if there.memo else signed
                self._now[key] = replace(there, memo=memo)
        if answered:
            self.memos.append(KeptMemo(comment.number, at, reading.memo, "coding", note))
            return
        line = f"{at} {signed}"
        fresh = line not in self.interview.memo and line not in self._notes
        if fresh:
            self._notes.append(line)
        on = "interview" if fresh else "already there"
        self.memos.append(KeptMemo(comment.number, at, reading.memo, on, note))

    def missing(self) -> tuple[tuple[str, CodeId], ...]:
        """The coder's codings that no comment names any more."""
        return tuple(
            (str(Reference.to(self.interview, span.start, span.end)), code)
            for span, code in sorted(self._before)
            if (span, code) not in self._met
        )

    def all_changes(self) -> list[Change]:
        changes: list[Change] = []
        if self.exact:
            changes += [
                RemoveCoding(coding.id)
                for key, coding in self._before.items()
                if key not in self._met
            ]
        for key, coding in self._now.items():
            before = self._before.get(key)
            if before is None:
                changes.append(AddCoding(replace(coding, id=self.project.new_coding_id())))
            elif coding != before:
                changes.append(_edit(before, coding))
        if self._notes:
            memo = "\n".join(filter(None, (self.interview.memo, *self._notes)))
            changes.append(EditInterview(self.interview.id, memo=memo))
        return changes


def _edit(before: Coding, wanted: Coding) -> EditCoding:
    polarity: Polarity | None = wanted.polarity
    return EditCoding(
        before.id,
        polarity=polarity,
        clear_polarity=polarity is None and before.polarity is not None,
        memo=wanted.memo,
        quotable=wanted.quotable,
    )


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= 60 else words[:59].rstrip() + "…"
