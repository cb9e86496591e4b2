"""Addresses of every page, filled with rows of every kind."""

import csv
import io
import re
from typing import Any

from factories import NOON, make_contact
from sqlalchemy import JSON, Boolean, Date, DateTime, Enum, Integer, LargeBinary, Text, Time, delete, select

from infoview import clock
from infoview.accounts import devices
from infoview.db import db, transaction
from infoview.models import (
    Account,
    Advice,
    Base,
    Career,
    Change,
    Contact,
    ContactTag,
    Debrief,
    Demand,
    Device,
    Draft,
    EmailAddress,
    FreeSlot,
    Import,
    Lead,
    LearningGoal,
    Link,
    Mail,
    MailServer,
    Meeting,
    MeetingQuestion,
    Message,
    MessageTemplate,
    Note,
    Notification,
    Organization,
    OwnQuestion,
    PhoneNumber,
    Promise,
    PushSubscription,
    Reminder,
    Resource,
    Stage,
    Surprise,
    Tag,
)
from infoview.models.contact import ClosedReason
from infoview.models.importing import ImportKind, ImportState
from infoview.models.mail import MailState, Security
from infoview.models.meeting import MeetingStatus
from infoview.models.message import Channel, Direction, MessageKind, Route
from infoview.models.notification import Feed, NotificationKind
from infoview.models.owned import owned_tables
from infoview.models.question import Topic
from infoview.models.reminding import Share, Shared
from infoview.text import clean

# What stands in an address and is no row of anybody's. Everything else is filled with ids.
WORDS = {
    "stage": "met",
    "kind": "request",
    "what": "prepare",
    "ledger": "resource",
    "name": "title",
    "filename": "css/tokens.css",
    "original": "en/email/request-cold-1",
    "token": "of-a-feed",
}
COLUMNS = ["given_name", "family_name", "link", "email", "organization", "title", "connected_on"]
CSV = (
    b"First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
    b"Mary,Somerville,,,Lighthouse,Writer,\nAda,Byron,,,Babbage & Co,Analyst,\n,,,,,,\n"
)
LONG_CSV = CSV + b"Ada,Byron,,,Babbage & Co,Analyst,\n" * 101  # more people who are perhaps there than one page shows


