"""What reading a transcript yields."""

from dataclasses import dataclass

from workbench.model import Participant, Turn
from workbench.transcripts.blocks import Aside


@dataclass(frozen=True, slots=True)
class Transcript:
    """A file as an interview needs it; offsets are half-open code points into `text`."""

    title: str
    """From a heading, the first line or `Titel:`; empty where the file has none."""
    text: str
    """Header lines as they stood, then the turns as `Label: words`; normal (`normal_text`)."""
    turns: tuple[Turn, ...]
    moderators: frozenset[str]
    """Labels."""
    attributes: dict[str, str]
    """From header lines such as `Kommun: Eksjö`, by lower-case name."""
    participants: tuple[Participant, ...]
    """Those the header lists, then those heard; the moderators not among them."""
    warnings: tuple[str, ...]
    """What was guessed or looks wrong, a sentence each."""
    aside: tuple[Aside, ...]
    """What the file holds beside the conversation."""
    encoding: str
    """Of a text file; empty where the kind of file leaves no choice."""
