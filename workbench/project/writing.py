"""One action written: drafts get their place in the journal, the tables follow."""

import sqlite3
from collections.abc import Iterable

from workbench.model import Change, Coder
from workbench.project import events as kinds
from workbench.project.events import Chain, Draft, Event, Ids
from workbench.project.planning import plan
from workbench.project.refold import Refold
from workbench.project.store import append, chain_of
from workbench.project.texts import Texts
from workbench.project.values import Facts


class Batch:
    """The events of one action as they come; the first says what it is."""

    def __init__(
        self,
        sql: sqlite3.Connection,
        *,
        author: str,
        ids: Ids,
        verb: str,
        facts: Facts,
        coder: Coder | None = None,
    ) -> None:
        self._sql = sql
        self._ids = ids
        self._author = author
        self._chain: Chain | None = None
        self.action = ids.new()
        self._head = Draft(
            kinds.ACTION, f"verb:{verb}", dict(facts), coder=coder or "", id=self.action
        )

    @property
    def written(self) -> bool:
        return self._chain is not None

    def append(self, drafts: Iterable[Draft]) -> list[Event]:
        """Add to the journal without bringing the tables up to date."""
        wanted = list(drafts)
        if self._chain is None:
            self._chain = chain_of(self._sql, self._author, self._ids)
            wanted.insert(0, self._head)
        events = self._chain.append(wanted, action=self.action)
        append(self._sql, events)
        return events

    def write(self, drafts: list[Draft]) -> None:
        """Add to the journal and bring the tables up to date."""
        self.append(drafts)
        subjects = dict.fromkeys(draft.subject for draft in drafts)
        Refold(self._sql).run(subjects, actions=[self.action])


def commit(
    sql: sqlite3.Connection,
    changes: Iterable[Change],
    *,
    batch: Batch,
    ids: Ids,
    texts: Texts,
) -> str | None:
    """Write the changes as one action; its id, or None where nothing would change."""
    plan(sql, changes, ids=ids, texts=texts, write=batch.write)
    return batch.action if batch.written else None
