"""Keeping drafts, marking them as sent, and undoing it."""

from datetime import UTC, date, datetime

import pytest
from factories import NOON, make_contact
from sqlalchemy import select

from infoview.db import db, transaction
from infoview.errors import Invalid, Refused, Stale
from infoview.models import Change, Contact, Draft, Message, Stage
from infoview.models.contact import ClosedReason
from infoview.models.draft import DraftState
from infoview.models.message import Channel, MessageKind, Route
from infoview.outreach import actions, moments
from infoview.outreach.sheet import Sheet
from infoview.safekeeping.actions import undo

REQUEST, THANK_YOU, UPDATE, NUDGE = MessageKind.REQUEST, MessageKind.THANK_YOU, MessageKind.UPDATE, MessageKind.NUDGE
MINE = Sheet("Hello", "Dear Ada", is_subject_touched=True, is_body_touched=True)


def save(contact, sheet=MINE, *, kind=REQUEST, version=0, **more):
    with transaction():
        return actions.save(db.get_row(Contact, contact.id), kind, sheet, version=version, at=NOON, **more)


def send(contact, *, kind=REQUEST, body="Dear Ada", version=0, at=NOON):
    save(contact, kind=kind, version=version, always=True)
    return mark_sent(contact, kind=kind, body=body, at=at)


def mark_sent(contact, *, kind=REQUEST, body="Dear Ada", at=NOON):
    with transaction() as batch:
        moved = actions.mark_sent(
            db.get_row(Contact, contact.id), kind, subject="Hello", body=body, route=None, language="en",
            channel=Channel.EMAIL, sent_at=at, at=at,
        )  # fmt: skip
    return batch.id, moved


def put_back(batch):
    with transaction():
        undo(batch, at=NOON)


def only_draft():
    [draft] = db.session.scalars(select(Draft))
    return draft


def only_message():
    [message] = db.session.scalars(select(Message))
    return message


def test_a_sheet_with_nothing_of_the_users_makes_no_draft(owner):
    ada = make_contact("Ada Byron")

    assert save(ada, Sheet("Hello", "Dear Ada")) == 0
    assert db.session.scalars(select(Draft)).all() == []


@pytest.mark.parametrize(
    "sheet",
    [
        Sheet("Hi", "x", is_subject_touched=True),
        Sheet("x", "Hi", is_body_touched=True),
        Sheet("", "", route=Route.EVENT),
    ],
)
def test_the_first_edit_makes_the_draft(owner, sheet):
    ada = make_contact("Ada Byron")

    assert save(ada, sheet) == 1
    assert only_draft().state is DraftState.OPEN


def test_only_what_the_user_touched_is_kept(owner):
    ada = make_contact("Ada Byron")

    save(ada, Sheet("From the wording", "My own words", is_body_touched=True))

    assert (only_draft().subject, only_draft().body) == ("", "My own words")


def test_saving_again_replaces_the_draft(owner):
    ada = make_contact("Ada Byron")
    first = save(ada)

    second = save(ada, Sheet("x", "New words", is_body_touched=True), version=first)

    assert second == first + 1
    assert (only_draft().subject, only_draft().body) == ("", "New words")


def test_an_older_page_does_not_overwrite_a_newer_save(owner):
    ada = make_contact("Ada Byron")
    first = save(ada)
    save(ada, Sheet("Hello", "From the other window", True, True), version=first)

    with pytest.raises(Stale) as caught:
        save(ada, Sheet("Hello", "From this window", True, True), version=first)

    assert caught.value.theirs == {"subject": "Hello", "body": "From the other window", "version": first + 1}
    assert only_draft().body == "From the other window"


def test_the_same_text_saved_twice_is_no_conflict(owner):
    ada = make_contact("Ada Byron")
    first = save(ada)

    assert save(ada, version=0) == first + 1


def test_a_page_whose_draft_was_sent_meanwhile_is_stale(owner):
    ada = make_contact("Ada Byron")
    version = save(ada)
    mark_sent(ada)

    with pytest.raises(Stale, match="marked as sent"):
        save(ada, Sheet("Hello", "Other", True, True), version=version)
    assert only_draft().state is DraftState.SENT


def test_a_page_opened_before_there_was_a_draft_does_not_begin_the_one_that_was_sent_meanwhile_anew(owner):
    ada = make_contact("Ada Byron")
    send(ada)

    with pytest.raises(Stale, match="marked as sent"):
        save(ada, Sheet("Hello", "Other", True, True), version=0)
    assert only_draft().state is DraftState.SENT


def test_each_kind_has_a_draft_of_its_own(owner):
    ada = make_contact("Ada Byron")

    save(ada, kind=REQUEST)
    save(ada, kind=THANK_YOU)

    assert {draft.kind for draft in db.session.scalars(select(Draft))} == {REQUEST, THANK_YOU}


def test_a_discarded_draft_comes_back_by_undo(owner):
    ada = make_contact("Ada Byron")
    save(ada)

    with transaction() as batch:
        actions.discard(db.get_row(Contact, ada.id), REQUEST)
    assert only_draft().state is DraftState.DISCARDED

    put_back(batch.id)
    assert (only_draft().state, only_draft().body) == (DraftState.OPEN, "Dear Ada")


def test_a_discarded_draft_that_was_begun_anew_does_not_come_back_over_it(owner):
    ada = make_contact("Ada Byron")
    save(ada)
    with transaction() as batch:
        actions.discard(db.get_row(Contact, ada.id), REQUEST)
    save(ada, Sheet("Hello", "A new beginning", True, True), version=only_draft().version)

    with pytest.raises(Refused, match="Ada Byron changed since"):
        put_back(batch.id)
    assert only_draft().body == "A new beginning"


