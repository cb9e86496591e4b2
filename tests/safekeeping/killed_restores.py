"""Kills a restore at a spread over the lines of the steps that change something, and prints what each left behind.

A line of what it prints is: the case, the number of the line, what the next start finds, what it finds after another
restore, and whether what was there at first is still to be found.

Run by test_restore.py: `killed_restores.py DATABASE FOLDER`. A process forked for each line kills itself there, as
`kill -9` would: nothing is closed, nothing is tidied up.
"""

import os
import shutil
import signal
import sys
from pathlib import Path

from conftest import settings_for
from factories import NOON
from raw_database import changed, is_sound, left_by_a_killed_server, names_in

from infoview.errors import CannotStart
from infoview.prepare import prepare
from infoview.safekeeping import before_restore, restore

ENDINGS = ("put_in_place", "checked")  # of restore.py, what changes more than the copy
# Which of the lines are tried: a spread over all from the last, and a thinner one for two cases that go the same way.
EVERY = {"well": slice(None, None, -4), "damaged": slice(None, None, -10), "gone": slice(-2, None, -10)}
JUNK = b"no database any more " * 1000


def main():
    database, folder = Path(sys.argv[1]), Path(sys.argv[2])
    backup = changed(Path(shutil.copy(database, folder / "monday.sqlite")), contacts=["Ada of Monday"])
    tuesday = changed(Path(shutil.copy(database, folder / "tuesday.sqlite")), contacts=["Grace"])
    for case in EVERY:
        start = folder / case
        start.mkdir()
        left_by_a_killed_server(tuesday, start, contacts=["Mary"])
        log = (start / "infoview.sqlite-wal").read_bytes()
        if case == "gone":
            (start / "infoview.sqlite").unlink()
        if case == "damaged":
            (start / "infoview.sqlite").write_bytes(JUNK)
        for line in lines_of(start, folder / "dry", backup)[EVERY[case]]:
            work = Path(shutil.copytree(start, folder / f"{case}-{line}"))
            run(work, backup, line)
            state = state_of(work)
            run(work, backup, None)
            print(case, line, state, content_of(work), kept_in(work, case, log), sep="\t", flush=True)  # noqa: T201
            shutil.rmtree(work)


def lines_of(start, dry, backup):
    """How many lines a whole restore runs through, each counted once."""
    shutil.copytree(start, dry)
    seen = []
    sys.settrace(tracer(seen, None))
    put_back(dry, backup)
    sys.settrace(None)
    shutil.rmtree(dry)
    return range(len(seen))


def run(folder, backup, line):
    """Restore in a process of its own, killed at the line of that number."""
    child = os.fork()
    if child == 0:
        if line is not None:
            sys.settrace(tracer([], line))
        put_back(folder, backup)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    expected = signal.SIGKILL if line is not None else 0
    assert status == expected, (folder, line, status)


def tracer(seen, fatal):
    def trace(frame, event, _argument):
        file, name = frame.f_code.co_filename, frame.f_code.co_name
        if file != before_restore.__file__ and not (file == restore.__file__ and name in ENDINGS):
            return None
        place = file, frame.f_lineno
        if event == "line" and place not in seen:
            if len(seen) == fatal:
                os.kill(os.getpid(), signal.SIGKILL)
            seen.append(place)
        return trace

    return trace


def put_back(folder, backup):
    with restore.checked(settings_for(folder), backup) as candidate:
        candidate.put_in_place(at=NOON)


def state_of(folder):
    """What the next start finds."""
    copy = Path(shutil.copytree(folder, f"{folder}-looked-at"))
    try:
        prepare(settings_for(copy), makes_code=False)
        return content_of(copy)
    except CannotStart:
        return "refused"
    finally:
        shutil.rmtree(copy)


def content_of(folder):
    names = names_in(folder / "infoview.sqlite")
    if not is_sound(folder / "infoview.sqlite"):
        return "unsound"
    return {("Ada of Monday",): "new", ("Grace", "Mary"): "old"}.get(tuple(sorted(names)), f"mixed: {names}")


def kept_in(folder, case, log):
    """Whether one of the kept files is what was there at first."""
    kept = list((folder / "backups").glob("before-restore-*.sqlite"))
    logs = list((folder / "backups").glob("before-restore-*.sqlite-wal"))
    if case == "well":
        is_kept = any(names_in(path) == {"Grace", "Mary"} for path in kept)
    else:
        is_kept = any(path.read_bytes() == log for path in logs)
    if case == "damaged":
        is_kept = is_kept and any(path.read_bytes() == JUNK for path in kept)
    return "kept" if is_kept else f"lost: {kept}"


main()
