"""kill -9 at random moments loses no coding whose line was printed."""

import csv
import io
import os
import random
import signal
import subprocess
import sys
import time

import pytest

from tests.conftest import COMMAND

KILLS = 50


def rows_of(corpus):
    with (corpus / "codings" / "kodare-a.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file, delimiter=";"))


def as_csv(rows):
    written = io.StringIO()
    csv.writer(written, delimiter=";", lineterminator="\n").writerows(rows)
    return written.getvalue().encode()


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is a Unix thing")
def test_fifty_kills_lose_no_acknowledged_row(demo, corpus, workbench):
    header, *rows = rows_of(corpus)
    chance = random.Random(7)
    acknowledged: set[tuple[str, int, int, str]] = set()
    for number in range(KILLS):
        child = subprocess.Popen(
            [COMMAND, "code", demo, "--from", "-", "--coder", f"K{number}"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "WORKBENCH_AUTHOR": "killed"},
        )
        some = chance.sample(rows, 40)
        child.stdin.write(as_csv([header, *some]))
        child.stdin.flush()
        wanted = chance.randrange(0, 35)
        printed = [child.stdout.readline() for _ in range(wanted)]
        time.sleep(chance.random() * 0.01)
        os.kill(child.pid, signal.SIGKILL)
        printed += child.stdout.read().splitlines(keepends=True)
        child.stdin.close()
        child.wait()
        for line in printed:
            if line.endswith(b"\n"):
                _row, how, reference, span, code = line.decode().rstrip("\n").split("\t")[:5]
                assert how in ("verbatim", "already there"), line
                start, end = span.split("-")
                interview = reference.split(":")[0]
                acknowledged.add((f"K{number}", interview, int(start), int(end), code))
    assert len(acknowledged) > KILLS * 5
    kept = set()
    for number in range(KILLS):
        listed = workbench("codings", demo, "--coder", f"K{number}", "--json")
        if listed.code:
            # A coder who was killed before her first row is not known.
            assert "There are no codings by" in listed.err
            continue
        kept |= {
            (each["coder"], each["interview"], each["start"], each["end"], each["code"])
            for each in listed.json
        }
    assert acknowledged - kept == set()
    assert workbench("check", demo, "--json").json["ok"]
