"""The data folder: who may read it, and the key in it."""

import os
from collections.abc import Iterator
from pathlib import Path

from infoview.config import MINIMUM_KEY, Settings
from infoview.doctor.finding import Finding, failure, passed, warning
from infoview.errors import CannotStart
from infoview.prepare import RESTORING
from infoview.presence import is_in_use
from infoview.pushing import keys

OF_OTHERS = 0o077
MOST_NAMED = 5


def folder(chosen: Settings) -> Iterator[Finding]:
    """Look at the folder and the files in it."""
    data = chosen.data
    if not data.exists():
        yield warning("folder", f"{data} is not there yet.", "The first start makes it; else check INFOVIEW_DATA.")
        return
    owner = data.stat().st_uid
    if not is_open(data):
        advice = f"Run this as the user infoview runs as; {data} belongs to number {owner}."
        yield failure("folder", f"{data} cannot be read and written by the user who asks.", advice)
        return
    if data.stat().st_mode & OF_OTHERS:
        yield warning("folder", f"Others on this machine may look into {data}.", f"chmod 700 {data}")
    if (data / RESTORING).exists():
        again = "Run it again: infoview restore FILE --yes"
        yield failure("folder", "A restore was stopped half-way; infoview does not start.", again)
    yield from _files(data, owner)
    state = "is running" if is_in_use(data) else "is not running"
    yield passed("folder", f"{data} is there, and infoview {state}.")


def is_open(data: Path) -> bool:
    """Whether whoever asks may read and write in the folder; in one that is not there yet, somebody will."""
    return not data.exists() or os.access(data, os.R_OK | os.W_OK | os.X_OK)


def key(chosen: Settings) -> Iterator[Finding]:
    """Look at the key that signs cookies."""
    path = chosen.data / "secret_key"
    if chosen.secret_key:
        yield passed("key", "It comes from SECRET_KEY.")
    elif not path.exists():
        if chosen.database.exists():
            made = "The next start makes one; whoever has a page open must load it again."
            yield warning("key", f"{path} is missing.", made)
    elif len(path.read_text("ascii").strip()) < MINIMUM_KEY:
        yield failure("key", f"The key in {path} is too short.", "Delete the file; the next start makes a new one.")
    else:
        yield passed("key", f"It lies in {path}.")


def push_key(chosen: Settings) -> Iterator[Finding]:
    """Look whether the key for pushes can be used; it is made when it is first asked for."""
    if not (chosen.data / keys.FILE).exists():
        return
    try:
        keys.public_key(chosen)
    except CannotStart as problem:
        then = "Whoever is told opens the page “On your phone and laptop” again afterwards."
        yield warning("pushes", str(problem), then)


def _files(data: Path, owner: int) -> Iterator[Finding]:
    states = {path: path.lstat() for path in data.rglob("*") if path.is_file()}
    foreign = [path for path, state in states.items() if state.st_uid != owner]
    if foreign:
        advice = f"chown -R --reference={data} {data}"
        yield failure("files", f"These belong to another user than their folder: {_named(foreign)}.", advice)
    private = [data / "secret_key", data / keys.FILE, *data.glob("infoview.sqlite*"), *data.glob("backups/*")]
    exposed = [path for path in private if path in states and states[path].st_mode & OF_OTHERS]
    if exposed:
        yield warning("files", f"Others may read {_named(exposed)}.", f"chmod -R go-rwx {data}")
    if states and not (foreign or exposed):
        yield passed("files", "They are for their owner only.")


def _named(paths: list[Path]) -> str:
    names = sorted(path.name for path in paths)
    more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
    return ", ".join(names[:MOST_NAMED]) + more
