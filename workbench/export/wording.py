"""What tables say in Swedish and English: titles, headings, how it was counted, findings.

Invariant: both languages have the same keys.
"""

from workbench.export.labels import Language
from workbench.model import Finding, Nearness, Percent, Remark, Unit

_SWEDISH = {
    "table": "{unit}, kodare {coder}",
    "table by": "{unit} per {by}, kodare {coder}",
    "contrast": "Vad som skiljer {by}: {unit}, kodare {coder}",
    "common": "Gemensamt och åtskiljande per {by}: {unit}, kodare {coder}",
    "cooccurrence": "Koder som förekommer tillsammans, {near}, kodare {coder}",
    "saturation": "Nya koder per intervju i datumordning, kodare {coder}",
    "voices": "Vem som talar",
    "voices codes": "Hur många röster koderna vilar på, kodare {coder}",
    "participants": "Deltagare och bortfall",
    "participants by": "Deltagare och bortfall per {by}",
    "heat": "{unit} per {by}, kodare {coder}",
    "balance": "Främjar och hindrar, {unit}, kodare {coder}",
    "id": "id",
    "code": "kod",
    "name": "namn",
    "direction": "riktning",
    "total": "totalt",
    "count": "antal",
    "share": "andel av orden",
    "percent row": "% av raden",
    "percent column": "% av kolumnen",
    "percent total": "% av allt kodat",
    "percent base": "% av alla",
    "per 1000": "per 1 000 ord",
    "+": "främjar",
    "-": "hindrar",
    "0": "neutral",
    "": "ej satt",
    "balance row": "balans",
    "own": "koden själv, utan underkoder",
    "value": "värde",
    "interview": "intervju",
    "interviews": "intervjuer",
    "title": "titel",
    "date": "datum",
    "participants column": "deltagare",
    "turns": "repliker",
    "words": "ord",
    "codings": "kodningar",
    "here": "andel här",
    "elsewhere": "andel för övriga",
    "residual": "residual",
    "g2": "G²",
    "log ratio": "log-kvot",
    "p": "p",
    "p adjusted": "p, justerat",
    "finding": "slutsats",
    "occurs": "förekommer i",
    "of": "{number} av {all}",
    "lowest": "lägst",
    "highest": "högst",
    "is common": "gemensam",
    "yes": "ja",
    "no": "nej",
    "first": "kod",
    "second": "med kod",
    "together": "tillsammans",
    "with first": "första",
    "with second": "andra",
    "jaccard": "Jaccard",
    "codes": "koder",
    "new": "nya",
    "new codes": "nya koder",
    "cumulative": "summa",
    "expected": "väntat i annan ordning",
    "speaker": "talare",
    "speaker share": "andel av orden",
    "moderator": "(moderatorns andel av allt sagt)",
    "effective": "(motsvarar så många som talar lika mycket)",
    "loudest": "flest kodningar",
    "loudest share": "andel av kodens",
    "label": "deltagare",
    "description": "beskrivning",
    "spoke": "talade",
    "known": "listade eller hörda",
    "dropped": "bortfall",
    "base": "{interviews} intervjuer, {participants} deltagare, {turns} repliker, {words} ord",
    "hidden": "{number} underkoder utan kodning visas inte här.",
    "hidden on screen": "{number} underkoder utan kodning visas inte här; --json har dem.",
    "shades": "Skuggning: {shades} är fjärdedelar av den största siffran, {most}.",
    "how": "Så räknades det",
    "empty": "Det finns inget att visa.",
    "project": "Projekt",
    "codebook": "Kodbok",
    "codebook version": "{title}, version {number}",
    "event": "Senaste ändring i projektet",
    "program": "Program",
    "coder": "Kodare",
    "unit": "Enhet",
    "by": "Uppdelat efter",
    "by rule": (
        "Varje replik räknas under sin talares värde, annars intervjuns; saknas det står den "
        "under (saknas). Totalen är räknad för sig och är ingen summa: en deltagare eller en "
        "intervju är en, hur många kolumner den än står i."
    ),
    "where": "Villkor",
    "groups": "Grupper",
    "groups from": "{attribute} enligt {source}",
    "codes limited": "Rader begränsade till",
    "children": "Underkoder",
    "children rule": "En kod räknas tillsammans med sina underkoder, varje enhet en gång.",
    "moderator rule": "Moderator",
    "moderator out": "Moderatorns repliker räknas inte.",
    "moderator in": "Moderatorns repliker räknas, också i det som andelarna tas av.",
    "percent": "Procent",
    "per 1000 rule": "Antal per 1 000 ord som deltagarna med detta värde sade.",
    "share rule": "Andel av orden som deltagarna med detta värde sade.",
    "balance rule": (
        "Balansen är antalet som främjar minus antalet som hindrar. Neutrala och de utan riktning "
        "ingår inte."
    ),
    "base title": "Underlag",
    "test": "Prövning",
    "contrast rule": (
        "Varje värde jämförs med alla andra tillsammans. Residualen är justerad (Haberman 1973), "
        "G² är log-likelihood (Dunning 1993), log-kvoten är tvåans logaritm av andelen här genom "
        "andelen för övriga (Hardie 2014): 1 betyder dubbelt så vanligt, −1 hälften så vanligt."
    ),
    "permutation rule": (
        "p anger hur ofta en lika stor skillnad uppstår när värdena delas ut på nytt bland hela "
        "intervjuer, {permutations} gånger (frö {seed}), aldrig bland enskilda utdrag. "
        "Justerat för {comparisons} jämförelser enligt Holm (1979)."
    ),
    "cannot rule": (
        "”Går inte att avgöra” står där intervjuerna är så få att inte ens den största möjliga "
        "skillnad kunde ha skilts från slumpen efter justeringen. ”Ingen skillnad visad” är inte "
        "detsamma som att ingen finns."
    ),
    "common rule": (
        "Gemensam är en kod som finns under varje värde, i minst hälften av dess intervjuer."
    ),
    "cooccurrence rule": "Räknat",
    "jaccard rule": (
        "Jaccards koefficient är antalet med båda genom antalet med någondera, 0 till 1."
    ),
    "saturation rule": (
        "En kod är ny där ingen tidigare intervju har den. ”Väntat” är hur många koder lika många "
        "intervjuer har i genomsnitt, i vilken ordning de än tas (Colwell m.fl. 2004)."
    ),
    "saturation stop": (
        "Mättnad: när {run} intervjuer i följd ger högst {threshold} så många nya koder som de "
        "{base} första hade (Guest, Namey och Chen 2020)."
    ),
    "reached": "Mättnad nås vid intervju {interview}.",
    "not reached": "Mättnad nås inte.",
    "never": "Koder som inte förekommer: {codes}.",
    "voices rule": (
        "Andelen är av orden som intervjuns deltagare sade; moderatorn är utanför. Siffran för "
        "hur många som talar lika mycket är 1 genom summan av andelarnas kvadrater (Hill 1973)."
    ),
    "attendance rule": (
        "Bortfall är de som står i deltagarlistan men aldrig talar. Moderatorn är ingen deltagare."
    ),
    "undated": "Utan datum: intervju {}.",
    "ungrouped": "Utan grupp ({}): {}.",
    "unused group": "Grupper som ingen hör till ({}): {}.",
    "few permutations": (
        "{} jämförelser kräver fler omkastningar för att något ska kunna visas: --permutations {}."
    ),
    "other number": "Intervju {}: listan säger {} deltagare, {} hörs.",
    "mixed": (
        "I {number} intervjuer har talarna olika värden; de ligger kvar där de är när värdena "
        "delas ut på nytt."
    ),
    "one each": "Flera värden har en enda intervju: om dem går ingenting att avgöra ({values}).",
}

