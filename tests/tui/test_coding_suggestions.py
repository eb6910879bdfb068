"""Suggestions on the coding screen: shown, answered with one key, made anew."""

from tests.tui.conftest import settle
from tests.tui.desk import LARGE, coding_at, press, said, view_of
from workbench.model import Origin, Polarity, Verdict
from workbench.tui.widgets.inspector import Inspector

# Suggestions


async def walked_to_a_suggestion(app, pilot):
    await settle(pilot)
    await press(pilot, "home", "n")
    return app.screen.offered.at(view_of(app).place)[0]


async def test_suggested_passages_are_underlined_and_told_with_their_evidence(advised):
    app = coding_at(advised, "07:1")
    async with app.run_test(size=LARGE) as pilot:
        best = await walked_to_a_suggestion(app, pilot)
        told = app.screen.query_one(Inspector).render().plain
        assert best.code in told
        assert best.evidence[0].text in told
        underlined = [
            segment.text
            for strip in app.screen._compositor.render_strips()
            for segment in strip
            if segment.style and segment.style.underline
        ]
        assert any(
            best.text.startswith(piece.strip()[:10]) for piece in underlined if piece.strip()
        )


async def test_accepting_codes_the_passage_and_goes_on_to_the_next(advised):
    app = coding_at(advised, "07:1")
    async with app.run_test(size=LARGE) as pilot:
        best = await walked_to_a_suggestion(app, pilot)
        await press(pilot, "a")
        (coding,) = advised.codings("07")
        assert (coding.span, coding.code, coding.origin) == (
            best.span,
            best.code,
            Origin.SUGGESTION,
        )
        (decision,) = advised.decisions("07")
        assert (decision.verdict, decision.code) == (Verdict.ACCEPTED, best.code)
        assert decision.evidence[0].cue == best.evidence[0].cue
        assert app.screen.offered.at(view_of(app).place)
        await press(pilot, "minus")
        assert advised.codings("07")[0].polarity is Polarity.HINDERS
        await press(pilot, "u", "u")
        assert advised.codings("07") == []
        assert advised.decisions("07") == []
        assert app.screen.offered.at(best.span.start)


async def test_accepting_with_another_code_codes_with_that_one(advised):
    app = coding_at(advised, "07:1")
    async with app.run_test(size=LARGE) as pilot:
        best = await walked_to_a_suggestion(app, pilot)
        await press(pilot, "A", *"SAM", "enter")
        (coding,) = advised.codings("07")
        assert (coding.code, coding.origin) == ("SAM", Origin.HAND)
        (decision,) = advised.decisions("07")
        assert (decision.verdict, decision.code, decision.taken) == (
            Verdict.RECODED,
            best.code,
            "SAM",
        )


async def test_rejecting_codes_nothing_and_the_suggestion_does_not_come_back(advised):
    app = coding_at(advised, "07:1")
    async with app.run_test(size=LARGE) as pilot:
        best = await walked_to_a_suggestion(app, pilot)
        left = len(app.screen.offered)
        await press(pilot, "r")
        assert advised.codings("07") == []
        assert advised.decisions("07")[0].verdict is Verdict.REJECTED
        assert best not in app.screen.offered.at(best.span.start)
        assert len(app.screen.offered) <= left
    app = coding_at(advised, "07:1")
    async with app.run_test(size=LARGE) as pilot:
        await settle(pilot)
        assert best not in app.screen.offered.at(best.span.start)


async def test_skipping_decides_nothing_and_goes_on(advised):
    app = coding_at(advised, "07:1")
    async with app.run_test(size=LARGE) as pilot:
        best = await walked_to_a_suggestion(app, pilot)
        await press(pilot, "k")
        assert view_of(app).place != best.span.start
        assert advised.decisions("07")[0].verdict is Verdict.SKIPPED
        assert best in app.screen.offered.at(best.span.start)


async def test_two_quick_answers_are_for_two_suggestions(advised):
    app = coding_at(advised, "07:1")
    async with app.run_test(size=LARGE) as pilot:
        await walked_to_a_suggestion(app, pilot)
        await pilot.press("a", "a", "a")
        await settle(pilot)
        assert len(advised.decisions("07")) == 3


async def test_an_answer_is_not_for_another_passage_than_the_one_that_was_there(advised):
    app = coding_at(advised, "07:1")
    async with app.run_test(size=LARGE) as pilot:
        await walked_to_a_suggestion(app, pilot)
        app.screen.action_accept()
        view_of(app).go_to(view_of(app).place + 400)
        await settle(pilot)
        assert advised.codings("07") == []
        assert "You have moved on" in said(app)


async def test_suggestions_are_made_anew_once_the_coder_pauses(advised, monkeypatch):
    monkeypatch.setattr("workbench.tui.screens.desk.advice._ASK_AFTER", 0.05)
    asked = []
    suggest = advised.suggest
    monkeypatch.setattr(advised, "suggest", lambda each: (asked.append(each), suggest(each))[1])
    app = coding_at(advised, "07:1")
    async with app.run_test(size=LARGE) as pilot:
        await walked_to_a_suggestion(app, pilot)
        assert asked == ["07"]
        await press(pilot, "k", "a")
        skipped = set(app.screen.offered._skipped)
        await pilot.pause(0.3)
        await settle(pilot)
        assert len(asked) > 1
        assert skipped
        assert app.screen.offered._skipped == skipped


async def test_hidden_suggestions_are_neither_shown_nor_accepted(advised):
    app = coding_at(advised, "07:1")
    async with app.run_test(size=LARGE) as pilot:
        await walked_to_a_suggestion(app, pilot)
        await press(pilot, "h", "a")
        assert advised.codings("07") == []
        await press(pilot, "h", "a")
        assert len(advised.codings("07")) == 1
