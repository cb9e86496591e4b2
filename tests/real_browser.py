"""A browser without JavaScript for the real server; each request is a connection of its own: threads may share it."""

import html
import re
from http.client import HTTPConnection
from urllib.parse import urlencode, urlsplit

from plain_browser import PASSWORD

LONGEST_ANSWER = 60
EDGE = "an-edge-between-two-parts"


def carried(page):
    """What a page keeps of a form that was refused, to be sent again."""
    areas = re.findall(r'<textarea[^>]*name="(\w+)"[^>]*>(.*?)</textarea>', page, re.S)
    hidden = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page)
    return {name: html.unescape(value) for name, value in (*areas, *hidden) if name != "csrf_token"}


class Answer:
    """What the server said."""

    def __init__(self, reply):
        self.status, self.location = reply.status, reply.headers["Location"]
        self.cookies = [cookie.partition(";")[0].split("=", 1) for cookie in reply.headers.get_all("Set-Cookie") or ()]
        self.text = reply.read().decode()

    @property
    def shown(self):
        """The text as its reader sees it."""
        return html.unescape(self.text)

    def carried(self):
        """What the page keeps of the form that was sent."""
        return carried(self.text)


class RealBrowser:
    """Keeps its cookies, and the token for its forms."""

    def __init__(self, url):
        self.url, self.cookies, self.token = url, {}, ""

    def sign_in(self, email="vera@example.org"):
        """Sign in; return the answer."""
        self._fetch_token("/sign-in")
        answer = self.post("/sign-in", {"email": email, "password": PASSWORD})
        if answer.status == 303:
            self._fetch_token("/profile")
        return answer

    def get(self, path):
        return self._ask("GET", path)

    def post(self, path, fields=()):
        """Post a form."""
        typed = urlencode({"csrf_token": self.token, **dict(fields)}).encode()
        return self._ask("POST", path, typed, "application/x-www-form-urlencoded")

    def upload(self, path, content):
        """Post a file."""
        parts = f'--{EDGE}\r\nContent-Disposition: form-data; name="csrf_token"\r\n\r\n{self.token}\r\n'
        parts += f'--{EDGE}\r\nContent-Disposition: form-data; name="file"; filename="people.csv"\r\n\r\n'
        whole = parts.encode() + content + f"\r\n--{EDGE}--\r\n".encode()
        return self._ask("POST", path, whole, f"multipart/form-data; boundary={EDGE}")

    def _fetch_token(self, page):
        self.token = re.search(r'name="csrf_token" value="([^"]+)"', self.get(page).text)[1]

    def _ask(self, method, path, body=None, kind=None):
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        server = HTTPConnection(urlsplit(self.url).netloc, timeout=LONGEST_ANSWER)
        try:
            server.request(method, path, body, headers | ({"Content-Type": kind} if kind else {}))
            answer = Answer(server.getresponse())
        finally:
            server.close()
        self.cookies.update(answer.cookies)
        return answer