_ENGLISH = {
    "table": "{unit}, coder {coder}",
    "table by": "{unit} by {by}, coder {coder}",
    "contrast": "What distinguishes each {by}: {unit}, coder {coder}",
    "common": "Common and different by {by}: {unit}, coder {coder}",
    "cooccurrence": "Codes that occur together, {near}, coder {coder}",
    "saturation": "New codes per interview in order of date, coder {coder}",
    "voices": "Who speaks",
    "voices codes": "On how many voices each code rests, coder {coder}",
    "participants": "Participants and drop-out",
    "participants by": "Participants and drop-out by {by}",
    "heat": "{unit} by {by}, coder {coder}",
    "balance": "Promotes and hinders, {unit}, coder {coder}",
    "id": "id",
    "code": "code",
    "name": "name",
    "direction": "direction",
    "total": "total",
    "count": "count",
    "share": "share of words",
    "percent row": "% of row",
    "percent column": "% of column",
    "percent total": "% of all coded",
    "percent base": "% of all there are",
    "per 1000": "per 1,000 words",
    "+": "promotes",
    "-": "hinders",
    "0": "neutral",
    "": "not set",
    "balance row": "balance",
    "own": "the code alone, without sub-codes",
    "value": "value",
    "interview": "interview",
    "interviews": "interviews",
    "title": "title",
    "date": "date",
    "participants column": "participants",
    "turns": "turns",
    "words": "words",
    "codings": "codings",
    "here": "share here",
    "elsewhere": "share elsewhere",
    "residual": "residual",
    "g2": "G²",
    "log ratio": "log ratio",
    "p": "p",
    "p adjusted": "p, adjusted",
    "finding": "finding",
    "occurs": "occurs in",
    "of": "{number} of {all}",
    "lowest": "lowest",
    "highest": "highest",
    "is common": "common",
    "yes": "yes",
    "no": "no",
    "first": "code",
    "second": "with code",
    "together": "together",
    "with first": "the first",
    "with second": "the second",
    "jaccard": "Jaccard",
    "codes": "codes",
    "new": "new",
    "new codes": "new codes",
    "cumulative": "cumulative",
    "expected": "expected in any order",
    "speaker": "speaker",
    "speaker share": "share of words",
    "moderator": "(the moderator's share of all that was said)",
    "effective": "(as many who speak equally would be)",
    "loudest": "most codings",
    "loudest share": "share of the code's",
    "label": "participant",
    "description": "description",
    "spoke": "spoke",
    "known": "listed or heard",
    "dropped": "drop-out",
    "base": "{interviews} interviews, {participants} participants, {turns} turns, {words} words",
    "hidden": "{number} sub-codes without a coding are left out here.",
    "hidden on screen": "{number} sub-codes without a coding are left out; --json has them.",
    "shades": "Shading: {shades} are quarters of the largest figure, {most}.",
    "how": "How it was counted",
    "empty": "There is nothing to show.",
    "project": "Project",
    "codebook": "Codebook",
    "codebook version": "{title}, version {number}",
    "event": "Last change in the project",
    "program": "Program",
    "coder": "Coder",
    "unit": "Unit",
    "by": "Divided by",
    "by rule": (
        "Each turn counts under its speaker's value, else the interview's; where it is missing it "
        "stands under (saknas). The total is counted anew and is no sum: a participant or an "
        "interview is one, however many columns it stands in."
    ),
    "where": "Conditions",
    "groups": "Groups",
    "groups from": "{attribute} as in {source}",
    "codes limited": "Rows limited to",
    "children": "Sub-codes",
    "children rule": "A code is counted together with its sub-codes, each unit once.",
    "moderator rule": "Moderator",
    "moderator out": "The moderator's turns are not counted.",
    "moderator in": "The moderator's turns count, also in what shares are taken of.",
    "percent": "Percent",
    "per 1000 rule": "Count for each 1,000 words that participants of this value said.",
    "share rule": "Share of the words that participants of this value said.",
    "balance rule": (
        "The balance is what promotes less what hinders. Neutral ones and those without direction "
        "are not part of it."
    ),
    "base title": "Rests on",
    "test": "Test",
    "contrast rule": (
        "Each value is compared with all others together. The residual is adjusted (Haberman "
        "1973), G² is log-likelihood (Dunning 1993), the log ratio is the base-2 logarithm of the "
        "share here over the share elsewhere (Hardie 2014): 1 is twice as common, −1 half as "
        "common."
    ),
    "permutation rule": (
        "p is how often as large a difference comes about when the values are dealt out anew among "
        "whole interviews, {permutations} times (seed {seed}), never among single passages. "
        "Adjusted for {comparisons} comparisons (Holm 1979)."
    ),
    "cannot rule": (
        "“Cannot be told” stands where interviews are so few that not even the largest possible "
        "difference could have been told from chance after the adjustment. “No difference shown” "
        "does not mean that there is none."
    ),
    "common rule": (
        "A code is common when it occurs under every value, in at least half of its interviews."
    ),
    "cooccurrence rule": "Counted",
    "jaccard rule": (
        "Jaccard's coefficient is the number with both over the number with either, 0 to 1."
    ),
    "saturation rule": (
        "A code is new where no earlier interview has it. “Expected” is how many codes as many "
        "interviews have on average, in whatever order they are taken (Colwell et al. 2004)."
    ),
    "saturation stop": (
        "Saturation: when {run} interviews in a row bring at most {threshold} as many new codes as "
        "the first {base} had (Guest, Namey and Chen 2020)."
    ),
    "reached": "Saturation is reached at interview {interview}.",
    "not reached": "Saturation is not reached.",
    "never": "Codes that do not occur: {codes}.",
    "voices rule": (
        "The share is of the words that the interview's participants said; the moderator is left "
        "out. The number who speak equally is 1 over the sum of squared shares (Hill 1973)."
    ),
    "attendance rule": (
        "Drop-out are those in the list of participants who never speak. The moderator is no "
        "participant."
    ),
    "undated": "Without a date: interview {}.",
    "ungrouped": "Without a group ({}): {}.",
    "unused group": "Groups that nobody belongs to ({}): {}.",
    "few permutations": (
        "{} comparisons need more permutations before anything can be shown: --permutations {}."
    ),
    "other number": "Interview {}: the sheet says {} participants, {} are heard.",
    "mixed": (
        "In {number} interviews speakers have different values; these stay where they are when "
        "the values are dealt out anew."
    ),
    "one each": "Some values have a single interview: nothing can be told of them ({values}).",
}

