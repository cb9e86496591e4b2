"""Advice, promises, resources and leads: heard, done, and told to those who gave them."""

import re
from datetime import timedelta

import pytest
from factories import NOON, make_contact
from sqlalchemy import select

from infoview.db import as_owner, db, transaction
from infoview.errors import Invalid
from infoview.ledger import actions, queries
from infoview.ledger.queries import Filters
from infoview.models import Account, Advice, Career, Contact, Lead, Meeting, Message, Promise, Resource, Stage
from infoview.models.meeting import MeetingStatus
from infoview.models.message import Channel, Direction, MessageKind
from infoview.outreach.gathering import gather

TODAY = NOON.date()


def talk(name="Ada Byron", **facts):
    """Somebody the user has talked with, and the meeting."""
    contact = make_contact(name, stage=Stage.THANKED, **facts)
    with transaction():
        meeting = Meeting(contact_id=contact.id, day=TODAY, zone="UTC", status=MeetingStatus.HELD, created_at=NOON)
        db.session.add(meeting)
    return contact, meeting


def add(model, meeting, body="Read Babbage", **more):
    with transaction():
        return actions.add(model, db.get_row(Meeting, meeting.id), body=body, at=NOON, **more)


def update_sent(contact, at, body=""):
    with transaction():
        facts = {"kind": MessageKind.UPDATE, "direction": Direction.OUT, "channel": Channel.EMAIL, "created_at": at}
        db.session.add(Message(contact_id=contact.id, sent_at=at, body=body, **facts))


def update_to(contact, *, now=NOON + timedelta(days=9)):
    person, account = db.get_row(Contact, contact.id), db.session.query(Account).first()
    return gather(person, account, kind=MessageKind.UPDATE, language="en", today=now.date(), now=now)


def test_a_lead_is_followed_up_a_week_after_the_talk_and_other_lines_whenever(owner):
    _ada, meeting = talk()

    assert add(Lead, meeting).due_on == TODAY + timedelta(days=7)
    assert add(Lead, meeting, due_on=TODAY).due_on == TODAY
    assert add(Promise, meeting).due_on is None


def test_a_lead_heard_long_ago_is_followed_up_a_week_from_today(owner):
    _ada, meeting = talk()
    with transaction():
        late = NOON + timedelta(days=30)
        lead = actions.add(Lead, db.get_row(Meeting, meeting.id), body="A post", at=late)

    assert lead.due_on == (late + timedelta(days=7)).date()


@pytest.mark.parametrize(("body", "more"), [(" ", {}), ("x" * 501, {}), ("A post", {"url": "javascript:alert(1)"})])
def test_what_cannot_be_a_line_is_refused(owner, body, more):
    _ada, meeting = talk()

    with pytest.raises(Invalid):
        add(Lead, meeting, body, **more)


def test_a_kept_promise_and_done_advice_are_told_in_the_next_update_and_not_again(owner):
    ada, meeting = talk()
    read, send = add(Advice, meeting), add(Promise, meeting, "Send the article")
    with transaction():
        for line in (read, send):
            actions.mark_done(db.get_row(type(line), line.id), NOON)

    since = update_to(ada).since
    assert (since.advice, since.promises) == (("Read Babbage",), ("Send the article",))

    update_sent(ada, NOON + timedelta(days=1))
    assert (update_to(ada).since.advice, update_to(ada).since.promises) == ((), ())
    assert [entry.told_on for entry in queries.of_contact(ada.id)] == [TODAY + timedelta(days=1)] * 2


def test_what_an_update_did_not_name_is_told_in_the_next_one(owner):
    ada, meeting = talk()
    lines = [add(Advice, meeting, body) for body in ("Read Babbage.", "Visit a ward", "Join the society")]
    lines.append(add(Promise, meeting, "Send the article"))
    with transaction():
        for line in lines:
            actions.mark_done(db.get_row(type(line), line.id), NOON)

    update_sent(ada, NOON + timedelta(days=1), "I followed your advice: read Babbage and visit a ward. Best, Vera")

    since = update_to(ada).since
    assert (since.advice, since.promises) == (("Join the society",), ("Send the article",))
    told = {entry.body: entry.told_on is not None for entry in queries.of_contact(ada.id)}
    assert told == {"Read Babbage.": True, "Visit a ward": True, "Join the society": False, "Send the article": False}


def test_leads_and_resources_reach_no_message(owner):
    ada, meeting = talk()
    add(Lead, meeting, "A post in spring")
    add(Resource, meeting, "Botanical society")

    facts = repr(update_to(ada))

    assert "spring" not in facts and "society" not in facts


def test_what_is_undone_is_not_told_as_done(owner):
    ada, meeting = talk()
    advice, promise = add(Advice, meeting), add(Promise, meeting, "Send the article")
    with transaction():
        actions.mark_done(db.get_row(Advice, advice.id), NOON)
    with transaction():
        actions.reopen(db.get_row(Advice, advice.id))

    facts = update_to(ada)
    assert facts.since.advice == () and facts.since.undone == ((advice.id, "Read Babbage"),)
    assert facts.meeting.promises == (promise.body,)