def test_discarding_what_is_not_open_is_refused(owner):
    ada = make_contact("Ada Byron")

    with pytest.raises(Refused), transaction():
        actions.discard(db.get_row(Contact, ada.id), REQUEST)


def test_a_sent_text_is_kept_word_for_word(owner):
    ada = make_contact("Ada Byron")
    text = "Dear Ada,\n\n  two  spaces {kept} [too] — “ ”\n\nVera"

    send(ada, body=text)

    message = only_message()
    assert (message.subject, message.body, message.channel, message.sent_at) == ("Hello", text, Channel.EMAIL, NOON)
    assert (message.draft_id, only_draft().state) == (only_draft().id, DraftState.SENT)


def test_a_message_without_text_is_not_sent(owner):
    ada = make_contact("Ada Byron")

    with pytest.raises(Refused, match="no text"):
        send(ada, body="")


@pytest.mark.parametrize(
    ("kind", "before", "after"),
    [
        (REQUEST, None, Stage.REQUESTED),
        (REQUEST, Stage.IDENTIFIED, Stage.REQUESTED),
        (REQUEST, Stage.MET, Stage.MET),
        (NUDGE, Stage.REQUESTED, Stage.REQUESTED),
        (NUDGE, None, Stage.REQUESTED),
        (THANK_YOU, Stage.MET, Stage.THANKED),
        (THANK_YOU, Stage.IDENTIFIED, Stage.THANKED),
        (THANK_YOU, Stage.IN_TOUCH, Stage.IN_TOUCH),
        (UPDATE, Stage.THANKED, Stage.IN_TOUCH),
        (UPDATE, Stage.IN_TOUCH, Stage.IN_TOUCH),
        (UPDATE, None, Stage.IN_TOUCH),
        (UPDATE, Stage.MET, Stage.MET),
    ],
)
def test_sending_moves_the_card_forward_and_never_back(owner, kind, before, after):
    ada = make_contact("Ada Byron", stage=before)

    _batch, moved = send(ada, kind=kind)

    assert db.get_row(Contact, ada.id).stage is after
    assert moved is (after if after is not before else None)


def test_writing_to_a_closed_contact_reopens_them(owner):
    ada = make_contact("Ada Byron", stage=Stage.MET, closed_at=NOON, closed_reason=ClosedReason.NO_REPLY)

    send(ada, kind=THANK_YOU)

    assert db.get_row(Contact, ada.id).is_on_board


def test_undo_withdraws_the_message_opens_the_draft_and_moves_the_card_back(owner):
    ada = make_contact("Ada Byron", stage=Stage.IDENTIFIED)

    batch, _moved = send(ada)
    put_back(batch)

    assert only_message().withdrawn_at == NOON
    assert (only_draft().state, only_draft().body) == (DraftState.OPEN, "Dear Ada")
    assert db.get_row(Contact, ada.id).stage is Stage.IDENTIFIED
    assert [change.to_stage for change in db.get_row(Contact, ada.id).stage_changes] == [
        Stage.IDENTIFIED, Stage.REQUESTED, Stage.IDENTIFIED,
    ]  # fmt: skip


def test_undo_opens_a_draft_that_was_made_and_sent_in_one_act(owner):
    ada = make_contact("Ada Byron")
    with transaction() as batch:
        contact = db.get_row(Contact, ada.id)
        actions.save(contact, REQUEST, MINE, version=0, at=NOON, always=True)
        actions.mark_sent(
            contact, REQUEST, subject="Hello", body="Dear Ada", route=None, language="en", channel=Channel.EMAIL,
            sent_at=NOON, at=NOON,
        )  # fmt: skip

    put_back(batch.id)

    assert (only_draft().state, only_draft().body, only_draft().deleted_at) == (DraftState.OPEN, "Dear Ada", None)


def test_a_second_message_of_a_kind_can_be_written_and_sent(owner):
    ada = make_contact("Ada Byron", stage=Stage.THANKED)
    send(ada, kind=UPDATE)

    send(ada, kind=UPDATE, body="Again", version=only_draft().version)

    assert [message.body for message in db.session.scalars(select(Message))] == ["Dear Ada", "Again"]


def test_saving_leaves_nothing_in_the_history_but_sending_does(owner):
    ada = make_contact("Ada Byron")
    version = save(ada)
    version = save(ada, Sheet("Hello", "Again", True, True), version=version)
    assert db.session.scalars(select(Change).where(Change.row_table == "drafts")).all() == []

    send(ada, version=version)

    acts = db.session.scalars(select(Change.act).where(Change.row_table == "messages")).all()
    assert acts == ["send"]


def test_a_message_of_today_was_sent_now_and_one_of_another_day_at_noon():
    now = datetime(2026, 6, 15, 22, 30, tzinfo=UTC)

    def when(day):
        return moments.instant_sent(day, zone="Europe/Paris", now=now)

    assert when(None) == now
    assert when(date(2026, 6, 16)) == now  # it is past midnight in Paris
    assert when(date(2026, 6, 15)) == datetime(2026, 6, 15, 10, tzinfo=UTC)


def test_a_message_cannot_have_been_sent_on_a_day_to_come(app):
    with app.app_context(), pytest.raises(Invalid) as caught:
        moments.instant_sent(date(2026, 6, 17), zone="Europe/Paris", now=NOON)

    assert caught.value.field == "sent_on"
