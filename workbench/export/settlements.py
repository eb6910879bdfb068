"""Decisions out: where two coders differed, what was taken, why, by whom and when.

Invariant: csv headings are part of the format: more may come, none changes.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from workbench.export.labels import Labels, Language, labels_in
from workbench.export.markdown import at_start, escaped
from workbench.export.word_parts import LOCALES, lines, paragraph, run, write_document
from workbench.files.writing import Cell, write_csv
from workbench.model import (
    Codebook,
    Coder,
    DisagreementKind,
    QuotedCoding,
    SettledPlace,
    Settlement,
    Taken,
    readable_id,
)


@dataclass(frozen=True, slots=True)
class Decisions:
    """What a document of decisions holds."""

    coders: tuple[Coder, Coder]
    consensus: Coder
    places: Sequence[SettledPlace]
    """By interview and place."""
    agreed: int
    """Codings on which both agreed, so that nothing was decided."""
    total: int
    """Disagreements, settled or not."""


@dataclass(frozen=True, slots=True)
class _Words:
    """What a document of decisions adds to what the project holds."""

    subject: str
    summary: str
    explanation: str
    nothing: str
    columns: tuple[str, ...]
    kinds: Mapping[DisagreementKind, str]
    taken: Mapping[Taken, str]
    """`{coder}` is whose coding was taken."""
    result: str
    reason: str
    decided: str
    overtaken: str
    not_coded: str


_KINDS = DisagreementKind
_SWEDISH = _Words(
    subject="Beslut om kodningar",
    summary="{first} och {second} · {number} av {total} skillnader avgjorda · "
    "{agreed} kodningar lika från början",
    explanation="Varje beslut har en referens: 07:31 är replik 31 i intervju 07, och +120 betyder "
    "att stället börjar 120 tecken in i repliken. Det som beslutats står som {consensus}; båda "
    "kodarnas egna kodningar är kvar. Tider är UTC.",
    nothing="Inget är beslutat än.",
    columns=(
        *("referens", "intervju", "titel", "deltagare", "slag"),
        *("kodare 1", "kod 1", "riktning 1", "text 1"),
        *("kodare 2", "kod 2", "riktning 2", "text 2"),
        *("beslut", "kod", "riktning", "text", "skäl", "beslutat av", "tid", "överspelat"),
    ),
    kinds={
        _KINDS.BOUNDARIES: "gränser",
        _KINDS.CODE: "kod",
        _KINDS.ONE_CODED: "bara en kodade",
        _KINDS.DIRECTION: "riktning",
    },
    taken={
        Taken.FIRST: "{coder}",
        Taken.SECOND: "{coder}",
        Taken.BOTH: "båda",
        Taken.NEITHER: "ingendera",
        Taken.NEW: "ny kodning",
    },
    result="Beslut",
    reason="Skäl",
    decided="{author}, {time}",
    overtaken="Någon av de två har ändrat sin kodning sedan dess.",
    not_coded="kodade inte här",
)
_ENGLISH = _Words(
    subject="Decisions on codings",
    summary="{first} and {second} · {number} of {total} differences settled · "
    "{agreed} codings alike from the start",
    explanation="Every decision has a reference: 07:31 is turn 31 of interview 07, and +120 says "
    "that the place begins 120 characters into the turn. What was decided stands as {consensus}; "
    "both coders' own codings are still there. Times are UTC.",
    nothing="Nothing has been decided yet.",
    columns=(
        *("reference", "interview", "title", "speaker", "kind"),
        *("coder 1", "code 1", "polarity 1", "text 1"),
        *("coder 2", "code 2", "polarity 2", "text 2"),
        *("decision", "code", "polarity", "text", "reason", "decided by", "time", "overtaken"),
    ),
    kinds={
        _KINDS.BOUNDARIES: "boundaries",
        _KINDS.CODE: "code",
        _KINDS.ONE_CODED: "only one coded",
        _KINDS.DIRECTION: "direction",
    },
    taken={
        Taken.FIRST: "{coder}",
        Taken.SECOND: "{coder}",
        Taken.BOTH: "both",
        Taken.NEITHER: "neither",
        Taken.NEW: "new coding",
    },
    result="Decision",
    reason="Reason",
    decided="{author}, {time}",
    overtaken="One of the two has changed her coding since.",
    not_coded="did not code here",
)


def _words_in(lang: Language) -> _Words:
    return _SWEDISH if lang == "sv" else _ENGLISH


def _summary(decisions: Decisions, words: _Words) -> str:
    first, second = decisions.coders
    standing = sum(not each.overtaken for each in decisions.places)
    return words.summary.format(
        first=first,
        second=second,
        number=standing,
        total=decisions.total,
        agreed=decisions.agreed,
    )


def _kind(settlement: Settlement, words: _Words) -> str:
    return "" if settlement.kind is None else words.kinds[settlement.kind]


def _taken(settlement: Settlement, words: _Words) -> str:
    first, second = settlement.coders
    whose = second if settlement.taken is Taken.SECOND else first
    return words.taken.get(settlement.taken, "").format(coder=whose)


def _time(settlement: Settlement) -> str:
    return "" if settlement.time is None else settlement.time.strftime("%Y-%m-%d %H:%M")


def _decided(settlement: Settlement, words: _Words) -> str:
    return words.decided.format(author=settlement.author, time=_time(settlement))


def _code(coding: QuotedCoding) -> str:
    return readable_id(coding.code) or coding.code_path


def _sides(place: SettledPlace) -> tuple[tuple[Coder, QuotedCoding | None], ...]:
    first, second = place.settlement.coders
    return (first, place.first), (second, place.second)


# -- csv --------------------------------------------------------------------------------------


def decisions_csv(
    out: BinaryIO, decisions: Decisions, *, excel: bool = True, lang: Language = "sv"
) -> None:
    """Write one row a decision; several codings that came of one stand in one cell, divided by |.

    Columns: reference, interview, title, speaker, kind; coder, code, direction and words of either
    side; decision, code, direction and words of what came of it; reason, who, when (UTC),
    overtaken.
    """
    words, labels = _words_in(lang), labels_in(lang)
    rows = (_row(place, words, labels) for place in decisions.places)
    write_csv(out, words.columns, rows, excel=excel)


def _row(place: SettledPlace, words: _Words, labels: Labels) -> list[Cell]:
    settlement = place.settlement
    cells: list[Cell] = [
        str(place.reference),
        settlement.interview,
        place.title,
        place.speaker,
        _kind(settlement, words),
    ]
    for coder, coding in _sides(place):
        cells += [coder, *_coding_cells([] if coding is None else [coding])]
    return [
        *cells,
        _taken(settlement, words),
        *_coding_cells(place.codings),
        settlement.reason,
        settlement.author,
        _time(settlement),
        labels.yes if place.overtaken else "",
    ]


def _coding_cells(codings: Sequence[QuotedCoding]) -> tuple[str, str, str]:
    signs = [each.polarity.value if each.polarity else "" for each in codings]
    return (
        " | ".join(map(_code, codings)),
        " | ".join(signs) if any(signs) else "",
        " | ".join(each.text for each in codings),
    )


# -- Markdown ---------------------------------------------------------------------------------


def decisions_markdown(
    out: BinaryIO, decisions: Decisions, *, heading: str, lang: Language = "sv"
) -> None:
    """Write decisions as Markdown in UTF-8: a heading an interview, one below it a decision."""
    words, labels = _words_in(lang), labels_in(lang)
    blocks = [
        f"# {words.subject}",
        at_start(escaped(heading)),
        at_start(escaped(_summary(decisions, words))),
        escaped(words.explanation.format(consensus=decisions.consensus))
        if decisions.places
        else words.nothing,
    ]
    last = ""
    for place in decisions.places:
        if place.settlement.interview != last:
            last = place.settlement.interview
            blocks.append(f"## {escaped(f'{last} {place.title}')}")
        blocks += _markdown_blocks(place, words, labels)
    out.write(("\n\n".join(blocks) + "\n").encode())


def _markdown_blocks(place: SettledPlace, words: _Words, labels: Labels) -> Iterator[str]:
    settlement = place.settlement
    yield f"### {escaped(_head(place, words))}"
    for coder, coding in _sides(place):
        if coding is None:
            yield f"**{escaped(coder)}** {words.not_coded}"
        else:
            yield f"**{escaped(coder)}** · {escaped(_told(coding, labels))}"
            yield _quotation(coding.text)
    yield f"**{words.result}:** {escaped(_taken(settlement, words))}"
    if _is_news(place):
        for coding in place.codings:
            yield escaped(_told(coding, labels))
            yield _quotation(coding.text)
    if settlement.reason.strip():
        reason = [at_start(escaped(line)) for line in settlement.reason.splitlines() if line]
        yield f"*{words.reason}:* " + "\\\n".join(reason)
    yield f"*{escaped(_decided(settlement, words))}*"
    if place.overtaken:
        yield words.overtaken


def _quotation(text: str) -> str:
    return "\n>\n".join(f"> {at_start(escaped(line))}" for line in text.split("\n") if line.strip())


def _head(place: SettledPlace, words: _Words) -> str:
    """`07:31+4 · kod · IP2`."""
    parts = (str(place.reference), _kind(place.settlement, words), place.speaker)
    return " · ".join(part for part in parts if part)


def _told(coding: QuotedCoding, labels: Labels) -> str:
    """`Struktur/Rutiner · − hindrar`."""
    return f"{coding.code_path} · {labels.polarity_with_sign(coding.polarity)}"


def _is_news(place: SettledPlace) -> bool:
    """Whether what came of it is to be quoted: it stands beside neither coder."""
    return place.settlement.taken is Taken.NEW


# -- Word -------------------------------------------------------------------------------------


def decisions_docx(
    out: BinaryIO,
    decisions: Decisions,
    codebook: Codebook,
    *,
    heading: str,
    lang: Language = "sv",
) -> None:
    """Write decisions as a Word document: a heading an interview, below it its decisions."""
    words, labels = _words_in(lang), labels_in(lang)
    authors = tuple(dict.fromkeys(each.settlement.author for each in decisions.places))
    write_document(
        out,
        "".join(_body(decisions, heading, words, labels)),
        title=heading,
        subject=words.subject,
        authors=authors,
        labels=labels,
        quoted_locale=LOCALES.get(codebook.language, codebook.language),
    )


def _body(decisions: Decisions, heading: str, words: _Words, labels: Labels) -> Iterator[str]:
    yield paragraph("Title", run(words.subject))
    yield paragraph("Subtitle", run(heading))
    yield paragraph("Normal", run(_summary(decisions, words)))
    told = words.explanation.format(consensus=decisions.consensus)
    yield paragraph("Normal", run(told if decisions.places else words.nothing))
    last = ""
    for place in decisions.places:
        if place.settlement.interview != last:
            last = place.settlement.interview
            yield paragraph("heading 1", run(f"{last} {place.title}".strip()))
        yield from _word_place(place, words, labels)


def _word_place(place: SettledPlace, words: _Words, labels: Labels) -> Iterator[str]:
    settlement = place.settlement
    reference, _, rest = _head(place, words).partition(" · ")
    yield paragraph(
        "Excerpt source",
        run(reference, "Excerpt reference")
        + run(f"  {rest}")
        + "<w:r><w:tab/></w:r>"
        + run(f"{words.result}: {_taken(settlement, words)}"),
    )
    for coder, coding in _sides(place):
        told = words.not_coded if coding is None else _told(coding, labels)
        yield paragraph("Normal", run(f"{coder}: {told}"), "<w:keepNext/>")
        yield from _word_quotation(coding)
    if _is_news(place):
        for coding in place.codings:
            told = f"{words.result}: {_told(coding, labels)}"
            yield paragraph("Normal", run(told), "<w:keepNext/>")
            yield from _word_quotation(coding)
    if settlement.reason.strip():
        reason = run(f"{words.reason}: ") + lines(settlement.reason, "Excerpt memo")
        yield paragraph("Excerpt details", reason)
    closing = _decided(settlement, words)
    if place.overtaken:
        closing = f"{closing}. {words.overtaken}"
    yield paragraph("Excerpt details", run(closing))


def _word_quotation(coding: QuotedCoding | None) -> Iterator[str]:
    for line in "" if coding is None else coding.text.split("\n"):
        if line.strip():
            yield paragraph("Quote", run(line), "<w:keepNext/>")
