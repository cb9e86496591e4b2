from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from factories import NOON, make_contact

from infoview import clock
from infoview.db import as_owner, db, transaction
from infoview.errors import Invalid
from infoview.logbook.actions import log_message, tell_answer
from infoview.models import Contact, EmailAddress, Message, Stage
from infoview.models.message import Answer, Channel, Direction, MessageKind
from infoview.people.actions import close
from infoview.replies.actions import dated, keep_reply
from infoview.replies.reading import LONGEST_READ, Received
from infoview.safekeeping.actions import undo
from infoview.today.queries import step_of

MAILS = Path(__file__).with_name("mails")


def keep(contact, received, *, answer=None, at=NOON):
    with transaction() as batch:
        contact = db.get_row(Contact, contact.id)
        return keep_reply(contact, received, answer=answer, channel=Channel.EMAIL, at=at), batch.id


def asked(name="Ada Byron", *, at=NOON - timedelta(days=9)):
    ada = make_contact(name, stage=Stage.IDENTIFIED)
    with transaction():
        told = {"kind": MessageKind.REQUEST, "channel": Channel.EMAIL, "zone": "UTC", "day": at.date(), "at": at}
        log_message(db.get_row(Contact, ada.id), **told)
    return ada


def step(contact):
    found = step_of(db.get_row(Contact, contact.id), now=NOON)
    return found.rule if found else ""


def test_a_reply_is_kept_and_the_next_step_asks_what_it_says(owner):
    ada = asked()
    assert step(ada) == "nudge"

    message, batch = keep(ada, Received(body="Gladly.", quoted="> Dear Ada", attachments=("a.pdf", "b.pdf")))

    assert (message.direction, message.kind, message.answer) == (Direction.IN, MessageKind.REPLY, None)
    assert (message.body, message.quoted, message.attachments) == ("Gladly.", "> Dear Ada", "a.pdf\nb.pdf")
    assert step(ada) == "answered"
    with transaction():
        undo(batch, at=NOON)
    assert step(ada) == "nudge"


@pytest.mark.parametrize(
    ("answer", "rule"), [(Answer.YES, "agree"), (Answer.LATER, "said-later"), (Answer.NO, "said-no")]
)
def test_a_reply_whose_answer_is_known_leads_on_at_once(owner, answer, rule):
    ada = asked()

    keep(ada, Received(body="…"), answer=answer)

    assert step(ada) == rule


def test_who_writes_back_after_being_closed_is_open_again(owner):
    ada = asked()
    with transaction():
        close(db.get_row(Contact, ada.id), reason=None, at=NOON)

    keep(ada, Received(body="Sorry for the delay."))

    assert db.get_row(Contact, ada.id).is_on_board


def test_the_same_mail_twice_is_one_message_and_undoing_lets_it_come_back(owner):
    ada = asked()
    mail = Received(body="Gladly.", header_id="1@example.org", sent_at=NOON)

    first, batch = keep(ada, mail)
    again, _ = keep(ada, replace(mail, body="Gladly.\n-- \nsent again by a list"))
    assert again.id == first.id
    with transaction():
        undo(batch, at=NOON)

    assert keep(ada, mail)[0].id != first.id


@pytest.mark.parametrize("sent_at", [None, NOON + timedelta(days=3)])
def test_a_mail_of_no_day_or_one_to_come_stands_under_today(owner, sent_at):
    message, _ = keep(asked(), Received(body="Gladly.", sent_at=sent_at))

    assert message.sent_at == NOON


def test_what_is_pasted_comes_on_the_day_it_says_or_the_user_says(owner):
    yesterday = NOON - timedelta(days=1)
    chosen = {"day": (NOON - timedelta(days=2)).date(), "zone": "UTC", "now": NOON}

    assert dated(Received(sent_at=yesterday), **chosen).sent_at == yesterday
    assert dated(Received(), **chosen).sent_at == NOON - timedelta(days=2)
    with pytest.raises(Invalid, match="still to come"):
        dated(Received(), **{**chosen, "day": (NOON + timedelta(days=1)).date()})


# --- mail that no human wrote ---------------------------------------------------------------------------------------


@pytest.fixture
def by_machine():
    return Received(sender="ada@example.org", body="I am away.", header_id="2@example.org", is_automatic=True)


def test_an_automatic_reply_is_kept_and_the_request_still_waits(owner, by_machine):
    ada = asked()

    message, _ = keep(ada, by_machine, answer=Answer.YES)

    assert (message.direction, message.kind, message.answer) == (Direction.IN, MessageKind.OTHER, None)
    assert step(ada) == "nudge"
    assert keep(ada, by_machine)[0].id == message.id


def test_an_automatic_reply_opens_no_closed_card_and_is_no_contact(owner, by_machine):
    ada = make_contact("Ada Byron", stage=Stage.IN_TOUCH)
    with transaction():
        ada = db.get_row(Contact, ada.id)
        ada.touch_on = NOON.date()
        close(ada, reason=None, at=NOON)

    keep(ada, by_machine)

    ada = db.get_row(Contact, ada.id)
    assert not ada.is_on_board and ada.touch_on == NOON.date()


def test_after_an_automatic_reply_an_answer_in_one_click_is_a_message_of_its_own(owner, by_machine):
    ada = asked()
    away, _ = keep(ada, by_machine)

    with transaction():
        told = tell_answer(db.get_row(Contact, ada.id), answer=Answer.YES, zone="UTC", at=NOON)

    assert told.id != away.id and db.get_row(Message, away.id).answer is None


# --- the page -------------------------------------------------------------------------------------------------------


@pytest.fixture
def ada(app, account):
    with app.app_context(), as_owner(account):
        ada = asked(at=clock.now() - timedelta(days=9))
        with transaction():
            db.session.add(EmailAddress(contact_id=ada.id, address="ada@example.org", folded="ada@example.org"))
        return ada


