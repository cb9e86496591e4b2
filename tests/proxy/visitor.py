"""A visitor from outside: a browser without JavaScript that speaks https and trusts only the test's certificate."""

import re
import ssl
from dataclasses import dataclass
from email.message import Message
from http.client import HTTPSConnection
from pathlib import Path
from urllib.parse import urlencode, urlsplit

LONGEST_ANSWER = 60
BOUNDARY = "a-line-no-file-holds"


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Message
    body: bytes

    @property
    def text(self):
        return self.body.decode()


class Visitor:
    """Keeps cookies as a browser would, and shows how they were set. `source` is where it comes from."""

    def __init__(self, public: str, certificate: Path, source: str = "127.0.0.1"):
        parts = urlsplit(public)
        self.public, self.path = public, parts.path
        self.connection = HTTPSConnection(
            parts.hostname,
            parts.port,
            context=ssl.create_default_context(cafile=str(certificate)),
            source_address=(source, 0),
            timeout=LONGEST_ANSWER,
        )
        self.cookies: dict[str, str] = {}
        self.cookies_set: dict[str, str] = {}

    def fetch(self, target, method="GET", body=None, headers=()):
        """Ask for a path as it stands after the host."""
        kept = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        self.connection.request(method, target, body, {**({"Cookie": kept} if kept else {}), **dict(headers)})
        came = self.connection.getresponse()
        answer = Answer(came.status, came.headers, came.read())
        for line in answer.headers.get_all("Set-Cookie", []):
            name, _, rest = line.partition("=")
            self.cookies[name], self.cookies_set[name] = rest.partition(";")[0], rest.partition(";")[2].strip()
        return answer

    def get(self, page, headers=()):
        """Ask for a page of the app."""
        return self.fetch(self.path + page, headers=headers)

    def token(self, page):
        found = re.search(r'name="csrf_token" value="([^"]+)"', self.get(page).text)
        assert found, page
        return found[1]

    def post(self, page, fields=None, *, token_of=None, partial=False, headers=()):
        """Send a form, with the token of a page that shows one."""
        fields = {"csrf_token": self.token(token_of or page), **(fields or {})}
        sent = {"Content-Type": "application/x-www-form-urlencoded", **dict(headers)}
        if partial:
            sent |= {"HX-Request": "true", "HX-Request-Type": "partial"}
        return self.fetch(self.path + page, "POST", urlencode(fields), sent)

    def upload(self, page, content, filename="Connections.csv"):
        """Send a file."""
        body = (
            f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="csrf_token"\r\n\r\n{self.token(page)}\r\n'
            f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="{filename}"\r\n'
            "Content-Type: text/csv\r\n\r\n"
        )
        whole = body.encode() + content + f"\r\n--{BOUNDARY}--\r\n".encode()
        return self.fetch(
            self.path + page, "POST", whole, {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"}
        )
