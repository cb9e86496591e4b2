"""A browser without JavaScript, as far as tests of pages need it."""

import re
from typing import Any

from flask.testing import FlaskClient

PASSWORD = "seven quiet lanterns"


class Client(FlaskClient):
    """A browser without JavaScript: it fetches a page's token before it posts."""

    def post(self, url: str, data: Any = None, *, token: str | None = None, partial: bool = False, **more: Any) -> Any:
        """Post a form; `partial` as htmx would."""
        headers = dict(more.pop("headers", {}))
        if partial:
            headers |= {"HX-Request": "true", "HX-Request-Type": "partial"}
        fields = dict(data or {})
        fields["csrf_token"] = self.token() if token is None else token
        return super().post(url, data=fields, headers=headers, **more)

    def token(self) -> str:
        """Return a valid token of this browser."""
        for page in ("/profile", "/sign-in", "/welcome"):
            found = re.search(r'name="csrf_token" value="([^"]+)"', self.get(page).text)
            if found:
                return found[1]
        raise AssertionError("no page with a token")

    def sign_in(self, email: str, password: str = PASSWORD) -> Any:
        """Sign in."""
        return self.post("/sign-in", {"email": email, "password": password})
