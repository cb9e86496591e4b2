"""The many people of a large sample: they come as a file brings them, and less is told of them.

Acts told one by one take tens of milliseconds a person; ten thousand people are to be there within a minute.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import func, select

from infoview.clock import day_of
from infoview.db import db, next_act
from infoview.demo.cast import Person
from infoview.demo.teller import Teller
from infoview.logbook import actions as logbook
from infoview.meetings import actions as meetings
from infoview.models import Contact, Stage
from infoview.models.message import Channel, MessageKind
from infoview.people.actions import put_on_board
from infoview.transfer import people_reader
from infoview.transfer.people_writer import add_people


def bring(teller: Teller, import_id: int) -> None:
    """Fill the teller's room with people, and tell what happened with some of them."""
    before = db.session.scalar(select(func.max(Contact.id))) or 0
    cast = [_as_in_a_file(line, next(teller.cast)) for line in range(teller.room)]
    today = day_of(teller.now, teller.account.zone)
    next_act()
    add_people(cast, import_id=import_id, today=today, at=teller.ago(days=300))
    contacts = list(db.session.scalars(select(Contact).where(Contact.id > before).order_by(Contact.id)))
    for contact in contacts:
        teller.appears(contact)
    next_act()
    cards = [contact for place in ONLY_PUT_ON_THE_BOARD for contact in contacts[place :: len(ARCS)]]
    put_on_board(cards, to=Stage.IDENTIFIED, at=teller.ago(days=30))
    for number, contact in enumerate(contacts):
        arc = ARCS[number % len(ARCS)]
        if arc is not None:
            arc(teller, contact, number)


def _as_in_a_file(line: int, person: Person) -> people_reader.Person:
    facts = person.facts
    return people_reader.Person(
        line=line,
        full_name=person.full_name,
        given_name=facts["given_name"],
        family_name=facts["family_name"],
        organization=facts["organization"],
        title=facts["title"],
        place=facts["place"],
        emails=tuple(facts.get("emails", ())),
        links=tuple(facts.get("links", ())),
    )


def _wrote(teller: Teller, contact: Contact, kind: MessageKind, at: datetime) -> None:
    next_act()
    zone = teller.account.zone
    logbook.log_message(contact, kind=kind, channel=Channel.LINKEDIN, day=day_of(at, zone), zone=zone, at=at)


def _asked(teller: Teller, contact: Contact, number: int) -> None:
    _wrote(teller, contact, MessageKind.REQUEST, teller.ago(days=1 + number % 25))


def _met(teller: Teller, contact: Contact, number: int) -> datetime:
    at = teller.ago(days=1 + number % 4)
    return _conversation(teller, contact, at)


def _thanked(teller: Teller, contact: Contact, number: int) -> None:
    at = _conversation(teller, contact, teller.ago(days=4 + number % 40))
    _wrote(teller, contact, MessageKind.THANK_YOU, at + timedelta(days=1))


def _in_touch(teller: Teller, contact: Contact, number: int) -> None:
    at = _conversation(teller, contact, teller.ago(days=60 + number % 200))
    _wrote(teller, contact, MessageKind.THANK_YOU, at + timedelta(days=1))
    _wrote(teller, contact, MessageKind.UPDATE, at + timedelta(days=50))


def _conversation(teller: Teller, contact: Contact, at: datetime) -> datetime:
    _wrote(teller, contact, MessageKind.REQUEST, at - timedelta(days=9))
    next_act()
    zone = teller.account.zone
    meetings.hold(contact, day=day_of(at, zone), zone=zone, at=at)
    return at


# Whose place is empty stays in People, unless `bring` puts them on the board with nothing told of them.
ARCS: tuple[Callable[[Teller, Contact, int], object] | None, ...] = (
    None, None, _asked, None, None, _met, None, None, None, None, None, None, _asked, None, None, None, None, None,
    _thanked, None, None, None, _asked, None, None, None, None, None, _in_touch, None, None, None, None, None, None,
    None, None, None, None, None,
)  # fmt: skip
ONLY_PUT_ON_THE_BOARD = (0, 7, 14, 21, 29, 35)
