"""Plain text and Markdown: every line is a block.

Invariant: the text of each line is kept as it stands, Markdown's marks included; a label is found
inside them by the grammar. In Markdown only an empty line ends a paragraph, in plain text a line
does, unless lines are evidently wrapped.
"""

import re
from itertools import pairwise

from workbench.transcripts.blocks import Block, Document, keep_tabs

_MARKDOWN_HEADING = re.compile(r"#{1,6} ")
_WRAPPED_FROM, _WRAPPED_TO = 40, 100


def read_plain(text: str, *, markdown: bool = False) -> Document:
    """Divide a decoded text into lines."""
    blocks: list[Block] = []
    gap = False
    gaps = 0
    for raw in keep_tabs(text).split("\n"):
        line = raw.strip()
        if not line:
            gaps += not gap
            gap = True
            continue
        heading = markdown and _MARKDOWN_HEADING.match(line) is not None
        blocks.append(Block(line, gap=gap, heading=heading))
        gap = False
    return Document(blocks, paragraphs_by_gap=markdown or (gaps > 1 and _is_wrapped(blocks)))


def _is_wrapped(blocks: list[Block]) -> bool:
    """Lines that another line follows without a gap are all about as long as a page is wide."""
    inner = [one for one, other in pairwise(blocks) if not other.gap]
    if len(inner) < 3 or max(len(block.text) for block in blocks) > _WRAPPED_TO:
        return False
    full = [block for block in inner if len(block.text) >= _WRAPPED_FROM]
    ended = [block for block in inner if block.text[-1] in ".!?…"]
    return len(full) > 0.8 * len(inner) and len(ended) < 0.5 * len(inner)
