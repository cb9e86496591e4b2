"""Turns: one at a time, whoever came first is next."""

from collections import deque
from threading import Lock
from time import monotonic


class Turns:
    """A lock that is handed over in the order in which it was asked for.

    SQLite lets those who wait try again and again, and whoever happens to try at the right moment goes first: where
    many write, somebody unlucky waits until their patience ends.
    """

    def __init__(self) -> None:
        self._guard = Lock()
        self._waiting: deque[Lock] = deque()
        self._is_taken = False
        self._works = False
        self._worked_at = float("-inf")

    def take(self, seconds: float) -> bool:
        """Wait for a turn for so long; return whether it came."""
        with self._guard:
            if not self._is_taken:
                self._is_taken = True
                return True
            mine = Lock()
            mine.acquire()
            self._waiting.append(mine)
        if mine.acquire(timeout=max(0.0, seconds)):
            return True
        with self._guard:
            if mine not in self._waiting:
                return True  # handed over at the last moment
            self._waiting.remove(mine)
            return False

    def begin(self) -> None:
        """Whoever has the turn, if anybody has, does not wait for another program any more."""
        self._works = self._is_taken

    def pass_on(self) -> None:
        """End a turn: it is the next one's."""
        with self._guard:
            if self._works:
                self._works, self._worked_at = False, monotonic()
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._is_taken = False

    def is_stuck(self, seconds: float) -> bool:
        """Whether nobody has worked for so long."""
        return not self._works and monotonic() - self._worked_at >= seconds
