"""Labels that people added by hand, and what payloads call them.

A label from the file is its number in the head; one added later is the id of the event that did.
"""

import json
import sqlite3

from workbench.project import events as kinds
from workbench.project.payloads import interview_subject


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
