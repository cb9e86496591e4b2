"""The log: what happened, in UTC, one line each, without a word that a user wrote.

What goes as it should is written to standard output, what went wrong to standard error. Of an error its kind and its
places in the code are told, never its text: the text may hold what somebody typed.
"""

import logging
import sys
import time
from pathlib import Path
from typing import Any

from gunicorn import glogging

OURS = f"{Path(__file__).parent}/"
log = logging.getLogger("infoview")


class Line(logging.Formatter):
    """One event in one line."""

    converter = staticmethod(time.gmtime)

    def __init__(self) -> None:
        """Begin a line with time and level."""
        super().__init__("%(asctime)sZ %(levelname)s %(message)s", "%Y-%m-%dT%H:%M:%S")

    def format(self, record: logging.LogRecord) -> str:
        """Return the line; of an exception only what it is and where it happened."""
        told = logging.makeLogRecord(record.__dict__)
        told.msg, told.args = _told(record), None
        told.exc_info = told.exc_text = told.stack_info = None
        return " ".join(super().format(told).split())


class ServerLog(glogging.Logger):  # type: ignore[misc]
    """The log of the server itself: it must not quote what it was asked for."""

    def setup(self, cfg: Any) -> None:
        """Write its lines as ours are written."""
        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.setFormatter(Line())

    def warning(self, msg: Any, *args: Any, **kwargs: Any) -> None:
        """Warn, but do not repeat a request that is no HTTP, nor who sent it."""
        if str(msg).startswith("Invalid request"):
            msg, args = "A request that is no proper HTTP was refused.", ()
        super().warning(msg, *args, **kwargs)

    def exception(self, msg: Any, *args: Any, **kwargs: Any) -> None:
        """Tell an error without the address that was asked for."""
        super().exception(str(msg).partition("%s")[0].strip(), **kwargs)


def set_up() -> None:
    """Write the log of this process to standard output and standard error."""
    normal, wrong = logging.StreamHandler(sys.stdout), logging.StreamHandler(sys.stderr)
    normal.addFilter(lambda record: record.levelno < logging.WARNING)
    wrong.setLevel(logging.WARNING)
    for handler in (normal, wrong):
        handler.setFormatter(Line())
    logging.getLogger().handlers = [normal, wrong]
    log.setLevel(logging.INFO)
    logging.captureWarnings(True)
    sys.unraisablehook = lambda problem: log.error("An error while tidying up", exc_info=problem.exc_value)


def places(problem: BaseException) -> str:
    """Return where something happened, the innermost place first, then the places in our own code that led there."""
    found = []
    trace = problem.__traceback__
    while trace is not None:
        found.append((trace.tb_frame.f_code.co_filename, trace.tb_lineno))
        trace = trace.tb_next
    ours = [place for place in found[:-1] if place[0].startswith(OURS)]
    return " < ".join(f"{file.removeprefix(OURS)}:{line}" for file, line in reversed([*ours[-5:], *found[-1:]]))


def kind(problem: BaseException) -> str:
    """Return what kind of error it is; SQLite's own name for it, if it has one."""
    code = getattr(getattr(problem, "orig", problem), "sqlite_errorname", None)
    return f"{type(problem).__name__} {code}" if code else type(problem).__name__


def _told(record: logging.LogRecord) -> str:
    message = record.getMessage()
    if record.name == "py.warnings":  # “file:line: Category: text”
        message = ": ".join(message.split(": ")[:2])
    problem = record.exc_info[1] if isinstance(record.exc_info, tuple) else None
    return f"{message}: {kind(problem)} at {places(problem)}" if problem else message
