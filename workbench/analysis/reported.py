"""The quotations of a report: between marks, as blocks, and behind a dash; and whose they are said
to be.

Invariant: quotations come in the order of the report, and no words belong to two of them.
"""

import re
from collections.abc import Callable, Iterator, Sequence

from workbench.model import ReportedQuotation
from workbench.text import count_words, sentences
from workbench.text.quoted import quoted_passages

_DASH = re.compile(r"^[–—]\s+(?=\S)")
_BEHIND = re.compile(r"^[\s.,;:]*[(\[]([^()\[\]\n]{1,200})[)\]]")
_SIGNED = re.compile(r"^[\s.,;:]*[–—-]\s*([^\n]{1,100})$")
_AT_END = re.compile(r"\s*[(\[]([^()\[\]\n]{1,200})[)\]]\s*[.:]?\s*$")
_SIGNED_AT_END = re.compile(r"\n\s*[–—-]\s*([^\n]{1,100})$")
_BRACKETED = re.compile(r"^\s*[(\[]([^()\[\]\n]{1,200})[)\]]\s*\.?$")
_TAG = re.compile(
    r",\s+(?:säger|sa|sade|menar|berättar|svarar|förklarar|uttrycker|konstaterar|tycker|beskriver"
    r"|undrar|frågar|tillägger|fortsätter|resonerar|says|said|explains|adds|asks)\b[^\n]*?"
    r"(?:[.:!?]|$)",
    re.IGNORECASE,
)
_LEAST_OF_BLOCK = 0.6
"""Of a block's words that have to stand between marks for these to be the quotation."""
_LEAST_BEHIND_DASH = 4
"""Words; a line of a list is shorter, or does not end as a sentence does."""
_ENDS = (".", "!", "?", "…", "”", '"')

Paragraphs = Sequence[tuple[str, bool]]


def reported_quotations(
    paragraphs: Paragraphs, *, speaks_of_someone: Callable[[str], bool]
) -> list[ReportedQuotation]:
    """Every quotation of a report.

    paragraphs: the text of each, and whether it is set as a block quotation.
    speaks_of_someone: whether words in brackets may say who spoke; else they are an aside.
    """
    found: list[ReportedQuotation] = []
    for number, (text, block) in enumerate(paragraphs, start=1):
        around = _Around(paragraphs, number, speaks_of_someone)
        if block:
            found += around.block(text)
        elif _DASH.match(text):
            found += around.spoken(text)
        else:
            found += around.marked(text)
    return found


class _Around:
    """One paragraph among the others."""

    def __init__(
        self, paragraphs: Paragraphs, number: int, speaks_of_someone: Callable[[str], bool]
    ) -> None:
        self.number = number
        self.before = paragraphs[number - 2] if number > 1 else ("", False)
        self.after = paragraphs[number] if number < len(paragraphs) else ("", False)
        self.speaks_of_someone = speaks_of_someone

    def marked(self, text: str) -> Iterator[ReportedQuotation]:
        passages = quoted_passages(text)
        outside = _outside(text, [(each.start - 1, each.end + 1) for each in passages])
        for each in passages:
            behind = text[each.end + 1 :]
            attribution, loose = self._behind(behind, alone=not outside.strip(" .,;:()[]"))
            if not attribution:
                attribution, loose = _sentence_around(text, each.start - 1, each.end + 1), True
            yield self._quotation(text[each.start : each.end], attribution, loose=loose)

    def block(self, text: str) -> Iterator[ReportedQuotation]:
        passages = quoted_passages(text)
        marked = sum(count_words(text[each.start : each.end]) for each in passages)
        if passages and marked >= _LEAST_OF_BLOCK * count_words(text):
            yield from self.marked(text)
            return
        words, attribution = self._without_attribution(_DASH.sub("", text))
        loose = not attribution
        if loose:
            attribution, loose = self._behind("", alone=True)
        if not attribution and self.before[0].rstrip().endswith(":"):
            attribution, loose = _last_sentence(self.before[0]), True
        if words.strip():
            yield self._quotation(words, attribution, loose=loose, block=True)

    def spoken(self, text: str) -> Iterator[ReportedQuotation]:
        """A line of dialogue: the words, without what says who speaks."""
        if quoted_passages(text):
            yield from self.marked(text)
            return
        said = _DASH.sub("", text)
        words, attribution = self._without_attribution(said)
        tags = list(_TAG.finditer(words))
        complete = bool(tags or attribution) or words.rstrip().endswith(_ENDS)
        if not complete or count_words(words) < _LEAST_BEHIND_DASH:
            return
        loose = not attribution
        attribution = attribution or " ".join(match[0].strip(", ") for match in tags)
        start = 0
        for match in [*tags, None]:
            part = words[start : match.start() if match else len(words)].strip()
            start = match.end() if match else start
            if part:
                yield self._quotation(_DASH.sub("", part), attribution, loose=loose, block=True)

    def _without_attribution(self, text: str) -> tuple[str, str]:
        for pattern in (_AT_END, _SIGNED_AT_END):
            match = pattern.search(text)
            if match and self.speaks_of_someone(match[1]):
                return text[: match.start()], match[1].strip()
        return text, ""

    def _behind(self, behind: str, *, alone: bool) -> tuple[str, bool]:
        """Who spoke, in brackets or behind a dash; in the next paragraph where nothing else is."""
        for pattern in (_BEHIND, _SIGNED):
            match = pattern.match(behind)
            if match and self.speaks_of_someone(match[1]):
                return match[1].strip(), False
        following, is_block = self.after
        if alone and not is_block and not behind.strip(" .,;:"):
            match = _BRACKETED.match(following) or _SIGNED.match(following)
            if match and self.speaks_of_someone(match[1]):
                return match[1].strip(), False
        return "", True

    def _quotation(
        self, words: str, attribution: str, *, loose: bool, block: bool = False
    ) -> ReportedQuotation:
        return ReportedQuotation(words.strip(), self.number, block, attribution, loose)


def _outside(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """The paragraph without its quotations and what stands in brackets behind them."""
    pieces = []
    end = 0
    for start, stop in spans:
        pieces.append(text[end:start])
        end = stop
    pieces.append(text[end:])
    return re.sub(r"[(\[][^()\[\]]*[)\]]", "", " ".join(pieces))


def _sentence_around(text: str, start: int, end: int) -> str:
    """What precedes the quotation in its sentence, and what follows it there."""
    before = text[:start]
    begun = sentences(before)
    lead = before[begun[-1][0] :] if begun and not before.rstrip().endswith((".", "!", "?")) else ""
    behind = text[end:]
    rest = sentences(behind)
    follows = behind[: rest[0][1]] if rest and behind.lstrip()[:1].islower() else ""
    if not follows and behind.startswith(","):
        follows = behind[: rest[0][1]] if rest else ""
    return " ".join(f"{_unquoted(lead)} {_unquoted(follows)}".split())


def _unquoted(text: str) -> str:
    spans = [(each.start - 1, each.end + 1) for each in quoted_passages(text)]
    for start, end in reversed(spans):
        text = f"{text[:start]} {text[end:]}"
    return text


def _last_sentence(text: str) -> str:
    found = sentences(text)
    return text[found[-1][0] :] if found else text
