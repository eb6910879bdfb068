"""What was settled where two coders differ."""

import sqlite3

from workbench.model import Coder


def consensus_coders(sql: sqlite3.Connection) -> frozenset[Coder]:
    """Those to whom settled codings belong."""
    rows = sql.execute("SELECT DISTINCT coder FROM event WHERE kind = 'settlement.decide'")
    return frozenset(Coder(row[0]) for row in rows)
