"""What is queued is sent once it is due, and what becomes of it is kept."""

from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from factories import NOON
from outbox.post_office import USER, PostOffice
from outbox.writing import queue, set_up
from sqlalchemy import select

from infoview.clock import now
from infoview.db import as_owner, db, transaction
from infoview.models import Contact, Draft, Mail, Message, Stage
from infoview.models.draft import DraftState
from infoview.models.mail import MailState
from infoview.models.message import Channel
from infoview.outbox import queries, sender, servers
from infoview.outbox.postman import Postman


def look(app):
    """Do what the thread of the worker does each time it looks."""
    postman = Postman(app)
    postman.look()
    assert postman.waits_until == 0
    db.session.rollback()
    db.session.expire_all()  # to see what it did


def told(mail):
    return queries.sending(mail.id)


def test_a_mail_leaves_as_it_was_queued_and_its_card_moves(app, owner, trusted, certificate):
    with PostOffice(certificate) as office:
        set_up(office)
        mail = queue("Zoë Byron", subject="Une idée\r\nBcc: otto@example.org", body="Bonjour Zoë,\n.\nà bientôt")
        look(app)

    [sent] = office.mails
    assert (sent["From"].addresses[0].addr_spec, sent["From"].addresses[0].display_name) == (USER, owner.name)
    assert (sent["To"], sent["Subject"]) == ("Zoë Byron <ada@example.com>", "Une idée Bcc: otto@example.org")
    assert sent["Message-ID"] == f"<{mail.header_id}>"
    assert abs(sent["Date"].datetime - now()) < timedelta(minutes=1)
    assert sent.get_content().splitlines() == ["Bonjour Zoë,", ".", "à bientôt"]
    assert sent["Bcc"] is None
    message = db.session.get(Message, mail.message_id)
    kept = (message.channel, message.address, message.header_id, message.body)
    assert kept == (Channel.EMAIL, "ada@example.com", mail.header_id, mail.body)
    assert db.session.get(Draft, mail.draft_id).state is DraftState.SENT
    assert db.session.get(Contact, mail.contact_id).stage is Stage.REQUESTED
    assert told(mail).words.startswith("It was sent today")


def test_a_mail_for_later_waits_until_then(app, owner, trusted, certificate):
    with PostOffice(certificate) as office:
        set_up(office)
        mail = queue(due_at=now() + timedelta(hours=3))
        look(app)
        assert (office.calls, told(mail).state, told(mail).polls) == (0, MailState.QUEUED, False)

        with time_machine.travel(now() + timedelta(hours=3, minutes=1)):
            look(app)

    assert len(office.accepted) == 1


def test_a_mail_the_server_puts_off_is_tried_again_for_a_day_and_no_longer(app, owner, trusted, certificate):
    with PostOffice(certificate, answers={"RCPT": "451 4.7.1 come back"}) as office:
        set_up(office)
        mail = queue()
        began, waited = now(), []
        for _ in range(11):
            with time_machine.travel(mail.due_at + timedelta(seconds=1)):
                before = now()
                look(app)
            waited.append(round((mail.due_at - before) / timedelta(minutes=1)))

    assert waited[:-1] == [1, 5, 15, 60, *[240] * 6]
    assert told(mail).state is MailState.FAILED
    assert timedelta(hours=24) < mail.due_at - began < timedelta(hours=27)
    assert (told(mail).name, told(mail).answer) == ("Not sent", "451 4.7.1 come back")
    assert db.session.get(Draft, mail.draft_id).state is DraftState.QUEUED


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({"RCPT": "550 5.1.1 nobody <b>here</b>"}, "The mail server takes no mail for this address."),
        ({"body": "554 5.7.1 no"}, "The mail server did not take the message."),
    ],
)
def test_a_refused_mail_is_not_tried_again_by_itself(app, owner, trusted, certificate, answers, words):
    with PostOffice(certificate, answers=answers) as office:
        set_up(office)
        mail = queue()
        look(app)
        look(app)

    assert office.calls == 1
    assert (told(mail).state, told(mail).words) == (MailState.FAILED, "It was not sent.")
    assert told(mail).reason.startswith(words)


def test_a_connection_lost_before_the_handing_over_is_tried_again_and_one_lost_after_it_never(
    app, owner, trusted, certificate
):
    with PostOffice(certificate, answers={"RCPT": ""}) as office:
        set_up(office)
        early = queue()
        look(app)
    with PostOffice(certificate, answers={"body": ""}) as office:
        set_up(office, version=1)
        late = queue("Mary Somerville")
        with time_machine.travel(now() + timedelta(hours=2)):
            look(app)
            look(app)

    assert told(early).state is MailState.UNKNOWN  # lost once more, and this time at the end
    assert (told(late).state, office.calls) == (MailState.UNKNOWN, 2)
    assert told(late).reason.startswith("The connection broke in the very moment of handing it over.")


