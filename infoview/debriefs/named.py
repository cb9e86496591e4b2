"""The people a contact named: from a line in the notes to a card, without doubling anybody."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from infoview.db import db, describe
from infoview.i18n import _
from infoview.models import Contact, Debrief
from infoview.models.contact import FoundBy, Permission
from infoview.people import namesakes, quick_add
from infoview.people.adding import add_understood
from infoview.text import clean_line, fold

LONGEST = 200
MOST = 50
REACH = (Permission.NO, Permission.NOT_ASKED, Permission.YES)


@dataclass(frozen=True, slots=True)
class Named:
    """A line that names somebody; `known` are the contacts who have that very name. `key` finds it again."""

    key: str
    line: str
    name: str
    known: list[namesakes.Namesake]


def waiting(debrief: Debrief, contact: Contact, named: Iterable[Contact]) -> list[Named]:
    """Return the lines that name somebody who is not among those `named` yet, each with whom it may mean.

    One query at most. The lines stay in the notes as they were written: a card that is undone waits here again.
    """
    lines = [_written(line) for line in (debrief.people_noted or "").split("\n")[:MOST]]
    done = {fold(who.full_name) for who in (contact, *named)}
    read = {fold(name): (line, name) for line in lines for name in [quick_add.read(line).name] if _is_name(name, line)}
    read = {folded: found for folded, found in read.items() if folded not in done}
    known = namesakes.all_called(read)
    return [Named(_key(line), line, name, known.get(folded, [])) for folded, (line, name) in read.items()]


def add_all(lines: Iterable[Named], contact: Contact, *, may_use_name: Permission, at: datetime) -> list[Contact]:
    """Make a card for everybody who is not known yet; returns them. The others are asked about."""
    describe("add")
    return [add(named, contact, may_use_name=may_use_name, at=at) for named in lines if not named.known]


def add(named: Named, contact: Contact, *, may_use_name: Permission, at: datetime) -> Contact:
    """Make a card for somebody a contact named, whoever else has that name."""
    describe("add")
    person = add_understood(replace(quick_add.read(named.line), via=""), at=at)  # who named them is `contact`
    _refer(person, contact, may_use_name)
    return person


def recognize(debrief: Debrief, named: Named, contact: Contact, person: Contact, *, may_use_name: Permission) -> str:
    """Say that a line means somebody who is a contact already, and return in words what came of it.

    Who named them first stays; the line has nothing more to say then, and goes.
    """
    describe("edit")
    if person.id != contact.id and person.referred_by_id is None:
        _refer(person, contact, may_use_name)
    if person.referred_by_id == contact.id:
        return _("Noted: %(contact)s named %(person)s.", contact=contact.full_name, person=person.full_name)
    lines = (debrief.people_noted or "").split("\n")
    debrief.people_noted = "\n".join(line for line in lines if _key(_written(line)) != named.key)
    return _("%(person)s is a contact already, and stays as they are.", person=person.full_name)


def lower(named: Iterable[Contact], permission: Permission) -> list[Contact]:
    """Let nobody's permission to use the referrer's name go further than `permission`; returns whose was lowered."""
    lowered = [who for who in named if REACH.index(who.may_use_name) > REACH.index(permission)]
    for who in lowered:
        who.may_use_name = permission
    return lowered


def _refer(person: Contact, contact: Contact, may_use_name: Permission) -> None:
    person.referred_by_id, person.may_use_name = contact.id, may_use_name
    person.found_by = person.found_by or FoundBy.REFERRED
    db.session.flush()


def _written(line: str) -> str:
    """Return a line of the notes without the dash of a list."""
    return clean_line(clean_line(line).lstrip("-*•–— "))


def _is_name(name: str, line: str) -> bool:
    return any(map(str.isalpha, name)) and len(line) <= LONGEST


def _key(line: str) -> str:
    return hashlib.sha256(line.encode("utf-8", "replace")).hexdigest()[:12]
