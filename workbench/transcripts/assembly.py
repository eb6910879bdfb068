"""From a document to a transcript: grammar, labels, text with offsets, warnings.

Invariant: the text is the header lines and the turns in the order of the file, divided by line
feeds, and equals its own normal form.
"""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from workbench.model import Participant, Turn
from workbench.transcripts import times
from workbench.transcripts.blocks import Aside, Block, Document, plain
from workbench.transcripts.header import Header, add_preamble, read_header
from workbench.transcripts.heads import Line
from workbench.transcripts.labels import is_numbered, label_key
from workbench.transcripts.transcript import Transcript
from workbench.transcripts.turns import (
    Grammar,
    Speech,
    is_doubtful,
    is_loose,
    mark_named_times,
    read_lines,
)
from workbench.transcripts.vocabulary import Vocabulary, find_moderators, learn

_MOST_OF_A_KIND = 5
"""So many warnings of one kind are written out."""


@dataclass(slots=True)
class _Conversation:
    """The speeches of a document and what surrounds them."""

    before: list[Line]
    speeches: list[Speech]
    vocabulary: Vocabulary
    grammar: Grammar
    labelled: bool
    names: dict[str, str] = field(default_factory=dict)
    """Key -> label as shown."""


def assemble(document: Document, *, listed: Collection[str] = ()) -> Transcript:
    """Apply the grammar of turns to a document; `listed` are the labels on the sheet."""
    mark_named_times(document)
    _mark_arrows(document)
    lines = read_lines(document)
    sheet = {label_key(label): label for label in listed if label_key(label)}
    header = read_header(lines, frozenset(sheet))
    body = lines[header.end :]
    talk = _converse(document, body, sheet, header)
    if talk.labelled:
        add_preamble(header, lines, header.end + len(talk.before))
    speeches = _joined(talk.speeches) if document.captions else talk.speeches
    text, turns = _write([*lines[: header.end], *talk.before], speeches, talk, document.captions)
    heard = [speech.key for speech in speeches if speech.key and speech.paragraphs]
    moderators = find_moderators(heard, listed=_listed_keys(sheet, header), names=header.moderators)
    return Transcript(
        title=header.title,
        text=text,
        turns=turns,
        moderators=frozenset(talk.names[key] for key in moderators),
        attributes=header.attributes,
        participants=_participants(header, talk.names, heard, moderators),
        warnings=(*document.doubts, *_warnings(talk, body, header, sheet, moderators)),
        aside=(*document.aside, *_asides(talk.grammar)),
        encoding=document.encoding,
    )


def _converse(
    document: Document, body: Sequence[Line], sheet: dict[str, str], header: Header
) -> _Conversation:
    listed = {key: label for key, (label, _) in header.participants.items()} | sheet
    spoken = {line.head.label.key for line in body if line.head is not None}
    listed |= {key: label for key, label in header.named.items() if key in spoken - listed.keys()}
    vocabulary = learn(body, listed, captions=document.captions)
    grammar = Grammar(
        vocabulary,
        loose_start=is_loose(body, lambda line: line.start),
        loose_end=is_loose(body, lambda line: line.end),
    )
    before, speeches = grammar.speeches(body)
    stray = len(speeches) == 1 and len(before) > 5
    if speeches and not stray:
        names = _names(speeches, listed)
        return _Conversation(before, speeches, vocabulary, grammar, labelled=True, names=names)
    grammar = Grammar(vocabulary, loose_start=grammar.loose_start, loose_end=grammar.loose_end)
    speeches = grammar.unlabelled(body, by_gap=document.paragraphs_by_gap)
    return _Conversation([], speeches, vocabulary, grammar, labelled=False, names=listed)


def _names(speeches: Sequence[Speech], listed: dict[str, str]) -> dict[str, str]:
    """Each key's label: as listed, else as most often written, the first of equals."""
    written: dict[str, Counter[str]] = {}
    for speech in speeches:
        if speech.key is not None and speech.key not in listed:
            if speech.key not in written:
                written[speech.key] = Counter()
            written[speech.key][speech.written] += 1
    return {key: forms.most_common(1)[0][0] for key, forms in written.items()} | listed


