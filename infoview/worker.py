"""How the server's process ends: who got through to it is answered, everybody else is told at once that it is gone."""

from select import select

from gunicorn.workers.gthread import ThreadWorker


class Worker(ThreadWorker):  # type: ignore[misc]
    """A worker that stops listening as soon as it is to stop.

    The plain one keeps its socket open until its last answer is out: whoever connects meanwhile can send a whole
    request, waits, and is cut off without hearing that nothing was done.
    """

    def set_accept_enabled(self, enabled: bool) -> None:
        """Let connections in or not. When stopping, take those that wait, and let nobody else come to wait."""
        super().set_accept_enabled(enabled)
        if enabled or self.alive:
            return
        for listener in self.sockets:
            for _ in range(self.cfg.backlog):
                if not select([listener], [], [], 0)[0]:
                    break
                self.accept(listener)
            listener.close()

    def is_parent_alive(self) -> bool:
        """Whether there is a master. Without one this worker stops, and leaves the port to the next start."""
        is_there = bool(super().is_parent_alive())
        if not is_there:
            self.alive = False
        return is_there
