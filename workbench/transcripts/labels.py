"""What a speaker's label looks like, and the words that are a moderator's or never anyone's.

Invariant: a label has at most three words. Two labels that differ in case, spaces and leading zeros
have the same key: `IP1`, `Ip 1` and `ip01`.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

MOST_WORDS = 3
LONGEST = 44

_WORD = r"[\w'’./&+#-]{1,30}"
_LABEL = re.compile(rf"(?=[^\W\d_]){_WORD}(?:[ \xa0]{{1,3}}{_WORD}){{0,2}}")
_NOTE = re.compile(r"[ \xa0]*[(\[]([^()\[\]]{1,30})[)\]]$")
_NUMBERED = re.compile(
    r"(?:ip|d|r|p|k|deltagare|respondent|informant|intervjuperson|person|talare|röst|kvinna|man"
    r"|participant|speaker|interviewee)[0-9]{1,3}"
)
_MODERATOR = re.compile(
    r"(?:moderator|moderatorn|intervjuare|intervjuaren|intervjuledare|intervjuledaren"
    r"|samtalsledare|samtalsledaren|gruppledare|diskussionsledare|fokusgruppsledare"
    r"|bisittare|forskare|forskaren|interviewer|facilitator|moderators)[0-9]{0,2}"
)
_WEAK_MODERATOR = frozenset({"m", "i", "mod", "int", "intv", "q"})
"""Short for a moderator, unless the transcript also has the word in full."""

_SPEECH = frozenset(
    """
    jag du han hon hen den det vi ni de dom dem man en ett och men eller så då sen sedan att om när
    där här som för på till av med utan från hos nej nä ja jo jaha jaså okej ok mm mhm hm ah eh öh
    alltså asså ju väl va liksom typ bara inte vad hur varför vem vilka vilken vilket min mitt mina
    din ditt dina sin sitt sina hans hennes deras dess vår vårt våra er ert era kanske precis
    absolut tack hej exempel exempelvis t.ex tex dvs nämligen först sist slutligen obs ps nb
    this that he she it we they you and but so then yes no well because
    """.split()
)
"""Words that begin what is said, not a label."""

_SAYING = frozenset(
    """
    sa sade säger säga sagt frågade frågar fråga svarade svarar tänkte tänker undrade undrar skrev
    skriver ropade ropar menar menade tyckte tycker said says asked thought is was are är var blir
    """.split()
)
"""In a label of several words, they make it a sentence."""


@dataclass(frozen=True, slots=True)
class Label:
    """Words that may be a speaker's label."""

    text: str
    """As written, with single ordinary spaces and without a note in brackets."""
    key: str
    note: str = ""
    """What followed in brackets: `IP1 (kvinna)`."""


def label_key(label: str) -> str:
    """The form in which labels are compared: letters and digits without case and leading zeros."""
    return _key(label)


@lru_cache(maxsize=4096)
def _key(label: str) -> str:
    letters = "".join(char for char in label.casefold() if char.isalnum())
    return re.sub(r"(?<!\d)0+(?=\d)", "", letters)


@lru_cache(maxsize=4096)
def plausible(written: str) -> Label | None:
    """Read what stands before a colon or a dash as a label, or return None."""
    words = written.strip()
    note = ""
    if words[-1:] in (")", "]"):
        match = _NOTE.search(words)
        if match is None:
            return None
        note, words = match[1], words[: match.start()]
    if len(words) > LONGEST or _LABEL.fullmatch(words) is None:
        return None
    clean = " ".join(words.split())
    key = _key(clean)
    return Label(clean, key, note) if key else None


@lru_cache(maxsize=4096)
def is_numbered(key: str) -> bool:
    """A form such as IP3, D1, R12 or Deltagare 4."""
    return _NUMBERED.fullmatch(key) is not None


@lru_cache(maxsize=4096)
def is_moderator_word(key: str) -> bool:
    """A word for the moderator in full, such as Moderator or Intervjuare 2."""
    return _MODERATOR.fullmatch(key) is not None


def is_short_for_moderator(label: Label) -> bool:
    """M, I, Mod, Int, Q: one letter only as a capital."""
    return label.key in _WEAK_MODERATOR and not (len(label.text) == 1 and label.text.islower())


def may_be_short_for_moderator(key: str) -> bool:
    return key in _WEAK_MODERATOR


@lru_cache(maxsize=4096)
def is_speech(text: str) -> bool:
    """The words begin a sentence ("Vi", "Då sa hon"): no label however often they come."""
    words = [word.strip(".'’") for word in text.casefold().split()]
    return words[0] in _SPEECH or (
        len(words) > 1 and (words[-1] in _SPEECH or not _SAYING.isdisjoint(words))
    )


def is_name_like(text: str) -> bool:
    """Every word begins with a capital or a digit, as names and roles do."""
    return all(word[0].isupper() or word[0].isdigit() for word in text.split())
