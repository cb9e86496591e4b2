"""However many rows there are, a page asks the database the same number of questions."""

from functools import partial

import pytest
from factories import NOON, make_contacts
from linkedin_files import many
from sqlalchemy import event

from infoview.db import as_owner, db, transaction
from infoview.models import (
    Advice,
    Career,
    Contact,
    ContactTag,
    Demand,
    Draft,
    EmailAddress,
    FreeSlot,
    Import,
    Lead,
    LearningGoal,
    Mail,
    Meeting,
    MeetingQuestion,
    Message,
    MessageTemplate,
    Note,
    Organization,
    OwnQuestion,
    Promise,
    Reminder,
    Resource,
    Share,
    Stage,
    Surprise,
    Tag,
)
from infoview.models.importing import ImportKind, ImportState
from infoview.models.mail import MailState
from infoview.models.meeting import MeetingStatus
from infoview.models.message import Channel, Direction, MessageKind, Route
from infoview.models.question import Topic

MOST_FOR_THE_BOARD = 8
FROM_A_SECOND_SCREEN_ON = ("/board", "/board?q=person")  # a board that is all on the first one is not counted
PAGES = [
    "/board",
    "/board?q=person",
    "/board/met",
    "/people",
    "/people?q=person",
    "/people?sort=changed",
    "/people?sort=organization",
    "/careers",
    "/careers/{career}",
    "/who-next",
    "/referral-map",
    "/organizations",
    "/organizations/{organization}",
    "/meetings/{meeting}",
    "/meetings/{meeting}/prepare",
    "/meetings/{meeting}/live",
    "/meetings/{meeting}/debrief",
    "/ledger",
    "/today",
    "/own-reminders/{reminder}",
    "/at-hand",
    "/ledger?kind=advice&state=all",
    "/meetings/{meeting}/questions",
    "/questions",
    "/careers/{career}/goals",
    "/now",
    "/reminders",
    "/drafts",
    "/free-times",
    "/calendar?day=2026-12-15",
    "/calendar?view=week",
    "/calendar/feed",
    "/keep-in-touch",
    "/shares",
    "/messages",
    "/messages/rates",
    "/messages?q=person&answer=waiting&contact={contact}",
    "/outbox",
    "/templates",
    "/templates/originals/en/email/request-cold-1",
    "/import",
    "/imports/{upload}",
    "/contacts/{contact}",
    "/contacts/{contact}/edit",
    "/contacts/{contact}/drafts/request",
    "/contacts/{contact}/drafts/thank_you",
    "/contacts/{contact}/drafts/confirmation",
    "/contacts/{contact}/drafts/update",
]


@pytest.fixture
def work(app, account):
    """Brings in so many rows of every kind, the first contact's own among them; gives the ids that addresses take."""

    def bring(number):
        with app.app_context(), as_owner(account):
            with transaction():
                named = [{"name": f"{number} {n}", "folded": f"{number} {n}"} for n in range(number)]
                organizations = [Organization(**each, created_at=NOON) for each in named]
                careers = [Career(**each, created_at=NOON) for each in named]
                db.session.add_all([*organizations, *careers, *(tags := [Tag(**each) for each in named])])
            facts = {"organization_id": organizations[0].id, "career_id": careers[0].id}
            for stage in Stage:
                names = [f"Person {number} {n}" for n in range(number)]
                contacts = make_contacts(*names, stage=stage, **facts)
            first = db.session.query(Contact).order_by(Contact.id).first()
            with transaction():
                for place, organization in enumerate(organizations[:5], start=number):
                    organization.rank, organization.why = place, "Good people"
                for contact in [*contacts, *[first] * number]:
                    db.session.add_all(_told_of(contact))
                db.session.add_all(ContactTag(contact_id=first.id, tag_id=tag.id) for tag in tags)
                db.session.add_all(_drafts(contacts))
                db.session.add_all(_templates(number))
                for contact in contacts:
                    contact.referred_by_id = first.id
                db.session.add_all(_free_times(number, first))
                db.session.add_all(Share(body=f"Study {each}", created_at=NOON) for each in range(number))
                upload = Import(kind=ImportKind.LINKEDIN, content=many(number), state=ImportState.UPLOADED)
                upload.created_at, upload.filename, upload.counts = NOON.replace(year=2100), "c.csv", {}
                upload.mapping = {"width": 7, "columns": COLUMNS}
                db.session.add(upload)
                meeting = db.session.query(Meeting).filter_by(contact_id=first.id).order_by(Meeting.id).first()
                asked = {"meeting_id": meeting.id, "topic": Topic.ORGANIZATION, "created_at": NOON}
                db.session.add_all(MeetingQuestion(text="Why here?", answer="For now", **asked) for _n in range(number))
                heard = {"contact_id": first.id, "meeting_id": meeting.id}
                for each in range(number):
                    lines = [model(body=f"Read {each}", **heard) for model in (Advice, Promise, Resource, Lead)]
                    db.session.add_all(
                        [*lines, Surprise(meeting_id=meeting.id), Demand(meeting_id=meeting.id, body="")]
                    )
                for name in map(str, range(number)):
                    db.session.add(
                        LearningGoal(career_id=first.career_id, body=f"What people earn {name}", created_at=NOON)
                    )
                    db.session.add(
                        OwnQuestion(text=f"How quiet are the nights {name}?", topic=Topic.DAY, created_at=NOON)
                    )
            return {
                "career": first.career_id,
                "organization": first.organization_id,
                "contact": first.id,
                "upload": upload.id,
                "meeting": meeting.id,
                "reminder": db.session.query(Reminder).filter_by(contact_id=first.id).order_by(Reminder.id).first().id,
            }

    return bring