def test_a_wrong_password_is_tried_once_for_all_that_is_due(app, owner, trusted, certificate):
    with PostOffice(certificate) as office:
        set_up(office, password="wrong")
        mails = [queue(name) for name in ("Ada Byron", "Mary Somerville", "Jane Marcet")]
        look(app)

    assert office.calls == 1
    assert {told(mail).state for mail in mails} == {MailState.FAILED}
    assert "app password" in told(mails[2]).reason


def test_nobody_who_asked_not_to_be_written_to_gets_a_mail_that_was_queued_before(app, owner, trusted, certificate):
    with PostOffice(certificate) as office:
        set_up(office)
        asked, deleted = queue(), queue("Mary Somerville")
        with transaction():
            db.session.get(Contact, asked.contact_id).opted_out_at = NOON
            db.session.get(Contact, deleted.contact_id).deleted_at = NOON
        look(app)

    assert office.calls == 0
    assert told(asked).reason == "They asked not to be written to."
    assert (told(deleted).state, told(deleted).reason) == (MailState.FAILED, "The contact was deleted meanwhile.")


def test_who_asks_not_to_be_written_to_while_the_server_is_called_gets_none(app, owner, trusted, certificate):
    with PostOffice(certificate) as office:
        set_up(office)
        mail = queue()

        def opt_out():
            with app.app_context(), as_owner(owner), transaction():
                db.session.get(Contact, mail.contact_id).opted_out_at = NOON

        office.when_asked["RCPT"] = opt_out
        look(app)

    assert office.accepted == []
    assert told(mail).reason == "They asked not to be written to."


def test_what_should_have_gone_more_than_a_day_ago_is_held(app, owner, trusted, certificate):
    with PostOffice(certificate) as office:
        set_up(office)
        mail = queue()
        with time_machine.travel(now() + timedelta(days=2)):
            look(app)

    assert (office.calls, told(mail).state) == (0, MailState.HELD)
    assert told(mail).reason.startswith("It was due more than a day ago")


def test_when_sending_is_switched_off_everything_waits(app, owner, trusted, certificate, monkeypatch):
    with PostOffice(certificate) as office:
        set_up(office)
        mail = queue()
        switched_off(app, monkeypatch)
        look(app)

        assert queries.server() is None
        assert (office.calls, told(mail).polls) == (0, False)
        assert told(mail).words == "It waits: sending is switched off on this server."


def switched_off(app, monkeypatch):
    monkeypatch.setitem(app.extensions, "settings", replace(app.extensions["settings"], mail_enabled=False))


def test_a_mail_that_was_accepted_while_nothing_could_be_written_down_is_not_sent_again(
    app, owner, trusted, certificate, monkeypatch
):
    def broken(*_args, **_values):
        raise OSError("the disk is full")

    monkeypatch.setattr(sender, "keep_as_sent", broken)
    monkeypatch.setattr(sender, "PAUSE", 0)
    with PostOffice(certificate) as office:
        set_up(office)
        mail = queue()
        look(app)
        look(app)

    assert len(office.accepted) == 1
    assert told(mail).state is MailState.UNKNOWN


def test_one_mail_that_cannot_be_made_does_not_hold_up_the_others(app, owner, trusted, certificate, monkeypatch):
    usual = sender.mail_of

    def made(letter, **more):
        return usual(None if letter.subject == "broken" else letter, **more)

    with PostOffice(certificate) as office:
        set_up(office)
        broken, fine = queue(subject="broken"), queue("Mary Somerville")
        monkeypatch.setattr(sender, "mail_of", made)
        look(app)

    assert (told(broken).state, told(broken).polls, told(fine).state) == (MailState.QUEUED, False, MailState.SENT)


def test_who_looks_while_another_one_sends_leaves_everything_to_them(app, owner, trusted, certificate):
    with PostOffice(certificate) as office:
        set_up(office)
        mail = queue()
        for command in ("RCPT", "DATA"):
            office.when_asked[command] = Postman(app).look
        look(app)

    assert (office.calls, told(mail).state) == (1, MailState.SENT)


def test_each_account_sends_by_its_own_server(app, owner, other_account, trusted, certificate):
    with PostOffice(certificate) as office, PostOffice(certificate) as others:
        set_up(office)
        queue()
        with as_owner(other_account):
            set_up(others, sender="otto@example.org")
            queue("Mary Somerville")
        look(app)

    assert [mail["From"].addresses[0].addr_spec for mail in (*office.mails, *others.mails)] == [
        USER,
        "otto@example.org",
    ]
    assert db.session.scalars(select(Mail.state)).all() == [MailState.SENT]


def test_removing_the_server_holds_what_waits(app, owner, trusted, certificate):
    with PostOffice(certificate) as office:
        set_up(office)
        mail = queue()
        with transaction():
            servers.remove(at=now())
        look(app)

    db.session.refresh(mail)
    assert (office.calls, told(mail).state) == (0, MailState.HELD)
