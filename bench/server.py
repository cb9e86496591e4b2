"""The real server on a folder of its own, as ./run starts it."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.client import Client

ROOT = Path(__file__).parent.parent
COMMAND = [sys.executable, "-m", "gunicorn", "-c", "gunicorn.conf.py", "bench.app:create_app()"]
LONGEST_START = 60


@dataclass(frozen=True, slots=True)
class Server:
    port: int
    master: int

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def worker(self) -> int | None:
        """The id of the one worker, where the system tells."""
        children = Path(f"/proc/{self.master}/task/{self.master}/children")
        return int(children.read_text().split()[0]) if children.exists() else None

    def worked(self) -> float:
        """Return the processor time of the worker so far, in milliseconds."""
        tasks = Path(f"/proc/{self.worker}/task").glob("*/schedstat")
        return sum(int(task.read_text().split()[0]) for task in tasks) / 1e6


@contextmanager
def running(folder: Path) -> Iterator[Server]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environ = {"PATH": os.environ["PATH"], "INFOVIEW_DATA": str(folder), "PORT": str(port)}
    process = subprocess.Popen(COMMAND, cwd=ROOT, env=environ, stdout=subprocess.DEVNULL)
    try:
        _wait(port, process)
        yield Server(port, process.pid)
    finally:
        process.terminate()
        process.wait(30)


def _wait(port: int, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + LONGEST_START
    while process.poll() is None and time.monotonic() < until:
        try:
            Client(port).get("/bench/hello")
            return
        except OSError:
            time.sleep(0.05)
    raise SystemExit("The server did not start.")
