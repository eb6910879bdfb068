"""The direction a passage seems to have: what its cues say, and what negation makes of it.

Only with evidence: a cue that the codebook gives a direction, or a negation or wish that stands by
a hit ("vi har ingen rutin", "det saknas mål", "det borde finnas"). Everything else is left open.
Pure.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from workbench.model import Polarity, Span
from workbench.suggest.matching import Hit
from workbench.suggest.phrases import WORD_RULES
from workbench.suggest.reading import Forms, ReadInterview, Sentence
from workbench.text import fold


@dataclass(frozen=True, slots=True)
class _Markers:
    before: frozenset[str]
    """Negate what follows within REACH words."""
    after: frozenset[str]
    """Negate what stands up to REACH words before: `rutin saknas`."""
    wishes: frozenset[str]
    """One of these words makes the sentence a wish."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_SWEDISH = _Markers(
    _words(
        """inte ej ingen inga inget inge ingenting aldrig utan saknar saknas saknade saknades sakna
        saknats varken icke brist brister brast fattas fattades bristande dålig dåligt dåliga knappt
        knappast sällan omöjligt svårt"""
    ),
    _words("saknas saknades saknats fattas fattades inte aldrig brister brast finns-inte"),
    _words(
        "borde önskar önskade önska vore önskvärt velat drömmen drömmer hoppas skulle-vilja behövs"
    ),
)
_ENGLISH = _Markers(
    _words(
        """not no none never nothing without lack lacks lacked lacking missing hardly don't doesn't
        didn't isn't wasn't aren't can't couldn't won't nobody"""
    ),
    _words("missing lacking"),
    _words("should wish wished hope hopes"),
)
_NORWEGIAN = _Markers(
    _words("ikke ingen ikkje inga intet aldri uten mangler manglet mangle verken sjelden"),
    _words("mangler manglet ikke"),
    _words("burde ønsker ønsket håper"),
)
_DANISH = _Markers(
    _words("ikke ingen intet aldrig uden mangler manglede mangle hverken sjældent"),
    _words("mangler manglede ikke"),
    _words("burde ønsker ønskede håber"),
)
_MARKERS = {
    "sv": _SWEDISH,
    "en": _ENGLISH,
    "nb": _NORWEGIAN,
    "nn": _NORWEGIAN,
    "no": _NORWEGIAN,
    "da": _DANISH,
}
REACH = 4
"""Words between a negation and what it negates."""
_OTHER = {Polarity.PROMOTES: Polarity.HINDERS, Polarity.HINDERS: Polarity.PROMOTES}
_NEGATED = 0.9
_SAID = 1.0
_LEAST = 1.5
"""How many times the votes of one direction must be those of the others."""


@dataclass(frozen=True, slots=True)
class Direction:
    """A guess, and the negations or wishes it rests on."""

    polarity: Polarity | None
    markers: tuple[Span, ...] = ()


def speaks_of_direction(language: str) -> bool:
    """Whether the negations of a language are known here."""
    return language.partition("-")[0] in _MARKERS


class DirectionGuess:
    """Guesses directions in texts of one language."""

    def __init__(self, language: str, forms: Forms) -> None:
        self._markers = _MARKERS.get(
            language.partition("-")[0], _Markers(frozenset(), frozenset(), frozenset())
        )
        self._forms = forms

    def guess(
        self, text: ReadInterview, sentences: Sequence[Sentence], hits: Sequence[Sequence[Hit]]
    ) -> Direction:
        """The direction of a passage, from the hits of one code in each of its sentences."""
        votes: dict[Polarity, float] = {}
        found: list[Span] = []
        for sentence, here in zip(sentences, hits, strict=True):
            words = [self._forms.all[each] for each in text.words[sentence.first : sentence.last]]
            wish = next((place for place, word in enumerate(words) if self._wishes(word)), None)
            for hit in here:
                vote, marker = self._vote(text, sentence, words, hit, wish)
                if vote is not None:
                    votes[vote] = votes.get(vote, 0.0) + (_SAID if marker is None else _NEGATED)
                if marker is not None:
                    place = sentence.first + marker
                    found.append(Span(int(text.starts[place]), int(text.ends[place])))
        return Direction(_winner(votes), tuple(dict.fromkeys(found)))

    def _wishes(self, word: str) -> bool:
        return word in self._markers.wishes

    def _vote(
        self,
        text: ReadInterview,
        sentence: Sentence,
        words: Sequence[str],
        hit: Hit,
        wish: int | None,
    ) -> tuple[Polarity | None, int | None]:
        """What one hit says, and the word that turned it."""
        said = hit.pattern.cue.polarity
        first, last = text.starts.searchsorted([hit.span.start, hit.span.end]).tolist()
        first, last = first - sentence.first, last - sentence.first
        negation = self._negation(words, first, last)
        if negation is not None and not _holds_negation(hit, self._markers.before):
            return (Polarity.HINDERS if said is None else _OTHER.get(said, said)), negation
        if wish is not None and said is not Polarity.HINDERS:
            return Polarity.NEUTRAL, wish
        return said, None

    def _negation(self, words: Sequence[str], first: int, last: int) -> int | None:
        for place in range(first - 1, max(-1, first - 1 - REACH), -1):
            if words[place] in self._markers.before:
                return place
        for place in range(last, min(len(words), last + REACH)):
            if words[place] in self._markers.after:
                return place
        return None


def _holds_negation(hit: Hit, negations: frozenset[str]) -> bool:
    """A cue that holds a negation has said so itself: `inte vårt bord`."""
    if hit.pattern.cue.rule not in WORD_RULES:
        return False
    return any(fold(slot.form) in negations for slot in hit.pattern.slots)


def _winner(votes: dict[Polarity, float]) -> Polarity | None:
    if not votes:
        return None
    ranked = sorted(votes.items(), key=lambda each: (-each[1], each[0].value))
    rest = sum(count for _, count in ranked[1:])
    return ranked[0][0] if ranked[0][1] >= _LEAST * rest else None
