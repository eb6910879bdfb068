"""The words of agreement reports in Swedish and English: headings, prose, formulas.

Invariant: csv headings are part of the format, documented and stable: more may come, none changes.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from workbench.export.labels import Language
from workbench.model import AgreementUnit

TWO_CODERS = (
    *("percent", "positive_agreement", "negative_agreement", "cohen_kappa", "scott_pi"),
    *("krippendorff_alpha", "gwet_ac1", "brennan_prediger"),
)
"""Coefficients of one code in the order of a report."""
MANY_CODERS = (
    *("percent", "positive_agreement", "negative_agreement", "fleiss_kappa"),
    *("krippendorff_alpha", "gwet_ac1", "brennan_prediger"),
)
SOURCES: Mapping[str, str] = {
    "percent": "Fleiss 1971",
    "positive_agreement": "Cicchetti & Feinstein 1990; Uebersax 1982",
    "negative_agreement": "Cicchetti & Feinstein 1990; Uebersax 1982",
    "cohen_kappa": "Cohen 1960",
    "scott_pi": "Scott 1955",
    "fleiss_kappa": "Fleiss 1971; Gwet 2014",
    "krippendorff_alpha": "Krippendorff 2011",
    "gwet_ac1": "Gwet 2008",
    "brennan_prediger": "Brennan & Prediger 1981",
    "alpha_jaccard": "Krippendorff 2011; Jaccard 1912",
    "alpha_masi": "Krippendorff 2011; Passonneau 2006",
    "u_alpha": "Krippendorff, Mathet, Bouvry & Widlöcher 2016",
    "binary_u_alpha": "Krippendorff, Mathet, Bouvry & Widlöcher 2016",
    "cu_alpha": "Krippendorff, Mathet, Bouvry & Widlöcher 2016",
    "ku_alpha": "Krippendorff, Mathet, Bouvry & Widlöcher 2016",
}
TWO_CODERS_FORMULAS: Mapping[str, str] = {
    "percent": "(a + d) / n",
    "positive_agreement": "2a / (2a + b + c)",
    "negative_agreement": "2d / (2d + b + c)",
    "cohen_kappa": "2 (ad − bc) / ((a + b)(b + d) + (a + c)(c + d))",
    "scott_pi": "(4ad − (b + c)²) / s",
    "krippendorff_alpha": "1 − (2n − 1)(b + c) / s",
    "gwet_ac1": "(2n (a + d) − s) / (2n² − s)",
    "brennan_prediger": "(2 (a + d) − n) / n",
}
"""With n = a + b + c + d and s = (2a + b + c)(2d + b + c)."""
MANY_CODERS_FORMULAS: Mapping[str, str] = {
    "percent": "1 − D",
    "positive_agreement": "Σ k (k − 1) u / Σ k (r − 1) u",
    "negative_agreement": "Σ (r − k)(r − k − 1) u / Σ (r − k)(r − 1) u",
    "fleiss_kappa": "1 − D / (2p (1 − p))",
    "krippendorff_alpha": "1 − (v − 1) Σ 2k (r − k) u / (r − 1) / (2 v₁ v₀)",
    "gwet_ac1": "1 − D / (1 − 2p (1 − p))",
    "brennan_prediger": "1 − 2D",
}
SET_FORMULAS: Mapping[str, str] = {
    "alpha_jaccard": "1 − (v − 1) Σ 2du / (r − 1) / Σ v₁ v₂ d; d = 1 − |S ∩ T| / |S ∪ T|",
    "alpha_masi": "1 − (v − 1) Σ 2du / (r − 1) / Σ v₁ v₂ d; d = 1 − M |S ∩ T| / |S ∪ T|",
}
"""With the letters of `sets_told`."""
OTHER_FORMULA = "1 − Dₒ / Dₑ"


@dataclass(frozen=True, slots=True)
class AgreementLabels:
    """Every word that a report of agreement adds to what the project holds."""

    title: str
    whole: str
    """The value of rows about all that is compared."""
    coders: str
    interviews: str
    interview: str
    unit: str
    units: str
    unit_names: Mapping[AgreementUnit, tuple[str, str]]
    """One, and several."""
    code: str
    name: str
    direction: str
    directions: Mapping[str, str]
    both: str
    only: str
    """With the coder's name."""
    neither: str
    coded_by: str
    """With how many of the coders, and how many there are."""
    share: str
    matched: str
    exact: str
    unmatched: str
    coefficient: str
    value: str
    interval: str
    low: str
    high: str
    undefined: str
    notes: str
    formula: str
    source: str
    coefficient_names: Mapping[str, str]
    short_names: Mapping[str, str]
    """As they stand over narrow columns."""
    # Headings of sections and sheets.
    how: str
    figures: str
    passages: str
    overall: str
    sets: str
    no_code: str
    missing: str
    conventions: str
    parts: str
    formulas: str
    by: str
    # Prose.
    compared: str
    text: str
    overlap_any: str
    overlap_share: str
    depth: Mapping[str | None, str]
    polarity: str
    finished: str
    not_finished: str
    left_out: str
    nobody_left_out: str
    resampled: str
    letters_two: str
    letters_many: str
    reading: str
    reading_intervals: str
    passages_told: str
    overall_told: str
    sets_told: str
    sets_elsewhere: str
    conventions_told: str
    nothing: str
    table: str


