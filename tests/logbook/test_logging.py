from datetime import UTC, date, datetime, timedelta

import pytest
from factories import NOON, make_contact

from infoview.db import as_owner, db, transaction
from infoview.errors import Invalid
from infoview.logbook.actions import log_answer, log_message, tell_answer
from infoview.models import Contact, Message, Stage
from infoview.models.message import Answer, Channel, Direction, MessageKind
from infoview.replies.actions import keep_reply
from infoview.replies.reading import Received
from infoview.safekeeping.actions import undo

TODAY = NOON.date()


def logged(verb, contact, **facts):
    with transaction() as batch:
        given = {"channel": Channel.EMAIL, "day": TODAY, "zone": "Europe/Paris", "at": NOON, **facts}
        return verb(db.get_row(Contact, contact.id), **given), batch.id


def stage_of(contact):
    return db.get_row(Contact, contact.id).stage


@pytest.mark.parametrize("answer", [Answer.YES, Answer.LATER])
def test_who_says_yes_or_later_was_asked(owner, answer):
    ada = make_contact("Ada")

    message, _ = logged(log_answer, ada, answer=answer)

    assert (message.direction, message.kind, message.answer) == (Direction.IN, MessageKind.REPLY, answer)
    assert stage_of(ada) is Stage.REQUESTED


def test_a_no_moves_nothing(owner):
    ada = make_contact("Ada")

    logged(log_answer, ada, answer=Answer.NO)

    assert stage_of(ada) is None


def test_an_answer_never_moves_a_card_back(owner):
    ada = make_contact("Ada", stage=Stage.MET)

    logged(log_answer, ada, answer=Answer.YES)

    assert stage_of(ada) is Stage.MET


@pytest.mark.parametrize(
    ("stage", "kind", "after"),
    [
        (None, MessageKind.REQUEST, Stage.REQUESTED),
        (Stage.IDENTIFIED, MessageKind.REQUEST, Stage.REQUESTED),
        (Stage.MET, MessageKind.THANK_YOU, Stage.THANKED),
        (Stage.THANKED, MessageKind.UPDATE, Stage.IN_TOUCH),
        (Stage.MET, MessageKind.REQUEST, Stage.MET),
        (Stage.REQUESTED, MessageKind.OTHER, Stage.REQUESTED),
    ],
)
def test_what_the_user_wrote_moves_the_card_as_if_sent_from_here(owner, stage, kind, after):
    ada = make_contact("Ada", stage=stage)

    logged(log_message, ada, kind=kind)

    assert stage_of(ada) is after


def test_a_message_of_another_day_is_kept_at_its_noon(owner):
    ada = make_contact("Ada")

    message, _ = logged(log_message, ada, kind=MessageKind.OTHER, day=date(2026, 6, 1))

    assert message.sent_at.astimezone(UTC) == datetime(2026, 6, 1, 10, tzinfo=UTC)


def test_nothing_is_logged_for_a_day_to_come(owner):
    ada = make_contact("Ada")

    with pytest.raises(Invalid):
        logged(log_answer, ada, answer=Answer.YES, day=TODAY + timedelta(days=1))


def test_what_was_due_has_happened(owner):
    ada = make_contact("Ada", stage=Stage.IN_TOUCH, touch_on=TODAY)

    logged(log_message, ada, kind=MessageKind.UPDATE)

    assert db.get_row(Contact, ada.id).touch_on is None


def test_undo_withdraws_the_message_and_puts_the_card_back(owner):
    ada = make_contact("Ada", stage=Stage.IDENTIFIED)
    message, batch = logged(log_message, ada, kind=MessageKind.REQUEST)

    with transaction():
        undo(batch, at=NOON)

    assert stage_of(ada) is Stage.IDENTIFIED
    assert db.get_row(Message, message.id).withdrawn_at == NOON


def say(contact, answer, at=NOON):
    return logged(lambda contact, **given: tell_answer(contact, answer=answer, zone="UTC", at=at), contact)


def wrote(contact, at=NOON):
    with transaction():
        contact, received = db.get_row(Contact, contact.id), Received(body="Dear Vera", sent_at=at)
        return keep_reply(contact, received, answer=None, channel=Channel.EMAIL, at=at)


def asked_by_letter():
    ada = make_contact("Ada", stage=Stage.IDENTIFIED)
    day = TODAY - timedelta(days=2)
    logged(log_message, ada, kind=MessageKind.REQUEST, channel=Channel.LETTER, day=day)
    return ada


def test_one_click_tells_what_somebody_said_today_the_way_they_were_asked(owner):
    message, _ = say(asked_by_letter(), Answer.YES)

    assert (message.direction, message.answer, message.channel) == (Direction.IN, Answer.YES, Channel.LETTER)
    assert message.sent_at == NOON


def test_one_click_tells_what_the_reply_says_that_was_kept_before(owner):
    ada = asked_by_letter()
    reply = wrote(ada)

    told, batch = say(ada, Answer.LATER)
    again, _ = say(ada, Answer.LATER)

    assert told.id == again.id == reply.id and told.answer is Answer.LATER
    with transaction():
        undo(batch, at=NOON)
    assert db.get_row(Message, reply.id).answer is None and db.get_row(Message, reply.id).withdrawn_at is None


def test_a_reply_to_an_earlier_request_is_not_what_is_told_now(owner):
    ada = asked_by_letter()
    old = wrote(ada, at=NOON - timedelta(days=1))
    logged(log_message, ada, kind=MessageKind.REQUEST)

    told, _ = say(ada, Answer.NO, at=NOON + timedelta(days=1))

    assert told.id != old.id and db.get_row(Message, old.id).answer is None


@pytest.mark.parametrize(("answer", "leads_to"), [("yes", ""), ("later", "/pause"), ("no", "")])
def test_the_answer_leads_to_what_comes_next(client, app, account, answer, leads_to):
    with app.app_context(), as_owner(account):
        ada = make_contact("Ada Byron", stage=Stage.REQUESTED)

    answered = client.post(f"/contacts/{ada.id}/answer", {"answer": answer})

    assert answered.headers["Location"] == f"/contacts/{ada.id}{leads_to}"
    page = client.get(answered.headers["Location"]).text
    assert f"Kept: Ada Byron said {answer}." in page and "Undo" in page
    assert ("Reply and thank them" in page and "reason=declined" in page) == (answer == "no")
    assert client.post(f"/contacts/{ada.id}/answer", {"answer": "maybe"}).status_code == 422
