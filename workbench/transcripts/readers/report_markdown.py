"""Markdown reports and plain text: paragraphs without their formatting, and which are quotations.

Source: CommonMark 0.31.2, sections 4 and 5, as far as reports use them.
"""

import html
import re

from workbench.text import normal_text

_FENCE = re.compile(r"^\s{0,3}(```+|~~~+)")
_QUOTE = re.compile(r"^\s{0,3}>\s?")
_HEAD = re.compile(r"^\s{0,3}#{1,6}\s+")
_RULE = re.compile(r"^\s{0,3}(?:=+|-{2,}|(?:[-*_]\s*){3,})\s*$")
_ITEM = re.compile(r"^\s*(?:[-*+]|\d{1,9}[.)])\s+")
_CELL_RULE = re.compile(r"^\s*\|?[\s:|-]+\|[\s:|-]*$")
_PICTURE = re.compile(r"!\[[^\]\n]{0,500}\]\([^)\n]{0,2000}\)")
_LINK = re.compile(r"\[([^\[\]\n]{1,500})\]\([^)\n]{0,2000}\)")
_NOTE = re.compile(r"\[\^[^\]\s]{1,100}\]:?")
_BREAK = re.compile(r"(?:\\| {2,})\n|<br\s*/?>\n?")
_TAG = re.compile(r"</?[a-zA-Z][^<>\n]{0,200}>")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_STRONG = re.compile(r"(\*{1,3}|(?<!\w)_{1,3})(?=\S)(.{1,2000}?)(?<=\S)(?:\1)(?!\w)", re.DOTALL)
_HIDDEN = 0xE000
"""Where escaped characters wait while formatting is taken off: private, and no text has any."""


def markdown_paragraphs(raw: str, *, markdown: bool = True) -> list[tuple[str, bool]]:
    """Each paragraph, and whether it is a block quotation; plain text has none."""
    text = normal_text(raw)
    if not markdown:
        parts = re.split(r"\n\s*\n", text)
        return [(part, False) for each in parts if (part := _lines(each))]
    blocks = _blocks(_without_comments(text))
    return [(part, quote) for block, quote in blocks if (part := _lines(_inline(block)))]


def _without_comments(text: str) -> str:
    kept = []
    at = 0
    while (start := text.find("<!--", at)) >= 0 and (end := text.find("-->", start)) >= 0:
        kept.append(text[at:start])
        at = end + len("-->")
    return "".join([*kept, text[at:]])


def _blocks(text: str) -> list[tuple[str, bool]]:
    gathered = _Blocks()
    fence = ""
    for line in text.split("\n"):
        mark = _FENCE.match(line)
        if fence:
            fence = "" if mark and mark[1].startswith(fence) else fence
        elif mark:
            gathered.end()
            fence = mark[1]
        else:
            gathered.take(line)
    gathered.end()
    return gathered.found


class _Blocks:
    """Lines gathered into blocks."""

    def __init__(self) -> None:
        self.found: list[tuple[str, bool]] = []
        self._open: list[str] = []
        self._quote = False

    def take(self, line: str) -> None:
        bare = line
        quote = False
        while match := _QUOTE.match(bare):
            bare, quote = bare[match.end() :], True
        if quote != self._quote and (quote or not bare.strip()):
            self.end()
        self._quote = quote or (self._quote and bool(self._open))
        if not bare.strip() or _RULE.match(bare) or _CELL_RULE.match(bare):
            self.end()
        elif bare.lstrip().startswith("|"):
            self.end()
            cells = re.split(r"(?<!\\)\|", bare.strip().strip("|"))
            self.found += [(cell, False) for cell in cells]
        elif _HEAD.match(bare) or _ITEM.match(bare):
            self.end()
            self._quote = quote
            self._open.append(_ITEM.sub("", _HEAD.sub("", bare, count=1), count=1))
            if _HEAD.match(bare):
                self.end()
        else:
            self._open.append(bare)

    def end(self) -> None:
        if self._open:
            self.found.append(("\n".join(self._open), self._quote))
        self._open = []
        self._quote = False


def _inline(block: str) -> str:
    """The words of a block without formatting."""
    hidden = _ESCAPED.sub(lambda match: chr(_HIDDEN + ord(match[1])), block)
    breaks = _BREAK.sub("\v", hidden).replace("\n", " ").replace("\v", "\n")
    plain = _NOTE.sub("", _TAG.sub("", _LINK.sub(r"\1", _PICTURE.sub("", breaks))))
    plain = plain.replace("`", "")
    for _ in range(3):
        plain = _STRONG.sub(r"\2", plain)
    plain = html.unescape(plain)
    return "".join(
        chr(ord(char) - _HIDDEN) if _HIDDEN <= ord(char) < _HIDDEN + 128 else char for char in plain
    )


def _lines(text: str) -> str:
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return "\n".join(filter(None, lines))
