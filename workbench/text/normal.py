"""Normal forms: of a whole text at import, of words in comparison, of names in sorting."""

import re
import unicodedata

_LINE_ENDS = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
"""Other than LF, which stays."""
_UNWANTED_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})


def normal_text(raw: str) -> str:
    """Return `raw` in NFC with LF line ends, without control, format and zero-width characters.

    Tabs become spaces. Done once at import, before offsets exist.
    """
    text = _LINE_ENDS.sub("\n", raw)
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    unwanted = {
        ord(char): (" " if char == "\t" else None)
        for char in set(text)
        if char != "\n" and unicodedata.category(char) in _UNWANTED_CATEGORIES
    }
    text = text.translate(unwanted) if unwanted else text
    # Taking a character away can bring a letter and its accent together.
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def fold(text: str) -> str:
    """The form in which words are compared: NFC, without regard to case. å stays å."""
    return unicodedata.normalize("NFC", text.casefold())


def without_dots(text: str) -> str:
    """Fold, and take the marks off letters (å -> a, é -> e), for typing on any keyboard."""
    return "".join(
        char
        for char in unicodedata.normalize("NFD", text.casefold())
        if not unicodedata.combining(char)
    )


_QUOTES = str.maketrans(
    {
        **dict.fromkeys("“”„‟«»″", '"'),
        **dict.fromkeys("‘’‚‛′`´", "'"),
        **dict.fromkeys("‐‑‒–—―−", "-"),
    }
)


def loosen(text: str) -> tuple[str, list[int]]:
    """Fold white space, quotation marks, dashes and dots; return the text and its offsets.

    The second value has one entry more than the text has characters: `offsets[i]` is where
    character `i` stands in `text`, the last entry is `len(text)`.
    """
    kept: list[str] = []
    offsets: list[int] = []
    in_space = True
    for position, char in enumerate(text.translate(_QUOTES)):
        if char.isspace():
            if not in_space:
                kept.append(" ")
                offsets.append(position)
            in_space = True
            continue
        in_space = False
        for piece in "..." if char == "…" else char:
            kept.append(piece)
            offsets.append(position)
    if kept and kept[-1] == " ":
        kept.pop()
        offsets.pop()
    return "".join(kept), [*offsets, len(text)]


_SWEDISH_LETTERS = str.maketrans(
    {"å": "z\uf001", "ä": "z\uf002", "æ": "z\uf002", "ö": "z\uf003", "ø": "z\uf003"}
)


def swedish_key(name: str) -> tuple[str, str]:
    """Sort names as a Swedish reader expects: case aside, and å ä ö after z in this order."""
    letters = unicodedata.normalize("NFC", name.casefold()).translate(_SWEDISH_LETTERS)
    plain = "".join(
        c for c in unicodedata.normalize("NFD", letters) if not unicodedata.combining(c)
    )
    return plain, name


def natural_key(name: str) -> tuple[tuple[int, int, str], ...]:
    """Sort `IP2` before `IP10`: runs of digits count as numbers, the rest in Swedish order."""
    return tuple(
        (0, int(part), "") if part.isdecimal() else (1, 0, swedish_key(part)[0])
        for part in re.split(r"(\d+)", name)
        if part
    )
