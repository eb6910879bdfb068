"""What interviews of other programs are called here."""

import re
from collections import Counter
from collections.abc import Sequence

from workbench.model import InterviewId, interview_key
from workbench.text import normal_text

_KINDS = re.compile(r"\.(?:docx?|odt|rtf|txt|md|pdf|vtt|srt|html?)$", re.IGNORECASE)


def without_kind(name: str) -> str:
    """A name without the ending of a kind of file."""
    return _KINDS.sub("", name)


def has_kind(name: str) -> bool:
    return _KINDS.search(name) is not None


def interview_ids(names: Sequence[str], given: Sequence[str] = ()) -> list[InterviewId]:
    """The ids given, where there are any; else the number that a name begins with where no other
    begins so, else the name; made different where two would be the same."""
    stems = [" ".join(normal_text(without_kind(name)).split()) or "1" for name in names]
    numbers = [found[0] if (found := re.match(r"\d+", stem)) else "" for stem in stems]
    keys = Counter(map(interview_key, numbers))
    found_ids: list[InterviewId] = []
    taken: set[str] = set()
    for at, (stem, number) in enumerate(zip(stems, numbers, strict=True)):
        alone = number if number and keys[interview_key(number)] == 1 else ""
        wanted = unique = (given[at] if given else "") or alone or stem
        again = 2
        while interview_key(unique) in taken:
            unique, again = f"{wanted}-{again}", again + 1
        taken.add(interview_key(unique))
        found_ids.append(InterviewId(unique))
    return found_ids
