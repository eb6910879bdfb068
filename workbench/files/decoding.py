"""Bytes to text: which encoding a file has, found by rule.

In this order: byte order mark; the NUL pattern of UTF-16; strict UTF-8; else cp1252, Mac Roman or
cp850, whichever yields the most plausible Swedish. The text comes back raw: line ends, tabs and
composed letters as they stood, only the byte order mark taken off.
"""

import codecs
import re
from dataclasses import dataclass

from workbench.errors import InputError


@dataclass(frozen=True, slots=True)
class Decoded:
    """A file's text and how it was read."""

    text: str
    encoding: str
    """`utf-8`, `utf-16-le`, `cp1252`, `mac-roman` ...: a name Python knows."""
    doubts: tuple[str, ...] = ()
    """A sentence for each thing a person should look at."""


_MARKS = (
    # The mark of UTF-32 begins with that of UTF-16: the longer one is tried first.
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAVE_AGAIN = "Save it again as plain text in UTF-8."


def decode(data: bytes, *, name: str) -> Decoded:
    """Find the encoding of `data` and return its text, unnormalised and without byte order mark.

    `name` is the file's, for messages. Raises InputError where the bytes are no text.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _marked(data[len(mark) :], encoding, name=name)
    if b"\0" in data:
        return _wide(data, name=name)
    try:
        text, encoding, doubts = data.decode("utf-8"), "utf-8", _doubts_of_utf8(data)
    except UnicodeDecodeError as error:
        if _is_mostly_utf8(data):
            return _patched_utf8(data, error.start, name=name)
        text, encoding, doubts = _best_single_byte(data, name=name)
    _refuse_binary(text, name=name)
    return Decoded(text, encoding, doubts)


def _marked(body: bytes, encoding: str, *, name: str) -> Decoded:
    try:
        text = body.decode(encoding)
    except UnicodeDecodeError as error:
        if encoding == "utf-8":
            return _patched_utf8(body, error.start, name=name)
        raise InputError(
            f"“{name}” says that it is {encoding.upper()} but breaks off or is damaged at byte "
            f"{error.start}.",
            _SAVE_AGAIN,
        ) from error
    _refuse_binary(text, name=name)
    return Decoded(text, encoding)


def _wide(data: bytes, *, name: str) -> Decoded:
    """UTF-16 without a mark: of Latin letters, every other byte is NUL."""
    pairs = max(1, len(data) // 2)
    high_first = data[0::2].count(0) / pairs
    high_last = data[1::2].count(0) / pairs
    encoding = ""
    if high_last > 0.5 and high_first < 0.05:
        encoding = "utf-16-le"
    elif high_first > 0.5 and high_last < 0.05:
        encoding = "utf-16-be"
    try:
        text = data.decode(encoding) if encoding else ""
    except UnicodeDecodeError:
        text = ""
    if not text:
        raise _no_text(name)
    _refuse_binary(text, name=name)
    return Decoded(text, encoding)


# -- UTF-8 that is not quite ------------------------------------------------------------------

_MULTIBYTE = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)
_HIGH = re.compile(rb"[\x80-\xff]")
_TWICE = re.compile("Ã[¥¤¶…„–]|â€[œ\x9d™“”]")


def _is_mostly_utf8(data: bytes) -> bool:
    """Several whole sequences and few stray bytes: pieces of two files, or a cut at the end."""
    whole = sum(len(match[0]) for match in _MULTIBYTE.finditer(data))
    stray = len(_HIGH.findall(data)) - whole
    return whole > 4 * stray


def _patched_utf8(data: bytes, first: int, *, name: str) -> Decoded:
    text = data.decode("utf-8", "surrogateescape").translate(_ESCAPED_AS_CP1252)
    _refuse_binary(text, name=name)
    line = data.count(b"\n", 0, first) + 1
    return Decoded(
        text,
        "utf-8",
        (f"The text is UTF-8 but for some bytes, first on line {line}; they were read as cp1252.",),
    )


def _doubts_of_utf8(data: bytes) -> tuple[str, ...]:
    if b"\xc3\x83" not in data and b"\xc3\xa2" not in data:
        return ()
    found = _TWICE.search(data.decode("utf-8"))
    if found is None:
        return ()
    return (f"“{found[0]}” looks like text that was converted to UTF-8 twice.",)


# -- One byte a letter ------------------------------------------------------------------------


def _cp1252_table() -> dict[int, str]:
    """All 256 bytes; the five that cp1252 leaves free stand for their control characters."""
    return {
        byte: bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(0x80, 0x100)
    }


_CP1252 = _cp1252_table()
_ESCAPED_AS_CP1252 = {0xDC00 + byte: char for byte, char in _CP1252.items()}

_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_SAMPLE = 5000
"""So many letters beyond ASCII decide."""

_SWEDISH = frozenset("åäöÅÄÖ")
_GUESTS = frozenset("éÉèüÜáàóíñëêçøØæÆ")
"""Letters of names and loan words."""
_QUOTE = re.compile("[“”„]")
_QUOTED = re.compile(r"(?<!\w)[“”„](?=\S)[^“”„]*(?<=\S)[“”](?!\w)")
_QUOTES_SAMPLE = 50_000
_OPENING = frozenset("“„‘«»”’–—")
_CLOSING = frozenset("”“’»«…–—")
_SEQUENCES = frozenset(
    """
    är än ät äm äg äl äs äv äk äd äx äp äf åt år ån ål åg ås åd åb åk ör ös öt ög öd öj öm ön öx ök
    öl öv på så då få gå nå må rå lå vå hå tå bå fö nä dä hä mä lä vä jä tä sä kä fä rä bä gä hö sö
    bö tö rö mö nö dö jö lö gö kö vö
    """.split()
)
"""Pairs of letters with å ä ö that are common in Swedish."""


def _best_single_byte(data: bytes, *, name: str) -> tuple[str, str, tuple[str, ...]]:
    plain = data.decode("latin-1")
    texts = {
        # In this order a tie goes to the commoner encoding.
        "cp1252": plain.translate({code: char for code, char in _CP1252.items() if code < 0xA0}),
        "mac-roman": data.decode("mac-roman"),
        "cp850": data.decode("cp850"),
    }
    scores = {encoding: _plausibility(text) for encoding, text in texts.items()}
    scores["cp1252"] += 0.5
    ranked = sorted(scores, key=lambda encoding: -scores[encoding])
    best, second = ranked[0], ranked[1]
    doubts: tuple[str, ...] = ()
    if scores[best] - scores[second] < 1.5 or scores[best] <= 0:
        sample = _around_first(texts[best])
        doubts = (
            f"“{name}” was read as {best}, but it may be {second}: see whether “{sample}” is "
            "right.",
        )
    return texts[best], best, doubts


def _plausibility(text: str) -> float:
    """How well the characters beyond ASCII stand in Swedish text; higher is better."""
    quoted = _QUOTED.sub("", text[:_QUOTES_SAMPLE])
    # Quotation marks come in pairs; ö read as one of them seldom does.
    score = 1.0 if len(quoted) < len(text[:_QUOTES_SAMPLE]) and not _QUOTE.search(quoted) else 0.0
    for count, match in enumerate(_NOT_ASCII.finditer(text)):
        if count >= _SAMPLE:
            break
        at = match.start()
        before = text[at - 1] if at else " "
        after = text[at + 1] if at + 1 < len(text) else " "
        score += _weight(match[0], before, after)
    return score


def _weight(char: str, before: str, after: str) -> float:
    if char.isalpha():
        return _weight_of_letter(char, before, after)
    if char in "\u00a0§°½":
        return 0.3
    if char in _OPENING and not before.isalnum() and not after.isspace():
        return 1.0
    if char in _CLOSING and not after.isalnum() and (char in "–—" or not before.isspace()):
        return 1.0
    if char in "’–" and before.isalnum() and after.isalnum():
        return 0.5
    # A sign amid a word is what a letter of another encoding looks like.
    return -3.0 if before.isalpha() and after.isalpha() else -1.5


def _weight_of_letter(char: str, before: str, after: str) -> float:
    if char.isupper() and before.islower():
        return -2.0
    if char.isupper() and not (after.islower() or after.isupper() or not before.isalpha()):
        return -1.0
    if char in _SWEDISH:
        common = (before + char).lower() in _SEQUENCES or (char + after).lower() in _SEQUENCES
        alone = not before.isalpha() and not after.isalpha()
        return 2.0 if common or alone else 1.0
    if char in _GUESTS:
        return 0.3 if before.isalpha() or after.isalpha() else -1.0
    return -1.5


def _around_first(text: str) -> str:
    match = _NOT_ASCII.search(text)
    at = match.start() if match else 0
    return " ".join(text[max(0, at - 12) : at + 13].split())


# -- What is no text --------------------------------------------------------------------------

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\ufffe\uffff]")


def _refuse_binary(text: str, *, name: str) -> None:
    """A text has next to no control characters."""
    found = len(_CONTROL.findall(text))
    if found > 1 and found > len(text) / 500:
        raise _no_text(name)


def _no_text(name: str) -> InputError:
    return InputError(
        f"“{name}” is no text: its bytes fit no encoding.",
        "Open it in the program it was made with and save it as plain text in UTF-8.",
    )
