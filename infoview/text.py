"""What stored text looks like, whoever brings it: a form, a file or the command line."""

import re
import unicodedata
from urllib.parse import urlsplit

# Among them those that turn the direction of the text around them: in a name, of the sentence that names it.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff]")
# What leaves nothing to be seen when it stands alone: space, marks without width, fillers.
_UNSEEN = re.compile(
    r"[\s\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\uffa0"
    r"\U000e0000-\U000e0fff]*"
)
_SPACE = re.compile(r"\s+")
_PARTING = re.compile(r"[^\S\u00a0\u202f]+")
_PLAIN = re.compile(r"[\x20-\x7e]*")
# Letters that no normalization takes apart. The search index is built with them: after a change here, a migration
# must install it anew.
LETTERS = {
    "ł": "l",
    "Ł": "L",
    "ø": "o",
    "Ø": "O",
    "đ": "d",
    "Đ": "D",
    "œ": "oe",
    "Œ": "OE",
    "æ": "ae",
    "Æ": "AE",
    "ß": "ss",
}
_LETTERS = str.maketrans(LETTERS)
LINK_SCHEMES = frozenset({"http", "https"})


def clean(text: str) -> str:
    """Return `text` as it may be stored: NFC, `\\n` line breaks, no control characters or surrogates."""
    if _PLAIN.fullmatch(text):
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    return unicodedata.normalize("NFC", _CONTROL.sub("", text))


def clean_line(text: str) -> str:
    """Return `text` cleaned and on one line, with single spaces and none around it; "" if nothing of it can be seen."""
    line = _SPACE.sub(" ", clean(text)).strip()
    return "" if _UNSEEN.fullmatch(line) else line


def plain_letters(text: str) -> str:
    """Return `text` with the letters of an English keyboard for ł, ø, œ and the like."""
    return text.translate(_LETTERS)


def fold(text: str) -> str:
    """Return `text` for comparing and sorting: no case, no accents, single spaces."""
    if not text.isascii():  # most names are, and this is the slow part of an import
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
        text = plain_letters(text)
    return clean_line(text.casefold())


def count_words(text: str) -> int:
    """Return how many words a text has. An unbreakable space parts none: "14 h 30" is one, "travail ?" too."""
    return len(_PARTING.sub(" ", text).split(" ")) if (text := text.strip()) else 0


def safe_url(text: str) -> str | None:
    """Return `text` as an http(s) address, or None if it is no such address.

    "www.example.org/me" becomes "https://www.example.org/me"; any other scheme is refused.
    """
    url = clean_line(text)
    if not url or " " in url:
        return None
    if not re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*:", url):
        url = f"https://{url}"
    try:
        parts = urlsplit(url)
        host = parts.hostname
        _ = parts.port
    except ValueError:
        return None
    if parts.scheme.lower() not in LINK_SCHEMES or not host or "." not in host or parts.username:
        return None
    return url
