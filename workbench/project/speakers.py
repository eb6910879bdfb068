"""Labels that people added by hand, and what payloads call them.

A label from the file is its number in the head; one added later is the id of the event that did.
"""

import json
import sqlite3

from workbench.project import events as kinds
from workbench.project.interview_fold import shown_labels
from workbench.project.payloads import HEAD, decode_head, interview_subject
from workbench.project.store import content, entries_of
from workbench.project.tombstones import forgotten_of


def introduced_labels(sql: sqlite3.Connection, key: str) -> list[tuple[str, str]]:
    """Event that added a label, and the label as it is shown now."""
    shown: dict[str, str] = {}
    for event, kind, payload in sql.execute(
        "SELECT e.id, e.kind, e.payload FROM event e JOIN action a ON a.id = e.action"
        " WHERE e.subject = ? AND e.kind IN ('participant.edit', 'speaker.rename')"
        " AND a.undone = 0 AND e.payload IS NOT NULL ORDER BY e.clock, e.id",
        (interview_subject(key),),
    ):
        said = json.loads(payload)
        if kind == kinds.PARTICIPANT_EDIT and "new" in said:
            shown[event] = said["new"]
        elif kind == kinds.SPEAKER_RENAME:
            shown.update({each: said["new"] for each in said["who"] if each in shown})
    return list(shown.items())


def shown_labels_of(sql: sqlite3.Connection, key: str) -> dict[str, list[str]]:
    """What the labels of each of an interview's heads are shown as, by the head's digest."""
    subject = interview_subject(key)
    entries = entries_of(sql, [subject]).get(subject, [])
    brought = [each.payload for each in entries if each.kind in kinds.TEXTS and each.payload]
    heads = {
        sha: decode_head(data)
        for sha in {each["head"] for each in brought}
        if (data := content(sql, HEAD, sha)) is not None
    }
    return shown_labels(entries, heads, forgotten_of(sql, {each["text"] for each in brought}))
