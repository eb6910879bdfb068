"""Text that Markdown renders as it is."""

import re

_SPECIAL = re.compile(r"([\\`*_\[\]<>#|~$^]|&(?=\w+;|#\w+;)|!(?=\[))")
_SPECIAL_AT_START = re.compile(r"^(?:([-+=:])|(\d+)([.)]))")
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def escaped(text: str) -> str:
    """Text that Markdown renders as it is, in one line."""
    return _SPECIAL.sub(r"\\\1", " ".join(_UNWRITABLE.sub("", text).split("\n")).strip())


def at_start(line: str) -> str:
    """The line without what makes a list, a heading or a rule where a line begins."""
    return _SPECIAL_AT_START.sub(
        lambda match: f"\\{match[1]}" if match[1] else f"{match[2]}\\{match[3]}", line
    )
