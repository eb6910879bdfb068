"""Make the README's screenshots from the demonstration: python docs/images/make.py."""

import asyncio
import tempfile
from pathlib import Path

from workbench.tui.app import WorkbenchApp
from workbench.workflows.demonstrating import demonstrate
from workbench.workflows.opening import Workspace

HERE = Path(__file__).parent
SIZE = (110, 32)


async def _picture(project: Path, name: str, *keys: str) -> None:
    workspace = Workspace.open(project, coder="A")
    try:
        app = WorkbenchApp(workspace)
        async with app.run_test(size=SIZE) as pilot:
            await app.workers.wait_for_complete()
            await pilot.pause()
            for key in keys:
                await pilot.press(key)
                await app.workers.wait_for_complete()
                await pilot.pause()
            app.save_screenshot(filename=f"{name}.svg", path=str(HERE))
    finally:
        workspace.close()


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        project = demonstrate(Path(folder)).project
        asyncio.run(_picture(project, "interviews"))
        asyncio.run(_picture(project, "transcript", "enter", *"t" * 21))


if __name__ == "__main__":
    main()
