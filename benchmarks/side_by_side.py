"""Two coders on the screen, on the same very large interview: 10,000 codings of the one, as many
less some of the other's, who differs in edges, codes and what she leaves out.

A key is measured from being posted to the end of the paint that shows what it did; a decision until
it is on disk and on the screen.
"""

import asyncio
import json
import random
import sys
from collections.abc import Callable
from pathlib import Path

from benchmarks.measuring import percentile
from benchmarks.report import Line
from benchmarks.screen import Paints, build, in_process
from workbench.model import AddCoding, Change, Coder, Coding, SetFinished, Span
from workbench.project import Project

_PRESSES, _DECISIONS = 400, 60
_SIZE = (140, 45)
_FIRST, _SECOND = Coder("A"), Coder("B")


def measure(workplace: Path) -> list[Line]:
    """Build both coders' codings, then measure in a process of its own."""
    path = build(workplace)
    _code_again(path)
    found = in_process("ours", path, module="benchmarks.side_by_side")
    name = f"two coders side by side, {found['rows']:,.0f} disagreements in one interview"
    return [
        Line(
            f"{name}: first paint", f"{found['first']:.2f} s", "–", "below 2 s", found["first"] < 2
        ),
        *(
            Line(
                f"{name}: {what}, p95",
                f"{found[key]:.1f} ms",
                f"median {found[f'{key}-median']:.1f} ms",
                f"below {aim} ms",
                found[key] < aim,
            )
            for what, key, aim in (
                ("moves", "move", 50),
                ("selection", "select", 50),
                ("to the next disagreement", "walk", 50),
                ("keys right after a decision", "after", 50),
                ("a durable decision", "settle", 500),
            )
        ),
    ]


def _code_again(path: Path) -> None:
    """The second coder codes as the first, but not quite."""
    chance = random.Random(2)
    with Project.open(path, author="bench") as project:
        (interview_id,) = project.interview_ids()
        text = project.interview(interview_id).text
        codes = [code.id for code in project.codebook().children(None)]
        made: dict[tuple[Span, str], Coding] = {}
        for coding in project.codings(coder=_FIRST):
            span, code, what = coding.span, coding.code, chance.random()
            if 0.4 < what < 0.7:
                span = Span(span.start, max(span.start + 5, span.end - chance.randint(1, 15)))
            elif 0.7 < what < 0.85:
                code = chance.choice(codes)
            words = text[span.start : span.end]
            if what < 0.85 and words.strip() == words:
                new = project.new_coding_id()
                made[span, code] = Coding(new, interview_id, span, code, _SECOND, coding.polarity)
        changes: list[Change] = [AddCoding(each) for each in made.values()]
        project.commit(changes, verb="code", coder=_SECOND)
        marks: list[Change] = [SetFinished(each, interview_id) for each in (_FIRST, _SECOND)]
        project.commit(marks, verb="finish")


async def _ours(path: Path) -> dict[str, float]:
    from workbench.tui.app import WorkbenchApp  # isort: skip  # first: it says how textual runs
    from textual import events

    from workbench.tui.screens.compare.screen import CompareScreen
    from workbench.workflows.opening import Workspace

    workspace = Workspace.open(path, coder=_FIRST)
    app = WorkbenchApp(workspace)
    figures: dict[str, float] = {}
    async with app.run_test(size=_SIZE) as pilot:
        await pilot.pause(0.5)
        paints = Paints(app)
        screen = CompareScreen(workspace, workspace.pair(_FIRST, _SECOND))
        figures["first"] = await paints.after(
            lambda: app.push_screen(screen), lambda: screen.sides is not None
        )
        rows = screen.loaded.rows.all
        figures["rows"] = len(rows)
        await pilot.pause(0.5)
        screen.go_to(rows[len(rows) // 2])
        await pilot.pause(0.5)

        def press(key: str, character: str | None = None) -> Callable[[], object]:
            shown = character or (key if len(key) == 1 else None)
            return lambda: app.post_message(events.Key(key, shown))

        async def many(keys: list[str]) -> list[float]:
            seconds = []
            for number in range(_PRESSES):
                seconds.append(await paints.after(press(keys[number % len(keys)])))
                await asyncio.sleep(0.004)
            return seconds

        def note(name: str, seconds: list[float]) -> None:
            figures[name] = percentile(seconds, 95) * 1000
            figures[f"{name}-median"] = percentile(seconds, 50) * 1000

        moves = ["s", "w", "t", "down", "right", "up", "S", "pagedown", "W", "left"]
        note("move", await many(moves))
        note("select", await many(["shift+right", "shift+down", "g", "shift+left", "G"]))
        screen.view.clear_selection()
        screen.go_to(rows[len(rows) // 2])
        await pilot.pause(0.3)
        note("walk", await many(["n", "n", "n", "p"]))
        # What both coded the same is taken over with the first decision, once.
        first = rows[0]
        screen.go_to(first)
        await paints.after(
            press("greater_than_sign", ">"), lambda: not screen.row_of(first.key).open
        )
        await pilot.pause(1)
        decided, after = [], []
        for _ in range(_DECISIONS):
            await paints.after(press("n"))
            await asyncio.sleep(0.05)
            key = screen.current.key
            decided.append(
                await paints.after(
                    press("greater_than_sign", ">"), lambda key=key: not screen.row_of(key).open
                )
            )
            for _ in range(3):
                after.append(await paints.after(press("right")))
                await asyncio.sleep(0.004)
        note("settle", decided)
        note("after", after)
    workspace.close()
    return figures


if __name__ == "__main__":
    print(json.dumps(asyncio.run(_ours(Path(sys.argv[2])))))
