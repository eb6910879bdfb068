"""Questions to the tables: interviews, codings, the codebook, what counting needs, the log."""

import json
import sqlite3
from array import array
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from workbench.errors import InputError
from workbench.model import (
    Codebook,
    CodeId,
    Coder,
    Coding,
    CountingFrame,
    Interview,
    InterviewId,
    Participant,
    SourceFile,
    Turn,
    interview_key,
)
from workbench.project import events as kinds
from workbench.project.payloads import HEAD, SOURCE, TEXT, codings_from, decode_head, ints
from workbench.project.settling import CodeRow, settle_codes
from workbench.project.store import content, listed
from workbench.project.values import Action
from workbench.text import natural_key, swedish_key


@dataclass(frozen=True, slots=True)
class InterviewRow:
    """What the journal says about an interview, without its text."""

    key: str
    id: InterviewId
    title: str
    attributes: dict[str, str]
    labels: list[str]
    """Shown label of each of the head's labels."""
    people: tuple[Participant, ...]
    moderators: frozenset[str]
    text: str
    head: str
    source: str
    source_name: str
    first: str
    """The text it was imported with."""

    @property
    def version(self) -> dict[str, str]:
        """What a payload with offsets says of the text that these are in."""
        return {} if self.text == self.first else {"text": self.text}


_ROW = (
    "SELECT key, id, title, attributes, labels, people, moderators, text, head, source,"
    ' source_name, "first" FROM interview WHERE id_key = ? AND present = 1'
)


def interview_row(sql: sqlite3.Connection, interview_id: str) -> InterviewRow:
    """The interview by the id people use. Errors: InputError that lists what there is."""
    found = sql.execute(_ROW, (interview_key(interview_id),)).fetchone()
    if found is None:
        raise _no_interview(sql, interview_id)
    key, shown, title, attributes, labels, people, moderators, text, head, source, name = found[:11]
    return InterviewRow(
        key,
        InterviewId(shown),
        title,
        json.loads(attributes),
        json.loads(labels),
        _participants(people),
        frozenset(json.loads(moderators)),
        text,
        head,
        source,
        name,
        found[11],
    )


def _participants(people: str) -> tuple[Participant, ...]:
    return tuple(
        Participant(label, description, own) for label, description, own in json.loads(people)
    )


def _no_interview(sql: sqlite3.Connection, interview_id: str) -> InputError:
    ids = [shown for _, shown in interview_ids(sql)]
    if not ids:
        return InputError(
            f"There is no interview {interview_id}: the project has none yet.",
            "Bring some in with `workbench import`.",
        )
    more = f" … {ids[-1]}" if len(ids) > 40 else ""
    return InputError(
        f"There is no interview {interview_id} in the project.",
        f"There are {', '.join(ids[:40])}{more}.",
    )


def interview_ids(
    sql: sqlite3.Connection, wanted: Collection[InterviewId] | None = None
) -> list[tuple[str, InterviewId]]:
    """Key and shown id of every interview, or of those wanted that are there, in natural order."""
    keys = None if wanted is None else listed(interview_key(each) for each in wanted)
    rows = sql.execute(
        "SELECT key, id FROM interview WHERE present = 1"
        " AND (?1 IS NULL OR id_key IN (SELECT value FROM json_each(?1)))",
        (keys,),
    ).fetchall()
    return sorted(rows, key=lambda row: (natural_key(row[1]), row[1]))


def find(sql: sqlite3.Connection, interview_id: str) -> InterviewId | None:
    row = sql.execute(
        "SELECT id FROM interview WHERE id_key = ? AND present = 1", (interview_key(interview_id),)
    ).fetchone()
    return None if row is None else InterviewId(row[0])


def has_source(sql: sqlite3.Connection, sha: str) -> InterviewId | None:
    row = sql.execute(
        "SELECT id FROM interview WHERE source = ? AND present = 1 ORDER BY id", (sha.lower(),)
    ).fetchone()
    return None if row is None else InterviewId(row[0])