def make_everything(account, *, file=CSV):
    """Store rows of every kind in every state that shows a form; return one id of each kind by its name in addresses.

    `file` waits to be imported.
    """
    with transaction():
        organization = Organization(
            name="Babbage & Co", folded="babbage & co", rank=1, why="They teach what they do", created_at=NOON
        )
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
    make_contact("Jane Marcet")
    make_contact("Ellen Swallow", stage=Stage.REQUESTED)
    make_contact("Caroline Herschel", stage=Stage.REQUESTED, paused_at=NOON, paused_until=NOON.date())
    make_contact("Hertha Ayrton", closed_at=NOON, closed_reason=ClosedReason.NO_REPLY)
    sent = {"contact_id": ada.id, "channel": Channel.EMAIL, "created_at": NOON, "sent_at": NOON}
    sent["address"] = "ada@home.example.org"
    with transaction():
        held = Meeting(contact_id=ada.id, day=NOON.date(), zone="UTC", status=MeetingStatus.HELD, created_at=NOON)
        held.learned = "That most of the week is spent listening"
        tag = Tag(name="Lisbon", folded="lisbon")
        request = Message(
            kind=MessageKind.REQUEST, direction=Direction.OUT, subject="A question", body="Dear Ada,\n\nhello", **sent
        )
        rows = {
            "tag_id": tag,
            "note_id": Note(contact_id=ada.id, day=NOON.date(), body="Loves punched cards", created_at=NOON),
            "meeting_id": held,
            "message_id": request,
            "freeslot_id": FreeSlot(
                day=NOON.date().replace(year=2100),
                start=NOON.time(),
                minutes=30,
                zone="UTC",
                contact_id=ada.id,
                offered_at=NOON,
                created_at=NOON,
            ),
            "draft_id": Draft(
                contact_id=ada.id,
                kind=MessageKind.REQUEST,
                body="Dear Ada,",
                body_touched=True,
                saved_at=NOON,
                created_at=NOON,
            ),
            "mail_id": Mail(
                contact_id=ada.id,
                kind=MessageKind.UPDATE,
                address="ada@example.org",
                subject="News",
                body="Dear Ada,",
                header_id="1@example.org",
                state=MailState.UNKNOWN,
                due_at=NOON,
                changed_at=NOON,
                created_at=NOON,
            ),
            "reminder_id": Reminder(contact_id=ada.id, body="Send the article", due_on=NOON.date(), created_at=NOON),
            "share_id": Share(body="A study of nights", url="https://www.example.org/study", created_at=NOON),
            "notification_id": Notification(
                kind=NotificationKind.EVENING,
                key="1",
                state=MailState.FAILED,
                reason="sign-in",
                due_at=NOON,
                created_at=clock.now(),
            ),
            "learninggoal_id": LearningGoal(career_id=career.id, body="What people earn", created_at=NOON),
            "pushsubscription_id": PushSubscription(
                endpoint="https://push.example.org/vera", p256dh="", auth="", browser="Firefox", created_at=NOON
            ),
            "ownquestion_id": OwnQuestion(text="How quiet are the nights?", topic=Topic.DAY, created_at=NOON),
            "messagetemplate_id": MessageTemplate(
                name="My way",
                kind=MessageKind.REQUEST,
                route=Route.COLD,
                channel=Channel.EMAIL,
                language="en",
                source="A question\n\nMay I ask?",
                created_at=NOON,
            ),
            "changed_id": MessageTemplate(
                name="Shorter",
                kind=MessageKind.REQUEST,
                route=Route.COLD,
                channel=Channel.EMAIL,
                language="en",
                source="A question\n\nMay I ask?",
                replaces=WORDS["original"].removeprefix("en/"),
                created_at=NOON,
            ),
            "import_id": Import(
                kind=ImportKind.LINKEDIN,
                content=file,
                state=ImportState.UPLOADED,
                mapping={"width": len(COLUMNS), "columns": COLUMNS},
                created_at=clock.now(),
                filename="c.csv",
            ),
        }
        db.session.add_all(
            [
                *rows.values(),
                MailServer(host="127.0.0.1", port=9, security=Security.TLS, sender="vera@example.org", created_at=NOON),
                EmailAddress(contact_id=ada.id, address="ada@example.org", folded="ada@example.org"),
                PhoneNumber(contact_id=ada.id, number="+351 21 000 00 00"),
                Link(contact_id=ada.id, url="https://www.example.org/ada", folded="example.org/ada"),
                Message(
                    kind=MessageKind.REPLY, direction=Direction.IN, body="With pleasure.", quoted="> Dear Ada", **sent
                ),
                Import(
                    kind=ImportKind.CSV, state=ImportState.CONFIRMED, created_at=NOON, confirmed_at=NOON, counts=DONE
                ),
            ]
        )
        db.session.flush()
        rows["mail_id"].draft_id = rows["draft_id"].id
        lines = {"contact_id": ada.id, "meeting_id": held.id}
        rows["entry_id"] = Resource(body="Botanical society", url="https://www.example.org/society", **lines)
        noted = Debrief(meeting_id=held.id, people_noted="Jane Marcet, writer", created_at=NOON)
        asked = {"meeting_id": held.id, "topic": Topic.DAY, "created_at": NOON}
        rows["meetingquestion_id"] = MeetingQuestion(text="What fills your week?", minutes=3, **asked)
        answered = MeetingQuestion(code="day-last", text="How was yesterday?", answer="Long", **asked)
        db.session.add_all([rows["meetingquestion_id"], answered])
        db.session.add_all([rows["entry_id"], noted, *(model(body="Read the report", **lines) for model in LINES)])
        db.session.add_all(
            [Surprise(meeting_id=held.id, expected="Quiet"), Demand(meeting_id=held.id, body="Standing")]
        )
        db.session.flush()
        db.session.add(ContactTag(contact_id=ada.id, tag_id=tag.id))
        db.session.add(Shared(share_id=rows["share_id"].id, contact_id=ada.id, created_at=NOON))
        open_feed(account)
        db.session.get_one(Account, account.id).reminders_held = "clock"
        token = devices.sign_in(account, address="127.0.0.1", browser="Firefox", at=clock.now())
    ids = {name: row.id for name, row in rows.items()}
    ids |= {"contact_id": ada.id, "organization_id": organization.id, "career_id": career.id}
    found = devices.find(token, at=clock.now())
    assert found is not None
    change = select(Change.batch).where(Change.row_table == Contact.__tablename__).limit(1)
    return {**ids, "device_id": found.device_id, "batch": db.session.scalar(change)}


