"""The tables brought up to date with the journal: read the events of some subjects, fold, write.

Invariant: after `refold` of every subject that an event was added to, erased from, undone or redone
in, the tables equal a fold over the whole journal. Every way of writing ends here: commit, undo,
redo, forget, taking in another copy; and `check` does the same on an empty copy of the tables.
"""

import json
import sqlite3
from array import array
from collections.abc import Collection, Iterable, Iterator
from hashlib import sha256
from itertools import islice

from workbench.model import interview_key
from workbench.project import events as kinds
from workbench.project.events import canonical
from workbench.project.fold import (
    CodingState,
    Entry,
    fold_about,
    fold_book,
    fold_code,
    fold_coding,
    fold_decision,
    fold_finished,
    fold_settlement,
)
from workbench.project.interview_fold import InterviewState, fold_interview
from workbench.project.moving import Moved, Moves
from workbench.project.payloads import (
    CODEBOOK_SUBJECT,
    HEAD,
    PROJECT_SUBJECT,
    TEXT,
    Head,
    coding_subject,
    decode_head,
)
from workbench.project.settling import settle_ids
from workbench.project.store import content, entries_of, listed
from workbench.project.tombstones import Contents, forgotten_of
from workbench.text import word_starts

_CHUNK = 2_000
_MANY_PLACES = 500
Place = tuple[str, str, int, int, str]
"""Coder, interview's key, start, end, code."""


