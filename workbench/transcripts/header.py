"""The lines before the conversation: title, `Kommun: Eksjö`, the list of participants.

Invariant: a line counts as header only if it stands before the first turn; header lines keep their
words and belong to no turn.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from workbench.transcripts.blocks import TAB, plain
from workbench.transcripts.heads import Line, Mark
from workbench.transcripts.labels import (
    Label,
    is_moderator_word,
    is_name_like,
    is_numbered,
    is_short_for_moderator,
    label_key,
    plausible,
)

_MOST_LINES = 200
_LONGEST_VALUE = 160

_KEYS = frozenset(
    """
    kommun kommuner aktör aktörer organisation organisationer myndighet verksamhet enhet roll roller
    grupp yrkesgrupp befattning datum dag tid tidpunkt starttid sluttid längd inspelningstid plats
    lokal ort stad län region titel rubrik intervju intervjunummer intervjunr nr nummer id fil
    filnamn ljudfil inspelning projekt studie transkribering transkriberad transkriberare
    transkriptör språk ämne tema antal kön ålder form typ metod anmärkning kommentar
    municipality actor role date time length duration place location title interview file
    recording project transcribed transcriber language topic
    """.split()
)
_KEYS_OF_SEVERAL_WORDS = frozenset(
    {"antal deltagare", "transkriberad av", "intervju nr", "intervjuns längd", "ort och datum"}
)
_LISTS = frozenset(
    """
    deltagare deltagarna närvarande medverkande intervjupersoner intervjuade respondenter
    informanter personer talare participants speakers attendees
    """.split()
)
_FIELD = re.compile(
    rf"(?P<key>[^\W\d_][^:=\n{TAB}]{{0,39}}?)[ \xa0]{{0,3}}(?::|{TAB})(?P<value>.*)"
)
_EMPHASISED_FIELD = re.compile(
    r"(?P<mark>\*{1,3}|_{1,3})(?P<key>[^\W\d_][^:*_\n]{0,39}):?(?P=mark):?(?P<value>.*)"
)
_BULLET = re.compile(rf"(?:[-–—•*·▪o]|\d{{1,2}}[.)])[ \xa0{TAB}]+")
_ITEM = re.compile(
    rf"(?P<label>[^=:\n(,;]{{1,50}}?)[ \xa0{TAB}]{{0,8}}"
    rf"(?:(?P<equals>=)|(?P<mark>:|,|;|{TAB}|(?<=[ \xa0{TAB}])[-–—](?=[ \xa0{TAB}]))"
    rf"|(?P<open>\())(?P<description>.*)"
)
_AND = re.compile(r"\s*[,;]\s*|\s+(?:och|and|samt|&)\s+")
_IN_BRACKETS = re.compile(r"\s*\(([^()]*)\)$")


@dataclass(slots=True)
class Header:
    """What the lines before the conversation say."""

    end: int = 0
    """Index of the first line that is not surely header."""
    attributes: dict[str, str] = field(default_factory=dict)
    participants: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Key -> label as written and description."""
    named: dict[str, str] = field(default_factory=dict)
    """Names listed on one line; taken for labels if they are heard."""
    moderators: list[str] = field(default_factory=list)
    """Names of the moderators."""
    title: str = ""


def read_header(lines: Sequence[Line], known: frozenset[str]) -> Header:
    """Find the surely header lines at the top; `known` are the keys of labels on the sheet."""
    header = Header()
    in_list = False
    for index, line in enumerate(lines[:_MOST_LINES]):
        if line.head is not None and line.head.mark is Mark.FILE:
            break
        if in_list and _list_item(header, line, known):
            header.end = index + 1
            continue
        if in_list and line.gap:
            in_list = False
        if _opens_list(header, line):
            in_list = True
        elif not _equals_item(header, line) and not _known_field(header, line):
            if not _is_speech(line, known, header):
                continue
            if not _is_moderator_field(header, lines, index):
                break
        header.end = index + 1
    header.title = _title(lines[: header.end])
    return header


def add_preamble(header: Header, lines: Sequence[Line], first_turn: int) -> None:
    """Read what stands between the sure header and the first turn: other fields, the title."""
    for line in lines[header.end : min(first_turn, _MOST_LINES)]:
        found = _field(line.text)
        if found is not None and found[0][0].isupper() and len(found[1]) <= 80:
            header.attributes.setdefault(found[0].casefold(), found[1])
    if not header.title:
        header.title = _title(lines[: min(first_turn, _MOST_LINES)])


def _field(text: str) -> tuple[str, str] | None:
    """`Key: value`, the key with at most three words."""
    body = text.lstrip("#>- ")
    match = (_EMPHASISED_FIELD if body[:1] in ("*", "_") else _FIELD).match(body)
    if match is None:
        return None
    key, value = " ".join(match["key"].split()), plain(match["value"]).strip().strip("*_").strip()
    if not value or len(value) > _LONGEST_VALUE or len(key.split()) > 3:
        return None
    return key, value


def _known_field(header: Header, line: Line) -> bool:
    found = _field(line.text)
    if found is None:
        return False
    key = found[0].casefold()
    if key not in _KEYS and key not in _KEYS_OF_SEVERAL_WORDS and key not in _LISTS:
        return False
    if key not in _LISTS or not _names(header, found[1]):
        header.attributes.setdefault(key, found[1])
    return True