def interview(sql: sqlite3.Connection, interview_id: str) -> Interview:
    row = interview_row(sql, interview_id)
    head_bytes, text_bytes = content(sql, HEAD, row.head), content(sql, TEXT, row.text)
    if head_bytes is None or text_bytes is None:
        raise InputError(f"The text of interview {row.id} is gone.", "Run `workbench check`.")
    head = decode_head(head_bytes)
    times = head.times or ("",) * len(head.starts)
    turns = tuple(
        Turn(number, row.labels[label], start, end, time)
        for number, (label, start, end, time) in enumerate(
            zip(head.speakers, head.starts, head.ends, times, strict=True), start=1
        )
    )
    sha, memo = sql.execute(
        "SELECT f.sha256, i.memo FROM interview i JOIN frame f ON f.interview = i.key"
        " WHERE i.key = ?",
        (row.key,),
    ).fetchone()
    return Interview(
        id=row.id,
        title=row.title,
        text=text_bytes.decode(),
        turns=turns,
        participants=row.people,
        moderators=row.moderators,
        attributes=row.attributes,
        source_name=row.source_name,
        sha256=sha,
        memo=memo,
    )


def source(sql: sqlite3.Connection, interview_id: str) -> SourceFile:
    row = interview_row(sql, interview_id)
    data = content(sql, SOURCE, row.source)
    if data is None:
        raise InputError(
            f"The file interview {row.id} came from was deleted when a speaker was forgotten.",
            "The text without her words is in the project.",
        )
    return SourceFile(row.source_name, data)


def coders(sql: sqlite3.Connection) -> tuple[Coder, ...]:
    """Those who have codings, in Swedish order."""
    rows = sql.execute("SELECT DISTINCT coder FROM coding WHERE visible = 1")
    return tuple(sorted((Coder(row[0]) for row in rows), key=swedish_key))


def codings(
    sql: sqlite3.Connection,
    *,
    coder: Coder | None,
    codes: Collection[CodeId] | None,
    interviews: Collection[InterviewId] | None,
) -> list[Coding]:
    values = {"coder": coder, "codes": None if codes is None else listed(codes)}
    found: list[Coding] = []
    for key, shown in interview_ids(sql, interviews):
        rows = sql.execute(
            'SELECT id, "start", "end", code, coder, polarity, memo, quotable, origin, time'
            " FROM coding WHERE interview = :interview AND visible = 1"
            " AND (:coder IS NULL OR coder = :coder)"
            " AND (:codes IS NULL OR code IN (SELECT value FROM json_each(:codes)))"
            ' ORDER BY "start", "end", code, coder, id',
            {"interview": key, **values},
        )
        found.extend(codings_from(rows, shown))
    return found


def finished(sql: sqlite3.Connection, coder: Coder) -> frozenset[InterviewId]:
    rows = sql.execute(
        "SELECT i.id FROM finished f JOIN interview i ON i.key = f.interview"
        " WHERE f.coder = ? AND i.present = 1",
        (coder,),
    )
    return frozenset(InterviewId(row[0]) for row in rows)


def coded_interviews(sql: sqlite3.Connection, coder: Coder) -> frozenset[InterviewId]:
    rows = sql.execute(
        "SELECT i.id FROM interview i WHERE i.present = 1 AND EXISTS (SELECT 1 FROM coding c"
        " WHERE c.coder = ? AND c.interview = i.key AND c.visible = 1)",
        (coder,),
    )
    return frozenset(InterviewId(row[0]) for row in rows)


def codebook(sql: sqlite3.Connection) -> Codebook:
    row = sql.execute("SELECT fields FROM book").fetchone()
    rows = sql.execute("SELECT id, alive, coded, fields FROM code ORDER BY clock, event")
    return codebook_of(
        json.loads(row[0]) if row else {},
        [CodeRow(code, bool(alive), bool(coded), json.loads(f)) for code, alive, coded, f in rows],
    )


