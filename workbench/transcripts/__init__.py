"""Transcripts of interviews: bytes of a file to text, turns, speakers and attributes.

One reader per kind of file yields blocks (`readers/`); the grammar finds header, labels and turns
(`header`, `heads`, `vocabulary`, `turns`); `assembly` writes the text and its offsets. Invariant:
nothing in a file is dropped, it is in the text or aside.
"""

from workbench.transcripts.blocks import Aside
from workbench.transcripts.comments import Comment, Commented, read_commented
from workbench.transcripts.kinds import SUFFIXES
from workbench.transcripts.laying import turns_in
from workbench.transcripts.reading import read_transcript
from workbench.transcripts.transcript import Transcript

__all__ = [
    "SUFFIXES",
    "Aside",
    "Comment",
    "Commented",
    "Transcript",
    "read_commented",
    "read_transcript",
    "turns_in",
]
