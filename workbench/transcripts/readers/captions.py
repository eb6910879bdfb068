"""WebVTT and SubRip: cues with times, and with speakers as `<v Name>` or `Name:`.

Invariant: every word of a cue's payload is in a block; of the tags only those of the formats are
taken out, so that a transcriber's `<ohörbart>` stays.

Sources: W3C, WebVTT: The Web Video Text Tracks Format (2019), sections 3 and 4; SubRip has no
standard, what players accept is read.
"""

import html
import re
from collections.abc import Iterator

from workbench.transcripts import times
from workbench.transcripts.blocks import Aside, Block, Document, keep_tabs, normal_aside

_ARROW = "-->"
_VOICE = re.compile(r"<v(?:\.[^\s<>]{1,80})?(?:[ \t\xa0]([^<>\n]{0,200}))?>|</v>", re.IGNORECASE)
_TAG = re.compile(
    r"</?(?:[biucs]|em|strong|ruby|rt|lang|font|span)(?:[.\s][^<>\n]{0,200})?/?>"
    r"|<\d{1,3}:\d\d(?::\d\d)?(?:[.,]\d{1,3})?>|\{\\[^{}\n]{1,80}\}",
    re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?:[A-Za-z]{2,10}|#\d{1,7}|#[xX][0-9a-fA-F]{1,6});")
_TECHNICAL = re.compile(r"(?:kind|language|x-timestamp-map)\s*[:=]", re.IGNORECASE)
_FIELD_LINE = re.compile(r"[^\W\d_][\w ]{1,30}:\s*\S")


def read_captions(text: str) -> Document:
    """Read WebVTT or SubRip, told apart by nothing: both are groups of lines around an arrow."""
    document = Document([], captions=True)
    in_header = True
    for number, group in enumerate(_groups(keep_tabs(text))):
        arrows = [index for index, line in enumerate(group) if _is_timing(line)]
        if arrows:
            in_header = False
            _read_cues(group, arrows, document)
        elif number == 0 and group[0].startswith("WEBVTT"):
            _read_top(group, document)
        else:
            _read_note(group, document, in_header=in_header)
    return document


def _groups(text: str) -> Iterator[list[str]]:
    """Lines between empty ones."""
    group: list[str] = []
    for raw in text.split("\n"):
        line = raw.strip()
        if line:
            group.append(line)
        elif group:
            yield group
            group = []
    if group:
        yield group


def _is_timing(line: str) -> bool:
    return _ARROW in line and bool(times.clock(line.partition(_ARROW)[0]))


def _read_top(group: list[str], document: Document) -> None:
    """The line WEBVTT may carry a title, the lines below it metadata."""
    title = group[0].removeprefix("WEBVTT").strip(" -–")
    if title:
        document.blocks.append(Block(title, heading=True))
    for line in group[1:]:
        if _TECHNICAL.match(line):
            document.aside.append(Aside("metadata", line))
        else:
            document.blocks.append(Block(line))


def _read_note(group: list[str], document: Document, *, in_header: bool) -> None:
    """A comment, or a style; before the first cue, lines such as `Kommun: Eksjö` are header."""
    first = group[0].split()[0]
    lines = group
    if first == "NOTE":
        lines = [group[0].removeprefix("NOTE").strip(), *group[1:]]
    elif first in ("STYLE", "REGION"):
        document.aside.append(Aside("metadata", "\n".join(group)))
        return
    elif not in_header:
        # An empty line amid a cue: its words go on.
        document.blocks.extend(_payload(lines, ""))
        return
    lines = [line for line in lines if line]
    if in_header and (first != "NOTE" or any(_FIELD_LINE.match(line) for line in lines)):
        document.blocks.extend(Block(line) for line in lines)
        return
    aside = normal_aside("note", "\n".join(lines))
    if aside is not None:
        document.aside.append(aside)


def _read_cues(group: list[str], arrows: list[int], document: Document) -> None:
    """The cues of one group; several where the empty lines between them are missing."""
    for position, index in enumerate(arrows):
        time = times.clock(group[index].partition(_ARROW)[0])
        end = len(group)
        if position + 1 < len(arrows):
            end = arrows[position + 1]
            # The line above an arrow is the next cue's number.
            end -= group[end - 1].isdecimal() and end - 1 > index
        document.blocks.extend(_payload(group[index + 1 : end], time))


def _payload(lines: list[str], time: str) -> Iterator[Block]:
    """One block for each voice of a cue."""
    text = "\n".join(lines)
    speaker: str | None = None
    at = 0
    for match in _VOICE.finditer(text):
        yield from _block(text[at : match.start()], speaker, time)
        named = match[1] is not None and match[1].strip()
        speaker = _characters(match[1]).strip() if named else None
        at = match.end()
    yield from _block(text[at:], speaker, time)


def _block(raw: str, speaker: str | None, time: str) -> Iterator[Block]:
    text = keep_tabs(_characters(_TAG.sub("", raw)))
    text = "\n".join(filter(None, (line.strip() for line in text.split("\n"))))
    if text:
        # Lines of a cue that the file gives one speaker are one line broken to fit the picture.
        yield Block(text.replace("\n", " ") if speaker else text, speaker=speaker, time=time)


def _characters(text: str) -> str:
    return _ENTITY.sub(lambda match: html.unescape(match[0]), text) if "&" in text else text
