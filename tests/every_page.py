"""Addresses of every page, filled with one row of every kind."""

import re

from factories import NOON, make_contact
from sqlalchemy import select

from infoview.accounts import devices
from infoview.db import db, transaction
from infoview.models import (
    Advice,
    Career,
    Change,
    Contact,
    Draft,
    EmailAddress,
    Import,
    Meeting,
    Message,
    Note,
    Organization,
    Stage,
    Tag,
)
from infoview.models.importing import ImportKind, ImportState
from infoview.models.meeting import MeetingStatus
from infoview.models.message import Channel, Direction, MessageKind

# A rule with one of these names is filled with the id of a row of that kind.
IDS = ("contact", "career", "organization", "note", "message", "meeting", "draft", "import", "tag", "device")
WORDS = {"stage": "met", "kind": "request", "name": "title", "batch": "0" * 16, "filename": "css/tokens.css"}
CSV = b"First Name,Last Name,URL,Email Address,Company,Position,Connected On\nMary,Somerville,,,Lighthouse,Writer,\n"


def make_everything(account):
    """Store one row of every kind, and return their ids by the names that addresses use."""
    with transaction():
        organization = Organization(name="Babbage & Co", folded="babbage & co", created_at=NOON)
        career = Career(name="Data analysis", folded="data analysis", created_at=NOON)
        db.session.add_all([organization, career])
    ada = make_contact(
        "Ada Byron",
        stage=Stage.MET,
        title="Analyst",
        organization_id=organization.id,
        career_id=career.id,
        address_as="Ada",
        place="Lisbon",
    )
    make_contact("Mary Somerville", stage=Stage.IDENTIFIED, referred_by_id=ada.id)
    sent = {"contact_id": ada.id, "direction": Direction.OUT, "channel": Channel.EMAIL, "created_at": NOON}
    with transaction():
        held = Meeting(contact_id=ada.id, day=NOON.date(), zone="UTC", status=MeetingStatus.HELD, created_at=NOON)
        held.learned = "That most of the week is spent listening"
        rows = {
            "tag_id": Tag(name="Lisbon", folded="lisbon"),
            "note_id": Note(contact_id=ada.id, day=NOON.date(), body="Loves punched cards", created_at=NOON),
            "meeting_id": held,
            "message_id": Message(
                kind=MessageKind.REQUEST, subject="A question", body="Dear Ada,\n\nhello", sent_at=NOON, **sent
            ),
            "draft_id": Draft(
                contact_id=ada.id,
                kind=MessageKind.REQUEST,
                body="Dear Ada,",
                body_touched=True,
                saved_at=NOON,
                created_at=NOON,
            ),
            "import_id": Import(
                kind=ImportKind.LINKEDIN, content=CSV, state=ImportState.UPLOADED, created_at=NOON, filename="c.csv"
            ),
        }
        db.session.add_all([*rows.values(), EmailAddress(contact_id=ada.id, address="ada@example.org", folded="x")])
        db.session.flush()
        db.session.add(Advice(contact_id=ada.id, meeting_id=held.id, body="Read the annual report"))
        token = devices.sign_in(account, address="127.0.0.1", browser="Firefox", at=NOON)
    ids = {name: row.id for name, row in rows.items()}
    ids |= {"contact_id": ada.id, "organization_id": organization.id, "career_id": career.id}
    found = devices.find(token, at=NOON)
    assert found is not None
    change = select(Change.batch).where(Change.row_table == Contact.__tablename__).limit(1)
    return {**ids, "device_id": found.device_id, "batch": db.session.scalar(change)}


def rules(app, method, *, with_ids=False):
    """Every rule of the app that answers `method`; only those with somebody's row in them if asked."""
    owned = {f"{name}_id" for name in IDS} | {"batch"}
    return [
        r for r in app.url_map.iter_rules() if method in (r.methods or ()) and (not with_ids or r.arguments & owned)
    ]


def address(rule, ids):
    """The address of a rule filled with ids and words."""
    return re.sub(r"<(?:\w+:)?(\w+)>", lambda found: str(ids.get(found[1], WORDS.get(found[1], "1"))), rule.rule)
