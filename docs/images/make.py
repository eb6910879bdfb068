"""Make the README's screenshots from the demonstration: python docs/images/make.py."""

import asyncio
import os
import tempfile
from pathlib import Path

from workbench.model import Reference
from workbench.tui.app import WorkbenchApp
from workbench.workflows.demonstrating import demonstrate
from workbench.workflows.opening import Workspace

HERE = Path(__file__).parent
WIDE, LOW = (130, 36), (110, 30)


async def _picture(
    project: Path,
    name: str,
    *keys: str,
    coder: str = "A",
    at: str | None = None,
    size: tuple[int, int] = WIDE,
    compared: bool = False,
) -> None:
    workspace = Workspace.open(project, coder=coder, advised=True)
    try:
        pair = workspace.pair("A", "B") if compared else None
        place = None if at is None else Reference.parse(at)
        app = WorkbenchApp(workspace, at=place, pair=pair)
        async with app.run_test(size=size) as pilot:
            await _settle(app, pilot)
            for key in keys:
                await pilot.press(key)
                await _settle(app, pilot)
            app.save_screenshot(filename=f"{name}.svg", path=str(HERE))
    finally:
        workspace.close()


async def _settle(app: WorkbenchApp, pilot: object) -> None:
    for _ in range(3):
        await app.workers.wait_for_complete()
        await pilot.pause(0.05)  # type: ignore[attr-defined]
    for _ in range(400):
        if not getattr(app.screen, "advice_pending", False):
            break
        await pilot.pause(0.05)  # type: ignore[attr-defined]


def main() -> None:
    os.environ["WORKBENCH_AUTHOR"] = "Anna"
    settled = ("m", *"hela händelsen hör dit", "enter", "less_than_sign")
    with tempfile.TemporaryDirectory() as folder:
        project = demonstrate(Path(folder)).project
        for picture in (
            _picture(project, "interviews", size=LOW),
            _picture(project, "coding", "s", at="06:13"),
            _picture(project, "suggestion", *"nnn", coder="Anna", at="06:7"),
            _picture(project, "picker", "c", *"rutin", coder="Anna", at="06:13", size=LOW),
            _picture(project, "codebook", "b", "down", at="06:13", size=LOW),
            _picture(project, "find", "slash", *"möte", at="06:13", size=LOW),
            _picture(project, "compare", *settled, at="01:10", compared=True),
            _picture(project, "matrix", "x", "down", *["right"] * 5, compared=True, size=LOW),
            _picture(project, "drift", "y", compared=True, size=LOW),
        ):
            asyncio.run(picture)


if __name__ == "__main__":
    main()
