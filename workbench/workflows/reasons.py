"""A reason for a suggestion in words, the same on the screen and in the command's output."""

from workbench.model import Evidence
from workbench.text.translation import _


def told_reason(why: Evidence) -> str:
    """`“rutinerna” ← rutin (lemma)`, `like 07:31`, `“halvdag” (learned)`."""
    words = f"“{why.text}”"
    told = {
        "like": _("like {where}").format(where=why.cue),
        "learned": _("{words} (learned)").format(words=words),
        "definition": _("{words} (as in the definition)").format(words=words),
        "negation": _("{words} (turns it)").format(words=words),
        "turn": _("{words} (in the same turn)").format(words=words),
        "question": _("{words} (in the question)").format(words=words),
    }.get(why.kind)
    if told is not None:
        return told
    if not why.cue or why.text.casefold() == why.cue.casefold():
        return words
    return f"{words} ← {why.cue} ({why.kind})"
