"""The README's commands run as they stand there, and print what it shows."""

import re
import shlex
import shutil

import pytest

from tests.conftest import ROOT, run_workbench


def console_blocks():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for block in re.findall(r"```console\n(.*?)```", readme, re.DOTALL):
        command, shown = None, []
        for line in block.splitlines():
            if line.startswith("$ "):
                if command:
                    yield command, shown
                command, shown = line[2:], []
            else:
                shown.append(line)
        yield command, shown


def test_every_command_of_the_readme_runs_and_prints_what_it_shows(tmp_path):
    shutil.copytree(ROOT / "corpus", tmp_path / "corpus")
    seen = 0
    for command, shown in console_blocks():
        program, *words = shlex.split(command)
        assert program == "workbench"
        done = run_workbench(*words, cwd=tmp_path)
        assert done.code == 0, f"{command}\n{done.err}"
        squeezed = re.sub(r"[^\S\n]+", " ", done.out)
        for line in shown:
            assert re.sub(r"\s+", " ", line.strip()) in squeezed, f"{command}\n{done.out[:2000]}"
        seen += 1
    assert seen > 20


@pytest.mark.parametrize(
    "link",
    sorted(
        set(
            re.findall(
                r"\]\(((?:docs|corpus|benchmarks)/[^)#]+)\)",
                (ROOT / "README.md").read_text(encoding="utf-8"),
            )
        )
    ),
)
def test_the_readme_links_to_files_that_are_there(link):
    assert (ROOT / link).is_file()