_UNITS = {
    "sv": {
        Unit.SEGMENTS: (
            "kodade segment",
            "Ett segment är en kodning, räknad där talaren hör hemma.",
        ),
        Unit.TURNS: ("berörda repliker", "Repliker som delar minst ett tecken med en kodning."),
        Unit.PARTICIPANTS: ("deltagare", "Deltagare med minst en kodning."),
        Unit.INTERVIEWS: ("intervjuer", "Intervjuer med minst en kodning."),
        Unit.WORDS: (
            "ord",
            "Ord vars första tecken är kodat, vart och ett en gång för varje kod och riktning.",
        ),
    },
    "en": {
        Unit.SEGMENTS: ("coded segments", "A segment is one coding, counted where its speaker is."),
        Unit.TURNS: ("turns touched", "Turns that share at least one character with a coding."),
        Unit.PARTICIPANTS: ("participants", "Participants with at least one coding."),
        Unit.INTERVIEWS: ("interviews", "Interviews with at least one coding."),
        Unit.WORDS: (
            "words",
            "Words whose first character is coded, each once for every code and direction.",
        ),
    },
}

_PERCENT = {
    "sv": {
        Percent.ROW: "Av radens total: koden (och riktningen) under alla värden.",
        Percent.COLUMN: (
            "Av allt som är kodat under värdet, varje enhet en gång. Utom för segment kan "
            "kolumnen bli mer än 100 %, eftersom samma enhet kan ha flera koder."
        ),
        Percent.TOTAL: "Av allt som är kodat, varje enhet en gång.",
        Percent.BASE: "Av alla som finns under värdet, kodade eller inte.",
    },
    "en": {
        Percent.ROW: "Of the row's total: the code (and direction) under all values.",
        Percent.COLUMN: (
            "Of everything coded under the value, each unit once. But for segments a column may "
            "exceed 100 %, since one unit can have several codes."
        ),
        Percent.TOTAL: "Of everything coded, each unit once.",
        Percent.BASE: "Of all there are under the value, coded or not.",
    },
}