def test_what_is_due_first_comes_first_and_what_is_settled_last(owner):
    ada, meeting = talk()
    done, later = add(Advice, meeting, "Done"), add(Lead, meeting, "Later")
    add(Promise, meeting, "Whenever")
    add(Promise, meeting, "First", due_on=TODAY)
    with transaction():
        actions.mark_done(db.get_row(Advice, done.id), NOON)

    assert [line.body for line in queries.of_contact(ada.id)] == ["First", "Later", "Whenever", "Done"]
    assert [line.body for line in queries.everything(Filters(kind="lead")).rows] == [later.body]
    assert [line.body for line in queries.everything(Filters(state="done")).rows] == ["Done"]
    assert queries.everything(Filters(state="all")).count == 4


def test_a_career_has_the_lines_of_its_meetings_and_of_its_people(owner):
    with transaction():
        botany = Career(name="Botany", folded="botany", created_at=NOON)
        db.session.add(botany)
    _ada, meeting = talk(career_id=botany.id)
    _mary, other = talk("Mary Somerville")
    add(Advice, meeting, "Visit a ward")
    add(Advice, other, "Visit the moon")

    assert [line.body for line in queries.of_career(botany.id)] == ["Visit a ward"]


def test_lines_of_a_meeting_or_a_contact_in_the_trash_are_not_shown(owner):
    ada, meeting = talk()
    add(Advice, meeting)
    with transaction():
        db.get_row(Meeting, meeting.id).deleted_at = NOON

    assert queries.of_contact(ada.id) == [] and queries.everything(Filters()).count == 0


@pytest.fixture
def line(app, account):
    """The address of a piece of advice, and its contact's."""
    with app.app_context(), as_owner(account):
        ada, meeting = talk()
        return f"/ledger/advice/{add(Advice, meeting).id}", f"/contacts/{ada.id}"


def stored(app, account):
    with app.app_context(), as_owner(account):
        return db.session.scalar(select(Advice))


def test_a_line_is_settled_opened_again_and_both_are_undone(app, account, client, line):
    address, contact = line

    done = client.post(f"{address}/done", {"done": "1", "next": contact})

    assert done.location == contact and stored(app, account).done_at is not None
    reply = client.post(f"{address}/done", {"done": "", "next": contact}, partial=True)
    assert 'id="entry-advice-1"' in reply.text and stored(app, account).done_at is None
    client.post(re.search(r"/changes/\w+/undo", reply.text)[0], {})
    assert stored(app, account).done_at is not None


def test_a_line_is_changed_removed_and_comes_back(app, account, client, line):
    address, contact = line
    new = {"line": "Read Lovelace", "was-line": "Read Babbage", "line-day": "2026-07-01", "was-line-day": ""}

    client.post(address, new)

    assert (stored(app, account).body, stored(app, account).due_on.month) == ("Read Lovelace", 7)
    client.post(f"{address}/delete", {"next": contact})
    assert stored(app, account) is None
    client.post(re.search(r"/changes/\w+/undo", client.get(contact).text)[0], {})
    assert "Read Lovelace" in client.get(contact).text


def test_a_line_is_not_emptied_and_a_newer_text_is_not_overwritten(app, account, client, line):
    address, _contact = line

    emptied = client.post(address, {"line": " ", "was-line": "Read Babbage"})
    stale = client.post(address, {"line": "Mine", "was-line": "Older"})

    assert (emptied.status_code, stale.status_code) == (422, 409)
    assert "Write something first." in emptied.text and "Read Babbage" in stale.text
    assert stored(app, account).body == "Read Babbage"


def test_a_line_is_added_on_the_page_of_a_contact_to_the_last_conversation(app, account, client, line):
    _address, contact = line
    assert f'action="{contact}/ledger"' in client.get(contact).text

    added = client.post(f"{contact}/ledger", {"kind": "lead", "body": " A post in spring ", "due_on": ""})
    empty = client.post(f"{contact}/ledger", {"kind": "lead", "body": " ", "due_on": "2026-13-01"})

    assert added.location == f"{contact}#ledger-title" and "A post in spring" in client.get(contact).text
    assert empty.status_code == 422 and "Write something first." in empty.text
    with app.app_context(), as_owner(account):
        assert db.session.scalar(select(Lead.due_on)) is not None
        stranger = make_contact("Mary Somerville")
    assert "ledger-form" not in client.get(f"/contacts/{stranger.id}").text
    assert client.post(f"/contacts/{stranger.id}/ledger", {"kind": "lead", "body": "A post"}).status_code == 404


def test_the_ledger_shows_who_said_it_and_nothing_but_what_is_asked_for(client, line):
    assert "Read Babbage" in client.get("/ledger").text and "Ada Byron" in client.get("/ledger").text
    assert "Read Babbage" not in client.get("/ledger?kind=lead").text
    assert "Read Babbage" not in client.get("/ledger?state=done").text
    assert "Read Babbage" in client.get("/ledger?kind=nonsense&state=all&page=99").text
    assert client.get("/ledger/nonsense/1").status_code == 404
