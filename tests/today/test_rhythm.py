"""When a request is followed up, by each of the user's rules."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from factories import NOON, make_contact

from infoview.db import as_owner, db, transaction
from infoview.models import Contact, Mail, Message, Organization, Stage
from infoview.models.account import NudgeRule
from infoview.models.mail import MailState
from infoview.models.message import Answer, Channel, Direction, MessageKind
from infoview.people.acts import acts
from infoview.people.queries import person
from infoview.today import next_step
from infoview.today.next_step import Facts
from infoview.today.organization_rhythm import others_asked
from infoview.today.queries import step_of
from infoview.today.rhythm import Rhythm, friday_after, working_days_later

PARIS = "Europe/Paris"
WEEK, WORKING, FRIDAY, NEVER = (
    Rhythm(),
    Rhythm(NudgeRule.WORKING_DAYS),
    Rhythm(NudgeRule.UNTIL_FRIDAY),
    Rhythm(NudgeRule.NEVER),
)


def at(day, hour=12):
    return datetime(2026, 6, day, hour, tzinfo=ZoneInfo(PARIS))


# June 2026: the 1st, 8th, 15th and 22nd are Mondays.
@pytest.mark.parametrize(
    ("rhythm", "asked", "nudged", "now", "rule"),
    [
        (WEEK, at(1), None, at(8, 11), "asked"),
        (WEEK, at(1), None, at(8), "nudge"),
        (WEEK, at(1), at(8), at(15, 11), "asked"),
        (WEEK, at(1), at(8), at(15), "ask-another"),
        (Rhythm(days=3), at(1), None, at(4), "nudge"),
        (WORKING, at(4), None, at(8, 23), "asked"),
        (WORKING, at(4), None, at(9, 0), "nudge"),
        (WORKING, at(4), at(9), at(14, 23), "asked"),
        (WORKING, at(4), at(9), at(15, 0), "ask-another"),
        (WORKING, at(4), at(12), at(16), "asked"),
        (WORKING, at(4), at(12), at(17), "ask-another"),
        (FRIDAY, at(1), None, at(5, 23), "asked"),
        (FRIDAY, at(1), None, at(6, 0), "ask-another"),
        (FRIDAY, at(4), None, at(8), "asked"),
        (FRIDAY, at(4), None, at(13), "ask-another"),
        (NEVER, at(1), None, at(30), "asked"),
    ],
)
def test_a_request_without_an_answer_is_followed_up_by_the_users_rule(app, rhythm, asked, nudged, now, rule):
    facts = Facts(Stage.REQUESTED, requested_at=asked, nudged_at=nudged)

    with app.test_request_context():
        step = next_step.of(facts, now=now, zone=PARIS, rhythm=rhythm)

    assert step is not None
    assert step.rule == rule


def test_an_hour_that_a_change_of_clocks_takes_does_not_move_a_working_day():
    friday_before = datetime(2026, 3, 27, 23, 30, tzinfo=ZoneInfo(PARIS))

    due = WORKING.nudge_at(friday_before, PARIS)

    assert due == datetime(2026, 4, 1, 0, 0, tzinfo=ZoneInfo(PARIS))


def test_working_days_leave_the_weekend_out():
    assert working_days_later(date(2026, 6, 5), 1) == date(2026, 6, 8)
    assert working_days_later(date(2026, 6, 6), 3) == date(2026, 6, 10)


@pytest.mark.parametrize(("day", "friday"), [(1, 5), (3, 5), (4, 12), (5, 12), (6, 12), (7, 12)])
def test_who_is_asked_late_in_the_week_has_until_the_next_friday(day, friday):
    assert friday_after(date(2026, 6, day)) == date(2026, 6, friday)


def say(contact, kind, *, ago, answer=None, about=None, direction=Direction.OUT):
    with transaction():
        db.session.add(
            Message(
                contact_id=contact.id,
                about_id=about.id if about else None,
                direction=direction,
                kind=kind,
                channel=Channel.EMAIL,
                answer=answer,
                sent_at=NOON - timedelta(days=ago),
                created_at=NOON,
            )
        )


def at_babbage(*names, **facts):
    with transaction():
        if not (place := db.session.query(Organization).first()):
            db.session.add(place := Organization(name="Babbage & Co", folded="babbage & co", created_at=NOON))
    return [make_contact(name, organization_id=place.id, **facts) for name in names]


def test_after_the_nudge_somebody_else_there_is_named_who_may_be_asked(owner):
    [ada] = at_babbage("Ada Byron", stage=Stage.REQUESTED)
    charles, dora, emmy = at_babbage("Charles Wheatstone", "Dora Ellis", "Emmy Noether")
    at_babbage("Annie Cannon", opted_out_at=NOON)
    at_babbage("Betty Snyder", closed_at=NOON)
    make_contact("Aaron Elsewhere")
    say(ada, MessageKind.REQUEST, ago=20)
    say(ada, MessageKind.NUDGE, ago=9)
    say(charles, MessageKind.UPDATE, ago=100)

    step = step_of(db.get_row(Contact, ada.id), now=NOON)

    assert step is not None
    assert step.who == (dora.id, "Dora Ellis")
    assert step.words == "Still no answer: ask Dora Ellis next?"
    with transaction():
        db.get_row(Contact, emmy.id).stage, db.get_row(Contact, emmy.id).position = Stage.IDENTIFIED, 1
    step = step_of(db.get_row(Contact, ada.id), now=NOON)
    assert step is not None
    assert step.who == (emmy.id, "Emmy Noether")


def test_who_waits_with_an_answer_at_the_same_organization_is_known(owner):
    ada, mary, dora = at_babbage("Ada Byron", "Mary Somerville", "Dora Ellis", stage=Stage.REQUESTED)
    [emmy] = at_babbage("Emmy Noether")
    say(ada, MessageKind.REQUEST, ago=5)
    say(mary, MessageKind.REQUEST, ago=9)
    say(mary, MessageKind.REPLY, ago=8, direction=Direction.IN)
    say(dora, MessageKind.REQUEST, ago=3)

    assert others_asked(emmy) == ["Ada Byron", "Dora Ellis"]
    assert others_asked(dora) == ["Ada Byron"]
    assert others_asked(make_contact("Aaron Elsewhere")) == []


def test_who_was_asked_for_an_introduction_is_waited_for(owner):
    ada, mary = make_contact("Ada Byron", stage=Stage.IDENTIFIED), make_contact("Mary Somerville")
    say(mary, MessageKind.INTRODUCTION, ago=1, about=ada)

    step = step_of(db.get_row(Contact, ada.id), now=NOON)

    assert step is not None
    assert step.words == "Waiting for Mary Somerville’s introduction"


@pytest.mark.parametrize(
    ("answers", "rule"),
    [
        ([(3, None)], "answered"),
        ([(3, Answer.YES), (2, None)], "agree"),
        ([(3, Answer.LATER), (2, None)], "answered"),
        ([(3, None), (2, Answer.NO)], "said-no"),
        ([(3, Answer.NO), (2, Answer.YES)], "agree"),
    ],
)
def test_the_last_answer_counts_and_a_mail_without_one_is_asked_about(owner, answers, rule):
    ada = make_contact("Ada Byron", stage=Stage.REQUESTED)
    say(ada, MessageKind.REQUEST, ago=5)
    for ago, answer in answers:
        say(ada, MessageKind.REPLY, ago=ago, answer=answer, direction=Direction.IN)

    step = step_of(db.get_row(Contact, ada.id), now=NOON)

    assert step is not None
    assert step.rule == rule


def test_a_yes_of_long_ago_is_no_answer_to_a_new_request(owner):
    ada = make_contact("Ada Byron", stage=Stage.REQUESTED)
    say(ada, MessageKind.REPLY, ago=90, answer=Answer.YES, direction=Direction.IN)
    say(ada, MessageKind.REQUEST, ago=2)
    assert step_of(db.get_row(Contact, ada.id), now=NOON).rule == "asked"

    say(ada, MessageKind.REPLY, ago=1, direction=Direction.IN)

    assert step_of(db.get_row(Contact, ada.id), now=NOON).rule == "answered"


def test_an_answer_of_the_same_day_counts_although_only_the_day_of_the_request_is_known(owner):
    ada = make_contact("Ada Byron", stage=Stage.REQUESTED)
    say(ada, MessageKind.REQUEST, ago=2)
    say(ada, MessageKind.REPLY, ago=2.1, answer=Answer.YES, direction=Direction.IN)

    assert step_of(db.get_row(Contact, ada.id), now=NOON).rule == "agree"


def test_after_a_reply_to_a_no_only_closing_is_left(owner):
    ada = make_contact("Ada Byron", stage=Stage.REQUESTED)
    say(ada, MessageKind.REQUEST, ago=5)
    say(ada, MessageKind.REPLY, ago=3, answer=Answer.NO, direction=Direction.IN)
    say(ada, MessageKind.REPLY_TO_NO, ago=2)

    step = step_of(db.get_row(Contact, ada.id), now=NOON)

    assert step is not None
    assert step.rule == "said-no-thanked"


def test_the_rule_is_the_owners(app, account):
    with app.app_context(), as_owner(account):
        ada = make_contact("Ada Byron", stage=Stage.REQUESTED)
        say(ada, MessageKind.REQUEST, ago=30)
    account.nudge_rule = NudgeRule.NEVER

    with app.app_context(), as_owner(account):
        step = step_of(db.get_row(Contact, ada.id), now=NOON)

    assert step is not None
    assert step.rule == "asked"


def wait_in_outbox(contact, state, kind=MessageKind.REQUEST, due_in=timedelta(days=1)):
    texts = {"address": "ada@example.org", "subject": "", "body": "Hello", "header_id": "1@example.org"}
    with transaction():
        times = {"due_at": NOON + due_in, "changed_at": NOON, "created_at": NOON}
        db.session.add(mail := Mail(contact_id=contact.id, kind=kind, state=state, **texts, **times))
    return mail


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (MailState.QUEUED, "Mail goes out tomorrow at 2:00 PM"),
        (MailState.HANDING_OVER, "Mail is being sent"),
        (MailState.FAILED, "Mail not sent: look at it"),
        (MailState.UNKNOWN, "Mail may have been sent: look at it"),
        (MailState.HELD, "Mail held back: look at it"),
    ],
)
def test_a_mail_that_has_not_left_is_the_next_step_and_its_act_leads_to_it(owner, state, words):
    ada = make_contact("Ada Byron", stage=Stage.IDENTIFIED)
    mail = wait_in_outbox(ada, state)

    step = step_of(db.get_row(Contact, ada.id), now=NOON)

    assert step.words.replace("\u202f", " ") == words
    assert [act.address for act in acts(person(ada.id), step)] == [{"mail_id": mail.id}]


@pytest.mark.parametrize("state", [MailState.SENT, MailState.CANCELLED])
def test_a_mail_that_has_left_or_was_cancelled_is_no_next_step(owner, state):
    ada = make_contact("Ada Byron", stage=Stage.IDENTIFIED)
    wait_in_outbox(ada, state)

    assert step_of(db.get_row(Contact, ada.id), now=NOON).rule == "ask"


def test_an_answer_comes_before_a_mail_that_waits_but_not_before_one_that_failed(owner):
    ada = make_contact("Ada Byron", stage=Stage.REQUESTED)
    say(ada, MessageKind.REQUEST, ago=5)
    say(ada, MessageKind.REPLY, ago=3, answer=Answer.YES, direction=Direction.IN)
    wait_in_outbox(ada, MailState.QUEUED)
    assert step_of(db.get_row(Contact, ada.id), now=NOON).rule == "agree"

    wait_in_outbox(ada, MailState.FAILED, MessageKind.NUDGE)

    assert step_of(db.get_row(Contact, ada.id), now=NOON).rule == "mail"


def test_nobody_is_to_be_written_to_who_asked_for_that(owner):
    ada = make_contact("Ada Byron", stage=Stage.IDENTIFIED, opted_out_at=NOON)

    step = step_of(db.get_row(Contact, ada.id), now=NOON)

    assert step.rule == "opted-out"
    assert not any(act.page == "outreach.compose" for act in acts(person(ada.id), step))


def test_who_will_be_asked_by_a_mail_that_waits_counts_as_asked_there(owner):
    ada, mary = at_babbage("Ada Byron", "Mary Somerville")
    wait_in_outbox(ada, MailState.QUEUED)

    assert others_asked(mary) == ["Ada Byron"]


def test_an_answer_that_was_taken_back_is_none(owner):
    ada, mary = at_babbage("Ada Byron", "Mary Somerville", stage=Stage.REQUESTED)
    say(ada, MessageKind.REQUEST, ago=5)
    say(ada, MessageKind.REPLY, ago=4, direction=Direction.IN)
    assert others_asked(mary) == []
    assert step_of(db.get_row(Contact, ada.id), now=NOON).rule == "answered"

    with transaction():
        db.session.query(Message).filter_by(kind=MessageKind.REPLY).one().withdrawn_at = NOON

    assert others_asked(mary) == ["Ada Byron"]
    assert step_of(db.get_row(Contact, ada.id), now=NOON).rule == "asked"