@pytest.fixture
def kept(app, account):
    def messages():
        with app.app_context(), as_owner(account):
            return [(m.body, m.subject) for m in db.session.query(Message).filter_by(direction=Direction.IN)]

    return messages


def files(*names):
    return {"mails": [(BytesIO((MAILS / f"{name}.eml").read_bytes()), f"{name}.eml") for name in names]}


def send(client, ada, fields):
    return client.post(f"/contacts/{ada.id}/replies", fields)


def page_of(client, ada):
    return client.get(f"/contacts/{ada.id}").text


def test_a_pasted_reply_is_shown_with_what_it_quotes_folded(client, ada):
    send(client, ada, {"text": "Gladly, on Tuesday.\n\n> Dear Ada", "channel": "email", "day": ""})

    page = page_of(client, ada)
    assert "Kept: what Ada Byron wrote." in page
    assert '<p class="verbatim">Gladly, on Tuesday.</p>' in page
    assert "<summary>Earlier mail</summary>" in page
    assert "what did they say?" in page


def test_several_mails_are_kept_at_once_and_those_that_were_here_are_not_kept_again(client, ada, kept):
    send(client, ada, files("gmail-en", "attachments"))
    assert "Kept: 2 mails from Ada Byron." in page_of(client, ada)
    send(client, ada, files("gmail-en", "to-come"))

    page = page_of(client, ada)
    assert "1 mail was here already." in page and "it is listed under today" in page
    assert "Attached: Résumé 2026.pdf, Whom to ask, invite.ics" in page
    assert len(kept()) == 3


def test_one_file_that_is_no_mail_keeps_the_others_out_and_is_named(client, ada, kept):
    mails = files("gmail-en")["mails"]
    fields = {"mails": [*mails, (BytesIO(b"%PDF"), "offer.pdf")], "text": "Typed before <b>"}

    answer = send(client, ada, fields)

    assert answer.status_code == 422
    assert "“offer.pdf”: This is not a saved mail." in answer.text and "None of it was kept." in answer.text
    assert "Typed before &lt;b&gt;</textarea>" in answer.text
    assert kept() == []


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({}, "Paste what they wrote, or choose a saved mail."),
        ({"text": " \n "}, "Paste what they wrote, or choose a saved mail."),
        ({"text": "x", "day": "2199-01-01"}, "This day is still to come."),
        ({"text": "x", "day": "soon"}, "This is not a day."),
        ({"text": "x", "channel": "pigeon"}, "Not a valid choice"),
        ({"text": "x" * (LONGEST_READ + 1)}, "This is too long"),
        ({"text": "From: Vera <vera@example.org>\nSubject: x\n\nhello"}, "You wrote this mail yourself."),
        ({"mails": [(BytesIO(b""), "empty.eml")]}, "“empty.eml”: This file is empty."),
        ({"mails": [(BytesIO(b"From: a@b.c\nSubject: x\n\nx"), f"{n}.eml") for n in range(11)]}, "at most 10 mails"),
    ],
)
def test_what_cannot_be_kept_is_said_beside_its_field(client, ada, kept, fields, sentence):
    answer = send(client, ada, fields)

    assert answer.status_code == 422 and sentence in answer.text
    assert kept() == []


def test_an_address_that_was_not_noted_is_offered_and_noted_with_one_click(client, ada, app, account):
    send(client, ada, files("gmail-fr"))
    page = page_of(client, ada)
    assert "They wrote from zoe@example.org" in page

    client.post(page.split('id="new-address" method="post" action="')[1].split('"')[0])

    assert "They wrote from" not in page_of(client, ada)
    with app.app_context(), as_owner(account):
        assert [each.address for each in db.get_row(Contact, ada.id).emails] == ["ada@example.org", "zoe@example.org"]


def test_a_mail_from_somebody_else_says_whose_address_it_came_from(client, ada, app, account):
    with app.app_context(), as_owner(account):
        mary = make_contact("Mary Somerville")

    send(client, mary, files("gmail-en"))

    assert "the one you noted for Ada Byron" in page_of(client, mary)


def test_a_form_sent_twice_keeps_one_reply_and_another_file_another(client, ada, kept):
    again = {"once": "same", "text": "Gladly.", "channel": "email", "day": ""}
    for fields in (again, again, {**again, **files("to-come")}):
        send(client, ada, fields)

    assert sorted(kept()) == [("Gladly.", ""), ("Gladly.", ""), ("Yes.", "Re: A question about data analysis")]


def test_a_mail_that_came_back_is_told_as_such_and_its_address_is_not_offered(client, ada):
    send(client, ada, files("bounce"))

    page = page_of(client, ada)
    assert "This mail says that yours did not arrive: check the address." in page
    assert "This mail did not arrive" in page and "delivery-status" not in page
    assert "They wrote" not in page and "what did they say?" not in page


def test_an_automatic_reply_is_told_as_such_alone_and_among_others(client, ada):
    send(client, ada, files("out-of-office"))
    page = page_of(client, ada)
    assert "This is an automatic reply, so it does not count as an answer." in page and "Kept:" not in page
    assert "Automatic reply" in page and "They wrote" not in page and "what did they say?" not in page

    send(client, ada, files("bounce", "gmail-en", "out-of-office"))

    page = page_of(client, ada)
    assert "Kept: what Ada Byron wrote. 1 mail says that one of yours did not arrive: check the address." in page
    assert "1 mail was here already." in page and "what did they say?" in page


def test_mails_that_were_all_here_are_counted_without_speaking_of_others(client, ada):
    for _ in range(2):
        send(client, ada, files("gmail-en", "gmail-fr"))

    assert "2 mails were here already." in page_of(client, ada)