def _names(header: Header, value: str) -> bool:
    """Read `IP1 (kurator), IP2 och IP3` after `Deltagare:`; False if it lists no labels."""
    pieces = [piece.strip() for piece in _AND.split(value) if piece.strip()]
    listed = []
    for piece in pieces:
        note = _IN_BRACKETS.search(piece)
        label = plausible(piece[: note.start()] if note else piece)
        if label is None:
            return False
        listed.append((label, note[1].strip() if note else ""))
    if not listed or not all(label.text[0].isupper() for label, _ in listed):
        return False
    for label, description in listed:
        if is_numbered(label.key):
            header.participants.setdefault(label.key, (label.text, description))
        else:
            header.named.setdefault(label.key, label.text)
    return len(listed) > 1 or is_numbered(listed[0][0].key)


def _opens_list(header: Header, line: Line) -> bool:
    text = plain(line.text).strip().lstrip("#").strip().strip("*_").strip()
    if text.rstrip(":").strip("*_ ").casefold() not in _LISTS:
        return False
    return text.endswith(":") or line.heading or header.end > 0


def _equals_item(header: Header, line: Line) -> bool:
    """`IP1 = socialsekreterare`: a participant wherever it stands."""
    if "=" not in line.text:
        return False
    match = _ITEM.match(_unbulleted(line.text))
    if match is None or not match["equals"]:
        return False
    return _add(header, plausible(match["label"].strip("*_ ")), match["description"])


def _list_item(header: Header, line: Line, known: frozenset[str]) -> bool:
    """An item under `Deltagare:`, as `IP1: kurator`, `- Anna (kurator)`, `IP2 – chef`, `IP3`."""
    text = plain(line.text).strip()
    if not text or len(text) > _LONGEST_VALUE:
        return False
    body = _unbulleted(line.text.strip())
    match = _ITEM.match(body)
    label = plausible((match["label"] if match else body).strip("*_ "))
    if label is None or label.key in header.participants:
        return False
    if is_moderator_word(label.key) or (is_short_for_moderator(label) and label.key not in known):
        return False
    has_gap = line.gap and bool(header.participants)
    sure = bool(match and match["equals"]) or body != line.text.strip()
    if has_gap and not sure:
        return False
    if match is None:
        return (is_numbered(label.key) or label.key in known) and _add(header, label, "")
    description = match["description"]
    if match["open"]:
        description = description.strip().removesuffix(")")
    return _add(header, label, description)


def _unbulleted(text: str) -> str:
    match = _BULLET.match(text)
    return text[match.end() :] if match else text


def _add(header: Header, label: Label | None, description: str) -> bool:
    if label is None or len(description) > _LONGEST_VALUE:
        return False
    words = plain(description).strip().strip("*_").strip()
    if is_moderator_word(label.key):
        header.moderators.append(label.text)
        return True
    if label_key(words.split(",")[0]) and is_moderator_word(label_key(words.split(",")[0])):
        header.moderators.append(label.text)
        return True
    header.participants.setdefault(label.key, (label.text, words))
    return True


def _is_speech(line: Line, known: frozenset[str], header: Header) -> bool:
    """The line begins with a label that needs no repetition."""
    head = line.head
    if head is None or head.mark in (Mark.BOLD, Mark.TAB):
        return False
    label = head.label
    return (
        label.key in known
        or label.key in header.participants
        or is_numbered(label.key)
        or is_moderator_word(label.key)
        or (is_short_for_moderator(label) and head.mark is Mark.COLON)
    )


def _is_moderator_field(header: Header, lines: Sequence[Line], index: int) -> bool:
    """`Moderator: Anna Berg` amid other fields names the moderator and is no turn."""
    head = lines[index].head
    found = _field(lines[index].text)
    if head is None or found is None or not is_moderator_word(head.label.key):
        return False
    words = found[1].split()
    if len(words) > 6 or found[1][-1] in ".?!…" or not words[0][0].isupper():
        return False
    following = lines[index + 1 : index + 3]
    last = (
        header.end == index > 0
        and not lines[index].gap
        and len(words) > 1
        and is_name_like(found[1])
        and bool(following)
        and following[0].gap
    )
    amid = last or any(_is_sure_field(line) for line in following)
    if amid:
        header.moderators.append(_IN_BRACKETS.sub("", found[1]))
        header.attributes.setdefault(found[0].casefold(), found[1])
    return amid


def _is_sure_field(line: Line) -> bool:
    probe = Header()
    return _known_field(probe, line) or _equals_item(probe, line) or _opens_list(probe, line)


def _title(lines: Sequence[Line]) -> str:
    """A heading, else the first line if it is neither a field nor too long, else `Titel:`."""
    for line in lines:
        text = plain(line.text).strip()
        if line.heading or text.startswith("# "):
            return text.lstrip("#").strip()
    for line in lines[:3]:
        found = _field(line.text)
        if found is not None and found[0].casefold() in ("titel", "rubrik", "title"):
            return found[1]
    for line in lines[:1]:
        text = plain(line.text).strip().strip("*_").strip()
        if _field(line.text) is None and "=" not in text and len(text) <= _LONGEST_VALUE:
            return text
    return ""
