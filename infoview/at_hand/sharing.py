"""Reading a page that was shared from a phone or sent by the bookmarklet: the line for adding whoever it is about."""

import re
from urllib.parse import unquote, urlsplit

from infoview.text import clean_line, safe_url

LONGEST = 500
_ADDRESS = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
_COUNT = re.compile(r"^\(\d+\+?\)\s*")  # "(3) Ada Byron": unread messages
_SITE = re.compile(
    r"(?:^|\s*[|·]\s*)(?:LinkedIn|Xing|GitHub|Facebook|Instagram|X|Twitter)(?:\s[\w ]{1,30})?$", re.IGNORECASE
)
_PARTS = re.compile(r"\s+[–—|·-]\s+")
_PERSON = re.compile(r"/(?:in|pub)/(?P<slug>[^/?#]+)", re.IGNORECASE)
_OF_FRENCH = re.compile(r"(?:.{0,40}\s)?le profil (?:linkedin )?de\s+(.{2,80}?)(?:\s+sur\s+linkedin)?", re.IGNORECASE)
_OF_ENGLISH = re.compile(
    r"(?:check out\s+|take a look at\s+)?(.{2,80}?)[’']s?\s+(?:linkedin\s+)?profile(?:\s+on\s+linkedin)?", re.IGNORECASE
)
_PLAIN = re.compile(r"[\s,;–—|·]+")


def line_of(title: str, text: str, url: str) -> str:
    """Return the line that quick add reads ("Ada Byron, analyst, Babbage, https://…"), as far as a page tells.

    A phone puts the address into any of the three. Where no name is told, a profile's address may hold one.
    """
    link = link_of(title, text, url)
    words = next((each for each in (_words(title), _words(text)) if each), "")
    told = _OF_FRENCH.fullmatch(words) or _OF_ENGLISH.fullmatch(words)
    who = [told[1]] if told else _PARTS.split(words)
    if len(who) > 1:  # what the title has set apart stays together
        who = [_PLAIN.sub(" ", each) for each in who[:3]]
    parts = [part for part in map(str.strip, who) if part]
    if not parts and link:
        parts = [_name_in(link)]
    line = ", ".join(part for part in (*parts, link) if part)
    return clean_line(line) if len(line) <= LONGEST else clean_line(link or line)[:LONGEST]


def link_of(title: str, text: str, url: str) -> str:
    """Return the address that was shared, without what a network adds to it; "" if there is none we may keep."""
    found = next((match[0] for each in (url, text, title) if (match := _ADDRESS.search(clean_line(each)))), "")
    address = safe_url(found.rstrip(".,;)")) or ""
    parts = urlsplit(address)
    if _PERSON.search(parts.path):
        return f"{parts.scheme}://{parts.netloc}{parts.path}".rstrip("/")
    return address if len(address) <= LONGEST else ""


def _words(text: str) -> str:
    words = _ADDRESS.sub(" ", clean_line(text))
    return _SITE.sub("", _COUNT.sub("", words.strip())).strip(" ,;:.!|-–")


def _name_in(link: str) -> str:
    """Return the name that the address of a profile holds ("ada-byron-1a2b3c"), "" if none."""
    found = _PERSON.search(urlsplit(link).path)
    words = unquote(found["slug"]).split("-") if found else []
    if len(words) > 1 and any(letter.isdigit() for letter in words[-1]):
        words = words[:-1]
    return " ".join(word[:1].upper() + word[1:] for word in words if word) if len(words) > 1 else ""
