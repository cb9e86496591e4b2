"""Disks that fill, and a look at what is stored beside the server that stores it."""

import os
import resource
import subprocess
from contextlib import closing, contextmanager

import pytest
from real_browser import RealBrowser
from real_server import running, workers_of
from whole_database import rows_of, tables

from infoview.sqlite import driver


class SmallDisk:
    """A real file system of eight megabytes, in memory."""

    def __init__(self, folder):
        self.root, self.filler = folder, folder / "filler"

    def fill(self, _server=None):
        """Leave no room at all."""
        with self.filler.open("wb", buffering=0) as file:
            try:
                while file.write(b"x" * 4096):
                    pass
            except OSError:
                pass

    def make_room(self, _server=None):
        self.filler.unlink()


class BoundedFiles:
    """A folder whose files the server cannot make longer than they are: where nothing can be mounted, the next best."""

    def __init__(self, folder):
        self.root = folder

    def fill(self, server):
        [database] = self.root.rglob("infoview.sqlite")
        log = database.with_name("infoview.sqlite-wal")
        self._bound(server, (log if log.exists() else database).stat().st_size)

    def make_room(self, server):
        self._bound(server, resource.RLIM_INFINITY)

    def _bound(self, server, size):
        for pid in workers_of(server):
            resource.prlimit(pid, resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))


@contextmanager
def mounted(folder, size="8m"):
    """A small file system of its own at `folder`; the test is skipped where nothing can be mounted."""
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={size},mode=700", "infoview-test", str(folder)]
    if os.geteuid() or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("only root can mount a small file system, and not everywhere")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


@contextmanager
def unchangeable(*files):
    """Files that not even root may change for a while, open or not. Skips the test where there is no such thing."""
    if not _can_hold_open_files(files[0].with_name("probe")):
        pytest.skip("open files cannot be made unchangeable here")
    with _held(*files):
        yield


def _can_hold_open_files(probe):
    with probe.open("wb", buffering=0) as file:
        try:
            with _held(probe):
                file.write(b"x")
            return False
        except PermissionError:
            return True
        except (OSError, subprocess.CalledProcessError):
            return False
        finally:
            probe.unlink()


@contextmanager
def _held(*files):
    try:
        subprocess.run(["chattr", "+i", *files], check=True, capture_output=True)
        yield
    finally:
        subprocess.run(["chattr", "-i", *files], check=False, capture_output=True)


@contextmanager
def remounted(folder, how):
    """The same file system, mounted otherwise for a while."""
    subprocess.run(["mount", "-o", f"remount,{how}", str(folder)], check=True)
    try:
        yield
    finally:
        subprocess.run(["mount", "-o", "remount,rw", str(folder)], check=True)


@contextmanager
def served_on(folder, **settings):
    """The real server on a folder; stopped as one stops it, which is quicker than being killed."""
    with running(folder, **settings) as (url, server):
        try:
            yield url, server
        finally:
            server.terminate()
            server.wait(60)


def signed_in(url):
    browser = RealBrowser(url)
    assert browser.sign_in().status == 303
    return browser


def stored(database):
    """Every row of a database by table, read beside the server."""
    with closing(driver.connect(f"{database.as_uri()}?mode=ro", uri=True)) as connection:
        connection.execute("BEGIN")
        return {table: rows_of(connection, table) for table in tables(connection)}


def is_sound(database):
    """Whether every page and every reference of a database is right."""
    with closing(driver.connect(f"{database.as_uri()}?mode=ro", uri=True)) as connection:
        whole = connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        return whole and connection.execute("PRAGMA foreign_key_check").fetchall() == []