_SWEDISH = AgreementLabels(
    title="Samstämmighet mellan kodare",
    whole="(alla)",
    coders="kodare",
    interviews="intervjuer",
    interview="intervju",
    unit="enhet",
    units="enheter",
    unit_names={
        AgreementUnit.CHARACTER: ("tecken", "tecken"),
        AgreementUnit.SENTENCE: ("mening", "meningar"),
        AgreementUnit.TURN: ("replik", "repliker"),
    },
    code="kod",
    name="namn",
    direction="riktning",
    directions={"+": "främjar", "-": "hindrar", "0": "neutral eller önskan"},
    both="båda",
    only="bara {coder}",
    neither="ingen",
    coded_by="kodat av {number} av {coders}",
    share="andel kodat, {coder}",
    matched="avsnitt ihop",
    exact="varav med samma kanter",
    unmatched="avsnitt bara {coder}",
    coefficient="mått",
    value="värde",
    interval="95 %-intervall",
    low="{name} nedre",
    high="{name} övre",
    undefined="odefinierat",
    notes="anmärkningar",
    formula="formel",
    source="källa",
    coefficient_names={
        "percent": "Andel lika",
        "positive_agreement": "Positiv samstämmighet (F1)",
        "negative_agreement": "Negativ samstämmighet",
        "cohen_kappa": "Cohens kappa",
        "scott_pi": "Scotts pi",
        "fleiss_kappa": "Fleiss kappa",
        "krippendorff_alpha": "Krippendorffs alfa",
        "gwet_ac1": "Gwets AC1",
        "brennan_prediger": "Brennan-Prediger",
        "alpha_jaccard": "Krippendorffs alfa, mängder av koder, Jaccards avstånd",
        "alpha_masi": "Krippendorffs alfa, mängder av koder, MASI-avstånd",
        "u_alpha": "u-alfa (avsnitt och koder)",
        "binary_u_alpha": "binärt u-alfa (kodat eller inte)",
        "cu_alpha": "cu-alfa (koder där avsnitt överlappar)",
        "ku_alpha": "(k)u-alfa",
    },
    short_names={
        "percent": "andel lika",
        "positive_agreement": "positiv (F1)",
        "negative_agreement": "negativ",
        "cohen_kappa": "kappa",
        "scott_pi": "pi",
        "fleiss_kappa": "Fleiss kappa",
        "krippendorff_alpha": "alfa",
        "gwet_ac1": "AC1",
        "brennan_prediger": "B-P",
    },
    how="Hur det räknades",
    figures="Siffror per kod",
    passages="Avsnitt och andelar",
    overall="Över alla koder",
    sets="Mängder av koder",
    no_code="ingen kod",
    missing="saknas",
    conventions="Vad konventioner kallar siffrorna",
    parts="Per {by}",
    formulas="Formler och källor",
    by="per",
    compared="Jämförda: {coders}, {interviews} intervjuer ({ids}), {units} {unit}.",
    text=(
        "Det som jämförs är deltagarnas ord: varken etiketter eller moderatorns repliker räknas. "
        "Alla mått är andelar av 1."
    ),
    overlap_any="En enhet är kodad när något tecken i den är det.",
    overlap_share="En enhet är kodad när minst {share} av dess tecken är det.",
    depth={
        None: "Varje kod räknas med sina egna kodningar.",
        "top": "Underkoder räknas som sin toppkod.",
        "leaf": "Bara koder utan underkoder räknas.",
    },
    polarity=(
        "Kategorin är koden tillsammans med riktningen; där riktningen inte är satt saknas värdet."
    ),
    finished="Bara intervjuer som alla kodarna har markerat som klara jämförs.",
    not_finished="Också intervjuer som inte är klara jämförs: det avskilda kodandet är upphävt.",
    left_out="Utelämnad: {interview}, inte klar hos {coders}.",
    nobody_left_out="Ingen intervju är utelämnad.",
    resampled=(
        "Intervallen (95 %) kommer av att dra bland intervjuerna, {resamples} gånger med "
        "återläggning (percentilmetoden, frö {seed}); tecken räknas aldrig som oberoende."
    ),
    letters_two=(
        "a är antalet enheter som båda gav koden, b bara {first}, c bara {second}, d ingen; "
        "n = a + b + c + d, s = (2a + b + c)(2d + b + c)."
    ),
    letters_many=(
        "u är antalet enheter med värden av r kodare varav k satte koden; bara r > 1 räknas utom i "
        "p. D = Σ 2k (r − k) u / (r (r − 1)) / Σ u; p är medelvärdet av k / r; v = Σ r u, "
        "v₁ = Σ k u, v₀ = v − v₁."
    ),
    reading=("Varje mått står med de antal som det räknas ur, i {unit}. Formlerna finns sist."),
    reading_intervals="Under varje mått står dess 95 %-intervall.",
    passages_told=(
        "Avsnitt paras ihop ett till ett, det par först vars gemensamma del är störst av det hela; "
        "resten är omatchade. Andelen är den del av enheterna som kodaren gav koden."
    ),
    overall_told=(
        "Alla koder tillsammans: hur långt ifrån varandra de mängder av koder är som kodarna gav "
        "samma {unit}. Två tomma mängder har avståndet 0."
    ),
    sets_told=("Så många {unit} fick dessa mängder av koder; ur dem räknas alfa över alla koder."),
    sets_elsewhere="De {number} mängderna med sina antal står i rapporten som kalkylblad (.xlsx).",
    conventions_told=(
        "Gränserna är vanor, inte domar: deras upphovsmän kallar dem godtyckliga eller en fråga om "
        "vad ett felaktigt resultat kostar, och ingen av dem gjordes för tecken i en text."
    ),
    nothing="Det finns inga enheter att jämföra.",
    table="Tabell",
)