class Refold:
    """One pass that brings the tables up to date; contents are read through `contents`."""

    def __init__(self, sql: sqlite3.Connection, contents: Contents | None = None) -> None:
        self._sql = sql
        self._contents = contents or (lambda kind, sha: content(sql, kind, sha))
        self._interviews: set[str] = set()
        """Keys whose presence may have changed."""
        self._codes: set[str] = set()
        self._places: set[Place] = set()
        """At which a coding came or went."""
        self._interviews_folded = False
        self._subjects: dict[str, list[str]] = {}
        """What is to be folded, by the kind of subject."""
        self._moves = Moves(sql)

    def run(self, subjects: Iterable[str], *, actions: Iterable[str] = ()) -> None:
        """Fold the subjects anew, and the actions (by id) whose undone mark may have changed."""
        refold_actions(self._sql, actions)
        for subject in subjects:
            self._subjects.setdefault(subject.partition(":")[0], []).append(subject)
        for kind, step in (
            ("interview", self._fold_interviews),
            ("code", self._fold_codes),
            (CODEBOOK_SUBJECT, self._fold_book),
            ("coding", self._fold_codings),
            ("finished", self._fold_finished),
            ("suggestion", self._fold_decisions),
            ("settlement", self._fold_settlements),
            (PROJECT_SUBJECT, self._fold_about),
        ):
            for chunk in _chunks(dict.fromkeys(self._subjects.get(kind, ()))):
                step(chunk)
        self._settle()

    def _fold_book(self, subjects: list[str]) -> None:
        entries = entries_of(self._sql, subjects).get(CODEBOOK_SUBJECT, [])
        self._sql.execute(
            "INSERT INTO book (id, fields) VALUES (1, ?)"
            " ON CONFLICT (id) DO UPDATE SET fields = excluded.fields",
            (canonical(fold_book(entries)),),
        )

    def _fold_about(self, subjects: list[str]) -> None:
        entries = entries_of(self._sql, subjects).get(PROJECT_SUBJECT, [])
        self._sql.execute(
            "INSERT INTO about (id, fields) VALUES (1, ?)"
            " ON CONFLICT (id) DO UPDATE SET fields = excluded.fields",
            (canonical(fold_about(entries)),),
        )

    def _fold_decisions(self, subjects: list[str]) -> None:
        entries = entries_of(self._sql, subjects)
        for subject in subjects:
            state = self._moves.decision(fold_decision(entries.get(subject, ())))
            if state is None:
                self._sql.execute("DELETE FROM decision WHERE subject = ?", (subject,))
                continue
            self._sql.execute(
                'INSERT OR REPLACE INTO decision (subject, interview, coder, "start", "end", code,'
                " verdict, taken, score, confidence, evidence, event)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    subject,
                    state.interview,
                    state.coder,
                    state.start,
                    state.end,
                    state.code,
                    state.verdict,
                    state.taken,
                    state.score,
                    state.confidence,
                    canonical(state.evidence),
                    state.event,
                ),
            )

    def _fold_settlements(self, subjects: list[str]) -> None:
        entries = entries_of(self._sql, subjects)
        for subject in subjects:
            state = self._moves.settlement(fold_settlement(entries.get(subject, ())))
            if state is None:
                self._sql.execute("DELETE FROM settlement WHERE subject = ?", (subject,))
                continue
            self._sql.execute(
                'INSERT OR REPLACE INTO settlement (subject, interview, consensus, "first",'
                ' "second", fields, event) VALUES (?, ?, ?, ?, ?, ?, ?)',
                (
                    subject,
                    state.interview,
                    state.consensus,
                    state.first,
                    state.second,
                    canonical(state.fields),
                    state.event,
                ),
            )

    def _fold_codes(self, subjects: list[str]) -> None:
        entries = entries_of(self._sql, subjects)
        for subject in subjects:
            code = subject.partition(":")[2]
            state = fold_code(entries.get(subject, []))
            self._codes.add(code)
            if state is None:
                self._sql.execute("DELETE FROM code WHERE id = ?", (code,))
                continue
            self._sql.execute(
                "INSERT OR REPLACE INTO code (id, alive, coded, clock, event, fields)"
                " VALUES (?, ?, 0, ?, ?, ?)",
                (code, state.alive, state.clock, state.event, canonical(state.fields)),
            )

    def _fold_finished(self, subjects: list[str]) -> None:
        entries = entries_of(self._sql, subjects)
        for subject in subjects:
            mine = entries.get(subject, [])
            if fold_finished(mine):
                self._sql.execute(
                    "INSERT OR REPLACE INTO finished (subject, interview, coder) VALUES (?, ?, ?)",
                    (subject, mine[0].interview, mine[0].coder),
                )
            else:
                self._sql.execute("DELETE FROM finished WHERE subject = ?", (subject,))

    def _fold_codings(self, subjects: list[str]) -> None:
        entries = entries_of(self._sql, subjects)
        ids = [subject.partition(":")[2] for subject in subjects]
        for place in self._sql.execute(
            'SELECT coder, interview, "start", "end", code FROM coding'
            " WHERE id IN (SELECT value FROM json_each(?))",
            (listed(ids),),
        ):
            self._touch(place)
        gone, there = [], []
        for coding in ids:
            state = fold_coding(entries.get(coding_subject(coding), ()))
            if state is None:
                gone.append((coding,))
                continue
            moved = self._moves.coding(state)
            self._touch((state.coder, state.interview, moved.start, moved.end, state.code))
            there.append(_coding_row(coding, state, moved))
        self._sql.executemany("DELETE FROM coding WHERE id = ?", gone)
        self._sql.executemany(
            'INSERT OR REPLACE INTO coding (id, interview, "start", "end", code, coder, polarity,'
            " memo, quotable, origin, time, clock, event, visible, text, set_start, set_end,"
            " change) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            there,
        )

    def _touch(self, place: Place) -> None:
        if place[3]:  # What lost its place is nobody's twin.
            self._places.add(place)
        self._interviews.add(place[1])
        self._codes.add(place[4])

    def _fold_interviews(self, subjects: list[str]) -> None:
        self._interviews_folded = True
        entries = entries_of(self._sql, subjects)
        for subject in subjects:
            key = subject.partition(":")[2]
            self._interviews.add(key)
            mine = entries.get(subject, [])
            state = self._interview_state(mine)
            self._moves.forget(key)
            if any(entry.kind == kinds.INTERVIEW_REVISE for entry in mine):
                self._fold_all_on(key)
            if state is None:
                self._sql.execute("DELETE FROM interview WHERE key = ?", (key,))
            else:
                write_interview(self._sql, key, state, contents=self._contents)

    def _fold_all_on(self, key: str) -> None:
        """What stands in an interview follows its text: everything is placed anew."""
        rows = self._sql.execute(
            "SELECT DISTINCT subject FROM event WHERE interview = ? AND kind IN"
            " ('coding.add', 'suggestion.decide', 'settlement.decide')",
            (key,),
        )
        for (subject,) in rows:
            self._subjects.setdefault(subject.partition(":")[0], []).append(subject)

    def _interview_state(self, entries: list[Entry]) -> InterviewState | None:
        heads: dict[str, Head] = {}
        texts: set[str] = set()
        for entry in entries:
            if entry.kind in kinds.TEXTS and entry.payload is not None:
                sha = entry.payload["head"]
                texts.add(entry.payload["text"])
                data = self._contents(HEAD, sha)
                if data is not None:
                    heads[sha] = decode_head(data)
        return fold_interview(entries, heads, forgotten_of(self._sql, texts))

    def _settle(self) -> None:
        """What one subject's state means for another's."""
        for coder, interview, start, end, code in self._crowded():
            self._sql.execute(
                "UPDATE coding SET visible = (id = (SELECT id FROM coding WHERE coder = ?1"
                ' AND interview = ?2 AND "start" = ?3 AND "end" = ?4 AND code = ?5'
                " ORDER BY clock, event, id LIMIT 1))"
                ' WHERE coder = ?1 AND interview = ?2 AND "start" = ?3 AND "end" = ?4'
                " AND code = ?5",
                (coder, interview, start, end, code),
            )
        self._sql.execute(
            "UPDATE code SET coded = EXISTS (SELECT 1 FROM coding WHERE coding.code = code.id)"
            " WHERE alive = 0 AND id IN (SELECT value FROM json_each(?))",
            (listed(sorted(self._codes)),),
        )
        self._sql.execute(
            "UPDATE interview SET present = alive OR EXISTS"
            " (SELECT 1 FROM coding WHERE coding.interview = interview.key)"
            " WHERE key IN (SELECT value FROM json_each(?))",
            (listed(sorted(self._interviews)),),
        )
        if self._interviews_folded or self._any_not_alive():
            settle_shown_ids(self._sql)

    def _crowded(self) -> set[Place]:
        """The places where it must be settled which coding is shown."""
        if len(self._places) < _MANY_PLACES:
            return self._places
        # One walk through the index is quicker than a look at each: mostly one coding stands there.
        rows: Iterator[Place] = self._sql.execute(
            'SELECT coder, interview, "start", "end", code FROM coding'
            ' GROUP BY coder, interview, "start", "end", code'
            " HAVING count(*) > 1 OR min(visible) = 0"
        )
        return self._places.intersection(rows)

    def _any_not_alive(self) -> bool:
        row = self._sql.execute(
            "SELECT 1 FROM interview WHERE alive = 0 AND key IN (SELECT value FROM json_each(?))",
            (listed(self._interviews),),
        ).fetchone()
        return row is not None


