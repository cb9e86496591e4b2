"""From the bytes of an upload to its text, whatever program wrote it."""

import codecs
import re

from infoview.errors import Invalid
from infoview.i18n import _

LARGEST_FILE = 10 * 1024 * 1024
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x19\x1b-\x1f]")
# How other kinds of file begin. A LinkedIn export arrives as a zip, so that one is worth its own words.
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_BINARY = (
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"%PDF",
    b"\x1f\x8b",
    b"Rar!",
    b"7z\xbc\xaf",
    b"RIFF",
    b"SQLite format 3",
)


def decode(content: bytes) -> str:
    """Return the text of an uploaded file without its byte order mark.

    Reads UTF-8, UTF-16 with or without its mark, and the Windows alphabet of western Europe.
    Raises Invalid, with a sentence that says what to do, for a file that is empty, too large or no text.
    """
    _refuse_what_is_no_text(content)
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            return _checked(_decoded(content.removeprefix(mark), encoding))
    unmarked = _unmarked_utf16(content)
    return _checked(_decoded(content, unmarked) if unmarked else _eight_bit(content))


def too_large() -> str:
    """Say that a file is too large."""
    return _("This file is larger than 10 MB. Split it and import the parts one after the other.")


def _refuse_what_is_no_text(content: bytes) -> None:
    if len(content) > LARGEST_FILE:
        raise Invalid("file", too_large())
    if not content.strip():
        raise Invalid("file", _("This file is empty."))
    if content.startswith(_ZIP):
        if b"xl/" in content[:4096]:
            raise Invalid("file", _excel())
        raise Invalid("file", _("This is a zip archive. Open it first, then choose the CSV file inside."))
    if content.startswith(_OLE):
        raise Invalid("file", _excel())
    if content.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE, *_BINARY)):
        raise Invalid("file", _not_text())


def _excel() -> str:
    return _("This is an Excel workbook. Open it, save it as CSV (UTF-8), then choose that file.")


def _not_text() -> str:
    return _("This is not a CSV file. Choose a text file with one person per line, such as Connections.csv.")


def _unmarked_utf16(content: bytes) -> str | None:
    """Name the UTF-16 byte order of text without a mark: its ASCII letters have a zero byte beside each."""
    start = content[:4000]
    low, high = start[0::2].count(0), start[1::2].count(0)
    enough = len(start) // 4
    if len(content) % 2 or max(low, high) <= enough:
        return None
    if high > 20 * low:
        return "utf-16-le"
    return "utf-16-be" if low > 20 * high else None


def _decoded(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        raise Invalid("file", _("Some characters in this file are damaged. Save it again as CSV (UTF-8).")) from None


def _eight_bit(content: bytes) -> str:
    """Read UTF-8, or else the Windows alphabet.

    A file that is UTF-8 but for a few broken bytes stays UTF-8: reading it as anything else
    would garble every accent in it. Its broken characters become U+FFFD, and their lines are reported.
    """
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        text = content.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    if sum(1 for c in text if c > "\x7f") > 10 * broken:
        return text
    return _decoded(content, "cp1252")


def _checked(text: str) -> str:
    text = text.removesuffix("\x1a")
    if "\0" in text:
        raise Invalid("file", _("This file contains zero bytes, so it is not a CSV file, or it is damaged."))
    if not text.strip():
        raise Invalid("file", _("This file is empty."))
    # A stray control character is cleaned away later; many of them are the mark of a binary file.
    if len(_CONTROL.findall(text[:4000])) > 20:
        raise Invalid("file", _not_text())
    return text
