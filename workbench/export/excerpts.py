"""Excerpts and codings out, as csv, Markdown and (in `word`) Word.

Invariant: what `codings_csv` writes, `code --from` reads back.
"""

from collections.abc import Iterator, Sequence
from typing import BinaryIO

from workbench.export.labels import Labels, Language, labels_in
from workbench.export.markdown import at_start, escaped
from workbench.export.ordering import Section, by_place, in_order, in_sections
from workbench.export.word import excerpts_docx
from workbench.files.writing import Cell, write_csv
from workbench.model import Codebook, Excerpt
from workbench.text import fold, natural_key

__all__ = ["codings_csv", "excerpts_csv", "excerpts_docx", "excerpts_markdown"]

# -- csv --------------------------------------------------------------------------------------

_CODINGS_COLUMNS = (
    "intervju",
    "replik",
    "deltagare",
    "kod",
    "riktning",
    "text",
    "kodare",
    "memo",
    "citerbar",
    "ursprung",
    "referens",
)


def codings_csv(out: BinaryIO, excerpts: Sequence[Excerpt], *, excel: bool) -> None:
    """Write codings as a sheet that can be read back, by interview and place.

    Columns: `intervju;replik;deltagare;kod;riktning;text;kodare;memo;citerbar;ursprung;referens`.
    `replik` is empty where a passage touches no turn; `kod` is the id; `riktning` is `+`, `-`, `0`
    or empty; `citerbar` is `ja` or empty.
    """
    rows = (
        (
            excerpt.interview,
            excerpt.turn or None,
            excerpt.speaker,
            excerpt.code,
            _sign(excerpt),
            excerpt.text,
            excerpt.coder,
            excerpt.memo,
            "ja" if excerpt.quotable else "",
            excerpt.origin,
            str(excerpt.reference),
        )
        for excerpt in sorted(excerpts, key=by_place)
    )
    write_csv(out, _CODINGS_COLUMNS, rows, excel=excel)


def excerpts_csv(
    out: BinaryIO,
    excerpts: Sequence[Excerpt],
    codebook: Codebook,
    *,
    by: str | None = "kommun",
    excel: bool = True,
    lang: Language = "sv",
) -> None:
    """Write excerpts by code, then by the value of `by`; one row each.

    Columns: reference, interview, title, turn, speaker, description, code, code path, polarity
    (sign), polarity in words, text, memo, quotable, coder, origin; then every attribute under its
    own name, in Swedish order (`attribut NAME` where a column has that name already).
    """
    labels = labels_in(lang)
    names = sorted({name for each in excerpts for name in each.attributes}, key=natural_key)
    fixed = (
        *(labels.reference, labels.interview, labels.title, labels.turn, labels.speaker),
        *(labels.description, labels.code, labels.path, labels.polarity),
        *(labels.polarity_in_words, labels.text, labels.memo, labels.quotable),
        *(labels.coder, labels.origin),
    )
    taken = {fold(column) for column in fixed}
    columns = [
        *fixed,
        *(f"{labels.attribute} {name}" if fold(name) in taken else name for name in names),
    ]
    rows = (
        [*_cells(excerpt, labels), *(excerpt.attributes.get(name, "") for name in names)]
        for excerpt in in_order(excerpts, codebook, by=by)
    )
    write_csv(out, columns, rows, excel=excel)


def _cells(excerpt: Excerpt, labels: Labels) -> tuple[Cell, ...]:
    return (
        str(excerpt.reference),
        excerpt.interview,
        excerpt.title,
        excerpt.turn or None,
        excerpt.speaker,
        excerpt.description,
        excerpt.code,
        excerpt.code_path,
        _sign(excerpt),
        labels.polarities[excerpt.polarity],
        excerpt.text,
        excerpt.memo,
        labels.yes if excerpt.quotable else "",
        excerpt.coder,
        excerpt.origin,
    )


def _sign(excerpt: Excerpt) -> str:
    return excerpt.polarity.value if excerpt.polarity is not None else ""


# -- Markdown ---------------------------------------------------------------------------------

_DEEPEST = 6


def excerpts_markdown(
    out: BinaryIO,
    excerpts: Sequence[Excerpt],
    codebook: Codebook,
    *,
    heading: str,
    by: str | None = "kommun",
    lang: Language = "sv",
) -> None:
    """Write excerpts as Markdown in UTF-8: a heading a code, below it one a value of `by`.

    What would be formatting in a quotation is escaped, so that it reads verbatim when rendered.
    """
    labels = labels_in(lang)
    blocks = [f"# {labels.subject}", at_start(escaped(labels.summary(heading, excerpts)))]
    blocks += [labels.explanation] if excerpts else [labels.nothing]
    for section in in_sections(excerpts, codebook, by=by):
        blocks += _section_blocks(section, labels)
    out.write(("\n\n".join(blocks) + "\n").encode())


def _section_blocks(section: Section, labels: Labels) -> Iterator[str]:
    level = min(section.depth + 2, _DEEPEST)
    yield f"{'#' * level} {escaped(section.code.name)}"
    for group in section.groups:
        if group.value:
            yield f"{'#' * min(level + 1, _DEEPEST)} {escaped(group.value)}"
        for excerpt in group.excerpts:
            yield from _excerpt_blocks(excerpt, labels)


def _excerpt_blocks(excerpt: Excerpt, labels: Labels) -> Iterator[str]:
    head = (excerpt.title, labels.polarity_with_sign(excerpt.polarity))
    reference = f"**{escaped(str(excerpt.reference))}**"
    yield " · ".join([reference, *(escaped(part) for part in head if part)])
    lines = [line for line in excerpt.text.split("\n") if line.strip()]
    yield "\n>\n".join(f"> {at_start(escaped(line))}" for line in lines)
    who = ", ".join(part for part in (excerpt.speaker, excerpt.description) if part)
    attributes = [f"{name} {value}" for name, value in excerpt.attributes.items() if value]
    if who or attributes:
        yield at_start(" · ".join(escaped(part) for part in (who, *attributes) if part))
    if excerpt.memo.strip():
        memo = [at_start(escaped(line)) for line in excerpt.memo.splitlines() if line.strip()]
        yield f"*{labels.memo.capitalize()}:* " + "\\\n".join(memo)
