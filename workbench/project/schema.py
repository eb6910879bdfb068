"""The tables of the project file, and the numbered migrations that make them.

Invariant: `event` and `content` are the project; every other table is a fold over them, can be
dropped (`cache`), or is only of this computer (`export`, `place`, `draft`). A migration never
changes an event.
"""

import sqlite3
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Migrations

APPLICATION_ID = 0x576B_6268
"""“Wkbh” in the header's bytes 68-71: tells a project from any other SQLite file."""

SCHEMA = 4
"""`user_version` of a file this program writes: the number of the last migration."""

_V1 = (
    """CREATE TABLE event (
        seq INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        clock INTEGER NOT NULL,
        author TEXT NOT NULL,
        coder TEXT NOT NULL,
        action TEXT NOT NULL,
        kind TEXT NOT NULL,
        subject TEXT NOT NULL,
        interview TEXT NOT NULL,
        code TEXT NOT NULL,
        payload TEXT,
        salt BLOB,
        digest BLOB NOT NULL,
        prev BLOB NOT NULL,
        hash BLOB NOT NULL
    ) STRICT""",
    "CREATE INDEX event_subject ON event (subject)",
    "CREATE INDEX event_clock ON event (clock)",
    "CREATE INDEX event_author ON event (author)",
    "CREATE INDEX event_action ON event (action)",
    "CREATE INDEX event_interview ON event (interview) WHERE interview <> ''",
    "CREATE INDEX event_code ON event (code) WHERE code <> ''",
    """CREATE TABLE content (
        sha256 TEXT NOT NULL,
        kind TEXT NOT NULL,
        name TEXT NOT NULL,
        masked INTEGER NOT NULL,
        data BLOB NOT NULL,
        PRIMARY KEY (kind, sha256)
    ) STRICT""",
    """CREATE TABLE action (
        id TEXT NOT NULL PRIMARY KEY,
        clock INTEGER NOT NULL,
        author TEXT NOT NULL,
        coder TEXT NOT NULL,
        verb TEXT NOT NULL,
        facts TEXT NOT NULL,
        changes TEXT NOT NULL,
        undone INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX action_author ON action (author, clock)",
    """CREATE TABLE tombstone (
        event TEXT NOT NULL PRIMARY KEY,
        clock INTEGER NOT NULL,
        interview TEXT NOT NULL,
        kind TEXT NOT NULL,
        payload TEXT NOT NULL
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE interview (
        key TEXT NOT NULL PRIMARY KEY,
        declared TEXT NOT NULL,
        id TEXT NOT NULL,
        id_key TEXT NOT NULL,
        alive INTEGER NOT NULL,
        present INTEGER NOT NULL,
        clock INTEGER NOT NULL,
        event TEXT NOT NULL,
        title TEXT NOT NULL,
        memo TEXT NOT NULL,
        attributes TEXT NOT NULL,
        labels TEXT NOT NULL,
        people TEXT NOT NULL,
        moderators TEXT NOT NULL,
        text TEXT NOT NULL,
        head TEXT NOT NULL,
        source TEXT NOT NULL,
        source_name TEXT NOT NULL,
        turns INTEGER NOT NULL,
        words INTEGER NOT NULL,
        participants INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX interview_id ON interview (id_key)",
    "CREATE INDEX interview_source ON interview (source)",
    """CREATE TABLE frame (
        interview TEXT NOT NULL PRIMARY KEY REFERENCES interview (key) ON DELETE CASCADE,
        head TEXT NOT NULL,
        sha256 TEXT NOT NULL,
        heard TEXT NOT NULL,
        turn_starts BLOB NOT NULL,
        turn_ends BLOB NOT NULL,
        turn_speakers BLOB NOT NULL,
        word_starts BLOB NOT NULL
    ) STRICT""",
    """CREATE TABLE book (
        id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
        fields TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE code (
        id TEXT NOT NULL PRIMARY KEY,
        alive INTEGER NOT NULL,
        coded INTEGER NOT NULL,
        clock INTEGER NOT NULL,
        event TEXT NOT NULL,
        fields TEXT NOT NULL
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE coding (
        id TEXT NOT NULL PRIMARY KEY,
        interview TEXT NOT NULL,
        "start" INTEGER NOT NULL,
        "end" INTEGER NOT NULL,
        code TEXT NOT NULL,
        coder TEXT NOT NULL,
        polarity TEXT NOT NULL,
        memo TEXT NOT NULL,
        quotable INTEGER NOT NULL,
        origin TEXT NOT NULL,
        time TEXT NOT NULL,
        clock INTEGER NOT NULL,
        event TEXT NOT NULL,
        visible INTEGER NOT NULL
    ) STRICT""",
    """CREATE INDEX coding_counting
        ON coding (coder, interview, "start", "end", code, polarity, visible)""",
    """CREATE INDEX coding_interview ON coding (interview, "start", "end", code)""",
    "CREATE INDEX coding_code ON coding (code)",
    """CREATE TABLE finished (
        subject TEXT NOT NULL PRIMARY KEY,
        interview TEXT NOT NULL,
        coder TEXT NOT NULL
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX finished_coder ON finished (coder, interview)",
    """CREATE TABLE cache (
        key TEXT NOT NULL PRIMARY KEY,
        data BLOB NOT NULL
    ) STRICT""",
    """CREATE TABLE export (
        path TEXT NOT NULL PRIMARY KEY,
        kind TEXT NOT NULL,
        interviews TEXT NOT NULL,
        time TEXT NOT NULL
    ) STRICT""",
)

_V2 = (
    """CREATE TABLE decision (
        subject TEXT NOT NULL PRIMARY KEY,
        interview TEXT NOT NULL,
        coder TEXT NOT NULL,
        "start" INTEGER NOT NULL,
        "end" INTEGER NOT NULL,
        code TEXT NOT NULL,
        verdict TEXT NOT NULL,
        taken TEXT NOT NULL,
        score REAL NOT NULL,
        confidence TEXT NOT NULL,
        evidence TEXT NOT NULL,
        event TEXT NOT NULL
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX decision_coder ON decision (coder, interview)",
    """CREATE TABLE about (
        id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
        fields TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE place (
        coder TEXT NOT NULL,
        interview TEXT NOT NULL,
        "offset" INTEGER NOT NULL,
        time TEXT NOT NULL,
        PRIMARY KEY (coder, interview)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE draft (
        coder TEXT NOT NULL,
        subject TEXT NOT NULL,
        text TEXT NOT NULL,
        time TEXT NOT NULL,
        PRIMARY KEY (coder, subject)
    ) STRICT, WITHOUT ROWID""",
)

_V3 = (
    """CREATE TABLE settlement (
        subject TEXT NOT NULL PRIMARY KEY,
        interview TEXT NOT NULL,
        consensus TEXT NOT NULL,
        "first" TEXT NOT NULL,
        "second" TEXT NOT NULL,
        fields TEXT NOT NULL,
        event TEXT NOT NULL
    ) STRICT, WITHOUT ROWID""",
    """CREATE INDEX settlement_consensus ON settlement (consensus, interview)""",
    """CREATE TABLE withheld (
        hash BLOB NOT NULL PRIMARY KEY,
        author TEXT NOT NULL
    ) STRICT, WITHOUT ROWID""",
)

_V4 = (
    """ALTER TABLE interview ADD COLUMN "first" TEXT NOT NULL DEFAULT ''""",
    'UPDATE interview SET "first" = text',
    "ALTER TABLE coding ADD COLUMN text TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE coding ADD COLUMN set_start INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE coding ADD COLUMN set_end INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE coding ADD COLUMN change TEXT NOT NULL DEFAULT ''",
    'UPDATE coding SET set_start = "start", set_end = "end"',
    "ALTER TABLE place ADD COLUMN text TEXT NOT NULL DEFAULT ''",
)

FOLDED: dict[str, str] = {
    "action": "SELECT id, clock, author, coder, verb, facts, changes, undone FROM action",
    "tombstone": "SELECT event, clock, interview, kind, payload FROM tombstone",
    "interview": "SELECT key, declared, id, id_key, alive, present, clock, event, title, memo,"
    " attributes, labels, people, moderators, text, head, source, source_name, turns, words,"
    ' participants, "first" FROM interview',
    "frame": "SELECT interview, head, sha256, heard, turn_starts, turn_ends, turn_speakers,"
    " word_starts FROM frame",
    "book": "SELECT id, fields FROM book",
    "code": "SELECT id, alive, coded, clock, event, fields FROM code",
    "coding": 'SELECT id, interview, "start", "end", code, coder, polarity, memo, quotable,'
    " origin, time, clock, event, visible, text, set_start, set_end, change FROM coding",
    "finished": "SELECT subject, interview, coder FROM finished",
    "decision": 'SELECT subject, interview, coder, "start", "end", code, verdict, taken, score,'
    " confidence, evidence, event FROM decision",
    "about": "SELECT id, fields FROM about",
    "settlement": 'SELECT subject, interview, consensus, "first", "second", fields, event'
    " FROM settlement",
}
"""The tables that `check` folds again and compares, and how it reads them: the key comes first."""


def create_tables(conn: sqlite3.Connection) -> None:
    """The tables of today in an empty database that is no project: `check` folds into them."""
    for statement in (*_V1, *_V2, *_V3, *_V4):
        conn.execute(statement)


def migrations() -> "Migrations":
    """The numbered steps from an empty file to `SCHEMA`."""
    # Imported here: it takes ten times as long as opening a project that needs no migration.
    from workbench.project.light import Database, Migrations

    steps = Migrations("workbench")

    @steps(name="0001 the journal and its fold")
    def first(db: Database) -> None:
        for statement in _V1:
            db.execute(statement)

    @steps(name="0002 decisions on suggestions, project memo, places and drafts")
    def second(db: Database) -> None:
        for statement in _V2:
            db.execute(statement)

    @steps(name="0003 what was settled where two coders differ")
    def third(db: Database) -> None:
        for statement in _V3:
            db.execute(statement)

    @steps(name="0004 texts that take the place of others")
    def fourth(db: Database) -> None:
        for statement in _V4:
            db.execute(statement)

    return steps


def migrate(conn: sqlite3.Connection, steps: "Migrations") -> None:
    """Apply what is missing; each step is one transaction together with the record of it."""
    from workbench.project.light import Database

    database = Database(conn, execute_plugins=False)
    steps.apply(database)


def bring_up_to_date(conn: sqlite3.Connection) -> None:
    """Migrate a project of an earlier form, and put the form's number in its header."""
    version = conn.execute("PRAGMA user_version").fetchone()[0]
    if version < SCHEMA:
        migrate(conn, migrations())
        conn.execute(f"PRAGMA application_id={APPLICATION_ID}")
        conn.execute(f"PRAGMA user_version={SCHEMA}")
