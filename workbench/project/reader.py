"""What a project can be asked: each question is one snapshot."""

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime

from workbench.model import (
    Codebook,
    CodebookVersion,
    CodeId,
    Coder,
    Coding,
    CodingId,
    CountingFrame,
    Decision,
    Interview,
    InterviewId,
    InterviewSummary,
    Participant,
    Reference,
    RevisedCoding,
    Settlement,
    SourceFile,
    Span,
)
from workbench.project import events as kinds
from workbench.project import (
    passages,
    reading,
    remembered,
    revisions,
    settlements,
    summing,
    travelling,
    versions,
)
from workbench.project import since as news
from workbench.project.connection import Connection
from workbench.project.payloads import TEXT
from workbench.project.since import Since
from workbench.project.store import content, listed
from workbench.project.values import Action
from workbench.project.versions import History


class ProjectReader:
    """The questions; `Project` adds the answers that write."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._handed: dict[str, str] = {}
        """Interview -> digest of the text that was last given out."""

    def codebook(self) -> Codebook:
        with self._connection.reading() as sql:
            return reading.codebook(sql)

    def codebook_version(self) -> int:
        """The number of actions in force that changed the codebook."""
        with self._connection.reading() as sql:
            return reading.codebook_version(sql)

    def codebook_versions(self) -> tuple[CodebookVersion, ...]:
        """The codebook as it stood while codings were made, oldest first."""
        with self._connection.reading() as sql:
            return History(sql).versions()

    def coding_versions(self) -> dict[CodingId, int]:
        """The number of the codebook's version under which each coding was made."""
        with self._connection.reading() as sql:
            return History(sql).of_codings()

    def interview_versions(self, coders: Collection[Coder]) -> dict[InterviewId, int]:
        """The version in force when the last of the coders finished each interview.

        Where one has not marked it finished, her last coding there counts; interviews that one of
        them has neither coded nor finished are not in it.
        """
        with self._connection.reading() as sql:
            return History(sql).of_interviews(coders)

    def finished_times(self, coder: Coder) -> dict[InterviewId, datetime]:
        """When, UTC, the coder marked each of the interviews finished that are marked so."""
        with self._connection.reading() as sql:
            return versions.finished_times(sql, coder)

    def coded_times(self, coder: Coder) -> dict[InterviewId, datetime]:
        """When, UTC, the coder last set a passage or code, of codings that are there."""
        with self._connection.reading() as sql:
            return History(sql).coded_times(coder)

    def interviews(self, coder: Coder | None = None) -> tuple[InterviewSummary, ...]:
        """Every interview in natural order; no text is read."""
        with self._connection.reading() as sql:
            return summing.summaries(sql, coder)

    def find(self, interview_id: str) -> InterviewId | None:
        """The id as the project writes it, without regard to case and leading zeros."""
        with self._connection.reading() as sql:
            return reading.find(sql, interview_id)

    def interview(self, interview_id: str) -> Interview:
        """Errors: InputError that lists the interviews there are."""
        with self._connection.reading() as sql:
            row = reading.interview_row(sql, interview_id)
            self._handed[row.key] = row.text
            return reading.interview(sql, interview_id)

    def source(self, interview_id: str) -> SourceFile:
        """The file it came from. Errors: InputError when unknown, or deleted by `forget`."""
        with self._connection.reading() as sql:
            return reading.source(sql, interview_id)

    def forgotten_texts(self) -> frozenset[str]:
        """Digests (SHA-256, hexadecimal) of texts of which all or something was forgotten."""
        with self._connection.reading() as sql:
            rows = sql.execute("SELECT json_extract(payload, '$.text') FROM tombstone")
            return frozenset(row[0] for row in rows)

    def has_source(self, sha256: str) -> InterviewId | None:
        """The interview that was imported from a file with this digest (hexadecimal)."""
        with self._connection.reading() as sql:
            return reading.has_source(sql, sha256)

    def coders(self) -> tuple[Coder, ...]:
        """Those who have codings."""
        with self._connection.reading() as sql:
            return reading.coders(sql)

    def consensus_coders(self) -> frozenset[Coder]:
        """Those whose codings are what others settled."""
        with self._connection.reading() as sql:
            return settlements.consensus_coders(sql)

    def settlements(
        self,
        first: Coder,
        second: Coder,
        *,
        consensus: Coder,
        interview: InterviewId | None = None,
    ) -> list[Settlement]:
        """The latest decision on each pair of codings, told with `first` first; None: anywhere."""
        with self._connection.reading() as sql:
            return settlements.settlements(
                sql, first, second, consensus=consensus, interview=interview
            )

    def all_settlements(self) -> list[Settlement]:
        """Every decision in force, whoever it was between, by when it was made."""
        with self._connection.reading() as sql:
            return settlements.all_settlements(sql)

    def settled_codings(self, consensus: Coder, interview: InterviewId) -> dict[CodingId, int]:
        """The codings that came of decisions in force between any two, and of how many each."""
        with self._connection.reading() as sql:
            return settlements.settled_codings(sql, consensus, interview)

    def known_coders(self) -> tuple[Coder, ...]:
        """Everybody who has done anything as a coder, also those whose codings have all gone."""
        with self._connection.reading() as sql:
            return tuple(Coder(each) for each in travelling.known_coders(sql))

    def codings(
        self,
        *,
        coder: Coder | None = None,
        codes: Collection[CodeId] | None = None,
        interviews: Collection[InterviewId] | None = None,
    ) -> list[Coding]:
        """In order of interview (natural), start, end, code; None stands for all."""
        with self._connection.reading() as sql:
            return reading.codings(sql, coder=coder, codes=codes, interviews=interviews)

    def finished(self, coder: Coder) -> frozenset[InterviewId]:
        """The interviews that the coder has marked finished."""
        with self._connection.reading() as sql:
            return reading.finished(sql, coder)

    def coded_interviews(self, coder: Coder) -> frozenset[InterviewId]:
        """The interviews in which the coder has codings."""
        with self._connection.reading() as sql:
            return reading.coded_interviews(sql, coder)

    def interview_ids(self) -> tuple[InterviewId, ...]:
        """Every interview in natural order."""
        with self._connection.reading() as sql:
            return tuple(shown for _key, shown in reading.interview_ids(sql))

    def queries(self) -> dict[str, str]:
        """The queries that are kept, by name."""
        with self._connection.reading() as sql:
            return remembered.queries(sql)

    def blind(self) -> bool:
        """Whether coders are compared on what every one of them has finished, and nothing else."""
        with self._connection.reading() as sql:
            return remembered.blind(sql)

    def counting_frames(self, coder: Coder) -> list[CountingFrame]:
        """Every interview as counting sees it, in natural order."""
        with self._connection.reading() as sql:
            return reading.counting_frames(sql, coder)

    def people(self) -> dict[InterviewId, tuple[Participant, ...]]:
        """The participants of every interview, listed or heard, in natural order."""
        with self._connection.reading() as sql:
            return reading.people(sql)

    def actions(self) -> Iterator[Action]:
        """The log, oldest first."""
        with self._connection.reading() as sql:
            return reading.actions(sql)

    def last_event(self) -> tuple[datetime, str] | None:
        """Time (UTC) and id of the project's latest event."""
        with self._connection.reading() as sql:
            row = sql.execute(
                "SELECT id FROM event ORDER BY clock DESC, id DESC LIMIT 1"
            ).fetchone()
            return None if row is None else (kinds.time_of(row[0]), row[0])

    def revision(self) -> int:
        """A number that grows whenever any process commits."""
        with self._connection.reading() as sql:
            row = sql.execute("SELECT coalesce(max(seq), 0) FROM event").fetchone()
            return int(row[0])

    def cached(self, key: str) -> bytes | None:
        """Something derived that was kept; may vanish at any time."""
        with self._connection.reading() as sql:
            row = sql.execute("SELECT data FROM cache WHERE key = ?", (key,)).fetchone()
            return None if row is None else bytes(row[0])

    def text(self, interview_id: str) -> str:
        """The text alone. Errors: InputError that lists the interviews there are."""
        with self._connection.reading() as sql:
            row = reading.interview_row(sql, interview_id)
            return (content(sql, TEXT, row.text) or b"").decode()

    def since(self, revision: int) -> Since:
        """What was written, by any process, after the revision."""
        with self._connection.reading() as sql:
            return news.since(sql, revision)

    def codings_by_id(self, ids: Iterable[CodingId]) -> list[Coding]:
        """Those that are there and shown."""
        with self._connection.reading() as sql:
            return passages.codings_by_id(sql, listed(ids))

    def coding_at(
        self, interview_id: str, span: Span, *, code: CodeId, coder: Coder
    ) -> Coding | None:
        """The coder's coding of exactly this span with this code."""
        with self._connection.reading() as sql:
            return passages.coding_at(sql, interview_id, span, code=code, coder=coder)

    def reference(self, interview_id: str, span: Span) -> Reference:
        """Where a passage stands."""
        with self._connection.reading() as sql:
            return passages.reference(sql, interview_id, span)

    def codings_of_action(self, action: str) -> tuple[CodingId, ...]:
        """The codings that an action touched, in order; the first hundred."""
        with self._connection.reading() as sql:
            return passages.of_action(sql, action)

    def code_names(self) -> dict[CodeId, str]:
        """What codes are called, deleted ones too."""
        with self._connection.reading() as sql:
            return summing.code_names(sql)

    def code_counts(self, coder: Coder) -> dict[CodeId, int]:
        """The coder's codings on each code, those below it not counted."""
        with self._connection.reading() as sql:
            return summing.code_counts(sql, coder)

    def coders_on(self, codes: Iterable[CodeId]) -> tuple[dict[Coder, int], int]:
        """How many codings each coder has on any of the codes, and in how many interviews."""
        with self._connection.reading() as sql:
            return summing.coders_on(sql, codes)

    def decisions(
        self, coder: Coder, interviews: Collection[InterviewId] | None = None
    ) -> list[Decision]:
        """The coder's latest word on each suggestion; None stands for all interviews."""
        with self._connection.reading() as sql:
            return remembered.decisions(sql, coder, interviews)

    def revised_codings(
        self,
        *,
        interview: str | None = None,
        coder: Coder | None = None,
        codings: Iterable[CodingId] | None = None,
    ) -> list[RevisedCoding]:
        """Those set on an earlier text of their interview that nobody has looked at since; None
        stands for all."""
        wanted = None if codings is None else listed(codings)
        with self._connection.reading() as sql:
            return revisions.revised_codings(sql, interview=interview, coder=coder, codings=wanted)

    def memo(self) -> str:
        """The project's own memo."""
        with self._connection.reading() as sql:
            return remembered.memo(sql)

    def interview_memo(self, interview_id: str) -> tuple[InterviewId, str]:
        """The id as the project writes it, and the memo.

        Errors: InputError that lists the interviews there are.
        """
        with self._connection.reading() as sql:
            row = reading.interview_row(sql, interview_id)
            return row.id, remembered.interview_memo(sql, row.key)

    def places(self, coder: Coder | None) -> dict[InterviewId, int]:
        """Where the coder was in each interview, the latest last."""
        with self._connection.reading() as sql:
            return remembered.places(sql, coder or "")

    def draft(self, coder: Coder | None, subject: str) -> str | None:
        """What the coder was typing about the subject and has not kept or given up."""
        with self._connection.reading() as sql:
            return remembered.draft(sql, coder or "", subject)
