"""Quotations are chosen, set, and kept from giving anybody away."""

from dataclasses import replace

import pytest

from tests.project.samples import interview
from tests.unit.excerpt_samples import excerpt
from workbench.analysis.choosing import Wanted, choose
from workbench.analysis.quoting import Setting, compose
from workbench.analysis.setting import set_quotation
from workbench.analysis.templates import Template
from workbench.model import CountingFrame, Reference, Span
from workbench.text import word_starts

LONG = "Ett ord och sedan flera ord till som blir en mening."


def made(reference, text=LONG, *, speaker="IP1", code="STR", quotable=False, **attributes):
    found = excerpt(reference, code, text, attributes=attributes, quotable=quotable)
    return replace(found, speaker=speaker, coding=f"{reference}-{code}")


def chosen(excerpts, **wanted):
    found = choose(
        excerpts, Wanted(**wanted), value_of=lambda each: each.attributes.get("kommun", "")
    )
    return [str(each.reference) for each in found]


def test_marked_ones_come_first_also_when_they_are_short():
    excerpts = [made("1:1"), made("2:2", "Aldrig.", quotable=True)]
    assert chosen(excerpts, number=1) == ["2:2"]
    assert chosen(excerpts, quotable_only=True) == ["2:2"]


def test_short_ones_that_are_not_marked_are_left_out():
    assert chosen([made("1:1", "Ja, så är det."), made("1:2")]) == ["1:2"]


def test_nobody_is_quoted_more_often_under_a_code_than_allowed():
    excerpts = [made(f"1:{turn}") for turn in range(1, 6)] + [made("2:1")]
    assert sorted(chosen(excerpts, per_speaker=2)) == ["1:1", "1:2", "2:1"]
    other = [*excerpts, *(replace(each, code="LED") for each in excerpts)]
    assert len(chosen(other, per_speaker=1)) == 4


def test_the_next_one_is_by_someone_else_from_another_interview():
    excerpts = [
        made("1:1"),
        made("1:2"),
        made("1:3", speaker="IP2"),
        made("2:1"),
    ]
    assert chosen(excerpts, number=3) == ["1:1", "2:1", "1:3"]


def test_what_fits_goes_before_what_has_to_be_shortened():
    excerpts = [made("1:1", f"{LONG} {LONG}"), made("2:1")]
    assert chosen(excerpts, number=1, most_words=12) == ["2:1"]


def test_each_value_has_its_own():
    excerpts = [
        made("1:1", kommun="Eksjö"),
        made("2:1", kommun="Nässjö"),
        made("3:1", kommun="Eksjö"),
    ]
    assert len(chosen(excerpts, number=1)) == 2


# -- setting ------------------------------------------------------------------------------------

TALK = interview(
    "07",
    lines=(
        (
            "IP1",
            "Vi har en handläggare här i Åmål. Ingen vet, om jag är ärlig, vem man ringer. Så.",
        ),
        ("IP2", "Ja."),
    ),
)


def span_of(words):
    start = TALK.text.index(words)
    return Span(start, start + len(words))


@pytest.mark.parametrize(
    ("words", "most", "expected", "edits"),
    [
        ("Vi har en handläggare här i Åmål.", None, "Vi har en handläggare här i Åmål.", []),
        ("Ingen vet, om jag är ärlig,", None, "Ingen vet, om jag är ärlig […]", [("[…]", 3)]),
        ("vem man ringer.", None, "[…] vem man ringer.", [("[…]", 6)]),
        (
            "Vi har en handläggare här i Åmål. Ingen vet, om jag är ärlig, vem man ringer. Så.",
            8,
            "Vi har en handläggare här i Åmål. […]",
            [("[…]", 10)],
        ),
        (
            "Vi har en handläggare här i Åmål. Ingen vet, om jag är ärlig, vem man ringer. Så.",
            16,
            "Vi har en handläggare här i Åmål. Ingen vet, om jag är ärlig, vem man ringer. […]",
            [("[…]", 1)],
        ),
        (
            "Ingen vet, om jag är ärlig, vem man ringer.",
            7,
            "Ingen vet, om jag är ärlig […]",
            [("[…]", 3)],
        ),
        ("Ingen vet, om jag är ärlig, vem man ringer.", 2, "Ingen vet […]", [("[…]", 7)]),
    ],
)
def test_passages_are_cut_at_sentence_ends_and_say_so(words, most, expected, edits):
    text, done = set_quotation(TALK, span_of(words), most_words=most)
    assert text == expected
    assert [(each.shown, each.words) for each in done] == edits


def test_hidden_words_give_way_to_what_they_name():
    text, (edit,) = set_quotation(
        TALK, span_of("Vi har en handläggare här i Åmål."), hidden=[(span_of("Åmål"), "kommun")]
    )
    assert text == "Vi har en handläggare här i [kommun]."
    assert (edit.span, edit.words) == (span_of("Åmål"), 1)


