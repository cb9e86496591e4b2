"""What was planned is not sent any more once something has happened that makes it one too many."""

from datetime import timedelta

import pytest
import time_machine
from factories import NOON
from outbox.post_office import PostOffice
from outbox.test_sending import look, told
from outbox.writing import queue, set_up

from infoview import clock
from infoview.clock import now
from infoview.db import as_owner, db, transaction
from infoview.logbook.actions import log_answer, log_message
from infoview.meetings import actions as meetings
from infoview.models import Contact, Message
from infoview.models.contact import ClosedReason
from infoview.models.draft import DraftState
from infoview.models.mail import MailState
from infoview.models.message import Answer, Channel, Direction, MessageKind
from infoview.outbox import actions, queries
from infoview.outreach.actions import find_draft
from infoview.people import actions as people
from infoview.people.opting import actions as opting
from infoview.replies.actions import keep_reply
from infoview.replies.reading import read_pasted
from infoview.safekeeping.actions import undo

UTC = "UTC"
REQUEST, NUDGE, THANK_YOU, UPDATE = (
    MessageKind.REQUEST,
    MessageKind.NUDGE,
    MessageKind.THANK_YOU,
    MessageKind.UPDATE,
)


def answer(contact):
    last_week = now().date() - timedelta(days=7)
    log_answer(contact, answer=Answer.YES, channel=Channel.PHONE, day=last_week, zone=UTC, at=now())


def keep(contact):
    keep_reply(contact, read_pasted("Gladly, come by."), answer=None, channel=Channel.EMAIL, at=now())


def talk(contact):
    meetings.hold(contact, day=now().date(), zone=UTC, at=now())


def agree(contact):
    meetings.agree(contact, day=now().date() + timedelta(days=9), zone=UTC, at=now())


def write_by_hand(kind):
    def write(contact):
        log_message(contact, kind=kind, channel=Channel.LINKEDIN, day=now().date(), zone=UTC, at=now())

    return write


def close(contact):
    people.close(contact, reason=ClosedReason.OTHER, at=now())


def pause(contact):
    today = now().date()
    people.pause(contact, until=today + timedelta(days=9), today=today, at=now())


def auto_reply(contact):
    kept = {"channel": Channel.EMAIL, "body": "I am away.", "sent_at": now(), "created_at": now()}
    db.session.add(Message(contact_id=contact.id, direction=Direction.IN, kind=MessageKind.OTHER, **kept))


def do(act, mail):
    """Have something happen to the contact of a mail."""
    with transaction() as batch:
        act(db.session.get(Contact, mail.contact_id))
    return batch.id


@pytest.fixture
def office(app, owner, trusted, certificate):
    with PostOffice(certificate) as office:
        set_up(office)
        yield office


@pytest.fixture
def later():
    """Three hours on, when what was planned is due."""
    return time_machine.travel(now() + timedelta(hours=3, minutes=1))


def plan(**more):
    return queue(due_at=now() + timedelta(hours=3), **more)


@pytest.mark.parametrize(
    ("kind", "act", "reason"),
    [
        (NUDGE, answer, "They have written back since you planned this."),
        (REQUEST, keep, "They have written back since you planned this."),
        (NUDGE, talk, "You have talked, or agreed on a talk, since you planned this."),
        (REQUEST, agree, "You have talked, or agreed on a talk, since you planned this."),
        (NUDGE, write_by_hand(NUDGE), "You have written this to them yourself since you planned it."),
        (REQUEST, close, "You have closed or paused this contact since you planned this."),
        (UPDATE, pause, "You have closed or paused this contact since you planned this."),
    ],
)
def test_what_was_overtaken_is_held_and_sent_only_when_the_user_still_wants_it(app, office, later, kind, act, reason):
    mail = plan(kind=kind)
    do(act, mail)
    with later:
        look(app)
        held = told(mail)
        assert (office.calls, held.state, held.reason) == (0, MailState.HELD, reason)
        assert (held.again, held.may_have_left) == ("Send it anyway", False)
        with transaction():
            actions.try_again(mail, clock.now())
        look(app)

    assert (len(office.accepted), told(mail).state) == (1, MailState.SENT)


