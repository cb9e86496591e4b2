"""HTML mail made plain text, in time that grows with its size and no faster.

The parser of the standard library goes back over the rest of the text for each tag or comment that nobody closed;
here each pattern stops at the next angle bracket.
"""

import re
from html import unescape

LARGEST_HTML = 1_000_000
LONGEST_LINK = 500
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:]*+)([^<>]*+)>|<[!?/][^<>]*+>")
_HREF = re.compile(r"""\bhref\s*+=\s*+("[^"]*+"|'[^']*+'|[^\s"'>]++)""", re.IGNORECASE)
_TOO_LONG_A_NUMBER = re.compile(r"&#[0-9a-fA-FxX]{8,}+;?")
_SPACE = re.compile(r"[ \t\n\r\f]+")
_SILENT = ("script", "style", "head", "title", "noscript", "template")
_APART = frozenset({"blockquote", "dl", "h1", "h2", "h3", "h4", "h5", "h6", "ol", "p", "pre", "table", "ul"})
_BLOCKS = _APART | {
    *("address", "article", "aside", "body", "center", "dd", "div", "dt", "fieldset", "footer", "form", "header", "hr"),
    *("html", "li", "main", "nav", "section", "tbody", "tfoot", "thead", "tr"),
}


def text_of(html: str) -> str:
    """Return the text of an HTML mail: a line for each block, links shown, what it quotes marked with ">"."""
    return _Page(html[:LARGEST_HTML]).text()


class _Page:
    """Writes the text of a page down, line by line."""

    def __init__(self, html: str) -> None:
        self.html = _without_silent(_without_comments(html))
        self.lines: list[str] = []
        self.pieces: list[str] = []
        self.quotes = 0
        self.verbatim = 0
        self.link: tuple[str, int] | None = None

    def text(self) -> str:
        end = 0
        for tag in _TAG.finditer(self.html):
            self._write(self.html[end : tag.start()])
            end = tag.end()
            if tag[2]:
                self._tag(tag[2].lower(), tag[3], is_end=bool(tag[1]))
        self._write(self.html[end:])
        self._end_line()
        return "\n".join(self.lines).strip("\n")

    def _write(self, text: str) -> None:
        text = _unescaped(text)
        if self.verbatim:
            first, *others = text.split("\n")
            self.pieces.append(first)
            for line in others:
                self._end_line(keep=True)
                self.pieces.append(line)
        elif text:
            self.pieces.append(_SPACE.sub(" ", text))

    def _tag(self, name: str, attributes: str, *, is_end: bool) -> None:
        if name == "br":
            self._end_line(keep=True)
        elif name == "a":
            self._link(attributes, is_end=is_end)
        elif name in ("td", "th") and is_end:
            self.pieces.append(" ")
        elif name in _BLOCKS:
            self._end_line()
            if name in _APART:
                self._leave_a_line()
            if name == "blockquote":
                self.quotes = max(0, min(9, self.quotes + (-1 if is_end else 1)))
            if name == "pre":
                self.verbatim = 0 if is_end else 1
            if name == "li" and not is_end:
                self.pieces.append("- ")

    def _link(self, attributes: str, *, is_end: bool) -> None:
        """Show where a link leads, behind its words, unless they say so themselves."""
        if not is_end:
            found = _HREF.search(attributes)
            address = _unescaped(found[1].strip("\"'")).strip() if found else ""
            self.link = (address[:LONGEST_LINK], len(self.pieces))
        elif self.link is not None:
            (address, start), self.link = self.link, None
            words = "".join(self.pieces[start:]).strip()
            if address.startswith(("http://", "https://")) and words and _bare(words) != _bare(address):
                self.pieces.append(f" <{address}>")

    def _end_line(self, *, keep: bool = False) -> None:
        line = "".join(self.pieces)
        line = line if self.verbatim else _SPACE.sub(" ", line).strip(" ")
        self.pieces = []
        if self.link is not None:
            self.link = (self.link[0], 0)
        if line.strip() or keep:
            self.lines.append(("> " * self.quotes + line).rstrip())

    def _leave_a_line(self) -> None:
        if self.lines and self.lines[-1].strip("> "):
            self.lines.append(("> " * self.quotes).rstrip())


def _bare(address: str) -> str:
    return re.sub(r"^https?://(www\.)?", "", address.lower()).rstrip("/")


def _unescaped(text: str) -> str:
    return unescape(_TOO_LONG_A_NUMBER.sub("", text)) if "&" in text else text


def _without_comments(html: str) -> str:
    """Return a page without its comments; what follows one that nobody closed is shown."""
    kept, end = [], 0
    while (start := html.find("<!--", end)) >= 0:
        close = html.find("-->", start)
        if close < 0:
            break
        kept.append(html[end:start])
        end = close + 3
    return "".join([*kept, html[end:]])


def _without_silent(html: str) -> str:
    """Return a page without its scripts, styles and other parts that are not for reading."""
    lower = html.lower() if len(html.lower()) == len(html) else html
    for name in _SILENT:
        kept, end = [], 0
        for opening in re.finditer(rf"<{name}\b", lower):
            if opening.start() < end:
                continue
            close = lower.find(f"</{name}", opening.start())
            if close < 0:
                break
            kept.append(html[end : opening.start()])
            end = close
        html = "".join([*kept, html[end:]])
        lower = html.lower() if len(html.lower()) == len(html) else html
    return html
