"""Bytes of a file to a transcript: chooses the reader and applies the grammar.

Invariant: a file ends in a transcript or in an InputError that names it; archives and XML are only
ever opened in the child process.
"""

from collections.abc import Collection

from workbench.errors import InputError
from workbench.files.contained import Containment
from workbench.files.decoding import decode
from workbench.transcripts.assembly import assemble
from workbench.transcripts.blocks import Document, from_json
from workbench.transcripts.kinds import Kind, kind_of, kind_of_text
from workbench.transcripts.readers.captions import read_captions
from workbench.transcripts.readers.plain import read_plain
from workbench.transcripts.readers.rtf import read_rtf
from workbench.transcripts.transcript import Transcript

MOST_BYTES = 32_000_000
"""Of a file read in this process: about 5 million words."""

MOST_LINES = 300_000
"""Of a transcript; an hour of talk has about a thousand."""

_CONTAINED = {
    Kind.DOCX: "workbench.transcripts.readers.docx:parse",
    Kind.ODT: "workbench.transcripts.readers.odt:parse",
}


def read_transcript(
    name: str, data: bytes, *, listed: Collection[str] = (), containment: Containment
) -> Transcript:
    """Read a transcript from the bytes of the file `name`.

    `listed` are the labels that the participants' sheet has for this interview; `containment` runs
    the parsers of docx and odt. Raises InputError where the file cannot be read or holds no text.
    """
    kind = kind_of(name, data)
    if kind in _CONTAINED:
        document = _contained(kind, name, data, containment)
    else:
        document = _in_process(kind, name, data)
    if not any(block.text for block in document.blocks):
        raise InputError(f"“{name}” holds no text.", "Look for the file that holds the transcript.")
    if sum(1 + block.text.count("\n") for block in document.blocks) > MOST_LINES:
        raise InputError(
            f"“{name}” has more than {MOST_LINES} lines, which no transcript has.",
            "Divide it into one file for each interview.",
        )
    return assemble(document, listed=listed)


def _contained(kind: Kind, name: str, data: bytes, containment: Containment) -> Document:
    try:
        received = containment.call(_CONTAINED[kind], data, name=name, options={"name": name})
    except InputError as error:
        if name in error.message:
            raise
        # The parts of an archive do not know which file they are in.
        raise InputError(f"“{name}” cannot be read: {error.message}", error.remedy) from error
    return from_json(received)


def _in_process(kind: Kind, name: str, data: bytes) -> Document:
    if len(data) > MOST_BYTES:
        raise InputError(
            f"“{name}” is larger than {MOST_BYTES // 1_000_000} MB, which no transcript is.",
            "Divide it into one file for each interview.",
        )
    if kind is Kind.RTF:
        return read_rtf(data, name=name)
    decoded = decode(data, name=name)
    kind = kind_of_text(kind, decoded.text)
    if kind is Kind.CAPTIONS:
        document = read_captions(decoded.text)
    else:
        document = read_plain(decoded.text, markdown=kind is Kind.MARKDOWN)
    document.encoding = decoded.encoding
    document.doubts.extend(decoded.doubts)
    return document
