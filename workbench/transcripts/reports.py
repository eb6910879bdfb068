"""A finished report, to look for quotations in: its paragraphs, in the order they are read.

Invariant: what a reader of the printed report would see is in a paragraph, cells and notes too;
deletions, comments, headers and footers are not. Word files are parsed in the child process.
"""

from dataclasses import dataclass

from workbench.errors import InputError, UsageError
from workbench.files.contained import Containment
from workbench.files.decoding import decode
from workbench.transcripts.readers.report_markdown import markdown_paragraphs

KINDS = (".docx", ".md", ".txt")
_WORD = "workbench.transcripts.readers.report_word:parse"
_MOST_BYTES = 32_000_000


@dataclass(frozen=True, slots=True)
class ReportParagraph:
    text: str
    """Normal; line breaks within the paragraph as LF."""
    quote: bool
    """Set as a block quotation."""


def read_report(name: str, data: bytes, *, containment: Containment) -> tuple[ReportParagraph, ...]:
    """The paragraphs of a report; notes and text boxes come last.

    Raises UsageError for a kind of file that is not read, InputError where it cannot be read.
    """
    suffix = name[name.rfind(".") :].casefold() if "." in name else ""
    if suffix == ".docx":
        found = _received(containment.call(_WORD, data, name=name, options={"name": name}))
    elif suffix in KINDS:
        if len(data) > _MOST_BYTES:
            raise InputError(
                f"“{name}” is larger than {_MOST_BYTES // 1_000_000} MB, which no report is.",
                "Divide it, or take out what is no text.",
            )
        found = markdown_paragraphs(decode(data, name=name).text, markdown=suffix == ".md")
    else:
        raise UsageError(
            f"“{name}” is no kind of report that is read.", f"Save it as {' or '.join(KINDS)}."
        )
    if not found:
        raise InputError(f"“{name}” holds no text.", "Look for the file that holds the report.")
    return tuple(ReportParagraph(text, quote) for text, quote in found)


def _received(answer: object) -> list[tuple[str, bool]]:
    if not isinstance(answer, dict):
        raise TypeError("not a report")
    return [(str(text), bool(quote)) for text, quote in answer["paragraphs"]]
