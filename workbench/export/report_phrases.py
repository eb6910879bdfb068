"""The words of a report for numbers and places: how a sentence has them."""

from collections.abc import Sequence

from workbench.export import report_english, report_swedish
from workbench.export.agreement_notes import grouped
from workbench.export.labels import Language
from workbench.model import Shape, Unit, cell_words
from workbench.text import fold

_UNIT_WORDS = {
    "sv": {
        Unit.SEGMENTS: ("utdrag", "utdrag"),
        Unit.TURNS: ("replik", "repliker"),
        Unit.PARTICIPANTS: ("deltagare", "deltagare"),
        Unit.INTERVIEWS: ("intervju", "intervjuer"),
        Unit.WORDS: ("ord", "ord"),
    },
    "en": {
        Unit.SEGMENTS: ("excerpt", "excerpts"),
        Unit.TURNS: ("turn", "turns"),
        Unit.PARTICIPANTS: ("participant", "participants"),
        Unit.INTERVIEWS: ("interview", "interviews"),
        Unit.WORDS: ("word", "words"),
    },
}

_GROUPS = {
    "sv": {
        "kommun": ("kommun", "kommuner", "kommunerna"),
        "aktör": ("aktör", "aktörer", "aktörerna"),
    },
    "en": {
        "kommun": ("municipality", "municipalities", "the municipalities"),
        "aktör": ("actor", "actors", "the actors"),
    },
}
"""One, several, and all of them, by attribute."""
_ANY_GROUP = {"sv": ("grupp", "grupper", "grupperna"), "en": ("group", "groups", "the groups")}
_AT = {"sv": {"kommun": "i", "aktör": "hos"}, "en": {"kommun": "in", "aktör": "among"}}
_AT_ANY = {"sv": "för", "en": "for"}
_OTHERS = {"sv": "övriga", "en": "the other"}
_IN_SENTENCES = {
    "sv": {"kommun": "kommunerna", "vårdgivare": "vårdgivarna", "region": "regionen"},
    "en": {"kommun": "the municipalities", "vårdgivare": "the care providers"},
}
"""Kinds of actors that are several, as a sentence has them; organisations with a name have that."""
FORMS = {"sv": {"kommun": "kommunen", "vårdgivare": "vården"}, "en": {}}
"""Of the same in an attribution: (chef, kommunen)."""
_BEGUN, _ENDED = "\x02", "\x03"
"""Around what is emphasised; no text that can be written has them."""
_ACTOR = "aktör"


def report_words(lang: Language) -> dict[str, str]:
    """Every sentence of reports in one language, by what it says."""
    return report_swedish.SENTENCES if lang == "sv" else report_english.SENTENCES


def emphasised(name: str) -> str:
    """A code's name within a sentence."""
    return f"{_BEGUN}{name}{_ENDED}"


def pieces(text: str) -> list[tuple[str, bool]]:
    """The parts of a sentence, and whether each is emphasised."""
    found = []
    for part in text.split(_BEGUN):
        name, ended, rest = part.partition(_ENDED)
        found += [(name, True), (rest, False)] if ended else [(part, False)]
    return [(part, strong) for part, strong in found if part]


class Phrases:
    """Words for numbers and places, of one division of the study."""

    def __init__(self, by: str, lang: Language) -> None:
        self.by = by
        self.lang = lang
        self.words = report_words(lang)
        self._key = fold(by)

    def say(self, key: str, **facts: object) -> str:
        """A sentence filled in; a fact with a capital is set with one."""
        capital = {
            name.capitalize(): capitalised(str(fact))
            for name, fact in facts.items()
            if name.islower()
        }
        return self.words[key].format(**facts, **capital)

    # -- numbers --------------------------------------------------------------------------

    def number(self, number: int, unit: Unit) -> str:
        """`5 intervjuer`."""
        return f"{grouped(number)}\u00a0{_UNIT_WORDS[self.lang][unit][number != 1]}"

    def size(self, interviews: int, participants: int, words: int) -> str:
        counted = (
            self.number(interviews, Unit.INTERVIEWS),
            self.number(participants, Unit.PARTICIPANTS),
            self.number(words, Unit.WORDS),
        )
        return self.listed(counted)

    def of(self, number: int, all_of_them: int) -> str:
        """`16 av 97`."""
        return self.say("of", number=grouped(number), all=grouped(all_of_them))

    def share(self, share: float | None) -> str:
        return cell_words(share, Shape.SHARE, self.lang).replace(" ", "\u00a0")

    def chance(self, chance: float | None) -> str:
        return cell_words(chance, Shape.CHANCE, self.lang).replace(" ", "\u00a0")

    def signed(self, number: int) -> str:
        return cell_words(number, Shape.SIGNED, self.lang)

    def listed(self, names: Sequence[str]) -> str:
        """`a, b och c`."""
        if len(names) < 2:
            return "".join(names)
        return f"{', '.join(names[:-1])} {self.words['and']} {names[-1]}"

    # -- places ---------------------------------------------------------------------------

    def name(self, value: str) -> str:
        """The value as it is called: `Eksjö`, `Kommunerna`."""
        if not value:
            return self.words["whole title"]
        known = _IN_SENTENCES[self.lang] if self._key == _ACTOR else {}
        return capitalised(known.get(fold(value), value))

    def here(self, value: str) -> str:
        """`i Eksjö`, `hos kommunerna`; of nothing: in the whole study."""
        if not value:
            return "i hela studien" if self.lang == "sv" else "in the whole study"
        known = _IN_SENTENCES[self.lang] if self._key == _ACTOR else {}
        return f"{self.at} {known.get(fold(value), value)}"

    def everywhere(self, number: int) -> str:
        """`i alla 6 kommuner`."""
        every = "alla" if self.lang == "sv" else "all"
        return f"{self.at} {every} {self.places(number)}"

    @property
    def at(self) -> str:
        return _AT[self.lang].get(self._key, _AT_ANY[self.lang])

    @property
    def others(self) -> str:
        """`i övriga kommuner`."""
        return f"{self.at} {self.the_others}"

    @property
    def the_others(self) -> str:
        return f"{_OTHERS[self.lang]} {self._group[1]}"

    def places(self, number: int) -> str:
        """`6 kommuner`."""
        return f"{grouped(number)}\u00a0{self._group[number != 1]}"

    @property
    def group(self) -> str:
        return self._group[0]

    @property
    def groups(self) -> str:
        """`kommunerna`."""
        return self._group[2]

    @property
    def _group(self) -> tuple[str, str, str]:
        return _GROUPS[self.lang].get(self._key, _ANY_GROUP[self.lang])


def capitalised(text: str) -> str:
    """With a capital at the beginning, whatever follows."""
    return text[:1].upper() + text[1:]