def _mark_arrows(document: Document) -> None:
    """Read the older Word files of Teams: a line `0:0:0.0 --> 0:0:1.90`, a name, the words."""
    starts = {i: times.arrow(block.text) for i, block in enumerate(document.blocks) if block.text}
    starts = {index: time for index, time in starts.items() if time}
    if len(starts) < 2:
        return
    blocks: list[Block] = []
    time = ""
    for index, block in enumerate(document.blocks):
        if index in starts:
            time = starts[index]
        elif time and block.text and len(block.text.split()) <= 8 and index - 1 in starts:
            blocks.append(Block("", speaker=block.text, time=time))
            time = ""
        else:
            blocks.append(block)
    document.blocks = blocks


def _joined(speeches: Sequence[Speech]) -> list[Speech]:
    """Consecutive cues of one speaker as one speech."""
    found: list[Speech] = []
    for speech in speeches:
        if found and speech.key is not None and found[-1].key == speech.key:
            found[-1].paragraphs.extend(speech.paragraphs)
        else:
            found.append(speech)
    return found


def _write(
    header_lines: Sequence[Line], speeches: Sequence[Speech], talk: _Conversation, captions: bool
) -> tuple[str, tuple[Turn, ...]]:
    """The text and its turns."""
    pieces = [plain(line.text).strip() for line in header_lines]
    position = sum(len(piece) + 1 for piece in pieces)
    turns: list[Turn] = []
    joint = " " if captions else "\n"
    for speech in speeches:
        words = plain(joint.join(speech.paragraphs))
        label = "" if speech.key is None else talk.names[speech.key]
        lead = f"{label}: " if label and words else f"{label}:" if label else ""
        if words and speech.placed:
            start = position + len(lead)
            turns.append(Turn(len(turns) + 1, label, start, start + len(words), speech.time))
        pieces.append(lead + words)
        position += len(lead) + len(words) + 1
    return "\n".join(pieces), tuple(turns)


def _listed_keys(sheet: dict[str, str], header: Header) -> frozenset[str]:
    return frozenset({*sheet, *header.participants})


def _participants(
    header: Header, names: dict[str, str], heard: Sequence[str], moderators: frozenset[str]
) -> tuple[Participant, ...]:
    descriptions = {key: description for key, (_, description) in header.participants.items()}
    keys = dict.fromkeys([*header.participants, *heard])
    return tuple(
        Participant(names[key], descriptions.get(key, "")) for key in keys if key not in moderators
    )


def _asides(grammar: Grammar) -> list[Aside]:
    found = [Aside("time", time) for time in grammar.spare_times]
    return found + [Aside("label", note) for note in grammar.notes]


def _warnings(
    talk: _Conversation,
    body: Sequence[Line],
    header: Header,
    sheet: dict[str, str],
    moderators: frozenset[str],
) -> list[str]:
    if not talk.labelled:
        return ["No speakers were found: every paragraph is a turn without a speaker."]
    vocabulary = talk.vocabulary
    doubtful = [
        f"“{_excerpt(line.text)}” may begin with a speaker, but was read as words: such a label "
        "is not in the list of participants and does not come again, or has no colon."
        for line in body
        if is_doubtful(line, vocabulary)
    ]
    counts: dict[str, int] = {}
    for speech in talk.speeches:
        if speech.key is not None and speech.paragraphs:
            counts[speech.key] = counts.get(speech.key, 0) + 1
    listed = _listed_keys(sheet, header)
    strangers = [
        f"“{talk.names[key]}” speaks ({count} turns) but is not in the list of participants."
        for key, count in counts.items()
        if listed and key not in listed and key not in moderators
    ]
    silent = [
        f"“{talk.names[key]}” is in the list of participants but says nothing."
        for key in listed
        if key not in counts
    ]
    empty = [
        f"“{speech.written}:” is followed by no words, and is no turn."
        for speech in talk.speeches
        if speech.placed and not speech.paragraphs
    ]
    found = [*_few(doubtful), *_few(strangers), *_few(silent), *_few(empty)]
    if counts and not moderators and not all(is_numbered(key) and key in listed for key in counts):
        found.append("No speaker is known as the moderator.")
    return found + _long_preamble(talk)


def _few(warnings: list[str]) -> list[str]:
    rest = len(warnings) - _MOST_OF_A_KIND
    if rest <= 1:
        return warnings
    return [*warnings[:_MOST_OF_A_KIND], f"{rest} more of the same kind."]


def _long_preamble(talk: _Conversation) -> list[str]:
    words = sum(len(line.text.split()) for line in talk.before)
    if words <= 200:
        return []
    return [f"{words} words stand before the first speaker and belong to no turn."]


def _excerpt(text: str) -> str:
    words = plain(text)
    return words if len(words) <= 40 else words[:39].rstrip() + "…"
