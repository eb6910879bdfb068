"""What a language knows of its words: dictionary forms, inflections, and parts of compounds.

Invariant: forms are folded and looked up once each; what comes out can be packed and kept, so that
a later run needs no table. The tables are those of spacy-lookups-data, read without spaCy; spaCy
itself is imported only where a user asks for a trained pipeline or writes Matcher patterns.
"""

import gzip
import json
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Protocol

from workbench.suggest.compounds import Cut, compounding, cuts, first_readings
from workbench.suggest.stems import STEMMED, stem
from workbench.text import fold

_FORMAT = 2
"""Raised when the rules below give other facts, so that packed ones are made anew."""

_SHORTEST_STEM = 4
_DERIVING = tuple(
    "are aren arna arens ning ningen ningar ningarna het heten lig ligt liga bar bart bara".split()
)


@dataclass(frozen=True, slots=True)
class WordFacts:
    """What is known of one word form."""

    known: bool
    """Whether the table has it, as a form or as a dictionary form."""
    lemmas: frozenset[str]
    """Its possible dictionary forms. Where the table lacks it: its stem, and as a compound the
    dictionary forms that follow from its last part."""
    cuts: tuple[Cut, ...] = ()
    """Where it may be taken apart as a compound."""


UNKNOWN = WordFacts(known=False, lemmas=frozenset())

Facts = Mapping[str, WordFacts]
"""Folded word form -> what is known of it."""

Inflections = Mapping[str, tuple[str, ...]]
"""Dictionary form -> the forms of it that the table has."""


class Lexicon(Protocol):
    """Knows the words of one language."""

    def facts(self, types: Collection[str]) -> Facts:
        """The facts of folded word forms, and of the parts of those that are compounds."""
        ...

    def inflections(self, lemmas: Collection[str]) -> Inflections:
        """The forms that dictionary forms may take."""
        ...


# What is said, and what is written: both mean the same word.
_SPOKEN = {
    "sv": {
        "mej": "mig", "dej": "dig", "sej": "sig", "dom": "de", "nåt": "någon", "nån": "någon",
        "nåra": "några", "inge": "ingen", "inget": "ingen", "inga": "ingen", "va": "vara",
        "sen": "sedan", "sån": "sådan", "sånt": "sådan", "såna": "sådan", "sa": "säga",
        "la": "lägga", "ska": "skola", "skulle": "skola", "måst": "måste",
    },
}  # fmt: skip

# Words for which the table has a lemma of another word.
_CORRECTED = {
    "sv": {
        form: frozenset(lemmas.split("|"))
        for form, _, lemmas in (
            each.partition("=")
            for each in """
            vill=vilja ville=vilja får=få fick=få tog=ta nytt=ny bort=bort händer=hända|hand
            hemma=hemma håll=håll|hålla med=med hos=hos bara=bara redan=redan inte=inte det=det
            den=den dem=de de=de han=han annan=annan andra=andra|annan lärde=lära lärt=lära
            lovar=lova namn=namn delar=del|dela tillsammans=tillsammans överens=överens
            internet=internet emot=emot slut=slut sagt=säga sätt=sätt|sätta drag=drag är=vara
            har=ha kan=kunna ta=ta bra=bra bättre=bättre dit=dit hit=hit ens=ens en=en henne=henne
            honom=honom sitt=sin led=led|leda första=första tredje=tredje fjärde=fjärde
            femte=femte sjätte=sjätte sjunde=sjunde
            """.split()
        )
    }
}

# Words of grammar, which the table mostly lacks: no typing errors of anything.
_GRAMMAR = {
    "sv": frozenset(
        """
        aldrig allra alldeles alltid alltjämt alltså allting alltihop annars annorlunda antagligen
        antingen båda bägge bakom bland bredvid därav därefter däremot därför därhemma därifrån
        därinne därmed därnere därpå därtill däruppe därute därvid eftersom efteråt egentligen
        eller emellan emellertid endast enligt ensam ibland ifrån igen igenom igår ihop ikväll
        imorgon innan innanför inne inom inuti istället ju just kanske knappt kring långt längre
        längs liksom medan mellan mest minst mittemot naturligtvis någonsin någonstans någonting
        nånting nånstans nånsin nämligen närmare nästan också omkring oftast ordentligt plus
        precis redan runt rätt sådär samtidigt sedan senare senast sist sådan sådana sällan
        särskilt tidigare tills tillsammans trots tvärtom tydligen under undertill uppåt utanför
        utan utav utom utöver vad vadå vare varandra varann varav varefter varför varje varken
        varmed varpå vars varsin varsitt varthän vartill vem vems verkligen vidare vilka vilkas
        vilken vilket visserligen ytterligare åtminstone ändå ännu även överallt
        """.split()
    )
}

