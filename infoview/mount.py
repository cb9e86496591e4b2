"""Living under a sub-path, whether or not the proxy in front takes the path away."""

from collections.abc import Callable, Iterable
from typing import Any


class Mounted:
    """WSGI middleware that serves `app` under `path` ("" or like "/infoview")."""

    def __init__(self, app: Callable[..., Iterable[bytes]], path: str) -> None:
        """Serve `app` under `path`."""
        self.app = app
        self.path = path

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """Answer a request, with links that lead back under the path."""
        if self.path:
            asked = environ.get("PATH_INFO", "")
            environ["SCRIPT_NAME"] = self.path
            if asked == self.path or asked.startswith(f"{self.path}/"):
                environ["PATH_INFO"] = asked[len(self.path) :] or "/"
        return self.app(environ, start_response)
