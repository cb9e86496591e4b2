"""Accounts with many contacts, written as an import writes them."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from flask import Flask

from infoview import clock
from infoview.accounts import devices
from infoview.accounts.actions import add_account
from infoview.bulk import bulk_insert
from infoview.db import as_owner, db, transaction
from infoview.models import (
    Account,
    Career,
    Contact,
    ContactTag,
    EmailAddress,
    Meeting,
    Message,
    Organization,
    Stage,
    StageChange,
    Tag,
)
from infoview.models.contact import FoundBy
from infoview.models.meeting import MeetingStatus
from infoview.models.message import Answer, Channel, Direction, MessageKind, Route
from infoview.people.actions import sort_name
from infoview.text import fold

GIVEN = (
    "Ada",
    "Mary",
    "Joan",
    "Émilie",
    "Grace",
    "Sofia",
    "Tom",
    "Nils",
    "Wei",
    "José",
    "Zoë",
    "Edith",
    "Karen",
    "Alan",
)
FAMILY = (
    "Byron",
    "Somerville",
    "Clarke",
    "Hopper",
    "Dupont",
    "Noether",
    "Bohr",
    "Chen",
    "O’Neill",
    "Roe",
    "Poe",
    "Ito",
)
TITLES = ("Analyst", "Head of research and design", "Nurse practitioner", "Teacher", "Night train conductor")
CAREERS = ("UX research in health care", "Data analysis", "Teaching", "Law", "Rail planning")
TAGS = ("Lisbon", "alumni", "conference", "neighbour")
SAID = {  # what was written to those who stand in a stage, and how many days ago
    Stage.IDENTIFIED: (),
    Stage.REQUESTED: ((MessageKind.REQUEST, 8),),
    Stage.MET: ((MessageKind.REQUEST, 9),),
    Stage.THANKED: ((MessageKind.REQUEST, 30), (MessageKind.THANK_YOU, 12)),
    Stage.IN_TOUCH: ((MessageKind.REQUEST, 200), (MessageKind.THANK_YOU, 180), (MessageKind.UPDATE, 90)),
}
BODY = """Dear Ms. Byron,

I came across your name through your article on night trains. My name is Vera Lindqvist and I am a teacher of biology.
One career I am considering is rail planning, and I have read what I could find about it.

I would love to hear from you what the work is really like. Could you spare 15 minutes for a call, whenever it suits
you in the coming weeks? I am looking for information, not for a job.

If this is not a good time, a simple no is fine.

With many thanks,
Vera Lindqvist
"""
Row = dict[str, Any]


def make_account(app: Flask, name: str, *, cards: int = 0, people: int = 0) -> str:
    """Make an account with so many cards on its board, and so many people beside it; return its device's token."""
    at = clock.now()
    account, token = sign_up(app, name, at)
    with app.app_context(), as_owner(account), transaction():
        _fill(cards, people, at)
    return token


def sign_up(app: Flask, name: str, at: datetime) -> tuple[Account, str]:
    """Make an empty account and sign it in; return it with its device's token."""
    with app.app_context():
        with transaction():
            add_account(email=f"{name}@example.org", name="Vera Lindqvist", password_hash="-", zone="UTC", at=at)
        account = db.session.query(Account).filter_by(email=f"{name}@example.org").one()
        with transaction():
            return account, devices.sign_in(account, address="127.0.0.1", browser="bench", at=at)


def _fill(cards: int, people: int, at: datetime) -> None:
    named = {"created_at": at, "notes": ""}
    firms = [f"{family} & {other}" for family in FAMILY for other in FAMILY][: max(1, (cards + people) // 14)]
    organizations = bulk_insert(Organization, [{"name": firm, "folded": fold(firm), **named} for firm in firms])
    careers = bulk_insert(Career, [{"name": career, "folded": fold(career), **named} for career in CAREERS])
    tags = bulk_insert(Tag, [{"name": tag, "folded": fold(tag)} for tag in TAGS])
    contacts = list(_contacts(cards, people, organizations, careers, at))
    ids = bulk_insert(Contact, contacts)
    numbered = list(zip(ids, contacts, strict=True))
    bulk_insert(EmailAddress, [_email(contact, row) for contact, row in numbered[::3]])
    bulk_insert(ContactTag, [{"contact_id": contact, "tag_id": tags[contact % len(tags)]} for contact in ids[::4]])
    placed = [(contact, row["stage"]) for contact, row in numbered if row["stage"]]
    bulk_insert(StageChange, [_change(contact, stage, at) for contact, stage in placed])
    bulk_insert(Message, [row for contact, stage in placed for row in _messages(contact, stage, at)])
    bulk_insert(Meeting, [_meeting(contact, at) for contact, stage in placed if stage.rank >= Stage.MET.rank])


def _contacts(cards: int, people: int, organizations: range, careers: range, at: datetime) -> Iterator[Row]:
    stages = list(Stage)
    for n in range(cards + people):
        name = f"{GIVEN[n % len(GIVEN)]} {FAMILY[n // len(GIVEN) % len(FAMILY)]}"
        yield {
            "full_name": name,
            "given_name": name.split()[0],
            "sort_name": sort_name(name),
            "title": TITLES[n % len(TITLES)],
            "organization_id": organizations[n % len(organizations)],
            "career_id": careers[n % len(careers)],
            "found_by": FoundBy.ARTICLE,
            "found_text": "your article on night trains",
            "stage": stages[n % len(stages)] if n < cards else None,
            "position": (n // len(stages) + 1) * 2**20 if n < cards else None,
            "stage_at": at - timedelta(days=5) if n < cards else None,
            "created_at": at - timedelta(days=300, minutes=n),
        }


def _email(contact: int, row: Row) -> Row:
    address = f"{fold(row['given_name'])}{contact}@example.org"
    return {"contact_id": contact, "address": address, "folded": address, "position": 0}


def _change(contact: int, stage: Stage, at: datetime) -> Row:
    return {"contact_id": contact, "from_stage": None, "to_stage": stage, "at": at, "batch": "bench"}


def _messages(contact: int, stage: Stage, at: datetime) -> Iterator[Row]:
    """Yield what was written, and an answer from everybody who was met: 10,000 messages for 5,000 cards."""
    for kind, days in SAID[stage]:
        yield _message(contact, Direction.OUT, kind, at, days)
    if stage.rank >= Stage.MET.rank:
        yield _message(contact, Direction.IN, MessageKind.REPLY, at, SAID[stage][0][1] - 1)


def _message(contact: int, direction: Direction, kind: MessageKind, at: datetime, days: int) -> Row:
    return {
        "contact_id": contact,
        "direction": direction,
        "kind": kind,
        "route": Route.COLD if kind is MessageKind.REQUEST else None,
        "channel": Channel.EMAIL,
        "subject": "A question about your work",
        "body": BODY,
        "answer": Answer.YES if direction is Direction.IN else None,
        "sent_at": at - timedelta(days=days, seconds=contact),
        "created_at": at,
    }


def _meeting(contact: int, at: datetime) -> Row:
    day = (at - timedelta(days=1 + contact % 5)).date()
    return {
        "contact_id": contact,
        "day": day,
        "zone": "UTC",
        "status": MeetingStatus.HELD,
        "learned": "That most of the week is spent listening",
        "created_at": at,
    }