COLUMNS = ["given_name", "family_name", "link", "email", "organization", "title", "connected_on"]


def _told_of(contact):
    told = {"contact_id": contact.id, "created_at": NOON}
    sent = {"direction": Direction.OUT, "kind": MessageKind.REQUEST, "channel": Channel.EMAIL, "sent_at": NOON}
    yield EmailAddress(contact_id=contact.id, address="person@example.org", folded="person@example.org")
    yield Reminder(body="Send the article", due_on=NOON.date(), **told)
    yield Note(day=NOON.date(), body="Loves night trains", **told)
    queued = {"subject": "", "body": "Dear", "header_id": "1@example.org", "due_at": NOON, "changed_at": NOON}
    yield Mail(kind=MessageKind.REQUEST, address="person@example.org", state=MailState.FAILED, **queued, **told)
    yield Message(**sent, **told)
    yield Meeting(day=NOON.date(), zone="UTC", status=MeetingStatus.HELD, **told)


def _free_times(number, contact):
    for n in range(number):
        day = {"day": NOON.date().replace(year=2100), "start": NOON.time(), "minutes": 30, "zone": "UTC"}
        yield FreeSlot(**day, contact_id=contact.id if n % 2 else None, offered_at=NOON, created_at=NOON)


def _templates(number):
    for n in range(number):
        use = {"kind": MessageKind.REQUEST, "route": Route.COLD, "channel": Channel.EMAIL, "language": "en"}
        yield MessageTemplate(name=f"{n}", source="A question\n\nMay I ask?", created_at=NOON, **use)


def _drafts(contacts):
    for contact in contacts:
        kept = {"body": "Dear", "body_touched": True, "saved_at": NOON, "created_at": NOON}
        yield Draft(contact_id=contact.id, kind=MessageKind.UPDATE, **kept)


@pytest.fixture
def statements_of(app):
    """Counts the statements something takes."""

    def count(act):
        seen = []

        def note(_connection, _cursor, statement, *_more):
            if not statement.startswith(("BEGIN", "PRAGMA")):
                seen.append(statement)

        with app.app_context():
            engine = db.engine
        event.listen(engine, "before_cursor_execute", note)
        try:
            answer = act()
        finally:
            event.remove(engine, "before_cursor_execute", note)
        assert answer.status_code == 200, answer.status
        return len(seen)

    return count


def test_more_rows_do_not_mean_more_statements(client, work, statements_of):
    counted = []
    for number in (3, 45):
        ids = work(number)
        counted.append({page: statements_of(partial(client.get, page.format(**ids))) for page in PAGES})

    few, many = counted
    assert many == few | {page: few[page] + 1 for page in FROM_A_SECOND_SCREEN_ON}
    assert max(many["/board"], many["/board?q=person"]) <= MOST_FOR_THE_BOARD


def test_a_move_takes_as_many_statements_on_a_full_board(client, work, statements_of):
    counted = []
    for number in (3, 45):
        ids = work(number)
        client.post(f"/contacts/{ids['contact']}/stage", {"stage": "met"}, partial=True)
        move = {"stage": "thanked", "before": ids["contact"] + 4 * number}
        counted.append(statements_of(partial(client.post, f"/contacts/{ids['contact']}/stage", move, partial=True)))

    assert counted[0] == counted[1]


def test_a_search_that_is_typed_asks_for_no_more_than_it_shows(client, work, statements_of):
    work(3)
    typed = {"HX-Request-Type": "partial"}

    whole = statements_of(lambda: client.get("/people?q=person"))
    part = client.get("/people?q=person", headers=typed)

    assert statements_of(lambda: client.get("/people?q=person", headers=typed)) < whole
    assert 'id="found"' in part.text
    assert "<html" not in part.text
