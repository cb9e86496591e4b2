"""From bytes to text, whatever a mail says they are written in: it may be wrong, unknown or made up."""

import codecs
import re
from email.errors import MessageError
from email.header import decode_header

from infoview.text import clean_line

# A charset is a name such as these. Python knows other codecs too, among them some whose time grows with the square.
_CHARSET = re.compile(
    r"(utf|iso|cp|windows|koi|gb|big5|euc|shift|sjis|mac|us-?ascii|ascii|latin|hz|tis)[\w.:-]{0,40}", re.ASCII
)
_WESTERN = frozenset({"ascii", "iso8859-1", "cp1252"})


def decoded(content: bytes, charset: str) -> str:
    """Return the text of bytes that are said to be written in `charset`."""
    name = _known(charset)
    try:
        return content.decode(name) if name else _guessed(content)
    except (ValueError, LookupError):
        return _guessed(content)


def header_text(value: str) -> str:
    """Return a header as one line of text, with the words that are written in a charset of their own."""
    try:
        pieces = decode_header(value) if "=?" in value else [(value, None)]
    except (MessageError, ValueError):
        pieces = [(value, None)]
    texts = (piece if isinstance(piece, str) else decoded(piece, charset or "utf-8") for piece, charset in pieces)
    return clean_line("".join(texts))


def _known(charset: str) -> str:
    """Return the charset as Python calls it, or an empty text if its name says nothing that can be relied on."""
    asked = charset.strip().strip("'\"").lower()
    if not _CHARSET.fullmatch(asked):
        return ""
    try:
        name = codecs.lookup(asked).name
    except (LookupError, ValueError):
        return ""
    return "" if name in _WESTERN else name  # written on mails that are something else


def _guessed(content: bytes) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")
