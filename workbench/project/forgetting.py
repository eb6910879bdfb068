"""Forgetting an interview or a speaker, in the project and in every backup.

Invariant: the backups come first and the project last, so that an interrupted forgetting can be
called again; nobody else has the file open meanwhile.
"""

import json
import shutil
import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path

from workbench.errors import ProjectError
from workbench.project import exports, schema
from workbench.project.backups import backups_of, replace_durably, scratch, verify
from workbench.project.connection import Connection, in_words
from workbench.project.erasing import Erased, erase
from workbench.project.events import Ids
from workbench.project.payloads import interview_subject
from workbench.project.refold import Refold
from workbench.project.targets import Target, find_targets
from workbench.project.values import ExportNote, ForgetReport
from workbench.project.writing import Batch

_DAMAGED = "damaged backup: delete it by hand"


def forget(
    connection: Connection, interview_id: str, *, speaker: str | None, author: str, ids: Ids
) -> ForgetReport:
    """Erase an interview, or what one speaker said, from the file and its backups.

    Errors: InputError when unknown, ProjectError when another program has the project open.
    """
    with connection.reading() as sql:
        found = find_targets(sql, interview_id, speaker)
        held = exports.exports_of(sql, [target.key for target in found.targets])
    path = connection.path
    with connection.alone():
        _remove_leftovers(path)
        rewritten, damaged = _forget_in_backups(path, found.targets, author=author, ids=ids)
        with connection.writing() as sql:
            erased = forget_in(sql, found.targets, author=author, ids=ids)
        make_small(connection)
    return ForgetReport(
        interview=found.interview,
        speaker=speaker,
        codings=found.codings,
        events=len(erased.events),
        backups=rewritten,
        exports=(*held, *damaged),
    )


def forget_in_backups(
    path: Path, targets: Sequence[Target], *, author: str, ids: Ids
) -> tuple[ExportNote, ...]:
    """Erase in every backup what another copy has forgotten; returns those that are damaged.

    Nobody else may have the project open.
    """
    _remove_leftovers(path)
    return tuple(_forget_in_backups(path, targets, author=author, ids=ids)[1])


def make_small(connection: Connection) -> None:
    """Give the room back. The words are overwritten already (secure_delete); where the disk is full
    the file stays as large."""
    with suppress(sqlite3.OperationalError):
        connection.sql.execute("VACUUM")


def _remove_leftovers(path: Path) -> None:
    """What an interrupted backup or restore left may hold the words."""
    for left in (*path.parent.glob(f".{path.name}.*.tmp"), *_folder(path).glob(".*.tmp*")):
        if left.is_dir():
            shutil.rmtree(left, ignore_errors=True)
        else:
            with suppress(OSError):
                left.unlink()


def _folder(path: Path) -> Path:
    return path.with_name(path.name + ".backups")


def _forget_in_backups(
    path: Path, targets: Sequence[Target], *, author: str, ids: Ids
) -> tuple[int, list[ExportNote]]:
    """How many were rewritten, and those that are damaged and hence cannot be."""
    rewritten = 0
    damaged: list[ExportNote] = []
    for backup in backups_of(path):
        with in_words(backup.path), scratch(path) as made:
            shutil.copyfile(backup.path, made)
            try:
                verify(made)
                forget_in_file(made, targets, author=author, ids=ids)
            except ProjectError:
                damaged.append(ExportNote(backup.path, _DAMAGED, (), backup.time))
                continue
            verify(made)
            replace_durably(made, backup.path)
            rewritten += 1
    return rewritten, damaged


def forget_in_file(file: Path, targets: Iterable[Target], *, author: str, ids: Ids) -> None:
    """The same in a copy that nobody else uses; of an older form, it is brought up to date."""
    with in_words(file):
        sql = sqlite3.connect(file, isolation_level=None)
        try:
            sql.execute("PRAGMA foreign_keys=ON")
            sql.execute("PRAGMA secure_delete=ON")
            schema.bring_up_to_date(sql)
            sql.execute("BEGIN IMMEDIATE")
            forget_in(sql, targets, author=author, ids=ids)
            sql.execute("COMMIT")
            sql.execute("VACUUM")
        finally:
            sql.close()


def forget_in(
    sql: sqlite3.Connection, targets: Iterable[Target], *, author: str, ids: Ids
) -> Erased:
    """Write the tombstones that are not there yet, erase, and bring the tables up to date.

    Within the caller's transaction; the same in the project and in a backup.
    """
    batch = Batch(sql, author=author, ids=ids, verb="forget", facts={})
    drafts = [target.draft() for target in targets if not _has_stone(sql, target)]
    if drafts:
        batch.append(drafts)
    erased = erase(sql)
    # Nobody can tell whose words are in what was being typed.
    sql.execute("DELETE FROM draft")
    if batch.written:
        erased.actions.add(batch.action)
    Refold(sql).run(sorted(erased.subjects), actions=sorted(erased.actions))
    return erased


def _has_stone(sql: sqlite3.Connection, target: Target) -> bool:
    rows = sql.execute(
        "SELECT payload FROM event WHERE subject = ? AND kind = ?",
        (interview_subject(target.key), target.kind),
    )
    return any(payload and json.loads(payload) == target.payload for (payload,) in rows)
