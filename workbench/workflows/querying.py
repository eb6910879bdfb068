"""FoundPassages passages by a query: a list, a table, an export."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from workbench.analysis import (
    Material,
    Query,
    excerpts,
    find_in,
    frequency_table,
    read_query,
    refuse_names,
)
from workbench.analysis.queries import Coded, Marked, Noted, nodes_of, searches_in
from workbench.analysis.queries_finding import Marks
from workbench.analysis.queries_places import NO_CODE, Places
from workbench.errors import InputError, UsageError
from workbench.files.writing import whole_file
from workbench.model import (
    Code,
    Codebook,
    CodedSpan,
    CodeId,
    Coder,
    CodingId,
    CountingFrame,
    EditProject,
    Excerpt,
    FoundPassage,
    FoundPassages,
    FrequencyTable,
    Interview,
    InterviewId,
    Polarity,
    Reference,
    Span,
    Unit,
)
from workbench.project import Project
from workbench.text import fold, sentences
from workbench.text.searching import Search
from workbench.workflows.projects import (
    Language,
    default_language,
    known_coder,
    opened,
    refuse_kind,
    resolve_coder,
)

KINDS = (".docx", ".csv", ".md")
AROUND = 90
"""Characters kept on either side of what was found."""
FOUND = CodeId("FIND")
"""Under which a table counts what a query found."""

_NAME = re.compile(r"[^\W_][\w-]{0,39}")


def find_passages(
    path: Path, query: str, *, coder: str | None = None, with_moderator: bool = False
) -> FoundPassages:
    """Everything the query finds, by interview and place.

    Raises QueryError, which points at a word that cannot be read or that nobody knows.
    """
    with opened(path) as project:
        return find_in_project(project, query, coder=coder, with_moderator=with_moderator)


def find_in_project(
    project: Project, query: str, *, coder: str | None = None, with_moderator: bool = False
) -> FoundPassages:
    """The same on a project that is open."""
    asked = _Asked(project, query, coder, with_moderator=with_moderator)
    passages = tuple(
        passage for frame, spans in asked.found() for passage in asked.passages(frame, spans)
    )
    return FoundPassages(query, asked.coder, passages)


def tabulate_found(
    path: Path,
    query: str,
    *,
    by: str | None,
    unit: Unit = Unit.SEGMENTS,
    polarity: bool = False,
    coder: str | None = None,
    with_moderator: bool = False,
) -> FrequencyTable:
    """What the query finds, counted by the values of an attribute (None: the whole only)."""
    with opened(path) as project:
        asked = _Asked(project, query, coder, with_moderator=with_moderator)
        found = {frame.interview: spans for frame, spans in asked.found()}
        frames = [
            replace(
                frame,
                spans=[
                    (start, end, FOUND, sign)
                    for start, end, _, sign in found.get(frame.interview, ())
                ],
            )
            for frame in asked.frames
        ]
        return frequency_table(
            frames,
            Codebook(codes=(Code(FOUND, query),)),
            by=by,
            unit=unit,
            coder=asked.coder,
            polarity=polarity,
            with_moderator=with_moderator,
        )


def write_found(
    path: Path,
    finding: FoundPassages,
    target: Path,
    *,
    by: str | None = "kommun",
    lang: Language | None = None,
    force: bool = False,
) -> int:
    """Write what was found as coded excerpts are written; return their number.

    A place in the text is given with its whole sentence, under the query as its heading.
    """
    from workbench.export.excerpts import excerpts_csv, excerpts_docx, excerpts_markdown

    refuse_kind(target, KINDS)
    with opened(path) as project:
        codebook = project.codebook()
        found = _excerpts(project, finding, codebook)
        language = lang or default_language(codebook.language)
        with whole_file(target, force=force) as out:
            if target.suffix.lower() == ".csv":
                excerpts_csv(out, found, codebook, by=by, excel=True, lang=language)
            else:
                write = excerpts_docx if target.suffix.lower() == ".docx" else excerpts_markdown
                heading = " · ".join(filter(None, (finding.query, finding.coder)))
                write(out, found, codebook, heading=heading, by=by, lang=language)
        project.note_export(target, "find", {each.interview for each in found})
        return len(found)


def save_query(path: Path, name: str, query: str) -> None:
    """Keep a query in the project under a name, for `@name` in others.

    Raises UsageError for what is no name, QueryError for a query that cannot be read.
    """
    if not _NAME.fullmatch(name):
        raise UsageError(
            f"“{name[:40]}” is no name for a query.",
            "Write one word of letters, digits, - and _, such as hinder.",
        )
    with opened(path) as project:
        kept = {each: text for each, text in project.queries().items() if fold(each) != fold(name)}
        read_query(query, project.codebook(), saved={**kept, name: query})
        same = [each for each in project.queries() if fold(each) == fold(name) and each != name]
        change = EditProject(queries={**dict.fromkeys(same, ""), name: query})
        project.commit([change], verb="query", facts={"name": name})


def remove_query(path: Path, name: str) -> None:
    """Take a query away. Raises InputError where none is kept under the name."""
    with opened(path) as project:
        kept = project.queries()
        found = [each for each in kept if fold(each) == fold(name.removeprefix("@"))]
        if not found:
            names = ", ".join(kept) or "none"
            raise InputError(f"No query is kept under “{name}”.", f"There are: {names}.")
        change = EditProject(queries=dict.fromkeys(found, ""))
        project.commit([change], verb="query", facts={"name": found[0], "remove": 1})


def saved_queries(path: Path) -> dict[str, str]:
    """The queries that are kept, by name."""
    with opened(path) as project:
        return project.queries()


class _Asked:
    """A query on an open project: read, checked, and ready to be looked for."""

    def __init__(
        self, project: Project, written: str, coder: str | None, *, with_moderator: bool
    ) -> None:
        self.project = project
        self.with_moderator = with_moderator
        self.codebook = project.codebook()
        self.query = read_query(written, self.codebook, saved=project.queries())
        self.coder = _coder_for(project, self.query, coder)
        self.frames = project.counting_frames(self.coder)
        refuse_names(self.query, self.frames)
        self._text = cache(project.text)
        self._searches = searches_in(self.query.node)

    def found(self) -> Iterator[tuple[CountingFrame, list[CodedSpan]]]:
        """Each interview in which something is found, with what."""
        marks = self._marks()
        for frame in self.frames:
            material = Material(frame, self._text_of(frame.interview), marks(frame.interview))
            spans = find_in(material, self.query.node, with_moderator=self.with_moderator)
            if spans:
                yield frame, spans

    def passages(self, frame: CountingFrame, spans: list[CodedSpan]) -> Iterator[FoundPassage]:
        text = self._text(frame.interview)
        places = Places(frame, with_moderator=self.with_moderator)
        for start, end, code, sign in spans:
            turn = places.home(start, end) or 0
            speaker = frame.turn_speakers[turn]
            offset = max(0, start - frame.turn_starts[turn])
            yield FoundPassage(
                reference=Reference(frame.interview, turn + 1, offset),
                interview=frame.interview,
                turn=turn + 1,
                speaker=frame.speakers[speaker],
                attributes=frame.speaker_attributes[speaker],
                span=Span(start, end),
                text=text[start:end],
                before=_one_line(text[max(0, start - AROUND) : start]),
                after=_one_line(text[end : end + AROUND]),
                code=code,
                code_path=self.codebook.path(code) if code else "",
                polarity=Polarity.parse(sign),
                keywords=_keywords(self._searches, text, start, end),
            )

    def _text_of(self, interview: InterviewId) -> Callable[[], str]:
        return lambda: self._text(interview)

    def _marks(self) -> Callable[[InterviewId], Callable[[], Marks]]:
        """Memos and quotable marks, read once and only if someone asks for them."""

        @cache
        def all_marks() -> dict[InterviewId, dict[tuple[int, int, str], tuple[bool, str]]]:
            found: dict[InterviewId, dict[tuple[int, int, str], tuple[bool, str]]] = {}
            for each in self.project.codings(coder=self.coder):
                key = (each.span.start, each.span.end, each.code)
                found.setdefault(each.interview, {})[key] = (each.quotable, each.memo)
            return found

        return lambda interview: lambda: all_marks().get(interview, {})


def _coder_for(project: Project, query: Query, coder: str | None) -> Coder:
    """Whose codings are meant; nobody needs to be where the query asks for none."""
    asks_for_codings = any(
        isinstance(node, (Coded, Marked, Noted)) for node in nodes_of(query.node)
    )
    if asks_for_codings or coder:
        return resolve_coder(project, coder)
    return known_coder(project, None) or Coder("")


def _keywords(searches: Sequence[Search], text: str, start: int, end: int) -> tuple[Span, ...]:
    if not searches:
        return ()
    passage = text[start:end]
    found = {
        Span(start + begin, start + stop)
        for search in searches
        for begin, stop in search.hits(passage)
    }
    return tuple(sorted(found))


def _excerpts(project: Project, finding: FoundPassages, codebook: Codebook) -> list[Excerpt]:
    present = {each.interview for each in finding.passages}
    interviews = {each: project.interview(each) for each in present}
    wanted = {(each.interview, each.span, each.code) for each in finding.passages if each.code}
    codings = project.codings(coder=finding.coder, interviews=present) if wanted else []
    chosen = [each for each in codings if (each.interview, each.span, each.code) in wanted]
    uncoded = (each for each in finding.passages if each.code == NO_CODE)
    plain = [_uncoded(interviews[each.interview], each, finding) for each in uncoded]
    # Two places in one sentence are one excerpt.
    once = {(each.interview, each.span): each for each in plain}
    return [*excerpts(interviews, chosen, codebook), *once.values()]


def _uncoded(interview: Interview, found: FoundPassage, finding: FoundPassages) -> Excerpt:
    """A place in the text as an excerpt: its whole sentences within the turn."""
    span = _sentences_around(interview, found)
    who = interview.participant(found.speaker)
    return Excerpt(
        reference=Reference.to(interview, span.start, span.end),
        coding=CodingId(""),
        interview=interview.id,
        title=interview.title,
        turn=found.turn,
        speaker=found.speaker,
        description=who.description if who else "",
        attributes=found.attributes,
        span=span,
        text=interview.text[span.start : span.end],
        code=NO_CODE,
        code_path=finding.query,
        coder=finding.coder,
        polarity=None,
        memo="",
        quotable=False,
        origin="",
    )


def _sentences_around(interview: Interview, found: FoundPassage) -> Span:
    turn = interview.turn(found.turn)
    if turn is None:
        return found.span
    touched = [
        Span(start, end)
        for start, end in sentences(interview.text, turn.start, turn.end)
        if Span(start, end).overlaps(found.span)
    ]
    if not touched:
        return found.span
    return Span(min(found.span.start, touched[0].start), max(found.span.end, touched[-1].end))


def _one_line(text: str) -> str:
    return text.replace("\n", " ")
