"""How another program counted positions: every reading is tried on every selection of a text.

The standard counts code points from 0, the end outside (REFI-QDA 1.5, "PlainTextSelection").
Programs count UTF-16 units, the byte order mark, a line end as two characters or as one, or give
the last character instead of the end. A reading is judged by where its selections begin and end: at
the edges of words, and around the words that are stored with them. Pure.
"""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import product


class LineEnd(Enum):
    """How many positions a line end takes."""

    WRITTEN = "as in the file"
    TWO = "as two"
    ONE = "as one"


@dataclass(frozen=True, slots=True)
class Convention:
    """One way to count; the default is the standard's."""

    utf16: bool = False
    line_end: LineEnd = LineEnd.WRITTEN
    mark_counted: bool = False
    """The text begins at 1, whether for a byte order mark or because it is counted from 1."""
    last_included: bool = False
    """The end is the position of the last character."""

    def __str__(self) -> str:
        return ", ".join(
            (
                "UTF-16 units" if self.utf16 else "code points",
                f"line ends {self.line_end.value}",
                "byte order mark counted" if self.mark_counted else "byte order mark not counted",
                "last character included" if self.last_included else "end outside",
            )
        )


CONVENTIONS = tuple(
    Convention(utf16, line_end, mark, last)
    for last, mark, line_end, utf16 in product((False, True), (False, True), LineEnd, (False, True))
)
"""Every reading, the likelier first: of readings that are as good the first is taken."""

_LINE_ENDS = re.compile("\r\n|[\r\n\u2028\u2029\x85\v\f]")
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Mark:
    """A selection: positions as written, and the words that may be stored with it."""

    start: int
    end: int
    strings: tuple[str, ...] = ()
    """Name and description: perhaps the words selected, perhaps something else."""


Place = tuple[int, int]
"""Half-open code points into the text with LF line ends; may lie outside it."""


class ForeignText:
    """A text as another program had it, with what is needed to read positions into it."""

    def __init__(self, written: str) -> None:
        """written: without byte order mark, line ends as they stood."""
        self.text = _LINE_ENDS.sub("\n", written)
        """With LF line ends: what places are offsets into."""
        breaks: list[int] = []
        doubled: list[int] = []
        shift = 0
        for found in _LINE_ENDS.finditer(written):
            breaks.append(found.start() - shift)
            if found.end() - found.start() == 2:
                doubled.append(breaks[-1])
                shift += 1
        self._wide_lines = {LineEnd.WRITTEN: doubled, LineEnd.TWO: breaks, LineEnd.ONE: []}
        self._astral = [found.start() for found in _ASTRAL.finditer(self.text)]
        self._maps: dict[tuple[bool, LineEnd], list[int]] = {}

    def place(self, mark: Mark, convention: Convention) -> Place:
        shift = -1 if convention.mark_counted else 0
        wide = self._wide(convention.utf16, convention.line_end)
        start = _code_point(mark.start + shift, wide)
        end = _code_point(mark.end + shift + (1 if convention.last_included else 0), wide)
        return start, end

    def _wide(self, utf16: bool, line_end: LineEnd) -> list[int]:
        """The unit at which each character begins that takes two units."""
        key = (utf16, line_end)
        if key not in self._maps:
            places = self._wide_lines[line_end]
            if utf16:
                places = sorted([*places, *self._astral])
            self._maps[key] = [place + number for number, place in enumerate(places)]
        return self._maps[key]


def _code_point(unit: int, wide: list[int]) -> int:
    return unit - bisect_left(wide, unit)