_FINDINGS = {
    "sv": {
        Finding.MORE: "mer än övriga",
        Finding.LESS: "mindre än övriga",
        Finding.DIFFERS: "skiljer sig",
        Finding.NOT_SHOWN: "ingen skillnad visad",
        Finding.CANNOT_TELL: "går inte att avgöra",
    },
    "en": {
        Finding.MORE: "more than the others",
        Finding.LESS: "less than the others",
        Finding.DIFFERS: "differs",
        Finding.NOT_SHOWN: "no difference shown",
        Finding.CANNOT_TELL: "cannot be told",
    },
}

_NEAR = {
    "sv": {
        Nearness.PASSAGE: "på samma passage",
        Nearness.OVERLAP: "på passager som överlappar",
        Nearness.TURN: "i samma replik",
        Nearness.TURNS: "inom {distance} repliker",
    },
    "en": {
        Nearness.PASSAGE: "on the same passage",
        Nearness.OVERLAP: "on passages that overlap",
        Nearness.TURN: "in the same turn",
        Nearness.TURNS: "within {distance} turns",
    },
}


def words_in(lang: Language) -> dict[str, str]:
    """Every word of tables in one language, by what it means."""
    return _SWEDISH if lang == "sv" else _ENGLISH


def unit_name(unit: Unit, lang: Language) -> str:
    return _UNITS[lang][unit][0]


def unit_rule(unit: Unit, lang: Language) -> str:
    """What is counted, in a sentence."""
    return _UNITS[lang][unit][1]


def percent_rule(percent: Percent, lang: Language) -> str:
    return _PERCENT[lang][percent]


def finding_words(finding: Finding, lang: Language) -> str:
    return _FINDINGS[lang][finding]


def nearness_words(near: Nearness, distance: int, lang: Language) -> str:
    return _NEAR[lang][near].format(distance=distance)


def remark_words(remark: Remark, lang: Language, *, most: int = 12) -> str:
    """A remark in a sentence; long lists are cut."""
    template = words_in(lang)[remark.kind]
    places = template.count("{}")
    facts = [*remark.facts[: places - 1]]
    rest = remark.facts[places - 1 :]
    more = ", …" if len(rest) > most else ""
    return template.format(*facts, ", ".join(rest[:most]) + more)


def grid_labels(lang: Language) -> dict[str, str]:
    """What a grid says of itself: how it was counted, that it is empty, what its shades mean."""
    words = words_in(lang)
    return {"counted": words["how"], "empty": words["empty"], "shades": words["shades"]}
