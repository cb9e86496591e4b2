"""Reading a contact from one line, in English or French: "Ada Byron, analyst at Babbage & Co, via Mary"."""

import re
from dataclasses import dataclass

from infoview.text import clean_line, safe_url

_SEPARATOR = re.compile(r"\s*[,;]\s*|\s+[–—|·]\s+")
_VIA = re.compile(
    r"(?:^|\s)(?:via|through|thanks to|(?:referred|suggested|named|recommended) by|"
    r"grâce à|de la part de|(?:recommandée?|suggérée?|conseillée?) par)\s+(?P<who>.+)$",
    re.IGNORECASE,
)
_PAR = re.compile(r"^par\s+(?P<who>.+)$", re.IGNORECASE)  # "responsable par intérim" is a title
_AT = re.compile(r"(?:^|\s)(?:at|from|chez|de chez)\s+|(?:^|\s)@\s*", re.IGNORECASE)
# "à" and "au" lead to an organization only before a name: "aide à la personne" is a title.
_IN_FRENCH = re.compile(r"(?:^|\s)(?:à\s+l[’']\s?|à\s+la\s+|à\s+|au\s+|aux\s+)(?=[A-ZÀ-ÖØ-Þ0-9])")
_EMAIL = re.compile(r"<?(?P<address>[^\s<>,;@]+@[^\s<>,;@]+\.[^\s<>,;@]+)>?")
_LINK = re.compile(r"(?<![^\s<(,;])(?:https?://|www\.|(?:[a-z]{2,3}\.)?linkedin\.com/)\S+", re.IGNORECASE)
_ARTICLE = re.compile(r"^(?:une?|an?|the)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Understood:
    """What a line says about somebody; empty where it says nothing. `via` is who named them."""

    name: str = ""
    title: str = ""
    organization: str = ""
    via: str = ""
    email: str = ""
    link: str = ""


def read(line: str) -> Understood:
    """Return what `line` says: a name first, then what they do, where, and who told of them."""
    rest, email, link = _without_addresses(clean_line(line))
    name, *parts = [part for part in _SEPARATOR.split(rest) if part] or [""]
    found = {"name": "", "title": "", "organization": "", "via": ""}
    found["name"] = _take_apart(name, found)
    for part in parts:
        organization = found["organization"]
        words = _take_apart(part, found)
        _add(found, words, is_title=found["organization"] != organization)
    if found["name"] == "" and found["title"]:
        found["name"], found["title"] = found["title"], ""
    return Understood(**found, email=email, link=link)


def _without_addresses(line: str) -> tuple[str, str, str]:
    link = _LINK.search(line)
    url = safe_url(link.group().rstrip(".,;)")) if link else None
    if link and url:
        line = f"{line[: link.start()]},{line[link.end() :]}"
    email = _EMAIL.search(line)
    if email:
        line = f"{line[: email.start()]},{line[email.end() :]}"
    return line, email["address"] if email else "", url or ""


def _take_apart(part: str, found: dict[str, str]) -> str:
    """Put the referrer and the organization that `part` names where they belong; return the words before them."""
    via = _VIA.search(part) or _PAR.search(part)
    if via:
        found["via"] = found["via"] or via["who"].strip()
        part = part[: via.start()]
    at = _AT.search(part) or _IN_FRENCH.search(part)
    if at and part[at.end() :].strip() and not found["organization"]:
        found["organization"] = part[at.end() :].strip()
        part = part[: at.start()]
    return part.strip()


def _add(found: dict[str, str], words: str, *, is_title: bool) -> None:
    """Add words that stand alone: first the title, then the organization, then more of the organization's name.

    `is_title`: they stood before the organization in the same part ("Project manager at Babbage").
    """
    if not words:
        return
    if not found["title"] and (is_title or not found["organization"] or _is_title(words)):
        found["title"] = _ARTICLE.sub("", words)
    elif not found["organization"]:
        found["organization"] = words
    else:
        found["organization"] += f", {words}"


def _is_title(words: str) -> bool:
    """Whether words after an organization are what somebody does: titles are written small, "Inc." is not."""
    return words[:1].islower()
