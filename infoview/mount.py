"""Living at a public address: under its path, and with its name whatever a web server in front says."""

from collections.abc import Callable, Iterable
from typing import Any


class Mounted:
    """WSGI middleware that serves `app` under `path` ("" or like "/infoview").

    With an `origin` (like "https://notes.example.org") every request counts as made there. Neither `Host` nor a
    forwarded header can then lead a link or a redirect elsewhere, and a web server may hand on neither.
    """

    def __init__(self, app: Callable[..., Iterable[bytes]], path: str, origin: str | None = None) -> None:
        """Serve `app` under `path`, at `origin`."""
        self.app = app
        self.path = path
        self.origin = origin.split("://") if origin else None

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """Answer a request, with links that lead back under the path; a proxy may or may not have taken it away."""
        if self.origin:
            environ["wsgi.url_scheme"], environ["HTTP_HOST"] = self.origin
        if self.path:
            asked = environ.get("PATH_INFO", "")
            environ["SCRIPT_NAME"] = self.path
            if asked == self.path or asked.startswith(f"{self.path}/"):
                environ["PATH_INFO"] = asked[len(self.path) :] or "/"
        return self.app(environ, start_response)