def settle_shown_ids(sql: sqlite3.Connection) -> None:
    """Give each interview that is present an id of its own; the others keep the declared one."""
    rows = sql.execute(
        "SELECT key, declared, id, present FROM interview ORDER BY clock, event, key"
    ).fetchall()
    given = settle_ids((key, declared) for key, declared, _, present in rows if present)
    wanted = ((given.get(key, declared), key, shown) for key, declared, shown, _ in rows)
    sql.executemany(
        "UPDATE interview SET id = ?, id_key = ? WHERE key = ?",
        [(name, interview_key(name), key) for name, key, shown in wanted if name != shown],
    )


def refold_actions(sql: sqlite3.Connection, actions: Iterable[str]) -> None:
    """Fold the log's lines: who, what, when, and whether the latest word on it is an undo."""
    for chunk in _chunks(sorted(set(actions))):
        changes: dict[str, dict[str, int]] = {}
        for action, kind, count in sql.execute(
            "SELECT e.action, e.kind, count(*) FROM json_each(?) wanted"
            " CROSS JOIN event e ON e.action = wanted.value GROUP BY e.action, e.kind",
            (listed(chunk),),
        ):
            changes.setdefault(action, {})[kind] = count
        for action in chunk:
            _refold_action(sql, action, changes.get(action, {}))


def _refold_action(sql: sqlite3.Connection, action: str, changes: dict[str, int]) -> None:
    first = sql.execute(
        "SELECT clock, author, coder, subject, payload FROM event WHERE action = ?"
        " ORDER BY kind = 'action' DESC, clock, id LIMIT 1",
        (action,),
    ).fetchone()
    if first is None:
        return
    clock, author, coder, subject, payload = first
    mark = sql.execute(
        "SELECT kind FROM event WHERE subject = ? ORDER BY clock DESC, id DESC LIMIT 1",
        (f"action:{action}",),
    ).fetchone()
    shown = {kind: count for kind, count in changes.items() if kind != kinds.ACTION}
    sql.execute(
        "INSERT OR REPLACE INTO action (id, clock, author, coder, verb, facts, changes, undone)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            action,
            clock,
            author,
            coder,
            subject.partition(":")[2] if subject.startswith("verb:") else "",
            "{}" if payload is None or not subject.startswith("verb:") else payload,
            canonical(shown),
            mark is not None and mark[0] == kinds.UNDO,
        ),
    )


