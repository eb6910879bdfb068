"""Whatever is taken from an interview is verbatim; a changed word is always told."""

from hypothesis import assume, given
from hypothesis import strategies as st

from tests.project.samples import interview
from workbench.analysis.reported import reported_quotations
from workbench.analysis.setting import set_quotation
from workbench.model import Span, Wording
from workbench.placing.comparing import compare
from workbench.placing.concordance import candidates
from workbench.text import word_spans

WORDS = (
    "vi har ingen rutin för det här alltså AF ringer aldrig chefen står bakom oss och sedan".split()
)
SIGNS = [" ", " ", " ", ", ", ". ", " – ", " ... "]


@st.composite
def sayings(draw, least=6):
    words = draw(st.lists(st.sampled_from(WORDS), min_size=least, max_size=40))
    signs = draw(st.lists(st.sampled_from(SIGNS), min_size=len(words), max_size=len(words)))
    said = "".join(word + sign for word, sign in zip(words, signs, strict=True)).strip()
    return said[0].upper() + said[1:]


@st.composite
def passages(draw, least=4):
    """An interview, and a span of at least so many whole words in one of its turns."""
    lines = [("IP1", draw(sayings(least + 2))), ("IP2", draw(sayings(least + 2)))]
    talk = interview("07", lines=lines)
    turn = draw(st.sampled_from(talk.turns))
    words = word_spans(talk.text, turn.start, turn.end)
    first = draw(st.integers(0, len(words) - least))
    last = draw(st.integers(first + least - 1, len(words) - 1))
    return talk, Span(words[first][0], words[last][1])


@given(st.text(alphabet="Vi har[]()…./-–”’\"' \nåA1:{}", max_size=60))
def test_whatever_a_report_holds_is_compared_without_failing(text):
    talk = interview("07")
    for quotation in reported_quotations([(text, False), (text, True)], speaks_of_someone=bool):
        assert quotation.text
        found = compare(quotation.text, talk, Span(0, len(talk.text)))
        assert found is None or talk.text[found.span.start : found.span.end].strip()


@given(passages())
def test_what_is_taken_from_an_interview_is_verbatim_and_found(passage):
    talk, span = passage
    quotation = talk.text[span.start : span.end]
    found = compare(quotation, talk, Span(0, len(talk.text)))
    assert found.wording is Wording.VERBATIM
    assert talk.text[found.span.start : found.span.end].casefold() == quotation.casefold()
    (likely,) = candidates([quotation], [(talk.id, talk.text)])
    assert likely


@given(passages(), st.data())
def test_an_exchanged_word_is_never_called_verbatim_or_shortened(passage, data):
    talk, span = passage
    words = word_spans(talk.text, span.start, span.end)
    start, end = data.draw(st.sampled_from(words))
    quotation = talk.text[span.start : start] + "zebra" + talk.text[end : span.end]
    found = compare(quotation, talk, Span(0, len(talk.text)))
    assert found is None or found.wording is Wording.ALTERED
    if found is not None:
        assert "{+zebra+}" in found.difference


@given(passages(9), st.data())
def test_words_left_out_behind_a_mark_are_shortened(passage, data):
    talk, span = passage
    words = word_spans(talk.text, span.start, span.end)
    first = data.draw(st.integers(3, len(words) - 5))
    last = data.draw(st.integers(first, len(words) - 4))
    quotation = f"{talk.text[span.start : words[first][0]]}[…] {talk.text[words[last][1] : span.end].lstrip(' ,.–')}"
    found = compare(quotation, talk, Span(0, len(talk.text)))
    assert found.wording is Wording.SHORTENED


@given(passages(), st.one_of(st.none(), st.integers(1, 30)))
def test_a_quotation_that_was_set_is_found_again_and_no_longer_than_allowed(passage, most):
    talk, span = passage
    text, edits = set_quotation(talk, span, most_words=most)
    if most is not None:
        assert len(word_spans(text)) <= most
    assume(len(word_spans(text)) > 3)
    found = compare(text, talk, Span(0, len(talk.text)))
    assert found.wording is (Wording.SHORTENED if edits else Wording.VERBATIM)
    assert ("[…]" in text) == bool(edits)
