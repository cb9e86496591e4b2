"""Answers are kept where they belong."""

from datetime import date

import pytest
from factories import NOON, make_contact
from sqlalchemy import select

from infoview.db import db, transaction
from infoview.errors import Invalid, NotThere
from infoview.models import Account, Advice, Contact, Meeting, Stage
from infoview.models.contact import FoundBy, Permission
from infoview.models.meeting import MeetingStatus
from infoview.outreach.answers import Answers, keep

TODAY = date(2026, 6, 20)


def answer(contact, account, about=None, **given):
    with transaction():
        keep(
            Answers(**given), db.get_row(Contact, contact.id), db.session.get_one(Account, account.id),
            at=NOON, today=TODAY, about=about and db.get_row(Contact, about.id),
        )  # fmt: skip
    return db.get_row(Contact, contact.id)


def test_how_somebody_was_found_is_kept_on_the_contact(owner):
    ada = answer(make_contact("Ada Byron"), owner, found_by=FoundBy.EVENT, found_text="the spring design fair")

    assert (ada.found_by, ada.found_text) == (FoundBy.EVENT, "the spring design fair")
    assert ada.version == 2


def test_who_suggested_somebody_is_a_contact_known_or_new(owner):
    mary = make_contact("Mary Somerville")

    ada = answer(make_contact("Ada Byron"), owner, found_by=FoundBy.REFERRED, found_text="mary somerville")
    ivy = answer(make_contact("Ivy Ashworth"), owner, found_by=FoundBy.REFERRED, found_text="Charles Wheatstone")

    assert (ada.referred_by_id, ada.found_by, ada.found_text) == (mary.id, FoundBy.REFERRED, "")
    assert ivy.referred_by.full_name == "Charles Wheatstone"
    assert ivy.referred_by.stage is None


def test_a_name_that_several_people_have_is_refused_beside_its_field(owner):
    make_contact("Mary Somerville")
    make_contact("Mary Somerville")

    with pytest.raises(Invalid) as caught:
        answer(make_contact("Ada Byron"), owner, found_by=FoundBy.REFERRED, found_text="Mary Somerville")
    assert caught.value.field == "found_text"


def test_permission_career_and_address_are_kept_on_the_contact(owner):
    mary = make_contact("Mary Somerville")

    ada = answer(
        make_contact("Ada Byron", referred_by_id=mary.id), owner,
        may_use_name=Permission.YES, career="UX research", address_as="Ms. Byron", language="fr",
    )  # fmt: skip

    assert (ada.may_use_name, ada.career.name, ada.address_as, ada.language) == (
        Permission.YES, "UX research", "Ms. Byron", "fr",
    )  # fmt: skip


def test_who_the_user_is_is_kept_on_the_account(owner):
    answer(make_contact("Ada Byron"), owner, background="a biology teacher", my_name="Vera L.")

    account = db.session.get_one(Account, owner.id)
    assert (account.background, account.name) == ("a biology teacher", "Vera L.")


def test_what_was_learned_is_kept_on_the_last_conversation(owner):
    ada = make_contact("Ada Byron", stage=Stage.MET)
    with transaction():
        db.session.add(Meeting(contact_id=ada.id, day=TODAY, zone="UTC", status=MeetingStatus.HELD, created_at=NOON))

    answer(ada, owner, learned="most of the day is listening")

    [meeting] = db.session.scalars(select(Meeting))
    assert (meeting.learned, meeting.version) == ("most of the day is listening", 2)


def test_what_was_learned_makes_a_conversation_on_the_day_the_card_came_to_met(owner):
    ada = make_contact("Ada Byron", stage=Stage.MET, at=NOON)

    answer(ada, owner, learned="most of the day is listening")

    [meeting] = db.session.scalars(select(Meeting))
    assert (meeting.day, meeting.status, meeting.learned) == (
        NOON.date(), MeetingStatus.HELD, "most of the day is listening",
    )  # fmt: skip


def test_nothing_answered_changes_nothing(owner):
    ada = answer(make_contact("Ada Byron"), owner)

    assert ada.version == 1
    assert db.session.get_one(Account, owner.id).version == 1


def test_an_address_becomes_the_first_one(owner):
    ada = answer(make_contact("Ada Byron"), owner, email="ada@example.org")

    ada = answer(ada, owner, email="ada.byron@example.org")

    assert [email.address for email in ada.emails] == ["ada.byron@example.org", "ada@example.org"]


def test_what_is_no_address_is_refused_beside_its_field(owner):
    with pytest.raises(Invalid) as caught:
        answer(make_contact("Ada Byron"), owner, email="ada at example")
    assert caught.value.field == "email"


def test_advice_that_was_acted_on_is_marked_once(owner):
    ada = make_contact("Ada Byron")
    meeting = Meeting(contact_id=ada.id, day=TODAY, zone="UTC", status=MeetingStatus.HELD, created_at=NOON)
    meeting.advice = [Advice(contact_id=ada.id, body="Read the report")]
    with transaction():
        db.session.add(meeting)
    [advice] = db.session.scalars(select(Advice))

    answer(ada, owner, done_advice=advice.id)

    assert db.get_row(Advice, advice.id).done_at == NOON
    with pytest.raises(NotThere):
        answer(make_contact("Ivy Ashworth"), owner, done_advice=advice.id)


def test_what_is_about_another_person_is_kept_with_that_person(owner):
    mary, grace = make_contact("Mary Somerville"), make_contact("Grace Lovell")

    answer(mary, owner, about=grace, learned="the first year is watching", career="Midwifery")

    [meeting] = db.session.scalars(select(Meeting))
    assert meeting.contact_id == grace.id
    assert db.get_row(Contact, grace.id).career.name == "Midwifery"
    assert db.get_row(Contact, mary.id).career is None
