"""A saved mail taken apart into its parts, in time that grows with its size and no faster.

The parser of the standard library looks at every line once for each level of nesting, and at every header as if its
writer were honest; a mail comes from a stranger. So only the headers of each part, cut short, are given to it.
"""

import binascii
import quopri
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from email.parser import BytesHeaderParser

from infoview.replies.charsets import decoded, header_text

MOST_PARTS = 100
DEEPEST = 8
LARGEST_HEADERS = 64_000
LONGEST_HEADER = 2_000
LARGEST_TEXT = 1_500_000
_NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/]+")


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a mail: its headers, and its content as it travelled. `depth` is how deep it lies in others."""

    headers: Message
    content: bytes
    depth: int = 0

    @property
    def kind(self) -> str:
        """What it holds: "text/plain"."""
        return self.headers.get_content_type()

    @property
    def name(self) -> str:
        """The name of the file it is, or an empty text."""
        name = self.parameter("filename", "content-disposition") or self.parameter("name", "content-type")
        return header_text(name)

    @property
    def is_attached(self) -> bool:
        """Whether it is sent along, and is no part of the text."""
        return self.headers.get_content_disposition() == "attachment" or bool(self.name)

    def text(self) -> str:
        """Return its content as text, as well as it can be read."""
        return decoded(_unpacked(self), self.parameter("charset", "content-type"))

    def parameter(self, name: str, header: str) -> str:
        """Return what a header says by the way: the charset, the name of a file."""
        try:
            value = self.headers.get_param(name, "", header)
        except (ValueError, LookupError):
            return ""
        if isinstance(value, tuple):  # written in a charset of its own
            charset, _, text = value
            return decoded(str(text).encode("latin-1", "replace"), charset or "")
        return str(value)


def open_mail(raw: bytes) -> Part:
    """Return a whole mail as its outermost part."""
    raw = raw.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n").replace(b"\r", b"\n").lstrip(b"\n")
    return _read(raw, depth=0)


def parts_within(part: Part) -> Iterator[Part]:
    """Return the parts that a part holds; none if it holds no others, or lies too deep."""
    if not part.kind.startswith("multipart/") or part.depth >= DEEPEST:
        return
    boundary = part.parameter("boundary", "content-type").strip('"').encode("utf-8", "replace")
    if not boundary or b"--" + boundary not in part.content:
        yield Part(_headers(b""), part.content, part.depth + 1)  # a text after all
        return
    start = None
    for found in re.finditer(rb"(?m)^--" + re.escape(boundary) + rb"(--)?[ \t]*$", part.content):
        if start is not None:
            yield _read(part.content[start : found.start()], depth=part.depth + 1)
        start = found.end() + 1
        if found[1]:
            return
    if start is not None:  # its end is missing
        yield _read(part.content[start:], depth=part.depth + 1)


def _read(raw: bytes, *, depth: int) -> Part:
    if raw.startswith(b"\n"):  # a part without headers
        return Part(_headers(b""), raw[1:], depth)
    head, _, content = raw.partition(b"\n\n")
    return Part(_headers(head[:LARGEST_HEADERS]), content, depth)


def _headers(head: bytes) -> Message:
    """Return headers, each cut short and free of bytes that are no characters."""
    short = Message()
    for name, value in BytesHeaderParser().parsebytes(head).raw_items():
        short[name] = decoded(value[:LONGEST_HEADER].encode("utf-8", "surrogateescape"), "")
    return short


def _unpacked(part: Part) -> bytes:
    """Return the content as it was before it was packed for the journey."""
    content = part.content[:LARGEST_TEXT]
    match str(part.headers.get("content-transfer-encoding", "")).strip().lower():
        case "base64":
            packed = _NOT_BASE64.sub(b"", content)
            whole = packed[: len(packed) - (len(packed) % 4 == 1)]
            return binascii.a2b_base64(whole + b"=" * (-len(whole) % 4))
        case "quoted-printable":
            return quopri.decodestring(content)
        case _:
            return content
