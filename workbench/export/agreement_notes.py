"""Notes on figures and reasons why one is undefined, in Swedish and English.

Invariant: every sentence of `agreement` stands here, with the same facts in both languages.
"""

from workbench.export.labels import Language
from workbench.model import Note


def in_language(note: Note, lang: Language) -> str:
    """The sentence filled in; as it is in English where there is no Swedish for it."""
    template = SWEDISH.get(note.template, note.template) if lang == "sv" else note.template
    return template.format(**{name: shown(fact, lang) for name, fact in note.facts.items()})


def shown(fact: str | int | float, lang: Language) -> str:
    """Fractions with two decimals, whole numbers in thousands: `0,41` and `12 345` in Swedish."""
    if isinstance(fact, str):
        return fact
    if isinstance(fact, int):
        return grouped(fact)
    return decimal(fact, 2, lang)


def grouped(number: int) -> str:
    """Thousands apart by a space that does not break, as both languages allow."""
    return f"{number:,}".replace(",", "\u00a0")


def decimal(number: float, digits: int, lang: Language) -> str:
    """With a decimal comma in Swedish, and a sign that does not look like a hyphen."""
    written = f"{number:.{digits}f}"
    if float(written) == 0:
        written = written.removeprefix("-")
    written = written.replace("-", "−")
    return written.replace(".", ",") if lang == "sv" else written


