"""The real server, started as ./run and the Procfile start it."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

ROOT = Path(__file__).parent.parent
COMMAND = [sys.executable, "-m", "gunicorn", "-c", "gunicorn.conf.py", "infoview:create_app()"]
LONGEST_START = 60


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def started(folder, *, log=None, under=(), **settings):
    """Start the server; what it says goes into the open file `log`, else into two pipes. `under` is what runs it."""
    environ = {"PATH": os.environ["PATH"], "INFOVIEW_DATA": str(folder), **settings}
    out, errors = (log, subprocess.STDOUT) if log else (subprocess.PIPE, subprocess.PIPE)
    command = [*under, *COMMAND]
    return subprocess.Popen(command, cwd=ROOT, env=environ, stdout=out, stderr=errors, text=True, encoding="utf-8")


@contextmanager
def running(folder, **settings) -> Iterator[tuple[str, subprocess.Popen]]:
    port = free_port()
    server = started(folder, PORT=str(port), **settings)
    url = f"http://127.0.0.1:{port}"
    try:
        wait_for(f"{url}/health", server)
        yield url, server
    finally:
        server.kill()
        server.communicate()


def wait_for(url, server):
    until = time.monotonic() + LONGEST_START
    while time.monotonic() < until and server.poll() is None:
        try:
            return urlopen(url, timeout=LONGEST_START).read()
        except OSError:  # refused, or cut off by a server that is killed
            time.sleep(0.02)
    raise AssertionError(server.communicate(timeout=1))


def wait_until(is_so, seconds=LONGEST_START):
    """Wait for a condition; return whether it came."""
    until = time.monotonic() + seconds
    while not is_so():
        if time.monotonic() > until:
            return False
        time.sleep(0.005)
    return True


def workers_of(server):
    """The ids of the processes that answer requests: the children of the one that was started."""
    if not Path("/proc/self/stat").exists():
        told = subprocess.run(["pgrep", "-P", str(server.pid)], capture_output=True, text=True, check=False).stdout
        return [int(pid) for pid in told.split()]
    return [pid for pid in map(int, filter(str.isdecimal, os.listdir("/proc"))) if _state(pid)[1:] == [str(server.pid)]]


def is_alive(pid):
    """Whether a process runs: one that died and was not yet waited for does not."""
    if Path("/proc/self/stat").exists():
        return _state(pid)[:1] not in ([], ["Z"], ["X"])
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def _state(pid):
    """A process's state and the id of its parent, or nothing if there is no such process."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[:2]
    except OSError:
        return []
