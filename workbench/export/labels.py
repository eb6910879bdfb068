"""The words of tables and reports in Swedish and English.

Invariant: csv headings are part of the format, documented and stable: more may come, none changes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from workbench.model import Excerpt, Polarity, Unit

Language = Literal["sv", "en"]


@dataclass(frozen=True, slots=True)
class Labels:
    """Every word that an export adds to what the project holds."""

    # Headings of csv files.
    value: str
    code: str
    name: str
    path: str
    polarity: str
    polarity_in_words: str
    count: str
    count_with_children: str
    share: str
    share_with_children: str
    percent: str
    per_1000: str
    balance: str
    unit: str
    coder: str
    reference: str
    interview: str
    title: str
    turn: str
    speaker: str
    description: str
    text: str
    memo: str
    quotable: str
    origin: str
    attribute: str
    """Set before the name of an attribute that is also the name of a column."""
    # Values and prose.
    yes: str
    total: str
    polarities: Mapping[Polarity | None, str]
    counted_polarities: Mapping[Polarity | None, tuple[str, str]]
    """As they follow one, and a greater number."""
    units: Mapping[Unit, str]
    subject: str
    contents: str
    excerpts: tuple[str, str]
    """One, and several."""
    interviews: tuple[str, str]
    out_of: str
    explanation: str
    nothing: str
    page: str
    of: str
    locale: str

    def number_of_excerpts(self, number: int) -> str:
        return f"{number} {self.excerpts[number != 1]}"

    def summary(self, heading: str, excerpts: Sequence[Excerpt]) -> str:
        """`heading · 485 utdrag ur 21 intervjuer`."""
        number = len({excerpt.interview for excerpt in excerpts})
        counted = f"{self.number_of_excerpts(len(excerpts))} {self.out_of}"
        return f"{heading} · {counted} {number} {self.interviews[number != 1]}"

    def polarity_with_sign(self, polarity: Polarity | None) -> str:
        """`− hindrar`: the sign as it is set in print, and in words."""
        sign = SIGNS[polarity]
        return f"{sign} {self.polarities[polarity]}".strip()


SIGNS: Mapping[Polarity | None, str] = {
    Polarity.PROMOTES: "+",
    Polarity.HINDERS: "−",
    Polarity.NEUTRAL: "0",
    None: "",
}

_SWEDISH = Labels(
    value="värde",
    code="kod",
    name="namn",
    path="kodens namn",
    polarity="riktning",
    polarity_in_words="riktning i ord",
    count="antal",
    count_with_children="antal med underkoder",
    share="andel",
    share_with_children="andel med underkoder",
    percent="procent",
    per_1000="per 1000 ord",
    balance="balans",
    unit="enhet",
    coder="kodare",
    reference="referens",
    interview="intervju",
    title="titel",
    turn="replik",
    speaker="deltagare",
    description="beskrivning",
    text="text",
    memo="memo",
    quotable="citerbar",
    origin="ursprung",
    attribute="attribut",
    yes="ja",
    total="(alla)",
    polarities={
        Polarity.PROMOTES: "främjar",
        Polarity.HINDERS: "hindrar",
        Polarity.NEUTRAL: "neutral eller önskan",
        None: "riktning ej satt",
    },
    counted_polarities={
        Polarity.PROMOTES: ("främjar", "främjar"),
        Polarity.HINDERS: ("hindrar", "hindrar"),
        Polarity.NEUTRAL: ("neutral", "neutrala"),
        None: ("utan riktning", "utan riktning"),
    },
    units={
        Unit.SEGMENTS: "segment",
        Unit.TURNS: "repliker",
        Unit.PARTICIPANTS: "deltagare",
        Unit.INTERVIEWS: "intervjuer",
        Unit.WORDS: "ord",
    },
    subject="Kodade utdrag",
    contents="Innehåll",
    excerpts=("utdrag", "utdrag"),
    interviews=("intervju", "intervjuer"),
    out_of="ur",
    explanation=(
        "Varje utdrag har en referens: 07:31 är replik 31 i intervju 07, och +120 betyder att "
        "utdraget börjar 120 tecken in i repliken. Riktningen säger om utdraget främjar (+) eller "
        "hindrar (−) det som koden står för; 0 är neutralt eller en önskan."
    ),
    nothing="Inga utdrag.",
    page="Sida",
    of="av",
    locale="sv-SE",
)

_ENGLISH = Labels(
    value="value",
    code="code",
    name="name",
    path="code path",
    polarity="polarity",
    polarity_in_words="polarity in words",
    count="count",
    count_with_children="count_with_children",
    share="share",
    share_with_children="share_with_children",
    percent="percent",
    per_1000="per_1000_words",
    balance="balance",
    unit="unit",
    coder="coder",
    reference="reference",
    interview="interview",
    title="title",
    turn="turn",
    speaker="speaker",
    description="description",
    text="text",
    memo="memo",
    quotable="quotable",
    origin="origin",
    attribute="attribute",
    yes="yes",
    total="(all)",
    polarities={
        Polarity.PROMOTES: "promotes",
        Polarity.HINDERS: "hinders",
        Polarity.NEUTRAL: "neutral or a wish",
        None: "direction not set",
    },
    counted_polarities={
        Polarity.PROMOTES: ("promoting", "promoting"),
        Polarity.HINDERS: ("hindering", "hindering"),
        Polarity.NEUTRAL: ("neutral", "neutral"),
        None: ("without direction", "without direction"),
    },
    units={unit: unit.value for unit in Unit},
    subject="Coded excerpts",
    contents="Contents",
    excerpts=("excerpt", "excerpts"),
    interviews=("interview", "interviews"),
    out_of="from",
    explanation=(
        "Every excerpt has a reference: 07:31 is turn 31 of interview 07, and +120 says that the "
        "excerpt begins 120 characters into the turn. The direction says whether the excerpt "
        "promotes (+) or hinders (−) what the code stands for; 0 is neutral or a wish."
    ),
    nothing="No excerpts.",
    page="Page",
    of="of",
    locale="en-GB",
)


def labels_in(lang: Language) -> Labels:
    return _SWEDISH if lang == "sv" else _ENGLISH
