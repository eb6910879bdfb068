"""Where changes become drafts: what is planned, what is known, what must be written first.

Invariant: a draft is only made against tables that hold every earlier change of its batch: where a
change asks about something that an earlier one of the batch touched, that one is written first.
"""

import json
import sqlite3
from collections.abc import Callable, Mapping
from typing import Any

from workbench.errors import InputError
from workbench.model import Code, CodeId, Span, interview_key
from workbench.project import events as kinds
from workbench.project import passages, reading
from workbench.project.events import Draft, Ids
from workbench.project.masking import touches
from workbench.project.payloads import coding_subject, interview_subject
from workbench.project.reading import InterviewRow
from workbench.project.texts import Texts

EVERYTHING = "*"
"""Asks about anything at all."""

BOOK = "book"
"""What every change of the codebook touches."""


class Desk:
    """One batch being planned, and the project it is planned against.

    write: takes the drafts made so far and brings the tables up to date with them.
    texts: the texts looked at lately.
    """

    def __init__(
        self,
        sql: sqlite3.Connection,
        ids: Ids,
        *,
        texts: Texts,
        write: Callable[[list[Draft]], None],
    ) -> None:
        self.sql = sql
        self.ids = ids
        self._write = write
        self._drafts: list[Draft] = []
        self.touched: set[str] = set()
        """What drafts that are not written yet change: subjects, ids, places."""
        self._rows: dict[str, InterviewRow] = {}
        self._texts = texts
        self._codes: dict[CodeId, Code] | None = None
        self._alive: set[CodeId] = set()
        """Codes that are known to be there; others may be, too."""
        self._erased: dict[str, list[str]] = {}
        """By digest of the text, which turns of it were erased; no batch changes that."""

    def asks(self, *names: str) -> None:
        """The change at hand depends on these: write what has touched them."""
        if self.touched and (EVERYTHING in names or not self.touched.isdisjoint(names)):
            self.flush()

    def draft(self, draft: Draft, *touches: str) -> None:
        """Plan an event that changes its subject and whatever else `touches` names."""
        self._drafts.append(draft)
        self.touched.update((draft.subject, *touches))

    def on_interview(self, kind: str, row: InterviewRow, payload: Mapping[str, Any]) -> None:
        self.draft(Draft(kind, interview_subject(row.key), payload, interview=row.key))

    def remove_coding(self, coding: str, key: str, *, coder: str) -> None:
        subject = coding_subject(coding)
        self.draft(Draft(kinds.CODING_REMOVE, subject, {}, interview=key, coder=coder))

    def flush(self) -> None:
        """Write what is planned."""
        if self._drafts:
            drafts, self._drafts = self._drafts, []
            self.touched = set()
            self._rows.clear()
            self._codes = None
            self._alive.clear()
            self._write(drafts)

    def interview(self, interview_id: str) -> InterviewRow:
        """Errors: InputError that lists the interviews there are."""
        name = f"id:{interview_key(interview_id)}"
        row = self._rows.get(name)
        if row is not None and self.touched.isdisjoint((name, interview_subject(row.key))):
            return row
        self.asks(name)
        row = reading.interview_row(self.sql, interview_id)
        if interview_subject(row.key) in self.touched:
            self.flush()
            row = reading.interview_row(self.sql, interview_id)
        self._rows[name] = row
        return row

    def passage(self, row: InterviewRow, span: Span) -> Span:
        """The span without white space at its edges.

        Errors: InputError when nothing is left, or when some of its words were erased: every copy
        would erase what is said about them as soon as it takes in another.
        """
        trimmed = passages.trimmed(self._texts.get(self.sql, row.text), span, interview=row.id)
        self._refuse_erased(row, trimmed)
        return trimmed

    def _refuse_erased(self, row: InterviewRow, span: Span) -> None:
        where = {"start": span.start, "end": span.end}
        if row.text not in self._erased:
            found = self.sql.execute(
                "SELECT payload FROM tombstone WHERE kind = 'speaker.forget'"
                " AND json_extract(payload, '$.text') = ?",
                (row.text,),
            )
            self._erased[row.text] = [payload for (payload,) in found]
        for written in self._erased[row.text]:
            if touches(json.loads(written)["turns"], where):
                raise InputError(
                    f"Words of this passage of interview {row.id} were erased.",
                    "Choose a passage that others said.",
                )

    def book(self) -> dict[CodeId, Code]:
        """The codes with every earlier change of the batch."""
        self.asks(BOOK)
        return self.stored_codes()

    def stored_codes(self) -> dict[CodeId, Code]:
        """The codes as written, without those of this batch that still wait."""
        if self._codes is None:
            self._codes = reading.codebook(self.sql).by_id
        return self._codes

    def refuse_unknown(self, code: CodeId) -> None:
        """Errors: InputError that lists the top codes."""
        if self._is_alive(code) or code in self.book():
            return
        tops = ", ".join(each.id for each in self.book().values() if each.parent is None)
        raise InputError(f"There is no code {code} in the codebook.", f"Its top codes are {tops}.")

    def _is_alive(self, code: CodeId) -> bool:
        """Whether that can be told without reading the book, as for nearly every coding."""
        if self._codes is not None or BOOK in self.touched:
            return False
        if code in self._alive:
            return True
        row = self.sql.execute("SELECT 1 FROM code WHERE id = ? AND alive = 1", (code,)).fetchone()
        if row is not None:
            self._alive.add(code)
        return row is not None


def changed(there: Mapping[str, str], wanted: Mapping[str, str] | None) -> dict[str, str]:
    """The attributes that would differ; an empty value takes one away."""
    return {name: value for name, value in (wanted or {}).items() if value != there.get(name, "")}
