"""Reads what the etiquette check has to know."""

import re
from itertools import islice

from sqlalchemy import or_, select

from infoview.db import db
from infoview.etiquette.check import check
from infoview.etiquette.findings import Finding, Known, Person, Written
from infoview.etiquette.reading import MOST_READ
from infoview.models import Account, Contact
from infoview.models.contact import Permission
from infoview.outreach.facts import Facts
from infoview.people.actions import sort_name
from infoview.text import fold

MOST_NAMES = 60
MOST_KEYS = 200
MOST_CALLED = 12
MOST_FOUND = 20

_CAPITAL = r"[A-ZÀ-ÖØ-ÞŁŚŠŽĆČĐ][\w'’-]{1,30}"
# Capitalised words in a row, with the small words that names have between them.
_RUN = re.compile(rf"{_CAPITAL}(?:[ ]{{1,2}}(?:{_CAPITAL}|de|la|du|von|van|der|den|di|da|le|bin|al|ben)){{1,6}}")
_TITLE = r"(?:Mrs?|Ms|Dr|Mme|Mlle|M|Madame|Monsieur|Prof|Professor)\.?[ ]{1,2}"
_CALL = re.compile(
    rf"(?:(?:Dear|Hi|Hello|Hey|Bonjour|Salut|Coucou|Ch[eè]re?|[Tt]hank you|[Tt]hanks|[Mm]erci|again|encore),?[ ]{{1,2}}"
    rf"|,[ ]|\b(?={_TITLE}))"
    rf"(?:{_TITLE})?({_CAPITAL})(?=[ ]{{0,2}}(?:[,.!?;:\n]|$))"
)


def findings(contact: Contact, account: Account, facts: Facts, written: Written) -> list[Finding]:
    """Return what can be said about a message to `contact`, but for the rules the user has switched off."""
    return check(written, known(contact, account, facts, written), off=account.rules_off.split())


def known(contact: Contact, account: Account, facts: Facts, written: Written) -> Known:
    """Return what the check has to know: two queries at most."""
    referrer = contact.referred_by
    named = _of(referrer) if referrer is not None else None
    may_be_named = {facts.about.name, *facts.meeting.people, *facts.since.people, named.full_name if named else None}
    return Known(
        facts=facts,
        contact=_of(contact),
        formality=contact.formality,
        linkedin_limit=account.linkedin_limit,
        referrer=named if contact.may_use_name is not Permission.YES else None,
        others=tuple(
            person
            for person in _others(contact, f"{written.subject[:300]}\n{written.body[:MOST_READ]}")
            if person.full_name not in may_be_named and person.full_name not in (facts.found.text or "")
        ),
    )


def _of(contact: Contact) -> Person:
    return Person(contact.full_name, contact.given_name, contact.family_name)


def _others(contact: Contact, text: str) -> list[Person]:
    """Return the other contacts whose names occur in the text: names are looked up, never all of them read."""
    full, called = _full_names(text), _called(text)
    if not full and not called:
        return []
    is_named = or_(
        Contact.sort_name.in_(full),
        *(Contact.sort_name.startswith(f"{fold(name)} ", autoescape=True) for name in called),
        *(Contact.full_name.startswith(f"{name} ", autoescape=True) for name in called),
    )
    columns = select(Contact.full_name, Contact.given_name, Contact.family_name)
    rows = db.session.execute(columns.where(Contact.id != contact.id, is_named).order_by(Contact.id).limit(MOST_FOUND))
    return [Person(*row) for row in rows]


def _full_names(text: str) -> list[str]:
    """Return what could be full names, in the form contacts are sorted by ("babbage charles babbage")."""
    keys: dict[str, None] = {}
    for run in islice(_RUN.finditer(text), MOST_NAMES):
        words = run[0].split()
        for first in range(len(words) - 1):
            for end in range(first + 2, min(first + 5, len(words) + 1)):
                name = " ".join(words[first:end])
                keys |= {sort_name(name): None, sort_name(name, " ".join(words[first + 1 : end])): None}
    return list(keys)[:MOST_KEYS]


def _called(text: str) -> list[str]:
    """Return the single names by which somebody is spoken to: "Hi Charles", "Mr. Babbage", "thank you, Charles"."""
    return list(dict.fromkeys(call[1] for call in islice(_CALL.finditer(text), MOST_NAMES)))[:MOST_CALLED]
