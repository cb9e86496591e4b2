"""The facts that reach a message, from what is stored."""

from datetime import date, timedelta

from factories import NOON, make_contact

from infoview.db import db, transaction
from infoview.models import Account, Advice, Career, Contact, Meeting, Message, Stage
from infoview.models.contact import FoundBy, Permission
from infoview.models.meeting import MeetingStatus
from infoview.models.message import Channel, Direction, MessageKind
from infoview.outreach.gathering import gather

TODAY = NOON.date()


def facts(contact, account, language="en"):
    contact, account = db.get_row(Contact, contact.id), db.session.get_one(Account, account.id)
    return gather(contact, account, language=language, today=TODAY)


def store(*rows):
    with transaction():
        db.session.add_all(rows)


def held(contact, day, learned="", *advice):
    kept = [Advice(contact_id=contact.id, body=body, position=place) for place, body in enumerate(advice)]
    return Meeting(
        contact_id=contact.id, day=day, zone="Europe/Paris", status=MeetingStatus.HELD, learned=learned,
        advice=kept, created_at=NOON,
    )  # fmt: skip


def test_a_contact_with_nothing_known_gives_a_name_only(owner):
    found = facts(make_contact("Ada Byron"), owner)

    assert found.contact.name == "Ada Byron"
    assert (found.contact.address_as, found.career, found.found.text, found.meeting.notes) == (None,) * 4


def test_a_referrer_is_named_only_with_permission(owner):
    mary = make_contact("Mary Somerville")
    contacts = {
        permission: facts(make_contact("Ada Byron", referred_by_id=mary.id, may_use_name=permission), owner).contact
        for permission in Permission
    }

    assert {p: c.referrer for p, c in contacts.items()} == {
        Permission.YES: "Mary Somerville",
        Permission.NO: None,
        Permission.NOT_ASKED: None,
    }
    assert all(contact.is_referred for contact in contacts.values())
    assert contacts[Permission.NOT_ASKED].unasked_referrer == "Mary Somerville"


def test_the_last_conversation_that_was_held_counts(owner):
    ada = make_contact("Ada Byron")
    store(
        held(ada, date(2026, 5, 1), "old"),
        held(ada, date(2026, 6, 11), "most of the day is listening\nand more", "Read the report", "Visit a ward"),
    )

    met = facts(ada, owner).meeting

    assert (met.when, met.notes, met.advice) == (
        "on Thursday", "most of the day is listening", ("Read the report", "Visit a ward"),
    )  # fmt: skip


def test_the_people_a_contact_named_are_known_and_those_met_since(owner):
    ada = make_contact("Ada Byron")
    make_contact("Ivy Ashworth", referred_by_id=ada.id)
    make_contact("Charles Wheatstone", referred_by_id=ada.id, stage=Stage.THANKED)

    met = facts(ada, owner).meeting

    assert met.people == ("Ivy Ashworth", "Charles Wheatstone")
    assert met.people_met == ("Charles Wheatstone",)


def test_the_day_of_the_request_is_said_in_the_language_of_the_message(owner):
    ada = make_contact("Ada Byron")
    sent = {"contact_id": ada.id, "direction": Direction.OUT, "kind": MessageKind.REQUEST, "channel": Channel.EMAIL}
    store(
        Message(**sent, sent_at=NOON - timedelta(days=8), created_at=NOON),
        Message(**sent, sent_at=NOON - timedelta(days=1), created_at=NOON, withdrawn_at=NOON),
    )

    assert facts(ada, owner).asked.when == "on 7 June"
    assert facts(ada, owner, "fr").asked.when == "le 7 juin"


def test_the_users_own_ending_is_used_in_their_own_language(owner):
    ada = make_contact("Ada Byron")
    with transaction():
        db.session.get_one(Account, owner.id).sign_off = "Best wishes,\nVera\nLyon"

    assert facts(ada, owner, "en").me.sign_off == "Best wishes"
    assert facts(ada, owner, "en").me.signature == "Vera\nLyon"
    assert facts(ada, owner, "fr").me.sign_off is None


def test_career_organization_and_source_are_facts(owner):
    store(career := Career(name="UX research", folded="ux research", created_at=NOON))
    ada = make_contact("Ada Byron", career_id=career.id, found_by=FoundBy.EVENT, found_text="the design fair")

    found = facts(ada, owner)

    assert (found.career, found.found.event) == ("UX research", "the design fair")


def test_gathering_takes_the_same_number_of_queries_however_much_there_is(owner, count_queries):
    ada, ivy = make_contact("Ada Byron"), make_contact("Ivy Ashworth")
    store(*(held(ada, TODAY, "a", "b", "c") for _ in range(5)), held(ivy, TODAY))
    for number in range(10):
        make_contact(f"Person {number}", referred_by_id=ada.id)

    with count_queries() as few:
        facts(ivy, owner)
    with count_queries() as many:
        facts(ada, owner)

    assert len(many) == len(few)
