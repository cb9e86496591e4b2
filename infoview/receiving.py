"""Letting a sender finish before they are answered."""

from collections.abc import Callable, Iterable
from typing import Any

LONGEST_REST = 48 * 1024 * 1024
_PIECE = 65536


class Received:
    """WSGI middleware that reads what `app` did not read of a request, up to a bound, and forgets it.

    Who cannot finish sending looks at no answer: a browser shows a broken connection, a web server in front its own
    error page. So whoever sends too large a file would not learn why it was refused.
    """

    def __init__(self, app: Callable[..., Iterable[bytes]]) -> None:
        """Serve `app`."""
        self.app = app

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """Answer a request after all of it has come."""
        answer = self.app(environ, start_response)
        left = LONGEST_REST if environ.get("wsgi.input_terminated") else 0  # elsewhere nothing tells where it ends
        while left > 0 and (rest := environ["wsgi.input"].read(_PIECE)):
            left -= len(rest)
        return answer
