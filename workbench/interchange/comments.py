"""What a margin comment says: codes with direction, mark and memo; written so that it is read back.

Invariant: `read(write(coding))` is the coding's code, direction, mark and memo. What names no code
is a memo, whole; nothing that stands in a comment is dropped.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from workbench.errors import InputError
from workbench.model import Codebook, CodeId, Coding, Polarity, readable_id

MEMO = "Memo:"
"""What follows it is memo, word for word."""
QUOTABLE = "citerbar"

_SIGNS = {
    **dict.fromkeys("+＋", Polarity.PROMOTES),
    **dict.fromkeys("-−–—‐‑", Polarity.HINDERS),
    **dict.fromkeys("0±", Polarity.NEUTRAL),
}
_WORDS = {
    Polarity.PROMOTES: "främjar främjande främja positiv positivt promotes promoting positive",
    Polarity.HINDERS: "hindrar hindrande hinder negativ negativt hinders hindering negative",
    Polarity.NEUTRAL: "neutral neutralt önskan önskemål wish",
}
_DIRECTIONS = {word: each for each, words in _WORDS.items() for word in words.split()} | _SIGNS
_MARKS = frozenset({"citerbar", "citerbart", "quotable"})
_SIGN = "[" + re.escape("".join(_SIGNS)) + "]"
_ANY = "|".join(sorted((w for w in _DIRECTIONS if len(w) > 1), key=len, reverse=True))
_AFTER = re.compile(
    rf"(?P<code>.+?)(?:\s*[:=]?\s*[(\[]\s*(?P<inner>{_SIGN}|{_ANY})\s*[)\]]"
    rf"|\s*[:=]?\s*(?P<sign>[+＋\-−–—‐‑±])|\s*[:=]\s*(?P<even>0|{_ANY})|\s+(?P<word>0|{_ANY}))",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    rf"[(\[]?\s*(?:(?P<sign>[+＋\-−–—±])\s*|(?P<word>{_ANY}|0)\s*[:)\]]?\s+)[)\]]?\s*(?P<code>.+)",
    re.IGNORECASE,
)
_MARKED = re.compile(rf"(?P<rest>.+?)[\s,;]+[(\[]?(?:{'|'.join(sorted(_MARKS))})[)\]]?", re.I)
_GLOSSED = re.compile(r"(?P<code>.+?)\s*\((?P<gloss>.*)\)")
_LEAD = re.compile(r"(?:kod|code)\s*[:=]?\s+|#|[•·*]\s+", re.IGNORECASE)
_BETWEEN = re.compile(r"\s*(?:[,;&]|\b(?:och|and)\b)\s*|\s+", re.IGNORECASE)
_DASH = re.compile(r"\s+[-−–—]\s+")
_LONGEST = 200
"""Characters in which codes are looked for; what is longer is prose."""


@dataclass(frozen=True, slots=True)
class Named:
    """A code that a comment names."""

    code: CodeId
    polarity: Polarity | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What a comment says."""

    codes: tuple[Named, ...] = ()
    memo: str = ""
    quotable: bool = False
    notes: tuple[str, ...] = ()
    """What to look at, because it might be read otherwise."""


@dataclass(frozen=True, slots=True)
class _Term:
    code: CodeId | None
    polarity: Polarity | None = None
    quotable: bool = False
    memo: str = ""
    exact: bool = False
    """Written as the id is, letter for letter."""
    signed: bool = False
    """Its direction is a sign that can be no dash between words."""


