"""Texts corrected at random: what stayed is found, and codings keep the words that stayed."""

import re
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.model import Span
from workbench.placing.aligning import align
from workbench.placing.correspondence import Change, Correspondence

WORDS = ("vi", "och", "samverkan", "chefen", "handläggare", "möte", "det", "är", "åtgärd", "Eksjö")
unit = st.sampled_from([*WORDS, ".", ",", "\n", "\nIP1:", "(skratt)", "👍", "ha\u0308r"])
texts = st.lists(unit, max_size=60).map(" ".join)
names = [f"ord{number}å" for number in range(200)]
"""Words that stand once: whatever is done to the text, there is no doubt where each went."""


def words_in(text):
    return re.findall(r"\w+", text)


@given(text=texts)
def test_a_text_aligned_with_itself_is_whole(text):
    found = align(text, text)
    assert all(each.same and each.old == each.new for each in found.stretches)
    assert len(found.stretches) == bool(text.strip())
    assert found.share_of(text) == (1.0 if text.strip() else 0.0)


@given(old=texts, new=texts)
def test_stretches_overlap_in_neither_text_and_say_what_is_there(old, new):
    found = align(old, new)
    for side, text in (("old", old), ("new", new)):
        spans = sorted(getattr(each, side) for each in found.stretches)
        assert all(one.end <= other.start for one, other in pairwise(spans))
        for span in spans:
            words = text[span.start : span.end]
            assert words == words.strip() != ""
    for each in found.stretches:
        same = old[each.old.start : each.old.end] == new[each.new.start : each.new.end]
        assert not each.same or same


@given(old=texts, new=texts)
def test_the_journals_rows_say_the_whole(old, new):
    found = align(old, new)
    assert Correspondence.of_rows(found.rows()).stretches == found.stretches


@given(old=texts, new=texts)
def test_turned_round_twice_it_is_the_same(old, new):
    found = align(old, new)
    back = found.reversed().reversed()
    assert [(each.old, each.new) for each in back.stretches] == [
        (each.old, each.new) for each in found.stretches
    ]


@st.composite
def edited(draw):
    """Words that each stand once, and the same with some taken out and some new put in."""
    size = draw(st.integers(1, 60))
    kept = draw(st.lists(st.booleans(), min_size=size, max_size=size))
    new = draw(st.lists(st.integers(0, 3), min_size=size, max_size=size))
    begin = draw(st.integers(0, size - 1))
    end = draw(st.integers(begin + 1, size))
    return names[:size], kept, new, begin, end


@given(edit=edited())
def test_a_coding_is_never_put_on_words_that_are_not_its_own(edit):
    """What it covers afterwards begins and ends with words it covered before."""
    words, kept, new, begin, end = edit
    old_text = " ".join(words)
    parts = []
    for at, word in enumerate(words):
        parts += [f"nytt{at}x{number}" for number in range(new[at])]
        parts += [word] if kept[at] else []
    new_text = " ".join(parts)
    start = len(" ".join(words[:begin])) + (begin > 0)
    span = Span(start, start + len(" ".join(words[begin:end])))
    placed = align(old_text, new_text).place(span)
    if placed.span is None:
        return
    covered = words_in(new_text[placed.span.start : placed.span.end])
    stayed = [word for word, stays in zip(words[begin:end], kept[begin:end], strict=True) if stays]
    mine = [word for word in covered if word in names]
    assert mine == [word for word in stayed if word in mine]


@given(edit=edited())
@settings(max_examples=200)
def test_a_coding_among_words_that_all_stayed_keeps_exactly_these(edit):
    """Where only single words far from it changed, and half of the text at most."""
    words, kept, _, begin, end = edit
    padding = [f"fast{number}" for number in range(12)]
    inside = [*padding, *words[begin:end], *padding]
    before = [word for word, stays in zip(words[:begin], kept[:begin], strict=True) if stays]
    old_text = " ".join([*words[:begin], *inside, *words[end:]])
    new_text = " ".join([*before, *inside, "tillagt"])
    coded = " ".join(words[begin:end])
    start = old_text.index(" ".join(inside)) + len(" ".join(padding)) + 1
    placed = align(old_text, new_text).place(Span(start, start + len(coded)))
    assert placed.change is Change.NONE
    assert new_text[placed.span.start : placed.span.end] == coded


@given(edit=edited(), later=texts)
def test_one_way_after_another_leads_where_both_lead(edit, later):
    """What is placed by both together stands in the last text, and on the words placed singly."""
    words, kept, _, begin, end = edit
    first = " ".join(words)
    second = " ".join(word for word, stays in zip(words, kept, strict=True) if stays)
    third = f"{later} {second}"
    one, other = align(first, second), align(second, third)
    both = one.then(other)
    for each in both.stretches:
        assert 0 <= each.new.start < each.new.end <= len(third)
        if each.same:
            old, new = first[each.old.start : each.old.end], third[each.new.start : each.new.end]
            assert old == new
    start = len(" ".join(words[:begin])) + (begin > 0)
    span = Span(start, start + len(" ".join(words[begin:end])))
    step = one.place(span)
    if step.span is None:
        assert both.place(span).span is None
