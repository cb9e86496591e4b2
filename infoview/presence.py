"""Who works in a folder: many at once, like the server and the commands; or one alone, like a restore.

A lock of the system on one open file tells. Every process that has the file open holds it, workers of a master that
was killed included, and the system lets go of it when the last of them ends, however it ends.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from infoview.errors import CannotStart
from infoview.files import hand_over

NAME = ".in-use"


def stay(folder: Path) -> None:
    """Be present until this process and all its children have ended; wait first for whoever is alone there."""
    fcntl.flock(_opened(folder), fcntl.LOCK_SH)


@contextmanager
def present(folder: Path) -> Iterator[None]:
    """Be present for a while; wait first for whoever is alone there."""
    handle = _opened(folder)
    try:
        fcntl.flock(handle, fcntl.LOCK_SH)
        yield
    finally:
        os.close(handle)


@contextmanager
def alone(folder: Path, name: str = NAME) -> Iterator[bool]:
    """Let nobody else in for a while. False if somebody is there: then nothing may be done.

    `name` is the lock of one kind of work there, for which one may be alone while others do something else.
    """
    handle = _opened(folder, name)
    try:
        yield _is_free(handle)
    finally:
        os.close(handle)


def is_in_use(folder: Path) -> bool:
    """Whether somebody works in the folder."""
    try:
        handle = os.open(folder / NAME, os.O_RDONLY)
    except OSError:
        return False
    try:
        return not _is_free(handle)
    finally:
        os.close(handle)


def _opened(folder: Path, name: str = NAME) -> int:
    path = folder / name
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as problem:
        raise CannotStart(f"The file {path} cannot be used: {problem.strerror}") from problem
    with suppress(OSError):
        hand_over(path)
    return handle


def _is_free(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
