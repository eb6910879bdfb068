"""Where a quotation stands: exactly, or after folding what people fold when they copy.

Invariant: of several places equally good none is taken, unless the speaker or the places already
taken decide.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass

from workbench.model import Interview, Span, Turn
from workbench.placing.fuzzy import place_fuzzily
from workbench.placing.outcome import How, Placement, Unplaced
from workbench.placing.views import cuts_word, occurrences, views_of
from workbench.text import fold, loosen, normal_text

NEARBY = 5
"""Turns before and after the one named: people miscount, and transcripts get another turn."""

_DOTS_AROUND = re.compile(r"^[\[(]?\.{3,}[\])]? ?| ?[\[(]?\.{3,}[\])]?$")
"""What people set where they cut a quotation off, after folding."""


def place(
    quotation: str,
    interview: Interview,
    *,
    turn: int | None = None,
    speaker: str | None = None,
    offset: int | None = None,
    taken: Collection[Span] = (),
) -> Placement | Unplaced:
    """Find the passage that a quotation quotes.

    Verbatim in the turn named; else there after folding white space, quotation marks, dashes and
    dots; else, verbatim or folded, within NEARBY turns, then where it is the only one in the
    interview; else fuzzily. A quotation may go on over several turns, with the labels between them
    or without. Without `turn`, it has to be the only one in the interview.

    `speaker` decides between places equally good, and so does `offset`, where the passage begins
    in the turn named (code points, as in a reference `07:31+12`); `taken` are spans that earlier
    rows of the same code came to, which a repeated quotation leaves aside.
    """
    wanted = normal_text(quotation).strip()
    if not wanted:
        return Unplaced("The quotation is empty: fill in the words.")
    named = interview.turn(turn) if turn is not None else None
    begin = named.start + offset if named is not None and offset is not None else None
    search = _Search(interview, _label_of(interview, speaker), begin, frozenset(taken))
    verbatim = search.verbatim(wanted)
    if named is not None and (found := search.in_turn(verbatim, named, "verbatim")):
        return found
    if named is None and verbatim:
        return search.anywhere(verbatim, "verbatim" if turn is None else "nearby")
    folded = search.folded(wanted)
    if named is None:
        if folded:
            return search.anywhere(folded, "folded" if turn is None else "nearby")
    elif found := search.in_turn(folded, named, "folded") or search.beyond(verbatim, folded, named):
        return found
    return place_fuzzily(wanted, interview, named=named, nearby=NEARBY)


@dataclass(frozen=True, slots=True)
class _Search:
    interview: Interview
    speaker: str | None
    """A label of the interview, or None where nothing or no label of it was given."""
    begin: int | None
    """Where the passage is said to begin in the interview's text."""
    taken: frozenset[Span]

    def verbatim(self, wanted: str) -> list[Span]:
        """Every place where the quotation stands character for character."""
        text = self.interview.text
        found = [Span(at, at + len(wanted)) for at in occurrences(text, wanted)]
        return self._sound(found)

    def folded(self, wanted: str) -> list[Span]:
        """Every place where the quotation stands after folding, with labels or without."""
        views = views_of(self.interview)
        needle, _ = loosen(wanted)
        for variant in _variants(needle):
            found = [
                view.span(at, at + len(variant))
                for view in (views.folded, views.said)
                for at in occurrences(view.text, variant)
            ]
            if found:
                return self._sound(found)
        return []

    def in_turn(self, spans: list[Span], named: Turn, how: How) -> Placement | Unplaced | None:
        """The one place in a turn; else the one that reaches into or out of it."""
        inside = Span(named.start, named.end)
        for fits in (inside.contains, inside.overlaps):
            chosen = [span for span in spans if fits(span)]
            if chosen:
                return self._decide(chosen, how, f"in turn {named.number}")
        return None

    def beyond(
        self, verbatim: list[Span], folded: list[Span], named: Turn
    ) -> Placement | Unplaced | None:
        """The one place within a few turns; else the one in the whole interview."""
        for spans in (verbatim, folded):
            chosen = [span for span in spans if self._distance(span, named) <= NEARBY]
            if chosen:
                return self._decide(chosen, "nearby", f"near turn {named.number}")
        spans = verbatim or folded
        return self.anywhere(spans, "nearby") if spans else None

    def anywhere(self, spans: list[Span], how: How) -> Placement | Unplaced:
        """The one place in the whole interview."""
        return self._decide(spans, how, f"in interview {self.interview.id}")

    def _decide(self, spans: list[Span], how: How, where: str) -> Placement | Unplaced:
        chosen = spans
        if len(chosen) > 1 and self.speaker is not None:
            theirs = [span for span in chosen if self._speaker(span) == self.speaker]
            chosen = theirs or chosen
        for decides in (self._begins_as_said, self._is_free):
            if len(chosen) > 1:
                chosen = [span for span in chosen if decides(span)] or chosen
        if len(chosen) == 1:
            return Placement(chosen[0], how, self._turn_number(chosen[0]), 1.0)
        turns = dict.fromkeys(str(self._turn_number(span)) for span in chosen)
        listed = f" (turns {', '.join(turns)})" if len(turns) > 1 else ""
        return Unplaced(
            f"The quotation occurs {len(chosen)} times {where}{listed}: quote more of it.",
            tuple(chosen),
        )

    def _begins_as_said(self, span: Span) -> bool:
        return span.start == self.begin

    def _is_free(self, span: Span) -> bool:
        return span not in self.taken

    def _sound(self, spans: list[Span]) -> list[Span]:
        """Without labels at the ends; whole words before parts of words, turns before the rest."""
        text = self.interview.text
        whole = [
            span
            for span in spans
            if not cuts_word(text, span.start) and not cuts_word(text, span.end)
        ]
        clipped = dict.fromkeys(self._clipped(span) for span in whole or spans)
        said = [span for span in clipped if self.interview.turns_in(span.start, span.end)]
        return sorted(said or clipped)

    def _clipped(self, span: Span) -> Span:
        touched = self.interview.turns_in(span.start, span.end)
        if not touched:
            return span
        return Span(max(span.start, touched[0].start), min(span.end, touched[-1].end))

    def _turn_number(self, span: Span) -> int:
        turn = self.interview.home_turn(span.start, span.end)
        return turn.number if turn is not None else 0

    def _distance(self, span: Span, named: Turn) -> int:
        return abs(self._turn_number(span) - named.number)

    def _speaker(self, span: Span) -> str | None:
        turn = self.interview.home_turn(span.start, span.end)
        return turn.speaker if turn is not None else None


def _label_of(interview: Interview, speaker: str | None) -> str | None:
    """The label as the interview has it; letter case and surrounding space do not matter."""
    wanted = fold(speaker.strip()) if speaker else ""
    labels = interview.speakers() if wanted else {}
    return next((label for label in labels if fold(label) == wanted), None)


def _variants(needle: str) -> list[str]:
    """The folded quotation as it is, and without what people set around quotations."""
    bare = needle.strip("\"' ")
    cut = _DOTS_AROUND.sub("", bare)
    return [each for each in dict.fromkeys((needle, bare, cut)) if each]