def open_feed(account):
    """Have that account's calendar feed at the address that is tried, unless another's is there."""
    held = devices.token_hash(WORDS["token"])
    if db.session.scalar(select(Feed.id).where(Feed.token_hash == held)) is None:
        db.session.add(Feed(account_id=account.id, token_hash=held, kinds="meetings touch", made_at=NOON))


LINES = (Advice, Promise, Lead)
DONE = {"added": 0, "known": 0, "unreadable": 0, "problems": [], "organizations": []}

# --- a row in every table, by its columns alone ---------------------------------------------------------------------

# Columns whose text is not free: the app puts these there by itself.
SET_BY_THE_APP = {
    "zone": "UTC",
    "language": "en",
    "row_table": "contacts",
    "act": "edit",
    "location": "/",
}
BY_TYPE: dict[type, Any] = {
    Boolean: True,
    Integer: 1,
    Date: NOON.date(),
    DateTime: NOON,
    Time: NOON.time(),
    JSON: {},
}


def fill_every_table(account, *, row_id, text, **more):
    """Store a row with that id in every table of the user's data, with `text` wherever text can be, past every form.

    All of them hang on each other. Returns the ids as `make_everything` does. `more` are other values by column.
    """
    with transaction():
        db.session.execute(delete(MailServer))  # of which there is one in an account
        for table in Base.metadata.sorted_tables:
            if model := owned_tables().get(table.name):
                values = {c.key: value_of(c, row_id, text) for c in table.columns if c.key not in KEPT_BY_THE_APP}
                db.session.add(model(**{**values, **{key: value for key, value in more.items() if key in values}}))
                db.session.flush()
        seen = {"signed_in_at": clock.now(), "seen_at": clock.now()}
        db.session.add(Device(id=row_id, account_id=account.id, token_hash=text, address=text, browser=text, **seen))
    return {**dict.fromkeys(all_ids(), row_id), "batch": batch_of(row_id)}


KEPT_BY_THE_APP = {"owner_id", "deleted_at"}


def batch_of(row_id):
    """The batch of the change that `fill_every_table` stores."""
    return f"{row_id:016x}"


def value_of(column, row_id, text):
    """A value for a column, as its type wants it."""
    if column.key == "batch":
        return batch_of(row_id)
    if column.primary_key or (column.foreign_keys and not column.references(column.table.c.id)):
        return row_id
    if column.foreign_keys or column.key == "undoes":
        return None
    if column.key in ("row_id", "contact_id", "position"):
        return row_id
    kind = getattr(column.type, "impl_instance", column.type)
    if isinstance(kind, LargeBinary):
        return file_with(text)
    if isinstance(kind, Enum):
        return next(iter(kind.enum_class))
    if isinstance(kind, Text):
        return SET_BY_THE_APP.get(column.key, text)
    return next(value for known, value in BY_TYPE.items() if isinstance(kind, known))


def file_with(text):
    """A file to import, with a text in every cell."""
    written = io.StringIO()
    csv.writer(written, lineterminator="\n").writerows([["First Name", text, "Company", "Position"], *[[text] * 4] * 2])
    return clean(written.getvalue()).encode()


def all_ids():
    """The names that ids of rows have in addresses."""
    return {f"{model.__name__.lower()}_id" for model in owned_tables().values()} | {"device_id", "entry_id"}


# --- addresses ------------------------------------------------------------------------------------------------------


def rules(app, method, *, with_ids=False):
    """Every rule of the app that answers `method`; only those with somebody's row in them if asked."""
    answering = [rule for rule in app.url_map.iter_rules() if method in (rule.methods or ())]
    return [rule for rule in answering if rule.arguments - WORDS.keys()] if with_ids else answering


def address(rule, ids):
    """The address of a rule filled with ids and words."""
    unknown = rule.arguments - ids.keys() - WORDS.keys()
    assert not unknown, (
        f"Nothing fills {sorted(unknown)} in {rule.rule}: let make_everything() in tests/every_page.py store such "
        "a row and return its id, or add a word for it to WORDS."
    )
    return re.sub(r"<(?:\w+:)?(\w+)>", lambda found: str({**WORDS, **ids}[found[1]]), rule.rule)