def codebook_of(fields: Mapping[str, Any], rows: Sequence[CodeRow]) -> Codebook:
    """The book from its own folded fields and those of its codes, in the order of making."""
    return Codebook(
        title=fields.get("title", ""),
        language=fields.get("language", "sv"),
        description=fields.get("description", ""),
        sources=tuple(fields.get("sources", ())),
        codes=settle_codes(rows, fields.get("order", ())),
    )


def codebook_version(sql: sqlite3.Connection) -> int:
    row = sql.execute(
        "SELECT count(DISTINCT e.action) FROM event e JOIN action a ON a.id = e.action"
        " WHERE (e.subject = 'codebook' OR (e.subject >= 'code:' AND e.subject < 'code;'))"
        " AND a.undone = 0"
    ).fetchone()
    return int(row[0])


def counting_frames(sql: sqlite3.Connection, coder: Coder) -> list[CountingFrame]:
    """Every interview as arrays with one coder's codings, in natural order."""
    rows = {
        row[0]: row
        for row in sql.execute(
            "SELECT i.key, i.attributes, i.labels, i.people, i.moderators, f.heard,"
            " f.turn_starts, f.turn_ends, f.turn_speakers, f.word_starts"
            " FROM interview i JOIN frame f ON f.interview = i.key WHERE i.present = 1"
        )
    }
    return [_frame(sql, shown, rows[key], coder) for key, shown in interview_ids(sql)]


FrameRow = tuple[str, str, str, str, str, str, bytes, bytes, bytes, bytes]


def _frame(
    sql: sqlite3.Connection, shown: InterviewId, row: FrameRow, coder: Coder
) -> CountingFrame:
    key, attributes_text, labels_text, people, moderators, heard = row[:6]
    attributes: dict[str, str] = json.loads(attributes_text)
    labels = json.loads(labels_text)
    names = [labels[label] for label, _, _ in json.loads(heard)]
    speakers = tuple(dict.fromkeys(names))
    turn_speakers = ints(row[8])
    if len(speakers) < len(names):
        place = [speakers.index(name) for name in names]
        turn_speakers = array("I", (place[at] for at in turn_speakers))
    own = {who.label: who.attributes for who in _participants(people)}
    return CountingFrame(
        interview=shown,
        attributes=attributes,
        speakers=speakers,
        speaker_attributes=tuple({**attributes, **own.get(name, {})} for name in speakers),
        moderators=frozenset(json.loads(moderators)),
        turn_starts=ints(row[6]),
        turn_ends=ints(row[7]),
        turn_speakers=turn_speakers,
        word_starts=ints(row[9]),
        spans=sql.execute(
            'SELECT "start", "end", code, polarity FROM coding'
            " WHERE coder = ? AND interview = ? AND visible = 1"
            ' ORDER BY "start", "end", code',
            (coder, key),
        ).fetchall(),
    )


def people(sql: sqlite3.Connection) -> dict[InterviewId, tuple[Participant, ...]]:
    """The participants of every interview, listed or heard."""
    rows = dict(sql.execute("SELECT key, people FROM interview WHERE present = 1").fetchall())
    return {shown: _participants(rows[key]) for key, shown in interview_ids(sql)}


def actions(sql: sqlite3.Connection) -> Iterator[Action]:
    """The log, oldest first."""
    rows = sql.execute(
        "SELECT id, verb, facts, author, coder, changes, undone FROM action ORDER BY clock, id"
    ).fetchall()
    return (_action(row) for row in rows)


ActionRow = tuple[str, str, str, str, str, str, int]


def _action(row: ActionRow) -> Action:
    action_id, verb, facts, author, coder, changes, undone = row
    return Action(
        id=action_id,
        verb=verb,
        facts=json.loads(facts),
        author=author,
        coder=Coder(coder) if coder else None,
        time=kinds.time_of(action_id),
        changes=json.loads(changes),
        undone=bool(undone),
    )


def action(sql: sqlite3.Connection, action_id: str) -> Action:
    """One line of the log."""
    row = sql.execute(
        "SELECT id, verb, facts, author, coder, changes, undone FROM action WHERE id = ?",
        (action_id,),
    ).fetchone()
    return _action(row)