# A reflexive in a cue means any person's.
_REFLEXIVE = {"sv": ("sig", frozenset({"mig", "dig", "sig", "oss", "er", "mej", "dej", "sej"}))}


def reflexives(language: str) -> tuple[str, frozenset[str]]:
    """The word that stands for every reflexive in a cue, and what it stands for."""
    return _REFLEXIVE.get(_name(language), ("", frozenset()))


def missing(language: str) -> tuple[str, ...]:
    """What a language lacks here, in words; empty for Swedish."""
    table = _table(language)
    lacks = []
    if not table.forms:
        lacks.append("a table of word forms")
    if _name(language) not in STEMMED:
        lacks.append("stems")
    return tuple(lacks)


def first_part(first: str) -> str:
    """The name under which the facts of a compound's first part are kept."""
    return f"{first}-"


class TableLexicon:
    """The lookup table of a language, loaded when first needed (0.7 s, 250 MB for Swedish)."""

    def __init__(self, language: str) -> None:
        self._language = language

    def facts(self, types: Collection[str]) -> dict[str, WordFacts]:
        table = _table(self._language)
        split = compounding(self._language) and bool(table.forms)
        found: dict[str, WordFacts] = {}
        firsts: set[str] = set()
        lasts: set[str] = set()
        for form in types:
            known = form in table.words
            places = (
                cuts(form, table.words.__contains__, table.dictionary.__contains__, known=known)
                if split
                else ()
            )
            known = known or _is_derived(form, table, self._language)
            found[form] = WordFacts(known, self._lemmas(form, table, places), places)
            for stop, start in places:
                firsts.add(form[:stop])
                lasts.add(form[start:])
        for last in lasts.difference(found):
            found[last] = WordFacts(last in table.words, self._lemmas(last, table))
        for first in firsts:
            corrected = _CORRECTED.get(_name(self._language), {}).get(first)
            readings = [each for each in first_readings(first) if each in table.dictionary]
            found[first_part(first)] = WordFacts(True, corrected or frozenset(readings[:1]))
        return found

    def inflections(self, lemmas: Collection[str]) -> dict[str, tuple[str, ...]]:
        table = _table(self._language)
        return {lemma: table.inflected.get(lemma, ()) for lemma in lemmas}

    def _lemmas(self, form: str, table: "_Table", places: tuple[Cut, ...] = ()) -> frozenset[str]:
        found = _known_lemmas(form, table, self._language)
        if found:
            return found
        reduced = {stem(form, language=self._language)} - {form}
        if places:
            start = places[0][1]
            last = _known_lemmas(form[start:], table, self._language)
            reduced |= {form[:start] + lemma for lemma in last}
        return frozenset(reduced)


class KeptLexicon:
    """Facts that were kept, and the table's for what is new.

    `changed` tells whether there is something new to keep.
    """

    def __init__(self, packed: bytes | None, *, language: str, table: Lexicon) -> None:
        self._language = language
        self._table = table
        self._facts, self._inflections = _unpack(packed, language=language)
        self.changed = False

    def facts(self, types: Collection[str]) -> Facts:
        new = [form for form in types if form not in self._facts]
        if new:
            self._facts.update(self._table.facts(new))
            self.changed = True
        return self._facts

    def inflections(self, lemmas: Collection[str]) -> Inflections:
        new = [lemma for lemma in lemmas if lemma not in self._inflections]
        if new:
            self._inflections.update(self._table.inflections(new))
            self.changed = True
        return self._inflections

    def pack(self) -> bytes:
        """The facts as JSON, the same bytes for the same facts."""
        words = {
            form: [int(each.known), sorted(each.lemmas), [list(cut) for cut in each.cuts]]
            for form, each in sorted(self._facts.items())
        }
        kept = {
            "format": _FORMAT,
            "language": self._language,
            "words": words,
            "inflections": dict(sorted(self._inflections.items())),
        }
        return json.dumps(kept, ensure_ascii=False, separators=(",", ":")).encode()


