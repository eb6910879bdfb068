"""Find a code while one types: by id, name, key, cue, definition, and in spite of slips.

Invariant: the same book and the same words always give the same order; å, ä and ö are found with
and without their dots.
"""

import re
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property, lru_cache

from rapidfuzz import fuzz, process

from workbench.model import Code, Codebook, CodeId, readable_id
from workbench.text import fold, without_dots

_WORD = re.compile(r"\w+")
_NO_WORD = re.compile(r"[^\w\n]+")
_LINE_END = re.compile(r" ?\n[ \n]*")
_LEAST_INSIDE = 3
"""Letters it takes to be looked for inside words; outside titles it takes two at all."""
_LEAST_FUZZY = 4
"""Letters it takes before a slip is forgiven."""
_ALIKE, _ALIKE_IN_PART = 78.0, 86.0
"""How alike a misspelt word must be, 0-100: to a whole word, to a part of a longer one."""
_EXCERPT = 48
"""Characters shown after a word of the definition."""


class Where(IntEnum):
    """What of a code answers to the words, the most telling first."""

    TITLE = 0
    """Its id, its name or its key."""
    CUE = 1
    DEFINITION = 2


@dataclass(frozen=True, slots=True)
class Why:
    """The words of a code that answer to what was typed."""

    where: Where
    words: str
    """The cue, or a piece of the definition."""


@dataclass(frozen=True, slots=True)
class _Texts:
    """What is looked through: a line per id, name and cue, one line of definition."""

    titles: str
    cues: str
    prose: str

    def rank(self, wanted: str) -> int | None:
        """How well some words answer, 0 the best; None where they do not occur."""
        whole, beginning, word = f"\n{wanted}\n", f"\n{wanted}", f" {wanted}"
        tried = (
            (whole, self.titles, 1),
            (beginning, self.titles, 1),
            (word, self.titles, 1),
            (wanted, self.titles, _LEAST_INSIDE),
            (whole, self.cues, 2),
            (beginning, self.cues, 2),
            (word, self.cues, 2),
            (wanted, self.cues, _LEAST_INSIDE),
            (word, self.prose, 2),
            (wanted, self.prose, _LEAST_INSIDE),
        )
        for rank, (needle, text, least) in enumerate(tried):
            if len(wanted) >= least and needle in text:
                return rank
        return None

    def holds(self, wanted: str) -> bool:
        return self.rank(wanted) is not None


_LAST_OF_TITLE = 3
"""The last rank that a title has."""
_INDIRECT = 8
"""From this rank on, neither title nor cue answers."""


def _where(rank: int) -> Where:
    if rank <= _LAST_OF_TITLE:
        return Where.TITLE
    return Where.CUE if rank < _INDIRECT else Where.DEFINITION


_Found = tuple[int, bool, bool, float, int]
"""Rank, whether only word by word, whether only without dots, unlikeness, place in the book."""


@dataclass(frozen=True, slots=True)
class _Prepared:
    code: Code
    plain: _Texts
    """Without dots."""
    dotted: _Texts


class CodeFinder:
    """One codebook, prepared for being searched at every keystroke."""

    def __init__(self, codebook: Codebook) -> None:
        self._book = [code for code, _depth in codebook.walk()]
        self._vocabulary: list[str] | None = None
        self._holders: dict[str, dict[int, Where]] = {}
        """Which codes hold a word, by their place in the book, and where."""

    @cached_property
    def _codes(self) -> list[_Prepared]:
        return [_prepared(code) for code in self._book]

    @cached_property
    def _by_id(self) -> dict[CodeId, _Prepared]:
        return {each.code.id: each for each in self._codes}

    def ranked(self, written: str) -> list[CodeId]:
        """The codes that answer to every word, the best first; all of them for empty text.

        A dot that is written counts, as long as anything has it.
        """
        if not written.strip():
            return [code.id for code in self._book]
        plain, dotted = _normal(without_dots(written)), _normal(fold(written))
        if not plain:
            return []
        found = self._with_dots(dotted) if plain != dotted else []
        if not found:
            found = self._direct(plain)
        if not found or min(found)[0] >= _INDIRECT:
            found += self._fuzzy(plain, besides={order for *_, order in found})
        return [self._codes[order].code.id for *_, order in sorted(found)]

    def why(self, code: CodeId, written: str) -> Why | None:
        """What of a found code answers, when it is neither its id nor its name."""
        each = self._by_id.get(code)
        dotted = _normal(fold(written))
        if each is None or not dotted:
            return None
        with_dots = _rank(each.dotted, dotted) is not None
        wanted = dotted if with_dots else _normal(without_dots(written))
        texts = each.dotted if with_dots else each.plain
        for words in (wanted, *wanted.split()):
            held, rank = words, texts.rank(words)
            if rank is None:
                held = next((word for word in self._alike(words) if texts.holds(word)), "")
                rank = texts.rank(held) if held else None
            if rank is not None and rank > _LAST_OF_TITLE:
                spelt = fold if with_dots else without_dots
                return _why(each.code, held, spelt=spelt, in_cue=rank < _INDIRECT)
            if rank is not None and words == wanted:
                return None
        return None

    def _with_dots(self, dotted: str) -> list[_Found]:
        ranks = [(order, _rank(each.dotted, dotted)) for order, each in enumerate(self._codes)]
        return [(*rank, False, 0.0, order) for order, rank in ranks if rank is not None]

    def _direct(self, plain: str) -> list[_Found]:
        found = []
        for order, each in enumerate(self._codes):
            ranked = _rank(each.plain, plain)
            if ranked is not None:
                undotted = _rank(each.dotted, plain) != ranked
                found.append((*ranked, undotted, 0.0, order))
        return found

    def _fuzzy(self, plain: str, *, besides: set[int]) -> list[_Found]:
        """Codes that hold something like every word."""
        held: dict[int, tuple[int, float]] | None = None
        for word in plain.split():
            holding = self._holding_alike(word)
            if held is not None:
                holding = {
                    order: max(held[order], alike)
                    for order, alike in holding.items()
                    if order in held
                }
            held = holding
        return [
            (10 + where, False, False, unlike, order)
            for order, (where, unlike) in (held or {}).items()
            if order not in besides
        ]

    def _holding_alike(self, word: str) -> dict[int, tuple[int, float]]:
        """Where in which codes a word like this one stands, and how unlike it is, 0-100."""
        holding: dict[int, tuple[int, float]] = {}
        for order, each in enumerate(self._codes):
            rank = each.plain.rank(word)
            if rank is not None:
                holding[order] = (int(_where(rank)), 0.0)
        for other, score in self._alike(word).items():
            for order, where in self._holders[other].items():
                told = (int(where), 100.0 - score)
                holding[order] = min(told, holding.get(order, told))
        return holding

    def _alike(self, word: str) -> dict[str, float]:
        """The words of the book that this may be a slip of, the likest first."""
        if len(word) < _LEAST_FUZZY:
            return {}
        vocabulary = self._words()
        longer = vocabulary[bisect_left(vocabulary, len(word) - 1, key=len) :]
        alike: dict[str, float] = {}
        for scorer, least in ((fuzz.ratio, _ALIKE), (fuzz.partial_ratio, _ALIKE_IN_PART)):
            for other, score, _place in process.extract(
                word, longer, scorer=scorer, score_cutoff=least, limit=None
            ):
                alike[other] = max(score, alike.get(other, 0.0))
        return dict(sorted(alike.items(), key=lambda each: (-each[1], each[0])))

    def _words(self) -> list[str]:
        """Every word of the book once, the shortest first."""
        if self._vocabulary is None:
            for order, each in enumerate(self._codes):
                texts = (each.plain.titles, each.plain.cues, each.plain.prose)
                for where, text in zip(Where, texts, strict=True):
                    for word in set(text.split()):
                        self._holders.setdefault(word, {}).setdefault(order, where)
            long_enough = (word for word in self._holders if len(word) >= _LEAST_FUZZY - 1)
            self._vocabulary = sorted(long_enough, key=lambda word: (len(word), word))
        return self._vocabulary


