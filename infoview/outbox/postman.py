"""The thread of the worker that sends what is due, soon after it is queued.

With several workers, or several servers on one folder, one of them sends at a time: a lock that the system takes
back from a process that dies.
"""

import time
from threading import Event, Thread
from typing import Any

from infoview import presence
from infoview.db import settings
from infoview.logs import kind, log, places
from infoview.outbox.sender import send_due

LOOKS_EVERY = 3  # seconds
TRIES_AGAIN_AFTER = 60  # seconds, when something is wrong with the database
LONGEST_GOODBYE = 10  # seconds
LOCK = ".outbox"
_ring = Event()


def wake() -> None:
    """Have this process look at once. Others look every few seconds."""
    _ring.set()


class Postman(Thread):
    """Sends the mails of all accounts while the worker serves."""

    def __init__(self, app: Any) -> None:
        """Get ready to work for `app`, a Flask app."""
        super().__init__(name="postman", daemon=True)
        self.app = app
        self.stopping = Event()
        self.waits_until = 0.0  # by the clock that never jumps

    def run(self) -> None:
        """Look again and again, until told to stop."""
        while not self.stopping.is_set():
            if time.monotonic() >= self.waits_until:
                self.look()
            _ring.wait(LOOKS_EVERY)
            _ring.clear()

    def stop(self) -> None:
        """Stop, and begin no mail any more; one that is just handed over gets a moment to arrive."""
        self.stopping.set()
        wake()
        self.join(LONGEST_GOODBYE)

    def look(self) -> None:
        """Send what is due, if nobody else is at it. What goes wrong is told in one line and tried again later."""
        try:
            with self.app.app_context(), presence.alone(settings().data, LOCK) as is_alone:
                if is_alone:
                    send_due(self.stopping)
        except Exception as problem:
            log.error("Looking for mails to send failed: %s at %s", kind(problem), places(problem))
            self.waits_until = time.monotonic() + TRIES_AGAIN_AFTER