def _coding_row(coding: str, state: CodingState, moved: Moved) -> tuple[str | int, ...]:
    return (
        coding,
        state.interview,
        moved.start,
        moved.end,
        state.code,
        state.coder,
        state.polarity,
        state.memo,
        state.quotable,
        state.origin,
        state.time,
        state.clock,
        state.event,
        bool(moved.end),
        moved.text,
        state.start,
        state.end,
        moved.change,
    )


def write_interview(
    sql: sqlite3.Connection, key: str, state: InterviewState, *, contents: Contents
) -> None:
    """Write an interview's row and, when its text or head is new to it, its frame."""
    # Shown ids and presence are settled afterwards, against all the others.
    sql.execute(
        "INSERT INTO interview (key, declared, id, id_key, alive, present, clock, event, title,"
        " memo, attributes, labels, people, moderators, text, head, source, source_name, turns,"
        ' words, participants, "first")'
        " VALUES (?, ?, ?, ?, ?, 0, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, 0, ?)"
        " ON CONFLICT (key) DO UPDATE SET declared = excluded.declared, id = excluded.id,"
        " id_key = excluded.id_key, alive = excluded.alive, clock = excluded.clock,"
        " event = excluded.event, title = excluded.title, memo = excluded.memo,"
        " attributes = excluded.attributes, labels = excluded.labels, people = excluded.people,"
        " moderators = excluded.moderators, text = excluded.text, head = excluded.head,"
        " source = excluded.source, source_name = excluded.source_name,"
        ' "first" = excluded."first"',
        (
            key,
            state.declared,
            state.declared,
            interview_key(state.declared),
            state.alive,
            state.clock,
            state.event,
            state.title,
            state.memo,
            canonical(state.attributes),
            canonical(state.labels),
            canonical([[who.label, who.description, who.attributes] for who in state.people]),
            canonical(state.moderators),
            state.text,
            state.head,
            state.source,
            state.source_name,
            state.first,
        ),
    )
    _write_frame(sql, key, state, contents=contents)
    _write_counts(sql, key, state)


def _write_frame(
    sql: sqlite3.Connection, key: str, state: InterviewState, *, contents: Contents
) -> None:
    there = sql.execute("SELECT head, sha256 FROM frame WHERE interview = ?", (key,)).fetchone()
    # A text that took the place of another may have the same turns.
    same = there is not None and there[0] == state.head
    if same and (state.text == state.first or there[1] == state.text):
        return
    head_bytes, text_bytes = contents(HEAD, state.head), contents(TEXT, state.text)
    if head_bytes is None or text_bytes is None:
        return
    head = decode_head(head_bytes)
    text = text_bytes.decode()
    heard = list(dict.fromkeys(head.speakers))
    place = {label: at for at, label in enumerate(heard)}
    words = array("I")
    counts = dict.fromkeys(heard, 0)
    for start, end, label in zip(head.starts, head.ends, head.speakers, strict=True):
        found = word_starts(text, start, end)
        counts[label] += len(found)
        words.extend(found)
    turns = {label: head.speakers.count(label) for label in heard}
    sql.execute(
        "INSERT OR REPLACE INTO frame (interview, head, sha256, heard, turn_starts, turn_ends,"
        " turn_speakers, word_starts) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            key,
            state.head,
            sha256(text_bytes).hexdigest(),
            canonical([[label, turns[label], counts[label]] for label in heard]),
            array("I", head.starts).tobytes(),
            array("I", head.ends).tobytes(),
            array("I", (place[label] for label in head.speakers)).tobytes(),
            words.tobytes(),
        ),
    )


def _write_counts(sql: sqlite3.Connection, key: str, state: InterviewState) -> None:
    row = sql.execute("SELECT heard FROM frame WHERE interview = ?", (key,)).fetchone()
    heard = json.loads(row[0]) if row else []
    ours = [
        (state.labels[label], turns, words)
        for label, turns, words in heard
        if state.labels[label] not in state.moderators
    ]
    sql.execute(
        "UPDATE interview SET turns = ?, words = ?, participants = ? WHERE key = ?",
        (
            sum(turns for _, turns, _ in heard),
            sum(words for _, _, words in ours),
            len({name for name, _, _ in ours if name}),
            key,
        ),
    )


def _chunks(names: Collection[str]) -> Iterator[list[str]]:
    rest = iter(names)
    while chunk := list(islice(rest, _CHUNK)):
        yield chunk
