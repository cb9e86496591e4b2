"""A restore that is killed: at whatever line, the old database or the new one is in place, and nothing is lost."""

import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def killed(prepared):
    """A restore killed at every line that changes something, each on a folder of its own: what each left behind."""
    memory = Path("/dev/shm")  # it is the order of things that is tried here; syncing the disk only takes long
    with TemporaryDirectory(dir=memory if os.access(memory, os.W_OK) else None) as folder:
        return killed_in(Path(folder), prepared)


def killed_in(folder, prepared):
    script = Path(__file__).with_name("killed_restores.py")
    done = subprocess.run(
        [sys.executable, script, prepared / "infoview.sqlite", folder],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": f"{ROOT / 'tests'}:{ROOT}"},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return [line.split("\t") for line in done.stdout.splitlines()]


def test_a_restore_killed_anywhere_leaves_the_old_database_or_the_new_one(killed):
    wrong = [line for line in killed if line[0] == "well" and line[2] not in ("old", "new")]

    assert wrong == []
    assert {line[2] for line in killed if line[0] == "well"} == {"old", "new"}
    assert len(killed) > 50


@pytest.mark.parametrize("case", ["damaged", "gone"])
def test_where_the_old_state_was_no_whole_one_a_kill_leaves_the_new_one_or_nothing_that_starts(killed, case):
    states = {line[2] for line in killed if line[0] == case}

    assert states == {"refused", "new"}


def test_after_a_kill_the_next_restore_succeeds_and_what_was_there_first_is_kept(killed):
    assert [line for line in killed if line[3:] != ["new", "kept"]] == []
