"""A browser without JavaScript, as far as tests of pages need it."""

import re
from typing import Any

from flask.testing import FlaskClient

PASSWORD = "seven quiet lanterns"


class Client(FlaskClient):
    """A browser without JavaScript: it fetches a page's token before it posts."""

    _token: str | None = None

    def post(self, url: str, data: Any = None, *, token: str | None = None, partial: bool = False, **more: Any) -> Any:
        """Post a form; `partial` as htmx would."""
        headers = dict(more.pop("headers", {}))
        if partial:
            headers |= {"HX-Request": "true", "HX-Request-Type": "partial"}
        fields = dict(data or {})
        fields["csrf_token"] = self.token() if token is None else token
        answer = super().post(url, data=fields, headers=headers, **more)
        if "Set-Cookie" in answer.headers:
            self._token = None  # whoever signs in or out gets a new one
        return answer

    def token(self) -> str:
        """Return a valid token of this browser."""
        self._token = self._token or self._fetch_token()
        return self._token

    def _fetch_token(self) -> str:
        for page in ("/profile", "/sign-in", "/welcome"):
            found = re.search(r'name="csrf_token" value="([^"]+)"', self.get(page).text)
            if found:
                return found[1]
        raise AssertionError("no page with a token")

    def sign_in(self, email: str, password: str = PASSWORD) -> Any:
        """Sign in."""
        return self.post("/sign-in", {"email": email, "password": password})
