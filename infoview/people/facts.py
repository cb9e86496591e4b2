"""The facts on the contact page: which there are, their words, and which fields of the form change each."""

import re
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from infoview import clock
from infoview.db import zone as my_zone
from infoview.i18n import LANGUAGES, _, _l, full_day, time_words
from infoview.labels import FOUND_BY, PERMISSIONS, WARMTHS
from infoview.people.queries import Person
from infoview.text import safe_url
from infoview.zones import is_same_time, name_of

FIELDS = {
    "name": ("full_name", "given_name", "family_name"),
    "title": ("title",),
    "organization": ("organization",),
    "emails": ("emails",),
    "phones": ("phones",),
    "links": ("links",),
    "career": ("career",),
    "referrer": ("referred_by", "may_use_name"),
    "found": ("found_by", "found_text"),
    "place": ("place",),
    "zone": ("zone",),
    "address": ("address_as", "pronouns"),
    "language": ("language",),
    "rating": ("ease", "value"),
    "warmth": ("warmth",),
    "tags": ("tags",),
}
LABELS = {
    "name": _l("Name"),
    "title": _l("Title"),
    "organization": _l("Organization"),
    "emails": _l("E-mail"),
    "phones": _l("Phone"),
    "links": _l("Links"),
    "career": _l("Career"),
    "referrer": _l("Named by"),
    "found": _l("How you found them"),
    "place": _l("Place"),
    "zone": _l("Their time zone"),
    "address": _l("How to address them"),
    "language": _l("Language"),
    "rating": _l("Your view"),
    "warmth": _l("How close you are"),
    "tags": _l("Tags"),
}


@dataclass(frozen=True, slots=True)
class Value:
    """A text, with where it leads: an outside `url`, or the `page` and `id` of something of the user's."""

    text: str
    url: str = ""
    page: str = ""
    id: int = 0


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of facts; no values if it is not known yet."""

    name: str
    label: str
    values: tuple[Value, ...] = ()
    hint: str = ""


def all_of(person: Person) -> list[Fact]:
    """Return every fact of a contact, in the order of the page."""
    return [one_of(person, name) for name in FIELDS]


def one_of(person: Person, name: str) -> Fact:
    """Return one fact of a contact."""
    values, hint = _READ[name](person)
    return Fact(name, str(LABELS[name]), tuple(value for value in values if value.text), hint)


Read = tuple[list[Value], str]


def _name(person: Person) -> Read:
    return [Value(person.contact.full_name)], ""


def _title(person: Person) -> Read:
    return [Value(person.contact.title)], ""


def _organization(person: Person) -> Read:
    found = person.organization
    return ([Value(found.name, page="organizations.show", id=found.id)] if found else []), ""


def _emails(person: Person) -> Read:
    return [Value(address, url=f"mailto:{quote(address, safe='@')}") for address in person.emails], ""


def _phones(person: Person) -> Read:
    return [Value(number, url=f"tel:{re.sub(r'[^+0-9]', '', number)}") for number in person.phones], ""


def _links(person: Person) -> Read:
    since = person.contact.connected_on
    hint = _("Connected on LinkedIn since %(day)s", day=full_day(since)) if since else ""
    return [Value(_link_words(url), url=safe_url(url) or "") for url in person.links], hint


def _link_words(url: str) -> str:
    """Return a link as short as can be: LinkedIn by its name."""
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.")
    if host == "linkedin.com" or host.endswith(".linkedin.com"):
        return "LinkedIn"
    path = parts.path.rstrip("/")
    return f"{host}{path}" if len(path) < 40 else f"{host}{path[:38]}…"


def _career(person: Person) -> Read:
    found = person.career
    return ([Value(found.name, page="careers.show", id=found.id)] if found else []), ""


def _referrer(person: Person) -> Read:
    if person.referrer is None:
        return [], ""
    hint = _("May you use that name: %(answer)s", answer=str(PERMISSIONS[person.contact.may_use_name]).lower())
    return [Value(person.referrer.name, page="people.show", id=person.referrer.id)], hint


def _found(person: Person) -> Read:
    by = person.contact.found_by
    return [Value(str(FOUND_BY[by]) if by else ""), Value(person.contact.found_text)], ""


def _place(person: Person) -> Read:
    return [Value(person.contact.place)], ""


def _zone(person: Person) -> Read:
    theirs = person.contact.zone
    return [Value(name_of(theirs) if theirs else "")], _clock_there(theirs) if theirs else ""


def _clock_there(zone: str) -> str:
    """Return what their clocks show now, if it is not what the user's show."""
    now = clock.now()
    if is_same_time(now, zone, my_zone()):
        return ""
    return _("It is %(time)s there now.", time=time_words(now, zone))


def _address(person: Person) -> Read:
    return [Value(person.contact.address_as), Value(person.contact.pronouns)], ""


def _language(person: Person) -> Read:
    return [Value(LANGUAGES.get(person.contact.language or "", ""))], ""


def _rating(person: Person) -> Read:
    ease, value = person.contact.ease, person.contact.value
    return [
        Value(_("Easy to ask: %(n)s of 5", n=ease) if ease else ""),
        Value(_("Much to learn: %(n)s of 5", n=value) if value else ""),
    ], ""


def _warmth(person: Person) -> Read:
    warmth = person.contact.warmth
    return [Value(str(WARMTHS[warmth]) if warmth else "")], ""


def _tags(person: Person) -> Read:
    return [Value(tag.name, page="tag", id=tag.id) for tag in person.tags], ""


_READ = {
    "name": _name, "title": _title, "organization": _organization, "emails": _emails, "phones": _phones,
    "links": _links, "career": _career, "referrer": _referrer, "found": _found, "place": _place, "zone": _zone,
    "address": _address, "language": _language, "rating": _rating, "warmth": _warmth, "tags": _tags,
}  # fmt: skip
