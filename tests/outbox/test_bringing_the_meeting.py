"""A confirmation brings the meeting for their calendar, as it was when the mail was planned."""

from datetime import date, time, timedelta
from email import message_from_bytes, policy

import icalendar
import pytest
from factories import make_contact
from outbox.post_office import USER, PostOffice
from outbox.test_sending import look
from outbox.writing import queue, set_up
from sqlalchemy import select

from infoview.clock import now
from infoview.db import as_owner, db, transaction
from infoview.logbook.actions import log_message
from infoview.meetings.actions import agree, set_status
from infoview.models import Contact, Draft, EmailAddress, Mail, Meeting, Message, Stage
from infoview.models.meeting import MeetingStatus
from infoview.models.message import Channel, MessageKind

HOSTILE = 'Zoë "Z" O\'Hara; ATTENDEE:mailto:eve@example.org\r\nBEGIN:VALARM'
ICS = "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nX:é\r\n"
PAGE = "/contacts/1/drafts/confirmation"


def make_agreed(name="Ada Byron", **facts):
    ada = make_contact(name, stage=Stage.REQUESTED)
    with transaction():
        db.session.add(EmailAddress(contact_id=ada.id, address="ada@example.com", folded="ada@example.com"))
        usual = {"day": date(2199, 7, 1), "start": time(14), "zone": "Europe/Paris", "at": now()}
        meeting = agree(db.get_row(Contact, ada.id), **{**usual, **facts})
    return ada, meeting


@pytest.fixture
def agreed(app, account):
    with app.app_context(), as_owner(account):
        make_agreed()


def invited(content):
    """Return the parts of an .eml text that are invitations, with how they are labelled, and the text beside them."""
    mail = message_from_bytes(content, policy=policy.default)
    parts = [part for part in mail.walk() if part.get_content_type() == "text/calendar"]
    return parts, mail.get_body(("plain",)).get_content()


def posted(**more):
    sheet = {"subject": "Thursday", "body": "Dear Ada,\n\nuntil then."}
    return {"version": "0", **sheet, "shown_address": "ada@example.com", "shown_invitation": "1", **more}


def test_what_was_frozen_when_the_mail_was_planned_leaves_with_it_and_is_kept_by_name(app, owner, trusted, certificate):
    with PostOffice(certificate) as office:
        set_up(office)
        mail = queue(HOSTILE, kind=MessageKind.CONFIRMATION, invitation=ICS)
        look(app)

    [sent] = office.mails
    [part] = sent.iter_attachments()
    assert (part.get_content_type(), part["content-type"].params["method"]) == ("text/calendar", "REQUEST")
    assert (part.get_filename(), part.get_content()) == ("invitation.ics", ICS)
    assert sent.get_body(("plain",)).get_content().startswith("Dear Ada,")
    assert db.session.get(Message, mail.message_id).attachments == "invitation.ics"


def test_the_file_for_mail_programs_brings_the_meeting(client, agreed):
    assert "Send the meeting with it" in client.get(PAGE).text

    file = client.post(f"{PAGE}/file", posted(has_invitation="1"))

    [part], body = invited(file.data)
    [event] = icalendar.Calendar.from_ical(part.get_payload(decode=True)).walk("VEVENT")
    assert (event["attendee"], event["organizer"].params["cn"]) == ("mailto:ada@example.com", "Vera Lindqvist")
    assert part["content-type"].params["method"] == "REQUEST"
    assert body.startswith("Dear Ada,")


def test_the_meeting_can_be_left_out_and_that_is_remembered(client, app, account, agreed):
    file = client.post(f"{PAGE}/file", posted())

    assert invited(file.data)[0] == []
    client.post(PAGE, posted())
    with app.app_context(), as_owner(account):
        assert db.session.scalar(select(Draft.has_invitation)) is False
    page = client.get(PAGE).text
    assert "checked" not in page.split('id="has-invitation"')[1].split(">")[0]


def test_nothing_goes_with_a_message_that_confirms_no_meeting(client, app, account, agreed):
    with app.app_context(), as_owner(account), transaction():
        set_status(db.get_row(Meeting, 1), MeetingStatus.MOVED, at=now())

    assert "Send the meeting with it" not in client.get(PAGE).text
    assert invited(client.post(f"{PAGE}/file", posted(has_invitation="1")).data)[0] == []
    assert "Send the meeting with it" not in client.get("/contacts/1/drafts/request").text


def confirmed_in(content):
    """Return the day of the meeting that a mail with an invitation brings, and its text."""
    [part], body = invited(content)
    [event] = icalendar.Calendar.from_ical(part.get_payload(decode=True)).walk("VEVENT")
    return event.decoded("dtstart").strftime("%d %H:%M"), body


def confirm(ada, at):
    with transaction():
        given = {"kind": MessageKind.CONFIRMATION, "channel": Channel.EMAIL, "zone": "UTC"}
        log_message(ada, day=at.date(), at=at, **given)


def test_each_of_several_meetings_is_confirmed_in_its_turn_the_text_and_the_file_alike(client, owner):
    start = now() - timedelta(minutes=30)
    ada, late = make_agreed(at=start, start=time(16))
    again = {"at": start, "zone": "Europe/Paris", "is_another": True}
    with transaction():
        # By its own clock it seems to be the latest of that day, and is the first of all.
        early = agree(ada, **again | {"day": date(2199, 7, 1), "start": time(20), "zone": "Asia/Tokyo"})
        next_day = agree(ada, day=date(2199, 7, 2), start=time(9), **again)

    def about():
        day, _body = confirmed_in(client.post(f"{PAGE}/file", posted(has_invitation="1")).data)
        page = client.get(PAGE).text.split('name="body"')[1].split("</textarea>")[0].replace("\u00a0", " ")
        assert ("2 July" in page) is (day[:2] == "02")
        return day

    assert about() == "01 20:00"
    assert "about another meeting" not in client.get(f"/meetings/{early.id}").text
    assert "about another meeting" in client.get(f"/meetings/{late.id}").text
    confirm(ada, start + timedelta(minutes=1))
    assert about() == "01 16:00"
    confirm(ada, start + timedelta(minutes=2))
    assert about() == "02 09:00"
    confirm(ada, start + timedelta(minutes=3))
    assert about() == "01 20:00"
    with transaction():
        db.get_row(Meeting, next_day.id).place = "Library"
    assert about() == "02 09:00"


def test_sending_freezes_the_meeting_and_a_later_change_holds_the_mail(app, client, account, trusted, certificate):
    with app.app_context(), as_owner(account), PostOffice(certificate) as office:
        set_up(office)
        _ada, meeting = make_agreed()
        later = (now() + timedelta(days=2)).strftime("%Y-%m-%dT%H:%M")
        client.post(f"{PAGE}/send", posted(has_invitation="1", later="1", send_at=later))
        db.session.expire_all()
        mail = db.session.scalars(select(Mail)).one()
        assert f"UID:{meeting.uid}@infoview" in mail.invitation
        assert f"CN=Vera Lindqvist:mailto:{USER}" in mail.invitation.replace("\n ", "").replace('"', "")
        assert "With it goes the meeting" in client.get(f"/outbox/{mail.id}").text

        with transaction():
            db.get_row(Meeting, meeting.id).start = time(15)
            db.get_row(Mail, mail.id).due_at = now()
        look(app)

        assert office.accepted == []
        assert "The meeting was changed" in client.get(f"/outbox/{mail.id}").text
