"""The benchmark measures something, and says so; how quick it is, no test asks."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
SMALL = [
    "--rounds=1",
    "--cards=5",
    "--cards=10",
    "--people=10",
    "--moves=2",
    "--rows=20",
    "--referred=20",
    "--alike=1",
    "--no-browser",
]


def run_bench(*arguments):
    command = [sys.executable, "-m", "bench", *arguments]
    environ = {"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/")}
    return subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True, timeout=120)


MEASURED = (
    "hello",
    "board of 5",
    "floor of 10",
    "move",
    "people search, typed",
    "draft",
    "disk sync",
    "career of 100 meetings",
    "referral map of 300",
    "note saved while typed",
    "failed moves",
    "styles and scripts of the heaviest page",
    "peak during an import",
)


def test_everything_is_measured_and_held_against_its_target(subtests):
    done = run_bench(*SMALL)  # a whole run, on a small scale
    lines = [line.strip().removeprefix("PASS").removeprefix("FAIL").strip() for line in done.stdout.splitlines()]

    assert done.returncode in (0, 1), done.stderr
    for measured in MEASURED:
        with subtests.test(measured):
            assert any(line.startswith(measured) for line in lines), done.stdout
    with subtests.test("no move of many clients fails"):
        [line] = [line for line in done.stdout.splitlines() if "failed moves" in line]
        assert line.split()[0] == "PASS" and "0.00 of 32" in line


def test_a_part_can_be_measured_alone():
    done = run_bench(*SMALL, "--only", "files")

    assert "styles and scripts of the heaviest page" in done.stdout
    assert "hello" not in done.stdout