@pytest.mark.parametrize(
    ("kind", "act"),
    [(THANK_YOU, answer), (UPDATE, talk), (NUDGE, write_by_hand(UPDATE)), (NUDGE, auto_reply)],
)
def test_what_does_not_concern_a_planned_mail_does_not_hold_it(app, office, later, kind, act):
    mail = plan(kind=kind)
    do(act, mail)
    with later:
        look(app)

    assert (len(office.accepted), told(mail).state) == (1, MailState.SENT)


def test_what_was_taken_back_does_not_hold_a_mail(app, office, later):
    mail = plan(kind=NUDGE)
    for act in (answer, talk, write_by_hand(NUDGE), close):
        batch = do(act, mail)
        with transaction():
            undo(batch, at=now())
    with later:
        look(app)

    assert (len(office.accepted), told(mail).reason) == (1, "")


def test_what_had_happened_before_a_mail_was_planned_does_not_hold_it(app, office):
    known = {"closed_at": NOON, "closed_reason": ClosedReason.DECLINED}
    mail = queue(kind=MessageKind.REPLY_TO_NO, facts=known)
    look(app)

    assert (len(office.accepted), told(mail).state) == (1, MailState.SENT)


def test_a_talk_that_was_agreed_on_before_and_held_since_holds_a_nudge(app, office, later):
    mail = plan(kind=NUDGE)
    with transaction():
        contact = db.session.get(Contact, mail.contact_id)
        meetings.agree(contact, day=now().date(), zone=UTC, at=now()).created_at = NOON
    do(talk, mail)
    with later:
        look(app)

    assert (office.calls, told(mail).reason) == (0, "You have talked, or agreed on a talk, since you planned this.")


def test_an_answer_that_is_kept_while_the_server_is_called_holds_the_nudge(app, owner, office):
    mail = queue(kind=NUDGE)

    def answered_meanwhile():
        with app.app_context(), as_owner(owner):
            do(answer, mail)

    office.when_asked["RCPT"] = answered_meanwhile
    look(app)

    assert (office.accepted, told(mail).state) == ([], MailState.HELD)


def test_whoever_wants_a_mail_sent_that_failed_is_told_first_what_has_happened_since(app, office):
    mail = queue(kind=NUDGE)
    office.answers["RCPT"] = "550 5.1.1 nobody"
    look(app)
    do(answer, mail)
    office.answers.clear()
    with transaction():
        actions.try_again(mail, now())
    look(app)

    assert (office.accepted, told(mail).again) == ([], "Send it anyway")


def test_opting_out_holds_what_waits_at_once_and_undoing_it_lets_it_wait_on(app, office, later):
    mail = plan()
    opted_out = do(lambda contact: opting.opt_out(contact, at=now()), mail)
    held = told(mail)
    assert (held.words, held.reason) == (
        "It is held back until you say what to do with it.",
        "They asked not to be written to.",
    )
    assert (held.state, held.again, held.may_have_left) == (MailState.HELD, "", False)

    with transaction():
        undo(opted_out, at=now())
    waits = told(mail)
    assert (waits.state, waits.reason, waits.words[:15]) == (MailState.QUEUED, "", "It will be sent")
    with later:
        look(app)
    assert len(office.accepted) == 1


def test_nothing_is_sent_by_undoing_an_opt_out_when_its_turn_has_come_meanwhile(app, office, later):
    mail = plan()
    opted_out = do(lambda contact: opting.opt_out(contact, at=now()), mail)
    with later:
        with transaction():
            undo(opted_out, at=now())
        look(app)
        assert (office.calls, told(mail).state, told(mail).reason) == (0, MailState.HELD, "")
        assert told(mail).again == "Send it anyway"
        with transaction():
            actions.settle(mail, went=False, at=now())

    assert find_draft(db.session.get(Contact, mail.contact_id), REQUEST).state is DraftState.OPEN
    assert queries.sending_of(mail.contact_id, REQUEST) is None


def test_after_five_mails_of_an_account_the_next_one_has_its_turn(app, owner, other_account, office):
    for n in range(6):
        queue(f"Ada Byron {n}", address=f"ada{n}@example.com")
    with as_owner(other_account):
        set_up(office)
        queue("Mary Somerville", address="mary@example.com")
    look(app)

    assert ["mary" in mail["To"] for mail in office.mails] == [*[False] * 5, True, False]
