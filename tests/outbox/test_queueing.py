"""What may be queued, what the user can do with it, and what never comes of undoing, restoring or importing."""

import json
from contextlib import closing
from dataclasses import replace
from datetime import timedelta

import pytest
from factories import NOON
from outbox.post_office import SECRET, PostOffice
from outbox.writing import queue, set_up, write
from sqlalchemy import select, update

from infoview.clock import now
from infoview.db import as_owner, db, settings, transaction
from infoview.errors import Invalid, Refused
from infoview.models import Change, Contact, Draft, Mail, Message, Stage
from infoview.models.draft import DraftState
from infoview.models.mail import MailState
from infoview.models.message import MessageKind
from infoview.outbox import actions, queries
from infoview.safekeeping.actions import undo
from infoview.safekeeping.backup import back_up
from infoview.safekeeping.restore import checked
from infoview.sqlite import driver
from infoview.transfer.json_export import everything
from infoview.transfer.json_import import add_everything, read_everything


@pytest.fixture
def server(owner):
    """A mail server that is set up and never called."""
    office = PostOffice()
    office.port = 465
    set_up(office)


def state_of(mail):
    return db.session.get(Mail, mail.id).state, db.session.get(Draft, mail.draft_id).state


def stuck(state=MailState.UNKNOWN):
    mail = queue()
    with transaction():
        mail.state = state
    return mail


def batch_of(mail):
    return db.session.scalars(select(Change.batch).where(Change.row_table == "outbox", Change.row_id == mail.id)).one()


def did(act, *args, **values):
    with transaction() as batch:
        act(*args, **values)
    return batch.id


def test_a_queued_mail_is_shown_as_waiting_and_its_draft_rests(server):
    mail = queue()
    later = queue("Mary Somerville", due_at=now() + timedelta(days=2))

    assert state_of(mail) == (MailState.QUEUED, DraftState.QUEUED)
    shown = queries.sending_of(mail.contact_id, MessageKind.REQUEST)
    assert (shown.id, shown.polls, shown.words) == (mail.id, True, "It will be sent in a moment.")
    assert queries.sending_of(later.contact_id, MessageKind.REQUEST).words.startswith("It will be sent ")
    assert queries.sending_of(mail.contact_id, MessageKind.NUDGE) is None


@pytest.mark.parametrize("address", ["", "ada", "ada@example.com\nBcc: x@y.org", "a b@example.com", "<a@b.org>"])
def test_no_mail_is_queued_to_what_is_no_address(server, address):
    with pytest.raises(Invalid) as refused:
        queue(address=address)

    wanted = "does not look like an e-mail address" if address else "Write their e-mail address first."
    assert (refused.value.field, wanted in refused.value.message) == ("address", True)
    assert db.session.scalars(select(Mail)).all() == []


def test_no_mail_is_queued_without_a_server_or_a_text_twice_or_to_somebody_who_asked_not_to_be_written_to(owner):
    with pytest.raises(Refused):
        queue()
    office = PostOffice()
    office.port = 465
    set_up(office)
    mail = queue("Mary Somerville")
    contact, draft = write("Jane Marcet", opted_out_at=NOON)
    text = {"subject": "", "route": None, "language": None, "due_at": NOON, "at": NOON}

    with pytest.raises(Refused), transaction():
        actions.queue(contact, draft, body="Hello", address="jane@example.com", **text)
    with pytest.raises(Refused):
        queue(body=" \n")
    mary, again = db.session.get(Contact, mail.contact_id), db.session.get(Draft, mail.draft_id)
    with pytest.raises(Refused), transaction():
        actions.queue(mary, again, body="Hello", address="mary@example.com", **text)


def test_cancelling_reopens_the_draft_and_cannot_be_taken_back_into_a_sending(server):
    mail = queue()
    batch = did(actions.cancel, mail, NOON)

    assert state_of(mail) == (MailState.CANCELLED, DraftState.OPEN)
    assert queries.sending_of(mail.contact_id, MessageKind.REQUEST) is None
    with pytest.raises(Refused, match="Nothing is sent by undoing"):
        did(undo, batch, at=NOON)


@pytest.mark.parametrize("state", [MailState.SENDING, MailState.HANDING_OVER, MailState.SENT, MailState.UNKNOWN])
def test_what_is_on_its_way_can_neither_be_cancelled_nor_undone(server, state):
    mail = queue()
    queued = batch_of(mail)
    with transaction():
        db.session.execute(update(Mail).values(state=state))  # as the sender does: no act of hers

    with pytest.raises(Refused):
        did(actions.cancel, mail, NOON)
    with pytest.raises(Refused):
        did(undo, queued, at=NOON)


def test_undoing_a_queueing_takes_the_mail_away(server):
    mail = queue()
    did(undo, batch_of(mail), at=NOON)

    assert db.session.scalars(select(Mail)).all() == []
    assert db.session.get(Draft, mail.draft_id).state is DraftState.OPEN


@pytest.mark.parametrize("state", [MailState.FAILED, MailState.UNKNOWN, MailState.HELD])
def test_the_user_decides_what_becomes_of_a_mail_that_is_stuck(server, state):
    again, went, back = stuck(state), stuck(state), stuck(state)
    did(actions.try_again, again, NOON)
    settled = did(actions.settle, went, went=True, at=NOON)
    did(actions.settle, back, went=False, at=NOON)

    assert state_of(again) == (MailState.QUEUED, DraftState.QUEUED)
    assert state_of(went) == (MailState.SENT, DraftState.SENT)
    assert db.session.get(Message, went.message_id).header_id == went.header_id
    assert db.session.get(Contact, went.contact_id).stage is Stage.REQUESTED
    assert state_of(back) == (MailState.CANCELLED, DraftState.OPEN)
    if state is not MailState.FAILED:
        did(undo, settled, at=NOON)
        assert state_of(went) == (state, DraftState.QUEUED)
        assert db.session.get(Contact, went.contact_id).stage is Stage.IDENTIFIED


def test_a_restored_backup_sends_nothing_by_itself_and_holds_no_password_in_clear(server, tmp_path):
    queue()
    back_up(settings().database, tmp_path / "backup.sqlite")
    db.session.rollback()

    assert SECRET.encode() not in (tmp_path / "backup.sqlite").read_bytes()
    elsewhere = tmp_path / "elsewhere"
    with checked(replace(settings(), data=elsewhere), tmp_path / "backup.sqlite") as candidate:
        candidate.put_in_place(at=NOON)
    with closing(driver.connect(str(elsewhere / "infoview.sqlite"))) as database:
        assert database.execute("SELECT state, reason FROM outbox").fetchall() == [("held", "restored")]


def test_an_export_leaves_the_mail_server_out_and_an_import_sends_nothing_by_itself(app, server, other_account):
    queue()
    text = everything()

    assert "mail_servers" not in text
    assert SECRET not in text
    assert json.loads(text)["outbox"][0]["state"] == "queued"
    with as_owner(other_account), transaction():
        add_everything(read_everything(text.encode()))
    with as_owner(other_account):
        mail = db.session.scalars(select(Mail)).one()
        assert (mail.state, queries.sending(mail.id).name) == (MailState.HELD, "Held back")
        assert queries.sending(mail.id).reason.startswith("It came with an import")
