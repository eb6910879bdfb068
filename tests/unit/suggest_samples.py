"""A small language, a codebook and conversations for the tests of suggestions."""

from collections.abc import Collection

from workbench.model import (
    Code,
    Codebook,
    CodeId,
    Coder,
    Coding,
    CodingId,
    Cue,
    Interview,
    InterviewId,
    Span,
    Turn,
)
from workbench.suggest.compounds import cuts, first_readings
from workbench.suggest.language import WordFacts, first_part

LEMMAS = {
    "slutade": {"sluta"}, "sluta": {"sluta"}, "nya": {"ny"}, "ny": {"ny"}, "chefer": {"chef"},
    "chef": {"chef"}, "rutiner": {"rutin"}, "rutin": {"rutin"}, "mål": {"mål"}, "måla": {"måla"},
    "målade": {"måla"}, "målen": {"mål"}, "blanketten": {"blankett"}, "blankett": {"blankett"},
    "samverkan": {"samverkan"}, "forum": {"forum"}, "forumet": {"forum"}, "kaffe": {"kaffe"},
    "kunskap": {"kunskap"}, "kunskapen": {"kunskap"}, "ledning": {"ledning"}, "arbete": {"arbete"},
    "får": {"få"}, "fick": {"få"}, "få": {"få"}, "svar": {"svar"}, "höra": {"höra"},
    "hör": {"höra"}, "av": {"av"}, "sig": {"sig"}, "oss": {"vi"}, "inte": {"inte"},
}  # fmt: skip
DICTIONARY = {lemma for found in LEMMAS.values() for lemma in found}


class SmallLexicon:
    """Knows the words above, and counts what it is asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def facts(self, types: Collection[str]) -> dict[str, WordFacts]:
        self.asked.extend(types)
        found = {form: self._of(form) for form in types}
        for form, each in list(found.items()):
            for stop, start in each.cuts:
                found.setdefault(form[start:], self._of(form[start:]))
                readings = [one for one in first_readings(form[:stop]) if one in DICTIONARY]
                found[first_part(form[:stop])] = WordFacts(True, frozenset(readings[:1]))
        return found

    def inflections(self, lemmas: Collection[str]) -> dict[str, tuple[str, ...]]:
        return {
            lemma: tuple(form for form, found in LEMMAS.items() if lemma in found)
            for lemma in lemmas
        }

    @staticmethod
    def _of(form: str) -> WordFacts:
        known = form in LEMMAS
        places = cuts(form, LEMMAS.__contains__, DICTIONARY.__contains__, known=known)
        return WordFacts(known, frozenset(LEMMAS.get(form, ())), places)


def book(*cues: Cue, language: str = "sv") -> Codebook:
    """One code with these cues, and another without."""
    return Codebook(
        language=language,
        codes=(
            Code(CodeId("STR"), "Struktur", cues=cues),
            Code(CodeId("STA"), "Stabilitet", definition="Folk är kvar."),
        ),
    )


def interview(*turns: tuple[str, str], number: str = "07") -> Interview:
    """Turns of label and words; M is the moderator."""
    text, found = "", []
    for place, (label, said) in enumerate(turns, start=1):
        text += f"{label}: "
        found.append(Turn(place, label, len(text), len(text) + len(said)))
        text += said + "\n"
    return Interview(
        InterviewId(number), f"Prov {number}", text, tuple(found), moderators=frozenset({"M"}),
        sha256=number,
    )  # fmt: skip


def coding(talk: Interview, words: str, code: str, coder: str = "A") -> Coding:
    """The coding of words that the interview holds once."""
    start = talk.text.index(words)
    span = Span(start, start + len(words))
    name = CodingId(f"{talk.id}-{start}-{code}")
    return Coding(name, talk.id, span, CodeId(code), Coder(coder))
