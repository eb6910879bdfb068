"""Excerpts made by hand, for the tests of export."""

from workbench.model import (
    Code,
    Codebook,
    CodeId,
    Coder,
    CodingId,
    Excerpt,
    Polarity,
    Reference,
    Span,
)

BOOK = Codebook(
    title="Prov",
    codes=(
        Code(CodeId("STR"), "Struktur", colour="#1F77B4", definition="Hur arbetet\när ordnat."),
        Code(CodeId("STR.rutiner"), "Rutiner", CodeId("STR")),
        Code(CodeId("STR.ansvar"), "Ansvar", CodeId("STR")),
        Code(CodeId("LED"), "Ledning & styrning"),
    ),
)


def excerpt(reference, code, text, polarity=None, *, book=BOOK, **fields):
    """An excerpt of interview and turn as the reference says."""
    where = Reference.parse(reference)
    found = {
        "reference": where,
        "coding": CodingId(f"{reference}-{code}"),
        "interview": where.interview,
        "title": f"Intervju {where.interview}",
        "turn": where.turn,
        "speaker": "IP1",
        "description": "enhetschef, äldreomsorg",
        "attributes": {},
        "span": Span(where.offset, where.offset + len(text)),
        "text": text,
        "code": CodeId(code),
        "code_path": book.path(CodeId(code)),
        "coder": Coder("A"),
        "polarity": polarity,
        "memo": "",
        "quotable": False,
        "origin": "hand",
    }
    return Excerpt(**{**found, **fields})


LONG = "Första stycket – ”så” är det.\nAndra stycket * med [märken] _här_.\nIP2: Ja."

EXCERPTS = [
    excerpt("10:2", "STR", "Utan kommun."),
    excerpt("07:31+12", "STR.rutiner", LONG, Polarity.HINDERS, attributes={"kommun": "Örebro"}),
    excerpt("2:5", "LED", "-nej, = inte", Polarity.NEUTRAL, attributes={"kommun": "Zinkgruvan"}),
    excerpt(
        "07:3",
        "LED",
        "Ja.",
        Polarity.PROMOTES,
        attributes={"kommun": "Ängelholm", "titel": "annan"},
        memo="Stark.\x07\nSe \ud800 även 10:2",
        quotable=True,
    ),
    excerpt("1:1", "LED", "Å.", attributes={"kommun": "Åmål", "titel": ""}),
]
