"""A quotation beside what was said: verbatim, shortened, or altered, and where.

Invariant: a quotation is called verbatim only if what stands between its marks stands in the
interview, apart from white space, the shapes of marks and dashes, and the case of a first letter.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from workbench.model import Interview, Span, Wording
from workbench.placing.matching_words import Alignment, Step, align
from workbench.placing.views import cuts_word, occurrences
from workbench.placing.wording import Piece, pieces_of, word_form
from workbench.text import loosen, word_spans

_ASIDE = re.compile(r"\([^()\n]*\)|\[[^\[\]\n]*\]")
_MARKS = re.compile(r"[\"']")
_SOFT = re.compile(r"\.{2,}|-| ")
"""Pauses and dashes: how a transcriber hears silence."""
_SHORT = 3
"""Words of a quotation that has to be found as it is: so few are found anywhere."""
_MOST_CELLS = 2_000_000
"""Pieces times words that are aligned, a second's worth: a quotation of a thousand words. A longer
one has to stand as it is."""
_WORST = 0.5
"""Changed words to words, above which a quotation counts as not found."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """A place where the quotation may come from, and how it differs."""

    wording: Wording
    span: Span
    cost: int
    """Words exchanged, put in or left out without a mark."""
    difference: str = ""
    left_out: int = 0


def compare(quotation: str, interview: Interview, within: Span) -> Comparison | None:
    """The quotation beside a stretch of an interview; None where too little of it stands there."""
    pieces = pieces_of(quotation)
    standing = _as_it_stands(quotation, pieces, interview, within)
    if standing is not None:
        return standing
    number = sum(piece.kind == "word" for piece in pieces)
    said = [
        span
        for turn in interview.turns_in(within.start, within.end)
        for span in word_spans(
            interview.text, max(turn.start, within.start), min(turn.end, within.end)
        )
    ]
    if not number or not said or len(pieces) * len(said) > _MOST_CELLS:
        return None
    alignment = align(pieces, [word_form(interview.text[start:end]) for start, end in said])
    if not _is_enough(alignment, number):
        return None
    return _Reading(quotation, interview, pieces, said, alignment).comparison()


def _is_enough(alignment: Alignment, number: int) -> bool:
    equal = sum(step.kind == "equal" for step in alignment.steps)
    if number <= _SHORT:
        return alignment.cost == 0 and equal == number
    return alignment.cost <= _WORST * number and equal >= max(_SHORT, _WORST * number)


def _as_it_stands(
    quotation: str, pieces: list[Piece], interview: Interview, within: Span
) -> Comparison | None:
    """The quotation where its parts stand one after the other, character by character."""
    parts = [part for part in _parts(quotation, pieces) if any(map(str.isalnum, part))]
    found: list[Span] = []
    for part in parts:
        rest = Span(found[-1].end if found else within.start, within.end)
        span = _part_as_it_stands(part, interview, rest)
        if span is None:
            return None
        found.append(span)
    if not found:
        return None
    left_out = sum(
        len(word_spans(interview.text, max(turn.start, one.end), min(turn.end, other.start)))
        for one, other in pairwise(found)
        for turn in interview.turns_in(one.end, other.start)
    )
    cut = any(piece.kind == "cut" for piece in pieces)
    return Comparison(
        Wording.SHORTENED if cut else Wording.VERBATIM,
        Span(found[0].start, found[-1].end),
        0,
        left_out=left_out,
    )


def _parts(quotation: str, pieces: list[Piece]) -> Iterator[str]:
    """What stands between marks of omission."""
    at = 0
    for piece in pieces:
        if piece.kind == "cut":
            yield quotation[at : piece.start]
            at = piece.end
    yield quotation[at:]


def _part_as_it_stands(part: str, interview: Interview, within: Span) -> Span | None:
    """Where the words stand, white space and the shapes of marks folded."""
    needle = _folded(part)[0].strip(" ")
    text = interview.text[within.start : within.end]
    folded, offsets = _folded(text)
    for variant in dict.fromkeys((needle, _turned(needle), needle.rstrip(".,;:"))):
        for at in occurrences(folded, variant) if variant else ():
            start, end = offsets[at], offsets[at + len(variant) - 1] + 1
            span = Span(within.start + start, within.start + end)
            clean = not cuts_word(text, start) and not cuts_word(text, end)
            if clean and interview.turns_in(span.start, span.end):
                return span
    return None


def _folded(text: str) -> tuple[str, list[int]]:
    folded, offsets = loosen(text)
    return folded.replace('"', "'"), offsets


def _turned(needle: str) -> str:
    """With the first letter in the other case, as where a quotation begins within a sentence."""
    return needle[0].swapcase() + needle[1:]


@dataclass(slots=True)
class _Reading:
    """Goes through an alignment and says what is different."""

    quotation: str
    interview: Interview
    pieces: list[Piece]
    said: list[tuple[int, int]]
    alignment: Alignment
    altered: bool = False
    shortened: bool = False
    told: list[str] = field(default_factory=list)

    def comparison(self) -> Comparison:
        previous: Step | None = None
        for step in self.alignment.steps:
            self._take(step, previous)
            previous = step
        self._look_at_marks()
        left_out = sum(step.kind == "marked" for step in self.alignment.steps)
        wording = Wording.VERBATIM
        if self.altered:
            wording = Wording.ALTERED
        elif self.shortened or left_out:
            wording = Wording.SHORTENED
        return Comparison(
            wording,
            Span(self.said[self.alignment.start][0], self.said[self.alignment.end - 1][1]),
            self.alignment.cost,
            " ".join(self.told) if self.altered else "",
            left_out,
        )

    def _take(self, step: Step, previous: Step | None) -> None:
        piece = self.pieces[step.piece]
        quoted = self.quotation[piece.start : piece.end]
        if step.kind == "marked":
            if previous is None or previous.kind != "marked" or previous.piece != step.piece:
                self.told.append(quoted)
            return
        if step.kind == "added":
            self._change("", quoted)
        elif step.kind == "missing":
            self._change(self._source(step.word), "")
        elif step.kind == "exchanged":
            self._change(self._source(step.word), quoted)
        else:
            self._separator(step, previous)
            self._same_word(step, previous, quoted)

    def _change(self, source: str, quoted: str) -> None:
        self.altered = True
        parts = [f"[-{source}-]" if source else "", f"{{+{quoted}+}}" if quoted else ""]
        self.told.append(" ".join(filter(None, parts)))

    def _same_word(self, step: Step, previous: Step | None, quoted: str) -> None:
        """The same letters; in another case only where the quotation begins anew."""
        source = self._source(step.word)
        plain = quoted.replace("[", "").replace("]", "")
        begins = previous is None or previous.kind == "marked" or self._after_mark(step)
        if plain != quoted:
            self.shortened = True
        same = loosen(plain)[0] == loosen(source)[0]
        if same or "[" in quoted or (begins and plain[1:] == source[1:]):
            self.told.append(quoted)
        else:
            self._change(source, quoted)

    def _after_mark(self, step: Step) -> bool:
        before = self.pieces[step.piece - 1] if step.piece else None
        return before is not None and before.kind != "word"

    def _separator(self, step: Step, previous: Step | None) -> None:
        """What stands between two words that follow each other in both."""
        if previous is None or previous.kind != "equal" or previous.word + 1 != step.word:
            return
        between = self.pieces[previous.piece + 1 : step.piece]
        if any(piece.kind in ("cut", "inserted") for piece in between):
            return
        start, end = self.said[previous.word][1], self.said[step.word][0]
        if self._crosses_turns(start, end):
            return
        quoted = _separator(
            self.quotation[self.pieces[previous.piece].end : self.pieces[step.piece].start]
        )
        source = _separator(self.interview.text[start:end])
        if quoted == source:
            return
        if _SOFT.sub("", quoted) == _SOFT.sub("", _without_asides(source)):
            self.shortened = True
        else:
            self._change(source, quoted)

    def _crosses_turns(self, start: int, end: int) -> bool:
        before, after = self.interview.turn_at(max(0, start - 1)), self.interview.turn_at(end)
        return before != after

    def _look_at_marks(self) -> None:
        """Marks at the ends, and cuts and insertions that stand for nothing."""
        text = self.interview.text
        source = loosen(text[self.said[self.alignment.end - 1][1] :][:20])[0].lstrip(" ")
        for index, piece in enumerate(self.pieces):
            if piece.kind in ("cut", "inserted"):
                self.shortened = True
            elif piece.kind == "aside":
                self._look_at_aside(piece)
            elif piece.kind == "pause" and index == len(self.pieces) - 1:
                self.shortened |= not source.startswith("..")
            elif piece.kind == "pause" and index == 0:
                start = self.said[self.alignment.start][0]
                self.shortened |= not loosen(text[max(0, start - 20) : start])[0].endswith("..")

    def _look_at_aside(self, piece: Piece) -> None:
        """Round brackets are the transcriber's, or the author's own words in disguise."""
        aside = self.quotation[piece.start : piece.end]
        start, end = self.said[self.alignment.start][0], self.said[self.alignment.end - 1][1]
        around = self.interview.text[max(0, start - len(aside)) : end + len(aside) + 2]
        if loosen(aside)[0].casefold() not in loosen(around)[0].casefold():
            self._change("", aside)

    def _source(self, word: int) -> str:
        start, end = self.said[word]
        return self.interview.text[start:end]


def _separator(between: str) -> str:
    """Punctuation between two words, the shapes of marks aside."""
    return _MARKS.sub("", loosen(between)[0]).strip(" ")


def _without_asides(separator: str) -> str:
    return _ASIDE.sub("", separator).strip(" ")
