"""The facts that reach a message, from what is stored."""

from datetime import date, time, timedelta

import pytest
from factories import NOON, make_contact

from infoview.db import db, transaction
from infoview.models import Account, Advice, Career, Contact, Meeting, Message, Stage
from infoview.models.contact import FoundBy, Permission
from infoview.models.meeting import MeetingMode, MeetingStatus
from infoview.models.message import Channel, Direction, MessageKind
from infoview.outreach.facts import Agreed
from infoview.outreach.gathering import gather

TODAY = NOON.date()


def facts(contact, account, language="en", kind=MessageKind.REQUEST, about=None, news="", now=NOON):
    contact, account = db.get_row(Contact, contact.id), db.session.get_one(Account, account.id)
    about = about and db.get_row(Contact, about.id)
    return gather(contact, account, kind=kind, language=language, today=TODAY, now=now, about=about, news=news)


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


def sent(contact, kind, at):
    return Message(
        contact_id=contact.id, direction=Direction.OUT, kind=kind, channel=Channel.EMAIL, sent_at=at, created_at=at
    )


def test_the_next_conversation_that_is_agreed_and_not_over_is_a_fact(owner):
    ada = make_contact("Ada Byron")
    agreed = {"contact_id": ada.id, "zone": "Europe/Paris", "status": MeetingStatus.AGREED, "created_at": NOON}
    store(
        Meeting(**agreed, day=TODAY - timedelta(days=1)),
        Meeting(**agreed, day=date(2026, 7, 1), start=time(14), minutes=20, mode=MeetingMode.VIDEO, place="the link"),
        Meeting(**agreed, day=date(2026, 7, 2)),
        Meeting(**agreed | {"status": MeetingStatus.CANCELLED}, day=TODAY + timedelta(days=1)),
    )

    english, french = facts(ada, owner).agreed, facts(ada, owner, "fr").agreed

    assert (english.day, english.time, english.minutes, english.place) == ("Wednesday 1 July", "14:00", 20, "the link")
    assert (english.by_phone, english.by_video, english.in_person) == (False, True, False)
    assert (french.day, french.time) == ("mercredi 1er juillet", "14\u00a0h")


def test_nothing_agreed_is_no_fact(owner):
    assert facts(make_contact("Ada Byron"), owner).agreed == Agreed()


@pytest.mark.parametrize(
    ("hours", "late", "very_late"), [(1, False, False), (48, False, False), (49, True, False), (336, True, False),
                                     (337, False, True)]
)  # fmt: skip
def test_thanks_are_late_after_two_days_and_very_late_after_two_weeks(owner, hours, late, very_late):
    ada = make_contact("Ada Byron")
    meeting = held(ada, TODAY)
    store(meeting)

    thanks = facts(ada, owner, now=db.get_row(Meeting, meeting.id).ends_at + timedelta(hours=hours)).thanks

    assert (thanks.late, thanks.very_late) == (late, very_late)


def test_advice_acted_on_is_told_once(owner):
    ada = make_contact("Ada Byron")
    meeting = held(ada, date(2026, 6, 1), "", "Read the report", "Visit a ward", "Join the society")
    store(meeting)
    with transaction():
        first, second, third = db.get_row(Meeting, meeting.id).advice
        first.done_at, second.done_at = NOON - timedelta(days=5), NOON - timedelta(days=1)
    store(sent(ada, MessageKind.UPDATE, NOON - timedelta(days=3)))

    since = facts(ada, owner).since

    assert since.advice == ("Visit a ward",)
    assert since.undone == ((third.id, "Join the society"),)


def test_the_people_met_since_the_last_message_are_told_once(owner):
    ada = make_contact("Ada Byron")
    named = {name: make_contact(name, referred_by_id=ada.id) for name in ("Ivy", "Charles", "Mary")}
    noted = make_contact("Nell", referred_by_id=ada.id, stage=Stage.MET, at=NOON)
    store(
        held(named["Ivy"], TODAY - timedelta(days=9)),
        held(named["Charles"], TODAY - timedelta(days=2)),
        sent(ada, MessageKind.THANK_YOU, NOON - timedelta(days=5)),
        sent(named["Mary"], MessageKind.REQUEST, NOON),
    )

    assert facts(ada, owner).since.people == ("Charles", noted.full_name)


def test_the_person_a_message_is_about_brings_their_own_facts(owner):
    store(career := Career(name="Midwifery", folded="midwifery", created_at=NOON))
    mary, grace = make_contact("Mary Somerville"), make_contact("Grace Lovell", career_id=career.id)
    store(held(grace, date(2026, 6, 1), "the first year is watching"))

    about = facts(mary, owner, kind=MessageKind.REFERRER_THANKS, about=grace)
    asked = facts(mary, owner, kind=MessageKind.INTRODUCTION, about=grace)

    assert (about.about.name, about.about.when, about.about.learned) == (
        "Grace Lovell", "on 1 June", "the first year is watching",
    )  # fmt: skip
    assert (about.career, asked.career) == (None, "Midwifery")
    assert facts(mary, owner).about.name is None


def test_what_is_new_is_a_part_of_a_sentence_or_one_of_its_own(owner):
    ada = make_contact("Ada Byron")

    part, whole = (facts(ada, owner, news=news).me for news in ("an evening course", "I began a course"))

    assert (part.news, part.news_sentence) == ("an evening course", None)
    assert (whole.news, whole.news_sentence) == (None, "I began a course.")


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
