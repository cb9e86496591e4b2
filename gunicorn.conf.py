"""The server: one process of eight threads, prepared the same way however it is started."""

import ctypes
import errno
import gc
import os
import socket
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any, NoReturn

M_ARENA_MAX = -8
gc.disable()  # a start throws nothing away: looking for garbage would be a twelfth of its time
sys.path.insert(0, str(Path(__file__).parent))  # a plain `gunicorn` does not look beside its own settings

from infoview import logs  # noqa: E402  (after the two lines above)
from infoview.config import Settings  # noqa: E402
from infoview.errors import CannotStart, WrongSetting  # noqa: E402


def refuse(problem: object) -> NoReturn:
    """Stop the start with one line that says why."""
    print(f"infoview cannot start: {problem}", file=sys.stderr)  # noqa: T201  (there is no log yet)
    sys.exit(1)


def keep_what_is_there() -> None:
    """Collect garbage from now on, seldom, and never look through what the start has made: it stays.

    A board makes thousands of small things and throws all of them away at once, without any help.
    """
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)
    gc.enable()


def share_one_heap() -> None:
    """Have all threads take memory from one heap: given one each, they keep far more than they use.

    They lose nothing by it, since Python runs one at a time. Other C libraries than glibc know no such setting.
    """
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).mallopt(M_ARENA_MAX, 1)


def check_address(host: str, port: int) -> None:
    """Refuse an address that cannot be listened on, before anything is touched."""
    if os.environ.get("LISTEN_FDS") or os.environ.get("GUNICORN_FD"):
        return  # the socket is handed to us open
    try:
        family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except (OSError, UnicodeError) as problem:
        code = getattr(problem, "errno", None)
        if code == errno.EADDRINUSE:
            refuse(f"port {port} is in use. If it is not infoview itself, choose another port: PORT={port + 1} ./run")
        if code == errno.EACCES:
            refuse(f"port {port} needs rights you do not have. Choose a port over 1023, such as PORT=8000.")
        refuse(f"HOST must be an address of this machine, not {host!r}.")


try:
    settings = Settings.from_environ(os.environ)
except WrongSetting as problem:
    refuse(problem)

bind = f"[{settings.host}]:{settings.port}" if ":" in settings.host else f"{settings.host}:{settings.port}"
worker_class = "infoview.worker.Worker"
workers = 1
threads = 8
preload_app = False  # threads and connections are made in the worker; none crosses a fork
timeout = 60
graceful_timeout = 20  # an import of 10,000 rows may finish
keepalive = 5
umask = 0o077  # what the app writes is for its user only
os.umask(umask)

control_socket_disable = True
forwarded_allow_ips = ""  # forwarded headers count only by INFOVIEW_PROXIES, which the app itself applies
secure_scheme_headers: dict[str, str] = {}
accesslog = None  # addresses of pages hold searches: no names in logs
errorlog = "-"
loglevel = "warning"
logger_class = logs.ServerLog


first_code: list[str] = []


def on_starting(server: Any) -> None:
    """Prepare folder, key, database and first code, once, before any worker runs."""
    from infoview.prepare import make_folder, prepare
    from infoview.presence import stay

    logs.set_up()
    check_address(settings.host, settings.port)
    try:
        make_folder(settings.data)
        stay(settings.data)
        code = prepare(settings)
    except (CannotStart, WrongSetting) as problem:
        refuse(problem)
    keep_what_is_there()
    first_code.extend([code] if code else [])


def when_ready(server: Any) -> None:
    """Say where the app is, and how to make the first account while there is none."""
    from importlib.metadata import version

    from infoview.sqlite import JOURNAL, driver

    lines = [f"infoview is at {settings.address}"]
    if first_code:
        lines += [f"There is no account yet. Make the first one at {settings.address}welcome", f"Code: {first_code[0]}"]
    print("\n".join(lines), flush=True)  # noqa: T201  (the console is where its reader is)
    logs.log.info("Started: infoview %s, SQLite %s in %s mode", version("infoview"), driver.sqlite_version, JOURNAL)


def on_reload(server: Any) -> None:
    """These settings were read again on SIGHUP, which put off looking for garbage once more."""
    keep_what_is_there()


def post_fork(server: Any, worker: Any) -> None:
    """Let the worker load the app without looking for garbage."""
    gc.disable()
    share_one_heap()


def post_worker_init(worker: Any) -> None:
    """The app is loaded: look after it at night, send its mail, and remind its users."""
    from infoview.outbox.postman import Postman
    from infoview.reminders.scheduler import Scheduler
    from infoview.safekeeping.nightly import Nightly

    keep_what_is_there()
    worker.beside = [Nightly(worker.wsgi), Postman(worker.wsgi), Scheduler(worker.wsgi)]
    for thread in worker.beside:
        thread.start()


def worker_exit(server: Any, worker: Any) -> None:
    """Stop the night's work where it is, and begin no mail and no reminder any more."""
    for thread in getattr(worker, "beside", ()):
        thread.stop()


def on_exit(server: Any) -> None:
    """Say that it is over."""
    logs.log.info("Stopped")
