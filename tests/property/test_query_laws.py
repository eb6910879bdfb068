"""The algebra of queries: what one finds, told by what others find, and by trying every pair."""

from hypothesis import given
from hypothesis import strategies as st

from tests.unit.query_samples import BOOK, frame
from workbench.analysis import Material, find_in, read_query
from workbench.errors import QueryError

WORDS = st.sampled_from(
    [
        "STR",
        "STA-",
        "=FOR",
        "*",
        "and",
        "or",
        "not",
        "near:2",
        "near",
        "within",
        "followed",
        "by",
        "(",
        ")",
        "where",
        "kommun=Eksjö",
        "text:ja",
        'text:"ja',
        "regex:(",
        "@x",
        "memo",
        "“",
        ":",
        "=",
    ]
)


@given(st.one_of(st.text(max_size=40), st.lists(WORDS, max_size=12).map(" ".join)))
def test_whatever_is_written_is_read_or_pointed_at(written):
    pointed = None
    found = []
    made, text = frame()
    try:
        found = find_in(Material(made, lambda: text, dict), read_query(written, BOOK).node)
    except QueryError as error:
        pointed = (error.start, error.end)
    assert all(text[start:end].strip() for start, end, _, _ in found)
    assert pointed is None or 0 <= pointed[0] <= pointed[1] <= len(written)


CODES = ("STR", "STR.rutiner", "STA", "FOR")
LABELS = ("M", "IP1", "IP2")


@st.composite
def interviews(draw):
    """A material of up to eight turns and a dozen codings, some of them over several turns."""
    sayings = st.lists(
        st.sampled_from(["ja", "vi ringer", "hon slutade i våras", "nej"]), min_size=1, max_size=3
    )
    turns = draw(
        st.lists(st.tuples(st.sampled_from(LABELS), sayings.map(" ".join)), min_size=1, max_size=8)
    )
    made, text = frame(turns, ())
    count = len(turns)
    spans = set()
    for _ in range(draw(st.integers(0, 12))):
        first = draw(st.integers(0, count - 1))
        last = min(count - 1, first + draw(st.integers(0, 1)))
        start = draw(st.integers(made.turn_starts[first], made.turn_ends[first] - 1))
        end = draw(
            st.integers(
                max(start + 1, made.turn_starts[last] + 1), max(start + 1, made.turn_ends[last])
            )
        )
        spans.add((start, end, draw(st.sampled_from(CODES)), draw(st.sampled_from(["+", "-", ""]))))
    # A coder codes a span with a code once.
    once = {span[:3]: span for span in sorted(spans)}
    made.spans.extend(sorted(once.values()))
    return Material(made, lambda: text, dict)


def asked(material, query):
    return find_in(material, read_query(query, BOOK).node)


TERMS = st.sampled_from(
    [
        "STR",
        "=STR",
        "STA",
        "FOR-",
        "text:ringer",
        "speaker:IP1",
        "(STR or STA)",
        "*",
        "(FOR near:1 STR)",
    ]
)


@given(interviews(), TERMS, TERMS)
def test_a_term_falls_apart_into_what_the_other_touches_and_the_rest(material, a, b):
    both, rest = asked(material, f"{a} and {b}"), asked(material, f"{a} and not {b}")
    assert sorted(both + rest) == asked(material, a)


@given(interviews(), TERMS, TERMS, TERMS)
def test_de_morgan(material, a, b, c):
    assert asked(material, f"{a} and not ({b} or {c})") == asked(
        material, f"{a} and not {b} and not {c}"
    )
    assert asked(material, f"{a} and not ({b} and {c})") == asked(
        material, f"({a} and not {b}) or ({a} and not {c})"
    )


@given(interviews(), TERMS, TERMS)
def test_or_is_a_union_without_order(material, a, b):
    union = sorted({*asked(material, a), *asked(material, b)})
    assert asked(material, f"{a} or {b}") == asked(material, f"{b} or {a}") == union


@given(interviews(), TERMS, TERMS, st.integers(0, 4), st.sampled_from(["near:", "followed by:"]))
def test_further_away_finds_no_less(material, a, b, reach, relation):
    nearer = asked(material, f"{a} {relation}{reach} {b}")
    assert set(nearer) <= set(asked(material, f"{a} {relation}{reach + 1} {b}"))
    assert set(nearer).isdisjoint(asked(material, f"{a} not {relation}{reach} {b}"))


def touched(material, each):
    frame = material.frame
    return [
        turn
        for turn, (start, end) in enumerate(zip(frame.turn_starts, frame.turn_ends, strict=True))
        if max(start, each[0]) < min(end, each[1])
    ]


def words_of(material, each):
    starts = list(material.frame.word_starts)
    return [at for at, start in enumerate(starts) if each[0] <= start < each[1]]


@given(interviews(), TERMS, TERMS, st.integers(0, 3))
def test_near_is_what_trying_every_pair_finds(material, a, b, reach):
    others = asked(material, b)

    def near(each):
        mine = touched(material, each)
        return any(
            other != each
            and min(abs(x - y) for x in mine for y in touched(material, other)) <= reach
            for other in others
        )

    expected = [each for each in asked(material, a) if near(each)]
    assert asked(material, f"{a} near:{reach} {b}") == expected


@given(interviews(), st.integers(0, 5))
def test_words_between_are_what_counting_them_finds(material, reach):
    frame = material.frame

    def between(one, other):
        first, second = sorted((one, other))
        return sum(first[1] <= start < second[0] for start in frame.word_starts)

    others = asked(material, "STA")
    expected = [
        each
        for each in asked(material, "FOR")
        if words_of(material, each)
        and any(between(each, other) <= reach for other in others if words_of(material, other))
    ]
    heard = [each for each in asked(material, f"FOR near:{reach}w STA") if words_of(material, each)]
    assert [each for each in heard if each in expected] == expected


@given(interviews(), TERMS, TERMS)
def test_within_is_what_trying_every_pair_finds(material, a, b):
    others = asked(material, b)
    expected = [
        each
        for each in asked(material, a)
        if any(o != each and o[0] <= each[0] and each[1] <= o[1] for o in others)
    ]
    assert asked(material, f"{a} within {b}") == expected


@given(interviews(), TERMS)
def test_every_find_is_found_once_in_order_and_belongs_to_a_participant(material, a):
    found = asked(material, a)
    assert found == sorted(set(found))
    frame = material.frame
    for each in found:
        speakers = {frame.speakers[frame.turn_speakers[turn]] for turn in touched(material, each)}
        assert speakers - {"M"}
