"""Every address a page holds, wherever it stands."""

import re
from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin

SHOWN = {"href", "src", "hx-get", "poster", "data"}
SENT = {"action", "formaction", "hx-post", "hx-put", "hx-patch", "hx-delete"}
TOLD = {"Location", "Content-Location", "HX-Redirect", "HX-Location", "HX-Push-Url", "HX-Replace-Url"}


@dataclass(frozen=True)
class Found:
    """An address as a browser would ask for it, and how: GET, POST, or "" where nothing tells."""

    method: str
    url: str


class _Reader(HTMLParser):
    def __init__(self, page):
        super().__init__()
        self.page, self.found, self.form = page, set(), "GET"

    def handle_starttag(self, tag, attrs):
        values = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.form = values.get("method", "get").upper()
        for name, value in values.items():
            if name in SHOWN or name in SENT or value.startswith(("/", "http:", "https:")):
                method = "GET" if name in SHOWN else self.form if name in ("action", "formaction") else ""
                method = "POST" if name in SENT - {"action", "formaction"} else method
                self.found.add(Found(method, urldefrag(urljoin(self.page, value.strip()))[0]))


def links(answer, page):
    """The addresses in an answer: in its markup, its style sheet or its headers."""
    found = {Found("GET", urljoin(page, value)) for name, value in answer.headers.items() if name in TOLD}
    kind = answer.headers.get_content_type()
    if kind == "text/html":
        reader = _Reader(page)
        reader.feed(answer.text)
        found |= reader.found
    elif kind == "text/css":
        inside = re.findall(r"""url\(\s*["']?(?!data:)([^"')]+)|@import\s+["']([^"']+)""", answer.text)
        found |= {Found("GET", urljoin(page, one or other)) for one, other in inside}
    return found
