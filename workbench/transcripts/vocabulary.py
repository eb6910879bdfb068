"""Which labels a transcript uses, and which of them are the moderator's.

Invariant: one speaker has one label: as listed, else as most often written. What begins a line once
and is in no list is no label.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from workbench.transcripts.heads import Head, Line, Mark
from workbench.transcripts.labels import (
    is_moderator_word,
    is_name_like,
    is_numbered,
    is_short_for_moderator,
    is_speech,
    label_key,
    may_be_short_for_moderator,
)


@dataclass(slots=True)
class Vocabulary:
    """The labels of one transcript."""

    listed: dict[str, str]
    """Key -> label as the sheet or the header has it."""
    repeated: frozenset[str] = frozenset()
    marked: frozenset[str] = frozenset()
    """Keys of labels that the file itself marks as such."""
    spoken: frozenset[str] = frozenset()
    """Keys of all that may be labels at the beginnings of lines."""
    bold_only: bool = False
    """Labels are bold throughout: what is not bold needs to be known."""
    named_cues: bool = False
    """Cues begin with `Name:` throughout: the file itself names its speakers."""

    def accepts(self, head: Head) -> bool:
        """Whether a head at the beginning of a line is a label."""
        if head.mark is Mark.FILE or self.is_certain(head.label.key):
            return True
        if head.mark is Mark.ALONE:
            return head.bold and head.label.key in self.repeated
        return not head.tight and self._is_likely(head)

    def _is_likely(self, head: Head) -> bool:
        label, colon = head.label, head.mark is Mark.COLON
        if is_short_for_moderator(label) and colon:
            return True
        if label.key in self.repeated:
            return head.bold or not self.bold_only
        if self.named_cues and colon:
            return is_name_like(label.text) and not is_speech(label.text)
        return self.bold_only and head.bold and colon

    def is_certain(self, key: str) -> bool:
        """Known without being repeated."""
        return (
            key in self.listed or key in self.marked or is_numbered(key) or is_moderator_word(key)
        )

    def known_inside(self, key: str) -> bool:
        """Whether a label may begin a turn inside a paragraph."""
        return self.is_certain(key) or (
            key in self.spoken and (key in self.repeated or may_be_short_for_moderator(key))
        )


def learn(lines: Sequence[Line], listed: dict[str, str], *, captions: bool = False) -> Vocabulary:
    """Count what begins the lines of the conversation and decide what is repeated."""
    counts: Counter[str] = Counter()
    heads = [line.head for line in lines if line.head is not None]
    for head in heads:
        by_itself = head.mark is Mark.ALONE and not head.bold
        if not (by_itself or head.tight) and (
            head.mark is Mark.FILE or not is_speech(head.label.text)
        ):
            counts[head.label.key] += 1
    colons = [head for head in heads if head.mark is Mark.COLON and not head.tight]
    names = sum(is_name_like(head.label.text) and not is_speech(head.label.text) for head in colons)
    vocabulary = Vocabulary(
        listed=listed,
        repeated=frozenset(key for key, count in counts.items() if count > 1),
        marked=frozenset(head.label.key for head in heads if head.mark is Mark.FILE),
        spoken=frozenset(counts),
        named_cues=captions and names >= 2 and names >= 0.6 * len(lines),
    )
    sure = [head for head in colons if vocabulary.is_certain(head.label.key)]
    judged = sure if len(sure) >= 3 else colons
    bold = sum(head.bold for head in judged)
    vocabulary.bold_only = bold >= 3 and bold >= 0.8 * len(judged)
    return vocabulary


def find_moderators(
    heard: Iterable[str], *, listed: Collection[str], names: Sequence[str]
) -> frozenset[str]:
    """Keys of the labels heard that are the moderator's.

    `names` are the moderators named in the header: their full names, first names and initials
    count. A short word (M, I) counts only where no word stands in full and the list of
    participants does not have it.
    """
    keys = list(dict.fromkeys(heard))
    by_name = {key for name in names for key in _keys_of_name(name)}
    full = {key for key in keys if is_moderator_word(key)}
    full |= {key for key in keys if key in by_name and key not in listed}
    if full:
        return frozenset(full)
    short = [key for key in keys if may_be_short_for_moderator(key) and key not in listed]
    if len(short) > 1 and len(short) == len(keys):
        # "I" and "M" between them may be an interviewer and Maria: not everyone is moderator.
        short = [key for key in short if key != "m"] or short[:1]
        short = short[:1] if len(short) == len(keys) else short
    if not short:
        short = [
            question
            for question, answer in (("f", "s"), ("fråga", "svar"))
            if question in keys and answer in keys and question not in listed
        ]
    return frozenset(short)


def _keys_of_name(name: str) -> set[str]:
    words = name.split()
    if not words:
        return set()
    initials = "".join(word[0] for word in words)
    return {label_key(name), label_key(words[0]), label_key(words[-1]), label_key(initials)}
