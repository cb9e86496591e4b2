"""What somebody can be known by, in a form that can be compared."""

import re
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import unquote, urlsplit

from infoview.text import fold

_WORD = re.compile(r"\w+")
_LINKEDIN = "linkedin.com"
# A profile as LinkedIn writes it into its file: most links of an import, so they are told apart at a glance.
PROFILE = re.compile(r"https://www\.linkedin\.com(/in/[a-z0-9-]+)")


@dataclass(frozen=True, slots=True)
class Known:
    """A contact as far as matching needs it; `id` is None for somebody further up in the file, at `line`."""

    id: int | None
    name: str
    organization: str = ""
    emails: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Signs:
    """What `known` can be known by, ready to be looked up."""

    known: Known
    name: str
    organization: str
    emails: tuple[str, ...]
    links: tuple[str, ...]
    profile: str | None

    def may_be(self, other: "Signs") -> bool:
        """Whether a likeness of names can mean the same person: two LinkedIn profiles are two people."""
        return not (self.profile and other.profile and self.profile != other.profile)


def signs_of(known: Known) -> Signs:
    """Return the signs of a contact or of somebody in a file."""
    links = tuple(key for key in map(link_key, known.links) if key)
    return Signs(
        known=known,
        name=name_key(known.name),
        organization=_organization_key(known.organization),
        emails=tuple(email.casefold() for email in known.emails if email),
        links=links,
        profile=next((link for link in links if link.startswith(f"{_LINKEDIN}/in/")), None),
    )


@lru_cache(maxsize=2_000)
def _organization_key(name: str) -> str:
    return name_key(name)


def link_key(url: str) -> str:
    """Return a link for comparing: the same for every way to write the same page."""
    if profile := PROFILE.fullmatch(url):
        return _LINKEDIN + profile[1]
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.")
    path = unquote(parts.path).rstrip("/").casefold()
    if host == _LINKEDIN or host.endswith(f".{_LINKEDIN}"):  # "fr.linkedin.com" shows the same people
        return _LINKEDIN + path
    return f"{host}{path}?{parts.query}" if parts.query else host + path


def name_key(name: str) -> str:
    """Return a name for comparing: its words without case, accents and signs."""
    folded = fold(name)
    return " ".join(_WORD.findall(folded)) or folded or name
