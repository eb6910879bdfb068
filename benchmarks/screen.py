"""The coding screen on a very large interview, beside Textual's read-only text area.

200,000 words with 10,000 codings, 140x45, in a process of its own. A key is measured from being
posted to the end of the paint that shows what it did, while suggestions for the same interview are
computed in the child process.
"""

import asyncio
import json
import random
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

from benchmarks.material import WORDS, transcript
from benchmarks.measuring import own_peak_megabytes, percentile
from benchmarks.report import Line
from workbench.model import AddCoding, Coder, Coding, Polarity, Span
from workbench.project import Project
from workbench.workflows.creating import load_codebook, new_project
from workbench.workflows.demonstrating import demonstrate
from workbench.workflows.importing import import_interviews

_WORDS = 200_000
_CODINGS = 10_000
_PRESSES = 500
_SIZE = (140, 45)
_CODER = "A"


def measure(workplace: Path) -> list[Line]:
    """Build the interview, then measure ours and the text area in processes of their own."""
    project = build(workplace)
    ours = in_process("ours", project)
    area = in_process("area", project)
    return [
        Line(
            f"interview of {_WORDS:,} words, {_CODINGS:,} codings: first paint",
            f"{ours['first']:.2f} s",
            f"TextArea, read-only: {area['first']:.2f} s",
            "below 0.5 s",
            ours["first"] < 0.5,
        ),
        Line(
            "the same: resized and painted, median of 9",
            f"{ours['resize']:.3f} s",
            f"TextArea: {area['resize']:.2f} s",
            "below 0.2 s",
            ours["resize"] < 0.2,
        ),
        Line(
            "the same: peak memory of the interface",
            f"{ours['memory']:.0f} MB",
            f"TextArea: {area['memory']:.0f} MB",
            "below 300 MB",
            ours["memory"] < 300,
        ),
        *(
            Line(
                f"the same, suggestions under way: {name}, p95 of {_PRESSES} keys",
                f"{ours[key]:.1f} ms",
                f"median {ours[f'{key}-median']:.1f} ms; TextArea, cursor: {area['move']:.1f} ms",
                f"below {aim} ms",
                ours[key] < aim,
            )
            for name, key, aim in (
                ("moves", "move", 16),
                ("selection", "select", 16),
                ("a durable coding", "code", 30),
            )
        ),
        _opening(workplace),
    ]


def build(workplace: Path) -> Path:
    """The interview as coder A has coded it."""
    path = workplace / "large.workbench"
    path.unlink(missing_ok=True)
    new_project(path, "danermark")
    source = workplace / "01-large.txt"
    characters = int(_WORDS * (sum(map(len, WORDS)) / len(WORDS) + 1.65))
    source.write_text(transcript(characters, seed=1), encoding="utf-8")
    import_interviews(path, [source])
    chance = random.Random(1)
    with Project.open(path, author="bench") as project:
        interview = project.interview("01")
        codes = [code.id for code in load_codebook("danermark").children(None)]
        turns = list(interview.participant_turns())
        made: dict[tuple[int, int, str], Coding] = {}
        while len(made) < _CODINGS:
            turn, code = chance.choice(turns), chance.choice(codes)
            start = chance.randrange(turn.start, turn.end - 1)
            end = min(turn.end, start + chance.randint(20, 200))
            if interview.text[start:end].strip() != interview.text[start:end]:
                continue
            made[start, end, code] = Coding(
                id=project.new_coding_id(),
                interview=interview.id,
                span=Span(start, end),
                code=code,
                coder=Coder(_CODER),
                polarity=chance.choice([*Polarity, None]),
            )
        changes = [AddCoding(each) for each in made.values()]
        project.commit(changes, verb="code", coder=Coder(_CODER))
    return path


