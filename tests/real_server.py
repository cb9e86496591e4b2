"""The real server, started as ./run and the Procfile start it."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

ROOT = Path(__file__).parent.parent
COMMAND = [sys.executable, "-m", "gunicorn", "-c", "gunicorn.conf.py", "infoview:create_app()"]
LONGEST_START = 60


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def started(folder, **settings):
    environ = {"PATH": os.environ["PATH"], "INFOVIEW_DATA": str(folder), **settings}
    return subprocess.Popen(
        COMMAND, cwd=ROOT, env=environ, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8"
    )


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
            return urlopen(url).read()
        except URLError:
            time.sleep(0.05)
    raise AssertionError(server.communicate(timeout=1))
