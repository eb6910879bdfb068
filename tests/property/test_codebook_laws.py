"""Laws of codebooks: writing loses nothing, and changes lead from one version to the other."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from workbench.codebook import changes, check_codebook, compare, read_codebook, write_codebook
from workbench.model import (
    Change,
    Code,
    Codebook,
    CodeId,
    Cue,
    EditCodebook,
    Polarity,
    PutCode,
    RemoveCode,
)
from workbench.text import fold, normal_text

LETTERS = st.sampled_from("aåäöABCÖé1 .,:;-–#'\"[]{}*&!%@`|>?~\\=\n”…😀")
AWKWARD = st.sampled_from(["no", "yes", "on", "null", "~", "1", "1e3", "2015-09-15", "- a", "<<"])
texts = (st.text(LETTERS | st.characters(), max_size=60) | AWKWARD).map(
    lambda text: normal_text(text).strip()
)
lines = texts.map(lambda text: " ".join(text.split()))
names = lines.filter(bool)
id_parts = st.text("abcåäöÅÖ019_", min_size=1, max_size=4)
colours = st.just("") | st.integers(0, 0xFFFFFF).map("#{:06x}".format)
cues = st.builds(
    Cue,
    text=names,
    rule=st.sampled_from(["lemma", "word", "exact"]),
    exclude=st.booleans(),
    weight=st.sampled_from([0.25, 1.0, 2.5, 10.0]),
    polarity=st.sampled_from([None, *Polarity]),
)


@st.composite
def codebooks(draw: st.DrawFn) -> Codebook:
    codes: list[Code] = []
    used: set[str] = set()
    keys = set("abcdefghåäö123")

    def grow(parent: CodeId | None, depth: int) -> None:
        siblings: set[str] = set()
        for _ in range(draw(st.integers(0, 3))):
            part = draw(id_parts)
            code_id = CodeId(part if parent is None else f"{parent}.{part}")
            name = draw(names)
            if fold(code_id) in used or fold(name) in siblings:
                continue
            used.add(fold(code_id))
            siblings.add(fold(name))
            key = draw(st.sampled_from(["", *sorted(keys)]))
            keys.discard(key)
            codes.append(
                Code(
                    id=code_id,
                    name=name,
                    parent=parent,
                    definition=draw(texts),
                    include=draw(texts),
                    exclude=draw(texts),
                    example=draw(texts),
                    colour=draw(colours),
                    key=key,
                    cues=tuple(draw(st.lists(cues, max_size=3))),
                    memo=draw(texts),
                )
            )
            if depth < 3:
                grow(code_id, depth + 1)

    grow(None, 0)
    return Codebook(
        title=draw(lines),
        language=draw(st.sampled_from(["sv", "en", "se-NO", "no"])),
        description=draw(texts),
        sources=tuple(draw(st.lists(texts.filter(bool), max_size=3))),
        codes=tuple(codes),
    )


@given(codebooks())
def test_a_written_book_is_read_back_the_same(book: Codebook) -> None:
    assert read_codebook(write_codebook(book), name="bok.yaml") == book


@given(codebooks())
def test_a_written_book_has_no_errors(book: Codebook) -> None:
    problems = check_codebook(write_codebook(book), name="bok.yaml")
    assert [each for each in problems if each.severity == "error"] == []


def applied(book: Codebook, done: tuple[Change, ...]) -> Codebook:
    """The changes as their documentation says, in the plainest way."""
    for change in done:
        codes = list(book.codes)
        if isinstance(change, PutCode):
            ids = [code.id for code in codes]
            if change.code.id in ids:
                codes[ids.index(change.code.id)] = change.code
            else:
                codes.append(change.code)
            book = replace(book, codes=tuple(codes))
        elif isinstance(change, RemoveCode):
            gone = book.descendants(change.code)
            book = replace(book, codes=tuple(code for code in codes if code.id not in gone))
        elif isinstance(change, EditCodebook):
            by_id = {code.id: code for code in codes}
            book = replace(
                book,
                title=book.title if change.title is None else change.title,
                language=book.language if change.language is None else change.language,
                description=(
                    book.description if change.description is None else change.description
                ),
                sources=book.sources if change.sources is None else change.sources,
                codes=book.codes
                if change.order is None
                else tuple(by_id[code] for code in change.order),
            )
    return book


@given(codebooks(), codebooks())
def test_changes_make_the_new_book_out_of_the_old(old: Codebook, new: Codebook) -> None:
    assert applied(old, changes(old, new)) == new


@given(codebooks(), st.randoms())
def test_changes_lead_to_a_shuffled_and_edited_version(book: Codebook, random) -> None:  # type: ignore[no-untyped-def] # Random
    tops = list(book.children(None))
    random.shuffle(tops)
    codes = [
        replace(code, definition=code.definition + "x") if random.random() < 0.3 else code
        for top in tops
        for code in (top, *(below for below, _ in book.walk(top.id)))
    ]
    new = replace(book, codes=tuple(codes))
    assert applied(book, changes(book, new)) == new


@given(codebooks(), codebooks())
def test_books_differ_exactly_when_there_is_something_to_change(
    old: Codebook, new: Codebook
) -> None:
    assert bool(compare(old, new)) == bool(changes(old, new)) == (old != new)