@lru_cache(2)
def finder_for(codebook: Codebook) -> CodeFinder:
    """The finder of a codebook, prepared once for as long as the book stays as it is."""
    return CodeFinder(codebook)


def ranked_codes(codebook: Codebook, written: str) -> list[CodeId]:
    """The codes that answer to what was written, the best first.

    Exact and beginning ids and names come first, then words within them, cues, definitions, and
    last what resembles the words. Empty text gives all codes in the order of the book.
    """
    return finder_for(codebook).ranked(written)


def _prepared(code: Code) -> _Prepared:
    identity = readable_id(code.id)
    titles = "\n".join((identity, identity.rpartition(".")[2], code.name, code.key))
    cues = "\n".join(cue.text for cue in code.cues)
    prose = _prose(code)
    plain, dotted = (
        _Texts(_lines(spelt(titles)), _lines(spelt(cues)), f" {_normal(spelt(prose))}")
        for spelt in (without_dots, fold)
    )
    return _Prepared(code, plain, dotted)


def _prose(code: Code) -> str:
    return " ".join(" ".join((code.definition, code.include, code.example)).split())


def _normal(folded: str) -> str:
    return " ".join(_WORD.findall(folded))


def _lines(folded: str) -> str:
    """The lines that hold words, each between two line ends."""
    return _LINE_END.sub("\n", f"\n{_NO_WORD.sub(' ', folded)}\n")


def _rank(texts: _Texts, wanted: str) -> tuple[int, bool] | None:
    """The rank of all words, and whether they only occur apart."""
    together = texts.rank(wanted)
    words = wanted.split()
    if len(words) == 1:
        return None if together is None else (together, False)
    apart = [texts.rank(word) for word in words]
    ranks = [rank for rank in apart if rank is not None]
    if len(ranks) < len(apart):
        return None if together is None else (together, False)
    worst = max(ranks)
    return (worst, True) if together is None or together > worst else (together, False)


def _why(code: Code, wanted: str, *, spelt: Callable[[str], str], in_cue: bool) -> Why:
    if not in_cue:
        return Why(Where.DEFINITION, _excerpt(_prose(code), wanted, spelt=spelt))
    answering = {
        cue.text: f" {_normal(spelt(cue.text))}"
        for cue in code.cues
        if wanted in _normal(spelt(cue.text))
    }
    best = min(answering, key=lambda cue: not answering[cue].startswith(f" {wanted}"), default="")
    return Why(Where.CUE, best)


def _excerpt(prose: str, wanted: str, *, spelt: Callable[[str], str]) -> str:
    """From the first word that answers on, cut at a word."""
    first = wanted.partition(" ")[0]
    words = [match.span() for match in _WORD.finditer(prose)]
    starts = [start for start, end in words if first in spelt(prose[start:end])]
    if not starts:
        return ""
    begin, end = starts[0], starts[0] + len(wanted) + _EXCERPT
    piece = prose[begin:end]
    if begin > 0:
        piece = f"…{piece}"
    if end < len(prose):
        piece = piece.rpartition(" ")[0].rstrip(".") + "…"
    return piece