# -- composing ----------------------------------------------------------------------------------


def talk_in(name, kommun, people):
    lines = tuple(
        (f"IP{number}", f"Här i {kommun} är det bra, Kommunen hjälper.") for number in people
    )
    return interview(name, lines=lines, kommun=kommun, header="")


def frame_of(talk):
    from array import array

    labels = tuple(dict.fromkeys(turn.speaker for turn in talk.turns))
    starts = [at for turn in talk.turns for at in word_starts(talk.text, turn.start, turn.end)]
    return CountingFrame(
        interview=talk.id,
        attributes=talk.attributes,
        speakers=labels,
        speaker_attributes=tuple(talk.attributes_of(label) for label in labels),
        moderators=talk.moderators,
        turn_starts=array("I", (turn.start for turn in talk.turns)),
        turn_ends=array("I", (turn.end for turn in talk.turns)),
        turn_speakers=array("I", (labels.index(turn.speaker) for turn in talk.turns)),
        word_starts=array("I", starts),
    )


def composed(talks, *, template="({roll}, {kommun})", **setting):
    excerpts = [
        replace(
            excerpt(f"{talk.id}:1", "STR", talk.text[talk.turns[0].start : talk.turns[0].end]),
            interview=talk.id,
            reference=Reference(talk.id, 1),
            speaker="IP1",
            attributes=talk.attributes_of("IP1"),
            span=Span(talk.turns[0].start, talk.turns[0].end),
        )
        for talk in talks
    ]
    return compose(
        excerpts,
        {talk.id: talk for talk in talks},
        [frame_of(talk) for talk in talks],
        Setting(Template.parse(template, ("roll", "kommun", "kön")), **setting),
    )


TALKS = [talk_in("1", "Eksjö", (1, 2, 3)), talk_in("2", "Åmål", (1,))]


def test_attributions_that_fit_too_few_are_listed_with_what_to_leave_out():
    found = composed(TALKS)
    assert [each.attribution for each in found.quotations] == [
        "(medarbetare, Eksjö)",
        "(medarbetare, Åmål)",
    ]
    (risk,) = found.risks
    assert (risk.attribution, risk.fits, risk.quotations) == ("(medarbetare, Åmål)", 1, 1)
    assert risk.remedies == ((("kommun",), 4),)


def test_safe_leaves_it_out_in_the_attribution_and_in_the_words():
    found = composed(TALKS, safe=True)
    first, second = found.quotations
    assert first.text == "Här i Eksjö är det bra, Kommunen hjälper."
    assert second.attribution == "(medarbetare)"
    assert second.text == "Här i [kommun] är det bra, Kommunen hjälper."
    assert (second.withheld, second.fits) == (("kommun",), 4)
    assert [each.shown for each in second.edits] == ["[kommun]"]


def test_what_the_words_name_counts_also_where_the_attribution_does_not():
    (risk,) = composed(TALKS, template="({roll})").risks
    assert risk.named == ("roll", "kommun")
    assert risk.fits == 1


def test_labels_and_references_tell_nobody_anything():
    found = composed(TALKS, template="({deltagare}, {intervju}, {referens}, {kommun})")
    assert found.quotations[0].attribution == "(IP1, 1, 1:1, Eksjö)"
    assert [risk.named for risk in found.risks] == [("kommun",)]


def test_a_description_gives_someone_away():
    found = composed(TALKS, template="({befattning})", least=2)
    assert [risk.fits for risk in found.risks] == [1, 1]
    assert "kommun" in found.risks[0].named


def test_forms_are_shown_and_counted():
    found = composed(TALKS, forms={"eksjö": "norr", "åmål": "norr"}, template="({kommun})")
    assert {each.attribution for each in found.quotations} == {"(norr)"}


def test_what_the_document_tells_anyway_counts_and_is_never_left_out():
    found = composed(TALKS, template="({roll})", known=("kommun",), safe=True)
    first, second = found.quotations
    assert (first.attribution, first.fits, first.withheld) == ("(medarbetare)", 3, ())
    assert second.text == "Här i Åmål är det bra, Kommunen hjälper."
    assert "kommun" not in second.withheld
    (risk,) = found.risks
    assert (risk.attribution, risk.fits) == ("Åmål: (medarbetare)", 1)
    # Nobody else is from there: nothing that may be left out makes it fit more.
    assert risk.remedies == ((("roll",), 1),)


def test_what_is_left_out_leaves_what_the_document_tells():
    talks = [talk_in("1", "Eksjö", (1, 2, 3)), talk_in("2", "Eksjö", (1,))]
    found = composed(talks, template="({roll}, {kön})", known=("kommun",), least=2, safe=True)
    assert all(each.fits >= 2 for each in found.quotations)
