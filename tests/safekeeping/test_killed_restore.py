"""A restore that is killed: at whatever line, the old database or the new one is in place, and nothing is lost."""

import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parents[2]


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


def test_a_restore_killed_anywhere_leaves_the_old_database_or_the_new_one(prepared, subtests):
    """Killed at lines all over what changes something, each on a folder of its own: one test, since it takes long."""
    memory = Path("/dev/shm")  # it is the order of things that is tried here; syncing the disk only takes long
    with TemporaryDirectory(dir=memory if os.access(memory, os.W_OK) else None) as folder:
        killed = killed_in(Path(folder), prepared)
    states = {case: {line[2] for line in killed if line[0] == case} for case in ("well", "damaged", "gone")}

    assert len(killed) > 20
    assert states["well"] == {"old", "new"}
    with subtests.test("where the old state was no whole one, a kill leaves the new one or nothing that starts"):
        assert states["damaged"] == states["gone"] == {"refused", "new"}
    with subtests.test("after a kill the next restore succeeds, and what was there first is kept"):
        assert [line for line in killed if line[3:] != ["new", "kept"]] == []
