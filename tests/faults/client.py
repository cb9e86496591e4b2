"""A signed-in browser over HTTP that knows whether it was answered."""

import re
import secrets
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from time import monotonic
from urllib.parse import urlencode

LONGEST_ANSWER = 60


class Unanswered(Exception):
    """The connection ended before the whole answer was there.

    `is_refused` tells that there was none, `idle` for how many seconds it had been unused: 0 for a new one.
    """

    def __init__(self, what: str, problem: Exception, idle: float) -> None:
        super().__init__(f"{what}: {problem!r} after {idle:.2f} idle seconds")
        self.is_refused = isinstance(problem, ConnectionRefusedError)
        self.idle = idle


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    location: str
    text: str
    form_cookie: str  # holds what the next page is to tell


@dataclass(frozen=True, slots=True)
class Pass:
    """What a browser keeps of a sign-in: two cookies, and the token for its forms."""

    device: str
    form: str
    token: str


@dataclass(slots=True)
class Browser:
    """Keeps one connection open, as browsers do. `port` may change when the server is started anew."""

    port: int
    let_in: Pass
    _connection: HTTPConnection | None = field(default=None, init=False)
    _used: float = field(default=0, init=False)

    def get(self, path: str) -> Answer:
        """Fetch a page."""
        return self._ask("GET", path)

    def follow(self, answer: Answer) -> Answer:
        """Fetch the page an answer leads to; it tells what was done."""
        return self._ask("GET", answer.location, form_cookie=answer.form_cookie)

    def post(self, path: str, fields: dict[str, str], *, file: bytes | None = None) -> Answer:
        """Send a form."""
        typed = {**fields, "csrf_token": self.let_in.token}
        body, kind = _multipart(typed, file) if file is not None else (urlencode(typed).encode(), FORM)
        return self._ask("POST", path, body=body, kind=kind)

    def close(self) -> None:
        """Close the connection."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _ask(
        self, method: str, path: str, *, body: bytes | None = None, kind: str = "", form_cookie: str = ""
    ) -> Answer:
        headers = {"Cookie": f"{self.let_in.device}; {form_cookie or self.let_in.form}"}
        if kind:
            headers["Content-Type"] = kind
        idle = monotonic() - self._used if self._connection else 0
        self._connection = self._connection or HTTPConnection("127.0.0.1", self.port, timeout=LONGEST_ANSWER)
        try:
            self._connection.request(method, path, body, headers)
            with self._connection.getresponse() as reply:
                text = reply.read().decode()
        except (OSError, HTTPException) as problem:
            self.close()
            raise Unanswered(f"{method} {path}", problem, idle) from problem
        self._used = monotonic()
        if reply.will_close:
            self.close()
        set_cookie = re.match(r"infoview_form=[^;]+", reply.headers.get("Set-Cookie") or "")
        location = reply.headers.get("Location") or ""
        return Answer(reply.status, location, text, set_cookie[0] if set_cookie else "")


FORM = "application/x-www-form-urlencoded"


def enter(port: int, device: str) -> Pass:
    """Return what a browser with this device's cookie needs to send forms."""
    cookie = f"infoview={device}"
    browser = Browser(port, Pass(cookie, "", ""))
    answer = browser.get("/profile")
    browser.close()
    token = re.search(r'name="csrf_token" value="([^"]+)"', answer.text)
    assert token, answer
    return Pass(cookie, answer.form_cookie, token[1])


def undo_path(page: Answer) -> str:
    """Return where the newest notice of a page is undone."""
    found = re.search(r'<div class="notice".*?action="(/changes/\w+/undo)"', page.text, re.S)
    assert found, page.text
    return found[1]


def _multipart(fields: dict[str, str], file: bytes) -> tuple[bytes, str]:
    mark = secrets.token_hex(8)
    parts = [
        f'--{mark}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{text}\r\n' for name, text in fields.items()
    ]
    parts.append(f'--{mark}\r\nContent-Disposition: form-data; name="file"; filename="{fields["once"]}.csv"\r\n\r\n')
    return "".join(parts).encode() + file + f"\r\n--{mark}--\r\n".encode(), f"multipart/form-data; boundary={mark}"
