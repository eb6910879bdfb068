"""The texts looked at lately, decoded: a coding must not read a whole interview again.

Invariant: a text never changes under its digest, but for words that are forgotten: `forget` clears.
"""

import sqlite3

from workbench.project.payloads import TEXT
from workbench.project.store import content

_KEPT = 2


class Texts:
    """At most two: the one on the screen, and the one a batch is going through."""

    def __init__(self) -> None:
        self._kept: dict[str, str] = {}

    def get(self, sql: sqlite3.Connection, sha: str) -> str:
        """The text with this digest; empty where it is gone."""
        text = self._kept.pop(sha, None)
        if text is None:
            text = (content(sql, TEXT, sha) or b"").decode()
            while len(self._kept) >= _KEPT:
                del self._kept[next(iter(self._kept))]
        self._kept[sha] = text
        return text

    def clear(self) -> None:
        self._kept.clear()