def _unpack(
    packed: bytes | None, *, language: str
) -> tuple[dict[str, WordFacts], dict[str, tuple[str, ...]]]:
    """What was packed before; nothing where it is of another language, format, or damaged."""
    try:
        content = json.loads(packed or b"null")
        if (content["format"], content["language"]) != (_FORMAT, language):
            return {}, {}
        words = {
            form: WordFacts(bool(known), frozenset(lemmas), tuple((a, b) for a, b in places))
            for form, (known, lemmas, places) in content["words"].items()
        }
        return words, {lemma: tuple(forms) for lemma, forms in content["inflections"].items()}
    except (ValueError, KeyError, TypeError, AttributeError):
        return {}, {}


class _Table:
    """Forms and their lemmas as the table guesses them, folded."""

    def __init__(self, forms: dict[str, str], grammar: Iterable[str] = ()) -> None:
        self.forms = forms
        self.dictionary = frozenset(forms.values())
        self.words = self.dictionary.union(forms, grammar)
        self._inflected: dict[str, tuple[str, ...]] | None = None

    @property
    def inflected(self) -> dict[str, tuple[str, ...]]:
        """Lemma -> forms."""
        if self._inflected is None:
            grouped: dict[str, list[str]] = {}
            for form, lemma in self.forms.items():
                grouped.setdefault(lemma, []).append(form)
            self._inflected = {lemma: tuple(each) for lemma, each in grouped.items()}
        return self._inflected


def _name(language: str) -> str:
    return language.partition("-")[0]


@lru_cache(maxsize=2)
def _load(name: str) -> _Table:
    data = files("spacy_lookups_data").joinpath("data")
    for suffix, unpack in ((".json.gz", gzip.decompress), (".json", bytes)):
        file = data.joinpath(f"{name}_lemma_lookup{suffix}")
        if file.is_file():
            read: Callable[[bytes], bytes] = unpack
            raw: dict[str, str] = json.loads(read(file.read_bytes()))
            return _Table(dict(_folded(raw.items())), _GRAMMAR.get(name, ()))
    return _Table({})


def tables_in_memory() -> bool:
    """Whether a table was loaded in this process; it stays."""
    return _load.cache_info().currsize > 0


def _table(language: str) -> _Table:
    return _load(_name(language))


def _folded(pairs: Iterable[tuple[str, str]]) -> Iterable[tuple[str, str]]:
    """Small letters win over a name written the same."""
    pairs = list(pairs)
    yield from ((fold(form), fold(lemma)) for form, lemma in pairs if not form.islower())
    yield from ((form, fold(lemma)) for form, lemma in pairs if form.islower())


def _known_lemmas(form: str, table: _Table, language: str) -> frozenset[str]:
    """The table's lemma, and readings that its one guess per form leaves out."""
    name = _name(language)
    if form in _CORRECTED.get(name, {}):
        return _CORRECTED[name][form]
    found: set[str] = set()
    looked_up = table.forms.get(form)
    if looked_up:
        found.add(looked_up)
    if form in table.dictionary:
        found.add(form)
    if name == "sv":
        found = _swedish_readings(form, found, table)
    spoken = _SPOKEN.get(name, {}).get(form)
    return frozenset({*found, spoken} if spoken else found)


def _is_derived(form: str, table: _Table, language: str) -> bool:
    """Whether a word that the table lacks is made of one it has: `behandlare` of behandla."""
    if _name(language) != "sv":
        return False
    return any(
        form.endswith(ending) and not table.words.isdisjoint((stem_, f"{stem_}a"))
        for ending in _DERIVING
        if len(stem_ := form.removesuffix(ending)) >= _SHORTEST_STEM
    )


def _swedish_readings(form: str, found: set[str], table: _Table) -> set[str]:
    """What the form may be in spite of the table's one guess.

    It takes `slutar` and `vägarna` for forms of `slutare` and `vägare`, `besluten` for one of
    `besluta`, and the nouns `mål` and `stöd` for imperatives of `måla` and `stödja`.
    """
    if form in found:
        found = found - {f"{form}a", f"{form}ja"}
    ending = next((end for end in ("arna", "ar", "et", "en") if form.endswith(end)), "")
    stem_ = form.removesuffix(ending)
    if ending in ("ar", "arna") and f"{stem_}are" in found:
        other = {stem_, f"{stem_}a"} & table.dictionary
        return other if ending == "ar" and other else found | other
    if ending in ("et", "en") and len(stem_) >= _SHORTEST_STEM:
        return found | {stem_} & table.dictionary
    return found