SWEDISH = {
    # Nothing to compute.
    "There are no units to compare.": "Det finns inga enheter att jämföra.",
    "There is only one coder.": "Det finns bara en kodare.",
    "{coder} gave none of the {units} units a value; that is not the same as coding nothing "
    "there.": (
        "{coder} har inget värde i någon av de {units} enheterna; det är inte detsamma som att "
        "inte ha kodat något där."
    ),
    "None of the {units} units has values of two coders.": (
        "Ingen av de {units} enheterna har värden från två kodare."
    ),
    "All values given to the {units} units that can be compared are the same: nothing varies.": (
        "Alla värden i de {units} enheter som kan jämföras är lika: inget varierar."
    ),
    "Neither coder gave the code to any of the {units} units.": (
        "Ingen av kodarna satte koden på någon av de {units} enheterna."
    ),
    "Both coders gave the code to every one of the {units} units.": (
        "Båda kodarna satte koden på var och en av de {units} enheterna."
    ),
    "Neither coder gave the code to any of the {units} units: nothing varies.": (
        "Ingen av kodarna satte koden på någon av de {units} enheterna: inget varierar."
    ),
    "Both coders gave the code to every one of the {units} units: nothing varies.": (
        "Båda kodarna satte koden på var och en av de {units} enheterna: inget varierar."
    ),
    "No coder gave the value “{value}” to any of the {units} units that can be compared.": (
        "Ingen kodare gav värdet ”{value}” åt någon av de {units} enheter som kan jämföras."
    ),
    "The distance between all values given is 0.": "Avståndet mellan alla givna värden är 0.",
    "Compares two coders, and there are {coders}: see {instead}.": (
        "Jämför två kodare, och det finns {coders}: se {instead}."
    ),
    "Only one value was given: what else could have been, is not known.": (
        "Bara ett värde gavs: vad annat som hade kunnat ges är inte känt."
    ),
    "Which of the values says that a code applies, is not clear: write 1 and 0.": (
        "Vilket av värdena som säger att en kod gäller är inte klart: skriv 1 och 0."
    ),
    # Unitizing.
    "No coder has a passage with one of these codes.": (
        "Ingen kodare har något avsnitt med någon av de här koderna."
    ),
    "No coder has a passage with this code.": "Ingen kodare har något avsnitt med koden.",
    "No two coders' passages with these codes overlap.": (
        "Inga avsnitt av olika kodare med de här koderna överlappar varandra."
    ),
    "No passage with this code overlaps one of another coder.": (
        "Inget avsnitt med koden överlappar något av en annan kodare."
    ),
    "All coders gave the same code to every character: nothing varies.": (
        "Alla kodare gav varje tecken samma kod: inget varierar."
    ),
    "Where coders' passages overlap there is only one code: nothing varies.": (
        "Där kodarnas avsnitt överlappar finns bara en kod: inget varierar."
    ),
    "Where coders' passages overlap there is only this code: nothing varies.": (
        "Där kodarnas avsnitt överlappar finns bara den här koden: inget varierar."
    ),
    "{coder}'s own passages with these codes overlap (places: {places}, the first in "
    "{interview}:{turn}); these alphas are made for codes that exclude each other.": (
        "De avsnitt som {coder} gav de här koderna överlappar varandra (ställen: {places}, det "
        "första i {interview}:{turn}); dessa alfa är gjorda för koder som utesluter varandra."
    ),
    # Intervals.
    "No interval: it would come from drawing among the interviews, and {interviews} are too few "
    "({least} at least); characters and sentences are not independent of each other.": (
        "Inget intervall: det skulle komma av att dra bland intervjuerna, och {interviews} är för "
        "få (minst {least}); tecken och meningar är inte oberoende av varandra."
    ),
    "No interval: undefined in {undefined} of {resamples} resamples.": (
        "Inget intervall: odefinierat i {undefined} av {resamples} dragningar."
    ),
    # Where figures mislead.
    "No coder used this code.": "Ingen kodare har använt koden.",
    "{coder} never used this code: see whether {coder} finished.": (
        "{coder} har aldrig använt koden: se efter om {coder} är klar."
    ),
    "{coder} never used this code: see whether {coder} finished. Kappa is then 0, whatever the "
    "other did.": (
        "{coder} har aldrig använt koden: se efter om {coder} är klar. Kappa är då 0, vad den "
        "andra än har gjort."
    ),
    "No disagreement was seen. That does not mean that there can be none: an interval from 1 to 1 "
    "says nothing.": (
        "Ingen oenighet syntes. Det betyder inte att det inte kan finnas någon: ett intervall från "
        "1 till 1 säger inget."
    ),
    "The coders agree on nothing: see whether two values or codes were swapped.": (
        "Kodarna är inte eniga om något: se efter om två värden eller koder har förväxlats."
    ),
    "Few units have the code: coders then agree often by chance that it is not there, and kappa, "
    "pi and alpha stand far below percent. Read them with positive agreement and the shares coded "
    "(Feinstein & Cicchetti 1990).": (
        "Få enheter har koden: då är kodare ofta av en slump eniga om att den inte finns där, och "
        "kappa, pi och alfa ligger långt under andelen lika. Läs dem tillsammans med positiv "
        "samstämmighet och andelarna kodat (Feinstein & Cicchetti 1990)."
    ),
    "Most units have the code: coders then agree often by chance that it is there, and kappa, pi "
    "and alpha stand far below percent. Read them with negative agreement and the shares coded "
    "(Feinstein & Cicchetti 1990).": (
        "De flesta enheter har koden: då är kodare ofta av en slump eniga om att den finns där, "
        "och kappa, pi och alfa ligger långt under andelen lika. Läs dem tillsammans med negativ "
        "samstämmighet och andelarna kodat (Feinstein & Cicchetti 1990)."
    ),
    "{more} gave the code to {many} units, {fewer} to {few}. Cohen's kappa rewards that they use "
    "it unlike often; pi and alpha do not (Krippendorff 2004).": (
        "{more} satte koden på {many} enheter, {fewer} på {few}. Cohens kappa belönar att de "
        "använder den olika ofta; pi och alfa gör det inte (Krippendorff 2004)."
    ),
    "One value, “{value}”, makes up {share} of all: coders then agree often by chance, and alpha "
    "({alpha}) and kappa stand far below percent ({percent}). Read them together (Feinstein & "
    "Cicchetti 1990).": (
        "Ett värde, ”{value}”, utgör {share} av alla: då blir kodare ofta eniga av en slump, och "
        "alfa ({alpha}) och kappa ligger långt under andelen lika ({percent}). Läs dem "
        "tillsammans (Feinstein & Cicchetti 1990)."
    ),
    "{coder} has not coded {interviews} of these interviews; there the others alone are "
    "compared.": (
        "{coder} har inte kodat {interviews} av de här intervjuerna; där jämförs bara de andra."
    ),
    "{coder} coded {units} units without a direction: they are left out where that code is "
    "compared, and over all codes.": (
        "{coder} har kodat {units} enheter utan riktning: de lämnas utanför där den koden jämförs, "
        "och över alla koder."
    ),
    "“{one}” and “{other}” count as two values: see whether they are meant as one.": (
        "”{one}” och ”{other}” räknas som två värden: se efter om de är menade som ett."
    ),
    # Words of conventions.
    "almost perfect": "nästan fullständig",
    "substantial": "betydande",
    "moderate": "måttlig",
    "fair": "skaplig",
    "slight": "ringa",
    "poor": "dålig",
    "excellent": "utmärkt",
    "fair to good": "skaplig till god",
    "to be relied on": "att lita på",
    "for tentative conclusions only": "bara för försiktiga slutsatser",
    "not to be relied on": "inte att lita på",
}
"""English -> Swedish."""
