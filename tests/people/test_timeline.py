from datetime import timedelta

from factories import NOON, make_contact
from sqlalchemy import event

from infoview.board.actions import move
from infoview.db import db, transaction
from infoview.ledger import actions as ledger
from infoview.logbook.actions import log_answer, log_message
from infoview.meetings.actions import hold
from infoview.models import Advice, Contact, Stage
from infoview.models.contact import ClosedReason, Permission
from infoview.models.message import Answer, Channel, MessageKind
from infoview.people import actions, queries, timeline
from infoview.people.notes.actions import add_note
from infoview.people.opting.actions import lift, opt_out
from infoview.safekeeping.actions import undo

TODAY = NOON.date()
SENT = {"channel": Channel.EMAIL, "zone": "Europe/Paris", "at": NOON}


def act(verb, contact, **facts):
    with transaction() as batch:
        verb(db.get_row(Contact, contact.id), **facts)
    return batch.id


def told(contact, **more):
    return timeline.of(db.get_row(Contact, contact.id), now=NOON + timedelta(days=1), **more)


def titles(contact):
    return [event.title for event in told(contact).events]


def add(**facts):
    with transaction():
        return actions.add_contact(full_name="Ada Byron", at=NOON - timedelta(days=30), **facts)


def test_what_happened_is_told_by_the_day_it_happened(owner):
    ada = add(organization="Babbage", stage=Stage.IDENTIFIED)
    act(log_answer, ada, answer=Answer.YES, day=TODAY - timedelta(days=2), **SENT)
    act(log_message, ada, kind=MessageKind.OTHER, day=TODAY - timedelta(days=9), **SENT)
    act(add_note, ada, body="Likes looms.", day=TODAY - timedelta(days=5), at=NOON)

    assert titles(ada) == [
        "Moved to Requested",
        "They answered: yes",
        "Note",
        "Message sent, by e-mail",
        "Put on the board in Identified",
        "Added to People",
    ]


def test_changes_of_facts_are_told_with_their_names(owner):
    ada = add(title="Analyst", organization="Babbage")

    act(
        actions.edit_contact,
        ada,
        title="Poet",
        organization="Lovelace",
        career="Writing",
        referred_by="Mary",
        may_use_name=Permission.YES,
        at=NOON,
    )

    lines = {event.title: event.lines for event in told(ada).events}
    assert lines["Title changed"] == ("Analyst → Poet",)
    assert lines["Organization changed"] == ("Babbage → Lovelace",)
    assert lines["Career changed"] == ("none → Writing",)
    assert lines["Who named them changed"] == ("nobody → Mary",)
    assert lines["Permission to use the name changed"] == ("Not asked → Yes",)


def test_what_a_contact_was_added_with_is_no_change(owner):
    assert titles(add(title="Analyst", organization="Babbage", career="Data")) == ["Added to People"]


def test_closing_pausing_and_reopening_are_told(owner):
    ada = add(stage=Stage.MET)
    act(actions.pause, ada, until=TODAY + timedelta(days=60), today=TODAY, at=NOON)
    act(actions.close, ada, reason=ClosedReason.NO_REPLY, at=NOON)
    act(actions.reopen, ada)

    events = told(ada).events
    assert {"Closed", "Reopened"} < {event.title for event in events}
    assert any(event.title.startswith("Paused until") for event in events)
    assert next(event for event in events if event.title == "Closed").lines == ("No reply",)


def test_a_conversation_is_told_with_its_advice(owner):
    ada = add(stage=Stage.REQUESTED)
    with transaction():
        facts = {"minutes": 25, "learned": "Looms are programs.", "zone": "Europe/Paris"}
        meeting = hold(db.get_row(Contact, ada.id), day=TODAY, **facts, at=NOON)
        for body in ("Read Babbage", "Learn to weave"):
            ledger.add(Advice, meeting, body=body, at=NOON)

    event = next(event for event in told(ada).events if event.meeting_id)
    assert (event.title, event.text, event.advice) == (
        "Talked for 25 minutes",
        "Looms are programs.",
        "Read Babbage; Learn to weave",
    )


def test_the_latest_act_can_be_undone_and_an_undo_cannot(owner):
    ada = add()
    batch = act(move, ada, to=Stage.MET, before=None, at=NOON)
    assert told(ada).undo == batch

    with transaction():
        undo(batch, at=NOON)

    assert told(ada).undo == ""


def test_a_withdrawn_message_stays_and_says_so(owner):
    ada = add()
    batch = act(log_message, ada, kind=MessageKind.REQUEST, day=TODAY, **SENT)

    with transaction():
        undo(batch, at=NOON)

    event = next(event for event in told(ada).events if event.message_id)
    assert event.is_withdrawn
    assert event.title == "Request sent, by e-mail (withdrawn)"


def test_a_place_within_a_stage_is_not_told(owner):
    make_contact("Mary", stage=Stage.MET)
    ada = add(stage=Stage.MET)

    act(move, ada, to=Stage.MET, before=None, at=NOON)

    assert titles(ada) == ["Put on the board in Met", "Added to People"]


def test_a_long_timeline_comes_in_pages_without_gaps(owner):
    ada = add()
    for number in range(70):
        act(add_note, ada, body=f"Note {number}", day=TODAY - timedelta(days=number // 3), at=NOON)

    pages, after = [], 0
    while after is not None:
        page = told(ada, after=after)
        pages += [event.text or event.title for event in page.events]
        after = page.older

    assert len(pages) == 71
    assert set(pages) == {*(f"Note {number}" for number in range(70)), "Added to People"}


def test_more_that_happened_does_not_mean_more_queries(owner):
    ada, counted = add(organization="Babbage", career="Data"), []

    for many in (5, 60):
        for number in range(many):
            act(add_note, ada, body=f"Note {number}", day=TODAY, at=NOON)
            act(actions.edit_contact, ada, title=f"Title {many} {number}", organization=f"At {number}", at=NOON)
            act(log_message, ada, kind=MessageKind.OTHER, day=TODAY, **SENT)
        db.session.expunge_all()
        counted.append(queries_of(lambda: (queries.person(ada.id), told(ada))))

    assert counted[0] == counted[1] <= 20


def queries_of(work):
    statements = []

    def note(_connection, _cursor, statement, *_):
        if not statement.startswith("BEGIN"):
            statements.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    work()
    event.remove(db.engine, "before_cursor_execute", note)
    return len(statements)


def test_that_somebody_asked_not_to_be_written_to_is_told_and_that_it_was_lifted(owner):
    ada = add()
    act(opt_out, ada, at=NOON)
    act(lift, ada)

    assert titles(ada)[:2] == ["May be written to again", "Asked not to be written to"]