@dataclass
class CommentLanguage:
    """Reads and writes comments by one codebook."""

    codebook: Codebook
    _ids: dict[str, CodeId] = field(init=False, default_factory=dict)
    _names: dict[str, list[CodeId]] = field(init=False, default_factory=dict)
    _keys: dict[str, CodeId] = field(init=False, default_factory=dict)
    _doubts: list[str] = field(init=False, default_factory=list)

    def __post_init__(self) -> None:
        for code in self.codebook.codes:
            self._ids.setdefault(code.id.casefold(), code.id)
            self._names.setdefault(code.name.casefold(), []).append(code.id)
            if code.key:
                self._keys[code.key] = code.id
        for code in self.codebook.codes:
            if code.key:
                self._keys.setdefault(code.key.casefold(), code.id)

    # -- Writing ----------------------------------------------------------------------------------

    def write(self, coding: Coding) -> str:
        """`STR (Struktur) -`, `citerbar` where it is marked, and `Memo: …` on lines of its own."""
        sign = coding.polarity.value if coding.polarity else ""
        rest = " ".join(filter(None, (sign, QUOTABLE if coding.quotable else "")))
        memo = f"\n{MEMO} {coding.memo}" if coding.memo else ""
        wanted = Reading((Named(coding.code, coding.polarity),), coding.memo, coding.quotable)
        for name in self._spellings(coding.code):
            text = f"{name} {rest}".rstrip() + memo
            if self.read(text) == wanted:
                return text
        return f"{coding.code} {rest}".rstrip() + memo

    def _spellings(self, code: CodeId) -> Iterator[str]:
        found = self.codebook.by_id.get(code)
        if found is not None:
            name = " ".join(found.name.split())
            if readable_id(code):
                yield f"{code} ({name})"
            else:
                yield name
                yield self.codebook.path(code)
        yield code

    # -- Reading ----------------------------------------------------------------------------------

    def read(self, text: str) -> Reading:
        """The codes at the beginning of a comment, and what follows them as memo.

        A line of codes may be followed by others. Without a code at its beginning the whole comment
        is memo.
        """
        self._doubts = []
        terms: list[_Term] = []
        notes: list[str] = []
        memo = ""
        lines = text.replace("\r\n", "\n").split("\n")
        for number, line in enumerate(lines):
            if terms and line[: len(MEMO)].casefold() == MEMO.casefold():
                memo = "\n".join([line[len(MEMO) :].removeprefix(" "), *lines[number + 1 :]])
                break
            if not line.strip():
                continue
            head = self._head(line.strip(), notes)
            if head is None:
                memo = "\n".join(lines[number:]).strip()
                break
            terms += head
            said = [term.memo for term in head if term.memo]
            if said:
                memo = "\n".join([*said, *lines[number + 1 :]]).strip()
                break
        codes = dict.fromkeys(
            Named(term.code, term.polarity) for term in terms if term.code is not None
        )
        if not codes:
            return Reading(memo=text.strip(), notes=tuple(dict.fromkeys(self._doubts)))
        quotable = any(term.quotable for term in terms)
        return Reading(tuple(codes), memo, quotable, tuple(dict.fromkeys(notes)))

    def _head(self, line: str, notes: list[str]) -> list[_Term] | None:
        """The codes with which a line begins, the last with what follows as its memo."""
        bare = line
        while (lead := _LEAD.match(bare)) and lead.end() < len(bare):
            bare = bare[lead.end() :]
        for each in dict.fromkeys((line, bare)):
            found = self._whole(each, notes) or self._before_words(each, notes)
            if found:
                return found
        return None

    def _whole(self, line: str, notes: list[str]) -> list[_Term] | None:
        terms = self._terms(line) if len(line) <= _LONGEST else None
        return None if terms is None else _shared(terms, notes)

    def _before_words(self, line: str, notes: list[str]) -> list[_Term] | None:
        """Codes, then a colon or dash, or a sign that is no dash, then words."""
        for colon in re.finditer(":", line[:_LONGEST]):
            terms = self._whole(line[: colon.start()].strip(), notes)
            rest = line[colon.end() :].strip()
            if terms and rest:
                below = self._term(rest)
                if len(terms) == 1 and below is not None and self._is_below(below, terms[0]):
                    return [below]
                return [*terms[:-1], replace(terms[-1], memo=rest)]
        for dash in _DASH.finditer(line[:_LONGEST]):
            terms = self._whole(line[: dash.start()], notes)
            if terms:
                sign = dash[0].strip()
                notes.append(f"“{sign}” before words was read as a dash, not as a direction")
                return [*terms[:-1], replace(terms[-1], memo=line[dash.end() :].strip())]
        for space in reversed(list(re.finditer(r"\s+", line[:_LONGEST]))):
            head = line[: space.start()]
            terms = self._whole(head.rstrip(".;,"), notes)
            ended = head[-1] in ".;," and terms and terms[-1].polarity is not None
            if terms and (terms[-1].exact or terms[-1].signed or ended):
                return [*terms[:-1], replace(terms[-1], memo=line[space.end() :])]
        return None

    def _is_below(self, one: _Term, other: _Term) -> bool:
        if one.code is None or other.code is None or other.polarity is not None:
            return False
        return one.code != other.code and other.code in self.codebook.ancestors(one.code)

    def _terms(self, written: str, depth: int = 0) -> list[_Term] | None:
        """Several codes: the longest first one that fits, then the rest."""
        alone = self._term(written)
        if alone is not None:
            return [alone] if alone.code is not None or depth else None
        if depth > 20:
            return None
        for gap in reversed(list(_BETWEEN.finditer(written))[:20]):
            first = self._term(written[: gap.start()])
            if first is None or not gap.start():
                continue
            if not gap[0].strip() and not (first.exact or first.signed):
                continue
            rest = self._terms(written[gap.end() :], depth + 1)
            if rest is not None:
                return [first, *rest]
        return None

    def _term(self, written: str) -> _Term | None:
        """One code with its direction, or only the mark of a quotable passage."""
        word = written.strip().rstrip(".! ").strip("\"“”' ").rstrip(".! ")
        if word.startswith("[") and word.endswith("]"):
            word = word[1:-1].strip()
        if not word:
            return None
        found = self._code(word)
        if found is not None:
            return found
        if word.strip("()[]").casefold() in _MARKS:
            return _Term(None, quotable=True)
        if marked := _MARKED.fullmatch(word):
            term = self._term(marked["rest"])
            return None if term is None else replace(term, quotable=True)
        if word.endswith("?"):
            term = self._term(word.rstrip("? "))
            return None if term is None else replace(term, memo="?")
        return self._directed(word)

    def _directed(self, word: str) -> _Term | None:
        for pattern in (_AFTER, _BEFORE):
            match = pattern.fullmatch(word)
            found = self._code(match["code"].strip()) if match else None
            if match and found is not None:
                groups = [v for k, v in match.groupdict().items() if k != "code" and v]
                sign = groups[0].casefold()
                alone = word[match.end("code")].isspace() if pattern is _AFTER else True
                sure = len(sign) == 1 and (not alone or sign in "+＋±")
                sure = sure or match.groupdict().get("inner") is not None
                return replace(found, polarity=_DIRECTIONS[sign], signed=sure)
        return None

    def _code(self, written: str) -> _Term | None:
        """A code by id, name, path or key, with its name in brackets behind it or without."""
        found = self._named(written)
        if found is not None:
            return found
        glossed = _GLOSSED.fullmatch(written)
        outer = self._named(glossed["code"]) if glossed else None
        if glossed and outer is not None and outer.code is not None:
            gloss = " ".join(glossed["gloss"].split()).casefold()
            code = self.codebook.by_id[outer.code]
            if gloss in (" ".join(code.name.split()).casefold(), code.id.casefold()):
                return outer
        return None

    def _named(self, written: str) -> _Term | None:
        wanted = written.strip().casefold()
        if wanted in self._ids:
            code = self._ids[wanted]
            is_sign = code == written.strip() and code.isupper() and len(code) > 1
            return _Term(code, exact=is_sign)
        by_name = self._names.get(wanted) or self._names.get(" ".join(wanted.split()), [])
        if len(by_name) == 1:
            return _Term(by_name[0])
        if by_name:
            self._doubts.append(f"the name “{written.strip()}” belongs to {len(by_name)} codes")
            return None
        if any(each in wanted for each in "/>›→"):
            try:
                return _Term(self.codebook.resolve(re.sub(r"\s*[/>›→]\s*", "/", written)))
            except InputError:
                return None
        key = self._keys.get(written.strip()) or self._keys.get(wanted)
        return _Term(key) if key is not None and wanted else None


def _shared(terms: list[_Term], notes: list[str]) -> list[_Term]:
    """One direction at the end of a list is that of every code in it."""
    coded = [term for term in terms if term.code is not None]
    if len(coded) < 2 or coded[-1].polarity is None:
        return terms
    if any(term.polarity is not None for term in coded[:-1]):
        return terms
    polarity = coded[-1].polarity
    notes.append(f"“{polarity.value}” at the end was read as the direction of all {len(coded)}")
    return [replace(term, polarity=polarity) if term.code else term for term in terms]
