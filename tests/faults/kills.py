"""Ways for a server to die in the middle of its work."""

import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from random import Random
from time import sleep
from typing import Protocol

from faults.home import Home
from real_server import is_alive, wait_until

# By what a call does: settling what was written, writing a page, sending an answer.
CALLS = {"sync": "fsync,fdatasync", "write": "pwrite64", "answer": "sendto"}
MOST = {"sync": 8, "write": 150, "answer": 10}


class Kill(Protocol):
    """A way to die; its text says which."""

    def lie_in_wait(self, home: Home) -> None:
        """Get ready before the users begin."""

    def strike(self, home: Home, is_time: Callable[[], bool], is_over: Callable[[], bool]) -> None:
        """Kill while users work, the server started again afterwards or not."""


@dataclass
class AtRandom:
    """kill -9 of the worker, or of master and worker, at any moment."""

    chance: Random
    both: bool = False
    starting: bool = False

    def __str__(self) -> str:
        return ("master and worker" if self.both else "worker") + (", again while starting" if self.starting else "")

    def lie_in_wait(self, home: Home) -> None:
        """Nothing to get ready."""

    def strike(self, home: Home, is_time: Callable[[], bool], is_over: Callable[[], bool]) -> None:
        """Kill when it is time, or a moment later."""
        wait_until(is_time)
        sleep(self.chance.uniform(0, 0.03))
        if not self.both:
            home.kill(home.worker)
            return
        home.kill_all()
        if self.starting:
            home.launch()
            sleep(self.chance.uniform(0, 1.2))
            home.kill_all()
        home.start()


@dataclass
class AtCall:
    """SIGKILL at the n-th call of a kind in one of the worker's threads: before the call does anything."""

    call: str
    n: int
    both: bool = False

    def __str__(self) -> str:
        return f"{'master and ' if self.both else ''}worker at {self.call} {self.n}"

    def lie_in_wait(self, home: Home) -> None:
        """Have strace count from here on."""
        self.worker = home.worker
        command = strace(CALLS[self.call], self.n, "-f", "-p", str(self.worker))
        self.strace = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
        assert wait_until(self._is_traced), "strace does not come to hold the worker"

    def strike(self, home: Home, is_time: Callable[[], bool], is_over: Callable[[], bool]) -> None:
        """Wait until it has struck; a worker that never came to that call is killed at the end."""
        wait_until(lambda: not is_alive(self.worker) or is_over())
        home.kill(self.worker)
        self.strace.communicate(timeout=60)
        if self.both:
            home.kill_all()
            home.start()

    def _is_traced(self) -> bool:
        if self.strace.poll() is not None:
            raise AssertionError(self.strace.communicate()[1])
        return _is_traced(self.worker)


def strace(calls: str, n: int, *more: str) -> list[str]:
    """The command that kills what it traces at the n-th of these calls, counted for each thread."""
    trap = ("-e", f"trace={calls}", "-e", f"inject={calls}:signal=KILL:when={n}")
    return ["strace", "-qq", "-o", "/dev/null", *trap, *more]


@cache
def strace_problem() -> str:
    """Why nothing can be traced here, or an empty text."""
    if shutil.which("strace") is None:
        return "strace is not installed"
    with subprocess.Popen(["sleep", "60"]) as sleeper:
        command = ["strace", "-qq", "-o", "/dev/null", "-p", str(sleeper.pid)]
        tracer = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
        wait_until(lambda: tracer.poll() is not None or _is_traced(sleeper.pid))
        may = tracer.poll() is None
        sleeper.kill()
        told = tracer.communicate(timeout=60)[1]
    return "" if may else f"strace may not trace: {told.strip()}"


def _is_traced(pid: int) -> bool:
    with open(f"/proc/{pid}/status") as status:
        return "TracerPid:\t0\n" not in status.read()


def any_kill(chance: Random) -> Kill:
    """Return one of them."""
    both = chance.random() < 0.3
    if strace_problem() or chance.random() < 0.4:
        return AtRandom(chance, both, starting=both and chance.random() < 0.5)
    call = chance.choice(list(CALLS))
    return AtCall(call, chance.randint(1, MOST[call]), both)