# -- Judging ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Verdict:
    """How one selection of a text looks, as it was read."""

    place: Place
    points: float
    """0-1."""
    reason: str
    """What looks wrong; empty where nothing does."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """The reading taken for a text, the next best, and every selection by it."""

    convention: Convention
    score: float
    runner_up: Convention | None
    runner_up_score: float
    verdicts: tuple[Verdict, ...]


_PRIOR = 3.0
"""Selections that the other texts of the file weigh: one program wrote them all."""

_OUTSIDE = "it lies outside the text"
_EMPTY = "it holds no words"
_OTHER_WORDS = "it does not hold the words stored with it"
_CUTS = "it begins or ends inside a word"


class _Readings:
    """All readings of one text: each distinct set of places is judged once."""

    def __init__(self, text: ForeignText, marks: Sequence[Mark]) -> None:
        self.text = text
        self.marks = marks
        self.of: dict[Convention, tuple[Place, ...]] = {}
        self.points: dict[tuple[Place, ...], float] = {}
        for convention in CONVENTIONS:
            places = tuple(text.place(mark, convention) for mark in marks)
            self.of[convention] = places
            self.points.setdefault(places, 0.0)
        self.quoted = self._quoted()
        for places in self.points:
            self.points[places] = sum(each.points for each in self.verdicts(places))

    def _quoted(self) -> tuple[bool, ...]:
        """Which of the strings stored with selections are their words, in some reading."""
        kinds = max((len(mark.strings) for mark in self.marks), default=0)
        found = []
        for kind in range(kinds):
            said = [
                (at, _one_line(mark.strings[kind]))
                for at, mark in enumerate(self.marks)
                if len(mark.strings) > kind and mark.strings[kind].strip()
            ]
            best = max(
                (
                    sum(_holds(self._words(places[at]), words) > 0 for at, words in said)
                    for places in self.points
                ),
                default=0,
            )
            found.append(bool(said) and best * 2 >= len(said))
        return tuple(found)

    def _words(self, place: Place) -> str:
        start, end = place
        return _one_line(self.text.text[max(0, start) : max(0, end)])

    def verdicts(self, places: Sequence[Place]) -> list[Verdict]:
        return [self._verdict(mark, place) for mark, place in zip(self.marks, places, strict=True)]

    def _verdict(self, mark: Mark, place: Place) -> Verdict:
        start, end = place
        text = self.text.text
        if not 0 <= start <= end <= len(text):
            return Verdict(place, 0.0, _OUTSIDE)
        if not text[start:end].strip():
            return Verdict(place, 0.0, _EMPTY)
        edges = (_edge(text, start) + _edge_before(text, end)) / 2
        cut = _CUTS if _inside_word(text, start) or _inside_word(text, end) else ""
        stored = [
            words
            for words, is_quoted in zip(mark.strings, self.quoted, strict=False)
            if is_quoted and words.strip()
        ]
        if not stored:
            return Verdict(place, edges, cut)
        words = self._words(place)
        held = max(_holds(words, _one_line(each)) for each in stored)
        return Verdict(place, 0.8 * held + 0.2 * edges, "" if held else _OTHER_WORDS)


def judge(texts: Sequence[tuple[ForeignText, Sequence[Mark]]]) -> list[Judgement]:
    """Choose the reading of each text, the others of the same file being a hint.

    Of a text without selections the standard's.
    """
    all_readings = [_Readings(text, marks) for text, marks in texts]
    total = sum(len(each.marks) for each in all_readings)
    prior = {
        convention: sum(each.points[each.of[convention]] for each in all_readings) / (total or 1)
        for convention in CONVENTIONS
    }
    return [_judgement(each, prior) for each in all_readings]


def _judgement(readings: _Readings, prior: dict[Convention, float]) -> Judgement:
    number = len(readings.marks)
    if not number:
        return Judgement(CONVENTIONS[0], 1.0, None, 0.0, ())

    def value(convention: Convention) -> float:
        own = readings.points[readings.of[convention]]
        return round((own + _PRIOR * prior[convention]) / (number + _PRIOR), 6)

    ranked = sorted(CONVENTIONS, key=value, reverse=True)
    best = ranked[0]
    places = readings.of[best]
    other = next((each for each in ranked if readings.of[each] != places), None)
    return Judgement(
        best,
        readings.points[places] / number,
        other,
        0.0 if other is None else readings.points[readings.of[other]] / number,
        tuple(readings.verdicts(places)),
    )


def _edge(text: str, at: int) -> float:
    """How well a selection begins at `at`: 1 before a word or sign, less before white space."""
    if _inside_word(text, at):
        return 0.0
    return 0.5 if text[at].isspace() else 1.0


def _edge_before(text: str, at: int) -> float:
    if _inside_word(text, at):
        return 0.0
    return 0.5 if text[at - 1].isspace() else 1.0


def _inside_word(text: str, at: int) -> bool:
    """Whether `at` divides a word, or a letter from its accent."""
    if not 0 < at < len(text):
        return False
    after = text[at]
    if unicodedata.combining(after):
        return True
    return _of_word(text[at - 1]) and _of_word(after)


def _of_word(char: str) -> bool:
    return char.isalnum() or char == "_" or unicodedata.combining(char) != 0


_CUT_SHORT = re.compile(r"\s*(?:…|\.\.\.)$")
_SHORTEST_BEGINNING = 5
_SHORTEST_UNMARKED = 12
"""Characters of a beginning that nothing marks as cut short."""


def _one_line(words: str) -> str:
    joined = " ".join(words.split())
    return joined if joined.isascii() else unicodedata.normalize("NFC", joined)


def _holds(words: str, stored: str) -> float:
    """How well a passage is the words stored: 1, or less where they are only its beginning."""
    if words == stored:
        return 1.0
    begun = _CUT_SHORT.sub("", stored)
    shortest = _SHORTEST_UNMARKED if begun == stored else _SHORTEST_BEGINNING
    return 0.9 if len(begun) >= shortest and words.startswith(begun) else 0.0