def in_process(which: str, project: Path, *, module: str = "benchmarks.screen") -> dict[str, float]:
    """Figures that a module prints last, in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", module, which, str(project)],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise subprocess.CalledProcessError(done.returncode, which, stderr=done.stderr)
    figures: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return figures


def _opening(workplace: Path) -> Line:
    """`workbench open` on the demonstration in a pseudo-terminal, until the list is there."""
    import pexpect

    demo = workplace / "demo"
    demo.mkdir(exist_ok=True)
    project = demonstrate(demo).project
    command = str(Path(sys.executable).with_name("workbench"))
    seconds = []
    for _ in range(7):
        begun = time.perf_counter()
        child = pexpect.spawn(
            command, ["open", str(project), "--coder", "A"], dimensions=(45, 140), timeout=20
        )
        child.expect("Aneby")
        seconds.append(time.perf_counter() - begun)
        child.send("\x11")
        child.expect(pexpect.EOF)
    bare = []
    for _ in range(5):
        begun = time.perf_counter()
        subprocess.run([sys.executable, "-c", "import textual.app, textual.widgets"], check=True)
        bare.append(time.perf_counter() - begun)
    ours, floor = sorted(seconds)[len(seconds) // 2], sorted(bare)[len(bare) // 2]
    return Line(
        "`workbench open` on the demonstration to first paint, median of 7",
        f"{ours:.2f} s",
        f"importing Textual alone: {floor:.2f} s",
        "below 0.8 s",
        ours < 0.8,
    )


class Paints:
    """Tells when the next paint after now has ended."""

    def __init__(self, app: object) -> None:
        self._event = asyncio.Event()
        display = app._display  # type: ignore[attr-defined]

        def displayed(*words: object, **more: object) -> None:
            display(*words, **more)
            self._event.set()

        app._display = displayed  # type: ignore[attr-defined]

    async def after(
        self, do: Callable[[], object], done: Callable[[], bool] | None = None
    ) -> float:
        """Seconds from doing something to the end of the paint in which it is done."""
        self._event.clear()
        begun = time.perf_counter()
        do()
        while True:
            await asyncio.wait_for(self._event.wait(), 20)
            self._event.clear()
            if done is None or done():
                return time.perf_counter() - begun


async def _ours(path: Path) -> dict[str, float]:
    from workbench.tui.app import WorkbenchApp  # isort: skip  # first: it says how textual runs
    from textual import events

    from workbench.tui.screens.transcript import TranscriptScreen
    from workbench.tui.widgets.transcript import TranscriptView
    from workbench.workflows.opening import Workspace

    workspace = Workspace.open(path, coder=_CODER, advised=True)
    app = WorkbenchApp(workspace)
    figures: dict[str, float] = {}
    async with app.run_test(size=_SIZE) as pilot:
        await pilot.pause(0.5)
        paints = Paints(app)
        screen = TranscriptScreen(
            workspace, workspace.interviews()[0].id, walk=(workspace.interviews()[0].id,), places={}
        )
        figures["first"] = await paints.after(
            lambda: app.push_screen(screen), lambda: screen.loaded is not None
        )
        view = screen.query_one(TranscriptView)
        view.go_to(len(screen.loaded.interview.text) // 2)
        await pilot.pause(0.3)

        def press(key: str) -> Callable[[], object]:
            character = key if len(key) == 1 else None
            return lambda: app.post_message(events.Key(key, character))

        asked = 0

        def keep_advising() -> None:
            """Suggestions are being computed all the while."""
            nonlocal asked
            if not screen.advice_pending:
                asked += 1
                screen._ask_advice(screen.loaded.interview.id)

        async def many(keys: list[str]) -> list[float]:
            seconds = []
            for number in range(_PRESSES):
                keep_advising()
                seconds.append(await paints.after(press(keys[number % len(keys)])))
                await asyncio.sleep(0.004)
            return seconds

        moves = ["s", "w", "t", "down", "right", "up", "S", "pagedown", "W", "left"]
        selects = ["shift+right", "shift+down", "g", "shift+left", "shift+down", "G"]
        for name, keys in (("move", moves), ("select", selects)):
            seconds = await many(keys)
            figures[name] = percentile(seconds, 95) * 1000
            figures[f"{name}-median"] = percentile(seconds, 50) * 1000
        view.clear_selection()

        def coded() -> Callable[[], bool]:
            before = len(screen.loaded.coded)
            return lambda: len(screen.loaded.coded) != before

        seconds = []
        for number in range(_PRESSES):
            keep_advising()
            await paints.after(press("s"))
            await asyncio.sleep(0.004)
            seconds.append(await paints.after(press(str(number % 8 + 1)), coded()))
        figures["code"] = percentile(seconds, 95) * 1000
        figures["code-median"] = percentile(seconds, 50) * 1000
        figures["resize"] = await _resized(app, paints, lambda: view.size.width)
        figures["memory"] = own_peak_megabytes()
        figures["asked"] = asked
    workspace.close()
    return figures


async def _area(path: Path) -> dict[str, float]:
    from textual import events
    from textual.app import App, ComposeResult
    from textual.widgets import TextArea

    with Project.open(path) as project:
        text = project.interview("01").text

    class Bare(App[None]):
        def compose(self) -> ComposeResult:
            yield from ()

    app = Bare()
    figures: dict[str, float] = {}
    async with app.run_test(size=_SIZE) as pilot:
        await pilot.pause(0.5)
        paints = Paints(app)
        made: list[TextArea] = []

        def mount() -> None:
            made.append(TextArea(text, read_only=True))
            app.mount(made[0])

        figures["first"] = await paints.after(mount, lambda: made[0].size.width > 0)
        made[0].focus()
        await pilot.pause(0.3)
        seconds = []
        for number in range(100):
            key = ("down", "right", "pagedown", "left")[number % 4]
            seconds.append(
                await paints.after(lambda key=key: app.post_message(events.Key(key, None)))
            )
            await asyncio.sleep(0.004)
        figures["move"] = percentile(seconds, 95) * 1000
        figures["resize"] = await _resized(app, paints, lambda: made[0].size.width, times=3)
        figures["memory"] = own_peak_megabytes()
    return figures


async def _resized(
    app: object, paints: Paints, width: Callable[[], int], *, times: int = 9
) -> float:
    """Seconds of the median from a resized terminal to the paint at the new width."""
    from textual import events
    from textual.geometry import Size

    seconds = []
    for number in range(times):
        size = Size(100 + 7 * (number % 5), 40)
        before = width()

        def resize(size: Size = size) -> None:
            app._driver._size = size  # type: ignore[attr-defined]
            app.post_message(events.Resize(size, size))  # type: ignore[attr-defined]

        seconds.append(await paints.after(resize, lambda before=before: width() != before))
        await asyncio.sleep(0.2)
    return sorted(seconds)[len(seconds) // 2]


_SUBJECTS: dict[str, Callable[[Path], Awaitable[dict[str, float]]]] = {"ours": _ours, "area": _area}

if __name__ == "__main__":
    print(json.dumps(asyncio.run(_SUBJECTS[sys.argv[1]](Path(sys.argv[2])))))  # type: ignore[arg-type]
