"""From changes to drafts: what a change means in this project, and whether it may be made."""

import sqlite3
from collections.abc import Callable, Iterable
from functools import singledispatch

from workbench.model import Change
from workbench.project.desk import Desk
from workbench.project.events import Draft, Ids
from workbench.project.plan_codebook import edit_codebook, put_code, remove_code
from workbench.project.plan_codings import add_coding, edit_coding, look_at_coding, remove_coding
from workbench.project.plan_decisions import decide_suggestion, edit_project
from workbench.project.plan_interviews import (
    add_interview,
    edit_interview,
    remove_interview,
    revise_interview,
    set_finished,
)
from workbench.project.plan_settlements import reopen_disagreement, settle_disagreement
from workbench.project.plan_speakers import edit_participant, rename_speaker, set_moderators
from workbench.project.texts import Texts


@singledispatch
def _plan(change: object, desk: Desk) -> None:
    raise TypeError(f"unknown change {type(change).__name__} at {desk}")


for _each in (
    add_interview,
    remove_interview,
    revise_interview,
    edit_interview,
    edit_participant,
    rename_speaker,
    set_moderators,
    edit_codebook,
    put_code,
    remove_code,
    add_coding,
    edit_coding,
    look_at_coding,
    remove_coding,
    set_finished,
    decide_suggestion,
    settle_disagreement,
    reopen_disagreement,
    edit_project,
):
    _plan.register(_each)


def plan(
    sql: sqlite3.Connection,
    changes: Iterable[Change],
    *,
    ids: Ids,
    texts: Texts,
    write: Callable[[list[Draft]], None],
) -> None:
    """Plan and write every change.

    write: takes drafts and brings the tables up to date with them.
    texts: the texts looked at lately, kept from one batch to the next.
    Errors: InputError; nothing of the batch is then to be kept.
    """
    desk = Desk(sql, ids, texts=texts, write=write)
    for change in changes:
        _plan(change, desk)
    desk.flush()