_ENGLISH = AgreementLabels(
    title="Agreement between coders",
    whole="(all)",
    coders="coders",
    interviews="interviews",
    interview="interview",
    unit="unit",
    units="units",
    unit_names={
        AgreementUnit.CHARACTER: ("character", "characters"),
        AgreementUnit.SENTENCE: ("sentence", "sentences"),
        AgreementUnit.TURN: ("turn", "turns"),
    },
    code="code",
    name="name",
    direction="polarity",
    directions={"+": "promotes", "-": "hinders", "0": "neutral or a wish"},
    both="both",
    only="only {coder}",
    neither="neither",
    coded_by="coded by {number} of {coders}",
    share="share coded, {coder}",
    matched="passages matched",
    exact="with the same edges",
    unmatched="passages only {coder}",
    coefficient="coefficient",
    value="value",
    interval="95 % interval",
    low="{name} low",
    high="{name} high",
    undefined="undefined",
    notes="notes",
    formula="formula",
    source="source",
    coefficient_names={
        "percent": "Percent agreement",
        "positive_agreement": "Positive agreement (F1)",
        "negative_agreement": "Negative agreement",
        "cohen_kappa": "Cohen's kappa",
        "scott_pi": "Scott's pi",
        "fleiss_kappa": "Fleiss' kappa",
        "krippendorff_alpha": "Krippendorff's alpha",
        "gwet_ac1": "Gwet's AC1",
        "brennan_prediger": "Brennan-Prediger",
        "alpha_jaccard": "Krippendorff's alpha, sets of codes, Jaccard's distance",
        "alpha_masi": "Krippendorff's alpha, sets of codes, MASI distance",
        "u_alpha": "u-alpha (passages and codes)",
        "binary_u_alpha": "binary u-alpha (coded or not)",
        "cu_alpha": "cu-alpha (codes where passages overlap)",
        "ku_alpha": "(k)u-alpha",
    },
    short_names={
        "percent": "percent",
        "positive_agreement": "positive (F1)",
        "negative_agreement": "negative",
        "cohen_kappa": "kappa",
        "scott_pi": "pi",
        "fleiss_kappa": "Fleiss' kappa",
        "krippendorff_alpha": "alpha",
        "gwet_ac1": "AC1",
        "brennan_prediger": "B-P",
    },
    how="How it was counted",
    figures="Figures per code",
    passages="Passages and shares",
    overall="Over all codes",
    sets="Sets of codes",
    no_code="no code",
    missing="missing",
    conventions="What conventions call the figures",
    parts="By {by}",
    formulas="Formulas and sources",
    by="by",
    compared="Compared: {coders}, {interviews} interviews ({ids}), {units} {unit}.",
    text=(
        "What is compared are the participants' words: neither labels nor the moderator's turns "
        "count. All coefficients are fractions of 1."
    ),
    overlap_any="A unit is coded when any character in it is.",
    overlap_share="A unit is coded when at least {share} of its characters are.",
    depth={
        None: "Every code counts with its own codings.",
        "top": "Sub-codes count as their top code.",
        "leaf": "Only codes without sub-codes count.",
    },
    polarity=(
        "The category is the code together with its direction; where none is set the value is "
        "missing."
    ),
    finished="Only interviews that all the coders have marked as finished are compared.",
    not_finished="Interviews that are not finished are compared, too: coding apart is lifted.",
    left_out="Left out: {interview}, not finished by {coders}.",
    nobody_left_out="No interview is left out.",
    resampled=(
        "Intervals (95 %) come from drawing among the interviews, {resamples} times with putting "
        "back (percentile method, seed {seed}); characters never count as independent."
    ),
    letters_two=(
        "a is the number of units that both gave the code, b only {first}, c only {second}, d "
        "neither; n = a + b + c + d, s = (2a + b + c)(2d + b + c)."
    ),
    letters_many=(
        "u is the number of units with values of r coders, k of whom gave the code; only r > 1 "
        "counts except in p. D = Σ 2k (r − k) u / (r (r − 1)) / Σ u; p is the mean of k / r; "
        "v = Σ r u, v₁ = Σ k u, v₀ = v − v₁."
    ),
    reading=(
        "Every coefficient stands with the counts that it is computed from, in {unit}. The "
        "formulas are at the end."
    ),
    reading_intervals="Below each coefficient stands its 95 % interval.",
    passages_told=(
        "Passages are matched one to one, the pair first whose common part is the largest of the "
        "whole; the rest is unmatched. The share is that of the units that the coder gave the "
        "code."
    ),
    overall_told=(
        "All codes together: how far apart the sets of codes are that coders gave the same {unit}. "
        "Between two empty sets the distance is 0."
    ),
    sets_told=(
        "So many {unit} (u) were given these sets of codes by r coders; alpha over all codes comes "
        "from them. d is the distance between two sets S and T, 0 between two empty ones; "
        "Σ 2du / (r − 1) goes over every pair of coders in every row, Σ v₁ v₂ d over every ordered "
        "pair of different sets, where v₁ and v₂ are how often they were given and v is all. M is "
        "1 for equal sets, 2/3 where one holds the other, else 1/3."
    ),
    sets_elsewhere="The {number} sets with their counts are in the report as a workbook (.xlsx).",
    conventions_told=(
        "The limits are habits, not verdicts: their authors call them arbitrary, or a matter of "
        "what a wrong conclusion costs, and none of them was made for characters of a text."
    ),
    nothing="There are no units to compare.",
    table="Table",
)


def agreement_labels(lang: Language) -> AgreementLabels:
    return _SWEDISH if lang == "sv" else _ENGLISH
