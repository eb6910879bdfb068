"""What became of codings when the text of their interview was corrected.

Invariant: told are the codings that were set on an earlier text and that nobody has looked at
since; whoever looks, or sets the passage anew, sets it on the present one.
"""

import sqlite3
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from workbench.model import (
    Coder,
    Coding,
    Fate,
    Interview,
    Reference,
    RevisedCoding,
    Revision,
    Span,
    SpeakerChange,
    Turn,
    interview_key,
)
from workbench.placing.correspondence import Change
from workbench.project import reading
from workbench.project.lineage import Lineages
from workbench.project.payloads import HEAD, TEXT, codings_from, decode_head
from workbench.project.reading import InterviewRow
from workbench.project.speakers import shown_labels_of
from workbench.project.store import content
from workbench.text import swedish_key


def revised_codings(
    sql: sqlite3.Connection,
    *,
    interview: str | None = None,
    coder: Coder | None = None,
    codings: str | None = None,
) -> list[RevisedCoding]:
    """By interview, coder and place; None stands for all. Those not moved are among them.

    codings: their ids, a JSON list.
    """
    rows = sql.execute(
        "SELECT DISTINCT i.id FROM coding c JOIN interview i ON i.key = c.interview"
        " WHERE c.change <> '' AND i.present = 1 AND (?1 IS NULL OR i.id_key = ?1)"
        " AND (?2 IS NULL OR c.coder = ?2)"
        " AND (?3 IS NULL OR c.id IN (SELECT value FROM json_each(?3))) ORDER BY i.id_key",
        (None if interview is None else interview_key(interview), coder, codings),
    )
    return [
        each for (shown,) in rows.fetchall() for each in _Texts(sql, shown).revised(coder, codings)
    ]


def revision(sql: sqlite3.Connection, interview: str, *, since: str, decisions: int) -> Revision:
    """What the present text has done to an interview.

    since: digest of the text before it; decisions: how many counted then.
    """
    row = reading.interview_row(sql, interview)
    texts = _Texts(sql, interview)
    codings = sorted(
        texts.revised(None, None),
        key=lambda each: (swedish_key(each.coding.coder), each.coding.span),
    )
    left = _count(sql, row.key)
    finished = sql.execute("SELECT coder FROM finished WHERE interview = ?", (row.key,))
    return Revision(
        row.id,
        tuple(codings),
        tuple(texts.speaker_changes(since)),
        left,
        decisions - left,
        tuple(sorted((Coder(who) for (who,) in finished), key=swedish_key)),
        texts.share(since),
        *texts.speaking(since),
    )


def decisions_on(sql: sqlite3.Connection, interview: str) -> int:
    """How many decisions on suggestions count in an interview."""
    return _count(sql, reading.interview_row(sql, interview).key)


def _count(sql: sqlite3.Connection, key: str) -> int:
    row = sql.execute("SELECT count(*) FROM decision WHERE interview = ?", (key,)).fetchone()
    return int(row[0])


class _Texts:
    """The texts of one interview, with who speaks where, each read once."""

    def __init__(self, sql: sqlite3.Connection, interview: str) -> None:
        self._sql = sql
        self._row: InterviewRow = reading.interview_row(sql, interview)
        self._lineages = Lineages(sql)
        self._labels = shown_labels_of(sql, self._row.key)
        self._read: dict[str, Interview] = {}

    def of(self, sha: str) -> Interview:
        """The interview as it was with that text, as far as words and turns go."""
        if sha not in self._read:
            text = (content(self._sql, TEXT, sha) or b"").decode()
            self._read[sha] = Interview(
                self._row.id,
                self._row.title,
                text,
                tuple(self._turns(sha)),
                moderators=self._row.moderators,
            )
        return self._read[sha]

    def _turns(self, sha: str) -> Iterator[Turn]:
        heads = [each.head for each in self._lineages.texts(self._row.key) if each.text == sha]
        head_sha = self._row.head if sha == self._row.text else (heads or [""])[0]
        data = content(self._sql, HEAD, head_sha)
        if data is None:
            return
        head, labels = decode_head(data), self._labels[head_sha]
        for number, (label, start, end) in enumerate(
            zip(head.speakers, head.starts, head.ends, strict=True), start=1
        ):
            yield Turn(number, labels[label], start, end)

    def revised(self, coder: Coder | None, codings: str | None) -> list[RevisedCoding]:
        rows = self._sql.execute(
            'SELECT text, change, "start", "end", id, set_start, set_end, code, coder, polarity,'
            " memo, quotable, origin, time FROM coding WHERE interview = ?1 AND change <> ''"
            " AND (visible = 1 OR change = 'lost') AND (?2 IS NULL OR coder = ?2)"
            " AND (?3 IS NULL OR id IN (SELECT value FROM json_each(?3)))"
            " ORDER BY coder, set_start, set_end, code, id",
            (self._row.key, coder, codings),
        )
        return [
            self._revised(
                next(iter(codings_from([tuple(row)], self._row.id))),
                self.of(text or self._row.first),
                change,
                Span(start, end),
            )
            for text, change, start, end, *row in rows.fetchall()
        ]

    def _revised(self, coding: Coding, then: Interview, change: str, span: Span) -> RevisedCoding:
        """coding: as it was set on the text of `then`."""
        was = coding.span
        words = then.text[was.start : was.end]
        reference, speaker = _place(then, was)
        if change == Change.LOST.value:
            return RevisedCoding(coding, Fate.LOST, words, reference, speaker, None)
        now = self.of(self._row.text)
        there, who = _place(now, span)
        fate = Fate.UNMOVED if (reference, speaker) == (there, who) else Fate.MOVED
        if change != Change.NONE.value:
            fate = Fate(change)
        return RevisedCoding(
            replace(coding, span=span),
            fate,
            words,
            reference,
            speaker,
            there,
            who,
            now.text[span.start : span.end],
        )

    def share(self, since: str) -> float:
        """How much of the text before is in the present one."""
        way = self._lineages.way(self._row.key, since, self._row.text)
        return 0.0 if way is None else way.share_of(self.of(since).text)

    def speaking(self, since: str) -> tuple[int, int, tuple[str, ...], tuple[str, ...]]:
        """Turns now and before, who no longer speaks, who did not speak before."""
        now, then = self.of(self._row.text), self.of(since)
        heard, before = now.speakers(), then.speakers()
        return (
            len(now.turns),
            len(then.turns),
            tuple(label for label in before if label and label not in heard),
            tuple(label for label in heard if label and label not in before),
        )

    def speaker_changes(self, since: str) -> Iterator[SpeakerChange]:
        """The turns most of whose words that are left stand under another label."""
        way = self._lineages.way(self._row.key, since, self._row.text)
        if way is None:
            return
        then, now = self.of(since), self.of(self._row.text)
        for turn in then.turns:
            whose: Counter[int] = Counter()
            for image in way.images(Span(turn.start, turn.end)):
                for each in now.turns_in(image.start, image.end):
                    size = min(each.end, image.end) - max(each.start, image.start)
                    whose[each.number] += size
            if 2 * whose.total() < turn.end - turn.start:
                continue
            for number, _ in whose.most_common(1):
                there = now.turns[number - 1]
                if there.speaker != turn.speaker:
                    yield SpeakerChange(
                        Reference(then.id, turn.number),
                        turn.speaker,
                        Reference(now.id, number),
                        there.speaker,
                    )


def _place(interview: Interview, span: Span) -> tuple[Reference, str]:
    turn = interview.home_turn(span.start, span.end)
    reference = Reference.to(interview, span.start, span.end)
    return reference, "" if turn is None else turn.speaker
