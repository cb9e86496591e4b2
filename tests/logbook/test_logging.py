from datetime import UTC, date, datetime, timedelta

import pytest
from factories import NOON, make_contact

from infoview.db import db, transaction
from infoview.errors import Invalid
from infoview.logbook.actions import log_answer, log_message
from infoview.models import Contact, Message, Stage
from infoview.models.message import Answer, Channel, Direction, MessageKind
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
