"""The thread of every worker that does the reminders, if it is this one's turn among all there are.

There is no job to set up beside the server, so none can be forgotten.
"""

import os
import secrets
import time
from threading import Event, Thread
from typing import Any

from infoview import clock
from infoview.logs import kind, log, places
from infoview.reminders import lease, watch
from infoview.reminders.clockwork import Clockwork
from infoview.reminders.rounds import do_round

LOOKS_EVERY = 25  # seconds; with the length of the lease less than two minutes
TRIES_AGAIN_AFTER = 60  # seconds, when something is wrong with the database
LONGEST_GOODBYE = 4  # seconds


def new_holder() -> str:
    """Return a name that no other process has."""
    return f"{os.getpid()}-{secrets.token_hex(6)}"


class Scheduler(Thread):
    """Looks for reminders that are due while the worker serves."""

    def __init__(self, app: Any) -> None:
        """Get ready to work for `app`, a Flask app."""
        super().__init__(name="reminders", daemon=True)
        self.app = app
        self.holder = new_holder()
        self.clockwork = Clockwork()
        self.stopping = Event()
        self.waits_until = 0.0  # by the clock that never jumps

    def run(self) -> None:
        """Look again and again, until told to stop; then let the next one take over at once."""
        while not self.stopping.is_set():
            if time.monotonic() >= self.waits_until:
                self.look()
            self.stopping.wait(LOOKS_EVERY)
        try:
            with self.app.app_context():
                lease.give_back(self.holder)
        except Exception as problem:
            log.error("The lease of the reminders was not given back: %s at %s", kind(problem), places(problem))

    def stop(self) -> None:
        """Stop, and begin no reminder any more."""
        self.stopping.set()
        self.join(LONGEST_GOODBYE)

    def look(self) -> None:
        """Do a round if it is due and ours to do. What goes wrong is told in one line and tried again later."""
        try:
            with self.app.app_context():
                if self._is_due():
                    do_round(self.holder, self.clockwork, self.stopping)
                watch.look_at_all()
        except Exception as problem:
            log.error("Looking for reminders failed: %s at %s", kind(problem), places(problem))
            self.waits_until = time.monotonic() + TRIES_AGAIN_AFTER

    def _is_due(self) -> bool:
        """Whether the lease is ours and has so little left that a round, which renews it, is due."""
        at = clock.now()
        state = lease.state()
        is_ours = state.holder == self.holder and state.is_held(at + lease.SPARE)
        return not is_ours and lease.take(self.holder, at=at)
